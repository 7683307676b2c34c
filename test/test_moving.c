// SPDX-License-Identifier: Apache-2.0
// Which moment of a figure belongs to which moment of a session.
#include "../cli/moving.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

// Start 1 s, in 3 s, held from 4 to 6, out until 10.
static const struct reel stretch = {.seconds = 10, .still = 5, .stay_count = 1, .stays = {{4, 6}}};
// Two poses held: one way, the other way.
static const struct reel two_ways = {
    .seconds = 16, .still = 5, .stay_count = 2, .stays = {{4, 6}, {10, 12}}};
static const struct reel circle = {.seconds = 8, .still = 4};

static void near(double a, double b) {
    if (a < b - 1e-9 || a > b + 1e-9) fail_msg("%g is not %g", a, b);
}

static struct uh_player_view view_of(const struct uh_plan_item *item) {
    return (struct uh_player_view){
        .state = UH_PLAYER_WORK, .under = UH_PLAYER_WORK, .playing = item, .rep = 1, .reps = 1};
}

// The way in is over when the hold begins, and the hold stays where the figure holds.
static void a_hold(void **state) {
    (void)state;
    struct uh_plan_item item = {.hold_s = 30, .set_seconds = 30, .reps = 1};
    struct uh_player_view view = view_of(&item);
    view.under = UH_PLAYER_READY;
    near(moving_moment(&stretch, &view, 77), 0);
    view.segment_permille = 1000;
    near(moving_moment(&stretch, &view, 77), 4);
    view.under = UH_PLAYER_CHANGE;
    near(moving_moment(&stretch, &view, 77), 4);
    view.under = UH_PLAYER_WORK;
    view.reach_permille = 1000;
    for (view.rep_permille = 0; view.rep_permille <= 1000; view.rep_permille += 100)
        near(moving_moment(&stretch, &view, 77 * view.rep_permille), 5);
}

static void a_hold_each_way(void **state) {
    (void)state;
    struct uh_plan_item item = {.hold_s = 15, .set_seconds = 30, .reps = 1, .directions = 2};
    struct uh_player_view view = view_of(&item);
    view.directions = 2;
    view.reach_permille = 1000;
    view.direction = 1;
    near(moving_moment(&two_ways, &view, 0), 5);
    view.direction = 2;
    near(moving_moment(&two_ways, &view, 0), 11);
}

// In, hold and out follow the reach, forwards all the way.
static void repetitions_that_hold(void **state) {
    (void)state;
    struct uh_plan_item item = {.hold_s = 5, .set_seconds = 50, .reps = 5};
    struct uh_player_view view = view_of(&item);
    view.counts = true;
    view.reps = 5;
    double last = -1;
    for (int i = 0; i <= 1000; i++) {
        view.rep_permille = i;
        int out = 1000 - i;
        view.reach_permille = i < 250 ? i * 4 : out < 250 ? out * 4 : 1000;
        double moment = moving_moment(&stretch, &view, 0);
        assert_true(moment >= last);
        last = moment;
    }
    near(last, 10);
    view.rep_permille = 500;
    view.reach_permille = 1000;
    near(moving_moment(&stretch, &view, 0), 5);
}

// A loop of 8 s and repetitions of 2 s: four make one turn; the other way round it runs back.
static void circles(void **state) {
    (void)state;
    struct uh_plan_item item = {.set_seconds = 24, .reps = 6, .directions = 2};
    struct uh_player_view view = view_of(&item);
    view.counts = true;
    view.reps = 6;
    view.directions = 2;
    view.direction = 1;
    view.rep_permille = 500;
    near(moving_moment(&circle, &view, 0), 1);
    view.rep = 4;
    near(moving_moment(&circle, &view, 0), 7);
    view.rep = 5;
    near(moving_moment(&circle, &view, 0), 1);
    view.direction = 2;
    near(moving_moment(&circle, &view, 0), 7);
}

// What comes next is shown as it is done; a rest shows its start.
static void between(void **state) {
    (void)state;
    struct uh_plan_item item = {.set_seconds = 24, .reps = 6};
    struct uh_player_view view = view_of(&item);
    view.under = UH_PLAYER_MOVING;
    near(moving_moment(&circle, &view, 9500), 1.5);
    view.under = UH_PLAYER_REST;
    near(moving_moment(&circle, &view, 9500), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hold),  cmocka_unit_test(a_hold_each_way),
        cmocka_unit_test(circles), cmocka_unit_test(repetitions_that_hold),
        cmocka_unit_test(between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
