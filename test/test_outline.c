// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include "figure/painter.h"

#include <stdlib.h>
#include <string.h>

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

// How sharply an outline turns inward at its sharpest, in radians.
static double inward(int path) {
    double most = 0;
    for (int r = drawing.paths[path].first;
         r < drawing.paths[path].first + drawing.paths[path].count; r++) {
        const struct uh_spot *s = drawing.spots + drawing.runs[r].first;
        int n = drawing.runs[r].count;
        for (int i = 0; i < n; i++) {
            struct uh_spot a = s[i], b = s[(i + 1) % n], c = s[(i + 2) % n];
            double ux = (double)b.x - a.x, uy = (double)b.y - a.y, vx = (double)c.x - b.x,
                   vy = (double)c.y - b.y;
            most = fmax(most, -atan2(ux * vy - uy * vx, ux * vx + uy * vy));
        }
    }
    return most;
}

// How near a path comes to a place.
static double nearest(int path, double x, double y) {
    double least = 1e9;
    const struct uh_run *run = &drawing.runs[drawing.paths[path].first];
    for (int i = 0; i < run->count; i++) {
        struct uh_spot a = drawing.spots[run->first + i],
                       b = drawing.spots[run->first + (i + 1) % run->count];
        double dx = (double)b.x - a.x, dy = (double)b.y - a.y,
               u = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
        u = u < 0 ? 0 : u > 1 ? 1 : u;
        least = fmin(least, hypot(a.x + u * dx - x, a.y + u * dy - y));
    }
    return least;
}

// Where two circles meet, cloth spans the corner; elsewhere it stays where it is.
static void inner_corners_are_rounded(void **state) {
    (void)state;
    begin();
    pick_circle(0, 0, 50, 48);
    pick_circle(60, 0, 50, 48);
    int sharp = draw_outline(painter, .1), round = draw_rounded_outline(painter, .1, 12);
    assert_int_equal(drawing.paths[round].count, 1);
    assert_true(inward(sharp) > 1);
    assert_true(inward(round) < .5);
    // The corners lie at (30, 40) and (30, -40).
    assert_true(nearest(sharp, 30, 40) < .5 && nearest(sharp, 30, -40) < .5);
    assert_true(nearest(round, 30, 40) > 1.5 && nearest(round, 30, 40) < 6);
    assert_true(nearest(round, 30, -40) > 1.5 && nearest(round, 30, -40) < 6);
    near(fabs(area(round)), fabs(area(sharp)), 60);
}

static void hems_keep_their_corners(void **state) {
    (void)state;
    struct uh_spot square[4] = {{0, 0}, {80, 0}, {80, 60}, {0, 60}}, hull[8];
    struct uh_spot spots[4];
    memcpy(spots, square, sizeof spots);
    begin();
    pick(painter, polygon_add(painter, hull, hull_of(spots, 4, hull)));
    int path = draw_rounded_outline(painter, .1, 12);
    near(fabs(area(path)), 4800, 1);
    for (int i = 0; i < 4; i++)
        assert_true(nearest(path, (double)square[i].x, (double)square[i].y) < .01);
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
        if (n % 2)
            draw_rounded_outline(painter, .4, 6);
        else
            draw_outline(painter, .4);
        failed += painter->outline_failed;
        assert_false(drawing.full);
    }
    assert_true(failed <= 3);
}

// A circle that is a part, as a neighbour within that circle.
static struct neighbour end_at(struct part *part, double x, double y, double r) {
    part->first_polygon = painter->polygon_count;
    part->polygon_count = 1;
    pick_circle(x, y, r, 24);
    part->x0 = (float)(x - r), part->x1 = (float)(x + r);
    part->y0 = (float)(y - r), part->y1 = (float)(y + r);
    return (struct neighbour){part, (float)x, (float)y, (float)r, false};
}

// Only its corners are spots, and all of them lie in its neighbours.
static void a_straight_edge_between_neighbours_is_drawn(void **state) {
    (void)state;
    static struct part ends[2];
    struct uh_spot corners[4] = {{0, 0}, {200, 0}, {200, 20}, {0, 20}}, hull[8];
    begin();
    struct neighbour list[2] = {end_at(&ends[0], 0, 10, 30), end_at(&ends[1], 200, 10, 30)};
    pick_none(painter);
    pick(painter, polygon_add(painter, hull, hull_of(corners, 4, hull)));
    int path = draw_outline(painter, .5);
    draw_contour(painter, path, list, 2, (struct uh_colour){0}, 1);
    const struct uh_path *contour = &drawing.paths[drawing.path_count - 1];
    assert_int_equal(contour->count, 2);
    for (int r = contour->first; r < contour->first + 2; r++) {
        const struct uh_spot *s = drawing.spots + drawing.runs[r].first;
        double length = fabs((double)s[drawing.runs[r].count - 1].x - s[0].x);
        near(length, 200 - 2 * 28.3, 3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hull_holds_its_points),
        cmocka_unit_test(overlapping_shapes_become_one),
        cmocka_unit_test(apart_stays_apart_and_inside_vanishes),
        cmocka_unit_test(the_same_shape_twice_is_one),
        cmocka_unit_test(inner_corners_are_rounded),
        cmocka_unit_test(hems_keep_their_corners),
        cmocka_unit_test(crowds_close),
        cmocka_unit_test(a_straight_edge_between_neighbours_is_drawn),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
