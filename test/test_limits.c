// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

static struct uh_skeleton skeleton;

static int start(void **state) {
    (void)state;
    uh_skeleton_init(&skeleton, 1.70);
    return 0;
}

static void neutral_is_within(void **state) {
    (void)state;
    struct uh_pose pose;
    uh_pose_neutral(&skeleton, &pose);
    assert_true(uh_limit_excess(&skeleton, &pose, NULL) == 0);
}

static void excess_is_told_in_radians_with_the_joint(void **state) {
    (void)state;
    struct uh_pose pose;
    int joint = -1;
    uh_pose_neutral(&skeleton, &pose);
    pose.bend[uh_joint_on(UH_JOINT_KNEE, UH_SIDE_LEFT)].z = uh_radians(12);
    near(uh_limit_excess(&skeleton, &pose, &joint), uh_radians(10), 1e-9);
    assert_int_equal(joint, uh_joint_on(UH_JOINT_KNEE, UH_SIDE_LEFT));
}

static void sides_have_mirrored_ranges(void **state) {
    (void)state;
    for (int j = UH_JOINT_CLAVICLE; j < UH_LEFT_JOINTS; j++) {
        const struct uh_joint_kind *r = &skeleton.joint[j],
                                   *l = &skeleton.joint[j + UH_SIDE_JOINTS];
        near(r->low.x, -l->high.x, 0);
        near(r->high.y, -l->low.y, 0);
        near(r->low.z, l->low.z, 0);
    }
}

static void arms_reach_up_but_not_through_the_back(void **state) {
    (void)state;
    struct uh_pose pose;
    int r = UH_JOINT_SHOULDER, l = uh_joint_on(UH_JOINT_SHOULDER, UH_SIDE_LEFT);
    uh_pose_neutral(&skeleton, &pose);
    pose.ball[r] = uh_ball_turn(r, 60, 150, 0);
    pose.ball[l] = uh_ball_turn(l, 60, 150, 0);
    assert_true(uh_limit_excess(&skeleton, &pose, NULL) == 0);
    pose.ball[r] = uh_ball_turn(r, 90, -110, 0);
    assert_true(uh_limit_excess(&skeleton, &pose, NULL) > uh_radians(5));
}

static void twist_is_the_turn_about_the_bone(void **state) {
    (void)state;
    for (double degrees = -80; degrees <= 80; degrees += 20) {
        struct uh_mat3 m = uh_ball_turn(UH_JOINT_HIP, 40, 50, degrees);
        near(uh_ball_twist(&m), uh_radians(degrees), 1e-9);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neutral_is_within),
        cmocka_unit_test(excess_is_told_in_radians_with_the_joint),
        cmocka_unit_test(sides_have_mirrored_ranges),
        cmocka_unit_test(arms_reach_up_but_not_through_the_back),
        cmocka_unit_test(twist_is_the_turn_about_the_bone),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
