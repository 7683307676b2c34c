// SPDX-License-Identifier: Apache-2.0
// The bound. With a price (Lagrange multiplier) on each channel, on families that stand in several
// classes and on caps, options no longer interact but for time, and the best path through the nodes
// is an exact dynamic program over (step, way, time left): max-plus sums of rows of int32, which
// compilers turn into vector code. What a row holds is the best that can still be gained from a
// step on, so the same tables bound every state of the search. Method: Lagrangian relaxation
// (Geoffrion 1974).
#include "plan/solver.h"

#include <string.h>

// Whether a comes before b on the way through the nodes: by node, group, density of its family.
static bool comes_before(const struct solver *s, int a, int b) {
    const struct option *x = &s->problem->options[a], *y = &s->problem->options[b];
    if (x->phase != y->phase) return x->phase < y->phase;
    if (x->position != y->position) return x->position < y->position;
    if (x->group != y->group) return x->group < y->group;
    if (x->family != y->family) {
        int32_t dx = s->density[x->family], dy = s->density[y->family];
        return dx != dy ? dx > dy : x->family < y->family;
    }
    return a < b;
}

// The best reward a unit of time of each family, were it alone.
static void weigh_families(struct solver *s) {
    const struct problem *p = s->problem;
    memset(s->density, 0, sizeof *s->density * (size_t)p->family_count);
    for (int i = 0; i < p->option_count; i++) {
        if (s->dead[i]) continue;
        const struct option *o = &p->options[i];
        int64_t worth = (int64_t)o->linear * SCALE;
        for (int c = 0; c < CHANNELS; c++) {
            int x = o->benefit[c] < s->sum_max[c] ? o->benefit[c] : s->sum_max[c];
            worth += s->curve[c][x];
        }
        int32_t density = (int32_t)(worth / o->duration);
        if (density > s->density[o->family]) s->density[o->family] = density;
    }
}

// Puts the options in play in step order (merge sort: `scratch` is free here).
static int sort_options(struct solver *s) {
    int count = 0;
    int16_t *from = s->order, *to = (int16_t *)(void *)s->scratch;
    for (int i = 0; i < s->problem->option_count; i++)
        if (!s->dead[i]) from[count++] = (int16_t)i;
    for (int run = 1; run < count; run *= 2) {
        for (int low = 0; low < count; low += 2 * run) {
            int middle = low + run < count ? low + run : count;
            int high = low + 2 * run < count ? low + 2 * run : count;
            int a = low, b = middle;
            for (int at = low; at < high; at++)
                to[at] = a < middle && (b >= high || !comes_before(s, from[b], from[a]))
                             ? from[a++]
                             : from[b++];
        }
        int16_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != s->order) memcpy(s->order, from, sizeof *from * (size_t)count);
    return count;
}

// The end of the run of options from `at` that agree with it in node and group, and in family if
// asked.
static int run_end(const struct solver *s, int at, int count, bool same_group, bool same_family) {
    const struct option *a = &s->problem->options[s->order[at]];
    for (; at < count; at++) {
        const struct option *o = &s->problem->options[s->order[at]];
        if (o->phase != a->phase || o->position != a->position) break;
        if (same_group && o->group != a->group) break;
        if (same_family && o->family != a->family) break;
    }
    return at;
}

// Makes the steps of a group: it opens when it needs setup, then a step for each family.
static int add_group(struct solver *s, int at, int count) {
    int end = run_end(s, at, count, true, false), opens = -1;
    const struct option *first = &s->problem->options[s->order[at]];
    if (first->group != NO_GROUP) {
        opens = s->step_count++;
        s->steps[opens] =
            (struct step){.opens = true, .setup = (int16_t)s->problem->setup[first->group]};
    }
    while (at < end) {
        int next = run_end(s, at, end, true, true);
        if (next > at + CLASS_MAX) next = at + CLASS_MAX; // the rest of a huge family follows
        s->steps[s->step_count++] =
            (struct step){.family = s->problem->options[s->order[at]].family,
                          .first = (int16_t)at,
                          .count = (int16_t)(next - at)};
        at = next;
    }
    if (opens >= 0) s->steps[opens].skip = (int16_t)s->step_count;
    return end;
}

// The most each channel can still gain in phases from k on: the best of every family.
static void measure_reach(struct solver *s) {
    const struct problem *p = s->problem;
    int32_t *best = s->scratch;
    for (int k = 0; k <= PHASES; k++) {
        memset(best, 0, sizeof *best * (size_t)p->family_count * CHANNELS);
        for (int i = 0; i < p->option_count; i++) {
            const struct option *o = &p->options[i];
            if (s->dead[i] || o->phase < k) continue;
            for (int c = 0; c < CHANNELS; c++)
                if (o->benefit[c] > best[o->family * CHANNELS + c])
                    best[o->family * CHANNELS + c] = o->benefit[c];
        }
        memset(s->reach[k], 0, sizeof s->reach[k]);
        for (int f = 0; f < p->family_count; f++)
            for (int c = 0; c < CHANNELS; c++) s->reach[k][c] += best[f * CHANNELS + c];
    }
}

// Which families stand in more than one class, and the last phase of each.
static void measure_families(struct solver *s) {
    int count = s->problem->family_count;
    memset(s->family_spans, 0, (size_t)count);
    memset(s->family_last, -1, (size_t)count);
    for (int k = 0; k < PHASES; k++)
        for (int p = 0; p < POSITIONS; p++)
            for (int i = s->node_first[k][p]; i < s->node_end[k][p]; i++) {
                const struct step *step = &s->steps[i];
                if (step->opens) continue;
                s->family_spans[step->family] = s->family_last[step->family] >= 0;
                s->family_last[step->family] = (int8_t)k;
            }
    memset(s->relevant, 0, sizeof s->relevant);
    for (int k = 0; k <= PHASES; k++)
        for (int f = 0; f < count; f++)
            if (s->family_last[f] >= k) s->relevant[k][f >> 6] |= UINT64_C(1) << (f & 63);
}

void bound_steps(struct solver *s) {
    weigh_families(s);
    int count = sort_options(s);
    s->step_count = 0;
    memset(s->node_first, 0, sizeof s->node_first);
    memset(s->node_end, 0, sizeof s->node_end);
    for (int at = 0; at < count;) {
        const struct option *o = &s->problem->options[s->order[at]];
        int end = run_end(s, at, count, false, false);
        s->node_first[o->phase][o->position] = (int16_t)s->step_count;
        while (at < end) at = add_group(s, at, end);
        s->node_end[o->phase][o->position] = (int16_t)s->step_count;
    }
    measure_families(s);
    measure_reach(s);
}

// On x86-64 the loop below is also compiled for processors with AVX2, which have the maximum of
// eight int32 as one instruction; which one runs is settled when the program is loaded.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

// row[t] = max(row[t], from[t - shift] + value): the heart of it all.
WIDE static void raise(int32_t *restrict row, const int32_t *restrict from, int shift,
                       int32_t value, int width) {
    for (int t = shift; t < width; t++) {
        int32_t reached = from[t - shift] + value;
        row[t] = row[t] > reached ? row[t] : reached;
    }
}

// Prices every option at the multipliers in force.
static void price_options(struct solver *s) {
    const struct problem *p = s->problem;
    for (int i = 0; i < p->option_count; i++) {
        if (s->dead[i]) continue;
        const struct option *o = &p->options[i];
        int64_t value = (int64_t)o->linear * SCALE - o->duration - s->at.family[o->family];
        for (int c = 0; c < CHANNELS; c++) value += (int64_t)s->at.channel[c] * o->benefit[c];
        for (int r = 0; r < p->cap_count; r++) value -= (int64_t)s->at.cap[r] * o->use[r];
        s->value[i] = (int32_t)(value > -PRICE_MAX ? value : -PRICE_MAX);
    }
}

// Rows of the steps of a node, last to first; `end` is the row of leaving it.
static void fill_node(struct solver *s, enum way way, int first, int last, const int32_t *end) {
    const struct problem *p = s->problem;
    size_t width = (size_t)s->width;
    for (int i = last - 1; i >= first; i--) {
        const struct step *step = &s->steps[i];
        int32_t *row = s->rows[way] + (size_t)i * width;
        int skip = step->opens ? step->skip : i + 1;
        const int32_t *next = skip == last ? end : s->rows[way] + (size_t)skip * width;
        memcpy(row, next, sizeof *row * width);
        if (step->opens) {
            raise(row, row + width, step->setup, -step->setup, s->width);
            continue;
        }
        for (int j = step->first; j < step->first + step->count; j++) {
            int option = s->order[j];
            if (s->value[option] > 0)
                raise(row, next, p->options[option].duration, s->value[option], s->width);
        }
    }
}

// All rows of a phase for one way along the body order.
static void fill_phase(struct solver *s, int k, enum way way) {
    size_t width = (size_t)s->width;
    for (int i = 0; i < POSITIONS; i++) {
        int p = way == UPWARD ? POSITIONS - 1 - i : i;
        if (!bound_has_node(s, k, p)) continue;
        int32_t *end = s->ends[way] + (size_t)(k * POSITIONS + p) * width;
        memcpy(end, s->after[k + 1] + (size_t)p * width, sizeof *end * width);
        for (int q = way == UPWARD ? p + 1 : 0; q < (way == UPWARD ? POSITIONS : p); q++)
            if (bound_has_node(s, k, q))
                raise(end, s->rows[way] + (size_t)s->node_first[k][q] * width,
                      s->problem->travel[p][q], -s->problem->travel[p][q], s->width);
        fill_node(s, way, s->node_first[k][p], s->node_end[k][p], end);
    }
}

// Whether one can be in a position when a phase begins: as at the start, or from an earlier phase.
static bool can_stand(const struct solver *s, int k, int p) {
    bool can = p == s->problem->start;
    for (int i = 0; i < k; i++) can |= bound_has_node(s, i, p);
    return can;
}

// From each position, the best of starting this phase anywhere or leaving it out.
static void fill_after(struct solver *s, int k) {
    size_t width = (size_t)s->width;
    memcpy(s->after[k], s->after[k + 1], sizeof *s->after[k] * width * POSITIONS);
    for (int q = 0; q < POSITIONS; q++) {
        if (!bound_has_node(s, k, q)) continue;
        const int32_t *up = s->rows[UPWARD] + (size_t)s->node_first[k][q] * width;
        const int32_t *down = s->rows[DOWNWARD] + (size_t)s->node_first[k][q] * width;
        for (size_t t = 0; t < width; t++) s->scratch[t] = up[t] > down[t] ? up[t] : down[t];
        for (int p = 0; p < POSITIONS; p++)
            if (can_stand(s, k, p))
                raise(s->after[k] + (size_t)p * width, s->scratch, s->problem->travel[p][q],
                      -s->problem->travel[p][q], s->width);
    }
}

void bound_tables(struct solver *s) {
    price_options(s);
    for (int p = 0; p < POSITIONS; p++)
        for (int t = 0; t < s->width; t++)
            s->after[PHASES][p * s->width + t] =
                t >= s->problem->finish[p] ? -s->problem->finish[p] : IMPOSSIBLE;
    for (int k = PHASES - 1; k >= 0; k--) {
        fill_phase(s, k, UPWARD);
        fill_phase(s, k, DOWNWARD);
        fill_after(s, k);
    }
}

// Where a channel's slope falls to its multiplier: nothing is gained beyond.
static int turning_point(const struct solver *s, int c) {
    int y = 0;
    while (y < s->sum_max[c] && s->curve[c][y + 1] - s->curve[c][y] > s->at.channel[c]) y++;
    return y;
}

int64_t bound_value(const struct solver *s) {
    const struct problem *p = s->problem;
    int64_t bound = s->after[0][p->start * s->width + s->units];
    for (int c = 0; c < CHANNELS; c++) {
        int y = turning_point(s, c);
        bound += s->curve[c][y] - (int64_t)s->at.channel[c] * y;
    }
    for (int f = 0; f < p->family_count; f++) bound += s->at.family[f];
    for (int r = 0; r < p->cap_count; r++) bound += (int64_t)s->at.cap[r] * p->caps[r];
    return bound;
}

// For every sum x of a channel: its best reward net of its price with at most `reach` more.
void bound_potentials(struct solver *s) {
    for (int c = 0; c < CHANNELS; c++) {
        int turn = turning_point(s, c);
        for (int k = 0; k <= PHASES; k++)
            for (int x = 0; x <= s->sum_max[c]; x++) {
                int y = turn > x ? turn : x, top = x + s->reach[k][c];
                if (y > top) y = top;
                s->potential[k][c][x] = s->curve[c][y] - (int64_t)s->at.channel[c] * (y - x);
            }
    }
}

// Where a path stands: in a node on a way, or between phases.
struct walker {
    int phase, position, time;
};

// Follows the options of a node from its first step to its end.
static void follow_node(struct solver *s, enum way way, struct walker *w) {
    int node = w->phase * POSITIONS + w->position;
    int end = s->node_end[w->phase][w->position];
    for (int i = s->node_first[w->phase][w->position]; i < end;) {
        const struct step *step = &s->steps[i];
        int32_t here = bound_at(s, node, end, i, way, w->time);
        int skip = step->opens ? step->skip : i + 1;
        if (here == bound_at(s, node, end, skip, way, w->time)) {
            i = skip;
            continue;
        }
        if (step->opens) w->time -= step->setup;
        for (int j = step->first; !step->opens && j < step->first + step->count; j++) {
            int option = s->order[j], duration = s->problem->options[option].duration;
            if (s->value[option] <= 0 || w->time < duration) continue;
            if (bound_at(s, node, end, i + 1, way, w->time - duration) + s->value[option] != here)
                continue;
            if (s->path_count < PATH_MAX) s->path[s->path_count++] = (int16_t)option;
            w->time -= duration;
            break;
        }
        i++;
    }
}

// The next node of the same phase that keeps the value, or -1: the phase is left.
static int next_in_phase(const struct solver *s, enum way way, const struct walker *w) {
    int k = w->phase, p = w->position;
    size_t width = (size_t)s->width;
    int32_t here = s->ends[way][(size_t)(k * POSITIONS + p) * width + (size_t)w->time];
    if (s->after[k + 1][(size_t)p * width + (size_t)w->time] == here) return -1;
    for (int q = way == UPWARD ? p + 1 : 0; q < (way == UPWARD ? POSITIONS : p); q++) {
        int cost = s->problem->travel[p][q];
        if (!bound_has_node(s, k, q) || w->time < cost) continue;
        const int32_t *row = s->rows[way] + (size_t)s->node_first[k][q] * width;
        if (row[w->time - cost] - cost == here) return q;
    }
    return -1;
}

// Follows a phase from its first node to where it is left.
static void follow_phase(struct solver *s, struct walker *w) {
    size_t first = (size_t)s->node_first[w->phase][w->position] * (size_t)s->width;
    bool up =
        s->rows[UPWARD][first + (size_t)w->time] >= s->rows[DOWNWARD][first + (size_t)w->time];
    enum way way = up ? UPWARD : DOWNWARD;
    for (;;) {
        follow_node(s, way, w);
        int next = next_in_phase(s, way, w);
        if (next < 0) return;
        w->time -= s->problem->travel[w->position][next];
        w->position = next;
    }
}

// Moves to the first node of phase w->phase on the best path; false where the path leaves it out.
static bool enter_phase(const struct solver *s, struct walker *w) {
    size_t width = (size_t)s->width;
    size_t here = (size_t)w->position * width + (size_t)w->time;
    int32_t value = s->after[w->phase][here];
    if (value == s->after[w->phase + 1][here]) return false;
    for (int q = 0; q < POSITIONS; q++) {
        int cost = s->problem->travel[w->position][q];
        if (!bound_has_node(s, w->phase, q) || w->time < cost) continue;
        int first = s->node_first[w->phase][q], end = s->node_end[w->phase][q];
        if (bound_at(s, w->phase * POSITIONS + q, end, first, EITHER, w->time - cost) - cost !=
            value)
            continue;
        w->time -= cost;
        w->position = q;
        return true;
    }
    return false;
}

void bound_path(struct solver *s) {
    struct walker w = {0, s->problem->start, s->units};
    s->path_count = 0;
    for (; w.phase < PHASES; w.phase++)
        if (enter_phase(s, &w)) follow_phase(s, &w);
}
