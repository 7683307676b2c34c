// SPDX-License-Identifier: Apache-2.0
// Conditions name built-in moves. A person's own variant of such a move must not slip past them, so
// an own move is withheld or changed as the built-in moves of its family are.
#include <string.h>

#include "read.h"
#include "unhunch/figure.h"

// Whether a built-in move is of this family.
static bool is_of_family(const struct uh_catalog *base, const char *id, const char *family) {
    int index = uh_catalog_move(base, id);
    return index >= 0 && strcmp(uh_catalog_at(base, index)->family, family) == 0;
}

// Adds an own move to the lists of a condition, which have room, where those name a built-in move
// of its family. A change that leaves it no position withholds it.
static void add_move(const struct uh_catalog *base, struct uh_condition *condition,
                     const char **withhold, struct uh_modification *changes,
                     const struct uh_move *move) {
    for (int i = 0; i < condition->withhold_count; i++)
        if (is_of_family(base, withhold[i], move->family)) {
            withhold[condition->withhold_count++] = move->id;
            return;
        }
    for (int i = 0; i < condition->modification_count; i++) {
        if (!is_of_family(base, changes[i].move, move->family)) continue;
        if (changes[i].positions == 0 || (changes[i].positions & uh_move_positions(move)) != 0) {
            struct uh_modification *own = &changes[condition->modification_count++];
            *own = changes[i];
            own->move = move->id;
            if (!uh_figure_has_variant(move->figure, own->variant)) own->variant = NULL;
        } else {
            withhold[condition->withhold_count++] = move->id;
        }
        return;
    }
}

// A condition of the base with room for the own moves in its lists, which are then added.
static void extend_condition(struct uh_heap *heap, const struct uh_catalog *base, int count,
                             const struct uh_move *const *moves, struct uh_condition *condition) {
    size_t withheld = (size_t)condition->withhold_count, own = (size_t)count;
    size_t changed = (size_t)condition->modification_count;
    const char **withhold = uh_heap_take(heap, withheld + own, sizeof *withhold);
    struct uh_modification *changes = uh_heap_take(heap, changed + own, sizeof *changes);
    if (withheld > 0) memcpy(withhold, condition->withhold, withheld * sizeof *withhold);
    if (changed > 0) memcpy(changes, condition->modifications, changed * sizeof *changes);
    for (int i = 0; i < count; i++) add_move(base, condition, withhold, changes, moves[i]);
    condition->withhold = withhold;
    condition->modifications = changes;
}

void uh_extend_conditions(struct uh_heap *heap, const struct uh_catalog *base, int count,
                          const struct uh_move *const *moves, struct uh_catalog *catalog) {
    size_t condition_count = (size_t)base->condition_count;
    struct uh_condition *conditions = uh_heap_take(heap, condition_count, sizeof *conditions);
    for (size_t i = 0; i < condition_count; i++) {
        conditions[i] = base->conditions[i];
        extend_condition(heap, base, count, moves, &conditions[i]);
    }
    catalog->conditions = conditions;
}
