// SPDX-License-Identifier: Apache-2.0
// Which doses a session may choose from, what each takes and what it is worth.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "plan/model.h"

static const int16_t long_holds[] = {30, 45, 60}, desk_holds[] = {15, 20, 30};
static const struct uh_session_kind full = {
    .level = UH_LEVEL_FULL, .hold_count = 3, .holds_s = long_holds};
static const struct uh_session_kind desk = {
    .level = UH_LEVEL_USUAL, .hold_count = 3, .holds_s = desk_holds};
static const struct uh_session_kind warmup = {.level = UH_LEVEL_USUAL};

static const struct uh_move circles = {
    .kind = UH_KIND_MOBILITY,
    .sides = UH_SIDES_BOTH,
    .directions = 2,
    .tempo_s = 2,
    .dose = {.reps = {10, 15, 20}, .sets = {1, 1, 1}},
};
static const struct uh_move row = {
    .kind = UH_KIND_STRENGTH,
    .sides = UH_SIDES_EACH,
    .directions = 1,
    .tempo_s = 4,
    .dose = {.reps = {8, 10, 12}, .hold_s = {1, 1, 2}, .sets = {1, 2, 3}},
};
static const struct uh_move stretch = {
    .kind = UH_KIND_STATIC,
    .sides = UH_SIDES_EACH,
    .directions = 1,
    .dose = {.reps = {1, 1, 1}, .hold_s = {10, 20, 60}, .sets = {1, 2, 3}},
};

static struct dose doses[DOSES_MAX];

static int list(const struct uh_move *move, const struct uh_session_kind *kind, int phase,
                struct uh_verdict verdict) {
    return plan_doses(move, &verdict, kind, phase, UH_LEVEL_FULL, doses);
}

static const struct uh_verdict free_of_limits = {.level = UH_LEVEL_FULL};

static void three_levels_of_repetitions(void **state) {
    (void)state;
    assert_int_equal(list(&circles, &full, UH_PHASE_MOBILITY, free_of_limits), 3);
    for (int level = 0; level < 3; level++) {
        assert_int_equal(doses[level].reps, 10 + 5 * level);
        assert_int_equal(doses[level].level, level);
        assert_int_equal(doses[level].set_seconds, 2 * 2 * (10 + 5 * level));
        assert_int_equal(doses[level].seconds, UH_GET_READY_S + 2 * 2 * (10 + 5 * level));
        assert_true(level == 0 || doses[level].effect > doses[level - 1].effect);
    }
    assert_int_equal(list(&circles, &desk, UH_PHASE_MOBILITY, free_of_limits), 2);
    assert_int_equal(list(&circles, &full, UH_PHASE_STRENGTH, free_of_limits), 0);
    assert_int_equal(list(&circles, &full, UH_PHASE_STATIC, free_of_limits), 0);
}

static void both_sides_rests_and_changes_take_time(void **state) {
    (void)state;
    assert_int_equal(list(&row, &full, UH_PHASE_STRENGTH, free_of_limits), 3);
    assert_int_equal(doses[1].sets, 2);
    assert_int_equal(doses[1].rest_s, 10);
    assert_int_equal(doses[1].set_seconds, 10 * (4 + 1));
    assert_int_equal(doses[1].seconds, UH_GET_READY_S + 2 * (2 * 50 + 10) + UH_CHANGE_SIDES_S);
    assert_int_equal(doses[0].rest_s, 0); // one set has no rest
    struct uh_move both = row;
    both.sides = UH_SIDES_BOTH;
    assert_int_equal(list(&both, &full, UH_PHASE_STRENGTH, free_of_limits), 3);
    assert_int_equal(doses[1].rest_s, 30);
}

static void limits_drop_what_lies_above(void **state) {
    (void)state;
    struct uh_verdict limited = free_of_limits;
    limited.reps_max = 15;
    assert_int_equal(list(&circles, &full, UH_PHASE_MOBILITY, limited), 2);
    limited.level = UH_LEVEL_LIGHT;
    assert_int_equal(list(&circles, &full, UH_PHASE_MOBILITY, limited), 1);
    assert_int_equal(doses[0].reps, 10);
    limited.reps_max = 4; // below all: the light dose is cut down
    assert_int_equal(list(&circles, &full, UH_PHASE_MOBILITY, limited), 1);
    assert_int_equal(doses[0].reps, 4);
}

static void holds_are_those_of_the_session(void **state) {
    (void)state;
    int count = list(&stretch, &full, UH_PHASE_STATIC, free_of_limits);
    assert_int_equal(count, 7); // 30 s up to three times, 45 s twice, 60 s twice
    for (int i = 0; i < count; i++) {
        assert_true(doses[i].hold_s >= 30 && doses[i].hold_s <= 60);
        assert_true(doses[i].hold_s * doses[i].sets <= 120);
        assert_int_equal(doses[i].reps, 1);
    }
    count = list(&stretch, &desk, UH_PHASE_STATIC, free_of_limits);
    for (int i = 0; i < count; i++) {
        assert_true(doses[i].hold_s <= 30);
        assert_true(doses[i].hold_s * doses[i].sets <= 60); // the desk has usual doses
    }
    struct uh_verdict limited = free_of_limits;
    limited.hold_max_s = 20;
    assert_int_equal(list(&stretch, &full, UH_PHASE_STATIC, limited), 0);
    assert_true(list(&stretch, &desk, UH_PHASE_STATIC, limited) > 0);
}

// Before strength and effort holds are 20 s at most.
static void holds_among_mobility_moves_are_short(void **state) {
    (void)state;
    int count = list(&stretch, &warmup, UH_PHASE_MOBILITY, free_of_limits);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) assert_true(doses[i].hold_s <= 20);
    assert_int_equal(list(&stretch, &desk, UH_PHASE_MOBILITY, free_of_limits), 0);
    struct uh_move long_only = stretch;
    long_only.dose.hold_s = (struct uh_range){30, 40, 60};
    assert_int_equal(list(&long_only, &warmup, UH_PHASE_MOBILITY, free_of_limits), 0);
}

static void a_move_that_is_short_by_nature_keeps_its_longest_hold(void **state) {
    (void)state;
    struct uh_move brief = stretch;
    brief.dose.hold_s = (struct uh_range){5, 10, 10};
    assert_true(list(&brief, &full, UH_PHASE_STATIC, free_of_limits) > 0);
    assert_int_equal(doses[0].hold_s, 10);
}

// Twice as long is less than twice as good.
static void effects_grow_ever_more_slowly(void **state) {
    (void)state;
    struct uh_move hold = stretch;
    hold.sides = UH_SIDES_BOTH;
    hold.dose.sets = (struct uh_range){1, 1, 1};
    assert_int_equal(list(&hold, &full, UH_PHASE_STATIC, free_of_limits), 3);
    assert_int_equal(doses[2].hold_s, 60);
    assert_int_equal(doses[2].effect, 100);
    assert_true(doses[0].effect * 2 > doses[2].effect);
    assert_true(doses[0].effect < doses[1].effect && doses[1].effect < doses[2].effect);
}

static void every_dose_of_the_catalogue_lies_in_its_range(void **state) {
    (void)state;
    const struct uh_catalog *c = &uh_builtin_catalog;
    for (int k = 0; k < c->kind_count; k++)
        for (int m = 0; m < c->move_count; m++)
            for (int phase = UH_PHASE_MOBILITY; phase < UH_PHASE_COUNT; phase++) {
                const struct uh_dose *d = &c->moves[m].dose;
                int count = list(&c->moves[m], &c->kinds[k], phase, free_of_limits);
                assert_true(count < DOSES_MAX);
                for (int i = 0; i < count; i++) {
                    assert_in_range(doses[i].reps, d->reps.min, d->reps.max);
                    assert_in_range(doses[i].hold_s, d->hold_s.min, d->hold_s.max);
                    assert_in_range(doses[i].sets, d->sets.min, d->sets.max);
                    assert_true(doses[i].level <= c->kinds[k].level);
                }
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_levels_of_repetitions),
        cmocka_unit_test(both_sides_rests_and_changes_take_time),
        cmocka_unit_test(limits_drop_what_lies_above),
        cmocka_unit_test(holds_are_those_of_the_session),
        cmocka_unit_test(holds_among_mobility_moves_are_short),
        cmocka_unit_test(a_move_that_is_short_by_nature_keeps_its_longest_hold),
        cmocka_unit_test(effects_grow_ever_more_slowly),
        cmocka_unit_test(every_dose_of_the_catalogue_lies_in_its_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
