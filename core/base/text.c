// SPDX-License-Identifier: Apache-2.0
#include "unhunch/base.h"

#include <string.h>

struct uh_text uh_text_in(char *room, size_t size) {
    room[0] = 0;
    return (struct uh_text){.at = room, .size = size};
}

void uh_text_add_bytes(struct uh_text *text, const char *bytes, size_t length) {
    size_t left = text->size - 1 - text->used;
    if (length > left) {
        length = left;
        text->overflow = true;
    }
    memcpy(text->at + text->used, bytes, length);
    text->used += length;
    text->at[text->used] = 0;
}

void uh_text_add(struct uh_text *text, const char *words) {
    uh_text_add_bytes(text, words, strlen(words));
}

void uh_text_add_int(struct uh_text *text, int64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (number < 0) digits[--at] = '-';
    uh_text_add_bytes(text, digits + at, sizeof digits - at);
}
