// SPDX-License-Identifier: Apache-2.0
// From the optimum to a session: cardio, clock, reasons, and what is told where there is none.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cases.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static struct uh_arena arena;
static struct uh_profile profile;
static struct uh_check_in check_in;
static struct uh_history history;
static struct uh_person person;
static struct uh_request request;
static struct uh_plan plan;

static int fresh(void **state) {
    (void)state;
    profile = uh_default_profile();
    check_in = uh_default_check_in();
    memset(&history, 0, sizeof history);
    person = (struct uh_person){&profile, &check_in, &history};
    request = uh_default_request();
    arena.used = 0;
    return 0;
}

static enum uh_result make_plan(void) {
    return uh_plan_session(catalog, &person, &request, &arena, &plan);
}

static void ask_for(const char *setting, const char *kind, int minutes) {
    request.setting = (int8_t)uh_catalog_setting(catalog, setting);
    request.kind = (int8_t)uh_catalog_kind(catalog, kind);
    request.minutes = (int16_t)minutes;
    assert_int_equal(make_plan(), UH_OK);
}

static void full_routines_begin_with_cardio(void **state) {
    (void)state;
    static const struct {
        const char *kind;
        int minutes, cardio_s;
    } cases[] = {{"full", 19, 0},
                 {"full", 20, 300},
                 {"full", 25, 300},
                 {"relief", 25, 0},
                 {"warmup", 20, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ask_for("gym", cases[i].kind, cases[i].minutes);
        bool cardio = plan.items[0].phase == UH_PHASE_WARMUP;
        assert_int_equal(cardio, cases[i].cardio_s > 0);
        if (!cardio) continue;
        assert_int_equal(plan.items[0].seconds, cases[i].cardio_s);
        assert_int_equal(plan.items[0].start_s, 0);
        assert_true(plan.items[1].start_s >= cases[i].cardio_s);
        assert_string_equal(uh_catalog_at(catalog, plan.items[0].move)->id, "walking");
    }
}

// Another activity where walking will not do; none at all with a condition or where none will do.
static void cardio_suits_the_person(void **state) {
    (void)state;
    uh_move_set_add(&profile.dislikes, uh_catalog_move(catalog, "walking"));
    ask_for("gym", "full", 20);
    assert_string_equal(uh_catalog_at(catalog, plan.items[0].move)->id, "torso-twists");
    profile.conditions = UINT32_C(1) << uh_catalog_condition(catalog, "wrist-pain");
    ask_for("gym", "full", 20);
    assert_true(plan.items[0].phase != UH_PHASE_WARMUP);
    profile.conditions = 0;
    profile.cannot = UINT32_C(1) << UH_DEMAND_STAND_LONG;
    ask_for("gym", "full", 20);
    assert_true(plan.items[0].phase != UH_PHASE_WARMUP);
    assert_true(plan.seconds <= 15 * 60); // the minutes stay the person's own
}

static void the_clock_never_goes_back(void **state) {
    (void)state;
    ask_for("gym", "full", 30);
    int end = 0;
    for (int i = 0; i < plan.item_count; i++) {
        assert_true(plan.items[i].start_s >= end);
        end = plan.items[i].start_s + plan.items[i].seconds;
    }
    assert_int_equal(plan.seconds, end);
    assert_true(end <= 30 * 60);
}

static void reasons_are_given(void **state) {
    (void)state;
    int tuck = uh_catalog_move(catalog, "chin-tuck");
    uh_move_set_add(&profile.likes, tuck);
    history.sessions = 3;
    for (int i = 0; i < UH_MOVE_MAX; i++) history.moves[i].days_since = -1;
    ask_for("desk", "desk", 10);
    bool strength = false, liked = false;
    for (int i = 0; i < plan.item_count; i++) strength |= plan.items[i].phase == UH_PHASE_STRENGTH;
    for (int i = 0; i < plan.item_count; i++) {
        const struct uh_plan_item *item = &plan.items[i];
        bool mobility = uh_catalog_at(catalog, item->move)->kind == UH_KIND_MOBILITY;
        assert_true(item->why & UH_WHY_FRESH);
        assert_int_equal((item->why & UH_WHY_PREPARES) != 0, strength && mobility);
        assert_int_equal((item->why & UH_WHY_LIKED) != 0, item->move == tuck);
        liked |= item->move == tuck;
    }
    assert_true(liked); // what is liked comes first where it fits
}

static void what_stops_a_session_leaves_no_items(void **state) {
    (void)state;
    check_in.flags = 1;
    ask_for("desk", "desk", 10);
    assert_int_equal(plan.gate.verdict, UH_GATE_STOP);
    assert_int_equal(plan.item_count, 0);
    assert_int_equal(plan.seconds, 0);
    assert_int_equal(plan.verdict_count, catalog->move_count);
}

static void nothing_possible_is_an_empty_plan(void **state) {
    (void)state;
    profile.positions_said = true;
    ask_for("desk", "desk", 10);
    assert_int_equal(plan.item_count, 0);
    assert_int_equal(plan.proof, UH_PROVEN);
    assert_int_equal(plan.objective, 0);
    for (int i = 0; i < plan.verdict_count; i++)
        assert_true(plan.verdicts[i].withheld != UH_NOT_WITHHELD);
}

static void too_little_memory_is_told_and_given_back(void **state) {
    (void)state;
    size_t all = arena.size;
    for (size_t size = 0; size < 100000; size += 7919) {
        arena.size = size;
        assert_int_equal(make_plan(), UH_NO_MEMORY);
        assert_int_equal(arena.used, 0);
    }
    arena.size = all;
    request.minutes = UH_MINUTES_MAX + 1;
    assert_int_equal(make_plan(), UH_OUT_OF_RANGE);
}

int main(void) {
    arena = case_arena(catalog);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(full_routines_begin_with_cardio, fresh),
        cmocka_unit_test_setup(cardio_suits_the_person, fresh),
        cmocka_unit_test_setup(the_clock_never_goes_back, fresh),
        cmocka_unit_test_setup(reasons_are_given, fresh),
        cmocka_unit_test_setup(what_stops_a_session_leaves_no_items, fresh),
        cmocka_unit_test_setup(nothing_possible_is_an_empty_plan, fresh),
        cmocka_unit_test_setup(too_little_memory_is_told_and_given_back, fresh),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    return failed;
}
