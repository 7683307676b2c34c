// SPDX-License-Identifier: Apache-2.0
// Contacts: floor, wall, chair and door frame are planes with extents; rollers, rolled towels and
// bars are cylinders; hands meet the body at sites. Surfaces push only from their own side. Arms
// are kept out of trunk and head by spheres.
#include "contacts.h"

#include <math.h>
#include <string.h>

enum { PUSH_WORLD = 400, PUSH_SELF = 60 };

static struct uh_vec3 site_at(const struct stance *stance, int site) {
    return uh_site_at(stance->skeleton, &stance->posture, site);
}

// From the axis of a cylinder to a point, at right angles.
static struct uh_vec3 from_axis(struct uh_vec3 point, struct uh_vec3 centre, struct uh_vec3 axis) {
    struct uh_vec3 arm = uh_sub(point, centre);
    return uh_sub(arm, uh_scale(axis, uh_dot(arm, axis)));
}

static void add_point(struct equations *equations, const struct stance *stance,
                      const struct uh_goal *goal) {
    struct motion motion = {0};
    struct uh_vec3 p = site_at(stance, goal->what);
    motion_add_point(&motion, stance, uh_site_bone(goal->what), p, 1);
    equations_add_all(equations, &motion, uh_sub(p, goal->at), goal->axes, goal->weight);
}

static void add_plane(struct equations *equations, const struct stance *stance,
                      const struct uh_goal *goal) {
    struct motion motion = {0};
    struct uh_vec3 p = site_at(stance, goal->what);
    motion_add_point(&motion, stance, uh_site_bone(goal->what), p, 1);
    double miss =
        uh_dot(p, goal->along) - goal->distance - uh_site_radius(stance->skeleton, goal->what);
    equations_add(equations, &motion, goal->along, miss, goal->weight);
}

static struct uh_vec3 touched_at(const struct uh_skeleton *skeleton,
                                 const struct uh_posture *posture, const struct uh_goal *goal) {
    struct uh_vec3 offset =
        uh_turn(&posture->turn[uh_site_bone(goal->other)], uh_scale(goal->along, skeleton->scale));
    return uh_add(uh_site_at(skeleton, posture, goal->other), offset);
}

static void add_touch(struct equations *equations, const struct stance *stance,
                      const struct uh_goal *goal) {
    struct motion motion = {0};
    struct uh_vec3 p = site_at(stance, goal->what);
    struct uh_vec3 q = touched_at(stance->skeleton, &stance->posture, goal);
    motion_add_point(&motion, stance, uh_site_bone(goal->what), p, 1);
    motion_add_point(&motion, stance, uh_site_bone(goal->other), q, -1);
    equations_add_all(equations, &motion, uh_sub(p, q), 7, goal->weight);
}

static void add_round(struct equations *equations, const struct stance *stance,
                      const struct uh_goal *goal) {
    struct motion motion = {0};
    struct uh_vec3 p = site_at(stance, goal->what), out = from_axis(p, goal->at, goal->along);
    double length = uh_length(out);
    if (length < 1e-6) return;
    motion_add_point(&motion, stance, uh_site_bone(goal->what), p, 1);
    equations_add(equations, &motion, uh_scale(out, 1 / length), length - goal->distance,
                  goal->weight);
}

// The other bone is not asked to turn: a hand follows the head, not the head the hand.
static void add_direction(struct equations *equations, const struct stance *stance,
                          const struct uh_goal *goal) {
    struct motion motion = {0};
    const struct uh_mat3 *turn = stance->posture.turn;
    struct uh_vec3 d = uh_turn(&turn[goal->what], goal->along);
    struct uh_vec3 wanted =
        goal->kind == UH_GOAL_TURN ? uh_turn(&turn[goal->other], goal->at) : goal->at;
    motion_add_direction(&motion, stance, goal->what, d, 1);
    equations_add_all(equations, &motion, uh_sub(d, wanted), 7, goal->weight);
}

void contacts_add_goal(struct equations *equations, const struct stance *stance,
                       const struct uh_goal *goal) {
    static void (*const add[])(struct equations *, const struct stance *,
                               const struct uh_goal *) = {
        [UH_GOAL_POINT] = add_point, [UH_GOAL_PLANE] = add_plane,   [UH_GOAL_TOUCH] = add_touch,
        [UH_GOAL_ROUND] = add_round, [UH_GOAL_AIM] = add_direction, [UH_GOAL_TURN] = add_direction,
    };
    add[goal->kind](equations, stance, goal);
}

double uh_goal_miss(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                    const struct uh_goal *goal) {
    if (goal->kind == UH_GOAL_AIM || goal->kind == UH_GOAL_TURN) return 0;
    struct uh_vec3 p = uh_site_at(skeleton, posture, goal->what);
    double radius = uh_site_radius(skeleton, goal->what);
    switch (goal->kind) {
    case UH_GOAL_PLANE:
        return fabs(uh_dot(p, goal->along) - goal->distance - radius);
    case UH_GOAL_TOUCH:
        return uh_length(uh_sub(p, touched_at(skeleton, posture, goal)));
    case UH_GOAL_ROUND:
        return fabs(uh_length(from_axis(p, goal->at, goal->along)) - goal->distance);
    default:
        break;
    }
    struct uh_vec3 miss = uh_sub(p, goal->at);
    return uh_length(uh_vec3(goal->axes & 1 ? miss.x : 0, goal->axes & 2 ? miss.y : 0,
                             goal->axes & 4 ? miss.z : 0));
}

// The bodies of flesh that stay out of surfaces: every site with a radius, and hands and tips.
static bool is_solid(int site) {
    const struct uh_site_kind *kind = &uh_sites[site / 2];
    if (site % 2 && !kind->paired) return false;
    return kind->radius > 0 || strcmp(kind->name, "palm") == 0 || strcmp(kind->name, "tips") == 0;
}

static bool inside(struct uh_vec3 p, struct uh_vec3 low, struct uh_vec3 high) {
    return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y && p.z >= low.z &&
           p.z <= high.z;
}

// How deep a ball is behind a surface or in a cylinder, and the way out.
static double surface_depth(const struct uh_surface *surface, struct uh_vec3 p, double radius,
                            struct uh_vec3 *out) {
    if (!inside(p, surface->low, surface->high)) return 0;
    *out = surface->normal;
    return fmax(0, radius + surface->distance - uh_dot(p, surface->normal));
}

static double cylinder_depth(const struct uh_cylinder *cylinder, struct uh_vec3 p, double radius,
                             struct uh_vec3 *out) {
    if (fabs(uh_dot(uh_sub(p, cylinder->centre), cylinder->axis)) > cylinder->half_length) return 0;
    struct uh_vec3 arm = from_axis(p, cylinder->centre, cylinder->axis);
    double length = uh_length(arm);
    if (length < 1e-6) return 0;
    *out = uh_scale(arm, 1 / length);
    return fmax(0, cylinder->radius + radius - length);
}

static double obstacle_depth(const struct uh_world *world, int obstacle, struct uh_vec3 p,
                             double radius, struct uh_vec3 *out) {
    return obstacle < world->surface_count
               ? surface_depth(&world->surface[obstacle], p, radius, out)
               : cylinder_depth(&world->cylinder[obstacle - world->surface_count], p, radius, out);
}

void contacts_add_world(struct equations *equations, const struct stance *stance,
                        const struct uh_world *world) {
    for (int site = 0; site < uh_site_count * 2; site++) {
        if (!is_solid(site)) continue;
        struct uh_vec3 p = site_at(stance, site), out;
        double radius = uh_site_radius(stance->skeleton, site);
        for (int o = 0; o < world->surface_count + world->cylinder_count; o++) {
            double depth = obstacle_depth(world, o, p, radius, &out);
            if (depth <= 0) continue;
            struct motion motion = {0};
            motion_add_point(&motion, stance, uh_site_bone(site), p, 1);
            equations_add(equations, &motion, out, -depth, PUSH_WORLD);
        }
    }
}

double uh_world_depth(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                      const struct uh_world *world, int *worst) {
    double deepest = 0;
    for (int site = 0; site < uh_site_count * 2; site++) {
        if (!is_solid(site)) continue;
        struct uh_vec3 p = uh_site_at(skeleton, posture, site), out;
        for (int o = 0; o < world->surface_count + world->cylinder_count; o++) {
            double depth = obstacle_depth(world, o, p, uh_site_radius(skeleton, site), &out);
            if (depth <= deepest) continue;
            deepest = depth;
            if (worst) *worst = site;
        }
    }
    return deepest;
}

static const struct ball {
    int bone;
    struct uh_vec3 at;
    double radius;
} trunk[] = {
    {UH_LUMBAR_2, {.0, 1.05, 0}, .115},     {UH_THORAX_2, {.0, 1.21, .05}, .105},
    {UH_THORAX_2, {.0, 1.21, -.05}, .105},  {UH_THORAX_3, {-.01, 1.31, .05}, .10},
    {UH_THORAX_3, {-.01, 1.31, -.05}, .10}, {UH_PELVIS, {0, .92, .05}, .12},
    {UH_PELVIS, {0, .92, -.05}, .12},       {UH_HEAD, {.0, 1.61, 0}, .088},
};

static const char *const arm_sites[] = {"palm", "wrist", "forearm", "elbow"};

enum { TRUNK_BALLS = sizeof trunk / sizeof trunk[0], ARM_SITES = 4 };

static int arm_site(int k) {
    const char *name = arm_sites[k / 2];
    for (int i = 0; i < uh_site_count; i++)
        if (strcmp(uh_sites[i].name, name) == 0) return i * 2 + k % 2;
    return 0;
}

void contacts_add_self(struct equations *equations, const struct stance *stance) {
    for (int k = 0; k < ARM_SITES * 2; k++) {
        int site = arm_site(k);
        struct uh_vec3 p = site_at(stance, site);
        for (int t = 0; t < TRUNK_BALLS; t++) {
            const struct ball *b = &trunk[t];
            struct uh_vec3 c =
                uh_point_on(stance->skeleton, &stance->posture, b->bone, UH_SIDE_RIGHT, b->at);
            struct uh_vec3 arm = uh_sub(p, c);
            double length = uh_length(arm), room = b->radius * stance->skeleton->scale +
                                                   uh_site_radius(stance->skeleton, site);
            if (length >= room || length < 1e-6) continue;
            struct motion motion = {0};
            motion_add_point(&motion, stance, uh_site_bone(site), p, 1);
            motion_add_point(&motion, stance, b->bone, c, -1);
            equations_add(equations, &motion, uh_scale(arm, 1 / length), length - room, PUSH_SELF);
        }
    }
}

double uh_self_depth(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                     int *worst) {
    double deepest = 0;
    for (int k = 0; k < ARM_SITES * 2; k++) {
        int site = arm_site(k);
        struct uh_vec3 p = uh_site_at(skeleton, posture, site);
        for (int t = 0; t < TRUNK_BALLS; t++) {
            const struct ball *b = &trunk[t];
            struct uh_vec3 c = uh_point_on(skeleton, posture, b->bone, UH_SIDE_RIGHT, b->at);
            double depth = b->radius * skeleton->scale + uh_site_radius(skeleton, site) -
                           uh_length(uh_sub(p, c));
            if (depth <= deepest) continue;
            deepest = depth;
            if (worst) *worst = site;
        }
    }
    return deepest;
}
