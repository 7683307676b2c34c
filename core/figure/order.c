// SPDX-License-Identifier: Apache-2.0
// What lies before what. For every two parts, the depths of their discs where they overlap on the
// picture are weighed into one number; then parts are laid down greedily, each time the one that
// violates least. Some pairs are settled by the body: a sleeve lies over the arm when the arm
// points away. The order of the frame before weighs in a little, so that near ties do not flicker.
#include "painter.h"

#include <math.h>

#define SURE 10
#define HABIT .02
#define ARMS_CROSS 4 // thin and close to each other, and yet which lies over which must be seen
#define CLEAR .004
#define ON_SHOULDER .03 // a hand there comes before the shirt unless it is clearly behind

static const signed char parents[PART_PROPS] = {
    [PART_SHANK] = PART_THIGH,  [PART_SHANK + 1] = PART_THIGH + 1,
    [PART_FOOT] = PART_SHANK,   [PART_FOOT + 1] = PART_SHANK + 1,
    [PART_THIGH] = PART_PELVIS, [PART_THIGH + 1] = PART_PELVIS,
    [PART_PELVIS] = -1,         [PART_TRUNK] = PART_PELVIS,
    [PART_NECK] = PART_TRUNK,   [PART_HEAD] = PART_NECK,
    [PART_ARM] = PART_SLEEVE,   [PART_ARM + 1] = PART_SLEEVE + 1,
    [PART_SLEEVE] = PART_TRUNK, [PART_SLEEVE + 1] = PART_TRUNK,
    [PART_FOREARM] = PART_ARM,  [PART_FOREARM + 1] = PART_ARM + 1,
    [PART_HAND] = PART_FOREARM, [PART_HAND + 1] = PART_FOREARM + 1,
};

int part_parent(int part) {
    return part < PART_PROPS ? parents[part] : -1;
}

// The side of a paired part; the midline counts as right.
int part_side(int part) {
    bool leg = part < PART_PELVIS, arm = part >= PART_ARM && part < PART_PROPS;
    return leg ? part % 2 - PART_SHANK % 2 : arm ? (part - PART_ARM) % 2 : 0;
}

bool parts_joined(int a, int b) {
    return part_parent(a) == b || part_parent(b) == a;
}

bool part_is(int part, int right) {
    return part == right || part == right + 1;
}

static bool alike(const struct uh_painter *p, int a, int b) {
    return p->parts[a].look == p->parts[b].look &&
           fabs(p->parts[a].shade - p->parts[b].shade) <= .02;
}

// Painted as one shape, without a seam.
bool parts_merge(const struct uh_painter *p, int a, int b) {
    if (a >= PART_PROPS || b >= PART_PROPS || !parts_joined(a, b)) return false;
    if (part_is(a, PART_SLEEVE) || part_is(b, PART_SLEEVE)) {
        int sleeve = part_is(a, PART_SLEEVE) ? a : b;
        return (a == PART_TRUNK || b == PART_TRUNK) && p->sleeve_merged[sleeve - PART_SLEEVE];
    }
    return alike(p, a, b);
}

// On which side of a box, as the camera sees it, a point lies: > 0 before it, < 0 behind.
static double side_of_box(const struct uh_painter *p, const struct part *box, struct uh_vec3 at) {
    double farthest = -1e9, sign = 0;
    bool before = false, behind = false;
    for (int axis = 0; axis < 3; axis++)
        for (int end = -1; end <= 1; end += 2) {
            double out =
                end * (uh_part(at, axis) - uh_part(box->centre, axis)) - uh_part(box->half, axis);
            double facing = end * uh_part(p->camera->toward, axis);
            if (out > farthest) farthest = out, sign = facing;
            if (out <= .005) continue;
            before |= facing > .02;
            behind |= facing < -.02;
        }
    return (before && behind) || fabs(sign) < .02 ? 0 : sign;
}

// On the picture.
static double squared_apart(const struct disc *a, const struct disc *b) {
    double x = (double)a->x - b->x, y = (double)a->y - b->y;
    return x * x + y * y;
}

static double before_box(const struct uh_painter *p, const struct part *box,
                         const struct part *other) {
    double sum = 0, reach = fmax(.06, .28 * uh_length(box->half));
    for (int k = 0; k < other->disc_count; k++) {
        const struct disc *d = &other->discs[k];
        double near = (d->radius + reach) * p->unit;
        for (int i = 0; i < box->disc_count; i++)
            if (squared_apart(&box->discs[i], d) < near * near) {
                sum += side_of_box(p, box, d->at);
                break;
            }
    }
    return sum;
}

static double overlap_depth(const struct uh_painter *p, const struct part *a, int a0, int a1,
                            const struct part *b, int b0, int b1) {
    double sum = 0;
    for (int i = a0; i < a1; i++)
        for (int k = b0; k < b1; k++) {
            const struct disc *u = &a->discs[i], *v = &b->discs[k];
            double dx = (double)u->x - v->x, dy = (double)u->y - v->y,
                   reach = (u->radius + v->radius) * p->unit, squared = dx * dx + dy * dy;
            if (squared < reach * reach) sum += (1 - sqrt(squared) / reach) * (u->depth - v->depth);
        }
    return sum;
}

static double downward(const struct uh_painter *p, int bone, int side) {
    return uh_dot(turned(p, bone, side, 0, -1, 0), p->camera->toward);
}

// Near edge-on, too: the rib is then as broad as what of the neck it would hide.
bool neck_before_shirt(const struct uh_painter *p) {
    return uh_dot(uh_unit(uh_cross(p->neckline.v, p->neckline.u)), p->camera->toward) > -.24;
}

// The arm comes towards the viewer, out of the sleeve. Near edge-on the hem covers it either way.
bool sleeve_opens(const struct uh_painter *p, int side) {
    return downward(p, UH_UPPER_ARM, side) > .22;
}

// The hips come towards the viewer, out of the shirt.
bool hem_opens(const struct uh_painter *p) {
    return uh_dot(uh_cross(p->hem.u, p->hem.v), p->camera->toward) > 0;
}

// The foot comes towards the viewer, out of the trouser leg.
bool cuff_opens(const struct uh_painter *p, int side) {
    return downward(p, UH_SHANK, side) > .22;
}

// Pairs that the body itself settles; 0 where it does not.
static double settled(const struct uh_painter *p, int a, int b) {
    int side = part_side(b);
    if (a == PART_NECK && b == PART_HEAD) return -SURE;
    if (a == PART_PELVIS && b == PART_TRUNK) return -SURE;
    if (a == PART_TRUNK && b == PART_NECK) return neck_before_shirt(p) ? -SURE : SURE;
    if (a == PART_ARM + side && b == PART_SLEEVE + side && side == part_side(a))
        return sleeve_opens(p, side) ? SURE : -SURE;
    if (a == PART_SHANK + side && b == PART_FOOT + side && side == part_side(a))
        return cuff_opens(p, side) ? -SURE : SURE;
    return 0;
}

static bool is_arm(int part) {
    return part >= PART_ARM && part < PART_PROPS && !part_is(part, PART_SLEEVE);
}

// Parts of the two arms.
static bool arms_cross(int a, int b) {
    return is_arm(a) && is_arm(b) && part_side(a) != part_side(b);
}

// A hand that lies on a shoulder.
static bool on_shoulder(const struct uh_painter *p, int part) {
    if (part < PART_HAND || part >= PART_PROPS) return false;
    const struct hand_shape *hand = &p->hand[part - PART_HAND];
    return hand->cup > .5 && hand->on.shoulder;
}

// Discs of an arm's part that count where arms cross: of clasped hands, whose fingers lie over each
// other's backs, only the palms.
static int weighed(const struct uh_painter *p, int part) {
    bool clasped = part >= PART_HAND && p->hand[part - PART_HAND].clasp > .5;
    return clasped ? HAND_PALM : p->parts[part].disc_count;
}

// > 0: part a lies in front of part b (a < b).
static double before(const struct uh_painter *p, int a, int b) {
    const struct part *pa = &p->parts[a], *pb = &p->parts[b];
    if (part_is(a, PART_HAND) && (pb->tag == TAG_HELD || pb->tag == TAG_BAND || pb->tag == TAG_BAR))
        return pa->x1 > pb->x0 && pa->x0 < pb->x1 && pa->y1 > pb->y0 && pa->y0 < pb->y1;
    if (pb->tag == TAG_PILLOW) return 1; // whatever meets it lies on it
    if (pb->tag == TAG_STRUT && a < PART_PROPS) return 1;
    if (pa->look == LOOK_BOX && pb->look == LOOK_BOX)
        return depth_of(p->camera, pa->centre) - depth_of(p->camera, pb->centre);
    if (pa->look == LOOK_BOX) return -before_box(p, pa, pb);
    if (pb->look == LOOK_BOX) return before_box(p, pb, pa);
    double sure = settled(p, a, b);
    if (sure != 0) return sure;
    if (part_is(a, PART_THIGH) && b == PART_TRUNK) {
        // The shirt hangs over the hips, unless the knee comes before it.
        double knee = overlap_depth(p, pa, 4, 7, pb, 3, pb->disc_count);
        return knee == 0 ? -.4 : knee - .06;
    }
    if (arms_cross(a, b))
        return overlap_depth(p, pa, 0, weighed(p, a), pb, 0, weighed(p, b)) * ARMS_CROSS;
    double x = overlap_depth(p, pa, 0, pa->disc_count, pb, 0, pb->disc_count);
    if ((a == PART_TRUNK || part_is(a, PART_SLEEVE)) && on_shoulder(p, b))
        return (x - ON_SHOULDER) * ARMS_CROSS;
    return a >= PART_FOREARM && b == a + 2 && b < PART_PROPS ? x * .05 : x;
}

static void weigh_pairs(struct uh_painter *p) {
    for (int a = 0; a < p->part_count; a++)
        for (int b = a + 1; b < p->part_count; b++) {
            double x = before(p, a, b);
            if (p->ranked && x != 0) x += p->last_rank[a] > p->last_rank[b] ? HABIT : -HABIT;
            p->before[a][b] = x;
            p->before[b][a] = -x;
        }
}

// The hem lies beside the trunk on the picture, not before or behind it.
static bool sleeve_stands_out(const struct uh_painter *p, int side) {
    const struct ring *hem = &p->sleeve[side];
    for (int i = 0; i < CIRCLE; i += 3) {
        struct uh_spot s = project(
            p->camera,
            uh_add(hem->at, uh_combine(hem->u, (double)p->cosine[i], hem->v, (double)p->sine[i])));
        if (part_holds(p, &p->parts[PART_TRUNK], TRUNK_SECTIONS - 1, s.x, s.y)) return false;
    }
    return true;
}

// Another part lies before the trunk and behind a sleeve, or the other way round. (The arm in the
// sleeve does not: it leaves the trunk with it.)
static bool something_between(const struct uh_painter *p, int a, int b, double clear) {
    for (int x = 0; x < p->part_count; x++)
        if (x != a && x != b && part_parent(x) != b && p->parts[x].disc_count > 0 &&
            ((p->before[x][a] > clear && p->before[b][x] > clear) ||
             (p->before[x][b] > clear && p->before[a][x] > clear)))
            return true;
    return false;
}

// Where a sleeve may be one shape with the trunk, it is; what was in the frame before weighs in.
static void merge_sleeves(struct uh_painter *p) {
    for (int side = 0; side < 2; side++) {
        int sleeve = PART_SLEEVE + side;
        double clear = p->ranked && p->sleeve_merged[side] ? 2 * CLEAR : CLEAR;
        p->sleeve_merged[side] = alike(p, PART_TRUNK, sleeve) && sleeve_stands_out(p, side) &&
                                 !something_between(p, PART_TRUNK, sleeve, clear);
    }
}

static bool merged_sleeve(const struct uh_painter *p, int part) {
    return part_is(part, PART_SLEEVE) && p->sleeve_merged[part - PART_SLEEVE];
}

static bool as_one(const struct uh_painter *p, int a, int b) {
    return (a == PART_TRUNK || merged_sleeve(p, a)) && (b == PART_TRUNK || merged_sleeve(p, b));
}

// After the trunk the sleeves that are one with it; -1: no more.
static int next_merged(const struct uh_painter *p, int part) {
    if (part == PART_TRUNK && p->sleeve_merged[0]) return PART_SLEEVE;
    bool left = part == PART_TRUNK || (part == PART_SLEEVE && p->sleeve_merged[0]);
    return left && p->sleeve_merged[1] ? PART_SLEEVE + 1 : -1;
}

// What may not come later than a part, weighed; what is merged with it counts as one with it.
static double violation(const struct uh_painter *p, const bool *placed, int a) {
    double sum = 0;
    for (int b = 0; b < p->part_count; b++)
        if (b != a && !placed[b] && p->parts[b].disc_count > 0 && p->before[a][b] > .002 &&
            !as_one(p, a, b))
            sum += p->before[a][b];
    return sum;
}

// A bare arm waits, where it may, for a hand that has to come over something: they are one shape.
static bool waits_for_hand(const struct uh_painter *p, const bool *placed, int a) {
    int hand = PART_HAND + part_side(a);
    return is_arm(a) && a != hand && !placed[hand] && violation(p, placed, hand) > 0;
}

// Whether a part can be painted as one shape with any of those laid down last.
static bool merges_with(const struct uh_painter *p, const int *order, int from, int to, int part) {
    for (int z = from; z < to; z++)
        if (parts_merge(p, order[z], part)) return true;
    return false;
}

int paint_order(struct uh_painter *p, int order[PART_MAX]) {
    bool placed[PART_MAX] = {false};
    int n = 0, group = 0; // where those that are painted as one begin
    weigh_pairs(p);
    merge_sleeves(p);
    for (;;) {
        int best = -1;
        double least = 1e9;
        for (int a = 0; a < p->part_count; a++) {
            if (placed[a] || p->parts[a].disc_count == 0 || merged_sleeve(p, a)) continue;
            double score = a * 1e-7 + violation(p, placed, a);
            for (int side = 0; side < 2 && a == PART_TRUNK; side++)
                if (p->sleeve_merged[side]) score += violation(p, placed, PART_SLEEVE + side);
            if (waits_for_hand(p, placed, a)) score += .001;
            if (merges_with(p, order, group, n, a)) score -= .05;
            if (score < least) least = score, best = a;
        }
        if (best < 0) break;
        if (!merges_with(p, order, group, n, best)) group = n;
        for (int a = best; a >= 0; a = next_merged(p, a)) {
            placed[a] = true;
            p->last_rank[a] = (short)n;
            order[n++] = a;
        }
    }
    p->ranked = true;
    return n;
}
