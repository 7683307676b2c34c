// SPDX-License-Identifier: Apache-2.0
// The doses a session may choose from: within the move's merged range, the session kind decides
// where. Holds before strength are 20 s at most (articles 000, 004; Behm 2016).
#include "plan/model.h"

enum { SHORT_HOLD_S = 20, REST_HOLD_S = 5, REST_STRENGTH_S = 30, REST_OTHER_SIDE_S = 10 };

// Effect of a dose in percent of a full one, by seconds of work on a side. 60 s of stretch a muscle
// is the useful dose (ACSM 2011) and more gives less and less (Ingram 2025); of strength work the
// first minutes do most of the good (Andersen 2011). Very short doses do little (judgement).
struct point {
    int seconds, effect;
};
static const struct point effect_of_hold[] = {{0, 0},   {10, 14},  {15, 23},  {20, 32},  {30, 52},
                                              {45, 78}, {60, 100}, {90, 122}, {120, 135}};
static const struct point effect_of_motion[] = {{0, 0},   {10, 14},  {20, 32},  {30, 52},
                                                {45, 78}, {60, 100}, {90, 122}, {120, 135}};
static const struct point effect_of_strength[] = {{0, 0},    {15, 28},   {30, 52},   {60, 85},
                                                  {90, 102}, {120, 114}, {180, 126}, {240, 135}};

#define LENGTH(table) ((int)(sizeof(table) / sizeof((table)[0])))

// The effect at some seconds, between the points of a table.
static int effect_at(const struct point *points, int count, int seconds) {
    for (int i = 1; i < count; i++) {
        const struct point *a = &points[i - 1], *b = &points[i];
        if (seconds <= b->seconds)
            return a->effect +
                   (b->effect - a->effect) * (seconds - a->seconds) / (b->seconds - a->seconds);
    }
    return points[count - 1].effect;
}

static int effect(const struct uh_move *move, int seconds) {
    if (move->kind == UH_KIND_STRENGTH)
        return effect_at(effect_of_strength, LENGTH(effect_of_strength), seconds);
    if (move->kind == UH_KIND_STATIC)
        return effect_at(effect_of_hold, LENGTH(effect_of_hold), seconds);
    return effect_at(effect_of_motion, LENGTH(effect_of_motion), seconds);
}

// Rest between sets: holds need a breath; in one-sided strength work the other side works
// meanwhile.
static int rest_between_sets(const struct uh_move *move) {
    if (move->kind != UH_KIND_STRENGTH) return REST_HOLD_S;
    return move->sides == UH_SIDES_EACH ? REST_OTHER_SIDE_S : REST_STRENGTH_S;
}

// Works out what a dose takes and gives.
static struct dose weigh(const struct uh_move *move, int reps, int hold_s, int sets, int level) {
    int set = uh_move_set_seconds(move, reps, hold_s);
    int rest = sets > 1 ? rest_between_sets(move) : 0;
    int side = sets * set + (sets - 1) * rest;
    int sides = move->sides == UH_SIDES_EACH ? 2 : 1;
    return (struct dose){
        .reps = (int16_t)reps,
        .hold_s = (int16_t)hold_s,
        .sets = (int16_t)sets,
        .rest_s = (int16_t)rest,
        .set_seconds = (int16_t)set,
        .level = (uint8_t)level,
        .seconds = UH_GET_READY_S + sides * side + (sides - 1) * UH_CHANGE_SIDES_S,
        .effect = effect(move, sets * set),
    };
}

static int lower(int a, int b) {
    return a < b ? a : b;
}

// Adds a dose unless the same is there already.
static int add(struct dose *doses, int count, struct dose dose) {
    for (int i = 0; i < count; i++)
        if (doses[i].reps == dose.reps && doses[i].hold_s == dose.hold_s &&
            doses[i].sets == dose.sets)
            return count;
    if (count < DOSES_MAX) doses[count++] = dose;
    return count;
}

// Light, usual and full: the low, the typical and the high end of repetitions, holds and sets.
// Limits drop what lies above them; only where nothing is left is the light dose cut down to fit.
static int repeated_doses(const struct uh_move *move, const struct uh_verdict *verdict,
                          int level_max, struct dose *doses) {
    const struct uh_dose *d = &move->dose;
    const int reps[] = {d->reps.min, d->reps.typical, d->reps.max};
    const int holds[] = {d->hold_s.min, d->hold_s.typical, d->hold_s.max};
    const int sets[] = {d->sets.min, d->sets.typical, d->sets.max};
    int reps_max = verdict->reps_max > 0 ? verdict->reps_max : reps[UH_LEVEL_FULL];
    int hold_max = verdict->hold_max_s > 0 ? verdict->hold_max_s : holds[UH_LEVEL_FULL];
    int count = 0;
    for (int level = 0; level <= level_max; level++)
        if (reps[level] <= reps_max && holds[level] <= hold_max)
            count = add(doses, count, weigh(move, reps[level], holds[level], sets[level], level));
    if (count > 0) return count;
    return add(doses, 0,
               weigh(move, lower(reps[0], reps_max), lower(holds[0], hold_max), sets[0], 0));
}

// A hold is light up to 20 s once, usual up to a minute a side, else full.
static int level_of_hold(const struct uh_range *sets, int hold_s, int times) {
    if (times == sets->min && hold_s <= SHORT_HOLD_S) return UH_LEVEL_LIGHT;
    return hold_s * times <= 60 ? UH_LEVEL_USUAL : UH_LEVEL_FULL;
}

// Adds a hold of so many seconds at each number of sets that the level allows.
static int add_hold(const struct uh_move *move, int hold_s, int level_max, struct dose *doses,
                    int count) {
    const struct uh_range *sets = &move->dose.sets;
    for (int times = sets->min; times <= sets->max; times++) {
        int level = level_of_hold(sets, hold_s, times);
        if (level > level_max || (times > sets->min && times * hold_s > 120)) break;
        count = add(doses, count, weigh(move, 1, hold_s, times, level));
    }
    return count;
}

// The holds of a list that lie within the move's range and the limit on it; the move's longest hold
// where all of the list are too long for it.
static int held_doses(const struct uh_move *move, const struct uh_verdict *verdict,
                      const int16_t *holds, int hold_count, int level_max, struct dose *doses) {
    const struct uh_range *range = &move->dose.hold_s;
    int limit = verdict->hold_max_s > 0 ? verdict->hold_max_s : range->max, count = 0;
    for (int i = 0; i < hold_count; i++)
        if (holds[i] >= range->min && holds[i] <= lower(range->max, limit))
            count = add_hold(move, holds[i], level_max, doses, count);
    if (hold_count > 0 && range->max < holds[0] && range->max <= limit)
        count = add_hold(move, range->max, level_max, doses, count);
    return count;
}

int plan_doses(const struct uh_move *move, const struct uh_verdict *verdict,
               const struct uh_session_kind *kind, int phase, int level_max,
               struct dose doses[DOSES_MAX]) {
    static const int16_t short_holds[] = {10, 15, SHORT_HOLD_S};
    static const int phase_of_kind[] = {UH_PHASE_MOBILITY, UH_PHASE_STRENGTH, UH_PHASE_STATIC};
    level_max = lower(level_max, lower(verdict->level, kind->level));
    if (move->kind > UH_KIND_STATIC) return 0;
    if (move->kind != UH_KIND_STATIC)
        return phase == phase_of_kind[move->kind] ? repeated_doses(move, verdict, level_max, doses)
                                                  : 0;
    if (phase == UH_PHASE_STATIC)
        return held_doses(move, verdict, kind->holds_s, kind->hold_count, level_max, doses);
    // Short holds belong with the mobility moves where the static phase has none of them.
    bool has_short = kind->hold_count > 0 && kind->holds_s[0] <= SHORT_HOLD_S;
    if (phase != UH_PHASE_MOBILITY || has_short || move->dose.hold_s.min > SHORT_HOLD_S) return 0;
    return held_doses(move, verdict, short_holds, LENGTH(short_holds), level_max, doses);
}
