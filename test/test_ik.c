// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include <string.h>

static struct uh_skeleton skeleton;
static const struct uh_world floor_only = {.surface_count = 1,
                                           .surface = {{{0, 1, 0}, 0, {-9, -9, -9}, {9, 9, 9}}}};

static int start(void **state) {
    (void)state;
    uh_skeleton_init(&skeleton, 1.70);
    return 0;
}

static int site(const char *name) {
    return uh_site_find(name, strlen(name));
}

static struct uh_goal pin(const char *name, double x, double y, double z) {
    return (struct uh_goal){.kind = UH_GOAL_POINT,
                            .what = site(name),
                            .at = {x, y, z},
                            .axes = 7,
                            .weight = UH_HARD_WEIGHT};
}

static void stand_on_feet(struct uh_goal goals[2]) {
    goals[0] = pin("heel.R", -.05, .03, .086);
    goals[1] = pin("heel.L", -.05, .03, -.086);
}

static void hands_reach_what_is_within_reach(void **state) {
    (void)state;
    const double targets[][3] = {{.45, 1.2, .2}, {.1, 1.9, .25}, {.2, .7, .4}, {.5, .3, .2}};
    for (int i = 0; i < 4; i++) {
        struct uh_prior prior;
        struct uh_goal goals[3];
        struct uh_ik_report report;
        uh_prior_init(&skeleton, &prior);
        stand_on_feet(goals);
        goals[2] = pin("palm.R", targets[i][0], targets[i][1], targets[i][2]);
        struct uh_pose pose = prior.pose;
        uh_ik_solve(&skeleton, &pose, &prior, goals, 3, &floor_only, 80, &report);
        assert_true(report.worst_contact < .003);
        assert_true(uh_limit_excess(&skeleton, &pose, NULL) < uh_radians(1));
    }
}

static void out_of_reach_stays_within_limits(void **state) {
    (void)state;
    struct uh_prior prior;
    struct uh_goal goals[3];
    struct uh_ik_report report;
    uh_prior_init(&skeleton, &prior);
    stand_on_feet(goals);
    goals[2] = pin("palm.R", 0, 3.2, 0);
    struct uh_pose pose = prior.pose;
    uh_ik_solve(&skeleton, &pose, &prior, goals, 3, &floor_only, 120, &report);
    assert_true(report.worst_contact > .3);
    assert_true(uh_limit_excess(&skeleton, &pose, NULL) < uh_radians(3));
}

static void squatting_bends_the_knees_the_right_way(void **state) {
    (void)state;
    struct uh_prior prior;
    struct uh_goal goals[4];
    uh_prior_init(&skeleton, &prior);
    prior.turn = 5;
    stand_on_feet(goals);
    goals[2] = pin("seat.R", -.25, .5, .075);
    goals[3] = pin("seat.L", -.25, .5, -.075);
    struct uh_pose pose = prior.pose;
    struct uh_ik_report report;
    uh_ik_solve(&skeleton, &pose, &prior, goals, 4, &floor_only, 120, &report);
    assert_true(report.worst_contact < .003);
    for (int side = 0; side < 2; side++)
        assert_true(pose.bend[uh_joint_on(UH_JOINT_KNEE, side)].z < uh_radians(-40));
}

static void clavicles_rise_with_the_arms(void **state) {
    (void)state;
    struct uh_prior prior;
    uh_prior_init(&skeleton, &prior);
    struct uh_pose pose = prior.pose;
    for (int side = 0; side < 2; side++) {
        int j = uh_joint_on(UH_JOINT_SHOULDER, side);
        pose.ball[j] = uh_ball_turn(j, 30, 170, 0);
    }
    uh_scapular_rhythm(&pose, &prior);
    double right = -prior.pose.bend[UH_JOINT_CLAVICLE].x;
    near(right, uh_radians(130) * .26, .01);
    near(prior.pose.bend[UH_LEFT_JOINTS].x, right, 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_reach_what_is_within_reach),
        cmocka_unit_test(out_of_reach_stays_within_limits),
        cmocka_unit_test(squatting_bends_the_knees_the_right_way),
        cmocka_unit_test(clavicles_rise_with_the_arms),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
