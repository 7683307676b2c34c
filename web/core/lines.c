// SPDX-License-Identifier: Apache-2.0
#include "lines.h"

#include <string.h>

// The value at a path, and its length; NULL where there is none.
static const char *find(const struct lines *lines, const char *path, size_t *length) {
    size_t path_length = strlen(path);
    const char *at = lines->at, *end = lines->at + lines->length;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (stop == NULL) stop = end;
        size_t line = (size_t)(stop - at);
        if (line > path_length && at[path_length] == '=' && memcmp(at, path, path_length) == 0) {
            *length = line - path_length - 1;
            return at + path_length + 1;
        }
        at = stop + 1;
    }
    return NULL;
}

bool lines_has(const struct lines *lines, const char *path) {
    size_t length;
    return find(lines, path, &length) != NULL;
}

int64_t lines_number(const struct lines *lines, const char *path, int64_t otherwise) {
    size_t length, i = 0;
    const char *value = find(lines, path, &length);
    if (value == NULL || length == 0) return otherwise;
    bool negative = value[0] == '-';
    int64_t number = 0;
    for (i = negative; i < length && i < 16 && value[i] >= '0' && value[i] <= '9'; i++)
        number = number * 10 + (value[i] - '0');
    return negative ? -number : number;
}

void lines_text(const struct lines *lines, const char *path, char *room, size_t size) {
    size_t length = 0;
    const char *value = find(lines, path, &length);
    if (length >= size) length = size - 1;
    if (value != NULL) memcpy(room, value, length);
    room[length] = 0;
}

int lines_word(const struct lines *lines, const char *path, const struct uh_word_set *set,
               int otherwise) {
    size_t length;
    const char *value = find(lines, path, &length);
    int index = value != NULL ? uh_word_find(set, value, length) : -1;
    return index >= 0 ? index : otherwise;
}

const char *lines_path(char *room, const char *path, int index, const char *key) {
    struct uh_text text = uh_text_in(room, LINES_PATH_SIZE);
    uh_text_add(&text, path);
    uh_text_add(&text, ".");
    if (index >= 0) uh_text_add_int(&text, index);
    if (index >= 0 && key != NULL) uh_text_add(&text, ".");
    if (key != NULL) uh_text_add(&text, key);
    return room;
}

static int count_of(const struct lines *lines, const char *path) {
    char room[LINES_PATH_SIZE];
    return (int)lines_number(lines, lines_path(room, path, -1, "#"), 0);
}

uint32_t lines_words(const struct lines *lines, const char *path, const struct uh_word_set *set) {
    char room[LINES_PATH_SIZE];
    uint32_t bits = 0;
    for (int i = 0, count = count_of(lines, path); i < count; i++) {
        int word = lines_word(lines, lines_path(room, path, i, NULL), set, -1);
        if (word >= 0) bits |= UINT32_C(1) << word;
    }
    return bits;
}

int lines_id(const struct lines *lines, const char *path, const struct uh_catalog *catalog,
             lines_find *finder, int otherwise) {
    char id[UH_ID_SIZE];
    lines_text(lines, path, id, sizeof id);
    int index = id[0] != 0 ? finder(catalog, id) : -1;
    return index >= 0 ? index : otherwise;
}

uint32_t lines_ids(const struct lines *lines, const char *path, const struct uh_catalog *catalog,
                   lines_find *finder) {
    char room[LINES_PATH_SIZE];
    uint32_t bits = 0;
    for (int i = 0, count = count_of(lines, path); i < count; i++) {
        int id = lines_id(lines, lines_path(room, path, i, NULL), catalog, finder, -1);
        if (id >= 0 && id < 32) bits |= UINT32_C(1) << id;
    }
    return bits;
}

struct uh_move_set lines_moves(const struct lines *lines, const char *path,
                               const struct uh_catalog *catalog) {
    char room[LINES_PATH_SIZE];
    struct uh_move_set set = {{0}};
    for (int i = 0, count = count_of(lines, path); i < count; i++) {
        int move = lines_id(lines, lines_path(room, path, i, NULL), catalog, uh_catalog_move, -1);
        if (move >= 0 && move < UH_MOVE_MAX) uh_move_set_add(&set, move);
    }
    return set;
}
