// SPDX-License-Identifier: Apache-2.0
// What comes in place of a move that hurt: gentle, allowed, and not in the plan already.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cases.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static struct uh_arena arena;
static struct uh_plan plan;

static void make_plan(const struct uh_person *person, const struct uh_request *request) {
    arena.used = 0;
    assert_int_equal(uh_plan_session(catalog, person, request, &arena, &plan), UH_OK);
}

static bool planned(int move) {
    for (int i = 0; i < plan.item_count; i++)
        if (plan.items[i].move == move) return true;
    return false;
}

static bool can_stand(const struct uh_move *move, const struct uh_plan_item *item) {
    for (int i = 0; i < move->stance_count; i++)
        if (move->stances[i].position == item->position &&
            move->stances[i].equipment == item->equipment)
            return true;
    return false;
}

static void check(const struct uh_plan_item *hurt, const struct uh_plan_item *item) {
    const struct uh_move *from = uh_catalog_at(catalog, hurt->move);
    const struct uh_move *to = uh_catalog_at(catalog, item->move);
    const struct uh_verdict *verdict = &plan.verdicts[item->move];
    bool easier = from->easier != NULL && strcmp(from->easier, to->id) == 0;
    assert_false(planned(item->move));
    assert_int_equal(verdict->withheld, UH_NOT_WITHHELD);
    assert_int_equal(item->level, UH_LEVEL_LIGHT);
    assert_int_equal(item->equipment & ~plan.request.equipment, 0);
    assert_true(verdict->positions >> item->position & 1);
    assert_true(can_stand(to, item));
    assert_true(verdict->hold_max_s == 0 || item->hold_s <= verdict->hold_max_s);
    assert_true(verdict->reps_max == 0 || item->reps <= verdict->reps_max);
    assert_int_equal(item->modified_by, verdict->modified_by);
    assert_int_equal(item->sides, to->sides);
    assert_int_equal(item->phase, hurt->phase);
    assert_true(item->seconds > 0);
    if (easier) return;
    assert_int_equal(to->demands & ~from->demands, 0); // asks no more of the body
    assert_true(to->kind != UH_KIND_STRENGTH);
    assert_string_not_equal(from->family, to->family);
}

static void whatever_hurts_what_follows_is_gentle(void **state) {
    (void)state;
    int found = 0, none = 0;
    for (int i = 0; i < 400; i++) {
        static struct test_case at;
        struct dice dice = dice_of(3, (uint64_t)i);
        roll_case(catalog, 15, &dice, &at);
        make_plan(&at.person, &at.request);
        for (int j = 0; j < plan.item_count; j++) {
            struct uh_plan_item item;
            if (plan.items[j].phase == UH_PHASE_WARMUP) continue;
            enum uh_result result = uh_plan_substitute(catalog, &plan, j, &item);
            found += result == UH_OK;
            none += result == UH_NOT_FOUND;
            if (result == UH_OK) check(&plan.items[j], &item);
        }
    }
    assert_true(found > 500);
    assert_true(none > 0);
}

// A plan of this move alone, as it would be at the desk, where all else is allowed.
static void plan_only(const char *id, int position) {
    struct uh_profile profile = uh_default_profile();
    struct uh_person person = {.profile = &profile};
    struct uh_request request = uh_default_request();
    make_plan(&person, &request);
    plan.item_count = 1;
    plan.items[0] = (struct uh_plan_item){.move = (int16_t)uh_catalog_move(catalog, id),
                                          .phase = UH_PHASE_MOBILITY,
                                          .position = (uint8_t)position,
                                          .start_s = 35};
}

static void the_easier_sibling_comes_first(void **state) {
    (void)state;
    struct uh_plan_item item;
    plan_only("neck-roll", UH_POSITION_SITTING);
    assert_string_equal(uh_catalog_at(catalog, plan.items[0].move)->easier, "shoulder-roll");
    assert_int_equal(uh_plan_substitute(catalog, &plan, 0, &item), UH_OK);
    assert_string_equal(uh_catalog_at(catalog, item.move)->id, "shoulder-roll");
    assert_int_equal(item.position, UH_POSITION_SITTING);
    assert_int_equal(item.start_s, 35);
    plan.verdicts[uh_catalog_move(catalog, "shoulder-roll")].withheld = UH_WITHHELD_HURT;
    if (uh_plan_substitute(catalog, &plan, 0, &item) == UH_OK)
        assert_string_not_equal(uh_catalog_at(catalog, item.move)->id, "shoulder-roll");
}

static void where_nothing_is_allowed_there_is_none(void **state) {
    (void)state;
    struct uh_plan_item item;
    plan_only("neck-roll", UH_POSITION_SITTING);
    for (int i = 0; i < plan.verdict_count; i++) plan.verdicts[i].withheld = UH_WITHHELD_CONDITION;
    assert_int_equal(uh_plan_substitute(catalog, &plan, 0, &item), UH_NOT_FOUND);
}

int main(void) {
    arena = case_arena(catalog);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_hurts_what_follows_is_gentle),
        cmocka_unit_test(the_easier_sibling_comes_first),
        cmocka_unit_test(where_nothing_is_allowed_there_is_none),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    return failed;
}
