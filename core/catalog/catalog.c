// SPDX-License-Identifier: Apache-2.0
#include "unhunch/catalog.h"

#include <string.h>

// Index of the move with this id among moves sorted by id, or -1.
static int find_sorted(const struct uh_move *moves, int count, const char *id) {
    int low = 0, high = count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(moves[middle].id, id);
        if (order == 0) return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

int uh_catalog_move(const struct uh_catalog *catalog, const char *id) {
    int move = find_sorted(catalog->moves, catalog->move_count, id);
    if (move >= 0) return move;
    int activity = find_sorted(catalog->activities, catalog->activity_count, id);
    return activity < 0 ? -1 : catalog->move_count + activity;
}

// The other tables are short and keep the order of their files, so they are searched one by one.
// An id is the first member of every entry.
static int find(const void *table, int count, size_t size, const char *id) {
    for (int i = 0; i < count; i++) {
        const char *entry_id;
        memcpy(&entry_id, (const char *)table + (size_t)i * size, sizeof entry_id);
        if (strcmp(entry_id, id) == 0) return i;
    }
    return -1;
}

_Static_assert(offsetof(struct uh_condition, id) == 0, "find() reads the id at the start");
_Static_assert(offsetof(struct uh_flag, id) == 0, "find() reads the id at the start");
_Static_assert(offsetof(struct uh_session_kind, id) == 0, "find() reads the id at the start");
_Static_assert(offsetof(struct uh_setting, id) == 0, "find() reads the id at the start");
_Static_assert(offsetof(struct uh_source, id) == 0, "find() reads the id at the start");
_Static_assert(offsetof(struct uh_muscle, id) == 0, "find() reads the id at the start");

int uh_catalog_condition(const struct uh_catalog *catalog, const char *id) {
    return find(catalog->conditions, catalog->condition_count, sizeof *catalog->conditions, id);
}

int uh_catalog_flag(const struct uh_catalog *catalog, const char *id) {
    return find(catalog->flags, catalog->flag_count, sizeof *catalog->flags, id);
}

int uh_catalog_kind(const struct uh_catalog *catalog, const char *id) {
    return find(catalog->kinds, catalog->kind_count, sizeof *catalog->kinds, id);
}

int uh_catalog_setting(const struct uh_catalog *catalog, const char *id) {
    return find(catalog->settings, catalog->setting_count, sizeof *catalog->settings, id);
}

int uh_catalog_source(const struct uh_catalog *catalog, const char *id) {
    return find(catalog->sources, catalog->source_count, sizeof *catalog->sources, id);
}

int uh_catalog_muscle(const struct uh_catalog *catalog, const char *id) {
    return find(catalog->muscles, catalog->muscle_count, sizeof *catalog->muscles, id);
}

const struct uh_move *uh_catalog_at(const struct uh_catalog *catalog, int index) {
    return index < catalog->move_count ? &catalog->moves[index]
                                       : &catalog->activities[index - catalog->move_count];
}

int uh_catalog_nearest_move(const struct uh_catalog *catalog, const char *id) {
    size_t length = strlen(id);
    if (length >= UH_ID_SIZE) return -1;
    int nearest = -1, nearest_distance = (int)(length / 3) + 2;
    for (int i = 0; i < catalog->move_count + catalog->activity_count; i++) {
        const char *known = uh_catalog_at(catalog, i)->id;
        int distance = uh_spelling_distance(id, length, known, strlen(known));
        if (distance >= nearest_distance) continue;
        nearest = i;
        nearest_distance = distance;
    }
    return nearest;
}

uint16_t uh_move_positions(const struct uh_move *move) {
    unsigned bits = 0;
    for (int i = 0; i < move->stance_count; i++) bits |= 1U << move->stances[i].position;
    return (uint16_t)bits;
}

uint16_t uh_move_equipment(const struct uh_move *move) {
    unsigned bits = 0;
    for (int i = 0; i < move->stance_count; i++) bits |= move->stances[i].equipment;
    return (uint16_t)bits;
}

int uh_move_set_seconds(const struct uh_move *move, int reps, int hold_s) {
    return move->directions * reps * (move->tempo_s + hold_s);
}
