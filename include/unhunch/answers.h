// SPDX-License-Identifier: Apache-2.0
// What commands print with --json and the server answers. The fields are a promise:
// unhunch-json(5).
#ifndef UNHUNCH_ANSWERS_H
#define UNHUNCH_ANSWERS_H

#include <jansson.h>

#include "unhunch/files.h"
#include "unhunch/plan.h"

// Words of the bits of a set, as an array.
json_t *uh_json_words(const struct uh_word_set *set, uint32_t bits);

// A word, or null where index is negative.
json_t *uh_json_word(const struct uh_word_set *set, int index);

// A text, or null where it is NULL. Text of files is UTF-8 already.
json_t *uh_json_text(const char *text);

// Ids of conditions and red flags whose bits are set, as an array.
json_t *uh_json_conditions(const struct uh_catalog *catalog, uint32_t bits);
json_t *uh_json_flags(const struct uh_catalog *catalog, uint32_t bits);

// A move as the list of moves has it.
json_t *uh_json_move(const struct uh_catalog *catalog, const struct uh_move *move);

// {"moves", "activities"} that serve any of the areas; 0: all.
json_t *uh_json_moves(const struct uh_catalog *catalog, uint32_t areas);

json_t *uh_json_plan(const struct uh_catalog *catalog, const struct uh_plan *plan);

// {"flag", "urgency", "advice", "basis"}, or null where nothing stops.
json_t *uh_json_stop(const struct uh_gate *gate);

// The check-in as it stands, what follows, and the conditions that it took from the profile (bits).
json_t *uh_json_standing(const struct uh_catalog *catalog, const struct uh_check_in *now,
                         const struct uh_gate *gate, uint32_t lifted);

json_t *uh_json_profile(const struct uh_catalog *catalog, const struct uh_profile_file *file,
                        const struct uh_move_set *hurt);

// Prints and releases a value. False: it could not be written.
bool uh_json_print(json_t *value, FILE *out);

#endif
