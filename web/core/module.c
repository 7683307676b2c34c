// SPDX-License-Identifier: Apache-2.0
#include "module.h"

enum { ROOM_SIZE = 64 << 10, ANSWER_SIZE = 512 << 10, PAGE_SIZE = 64 << 10 };

struct module module;
static char room[ROOM_SIZE], answer[ANSWER_SIZE];

EXPORT(room) char *module_room(void);
EXPORT(room_size) int module_room_size(void);
EXPORT(answer) const char *module_answer_at(void);
EXPORT(start) int module_start(void);

char *module_room(void) {
    return room;
}

int module_room_size(void) {
    return ROOM_SIZE;
}

const char *module_answer_at(void) {
    return answer;
}

struct lines module_lines(int length) {
    bool fits = length >= 0 && length <= ROOM_SIZE;
    return (struct lines){room, fits ? (size_t)length : 0};
}

struct uh_text *module_answer(void) {
    module.out = uh_text_in(answer, sizeof answer);
    return &module.out;
}

int module_answered(void) {
    return module.out.overflow ? 0 : (int)module.out.used;
}

// Takes all the memory there will ever be, so that it never moves. 0: there is not enough.
int module_start(void) {
    size_t size = uh_plan_memory(&uh_builtin_catalog);
    size_t pages = __builtin_wasm_memory_grow(0, (size + PAGE_SIZE - 1) / PAGE_SIZE);
    if (pages == (size_t)-1) return 0;
    module.arena = (struct uh_arena){.base = (unsigned char *)(pages * PAGE_SIZE), .size = size};
    module.profile = uh_default_profile();
    uh_record_init(&module.record);
    module_look_at_record(0);
    return 1;
}
