// SPDX-License-Identifier: Apache-2.0
// What the page hands in: a JSON value as lines "path=value", such as "stiff.neck=6" and
// "areas.0=neck". An array has its length too: "areas.#=1".
#ifndef WEB_LINES_H
#define WEB_LINES_H

#include "unhunch/catalog.h"

struct lines {
    const char *at;
    size_t length; // bytes
};

bool lines_has(const struct lines *lines, const char *path);

// The number at a path; `otherwise` where there is none.
int64_t lines_number(const struct lines *lines, const char *path, int64_t otherwise);

// The text at a path, cut to the room; empty where there is none.
void lines_text(const struct lines *lines, const char *path, char *room, size_t size);

// The index of the word at a path, or `otherwise`.
int lines_word(const struct lines *lines, const char *path, const struct uh_word_set *set,
               int otherwise);

// Bits of the words of an array; words that are not known are passed over.
uint32_t lines_words(const struct lines *lines, const char *path, const struct uh_word_set *set);

// One id of a catalogue, by one of its finders; `otherwise` where there is none.
typedef int lines_find(const struct uh_catalog *catalog, const char *id);
int lines_id(const struct lines *lines, const char *path, const struct uh_catalog *catalog,
             lines_find *find, int otherwise);

// Bits of the ids of an array.
uint32_t lines_ids(const struct lines *lines, const char *path, const struct uh_catalog *catalog,
                   lines_find *find);

// The moves of an array of ids.
struct uh_move_set lines_moves(const struct lines *lines, const char *path,
                               const struct uh_catalog *catalog);

// "path.3" or "path.3.key" (key NULL: none), in room of LINES_PATH_SIZE bytes.
enum { LINES_PATH_SIZE = 96 };
const char *lines_path(char *room, const char *path, int index, const char *key);

#endif
