// SPDX-License-Identifier: Apache-2.0
// Arrows round an axis: arcs for turns, rings for circles, seen in perspective and tipped open
// where they would be seen edge-on. What of them is behind is painted before the body.
#include "hints.h"

#include <math.h>

// A circle in space as it is shown: `wide` runs across the picture, `near` to the viewer. Where it
// would be seen edge-on it is tipped open.
struct hoop {
    struct uh_vec3 middle, wide, near;
    double radius;
};

static struct hoop hoop_round(const struct uh_camera *camera, struct uh_vec3 middle,
                              struct uh_vec3 axis, double radius, double open, bool from_above) {
    double along = uh_dot(axis, camera->toward), tip = fmax(fabs(along), open);
    struct uh_vec3 seen = uh_sub(axis, uh_scale(camera->toward, along));
    seen = uh_length(seen) > .05 ? uh_unit(seen) : camera->up;
    struct uh_vec3 wide = uh_cross(seen, camera->toward);
    double fall = fabs(along) < open ? (from_above ? -tip : tip) : along > 0 ? -tip : tip;
    struct uh_vec3 near = uh_combine(camera->toward, sqrt(fmax(0, 1 - tip * tip)), seen, fall);
    return (struct hoop){middle, wide, near, radius};
}

// The arc of a hoop from one angle on, 0 the nearest to the viewer, positive the way that the axis
// turns; which of its points are behind.
static uint32_t arc_of(const struct hoop *hoop, double from, double sweep,
                       struct uh_vec3 path[STEPS]) {
    uint32_t behind = 0;
    for (int i = 0; i < STEPS; i++) {
        double angle = from + sweep * i / (STEPS - 1), x = hoop->radius * uh_sin(angle),
               z = hoop->radius * uh_cos(angle);
        path[i] = uh_add(hoop->middle, uh_combine(hoop->wide, x, hoop->near, z));
        if (z < 0) behind |= UINT32_C(1) << i;
    }
    return behind;
}

static double within_half_turn(double angle) {
    return uh_atan2(uh_sin(angle), uh_cos(angle));
}

// How far a bone turned about an axis from the start to the end.
static double turned_about(const struct choice *c, int bone, struct uh_vec3 axis) {
    struct uh_vec3 a = uh_turn(&c->start->turn[bone], uh_vec3(1, 0, 0)),
                   b = uh_turn(&c->end->turn[bone], uh_vec3(1, 0, 0));
    a = uh_sub(a, uh_scale(axis, uh_dot(a, axis)));
    b = uh_sub(b, uh_scale(axis, uh_dot(b, axis)));
    return uh_atan2(uh_dot(uh_cross(a, b), axis), uh_dot(a, b));
}

// Tries the arcs of one hoop; `front` is where the part looks to at its end.
static void try_hoop(struct choice *c, const struct hoop *hoop, double sweep, double front,
                     double worse) {
    enum { STARTS = 24 };
    struct uh_vec3 path[STEPS];
    for (int k = 0; k < STARTS; k++) {
        double from = 2 * UH_PI * k / STARTS;
        uint32_t behind = arc_of(hoop, from, sweep, path);
        double off = fabs(within_half_turn(from + sweep - front));
        double score = -9 * cost_of(c, path, behind) - worse - .05 * off;
        for (int i = 0; i < STEPS; i++) score -= behind >> i & 1 ? .012 : 0;
        if (score <= c->best) continue;
        c->best = score;
        keep_path(c, 0, path, behind);
    }
}

// An arc round the axis of the bone, at the height of the site or where there is room near it.
void lay_turn(struct choice *c, const struct travel *travel) {
    static const struct {
        double height, radius;
    } head[] = {{0, .115}, {.015, .115}, {.03, .115}, {.045, .115}},
      trunk[] = {{0, .27},   {.08, .27},  {-.08, .27}, {0, .33},
                 {.08, .33}, {-.08, .33}, {.16, .30},  {-.16, .30}};
    int bone = uh_site_bone(travel->site);
    bool is_head = bone == UH_HEAD;
    struct uh_vec3 axis = uh_turn(&c->end->turn[bone], uh_vec3(0, 1, 0)),
                   look = uh_turn(&c->end->turn[bone], uh_vec3(1, 0, 0)), at = c->end->at[bone];
    double turned = turned_about(c, bone, axis),
           sweep = (turned < 0 ? -1 : 1) * (is_head ? 4.2 : uh_bound(fabs(turned), 2.0, 2.4)),
           height = uh_dot(uh_sub(travel->at[STEPS - 1], at), axis), s = c->skeleton->scale;
    int count = is_head ? sizeof head / sizeof head[0] : sizeof trunk / sizeof trunk[0];
    for (int i = 0; i < count; i++) {
        double up = is_head ? head[i].height : trunk[i].height,
               radius = is_head ? head[i].radius : trunk[i].radius;
        struct hoop hoop = hoop_round(c->camera, uh_add(at, uh_scale(axis, height + up * s)), axis,
                                      radius * s, .36, true);
        double front = uh_atan2(uh_dot(look, hoop.wide), uh_dot(look, c->camera->toward));
        try_hoop(c, &hoop, sweep, front, .6 * fabs(up) + .5 * (radius - (is_head ? .115 : .27)));
    }
}

// The middle of a closed path, its mean radius and the axis that it goes round.
static struct hoop circle_of(const struct uh_vec3 path[STEPS], struct uh_vec3 *axis) {
    struct hoop hoop = {0};
    *axis = (struct uh_vec3){0};
    for (int i = 0; i < STEPS; i++)
        hoop.middle = uh_add(hoop.middle, uh_scale(path[i], 1. / STEPS));
    for (int i = 0; i < STEPS; i++) {
        struct uh_vec3 a = uh_sub(path[i], hoop.middle),
                       b = uh_sub(path[(i + 1) % STEPS], hoop.middle);
        *axis = uh_add(*axis, uh_cross(a, b));
        hoop.radius += uh_length(a) / STEPS;
    }
    *axis = uh_unit(*axis);
    return hoop;
}

// How much an arrow bends on the picture where its head is, 0 to 2.
static double bend_at_head(const struct choice *c, const struct uh_vec3 path[STEPS]) {
    double x[2], y[2];
    for (int k = 0; k < 2; k++) {
        struct uh_spot a = project(&c->plane, path[STEPS - 1 - 3 * (k + 1)]),
                       b = project(&c->plane, path[STEPS - 1 - 3 * k]);
        double run = spots_apart(a, b) + 1e-9;
        x[k] = ((double)b.x - a.x) / run;
        y[k] = ((double)b.y - a.y) / run;
    }
    return 1 - (x[0] * x[1] + y[0] * y[1]);
}

// Where a ring stands: its first angle, how far out along its axis, and how it is tipped.
struct ring_place {
    double from, out, radius;
    bool from_above;
};

// One ring as the others stand, in the mirror on the other side: from the same angle on, as far out
// along its axis on its own side; where the way round is seen, both turn as they are seen.
static double try_ring(const struct choice *c, const struct hoop *circle, struct uh_vec3 axis,
                       const struct ring_place *place, struct uh_vec3 path[STEPS],
                       uint32_t *behind) {
    const double sweep = 1.66 * UH_PI, open = .44, edge_on = .1, small = .08; // metres
    struct uh_vec3 away = uh_sub(circle->middle, c->end->at[UH_THORAX_4]);
    double side = uh_dot(away, axis) < 0 ? -1 : 1;
    axis = uh_scale(axis, side);
    double along = uh_dot(axis, c->camera->toward);
    bool from_above = fabs(along) < edge_on ? place->from_above : along > 0;
    struct hoop hoop = hoop_round(c->camera, uh_add(circle->middle, uh_scale(axis, place->out)),
                                  axis, place->radius, open, from_above);
    *behind = arc_of(&hoop, side * place->from, side * sweep, path);
    if (circle->radius < small * c->skeleton->scale)
        *behind = 0; // a sign over the part, not its way
    double score = -9 * cost_of(c, path, *behind) - .9 * place->out - .12 * bend_at_head(c, path);
    return *behind >> (STEPS - 1) & 1 ? score - .4 : score;
}

// Circles as rings that are nearly closed, one round each part and all alike: open to the viewer
// even where they are seen edge-on, moved out along their axes until they keep off hand and muscle.
void lay_rings(struct choice *c, const struct travel *travels, int count) {
    enum { STARTS = 16, SHIFTS = 8, RINGS = 2 };
    struct uh_vec3 path[RINGS][STEPS], axis[RINGS];
    uint32_t behind[RINGS];
    struct hoop circle[RINGS];
    struct ring_place place = {0};
    double best = -1e9;
    for (int i = 0; i < count; i++) {
        circle[i] = circle_of(travels[i].at, &axis[i]);
        place.radius += uh_bound(circle[i].radius, .105 * c->measure, .12 * c->measure) / count;
    }
    for (int n = 0; n < STARTS * SHIFTS * 2; n++) {
        double score = 0;
        place.from = 2 * UH_PI * (n % STARTS) / STARTS;
        place.out = (n / STARTS / 2) * .035 * c->measure;
        place.from_above = n / STARTS % 2;
        for (int i = 0; i < count; i++)
            score += try_ring(c, &circle[i], axis[i], &place, path[i], &behind[i]);
        if (score <= best) continue;
        best = score;
        for (int i = 0; i < count; i++) keep_path(c, i, path[i], behind[i]);
    }
}
