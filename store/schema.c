// SPDX-License-Identifier: Apache-2.0
// How a record lies in its file, and how older files come up to date. The table is ordered as it is
// read: by time, then id. What every kind of event has, and what the many events of moves have,
// stands in columns, so that a long log is read quickly; the rest of an event is `detail`, the JSON
// of unhunch-record(5) without the keys that have columns.
#include "inside.h"

#include <stdlib.h>
#include <string.h>

enum { APPLICATION_ID = 0x756e6875 }; // "unhu"

// Step i leads from version i to i + 1. Steps are never changed, only added.
static const char *const steps[] = {
    "CREATE TABLE events ("
    " id BLOB NOT NULL UNIQUE,"     // UUIDv7, 16 bytes
    " at INTEGER NOT NULL,"         // Unix time in ms, UTC
    " utc_offset INTEGER NOT NULL," // minutes
    " kind TEXT NOT NULL,"          // as in unhunch-record(5)
    " session BLOB,"                // id of the session-start
    " move TEXT, item INTEGER, seconds INTEGER,"
    " detail TEXT," // JSON
    " PRIMARY KEY (at, id)"
    ") STRICT, WITHOUT ROWID",
    // In what order they came: a device that was away brings old events late.
    "CREATE TABLE arrivals ("
    " cursor INTEGER PRIMARY KEY AUTOINCREMENT,"
    " at INTEGER NOT NULL, id BLOB NOT NULL"
    ") STRICT;"
    "INSERT INTO arrivals (at, id) SELECT at, id FROM events ORDER BY at, id;"
    "CREATE TRIGGER arrive AFTER INSERT ON events BEGIN"
    " INSERT INTO arrivals (at, id) VALUES (new.at, new.id);"
    "END",
};

_Static_assert(sizeof steps / sizeof steps[0] == UH_STORE_VERSION, "a step for each version");

struct head {
    int application, version, tables;
};

static int read_number(sqlite3 *db, const char *sql, int *number) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *number = sqlite3_column_int(statement, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code;
}

static int read_head(sqlite3 *db, struct head *head) {
    int code = read_number(db, "PRAGMA application_id", &head->application);
    if (code == SQLITE_OK) code = read_number(db, "PRAGMA user_version", &head->version);
    if (code == SQLITE_OK && head->application != APPLICATION_ID)
        code = read_number(db, "SELECT count(*) FROM sqlite_schema", &head->tables);
    return code;
}

// An empty file, of any make, is one to begin in.
static bool is_empty(const struct head *head) {
    return head->application == 0 && head->version == 0 && head->tables == 0;
}

// Runs the missing steps in one transaction. Another process may have done so in the meantime, so
// the version is read again inside it.
static int run_steps(sqlite3 *db) {
    struct head head = {0};
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code == SQLITE_OK) code = read_head(db, &head);
    for (int i = head.version; code == SQLITE_OK && i < UH_STORE_VERSION; i++)
        code = sqlite3_exec(db, steps[i], NULL, NULL, NULL);
    if (code != SQLITE_OK) return code;
    char *sql = sqlite3_mprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                                APPLICATION_ID, UH_STORE_VERSION);
    if (sql == NULL) abort();
    code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return code;
}

// Why it failed is asked before the rollback, which would have SQLite forget it.
static enum uh_store_result bring_up_to_date(struct uh_store *store, struct uh_text *error) {
    int code = run_steps(store->db);
    if (code == SQLITE_OK) return UH_STORE_OK;
    enum uh_store_result result = uh_store_failed(store, code, error);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return result;
}

// Has SQLite keep a write-ahead log, which stays so once it is. That needs the file to itself for a
// moment; where others are at it, they are left alone: without it the record is as safe, only
// slower.
static enum uh_store_result keep_log(struct uh_store *store, struct uh_text *error) {
    sqlite3_busy_timeout(store->db, 0);
    int code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    sqlite3_busy_timeout(store->db, UH_STORE_BUSY_MS);
    if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) return UH_STORE_OK;
    return uh_store_failed(store, code, error);
}

// Before anything is written to a file, is it sound? Cheap for a record of some years.
static enum uh_store_result check_sound(struct uh_store *store, struct uh_text *error) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    enum uh_store_result result = UH_STORE_OK;
    if (code != SQLITE_ROW) {
        result = uh_store_failed(store, code, error);
    } else {
        const char *verdict = (const char *)sqlite3_column_text(statement, 0);
        bool sound = verdict != NULL && strcmp(verdict, "ok") == 0;
        if (!sound) result = uh_store_failed(store, SQLITE_CORRUPT, error);
    }
    sqlite3_finalize(statement);
    return result;
}

enum uh_store_result uh_store_prepare(struct uh_store *store, struct uh_text *error) {
    struct head head = {0};
    int code = sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL); // one moment for all it reads
    if (code == SQLITE_OK) code = read_head(store->db, &head);
    if (code == SQLITE_OK) code = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    if (code != SQLITE_OK) return uh_store_failed(store, code, error);
    if (head.application != APPLICATION_ID && !is_empty(&head))
        return uh_store_complain(UH_STORE_FOREIGN, store->path, error,
                                 "a database of another program. Nothing was changed. Move it "
                                 "elsewhere, or set XDG_DATA_HOME to another folder.");
    if (head.version > UH_STORE_VERSION)
        return uh_store_complain(UH_STORE_NEWER, store->path, error,
                                 "made by a newer unhunch (version %d of the record; this one "
                                 "knows %d). Update unhunch. Nothing was changed.",
                                 head.version, UH_STORE_VERSION);
    if (store->mode == UH_STORE_READ) {
        if (is_empty(&head)) {
            sqlite3_close(store->db);
            store->db = NULL;
        }
        return UH_STORE_OK;
    }
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return uh_store_failed(store, SQLITE_READONLY, error);
    enum uh_store_result result = head.version < UH_STORE_VERSION ? bring_up_to_date(store, error)
                                                                  : check_sound(store, error);
    return result == UH_STORE_OK ? keep_log(store, error) : result;
}
