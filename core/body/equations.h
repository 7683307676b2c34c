// SPDX-License-Identifier: Apache-2.0
// The normal equations of a least-squares step over all degrees of freedom, and how each point and
// direction of the body answers to them.
#ifndef UNHUNCH_BODY_EQUATIONS_H
#define UNHUNCH_BODY_EQUATIONS_H

#include "unhunch/body.h"

// Sums of weight * (row' row) and weight * row * miss; only the lower triangle is kept.
struct equations {
    double a[UH_DOF_COUNT][UH_DOF_COUNT];
    double g[UH_DOF_COUNT];
    double cost;
};

// How a point or a direction moves with each degree of freedom.
struct motion {
    struct uh_vec3 by[UH_DOF_COUNT];
};

// The body as it stands, with the world axes that each bone's joint turns about.
struct stance {
    const struct uh_skeleton *skeleton;
    struct uh_posture posture;
    struct uh_vec3 axis[UH_BONE_COUNT][3];
};

void stance_init(struct stance *stance, const struct uh_skeleton *skeleton,
                 const struct uh_pose *pose);
void motion_add_point(struct motion *motion, const struct stance *stance, int bone,
                      struct uh_vec3 point, double sign);
void motion_add_direction(struct motion *motion, const struct stance *stance, int bone,
                          struct uh_vec3 direction, double sign);
void equations_add(struct equations *equations, const struct motion *motion,
                   struct uh_vec3 direction, double miss, double weight);
void equations_add_all(struct equations *equations, const struct motion *motion,
                       struct uh_vec3 miss, unsigned axes, double weight);

// Solves for the step; entries already pinned keep the value in step.
void equations_solve(const struct equations *equations, const bool pinned[UH_DOF_COUNT],
                     double step[UH_DOF_COUNT]);

#endif
