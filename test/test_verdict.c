// SPDX-License-Identifier: Apache-2.0
// What a person may do of a move: on a small catalogue where every limit is known, and on the
// built-in one for what conditions withhold.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/safety.h"

#define AT(position) (uint16_t)(1u << UH_POSITION_##position)
#define WITH(equipment) (uint16_t)(1u << UH_EQUIPMENT_##equipment)

enum { REACH, ROW, PLANK, MOVES };
enum { STRICT, LOOSE, NO_ROW, HEALING, CONDITIONS };

static const struct uh_stance reach_stances[] = {
    {UH_POSITION_SITTING, 0}, {UH_POSITION_KNEELING, 0}, {UH_POSITION_SUPINE, 0}};
static const struct uh_stance row_stances[] = {{UH_POSITION_STANDING, WITH(BAND) | WITH(WALL)},
                                               {UH_POSITION_SITTING, WITH(DUMBBELL)}};
static const struct uh_stance plank_stances[] = {{UH_POSITION_ALL_FOURS, 0}};
static const struct uh_move moves[MOVES] = {
    [REACH] = {.id = "reach", .stance_count = 3, .stances = reach_stances},
    [ROW] = {.id = "row",
             .stance_count = 2,
             .stances = row_stances,
             .demands = 1u << UH_DEMAND_GRIP | 1u << UH_DEMAND_BEND_FORWARD},
    [PLANK] = {.id = "plank", .stance_count = 1, .stances = plank_stances},
};
static const struct uh_modification strict[] = {{.move = "reach",
                                                 .how = "Reach low.",
                                                 .positions = AT(SITTING) | AT(SUPINE),
                                                 .level = UH_LEVEL_USUAL,
                                                 .hold_max_s = 10}};
static const struct uh_modification loose[] = {{.move = "reach",
                                                .how = "Reach slowly.",
                                                .say = "Slowly.",
                                                .variant = "slow",
                                                .positions = AT(SITTING) | AT(KNEELING),
                                                .level = UH_LEVEL_LIGHT,
                                                .hold_max_s = 20,
                                                .reps_max = 5},
                                               {.move = "plank", .how = "Reach low."}};
static const char *const row_id[] = {"row"}, *const all[] = {"all"};
static const struct uh_condition conditions[CONDITIONS] = {
    [STRICT] = {.id = "strict", .name = "Strict", .modification_count = 1, .modifications = strict},
    [LOOSE] = {.id = "loose", .name = "Loose", .modification_count = 2, .modifications = loose},
    [NO_ROW] = {.id = "no-row", .name = "Sore arm", .withhold_count = 1, .withhold = row_id},
    [HEALING] = {.id = "healing", .stops = true, .withhold_count = 1, .withhold = all},
};
static const struct uh_catalog catalog = {
    .move_count = MOVES, .moves = moves, .condition_count = CONDITIONS, .conditions = conditions};

static struct uh_profile profile;
static struct uh_move_set hurt;
static struct uh_surroundings around;

static int fresh(void **state) {
    (void)state;
    profile = uh_default_profile();
    hurt = (struct uh_move_set){{0}};
    around = (struct uh_surroundings){.equipment = 0xffff, .positions = 0xffff};
    return 0;
}

static struct uh_verdict verdict(int move) {
    return uh_safety_verdict(&catalog, &profile, &hurt, &around, move);
}

static const char *told(const struct uh_verdict *v) {
    static char room[128];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_verdict_explain(&catalog, v, &text);
    return room;
}

static void nothing_known_allows_all(void **state) {
    (void)state;
    for (int i = 0; i < MOVES; i++) {
        struct uh_verdict v = verdict(i);
        assert_int_equal(v.withheld, UH_NOT_WITHHELD);
        assert_int_equal(v.level, UH_LEVEL_FULL);
        assert_int_equal(v.positions, uh_move_positions(&moves[i]));
        assert_int_equal(v.condition, -1);
        assert_int_equal(v.modified_by, 0);
        assert_string_equal(told(&v), "");
    }
    assert_int_equal(uh_safety_verdict(&catalog, &profile, NULL, &around, REACH).withheld,
                     UH_NOT_WITHHELD);
}

static void one_condition_changes_a_move(void **state) {
    (void)state;
    profile.conditions = 1u << LOOSE;
    struct uh_verdict v = verdict(REACH);
    assert_int_equal(v.withheld, UH_NOT_WITHHELD);
    assert_int_equal(v.condition, LOOSE);
    assert_ptr_equal(v.modification, &loose[0]);
    assert_int_equal(v.level, UH_LEVEL_LIGHT);
    assert_int_equal(v.hold_max_s, 20);
    assert_int_equal(v.reps_max, 5);
    assert_int_equal(v.positions, AT(SITTING) | AT(KNEELING));
    assert_int_equal(verdict(ROW).modified_by, 0);
}

static void of_several_conditions_the_strictest_limit_holds(void **state) {
    (void)state;
    profile.conditions = 1u << STRICT | 1u << LOOSE;
    struct uh_verdict v = verdict(REACH);
    assert_int_equal(v.condition, STRICT);
    assert_int_equal(v.modified_by, 1u << STRICT | 1u << LOOSE);
    assert_int_equal(v.level, UH_LEVEL_LIGHT);
    assert_int_equal(v.hold_max_s, 10);
    assert_int_equal(v.reps_max, 5);
    assert_int_equal(v.positions, AT(SITTING));
}

static void conditions_withhold(void **state) {
    (void)state;
    profile.conditions = 1u << NO_ROW;
    struct uh_verdict v = verdict(ROW);
    assert_int_equal(v.withheld, UH_WITHHELD_CONDITION);
    assert_int_equal(v.by, NO_ROW);
    assert_string_equal(told(&v), "Sore arm");
    assert_int_equal(verdict(REACH).withheld, UH_NOT_WITHHELD);
}

// What stops everything does so at the gate; once that is passed, moves are free again.
static void a_healing_injury_is_for_the_gate(void **state) {
    (void)state;
    profile.conditions = 1u << HEALING;
    assert_int_equal(verdict(REACH).withheld, UH_NOT_WITHHELD);
}

static void the_first_reason_is_told(void **state) {
    (void)state;
    struct uh_verdict v;
    around.equipment = 0;
    v = verdict(ROW);
    assert_int_equal(v.withheld, UH_WITHHELD_EQUIPMENT);
    profile.cannot = 1u << UH_DEMAND_GRIP;
    assert_int_equal(verdict(ROW).withheld, UH_WITHHELD_CANNOT);
    uh_move_set_add(&profile.dislikes, ROW);
    v = verdict(ROW);
    assert_int_equal(v.withheld, UH_WITHHELD_DISLIKED);
    assert_string_equal(told(&v), "you do not like it");
    uh_move_set_add(&hurt, ROW);
    v = verdict(ROW);
    assert_int_equal(v.withheld, UH_WITHHELD_HURT);
    assert_string_equal(told(&v), "it hurt and you have not allowed it again");
    profile.conditions = 1u << NO_ROW;
    assert_int_equal(verdict(ROW).withheld, UH_WITHHELD_CONDITION);
    assert_int_equal(verdict(REACH).withheld, UH_NOT_WITHHELD);
}

static void what_the_body_cannot(void **state) {
    (void)state;
    profile.cannot = 1u << UH_DEMAND_BEND_FORWARD;
    struct uh_verdict v = verdict(ROW);
    assert_int_equal(v.withheld, UH_WITHHELD_CANNOT);
    assert_int_equal(v.by, UH_DEMAND_BEND_FORWARD);
    assert_string_equal(told(&v), "you cannot do this: bending the trunk forward");
    profile.cannot = 1u << UH_DEMAND_KNEEL;
    assert_int_equal(verdict(REACH).positions, AT(SITTING) | AT(SUPINE));
    assert_int_equal(verdict(PLANK).withheld, UH_WITHHELD_CANNOT);
    assert_int_equal(verdict(PLANK).by, UH_DEMAND_KNEEL);
    profile.cannot = 1u << UH_DEMAND_FLOOR;
    assert_int_equal(verdict(REACH).positions, AT(SITTING));
    profile.cannot = 1u << UH_DEMAND_LIE_SUPINE;
    assert_int_equal(verdict(REACH).positions, AT(SITTING) | AT(KNEELING));
}

static void what_is_not_at_hand(void **state) {
    (void)state;
    around.equipment = WITH(WALL) | WITH(DUMBBELL);
    assert_int_equal(verdict(ROW).positions, AT(SITTING));
    around.equipment = WITH(WALL);
    struct uh_verdict v = verdict(ROW);
    assert_int_equal(v.withheld, UH_WITHHELD_EQUIPMENT);
    assert_int_equal(v.by, UH_EQUIPMENT_BAND);
    assert_string_equal(told(&v), "needs a resistance band");
    around.positions = AT(SITTING);
    assert_int_equal(verdict(ROW).by, UH_EQUIPMENT_DUMBBELL);
    assert_int_equal(verdict(REACH).positions, AT(SITTING));
    v = verdict(PLANK);
    assert_int_equal(v.withheld, UH_WITHHELD_POSITION);
    assert_string_equal(told(&v), "its position is not possible here");
}

static void all_changes_are_told(void **state) {
    (void)state;
    char room[64];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_modified_how(&catalog, &moves[REACH], 1u << STRICT | 1u << LOOSE, &text);
    assert_string_equal(room, "Reach low. Reach slowly.");
    text = uh_text_in(room, sizeof room);
    uh_modified_how(&catalog, &moves[ROW], 1u << STRICT, &text);
    assert_string_equal(room, "");
    assert_string_equal(uh_modified_say(&catalog, &moves[REACH], 1u << STRICT | 1u << LOOSE),
                        "Slowly.");
    assert_null(uh_modified_say(&catalog, &moves[REACH], 1u << STRICT));
    assert_string_equal(uh_modified_variant(&catalog, &moves[REACH], 1u << STRICT | 1u << LOOSE),
                        "slow");
    assert_null(uh_modified_variant(&catalog, &moves[REACH], 1u << STRICT));
}

// Of the built-in conditions each withholds and changes what it names.
static void built_in_conditions_do_as_they_say(void **state) {
    (void)state;
    const struct uh_catalog *c = &uh_builtin_catalog;
    for (int i = 0; i < c->condition_count; i++) {
        const struct uh_condition *condition = &c->conditions[i];
        profile.conditions = UINT32_C(1) << i;
        for (int j = 0; j < condition->withhold_count && !condition->stops; j++) {
            int move = uh_catalog_move(c, condition->withhold[j]);
            struct uh_verdict v = uh_safety_verdict(c, &profile, NULL, &around, move);
            assert_int_equal(v.withheld, UH_WITHHELD_CONDITION);
            assert_int_equal(v.by, i);
        }
        for (int j = 0; j < condition->modification_count; j++) {
            const struct uh_modification *change = &condition->modifications[j];
            int move = uh_catalog_move(c, change->move);
            struct uh_verdict v = uh_safety_verdict(c, &profile, NULL, &around, move);
            assert_int_equal(v.withheld, UH_NOT_WITHHELD);
            assert_int_equal(v.modified_by, UINT32_C(1) << i);
            assert_int_equal(v.level, change->level);
            assert_true(v.positions != 0);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nothing_known_allows_all, fresh),
        cmocka_unit_test_setup(one_condition_changes_a_move, fresh),
        cmocka_unit_test_setup(of_several_conditions_the_strictest_limit_holds, fresh),
        cmocka_unit_test_setup(conditions_withhold, fresh),
        cmocka_unit_test_setup(a_healing_injury_is_for_the_gate, fresh),
        cmocka_unit_test_setup(the_first_reason_is_told, fresh),
        cmocka_unit_test_setup(what_the_body_cannot, fresh),
        cmocka_unit_test_setup(what_is_not_at_hand, fresh),
        cmocka_unit_test_setup(all_changes_are_told, fresh),
        cmocka_unit_test_setup(built_in_conditions_do_as_they_say, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
