// SPDX-License-Identifier: Apache-2.0
// Lit muscles: on the body that carries them, side by side, alike on both sides, and only those
// that are stretched or work.
#include "moves_help.h"

#include "figure/painter.h"

static const struct uh_style glow = {.glow = true}, heat = {.muscles = true};

static void draw_still(struct uh_studio *s, const struct uh_style *style) {
    uh_studio_aim(s, 480, 400, style->muscles);
    uh_studio_draw(s, uh_figure_phase(&s->figure, 3), style);
}

static bool holds(const struct lit_muscle *m, struct uh_spot at) {
    bool inside = false;
    for (int r = 0; r < m->ring_count; r++)
        for (int a = m->ring[r + 1] - 1, b = m->ring[r]; b < m->ring[r + 1]; a = b++)
            if ((m->spots[a].y > at.y) != (m->spots[b].y > at.y) &&
                at.x < (m->spots[b].x - m->spots[a].x) * (at.y - m->spots[a].y) /
                               (m->spots[b].y - m->spots[a].y) +
                           m->spots[a].x)
                inside = !inside;
    return inside;
}

// How many of the four spots round one lie in a muscle.
static int holds_near(const struct lit_muscle *m, struct uh_spot at, float far) {
    int inside = 0;
    for (int k = 0; k < 4; k++)
        inside += holds(m, (struct uh_spot){at.x + (float)(k % 2 * 2 - 1) * far,
                                            at.y + (float)(k / 2 * 2 - 1) * far});
    return inside;
}

static bool on_body(const struct uh_painter *p, struct uh_spot at, float far) {
    for (int id = 0; id < PART_PROPS; id++)
        for (int k = 0; k < 4; k++)
            if (part_covers(p, &p->parts[id], at.x + (float)(k % 2 * 2 - 1) * far,
                            at.y + (float)(k / 2 * 2 - 1) * far))
                return true;
    return false;
}

static int spots_of(const struct lit_muscle *m) {
    return m->ring[m->ring_count];
}

static const char *name_of(const struct lit_muscle *m) {
    return uh_muscle_paths[m->muscle].id;
}

// What is seen of a muscle lies where its parts are; a little may stand out and is cut off.
static void check_carried(struct uh_studio *s, const char *name) {
    draw_still(s, &glow);
    for (int i = 0; i < s->painter->lit_count; i++) {
        const struct lit_muscle *m = &s->painter->lit[i];
        for (int k = 0; k < spots_of(m); k++)
            if (!on_body(s->painter, m->spots[k], 5))
                fail_msg("%s: %s leaves the body at %.0f %.0f", name, name_of(m),
                         (double)m->spots[k].x, (double)m->spots[k].y);
    }
}

static void muscles_lie_on_the_body(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_carried), 44);
}

// Heads of one muscle overlap a little, so that their rounded corners leave no notch.
static float seam(const struct lit_muscle *a, const struct lit_muscle *b) {
    bool heads = a->family != ALONE && a->family == b->family && a->side == b->side;
    return heads && a->target == b->target ? 6 : 3.5f;
}

// Of two on the same part of the body, of which one is a target, none reaches into the other.
static void check_apart(struct uh_studio *s, const char *name) {
    for (int style = 0; style < 2; style++) {
        draw_still(s, style ? &heat : &glow);
        for (int i = 0; i < s->painter->lit_count; i++)
            for (int j = 0; j < s->painter->lit_count; j++) {
                const struct lit_muscle *a = &s->painter->lit[i], *b = &s->painter->lit[j];
                bool tested = (a->target || b->target) && a->hosts & b->hosts;
                for (int k = 0; k < spots_of(a) && i != j && tested; k++)
                    if (holds_near(b, a->spots[k], seam(a, b)) == 4)
                        fail_msg("%s: %s reaches into %s at %.0f %.0f", name, name_of(a),
                                 name_of(b), (double)a->spots[k].x, (double)a->spots[k].y);
            }
    }
}

static void muscles_lie_side_by_side(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_apart), 44);
}

static void read_pose(const char *text) {
    struct uh_figure_error error;
    assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
}

static double area_of_ring(const struct lit_muscle *m, int r) {
    double twice = 0;
    for (int a = m->ring[r + 1] - 1, b = m->ring[r]; b < m->ring[r + 1]; a = b++)
        twice += (double)m->spots[a].x * m->spots[b].y - (double)m->spots[b].x * m->spots[a].y;
    return twice / 2;
}

static double area_of(const struct lit_muscle *m) {
    double area = 0;
    for (int r = 0; r < m->ring_count; r++) area += area_of_ring(m, r);
    return area;
}

static const struct lit_muscle *lit(const char *id, int side) {
    for (int i = 0; i < studio->painter->lit_count; i++)
        if (strcmp(name_of(&studio->painter->lit[i]), id) == 0 &&
            studio->painter->lit[i].side == side)
            return &studio->painter->lit[i];
    return NULL;
}

static void both_sides_are_lit_alike(void **state) {
    static const char *const seen[] = {"rhomboids", "middle-trapezius", "latissimus-dorsi"};
    (void)state;
    read_pose("targets rhomboids middle-trapezius latissimus-dorsi pectoralis-major\nbase stand\n"
              "view 180 8\npose a 1 1\n  shoulder plane 30 raise 40\n");
    draw_still(studio, &glow);
    for (int i = 0; i < 3; i++) {
        const struct lit_muscle *right = lit(seen[i], UH_SIDE_RIGHT),
                                *left = lit(seen[i], UH_SIDE_LEFT);
        assert_true(right && left && area_of(right) > 100);
        assert_true(fabs(area_of(right) - area_of(left)) < .04 * area_of(right));
    }
    assert_null(lit("pectoralis-major", UH_SIDE_RIGHT)); // on the other side of the body
}

// From behind, rhomboids and cuff that are both targets are one piece on each side, as large as
// both; in the heat picture, where each has its own colour, they are two.
static void what_lies_end_to_end_is_one_piece(void **state) {
    (void)state;
    read_pose("work\ntargets rhomboids posterior-cuff\nbase stand\nframe bust\nview 180 8\n"
              "muscle-view 180 8\npose a 1 1\n  clavicle forward 0\n");
    draw_still(studio, &glow);
    assert_null(lit("posterior-cuff", 0));
    assert_non_null(lit("rhomboids", 0));
    double one = area_of(lit("rhomboids", 0));
    read_pose("work\ntargets rhomboids\nbase stand\nframe bust\nview 180 8\npose a 1 1\n"
              "  clavicle forward 0\n");
    draw_still(studio, &glow);
    assert_true(one > 1.4 * area_of(lit("rhomboids", 0)));
    read_pose("work\ntargets rhomboids posterior-cuff\nbase stand\nframe bust\nview 180 8\n"
              "muscle-view 180 8\npose a 1 1\n  clavicle forward 0\n");
    draw_still(studio, &heat);
    assert_non_null(lit("posterior-cuff", 0));
}

// A muscle that the view leaves only the edge of is no sliver but a glow on the body's edge.
static void an_edge_is_a_glow(void **state) {
    (void)state;
    read_pose("targets hamstrings\nbase stand\nview 125 5\npose a 1 1\n  hip flex 0\n");
    draw_still(studio, &glow);
    const struct lit_muscle *whole = lit("hamstrings", UH_SIDE_RIGHT);
    assert_true(whole && whole->seen > .9 && whole->rim.strength < .1);
    read_pose("targets hamstrings\nbase stand\nview 60 5\npose a 1 1\n  hip flex 0\n");
    draw_still(studio, &glow);
    const struct lit_muscle *edge = lit("hamstrings", UH_SIDE_RIGHT);
    assert_true(edge && edge->seen < .3 && edge->rim.strength > .4);
    assert_true(on_body(studio->painter, edge->rim.at, 3));
}

// What lies on the other side of the body shows at the shoulders, on both sides alike, unless
// another target that is stretched is seen.
static void what_lies_behind_is_told(void **state) {
    (void)state;
    read_pose("targets rhomboids\nbase stand\nview 0 8\npose a 1 1\n  shoulder raise 20\n");
    draw_still(studio, &glow);
    for (int side = 0; side < 2; side++) {
        const struct lit_muscle *m = lit("rhomboids", side);
        assert_true(m && m->seen == 0 && m->rim.strength > .5);
    }
    read_pose("targets rhomboids pectoralis-major\nbase stand\nview 0 8\npose a 1 1\n"
              "  shoulder plane -25 raise 80\n");
    draw_still(studio, &glow);
    for (int side = 0; side < 2; side++) {
        const struct lit_muscle *m = lit("rhomboids", side);
        assert_true(!m || m->rim.strength < .02);
    }
}

// How much of a muscle, and of its glow, is shown from a side, by muscle and side of the body.
static void look_from(int azimuth, double shown[UH_MUSCLE_COUNT][2][2]) {
    char text[240];
    snprintf(text, sizeof text,
             "targets pectoralis-major latissimus-dorsi rhomboids obliques glutes\nbase stand\n"
             "view %d 8\npose a 1 1\n  shoulder plane 30 raise 40\n",
             azimuth);
    read_pose(text);
    draw_still(studio, &glow);
    memset(shown, 0, UH_MUSCLE_COUNT * sizeof shown[0]);
    for (int i = 0; i < studio->painter->lit_count; i++) {
        const struct lit_muscle *m = &studio->painter->lit[i];
        shown[m->muscle][m->side][0] = m->seen;
        shown[m->muscle][m->side][1] = m->rim.strength;
    }
}

// While one walks round the body a degree at a time, muscles and glows fade and do not leap.
static void muscles_fade_as_the_view_turns(void **state) {
    static double before[UH_MUSCLE_COUNT][2][2], now[UH_MUSCLE_COUNT][2][2];
    int whole = 0;
    (void)state;
    look_from(-180, before);
    for (int azimuth = -179; azimuth <= 180; azimuth++) {
        look_from(azimuth, now);
        for (int k = 0; k < UH_MUSCLE_COUNT * 4; k++) {
            double change = (&now[0][0][0])[k] - (&before[0][0][0])[k];
            if (fabs(change) > .65)
                fail_msg("%s leaps by %.2f at %d degrees", uh_muscle_paths[k / 4].id, change,
                         azimuth);
            whole += (&now[0][0][0])[k] > .95;
        }
        memcpy(before, now, sizeof now);
    }
    assert_true(whole > 500); // they are seen, most of the way round
}

// Where arms part a muscle into a large piece and scraps, the scraps are left out.
static void check_no_scraps(struct uh_studio *s, const char *name) {
    draw_still(s, &glow);
    for (int i = 0; i < s->painter->lit_count; i++) {
        const struct lit_muscle *m = &s->painter->lit[i];
        double least = 1e9, most = 0;
        for (int r = 0; r < m->ring_count; r++) {
            double area = area_of_ring(m, r);
            least = fmin(least, area);
            most = fmax(most, area);
        }
        if (least < .15 * most) fail_msg("%s: a scrap of %s", name, name_of(m));
    }
}

static void scraps_are_not_shown(void **state) {
    (void)state;
    assert_int_equal(for_every_move(check_no_scraps), 44);
}

// Looking up stretches the throat; the nape is slack then and stays unlit, though it is a target.
static void what_is_slack_is_not_lit(void **state) {
    (void)state;
    read_pose("targets neck-extensors deep-neck-flexors\nbase sit\nframe bust\nview 90 6\n"
              "pose a 1 1\n  neck ext 40\n");
    draw_still(studio, &glow);
    assert_non_null(lit("deep-neck-flexors", UH_SIDE_RIGHT));
    assert_null(lit("neck-extensors", UH_SIDE_RIGHT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(muscles_lie_on_the_body),
        cmocka_unit_test(muscles_lie_side_by_side),
        cmocka_unit_test(both_sides_are_lit_alike),
        cmocka_unit_test(what_lies_end_to_end_is_one_piece),
        cmocka_unit_test(an_edge_is_a_glow),
        cmocka_unit_test(what_lies_behind_is_told),
        cmocka_unit_test(muscles_fade_as_the_view_turns),
        cmocka_unit_test(what_is_slack_is_not_lit),
        cmocka_unit_test(scraps_are_not_shown),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
