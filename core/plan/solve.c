// SPDX-License-Identifier: Apache-2.0
// The exact solver. Options that another of their family beats in every way are dropped; the master
// finds prices that make the bound tight; then rounds of search ask for anything better than a
// threshold just below the bound. A round that finds nothing proves that threshold, which then
// falls; the first that finds something has the optimum. Where that takes too many nodes, the
// problem is split on the option the master is most undecided about. A node limit leaves a valid
// bound.
#include "plan/solver.h"

#include <string.h>

enum { ROOT_ITERATIONS = 14, LATER_ITERATIONS = 25, ROUND_NODES = 40000, SPLIT_NODES = 20000 };
enum { FIRST_STEP_DIVISOR = 2000, STEP_GROWTH = 3 };
#define DEFAULT_NODE_LIMIT INT64_C(4000000)

// Whether b does all that a does in no more time, and is not the same.
static bool beaten_by(const struct problem *p, int a, int b) {
    const struct option *x = &p->options[a], *y = &p->options[b];
    if (x->phase != y->phase || x->position != y->position || x->kind != y->kind) return false;
    if (y->group != x->group && y->group != NO_GROUP) return false;
    if (y->duration > x->duration || y->linear < x->linear) return false;
    bool mobility = x->kind == UH_KIND_MOBILITY;
    if (mobility && y->duration != x->duration) return false; // its time prepares strength
    bool same = y->duration == x->duration && y->linear == x->linear && y->group == x->group;
    for (int c = 0; c < CHANNELS; c++) {
        if (y->benefit[c] < x->benefit[c]) return false;
        same &= y->benefit[c] == x->benefit[c];
    }
    for (int r = 0; r < p->cap_count; r++) {
        if (y->use[r] > x->use[r]) return false;
        same &= y->use[r] == x->use[r];
    }
    return !same || b < a;
}

static void drop_beaten(struct solver *s) {
    const struct problem *p = s->problem;
    for (int a = 0; a < p->option_count; a++) {
        s->dead[a] = p->options[a].duration > p->units;
        for (int b = 0; b < p->option_count && !s->dead[a]; b++)
            if (p->options[a].family == p->options[b].family && a != b && !s->dead[b])
                s->dead[a] = beaten_by(p, a, b);
    }
}

// Lays out each channel's reward and how much all of it can be.
static bool lay_out_curves(struct solver *s) {
    int64_t most = 0;
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
        most += s->curve[c][length];
    }
    for (int i = 0; i < s->problem->option_count; i++)
        if (s->problem->options[i].linear > 0)
            most += (int64_t)s->problem->options[i].linear * SCALE;
    s->forced_bonus = most < 150000000 ? (int32_t)most + 1 : 150000000;
    return true;
}

// Room for what does not depend on the steps.
static bool take_options(struct solver *s) {
    const struct problem *p = s->problem;
    size_t options = (size_t)p->option_count, families = (size_t)p->family_count;
    size_t scratch = families * CHANNELS * sizeof(int32_t) + options * sizeof(double) +
                     (size_t)s->width * sizeof(int32_t);
    struct uh_arena *a = s->arena;
    bool ok = true;
    ok &= (s->dead = uh_arena_take(a, options, sizeof *s->dead)) != NULL;
    ok &= (s->forced = uh_arena_take(a, options, sizeof *s->forced)) != NULL;
    ok &= (s->order = uh_arena_take(a, options, sizeof *s->order)) != NULL;
    ok &= (s->value = uh_arena_take(a, options, sizeof *s->value)) != NULL;
    ok &= (s->steps = uh_arena_take(a, 2 * options, sizeof *s->steps)) != NULL;
    ok &= (s->density = uh_arena_take(a, families, sizeof *s->density)) != NULL;
    ok &= (s->family_spans = uh_arena_take(a, families, sizeof *s->family_spans)) != NULL;
    ok &= (s->family_last = uh_arena_take(a, families, sizeof *s->family_last)) != NULL;
    ok &= (s->at.family = uh_arena_take(a, families, sizeof *s->at.family)) != NULL;
    ok &= (s->best_at.family = uh_arena_take(a, families, sizeof *s->at.family)) != NULL;
    ok &= (s->scratch = uh_arena_take(a, 1, scratch)) != NULL;
    ok &= (s->master = uh_arena_reserve(a, 1, master_size())) != NULL;
    return ok;
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

// Rounds with a falling threshold. True when the optimum is proven; else *bound is what was proven.
static bool search_rounds(struct solver *s, int64_t *bound) {
    int64_t step = *bound / FIRST_STEP_DIVISOR + 1;
    s->node_stop = s->nodes + ROUND_NODES;
    for (;; step *= STEP_GROWTH) {
        int64_t known = s->best, threshold = *bound - step;
        bool last = threshold < known;
        s->floor = last ? known - 1 : threshold;
        bool whole = search_run(s);
        if (!whole) break;
        if (last || s->best > threshold) return true;
        *bound = threshold;
    }
    s->floor = s->best - 1;
    return false;
}

static void solve_part(struct solver *s, int depth, int64_t node_limit);

// Solves the two halves: with the option, and without it.
static enum uh_result split_on(struct solver *s, int option, bool take_first, int depth,
                               int64_t node_limit) {
    const struct problem *p = s->problem;
    size_t mark = s->arena->used, families = (size_t)p->family_count;
    bool *dead = uh_arena_take(s->arena, (size_t)p->option_count, sizeof *dead);
    int32_t *prices = uh_arena_take(s->arena, families, sizeof *prices);
    if (dead == NULL || prices == NULL) return UH_NO_MEMORY;
    struct multipliers saved = s->at;
    memcpy(dead, s->dead, (size_t)p->option_count * sizeof *dead);
    memcpy(prices, s->at.family, families * sizeof *prices);
    for (int half = 0; half < 2; half++) {
        bool take = (half == 0) == take_first;
        if (take) {
            for (int i = 0; i < p->option_count; i++)
                if (i != option && p->options[i].family == p->options[option].family)
                    s->dead[i] = true;
            s->forced[option] = true;
            s->forced_count++;
        } else {
            s->dead[option] = true;
        }
        memcpy(s->at.channel, saved.channel, sizeof saved.channel);
        memcpy(s->at.cap, saved.cap, sizeof saved.cap);
        memcpy(s->at.family, prices, families * sizeof *prices);
        bound_steps(s);
        solve_part(s, depth + 1, node_limit);
        if (take) {
            s->forced[option] = false;
            s->forced_count--;
        }
        memcpy(s->dead, dead, (size_t)p->option_count * sizeof *dead);
    }
    s->arena->used = mark;
    return UH_OK;
}

// Gives a part up: its bound stays open.
static void leave_open(struct solver *s, int64_t bound) {
    if (bound > s->open_bound) s->open_bound = bound;
}

static void solve_part(struct solver *s, int depth, int64_t node_limit) {
    int split = -1;
    bool take = false, done;
    s->floor = s->best - 1;
    int64_t bound = master_bound(s, depth == 0 ? ROOT_ITERATIONS : LATER_ITERATIONS, &split, &take);
    if (bound <= s->floor) return;
    bound_tables(s);
    bound_potentials(s);
    if (depth == 0) {
        done = search_rounds(s, &bound);
    } else {
        s->node_stop = s->nodes + SPLIT_NODES;
        done = search_run(s);
    }
    if (done) return;
    bool can_split = split >= 0 && s->forced_count < FORCED_MAX;
    if (!can_split && s->nodes < node_limit) {
        s->node_stop = node_limit;
        if (search_run(s)) return;
    }
    if (s->nodes >= node_limit || !can_split ||
        split_on(s, split, take, depth, node_limit) != UH_OK)
        leave_open(s, bound);
}

enum uh_result plan_solve(const struct problem *problem, int64_t node_limit, struct uh_arena *arena,
                          struct solution *solution) {
    struct solver *s = uh_arena_take(arena, 1, sizeof *s);
    if (s == NULL) return UH_NO_MEMORY;
    s->problem = problem;
    s->arena = arena;
    s->width = problem->units + 1;
    *solution = (struct solution){.proven = true};
    if (problem->option_count == 0) return UH_OK;
    if (node_limit <= 0) node_limit = DEFAULT_NODE_LIMIT;
    if (!take_options(s) || !lay_out_curves(s)) return UH_NO_MEMORY;
    drop_beaten(s);
    bound_steps(s);
    for (int c = 0; c < CHANNELS; c++)
        if (s->reach[0][c] < s->sum_max[c]) s->sum_max[c] = s->reach[0][c];
    if (!take_tables(s)) return UH_NO_MEMORY;
    guess_prices(s);
    solve_part(s, 0, node_limit);
    solution->count = s->best_count;
    memcpy(solution->chosen, s->best_chosen, sizeof *s->best_chosen * (size_t)s->best_count);
    solution->objective = s->best;
    solution->nodes = s->nodes;
    solution->bound = s->open_bound > s->best ? s->open_bound : s->best;
    solution->proven = solution->bound == s->best;
    return UH_OK;
}
