// SPDX-License-Identifier: Apache-2.0
// The objective of a session as it is done, from the model's own words and nothing of the solver.
#include "plan/model.h"

struct tally {
    int used, mobility, node, group, direction;
    int position;
    int sums[CHANNELS], caps[CAPS_MAX];
    int64_t linear;
    uint8_t family_used[UH_MOVE_MAX];
};

// Moves to the node of an option. False where that goes back in phase or position.
static bool enter(const struct problem *problem, const struct option *option, struct tally *tally) {
    int node = option->phase * POSITIONS + option->position;
    if (node == tally->node) return true;
    bool same_phase = tally->node >= 0 && tally->node / POSITIONS == option->phase;
    if (tally->node >= 0 && tally->node / POSITIONS > option->phase) return false;
    int way = option->position > tally->position ? 1 : -1;
    if (same_phase && tally->direction != 0 && tally->direction != way) return false;
    tally->direction = same_phase ? way : 0;
    tally->used += problem->travel[tally->position][option->position];
    tally->position = option->position;
    tally->node = node;
    tally->group = NO_GROUP;
    return true;
}

// Adds an option. False where it breaks the model.
static bool add(const struct problem *problem, const struct option *option, struct tally *tally) {
    if (tally->family_used[option->family]++) return false;
    if (!enter(problem, option, tally)) return false;
    bool strength = option->phase == UH_PHASE_STRENGTH - UH_PHASE_MOBILITY;
    if (strength && tally->mobility < problem->mobility_before) return false;
    if (option->group != tally->group) tally->used += problem->setup[option->group];
    tally->group = option->group;
    tally->used += option->duration;
    if (option->kind == UH_KIND_MOBILITY) tally->mobility += option->duration;
    tally->linear += option->linear;
    for (int c = 0; c < CHANNELS; c++) tally->sums[c] += option->benefit[c];
    for (int r = 0; r < problem->cap_count; r++)
        if ((tally->caps[r] += option->use[r]) > problem->caps[r]) return false;
    return true;
}

int64_t plan_evaluate(const struct problem *problem, const int16_t *chosen, int count) {
    struct tally tally = {.node = -1, .position = problem->start};
    for (int i = 0; i < count; i++)
        if (!add(problem, &problem->options[chosen[i]], &tally)) return -1;
    if (count == 0) return 0;
    tally.used += problem->finish[tally.position];
    if (tally.used > problem->units) return -1;
    int64_t objective = tally.linear * SCALE - tally.used;
    for (int c = 0; c < CHANNELS; c++)
        objective += plan_curve_at(&problem->curves[c], tally.sums[c]);
    return objective;
}
