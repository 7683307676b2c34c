// SPDX-License-Identifier: Apache-2.0
// Every frame's display list: whole, finite, referring only to what is there, and not too long.
#include "moves_help.h"

#include "figure/painter.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 12, STYLES = 6 };

static const struct uh_style styles[STYLES] = {
    {0},
    {.palette = UH_PALETTE_CLAY, .dark = true, .build = 1, .hair = 1, .glow = true},
    {.palette = UH_PALETTE_CONTRAST, .glow = true, .arrow = true, .ghost = true},
    {.muscles = true, .arrow = true},
    {.palette = UH_PALETTE_FERN, .plain = true, .hair = 1},
    {.palette = UH_PALETTE_ROSE, .dark = true, .ghost = true},
};

static void check_path(const struct uh_drawing *d, int i, const char *name) {
    const struct uh_path *path = &d->paths[i];
    if (path->same >= i || path->clip >= i) fail_msg("%s: path %d refers ahead", name, i);
    assert_true(path->first >= 0 && path->first + path->count <= d->run_count);
    for (int r = path->first; r < path->first + path->count; r++) {
        const struct uh_run *run = &d->runs[r];
        assert_true(run->first >= 0 && run->first + run->count <= d->spot_count);
        for (int s = run->first; s < run->first + run->count; s++)
            if (!isfinite(d->spots[s].x) || !isfinite(d->spots[s].y) ||
                fabsf(d->spots[s].x) > 50000 || fabsf(d->spots[s].y) > 50000)
                fail_msg("%s: path %d has a spot at %g %g", name, i, (double)d->spots[s].x,
                         (double)d->spots[s].y);
    }
}

static void check_move(const char *name, int style) {
    char *text = figure_text(name);
    struct uh_figure_error error;
    if (!text) return;
    assert_int_equal(uh_studio_read(studio, text, NULL, style % 2 == 1, &error), UH_OK);
    uh_studio_aim(studio, 480, 400, styles[style].muscles);
    double seconds = uh_figure_seconds(&studio->figure);
    for (int f = 0; f < FRAMES; f++) {
        uh_studio_draw(studio, seconds * f / FRAMES, &styles[style]);
        if (studio->drawing.full) fail_msg("%s: the drawing is full", name);
        assert_true(studio->drawing.path_count > 40);
        if (studio->painter->open_outlines > 0) fail_msg("%s: an outline is open", name);
        for (int i = 0; i < studio->drawing.path_count; i++) check_path(&studio->drawing, i, name);
    }
    free(text);
}

static void drawings_are_whole(void **state) {
    (void)state;
    struct dirent **entries;
    int count = scandir(DATA_DIR "/moves", &entries, NULL, alphasort), seen = 0;
    for (int i = 0; i < count; i++) {
        if (strstr(entries[i]->d_name, ".yaml")) check_move(entries[i]->d_name, seen++ % STYLES);
        free(entries[i]);
    }
    free(entries);
    assert_true(seen >= 44);
}

// The same moment gives the same picture, whatever was drawn before.
static void drawing_is_repeatable(void **state) {
    (void)state;
    open_move("quadruped-rotation.yaml");
    uh_studio_draw(studio, 2, &styles[2]);
    size_t length, again_length;
    char *first = uh_svg_of(&studio->drawing, "a", &length);
    uh_studio_draw(studio, 5, &styles[0]);
    uh_painter_forget(studio->painter);
    uh_studio_draw(studio, 2, &styles[2]);
    char *again = uh_svg_of(&studio->drawing, "a", &again_length);
    assert_int_equal(length, again_length);
    assert_memory_equal(first, again, length);
    free(first);
    free(again);
}

// The rod that joins a frame's feet is thin, and yet known to lie beyond who stands there.
static void feet_stand_before_the_strut(void **state) {
    static const char *const moves[] = {"band-lat-pulldown.yaml", "bar-hang.yaml"};
    (void)state;
    for (int m = 0; m < 2; m++) {
        const struct uh_painter *p = studio->painter;
        int strut = PART_PROPS;
        open_move(moves[m]);
        uh_studio_draw(studio, 0, &styles[0]);
        while (strut < p->part_count && p->parts[strut].tag != TAG_STRUT) strut++;
        assert_true(strut < p->part_count);
        for (int side = 0; side < 2; side++)
            assert_true(p->last_rank[PART_FOOT + side] > p->last_rank[strut]);
    }
}

static void frames_are_small(void **state) {
    (void)state;
    open_move("chin-tuck.yaml");
    uh_studio_draw(studio, 1, &styles[0]);
    size_t length;
    char *svg = uh_svg_of(&studio->drawing, "<&>", &length);
    assert_true(length < 30000);
    assert_non_null(strstr(svg, "<title>&lt;&amp;>"));
    assert_null(strstr(svg, "nan"));
    free(svg);
}

static void loops_show_every_moment_once(void **state) {
    (void)state;
    open_move("chin-tuck.yaml");
    size_t length;
    char *svg = uh_svg_loop(studio, &styles[0], 6, "Chin tuck", &length);
    int frames = 0, stills = 0;
    for (const char *at = svg; (at = strstr(at, "<g class=\"f")); at++) {
        frames++;
        stills += strncmp(at, "<g class=\"f s", 13) == 0;
    }
    int all = (int)(uh_figure_seconds(&studio->figure) * 6 + .5) + 1;
    assert_true(frames > 10 && frames < all); // holds are drawn once
    assert_int_equal(stills, 1);
    assert_int_equal(strlen(svg), length);
    free(svg);
}

// Of the first palette, in light or shade: green and blue, about alike, and far from red.
static bool is_shirt(uint32_t pixel) {
    int red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
    return green > 110 && green > red + 60 && abs(green - blue) < 24;
}

static void pixels_show_the_figure(void **state) {
    (void)state;
    open_move("wall-angel.yaml");
    uh_studio_draw(studio, 0, &styles[0]);
    int width, height, teal = 0;
    uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
    for (int i = 0; i < width * height; i++) teal += is_shirt(pixels[i]);
    assert_int_equal(width, 480);
    assert_true(teal > 1500);
    free(pixels);
}

// A square filled along a line, and an ellipse that fades out, twice in one place and once beside
// it: what the page's test of gradients paints too.
static void make_blends(struct uh_drawing *d) {
    static const struct uh_colour red = {200, 0, 0, 255}, blue = {0, 0, 200, 255},
                                  ink = {40, 20, 60, 200}, clear = {40, 20, 60, 0};
    static const struct uh_spot square[4] = {{0, 0}, {100, 0}, {100, 80}, {0, 80}};
    memcpy(d->spots, square, sizeof square);
    d->runs[0] = (struct uh_run){0, 4, UH_CURVE_STRAIGHT};
    struct uh_path plain = {.count = 1, .same = -1, .clip = -1, .filled = true, .fill = red};
    plain.blend = (struct uh_blend){UH_BLEND_LINE, blue, {0, 0}, {100, 0}, {0, 0}};
    d->paths[0] = plain;
    plain.fill = ink;
    plain.blend = (struct uh_blend){UH_BLEND_ELLIPSE, clear, {50, 40}, {40, 10}, {0, 20}};
    plain.same = 0;
    d->paths[1] = d->paths[2] = plain;
    plain.blend.at.x = 30;
    d->paths[3] = plain;
    d->paths[3].dx = 20;
    d->spot_count = 4, d->run_count = 1, d->path_count = 4;
    d->width = 100, d->height = 80;
}

static void assert_near(uint32_t pixel, int red, int green, int blue) {
    assert_in_range((pixel >> 16 & 255) + 3 - (unsigned)red, 0, 6);
    assert_in_range((pixel >> 8 & 255) + 3 - (unsigned)green, 0, 6);
    assert_in_range((pixel & 255) + 3 - (unsigned)blue, 0, 6);
}

// Beyond the ellipse the line alone is seen; half way to its rim each of three lets 61 % through.
static void gradients_are_painted(void **state) {
    (void)state;
    int width, height;
    make_blends(&studio->drawing);
    uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
    assert_near(pixels[10 * width + 25], 149, 0, 51);
    assert_near(pixels[10 * width + 75], 49, 0, 151);
    assert_near(pixels[45 * width + 70], 44, 15, 77);
    assert_near(pixels[50 * width + 50], 54, 15, 69);
    assert_near(pixels[40 * width + 95], 9, 0, 191);
    free(pixels);
}

static void equal_gradients_are_written_once(void **state) {
    (void)state;
    size_t length;
    make_blends(&studio->drawing);
    char *svg = uh_svg_of(&studio->drawing, "a", &length);
    static const char *const wanted[] = {
        "<linearGradient id=\"g0\" x1=\"0\" y1=\"0\" x2=\"1000\" y2=\"0\" "
        "gradientUnits=\"userSpaceOnUse\"><stop stop-color=\"#c80000\"/><stop offset=\"1\" "
        "stop-color=\"#0000c8\"/></linearGradient>",
        "<radialGradient id=\"g1\" gradientTransform=\"matrix(400 100 0 200 500 400)\" cx=\"0\" "
        "cy=\"0\" r=\"1\" gradientUnits=\"userSpaceOnUse\"><stop stop-color=\"#28143c\" "
        "stop-opacity=\"0.78\"/><stop offset=\"1\" stop-color=\"#28143c\" "
        "stop-opacity=\"0\"/></radialGradient><use href=\"#p0\" fill=\"url(#g1)\"/>"
        "<use href=\"#p0\" fill=\"url(#g1)\"/>",
        "<radialGradient id=\"g2\" gradientTransform=\"matrix(400 100 0 200 300 400)\" "
        "href=\"#g1\"/><use href=\"#p0\" x=\"200\" fill=\"url(#g2)\"/>",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!strstr(svg, wanted[i])) fail_msg("%s\n\nis not in\n\n%s", wanted[i], svg);
    free(svg);
}

static int count_of(const char *text, const char *wanted) {
    int count = 0;
    for (; (text = strstr(text, wanted)); text++) count++;
    return count;
}

// Shadows are squares put in their places, whose colours share few gradients.
static void soft_spots_share_gradients(void **state) {
    (void)state;
    open_move("cat-cow.yaml");
    uh_studio_draw(studio, 0, &styles[0]);
    char *svg = uh_svg_of(&studio->drawing, "a", NULL);
    int spots = count_of(svg, "<path d=\"M-1-1h2v2h-2z\" transform=\"matrix(");
    int shared = count_of(svg, " cx=\"0\" cy=\"0\" r=\"1\" gradientUnits");
    assert_in_range(spots, 12, 60);
    assert_in_range(shared, 4, spots - 4);
    free(svg);
}

// How far a disc is from the mirror's of the other side, its axes included.
static double unlike(const struct disc *right, const struct disc *left) {
    double at = uh_length(uh_sub(right->at, uh_flip(left->at)));
    if (right->round) return at;
    return at + uh_length(uh_sub(right->u, uh_flip(left->u))) +
           uh_length(uh_sub(right->v, uh_flip(left->v)));
}

// Arms and legs that do the same on both sides are drawn alike, edges of cloth and palms too.
static void both_sides_have_the_same_shape(void **state) {
    static const char text[] =
        "base stand\nview 0 5\npose a 1 1\n  shoulder plane 30 raise 110 rot 20\n"
        "  elbow flex 70\n  wrist ext 40\n  hip flex 20\n";
    (void)state;
    struct uh_figure_error error;
    assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
    uh_studio_aim(studio, 480, 400, false);
    uh_studio_draw(studio, 0, &styles[0]);
    for (int id = 0; id + 1 < PART_PROPS; id++) {
        if (part_side(id) != 0 || part_side(id + 1) != 1) continue;
        const struct part *right = &studio->painter->parts[id],
                          *left = &studio->painter->parts[id + 1];
        assert_int_equal(right->disc_count, left->disc_count);
        for (int i = 0; i < right->disc_count; i++)
            if (unlike(&right->discs[i], &left->discs[i]) > 1e-3)
                fail_msg("part %d, disc %d: %g", id, i, unlike(&right->discs[i], &left->discs[i]));
    }
}

static void every_muscle_has_its_shape(void **state) {
    (void)state;
    int shapes[UH_MUSCLE_COUNT] = {0};
    for (int i = 0; i < UH_MUSCLE_COUNT; i++) {
        const struct muscle_shape *shape = &muscle_shapes[i];
        int muscle = uh_muscle_find(shape->id, strlen(shape->id));
        assert_true(muscle >= 0 && shape->hosts != 0);
        assert_true(shape->point_count >= 3 && shape->point_count <= BORDER_POINTS);
        shapes[muscle]++;
    }
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        if (shapes[m] != 1) fail_msg("%s has %d shapes", uh_muscle_paths[m].id, shapes[m]);
}

static void draw_pose(const char *text) {
    struct uh_figure_error error;
    assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
    uh_studio_aim(studio, 480, 400, false);
    uh_studio_draw(studio, 0, &styles[0]);
}

// Arms held out: shirt and sleeves are one shape, from before and from behind. An arm that hangs
// before the trunk has its sleeve painted over it.
static void sleeves_that_stand_out_are_one_with_the_shirt(void **state) {
    (void)state;
    const struct uh_painter *p = studio->painter;
    static const char *const out[] = {
        "base stand\nview 0 6\npose a 1 1\n  shoulder abd 90\n",
        "base stand\nview 180 6\npose a 1 1\n  shoulder abd 90\n",
        "base stand\nview 170 6\npose a 1 1\n  shoulder abd 150\n",
    };
    for (int i = 0; i < 3; i++) {
        draw_pose(out[i]);
        assert_true(p->sleeve_merged[0] && p->sleeve_merged[1]);
        assert_int_equal(p->parts[PART_SLEEVE].path, p->parts[PART_TRUNK].path);
        assert_int_equal(p->parts[PART_SLEEVE + 1].path, p->parts[PART_TRUNK].path);
    }
    draw_pose("base stand\nview 90 6\npose a 1 1\n  shoulder abd 4\n");
    assert_false(p->sleeve_merged[0] || p->sleeve_merged[1]);
    assert_int_not_equal(p->parts[PART_SLEEVE].path, p->parts[PART_TRUNK].path);
}

// The colour in the middle of the shirt's hem.
static uint32_t pixel_in_hem(const char *text) {
    int width, height;
    draw_pose(text);
    const struct uh_painter *p = studio->painter;
    struct uh_spot at = project(&studio->camera, p->hem.at);
    uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height), seen;
    assert_true(at.x >= 0 && at.x < width && at.y >= 0 && at.y < height);
    seen = pixels[(int)at.y * width + (int)at.x];
    free(pixels);
    return seen;
}

// From above the shirt hangs over the hips; where the hem opens to the viewer they come out of it.
static void hips_come_out_of_the_hem(void **state) {
    (void)state;
    assert_true(is_shirt(pixel_in_hem("base stand\nframe whole\nview 0 30\npose a 1 1\n")));
    assert_true(is_shirt(pixel_in_hem("base stand\nframe whole\nview 180 30\npose a 1 1\n")));
    uint32_t seen = pixel_in_hem("base prone\nframe whole\nview 180 38\npose a 1 1\n");
    assert_false(is_shirt(seen));
    assert_true((seen & 255) > (seen >> 16 & 255) + 20); // the trousers' blue
}

// Two thighs are two shapes, however the body sits or stands.
static void thighs_are_two_shapes(void **state) {
    (void)state;
    static const char *const poses[] = {
        "base stand\nframe whole\nview 0 6\npose a 1 1\n",
        "base sit\nframe whole\nview 30 12\npose a 1 1\n",
        "base prone\nframe whole\nview 180 38\npose a 1 1\n",
    };
    for (int i = 0; i < 3; i++) {
        draw_pose(poses[i]);
        const struct part *parts = studio->painter->parts;
        assert_int_not_equal(parts[PART_THIGH].path, parts[PART_THIGH + 1].path);
    }
}

// From sleeve to sleeve, in breadths of the skull.
static double shoulders_of(const struct uh_style *style) {
    draw_pose("base stand\nframe whole\nview 0 4\npose a 1 1\n");
    uh_studio_draw(studio, uh_figure_phase(&studio->figure, 3), style);
    const struct part *parts = studio->painter->parts, *head = &parts[PART_HEAD];
    float left = fminf(parts[PART_SLEEVE].x0, parts[PART_SLEEVE + 1].x0),
          right = fmaxf(parts[PART_SLEEVE].x1, parts[PART_SLEEVE + 1].x1);
    return (double)(right - left) / (double)(head->x1 - head->x0);
}

// Half the breadth of the shirt at one of its sections, in metres.
static double half_breadth(int section) {
    return uh_length(studio->painter->parts[PART_TRUNK].discs[section].v);
}

static void trunks_are_of_natural_breadth(void **state) {
    (void)state;
    enum { HEM = 0, WAIST = 4, CHEST = 7 };
    double slender = shoulders_of(&(struct uh_style){0});
    assert_true(slender > 2.4 && slender < 2.75);
    assert_true(half_breadth(WAIST) < .80 * half_breadth(HEM));
    assert_true(half_breadth(WAIST) < .92 * half_breadth(CHEST));
    double broad = shoulders_of(&(struct uh_style){.build = 1});
    assert_true(broad > slender + .05 && broad < 3);
}

// Seen from a little behind, the collar turns away from the viewer: as long as it is near edge-on
// the neck still lies over the shoulder beyond it.
static void the_neck_lies_before_the_far_shoulder(void **state) {
    (void)state;
    draw_pose("base stand\nframe whole\nview 100 0\npose a 1 1\n  thorax flex 30\n");
    const struct part *parts = studio->painter->parts;
    assert_true(parts[PART_NECK].path > parts[PART_TRUNK].path);
    draw_pose("base stand\nframe whole\nview 180 0\npose a 1 1\n  thorax flex 10\n");
    assert_true(parts[PART_NECK].path < parts[PART_TRUNK].path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawings_are_whole),
        cmocka_unit_test(drawing_is_repeatable),
        cmocka_unit_test(feet_stand_before_the_strut),
        cmocka_unit_test(frames_are_small),
        cmocka_unit_test(loops_show_every_moment_once),
        cmocka_unit_test(pixels_show_the_figure),
        cmocka_unit_test(gradients_are_painted),
        cmocka_unit_test(equal_gradients_are_written_once),
        cmocka_unit_test(soft_spots_share_gradients),
        cmocka_unit_test(both_sides_have_the_same_shape),
        cmocka_unit_test(every_muscle_has_its_shape),
        cmocka_unit_test(sleeves_that_stand_out_are_one_with_the_shirt),
        cmocka_unit_test(hips_come_out_of_the_hem),
        cmocka_unit_test(thighs_are_two_shapes),
        cmocka_unit_test(trunks_are_of_natural_breadth),
        cmocka_unit_test(the_neck_lies_before_the_far_shoulder),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
