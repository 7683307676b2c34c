// SPDX-License-Identifier: Apache-2.0
// The person: their profile, and the record that the page keeps, folded anew whenever it asks.
#include <string.h>

#include "module.h"

EXPORT(profile) void web_profile(int length);
EXPORT(record_clear) void web_record_clear(void);
EXPORT(record_add) int web_record_add(int length);
EXPORT(record_look) int web_record_look(double now_ms);

static const struct uh_catalog *const catalog = &uh_builtin_catalog;

struct uh_person module_person(void) {
    return (struct uh_person){&module.profile, &module.check_in, &module.history};
}

void module_look_at_record(double now_ms) {
    uh_record_history(&module.record, (int64_t)now_ms, &module.history);
    module.check_in = uh_record_check_in(&module.record, (int64_t)now_ms);
    module.check_in.recovered = false; // that a return gate is met is said by the profile
}

static int within(int64_t number, int least, int most) {
    return (int)(number < least ? least : number > most ? most : number);
}

void web_profile(int length) {
    struct lines in = module_lines(length);
    struct uh_profile profile = uh_default_profile();
    char path[LINES_PATH_SIZE];
    profile.areas = (uint8_t)lines_words(&in, "areas", &uh_area_words);
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        lines_path(path, "stiff", -1, uh_area_words.words[i].word);
        profile.stiffness[i] = (uint8_t)within(lines_number(&in, path, 0), 0, 10);
    }
    profile.equipment_said = lines_has(&in, "equipment.#");
    profile.equipment = (uint16_t)lines_words(&in, "equipment", &uh_equipment_words);
    profile.positions_said = lines_has(&in, "positions.#");
    profile.positions = (uint16_t)lines_words(&in, "positions", &uh_position_words);
    profile.cannot = lines_words(&in, "cannot", &uh_demand_words);
    profile.conditions = lines_ids(&in, "conditions", catalog, uh_catalog_condition);
    profile.experience = (uint8_t)lines_word(&in, "experience", &uh_experience_words, 0);
    profile.habit = (uint8_t)lines_word(&in, "habit", &uh_habit_words, 0);
    profile.setting = (int8_t)lines_id(&in, "setting", catalog, uh_catalog_setting, -1);
    profile.likes = lines_moves(&in, "likes", catalog);
    profile.dislikes = lines_moves(&in, "dislikes", catalog);
    module.profile = profile;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

// An id of 32 hexadecimal digits and hyphens; zero where there is none.
static void read_id(const struct lines *in, const char *path, uint8_t id[16]) {
    char text[40];
    int digit = 0;
    lines_text(in, path, text, sizeof text);
    memset(id, 0, 16);
    for (const char *at = text; *at != 0 && digit < 32; at++) {
        if (*at == '-') continue;
        id[digit / 2] = (uint8_t)(id[digit / 2] << 4 | hex(*at));
        digit++;
    }
}

static void read_items(const struct lines *in, struct uh_event *event) {
    char path[LINES_PATH_SIZE];
    event->item_count = (int16_t)within(lines_number(in, "items.#", 0), 0, UH_PLAN_ITEM_MAX);
    for (int i = 0; i < event->item_count; i++) {
        struct uh_event_item *item = &event->items[i];
        lines_text(in, lines_path(path, "items", i, "move"), item->move, UH_ID_SIZE);
        item->phase =
            (uint8_t)lines_word(in, lines_path(path, "items", i, "phase"), &uh_phase_words, 0);
        item->position = (uint8_t)lines_word(in, lines_path(path, "items", i, "position"),
                                             &uh_position_words, 0);
        item->equipment = (uint16_t)lines_words(in, lines_path(path, "items", i, "equipment"),
                                                &uh_equipment_words);
        struct {
            const char *key;
            int16_t *number;
        } numbers[] = {{"reps", &item->reps},
                       {"hold_s", &item->hold_s},
                       {"sets", &item->sets},
                       {"rest_s", &item->rest_s}};
        for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++)
            *numbers[n].number = (int16_t)within(
                lines_number(in, lines_path(path, "items", i, numbers[n].key), 0), 0, INT16_MAX);
    }
}

static void read_check_in(const struct lines *in, struct uh_event *event) {
    char path[LINES_PATH_SIZE];
    event->pain = (int8_t)within(lines_number(in, "pain", -1), -1, 10);
    event->pain_area = (int8_t)lines_word(in, "pain_area", &uh_area_words, -1);
    event->days = (int16_t)within(lines_number(in, "days", -1), -1, INT16_MAX);
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        lines_path(path, "stiffness", -1, uh_area_words.words[i].word);
        event->stiffness[i] = (int8_t)within(lines_number(in, path, -1), -1, 10);
    }
    event->flags_said = lines_has(in, "flags.#");
    event->flag_count = (int8_t)within(lines_number(in, "flags.#", 0), 0, UH_FLAG_MAX);
    for (int i = 0; i < event->flag_count; i++)
        lines_text(in, lines_path(path, "flags", i, NULL), event->flags[i], UH_ID_SIZE);
    char yes[8];
    lines_text(in, "recovered", yes, sizeof yes);
    event->recovered = strcmp(yes, "true") == 0;
}

static bool read_event(const struct lines *in, struct uh_event *event) {
    memset(event, 0, sizeof *event);
    int kind = lines_word(in, "kind", &uh_event_kind_words, -1);
    if (kind < 0) return false;
    event->kind = (uint8_t)kind;
    read_id(in, "id", event->id);
    read_id(in, "session", event->session);
    event->at_ms = lines_number(in, "at_ms", 0);
    event->utc_offset_min = (int16_t)within(lines_number(in, "utc_offset_min", 0), -1440, 1440);
    lines_text(in, "move", event->move, UH_ID_SIZE);
    event->item = (int16_t)within(lines_number(in, "item", 0), 0, UH_PLAN_ITEM_MAX - 1);
    event->seconds = within(lines_number(in, "seconds", 0), 0, 86400);
    event->felt = (uint8_t)lines_word(in, "felt", &uh_felt_words, 0);
    event->after = (uint8_t)lines_word(in, "after", &uh_after_words, 0);
    event->ending = (uint8_t)lines_word(in, "ending", &uh_ending_words, 0);
    lines_text(in, "session_kind", event->session_kind, UH_ID_SIZE);
    lines_text(in, "setting", event->setting, UH_ID_SIZE);
    event->minutes = (int16_t)within(lines_number(in, "minutes", 0), 0, UH_MINUTES_MAX);
    event->areas = (uint8_t)lines_words(in, "areas", &uh_area_words);
    read_items(in, event);
    read_check_in(in, event);
    return true;
}

void web_record_clear(void) {
    uh_record_init(&module.record);
}

// One event, as unhunch-record(5) has it; in the order they happened. 0: of a kind not known.
int web_record_add(int length) {
    struct lines in = module_lines(length);
    if (!read_event(&in, &module.event)) return 0;
    uh_record_add(&module.record, catalog, &module.event);
    return 1;
}

int web_record_look(double now_ms) {
    int16_t left[UH_PLAN_ITEM_MAX];
    module_look_at_record(now_ms);
    struct uh_text *out = module_answer();
    const struct uh_check_in *check_in = &module.check_in;
    json_open(out, NULL, '{');
    json_int(out, "sessions", module.record.sessions);
    json_int(out, "moves", module.record.moves_done);
    json_int(out, "seconds", module.record.seconds_done);
    json_int(out, "left", uh_record_left(&module.record, (int64_t)now_ms, left));
    json_int(out, "pain", check_in->pain);
    json_word(out, "pain_area", &uh_area_words, check_in->pain_area);
    json_int(out, "days", check_in->days);
    json_open(out, "stiffness", '{');
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (check_in->stiffness[i] >= 0)
            json_int(out, uh_area_words.words[i].word, check_in->stiffness[i]);
    json_close(out, '}');
    json_open(out, "flags", '[');
    for (int i = 0; i < catalog->flag_count; i++)
        if (check_in->flags >> i & 1) json_text(out, NULL, catalog->flags[i].id);
    json_close(out, ']');
    json_open(out, "hurt", '[');
    for (int i = 0; i < catalog->move_count; i++)
        if (uh_move_set_has(&module.history.hurt, i)) json_text(out, NULL, catalog->moves[i].id);
    json_close(out, ']');
    json_close(out, '}');
    return module_answered();
}

bool module_read_start(const struct lines *in, struct uh_event *event) {
    return read_event(in, event) && event->kind == UH_EVENT_SESSION_START && event->item_count > 0;
}
