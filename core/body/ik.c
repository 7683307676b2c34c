// SPDX-License-Identifier: Apache-2.0
// Whole-body inverse kinematics: one weighted Levenberg-Marquardt over all 53 degrees of freedom
// (Nocedal and Wright, Numerical Optimization, ch. 10), with the analytic Jacobian.
//
// Limits of angle are a box: a degree of freedom that a step would push through its bound is pinned
// there and the step solved again for the rest, so that the others make up for it. Clamping after
// the step instead makes contacts slip and the iteration cycle. Twist and swing cones of the ball
// joints are one-sided springs. A step that raises the cost is undone and damped.
#include "contacts.h"
#include "equations.h"

#include <math.h>
#include <string.h>

enum { LIMIT_WEIGHT = 150, PIN_PASSES = 5 };
#define STEP_MAX .35   // radians or metres, in one step
#define STEP_DONE 3e-4 // a step this small ends it

void uh_prior_init(const struct uh_skeleton *skeleton, struct uh_prior *prior) {
    uh_pose_neutral(skeleton, &prior->pose);
    for (int j = 0; j < UH_JOINT_COUNT; j++)
        for (int c = 0; c < 3; c++) prior->weight[j][c] = skeleton->joint[j].stiffness;
    for (int c = 0; c < 3; c++) prior->place[c] = .02;
    prior->turn = .05;
}

static void add_diagonal(struct equations *eq, int dof, double miss, double weight) {
    eq->a[dof][dof] += weight;
    eq->g[dof] += weight * miss;
    eq->cost += weight * miss * miss;
}

// Twist beyond its range, and swing beyond a cone, as springs on the joint's own three axes.
static void add_ball_limits(struct equations *eq, const struct uh_skeleton *skeleton, int joint,
                            const struct uh_mat3 *ball) {
    const struct uh_joint_kind *kind = &skeleton->joint[joint];
    int dof = skeleton->first_dof[joint];
    double twist = uh_ball_twist(ball);
    double over = twist - uh_bound(twist, kind->low.y, kind->high.y);
    if (over != 0) add_diagonal(eq, dof + 1, over, LIMIT_WEIGHT);
    for (int k = 0; k < UH_CONE_COUNT; k++) {
        struct uh_vec3 axis;
        double excess = uh_cone_excess(joint, ball, k, &axis);
        if (excess <= 0) continue;
        for (int a = 0; a < 3; a++) {
            eq->g[dof + a] += LIMIT_WEIGHT * excess * uh_part(axis, a);
            for (int b = 0; b <= a; b++)
                eq->a[dof + a][dof + b] += LIMIT_WEIGHT * uh_part(axis, a) * uh_part(axis, b);
        }
        eq->cost += LIMIT_WEIGHT * excess * excess;
    }
}

static void add_prior(struct equations *eq, const struct uh_skeleton *skeleton,
                      const struct uh_pose *pose, const struct uh_prior *prior) {
    struct uh_vec3 moved = uh_sub(pose->place, prior->pose.place);
    struct uh_mat3 back = uh_back(&prior->pose.turn), turned = uh_times(&pose->turn, &back);
    struct uh_vec3 turn = uh_rotation_log(&turned);
    for (int c = 0; c < 3; c++) {
        add_diagonal(eq, c, uh_part(moved, c), prior->place[c]);
        add_diagonal(eq, 3 + c, uh_part(turn, c), prior->turn);
    }
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *kind = &skeleton->joint[j];
        struct uh_vec3 off = kind->ball ? uh_rotation_between(&prior->pose.ball[j], &pose->ball[j])
                                        : uh_sub(pose->bend[j], prior->pose.bend[j]);
        int dof = skeleton->first_dof[j];
        for (int c = 0; c < 3; c++)
            if (kind->axes >> c & 1) add_diagonal(eq, dof++, uh_part(off, c), prior->weight[j][c]);
        if (kind->ball) add_ball_limits(eq, skeleton, j, &pose->ball[j]);
    }
}

static void gather(struct equations *eq, const struct uh_skeleton *skeleton,
                   const struct uh_pose *pose, const struct uh_prior *prior,
                   const struct uh_goal *goals, int goal_count, const struct uh_world *world) {
    struct stance stance;
    stance_init(&stance, skeleton, pose);
    memset(eq, 0, sizeof *eq);
    for (int i = 0; i < goal_count; i++) contacts_add_goal(eq, &stance, &goals[i]);
    contacts_add_world(eq, &stance, world);
    contacts_add_self(eq, &stance);
    add_prior(eq, skeleton, pose, prior);
}

// One limited angle: its degree of freedom, value and box.
struct angle {
    int dof;
    double value, low, high;
};

static int list_angles(const struct uh_skeleton *skeleton, const struct uh_pose *pose,
                       struct angle angles[UH_DOF_COUNT]) {
    int n = 0;
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *kind = &skeleton->joint[j];
        int dof = skeleton->first_dof[j];
        for (int c = 0; c < 3 && !kind->ball; c++)
            if (kind->axes >> c & 1)
                angles[n++] = (struct angle){dof++, uh_part(pose->bend[j], c),
                                             uh_part(kind->low, c), uh_part(kind->high, c)};
    }
    return n;
}

static double largest(const double step[UH_DOF_COUNT]) {
    double most = 0;
    for (int i = 0; i < UH_DOF_COUNT; i++) most = fmax(most, fabs(step[i]));
    return most;
}

static double shortening(const double step[UH_DOF_COUNT]) {
    double most = largest(step);
    return most > STEP_MAX ? STEP_MAX / most : 1;
}

// The step, with every angle that would leave its box pinned at the bound; returns its scale.
static double find_step(const struct equations *eq, const struct angle *angles, int count,
                        double step[UH_DOF_COUNT]) {
    bool pinned[UH_DOF_COUNT] = {false};
    double held[UH_DOF_COUNT] = {0};
    for (int i = 0; i < count; i++) {
        const struct angle *a = &angles[i];
        pinned[a->dof] = (a->value <= a->low + 1e-9 && eq->g[a->dof] > 0) ||
                         (a->value >= a->high - 1e-9 && eq->g[a->dof] < 0);
    }
    for (int pass = 0; pass < PIN_PASSES; pass++) {
        memcpy(step, held, sizeof held);
        equations_solve(eq, pinned, step);
        double scale = shortening(step);
        bool clean = true;
        for (int i = 0; i < count; i++) {
            const struct angle *a = &angles[i];
            double next = a->value + scale * step[a->dof];
            if (pinned[a->dof] || (next >= a->low - 1e-9 && next <= a->high + 1e-9)) continue;
            pinned[a->dof] = true;
            held[a->dof] = uh_bound(next, a->low, a->high) - a->value;
            clean = false;
        }
        if (clean) break;
    }
    return shortening(step);
}

static void take_step(const struct uh_skeleton *skeleton, struct uh_pose *pose, const double *step,
                      double scale) {
    pose->place = uh_add(pose->place, uh_scale(uh_vec3(step[0], step[1], step[2]), scale));
    struct uh_mat3 turn = uh_rotation(uh_scale(uh_vec3(step[3], step[4], step[5]), scale));
    pose->turn = uh_times(&turn, &pose->turn);
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *kind = &skeleton->joint[j];
        double d[3] = {0};
        int dof = skeleton->first_dof[j];
        for (int c = 0; c < 3; c++)
            if (kind->axes >> c & 1) d[c] = scale * step[dof++];
        struct uh_vec3 change = uh_vec3(d[0], d[1], d[2]);
        if (kind->ball) {
            struct uh_mat3 own = uh_rotation(change);
            pose->ball[j] = uh_times(&pose->ball[j], &own);
            continue;
        }
        struct uh_vec3 v = uh_add(pose->bend[j], change);
        pose->bend[j] = uh_vec3(uh_bound(v.x, kind->low.x, kind->high.x),
                                uh_bound(v.y, kind->low.y, kind->high.y),
                                uh_bound(v.z, kind->low.z, kind->high.z));
    }
}

double uh_ik_worst_contact(const struct uh_skeleton *skeleton, const struct uh_pose *pose,
                           const struct uh_goal *goals, int count) {
    struct uh_posture posture;
    uh_posture_of(skeleton, pose, &posture);
    double worst = 0;
    for (int i = 0; i < count; i++)
        if (goals[i].weight >= UH_CONTACT_WEIGHT)
            worst = fmax(worst, uh_goal_miss(skeleton, &posture, &goals[i]));
    return worst;
}

void uh_ik_solve(const struct uh_skeleton *skeleton, struct uh_pose *pose,
                 const struct uh_prior *prior, const struct uh_goal *goals, int goal_count,
                 const struct uh_world *world, int steps, struct uh_ik_report *report) {
    struct equations now, best;
    struct uh_pose back = *pose;
    double damping = 1e-3, before = 1e30, moved = 1;
    bool accepted = true;
    int step = 0;
    for (;; step++) {
        gather(&now, skeleton, pose, prior, goals, goal_count, world);
        if (step > 0 && now.cost > before * 1.0001 + 1e-9 && damping < 10) {
            *pose = back;
            now = best;
            damping = damping * 6 + 1e-3;
            accepted = false;
        } else {
            bool settled = before - now.cost < 1e-5 * (1e-3 + now.cost) && moved < 2e-2;
            if (step > 0 && accepted && settled) break;
            best = now;
            back = *pose;
            before = now.cost;
            damping = fmax(damping * .25, 1e-6);
            accepted = true;
        }
        if (step >= steps) break;
        for (int i = 0; i < UH_DOF_COUNT; i++) now.a[i][i] += damping;
        struct angle angles[UH_DOF_COUNT];
        int count = list_angles(skeleton, pose, angles);
        double change[UH_DOF_COUNT], scale = find_step(&now, angles, count, change);
        moved = largest(change) * scale;
        take_step(skeleton, pose, change, scale);
        if (moved < STEP_DONE) break;
    }
    if (!report) return;
    report->steps = step;
    report->worst_contact = uh_ik_worst_contact(skeleton, pose, goals, goal_count);
}

// Above forty degrees of raising, the clavicle rises by about a quarter of the rest, and turns
// forward or back with the arm (Inman, Saunders and Abbott 1944; Ludewig 2009).
void uh_scapular_rhythm(const struct uh_pose *pose, struct uh_prior *prior) {
    for (int side = 0; side < 2; side++) {
        int clavicle = uh_joint_on(UH_JOINT_CLAVICLE, side);
        if (prior->weight[clavicle][0] > 2) continue;
        double sign = side == UH_SIDE_LEFT ? -1 : 1;
        const struct uh_mat3 *ball = &pose->ball[uh_joint_on(UH_JOINT_SHOULDER, side)];
        struct uh_vec3 arm = uh_scale(uh_column(ball, 1), -1);
        double raise = uh_acos(uh_bound(-arm.y, -1, 1));
        prior->pose.bend[clavicle].x = -sign * fmax(0, raise - uh_radians(40)) * .26;
        if (prior->weight[clavicle][1] > 2) continue;
        prior->pose.bend[clavicle].y =
            sign * .28 * (arm.x - .35 * fabs(arm.z)) * (1 - arm.y * arm.y);
    }
}
