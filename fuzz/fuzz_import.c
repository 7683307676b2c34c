// SPDX-License-Identifier: Apache-2.0
// Any bytes as an import: nothing breaks, mistakes are told in one plain line, and every event that
// is read reads the same once more from its own JSON.
#include <stdlib.h>
#include <string.h>

#include "unhunch/event_json.h"
#include "unhunch/export.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool check_event(void *context, const struct uh_event *event) {
    static struct uh_event again;
    char room[256];
    struct uh_text detail = uh_text_in(room, sizeof room);
    json_t *json = uh_event_to_json(event);
    if (uh_event_from_json(json, &again, &detail) != UH_OK) abort();
    json_t *once_more = uh_event_to_json(&again);
    if (!json_equal(json, once_more)) abort();
    json_decref(json);
    json_decref(once_more);
    uh_record_add(context, &uh_builtin_catalog, event);
    return true;
}

static void check_record(const struct uh_record *record) {
    int16_t left[UH_PLAN_ITEM_MAX];
    struct uh_history history;
    uh_record_history(record, record->open_last_ms, &history);
    struct uh_check_in now = uh_record_check_in(record, record->open_last_ms);
    int count = uh_record_left(record, record->open_last_ms, left);
    if (now.pain < -1 || now.pain > 10 || count > UH_PLAN_ITEM_MAX) abort();
}

static void check_message(const char *message) {
    if (*message == 0) abort();
    for (; *message != 0; message++)
        if (*message < ' ' || *message > '~') abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct uh_record record;
    char room[512];
    struct uh_text error = uh_text_in(room, sizeof room);
    struct uh_import import;
    uh_record_init(&record);
    if (uh_import_text((const char *)data, size, "input", check_event, &record, &import, &error) !=
        UH_STORE_OK)
        check_message(room);
    json_decref(import.profile);
    check_record(&record);
    return 0;
}
