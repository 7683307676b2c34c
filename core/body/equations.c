// SPDX-License-Identifier: Apache-2.0
#include "equations.h"

#include <math.h>
#include <string.h>

// A joint's share of a rotation vector v turns its bone about the columns of the left Jacobian of
// the rotation group: I + (1-cos)/t^2 [v] + (t-sin)/t^3 [v]^2.
static void spread_axes(struct stance *stance, int bone, struct uh_vec3 bend) {
    double share = uh_bone_share(bone);
    struct uh_vec3 v = uh_scale(bend, share);
    double angle = uh_length(v), first = .5, second = 1. / 6;
    if (angle > 1e-6) {
        first = (1 - uh_cos(angle)) / (angle * angle);
        second = (angle - uh_sin(angle)) / (angle * angle * angle);
    }
    for (int c = 0; c < 3; c++) {
        struct uh_vec3 once = uh_cross(v, uh_axis(c)), twice = uh_cross(v, once);
        struct uh_vec3 local =
            uh_add(uh_axis(c), uh_add(uh_scale(once, first), uh_scale(twice, second)));
        stance->axis[bone][c] = uh_turn(&stance->posture.parent_turn[bone], uh_scale(local, share));
    }
}

void stance_init(struct stance *stance, const struct uh_skeleton *skeleton,
                 const struct uh_pose *pose) {
    stance->skeleton = skeleton;
    uh_posture_of(skeleton, pose, &stance->posture);
    for (int b = 1; b < UH_BONE_COUNT; b++) {
        int joint = uh_bone_joint(b);
        if (skeleton->joint[joint].ball)
            for (int c = 0; c < 3; c++) stance->axis[b][c] = uh_column(&stance->posture.turn[b], c);
        else
            spread_axes(stance, b, pose->bend[joint]);
    }
}

static void add_turn(struct uh_vec3 *by, struct uh_vec3 axis, struct uh_vec3 arm, double sign) {
    *by = uh_add(*by, uh_scale(uh_cross(axis, arm), sign));
}

void motion_add_point(struct motion *motion, const struct stance *stance, int bone,
                      struct uh_vec3 point, double sign) {
    for (int b = bone; b > 0; b = uh_bone_parent(b)) {
        int joint = uh_bone_joint(b), dof = stance->skeleton->first_dof[joint];
        struct uh_vec3 arm = uh_sub(point, stance->posture.at[b]);
        for (int c = 0; c < 3; c++)
            if (stance->skeleton->joint[joint].axes >> c & 1)
                add_turn(&motion->by[dof++], stance->axis[b][c], arm, sign);
    }
    struct uh_vec3 arm = uh_sub(point, stance->posture.at[UH_PELVIS]);
    for (int c = 0; c < 3; c++) {
        motion->by[c] = uh_add(motion->by[c], uh_scale(uh_axis(c), sign));
        add_turn(&motion->by[3 + c], uh_axis(c), arm, sign);
    }
}

void motion_add_direction(struct motion *motion, const struct stance *stance, int bone,
                          struct uh_vec3 direction, double sign) {
    for (int b = bone; b > 0; b = uh_bone_parent(b)) {
        int joint = uh_bone_joint(b), dof = stance->skeleton->first_dof[joint];
        for (int c = 0; c < 3; c++)
            if (stance->skeleton->joint[joint].axes >> c & 1)
                add_turn(&motion->by[dof++], stance->axis[b][c], direction, sign);
    }
    for (int c = 0; c < 3; c++) add_turn(&motion->by[3 + c], uh_axis(c), direction, sign);
}

void equations_add(struct equations *equations, const struct motion *motion,
                   struct uh_vec3 direction, double miss, double weight) {
    double row[UH_DOF_COUNT];
    int used[UH_DOF_COUNT], count = 0;
    for (int i = 0; i < UH_DOF_COUNT; i++) {
        row[i] = uh_dot(motion->by[i], direction);
        if (row[i] != 0) used[count++] = i;
    }
    for (int a = 0; a < count; a++) {
        int i = used[a];
        double weighted = weight * row[i];
        equations->g[i] += weighted * miss;
        for (int b = 0; b <= a; b++) equations->a[i][used[b]] += weighted * row[used[b]];
    }
    equations->cost += weight * miss * miss;
}

void equations_add_all(struct equations *equations, const struct motion *motion,
                       struct uh_vec3 miss, unsigned axes, double weight) {
    for (int c = 0; c < 3; c++)
        if (axes >> c & 1) equations_add(equations, motion, uh_axis(c), uh_part(miss, c), weight);
}

static double entry(const struct equations *equations, int i, int j) {
    return i > j ? equations->a[i][j] : equations->a[j][i];
}

// Cholesky over the free entries; pinned ones move to the right-hand side.
void equations_solve(const struct equations *equations, const bool pinned[UH_DOF_COUNT],
                     double step[UH_DOF_COUNT]) {
    double l[UH_DOF_COUNT][UH_DOF_COUNT], y[UH_DOF_COUNT];
    int map[UH_DOF_COUNT], n = 0;
    for (int i = 0; i < UH_DOF_COUNT; i++)
        if (!pinned[i]) map[n++] = i;
    for (int i = 0; i < n; i++) {
        y[i] = -equations->g[map[i]];
        for (int k = 0; k < UH_DOF_COUNT; k++)
            if (pinned[k] && step[k] != 0) y[i] -= entry(equations, map[i], k) * step[k];
        for (int k = 0; k <= i; k++) {
            double sum = equations->a[map[i]][map[k]];
            for (int z = 0; z < k; z++) sum -= l[i][z] * l[k][z];
            l[i][k] = i == k ? sqrt(sum > 1e-12 ? sum : 1e-12) : sum / l[k][k];
        }
    }
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++) y[i] -= l[i][k] * y[k];
        y[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++) y[i] -= l[k][i] * y[k];
        y[i] /= l[i][i];
    }
    for (int i = 0; i < n; i++) step[map[i]] = y[i];
}
