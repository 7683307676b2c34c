// SPDX-License-Identifier: Apache-2.0
#include "unhunch/base.h"

#include <string.h>

void *uh_arena_reserve(struct uh_arena *arena, size_t count, size_t size) {
    uintptr_t here = (uintptr_t)arena->base + arena->used;
    size_t pad = (size_t)(-here & 15);
    size_t left = arena->size - arena->used;
    if (pad > left || (size != 0 && count > (left - pad) / size)) return NULL;
    void *taken = arena->base + arena->used + pad;
    arena->used += pad + count * size;
    return taken;
}

void *uh_arena_take(struct uh_arena *arena, size_t count, size_t size) {
    void *taken = uh_arena_reserve(arena, count, size);
    if (taken != NULL) memset(taken, 0, count * size);
    return taken;
}
