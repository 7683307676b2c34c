// SPDX-License-Identifier: Apache-2.0
// What a session is worth, and what breaks the model, on a problem worked out by hand.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "small_problem.h"

static struct option options[SMALL_OPTIONS];
static struct problem problem;

static int fresh(void **state) {
    (void)state;
    problem = small_problem(options);
    return 0;
}

#define VALUE(...)                                                                                 \
    plan_evaluate(&problem, (const int16_t[]){__VA_ARGS__},                                        \
                  (int)(sizeof((int16_t[]){__VA_ARGS__}) / sizeof(int16_t)))

static void sessions_are_worth_score_less_time(void **state) {
    (void)state;
    assert_int_equal(plan_evaluate(&problem, NULL, 0), 0);
    assert_int_equal(VALUE(LOOSEN), 6 * 1024 - 4);
    assert_int_equal(VALUE(LOOSEN, ROW), 16 * 1024 - (4 + 2 + 6));
    assert_int_equal(VALUE(LOOSEN, ROW, STRETCH_STANDING), 24 * 1024 - (4 + 2 + 6 + 5));
    assert_int_equal(VALUE(LOOSEN, ROW, STRETCH_SITTING), 24 * 1024 - (4 + 2 + 6 + 1 + 5));
}

static void the_way_to_the_end_counts(void **state) {
    (void)state;
    problem.finish[UH_POSITION_STANDING] = 3;
    assert_int_equal(VALUE(LOOSEN), 6 * 1024 - 4 - 3);
    problem.start = UH_POSITION_SITTING;
    assert_int_equal(VALUE(LOOSEN), 6 * 1024 - 1 - 4 - 3);
}

static void taste_is_in_points(void **state) {
    (void)state;
    options[LOOSEN].linear = -2;
    assert_int_equal(VALUE(LOOSEN), 4 * 1024 - 4);
}

static void what_breaks_the_model_is_worth_nothing(void **state) {
    (void)state;
    assert_int_equal(VALUE(ROW), -1);                               // nothing loosened before
    assert_int_equal(VALUE(ROW, LOOSEN), -1);                       // phases the wrong way round
    assert_int_equal(VALUE(LOOSEN, LOOSEN), -1);                    // one of a family
    assert_int_equal(VALUE(STRETCH_STANDING, STRETCH_SITTING), -1); // the same
    problem.units = 11;
    assert_int_equal(VALUE(LOOSEN, ROW), -1); // too long by a unit
    problem.units = 12;
    assert_int_equal(VALUE(LOOSEN, ROW), 16 * 1024 - 12);
}

static void caps_hold(void **state) {
    (void)state;
    problem.cap_count = 1;
    problem.caps[0] = 1;
    options[LOOSEN].use[0] = options[ROW].use[0] = 1;
    assert_int_equal(VALUE(LOOSEN), 6 * 1024 - 4);
    assert_int_equal(VALUE(LOOSEN, ROW), -1);
}

// Within a phase up or down the body, each position once.
static void one_way_along_the_body(void **state) {
    (void)state;
    struct option three[3];
    for (int i = 0; i < 3; i++) {
        three[i] = options[LOOSEN];
        three[i].family = (int16_t)i;
        three[i].position = (uint8_t)(UH_POSITION_STANDING + i);
    }
    problem.options = three;
    assert_int_equal(VALUE(0, 1, 2), 18 * 1024 - (12 + 2));
    assert_int_equal(VALUE(2, 1, 0), 18 * 1024 - (12 + 2 + 2));
    assert_int_equal(VALUE(1, 2, 0), -1);
    assert_int_equal(VALUE(0, 2, 1), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(sessions_are_worth_score_less_time, fresh),
        cmocka_unit_test_setup(the_way_to_the_end_counts, fresh),
        cmocka_unit_test_setup(taste_is_in_points, fresh),
        cmocka_unit_test_setup(what_breaks_the_model_is_worth_nothing, fresh),
        cmocka_unit_test_setup(caps_hold, fresh),
        cmocka_unit_test_setup(one_way_along_the_body, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
