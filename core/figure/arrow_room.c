// SPDX-License-Identifier: Apache-2.0
// What arrows keep off: the body as thick lines, lit muscles, bands. Face and hair weigh most, then
// hands, neck and collar.
#include "hints.h"

#include <math.h>
#include <string.h>

// Thick lines that stand for the body, and what it costs to lie on them.
static const struct limb {
    struct uh_muscle_point from, to;
    bool paired;
    double radius, weight;
} limbs[] = {
    {{UH_PELVIS, {0, .93, 0}}, {UH_THORAX_1, {0, 1.13, 0}}, false, .125, 1},
    {{UH_THORAX_1, {0, 1.13, 0}}, {UH_THORAX_4, {0, 1.33, 0}}, false, .125, 1},
    {{UH_THORAX_5, {0, 1.43, 0}}, {UH_HEAD, {0, 1.56, 0}}, false, .080, 2.2},
    {{UH_HEAD, {.035, 1.55, 0}}, {UH_HEAD, {.020, 1.63, 0}}, false, .088, 5},
    {{UH_HEAD, {-.030, 1.60, 0}}, {UH_HEAD, {-.065, 1.72, 0}}, false, .050, 4},
    {{UH_THORAX_5, {.03, 1.42, -.075}}, {UH_THORAX_5, {.03, 1.42, .075}}, false, .050, 1.8},
    {{UH_THORAX_4, {-.01, 1.36, .08}}, {UH_UPPER_ARM, {-.028, 1.38, .172}}, true, .062, 1},
    {{UH_UPPER_ARM, {-.028, 1.38, .172}}, {UH_FOREARM, {-.028, 1.11, .172}}, true, .048, 1},
    {{UH_FOREARM, {-.028, 1.11, .172}}, {UH_HAND, {-.028, .85, .172}}, true, .040, 1},
    {{UH_HAND, {-.028, .82, .168}}, {UH_HAND, {-.028, .70, .166}}, true, .048, 2.4},
    {{UH_THIGH, {0, .90, .086}}, {UH_SHANK, {0, .50, .086}}, true, .078, 1},
    {{UH_SHANK, {0, .50, .086}}, {UH_FOOT, {0, .07, .086}}, true, .050, 1},
    {{UH_FOOT, {-.03, .03, .086}}, {UH_TOES, {.18, .02, .086}}, true, .045, 1.8},
};

// What it costs to come near the picture's edge.
static const double outside = 1;

// Rows of that table; those of the trunk come first.
enum { NECK = 2, HEAD, HAIR, COLLAR, CHEST, HAND = 9, LIMBS = sizeof limbs / sizeof limbs[0] };

static void add_obstacle(struct choice *c, struct uh_vec3 a, struct uh_vec3 b, double radius,
                         double weight) {
    if (c->obstacle_count == OBSTACLES) return;
    c->obstacles[c->obstacle_count++] =
        (struct obstacle){project(&c->plane, a), project(&c->plane, b),
                          radius * c->skeleton->scale + .022 * c->measure, weight};
}

static struct uh_vec3 point_of(const struct choice *c, const struct uh_muscle_point *point,
                               int side) {
    return uh_point_on(c->skeleton, c->end, point->bone, side, point->at);
}

// Lit muscles, where they are on the side that is seen.
static void add_muscle(struct choice *c, int muscle, int side) {
    const struct uh_muscle_path *path = &uh_muscle_paths[muscle];
    int kind = c->figure->arrow_kind;
    const double weight = kind == UH_ARROW_SWEEP ? .4 : kind == UH_ARROW_CIRCLE ? .1 : 1.6;
    struct uh_vec3 inner = uh_mix(c->end->at[UH_LUMBAR_1], c->end->at[UH_NECK_1], .6);
    for (int f = 0; f < path->fibre_count; f++)
        for (int i = 0; i + 1 < path->point_count; i++) {
            struct uh_vec3 a = point_of(c, &path->fibre[f][i], side),
                           b = point_of(c, &path->fibre[f][i + 1], side);
            struct uh_vec3 out = uh_sub(uh_mix(a, b, .5), inner);
            if (uh_dot(out, c->camera->toward) > -.02) add_obstacle(c, a, b, .026, weight);
        }
}

// The middle of a palm.
static struct uh_vec3 palm_of(const struct choice *c, int side) {
    struct uh_muscle_point palm = {UH_HAND, {-.028, .769, .156}};
    return point_of(c, &palm, side);
}

// Dumbbells, about as large as they are from any side.
static void add_dumbbells(struct choice *c) {
    for (int side = 0; side < 2; side++)
        if (c->figure->dumbbells >> side & 1)
            add_obstacle(c, palm_of(c, side), palm_of(c, side), .115, 2);
}

// Bands and what they hang on.
static void add_bands(struct choice *c) {
    struct uh_vec3 anchor = c->figure->band_anchor, foot = anchor;
    foot.y = 0;
    add_obstacle(c, anchor, foot, .05, .9);
    for (int side = 0; side < 2; side++) add_obstacle(c, anchor, palm_of(c, side), .01, .8);
}

// The trunk is nearer to level than to upright.
static bool lies(const struct choice *c) {
    return fabs(uh_turn(&c->end->turn[UH_THORAX_2], uh_vec3(0, 1, 0)).y) < .6;
}

// How much of its weight a limb keeps: what goes round a trunk that lies runs over it, what goes
// round the crown over the hair, what circles round a shoulder over that; what swings before the
// chest does so close under the chin.
static double part_that_counts(const struct choice *c, int limb) {
    const double trunk = .4, little = .1, hair = .1;
    bool head = limb == HEAD || limb == HAIR,
         before = limb <= NECK || limb == COLLAR || limb == CHEST;
    switch (c->figure->arrow_kind) {
    case UH_ARROW_SWEEP: // a hand swings wide of it
        return before && uh_site_bone(c->figure->arrow[0]) != UH_HAND ? little : 1;
    case UH_ARROW_CIRCLE:
        return head || limb == HAND ? 1 : 0;
    case UH_ARROW_TURN:
        return head ? hair : limb < NECK && lies(c) ? trunk : 1;
    default:
        return 1;
    }
}

// Head and arms where they were: an arrow beside the ghost is seen better than one on it.
static void add_ghost(struct choice *c) {
    const double light = .12;
    for (int i = NECK; i < LIMBS; i++)
        for (int side = 0; side <= (limbs[i].paired ? 1 : 0); side++) {
            const struct limb *l = &limbs[i];
            add_obstacle(c, uh_point_on(c->skeleton, c->start, l->from.bone, side, l->from.at),
                         uh_point_on(c->skeleton, c->start, l->to.bone, side, l->to.at), l->radius,
                         light);
        }
}

void list_obstacles(struct choice *c) {
    if (c->figure->arrow_kind == UH_ARROW_WAY) add_ghost(c);
    if (c->figure->props & UH_PROP_BAND) add_bands(c);
    add_dumbbells(c);
    for (int i = 0; i < LIMBS; i++)
        for (int side = 0; side <= (limbs[i].paired ? 1 : 0); side++)
            add_obstacle(c, point_of(c, &limbs[i].from, side), point_of(c, &limbs[i].to, side),
                         limbs[i].radius, limbs[i].weight * part_that_counts(c, i));
    for (int muscle = 0; muscle < UH_MUSCLE_COUNT; muscle++)
        for (int side = 0; side < 2; side++)
            if (c->figure->targets[side] >> muscle & 1) add_muscle(c, muscle, side);
}

static double spot_to_line(struct uh_spot s, struct uh_spot a, struct uh_spot b) {
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, squared = dx * dx + dy * dy;
    double t = squared > 1e-9 ? ((s.x - a.x) * dx + (s.y - a.y) * dy) / squared : 0;
    t = uh_bound(t, 0, 1);
    return uh_span(s.x - a.x - t * dx, s.y - a.y - t * dy);
}

// What it costs to have an arrow pass here.
static double cost_at(const struct choice *c, struct uh_vec3 at) {
    const double deep = .07;
    struct uh_spot s = project(&c->plane, at);
    double x = c->camera->x + c->camera->scale * s.x, y = c->camera->y + c->camera->scale * s.y,
           edge = .045 * c->measure * c->camera->scale, cost = 0;
    for (int i = 0; i < c->obstacle_count; i++) {
        const struct obstacle *o = &c->obstacles[i];
        double apart = spot_to_line(s, o->a, o->b) - o->radius;
        if (apart < 0) cost += o->weight * fmin(deep, -apart);
    }
    bool inside =
        x > edge && y > edge && x < c->camera->width - edge && y < c->camera->height - edge;
    return cost + (inside ? 0 : outside);
}

// How long a path is on the picture, in metres.
double length_seen(const struct uh_camera *camera, const struct uh_vec3 *at) {
    double sum = 0;
    for (int i = 1; i < STEPS; i++) {
        struct uh_vec3 d = uh_sub(at[i], at[i - 1]);
        sum += uh_span(uh_dot(d, camera->right), uh_dot(d, camera->up));
    }
    return sum;
}

// What an arrow here costs: the mean of what it lies on, its ends counting more.
double cost_of(const struct choice *c, const struct uh_vec3 path[STEPS], uint32_t behind) {
    const double hidden = .035, hidden_end = .30, end = 2;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
        bool last = i >= STEPS - 4;
        double cost = cost_at(c, path[i]);
        if (behind >> i & 1 && cost > 0 && cost < outside) cost = last ? hidden_end : hidden;
        sum += cost * (last ? end : 1);
    }
    return sum / (STEPS + 4 * (end - 1));
}

// Makes a path an arrow of the hint.
void keep_path(struct choice *c, int arrow, const struct uh_vec3 path[STEPS], uint32_t behind) {
    c->hint->arrow_count = arrow + 1;
    c->hint->point_count = STEPS;
    c->hint->behind[arrow] = behind;
    memcpy(c->hint->points[arrow], path, sizeof(struct uh_vec3) * STEPS);
}
