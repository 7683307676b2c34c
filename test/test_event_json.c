// SPDX-License-Identifier: Apache-2.0
// Events as JSON: round trips, and every way a field can be wrong.
#include "unhunch/event_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "events.h"

#define HEAD                                                                                       \
    "\"id\":\"018f2b1c-0000-7000-8000-000000000001\",\"at_ms\":1790510400000,"                     \
    "\"utc_offset_min\":60,"
#define DONE HEAD "\"kind\":\"move-done\",\"move\":\"chin-tuck\",\"item\":0,\"seconds\":60"
#define CHECK_IN HEAD "\"kind\":\"check-in\""
#define START HEAD "\"kind\":\"session-start\",\"minutes\":10,\"areas\":[\"neck\"],\"items\":["
#define ITEM                                                                                       \
    "{\"move\":\"chin-tuck\",\"phase\":\"strength\",\"position\":\"sitting\",\"equipment\":[],"    \
    "\"reps\":10,\"hold_s\":3,\"sets\":1,\"rest_s\":0}"

static enum uh_result read_text(const char *text, struct uh_event *event, struct uh_text *detail) {
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (json == NULL) fail_msg("the test's own JSON is wrong: %s", text);
    enum uh_result result = uh_event_from_json(json, event, detail);
    json_decref(json);
    return result;
}

static void random_events_come_back_the_same(void **state) {
    (void)state;
    uint64_t seed = 7;
    static struct uh_event back;
    for (int i = 0; i < 5000; i++) {
        struct uh_event event = any_event(&seed);
        char room[256];
        struct uh_text detail = uh_text_in(room, sizeof room);
        json_t *json = uh_event_to_json(&event);
        if (uh_event_from_json(json, &back, &detail) != UH_OK) fail_msg("%s", detail.at);
        assert_memory_equal(&event, &back, sizeof event);
        json_decref(json);
    }
}

static void the_keys_are_as_documented(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{" DONE "}",
        "{" HEAD "\"kind\":\"move-skipped\",\"session\":\"018f2b1c-0000-7000-8000-000000000002\","
        "\"move\":\"wall-angel\",\"item\":3,\"seconds\":0}",
        "{" HEAD "\"kind\":\"move-hurt\",\"move\":\"wall-angel\",\"item\":3,\"seconds\":12,"
        "\"felt\":\"sharp\",\"after\":\"easing\"}",
        "{" HEAD "\"kind\":\"session-end\",\"ending\":\"finished\"}",
        "{" HEAD "\"kind\":\"allow\",\"move\":\"wall-angel\"}",
        "{" CHECK_IN "}",
        "{" CHECK_IN ",\"pain\":3,\"pain_area\":\"neck\",\"days\":2,\"stiffness\":{\"neck\":6},"
        "\"flags\":[\"chest-pain\"],\"recovered\":true}",
        "{" CHECK_IN ",\"flags\":[]}",
        "{" START "]}",
        "{" HEAD "\"kind\":\"session-start\",\"session_kind\":\"desk\",\"setting\":\"desk\","
        "\"minutes\":10,\"areas\":[\"neck\",\"lower\"],\"items\":[" ITEM "," ITEM "]}",
    };
    static struct uh_event event;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char room[256];
        struct uh_text detail = uh_text_in(room, sizeof room);
        if (read_text(texts[i], &event, &detail) != UH_OK) fail_msg("%s: %s", texts[i], room);
        json_t *back = uh_event_to_json(&event), *given = json_loads(texts[i], 0, NULL);
        assert_true(json_equal(back, given));
        json_decref(back);
        json_decref(given);
    }
}

static void every_mistake_is_named(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum uh_result result;
        const char *says;
    } cases[] = {
        {"[]", UH_BAD_INPUT, "an event is an object"},
        {"{}", UH_BAD_INPUT, "\"kind\" is missing"},
        {"{\"kind\":7}", UH_BAD_INPUT, "\"kind\" is to be a word (event)"},
        {"{\"kind\":\"move-dne\"}", UH_UNKNOWN_WORD, "did you mean \"move-done\"?"},
        {"{\"kind\":\"a\\u001b[31mb\"}", UH_UNKNOWN_WORD, "\"a?[31mb\""},
        {"{\"kind\":\"allow\",\"move\":\"a\"}", UH_BAD_INPUT, "\"id\" is missing"},
        {"{\"kind\":\"allow\",\"id\":\"018f\"}", UH_BAD_INPUT, "\"id\" is to be an id"},
        {"{\"kind\":\"allow\",\"id\":\"018f2b1c-0000-7000-8000-00000000000g\"}", UH_BAD_INPUT,
         "id"},
        {"{\"kind\":\"allow\",\"id\":\"018f2b1c-0000-7000-8000-0000000000011\"}", UH_BAD_INPUT,
         "id"},
        {"{\"kind\":\"allow\",\"id\":\"00000000-0000-0000-0000-000000000000\"}", UH_BAD_INPUT,
         "id"},
        {"{" DONE ",\"speed\":3}", UH_BAD_INPUT, "\"speed\" has no place in it"},
        {"{" DONE ",\"pain\":3}", UH_BAD_INPUT, "\"pain\" has no place in it"},
        {"{" HEAD "\"kind\":\"move-done\",\"move\":\"\",\"item\":0,\"seconds\":1}", UH_BAD_INPUT,
         "\"move\" is to be a name"},
        {"{" HEAD "\"kind\":\"move-done\",\"move\":\"Chin tuck\",\"item\":0,\"seconds\":1}",
         UH_BAD_INPUT, "\"move\" is to be a name"},
        {"{" HEAD "\"kind\":\"move-done\",\"move\":\"a\",\"item\":64,\"seconds\":1}",
         UH_OUT_OF_RANGE, "\"item\": 64 is not within 0 to 63"},
        {"{" HEAD "\"kind\":\"move-done\",\"move\":\"a\",\"item\":1.0,\"seconds\":1}", UH_BAD_INPUT,
         "\"item\" is to be a whole number"},
        {"{" HEAD "\"kind\":\"move-done\",\"move\":\"a\",\"item\":0,\"seconds\":86401}",
         UH_OUT_OF_RANGE, "\"seconds\""},
        {"{" CHECK_IN ",\"pain\":11}", UH_OUT_OF_RANGE, "\"pain\": 11 is not within 0 to 10"},
        {"{" CHECK_IN ",\"pain\":-1}", UH_OUT_OF_RANGE, "\"pain\": -1"},
        {"{" CHECK_IN ",\"pain\":\"3\"}", UH_BAD_INPUT, "whole number"},
        {"{" CHECK_IN ",\"days\":40000}", UH_OUT_OF_RANGE, "\"days\""},
        {"{" CHECK_IN ",\"pain_area\":\"nek\"}", UH_UNKNOWN_WORD, "did you mean \"neck\"?"},
        {"{" CHECK_IN ",\"stiffness\":{}}", UH_BAD_INPUT, "\"stiffness\""},
        {"{" CHECK_IN ",\"stiffness\":{\"elbow\":3}}", UH_UNKNOWN_WORD, "elbow"},
        {"{" CHECK_IN ",\"stiffness\":{\"neck\":11}}", UH_OUT_OF_RANGE, "\"neck\": 11"},
        {"{" CHECK_IN ",\"flags\":\"chest-pain\"}", UH_BAD_INPUT, "\"flags\""},
        {"{" CHECK_IN ",\"flags\":[3]}", UH_BAD_INPUT, "\"flags\""},
        {"{" CHECK_IN ",\"recovered\":false}", UH_BAD_INPUT, "\"recovered\""},
        {"{" START "[]]}", UH_BAD_INPUT, "(item 1 of the session)"},
        {"{" START ITEM ",{}]}", UH_BAD_INPUT, "(item 2 of the session)"},
        {"{" HEAD "\"kind\":\"session-start\",\"minutes\":10,\"areas\":[\"neck\",\"neck\"],"
         "\"items\":[]}",
         UH_BAD_INPUT, "\"areas\" names \"neck\" twice"},
    };
    static struct uh_event event;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char room[256];
        struct uh_text detail = uh_text_in(room, sizeof room);
        enum uh_result result = read_text(cases[i].text, &event, &detail);
        if (result != cases[i].result || strstr(room, cases[i].says) == NULL)
            fail_msg("%s: %d, %s", cases[i].text, result, room);
    }
}

static void times_end_with_the_year_9999(void **state) {
    (void)state;
    static struct uh_event event, back;
    char room[256];
    struct uh_text detail = uh_text_in(room, sizeof room);
    static const int64_t times[] = {-1, 253402300800000, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        event = (struct uh_event){.id = {1}, .kind = UH_EVENT_ALLOW, .move = "chin-tuck"};
        event.at_ms = times[i];
        json_t *json = uh_event_to_json(&event);
        assert_int_equal(uh_event_from_json(json, &back, &detail), UH_OUT_OF_RANGE);
        json_decref(json);
    }
}

static void too_many_items_and_flags_are_refused(void **state) {
    (void)state;
    uint64_t seed = 3;
    static struct uh_event event, back;
    char room[256];
    struct uh_text detail = uh_text_in(room, sizeof room);
    for (int kind = 0; kind < 2; kind++) {
        const char *key = kind == 0 ? "items" : "flags";
        do event = any_event(&seed);
        while (event.kind != (kind == 0 ? UH_EVENT_SESSION_START : UH_EVENT_CHECK_IN) ||
               (kind == 0 ? event.item_count : event.flag_count) == 0);
        json_t *json = uh_event_to_json(&event), *list = json_object_get(json, key);
        while (json_array_size(list) <= (kind == 0 ? UH_PLAN_ITEM_MAX : UH_FLAG_MAX))
            json_array_append(list, json_array_get(list, 0));
        assert_int_equal(uh_event_from_json(json, &back, &detail), UH_BAD_INPUT);
        json_decref(json);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_events_come_back_the_same),
        cmocka_unit_test(the_keys_are_as_documented),
        cmocka_unit_test(every_mistake_is_named),
        cmocka_unit_test(times_end_with_the_year_9999),
        cmocka_unit_test(too_many_items_and_flags_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
