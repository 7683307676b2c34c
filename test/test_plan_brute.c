// SPDX-License-Identifier: Apache-2.0
// The solver against brute force: on small catalogues every set of options and every way to do it
// is tried. Objective, ties and the order of doing must agree. usage: test_plan_brute [HOW-MANY
// [SEED]]
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cases.h"
#include "plan/model.h"

enum { SETS_MAX = 40000, FAMILIES_MAX = 8 };

static struct uh_arena arena;
static uint64_t seed = 1;
static int case_count = 60;

// ---- small problems ----

static struct uh_move few_moves[FAMILIES_MAX];

// Some moves of the built-in catalogue, still sorted by id.
static struct uh_catalog few(struct dice *dice) {
    struct uh_catalog result = uh_builtin_catalog;
    int wanted = 4 + roll(dice, 4), left = uh_builtin_catalog.move_count;
    result.move_count = 0;
    for (int i = 0; i < uh_builtin_catalog.move_count; i++, left--)
        if (roll(dice, left) < wanted - result.move_count)
            few_moves[result.move_count++] = uh_builtin_catalog.moves[i];
    result.moves = few_moves;
    return result;
}

static double sets_of(const struct problem *p) {
    double sets = 1;
    for (int f = 0; f < p->family_count; f++) {
        int options = 0;
        for (int i = 0; i < p->option_count; i++) options += p->options[i].family == f;
        sets *= 1 + options;
    }
    return sets;
}

// Drops options at random until all sets can be tried.
static void thin_out(struct problem *p, struct dice *dice) {
    while (sets_of(p) > SETS_MAX) {
        int drop = roll(dice, p->option_count--);
        memmove(&p->options[drop], &p->options[drop + 1],
                sizeof *p->options * (size_t)(p->option_count - drop));
    }
}

// Makes options alike and rewards end soon, so that many sets are worth the same.
static void make_ties(struct problem *p, struct dice *dice) {
    uint64_t salt = roll_bits(dice);
    for (int c = 0; c < CHANNELS; c++)
        if (p->curves[c].segment_count > 3) p->curves[c].segment_count = 1 + roll(dice, 3);
    for (int i = 0; i < p->option_count; i++) {
        struct option *o = &p->options[i];
        o->duration = (int16_t)((o->duration + 3) / 4 * 4);
        o->linear = 0;
        for (int c = 0; c < UH_AREA_COUNT; c++) o->benefit[c] = (int16_t)(o->benefit[c] / 4 * 4);
        struct dice of_move = dice_of(salt, (uint64_t)o->move);
        for (int r = 0; r < p->cap_count; r++) o->use[r] = (uint8_t)roll(&of_move, 2);
    }
}

// A small problem of a random person; false where the gate stops it.
static bool small_problem(struct dice *dice, struct problem *p) {
    static struct uh_verdict verdicts[UH_MOVE_MAX];
    static struct test_case at;
    struct uh_catalog catalog = few(dice);
    struct uh_request asked;
    roll_case(&catalog, 12, dice, &at);
    if (roll_chance(dice, 50)) at.request.setting = 2; // the gym has all equipment
    assert_int_equal(uh_plan_resolve(&catalog, &at.profile, &at.request, &asked), UH_OK);
    const struct uh_check_in *now = at.person.check_in;
    struct uh_check_in unsaid = uh_default_check_in();
    struct uh_gate gate = uh_safety_gate(&catalog, &at.profile, now != NULL ? now : &unsaid);
    if (gate.verdict == UH_GATE_STOP) return false;
    arena.used = 0;
    assert_int_equal(plan_build(&catalog, &at.person, &asked, &gate, &arena, verdicts, p), UH_OK);
    thin_out(p, dice);
    if (roll_chance(dice, 40)) make_ties(p, dice);
    if (roll_chance(dice, 50)) p->units = 6 + roll(dice, 120);
    if (roll_chance(dice, 30)) p->mobility_before = roll(dice, 16);
    for (int r = 0; r < p->cap_count; r++)
        if (roll_chance(dice, 50)) p->caps[r] = roll(dice, 3);
    return true;
}

// ---- brute force ----

struct brute {
    const struct problem *problem;
    int16_t set[FAMILIES_MAX], best_set[FAMILIES_MAX];
    int count, best_count;
    int64_t best;
};

// Units of travel along the nodes that the set needs, in each phase up or down the body.
static int travel_of(const struct problem *p, bool needed[PHASES][POSITIONS], int ways) {
    int used = 0, here = p->start;
    for (int k = 0; k < PHASES; k++)
        for (int i = 0; i < POSITIONS; i++) {
            int q = ways >> k & 1 ? POSITIONS - 1 - i : i;
            if (!needed[k][q]) continue;
            used += p->travel[here][q];
            here = q;
        }
    return used + p->finish[here];
}

// The least time that the set takes, whatever the way.
static int least_time(const struct brute *b) {
    const struct problem *p = b->problem;
    bool needed[PHASES][POSITIONS] = {{false}}, set_up[PHASES][POSITIONS][GROUPS_MAX] = {{{false}}};
    int work = 0, best = 0;
    for (int i = 0; i < b->count; i++) {
        const struct option *o = &p->options[b->set[i]];
        needed[o->phase][o->position] = true;
        if (!set_up[o->phase][o->position][o->group]) work += p->setup[o->group];
        set_up[o->phase][o->position][o->group] = true;
        work += o->duration;
    }
    for (int ways = 0; ways < 1 << PHASES; ways++) {
        int travel = travel_of(p, needed, ways);
        if (ways == 0 || travel < best) best = travel;
    }
    return work + best;
}

static int64_t reward_of(const struct problem *p, int channel, int x) {
    int64_t sum = 0;
    const struct curve *curve = &p->curves[channel];
    for (int s = 0; s < curve->segment_count; s++)
        for (int i = 0; i < curve->segments[s].length && x > 0; i++, x--)
            sum += curve->segments[s].slope;
    return sum;
}

static bool within_limits(const struct brute *b) {
    const struct problem *p = b->problem;
    int mobility = 0, strength = 0;
    for (int r = 0; r < p->cap_count; r++) {
        int use = 0;
        for (int i = 0; i < b->count; i++) use += p->options[b->set[i]].use[r];
        if (use > p->caps[r]) return false;
    }
    for (int i = 0; i < b->count; i++) {
        const struct option *o = &p->options[b->set[i]];
        if (o->kind == UH_KIND_MOBILITY) mobility += o->duration;
        strength += o->phase + UH_PHASE_MOBILITY == UH_PHASE_STRENGTH;
    }
    return strength == 0 || mobility >= p->mobility_before;
}

static int64_t value_of(const struct brute *b, int used) {
    const struct problem *p = b->problem;
    int64_t score = 0;
    for (int c = 0; c < CHANNELS; c++) {
        int sum = 0;
        for (int i = 0; i < b->count; i++) sum += p->options[b->set[i]].benefit[c];
        score += reward_of(p, c, sum);
    }
    for (int i = 0; i < b->count; i++) score += p->options[b->set[i]].linear;
    return 1024 * score - used;
}

// Among sets worth the same, the one with the smallest option that is not in both.
static bool smaller(const struct brute *b) {
    for (int option = 0; option < b->problem->option_count; option++) {
        bool here = false, there = false;
        for (int i = 0; i < b->count; i++) here |= b->set[i] == option;
        for (int i = 0; i < b->best_count; i++) there |= b->best_set[i] == option;
        if (here != there) return here;
    }
    return false;
}

static void weigh_set(struct brute *b) {
    if (!within_limits(b)) return;
    int used = b->count == 0 ? 0 : least_time(b);
    if (used > b->problem->units) return;
    int64_t value = value_of(b, used);
    if (value < b->best || (value == b->best && !smaller(b))) return;
    b->best = value;
    b->best_count = b->count;
    memcpy(b->best_set, b->set, sizeof b->set);
}

static void try_families(struct brute *b, int family) {
    const struct problem *p = b->problem;
    if (family == p->family_count) {
        weigh_set(b);
        return;
    }
    try_families(b, family + 1);
    for (int i = 0; i < p->option_count; i++) {
        if (p->options[i].family != family) continue;
        b->set[b->count++] = (int16_t)i;
        try_families(b, family + 1);
        b->count--;
    }
}

// ---- the comparison ----

static bool same_set(const struct brute *b, const struct solution *s) {
    if (b->best_count != s->count) return false;
    for (int i = 0; i < s->count; i++) {
        bool found = false;
        for (int j = 0; j < s->count; j++) found |= b->best_set[j] == s->chosen[i];
        if (!found) return false;
    }
    return true;
}

static void print_set(const char *who, const struct problem *p, const int16_t *set, int count) {
    print_message("  %s:", who);
    for (int i = 0; i < count; i++)
        print_message(" %d(family %d)", set[i], p->options[set[i]].family);
    print_message("\n");
}

static void the_solver_finds_what_brute_force_finds(void **state) {
    (void)state;
    int compared = 0, wrong = 0, with_items = 0;
    for (int i = 0; compared < case_count; i++) {
        struct dice dice = dice_of(seed, (uint64_t)i);
        struct problem problem;
        struct solution solution;
        if (!small_problem(&dice, &problem)) continue;
        struct brute brute = {.problem = &problem};
        try_families(&brute, 0);
        assert_int_equal(plan_solve(&problem, 0, &arena, &solution), UH_OK);
        assert_true(solution.proven);
        assert_int_equal(plan_evaluate(&problem, solution.chosen, solution.count),
                         solution.objective);
        compared++;
        with_items += solution.count > 0;
        if (brute.best == solution.objective && same_set(&brute, &solution)) continue;
        wrong++;
        print_message("case %d of seed %d: brute force %lld, solver %lld\n", i, (int)seed,
                      (long long)brute.best, (long long)solution.objective);
        print_set("brute force", &problem, brute.best_set, brute.best_count);
        print_set("solver", &problem, solution.chosen, solution.count);
    }
    print_message("%d small problems, %d with a session, %d differ\n", compared, with_items, wrong);
    assert_int_equal(wrong, 0);
    assert_true(with_items > compared / 2);
}

int main(int argc, char **argv) {
    if (argc > 1) case_count = atoi(argv[1]);
    if (argc > 2) seed = strtoull(argv[2], NULL, 10);
    arena = case_arena(&uh_builtin_catalog);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_solver_finds_what_brute_force_finds),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(arena.base);
    return failed;
}
