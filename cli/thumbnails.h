// SPDX-License-Identifier: Apache-2.0
// The moves of the catalogue and their variants as small pictures, made when the program is built.
#ifndef UNHUNCH_CLI_THUMBNAILS_H
#define UNHUNCH_CLI_THUMBNAILS_H

#include "terminal/grid.h"

enum { THUMBNAIL_COLUMNS = 10, THUMBNAIL_ROWS = 6 };

struct thumbnail {
    const char *move;    // its id
    const char *variant; // of its figure, or NULL
    struct cell cells[THUMBNAIL_ROWS * THUMBNAIL_COLUMNS];
};

extern const struct thumbnail cli_thumbnails[];
extern const int cli_thumbnail_count;

#endif
