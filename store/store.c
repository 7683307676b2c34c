// SPDX-License-Identifier: Apache-2.0
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unhunch/event_json.h"

// ---- opening and closing

static void *have(void *memory) {
    if (memory == NULL) abort();
    return memory;
}

// Makes the folder of the path and those above it, for their owner alone. 0, or an errno.
static int make_folders(const char *path) {
    char *folder = have(strdup(path));
    int number = 0;
    for (char *slash = strchr(folder + 1, '/'); slash != NULL && number == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(folder, 0700) != 0 && errno != EEXIST) number = errno;
        *slash = '/';
    }
    free(folder);
    return number;
}

// Makes the file where it is missing, for its owner alone. 0, or an errno.
static int make_file(const char *path) {
    if (access(path, F_OK) == 0) return 0;
    int number = make_folders(path);
    if (number != 0) return number;
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return errno == EEXIST ? 0 : errno;
    close(file);
    return 0;
}

// The path as a URI that says the file does not change: a record in a folder where SQLite can make
// no files beside it is then still read.
static char *unchanging_uri(const char *path) {
    char *uri = have(malloc(3 * strlen(path) + sizeof "file:?immutable=1"));
    char *at = uri + sprintf(uri, "file:");
    for (; *path != 0; path++)
        at += sprintf(at, strchr("%?#", *path) != NULL ? "%%%02x" : "%c", (unsigned char)*path);
    strcpy(at, "?immutable=1");
    return uri;
}

static enum uh_store_result connect_to(struct uh_store *store, const char *name, int flags,
                                       struct uh_text *error) {
    int code = sqlite3_open_v2(name, &store->db,
                               flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, NULL);
    if (store->db == NULL) abort();
    if (code != SQLITE_OK) return uh_store_failed(store, code, error);
    sqlite3_busy_timeout(store->db, UH_STORE_BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (store->mode == UH_STORE_WRITE) {
        code = sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
        if (code != SQLITE_OK) return uh_store_failed(store, code, error);
    }
    return uh_store_prepare(store, error);
}

// True where nothing waits in the write-ahead log, so that the file alone is the whole record.
static bool log_is_empty(const char *path) {
    struct stat status;
    char *log = have(malloc(strlen(path) + sizeof "-wal"));
    sprintf(log, "%s-wal", path);
    bool empty = stat(log, &status) != 0 || status.st_size == 0;
    free(log);
    return empty;
}

static enum uh_store_result open_to_read(struct uh_store *store, struct uh_text *error) {
    struct stat status;
    if (stat(store->path, &status) != 0)
        return errno == ENOENT ? UH_STORE_OK
                               : uh_store_errno(store->mode, store->path, errno, error);
    if (S_ISDIR(status.st_mode)) return uh_store_errno(store->mode, store->path, EISDIR, error);
    struct uh_text before = *error;
    enum uh_store_result result = connect_to(store, store->path, SQLITE_OPEN_READONLY, error);
    if (result != UH_STORE_DENIED || !log_is_empty(store->path)) return result;
    *error = before;
    error->at[error->used] = 0;
    sqlite3_close(store->db);
    char *uri = unchanging_uri(store->path);
    result = connect_to(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    free(uri);
    return result;
}

static enum uh_store_result open_to_write(struct uh_store *store, struct uh_text *error) {
    struct stat status;
    int number = make_file(store->path);
    if (number == 0 && stat(store->path, &status) != 0) number = errno;
    if (number == 0 && S_ISDIR(status.st_mode)) number = EISDIR;
    if (number != 0) return uh_store_errno(store->mode, store->path, number, error);
    return connect_to(store, store->path, SQLITE_OPEN_READWRITE, error);
}

enum uh_store_result uh_store_open(const char *path, enum uh_store_mode mode,
                                   struct uh_store **store, struct uh_text *error) {
    struct uh_store *made = have(calloc(1, sizeof *made));
    made->path = have(strdup(path));
    made->mode = mode;
    enum uh_store_result result =
        mode == UH_STORE_READ ? open_to_read(made, error) : open_to_write(made, error);
    if (result != UH_STORE_OK) {
        uh_store_close(made);
        made = NULL;
    }
    *store = made;
    return result;
}

void uh_store_close(struct uh_store *store) {
    if (store == NULL) return;
    sqlite3_finalize(store->insert);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

// ---- appending

// The keys of an event's JSON that have columns of their own.
static const char *const columned[] = {"id",      "at_ms", "utc_offset_min", "kind",
                                       "session", "move",  "item",           "seconds"};
enum { COLUMNED = sizeof columned / sizeof columned[0] };

// What of an event has no column, as JSON; NULL where nothing is left. To be freed.
static char *detail_of(json_t *json) {
    for (int i = 0; i < COLUMNED; i++) json_object_del(json, columned[i]);
    return json_object_size(json) == 0 ? NULL : have(json_dumps(json, JSON_COMPACT));
}

static enum uh_store_result run_insert(struct uh_store *store, const struct uh_event *event,
                                       const char *detail, bool *added, struct uh_text *error) {
    static const char sql[] =
        "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING";
    static const uint8_t none[16];
    int code = SQLITE_OK;
    if (store->insert == NULL)
        code =
            sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &store->insert, NULL);
    if (code != SQLITE_OK) return uh_store_failed(store, code, error);
    sqlite3_stmt *insert = store->insert;
    bool of_move = event->move[0] != 0;
    sqlite3_clear_bindings(insert);
    sqlite3_bind_blob(insert, 1, event->id, sizeof event->id, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 2, event->at_ms);
    sqlite3_bind_int(insert, 3, event->utc_offset_min);
    sqlite3_bind_text(insert, 4, uh_event_kind_words.words[event->kind].word, -1, SQLITE_STATIC);
    if (memcmp(event->session, none, sizeof none) != 0)
        sqlite3_bind_blob(insert, 5, event->session, sizeof event->session, SQLITE_STATIC);
    if (of_move) sqlite3_bind_text(insert, 6, event->move, -1, SQLITE_STATIC);
    if (of_move && event->kind != UH_EVENT_ALLOW) {
        sqlite3_bind_int(insert, 7, event->item);
        sqlite3_bind_int(insert, 8, event->seconds);
    }
    sqlite3_bind_text(insert, 9, detail, -1, SQLITE_STATIC);
    code = sqlite3_step(insert);
    bool is_new = code == SQLITE_DONE && sqlite3_changes(store->db) == 1;
    enum uh_store_result result =
        code == SQLITE_DONE ? UH_STORE_OK : uh_store_failed(store, code, error);
    sqlite3_reset(insert);
    if (added != NULL) *added = is_new;
    return result;
}

// The many events of moves done or skipped are all columns and no detail; within these limits they
// come out of the record as they went in.
static bool is_plain_move(const struct uh_event *event) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t length = strnlen(event->move, sizeof event->move);
    return (event->kind == UH_EVENT_MOVE_DONE || event->kind == UH_EVENT_MOVE_SKIPPED) &&
           event->at_ms >= 0 && event->at_ms <= UH_AT_MS_MAX && event->utc_offset_min >= -1440 &&
           event->utc_offset_min <= 1440 && event->item >= 0 && event->item < UH_PLAN_ITEM_MAX &&
           event->seconds >= 0 && event->seconds <= 86400 && length > 0 &&
           length < sizeof event->move && strspn(event->move, letters) == length;
}

// Of any other event is stored what reading it back will give: it goes through its JSON first, so
// that nothing enters the record that could not come out of it.
static enum uh_store_result append_checked(struct uh_store *store, const struct uh_event *event,
                                           bool *added, struct uh_text *error) {
    struct uh_event checked;
    char room[256];
    struct uh_text detail = uh_text_in(room, sizeof room);
    json_t *json = uh_event_to_json(event);
    if (uh_event_from_json(json, &checked, &detail) != UH_OK) {
        json_decref(json);
        return uh_store_complain(UH_STORE_BAD_EVENT, store->path, error, "an event was refused: %s",
                                 detail.at);
    }
    char *rest = detail_of(json);
    enum uh_store_result result = run_insert(store, &checked, rest, added, error);
    free(rest);
    json_decref(json);
    return result;
}

enum uh_store_result uh_store_append(struct uh_store *store, struct uh_event *event, bool *added,
                                     struct uh_text *error) {
    static const uint8_t none[16];
    if (added != NULL) *added = false;
    if (store->mode != UH_STORE_WRITE)
        return uh_store_complain(UH_STORE_READ_ONLY, store->path, error, "opened for reading only");
    if (memcmp(event->id, none, sizeof none) == 0) uh_event_id(event->at_ms, event->id);
    return is_plain_move(event) ? run_insert(store, event, NULL, added, error)
                                : append_checked(store, event, added, error);
}

static enum uh_store_result run(struct uh_store *store, const char *sql, struct uh_text *error) {
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? UH_STORE_OK : uh_store_failed(store, code, error);
}

enum uh_store_result uh_store_begin(struct uh_store *store, struct uh_text *error) {
    if (store->mode != UH_STORE_WRITE)
        return uh_store_complain(UH_STORE_READ_ONLY, store->path, error, "opened for reading only");
    return run(store, "BEGIN IMMEDIATE", error);
}

// A disk that is full may have rolled back already; then there is nothing left to roll back.
enum uh_store_result uh_store_end(struct uh_store *store, bool keep, struct uh_text *error) {
    enum uh_store_result result = UH_STORE_OK;
    if (keep) result = run(store, "COMMIT", error);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return result;
}

// What was removed is overwritten, and the log that may still hold it is emptied.
enum uh_store_result uh_store_erase(struct uh_store *store, struct uh_text *error) {
    if (store->mode != UH_STORE_WRITE)
        return uh_store_complain(UH_STORE_READ_ONLY, store->path, error, "opened for reading only");
    static const char *const steps[] = {
        "PRAGMA secure_delete = ON", "BEGIN IMMEDIATE", "DELETE FROM arrivals",
        "DELETE FROM events",        "COMMIT",          "PRAGMA wal_checkpoint(TRUNCATE)",
    };
    enum uh_store_result result = UH_STORE_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && result == UH_STORE_OK; i++)
        result = run(store, steps[i], error);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return result;
}
