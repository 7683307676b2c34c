// SPDX-License-Identifier: Apache-2.0
// Random events for tests: every field of every kind, within what unhunch-record(5) allows.
#ifndef UNHUNCH_TEST_EVENTS_H
#define UNHUNCH_TEST_EVENTS_H

#include <stdio.h>
#include <string.h>

#include "unhunch/record.h"

// xorshift64*: the same numbers on every machine.
static inline uint64_t any(uint64_t *seed) {
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * UINT64_C(2685821657736338717);
}

static inline int any_of(uint64_t *seed, int count) {
    return (int)((any(seed) >> 33) % (uint64_t)count);
}

static inline void any_id(uint64_t *seed, uint8_t id[16]) {
    for (int i = 0; i < 16; i++) id[i] = (uint8_t)any_of(seed, 256);
    id[15] |= 1;
}

static inline void any_name(uint64_t *seed, char name[UH_ID_SIZE]) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    int length = any_of(seed, 8) == 0 ? UH_ID_SIZE - 1 : 1 + any_of(seed, 20);
    for (int i = 0; i < length; i++) name[i] = letters[any_of(seed, (int)sizeof letters - 1)];
    name[length] = 0;
}

static inline void any_start(uint64_t *seed, struct uh_event *event) {
    if (any_of(seed, 4) != 0) any_name(seed, event->session_kind);
    if (any_of(seed, 4) != 0) any_name(seed, event->setting);
    event->minutes = (int16_t)any_of(seed, UH_MINUTES_MAX + 1);
    event->areas = (uint8_t)any_of(seed, 1 << UH_AREA_COUNT);
    event->item_count = (int16_t)any_of(seed, UH_PLAN_ITEM_MAX + 1);
    for (int i = 0; i < event->item_count; i++) {
        struct uh_event_item *item = &event->items[i];
        any_name(seed, item->move);
        item->phase = (uint8_t)any_of(seed, UH_PHASE_COUNT);
        item->position = (uint8_t)any_of(seed, UH_POSITION_COUNT);
        item->equipment = (uint16_t)any_of(seed, 1 << UH_EQUIPMENT_COUNT);
        item->reps = (int16_t)any_of(seed, INT16_MAX + 1);
        item->hold_s = (int16_t)any_of(seed, 121);
        item->sets = (int16_t)any_of(seed, 6);
        item->rest_s = (int16_t)any_of(seed, 121);
    }
}

static inline void any_check_in(uint64_t *seed, struct uh_event *event) {
    event->pain = (int8_t)(any_of(seed, 12) - 1);
    event->pain_area = (int8_t)(any_of(seed, UH_AREA_COUNT + 1) - 1);
    event->days = (int16_t)(any_of(seed, 400) - 1);
    for (int i = 0; i < UH_AREA_COUNT; i++) event->stiffness[i] = (int8_t)(any_of(seed, 12) - 1);
    event->recovered = any_of(seed, 2);
    event->flags_said = any_of(seed, 2);
    if (event->flags_said) event->flag_count = (int8_t)any_of(seed, UH_FLAG_MAX + 1);
    for (int i = 0; i < event->flag_count; i++) any_name(seed, event->flags[i]);
}

static inline struct uh_event any_event(uint64_t *seed) {
    struct uh_event event;
    memset(&event, 0, sizeof event); // the bytes between the fields too: tests compare them all
    event.kind = (uint8_t)any_of(seed, UH_EVENT_KIND_COUNT);
    event.at_ms = (int64_t)(any(seed) % 253402300800000u);
    event.utc_offset_min = (int16_t)(any_of(seed, 2881) - 1440);
    any_id(seed, event.id);
    bool of_item = event.kind >= UH_EVENT_MOVE_DONE && event.kind <= UH_EVENT_MOVE_HURT;
    if (event.kind != UH_EVENT_SESSION_START && any_of(seed, 4) != 0) any_id(seed, event.session);
    if (of_item || event.kind == UH_EVENT_ALLOW) any_name(seed, event.move);
    if (of_item) {
        event.item = (int16_t)any_of(seed, UH_PLAN_ITEM_MAX);
        event.seconds = any_of(seed, 86401);
    }
    if (event.kind == UH_EVENT_MOVE_HURT) {
        event.felt = (uint8_t)any_of(seed, UH_FELT_COUNT);
        event.after = (uint8_t)any_of(seed, UH_AFTER_COUNT);
    }
    if (event.kind == UH_EVENT_SESSION_END) event.ending = (uint8_t)any_of(seed, UH_ENDING_COUNT);
    if (event.kind == UH_EVENT_SESSION_START) any_start(seed, &event);
    if (event.kind == UH_EVENT_CHECK_IN) any_check_in(seed, &event);
    return event;
}

#endif
