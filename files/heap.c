// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "unhunch/files.h"

enum { BLOCK_SIZE = 32 * 1024 };

struct uh_heap_block {
    struct uh_heap_block *next;
    struct uh_arena arena;
};

// A new block in front that has room for at least so many bytes.
static void grow(struct uh_heap *heap, size_t bytes) {
    size_t room = bytes + 16 > BLOCK_SIZE ? bytes + 16 : BLOCK_SIZE;
    struct uh_heap_block *block = malloc(sizeof *block + room);
    if (block == NULL) abort();
    *block = (struct uh_heap_block){
        .next = heap->blocks,
        .arena = {.base = (unsigned char *)(block + 1), .size = room},
    };
    heap->blocks = block;
}

void *uh_heap_take(struct uh_heap *heap, size_t count, size_t size) {
    if (size != 0 && count > (SIZE_MAX / 2) / size) abort();
    void *taken = heap->blocks ? uh_arena_take(&heap->blocks->arena, count, size) : NULL;
    if (taken != NULL) return taken;
    grow(heap, count * size);
    return uh_arena_take(&heap->blocks->arena, count, size);
}

char *uh_heap_text(struct uh_heap *heap, const char *bytes, size_t length) {
    char *text = uh_heap_take(heap, length + 1, 1);
    if (length > 0) memcpy(text, bytes, length);
    return text;
}

void uh_heap_finish(struct uh_heap *heap) {
    while (heap->blocks != NULL) {
        struct uh_heap_block *block = heap->blocks;
        heap->blocks = block->next;
        free(block);
    }
}
