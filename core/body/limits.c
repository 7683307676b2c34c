// SPDX-License-Identifier: Apache-2.0
// How far joints go.
//
// Ranges are those commonly tabled for adults (AAOS 1965 for the limbs; White and Panjabi 1990 for
// the spine, summed over the levels of each group). Hinges and the spine have a box of angles. A
// ball joint has a limit of twist about the bone's long axis, and swing cones: the long axis, seen
// in the parent's frame, stays within an angle of the cone's axis.
#include "limits.h"

#include <math.h>

struct range {
    const char *name;
    bool ball;
    unsigned axes;
    struct uh_vec3 low, high; // degrees; x to the right, y to the left, z extension
    double stiffness;
};

static const struct range ranges[UH_LEFT_JOINTS] = {
    [UH_JOINT_LUMBAR] = {"lumbar", false, 7, {-25, -12, -55}, {25, 12, 28}, 1.5},
    [UH_JOINT_LOW_THORAX] = {"lower thorax", false, 7, {-15, -22, -22}, {15, 22, 16}, 1.5},
    [UH_JOINT_HIGH_THORAX] = {"upper thorax", false, 7, {-12, -20, -18}, {12, 20, 14}, 1.5},
    [UH_JOINT_NECK] = {"neck", false, 7, {-36, -42, -42}, {36, 42, 48}, .5},
    [UH_JOINT_HEAD] = {"head", false, 7, {-10, -40, -20}, {10, 40, 24}, .5},
    [UH_JOINT_CLAVICLE] = {"clavicle", false, 3, {-38, -18, 0}, {8, 22, 0}, .8},
    [UH_JOINT_SHOULDER] = {"shoulder", true, 7, {0, -100, 0}, {0, 80, 0}, .10},
    [UH_JOINT_ELBOW] = {"elbow", false, 4, {0, 0, -2}, {0, 0, 150}, .04},
    [UH_JOINT_FOREARM] = {"forearm", false, 2, {0, -85, 0}, {0, 85, 0}, .06},
    [UH_JOINT_WRIST] = {"wrist", false, 5, {-88, 0, -22}, {80, 0, 32}, .10},
    [UH_JOINT_HIP] = {"hip", true, 7, {0, -50, 0}, {0, 45, 0}, .12},
    [UH_JOINT_KNEE] = {"knee", false, 4, {0, 0, -158}, {0, 0, 2}, .06},
    [UH_JOINT_ANKLE] = {"ankle", false, 5, {-30, 0, -62}, {20, 0, 28}, .10},
    [UH_JOINT_TOES] = {"toes", false, 4, {0, 0, -30}, {0, 0, 75}, .15},
};

static struct uh_vec3 radians(double x, double y, double z) {
    return uh_vec3(uh_radians(x), uh_radians(y), uh_radians(z));
}

// On the left, turns about x and y run the other way.
void uh_joint_kinds(struct uh_joint_kind joints[UH_JOINT_COUNT]) {
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        bool left = j >= UH_LEFT_JOINTS;
        const struct range *r = &ranges[left ? j - UH_SIDE_JOINTS : j];
        struct uh_vec3 low = r->low, high = r->high;
        joints[j] = (struct uh_joint_kind){
            .name = r->name,
            .ball = r->ball,
            .axes = r->axes,
            .low = left ? radians(-high.x, -high.y, low.z) : radians(low.x, low.y, low.z),
            .high = left ? radians(-low.x, -low.y, high.z) : radians(high.x, high.y, high.z),
            .stiffness = r->stiffness,
        };
    }
}

// Twist about the long axis: the y part of the quaternion, the swing taken out.
double uh_ball_twist(const struct uh_mat3 *ball) {
    const double *m = ball->at;
    double w = sqrt(fmax(0, 1 + m[0] + m[4] + m[8])) / 2;
    double y = w > 1e-4 ? (m[2] - m[6]) / (4 * w) : 1;
    double twist = 2 * uh_atan2(y, w);
    return twist > UH_PI ? twist - 2 * UH_PI : twist;
}

static const struct cone {
    int joint;
    struct uh_vec3 axis; // right side, parent's frame
    double degrees;
} cones[UH_CONE_COUNT] = {
    {UH_JOINT_SHOULDER, {.35, .10, .93}, 122},
    {UH_JOINT_SHOULDER, {.958, -.287, 0}, 136},
    {UH_JOINT_HIP, {.75, -.62, .17}, 80},
};

// Excess over one cone, and the local axis about which turning makes it grow.
double uh_cone_excess(int joint, const struct uh_mat3 *ball, int cone, struct uh_vec3 *axis) {
    const struct cone *c = &cones[cone];
    bool left = joint >= UH_LEFT_JOINTS;
    if ((left ? joint - UH_SIDE_JOINTS : joint) != c->joint) return 0;
    struct uh_vec3 centre = uh_unit(left ? uh_flip(c->axis) : c->axis);
    struct uh_vec3 bone = uh_scale(uh_column(ball, 1), -1);
    double excess = uh_acos(uh_bound(uh_dot(centre, bone), -1, 1)) - uh_radians(c->degrees);
    if (excess <= 0) return 0;
    *axis = uh_turn_back(ball, uh_unit(uh_cross(centre, bone)));
    return excess;
}

static double beyond(double value, double low, double high) {
    return value < low ? low - value : value > high ? value - high : 0;
}

static double ball_excess(const struct uh_joint_kind *kind, int joint, const struct uh_mat3 *ball) {
    double worst = beyond(uh_ball_twist(ball), kind->low.y, kind->high.y);
    for (int cone = 0; cone < UH_CONE_COUNT; cone++) {
        struct uh_vec3 axis;
        worst = fmax(worst, uh_cone_excess(joint, ball, cone, &axis));
    }
    return worst;
}

double uh_limit_excess(const struct uh_skeleton *skeleton, const struct uh_pose *pose, int *joint) {
    double worst = 0;
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *kind = &skeleton->joint[j];
        double excess = kind->ball ? ball_excess(kind, j, &pose->ball[j]) : 0;
        for (int axis = 0; axis < 3 && !kind->ball; axis++)
            if (kind->axes >> axis & 1)
                excess = fmax(excess, beyond(uh_part(pose->bend[j], axis), uh_part(kind->low, axis),
                                             uh_part(kind->high, axis)));
        if (excess > worst) {
            worst = excess;
            if (joint) *joint = j;
        }
    }
    return worst;
}

struct uh_mat3 uh_ball_turn(int joint, double plane, double raise, double twist) {
    double sign = joint >= UH_LEFT_JOINTS ? -1 : 1, p = uh_radians(plane);
    struct uh_vec3 axis = uh_vec3(-sign * uh_cos(p), 0, uh_sin(p));
    struct uh_mat3 swing = uh_rotation(uh_scale(axis, uh_radians(raise)));
    struct uh_mat3 own = uh_rotation(uh_vec3(0, sign * uh_radians(twist), 0));
    return uh_times(&swing, &own);
}
