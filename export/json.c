// SPDX-License-Identifier: Apache-2.0
// The whole record as one JSON document, an event to a line, and back (unhunch-record(5)). Writing
// goes event by event; reading takes the whole text, whose size is limited, since nothing of a file
// is to be kept before all of it was found good.
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "unhunch/event_json.h"
#include "unhunch/export.h"

static const char FORMAT[] = "unhunch-record";

static void *have(void *memory) {
    if (memory == NULL) abort();
    return memory;
}

__attribute__((format(printf, 4, 5))) static enum uh_store_result
complain(enum uh_store_result result, const char *name, struct uh_text *error, const char *format,
         ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    uh_text_add(error, name);
    uh_text_add(error, line);
    return result;
}

// ---- giving out

struct writing {
    FILE *out;
    bool first, failed;
};

static void write_json(struct writing *writing, const json_t *json) {
    if (json_dumpf(json, writing->out, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15)) !=
        0)
        writing->failed = true;
}

static bool write_event(void *context, const struct uh_event *event) {
    struct writing *writing = context;
    fputs(writing->first ? "\n" : ",\n", writing->out);
    writing->first = false;
    json_t *json = uh_event_to_json(event);
    write_json(writing, json);
    json_decref(json);
    return !writing->failed && !ferror(writing->out);
}

static void write_head(struct writing *writing, const struct uh_export_head *head) {
    json_t *program = have(json_string(head->program));
    fprintf(writing->out, "{\"format\":\"%s\",\n\"version\":%d,\n\"program\":", FORMAT,
            UH_EXPORT_VERSION);
    write_json(writing, program);
    fprintf(writing->out, ",\n\"exported_at_ms\":%" PRId64 ",\n\"profile\":", head->at_ms);
    json_decref(program);
    if (head->profile != NULL)
        write_json(writing, head->profile);
    else
        fputs("null", writing->out);
    fputs(",\n\"events\":[", writing->out);
}

enum uh_store_result uh_export_json(FILE *out, const struct uh_export_head *head,
                                    struct uh_store *store, struct uh_text *error) {
    struct writing writing = {.out = out, .first = true};
    write_head(&writing, head);
    enum uh_store_result result = uh_store_read(store, write_event, &writing, error);
    if (result != UH_STORE_OK) return result;
    fputs(writing.first ? "]}\n" : "\n]}\n", out);
    if (fflush(out) == 0 && !ferror(out) && !writing.failed) return UH_STORE_OK;
    bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return complain(full ? UH_STORE_FULL : UH_STORE_FAILED, "export", error,
                    ": could not be written (%s). Free some room or choose another place.",
                    strerror(errno));
}

// ---- reading in

// Names of the head's keys, and whether a value will do.
static bool is_format(const json_t *json) {
    const char *text = json_string_value(json);
    return text != NULL && strcmp(text, FORMAT) == 0;
}

static bool is_version(const json_t *json) {
    return json_is_integer(json) && json_integer_value(json) == UH_EXPORT_VERSION;
}

static bool is_text(const json_t *json) {
    return json_is_string(json);
}

static bool is_time(const json_t *json) {
    return json_is_integer(json);
}

static bool is_profile(const json_t *json) {
    return json_is_object(json) || json_is_null(json);
}

static bool is_list(const json_t *json) {
    return json_is_array(json);
}

static const struct {
    const char *key, *wanted;
    bool optional;
    bool (*fits)(const json_t *json);
} head_keys[] = {
    {"format", "\"unhunch-record\": is this an export of unhunch?", false, is_format},
    {"version", "1; a newer unhunch may have made it: update this one", false, is_version},
    {"program", "a text", true, is_text},
    {"exported_at_ms", "a whole number", true, is_time},
    {"profile", "an object or null", true, is_profile},
    {"events", "a list", false, is_list},
};
enum { HEAD_KEYS = sizeof head_keys / sizeof head_keys[0] };

static enum uh_store_result check_head(const json_t *root, const char *name,
                                       struct uh_text *error) {
    size_t used = 0;
    if (!json_is_object(root))
        return complain(UH_STORE_BAD_EVENT, name, error, ": is to be one JSON object");
    for (int i = 0; i < HEAD_KEYS; i++) {
        const json_t *value = json_object_get(root, head_keys[i].key);
        if (value != NULL) used++;
        if (value == NULL ? !head_keys[i].optional : !head_keys[i].fits(value))
            return complain(UH_STORE_BAD_EVENT, name, error, ": \"%s\" is to be %s",
                            head_keys[i].key, head_keys[i].wanted);
    }
    if (used == json_object_size(root)) return UH_STORE_OK;
    return complain(UH_STORE_BAD_EVENT, name, error,
                    ": holds a key besides format, version, program, exported_at_ms, profile and "
                    "events");
}

static enum uh_store_result visit_events(const json_t *events, const char *name,
                                         uh_event_visit *visit, void *context,
                                         struct uh_import *import, struct uh_text *error) {
    struct uh_event event;
    for (size_t i = 0; i < json_array_size(events); i++) {
        char room[384];
        struct uh_text detail = uh_text_in(room, sizeof room);
        if (uh_event_from_json(json_array_get(events, i), &event, &detail) != UH_OK)
            return complain(UH_STORE_BAD_EVENT, name, error, ": event %zu: %s", i + 1, detail.at);
        import->events++;
        if (!visit(context, &event)) break;
    }
    return UH_STORE_OK;
}

// Jansson quotes what stands near a mistake; a file of garbage must not reach the terminal raw.
static void make_plain(char *text) {
    for (; *text != 0; text++)
        if (*text < ' ' || *text > '~') *text = '?';
}

enum uh_store_result uh_import_text(const char *text, size_t length, const char *name,
                                    uh_event_visit *visit, void *context, struct uh_import *import,
                                    struct uh_text *error) {
    *import = (struct uh_import){0};
    json_error_t mistake;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &mistake);
    if (root == NULL) {
        make_plain(mistake.text);
        return complain(UH_STORE_BAD_EVENT, name, error, ":%d:%d: %s", mistake.line, mistake.column,
                        mistake.text);
    }
    enum uh_store_result result = check_head(root, name, error);
    if (result == UH_STORE_OK)
        result = visit_events(json_object_get(root, "events"), name, visit, context, import, error);
    json_t *profile = json_object_get(root, "profile");
    if (result == UH_STORE_OK && json_is_object(profile)) import->profile = json_incref(profile);
    json_decref(root);
    return result;
}

// All of the stream, to be freed; NULL where it is too long or cannot be read.
static char *read_all(FILE *in, const char *name, size_t *length, struct uh_text *error) {
    size_t size = 1 << 16;
    char *text = have(malloc(size));
    *length = 0;
    size_t got;
    while ((got = fread(text + *length, 1, size - *length, in)) > 0) {
        *length += got;
        if (*length > UH_IMPORT_SIZE_MAX) break;
        if (*length == size) text = have(realloc(text, size *= 2));
    }
    if (*length > UH_IMPORT_SIZE_MAX)
        complain(UH_STORE_BAD_EVENT, name, error,
                 ": larger than %d MB. Split its events over several files.",
                 UH_IMPORT_SIZE_MAX >> 20);
    else if (ferror(in))
        complain(UH_STORE_FAILED, name, error, ": could not be read (%s)", strerror(errno));
    else
        return text;
    free(text);
    return NULL;
}

struct adding {
    struct uh_store *store;
    struct uh_text *error;
    int added;
    enum uh_store_result result;
};

static bool add_event(void *context, const struct uh_event *event) {
    struct adding *adding = context;
    struct uh_event copy = *event;
    bool added = false;
    adding->result = uh_store_append(adding->store, &copy, &added, adding->error);
    adding->added += added;
    return adding->result == UH_STORE_OK;
}

enum uh_store_result uh_import_json(FILE *in, const char *name, struct uh_store *store,
                                    struct uh_import *import, struct uh_text *error) {
    size_t length;
    *import = (struct uh_import){0};
    char *text = read_all(in, name, &length, error);
    if (text == NULL) return ferror(in) ? UH_STORE_FAILED : UH_STORE_BAD_EVENT;
    struct adding adding = {.store = store, .error = error};
    enum uh_store_result result = uh_store_begin(store, error);
    if (result == UH_STORE_OK) {
        result = uh_import_text(text, length, name, add_event, &adding, import, error);
        if (result == UH_STORE_OK) result = adding.result;
        bool keep = result == UH_STORE_OK;
        enum uh_store_result ended = uh_store_end(store, keep, error);
        if (keep) result = ended;
    }
    free(text);
    if (result == UH_STORE_OK) {
        import->added = adding.added;
        return result;
    }
    if (result == UH_STORE_BAD_EVENT) uh_text_add(error, ". Nothing was imported.");
    json_decref(import->profile);
    *import = (struct uh_import){0};
    return result;
}
