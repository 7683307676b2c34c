// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/catalog.h"

static const struct uh_catalog *catalog = &uh_builtin_catalog;

static void every_move_is_found(void **state) {
    (void)state;
    for (int i = 0; i < catalog->move_count + catalog->activity_count; i++)
        assert_int_equal(uh_catalog_move(catalog, uh_catalog_at(catalog, i)->id), i);
    for (int i = 1; i < catalog->move_count; i++)
        assert_true(strcmp(catalog->moves[i - 1].id, catalog->moves[i].id) < 0);
    assert_int_equal(uh_catalog_move(catalog, ""), -1);
    assert_int_equal(uh_catalog_move(catalog, "chin-tuc"), -1);
    assert_int_equal(uh_catalog_move(catalog, "zzz"), -1);
}

static void other_entries_are_found(void **state) {
    (void)state;
    for (int i = 0; i < catalog->condition_count; i++)
        assert_int_equal(uh_catalog_condition(catalog, catalog->conditions[i].id), i);
    for (int i = 0; i < catalog->flag_count; i++)
        assert_int_equal(uh_catalog_flag(catalog, catalog->flags[i].id), i);
    for (int i = 0; i < catalog->kind_count; i++)
        assert_int_equal(uh_catalog_kind(catalog, catalog->kinds[i].id), i);
    for (int i = 0; i < catalog->setting_count; i++)
        assert_int_equal(uh_catalog_setting(catalog, catalog->settings[i].id), i);
    for (int i = 0; i < catalog->source_count; i++)
        assert_int_equal(uh_catalog_source(catalog, catalog->sources[i].id), i);
    for (int i = 0; i < catalog->muscle_count; i++)
        assert_int_equal(uh_catalog_muscle(catalog, catalog->muscles[i].id), i);
    assert_int_equal(uh_catalog_condition(catalog, "hiccups"), -1);
    assert_int_equal(uh_catalog_setting(catalog, "moon"), -1);
}

// What the articles instruct, as counted from them.
static void the_moves_are_those_of_the_articles(void **state) {
    int kinds[UH_KIND_COUNT] = {0}, one_sided = 0;
    (void)state;
    for (int i = 0; i < catalog->move_count; i++) {
        kinds[catalog->moves[i].kind]++;
        one_sided += catalog->moves[i].sides == UH_SIDES_EACH;
    }
    assert_int_equal(catalog->move_count, 44);
    assert_int_equal(catalog->activity_count, 9);
    assert_int_equal(kinds[UH_KIND_STATIC], 17);
    assert_int_equal(kinds[UH_KIND_MOBILITY], 16);
    assert_int_equal(kinds[UH_KIND_STRENGTH], 11);
    assert_int_equal(one_sided, 13);
}

static const char *nearest(const char *id) {
    int move = uh_catalog_nearest_move(catalog, id);
    return move < 0 ? "none" : uh_catalog_at(catalog, move)->id;
}

static void the_nearest_move_is_by_spelling(void **state) {
    char long_id[400];
    (void)state;
    assert_string_equal(nearest("chintuck"), "chin-tuck");
    assert_string_equal(nearest("cat-cwo"), "cat-cow");
    assert_string_equal(nearest("wlaking"), "walking");
    assert_string_equal(nearest("xqzxqzxqz"), "none");
    memset(long_id, 'a', sizeof long_id);
    long_id[sizeof long_id - 1] = 0;
    assert_string_equal(nearest(long_id), "none");
}

static void stances_are_gathered(void **state) {
    static const struct uh_stance stances[] = {
        {UH_POSITION_STANDING, 1 << UH_EQUIPMENT_WALL},
        {UH_POSITION_SUPINE, 1 << UH_EQUIPMENT_MAT | 1 << UH_EQUIPMENT_TOWEL},
    };
    struct uh_move move = {.stance_count = 2, .stances = stances};
    (void)state;
    assert_int_equal(uh_move_positions(&move), 1 << UH_POSITION_STANDING | 1 << UH_POSITION_SUPINE);
    assert_int_equal(uh_move_equipment(&move),
                     1 << UH_EQUIPMENT_WALL | 1 << UH_EQUIPMENT_MAT | 1 << UH_EQUIPMENT_TOWEL);
}

static void a_set_takes_its_repetitions_each_way(void **state) {
    struct uh_move move = {.directions = 1, .tempo_s = 3};
    (void)state;
    assert_int_equal(uh_move_set_seconds(&move, 10, 2), 50);
    move.directions = 2;
    assert_int_equal(uh_move_set_seconds(&move, 10, 2), 100);
    struct uh_move hold = {.directions = 1, .tempo_s = 0};
    assert_int_equal(uh_move_set_seconds(&hold, 1, 30), 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_is_found),
        cmocka_unit_test(other_entries_are_found),
        cmocka_unit_test(the_moves_are_those_of_the_articles),
        cmocka_unit_test(the_nearest_move_is_by_spelling),
        cmocka_unit_test(stances_are_gathered),
        cmocka_unit_test(a_set_takes_its_repetitions_each_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
