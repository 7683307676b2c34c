// SPDX-License-Identifier: Apache-2.0
// The core as the page sees it. One module is one person and one session at a time. Texts come in
// through a room (lines.h) and go out as JSON; numbers come and go as they are. Nothing here is
// called by C.
#ifndef WEB_MODULE_H
#define WEB_MODULE_H

#include "json.h"
#include "lines.h"
#include "unhunch/player.h"

#define EXPORT(name) __attribute__((export_name(#name)))

// All that the page's core holds.
struct module {
    struct uh_profile profile;
    struct uh_record record;
    struct uh_history history;
    struct uh_check_in check_in;
    struct uh_plan plan;
    struct uh_player player;
    struct uh_event event;
    struct uh_text out; // the last answer
    struct uh_arena arena;
};

extern struct module module;

// The lines that the page wrote, `length` bytes of them.
struct lines module_lines(int length);

// Begins an answer; ends it, giving its length, or 0 when it was too long.
struct uh_text *module_answer(void);
int module_answered(void);

// What the record says as of now into history and check_in.
void module_look_at_record(double now_ms);

struct uh_person module_person(void);

// Reads a session-start from lines; false where it is another event, or has no items.
bool module_read_start(const struct lines *in, struct uh_event *event);

#endif
