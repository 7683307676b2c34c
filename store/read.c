// SPDX-License-Identifier: Apache-2.0
#include "inside.h"

#include <stdlib.h>
#include <string.h>

#include "unhunch/event_json.h"

static void *have(void *memory) {
    if (memory == NULL) abort();
    return memory;
}

enum column { ID, AT, UTC_OFFSET, EVENT_KIND, SESSION, MOVE, ITEM, SECONDS, DETAIL, CURSOR };

static bool read_id(sqlite3_stmt *row, int column, uint8_t id[16]) {
    if (sqlite3_column_bytes(row, column) != 16) return false;
    memcpy(id, sqlite3_column_blob(row, column), 16);
    return true;
}

// Texts of a damaged file may be anything; SQLite closes them with a zero, no more.
static const char *text_of(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text == NULL ? "" : text;
}

static void set_text(json_t *object, const char *key, const char *text) {
    json_t *json = json_string(text);
    json_object_set_new(object, key, have(json != NULL ? json : json_string("")));
}

static void set_id(json_t *object, const char *key, const uint8_t id[16]) {
    char text[UH_ID_TEXT_SIZE];
    uh_id_to_text(id, text);
    set_text(object, key, text);
}

static void set_number(json_t *object, const char *key, sqlite3_stmt *row, int column) {
    json_object_set_new(object, key, have(json_integer(sqlite3_column_int64(row, column))));
}

// A row as the JSON of its event; NULL where it cannot be one.
static json_t *row_json(sqlite3_stmt *row) {
    uint8_t id[16];
    const char *detail = text_of(row, DETAIL);
    size_t length = (size_t)sqlite3_column_bytes(row, DETAIL);
    json_t *json = length == 0 ? have(json_object())
                               : json_loadb(detail, length, JSON_REJECT_DUPLICATES, NULL);
    if (json == NULL) return NULL;
    if (read_id(row, ID, id)) set_id(json, "id", id);
    set_number(json, "at_ms", row, AT);
    set_number(json, "utc_offset_min", row, UTC_OFFSET);
    set_text(json, "kind", text_of(row, EVENT_KIND));
    if (read_id(row, SESSION, id)) set_id(json, "session", id);
    if (sqlite3_column_type(row, MOVE) != SQLITE_NULL) set_text(json, "move", text_of(row, MOVE));
    if (sqlite3_column_type(row, ITEM) != SQLITE_NULL) set_number(json, "item", row, ITEM);
    if (sqlite3_column_type(row, SECONDS) != SQLITE_NULL) set_number(json, "seconds", row, SECONDS);
    return json;
}

// A number of a column within its range; false where it is not.
static bool read_number(sqlite3_stmt *row, int column, int64_t max, int64_t *number) {
    *number = sqlite3_column_int64(row, column);
    return sqlite3_column_type(row, column) == SQLITE_INTEGER && *number >= 0 && *number <= max;
}

// The many rows of moves that were done or skipped have no JSON to them. What this reads is what
// the JSON of the row would give; where anything is unusual it leaves the row to that.
static bool read_move_row(sqlite3_stmt *row, struct uh_event *event) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const char *kind = text_of(row, EVENT_KIND), *move = text_of(row, MOVE);
    size_t length = (size_t)sqlite3_column_bytes(row, MOVE);
    int64_t at_ms, item, seconds, offset = sqlite3_column_int64(row, UTC_OFFSET);
    bool done = strcmp(kind, "move-done") == 0;
    if (!done && strcmp(kind, "move-skipped") != 0) return false;
    if (sqlite3_column_type(row, DETAIL) != SQLITE_NULL || offset < -1440 || offset > 1440 ||
        !read_number(row, AT, UH_AT_MS_MAX, &at_ms) ||
        !read_number(row, ITEM, UH_PLAN_ITEM_MAX - 1, &item) ||
        !read_number(row, SECONDS, 86400, &seconds) || length == 0 || length >= UH_ID_SIZE ||
        strspn(move, letters) != length)
        return false;
    *event = (struct uh_event){
        .at_ms = at_ms,
        .utc_offset_min = (int16_t)offset,
        .kind = done ? UH_EVENT_MOVE_DONE : UH_EVENT_MOVE_SKIPPED,
        .item = (int16_t)item,
        .seconds = (int32_t)seconds,
    };
    memcpy(event->move, move, length);
    return read_id(row, ID, event->id) && (sqlite3_column_type(row, SESSION) == SQLITE_NULL ||
                                           read_id(row, SESSION, event->session));
}

static bool read_row(sqlite3_stmt *row, struct uh_event *event) {
    if (read_move_row(row, event)) return true;
    char room[256];
    struct uh_text detail = uh_text_in(room, sizeof room);
    json_t *json = row_json(row);
    bool read = json != NULL && uh_event_from_json(json, event, &detail) == UH_OK;
    json_decref(json);
    return read;
}

// Visits the rows of a query over all columns and the cursor, and releases it.
static enum uh_store_result visit_rows(struct uh_store *store, sqlite3_stmt *row,
                                       uh_arrival_visit *visit, void *context,
                                       struct uh_text *error) {
    struct uh_event event;
    enum uh_store_result result = UH_STORE_OK;
    int code = SQLITE_OK;
    bool more = true;
    while (more && code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        code = SQLITE_OK;
        if (read_row(row, &event))
            more = visit(context, sqlite3_column_int64(row, CURSOR), &event);
        else
            result = uh_store_failed(store, SQLITE_CORRUPT, error);
        if (result != UH_STORE_OK) more = false;
    }
    if (code != SQLITE_OK && code != SQLITE_DONE) result = uh_store_failed(store, code, error);
    sqlite3_finalize(row);
    return result;
}

struct plain_visit {
    uh_event_visit *visit;
    void *context;
};

static bool visit_plainly(void *context, int64_t cursor, const struct uh_event *event) {
    const struct plain_visit *plain = context;
    (void)cursor;
    return plain->visit(plain->context, event);
}

static enum uh_store_result read_rows(struct uh_store *store, const char *sql,
                                      uh_event_visit *visit, void *context, struct uh_text *error) {
    if (store->db == NULL) return UH_STORE_OK;
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &row, NULL);
    if (code != SQLITE_OK) return uh_store_failed(store, code, error);
    struct plain_visit plain = {visit, context};
    return visit_rows(store, row, visit_plainly, &plain, error);
}

#define COLUMNS "id, at, utc_offset, kind, session, move, item, seconds, detail, 0"

enum uh_store_result uh_store_read(struct uh_store *store, uh_event_visit *visit, void *context,
                                   struct uh_text *error) {
    return read_rows(store, "SELECT " COLUMNS " FROM events ORDER BY at, id", visit, context,
                     error);
}

struct fold {
    struct uh_record *record;
    const struct uh_catalog *catalog;
};

static bool fold_event(void *context, const struct uh_event *event) {
    const struct fold *fold = context;
    uh_record_add(fold->record, fold->catalog, event);
    return true;
}

// Of the session-starts only the latest leaves a trace in a record, and they are the longest
// events: the others are passed over.
enum uh_store_result uh_store_fold(struct uh_store *store, const struct uh_catalog *catalog,
                                   struct uh_record *record, struct uh_text *error) {
    struct fold fold = {record, catalog};
    uh_record_init(record);
    return read_rows(store,
                     "SELECT " COLUMNS " FROM events WHERE kind <> 'session-start' OR id = "
                     "(SELECT id FROM events WHERE kind = 'session-start' "
                     "ORDER BY at DESC, id DESC LIMIT 1) ORDER BY at, id",
                     fold_event, &fold, error);
}

// The table of arrivals holds no more than the keys; the order of the join is meant.
enum uh_store_result uh_store_since(struct uh_store *store, int64_t cursor, int limit,
                                    uh_arrival_visit *visit, void *context, struct uh_text *error) {
    static const char sql[] =
        "SELECT e.id, e.at, e.utc_offset, e.kind, e.session, e.move, e.item, e.seconds, e.detail,"
        " a.cursor FROM arrivals a CROSS JOIN events e ON e.at = a.at AND e.id = a.id"
        " WHERE a.cursor > ? ORDER BY a.cursor LIMIT ?";
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &row, NULL);
    if (code != SQLITE_OK) return uh_store_failed(store, code, error);
    sqlite3_bind_int64(row, 1, cursor);
    sqlite3_bind_int(row, 2, limit);
    return visit_rows(store, row, visit, context, error);
}

static int read_whole(sqlite3 *db, const char *sql, int64_t *number) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *number = sqlite3_column_int64(statement, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code;
}

// What was given out last, which an erased record remembers.
enum uh_store_result uh_store_cursor(struct uh_store *store, int64_t *cursor,
                                     struct uh_text *error) {
    *cursor = 0;
    int code =
        read_whole(store->db, "SELECT seq FROM sqlite_sequence WHERE name = 'arrivals'", cursor);
    return code == SQLITE_OK || code == SQLITE_DONE ? UH_STORE_OK
                                                    : uh_store_failed(store, code, error);
}

int64_t uh_store_stamp(struct uh_store *store) {
    int64_t stamp = -1;
    read_whole(store->db, "PRAGMA data_version", &stamp);
    return stamp;
}
