// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include <string.h>

static struct uh_skeleton skeleton;
static struct uh_posture neutral;

static int start(void **state) {
    (void)state;
    struct uh_pose pose;
    uh_skeleton_init(&skeleton, 1.70);
    uh_pose_neutral(&skeleton, &pose);
    uh_posture_of(&skeleton, &pose, &neutral);
    return 0;
}

static int site(const char *name) {
    return uh_site_find(name, strlen(name));
}

static void surfaces_push_from_their_own_side_and_extent(void **state) {
    (void)state;
    struct uh_world world = {.surface_count = 1};
    int deepest = -1;
    world.surface[0] = (struct uh_surface){{0, 1, 0}, 0, {-9, -9, -9}, {9, 9, 9}};
    assert_true(uh_world_depth(&skeleton, &neutral, &world, &deepest) < .001);
    world.surface[0].distance = .10;
    near(uh_world_depth(&skeleton, &neutral, &world, &deepest), .10, .001);
    world.surface[0].low.x = 5;
    assert_true(uh_world_depth(&skeleton, &neutral, &world, &deepest) == 0);
}

static void cylinders_push_outwards(void **state) {
    (void)state;
    struct uh_world world = {.cylinder_count = 1};
    struct uh_vec3 nose = uh_site_at(&skeleton, &neutral, site("nose"));
    double radius = uh_site_radius(&skeleton, site("nose"));
    world.cylinder[0] = (struct uh_cylinder){uh_add(nose, uh_vec3(.05, 0, 0)), {0, 0, 1}, .06, .3};
    near(uh_world_depth(&skeleton, &neutral, &world, NULL), .06 + radius - .05, .0001);
}

static void misses_are_distances(void **state) {
    (void)state;
    struct uh_vec3 palm = uh_site_at(&skeleton, &neutral, site("palm.R"));
    struct uh_goal goal = {.kind = UH_GOAL_POINT,
                           .what = site("palm.R"),
                           .axes = 5,
                           .at = uh_add(palm, uh_vec3(.03, .5, .04))};
    near(uh_goal_miss(&skeleton, &neutral, &goal), .05, 1e-9);
    goal = (struct uh_goal){.kind = UH_GOAL_PLANE,
                            .what = site("palm.R"),
                            .along = {0, 1, 0},
                            .distance = palm.y - .02};
    near(uh_goal_miss(&skeleton, &neutral, &goal), .02, 1e-9);
    goal = (struct uh_goal){.kind = UH_GOAL_ROUND,
                            .what = site("palm.R"),
                            .along = {0, 0, 1},
                            .at = uh_add(palm, uh_vec3(0, .3, 2)),
                            .distance = .25};
    near(uh_goal_miss(&skeleton, &neutral, &goal), .05, 1e-9);
}

static double depth_with_arm_raised(double degrees) {
    struct uh_pose pose;
    struct uh_posture posture;
    int deepest = -1;
    uh_pose_neutral(&skeleton, &pose);
    for (int side = 0; side < 2; side++) {
        int j = uh_joint_on(UH_JOINT_SHOULDER, side);
        pose.ball[j] = uh_ball_turn(j, 0, degrees, 0);
    }
    uh_posture_of(&skeleton, &pose, &posture);
    double depth = uh_self_depth(&skeleton, &posture, &deepest);
    assert_true(depth == 0 || deepest >= 0);
    return depth;
}

static void an_arm_in_the_trunk_is_seen(void **state) {
    (void)state;
    assert_true(depth_with_arm_raised(12) == 0);
    assert_true(depth_with_arm_raised(-20) > .05);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surfaces_push_from_their_own_side_and_extent),
        cmocka_unit_test(cylinders_push_outwards),
        cmocka_unit_test(misses_are_distances),
        cmocka_unit_test(an_arm_in_the_trunk_is_seen),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
