// SPDX-License-Identifier: Apache-2.0
// What commands print with --json. The fields are a promise: unhunch-json(5).
#ifndef UNHUNCH_CLI_JSON_H
#define UNHUNCH_CLI_JSON_H

#include <jansson.h>

#include "unhunch/plan.h"

// Words of the bits of a set, as an array.
json_t *cli_json_words(const struct uh_word_set *set, uint32_t bits);

// A word, or null where index is negative.
json_t *cli_json_word(const struct uh_word_set *set, int index);

// A text, or null where it is NULL. Text of files is UTF-8 already.
json_t *cli_json_text(const char *text);

// A move as the list of moves has it.
json_t *cli_json_move(const struct uh_catalog *catalog, const struct uh_move *move);

json_t *cli_json_plan(const struct uh_catalog *catalog, const struct uh_plan *plan);

// {"flag", "urgency", "advice", "basis"}, or null where nothing stops.
json_t *cli_json_stop(const struct uh_gate *gate);

// Prints and releases a value. False: it could not be written.
bool cli_json_print(json_t *value, FILE *out);

#endif
