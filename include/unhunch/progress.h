// SPDX-License-Identifier: Apache-2.0
// What the record has so far, by day and by move, as JSON for plots.
#ifndef UNHUNCH_PROGRESS_H
#define UNHUNCH_PROGRESS_H

#include <jansson.h>

#include "unhunch/store.h"

// {"sessions", "moves_done", "seconds_done", "days", "moves"}, or NULL with why in error.
json_t *uh_json_progress(struct uh_store *store, struct uh_text *error);

#endif
