// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include <string.h>

static int feet(struct uh_goal goals[4]) {
    const char *names[] = {"heel.R", "heel.L", "ball.R", "ball.L"};
    for (int i = 0; i < 4; i++)
        goals[i] = (struct uh_goal){.kind = UH_GOAL_PLANE,
                                    .what = uh_site_find(names[i], 6),
                                    .along = {0, 1, 0},
                                    .weight = UH_HARD_WEIGHT};
    return 4;
}

static void standing_is_balanced_and_leaning_is_not(void **state) {
    (void)state;
    struct uh_skeleton s;
    struct uh_pose pose;
    struct uh_posture posture;
    struct uh_goal goals[4];
    uh_skeleton_init(&s, 1.70);
    uh_pose_neutral(&s, &pose);
    uh_posture_of(&s, &pose, &posture);
    int count = feet(goals);
    assert_true(uh_out_of_balance(&s, &posture, goals, count) == 0);
    struct uh_vec3 centre = uh_centre_of_mass(&posture);
    near(centre.z, 0, 1e-9);
    assert_true(centre.y > .9 && centre.y < 1.05);
    pose.turn = uh_rotation(uh_vec3(0, 0, -.5));
    pose.place = uh_add(pose.place, uh_vec3(.44, -.12, 0));
    uh_posture_of(&s, &pose, &posture);
    assert_true(uh_out_of_balance(&s, &posture, goals, count) > .05);
}

static void nothing_carries_a_body_in_the_air(void **state) {
    (void)state;
    struct uh_skeleton s;
    struct uh_pose pose;
    struct uh_posture posture;
    uh_skeleton_init(&s, 1.70);
    uh_pose_neutral(&s, &pose);
    uh_posture_of(&s, &pose, &posture);
    assert_true(uh_out_of_balance(&s, &posture, NULL, 0) > 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_is_balanced_and_leaning_is_not),
        cmocka_unit_test(nothing_carries_a_body_in_the_air),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
