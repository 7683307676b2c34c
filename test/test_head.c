// SPDX-License-Identifier: Apache-2.0
// The head: hair is where hair grows from every side, eyes rest in what is held and lying, far ones
// keep a margin to the outline, and nothing of it jumps when it turns.
#include "moves_help.h"

#include "figure/painter.h"

#include <math.h>
#include <stdlib.h>

enum { SIZE = 140, TURNS = 360 };
#define WIDE .28 // metres on the picture

// Draws the head at the start of the move as it is seen from a side; azimuth from the front.
static void draw_head_from(double azimuth, double elevation, int hair) {
    struct uh_view view = {azimuth, elevation};
    struct uh_style style = {.hair = hair, .plain = true};
    struct uh_instant instant;
    struct uh_camera *camera = &studio->camera;
    uh_figure_at(&studio->figure, &studio->skeleton, 0, &instant);
    uh_camera_fit(camera, &studio->figure, &studio->skeleton, &view, SIZE, SIZE);
    camera->look = uh_add(instant.posture.at[UH_HEAD],
                          uh_turn(&instant.posture.turn[UH_HEAD], uh_vec3(-.006, .050, 0)));
    camera->x = camera->y = SIZE / 2.;
    camera->scale = SIZE / WIDE;
    uh_painter_forget(studio->painter);
    uh_figure_draw(studio->painter, &studio->drawing, &studio->figure, &studio->skeleton,
                   &studio->muscles, &instant, camera, &style, NULL);
}

// Whether a point of the picture, metres to the right of and above the middle of the head, is
// nearer to the colour of hair than to that of skin.
static bool is_hair(double right, double above) {
    int width, height;
    uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
    double scale = width / WIDE;
    uint32_t at =
        pixels[(int)(height / 2. - above * scale) * width + (int)(width / 2. + right * scale)];
    int red = (int)(at >> 16 & 255);
    free(pixels);
    return red < 160;
}

static void hair_grows_where_it_does(void **state) {
    (void)state;
    open_move("shoulder-shrug.yaml");
    for (int hair = 0; hair < 2; hair++) {
        draw_head_from(0, 6, hair);
        assert_true(is_hair(0, .090));     // crown
        assert_false(is_hair(0, .045));    // forehead
        assert_false(is_hair(.035, -.03)); // cheek
        draw_head_from(90, 6, hair);
        assert_true(is_hair(-.060, .030));
        assert_false(is_hair(.050, 0));
        draw_head_from(180, 6, hair);
        for (double y = -.01; y < .08; y += .01) assert_true(is_hair(.03, y));
        assert_false(is_hair(0, -.075)); // nape
        for (int azimuth = 120; azimuth <= 240; azimuth += 3) {
            draw_head_from(azimuth, 55, hair);
            assert_true(is_hair(0, .02)); // whorl
        }
        draw_head_from(0, 85, hair);
        assert_true(is_hair(0, 0));
    }
}

// Whether a path is the white of an eye that is seen.
static bool is_white(const struct uh_path *path) {
    return path->clip >= 0 && path->clip == studio->painter->parts[PART_HEAD].path &&
           path->filled && path->fill.red > 245 && path->fill.green > 235 &&
           path->fill.blue > 220 && path->fill.alpha > 40;
}

static int count_whites(void) {
    int count = 0;
    for (int i = 0; i < studio->drawing.path_count; i++)
        count += is_white(&studio->drawing.paths[i]);
    return count;
}

static int whites(double time) {
    uh_studio_draw(studio, time, &(struct uh_style){.plain = true});
    return count_whites();
}

static void eyes_rest_in_what_is_held(void **state) {
    (void)state;
    open_move("shoulder-shrug.yaml");
    assert_int_equal(whites(0), 2);
    open_move("lateral-neck-stretch.yaml");
    assert_int_equal(whites(0), 0);
    open_move("foam-roller-thoracic-extension.yaml");
    assert_int_equal(whites(uh_figure_phase(&studio->figure, 3)), 0);
}

// How far right a path reaches at a height of the picture.
static double right_edge(const struct uh_path *path, double y) {
    double most = -1e9;
    for (int r = path->first; r < path->first + path->count; r++) {
        const struct uh_run *run = &studio->drawing.runs[r];
        const struct uh_spot *s = studio->drawing.spots + run->first;
        for (int k = 0; k < run->count; k++) {
            struct uh_spot a = s[k], b = s[(k + 1) % run->count];
            double from = (double)a.y - y, to = (double)b.y - y;
            if (from * to <= 0 && from != to)
                most = fmax(most, (double)a.x + ((double)b.x - (double)a.x) * from / (from - to));
        }
    }
    return most;
}

// How much of the cheek is seen beyond the eye farther to the right, in metres.
static double margin(void) {
    const struct uh_path *head = &studio->drawing.paths[studio->painter->parts[PART_HEAD].path];
    struct uh_spot corner = {-1e9f, 0};
    for (int i = 0; i < studio->drawing.path_count; i++) {
        if (!is_white(&studio->drawing.paths[i])) continue;
        const struct uh_run *run = &studio->drawing.runs[studio->drawing.paths[i].first];
        for (int k = 0; k < run->count; k++)
            if (studio->drawing.spots[run->first + k].x > corner.x)
                corner = studio->drawing.spots[run->first + k];
    }
    return (right_edge(head, (double)corner.y) - (double)corner.x) * WIDE / SIZE;
}

static void far_eyes_stay_in_the_face_or_go(void **state) {
    (void)state;
    open_move("shoulder-shrug.yaml");
    for (int azimuth = 0; azimuth <= 42; azimuth += 3) {
        draw_head_from(azimuth, 6, 0);
        assert_int_equal(count_whites(), 2);
        if (margin() < .008)
            fail_msg("at %d degrees the eye is %.1f mm from the outline", azimuth, margin() * 1000);
    }
    for (int azimuth = 57; azimuth <= 90; azimuth += 3) {
        draw_head_from(azimuth, 6, 0);
        assert_int_equal(count_whites(), 1);
    }
}

static double apart(const uint32_t *a, const uint32_t *b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++)
        for (int shift = 0; shift < 24; shift += 8)
            sum += abs((int)(a[i] >> shift & 255) - (int)(b[i] >> shift & 255));
    return sum / count;
}

// Turned by one degree the picture changes about as much as by the degrees before and after.
static void check_turn(double elevation, int hair) {
    static double change[TURNS];
    uint32_t *last = NULL;
    for (int i = 0; i <= TURNS; i++) {
        int width, height;
        draw_head_from(i, elevation, hair);
        uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
        // Above the chin: what shoulders do is another matter.
        if (last) change[i - 1] = apart(pixels, last, width * height * 3 / 4);
        free(last);
        last = pixels;
    }
    free(last);
    for (int i = 2; i < TURNS - 2; i++) {
        double usual = (change[i - 2] + change[i - 1] + change[i + 1] + change[i + 2]) / 4;
        if (change[i] > 1.35 * usual + .5)
            fail_msg("hair %d, from %g degrees above: a jump at %d degrees, %.2f for %.2f", hair,
                     elevation, i, change[i], usual);
    }
}

static void it_turns_without_a_jump(void **state) {
    (void)state;
    open_move("shoulder-shrug.yaml");
    check_turn(6, 0);
    check_turn(35, 0);
    check_turn(20, 1);
    check_turn(55, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hair_grows_where_it_does),
        cmocka_unit_test(eyes_rest_in_what_is_held),
        cmocka_unit_test(far_eyes_stay_in_the_face_or_go),
        cmocka_unit_test(it_turns_without_a_jump),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
