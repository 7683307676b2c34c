// SPDX-License-Identifier: Apache-2.0
// Profile and check-in. The keys are a table, as those of `unhunch me` are; nothing is changed
// before all of them were read.
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "inside.h"
#include "unhunch/answers.h"
#include "unhunch/event_json.h"

void api_profile(struct request *request) {
    struct room *room = &request->server->room;
    if (!room_for(request)) return;
    answer_json(request, MHD_HTTP_OK,
                uh_json_profile(room->options->catalog, &room->file, &room->history.hurt));
}

// ---- reading values

static void bad_value(struct request *request, const char *key, const char *wanted) {
    char at[80];
    snprintf(at, sizeof at, "/%.70s", key);
    refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", at, "\"%.60s\" %s", key, wanted);
}

static void bad_word(struct request *request, const char *key, const char *what, const char *word) {
    char at[80];
    snprintf(at, sizeof at, "/%.70s", key);
    refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", at, "there is no %s \"%.60s\"",
           what, word);
}

static uint32_t read_bits(struct request *request, const char *key, const json_t *value,
                          const struct uh_word_set *set) {
    uint32_t bits = 0;
    if (json_is_null(value)) return 0;
    if (!json_is_array(value)) bad_value(request, key, "is to be a list of words, or null");
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *word = json_string_value(json_array_get(value, i));
        int found = word ? uh_word_find(set, word, strlen(word)) : -1;
        if (found < 0)
            bad_word(request, key, set->what, word ? word : "");
        else
            bits |= UINT32_C(1) << found;
    }
    return bits;
}

static int read_word(struct request *request, const char *key, const json_t *value,
                     const struct uh_word_set *set) {
    if (json_is_null(value)) return 0;
    const char *word = json_string_value(value);
    int found = word ? uh_word_find(set, word, strlen(word)) : -1;
    if (found < 0) bad_word(request, key, set->what, word ? word : "");
    return found < 0 ? 0 : found;
}

// A whole number; 0 after a refusal.
static int64_t read_number(struct request *request, const char *key, const json_t *value,
                           int64_t least, int64_t most) {
    json_int_t number = json_integer_value(value);
    if (json_is_integer(value) && number >= least && number <= most) return number;
    char wanted[80];
    snprintf(wanted, sizeof wanted, "is to be a whole number from %lld to %lld", (long long)least,
             (long long)most);
    bad_value(request, key, wanted);
    return 0;
}

// Points of the areas named.
static void read_stiffness(struct request *request, const json_t *value,
                           int8_t points[UH_AREA_COUNT]) {
    const char *area;
    json_t *point;
    if (!json_is_object(value)) bad_value(request, "stiff", "is to be an object of areas");
    json_object_foreach((json_t *)value, area, point) {
        int found = uh_word_find(&uh_area_words, area, strlen(area));
        if (found < 0)
            bad_word(request, "stiff", "area", area);
        else
            points[found] = (int8_t)read_number(request, "stiff", point, 0, 10);
    }
}

// ---- editing

// What a request changes.
struct edit {
    struct request *request;
    const struct uh_catalog *catalog;
    struct uh_profile profile;
    const char *unknown[UH_CONDITION_MAX]; // conditions that are kept as notes
    int unknown_count;
    bool conditions_said, likes_said, dislikes_said;
    struct uh_move_set allowed;
};

static void edit_stiffness(struct edit *edit, const json_t *value) {
    int8_t points[UH_AREA_COUNT];
    for (int i = 0; i < UH_AREA_COUNT; i++)
        points[i] = json_is_null(value) ? 0 : (int8_t)edit->profile.stiffness[i];
    if (!json_is_null(value)) read_stiffness(edit->request, value, points);
    for (int i = 0; i < UH_AREA_COUNT; i++) edit->profile.stiffness[i] = (uint8_t)points[i];
}

static void edit_areas(struct edit *edit, const json_t *value) {
    edit->profile.areas = (uint8_t)read_bits(edit->request, "areas", value, &uh_area_words);
}

static void edit_equipment(struct edit *edit, const json_t *value) {
    edit->profile.equipment =
        (uint16_t)read_bits(edit->request, "equipment", value, &uh_equipment_words);
    edit->profile.equipment_said = !json_is_null(value);
}

static void edit_positions(struct edit *edit, const json_t *value) {
    edit->profile.positions =
        (uint16_t)read_bits(edit->request, "positions", value, &uh_position_words);
    edit->profile.positions_said = json_array_size(value) > 0;
}

static void edit_cannot(struct edit *edit, const json_t *value) {
    edit->profile.cannot = read_bits(edit->request, "cannot", value, &uh_demand_words);
}

static void edit_experience(struct edit *edit, const json_t *value) {
    edit->profile.experience =
        (uint8_t)read_word(edit->request, "experience", value, &uh_experience_words);
}

static void edit_habit(struct edit *edit, const json_t *value) {
    edit->profile.habit = (uint8_t)read_word(edit->request, "habit", value, &uh_habit_words);
}

static void edit_setting(struct edit *edit, const json_t *value) {
    const char *word = json_string_value(value);
    edit->profile.setting = (int8_t)(word ? uh_catalog_setting(edit->catalog, word) : -1);
    if (edit->profile.setting < 0 && !json_is_null(value))
        bad_word(edit->request, "setting", "place", word ? word : "");
}

static bool is_name(const char *text) {
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return length > 0 && length < UH_ID_SIZE && text[length] == 0;
}

static void edit_conditions(struct edit *edit, const json_t *value) {
    edit->profile.conditions = 0;
    edit->conditions_said = true;
    if (!json_is_array(value) && !json_is_null(value))
        bad_value(edit->request, "conditions", "is to be a list of names, or null");
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *id = json_string_value(json_array_get(value, i));
        int found = id ? uh_catalog_condition(edit->catalog, id) : -1;
        if (found >= 0)
            edit->profile.conditions |= UINT32_C(1) << found;
        else if (id && is_name(id) && edit->unknown_count < UH_CONDITION_MAX)
            edit->unknown[edit->unknown_count++] = id;
        else
            bad_word(edit->request, "conditions", "condition", id ? id : "");
    }
}

static void read_moves(struct edit *edit, const char *key, const json_t *value,
                       struct uh_move_set *set) {
    *set = (struct uh_move_set){0};
    if (!json_is_array(value) && !json_is_null(value))
        bad_value(edit->request, key, "is to be a list of moves, or null");
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *id = json_string_value(json_array_get(value, i));
        int found = id ? uh_catalog_move(edit->catalog, id) : -1;
        if (found >= 0)
            uh_move_set_add(set, found);
        else
            bad_word(edit->request, key, "move", id ? id : "");
    }
}

static void edit_likes(struct edit *edit, const json_t *value) {
    read_moves(edit, "likes", value, &edit->profile.likes);
    edit->likes_said = true;
}

static void edit_dislikes(struct edit *edit, const json_t *value) {
    read_moves(edit, "dislikes", value, &edit->profile.dislikes);
    edit->dislikes_said = true;
}

static void edit_allow(struct edit *edit, const json_t *value) {
    read_moves(edit, "allow", value, &edit->allowed);
}

static const struct {
    const char *key;
    void (*edit)(struct edit *edit, const json_t *value);
} keys[] = {
    {"areas", edit_areas},           {"stiff", edit_stiffness},   {"equipment", edit_equipment},
    {"positions", edit_positions},   {"cannot", edit_cannot},     {"conditions", edit_conditions},
    {"experience", edit_experience}, {"habit", edit_habit},       {"setting", edit_setting},
    {"likes", edit_likes},           {"dislikes", edit_dislikes}, {"allow", edit_allow},
};
enum { KEYS = sizeof keys / sizeof keys[0] };

static void read_edit(struct edit *edit, json_t *body) {
    const char *key;
    json_t *value;
    json_object_foreach(body, key, value) {
        int i = 0;
        while (i < KEYS && strcmp(keys[i].key, key) != 0) i++;
        if (i < KEYS)
            keys[i].edit(edit, value);
        else
            bad_value(edit->request, key, "is no key of a profile");
    }
    if (json_object_size(body) == 0)
        refuse(edit->request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/",
               "say at least one key");
}

// Puts what was read in place of what there was, and keeps it.
static void apply(struct edit *edit) {
    struct room *room = &edit->request->server->room;
    struct uh_profile_file *file = &room->file;
    char words[1024];
    struct uh_text error = uh_text_in(words, sizeof words);
    file->profile = edit->profile;
    if (edit->conditions_said) {
        const char **kept =
            uh_heap_take(&file->heap, (size_t)edit->unknown_count + 1, sizeof *kept);
        for (int i = 0; i < edit->unknown_count; i++)
            kept[i] = uh_heap_text(&file->heap, edit->unknown[i], strlen(edit->unknown[i]));
        file->unknown_conditions = kept;
        file->unknown_condition_count = edit->unknown_count;
    }
    if (edit->likes_said) file->unknown_like_count = 0;
    if (edit->dislikes_said) file->unknown_dislike_count = 0;
    if (!room_keep_profile(room, &error))
        refuse(edit->request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
    streams_wake(&edit->request->server->streams);
}

static int16_t utc_offset_min(int64_t at_ms) {
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local)) return 0;
    return (int16_t)(local.tm_gmtoff / 60);
}

static void stamp_event(struct uh_event *event) {
    event->at_ms = wall_ms();
    event->utc_offset_min = utc_offset_min(event->at_ms);
}

// Moves that hurt and may come up again are events. True where there are any.
static bool allow_moves(struct edit *edit) {
    const struct uh_move_set *hurt = &edit->request->server->room.history.hurt;
    struct uh_event *events = calloc(UH_MOVE_MAX, sizeof *events);
    if (!events) abort();
    int count = 0, moves = edit->catalog->move_count + edit->catalog->activity_count;
    for (int i = 0; i < moves && i < UH_MOVE_MAX; i++) {
        if (!uh_move_set_has(&edit->allowed, i) || !uh_move_set_has(hurt, i)) continue;
        struct uh_event *event = &events[count++];
        event->kind = UH_EVENT_ALLOW;
        stamp_event(event);
        snprintf(event->move, sizeof event->move, "%s", uh_catalog_at(edit->catalog, i)->id);
    }
    if (count > 0)
        keep_events(edit->request, events, count, api_profile);
    else
        free(events);
    return count > 0;
}

void api_edit_profile(struct request *request) {
    struct room *room = &request->server->room;
    json_t *body = body_object(request);
    if (body && room_for(request)) {
        struct edit edit = {
            .request = request, .catalog = room->options->catalog, .profile = room->file.profile};
        read_edit(&edit, body);
        bool only_allows = json_object_size(body) == 1 && json_object_get(body, "allow");
        if (request->status == 0 && !only_allows) apply(&edit);
        if (request->status == 0 && !allow_moves(&edit)) api_profile(request);
    }
    json_decref(body);
}

// ---- check-in

// How it stands now, and what follows.
static void answer_standing(struct request *request) {
    struct room *room = &request->server->room;
    const struct uh_catalog *catalog = room->options->catalog;
    if (!room_for(request)) return;
    struct uh_gate gate = uh_safety_gate(catalog, &room->file.profile, &room->check_in);
    answer_json(request, MHD_HTTP_OK,
                uh_json_standing(catalog, &room->check_in, &gate, request->lifted));
}

void api_standing(struct request *request) {
    answer_standing(request);
}

// Conditions of the profile that stop everything: bits.
static uint32_t stopping(const struct room *room) {
    const struct uh_catalog *catalog = room->options->catalog;
    uint32_t bits = 0;
    for (int i = 0; i < catalog->condition_count; i++)
        if (catalog->conditions[i].stops) bits |= UINT32_C(1) << i;
    return bits & room->file.profile.conditions;
}

// The event is on disk. Where it says that the return gate is met, the condition goes from the
// profile.
static void conclude(struct request *request) {
    struct room *room = &request->server->room;
    char words[1024];
    struct uh_text error = uh_text_in(words, sizeof words);
    if (!room_for(request)) return;
    if (request->events[0].recovered && request->added > 0) request->lifted = stopping(room);
    if (request->lifted) {
        room->file.profile.conditions &= ~request->lifted;
        if (!room_keep_profile(room, &error))
            refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
    }
    if (request->status == 0) answer_standing(request);
}

static void read_flags(struct request *request, const json_t *value, struct uh_event *event) {
    const struct uh_catalog *catalog = request->server->options->catalog;
    if (!json_is_array(value) || json_array_size(value) > UH_FLAG_MAX)
        bad_value(request, "flags", "is to be a list of red flags");
    event->flags_said = true;
    for (size_t i = 0; request->status == 0 && i < json_array_size(value); i++) {
        const char *id = json_string_value(json_array_get(value, i));
        if (!id || uh_catalog_flag(catalog, id) < 0)
            bad_word(request, "flags", "red flag", id ? id : "");
        else
            snprintf(event->flags[event->flag_count++], UH_ID_SIZE, "%s", id);
    }
}

static void read_id(struct request *request, const json_t *value, struct uh_event *event) {
    const char *text = json_string_value(value);
    if (!text || !uh_id_from_text(text, event->id))
        bad_value(request, "id", "is to be a UUID of version 7, in lower case");
}

static void read_entry(struct request *request, const char *key, json_t *value,
                       struct uh_event *event) {
    if (strcmp(key, "id") == 0)
        read_id(request, value, event);
    else if (strcmp(key, "at_ms") == 0)
        event->at_ms = read_number(request, key, value, 0, UH_AT_MS_MAX);
    else if (strcmp(key, "utc_offset_min") == 0)
        event->utc_offset_min = (int16_t)read_number(request, key, value, -1440, 1440);
    else if (strcmp(key, "pain") == 0)
        event->pain = (int8_t)read_number(request, key, value, 0, 10);
    else if (strcmp(key, "days") == 0)
        event->days = (int16_t)read_number(request, key, value, 0, 3650);
    else if (strcmp(key, "pain_area") == 0 && json_is_string(value))
        event->pain_area = (int8_t)read_word(request, key, value, &uh_area_words);
    else if (strcmp(key, "stiff") == 0)
        read_stiffness(request, value, event->stiffness);
    else if (strcmp(key, "flags") == 0)
        read_flags(request, value, event);
    else if (strcmp(key, "recovered") == 0 && json_is_boolean(value))
        event->recovered = json_is_true(value);
    else
        bad_value(request, key, "is not said here, or not so");
}

void api_check_in(struct request *request) {
    json_t *body = body_object(request), *value;
    const char *key;
    if (!body) return;
    struct uh_event *event = calloc(1, sizeof *event);
    if (!event) abort();
    stamp_event(event);
    event->kind = UH_EVENT_CHECK_IN;
    event->pain = event->pain_area = -1;
    event->days = -1;
    memset(event->stiffness, -1, sizeof event->stiffness);
    json_object_foreach(body, key, value) read_entry(request, key, value, event);
    json_decref(body);
    if (request->status == 0)
        keep_events(request, event, 1, conclude);
    else
        free(event);
}
