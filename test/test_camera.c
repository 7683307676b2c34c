// SPDX-License-Identifier: Apache-2.0
#include "moves_help.h"

#include "figure/painter.h"

// How many of the sites below a frame holds, and the part of the picture that they span at least
// (of the trunk only the shoulders count).
static const struct {
    int sites;
    double fills;
} frames[] = {[UH_FRAME_WHOLE] = {9, .42},
              [UH_FRAME_KNEES] = {7, .42},
              [UH_FRAME_UPPER] = {6, .30},
              [UH_FRAME_BUST] = {4, .30}};

struct box {
    double x0, y0, x1, y1;
};

// Where head, shoulders and, as far as the frame holds them, hands, knees and feet are over the
// move.
static struct box seen_of(const struct uh_studio *s) {
    static const char *const sites[] = {"crown", "nose",    "skull", "shoulder", "palm",
                                        "tips",  "kneetop", "toe",   "heel"};
    struct box box = {1e9, 1e9, -1e9, -1e9};
    double seconds = uh_figure_seconds(&s->figure);
    for (int f = 0; f < 24; f++) {
        struct uh_instant instant;
        uh_figure_at(&s->figure, &s->skeleton, seconds * f / 24, &instant);
        for (int i = 0; i < 2 * uh_site_count; i++)
            for (int k = 0; k < frames[s->figure.frame].sites; k++) {
                if (strcmp(uh_sites[i / 2].name, sites[k]) != 0) continue;
                struct uh_spot at =
                    project(&s->camera, uh_site_at(&s->skeleton, &instant.posture, i));
                box.x0 = fmin(box.x0, at.x);
                box.y0 = fmin(box.y0, at.y);
                box.x1 = fmax(box.x1, at.x);
                box.y1 = fmax(box.y1, at.y);
            }
    }
    return box;
}

// Head, hands and feet stay in the picture, and the figure fills it one way or the other.
static void check_frame(struct uh_studio *s, const char *name) {
    static const double sizes[][2] = {{480, 400}, {400, 640}, {800, 360}};
    for (int i = 0; i < 3; i++) {
        uh_studio_aim(s, sizes[i][0], sizes[i][1], i == 1);
        struct box box = seen_of(s);
        if (box.x0 < 2 || box.y0 < 2 || box.x1 > sizes[i][0] - 2 || box.y1 > sizes[i][1] - 2)
            fail_msg("%s leaves the picture: %.0f %.0f %.0f %.0f", name, box.x0, box.y0, box.x1,
                     box.y1);
        double fills = fmax((box.x1 - box.x0) / sizes[i][0], (box.y1 - box.y0) / sizes[i][1]);
        if (fills < frames[s->figure.frame].fills)
            fail_msg("%s fills %.0f %% of the picture", name, fills * 100);
    }
}

static void figures_fit_their_pictures(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_frame), 44);
}

// No picture of the same area, somewhat wider or narrower, shows the move larger.
static void check_shape(struct uh_studio *s, const char *name) {
    const double area = 480 * 400;
    uh_studio_aim_shaped(s, 480, 400, false);
    double wide = s->camera.width, tall = s->camera.height, scale = s->camera.scale;
    if (fabs(wide * tall - area) > .01 * area) fail_msg("%s: %.0f x %.0f", name, wide, tall);
    for (int k = -1; k <= 1; k += 2) {
        double other = sqrt(area * wide / tall * (1 + .2 * k));
        if (k < 0 ? wide / tall < .64 : wide / tall > 1.86) continue; // as far as a picture goes
        uh_studio_aim(s, other, area / other, false);
        if (s->camera.scale > 1.02 * scale)
            fail_msg("%s: %.0f x %.0f shows it %.0f %% larger", name, other, area / other,
                     100 * (s->camera.scale / scale - 1));
    }
}

static void shapes_show_most(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_shape), 44);
}

// The box of a moment holds hands, feet and head at that moment, and no wall or mat.
static void check_box(struct uh_studio *s, const char *name) {
    uh_studio_aim(s, 480, 400, false);
    double time = uh_figure_phase(&s->figure, 3);
    struct uh_instant instant;
    struct uh_spot low, high;
    uh_figure_at(&s->figure, &s->skeleton, time, &instant);
    uh_camera_box(&s->camera, &s->figure, &s->skeleton, time, &low, &high);
    for (int b = 0; b < UH_BONE_COUNT; b++) {
        struct uh_spot at = project(&s->camera, instant.posture.at[b]);
        bool within = at.x > low.x && at.x < high.x && at.y > low.y && at.y < high.y;
        if (s->figure.frame == UH_FRAME_WHOLE && !within)
            fail_msg("%s: a bone at %.0f %.0f is out of its box", name, (double)at.x, (double)at.y);
    }
    double metres = (double)fmaxf(high.x - low.x, high.y - low.y) / s->camera.scale;
    if (metres < .4 || metres > 2.6) fail_msg("%s: its box is %.2f m", name, metres);
}

static void boxes_hold_the_body(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_box), 44);
}

// Only a wall behind the figure, seen from its front, has a foot; it is near the heels, and so
// below the picture of a figure that is seen to the hips.
static void check_wall(struct uh_studio *s, const char *name) {
    uh_studio_aim(s, 480, 400, false);
    double wall = uh_camera_wall(&s->camera, &s->figure);
    bool behind = s->figure.props & UH_PROP_WALL && s->camera.toward.x > .05;
    if (behind != (wall >= 0)) fail_msg("%s: the foot of its wall is at %.0f", name, wall);
    bool whole = s->figure.frame == UH_FRAME_WHOLE;
    if (behind && (wall < 200 || whole != (wall < 400)))
        fail_msg("%s: its wall ends at %.0f", name, wall);
}

static void walls_behind_have_a_foot(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_wall), 44);
}

static void axes_are_a_right_handed_frame(void **state) {
    (void)state;
    for (int az = -180; az <= 180; az += 30)
        for (int el = 0; el <= 60; el += 20) {
            struct uh_view view = {az, el};
            uh_camera_fit(&studio->camera, &studio->figure, &studio->skeleton, &view, 480, 400);
            const struct uh_camera *c = &studio->camera;
            near(uh_dot(c->right, c->up), 0, 1e-9);
            near(uh_dot(c->up, c->toward), 0, 1e-9);
            near(uh_length(uh_sub(uh_cross(c->right, c->up), c->toward)), 0, 1e-9);
            assert_true(c->up.y > 0);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_fit_their_pictures),    cmocka_unit_test(shapes_show_most),
        cmocka_unit_test(boxes_hold_the_body),           cmocka_unit_test(walls_behind_have_a_foot),
        cmocka_unit_test(axes_are_a_right_handed_frame),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
