// SPDX-License-Identifier: Apache-2.0
// The analytic Jacobian against differences.
#include "body_help.h"

#include "body/equations.h"

static struct uh_skeleton skeleton;

static int start(void **state) {
    (void)state;
    uh_skeleton_init(&skeleton, 1.70);
    return 0;
}

// The pose with one degree of freedom moved a little.
static struct uh_pose nudged(const struct uh_pose *pose, int dof, double by) {
    struct uh_pose moved = *pose;
    double d[6] = {0};
    if (dof < 6) {
        d[dof] = by;
        struct uh_mat3 turn = uh_rotation(uh_vec3(d[3], d[4], d[5]));
        moved.place = uh_add(pose->place, uh_vec3(d[0], d[1], d[2]));
        moved.turn = uh_times(&turn, &pose->turn);
        return moved;
    }
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        int at = skeleton.first_dof[j];
        for (int c = 0; c < 3; c++) {
            if (!(skeleton.joint[j].axes >> c & 1)) continue;
            if (at++ != dof) continue;
            struct uh_vec3 change = uh_scale(uh_axis(c), by);
            struct uh_mat3 own = uh_rotation(change);
            if (skeleton.joint[j].ball)
                moved.ball[j] = uh_times(&pose->ball[j], &own);
            else
                moved.bend[j] = uh_add(pose->bend[j], change);
        }
    }
    return moved;
}

static void points_move_as_the_motion_says(void **state) {
    (void)state;
    const double step = 1e-6;
    uint32_t seed = 11;
    for (int n = 0; n < 6; n++) {
        struct uh_pose pose;
        random_pose(&skeleton, &pose, &seed);
        struct stance stance;
        stance_init(&stance, &skeleton, &pose);
        for (int site = 0; site < uh_site_count * 2; site += 7) {
            struct motion motion = {0};
            struct uh_vec3 p = uh_site_at(&skeleton, &stance.posture, site);
            motion_add_point(&motion, &stance, uh_site_bone(site), p, 1);
            for (int dof = 0; dof < UH_DOF_COUNT; dof++) {
                struct uh_pose more = nudged(&pose, dof, step), less = nudged(&pose, dof, -step);
                struct uh_posture a, b;
                uh_posture_of(&skeleton, &more, &a);
                uh_posture_of(&skeleton, &less, &b);
                struct uh_vec3 slope = uh_scale(
                    uh_sub(uh_site_at(&skeleton, &a, site), uh_site_at(&skeleton, &b, site)),
                    1 / (2 * step));
                near(uh_length(uh_sub(slope, motion.by[dof])), 0, 1e-6);
            }
        }
    }
}

static void solving_undoes_the_product(void **state) {
    (void)state;
    static struct equations eq;
    double wanted[UH_DOF_COUNT], step[UH_DOF_COUNT] = {0};
    bool pinned[UH_DOF_COUNT] = {false};
    uint32_t seed = 5;
    for (int i = 0; i < UH_DOF_COUNT; i++) {
        wanted[i] = random_part(&seed) - .5;
        for (int k = 0; k <= i; k++) eq.a[i][k] = i == k ? 20 : random_part(&seed) - .5;
    }
    for (int i = 0; i < UH_DOF_COUNT; i++) {
        eq.g[i] = 0;
        for (int k = 0; k < UH_DOF_COUNT; k++)
            eq.g[i] -= (i > k ? eq.a[i][k] : eq.a[k][i]) * wanted[k];
    }
    equations_solve(&eq, pinned, step);
    for (int i = 0; i < UH_DOF_COUNT; i++) near(step[i], wanted[i], 1e-9);
    pinned[7] = true;
    step[7] = wanted[7];
    equations_solve(&eq, pinned, step);
    for (int i = 0; i < UH_DOF_COUNT; i++) near(step[i], wanted[i], 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_move_as_the_motion_says),
        cmocka_unit_test(solving_undoes_the_product),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
