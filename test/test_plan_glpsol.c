// SPDX-License-Identifier: Apache-2.0
// The planner against GLPK's solver: for random people the very problem is written as an LP file,
// and glpsol must find the same optimum. glpsol does not look for what is better by less than 1e-7
// of the objective; where ours is that much higher, the rule checker must find the plan sound.
// usage: test_plan_glpsol [HOW-MANY [SEED]]
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cases.h"
#include "rules.h"

enum { LIMIT_S = 10, MINUTES_MAX = 12 };

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static struct uh_arena arena;
static uint64_t seed = 1;
static int case_count = 20;
static char folder[] = "/tmp/unhunch-glpsol-XXXXXX";

static void to_file(void *context, const char *bytes, size_t length) {
    fwrite(bytes, 1, length, context);
}

static void write_problem(const struct test_case *at, const char *path) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(uh_plan_write_lp(catalog, &at->person, &at->request, &arena, to_file, file),
                     UH_OK);
    assert_int_equal(fclose(file), 0);
}

// Reads the status and the objective of a solution as glpsol writes it; false where it is none.
static bool read_solution(const char *path, char status[64], long long *objective) {
    FILE *file = fopen(path, "r");
    char line[256];
    double value = 0;
    bool found = false;
    status[0] = 0;
    if (file == NULL) return false;
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "Status:", 7) == 0) sscanf(line + 7, " %63[^\n]", status);
        if (sscanf(line, "Objective: obj = %lf", &value) == 1) found = true;
        if (found) break;
    }
    fclose(file);
    *objective = (long long)(value < 0 ? value - 0.5 : value + 0.5);
    return found;
}

// What glpsol finds; false where its time ran out.
static bool solve(const struct test_case *at, long long *objective) {
    char problem[64], solution[64], command[256], status[64];
    snprintf(problem, sizeof problem, "%s/problem.lp", folder);
    snprintf(solution, sizeof solution, "%s/solution.txt", folder);
    snprintf(command, sizeof command, "glpsol --cuts --tmlim %d --lp %s -o %s >%s/log 2>&1",
             LIMIT_S, problem, solution, folder);
    write_problem(at, problem);
    int code = system(command);
    if (code != 0) print_message("glpsol: exit %d\n", code);
    assert_int_equal(code, 0);
    assert_true(read_solution(solution, status, objective));
    unlink(solution);
    return strcmp(status, "INTEGER OPTIMAL") == 0;
}

static bool keeps_rules(const struct test_case *at, const struct uh_plan *plan) {
    char room[4096];
    struct uh_text text = uh_text_in(room, sizeof room);
    return rules_broken(catalog, &at->person, &at->request, plan, &text) == 0;
}

static bool within_tolerance(long long glpsol, long long ours) {
    return ours > glpsol && (double)(ours - glpsol) <= 1e-7 * (1 + (double)glpsol);
}

static void glpsol_finds_the_same_optimum(void **state) {
    (void)state;
    static struct uh_plan plan;
    static struct test_case at;
    int compared = 0, late = 0, wrong = 0, near = 0, with_items = 0;
    for (int i = 0; compared < case_count; i++) {
        struct dice dice = dice_of(seed, (uint64_t)i);
        long long objective;
        roll_case(catalog, MINUTES_MAX, &dice, &at);
        arena.used = 0;
        assert_int_equal(uh_plan_session(catalog, &at.person, &at.request, &arena, &plan), UH_OK);
        if (plan.gate.verdict == UH_GATE_STOP) continue;
        assert_int_equal(plan.proof, UH_PROVEN);
        if (!solve(&at, &objective)) {
            late++;
            continue;
        }
        compared++;
        with_items += plan.item_count > 0;
        if (objective == plan.objective) continue;
        if (within_tolerance(objective, plan.objective) && keeps_rules(&at, &plan)) {
            near++;
            continue;
        }
        wrong++;
        print_message("case %d of seed %d: glpsol %lld, planner %lld\n", i, (int)seed, objective,
                      (long long)plan.objective);
    }
    print_message("%d problems, %d with a session: %d equal, %d within glpsol's tolerance, "
                  "%d differ; %d more took glpsol too long\n",
                  compared, with_items, compared - near - wrong, near, wrong, late);
    assert_int_equal(wrong, 0);
    assert_true(with_items > compared / 2);
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const names[] = {"problem.lp", "solution.txt", "log"};
    char path[64];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(int argc, char **argv) {
    if (argc > 1) case_count = atoi(argv[1]);
    if (argc > 2) seed = strtoull(argv[2], NULL, 10);
    arena = case_arena(catalog);
    if (mkdtemp(folder) == NULL) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glpsol_finds_the_same_optimum),
    };
    int failed = cmocka_run_group_tests(tests, NULL, remove_folder);
    free(arena.base);
    return failed;
}
