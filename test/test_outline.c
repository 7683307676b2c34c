// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include "figure/painter.h"

#include <stdlib.h>

static struct uh_painter *painter;
static struct uh_drawing drawing;
static void *memory;

static int start(void **state) {
    (void)state;
    memory = malloc(UH_PAINTER_ARENA);
    struct uh_arena arena = {.base = memory, .size = UH_PAINTER_ARENA};
    painter = uh_painter_take(&arena);
    painter->drawing = &drawing;
    painter->unit = 100;
    return painter ? (int)uh_drawing_init(&drawing, &arena) : -1;
}

static int finish(void **state) {
    (void)state;
    free(memory);
    return 0;
}

static void begin(void) {
    drawing.path_count = drawing.run_count = drawing.spot_count = 0;
    painter->polygon_count = 0;
    pick_none(painter);
}

static void pick_circle(double x, double y, double r, int count) {
    struct uh_spot spots[POLYGON_SPOTS], hull[2 * POLYGON_SPOTS];
    for (int i = 0; i < count; i++) {
        double a = 2 * 3.14159265358979 * i / count;
        spots[i] = (struct uh_spot){(float)(x + r * cos(a)), (float)(y + r * sin(a))};
    }
    pick(painter, polygon_add(painter, hull, hull_of(spots, count, hull)));
}

static double area_of_run(int run) {
    const struct uh_spot *s = drawing.spots + drawing.runs[run].first;
    int n = drawing.runs[run].count;
    double twice = 0;
    for (int i = 0; i < n; i++)
        twice += (double)s[i].x * s[(i + 1) % n].y - (double)s[(i + 1) % n].x * s[i].y;
    return twice / 2;
}

static double area(int path) {
    double sum = 0;
    for (int r = 0; r < drawing.paths[path].count; r++)
        sum += area_of_run(drawing.paths[path].first + r);
    return sum;
}

static void a_hull_holds_its_points(void **state) {
    (void)state;
    struct uh_spot spots[6] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {2, 2}, {1, 3}}, hull[12];
    assert_int_equal(hull_of(spots, 6, hull), 4);
}

static void overlapping_shapes_become_one(void **state) {
    (void)state;
    begin();
    pick_circle(0, 0, 50, 48);
    pick_circle(60, 0, 50, 48);
    int path = draw_outline(painter, .1);
    assert_false(painter->outline_failed);
    assert_int_equal(drawing.paths[path].count, 1);
    // Two circles less their lens.
    double lens = 2 * 2500 * acos(.6) - 30 * sqrt(10000 - 3600);
    near(fabs(area(path)), 2 * 3.14159265 * 2500 - lens, 120);
}

static void apart_stays_apart_and_inside_vanishes(void **state) {
    (void)state;
    begin();
    pick_circle(0, 0, 50, 48);
    pick_circle(10, 5, 20, 24);
    pick_circle(300, 0, 30, 24);
    int path = draw_outline(painter, .1);
    assert_int_equal(drawing.paths[path].count, 2);
}

static void the_same_shape_twice_is_one(void **state) {
    (void)state;
    begin();
    pick_circle(0, 0, 50, 24);
    pick_circle(0, 0, 50, 24);
    int path = draw_outline(painter, .1);
    assert_int_equal(drawing.paths[path].count, 1);
    near(fabs(area(path)), 24. / 2 * 2500 * sin(2 * 3.14159265 / 24), 40);
}

// Many circles at random: the outline encloses each centre, and never fails to close.
static void crowds_close(void **state) {
    (void)state;
    uint32_t seed = 21;
    int failed = 0;
    for (int n = 0; n < 300; n++) {
        begin();
        for (int i = 0; i < 25; i++)
            pick_circle(400 * random_part(&seed), 300 * random_part(&seed),
                        10 + 50 * random_part(&seed), i % 2 ? 24 : 12);
        draw_outline(painter, .4);
        failed += painter->outline_failed;
        assert_false(drawing.full);
    }
    assert_true(failed <= 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hull_holds_its_points),
        cmocka_unit_test(overlapping_shapes_become_one),
        cmocka_unit_test(apart_stays_apart_and_inside_vanishes),
        cmocka_unit_test(the_same_shape_twice_is_one),
        cmocka_unit_test(crowds_close),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
