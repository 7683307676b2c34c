// SPDX-License-Identifier: Apache-2.0
// The exact solver, in parts: bound.c (tables of best completions for given multipliers), master.c
// (good multipliers), search.c (depth-first search below those bounds), solve.c (putting it
// together).
#ifndef UNHUNCH_PLAN_SOLVER_H
#define UNHUNCH_PLAN_SOLVER_H

#include "plan/model.h"

#define IMPOSSIBLE INT32_C(-1600000000) // of a completion: no reward can lift it to a half of that
#define PRICE_MAX 100000000             // of a family or a cap
enum {
    CLASS_MAX = 60,
    FORCED_MAX = 5,
    LABELS = 128,
    COLUMNS_MAX = 288,
    ROWS_MAX = 96,
    PATH_MAX = 96
};

enum way { UPWARD, DOWNWARD, EITHER }; // along the body order: positions rise, fall, not yet set

// A step of the way through a node: a set of equipment to get ready, or a family to take one of.
struct step {
    bool opens;
    int16_t family;
    int16_t first, count; // of the options in `order`
    int16_t setup;        // opens: units
    int16_t skip;         // opens: the step after the group
};

struct prices {
    int32_t channel[CHANNELS], cap[CAPS_MAX];
    int32_t *family; // family_count
};

// Labels of the states that search met between phases: see search.c.
struct label {
    int64_t value;
    int16_t time, mobility;
    int16_t sums[CHANNELS];
    uint8_t room[CAPS_MAX];
    uint64_t families[UH_MOVE_MAX / 64];
    int16_t chosen_count;
    int16_t chosen[UH_PLAN_ITEM_MAX]; // ascending
};

struct label_list {
    int count, next;
    struct label *labels; // LABELS of them
};

struct solver {
    const struct problem *problem;
    struct uh_arena *arena;
    int units; // of time that a session can make use of
    int width; // of a row of a table: units + 1

    // which options are in play, and the steps through them
    bool *dead;
    uint16_t *twins; // of an option: positions of its phase where the same could be done instead
    int16_t *order;
    int32_t *density; // by family, to order steps
    struct step *steps;
    int step_count;
    int16_t node_first[PHASES][POSITIONS], node_end[PHASES][POSITIONS];
    bool *family_spans;                  // in more than one class: needs a price
    int8_t *family_last;                 // last phase it is in, -1: none
    int sum_max[CHANNELS];               // where the curve ends
    int64_t *curve[CHANNELS];            // 0..sum_max
    bool curve_ends[CHANNELS];           // whether all families together can get beyond sum_max
    int32_t reach[PHASES + 1][CHANNELS]; // most that phases from here on can add

    // bounds for the multipliers in force
    struct prices at, best_at;
    int32_t *value;             // of an option
    int32_t *rows[2];           // by way: [step][time left]
    int32_t *ends[2];           // by way: [node][time left], when the node is left
    int32_t *after[PHASES + 1]; // [position][time left], from this phase on
    int32_t *scratch;
    int64_t *potential[PHASES + 1][CHANNELS]; // best of a channel's reward net of its multiplier

    // the path that the bound takes
    int16_t path[PATH_MAX];
    int path_count;

    // the search
    int16_t chosen[UH_PLAN_ITEM_MAX];
    int chosen_count;
    int sums[CHANNELS], room[CAPS_MAX], mobility;
    uint64_t families[UH_MOVE_MAX / 64];
    uint64_t relevant[PHASES + 1][UH_MOVE_MAX / 64];
    struct label_list lists[PHASES + 1][POSITIONS];
    int64_t floor; // values up to here are of no interest
    int64_t nodes, node_limit;

    // the best found
    int64_t best;
    int best_count;
    int16_t best_chosen[UH_PLAN_ITEM_MAX];

    struct master *master;
};

// bound.c
void bound_steps(struct solver *s);          // after `dead` changed
void bound_tables(struct solver *s);         // for the multipliers `at`
int64_t bound_value(const struct solver *s); // of the whole problem
void bound_path(struct solver *s);
void bound_potentials(struct solver *s);
static inline bool bound_has_node(const struct solver *s, int phase, int position) {
    return s->node_first[phase][position] < s->node_end[phase][position];
}

// The best completion from a step (or the node's end) on, with so much time left.
static inline int32_t bound_at(const struct solver *s, int node, int node_end, int step,
                               enum way way, int time) {
    const size_t at =
        step == node_end ? (size_t)node * (size_t)s->width : (size_t)step * (size_t)s->width;
    int32_t *const *tables = step == node_end ? s->ends : s->rows;
    if (way != EITHER) return tables[way][at + (size_t)time];
    int32_t up = tables[UPWARD][at + (size_t)time], down = tables[DOWNWARD][at + (size_t)time];
    return up > down ? up : down;
}

// master.c: Dantzig-Wolfe over paths. Leaves its prices in `at`, returns the best bound found.
size_t master_size(void);
int64_t master_bound(struct solver *s);

// search.c: looks for what beats floor; true when it got to the end before node_stop.
void search_reset(struct solver *s);
bool search_run(struct solver *s);
bool search_better_set(const int16_t *a, int a_count, const int16_t *b, int b_count);
void search_offer(struct solver *s, const int16_t *chosen, int count, int64_t value);

#endif
