// SPDX-License-Identifier: Apache-2.0
// The LP file: its parts are there, every name is declared, and refusals are told. That its optimum
// is the planner's is for test_plan_glpsol.c.
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/plan.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static struct uh_profile profile;
static struct uh_check_in check_in;
static struct uh_arena arena;
static char *written;
static size_t written_size;

static int fresh(void **state) {
    (void)state;
    profile = uh_default_profile();
    check_in = uh_default_check_in();
    arena.used = 0;
    return 0;
}

static void to_stream(void *context, const char *bytes, size_t length) {
    assert_int_equal(fwrite(bytes, 1, length, context), length);
}

static enum uh_result write_lp(struct uh_request request) {
    struct uh_person person = {.profile = &profile, .check_in = &check_in};
    free(written);
    FILE *stream = open_memstream(&written, &written_size);
    assert_non_null(stream);
    enum uh_result result = uh_plan_write_lp(catalog, &person, &request, &arena, to_stream, stream);
    fclose(stream);
    return result;
}

static void its_parts_stand_in_order(void **state) {
    (void)state;
    static const char *const parts[] = {
        "\\ unhunch session", "\nMaximize\n obj:", "\nSubject To\n", "\n time",
        "\n start",           "\n family",         "\n mobility",    "\n channel",
        "\nBounds\n",         "\nBinaries\n",      "\nEnd\n"};
    assert_int_equal(write_lp(uh_default_request()), UH_OK);
    const char *at = written;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        at = strstr(at, parts[i]);
        assert_non_null(at);
    }
    assert_string_equal(at, "\nEnd\n");
    assert_int_equal(arena.used, 0);
}

// Every name between the objective and the bounds is declared: t under Bounds, all else a binary.
static void every_name_is_declared(void **state) {
    (void)state;
    assert_int_equal(write_lp(uh_default_request()), UH_OK);
    char *bounds = strstr(written, "Bounds\n"), *binaries = strstr(written, "Binaries\n");
    int names = 0;
    for (char *at = strstr(written, "obj:") + 4; at < bounds; at++) {
        if (strchr("zvgydt", *at) == NULL || at[-1] != ' ' || !isalnum((unsigned char)at[1]))
            continue;
        char name[32] = " ";
        size_t length = strcspn(at, " \n:");
        if (at[length] == ':') continue; // of a row
        assert_true(length < sizeof name - 2);
        memcpy(name + 1, at, length);
        name[length + 1] = *at == 't' ? ' ' : '\n';
        if (strcmp(name, " to ") == 0) continue;
        assert_non_null(strstr(*at == 't' ? bounds : binaries, name));
        names++;
    }
    assert_true(names > 300);
}

static void lines_are_short_enough_for_any_reader(void **state) {
    (void)state;
    struct uh_request request = uh_default_request();
    request.setting = (int8_t)uh_catalog_setting(catalog, "gym");
    request.minutes = UH_MINUTES_MAX;
    assert_int_equal(write_lp(request), UH_OK);
    for (const char *line = written; *line != 0; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") < 510); // CPLEX reads 510 columns
}

// Someone who may do nothing still gets a problem, with the empty session as its optimum.
static void an_empty_problem_is_whole(void **state) {
    (void)state;
    profile.positions_said = true;
    assert_int_equal(write_lp(uh_default_request()), UH_OK);
    assert_non_null(strstr(written, "Maximize\n obj:"));
    assert_null(strstr(written, " z0"));
    assert_non_null(strstr(written, "\nEnd\n"));
}

static void refusals_are_told(void **state) {
    (void)state;
    struct uh_request request = uh_default_request();
    request.minutes = UH_MINUTES_MAX + 1;
    assert_int_equal(write_lp(request), UH_OUT_OF_RANGE);
    check_in.flags = 1;
    assert_int_equal(write_lp(uh_default_request()), UH_REFUSED);
    assert_int_equal(written_size, 0);
    check_in.flags = 0;
    size_t size = arena.size;
    arena.size = 1000;
    assert_int_equal(write_lp(uh_default_request()), UH_NO_MEMORY);
    arena.size = size;
    assert_int_equal(arena.used, 0);
}

int main(void) {
    arena.size = uh_plan_memory(catalog);
    arena.base = malloc(arena.size);
    if (arena.base == NULL) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(its_parts_stand_in_order, fresh),
        cmocka_unit_test_setup(every_name_is_declared, fresh),
        cmocka_unit_test_setup(lines_are_short_enough_for_any_reader, fresh),
        cmocka_unit_test_setup(an_empty_problem_is_whole, fresh),
        cmocka_unit_test_setup(refusals_are_told, fresh),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    free(written);
    return failed;
}
