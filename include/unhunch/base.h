// SPDX-License-Identifier: Apache-2.0
// Ground that every core module stands on: results, arenas, bounded text, sets of moves.
// The core does no I/O, keeps no globals and never asks for the time: callers hand in memory and
// time.
#ifndef UNHUNCH_BASE_H
#define UNHUNCH_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Every way a core call can end. The text is for people; details go into the caller's uh_text.
#define UH_RESULTS(X)                                                                              \
    X(OK, "done")                                                                                  \
    X(NO_MEMORY, "the working memory handed in is too small")                                      \
    X(UNKNOWN_WORD, "an unknown word")                                                             \
    X(OUT_OF_RANGE, "a number out of range")                                                       \
    X(NOT_FOUND, "nothing of that name")                                                           \
    X(BAD_INPUT, "input that makes no sense")                                                      \
    X(REFUSED, "not possible now")

enum uh_result {
#define X(name, text) UH_##name,
    UH_RESULTS(X)
#undef X
};

// Text of a result, never NULL.
const char *uh_result_text(enum uh_result result);

// A bump allocator over memory of the caller. Nothing is freed singly; reset by setting used back.
struct uh_arena {
    unsigned char *base;
    size_t size; // bytes
    size_t used; // bytes
};

// Zeroed room for count items of size bytes, 16-byte aligned, or NULL when the arena is full.
void *uh_arena_take(struct uh_arena *arena, size_t count, size_t size);

// The same, not zeroed: for what is written before it is read.
void *uh_arena_reserve(struct uh_arena *arena, size_t count, size_t size);

// Text that grows in memory of the caller, always ends in a zero and is cut when full (overflow
// set).
struct uh_text {
    char *at;
    size_t size; // bytes of room, the closing zero included; at least 1
    size_t used; // bytes without the closing zero
    bool overflow;
};

struct uh_text uh_text_in(char *room, size_t size);
void uh_text_add(struct uh_text *text, const char *words);
void uh_text_add_bytes(struct uh_text *text, const char *bytes, size_t length);
void uh_text_add_int(struct uh_text *text, int64_t number);

// A set of moves by their index in the catalogue.
enum { UH_MOVE_MAX = 256, UH_ID_SIZE = 64 };

struct uh_move_set {
    uint64_t bits[UH_MOVE_MAX / 64];
};

static inline bool uh_move_set_has(const struct uh_move_set *set, int move) {
    return (set->bits[move >> 6] >> (move & 63)) & 1;
}

static inline void uh_move_set_add(struct uh_move_set *set, int move) {
    set->bits[move >> 6] |= UINT64_C(1) << (move & 63);
}

static inline void uh_move_set_remove(struct uh_move_set *set, int move) {
    set->bits[move >> 6] &= ~(UINT64_C(1) << (move & 63));
}

#endif
