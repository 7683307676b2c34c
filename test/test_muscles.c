// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include <stdio.h>
#include <string.h>

static struct uh_skeleton skeleton;
static struct uh_muscles muscles;
static struct uh_pose pose;

static int start(void **state) {
    (void)state;
    uh_skeleton_init(&skeleton, 1.70);
    uh_muscles_init(&muscles, &skeleton);
    return 0;
}

static int neutral(void **state) {
    (void)state;
    uh_pose_neutral(&skeleton, &pose);
    return 0;
}

static double heat(const char *id, int side) {
    struct uh_posture posture;
    int muscle = uh_muscle_find(id, strlen(id));
    assert_true(muscle >= 0);
    uh_posture_of(&skeleton, &pose, &posture);
    return uh_muscle_heat(&muscles, &skeleton, &posture, muscle, side);
}

// Every id that the catalogue knows, and no other.
static void ids_are_those_of_the_catalogue(void **state) {
    (void)state;
    char line[200];
    int count = 0;
    FILE *file = fopen(DATA_DIR "/muscles.yaml", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char id[64];
        if (sscanf(line, "- {id: %63[a-z-]", id) != 1) continue;
        if (uh_muscle_find(id, strlen(id)) < 0) fail_msg("no lines of action for %s", id);
        count++;
    }
    fclose(file);
    assert_int_equal(count, UH_MUSCLE_COUNT);
}

static void nothing_is_stretched_in_neutral(void **state) {
    (void)state;
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int side = 0; side < 2; side++) near(heat(uh_muscle_paths[m].id, side), 0, 1e-9);
}

static void tilting_the_head_stretches_the_other_side(void **state) {
    (void)state;
    pose.bend[UH_JOINT_NECK].x = uh_radians(34);
    assert_true(heat("upper-trapezius", UH_SIDE_LEFT) > .6);
    assert_true(heat("upper-trapezius", UH_SIDE_RIGHT) < .1);
    assert_true(heat("scalenes", UH_SIDE_LEFT) > .6);
}

static void arms_back_stretch_the_chest(void **state) {
    (void)state;
    for (int side = 0; side < 2; side++) {
        int j = uh_joint_on(UH_JOINT_SHOULDER, side);
        pose.ball[j] = uh_ball_turn(j, -20, 88, -60);
    }
    assert_true(heat("pectoralis-major", UH_SIDE_RIGHT) > .8);
    assert_true(heat("rhomboids", UH_SIDE_RIGHT) < heat("pectoralis-major", UH_SIDE_RIGHT));
}

static void bent_hips_stretch_the_hamstrings(void **state) {
    (void)state;
    for (int side = 0; side < 2; side++) {
        int j = uh_joint_on(UH_JOINT_HIP, side);
        pose.ball[j] = uh_ball_turn(j, 90, 95, 0);
    }
    assert_true(heat("hamstrings", UH_SIDE_LEFT) > .9);
    assert_true(heat("glutes", UH_SIDE_LEFT) > .5);
}

static void turning_the_trunk_stretches_the_obliques(void **state) {
    (void)state;
    pose.bend[UH_JOINT_LOW_THORAX].y = -uh_radians(21);
    pose.bend[UH_JOINT_HIGH_THORAX].y = -uh_radians(17);
    pose.bend[UH_JOINT_LUMBAR].y = -uh_radians(10);
    assert_true(heat("obliques", UH_SIDE_RIGHT) > .6 || heat("obliques", UH_SIDE_LEFT) > .6);
}

static void both_sides_measure_alike(void **state) {
    (void)state;
    uint32_t seed = 17;
    for (int n = 0; n < 20; n++) {
        struct uh_pose first, mirrored;
        random_pose(&skeleton, &first, &seed);
        uh_pose_mirror(&first, &mirrored);
        for (int m = 0; m < UH_MUSCLE_COUNT; m++) {
            pose = first;
            double right = heat(uh_muscle_paths[m].id, UH_SIDE_RIGHT);
            pose = mirrored;
            near(heat(uh_muscle_paths[m].id, UH_SIDE_LEFT), right, 1e-9);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_those_of_the_catalogue),
        cmocka_unit_test_setup(nothing_is_stretched_in_neutral, neutral),
        cmocka_unit_test_setup(tilting_the_head_stretches_the_other_side, neutral),
        cmocka_unit_test_setup(arms_back_stretch_the_chest, neutral),
        cmocka_unit_test_setup(bent_hips_stretch_the_hamstrings, neutral),
        cmocka_unit_test_setup(turning_the_trunk_stretches_the_obliques, neutral),
        cmocka_unit_test(both_sides_measure_alike),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
