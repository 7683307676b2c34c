// SPDX-License-Identifier: Apache-2.0
// The rule checker itself: it passes sound plans, and each way to spoil one does not get by.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cases.h"
#include "rules.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static struct uh_arena arena;
static struct uh_profile profile;
static struct uh_history history;
static struct uh_person person;
static struct uh_request request;
static struct uh_plan plan;

// A full routine at the gym: it has all phases, cardio, equipment and several positions.
static int fresh(void **state) {
    (void)state;
    profile = uh_default_profile();
    profile.experience = UH_EXPERIENCE_REGULAR;
    memset(&history, 0, sizeof history);
    for (int i = 0; i < UH_MOVE_MAX; i++) history.moves[i].days_since = -1;
    person = (struct uh_person){.profile = &profile, .history = &history};
    request = uh_default_request();
    request.setting = (int8_t)uh_catalog_setting(catalog, "gym");
    request.minutes = 25;
    arena.used = 0;
    return uh_plan_session(catalog, &person, &request, &arena, &plan) == UH_OK ? 0 : -1;
}

static int broken(void) {
    static char room[8192];
    struct uh_text text = uh_text_in(room, sizeof room);
    return rules_broken(catalog, &person, &request, &plan, &text);
}

static struct uh_plan_item *first_of(int phase) {
    for (int i = 0; i < plan.item_count; i++)
        if (plan.items[i].phase == phase) return &plan.items[i];
    fail_msg("the plan lacks a phase");
    return NULL;
}

static void a_sound_plan_passes(void **state) {
    (void)state;
    assert_int_equal(broken(), 0);
    for (int phase = 0; phase < UH_PHASE_COUNT; phase++) assert_non_null(first_of(phase));
}

// Each spoils the plan, or what is known of the person, in one way.
static void dislike_it(void) {
    uh_move_set_add(&profile.dislikes, first_of(UH_PHASE_STATIC)->move);
}
static void hurt_it(void) {
    uh_move_set_add(&history.hurt, first_of(UH_PHASE_STATIC)->move);
}
static void like_it(void) {
    uh_move_set_add(&profile.likes, first_of(UH_PHASE_STATIC)->move);
}
static void cannot_do_it(void) {
    profile.cannot = UINT32_MAX;
}
static void have_a_condition(void) {
    profile.conditions = (UINT32_C(1) << catalog->condition_count) - 1;
}
static void have_no_equipment(void) {
    request.equipment_said = true;
    request.equipment = plan.request.equipment = 0;
}
static void be_unable_to_stand(void) {
    profile.positions_said = true;
    profile.positions = (uint16_t) ~(1u << UH_POSITION_STANDING);
}
static void be_new_to_this(void) {
    profile.experience = UH_EXPERIENCE_BEGINNER;
    first_of(UH_PHASE_STRENGTH)->level = UH_LEVEL_FULL;
}
static void ask_for_less_time(void) {
    request.minutes = plan.request.minutes = 24;
}
static void swap_phases(void) {
    struct uh_plan_item *a = first_of(UH_PHASE_STRENGTH), kept = *a;
    *a = plan.items[plan.item_count - 1];
    plan.items[plan.item_count - 1] = kept;
}
static void repeat_a_move(void) {
    plan.items[plan.item_count] = plan.items[plan.item_count - 1];
    plan.items[plan.item_count].start_s = plan.seconds;
    plan.item_count++;
}
static void drop_a_move(void) {
    plan.item_count--;
}
static void drop_the_cardio(void) {
    memmove(plan.items, plan.items + 1, sizeof plan.items[0] * (size_t)--plan.item_count);
}
static void other_sides(void) {
    first_of(UH_PHASE_STATIC)->sides ^= 1;
}
static void one_rep_more(void) {
    first_of(UH_PHASE_MOBILITY)->reps++;
}
static void a_long_hold(void) {
    first_of(UH_PHASE_STATIC)->hold_s = 90;
}
static void a_fourth_set(void) {
    first_of(UH_PHASE_STRENGTH)->sets += 3;
}
static void no_rest(void) {
    for (int i = 0; i < plan.item_count; i++) plan.items[i].rest_s++;
}
static void start_early(void) {
    plan.items[2].start_s -= 5;
}
static void take_less_time(void) {
    plan.items[2].seconds -= 5;
}
static void another_position(void) {
    first_of(UH_PHASE_MOBILITY)->position = UH_POSITION_HANGING;
}
static void say_nothing_of_equipment(void) {
    plan.equipment = 0;
}
static void boast(void) {
    plan.objective++;
}
static void a_bound_below(void) {
    plan.bound = plan.objective - 1;
}
static void not_proven(void) {
    plan.bound++;
}
static void another_reason(void) {
    first_of(UH_PHASE_STATIC)->why ^= UH_WHY_LIKED;
}
static void another_area(void) {
    first_of(UH_PHASE_STATIC)->areas ^= 1;
}
static void raise_a_flag(void) {
    static struct uh_check_in now;
    now = uh_default_check_in();
    now.flags = 1;
    person.check_in = &now;
}
static void have_marked_pain(void) {
    static struct uh_check_in now;
    now = uh_default_check_in();
    now.pain = 5;
    person.check_in = &now;
}
static void withhold_for_nothing(void) {
    plan.verdicts[0].withheld = UH_WITHHELD_EQUIPMENT;
}
static void let_through(void) {
    for (int i = 0; i < plan.verdict_count; i++) plan.verdicts[i].withheld = UH_NOT_WITHHELD;
    uh_move_set_add(&profile.dislikes, 0);
}

static void (*const spoils[])(void) = {
    dislike_it,
    hurt_it,
    like_it,
    cannot_do_it,
    have_a_condition,
    have_no_equipment,
    be_unable_to_stand,
    be_new_to_this,
    ask_for_less_time,
    swap_phases,
    repeat_a_move,
    drop_a_move,
    drop_the_cardio,
    other_sides,
    one_rep_more,
    a_long_hold,
    a_fourth_set,
    no_rest,
    start_early,
    take_less_time,
    another_position,
    say_nothing_of_equipment,
    boast,
    a_bound_below,
    not_proven,
    another_reason,
    another_area,
    raise_a_flag,
    have_marked_pain,
    withhold_for_nothing,
    let_through,
};

static void a_spoilt_plan_does_not_get_by(void **state) {
    for (size_t i = 0; i < sizeof spoils / sizeof spoils[0]; i++) {
        assert_int_equal(fresh(state), 0);
        spoils[i]();
        if (broken() == 0) fail_msg("spoilt in way %d, and not seen", (int)i);
    }
}

int main(void) {
    arena = case_arena(catalog);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_sound_plan_passes, fresh),
        cmocka_unit_test(a_spoilt_plan_does_not_get_by),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    return failed;
}
