// SPDX-License-Identifier: Apache-2.0
// Random people by the thousand: every plan keeps all rules, and plans relate to one another as
// they should. usage: test_plan_properties [HOW-MANY [SEED]]; the environment variable
// UNHUNCH_CASES asks for more as well.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cases.h"
#include "rules.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static struct uh_arena arena;
static uint64_t seed = 1;
static int case_count = 300;

// Plans of most cases are short, as sessions are; some are as long as they can be.
static int minutes_of(struct dice *dice) {
    return roll_chance(dice, 90) ? 15 : roll_chance(dice, 90) ? 30 : UH_MINUTES_MAX;
}

static void plan_in(const struct uh_catalog *of, const struct uh_person *person,
                    const struct uh_request *request, struct uh_plan *plan) {
    arena.used = 0;
    assert_int_equal(uh_plan_session(of, person, request, &arena, plan), UH_OK);
    assert_int_equal(arena.used, 0);
}

static void every_plan_keeps_the_rules(void **state) {
    (void)state;
    static struct uh_plan plan;
    static struct test_case at;
    int broken = 0, sessions = 0, bounded = 0, bounded_short = 0;
    for (int i = 0; i < case_count; i++) {
        struct dice dice = dice_of(seed, (uint64_t)i);
        char room[4096];
        struct uh_text text = uh_text_in(room, sizeof room);
        roll_case(catalog, minutes_of(&dice), &dice, &at);
        plan_in(catalog, &at.person, &at.request, &plan);
        int here = rules_broken(catalog, &at.person, &at.request, &plan, &text);
        if (here > 0) print_message("case %d of seed %d:\n%s", i, (int)seed, room);
        broken += here > 0;
        sessions += plan.item_count > 0;
        bounded += plan.proof == UH_BOUNDED;
        bounded_short += plan.proof == UH_BOUNDED && plan.request.minutes <= 30;
    }
    print_message("%d cases of seed %d: %d with a session, %d against a rule, %d not proven\n",
                  case_count, (int)seed, sessions, broken, bounded);
    assert_int_equal(broken, 0);
    assert_int_equal(bounded_short, 0); // up to half an hour all are proven
    assert_true(sessions > case_count / 2);
}

// ---- how plans relate: each changes a case and says what must then hold ----

static struct uh_condition conditions[UH_CONDITION_MAX]; // those of a changed catalogue

static bool same_items(const struct uh_catalog *a_of, const struct uh_plan *a,
                       const struct uh_catalog *b_of, const struct uh_plan *b) {
    if (a->objective != b->objective || a->bound != b->bound || a->item_count != b->item_count ||
        a->seconds != b->seconds)
        return false;
    for (int i = 0; i < a->item_count; i++) {
        struct uh_plan_item x = a->items[i], y = b->items[i];
        if (strcmp(uh_catalog_at(a_of, x.move)->id, uh_catalog_at(b_of, y.move)->id) != 0)
            return false;
        x.move = y.move = 0;
        if (x.phase != y.phase || x.position != y.position || x.equipment != y.equipment ||
            x.reps != y.reps || x.hold_s != y.hold_s || x.sets != y.sets ||
            x.start_s != y.start_s || x.seconds != y.seconds || x.why != y.why ||
            x.areas != y.areas || x.modified_by != y.modified_by)
            return false;
    }
    return true;
}

static bool same_verdict(const struct uh_verdict *a, const struct uh_verdict *b) {
    return a->withheld == b->withheld && a->by == b->by && a->condition == b->condition &&
           a->level == b->level && a->positions == b->positions &&
           a->modified_by == b->modified_by && a->hold_max_s == b->hold_max_s &&
           a->reps_max == b->reps_max && a->modification == b->modification;
}

// More time is never worse, but where a rule begins: a minute of mobility from ten minutes on,
// cardio from 20 and 40 on in a full routine.
static bool more_time(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                      struct uh_plan *after) {
    int from = before->request.minutes, to = from + 1 + roll(dice, 3);
    bool full = strcmp(catalog->kinds[before->request.kind].id, "full") == 0;
    if (to > UH_MINUTES_MAX || (from < 10 && to >= 10)) return true;
    if (full && ((from < 20 && to >= 20) || (from < 40 && to >= 40))) return true;
    at->request.minutes = (int16_t)to;
    plan_in(catalog, &at->person, &at->request, after);
    return after->bound >= before->objective;
}

static bool looser_caps(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                        struct uh_plan *after) {
    struct uh_catalog looser = *catalog;
    for (int i = 0; i < catalog->condition_count; i++) {
        conditions[i] = catalog->conditions[i];
        if (conditions[i].cap > 0) conditions[i].cap += 1 + roll(dice, 3);
    }
    looser.conditions = conditions;
    plan_in(&looser, &at->person, &at->request, after);
    return after->bound >= before->objective;
}

static bool more_equipment(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                           struct uh_plan *after) {
    at->request.equipment_said = true;
    at->request.equipment =
        before->request.equipment | (uint16_t)(1u << roll(dice, UH_EQUIPMENT_COUNT));
    plan_in(catalog, &at->person, &at->request, after);
    return after->bound >= before->objective;
}

static bool more_positions(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                           struct uh_plan *after) {
    if (!at->profile.positions_said) return true;
    at->profile.positions |= (uint16_t)(1u << roll(dice, UH_POSITION_COUNT));
    plan_in(catalog, &at->person, &at->request, after);
    return after->bound >= before->objective;
}

static bool more_abilities(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                           struct uh_plan *after) {
    at->profile.cannot &= ~(UINT32_C(1) << roll(dice, UH_DEMAND_COUNT));
    plan_in(catalog, &at->person, &at->request, after);
    return after->bound >= before->objective;
}

static bool another_condition(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                              struct uh_plan *after) {
    at->profile.conditions |= UINT32_C(1) << roll(dice, catalog->condition_count);
    plan_in(catalog, &at->person, &at->request, after);
    return before->bound >= after->objective;
}

static bool another_hurt(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                         struct uh_plan *after) {
    if (at->person.history == NULL) return true; // the rest of a history would count as well
    uh_move_set_add(&at->history.hurt, roll(dice, catalog->move_count));
    plan_in(catalog, &at->person, &at->request, after);
    return before->bound >= after->objective;
}

static bool capped_search(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                          struct uh_plan *after) {
    at->request.node_limit = 1 + roll(dice, roll_chance(dice, 50) ? 20 : 400);
    plan_in(catalog, &at->person, &at->request, after);
    char room[4096];
    struct uh_text text = uh_text_in(room, sizeof room);
    int broken = rules_broken(catalog, &at->person, &at->request, after, &text);
    if (broken > 0) print_message("%s", room);
    return broken == 0 && after->objective <= before->bound && after->bound >= before->objective;
}

static bool same_again(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                       struct uh_plan *after) {
    for (size_t i = 0; i < arena.size / 64; i++) arena.base[i] = (unsigned char)roll_bits(dice);
    plan_in(catalog, &at->person, &at->request, after);
    for (int i = 0; i < catalog->move_count; i++)
        if (!same_verdict(&before->verdicts[i], &after->verdicts[i])) return false;
    return same_items(catalog, before, catalog, after) && before->nodes == after->nodes;
}

// ---- the catalogue's own order ----

static struct uh_move shuffled_moves[UH_MOVE_MAX];
static int new_place[UH_MOVE_MAX]; // of an old index

static struct uh_catalog shuffled(struct dice *dice) {
    struct uh_catalog result = *catalog;
    int old[UH_MOVE_MAX];
    for (int i = 0; i < catalog->move_count; i++) old[i] = i;
    for (int i = catalog->move_count - 1; i > 0; i--) {
        int j = roll(dice, i + 1), swap = old[i];
        old[i] = old[j];
        old[j] = swap;
    }
    for (int i = 0; i < UH_MOVE_MAX; i++) new_place[i] = i;
    for (int i = 0; i < catalog->move_count; i++) {
        shuffled_moves[i] = catalog->moves[old[i]];
        new_place[old[i]] = i;
    }
    result.moves = shuffled_moves;
    return result;
}

static void move_set(struct uh_move_set *set) {
    struct uh_move_set result = {{0}};
    for (int i = 0; i < UH_MOVE_MAX; i++)
        if (uh_move_set_has(set, i)) uh_move_set_add(&result, new_place[i]);
    *set = result;
}

static bool any_order(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                      struct uh_plan *after) {
    struct uh_catalog other = shuffled(dice);
    struct uh_history past = at->history;
    for (int i = 0; i < UH_MOVE_MAX; i++) at->history.moves[new_place[i]] = past.moves[i];
    move_set(&at->history.hurt);
    move_set(&at->profile.likes);
    move_set(&at->profile.dislikes);
    plan_in(&other, &at->person, &at->request, after);
    return same_items(catalog, before, &other, after) && before->nodes == after->nodes;
}

static const struct relation {
    const char *what;
    bool (*holds)(struct test_case *at, struct dice *dice, const struct uh_plan *before,
                  struct uh_plan *after);
} relations[] = {
    {"more time is never worse", more_time},
    {"looser caps are never worse", looser_caps},
    {"more equipment is never worse", more_equipment},
    {"more positions are never worse", more_positions},
    {"more abilities are never worse", more_abilities},
    {"a condition is never better", another_condition},
    {"a move that hurt is never better", another_hurt},
    {"a search cut short stays within its bound", capped_search},
    {"the same again is the same", same_again},
    {"the order of the catalogue changes nothing", any_order},
};
enum { RELATIONS = sizeof relations / sizeof relations[0] };

static void plans_relate_as_they_should(void **state) {
    (void)state;
    static struct uh_plan before, after;
    static struct test_case at;
    int broken[RELATIONS] = {0}, failed = 0;
    for (int i = 0; i < case_count; i++) {
        struct dice dice = dice_of(seed + 1000, (uint64_t)i);
        const struct relation *relation = &relations[i % RELATIONS];
        roll_case(catalog, roll_chance(&dice, 90) ? 12 : 30, &dice, &at);
        plan_in(catalog, &at.person, &at.request, &before);
        if (relation->holds(&at, &dice, &before, &after)) continue;
        broken[i % RELATIONS]++;
        print_message("case %d of seed %d: not so: %s (%lld, then %lld)\n", i, (int)seed,
                      relation->what, (long long)before.objective, (long long)after.objective);
    }
    for (int r = 0; r < RELATIONS; r++) failed += broken[r];
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv) {
    const char *asked = getenv("UNHUNCH_CASES");
    if (argc > 1) case_count = atoi(argv[1]);
    if (asked != NULL) case_count = atoi(asked);
    if (argc > 2) seed = strtoull(argv[2], NULL, 10);
    arena = case_arena(catalog);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_plan_keeps_the_rules),
        cmocka_unit_test(plans_relate_as_they_should),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    return failed;
}
