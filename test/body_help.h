// SPDX-License-Identifier: Apache-2.0
// Bodies in random but possible poses, for tests.
#ifndef TEST_BODY_HELP_H
#define TEST_BODY_HELP_H

#include "unhunch/body.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline void near(double value, double expected, double tolerance) {
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("%.9f is not %.9f within %g", value, expected, tolerance);
}

static inline double random_part(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / 16777216.0;
}

static inline void random_pose(const struct uh_skeleton *skeleton, struct uh_pose *pose,
                               uint32_t *seed) {
    uh_pose_neutral(skeleton, pose);
    pose->turn = uh_rotation(uh_vec3(random_part(seed), random_part(seed), random_part(seed)));
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *k = &skeleton->joint[j];
        double u[3] = {random_part(seed), random_part(seed), random_part(seed)};
        if (k->ball)
            pose->ball[j] = uh_ball_turn(j, 120 * u[0] - 20, 110 * u[1], 60 * u[2] - 30);
        else
            pose->bend[j] = uh_vec3(k->low.x + (k->high.x - k->low.x) * u[0],
                                    k->low.y + (k->high.y - k->low.y) * u[1],
                                    k->low.z + (k->high.z - k->low.z) * u[2]);
    }
}

#endif
