// SPDX-License-Identifier: Apache-2.0
#include "unhunch/words.h"

#include <string.h>

#define X(name, word, label) {word, label},
static const struct uh_word areas[] = {UH_AREAS(X)};
static const struct uh_word kinds[] = {UH_KINDS(X)};
static const struct uh_word phases[] = {UH_PHASES(X)};
static const struct uh_word positions[] = {UH_POSITIONS(X)};
static const struct uh_word equipment[] = {UH_EQUIPMENT(X)};
static const struct uh_word sides[] = {UH_SIDES(X)};
static const struct uh_word demands[] = {UH_DEMANDS(X)};
static const struct uh_word experiences[] = {UH_EXPERIENCES(X)};
static const struct uh_word habits[] = {UH_HABITS(X)};
static const struct uh_word levels[] = {UH_LEVELS(X)};
static const struct uh_word urgencies[] = {UH_URGENCIES(X)};
static const struct uh_word reasons[] = {UH_REASONS(X)};
#undef X

#define SET(what, table)                                                                           \
    { what, (int)(sizeof table / sizeof table[0]), table }
const struct uh_word_set uh_area_words = SET("area", areas);
const struct uh_word_set uh_kind_words = SET("kind", kinds);
const struct uh_word_set uh_phase_words = SET("phase", phases);
const struct uh_word_set uh_position_words = SET("position", positions);
const struct uh_word_set uh_equipment_words = SET("equipment", equipment);
const struct uh_word_set uh_sides_words = SET("side", sides);
const struct uh_word_set uh_demand_words = SET("demand", demands);
const struct uh_word_set uh_experience_words = SET("experience", experiences);
const struct uh_word_set uh_habit_words = SET("habit", habits);
const struct uh_word_set uh_level_words = SET("level", levels);
const struct uh_word_set uh_urgency_words = SET("urgency", urgencies);
const struct uh_word_set uh_reason_words = SET("reason", reasons);

int uh_word_find(const struct uh_word_set *set, const char *word, size_t length) {
    for (int i = 0; i < set->count; i++)
        if (strlen(set->words[i].word) == length && memcmp(set->words[i].word, word, length) == 0)
            return i;
    return -1;
}

enum { SPELLING_MAX = 64 };

static int least(int a, int b) {
    return a < b ? a : b;
}

// Three rows of the table suffice: the one being filled and the two before it.
int uh_spelling_distance(const char *a, size_t a_length, const char *b, size_t b_length) {
    if (a_length > SPELLING_MAX || b_length > SPELLING_MAX) return SPELLING_MAX;
    int rows[3][SPELLING_MAX + 1];
    for (size_t j = 0; j <= b_length; j++) rows[0][j] = (int)j;
    for (size_t i = 1; i <= a_length; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= b_length; j++) {
            int change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

int uh_word_nearest(const struct uh_word_set *set, const char *word, size_t length) {
    int best = -1, best_distance = (int)length / 3 + 1;
    for (int i = 0; i < set->count; i++) {
        const char *known = set->words[i].word;
        int distance = uh_spelling_distance(word, length, known, strlen(known));
        if (distance <= best_distance && (best < 0 || distance < best_distance)) {
            best = i;
            best_distance = distance;
        }
    }
    return best;
}
