// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include <string.h>

static struct uh_skeleton skeleton;
static struct uh_key keys[3];
static const struct uh_world nowhere = {0};

// Three poses with the right palm held in one place, the second one flowing.
static int start(void **state) {
    (void)state;
    const double bends[3] = {0, 20, 45};
    uh_skeleton_init(&skeleton, 1.70);
    for (int k = 0; k < 3; k++) {
        struct uh_key *key = &keys[k];
        key->seconds = 2;
        key->hold = k == 1 ? 0 : .5;
        key->grip[0] = k * .4;
        uh_prior_init(&skeleton, &key->prior);
        key->prior.pose.bend[UH_JOINT_LUMBAR].z = -uh_radians(bends[k]);
        key->prior.weight[UH_JOINT_LUMBAR][2] = 50;
        key->prior.turn = 50;
        key->goals[0] = (struct uh_goal){.kind = UH_GOAL_POINT,
                                         .what = uh_site_find("palm.R", 6),
                                         .at = {.4, 1.1, .2},
                                         .axes = 7,
                                         .id = 8,
                                         .weight = UH_HARD_WEIGHT};
        key->goal_count = 1;
        key->solved = key->prior.pose;
        uh_ik_solve(&skeleton, &key->solved, &key->prior, key->goals, 1, &nowhere, 100, NULL);
    }
    return 0;
}

static void the_loop_takes_its_time(void **state) {
    (void)state;
    near(uh_keys_seconds(keys, 3), 7, 1e-12);
}

static void contacts_hold_all_the_way(void **state) {
    (void)state;
    for (double t = 0; t < 7; t += .1) {
        struct uh_pose pose;
        struct uh_posture posture;
        double grip[2];
        uh_keys_at(&skeleton, keys, 3, &nowhere, t, &pose, grip, NULL);
        uh_posture_of(&skeleton, &pose, &posture);
        assert_true(uh_goal_miss(&skeleton, &posture, &keys[0].goals[0]) < .003);
        assert_true(grip[0] >= -.05 && grip[0] <= .85);
    }
}

static void nothing_jumps(void **state) {
    (void)state;
    const double step = 1. / 60;
    struct uh_posture before;
    for (double t = 0; t < 7 + step; t += step) {
        struct uh_pose pose;
        struct uh_posture posture;
        double grip[2];
        uh_keys_at(&skeleton, keys, 3, &nowhere, t, &pose, grip, NULL);
        uh_posture_of(&skeleton, &pose, &posture);
        if (t > 0)
            for (int b = 0; b < UH_BONE_COUNT; b++)
                assert_true(uh_length(uh_sub(posture.at[b], before.at[b])) / step < 1);
        before = posture;
    }
}

static void holds_hold(void **state) {
    (void)state;
    struct uh_pose a, b;
    double grip[2];
    uh_keys_at(&skeleton, keys, 3, &nowhere, .1, &a, grip, NULL);
    uh_keys_at(&skeleton, keys, 3, &nowhere, 7.4, &b, grip, NULL);
    assert_memory_equal(&a, &b, sizeof a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loop_takes_its_time),
        cmocka_unit_test(contacts_hold_all_the_way),
        cmocka_unit_test(nothing_jumps),
        cmocka_unit_test(holds_hold),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
