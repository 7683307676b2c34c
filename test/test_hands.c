// SPDX-License-Identifier: Apache-2.0
// Hands: fingers at rest lie side by side, those on a head or shoulder lie on it, hands that hold
// each other interlace and those that only pass do not, and which arm lies over the other stays so
// while they cross. Tips are round, and no seam parts a hand from its forearm.
#include "moves_help.h"

#include "figure/painter.h"

#include <stdlib.h>

static void draw_at(double time) {
    uh_studio_draw(studio, time, &(struct uh_style){0});
}

static void draw_still(void) {
    draw_at(uh_figure_phase(&studio->figure, 3));
}

// From index to little finger, where a point lies on a hand.
static double across(int side, struct uh_vec3 at) {
    struct uh_vec3 index = studio->painter->fingers[side][0].at[0];
    return -uh_dot(uh_sub(at, index), turned(studio->painter, UH_HAND, side, 1, 0, 0));
}

// Between two neighbouring fingers at the middle joint, metres.
static double gap(int side, int finger) {
    const struct finger *a = &studio->painter->fingers[side][finger], *b = a + 1;
    return across(side, b->at[2]) - across(side, a->at[2]) - a->radius[2] - b->radius[2];
}

static void fingers_at_rest_lie_side_by_side(void **state) {
    (void)state;
    open_move("shoulder-shrug.yaml");
    draw_still();
    for (int side = 0; side < 2; side++) {
        assert_true(studio->painter->hand[side].relaxed > .9);
        for (int finger = 0; finger < 3; finger++)
            if (gap(side, finger) > .002 || gap(side, finger) < -.001)
                fail_msg("fingers %d and %d are %.1f mm apart", finger, finger + 1,
                         gap(side, finger) * 1000);
    }
}

static void clasped_fingers_take_turns(void **state) {
    (void)state;
    const char *const moves[] = {"arm-press-curl.yaml", "clasped-hands-chest-opener.yaml",
                                 "diagonal-trunk-rotation.yaml", "knee-to-chest.yaml"};
    for (int m = 0; m < 4; m++) {
        open_move(moves[m]);
        draw_still();
        const struct uh_painter *p = studio->painter;
        assert_true(p->hand[0].clasp > .9 && p->hand[1].clasp > .9);
        for (int finger = 0; finger < 4; finger++) {
            double right = across(1, p->fingers[0][finger].at[1]);
            if (right >= across(1, p->fingers[1][finger].at[0]))
                fail_msg("%s: finger %d is not before its neighbour", moves[m], finger);
            if (finger > 0 && right <= across(1, p->fingers[1][finger - 1].at[0]))
                fail_msg("%s: finger %d is not after its neighbour", moves[m], finger);
        }
    }
}

static const char *const clasped[] = {"clasped-hands-chest-opener.yaml", "seated-forward-bend.yaml",
                                      "diagonal-trunk-rotation.yaml"};

// The one of two clasped hands whose palm is nearer to the viewer is painted over the other.
static void the_nearer_of_clasped_hands_lies_above(void **state) {
    (void)state;
    for (int m = 0; m < 3; m++) {
        open_move(clasped[m]);
        draw_still();
        const struct uh_painter *p = studio->painter;
        double nearer = 0;
        for (int k = 0; k < HAND_PALM; k++)
            nearer += p->parts[PART_HAND].discs[k].depth - p->parts[PART_HAND + 1].discs[k].depth;
        if (fabs(nearer) < .02) continue;
        bool above = p->last_rank[PART_HAND] > p->last_rank[PART_HAND + 1];
        if (above != (nearer > 0))
            fail_msg("%s: the right palm is %.0f mm nearer and %s", clasped[m],
                     nearer / HAND_PALM * 1000, above ? "above" : "below");
    }
}

// How far a point is above something round.
static double height(const struct round *r, struct uh_vec3 at) {
    struct uh_vec3 along = uh_sub(r->b, r->a), to = uh_sub(at, r->a);
    double t = uh_dot(to, along) / uh_dot(along, along);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return uh_length(uh_sub(at, uh_mix(r->a, r->b, t))) - r->radius_a * (1 - t) - r->radius_b * t;
}

static void fingers_lie_on_the_head(void **state) {
    (void)state;
    static const struct {
        const char *move;
        int side;
    } hands[] = {{"upper-trapezius-stretch.yaml", UH_SIDE_RIGHT},
                 {"levator-scapulae-stretch.yaml", UH_SIDE_LEFT},
                 {"chair-thoracic-extension.yaml", UH_SIDE_RIGHT}};
    for (int i = 0; i < 3; i++) {
        open_move(hands[i].move);
        draw_still();
        const struct uh_painter *p = studio->painter;
        const struct hand_shape *hand = &p->hand[hands[i].side];
        assert_true(hand->cup > .9);
        for (int finger = 1; finger < 3; finger++) // the outer ones bend alike
            for (int k = 1; k < 4; k++) {
                const struct finger *f = &p->fingers[hands[i].side][finger];
                double over = height(&hand->on.part[0], f->at[k]) - f->radius[k] * p->size;
                if ((k == 3 && over > .014) || over < -.005)
                    fail_msg("%s: joint %d of finger %d is %.1f mm above the skin", hands[i].move,
                             k, finger, over * 1000);
            }
    }
}

// The fingers of a hand on a shoulder are one cupped palm: none claws while others lie straight.
static void fingers_on_a_shoulder_bend_alike(void **state) {
    (void)state;
    const char *const moves[] = {"seated-trunk-rotation.yaml", "butterfly-static.yaml",
                                 "butterfly-wings.yaml"};
    for (int m = 0; m < 3; m++) {
        open_move(moves[m]);
        draw_still();
        for (int side = 0; side < 2; side++)
            for (int finger = 0; finger < 3; finger++) {
                const struct finger *a = &studio->painter->fingers[side][finger], *b = a + 1;
                double alike = uh_dot(uh_unit(uh_sub(a->at[3], a->at[1])),
                                      uh_unit(uh_sub(b->at[3], b->at[1])));
                if (alike < .96)
                    fail_msg("%s: fingers %d and %d of side %d point %.2f apart", moves[m], finger,
                             finger + 1, side, alike);
            }
    }
}

// Beyond the sleeve fingers lie on what slopes to the neck, they do not reach down for the sleeve.
static void fingers_lie_towards_the_neck(void **state) {
    (void)state;
    open_move("butterfly-wings.yaml");
    draw_at(0);
    for (int side = 0; side < 2; side++)
        for (int finger = 0; finger < 4; finger++) {
            const struct finger *f = &studio->painter->fingers[side][finger];
            double straight = uh_dot(uh_unit(uh_sub(f->at[3], f->at[0])),
                                     turned(studio->painter, UH_HAND, side, 0, -1, 0));
            if (straight < .75) fail_msg("finger %d of side %d: %.2f", finger, side, straight);
        }
}

// Hands that pass, and hands on a wall whose tips meet.
static void other_hands_do_not_clasp(void **state) {
    (void)state;
    const char *const moves[] = {"butterfly-static.yaml", "wall-angel.yaml"};
    for (int m = 0; m < 2; m++) {
        open_move(moves[m]);
        double seconds = uh_figure_seconds(&studio->figure);
        for (int f = 0; f < 60; f++) {
            draw_at(seconds * f / 60);
            double clasp = studio->painter->hand[0].clasp + studio->painter->hand[1].clasp;
            if (clasp > .05)
                fail_msg("%s: clasped %.2f at %.1f s", moves[m], clasp / 2, seconds * f / 60);
        }
    }
}

// Forward and back, so that the order of the frame before is one and the other.
static void the_upper_arm_of_a_crossing_stays_above(void **state) {
    (void)state;
    const char *const moves[] = {"butterfly-static.yaml", "seated-trunk-rotation.yaml"};
    for (int m = 0; m < 2; m++) {
        open_move(moves[m]);
        double seconds = uh_figure_seconds(&studio->figure);
        int above = 0, below = 0;
        for (int f = 0; f < 120; f++) {
            draw_at(seconds * (f < 60 ? f : 119 - f) / 60);
            const struct uh_painter *p = studio->painter;
            int right = PART_FOREARM, left = PART_FOREARM + 1;
            if (fabs(p->before[right][left]) < .03) continue;
            *(p->last_rank[right] > p->last_rank[left] ? &above : &below) += 1;
        }
        if (above + below < 40) fail_msg("%s: the arms do not cross", moves[m]);
        if (above > 0 && below > 0)
            fail_msg("%s: the right forearm is above %d times, below %d", moves[m], above, below);
    }
}

// Wherever nothing lies between them, a hand and its forearm are one shape without a seam.
static void hand_and_forearm_are_one_shape(void **state) {
    (void)state;
    const char *const moves[] = {"wall-angel.yaml", "cat-cow.yaml", "dumbbell-row.yaml",
                                 "band-lat-pulldown.yaml"};
    for (int m = 0; m < 4; m++) {
        open_move(moves[m]);
        draw_still();
        const struct uh_painter *p = studio->painter;
        for (int side = 0; side < 2; side++)
            if (p->parts[PART_HAND + side].path != p->parts[PART_FOREARM + side].path)
                fail_msg("%s: the %s hand is apart", moves[m], side ? "left" : "right");
    }
}

// How many spots of a part's outline lie on the rim of a ball.
static int spots_on(const struct part *part, struct uh_vec3 middle, double radius) {
    const struct uh_drawing *d = &studio->drawing;
    const struct uh_path *path = &d->paths[part->path];
    struct uh_spot at = project(&studio->camera, middle);
    double r = radius * studio->painter->size * studio->painter->unit;
    int count = 0;
    for (int i = path->first; i < path->first + path->count; i++)
        for (int k = 0; k < d->runs[i].count; k++) {
            struct uh_spot s = d->spots[d->runs[i].first + k];
            count += fabs(hypot((double)s.x - at.x, (double)s.y - at.y) - r) < .12 * r + .1;
        }
    return count;
}

// An open hand has five tips, each drawn round: by spots no more than an eighth of a turn apart.
static void finger_tips_are_round(void **state) {
    (void)state;
    open_move("wall-angel.yaml");
    draw_still();
    const struct uh_painter *p = studio->painter;
    for (int side = 0; side < 2; side++)
        for (int finger = 0; finger < 5; finger++) {
            const struct finger *f = &p->fingers[side][finger];
            int count = spots_on(&p->parts[PART_HAND + side], f->at[3], f->radius[3]);
            if (count < 4) fail_msg("the tip of finger %d has %d spots", finger, count);
        }
}

// The thumb of a hand that clasps the other lies on the other's back, beside its index finger.
static void clasped_thumbs_cross(void **state) {
    (void)state;
    for (int m = 0; m < 3; m++) {
        open_move(clasped[m]);
        draw_still();
        const struct uh_painter *p = studio->painter;
        for (int side = 0; side < 2; side++) {
            struct uh_vec3 off = uh_sub(p->fingers[side][4].at[3], p->fingers[1 - side][0].at[0]);
            double above = uh_dot(off, turned(p, UH_HAND, 1 - side, 0, 0, 1)),
                   beside = uh_dot(off, turned(p, UH_HAND, 1 - side, 1, 0, 0));
            if (above < .005 || beside < 0 || beside > .020)
                fail_msg("%s: the tip is %.0f mm above the other hand's back and %.0f beside",
                         clasped[m], above * 1000, beside * 1000);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingers_at_rest_lie_side_by_side),
        cmocka_unit_test(clasped_fingers_take_turns),
        cmocka_unit_test(the_nearer_of_clasped_hands_lies_above),
        cmocka_unit_test(fingers_lie_on_the_head),
        cmocka_unit_test(fingers_on_a_shoulder_bend_alike),
        cmocka_unit_test(fingers_lie_towards_the_neck),
        cmocka_unit_test(other_hands_do_not_clasp),
        cmocka_unit_test(the_upper_arm_of_a_crossing_stays_above),
        cmocka_unit_test(hand_and_forearm_are_one_shape),
        cmocka_unit_test(finger_tips_are_round),
        cmocka_unit_test(clasped_thumbs_cross),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
