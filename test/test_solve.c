// SPDX-License-Identifier: Apache-2.0
// The solver on a problem worked out by hand: optimum, order, ties, node limit, memory.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "small_problem.h"

static struct option options[SMALL_OPTIONS];
static struct problem problem;
static struct solution solution;

static int fresh(void **state) {
    (void)state;
    problem = small_problem(options);
    return 0;
}

static enum uh_result solve(int64_t node_limit) {
    struct uh_arena arena = {.size = uh_plan_memory(&uh_builtin_catalog)};
    arena.base = malloc(arena.size);
    enum uh_result result = plan_solve(&problem, node_limit, &arena, &solution);
    free(arena.base);
    return result;
}

static void assert_chosen(int count, const int16_t *expected, int64_t objective) {
    assert_int_equal(solve(0), UH_OK);
    assert_true(solution.proven);
    assert_int_equal(solution.count, count);
    for (int i = 0; i < count; i++) assert_int_equal(solution.chosen[i], expected[i]);
    assert_int_equal(solution.objective, objective);
    assert_int_equal(solution.bound, objective);
}

static void finds_the_best(void **state) {
    (void)state;
    const int16_t all[] = {LOOSEN, ROW, STRETCH_STANDING};
    assert_chosen(3, all, 24 * 1024 - 17);
    problem.finish[UH_POSITION_STANDING] = 4; // ending seated is better now
    const int16_t seated[] = {LOOSEN, ROW, STRETCH_SITTING};
    assert_chosen(3, seated, 24 * 1024 - 18);
}

static void leaves_out_what_does_not_fit(void **state) {
    (void)state;
    const int16_t with_row[] = {LOOSEN, ROW}, stretch[] = {STRETCH_STANDING};
    problem.units = 16;
    assert_chosen(2, with_row, 16 * 1024 - 12);
    problem.units = 5;
    assert_chosen(1, stretch, 8 * 1024 - 5);
    problem.units = 3;
    assert_chosen(0, NULL, 0);
    problem.option_count = 0;
    assert_chosen(0, NULL, 0);
}

// Worth the same: the set with the smallest option that is not in both.
static void ties_go_by_the_order_of_options(void **state) {
    (void)state;
    const int16_t first[] = {LOOSEN};
    options[ROW] = options[STRETCH_SITTING] = options[STRETCH_STANDING] = options[LOOSEN];
    problem.family_count = 1;
    assert_chosen(1, first, 6 * 1024 - 4);
    problem.cap_count = 1; // what uses less of a cap is no better while the cap holds
    problem.caps[0] = 1;
    options[LOOSEN].use[0] = 1;
    assert_chosen(1, first, 6 * 1024 - 4);
}

static void a_node_limit_leaves_a_bound(void **state) {
    (void)state;
    assert_int_equal(solve(1), UH_OK);
    assert_true(solution.bound >= 24 * 1024 - 17);
    assert_true(solution.objective <= 24 * 1024 - 17);
    assert_int_equal(plan_evaluate(&problem, solution.chosen, solution.count), solution.objective);
}

static void too_little_memory_is_told(void **state) {
    (void)state;
    static unsigned char room[4096];
    for (size_t size = 0; size <= sizeof room; size += 512) {
        struct uh_arena arena = {.base = room, .size = size};
        assert_int_equal(plan_solve(&problem, 0, &arena, &solution), UH_NO_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(finds_the_best, fresh),
        cmocka_unit_test_setup(leaves_out_what_does_not_fit, fresh),
        cmocka_unit_test_setup(ties_go_by_the_order_of_options, fresh),
        cmocka_unit_test_setup(a_node_limit_leaves_a_bound, fresh),
        cmocka_unit_test_setup(too_little_memory_is_told, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
