// SPDX-License-Identifier: Apache-2.0
#include "moves_help.h"

#include "figure/painter.h"

static void check_arrow(struct uh_studio *s, const char *name) {
    uh_studio_aim(s, 480, 400, false);
    const struct uh_hint *hint = &s->hint;
    if (hint->arrow_count < 1 || hint->arrow_count > 2)
        fail_msg("%s has %d arrows", name, hint->arrow_count);
    for (int a = 0; a < hint->arrow_count; a++) {
        double length = 0;
        struct uh_spot before = {0};
        for (int i = 0; i < hint->point_count; i++) {
            struct uh_spot at = project(&s->camera, hint->points[a][i]);
            if (at.x < -6 || at.y < -6 || at.x > 486 || at.y > 406)
                fail_msg("%s: the arrow leaves the picture at %.0f %.0f", name, (double)at.x,
                         (double)at.y);
            if (i > 0) length += hypot((double)at.x - before.x, (double)at.y - before.y);
            before = at;
        }
        if (length < 18 || length > 380) fail_msg("%s: an arrow of %.0f units", name, length);
    }
}

static void every_move_has_an_arrow_in_its_picture(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_arrow), 44);
}

// The face at the end of the movement stays free.
static void check_face(struct uh_studio *s, const char *name) {
    static const double sizes[][2] = {{480, 400}, {390, 700}};
    for (int i = 0; i < 2; i++) {
        uh_studio_aim(s, sizes[i][0], sizes[i][1], false);
        const struct uh_hint *hint = &s->hint;
        struct uh_instant instant;
        uh_figure_at(&s->figure, &s->skeleton, uh_figure_phase(&s->figure, 3), &instant);
        struct uh_vec3 middle =
            uh_point_on(&s->skeleton, &instant.posture, UH_HEAD, 0, uh_vec3(.03, 1.59, 0));
        struct uh_spot face = project(&s->camera, middle);
        for (int k = 0; k < hint->arrow_count; k++)
            for (int n = 0; n < hint->point_count; n++) {
                struct uh_spot at = project(&s->camera, hint->points[k][n]);
                double apart = hypot((double)at.x - face.x, (double)at.y - face.y);
                bool behind = hint->behind[k] >> n & 1 && n < hint->point_count - 4;
                if (apart < .08 * s->camera.scale && !behind)
                    fail_msg("%s: an arrow over the face", name);
            }
    }
}

static void arrows_keep_off_the_face(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_face), 44);
}

// An arrow's first and last point on the picture.
static void ends_of(int arrow, struct uh_spot *from, struct uh_spot *to) {
    *from = project(&studio->camera, studio->hint.points[arrow][0]);
    *to = project(&studio->camera, studio->hint.points[arrow][studio->hint.point_count - 1]);
}

static void aim_at(const char *text) {
    struct uh_figure_error error;
    if (uh_studio_read(studio, text, NULL, false, &error) != UH_OK) fail_msg("%s", error.text);
    uh_studio_aim(studio, 480, 400, false);
}

static void both_sides_have_their_arrow(void **state) {
    (void)state;
    struct uh_spot from[2], to[2];
    aim_at("base stand\nview 0 6\narrow tips.R\npose a 1 1\n  shoulder abd 20\npose b 1 1\n"
           "  shoulder abd 120\n");
    assert_int_equal(studio->hint.arrow_count, 2);
    for (int a = 0; a < 2; a++) {
        ends_of(a, &from[a], &to[a]);
        assert_true(to[a].y < from[a].y);
    }
    double middle = (from[0].x + (double)from[1].x) / 2;
    assert_true(fabs(to[0].x + (double)to[1].x - 2 * middle) < 12);
    aim_at("base stand\nview 0 6\narrow tips.R\npose a 1 1\n  shoulder.R abd 20\npose b 1 1\n"
           "  shoulder.R abd 120\n");
    assert_int_equal(studio->hint.arrow_count, 1);
}

static void a_turn_goes_the_way_of_the_head(void **state) {
    (void)state;
    struct uh_spot from, to;
    // Seen from the front a turn to one's right goes to the left of the picture on the near side.
    aim_at("base stand\nframe upper\nview 0 6\narrow turn crown\npose a 1 1\n  neck rot 0\n"
           "pose b 1 1\n  neck rot 60\n");
    ends_of(0, &from, &to);
    assert_true(to.x < from.x - 20);
    aim_at("base stand\nframe upper\nview 0 6\narrow turn crown\npose a 1 1\n  neck rot 0\n"
           "pose b 1 1\n  neck rot -60\n");
    ends_of(0, &from, &to);
    assert_true(to.x > from.x + 20);
}

// Twice the area that an arrow goes round, clockwise on the picture positive.
static double goes_round(int arrow) {
    double twice = 0;
    for (int i = 0; i + 1 < studio->hint.point_count; i++) {
        struct uh_spot a = project(&studio->camera, studio->hint.points[arrow][i]),
                       b = project(&studio->camera, studio->hint.points[arrow][i + 1]);
        twice += (double)a.x * b.y - (double)b.x * a.y;
    }
    return twice;
}

static void a_circle_is_a_ring_the_way_it_goes(void **state) {
    static const char low[] = "pose low 1 0\n  shoulder.R plane 90 raise 70\n",
                      out[] = "pose out 1 0\n  shoulder.R plane 70 raise 90\n",
                      high[] = "pose high 1 0\n  shoulder.R plane 90 raise 110\n",
                      in[] = "pose in 1 0\n  shoulder.R plane 110 raise 90\n";
    char text[600];
    (void)state;
    for (double azimuth = 0; azimuth < 91; azimuth += 90) {
        snprintf(text, sizeof text, "base stand\nview %.0f 6\narrow circle tips.R\n%s%s%s%s",
                 azimuth, low, out, high, in);
        aim_at(text);
        double onward = goes_round(0);
        snprintf(text, sizeof text, "base stand\nview %.0f 6\narrow circle tips.R\n%s%s%s%s",
                 azimuth, low, in, high, out);
        aim_at(text);
        double back = goes_round(0);
        assert_true(fabs(onward) > 400 && fabs(back) > 400); // open to the viewer from any side
        assert_true(onward * back < 0);
    }
}

// Both shoulders circle the same way: so do their rings, of one size.
static void rings_of_both_sides_are_alike(void **state) {
    (void)state;
    aim_at("base stand\nframe bust\nview 40 8\npoint upperarm down 4\narrow circle shoulder.R "
           "shoulder.L\npose a 1 0\n  clavicle up 0 forward 10\npose b 1 0\n"
           "  clavicle up 20 forward 0\npose c 1 0\n  clavicle up 0 forward -10\npose d 1 0\n"
           "  clavicle up -8 forward 0\n");
    assert_int_equal(studio->hint.arrow_count, 2);
    double one = goes_round(0), two = goes_round(1);
    assert_true(one * two > 0);
    assert_true(fabs(one) < 2.5 * fabs(two) && fabs(two) < 2.5 * fabs(one));
    // A shoulder that stays has none.
    aim_at("base stand\nframe bust\nview 40 8\npoint upperarm down 4\narrow circle shoulder.R "
           "shoulder.L\npose a 1 0\n  clavicle.R up 0 forward 10\npose b 1 0\n"
           "  clavicle.R up 20 forward 0\npose c 1 0\n  clavicle.R up 0 forward -10\n");
    assert_int_equal(studio->hint.arrow_count, 1);
}

static void to_and_fro_has_two_heads(void **state) {
    (void)state;
    aim_at("base stand\nview 0 6\narrow both at nose\npose a 1 1\n  neck flex 0\npose b 1 1\n"
           "  neck flex 40\n");
    assert_int_equal(studio->figure.arrow_kind, UH_ARROW_AT);
    assert_true(studio->hint.both);
    aim_at("base stand\nview 0 6\narrow nose\npose a 1 1\n  neck flex 0\npose b 1 1\n"
           "  neck flex 40\n");
    assert_false(studio->hint.both);
}

static void what_hangs_sinks(void **state) {
    (void)state;
    struct uh_spot from, to;
    aim_at("base stand\nview 0 6\narrow sink hipside.R\npose a 1 1\n  root x 0\npose b 1 1\n"
           "  root x 0.1\n");
    assert_int_equal(studio->hint.arrow_count, 1);
    ends_of(0, &from, &to);
    assert_true(to.y > from.y + 40);
    assert_true(fabsf(to.x - from.x) < 8);
}

// Movement and muscles have colours of their own; an arrow is painted last.
static void arrows_are_no_muscles(void **state) {
    (void)state;
    aim_at("base stand\nview 0 6\narrow tips.R\npose a 1 1\n  shoulder.R abd 20\npose b 1 1\n"
           "  shoulder.R abd 120\n");
    for (int k = 0; k < UH_PALETTE_COUNT * 2; k++) {
        const struct uh_style style = {
            .palette = k / 2, .dark = k % 2, .plain = true, .arrow = true};
        uh_studio_draw(studio, 1, &style);
        struct uh_colour arrow = studio->drawing.paths[studio->drawing.path_count - 1].fill,
                         glow = colour_of(palette_of(&style)->glow);
        int apart =
            abs(arrow.red - glow.red) + abs(arrow.green - glow.green) + abs(arrow.blue - glow.blue);
        if (apart < 120) fail_msg("palette %d: an arrow the colour of muscles", k / 2);
    }
}

static void a_variant_has_its_own_arrow(void **state) {
    (void)state;
    static const char text[] = "base stand\nview 0 6\narrow turn crown\npose a 1 1\n  neck rot 0\n"
                               "pose b 1 1\n  neck rot 60\nvariant other\n  arrow tips.R\n";
    struct uh_figure_error error;
    if (uh_studio_read(studio, text, "other", false, &error) != UH_OK) fail_msg("%s", error.text);
    assert_int_equal(studio->figure.arrow_kind, UH_ARROW_WAY);
    assert_string_equal(uh_sites[studio->figure.arrow[0] / 2].name, "tips");
    assert_int_equal(studio->figure.arrow[1], -1);
}

// The ghost of a figure is one of its keys.
static void check_start(const char *arrow, int key) {
    char text[300];
    snprintf(text, sizeof text,
             "base stand\n%spose a 1 1\n  neck side 10\npose b 1 1\n  neck side 25\n"
             "pose on 1 0\n  neck side 30\npose c 1 2\n  neck side 40\n",
             arrow);
    aim_at(text);
    struct uh_posture start;
    uh_posture_of(&studio->skeleton, &studio->figure.keys[key].solved, &start);
    near(uh_length(uh_sub(start.at[UH_HEAD], studio->hint.start.posture.at[UH_HEAD])), 0, 1e-12);
}

// An arrow leads on from the pose that is held before, a sweep from the first one.
static void the_ghost_is_where_the_arrow_starts(void **state) {
    (void)state;
    check_start("", 1);
    check_start("arrow crown\n", 1);
    check_start("arrow sweep crown\n", 0);
}

// The paths of the marks within a ghost: each once as a shape, once painted.
static int marks_of(const struct uh_studio *s) {
    return 2 * (s->painter->ghost_hair >= 0) + 2 * (s->painter->ghost_lines >= 0);
}

// Draws the end position and returns its number of paths, but for the marks within a ghost.
static int paths_of(struct uh_studio *s, bool ghost) {
    const struct uh_style style = {.plain = true, .ghost = ghost};
    uh_painter_forget(s->painter);
    uh_studio_draw(s, uh_figure_phase(&s->figure, 3), &style);
    return s->drawing.path_count - marks_of(s);
}

static int ghosts;

// The paint of the ghost in the last picture, or NULL: white that lets things through.
static const struct uh_path *ghost_paint(const struct uh_drawing *d) {
    for (int k = 0; k < d->path_count; k++) {
        const struct uh_path *path = &d->paths[k];
        bool white = path->fill.red == 255 && path->fill.green == 255 && path->fill.blue == 255;
        if (path->filled && path->same >= 0 && white && path->fill.alpha < 255) return path;
    }
    return NULL;
}

// A ghost is one contour that closes, painted once, whatever the picture's size; two more paths at
// most are what of it is drawn over the body.
static void check_ghost(struct uh_studio *s, const char *name) {
    static const double sizes[][2] = {{480, 400}, {400, 350}, {390, 700}, {160, 160}};
    for (int i = 0; i < 4; i++) {
        uh_studio_aim(s, sizes[i][0], sizes[i][1], false);
        int bare = paths_of(s, false), more = paths_of(s, true) - bare;
        if (more != 0 && more != 2 && more != 4) fail_msg("%s: a ghost of %d paths", name, more);
        if (more == 0) continue; // the start is nearly the same
        ghosts++;
        if (more == 2 && s->painter->ghost < 0) continue; // all of it lies over the body
        const struct uh_path *paint = ghost_paint(&s->drawing);
        if (!paint || !paint->stroked)
            fail_msg("%s: the ghost's contour does not close at %.0fx%.0f", name, sizes[i][0],
                     sizes[i][1]);
    }
}

static void every_ghost_is_one_silhouette(void **state) {
    (void)state;
    ghosts = 0;
    assert_int_equal(for_every_move(check_ghost), 44);
    assert_true(ghosts > 4 * 40);
}

// What the ghost covers in the end position, in square metres; 0 without one.
static double ghost_area(const char *text) {
    aim_at(text);
    if (paths_of(studio, true) == paths_of(studio, false)) return 0;
    paths_of(studio, true);
    const struct uh_drawing *d = &studio->drawing;
    const struct uh_path *path = &d->paths[ghost_paint(d)->same];
    double twice = 0;
    for (int r = path->first; r < path->first + path->count; r++)
        for (int i = 0, n = d->runs[r].count; i < n; i++) {
            const struct uh_spot *s = d->spots + d->runs[r].first;
            twice += (double)s[i].x * s[(i + 1) % n].y - (double)s[(i + 1) % n].x * s[i].y;
        }
    return fabs(twice) / 2 / (studio->camera.scale * studio->camera.scale);
}

#define RAISED "pose a 1 1\n  shoulder.R abd 20\npose b 1 1\n  shoulder.R abd 110\n"

static void a_sliver_is_no_ghost(void **state) {
    (void)state;
    assert_true(ghost_area("base stand\nframe bust\nview 0 6\npose a 1 1\n  neck rot 0\n"
                           "pose b 1 1\n  neck rot 60\n") == 0);
    assert_true(ghost_area("base stand\nframe bust\nview 0 6\npose a 1 1\n  neck side 0\n"
                           "pose b 1 1\n  neck side 35\n") > .01);
}

static void what_a_hand_holds_is_in_its_ghost(void **state) {
    (void)state;
    double bare = ghost_area("base stand\nview 60 6\n" RAISED),
           laden = ghost_area("base stand\nprop dumbbell.R\nview 60 6\n" RAISED);
    assert_true(bare > .02);
    assert_true(laden > bare + .006);
}

// What of the ghost is drawn over the body: its runs, each a dash.
static int dashes_of(const char *text) {
    aim_at(text);
    int bare = paths_of(studio, false), more = paths_of(studio, true) - bare;
    const struct uh_drawing *d = &studio->drawing;
    return more < 4 ? 0 : d->paths[d->path_count - 2].count;
}

// A head that is seen has its hair, an arm before the trunk its edges; a head that is not, nothing.
static void a_ghost_has_marks_where_they_tell_something(void **state) {
    (void)state;
    aim_at("base stand\nframe bust\nview 0 6\npose a 1 1\n  neck side 0\npose b 1 1\n"
           "  neck side 40\n");
    paths_of(studio, true);
    assert_true(studio->painter->ghost_hair >= 0 && studio->painter->ghost_lines >= 0);
    paths_of(studio, false);
    assert_true(studio->painter->ghost_hair < 0 && studio->painter->ghost_lines < 0);
    aim_at("base stand\nview 60 6\npoint forearm 0.9/0.1/-0.3\npose a 1 1\n  root x 0\n"
           "pose b 1 1\n  root x 0.8\n");
    paths_of(studio, true);
    assert_true(studio->painter->ghost_lines >= 0);
    aim_at("base stand\nview 0 6\n" RAISED);
    paths_of(studio, true);
    assert_true(studio->painter->ghost >= 0 && studio->painter->ghost_hair < 0);
}

// How many spots of the marks within a ghost lie on either side of its neck.
static void count_marks(int sides[2]) {
    const struct uh_drawing *d = &studio->drawing;
    const struct uh_path *lines = &d->paths[studio->painter->ghost_lines];
    struct uh_spot neck = project(&studio->camera, studio->hint.start.posture.at[UH_NECK_1]);
    sides[0] = sides[1] = 0;
    for (int r = lines->first; r < lines->first + lines->count; r++)
        for (int k = 0; k < d->runs[r].count; k++)
            sides[d->spots[d->runs[r].first + k].x > neck.x]++;
}

static void both_arms_of_a_ghost_have_their_edges(void **state) {
    (void)state;
    int sides[2];
    aim_at("base stand\nview 0 6\npoint forearm 0.6/0.2/-0.9\npose a 1 1\n  root z 0\n"
           "pose b 1 1\n  root z 0.8\n");
    paths_of(studio, true);
    assert_true(studio->painter->ghost_lines >= 0);
    count_marks(sides);
    if (sides[0] < 20 || sides[1] < 20)
        fail_msg("%d spots on one side, %d on the other", sides[0], sides[1]);
}

#define LOW "pose low 1 1\n  clavicle up -8\n"
#define HIGH "pose high 1 1\n  clavicle up 24\n"
#define BUST "base stand\nframe bust\nview 0 6\npoint upperarm down 4\n"

// Shoulders that sank show where they were; raised ones hide it, and the line runs over them.
static void a_hidden_ghost_is_drawn_over_the_body(void **state) {
    (void)state;
    assert_true(dashes_of(BUST LOW HIGH) >= 12);
    assert_int_equal(dashes_of(BUST HIGH LOW), 0);
    assert_int_equal(dashes_of("base stand\nview 0 6\n" RAISED), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_has_an_arrow_in_its_picture),
        cmocka_unit_test(arrows_keep_off_the_face),
        cmocka_unit_test(both_sides_have_their_arrow),
        cmocka_unit_test(a_turn_goes_the_way_of_the_head),
        cmocka_unit_test(a_circle_is_a_ring_the_way_it_goes),
        cmocka_unit_test(rings_of_both_sides_are_alike),
        cmocka_unit_test(to_and_fro_has_two_heads),
        cmocka_unit_test(what_hangs_sinks),
        cmocka_unit_test(arrows_are_no_muscles),
        cmocka_unit_test(a_variant_has_its_own_arrow),
        cmocka_unit_test(the_ghost_is_where_the_arrow_starts),
        cmocka_unit_test(every_ghost_is_one_silhouette),
        cmocka_unit_test(a_sliver_is_no_ghost),
        cmocka_unit_test(what_a_hand_holds_is_in_its_ghost),
        cmocka_unit_test(a_ghost_has_marks_where_they_tell_something),
        cmocka_unit_test(both_arms_of_a_ghost_have_their_edges),
        cmocka_unit_test(a_hidden_ghost_is_drawn_over_the_body),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
