// SPDX-License-Identifier: Apache-2.0
// What this person may do of one move, and how it changes for them.
#include "unhunch/safety.h"

#include <string.h>

// Whether a condition withholds the move.
static bool withholds(const struct uh_condition *condition, const char *move) {
    for (int i = 0; i < condition->withhold_count; i++) {
        const char *id = condition->withhold[i];
        if (strcmp(id, move) == 0 || strcmp(id, "all") == 0) return true;
    }
    return false;
}

// How a condition changes the move, or NULL.
static const struct uh_modification *modification(const struct uh_condition *condition,
                                                  const char *move) {
    for (int i = 0; i < condition->modification_count; i++)
        if (strcmp(condition->modifications[i].move, move) == 0)
            return &condition->modifications[i];
    return NULL;
}

// The lower of two caps, where 0 stands for none.
static int16_t lower_cap(int16_t a, int16_t b) {
    if (a == 0 || b == 0) return (int16_t)(a + b);
    return a < b ? a : b;
}

// Adds the limits of one condition's change; the first condition gives the wording.
static void modify(struct uh_verdict *verdict, int condition,
                   const struct uh_modification *change) {
    if (verdict->modification == NULL) {
        verdict->modification = change;
        verdict->condition = (int8_t)condition;
    }
    verdict->modified_by |= UINT32_C(1) << condition;
    if (change->level < verdict->level) verdict->level = change->level;
    if (change->positions != 0) verdict->positions &= change->positions;
    verdict->hold_max_s = lower_cap(verdict->hold_max_s, change->hold_max_s);
    verdict->reps_max = lower_cap(verdict->reps_max, change->reps_max);
}

static void withhold(struct uh_verdict *verdict, enum uh_withheld why, int by) {
    verdict->withheld = (uint8_t)why;
    verdict->by = (int8_t)by;
}

// Goes through the conditions of the profile: withheld by one, or changed by some. A condition that
// stops everything does so at the gate, until the person has recovered.
static void apply_conditions(const struct uh_catalog *catalog, const struct uh_profile *profile,
                             const char *move, struct uh_verdict *verdict) {
    for (int i = 0; i < catalog->condition_count; i++) {
        if (!(profile->conditions >> i & 1)) continue;
        const struct uh_condition *condition = &catalog->conditions[i];
        if (!condition->stops && withholds(condition, move)) {
            withhold(verdict, UH_WITHHELD_CONDITION, i);
            return;
        }
        const struct uh_modification *change = modification(condition, move);
        if (change != NULL) modify(verdict, i, change);
    }
}

static int lowest_bit(uint32_t bits) {
    int at = 0;
    while (!(bits >> at & 1)) at++;
    return at;
}

#define AT(position) (uint16_t)(1u << UH_POSITION_##position)

// Positions that are a demand of their own, whatever the move.
static const uint16_t positions_of_demand[UH_DEMAND_COUNT] = {
    [UH_DEMAND_KNEEL] = AT(KNEELING) | AT(ALL_FOURS),
    [UH_DEMAND_FLOOR] =
        AT(LONG_SITTING) | AT(KNEELING) | AT(ALL_FOURS) | AT(PRONE) | AT(SIDE_LYING) | AT(SUPINE),
    [UH_DEMAND_LIE_PRONE] = AT(PRONE),
    [UH_DEMAND_LIE_SUPINE] = AT(SUPINE),
    [UH_DEMAND_GRIP] = AT(HANGING),
};

// What the person cannot do: the move's own demands, then those of its positions.
static void apply_cannot(const struct uh_move *move, uint32_t cannot, struct uh_verdict *verdict) {
    if (move->demands & cannot) {
        withhold(verdict, UH_WITHHELD_CANNOT, lowest_bit(move->demands & cannot));
        return;
    }
    for (int demand = 0; demand < UH_DEMAND_COUNT; demand++) {
        if (!(cannot >> demand & 1)) continue;
        verdict->positions &= (uint16_t)~positions_of_demand[demand];
        if (verdict->positions != 0) continue;
        withhold(verdict, UH_WITHHELD_CANNOT, demand);
        return;
    }
}

// Keeps the positions that are possible with what is at hand; names what is missing for the rest.
static void apply_surroundings(const struct uh_move *move,
                               const struct uh_surroundings *surroundings,
                               struct uh_verdict *verdict) {
    uint16_t possible = 0, missing = 0;
    for (int i = 0; i < move->stance_count; i++) {
        const struct uh_stance *stance = &move->stances[i];
        uint16_t here = (uint16_t)(1u << stance->position);
        if (!(here & verdict->positions & surroundings->positions)) continue;
        uint16_t lacks = stance->equipment & (uint16_t)~surroundings->equipment;
        if (lacks == 0)
            possible |= here;
        else if (missing == 0)
            missing = lacks;
    }
    verdict->positions = possible;
    if (possible != 0) return;
    if (missing != 0)
        withhold(verdict, UH_WITHHELD_EQUIPMENT, lowest_bit(missing));
    else
        withhold(verdict, UH_WITHHELD_POSITION, 0);
}

struct uh_verdict uh_safety_verdict(const struct uh_catalog *catalog,
                                    const struct uh_profile *profile,
                                    const struct uh_move_set *hurt,
                                    const struct uh_surroundings *surroundings, int index) {
    const struct uh_move *move = uh_catalog_at(catalog, index);
    struct uh_verdict verdict = {
        .condition = -1,
        .level = UH_LEVEL_FULL,
        .positions = uh_move_positions(move),
    };
    apply_conditions(catalog, profile, move->id, &verdict);
    if (verdict.withheld != UH_NOT_WITHHELD) return verdict;
    if (hurt != NULL && uh_move_set_has(hurt, index))
        withhold(&verdict, UH_WITHHELD_HURT, 0);
    else if (uh_move_set_has(&profile->dislikes, index))
        withhold(&verdict, UH_WITHHELD_DISLIKED, 0);
    else
        apply_cannot(move, profile->cannot, &verdict);
    if (verdict.withheld == UH_NOT_WITHHELD) apply_surroundings(move, surroundings, &verdict);
    return verdict;
}

void uh_modified_how(const struct uh_catalog *catalog, const struct uh_move *move, uint32_t by,
                     struct uh_text *out) {
    size_t start = out->used;
    for (int i = 0; i < catalog->condition_count; i++) {
        if (!(by >> i & 1)) continue;
        const struct uh_modification *change = modification(&catalog->conditions[i], move->id);
        if (change == NULL || strstr(out->at + start, change->how) != NULL) continue;
        if (out->used > start) uh_text_add(out, " ");
        uh_text_add(out, change->how);
    }
}

const char *uh_modified_say(const struct uh_catalog *catalog, const struct uh_move *move,
                            uint32_t by) {
    for (int i = 0; i < catalog->condition_count; i++) {
        if (!(by >> i & 1)) continue;
        const struct uh_modification *change = modification(&catalog->conditions[i], move->id);
        if (change != NULL && change->say != NULL) return change->say;
    }
    return NULL;
}

const char *uh_modified_variant(const struct uh_catalog *catalog, const struct uh_move *move,
                                uint32_t by) {
    for (int i = 0; i < catalog->condition_count; i++) {
        if (!(by >> i & 1)) continue;
        const struct uh_modification *change = modification(&catalog->conditions[i], move->id);
        if (change != NULL && change->variant != NULL) return change->variant;
    }
    return NULL;
}

void uh_verdict_explain(const struct uh_catalog *catalog, const struct uh_verdict *verdict,
                        struct uh_text *out) {
    static const char *const reasons[] = {
        [UH_NOT_WITHHELD] = "",
        [UH_WITHHELD_CONDITION] = "",
        [UH_WITHHELD_HURT] = "it hurt and you have not allowed it again",
        [UH_WITHHELD_DISLIKED] = "you do not like it",
        [UH_WITHHELD_CANNOT] = "you cannot do this: ",
        [UH_WITHHELD_POSITION] = "its position is not possible here",
        [UH_WITHHELD_EQUIPMENT] = "needs ",
        [UH_WITHHELD_KIND] = "this kind of session has no place for it",
    };
    uh_text_add(out, reasons[verdict->withheld]);
    if (verdict->withheld == UH_WITHHELD_CONDITION)
        uh_text_add(out, catalog->conditions[verdict->by].name);
    if (verdict->withheld == UH_WITHHELD_CANNOT)
        uh_text_add(out, uh_demand_words.words[verdict->by].label);
    if (verdict->withheld == UH_WITHHELD_EQUIPMENT)
        uh_text_add(out, uh_equipment_words.words[verdict->by].label);
}
