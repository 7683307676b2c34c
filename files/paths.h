// SPDX-License-Identifier: Apache-2.0
// Lists of paths, and the move files of a folder.
#ifndef UNHUNCH_FILES_PATHS_H
#define UNHUNCH_FILES_PATHS_H

#include "unhunch/files.h"

// A list that grows in a heap. Zero-initialised is empty.
struct uh_paths {
    int count, room;
    const char **at;
};

void uh_paths_add(struct uh_heap *heap, struct uh_paths *paths, const char *path);

// Adds the *.yaml files of a folder, by name. False with errno when it cannot be opened.
bool uh_paths_add_folder(struct uh_heap *heap, struct uh_paths *paths, const char *folder);

const char *uh_path_join(struct uh_heap *heap, const char *folder, const char *name);

#endif
