// SPDX-License-Identifier: Apache-2.0
// A gentler move in place of one that hurt: its easier sibling, else a light move for the same main
// area.
#include "plan/model.h"

#include <string.h>

static bool planned(const struct uh_plan *plan, int move) {
    for (int i = 0; i < plan->item_count; i++)
        if (plan->items[i].move == move) return true;
    return false;
}

static int main_area(const struct uh_move *move) {
    int main = 0;
    for (int a = 1; a < UH_AREA_COUNT; a++)
        if (move->areas[a] > move->areas[main]) main = a;
    return main;
}

// How well a move stands in for another; 0: not at all. Nothing that asks more of the body will do.
static int fitness(const struct uh_catalog *catalog, const struct uh_plan_item *item,
                   const struct uh_move *candidate, const struct uh_verdict *verdict) {
    const struct uh_move *hurt = uh_catalog_at(catalog, item->move);
    if (hurt->easier != NULL && strcmp(hurt->easier, candidate->id) == 0) return 1000;
    int area = main_area(hurt);
    bool same_family = strcmp(hurt->family, candidate->family) == 0;
    if (same_family || candidate->kind == UH_KIND_STRENGTH || candidate->areas[area] == 0) return 0;
    if (candidate->demands & ~hurt->demands) return 0;
    bool same_position = verdict->positions >> item->position & 1;
    return candidate->areas[area] * 10 + (same_position ? 5 : 0) +
           (candidate->kind == UH_KIND_MOBILITY ? 2 : 0);
}

// The stance to do it in: the position one is in already, else the first that is possible.
static const struct uh_stance *stance_of(const struct uh_move *move,
                                         const struct uh_verdict *verdict,
                                         const struct uh_plan *plan, int position) {
    const struct uh_stance *found = NULL;
    for (int i = move->stance_count - 1; i >= 0; i--) {
        const struct uh_stance *stance = &move->stances[i];
        bool possible = (verdict->positions >> stance->position & 1) &&
                        (stance->equipment & ~plan->request.equipment) == 0;
        if (possible && (found == NULL || found->position != position)) found = stance;
        if (possible && stance->position == position) found = stance;
    }
    return found;
}

// The phase a move's dose comes from.
static int phase_of(const struct uh_move *move, const struct uh_session_kind *kind) {
    if (move->kind == UH_KIND_STRENGTH) return UH_PHASE_STRENGTH;
    bool held = move->kind == UH_KIND_STATIC && (kind->phases >> UH_PHASE_STATIC & 1);
    return held ? UH_PHASE_STATIC : UH_PHASE_MOBILITY;
}

// The move as an item in place of the hurt one, at its lightest dose; false where it has none.
static bool make_item(const struct uh_catalog *catalog, const struct uh_plan *plan, int index,
                      int move_index, struct uh_plan_item *out) {
    const struct uh_plan_item *hurt = &plan->items[index];
    const struct uh_move *move = &catalog->moves[move_index];
    const struct uh_verdict *verdict = &plan->verdicts[move_index];
    const struct uh_session_kind *kind = &catalog->kinds[plan->request.kind];
    const struct uh_stance *stance = stance_of(move, verdict, plan, hurt->position);
    struct dose doses[DOSES_MAX];
    int count = plan_doses(move, verdict, kind, phase_of(move, kind), UH_LEVEL_LIGHT, doses);
    if (stance == NULL || count == 0) return false;
    *out = (struct uh_plan_item){
        .move = (int16_t)move_index,
        .phase = hurt->phase,
        .position = stance->position,
        .equipment = stance->equipment,
        .sides = move->sides,
        .directions = move->directions,
        .level = UH_LEVEL_LIGHT,
        .reps = doses[0].reps,
        .hold_s = doses[0].hold_s,
        .sets = doses[0].sets,
        .rest_s = doses[0].rest_s,
        .set_seconds = doses[0].set_seconds,
        .start_s = hurt->start_s,
        .seconds = doses[0].seconds,
        .areas = hurt->areas,
        .modified_by = verdict->modified_by,
    };
    return true;
}

enum uh_result uh_plan_substitute(const struct uh_catalog *catalog, const struct uh_plan *plan,
                                  int index, struct uh_plan_item *out) {
    int best = 0;
    for (int i = 0; i < plan->verdict_count; i++) {
        struct uh_plan_item item;
        if (plan->verdicts[i].withheld != UH_NOT_WITHHELD || planned(plan, i)) continue;
        int fit = fitness(catalog, &plan->items[index], &catalog->moves[i], &plan->verdicts[i]);
        if (fit <= best || !make_item(catalog, plan, index, i, &item)) continue;
        *out = item;
        best = fit;
    }
    return best > 0 ? UH_OK : UH_NOT_FOUND;
}
