// SPDX-License-Identifier: Apache-2.0
// The exact solver. Options that another of their family beats in every way are dropped; the master
// finds prices that make the bound tight; then rounds of search ask for anything better than a
// threshold just below the bound. A round that finds nothing proves that threshold, which then
// falls; the first that finds something has the optimum. A node limit leaves a valid bound.
#include "plan/solver.h"

#include <string.h>
#ifdef TRACE
#include <stdio.h>
#endif

enum { FIRST_STEP_DIVISOR = 2000 };
#define DEFAULT_NODE_LIMIT INT64_C(20000000)

// Marks the channels whose reward can end: there more benefit may be worth nothing.
static void mark_ends(struct solver *s) {
    const struct problem *p = s->problem;
    int32_t *best = s->scratch;
    memset(best, 0, sizeof *best * (size_t)p->family_count * CHANNELS);
    for (int i = 0; i < p->option_count; i++)
        for (int c = 0; c < CHANNELS; c++) {
            int32_t *most = &best[p->options[i].family * CHANNELS + c];
            if (p->options[i].benefit[c] > *most) *most = p->options[i].benefit[c];
        }
    for (int c = 0; c < CHANNELS; c++) {
        int sum = 0;
        for (int f = 0; f < p->family_count; f++) sum += best[f * CHANNELS + c];
        s->curve_ends[c] = sum > s->sum_max[c];
    }
}

// Whether b does all that a does in no more time, and more, or comes first: ties go by that order.
static bool beaten_by(const struct solver *s, int a, int b) {
    const struct problem *p = s->problem;
    const struct option *x = &p->options[a], *y = &p->options[b];
    if (x->phase != y->phase || x->position != y->position || x->kind != y->kind) return false;
    if (y->group != x->group && y->group != NO_GROUP) return false;
    if (y->duration > x->duration || y->linear < x->linear) return false;
    bool mobility = x->kind == UH_KIND_MOBILITY;
    if (mobility && y->duration != x->duration) return false; // its time prepares strength
    bool gains = y->duration < x->duration || y->linear > x->linear;
    for (int c = 0; c < CHANNELS; c++) {
        if (y->benefit[c] < x->benefit[c]) return false;
        gains |= y->benefit[c] > x->benefit[c] && !s->curve_ends[c];
    }
    for (int r = 0; r < p->cap_count; r++)
        if (y->use[r] > x->use[r]) return false;
    return gains || b < a;
}

// Goes through each family's options, chained from the first to the last.
static void drop_beaten(struct solver *s) {
    const struct problem *p = s->problem;
    int16_t *first = (int16_t *)(void *)s->scratch, *next = first + p->family_count;
    for (int f = 0; f < p->family_count; f++) first[f] = -1;
    for (int i = p->option_count - 1; i >= 0; i--) {
        next[i] = first[p->options[i].family];
        first[p->options[i].family] = (int16_t)i;
    }
    for (int a = 0; a < p->option_count; a++) {
        s->dead[a] = p->options[a].duration > p->units;
        for (int b = first[p->options[a].family]; b >= 0 && !s->dead[a]; b = next[b])
            if (a != b && !s->dead[b]) s->dead[a] = beaten_by(s, a, b);
    }
}

// Whether two options are the same move at the same dose in two positions of a phase.
static bool are_twins(const struct option *a, const struct option *b) {
    return a->move == b->move && a->phase == b->phase && a->position != b->position &&
           a->group == NO_GROUP && b->group == NO_GROUP && a->reps == b->reps &&
           a->hold_s == b->hold_s && a->sets == b->sets;
}

static void find_twins(struct solver *s) {
    const struct problem *p = s->problem;
    for (int a = 0; a < p->option_count; a++)
        for (int b = a + 1; b < p->option_count && p->options[b].move == p->options[a].move; b++)
            if (!s->dead[a] && !s->dead[b] && are_twins(&p->options[a], &p->options[b])) {
                s->twins[a] |= (uint16_t)(1u << p->options[b].position);
                s->twins[b] |= (uint16_t)(1u << p->options[a].position);
            }
}

// Lays out each channel's reward and how much all of it can be.
static bool lay_out_curves(struct solver *s) {
    for (int c = 0; c < CHANNELS; c++) {
        const struct curve *curve = &s->problem->curves[c];
        int length = 0;
        for (int i = 0; i < curve->segment_count; i++) length += curve->segments[i].length;
        s->sum_max[c] = length;
        s->curve[c] = uh_arena_take(s->arena, (size_t)length + 1, sizeof(int64_t));
        if (s->curve[c] == NULL) return false;
        int x = 0;
        for (int i = 0; i < curve->segment_count; i++)
            for (int j = 0; j < curve->segments[i].length; j++, x++)
                s->curve[c][x + 1] = s->curve[c][x] + (int64_t)SCALE * curve->segments[i].slope;
    }
    return true;
}

// Room for what does not depend on the steps.
static bool take_options(struct solver *s) {
    const struct problem *p = s->problem;
    size_t options = (size_t)p->option_count, families = (size_t)p->family_count;
    size_t scratch = families * CHANNELS * sizeof(int32_t) + options * sizeof(double) +
                     ((size_t)p->units + 1) * sizeof(int32_t);
    struct uh_arena *a = s->arena;
    bool ok = true;
    ok &= (s->dead = uh_arena_take(a, options, sizeof *s->dead)) != NULL;
    ok &= (s->order = uh_arena_take(a, options, sizeof *s->order)) != NULL;
    ok &= (s->value = uh_arena_take(a, options, sizeof *s->value)) != NULL;
    ok &= (s->steps = uh_arena_take(a, 2 * options, sizeof *s->steps)) != NULL;
    ok &= (s->density = uh_arena_take(a, families, sizeof *s->density)) != NULL;
    ok &= (s->family_spans = uh_arena_take(a, families, sizeof *s->family_spans)) != NULL;
    ok &= (s->family_last = uh_arena_take(a, families, sizeof *s->family_last)) != NULL;
    ok &= (s->at.family = uh_arena_take(a, families, sizeof *s->at.family)) != NULL;
    ok &= (s->best_at.family = uh_arena_take(a, families, sizeof *s->at.family)) != NULL;
    ok &= (s->twins = uh_arena_take(a, options, sizeof *s->twins)) != NULL;
    ok &= (s->scratch = uh_arena_take(a, 1, scratch)) != NULL;
    ok &= (s->master = uh_arena_reserve(a, 1, master_size())) != NULL;
    return ok;
}

// The time to spend, or what a session of all there is can take at most: every family at its
// longest, every node by the longest way and with all its setups. Short tables make short work of
// few moves.
static int longest_session(struct solver *s) {
    const struct problem *p = s->problem;
    int32_t *longest = s->scratch;
    bool node[PHASES * POSITIONS] = {false};
    int units = 0, farthest = 0, setups = 0;
    memset(longest, 0, sizeof *longest * (size_t)p->family_count);
    for (int i = 0; i < p->option_count; i++) {
        const struct option *o = &p->options[i];
        if (o->duration > longest[o->family]) longest[o->family] = o->duration;
        node[o->phase * POSITIONS + o->position] = true;
    }
    for (int f = 0; f < p->family_count; f++) units += longest[f];
    for (int g = 0; g < p->group_count; g++) setups += p->setup[g];
    for (int a = 0; a < POSITIONS; a++)
        for (int b = 0; b < POSITIONS; b++)
            if (p->travel[a][b] > farthest) farthest = p->travel[a][b];
    for (int n = 0; n < PHASES * POSITIONS; n++) units += node[n] ? farthest + setups : 0;
    units += farthest; // to finish
    return units < p->units ? units : p->units;
}

// Room for the tables, once the steps are known; later there are only fewer.
static bool take_tables(struct solver *s) {
    size_t width = (size_t)s->width, steps = (size_t)s->step_count;
    bool ok = true;
    for (int way = UPWARD; way <= DOWNWARD; way++) {
        s->rows[way] = uh_arena_reserve(s->arena, steps * width, sizeof(int32_t));
        s->ends[way] = uh_arena_reserve(s->arena, PHASES * POSITIONS * width, sizeof(int32_t));
        ok &= s->rows[way] != NULL && s->ends[way] != NULL;
    }
    for (int k = 0; k <= PHASES; k++) {
        s->after[k] = uh_arena_reserve(s->arena, POSITIONS * width, sizeof(int32_t));
        ok &= s->after[k] != NULL;
        for (int c = 0; c < CHANNELS; c++) {
            size_t sums = (size_t)s->sum_max[c] + 1;
            s->potential[k][c] = uh_arena_reserve(s->arena, sums, sizeof(int64_t));
            ok &= s->potential[k][c] != NULL;
        }
        for (int p = 0; p < POSITIONS; p++) {
            s->lists[k][p].labels = uh_arena_reserve(s->arena, LABELS, sizeof(struct label));
            ok &= s->lists[k][p].labels != NULL;
        }
    }
    return ok;
}

// First guess of the prices: a third up each curve.
static void guess_prices(struct solver *s) {
    for (int c = 0; c < CHANNELS; c++) {
        int x = s->sum_max[c] / 3;
        bool matters = s->reach[0][c] > 0 && x < s->sum_max[c];
        s->at.channel[c] = matters ? (int32_t)(s->curve[c][x + 1] - s->curve[c][x]) : 0;
    }
}

// Rounds with a falling threshold: what beats a value just below the bound is quickly told. Returns
// the best value, proven, or the bound that holds when the node limit ends it.
static int64_t search_rounds(struct solver *s, int64_t bound) {
    bound_tables(s);
    bound_potentials(s);
    for (int64_t step = bound / FIRST_STEP_DIVISOR + 1;; step += step / 2) {
        int64_t threshold = bound - step;
        bool last = threshold < s->best;
        s->floor = last ? s->best - 1 : threshold;
        if (!search_run(s)) return bound;
        if (last || s->best > threshold) return s->best;
        bound = threshold;
    }
}

enum uh_result plan_solve(const struct problem *problem, int64_t node_limit, struct uh_arena *arena,
                          struct solution *solution) {
    struct solver *s = uh_arena_take(arena, 1, sizeof *s);
    if (s == NULL) return UH_NO_MEMORY;
    s->problem = problem;
    s->arena = arena;
    *solution = (struct solution){.proven = true};
    if (problem->option_count == 0) return UH_OK;
    if (!take_options(s) || !lay_out_curves(s)) return UH_NO_MEMORY;
    s->units = longest_session(s);
    s->width = s->units + 1;
    mark_ends(s);
    drop_beaten(s);
    find_twins(s);
    bound_steps(s);
    for (int c = 0; c < CHANNELS; c++)
        if (s->reach[0][c] < s->sum_max[c]) s->sum_max[c] = s->reach[0][c];
    if (!take_tables(s)) return UH_NO_MEMORY;
    guess_prices(s);
    s->node_limit = node_limit > 0 ? node_limit : DEFAULT_NODE_LIMIT;
    s->floor = s->best - 1;
    int64_t bound = master_bound(s);
    solution->bound = search_rounds(s, bound);
    solution->count = s->best_count;
    memcpy(solution->chosen, s->best_chosen, sizeof *s->best_chosen * (size_t)s->best_count);
    // A search cut short may have paid for a setup that it then had no use for.
    solution->objective = plan_evaluate(problem, solution->chosen, solution->count);
    solution->nodes = s->nodes;
    solution->proven = solution->bound == solution->objective;
    return UH_OK;
}
