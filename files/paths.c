// SPDX-License-Identifier: Apache-2.0
#include "paths.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { PATHS_FIRST = 64 };

void uh_paths_add(struct uh_heap *heap, struct uh_paths *paths, const char *path) {
    if (paths->count == paths->room) {
        paths->room = paths->room > 0 ? 2 * paths->room : PATHS_FIRST;
        const char **larger = uh_heap_take(heap, (size_t)paths->room, sizeof *larger);
        if (paths->count > 0) memcpy(larger, paths->at, (size_t)paths->count * sizeof *larger);
        paths->at = larger;
    }
    paths->at[paths->count++] = path;
}

const char *uh_path_join(struct uh_heap *heap, const char *folder, const char *name) {
    size_t length = strlen(folder), name_length = strlen(name);
    char *path = uh_heap_take(heap, length + name_length + 2, 1);
    memcpy(path, folder, length);
    path[length] = '/';
    memcpy(path + length + 1, name, name_length);
    return path;
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), end_length = strlen(end);
    return length > end_length && strcmp(text + length - end_length, end) == 0;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool uh_paths_add_folder(struct uh_heap *heap, struct uh_paths *paths, const char *folder) {
    DIR *listing = opendir(folder);
    if (listing == NULL) return false;
    int before = paths->count;
    for (struct dirent *found; (found = readdir(listing)) != NULL;)
        if (found->d_name[0] != '.' &&
            (ends_with(found->d_name, ".yaml") || ends_with(found->d_name, ".yml")))
            uh_paths_add(heap, paths, uh_path_join(heap, folder, found->d_name));
    closedir(listing);
    if (paths->count > before)
        qsort(paths->at + before, (size_t)(paths->count - before), sizeof *paths->at, by_text);
    return true;
}
