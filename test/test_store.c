// SPDX-License-Identifier: Apache-2.0
// The record on disk: what is kept, what is refused, and what survives faults. Every fault here is
// the real one: a kernel that refuses, a process that is killed, bytes that are flipped in the
// file.
#include "unhunch/store.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../store/inside.h"
#include "events.h"

static char folder[64]; // of this test
static char path[128];  // of its record
static char room[1024];
static struct uh_text error;

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/unhunch-test-XXXXXX");
    if (mkdtemp(folder) == NULL) return -1;
    snprintf(path, sizeof path, "%s/data/unhunch/record.db", folder);
    error = uh_text_in(room, sizeof room);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", folder, (char *)NULL);
        _exit(127);
    }
    int status;
    return waitpid(child, &status, 0) == child && status == 0 ? 0 : -1;
}

static struct uh_store *open_store(enum uh_store_mode mode) {
    struct uh_store *store;
    if (uh_store_open(path, mode, &store, &error) != UH_STORE_OK) fail_msg("%s", room);
    return store;
}

// Fails to open, for this reason, and says these words.
static void refuses_to_open(enum uh_store_mode mode, enum uh_store_result wanted,
                            const char *says) {
    struct uh_store *store;
    error = uh_text_in(room, sizeof room);
    enum uh_store_result result = uh_store_open(path, mode, &store, &error);
    if (result != wanted || strstr(room, says) == NULL || strchr(room, '\n') != NULL)
        fail_msg("%s, not %s: %s", uh_store_result_text(result), uh_store_result_text(wanted),
                 room);
    assert_null(store);
}

static struct uh_event move_done(int64_t at_ms) {
    struct uh_event event = {.kind = UH_EVENT_MOVE_DONE, .at_ms = at_ms, .seconds = 30};
    strcpy(event.move, "chin-tuck");
    return event;
}

static void append(struct uh_store *store, struct uh_event *event) {
    bool added;
    if (uh_store_append(store, event, &added, &error) != UH_STORE_OK) fail_msg("%s", room);
    assert_true(added);
}

// All events of the store, up to a limit.
struct events {
    int count;
    struct uh_event at[512];
};

static bool collect(void *context, const struct uh_event *event) {
    struct events *events = context;
    events->at[events->count++] = *event;
    return events->count < 512;
}

static void read_all(struct uh_store *store, struct events *events) {
    events->count = 0;
    if (uh_store_read(store, collect, events, &error) != UH_STORE_OK) fail_msg("%s", room);
}

static bool count_one(void *context, const struct uh_event *event) {
    (void)event;
    ++*(int *)context;
    return true;
}

static int count_events(void) {
    struct uh_store *store = open_store(UH_STORE_READ);
    int count = 0;
    if (uh_store_read(store, count_one, &count, &error) != UH_STORE_OK) fail_msg("%s", room);
    uh_store_close(store);
    return count;
}

static void sql(const char *statements) {
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, statements, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s", message);
    sqlite3_close(db);
}

static void assert_sound(void) {
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

// A file's bytes, to be freed.
static unsigned char *bytes_of(const char *name, size_t *length) {
    struct stat status;
    int file = open(name, O_RDONLY);
    assert_true(file >= 0 && fstat(file, &status) == 0);
    *length = (size_t)status.st_size;
    unsigned char *bytes = malloc(*length + 1);
    assert_non_null(bytes);
    assert_int_equal(read(file, bytes, *length), *length);
    close(file);
    return bytes;
}

static void write_bytes(const char *name, const void *bytes, size_t length) {
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), length);
    close(file);
}

static void fill(int count) {
    uint64_t seed = 5;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    assert_int_equal(uh_store_begin(store, &error), UH_STORE_OK);
    for (int i = 0; i < count; i++) {
        struct uh_event event = any_event(&seed);
        append(store, &event);
    }
    assert_int_equal(uh_store_end(store, true, &error), UH_STORE_OK);
    uh_store_close(store);
}

// ---- what is kept

static void no_file_is_an_empty_record(void **state) {
    (void)state;
    assert_int_equal(count_events(), 0);
    assert_int_equal(access(path, F_OK), -1);
}

static void an_empty_file_is_an_empty_record(void **state) {
    (void)state;
    snprintf(path, sizeof path, "%s/record.db", folder);
    write_bytes(path, "", 0);
    assert_int_equal(count_events(), 0);
    struct uh_event event = move_done(1000);
    struct uh_store *store = open_store(UH_STORE_WRITE);
    append(store, &event);
    uh_store_close(store);
    assert_int_equal(count_events(), 1);
}

static void folders_and_file_are_private(void **state) {
    (void)state;
    struct stat status;
    char name[128];
    uh_store_close(open_store(UH_STORE_WRITE));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    snprintf(name, sizeof name, "%s/data/unhunch", folder);
    assert_int_equal(stat(name, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

static int by_time_then_id(const void *a, const void *b) {
    const struct uh_event *x = a, *y = b;
    if (x->at_ms != y->at_ms) return x->at_ms < y->at_ms ? -1 : 1;
    return memcmp(x->id, y->id, sizeof x->id);
}

static void random_events_come_back_in_order(void **state) {
    (void)state;
    static struct uh_event events[500];
    static struct events back;
    uint64_t seed = 11;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    assert_int_equal(uh_store_begin(store, &error), UH_STORE_OK);
    for (int i = 0; i < 500; i++) {
        events[i] = any_event(&seed);
        if (i % 5 == 0) events[i].at_ms = 1000; // ties
        append(store, &events[i]);
    }
    assert_int_equal(uh_store_end(store, true, &error), UH_STORE_OK);
    uh_store_close(store);
    qsort(events, 500, sizeof events[0], by_time_then_id);
    store = open_store(UH_STORE_READ);
    read_all(store, &back);
    uh_store_close(store);
    assert_int_equal(back.count, 500);
    for (int i = 0; i < 500; i++) assert_memory_equal(&events[i], &back.at[i], sizeof events[i]);
}

static void an_event_that_is_known_is_not_added(void **state) {
    (void)state;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    struct uh_event event = move_done(1000), other;
    append(store, &event);
    bool added = true;
    assert_int_equal(uh_store_append(store, &event, &added, &error), UH_STORE_OK);
    assert_false(added);
    other = move_done(2000);
    memcpy(other.id, event.id, sizeof event.id);
    assert_int_equal(uh_store_append(store, &other, &added, &error), UH_STORE_OK);
    assert_false(added);
    uh_store_close(store);
    assert_int_equal(count_events(), 1);
}

static void ids_are_uuid_7_and_ascend(void **state) {
    (void)state;
    uint8_t before[16] = {0}, id[16];
    for (int i = 0; i < 20000; i++) {
        uh_event_id(INT64_C(0x0123456789ab) + i / 9000, id);
        assert_true(memcmp(before, id, sizeof id) < 0);
        assert_int_equal(id[6] >> 4, 7);
        assert_int_equal(id[8] >> 6, 2);
        memcpy(before, id, sizeof id);
    }
    static const uint8_t time_of_first[5] = {0x01, 0x23, 0x45, 0x67, 0x89};
    assert_memory_equal(id, time_of_first, sizeof time_of_first);
}

static void a_batch_is_kept_whole_or_not_at_all(void **state) {
    (void)state;
    for (int keep = 0; keep < 2; keep++) {
        struct uh_store *store = open_store(UH_STORE_WRITE);
        assert_int_equal(uh_store_begin(store, &error), UH_STORE_OK);
        for (int i = 0; i < 10; i++) {
            struct uh_event event = move_done(1000 + i);
            append(store, &event);
        }
        assert_int_equal(uh_store_end(store, keep, &error), UH_STORE_OK);
        uh_store_close(store);
        assert_int_equal(count_events(), keep * 10);
    }
}

static void an_event_that_makes_no_sense_is_refused(void **state) {
    (void)state;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    struct uh_event event = move_done(1000);
    event.seconds = -1;
    assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_BAD_EVENT);
    assert_non_null(strstr(room, "seconds"));
    event = move_done(1000);
    strcpy(event.move, "Chin\n");
    assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_BAD_EVENT);
    event = move_done(1000);
    event.kind = UH_EVENT_KIND_COUNT;
    assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_BAD_EVENT);
    uh_store_close(store);
    assert_int_equal(count_events(), 0);
}

static void a_record_opened_for_reading_takes_nothing(void **state) {
    (void)state;
    fill(1);
    struct uh_store *store = open_store(UH_STORE_READ);
    struct uh_event event = move_done(1000);
    assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_READ_ONLY);
    assert_int_equal(uh_store_begin(store, &error), UH_STORE_READ_ONLY);
    uh_store_close(store);
}

static void a_reader_sees_what_a_writer_has_kept_so_far(void **state) {
    (void)state;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    for (int i = 0; i < 5; i++) {
        struct uh_event event = move_done(1000 + i);
        append(store, &event);
        assert_int_equal(count_events(), i + 1);
    }
    uh_store_close(store);
}

static void a_fold_is_the_fold_of_all_events(void **state) {
    (void)state;
    static const struct uh_move moves[] = {{.id = "chin-tuck"}};
    static const struct uh_catalog catalog = {.move_count = 1, .moves = moves};
    struct uh_store *store = open_store(UH_STORE_WRITE);
    struct uh_event event = {.kind = UH_EVENT_SESSION_START, .at_ms = 1000, .item_count = 2};
    strcpy(event.items[0].move, "chin-tuck");
    strcpy(event.items[1].move, "chin-tuck");
    append(store, &event);
    struct uh_event done = move_done(2000);
    memcpy(done.session, event.id, sizeof done.session);
    append(store, &done);
    static struct uh_record record;
    assert_int_equal(uh_store_fold(store, &catalog, &record, &error), UH_STORE_OK);
    assert_int_equal(record.sessions, 1);
    assert_int_equal(record.last_done_ms[0], 2000);
    int16_t left[UH_PLAN_ITEM_MAX];
    assert_int_equal(uh_record_left(&record, 3000, left), 1);
    assert_int_equal(left[0], 1);
    uh_store_close(store);
}

struct folding {
    const struct uh_catalog *catalog;
    struct uh_record record;
};

static bool fold_one(void *context, const struct uh_event *event) {
    struct folding *folding = context;
    uh_record_add(&folding->record, folding->catalog, event);
    return true;
}

// The fold passes over what leaves no trace: on random events of few moves and sessions it comes to
// the same as folding all.
static void a_fold_passes_over_nothing_that_matters(void **state) {
    (void)state;
    static const char *const names[] = {"chin-tuck", "wall-angel"};
    static const struct uh_move moves[] = {{.id = "chin-tuck"}, {.id = "wall-angel"}};
    static const struct uh_catalog catalog = {.move_count = 2, .moves = moves};
    static struct uh_record record;
    static struct folding all = {.catalog = &catalog};
    uint64_t seed = 21;
    for (int i = 0; i < 100; i++) {
        snprintf(path, sizeof path, "%s/%d.db", folder, i);
        struct uh_store *store = open_store(UH_STORE_WRITE);
        assert_int_equal(uh_store_begin(store, &error), UH_STORE_OK);
        for (int j = any_of(&seed, 60); j >= 0; j--) {
            struct uh_event event = any_event(&seed);
            event.at_ms = 1000 + any_of(&seed, 40);
            if (event.move[0] != 0) strcpy(event.move, names[any_of(&seed, 2)]);
            uint8_t *id = event.kind == UH_EVENT_SESSION_START ? event.id : event.session;
            memset(id, 0, 16);
            id[0] = (uint8_t)(1 + any_of(&seed, 4));
            assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_OK);
        }
        assert_int_equal(uh_store_end(store, true, &error), UH_STORE_OK);
        memset(&record, 0, sizeof record);
        memset(&all.record, 0, sizeof all.record);
        assert_int_equal(uh_store_fold(store, &catalog, &record, &error), UH_STORE_OK);
        uh_record_init(&all.record);
        assert_int_equal(uh_store_read(store, fold_one, &all, &error), UH_STORE_OK);
        uh_store_close(store);
        if (!record.open && !all.record.open) record.open_start = all.record.open_start;
        assert_memory_equal(&record, &all.record, sizeof record);
    }
}

// Bytes that this process has read so far, by proc(5); its own way of asking reads some too.
static long bytes_read(void) {
    FILE *in = fopen("/proc/self/io", "r");
    long count = -1;
    if (in && fscanf(in, "rchar: %ld", &count) != 1) count = -1;
    if (in) fclose(in);
    return count;
}

static long opening_reads(void) {
    long before = bytes_read();
    uh_store_close(open_store(UH_STORE_READ));
    return bytes_read() - before;
}

// Planning opens the record each time, and that must not be felt: of a long one no more is read.
static void opening_to_read_is_little_work(void **state) {
    (void)state;
    if (bytes_read() < 0) skip();
    fill(20);
    long little = opening_reads();
    assert_int_equal(unlink(path), 0); // the last to close it left nothing beside it
    fill(4000);
    long much = opening_reads();
    print_message("read to open it: %ld bytes of 20 events, %ld of 4000\n", little, much);
    assert_true(much < little + 16384);
}

// ---- the order of arrival

struct arrivals {
    int64_t cursor;
    int count;
    struct uh_event last;
};

static bool arrived(void *context, int64_t cursor, const struct uh_event *event) {
    struct arrivals *arrivals = context;
    assert_true(cursor > arrivals->cursor);
    arrivals->cursor = cursor;
    arrivals->count++;
    arrivals->last = *event;
    return true;
}

static struct arrivals since(struct uh_store *store, int64_t cursor, int limit) {
    struct arrivals arrivals = {.cursor = cursor};
    assert_int_equal(uh_store_since(store, cursor, limit, arrived, &arrivals, &error), UH_STORE_OK);
    return arrivals;
}

static void an_event_that_comes_late_comes_last(void **state) {
    (void)state;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    int64_t cursor;
    assert_int_equal(uh_store_cursor(store, &cursor, &error), UH_STORE_OK);
    assert_int_equal(cursor, 0);
    struct uh_event today = move_done(2000000), again, yesterday = move_done(1000000);
    append(store, &today);
    struct arrivals first = since(store, 0, 10);
    assert_int_equal(first.count, 1);
    append(store, &yesterday);
    again = yesterday;
    bool added = true;
    assert_int_equal(uh_store_append(store, &again, &added, &error), UH_STORE_OK);
    assert_false(added);
    struct arrivals second = since(store, first.cursor, 10);
    assert_int_equal(second.count, 1);
    assert_int_equal(second.last.at_ms, 1000000);
    assert_int_equal(since(store, second.cursor, 10).count, 0);
    assert_int_equal(since(store, 0, 1).count, 1);
    assert_int_equal(uh_store_cursor(store, &cursor, &error), UH_STORE_OK);
    assert_int_equal(cursor, second.cursor);
    uh_store_close(store);
}

static void a_record_of_version_1_learns_its_order(void **state) {
    (void)state;
    fill(20);
    sql("DROP TRIGGER arrive; DROP TABLE arrivals; PRAGMA user_version = 1");
    struct uh_store *store = open_store(UH_STORE_WRITE);
    assert_int_equal(since(store, 0, 100).count, 20);
    struct uh_event event = move_done(1);
    append(store, &event);
    assert_int_equal(since(store, 20, 100).count, 1);
    uh_store_close(store);
}

static void what_others_add_is_noticed(void **state) {
    (void)state;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    int64_t stamp = uh_store_stamp(store);
    struct uh_event event = move_done(1000);
    append(store, &event);
    assert_int_equal(uh_store_stamp(store), stamp);
    struct uh_store *other = open_store(UH_STORE_WRITE);
    event = move_done(2000);
    append(other, &event);
    uh_store_close(other);
    assert_int_not_equal(uh_store_stamp(store), stamp);
    uh_store_close(store);
}

// Whether the bytes stand in a file.
static bool stands_in(const char *name, const void *bytes, size_t length) {
    FILE *file = fopen(name, "rb");
    if (file == NULL) return false;
    static char all[1 << 20];
    size_t size = fread(all, 1, sizeof all, file);
    fclose(file);
    return memmem(all, size, bytes, length) != NULL;
}

static void what_is_erased_is_gone(void **state) {
    (void)state;
    fill(50);
    struct uh_store *store = open_store(UH_STORE_WRITE);
    struct uh_event event = move_done(1000);
    append(store, &event);
    int64_t cursor, after;
    uh_store_cursor(store, &cursor, &error);
    assert_int_equal(uh_store_erase(store, &error), UH_STORE_OK);
    assert_int_equal(since(store, 0, 100).count, 0);
    assert_false(stands_in(path, event.id, sizeof event.id));
    char log[160];
    snprintf(log, sizeof log, "%s-wal", path);
    assert_false(stands_in(log, event.id, sizeof event.id));
    append(store, &event);
    uh_store_cursor(store, &after, &error);
    assert_true(after > cursor);
    uh_store_close(store);
    assert_sound();
}

// ---- what is refused

static void a_newer_record_is_refused(void **state) {
    (void)state;
    fill(3);
    sql("PRAGMA user_version = 3");
    refuses_to_open(UH_STORE_READ, UH_STORE_NEWER, "Update unhunch");
    refuses_to_open(UH_STORE_WRITE, UH_STORE_NEWER, "Update unhunch");
    sql("PRAGMA user_version = 2");
    assert_int_equal(count_events(), 3);
}

static void another_programs_database_is_refused(void **state) {
    (void)state;
    size_t length, length_after;
    snprintf(path, sizeof path, "%s/record.db", folder);
    sql("CREATE TABLE notes(text); INSERT INTO notes VALUES ('mine')");
    unsigned char *before = bytes_of(path, &length);
    refuses_to_open(UH_STORE_READ, UH_STORE_FOREIGN, "another program");
    refuses_to_open(UH_STORE_WRITE, UH_STORE_FOREIGN, "another program");
    unsigned char *after = bytes_of(path, &length_after);
    assert_int_equal(length, length_after);
    assert_memory_equal(before, after, length);
    free(before);
    free(after);
}

static void no_database_is_refused_and_left_alone(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {{"hello", 5}, {"\0\0\0\0", 4}, {"SQLite format 3", 15}, {"SQLite format 3\0", 16}};
    snprintf(path, sizeof path, "%s/record.db", folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length;
        write_bytes(path, cases[i].bytes, cases[i].length);
        refuses_to_open(UH_STORE_READ, UH_STORE_BROKEN, "Nothing was changed");
        refuses_to_open(UH_STORE_WRITE, UH_STORE_BROKEN, "Nothing was changed");
        unsigned char *after = bytes_of(path, &length);
        assert_int_equal(length, cases[i].length);
        assert_memory_equal(after, cases[i].bytes, length);
        free(after);
    }
}

static void a_folder_in_its_place_is_refused(void **state) {
    (void)state;
    strcpy(path, folder);
    refuses_to_open(UH_STORE_READ, UH_STORE_DENIED, "directory");
    refuses_to_open(UH_STORE_WRITE, UH_STORE_DENIED, "directory");
}

static void a_file_where_a_folder_is_needed_is_refused(void **state) {
    (void)state;
    snprintf(path, sizeof path, "%s/file", folder);
    write_bytes(path, "x", 1);
    snprintf(path, sizeof path, "%s/file/record.db", folder);
    refuses_to_open(UH_STORE_READ, UH_STORE_DENIED, "ot a directory");
    refuses_to_open(UH_STORE_WRITE, UH_STORE_DENIED, "ot a directory");
}

// /proc takes no new folders and files from anybody, root included.
static void a_folder_that_takes_no_files_is_refused(void **state) {
    (void)state;
    strcpy(path, "/proc/unhunch/record.db");
    refuses_to_open(UH_STORE_WRITE, UH_STORE_DENIED, "/proc/unhunch/record.db: ");
}

// Runs a check in a child process, as nobody where we are root, for whom permissions do not bind.
static void as_nobody(bool (*check)(void)) {
    pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(2);
        _exit(check() ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static bool cannot_write_but_read(void) {
    struct uh_store *store;
    int count = 0;
    error = uh_text_in(room, sizeof room);
    if (uh_store_open(path, UH_STORE_WRITE, &store, &error) != UH_STORE_READ_ONLY) {
        fprintf(stderr, "for writing: %s\n", room);
        return false;
    }
    if (strstr(room, "writable") == NULL) return false;
    error = uh_text_in(room, sizeof room);
    bool read = uh_store_open(path, UH_STORE_READ, &store, &error) == UH_STORE_OK &&
                uh_store_read(store, count_one, &count, &error) == UH_STORE_OK && count == 3;
    if (!read) fprintf(stderr, "for reading: %s\n", room);
    return read;
}

static void a_read_only_folder_is_read_and_not_written(void **state) {
    (void)state;
    snprintf(path, sizeof path, "%s/record%%3F#1.db", folder);
    fill(3);
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    as_nobody(cannot_write_but_read);
    assert_int_equal(chmod(folder, 0700), 0);
}

static bool may_not_look(void) {
    struct uh_store *store;
    error = uh_text_in(room, sizeof room);
    return uh_store_open(path, UH_STORE_READ, &store, &error) == UH_STORE_DENIED &&
           strstr(room, "Permission denied") != NULL;
}

static void a_folder_of_somebody_else_is_refused(void **state) {
    (void)state;
    snprintf(path, sizeof path, "%s/record.db", folder);
    fill(3);
    assert_int_equal(chmod(folder, getuid() == 0 ? 0700 : 0000), 0);
    as_nobody(may_not_look);
    assert_int_equal(chmod(folder, 0700), 0);
}

static void a_locked_record_says_so(void **state) {
    (void)state;
    fill(1);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    struct uh_store *store = open_store(UH_STORE_WRITE);
    struct uh_event event = move_done(1000);
    assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_BUSY);
    assert_non_null(strstr(room, "try again"));
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    append(store, &event);
    uh_store_close(store);
    sqlite3_close(other);
    assert_int_equal(count_events(), 2);
}

// ---- faults

// Appends until it fails, and says why it failed. *kept is how many were acknowledged.
static enum uh_store_result append_until_full(int *kept) {
    struct uh_store *store;
    error = uh_text_in(room, sizeof room);
    *kept = 0;
    enum uh_store_result result = uh_store_open(path, UH_STORE_WRITE, &store, &error);
    while (result == UH_STORE_OK && *kept < 100000) {
        struct uh_event event = move_done(1000 + *kept);
        result = uh_store_append(store, &event, NULL, &error);
        if (result == UH_STORE_OK) ++*kept;
    }
    uh_store_close(store);
    return result;
}

// The kernel refuses to let files grow beyond a limit: at every limit, also while the record is
// first made, what was acknowledged is there afterwards and the file is sound. SQLite does not
// always remember that it was for lack of room: then it is the disk that failed.
static void a_full_disk_loses_nothing(void **state) {
    (void)state;
    static const rlim_t limits[] = {1000, 4096, 9000, 20000, 33000, 50000, 100000, 300000};
    int *kept = mmap(NULL, sizeof *kept, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(kept, MAP_FAILED);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        snprintf(path, sizeof path, "%s/%zu/record.db", folder, i);
        *kept = 0;
        pid_t child = fork();
        if (child == 0) {
            signal(SIGXFSZ, SIG_IGN);
            struct rlimit limit = {limits[i], limits[i]};
            if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(99);
            _exit((int)append_until_full(kept));
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) != UH_STORE_FAILED)
            assert_int_equal(WEXITSTATUS(status), UH_STORE_FULL);
        assert_int_equal(count_events(), *kept);
        struct uh_store *store = open_store(UH_STORE_WRITE);
        struct uh_event event = move_done(9000000);
        append(store, &event);
        uh_store_close(store);
        assert_sound();
    }
    munmap(kept, sizeof *kept);
}

// SQLite's own limit on the size of the file, which is refused just as ENOSPC is.
static void a_full_file_says_so(void **state) {
    (void)state;
    struct uh_store *store = open_store(UH_STORE_WRITE);
    int kept = 0;
    assert_int_equal(sqlite3_exec(store->db, "PRAGMA max_page_count = 6", NULL, NULL, NULL), 0);
    enum uh_store_result result = UH_STORE_OK;
    while (result == UH_STORE_OK && kept < 1000) {
        struct uh_event event = move_done(1000 + kept);
        result = uh_store_append(store, &event, NULL, &error);
        if (result == UH_STORE_OK) kept++;
    }
    assert_int_equal(result, UH_STORE_FULL);
    assert_non_null(strstr(room, "the disk is full"));
    assert_non_null(strstr(room, "Free some room"));
    uh_store_close(store);
    assert_true(kept > 0);
    assert_int_equal(count_events(), kept);
    assert_sound();
}

// The real thing, a tiny file system that runs full, takes a right to mount that not every machine
// gives.
static void a_full_tmpfs_loses_nothing(void **state) {
    (void)state;
    char command[256];
    int kept;
    snprintf(command, sizeof command,
             "mkdir %s/tiny && mount -t tmpfs -o size=256k tmpfs %s/tiny 2>/dev/null", folder,
             folder);
    if (getuid() != 0 || system(command) != 0) {
        print_message("no right to mount here: left out\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/tiny/record.db", folder);
    bool full = append_until_full(&kept) == UH_STORE_FULL;
    int count = full ? count_events() : -1;
    snprintf(command, sizeof command, "umount %s/tiny", folder);
    assert_int_equal(system(command), 0);
    assert_true(full);
    assert_int_equal(count, kept);
    assert_true(kept > 0);
}

// Opens and reads a file that may be damaged in any way. True when it was read without complaint.
static bool reads_or_refuses(void) {
    struct uh_store *store;
    int count = 0;
    error = uh_text_in(room, sizeof room);
    enum uh_store_result result = uh_store_open(path, UH_STORE_READ, &store, &error);
    if (result == UH_STORE_OK) result = uh_store_read(store, count_one, &count, &error);
    uh_store_close(store);
    bool plain =
        result == UH_STORE_BROKEN || result == UH_STORE_NEWER || result == UH_STORE_FOREIGN;
    if (result != UH_STORE_OK && (!plain || strstr(room, "Nothing was changed") == NULL))
        fail_msg("%s: %s", uh_store_result_text(result), room);
    return result == UH_STORE_OK;
}

static void flipped_bytes_are_refused_or_harmless(void **state) {
    (void)state;
    size_t length, after_length;
    uint64_t seed = 99;
    int refused = 0;
    fill(60);
    unsigned char *whole = bytes_of(path, &length);
    unsigned char *flipped = malloc(length);
    assert_non_null(flipped);
    for (int i = 0; i < 600; i++) {
        memcpy(flipped, whole, length);
        size_t from = i < 100 ? (size_t)i : (size_t)(any(&seed) % length);
        for (size_t j = from; j < length && j < from + (size_t)(i % 64); j++)
            flipped[j] ^= (unsigned char)(1 + any_of(&seed, 255));
        write_bytes(path, flipped, length);
        if (!reads_or_refuses()) refused++;
        unsigned char *after = bytes_of(path, &after_length);
        assert_int_equal(length, after_length);
        assert_memory_equal(flipped, after, length);
        free(after);
    }
    print_message("%d of 600 damaged files were refused\n", refused);
    assert_true(refused > 100);
    free(flipped);
    free(whole);
}

// Where only unused bytes at the end are missing it may be read, but then all of it is there. (To
// SQLite a file of no byte, or of one, is a database that is still empty.)
static void a_truncated_record_is_refused_or_whole(void **state) {
    (void)state;
    size_t length;
    int refused = 0;
    static struct events wanted, back;
    fill(60);
    struct uh_store *store = open_store(UH_STORE_READ);
    read_all(store, &wanted);
    uh_store_close(store);
    unsigned char *whole = bytes_of(path, &length);
    for (size_t keep = 2; keep < length; keep += length / 150) {
        write_bytes(path, whole, keep);
        if (!reads_or_refuses()) {
            refused++;
            continue;
        }
        store = open_store(UH_STORE_READ);
        read_all(store, &back);
        uh_store_close(store);
        assert_int_equal(back.count, 60);
        assert_memory_equal(back.at, wanted.at, 60 * sizeof wanted.at[0]);
    }
    print_message("%d of 150 truncated files were refused\n", refused);
    assert_true(refused > 140);
    free(whole);
}

// Damage deep in the file is found before anything is written to it.
static void damage_is_found_before_writing(void **state) {
    (void)state;
    size_t length, after_length;
    fill(200);
    unsigned char *bytes = bytes_of(path, &length);
    memset(bytes + 4096, 0xa5, 4096);
    write_bytes(path, bytes, length);
    refuses_to_open(UH_STORE_WRITE, UH_STORE_BROKEN, "Nothing was changed");
    unsigned char *after = bytes_of(path, &after_length);
    assert_int_equal(length, after_length);
    assert_memory_equal(bytes, after, length);
    free(after);
    free(bytes);
}

static void a_broken_record_is_set_aside_only_when_asked(void **state) {
    (void)state;
    char names[2][256];
    snprintf(path, sizeof path, "%s/record.db", folder);
    for (int i = 0; i < 2; i++) {
        char wanted[256];
        size_t length;
        struct uh_text moved = uh_text_in(names[i], sizeof names[i]);
        write_bytes(path, "broken", 6);
        refuses_to_open(UH_STORE_WRITE, UH_STORE_BROKEN, "move it elsewhere");
        assert_int_equal(uh_store_set_aside(path, "2026-11-20", &moved, &error), UH_STORE_OK);
        snprintf(wanted, sizeof wanted, "%s.broken-2026-11-20%s", path, i == 0 ? "" : "-2");
        assert_string_equal(names[i], wanted);
        assert_int_equal(access(path, F_OK), -1);
        unsigned char *bytes = bytes_of(names[i], &length);
        assert_int_equal(length, 6);
        free(bytes);
    }
    struct uh_text moved = uh_text_in(names[0], sizeof names[0]);
    assert_int_equal(uh_store_set_aside(path, "2026-11-20", &moved, &error), UH_STORE_DENIED);
    fill(2);
    assert_int_equal(count_events(), 2);
}

// Eight processes that meet a record which is not there yet all get to write to it.
static void processes_that_begin_together_all_write(void **state) {
    (void)state;
    enum { PROCESSES = 8, EACH = 5 };
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] != 0) continue;
        struct uh_store *store;
        enum uh_store_result result = uh_store_open(path, UH_STORE_WRITE, &store, &error);
        for (int j = 0; j < EACH && result == UH_STORE_OK; j++) {
            struct uh_event event = move_done(1000 + j);
            result = uh_store_append(store, &event, NULL, &error);
        }
        uh_store_close(store);
        if (result != UH_STORE_OK) fprintf(stderr, "%s\n", room);
        _exit((int)result);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(count_events(), PROCESSES * EACH);
    assert_sound();
}

// ---- kill -9

enum { KILLS = 200, ACKNOWLEDGED_MAX = 200000 };
static uint8_t (*acknowledged)[16];
static int acknowledged_count;

// The child: appends for ever, and tells each id once the call has returned. The time of an event
// is its number, so that the order is known.
static void append_for_ever(int pipe_end, int64_t at_ms) {
    struct uh_store *store;
    if (uh_store_open(path, UH_STORE_WRITE, &store, &error) != UH_STORE_OK) _exit(1);
    for (;; at_ms++) {
        struct uh_event event = move_done(at_ms);
        if (uh_store_append(store, &event, NULL, &error) != UH_STORE_OK) _exit(2);
        if (write(pipe_end, event.id, sizeof event.id) != sizeof event.id) _exit(3);
    }
}

static void read_acknowledgements(int pipe_end) {
    uint8_t id[16];
    while (read(pipe_end, id, sizeof id) == sizeof id) {
        assert_true(acknowledged_count < ACKNOWLEDGED_MAX);
        memcpy(acknowledged[acknowledged_count++], id, sizeof id);
    }
}

struct search {
    int found;
    int64_t last_ms;
    bool ordered;
};

// Acknowledged ids were told in the order they were appended, which is the order they are read in.
static bool find_acknowledged(void *context, const struct uh_event *event) {
    struct search *search = context;
    if (event->at_ms < search->last_ms) search->ordered = false;
    search->last_ms = event->at_ms;
    if (search->found < acknowledged_count &&
        memcmp(acknowledged[search->found], event->id, sizeof event->id) == 0)
        search->found++;
    return true;
}

static void a_killed_process_loses_nothing_it_acknowledged(void **state) {
    (void)state;
    uint64_t seed = 1 + (uint64_t)time(NULL);
    print_message("seed %llu\n", (unsigned long long)seed);
    acknowledged = malloc(ACKNOWLEDGED_MAX * sizeof *acknowledged);
    assert_non_null(acknowledged);
    acknowledged_count = 0;
    for (int i = 0; i < KILLS; i++) {
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            append_for_ever(ends[1], (int64_t)(i + 1) * 1000000);
        }
        close(ends[1]);
        // every other life is let come as far as to acknowledge something, however slow that is
        struct pollfd first = {.fd = ends[0], .events = POLLIN};
        if (i % 2 == 0) poll(&first, 1, -1);
        struct timespec wait = {0, any_of(&seed, 40000) * 1000L};
        nanosleep(&wait, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        read_acknowledgements(ends[0]);
        close(ends[0]);
    }
    struct search search = {.ordered = true};
    struct uh_store *store = open_store(UH_STORE_READ);
    assert_int_equal(uh_store_read(store, find_acknowledged, &search, &error), UH_STORE_OK);
    uh_store_close(store);
    print_message("%d events acknowledged in %d lives\n", acknowledged_count, KILLS);
    assert_true(acknowledged_count >= KILLS / 2);
    assert_int_equal(search.found, acknowledged_count);
    assert_true(search.ordered);
    assert_sound();
    free(acknowledged);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(no_file_is_an_empty_record),
        TEST(an_empty_file_is_an_empty_record),
        TEST(folders_and_file_are_private),
        TEST(random_events_come_back_in_order),
        TEST(an_event_that_is_known_is_not_added),
        TEST(ids_are_uuid_7_and_ascend),
        TEST(a_batch_is_kept_whole_or_not_at_all),
        TEST(an_event_that_makes_no_sense_is_refused),
        TEST(a_record_opened_for_reading_takes_nothing),
        TEST(a_reader_sees_what_a_writer_has_kept_so_far),
        TEST(a_fold_is_the_fold_of_all_events),
        TEST(a_fold_passes_over_nothing_that_matters),
        TEST(opening_to_read_is_little_work),
        TEST(an_event_that_comes_late_comes_last),
        TEST(a_record_of_version_1_learns_its_order),
        TEST(what_others_add_is_noticed),
        TEST(what_is_erased_is_gone),
        TEST(a_newer_record_is_refused),
        TEST(another_programs_database_is_refused),
        TEST(no_database_is_refused_and_left_alone),
        TEST(a_folder_in_its_place_is_refused),
        TEST(a_file_where_a_folder_is_needed_is_refused),
        TEST(a_folder_that_takes_no_files_is_refused),
        TEST(a_read_only_folder_is_read_and_not_written),
        TEST(a_folder_of_somebody_else_is_refused),
        TEST(a_locked_record_says_so),
        TEST(a_full_disk_loses_nothing),
        TEST(a_full_file_says_so),
        TEST(a_full_tmpfs_loses_nothing),
        TEST(flipped_bytes_are_refused_or_harmless),
        TEST(a_truncated_record_is_refused_or_whole),
        TEST(damage_is_found_before_writing),
        TEST(a_broken_record_is_set_aside_only_when_asked),
        TEST(processes_that_begin_together_all_write),
        TEST(a_killed_process_loses_nothing_it_acknowledged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
