// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

static double span(const struct uh_skeleton *s, int a, int b) {
    return uh_length(uh_sub(s->rest[a], s->rest[b]));
}

static void segments_are_parts_of_stature(void **state) {
    (void)state;
    const double statures[] = {1.50, 1.70, 1.95};
    for (int i = 0; i < 3; i++) {
        struct uh_skeleton s;
        uh_skeleton_init(&s, statures[i]);
        near(span(&s, UH_FOREARM, UH_HAND) / statures[i], .146, .001);
        near(span(&s, UH_THIGH, UH_SHANK) / statures[i], .245, .001);
        near(span(&s, UH_SHANK, UH_FOOT) / statures[i], .246, .001);
    }
}

static void freedom_adds_up(void **state) {
    (void)state;
    struct uh_skeleton s;
    uh_skeleton_init(&s, 1.70);
    int last = UH_JOINT_COUNT - 1, used = s.first_dof[last];
    for (int c = 0; c < 3; c++) used += (int)(s.joint[last].axes >> c & 1);
    assert_int_equal(used, UH_DOF_COUNT);
    assert_int_equal(UH_BONE_COUNT, 31);
    assert_int_equal(UH_JOINT_COUNT, 23);
}

static void neutral_stands_where_the_table_says(void **state) {
    (void)state;
    struct uh_skeleton s;
    struct uh_pose pose;
    struct uh_posture posture;
    uh_skeleton_init(&s, 1.82);
    uh_pose_neutral(&s, &pose);
    uh_posture_of(&s, &pose, &posture);
    for (int b = 0; b < UH_BONE_COUNT; b++)
        near(uh_length(uh_sub(posture.at[b], s.rest[b])), 0, 1e-12);
}

static int other(int bone) {
    return bone < UH_CLAVICLE     ? bone
           : bone < UH_LEFT_BONES ? bone + UH_SIDE_BONES
                                  : bone - UH_SIDE_BONES;
}

static void mirrored_pose_is_the_mirror_image(void **state) {
    (void)state;
    struct uh_skeleton s;
    uint32_t seed = 3;
    uh_skeleton_init(&s, 1.70);
    for (int n = 0; n < 50; n++) {
        struct uh_pose pose, mirrored;
        struct uh_posture a, b;
        random_pose(&s, &pose, &seed);
        uh_pose_mirror(&pose, &mirrored);
        uh_posture_of(&s, &pose, &a);
        uh_posture_of(&s, &mirrored, &b);
        for (int k = 0; k < UH_BONE_COUNT; k++)
            near(uh_length(uh_sub(uh_flip(a.at[k]), b.at[other(k)])), 0, 1e-9);
        near(uh_length(uh_sub(uh_flip(a.at[UH_SCAPULA]), b.at[UH_SCAPULA + 1])), 0, 1e-9);
    }
}

static void spine_hands_out_all_of_its_bend(void **state) {
    (void)state;
    struct uh_skeleton s;
    struct uh_pose pose;
    struct uh_posture posture;
    uh_skeleton_init(&s, 1.70);
    uh_pose_neutral(&s, &pose);
    pose.bend[UH_JOINT_LUMBAR].z = -.6;
    uh_posture_of(&s, &pose, &posture);
    struct uh_vec3 turn = uh_rotation_between(&posture.turn[UH_PELVIS], &posture.turn[UH_LUMBAR_3]);
    near(turn.z, -.6, 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_are_parts_of_stature),
        cmocka_unit_test(freedom_adds_up),
        cmocka_unit_test(neutral_stands_where_the_table_says),
        cmocka_unit_test(mirrored_pose_is_the_mirror_image),
        cmocka_unit_test(spine_hands_out_all_of_its_bend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
