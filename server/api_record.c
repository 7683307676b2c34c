// SPDX-License-Identifier: Apache-2.0
// The record over HTTP: events in and out, progress, export, erasing.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inside.h"
#include "unhunch/answers.h"
#include "unhunch/event_json.h"
#include "unhunch/export.h"
#include "unhunch/progress.h"

static void refuse_store(struct request *request, const char *words) {
    refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
}

// ---- in

static void answer_added(struct request *request) {
    struct added_answer *last = &request->server->added;
    bool same = last->response && last->events == request->event_count &&
                last->added == request->added && last->cursor == request->cursor;
    if (!same) {
        if (last->response) MHD_destroy_response(last->response);
        json_t *json = json_pack("{s:i, s:i, s:I}", "events", request->event_count, "added",
                                 request->added, "cursor", (json_int_t)request->cursor);
        *last = (struct added_answer){request->event_count, request->added, request->cursor,
                                      json_response(json)};
    }
    answer_again(request, MHD_HTTP_OK, last->response);
}

static void read_list(struct request *request, const json_t *list, struct batch *batch) {
    batch_take(batch, (int)json_array_size(list));
    for (int i = 0; i < batch->count && request->status == 0; i++) {
        char words[384], at[32];
        struct uh_text detail = uh_text_in(words, sizeof words);
        snprintf(at, sizeof at, "/events/%d", i);
        if (uh_event_from_json(json_array_get(list, (size_t)i), &batch->events[i], &detail) !=
            UH_OK)
            refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", at, "%s", words);
    }
}

static void read_batch(struct request *request, struct batch *batch) {
    json_t *body = body_object(request);
    if (!body) return;
    const json_t *list = json_object_get(body, "events");
    size_t count = json_array_size(list);
    if (json_object_size(body) != 1 || !json_is_array(list) || count == 0 || count > EVENTS_MAX)
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/events",
               "the body is {\"events\": [...]} with 1 to %d events", EVENTS_MAX);
    else
        read_list(request, list, batch);
    json_decref(body);
}

void api_add_events(struct request *request) {
    keep_body(request, read_batch, answer_added);
}

// ---- out

struct collected {
    json_t *events;
    int64_t cursor;
};

static bool collect(void *context, int64_t cursor, const struct uh_event *event) {
    struct collected *collected = context;
    json_array_append_new(collected->events, uh_event_to_json(event));
    collected->cursor = cursor;
    return true;
}

void api_events(struct request *request) {
    static const char *const names[] = {"since", "limit", NULL};
    struct uh_store *store = request->server->room.store;
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    only_parameters(request, names);
    int64_t since = parameter_whole(request, "since", 0, INT64_C(9007199254740991), 0);
    int limit = (int)parameter_whole(request, "limit", 1, 1000, 500);
    int64_t latest = 0;
    if (request->status != 0) return;
    struct collected collected = {json_array(), since};
    if (uh_store_since(store, since, limit, collect, &collected, &error) != UH_STORE_OK ||
        uh_store_cursor(store, &latest, &error) != UH_STORE_OK) {
        json_decref(collected.events);
        refuse_store(request, words);
        return;
    }
    bool more = json_array_size(collected.events) == (size_t)limit && latest > collected.cursor;
    answer_json(request, MHD_HTTP_OK,
                json_pack("{s:o, s:I, s:b}", "events", collected.events, "cursor",
                          (json_int_t)collected.cursor, "more", more));
}

void api_progress(struct request *request) {
    struct room *room = &request->server->room;
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    json_t *progress = uh_json_progress(room->store, &error);
    if (progress)
        answer_json(request, MHD_HTTP_OK, progress);
    else
        refuse_store(request, words);
}

// The whole document is made in memory: some 32 MB at most are what import reads again.
static char *export_text(struct room *room, size_t *length, struct uh_text *error) {
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (!out) abort();
    json_t *profile = room->file.exists ? uh_json_profile(room->options->catalog, &room->file,
                                                          &room->history.hurt)
                                        : NULL;
    struct uh_export_head head = {
        .program = room->options->version, .at_ms = room->now_ms, .profile = profile};
    enum uh_store_result result = uh_export_json(out, &head, room->store, error);
    json_decref(profile);
    if (fclose(out) != 0) abort();
    if (result == UH_STORE_OK) return text;
    free(text);
    return NULL;
}

void api_export(struct request *request) {
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    size_t length;
    if (!room_for(request)) return;
    char *text = export_text(&request->server->room, &length, &error);
    if (!text) {
        refuse_store(request, words);
        return;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(length, text, MHD_RESPMEM_MUST_FREE);
    if (!response) abort();
    MHD_add_response_header(response, "Content-Type", "application/json");
    MHD_add_response_header(response, "Content-Disposition",
                            "attachment; filename=\"unhunch.json\"");
    add_data_headers(response);
    answer(request, MHD_HTTP_OK, response);
}

// ---- erasing

// The events are gone; the profile goes too.
static void erase_profile(struct request *request) {
    struct server *server = request->server;
    server->room.record_read = server->room.profile_read = false;
    server->streams.erasures++;
    streams_wake(&server->streams);
    if (unlink(server->options->profile_path) != 0 && errno != ENOENT)
        refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s: %s",
               server->options->profile_path, strerror(errno));
    else
        answer_json(request, MHD_HTTP_OK, json_pack("{s:b}", "erased", 1));
}

void api_erase(struct request *request) {
    json_t *body = body_object(request);
    if (!body) return;
    const char *what = json_string_value(json_object_get(body, "erase"));
    if (json_object_size(body) != 1 || !what || strcmp(what, "everything") != 0)
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/erase",
               "to erase the record and the profile, say {\"erase\": \"everything\"}");
    json_decref(body);
    if (request->status == 0) erase_record(request, erase_profile);
}
