// SPDX-License-Identifier: Apache-2.0
// The record kept: events in an SQLite file, only ever added to. An event is on disk when the call
// that appends it returns. Nothing here deletes or overwrites a file; a broken one is set aside
// only when asked. A shell: it takes memory from the system and ends the program when there is
// none.
#ifndef UNHUNCH_STORE_H
#define UNHUNCH_STORE_H

#include "unhunch/record.h"

// How a call can end. All but OK add a line to the error text: what, where, what to do.
#define UH_STORE_RESULTS(X)                                                                        \
    X(OK, "done")                                                                                  \
    X(BUSY, "another process keeps it locked")                                                     \
    X(FULL, "the disk is full")                                                                    \
    X(READ_ONLY, "it cannot be written")                                                           \
    X(DENIED, "it cannot be opened")                                                               \
    X(BROKEN, "it is damaged, or no record at all")                                                \
    X(NEWER, "a newer version made it")                                                            \
    X(FOREIGN, "it belongs to another program")                                                    \
    X(BAD_EVENT, "an event that makes no sense")                                                   \
    X(FAILED, "the disk failed")

enum uh_store_result {
#define X(name, text) UH_STORE_##name,
    UH_STORE_RESULTS(X)
#undef X
};

const char *uh_store_result_text(enum uh_store_result result);

enum uh_store_mode {
    UH_STORE_READ, // for planning: quick, makes and changes nothing; no file is an empty record
    UH_STORE_WRITE // makes the folder (0700) and the file (0600) where they are missing
};

enum { UH_STORE_VERSION = 2, UH_STORE_BUSY_MS = 3000 };

// Not to be used by two threads at once.
struct uh_store;

// Opens the record at path. On OK *store is to be closed; else it is NULL and error says why.
// `error` is added to; give it 512 bytes.
enum uh_store_result uh_store_open(const char *path, enum uh_store_mode mode,
                                   struct uh_store **store, struct uh_text *error);
void uh_store_close(struct uh_store *store); // NULL is fine

// A new UUIDv7 for an event at at_ms; those that one process makes for one millisecond ascend.
void uh_event_id(int64_t at_ms, uint8_t id[16]);

// Adds an event, durably. An id of zeros is replaced by a new one. An id that is already there
// leaves the record as it is: *added is then false. added may be NULL.
enum uh_store_result uh_store_append(struct uh_store *store, struct uh_event *event, bool *added,
                                     struct uh_text *error);

// Everything appended between begin and end is kept all together, or with keep false not at all.
enum uh_store_result uh_store_begin(struct uh_store *store, struct uh_text *error);
enum uh_store_result uh_store_end(struct uh_store *store, bool keep, struct uh_text *error);

// Receives an event, valid during the call; false stops the reading.
typedef bool uh_event_visit(void *context, const struct uh_event *event);

// Visits all events in the order they happened (by time, then id).
enum uh_store_result uh_store_read(struct uh_store *store, uh_event_visit *visit, void *context,
                                   struct uh_text *error);

// Receives an event and its cursor, which grows with every event that arrives, whenever it
// happened.
typedef bool uh_arrival_visit(void *context, int64_t cursor, const struct uh_event *event);

// Visits at most `limit` events that arrived after a cursor, in that order; 0 is before the first.
// For a file that was opened for writing once, which brings it up to date.
enum uh_store_result uh_store_since(struct uh_store *store, int64_t cursor, int limit,
                                    uh_arrival_visit *visit, void *context, struct uh_text *error);

// The cursor of the event that arrived last; 0 where none ever did.
enum uh_store_result uh_store_cursor(struct uh_store *store, int64_t *cursor,
                                     struct uh_text *error);

// A number that changes when another connection, of any process, has changed the record.
int64_t uh_store_stamp(struct uh_store *store);

// Removes every event for good, also from the free space of the file. Cursors go on from where they
// were.
enum uh_store_result uh_store_erase(struct uh_store *store, struct uh_text *error);

// All events folded into a record, which is initialised first, also on errors.
enum uh_store_result uh_store_fold(struct uh_store *store, const struct uh_catalog *catalog,
                                   struct uh_record *record, struct uh_text *error);

// Renames a broken record.db to record.db.broken-DATE (-2, -3 ... where taken) with the files that
// belong to it, so that the next open starts anew. date: "2026-11-20". The new name goes to
// `moved`. Close the store first.
enum uh_store_result uh_store_set_aside(const char *path, const char *date, struct uh_text *moved,
                                        struct uh_text *error);

#endif
