// SPDX-License-Identifier: Apache-2.0
// The integer program: what it holds for whom. A small catalogue of our own, so that each number
// can be told.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plan/model.h"

#define AT(position) (uint16_t)(1u << UH_POSITION_##position)
#define WITH(equipment) (uint16_t)(1u << UH_EQUIPMENT_##equipment)

enum { BEND, ROW, MOVES };

// The row can be done standing in two ways: with a band fixed to a doorway, or with dumbbells.
static const struct uh_stance bend_at[] = {{UH_POSITION_STANDING, 0}, {UH_POSITION_SITTING, 0}};
static const struct uh_stance row_at[] = {{UH_POSITION_STANDING, WITH(BAND) | WITH(DOORWAY)},
                                          {UH_POSITION_STANDING, WITH(DUMBBELL)}};
static const struct uh_move moves[MOVES] = {
    [BEND] = {.id = "bend",
              .family = "bend",
              .kind = UH_KIND_MOBILITY,
              .directions = 1,
              .tempo_s = 6,
              .areas = {[UH_AREA_NECK] = 3, [UH_AREA_LOWER] = 1},
              .stance_count = 2,
              .stances = bend_at,
              .dose = {.reps = {5, 10, 20}, .sets = {1, 1, 1}}},
    [ROW] = {.id = "row",
             .family = "row",
             .kind = UH_KIND_STRENGTH,
             .directions = 1,
             .tempo_s = 4,
             .areas = {[UH_AREA_UPPER] = 3},
             .stance_count = 2,
             .stances = row_at,
             .dose = {.reps = {8, 10, 12}, .sets = {1, 2, 3}}},
};
static const struct uh_session_kind kinds[] = {
    {.id = "any",
     .benefit = {4, 2, 3},
     .phases = 0xf,
     .start = UH_POSITION_STANDING,
     .end = UH_POSITION_SITTING,
     .level = UH_LEVEL_FULL,
     .positions = 0xffff,
     .minutes = 10},
};
static const struct uh_setting settings[] = {
    {.id = "here", .equipment = 0xffff, .positions = 0xffff, .kind = "any"}};
static const struct uh_modification gentle[] = {{.move = "row", .how = "Less.", .level = 0}};
static const struct uh_condition conditions[] = {
    {.id = "sore", .cap = 1, .modification_count = 1, .modifications = gentle}};
static const struct uh_catalog catalog = {
    .move_count = MOVES,
    .moves = moves,
    .kind_count = 1,
    .kinds = kinds,
    .setting_count = 1,
    .settings = settings,
    .condition_count = 1,
    .conditions = conditions,
};

static struct uh_arena arena;
static struct uh_profile profile;
static struct uh_history history;
static struct uh_request request;
static struct uh_verdict verdicts[UH_MOVE_MAX];
static struct problem problem;

static int fresh(void **state) {
    (void)state;
    profile = uh_default_profile();
    profile.experience = UH_EXPERIENCE_REGULAR;
    memset(&history, 0, sizeof history);
    for (int i = 0; i < UH_MOVE_MAX; i++) history.moves[i].days_since = -1;
    request = uh_default_request();
    return 0;
}

static void build(enum uh_gate_verdict verdict) {
    struct uh_person person = {.profile = &profile, .history = &history};
    struct uh_gate gate = {.verdict = verdict};
    struct uh_request asked;
    arena.used = 0;
    assert_int_equal(uh_plan_resolve(&catalog, &profile, &request, &asked), UH_OK);
    assert_int_equal(plan_build(&catalog, &person, &asked, &gate, &arena, verdicts, &problem),
                     UH_OK);
}

static int options_of(int move) {
    int count = 0;
    for (int i = 0; i < problem.option_count; i++) count += problem.options[i].move == move;
    return count;
}

static void a_dose_a_stance(void **state) {
    (void)state;
    build(UH_GATE_GO);
    assert_int_equal(options_of(BEND), 2 * 3);
    assert_int_equal(options_of(ROW), 2 * 3);
    assert_int_equal(problem.family_count, 2);
    assert_int_equal(problem.group_count, 3); // none, band and doorway, dumbbells
    assert_int_equal(problem.setup[1], 3 + 1);
    assert_int_equal(problem.setup[2], 2);
    assert_int_equal(problem.units, 10 * 60 / 5);
    assert_int_equal(problem.mobility_before, 12);
    assert_int_equal(problem.finish[UH_POSITION_STANDING], 1);
    for (int i = 1; i < problem.option_count; i++)
        assert_true(problem.options[i - 1].move <= problem.options[i].move);
    request.minutes = 9;
    build(UH_GATE_GO);
    assert_int_equal(problem.mobility_before, 6);
}

// Of two ways to stand, only the one that what is at hand allows.
static void equipment_counts_for_each_stance(void **state) {
    (void)state;
    request.equipment_said = true;
    request.equipment = WITH(DUMBBELL);
    build(UH_GATE_GO);
    assert_int_equal(options_of(ROW), 3);
    for (int i = 0; i < problem.option_count; i++)
        assert_int_equal(problem.options[i].equipment & ~request.equipment, 0);
    request.equipment = 0;
    build(UH_GATE_GO);
    assert_int_equal(options_of(ROW), 0);
    assert_int_equal(verdicts[ROW].withheld, UH_WITHHELD_EQUIPMENT);
}

static void benefit_is_weight_times_effect_times_share(void **state) {
    (void)state;
    request.areas = 1 << UH_AREA_NECK;
    build(UH_GATE_GO);
    const struct option *o = &problem.options[1]; // ten bends take a minute: a full effect
    assert_int_equal(o->reps, 10);
    assert_int_equal(o->benefit[UH_AREA_NECK], 3 * 4);
    assert_int_equal(o->benefit[UH_AREA_LOWER], 0); // nobody asked, and it is not next to the neck
    assert_int_equal(o->benefit[UH_AREA_COUNT + UH_KIND_MOBILITY], 1);
    assert_int_equal(o->duration, (5 + 60) / 5);
    assert_int_equal(problem.weights[UH_AREA_NECK], 5);
    assert_int_equal(problem.weights[UH_AREA_UPPER], 1);
    profile.stiffness[UH_AREA_NECK] = 9;
    build(UH_GATE_GO);
    assert_int_equal(problem.weights[UH_AREA_NECK], 9);
}

// A move that serves nothing that counts has no place.
static void what_serves_nothing_is_left_out(void **state) {
    (void)state;
    request.areas = 1 << UH_AREA_LOWER;
    build(UH_GATE_GO);
    assert_int_equal(options_of(ROW), 0);
    assert_int_equal(verdicts[ROW].withheld, UH_WITHHELD_KIND);
}

static void levels_by_gate_and_experience(void **state) {
    (void)state;
    build(UH_GATE_GENTLE);
    assert_int_equal(options_of(BEND), 2);
    profile.experience = UH_EXPERIENCE_BEGINNER;
    build(UH_GATE_GO);
    assert_int_equal(options_of(BEND), 2 * 2);
}

static void caps_count_changed_moves(void **state) {
    (void)state;
    build(UH_GATE_GO);
    assert_int_equal(problem.cap_count, 0);
    profile.conditions = 1;
    build(UH_GATE_GO);
    assert_int_equal(problem.cap_count, 1);
    assert_int_equal(problem.caps[0], 1);
    for (int i = 0; i < problem.option_count; i++)
        assert_int_equal(problem.options[i].use[0], problem.options[i].move == ROW);
    assert_int_equal(options_of(ROW), 2); // light only
}

static void taste_and_history_count(void **state) {
    (void)state;
    static const struct {
        int days, skipped, helped;
        bool liked;
        int score;
    } cases[] = {
        {-1, 0, 0, false, 0},    {-1, 0, 0, true, 200},    {0, 0, 0, false, -200},
        {3, 0, 0, false, -40},   {4, 0, 0, false, 0},      {-1, 5, 0, false, -300},
        {-1, 0, -10, false, 50}, {-1, 0, -99, false, 100}, {-1, 0, 99, false, -100},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fresh(state);
        history.moves[BEND] = (struct uh_move_history){
            (int16_t)cases[i].days, (int16_t)cases[i].skipped, (int16_t)cases[i].helped};
        if (cases[i].liked) uh_move_set_add(&profile.likes, BEND);
        build(UH_GATE_GO);
        assert_int_equal(problem.options[0].linear, cases[i].score);
    }
}

static void rewards_fall_and_never_rise(void **state) {
    (void)state;
    build(UH_GATE_GO);
    for (int c = 0; c < CHANNELS; c++) {
        const struct curve *curve = &problem.curves[c];
        for (int s = 1; s < curve->segment_count; s++)
            assert_true(curve->segments[s].slope < curve->segments[s - 1].slope);
        assert_int_equal(plan_curve_at(curve, 0), 0);
        assert_true(plan_curve_at(curve, 1000) == plan_curve_at(curve, 2000));
    }
    assert_int_equal(plan_curve_at(&problem.curves[UH_AREA_NECK], 7), 1024 * 5 * (6 * 24 + 20));
}

static void travel_is_a_metric(void **state) {
    (void)state;
    build(UH_GATE_GO);
    for (int a = 0; a < POSITIONS; a++)
        for (int b = 0; b < POSITIONS; b++) {
            assert_int_equal(problem.travel[a][b], problem.travel[b][a]);
            assert_int_equal(problem.travel[a][b] == 0, a == b);
            for (int c = 0; c < POSITIONS; c++)
                assert_true(problem.travel[a][c] <= problem.travel[a][b] + problem.travel[b][c]);
        }
}

int main(void) {
    arena.size = (size_t)1 << 20;
    arena.base = malloc(arena.size);
    if (arena.base == NULL) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_dose_a_stance, fresh),
        cmocka_unit_test_setup(equipment_counts_for_each_stance, fresh),
        cmocka_unit_test_setup(benefit_is_weight_times_effect_times_share, fresh),
        cmocka_unit_test_setup(what_serves_nothing_is_left_out, fresh),
        cmocka_unit_test_setup(levels_by_gate_and_experience, fresh),
        cmocka_unit_test_setup(caps_count_changed_moves, fresh),
        cmocka_unit_test_setup(taste_and_history_count, fresh),
        cmocka_unit_test_setup(rewards_fall_and_never_rise, fresh),
        cmocka_unit_test_setup(travel_is_a_metric, fresh),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    return failed;
}
