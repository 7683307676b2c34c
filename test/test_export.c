// SPDX-License-Identifier: Apache-2.0
// Everything out and everything back in; what is wrong comes in not at all.
#include "unhunch/export.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "events.h"

#define HEAD "{\"format\":\"unhunch-record\",\"version\":1,"
#define EVENT                                                                                      \
    "{\"id\":\"018f2b1c-0000-7000-8000-000000000001\",\"at_ms\":1790510400000,"                    \
    "\"utc_offset_min\":60,\"kind\":\"allow\",\"move\":\"chin-tuck\"}"

static char folder[64];
static char room[1024];
static struct uh_text error;

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/unhunch-test-XXXXXX");
    error = uh_text_in(room, sizeof room);
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static int remove_folder(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static struct uh_store *open_store(const char *name) {
    char path[128];
    struct uh_store *store;
    snprintf(path, sizeof path, "%s/%s/record.db", folder, name);
    if (uh_store_open(path, UH_STORE_WRITE, &store, &error) != UH_STORE_OK) fail_msg("%s", room);
    return store;
}

static void fill(struct uh_store *store, int count) {
    uint64_t seed = 5;
    assert_int_equal(uh_store_begin(store, &error), UH_STORE_OK);
    for (int i = 0; i < count; i++) {
        struct uh_event event = any_event(&seed);
        assert_int_equal(uh_store_append(store, &event, NULL, &error), UH_STORE_OK);
    }
    assert_int_equal(uh_store_end(store, true, &error), UH_STORE_OK);
}

static FILE *export_of(struct uh_store *store, const json_t *profile) {
    struct uh_export_head head = {.program = "0.1.0", .at_ms = 1790510400000, .profile = profile};
    FILE *file = tmpfile();
    assert_non_null(file);
    if (uh_export_json(file, &head, store, &error) != UH_STORE_OK) fail_msg("%s", room);
    rewind(file);
    return file;
}

// A stream of these bytes.
static FILE *file_of(const char *text, size_t length) {
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    rewind(file);
    return file;
}

static int same_bytes(FILE *a, FILE *b) {
    int x, y;
    rewind(a);
    rewind(b);
    do {
        x = getc(a);
        y = getc(b);
    } while (x == y && x != EOF);
    return x == y;
}

static bool count_one(void *context, const struct uh_event *event) {
    (void)event;
    ++*(int *)context;
    return true;
}

static int count_events(struct uh_store *store) {
    int count = 0;
    assert_int_equal(uh_store_read(store, count_one, &count, &error), UH_STORE_OK);
    return count;
}

static void everything_comes_back_once(void **state) {
    (void)state;
    struct uh_store *from = open_store("from"), *to = open_store("to");
    json_t *profile = json_pack("{s:[s,s],s:i}", "areas", "neck", "upper", "stiff.neck", 6);
    struct uh_import import;
    fill(from, 400);
    FILE *out = export_of(from, profile);
    if (uh_import_json(out, "out.json", to, &import, &error) != UH_STORE_OK) fail_msg("%s", room);
    assert_int_equal(import.events, 400);
    assert_int_equal(import.added, 400);
    assert_true(json_equal(import.profile, profile));
    FILE *again = export_of(to, import.profile);
    assert_true(same_bytes(out, again));
    json_decref(import.profile);
    rewind(again);
    assert_int_equal(uh_import_json(again, "again.json", to, &import, &error), UH_STORE_OK);
    assert_int_equal(import.events, 400);
    assert_int_equal(import.added, 0);
    assert_int_equal(count_events(to), 400);
    json_decref(import.profile);
    json_decref(profile);
    fclose(out);
    fclose(again);
    uh_store_close(from);
    uh_store_close(to);
}

static void an_empty_record_is_exported_too(void **state) {
    (void)state;
    struct uh_store *store = open_store("a");
    struct uh_import import;
    FILE *out = export_of(store, NULL);
    assert_int_equal(uh_import_json(out, "out.json", store, &import, &error), UH_STORE_OK);
    assert_int_equal(import.events, 0);
    assert_null(import.profile);
    fclose(out);
    uh_store_close(store);
}

static void two_records_become_one(void **state) {
    (void)state;
    struct uh_store *a = open_store("a"), *b = open_store("b");
    struct uh_import import;
    fill(a, 100);
    fill(b, 60); // the same seed: its events are the first of the other
    FILE *out = export_of(a, NULL);
    assert_int_equal(uh_import_json(out, "a.json", b, &import, &error), UH_STORE_OK);
    assert_int_equal(import.added, 40);
    FILE *merged = export_of(b, NULL);
    assert_true(same_bytes(out, merged));
    fclose(out);
    fclose(merged);
    uh_store_close(a);
    uh_store_close(b);
}

static void what_is_wrong_comes_in_not_at_all(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "in.json:1:0: "},
        {"\xff\xfe\x00garbage", "in.json:1:"},
        {"{\n\"format\": }", "in.json:2:"},
        {"[]", "in.json: is to be one JSON object"},
        {"{\"format\":\"other\"}", "is this an export of unhunch?"},
        {"{\"format\":\"unhunch-record\",\"version\":2,\"events\":[]}", "update this one"},
        {HEAD "\"format\":\"unhunch-record\",\"events\":[]}", "duplicate"},
        {HEAD "\"events\":{}}", "\"events\" is to be a list"},
        {HEAD "\"events\":[],\"more\":1}", "holds a key besides"},
        {HEAD "\"events\":[],\"profile\":3}", "\"profile\" is to be an object"},
        {HEAD "\"events\":[" EVENT "]} x", "end of file expected"},
        {HEAD "\"events\":[" EVENT ",3]}", "in.json: event 2: an event is an object"},
        {HEAD "\"events\":[" EVENT ",{\"kind\":\"dance\"}]}", "event 2: \"kind\": no event"},
        {HEAD "\"events\":[" EVENT "," EVENT, "in.json:1:"},
    };
    struct uh_store *store = open_store("a");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct uh_import import;
        error = uh_text_in(room, sizeof room);
        FILE *in = file_of(cases[i].text, strlen(cases[i].text));
        enum uh_store_result result = uh_import_json(in, "in.json", store, &import, &error);
        fclose(in);
        if (result != UH_STORE_BAD_EVENT || strstr(room, cases[i].says) == NULL ||
            strstr(room, "Nothing was imported.") == NULL)
            fail_msg("%s: %s, %s", cases[i].text, uh_store_result_text(result), room);
        for (const char *at = room; *at != 0; at++) assert_true((unsigned char)*at >= ' ');
        assert_null(import.profile);
        assert_int_equal(count_events(store), 0);
    }
    uh_store_close(store);
}

static void a_file_that_is_too_large_is_refused(void **state) {
    (void)state;
    struct uh_store *store = open_store("a");
    struct uh_import import;
    FILE *in = tmpfile();
    assert_non_null(in);
    assert_int_equal(ftruncate(fileno(in), 100 << 20), 0);
    assert_int_equal(uh_import_json(in, "in.json", store, &import, &error), UH_STORE_BAD_EVENT);
    assert_non_null(strstr(room, "larger than 32 MB"));
    fclose(in);
    uh_store_close(store);
}

static void deep_nesting_is_refused(void **state) {
    (void)state;
    static char text[200000];
    struct uh_store *store = open_store("a");
    struct uh_import import;
    memset(text, '[', sizeof text);
    FILE *in = file_of(text, sizeof text);
    assert_int_equal(uh_import_json(in, "in.json", store, &import, &error), UH_STORE_BAD_EVENT);
    assert_non_null(strstr(room, "depth"));
    fclose(in);
    uh_store_close(store);
}

static void a_record_that_cannot_be_written_takes_nothing(void **state) {
    (void)state;
    char path[128];
    struct uh_store *store = open_store("a");
    struct uh_import import;
    uh_store_close(store);
    snprintf(path, sizeof path, "%s/a/record.db", folder);
    assert_int_equal(uh_store_open(path, UH_STORE_READ, &store, &error), UH_STORE_OK);
    static const char text[] = HEAD "\"events\":[" EVENT "]}";
    FILE *in = file_of(text, strlen(text));
    assert_int_equal(uh_import_json(in, "in.json", store, &import, &error), UH_STORE_READ_ONLY);
    assert_int_equal(count_events(store), 0);
    fclose(in);
    uh_store_close(store);
}

static void a_full_disk_is_named(void **state) {
    (void)state;
    struct uh_export_head head = {.program = "0.1.0"};
    struct uh_store *store = open_store("a");
    fill(store, 200);
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_int_equal(uh_export_json(full, &head, store, &error), UH_STORE_FULL);
    assert_non_null(strstr(room, "Free some room"));
    fclose(full);
    uh_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(everything_comes_back_once),
        TEST(an_empty_record_is_exported_too),
        TEST(two_records_become_one),
        TEST(what_is_wrong_comes_in_not_at_all),
        TEST(a_file_that_is_too_large_is_refused),
        TEST(deep_nesting_is_refused),
        TEST(a_record_that_cannot_be_written_takes_nothing),
        TEST(a_full_disk_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
