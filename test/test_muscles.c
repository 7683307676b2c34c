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
    assert_true(heat("upper-trapezius", UH_SIDE_LEFT) > .5);
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

// One joint turned from neutral, or from another posture, and what that must do to a muscle of the
// right side, after its action in Kendall 2005: what it pulls against stretches it. The second word
// of a spine turn is x to the right, y to the left, z extension; of a ball joint plane, raise, turn
// inward.
static const struct action {
    const char *muscle;
    int joint;
    double turn[3];
    double least, most; // heat
} actions[] = {
    {"upper-trapezius", UH_JOINT_NECK, {-30, 0, 0}, .3, 3},
    {"upper-trapezius", UH_JOINT_NECK, {0, 0, -40}, .3, 3},
    {"upper-trapezius", UH_JOINT_HEAD, {0, -35, 0}, .1, 3}, // it turns the face away
    {"levator-scapulae", UH_JOINT_NECK, {-30, 0, 0}, .3, 3},
    {"levator-scapulae", UH_JOINT_NECK, {0, 0, -40}, .3, 3},
    {"levator-scapulae", UH_JOINT_HEAD, {0, 35, 0}, .1, 3}, // it turns the face towards
    {"sternocleidomastoid", UH_JOINT_NECK, {-30, 0, 0}, .3, 3},
    {"sternocleidomastoid", UH_JOINT_HEAD, {0, -35, 0}, .1, 3},
    {"sternocleidomastoid", UH_JOINT_HEAD, {0, 35, 0}, -9, .1},
    {"scalenes", UH_JOINT_NECK, {-30, 0, 0}, .3, 3},
    {"neck-extensors", UH_JOINT_NECK, {0, 0, -40}, .5, 3},
    {"suboccipitals", UH_JOINT_HEAD, {0, 0, -18}, .5, 3},
    {"deep-neck-flexors", UH_JOINT_NECK, {0, 0, 40}, .5, 3},
    {"thoracic-erectors", UH_JOINT_LOW_THORAX, {0, 0, -20}, .4, 3},
    {"lumbar-erectors", UH_JOINT_LUMBAR, {0, 0, -50}, .5, 3},
    {"abdominals", UH_JOINT_LUMBAR, {0, 0, 25}, .5, 3},
    {"quadratus-lumborum", UH_JOINT_LUMBAR, {-24, 0, 0}, .5, 3},
    {"obliques", UH_JOINT_LOW_THORAX, {0, 20, 0}, .4, 3},
    {"obliques", UH_JOINT_LOW_THORAX, {0, -20, 0}, .4, 3},
    {"rhomboids", UH_JOINT_CLAVICLE, {0, 20, 0}, .3, 3},
    {"middle-trapezius", UH_JOINT_CLAVICLE, {0, 20, 0}, .3, 3},
    {"serratus-anterior", UH_JOINT_CLAVICLE, {0, -16, 0}, .3, 3},
    {"pectoralis-minor", UH_JOINT_CLAVICLE, {-30, 0, 0}, .3, 3},
    {"lower-trapezius", UH_JOINT_CLAVICLE, {-30, 0, 0}, .3, 3},
    {"latissimus-dorsi", UH_JOINT_SHOULDER, {80, 160, 0}, .5, 3},
    {"pectoralis-major", UH_JOINT_SHOULDER, {-25, 90, 0}, .5, 3},
    {"anterior-deltoid", UH_JOINT_SHOULDER, {-25, 90, 0}, .1, 3},
    {"anterior-deltoid", UH_JOINT_SHOULDER, {80, 90, 0}, -20, 0},
    {"middle-deltoid", UH_JOINT_SHOULDER, {0, 90, 0}, -20, 0},
    {"middle-deltoid", UH_JOINT_SHOULDER, {0, 160, 0}, -20, 0},
    {"posterior-deltoid", UH_JOINT_SHOULDER, {120, 90, 0}, .5, 3},
    {"posterior-cuff", UH_JOINT_SHOULDER, {0, 0, 70}, .5, 3},
    {"glutes", UH_JOINT_HIP, {90, 110, 0}, .5, 3},
    {"hamstrings", UH_JOINT_HIP, {90, 90, 0}, .5, 3},
};

static void muscles_stretch_against_their_action(void **state) {
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        const struct action *a = &actions[i];
        uh_pose_neutral(&skeleton, &pose);
        if (skeleton.joint[a->joint].ball)
            pose.ball[a->joint] = uh_ball_turn(a->joint, a->turn[0], a->turn[1], a->turn[2]);
        else
            pose.bend[a->joint] =
                uh_vec3(uh_radians(a->turn[0]), uh_radians(a->turn[1]), uh_radians(a->turn[2]));
        double found = heat(a->muscle, UH_SIDE_RIGHT);
        bool right = found >= a->least && found <= a->most;
        print_message("%-20s %-12s %5.2f%s\n", a->muscle, skeleton.joint[a->joint].name, found,
                      right ? "" : "  wrong");
        wrong += !right;
    }
    assert_int_equal(wrong, 0);
}

// No fibre jumps where it begins to wrap or to lift off: in small steps between random postures a
// length changes by little more than what any point on the body moves.
static void lengths_do_not_jump(void **state) {
    (void)state;
    enum { WAYS = 40, STEPS = 200 };
    uint32_t seed = 23;
    double worst = 0;
    for (int n = 0; n < WAYS; n++) {
        struct uh_pose from, to, now;
        double last[UH_MUSCLE_COUNT][UH_FIBRE_MAX];
        random_pose(&skeleton, &from, &seed);
        random_pose(&skeleton, &to, &seed);
        for (int i = 0; i <= STEPS; i++) {
            struct uh_posture posture;
            now = from;
            for (int j = 0; j < UH_JOINT_COUNT; j++) {
                struct uh_vec3 way = uh_rotation_between(&from.ball[j], &to.ball[j]);
                struct uh_mat3 part = uh_rotation(uh_scale(way, (double)i / STEPS));
                now.bend[j] = uh_mix(from.bend[j], to.bend[j], (double)i / STEPS);
                now.ball[j] = uh_times(&from.ball[j], &part);
            }
            uh_posture_of(&skeleton, &now, &posture);
            for (int m = 0; m < UH_MUSCLE_COUNT; m++)
                for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++) {
                    double length = uh_fibre_length(&skeleton, &posture, m, f, UH_SIDE_RIGHT);
                    if (i > 0) worst = fmax(worst, fabs(length - last[m][f]));
                    last[m][f] = length;
                }
        }
    }
    print_message("at most %.2f mm in a step\n", worst * 1000);
    assert_true(worst < .005);
}

// The middle of the deltoid lies on the head of the humerus, not in it.
static void the_deltoid_wraps_the_shoulder(void **state) {
    (void)state;
    struct uh_posture posture;
    int m = uh_muscle_find("middle-deltoid", 14);
    uh_posture_of(&skeleton, &pose, &posture);
    const struct uh_muscle_point *end = uh_muscle_paths[m].fibre[0];
    struct uh_vec3 way = uh_sub(end[1].at, end[0].at);
    double length = uh_fibre_length(&skeleton, &posture, m, 0, UH_SIDE_RIGHT);
    assert_true(length > uh_length(way) + .001);
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
        cmocka_unit_test(muscles_stretch_against_their_action),
        cmocka_unit_test(lengths_do_not_jump),
        cmocka_unit_test_setup(the_deltoid_wraps_the_shoulder, neutral),
        cmocka_unit_test(both_sides_measure_alike),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
