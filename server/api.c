// SPDX-License-Identifier: Apache-2.0
// What the API answers about the server, the catalogue and the plan. openapi.json describes it.
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "unhunch/answers.h"
#include "unhunch/plan.h"

static void api_describe(struct request *request);

const struct route routes[] = {
    {"GET", "/api", api_describe, false},
    {"GET", "/api/state", api_state, true},
    {"POST", "/api/pair", api_pair, true},
    {"GET", "/api/moves", api_moves, false},
    {"GET", "/api/plan", api_plan, false},
    {"GET", "/api/profile", api_profile, false},
    {"PATCH", "/api/profile", api_edit_profile, false},
    {"GET", "/api/check-in", api_standing, false},
    {"POST", "/api/check-in", api_check_in, false},
    {"GET", "/api/events", api_events, false},
    {"POST", "/api/events", api_add_events, false},
    {"GET", "/api/events/stream", api_stream, false},
    {"GET", "/api/progress", api_progress, false},
    {"GET", "/api/export", api_export, false},
    {"POST", "/api/erase", api_erase, false},
    {0},
};

static void api_describe(struct request *request) {
    pages_answer(request, "/api");
}

void api_state(struct request *request) {
    struct server *server = request->server;
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    bool local = address_is_local(&request->link->from);
    bool paired = is_paired(request);
    int64_t cursor = 0;
    if (paired && uh_store_cursor(server->room.store, &cursor, &error) != UH_STORE_OK)
        refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
    if (!paired) offer_pairing(server);
    if (request->status != 0) return;
    answer_json(request, MHD_HTTP_OK,
                json_pack("{s:s, s:s, s:I, s:b, s:b, s:o}", "program", "unhunch", "version",
                          server->options->version, "now_ms", (json_int_t)wall_ms(), "local", local,
                          "paired", paired, "cursor", paired ? json_integer(cursor) : json_null()));
}

// ---- pairing

static void answer_paired(struct request *request, const struct device *device, const char *token) {
    char cookie[160];
    snprintf(cookie, sizeof cookie,
             "unhunch=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict", token);
    json_t *body = json_pack("{s:s, s:s}", "device", device->shown.id, "token", token);
    struct MHD_Response *response = json_response(body);
    MHD_add_response_header(response, "Set-Cookie", cookie);
    answer(request, MHD_HTTP_OK, response);
}

// Gives the device its token.
static void pair(struct request *request, const char *code, const char *name) {
    struct server *server = request->server;
    char words[512], token[TOKEN_SIZE];
    struct uh_text error = uh_text_in(words, sizeof words);
    struct device device;
    if (!server->options->listen) {
        refuse(request, MHD_HTTP_FORBIDDEN, "wrong-code", NULL,
               "this server is for its own machine; start it with --listen to pair devices");
    } else if (!pairing_try(&server->pairing, code, server->now_ms)) {
        offer_pairing(server);
        refuse(request, MHD_HTTP_FORBIDDEN, "wrong-code", "/code",
               "that is not the code, or no longer; look at the terminal");
    } else if (!devices_add(&server->devices, name, server->now_ms, token, &device, &error)) {
        refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
    } else {
        fprintf(server->options->out, "  Paired: %s (%s). To take it back: %s serve --revoke %s\n",
                device.shown.name, device.shown.id, server->options->program, device.shown.id);
        fflush(server->options->out);
        answer_paired(request, &device, token);
    }
}

void api_pair(struct request *request) {
    json_t *body = body_object(request);
    if (!body) return;
    const char *key, *code = json_string_value(json_object_get(body, "code"));
    json_t *name = json_object_get(body, "name"), *value;
    json_object_foreach(body, key, value) if (strcmp(key, "code") != 0 && strcmp(key, "name") != 0)
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/",
               "only code and name are said here");
    if (!code || strlen(code) > 32)
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/code",
               "say the code that the terminal shows");
    if (name && (!json_is_string(name) || json_string_length(name) > 60))
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/name",
               "a name has at most 60 letters");
    if (request->status == 0) pair(request, code, name ? json_string_value(name) : "");
    json_decref(body);
}

// ---- words of a query

typedef int find_word(const struct uh_catalog *catalog, const char *word);

// Bits of the words between commas.
static uint32_t read_words(struct request *request, const char *name,
                           const struct uh_word_set *set) {
    const char *at = parameter(request, name);
    uint32_t bits = 0;
    if (!at || (set == &uh_equipment_words && strcmp(at, "none") == 0)) return 0;
    for (;; at++) {
        size_t length = strcspn(at, ",");
        int found = uh_word_find(set, at, length);
        if (found < 0) {
            refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", name,
                   "there is no %s \"%.*s\"", set->what, (int)(length > 60 ? 60 : length), at);
            return 0;
        }
        bits |= UINT32_C(1) << found;
        at += length;
        if (!*at) return bits;
    }
}

static int read_id(struct request *request, const char *name, const char *what, find_word *find) {
    const char *said = parameter(request, name);
    if (!said) return -1;
    int found = find(request->server->options->catalog, said);
    if (found < 0)
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", name,
               "there is no %s \"%.60s\"", what, said);
    return found;
}

int64_t parameter_whole(struct request *request, const char *name, int64_t least, int64_t most,
                        int64_t otherwise) {
    const char *said = parameter(request, name);
    if (!said) return otherwise;
    size_t length = strlen(said);
    bool digits = length > 0 && length <= 16 && strspn(said, "0123456789") == length;
    int64_t number = digits ? strtoll(said, NULL, 10) : -1;
    if (digits && number >= least && number <= most) return number;
    refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", name,
           "%s is to be a whole number from %lld to %lld", name, (long long)least, (long long)most);
    return otherwise;
}

// Parameters that are not known would be asked for in vain.
struct known {
    struct request *request;
    const char *const *names;
};

static enum MHD_Result look_up(void *context, enum MHD_ValueKind kind, const char *key,
                               const char *value) {
    const struct known *known = context;
    (void)kind;
    (void)value;
    for (const char *const *name = known->names; *name; name++)
        if (strcmp(*name, key) == 0) return MHD_YES;
    refuse(known->request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", key,
           "there is no parameter \"%.60s\" here", key);
    return MHD_NO;
}

void only_parameters(struct request *request, const char *const *names) {
    struct known known = {request, names};
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, look_up, &known);
}

// ---- catalogue and plan

void api_moves(struct request *request) {
    static const char *const names[] = {"for", NULL};
    only_parameters(request, names);
    uint32_t areas = read_words(request, "for", &uh_area_words);
    if (request->status == 0)
        answer_json(request, MHD_HTTP_OK, uh_json_moves(request->server->options->catalog, areas));
}

static struct uh_request read_request(struct request *request) {
    static const char *const names[] = {"for", "minutes", "at", "with", "kind", NULL};
    struct uh_request asked = uh_default_request();
    only_parameters(request, names);
    asked.areas = (uint8_t)read_words(request, "for", &uh_area_words);
    asked.minutes = (int16_t)parameter_whole(request, "minutes", UH_MINUTES_MIN, UH_MINUTES_MAX, 0);
    asked.setting = (int8_t)read_id(request, "at", "place", uh_catalog_setting);
    asked.equipment_said = parameter(request, "with") != NULL;
    asked.equipment = (uint16_t)read_words(request, "with", &uh_equipment_words);
    asked.kind = (int8_t)read_id(request, "kind", "kind of session", uh_catalog_kind);
    return asked;
}

bool room_for(struct request *request) {
    char words[1024];
    struct uh_text error = uh_text_in(words, sizeof words);
    if (room_refresh(&request->server->room, &error)) return true;
    refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
    return false;
}

void api_plan(struct request *request) {
    static struct uh_plan plan;
    struct server *server = request->server;
    struct room *room = &server->room;
    struct uh_request asked = read_request(request);
    if (request->status != 0 || !room_for(request)) return;
    struct uh_person person = {&room->file.profile, &room->check_in, &room->history};
    server->arena.used = 0;
    enum uh_result result =
        uh_plan_session(server->options->catalog, &person, &asked, &server->arena, &plan);
    if (result != UH_OK)
        refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "no plan: %s",
               uh_result_text(result));
    else
        answer_json(request, MHD_HTTP_OK, uh_json_plan(server->options->catalog, &plan));
}
