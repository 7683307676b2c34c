// SPDX-License-Identifier: Apache-2.0
// Depth-first search below the bound. A state is a partial session: what is chosen, time left, the
// sums of the channels. Its upper bound is what is gained, plus each channel's best reward net of
// its price, plus the prices of families and caps still free, plus the table's best completion.
// States that stand between two phases are also compared with earlier ones there (dominance). Ties:
// of two sets of options worth the same, the better has the smallest option that is not in both.
#include "plan/solver.h"

#include <string.h>

// What the recursion carries. Sums, families and the chosen options live in the solver.
struct state {
    int phase, position;
    enum way way;
    int step, time;
    uint16_t visited; // positions of this phase left behind
    uint16_t twins;   // positions where what was taken in this phase could have been done as well
    int64_t gained;   // linear rewards less time used
    int64_t potential, family_price, cap_price;
};

static void search_between(struct solver *s, int phase, int position, int time, int64_t gained,
                           int64_t cap_price);
static void walk(struct solver *s, struct state at, int taken_here);

bool search_better_set(const int16_t *a, int a_count, const int16_t *b, int b_count) {
    // Both ascending: the first difference decides; who has the smaller option there is better.
    for (int i = 0; i < a_count && i < b_count; i++)
        if (a[i] != b[i]) return a[i] < b[i];
    return a_count > b_count;
}

static void sort_ascending(int16_t *a, int count) {
    for (int i = 1; i < count; i++) {
        int16_t moving = a[i];
        int at = i;
        for (; at > 0 && a[at - 1] > moving; at--) a[at] = a[at - 1];
        a[at] = moving;
    }
}

// Whether a (in any order) is a better set than b (in any order).
static bool better(const int16_t *a, int a_count, const int16_t *b, int b_count) {
    int16_t x[UH_PLAN_ITEM_MAX], y[UH_PLAN_ITEM_MAX];
    memcpy(x, a, sizeof *a * (size_t)a_count);
    memcpy(y, b, sizeof *b * (size_t)b_count);
    sort_ascending(x, a_count);
    sort_ascending(y, b_count);
    return search_better_set(x, a_count, y, b_count);
}

void search_offer(struct solver *s, const int16_t *chosen, int count, int64_t value) {
    if (value < s->best) return;
    if (value == s->best && s->best_count >= 0 &&
        !better(chosen, count, s->best_chosen, s->best_count))
        return;
    s->best = value;
    s->best_count = count;
    memcpy(s->best_chosen, chosen, sizeof *chosen * (size_t)count);
    if (value - 1 > s->floor) s->floor = value - 1;
}

static int64_t curve_at(const struct solver *s, int c, int x) {
    return s->curve[c][x < s->sum_max[c] ? x : s->sum_max[c]];
}

static int64_t potential_at(const struct solver *s, int phase, int c, int x) {
    return s->potential[phase][c][x < s->sum_max[c] ? x : s->sum_max[c]];
}

static int64_t potential_of(const struct solver *s, int phase) {
    int64_t sum = 0;
    for (int c = 0; c < CHANNELS; c++) sum += potential_at(s, phase, c, s->sums[c]);
    return sum;
}

static bool family_taken(const struct solver *s, int family) {
    return s->families[family >> 6] >> (family & 63) & 1;
}

// Prices of the families that are free and still come in this phase or later.
static int64_t family_price_of(const struct solver *s, int phase) {
    int64_t sum = 0;
    for (int f = 0; f < s->problem->family_count; f++)
        if (s->family_last[f] >= phase && !family_taken(s, f)) sum += s->at.family[f];
    return sum;
}

static int64_t cap_price_of(const struct solver *s) {
    int64_t sum = 0;
    for (int r = 0; r < s->problem->cap_count; r++) sum += (int64_t)s->at.cap[r] * s->room[r];
    return sum;
}

static int64_t limit_of(const struct state *at) {
    return at->gained + at->potential + at->family_price + at->cap_price;
}

// Takes an option out of the caps' room; false where one has not enough left.
static bool fits_caps(const struct solver *s, const struct option *o) {
    for (int r = 0; r < s->problem->cap_count; r++)
        if (s->room[r] < o->use[r]) return false;
    return true;
}

// Adds (sign 1) or removes (-1) an option in the solver's sums.
static void count_option(struct solver *s, int option, int sign) {
    const struct option *o = &s->problem->options[option];
    for (int c = 0; c < CHANNELS; c++) s->sums[c] += sign * o->benefit[c];
    for (int r = 0; r < s->problem->cap_count; r++) s->room[r] -= sign * o->use[r];
    if (o->kind == UH_KIND_MOBILITY) s->mobility += sign * o->duration;
    s->families[o->family >> 6] ^= UINT64_C(1) << (o->family & 63);
    if (sign > 0)
        s->chosen[s->chosen_count++] = (int16_t)option;
    else
        s->chosen_count--;
}

// Tries one option of a class and all that follows it.
static void try_option(struct solver *s, const struct state *at, int option, int taken_here) {
    const struct option *o = &s->problem->options[option];
    if (!fits_caps(s, o) || s->chosen_count == UH_PLAN_ITEM_MAX) return;
    int node = at->phase * POSITIONS + at->position;
    int end = s->node_end[at->phase][at->position];
    struct state next = *at;
    next.step++;
    next.time -= o->duration;
    next.gained += (int64_t)o->linear * SCALE - o->duration;
    next.twins |= s->twins[option];
    next.family_price -= s->at.family[o->family];
    for (int r = 0; r < s->problem->cap_count; r++)
        next.cap_price -= (int64_t)s->at.cap[r] * o->use[r];
    for (int c = 0; c < CHANNELS; c++)
        if (o->benefit[c] != 0)
            next.potential += potential_at(s, at->phase, c, s->sums[c] + o->benefit[c]) -
                              potential_at(s, at->phase, c, s->sums[c]);
    if (limit_of(&next) + bound_at(s, node, end, next.step, at->way, next.time) <= s->floor) return;
    count_option(s, option, 1);
    walk(s, next, taken_here + 1);
    count_option(s, option, -1);
}

// What may come of a class, most promising first: its options, and -1 for none of them. Only what
// can still beat the floor: a promise is never less than what the option's own bound would be.
static int rank_class(const struct solver *s, const struct state *at, const struct step *step,
                      int16_t ranked[CLASS_MAX + 1]) {
    int node = at->phase * POSITIONS + at->position, count = 0;
    int end = s->node_end[at->phase][at->position];
    bool taken = family_taken(s, step->family);
    unsigned lower = at->visited & ((1u << at->position) - 1);
    int64_t least = s->floor - limit_of(at);
    int32_t promise[CLASS_MAX + 1];
    for (int j = -1; j < (taken ? 0 : step->count); j++) {
        int option = j < 0 ? -1 : s->order[step->first + j];
        int duration = j < 0 ? 0 : s->problem->options[option].duration;
        if (duration > at->time) continue;
        if (j >= 0 && (s->twins[option] & lower)) continue;
        int32_t reached = bound_at(s, node, end, at->step + 1, at->way, at->time - duration);
        if (reached <= IMPOSSIBLE / 2) continue;
        if (j >= 0) reached += s->value[option];
        if (reached <= least) continue;
        int place = count++;
        for (; place > 0 && promise[place - 1] < reached; place--) {
            promise[place] = promise[place - 1];
            ranked[place] = ranked[place - 1];
        }
        promise[place] = reached;
        ranked[place] = (int16_t)option;
    }
    return count;
}

// Leaves a node: on to another of the same phase, or to a later phase.
static void leave_node(struct solver *s, const struct state *at) {
    struct {
        int position;
        enum way way;
        int32_t reached;
    } next[POSITIONS];
    int count = 0, phase = at->phase, from = at->position;
    for (int q = 0; q < POSITIONS; q++) {
        int cost = s->problem->travel[from][q];
        enum way way = q > from ? UPWARD : DOWNWARD;
        if (q == from || !bound_has_node(s, phase, q) || cost > at->time) continue;
        if (at->way != EITHER && at->way != way) continue;
        if (way == DOWNWARD && (at->twins >> q & 1)) continue;
        int32_t reached = bound_at(s, phase * POSITIONS + q, s->node_end[phase][q],
                                   s->node_first[phase][q], way, at->time - cost) -
                          cost;
        if (reached <= IMPOSSIBLE / 2) continue;
        int place = count++;
        for (; place > 0 && next[place - 1].reached < reached; place--)
            next[place] = next[place - 1];
        next[place].position = q;
        next[place].way = way;
        next[place].reached = reached;
    }
    int32_t later = s->after[phase + 1][from * s->width + at->time];
    bool gone = false;
    for (int i = 0; i < count; i++) {
        if (!gone && later >= next[i].reached) {
            gone = true;
            search_between(s, phase + 1, from, at->time, at->gained, at->cap_price);
        }
        if (limit_of(at) + next[i].reached <= s->floor) continue;
        int cost = s->problem->travel[from][next[i].position];
        struct state there = *at;
        there.position = next[i].position;
        there.way = next[i].way;
        there.visited |= (uint16_t)(1u << from);
        there.step = s->node_first[phase][there.position];
        there.time -= cost;
        there.gained -= cost;
        walk(s, there, 0);
    }
    if (!gone) search_between(s, phase + 1, from, at->time, at->gained, at->cap_price);
}

// Goes through the steps of a node from at.step on; taken_here counts the options taken in it.
static void walk(struct solver *s, struct state at, int taken_here) {
    int node = at.phase * POSITIONS + at.position, end = s->node_end[at.phase][at.position];
    for (;;) {
        int32_t ahead = bound_at(s, node, end, at.step, at.way, at.time);
        if (ahead <= IMPOSSIBLE / 2 || limit_of(&at) + ahead <= s->floor) return;
        if (++s->nodes > s->node_limit) return;
        if (at.step == end) {
            if (taken_here > 0) leave_node(s, &at);
            return;
        }
        const struct step *step = &s->steps[at.step];
        if (step->opens) {
            if (step->setup <= at.time) {
                struct state inside = at;
                inside.step++;
                inside.time -= step->setup;
                inside.gained -= step->setup;
                walk(s, inside, taken_here);
            }
            at.step = step->skip;
            continue;
        }
        int16_t ranked[CLASS_MAX + 1];
        int count = rank_class(s, &at, step, ranked);
        for (int i = 0; i < count; i++) {
            if (ranked[i] >= 0) {
                try_option(s, &at, ranked[i], taken_here);
            } else if (i + 1 < count) {
                struct state next = at;
                next.step++;
                walk(s, next, taken_here);
            }
        }
        if (count == 0 || ranked[count - 1] >= 0) return;
        at.step++; // taking none came last: go on here
    }
}

// The value of a state between phases, with the channels that no later phase can add to.
static int64_t settled_value(const struct solver *s, int phase, int64_t gained) {
    for (int c = 0; c < CHANNELS; c++)
        if (s->reach[phase][c] == 0) gained += curve_at(s, c, s->sums[c]);
    return gained;
}

// By how much an earlier state is ahead of the present one at least, whatever follows.
static int64_t lead(const struct solver *s, const struct label *a, int phase, int64_t value) {
    int64_t ahead = a->value - value;
    for (int c = 0; c < CHANNELS; c++) {
        int reach = s->reach[phase][c], x = a->sums[c], y = s->sums[c];
        if (reach == 0 || x == y) continue;
        int more = x > y ? reach : 0;
        ahead += curve_at(s, c, x + more) - curve_at(s, c, y + more);
    }
    return ahead;
}

// Whether all that the present state can still do, the earlier one could as well.
static bool as_free(const struct solver *s, const struct label *a, int phase, int time,
                    int mobility) {
    if (a->time < time || a->mobility < mobility) return false;
    int words = (s->problem->family_count + 63) / 64;
    for (int w = 0; w < words; w++)
        if (a->families[w] & s->relevant[phase][w] & ~s->families[w]) return false;
    for (int r = 0; r < s->problem->cap_count; r++)
        if (a->room[r] < s->room[r]) return false;
    return true;
}

static void remember(struct solver *s, struct label_list *list, int time, int mobility,
                     int64_t value) {
    struct label *label;
    if (list->count < LABELS)
        label = &list->labels[list->count++];
    else
        label = &list->labels[LABELS / 2 + list->next++ % (LABELS / 2)];
    label->value = value;
    label->time = (int16_t)time;
    label->mobility = (int16_t)mobility;
    for (int c = 0; c < CHANNELS; c++) label->sums[c] = (int16_t)s->sums[c];
    for (int r = 0; r < s->problem->cap_count; r++) label->room[r] = (uint8_t)s->room[r];
    memcpy(label->families, s->families, sizeof label->families);
    label->chosen_count = (int16_t)s->chosen_count;
    memcpy(label->chosen, s->chosen, sizeof *s->chosen * (size_t)s->chosen_count);
}

// Whether an earlier state here makes this one needless. Otherwise it is remembered.
static bool dominated(struct solver *s, int phase, int position, int time, int64_t gained) {
    struct label_list *list = &s->lists[phase][position];
    int enough = s->problem->mobility_before;
    int mobility = phase > UH_PHASE_STRENGTH - UH_PHASE_MOBILITY || s->mobility > enough
                       ? enough
                       : s->mobility;
    int64_t value = settled_value(s, phase, gained);
    for (int i = 0; i < list->count; i++) {
        struct label *a = &list->labels[i];
        if (!as_free(s, a, phase, time, mobility)) continue;
        int64_t ahead = lead(s, a, phase, value);
        if (ahead < 0) continue;
        if (ahead == 0 && better(s->chosen, s->chosen_count, a->chosen, a->chosen_count)) continue;
        if (i > 0) {
            struct label moved = list->labels[i / 2];
            list->labels[i / 2] = list->labels[i];
            list->labels[i] = moved;
        }
        return true;
    }
    remember(s, list, time, mobility, value);
    return false;
}

// Ends the session here if that is good.
static void finish(struct solver *s, int position, int time, int64_t gained) {
    int cost = s->problem->finish[position];
    if (time < cost || s->chosen_count == 0) return;
    int64_t value = gained - cost;
    for (int c = 0; c < CHANNELS; c++) value += curve_at(s, c, s->sums[c]);
    if (value > s->floor) search_offer(s, s->chosen, s->chosen_count, value);
}

// Between phases: ends here, or starts any phase from `phase` on.
static void search_between(struct solver *s, int phase, int position, int time, int64_t gained,
                           int64_t cap_price) {
    finish(s, position, time, gained);
    if (phase >= PHASES) return;
    int32_t ahead = s->after[phase][position * s->width + time];
    if (ahead <= IMPOSSIBLE / 2 ||
        gained + potential_of(s, phase) + family_price_of(s, phase) + cap_price + ahead <= s->floor)
        return;
    if (s->chosen_count > 0 && dominated(s, phase, position, time, gained)) return;
    struct {
        int phase, position;
        int32_t reached;
    } next[PHASES * POSITIONS];
    int count = 0;
    for (int k = phase; k < PHASES; k++) {
        bool strength = k == UH_PHASE_STRENGTH - UH_PHASE_MOBILITY;
        if (strength && s->mobility < s->problem->mobility_before) continue;
        for (int q = 0; q < POSITIONS; q++) {
            int cost = s->problem->travel[position][q];
            if (!bound_has_node(s, k, q) || cost > time) continue;
            int32_t reached = bound_at(s, k * POSITIONS + q, s->node_end[k][q], s->node_first[k][q],
                                       EITHER, time - cost) -
                              cost;
            if (reached <= IMPOSSIBLE / 2) continue;
            int place = count++;
            for (; place > 0 && next[place - 1].reached < reached; place--)
                next[place] = next[place - 1];
            next[place].phase = k;
            next[place].position = q;
            next[place].reached = reached;
        }
    }
    for (int i = 0; i < count; i++) {
        int k = next[i].phase, q = next[i].position, cost = s->problem->travel[position][q];
        struct state at = {
            .phase = k,
            .position = q,
            .way = EITHER,
            .step = s->node_first[k][q],
            .time = time - cost,
            .gained = gained - cost,
            .potential = potential_of(s, k),
            .family_price = family_price_of(s, k),
            .cap_price = cap_price,
        };
        if (limit_of(&at) + next[i].reached + cost > s->floor) walk(s, at, 0);
    }
}

void search_reset(struct solver *s) {
    for (int k = 0; k <= PHASES; k++)
        for (int p = 0; p < POSITIONS; p++) s->lists[k][p].count = s->lists[k][p].next = 0;
    memset(s->sums, 0, sizeof s->sums);
    memset(s->families, 0, sizeof s->families);
    for (int r = 0; r < s->problem->cap_count; r++) s->room[r] = s->problem->caps[r];
    s->chosen_count = s->mobility = 0;
}

bool search_run(struct solver *s) {
    search_reset(s);
    search_between(s, 0, s->problem->start, s->units, 0, cap_price_of(s));
    return s->nodes <= s->node_limit;
}
