// SPDX-License-Identifier: Apache-2.0
// Balance: the centre of mass over the area that the contacts span, whatever they rest on.
// Segment masses and centres after Winter 2009, table 4.1 (Dempster).
#include "unhunch/body.h"

#include <math.h>

// A share of the body's mass, at a part of the way from one bone to the next.
struct segment {
    int from, to;
    double along, mass;
};

static const struct segment midline[] = {
    {UH_NECK_3, UH_HEAD, 1.6, .081},
    {UH_PELVIS, UH_LUMBAR_2, .3, .142},
    {UH_LUMBAR_3, UH_THORAX_2, .5, .139},
    {UH_THORAX_3, UH_THORAX_5, .4, .216},
};

static const struct segment limbs[] = {
    {UH_UPPER_ARM, UH_FOREARM, .436, .028},
    {UH_RADIUS, UH_HAND, .43, .016},
    {UH_HAND, UH_HAND, 0, .006},
    {UH_THIGH, UH_SHANK, .433, .1},
    {UH_SHANK, UH_FOOT, .433, .0465},
    {UH_FOOT, UH_TOES, .4, .0145},
};

#define COUNT(table) (int)(sizeof table / sizeof table[0])

static void add_segment(const struct uh_posture *posture, const struct segment *segment, int side,
                        struct uh_vec3 *sum, double *mass) {
    int from = segment->from, to = segment->to;
    if (from >= UH_CLAVICLE) from = uh_bone_on(from, side), to = uh_bone_on(to, side);
    struct uh_vec3 at = uh_mix(posture->at[from], posture->at[to], segment->along);
    *sum = uh_add(*sum, uh_scale(at, segment->mass));
    *mass += segment->mass;
}

struct uh_vec3 uh_centre_of_mass(const struct uh_posture *posture) {
    struct uh_vec3 sum = {0};
    double mass = 0;
    for (int i = 0; i < COUNT(midline); i++) add_segment(posture, &midline[i], 0, &sum, &mass);
    for (int i = 0; i < COUNT(limbs) * 2; i++)
        add_segment(posture, &limbs[i / 2], i % 2, &sum, &mass);
    return uh_scale(sum, 1 / mass);
}

struct spot {
    double x, z;
};

static double turn_of(struct spot a, struct spot b, struct spot c) {
    return (b.x - a.x) * (c.z - a.z) - (b.z - a.z) * (c.x - a.x);
}

static double spot_distance(struct spot p, struct spot a, struct spot b) {
    double dx = b.x - a.x, dz = b.z - a.z, squared = dx * dx + dz * dz;
    double u = squared > 0 ? ((p.x - a.x) * dx + (p.z - a.z) * dz) / squared : 0;
    u = uh_bound(u, 0, 1);
    return uh_span(p.x - a.x - u * dx, p.z - a.z - u * dz);
}

// Inside a hull means inside some triangle of its points; outside, the nearest pair counts.
static double distance_outside(struct spot p, const struct spot *spots, int count) {
    double nearest = 1e9;
    for (int i = 0; i < count; i++)
        for (int j = i; j < count; j++) {
            nearest = fmin(nearest, spot_distance(p, spots[i], spots[j]));
            for (int k = j + 1; k < count; k++) {
                double a = turn_of(spots[i], spots[j], p), b = turn_of(spots[j], spots[k], p),
                       c = turn_of(spots[k], spots[i], p);
                if ((a >= 0 && b >= 0 && c >= 0) || (a <= 0 && b <= 0 && c <= 0)) return 0;
            }
        }
    return nearest;
}

// A goal carries weight where it holds a site to something outside the body.
static bool carries(const struct uh_goal *goal) {
    if (goal->weight < UH_CONTACT_WEIGHT) return false;
    return goal->kind == UH_GOAL_PLANE || goal->kind == UH_GOAL_ROUND ||
           (goal->kind == UH_GOAL_POINT && goal->axes == 7);
}

double uh_out_of_balance(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                         const struct uh_goal *goals, int goal_count) {
    struct spot spots[UH_GOAL_MAX];
    int count = 0;
    for (int i = 0; i < goal_count && count < UH_GOAL_MAX; i++) {
        if (!carries(&goals[i])) continue;
        struct uh_vec3 p = uh_site_at(skeleton, posture, goals[i].what);
        spots[count++] = (struct spot){p.x, p.z};
    }
    struct uh_vec3 centre = uh_centre_of_mass(posture);
    return distance_outside((struct spot){centre.x, centre.z}, spots, count);
}
