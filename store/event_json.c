// SPDX-License-Identifier: Apache-2.0
// The codec is a table: a field says its key, the kinds of event that have it, where it lies in the
// struct, what it may be, and whether it may be left out. Items of a session are a second table
// over another struct. What is "not said" in the struct (-1, an empty name, an id of zeros) is left
// out of the JSON.
#include "unhunch/event_json.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIND(name) (1u << UH_EVENT_##name)
#define KINDS_ALL ((1u << UH_EVENT_KIND_COUNT) - 1)
#define KINDS_ITEM (KIND(MOVE_DONE) | KIND(MOVE_SKIPPED) | KIND(MOVE_HURT))

enum field_type { WHOLE, WORD, BITS, NAME, ID, YES, STIFFNESS, FLAGS, ITEMS };

struct field {
    const char *key;
    unsigned kinds; // bits; 0 in the table of an item
    enum field_type type;
    bool optional;
    size_t offset, size;
    int64_t min, max; // of numbers
    const struct uh_word_set *words;
};

#define AT(type, member) offsetof(type, member), sizeof(((type *)0)->member)
#define EVENT(member) AT(struct uh_event, member)
#define ITEM(member) AT(struct uh_event_item, member)

static const struct field event_fields[] = {
    {"id", KINDS_ALL, ID, false, EVENT(id), 0, 0, NULL},
    {"at_ms", KINDS_ALL, WHOLE, false, EVENT(at_ms), 0, UH_AT_MS_MAX, NULL},
    {"utc_offset_min", KINDS_ALL, WHOLE, false, EVENT(utc_offset_min), -1440, 1440, NULL},
    {"kind", KINDS_ALL, WORD, false, EVENT(kind), 0, 0, &uh_event_kind_words},
    {"session", KINDS_ALL & ~KIND(SESSION_START), ID, true, EVENT(session), 0, 0, NULL},
    {"move", KINDS_ITEM | KIND(ALLOW), NAME, false, EVENT(move), 0, 0, NULL},
    {"item", KINDS_ITEM, WHOLE, false, EVENT(item), 0, UH_PLAN_ITEM_MAX - 1, NULL},
    {"seconds", KINDS_ITEM, WHOLE, false, EVENT(seconds), 0, 86400, NULL},
    {"felt", KIND(MOVE_HURT), WORD, false, EVENT(felt), 0, 0, &uh_felt_words},
    {"after", KIND(MOVE_HURT), WORD, false, EVENT(after), 0, 0, &uh_after_words},
    {"ending", KIND(SESSION_END), WORD, false, EVENT(ending), 0, 0, &uh_ending_words},
    {"session_kind", KIND(SESSION_START), NAME, true, EVENT(session_kind), 0, 0, NULL},
    {"setting", KIND(SESSION_START), NAME, true, EVENT(setting), 0, 0, NULL},
    {"minutes", KIND(SESSION_START), WHOLE, false, EVENT(minutes), 0, UH_MINUTES_MAX, NULL},
    {"areas", KIND(SESSION_START), BITS, false, EVENT(areas), 0, 0, &uh_area_words},
    {"items", KIND(SESSION_START), ITEMS, false, EVENT(items), 0, 0, NULL},
    {"pain", KIND(CHECK_IN), WHOLE, true, EVENT(pain), 0, 10, NULL},
    {"pain_area", KIND(CHECK_IN), WORD, true, EVENT(pain_area), 0, 0, &uh_area_words},
    {"days", KIND(CHECK_IN), WHOLE, true, EVENT(days), 0, INT16_MAX, NULL},
    {"stiffness", KIND(CHECK_IN), STIFFNESS, true, EVENT(stiffness), 0, 10, &uh_area_words},
    {"flags", KIND(CHECK_IN), FLAGS, true, EVENT(flags), 0, 0, NULL},
    {"recovered", KIND(CHECK_IN), YES, true, EVENT(recovered), 0, 0, NULL},
};

static const struct field item_fields[] = {
    {"move", 0, NAME, false, ITEM(move), 0, 0, NULL},
    {"phase", 0, WORD, false, ITEM(phase), 0, 0, &uh_phase_words},
    {"position", 0, WORD, false, ITEM(position), 0, 0, &uh_position_words},
    {"equipment", 0, BITS, false, ITEM(equipment), 0, 0, &uh_equipment_words},
    {"reps", 0, WHOLE, false, ITEM(reps), 0, INT16_MAX, NULL},
    {"hold_s", 0, WHOLE, false, ITEM(hold_s), 0, INT16_MAX, NULL},
    {"sets", 0, WHOLE, false, ITEM(sets), 0, INT16_MAX, NULL},
    {"rest_s", 0, WHOLE, false, ITEM(rest_s), 0, INT16_MAX, NULL},
};

enum {
    EVENT_FIELDS = sizeof event_fields / sizeof event_fields[0],
    ITEM_FIELDS = sizeof item_fields / sizeof item_fields[0]
};

// Numbers of any width in the struct. Bits and words without "not said" are unsigned.
static int64_t number_at(const void *at, size_t size) {
    int8_t byte;
    int16_t half;
    int32_t word;
    int64_t whole;
    switch (size) {
    case 1:
        memcpy(&byte, at, size);
        return byte;
    case 2:
        memcpy(&half, at, size);
        return half;
    case 4:
        memcpy(&word, at, size);
        return word;
    default:
        memcpy(&whole, at, sizeof whole);
        return whole;
    }
}

static void put_number(void *at, size_t size, int64_t number) {
    int8_t byte = (int8_t)number;
    int16_t half = (int16_t)number;
    int32_t word = (int32_t)number;
    switch (size) {
    case 1:
        memcpy(at, &byte, size);
        break;
    case 2:
        memcpy(at, &half, size);
        break;
    case 4:
        memcpy(at, &word, size);
        break;
    default:
        memcpy(at, &number, sizeof number);
        break;
    }
}

static unsigned bits_at(const void *at, size_t size) {
    return (unsigned)number_at(at, size) & (size == 1 ? 0xffu : 0xffffu);
}

void uh_id_to_text(const uint8_t id[16], char text[UH_ID_TEXT_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *text++ = '-';
        *text++ = digits[id[i] >> 4];
        *text++ = digits[id[i] & 15];
    }
    *text = 0;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool uh_id_from_text(const char *text, uint8_t id[16]) {
    for (int i = 0; i < 16; i++) {
        if ((i == 4 || i == 6 || i == 8 || i == 10) && *text++ != '-') return false;
        int high = hex_digit(text[0]);
        int low = high < 0 ? -1 : hex_digit(text[1]);
        if (low < 0) return false;
        id[i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    return *text == 0;
}

// ---- to JSON

// Memory that is missing ends the program: there is nothing to go on with.
static json_t *have(json_t *json) {
    if (json == NULL) abort();
    return json;
}

static void set(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new_nocheck(object, key, have(value)) != 0) abort();
}

static void push(json_t *array, json_t *value) {
    if (json_array_append_new(array, have(value)) != 0) abort();
}

// A text that is no UTF-8 is a fault of the program: it becomes an empty one, which is then refused
// as a name.
static json_t *text_json(const char *text) {
    json_t *json = json_string(text);
    return have(json != NULL ? json : json_string(""));
}

static json_t *word_json(const struct uh_word_set *words, int64_t index) {
    bool known = index >= 0 && index < words->count;
    return text_json(known ? words->words[index].word : "");
}

static json_t *bits_json(const struct uh_word_set *words, unsigned bits) {
    json_t *array = have(json_array());
    for (int i = 0; i < words->count; i++)
        if (bits >> i & 1) push(array, word_json(words, i));
    return array;
}

static json_t *stiffness_json(const int8_t stiffness[UH_AREA_COUNT]) {
    json_t *object = have(json_object());
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (stiffness[i] >= 0) set(object, uh_area_words.words[i].word, json_integer(stiffness[i]));
    if (json_object_size(object) > 0) return object;
    json_decref(object);
    return NULL;
}

static json_t *flags_json(const struct uh_event *event) {
    if (!event->flags_said && event->flag_count == 0) return NULL;
    json_t *array = have(json_array());
    for (int i = 0; i < event->flag_count && i < UH_FLAG_MAX; i++)
        push(array, text_json(event->flags[i]));
    return array;
}

static json_t *struct_json(const struct field *fields, int count, unsigned kind, const void *base);

static json_t *items_json(const struct uh_event *event) {
    json_t *array = have(json_array());
    for (int i = 0; i < event->item_count && i < UH_PLAN_ITEM_MAX; i++)
        push(array, struct_json(item_fields, ITEM_FIELDS, 0, &event->items[i]));
    return array;
}

static json_t *id_json(const uint8_t *id, bool optional) {
    static const uint8_t none[16];
    char text[UH_ID_TEXT_SIZE];
    if (optional && memcmp(id, none, sizeof none) == 0) return NULL;
    uh_id_to_text(id, text);
    return text_json(text);
}

// The value of a field, or NULL where it is not said.
static json_t *field_json(const struct field *field, const void *base) {
    const char *at = (const char *)base + field->offset;
    int64_t number = field->type <= WORD ? number_at(at, field->size) : 0;
    if (field->optional && number < 0) return NULL;
    switch (field->type) {
    case WHOLE:
        return json_integer(number);
    case WORD:
        return word_json(field->words, number);
    case BITS:
        return bits_json(field->words, bits_at(at, field->size));
    case NAME:
        return field->optional && *at == 0 ? NULL : text_json(at);
    case ID:
        return id_json((const uint8_t *)at, field->optional);
    case YES:
        return *(const bool *)at ? json_true() : NULL;
    case STIFFNESS:
        return stiffness_json((const int8_t *)at);
    case FLAGS:
        return flags_json(base);
    case ITEMS:
        return items_json(base);
    }
    abort();
}

static json_t *struct_json(const struct field *fields, int count, unsigned kind, const void *base) {
    json_t *object = have(json_object());
    for (int i = 0; i < count; i++) {
        if ((fields[i].kinds & kind) != kind) continue;
        json_t *value = field_json(&fields[i], base);
        if (value != NULL) set(object, fields[i].key, value);
    }
    return object;
}

json_t *uh_event_to_json(const struct uh_event *event) {
    unsigned kind = event->kind < UH_EVENT_KIND_COUNT ? 1u << event->kind : 0;
    return struct_json(event_fields, EVENT_FIELDS, kind, event);
}

// ---- from JSON

__attribute__((format(printf, 3, 4))) static enum uh_result
complain(struct uh_text *detail, enum uh_result result, const char *format, ...) {
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    uh_text_add(detail, line);
    return result;
}

// Text of a file in a message: at most forty bytes of it, and what is not plain ASCII as '?', since
// it goes to a terminal. The words of the format are all plain.
static const char *shown(const char *text, char room[44]) {
    size_t length = 0;
    for (; text[length] != 0 && length < 40; length++)
        room[length] = text[length] < ' ' || text[length] > '~' ? '?' : text[length];
    strcpy(room + length, text[length] == 0 ? "" : "...");
    return room;
}

static enum uh_result read_number(const char *key, const json_t *json, int64_t min, int64_t max,
                                  int64_t *number, struct uh_text *detail) {
    if (!json_is_integer(json))
        return complain(detail, UH_BAD_INPUT, "\"%s\" is to be a whole number", key);
    *number = json_integer_value(json);
    if (*number >= min && *number <= max) return UH_OK;
    return complain(detail, UH_OUT_OF_RANGE,
                    "\"%s\": %" PRId64 " is not within %" PRId64 " to %" PRId64, key, *number, min,
                    max);
}

static enum uh_result read_word(const char *key, const json_t *json,
                                const struct uh_word_set *words, int64_t *index,
                                struct uh_text *detail) {
    char room[44];
    const char *word = json_string_value(json);
    if (word == NULL)
        return complain(detail, UH_BAD_INPUT, "\"%s\" is to be a word (%s)", key, words->what);
    *index = uh_word_find(words, word, strlen(word));
    if (*index >= 0) return UH_OK;
    int near = uh_word_nearest(words, word, strlen(word));
    complain(detail, UH_UNKNOWN_WORD, "\"%s\": no %s is called \"%s\"", key, words->what,
             shown(word, room));
    if (near >= 0) complain(detail, UH_OK, "; did you mean \"%s\"?", words->words[near].word);
    return UH_UNKNOWN_WORD;
}

// Names are ids of a catalogue, maybe of another version: lower case, digits, hyphens.
static enum uh_result read_name(const char *key, const json_t *json, char name[UH_ID_SIZE],
                                struct uh_text *detail) {
    const char *text = json_string_value(json);
    size_t length = text == NULL ? 0 : strlen(text);
    bool fits = length > 0 && length < UH_ID_SIZE && length == json_string_length(json);
    if (!fits || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
        return complain(detail, UH_BAD_INPUT,
                        "\"%s\" is to be a name of lower case letters, digits and hyphens, at most "
                        "%d long",
                        key, UH_ID_SIZE - 1);
    memcpy(name, text, length + 1);
    return UH_OK;
}

static enum uh_result read_id(const char *key, const json_t *json, uint8_t id[16],
                              struct uh_text *detail) {
    static const uint8_t none[16];
    const char *text = json_string_value(json);
    if (text != NULL && uh_id_from_text(text, id) && memcmp(id, none, sizeof none) != 0)
        return UH_OK;
    return complain(detail, UH_BAD_INPUT,
                    "\"%s\" is to be an id like 018f2b1c-0000-7000-8000-000000000001", key);
}

static enum uh_result read_bits(const struct field *field, const json_t *json, void *at,
                                struct uh_text *detail) {
    unsigned bits = 0;
    if (!json_is_array(json))
        return complain(detail, UH_BAD_INPUT, "\"%s\" is to be a list of words (%s)", field->key,
                        field->words->what);
    for (size_t i = 0; i < json_array_size(json); i++) {
        int64_t index = 0;
        enum uh_result result =
            read_word(field->key, json_array_get(json, i), field->words, &index, detail);
        if (result != UH_OK) return result;
        if (bits >> index & 1)
            return complain(detail, UH_BAD_INPUT, "\"%s\" names \"%s\" twice", field->key,
                            field->words->words[index].word);
        bits |= 1u << index;
    }
    put_number(at, field->size, bits);
    return UH_OK;
}

static enum uh_result read_stiffness(const struct field *field, json_t *json, int8_t *stiffness,
                                     struct uh_text *detail) {
    const char *area;
    json_t *value;
    if (!json_is_object(json) || json_object_size(json) == 0)
        return complain(detail, UH_BAD_INPUT, "\"%s\" is to be an object of areas", field->key);
    json_object_foreach(json, area, value) {
        int64_t index = 0, number = 0;
        json_t *word = have(json_string(area));
        enum uh_result result = read_word(field->key, word, &uh_area_words, &index, detail);
        json_decref(word);
        if (result == UH_OK)
            result = read_number(area, value, field->min, field->max, &number, detail);
        if (result != UH_OK) return result;
        stiffness[index] = (int8_t)number;
    }
    return UH_OK;
}

static enum uh_result read_flags(const struct field *field, const json_t *json,
                                 struct uh_event *event, struct uh_text *detail) {
    if (!json_is_array(json) || json_array_size(json) > UH_FLAG_MAX)
        return complain(detail, UH_BAD_INPUT, "\"%s\" is to be a list of at most %d red flags",
                        field->key, UH_FLAG_MAX);
    event->flags_said = true;
    for (size_t i = 0; i < json_array_size(json); i++) {
        enum uh_result result =
            read_name(field->key, json_array_get(json, i), event->flags[i], detail);
        if (result != UH_OK) return result;
        event->flag_count++;
    }
    return UH_OK;
}

static enum uh_result read_struct(const struct field *fields, int count, unsigned kind,
                                  const json_t *object, void *base, struct uh_text *detail);

static enum uh_result read_items(const struct field *field, const json_t *json,
                                 struct uh_event *event, struct uh_text *detail) {
    if (!json_is_array(json) || json_array_size(json) > UH_PLAN_ITEM_MAX)
        return complain(detail, UH_BAD_INPUT, "\"%s\" is to be a list of at most %d items",
                        field->key, UH_PLAN_ITEM_MAX);
    for (size_t i = 0; i < json_array_size(json); i++) {
        const json_t *item = json_array_get(json, i);
        struct uh_event_item *into = &event->items[event->item_count++];
        enum uh_result result = json_is_object(item) ? UH_OK : UH_BAD_INPUT;
        if (result != UH_OK)
            complain(detail, result, "is to be an object");
        else
            result = read_struct(item_fields, ITEM_FIELDS, 0, item, into, detail);
        if (result != UH_OK) return complain(detail, result, " (item %zu of the session)", i + 1);
    }
    return UH_OK;
}

static enum uh_result read_field(const struct field *field, json_t *json, void *base,
                                 struct uh_text *detail) {
    char *at = (char *)base + field->offset;
    int64_t number = 0;
    enum uh_result result = UH_OK;
    switch (field->type) {
    case WHOLE:
        result = read_number(field->key, json, field->min, field->max, &number, detail);
        put_number(at, field->size, number);
        return result;
    case WORD:
        result = read_word(field->key, json, field->words, &number, detail);
        put_number(at, field->size, number);
        return result;
    case BITS:
        return read_bits(field, json, at, detail);
    case NAME:
        return read_name(field->key, json, at, detail);
    case ID:
        return read_id(field->key, json, (uint8_t *)at, detail);
    case YES:
        if (!json_is_true(json))
            return complain(detail, UH_BAD_INPUT, "\"%s\" is to be true or left out", field->key);
        *(bool *)at = true;
        return UH_OK;
    case STIFFNESS:
        return read_stiffness(field, json, (int8_t *)at, detail);
    case FLAGS:
        return read_flags(field, json, base, detail);
    case ITEMS:
        return read_items(field, json, base, detail);
    }
    abort();
}

// Every key of the object must be of a field, and every field that is not optional must be there.
static enum uh_result read_struct(const struct field *fields, int count, unsigned kind,
                                  const json_t *object, void *base, struct uh_text *detail) {
    char room[44];
    size_t used = 0;
    for (int i = 0; i < count; i++) {
        if ((fields[i].kinds & kind) != kind) continue;
        json_t *value = json_object_get(object, fields[i].key);
        if (value == NULL && !fields[i].optional)
            return complain(detail, UH_BAD_INPUT, "\"%s\" is missing", fields[i].key);
        if (value == NULL) continue;
        used++;
        enum uh_result result = read_field(&fields[i], value, base, detail);
        if (result != UH_OK) return result;
    }
    if (used == json_object_size(object)) return UH_OK;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        bool known = false;
        for (int i = 0; i < count && !known; i++)
            known = (fields[i].kinds & kind) == kind && strcmp(fields[i].key, key) == 0;
        if (!known)
            return complain(detail, UH_BAD_INPUT, "\"%s\" has no place in it", shown(key, room));
    }
    return UH_OK;
}

enum uh_result uh_event_from_json(const json_t *object, struct uh_event *event,
                                  struct uh_text *detail) {
    *event = (struct uh_event){0};
    if (!json_is_object(object)) return complain(detail, UH_BAD_INPUT, "an event is an object");
    int64_t kind = 0;
    const json_t *word = json_object_get(object, "kind");
    if (word == NULL) return complain(detail, UH_BAD_INPUT, "\"kind\" is missing");
    enum uh_result result = read_word("kind", word, &uh_event_kind_words, &kind, detail);
    if (result != UH_OK) return result;
    if (kind == UH_EVENT_CHECK_IN) {
        event->pain = event->pain_area = -1;
        event->days = -1;
        memset(event->stiffness, -1, sizeof event->stiffness);
    }
    return read_struct(event_fields, EVENT_FIELDS, 1u << kind, object, event, detail);
}
