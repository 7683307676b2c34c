// SPDX-License-Identifier: Apache-2.0
// Events as JSON (unhunch-record(5)): giving the whole record out, and reading it back in.
#ifndef UNHUNCH_EXPORT_H
#define UNHUNCH_EXPORT_H

#include <jansson.h>
#include <stdio.h>

#include "unhunch/store.h"

enum {
    UH_EXPORT_VERSION = 1,
    UH_IMPORT_SIZE_MAX = 32 << 20 // bytes: some 150,000 events
};

// What stands in the head of an export.
struct uh_export_head {
    const char *program;   // version of unhunch
    int64_t at_ms;         // now
    const json_t *profile; // an object, or NULL
};

// Writes all events of the store. FAILED when `out` cannot be written.
enum uh_store_result uh_export_json(FILE *out, const struct uh_export_head *head,
                                    struct uh_store *store, struct uh_text *error);

// What an import did, or found. profile is the file's, or NULL; the caller's to json_decref.
struct uh_import {
    int events; // in the file
    int added;  // of them; the others were known already
    json_t *profile;
};

// Reads what uh_export_json wrote. All or nothing: BAD_EVENT, with a line, a column or the number
// of the event in error, when anything is wrong with it. name is for messages.
enum uh_store_result uh_import_json(FILE *in, const char *name, struct uh_store *store,
                                    struct uh_import *import, struct uh_text *error);

// The same from memory, giving the events to visit one by one instead of to a store. What was
// visited before an error is to be forgotten.
enum uh_store_result uh_import_text(const char *text, size_t length, const char *name,
                                    uh_event_visit *visit, void *context, struct uh_import *import,
                                    struct uh_text *error);

#endif
