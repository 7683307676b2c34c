// SPDX-License-Identifier: Apache-2.0
// Pictures of moves for the commands: the library that makes them, and files.
#ifndef UNHUNCH_CLI_PICTURE_H
#define UNHUNCH_CLI_PICTURE_H

#include "cli.h"
#include "pictures/gallery.h"

// The library of pictures, opened at the first call. NULL: it cannot be, and *why says why.
const struct gallery *picture_gallery(const char **why);

// The ways of --pictures, in the order of its words in lexicon.c.
enum picture_way {
    PICTURE_KITTY,
    PICTURE_SIXEL,
    PICTURE_SYMBOLS,
    PICTURE_SEXTANTS,
    PICTURE_QUADRANTS,
    PICTURE_HALVES,
    PICTURE_BRAILLE,
    PICTURE_NONE
};

// The way that the line says; else symbols.
enum picture_way picture_way_said(const struct cli_line *line);

// The symbols of a way; of one that has none, the finest this terminal is known for.
enum gallery_cells picture_cells_of(enum picture_way way);

// What the line asks of a picture of the move.
struct gallery_wish picture_wish(const struct cli_line *line, const struct uh_move *move,
                                 const char *variant);

// Whether the picture must be mirrored to show the move on a side: 0 left, 1 right.
bool picture_mirrored(const struct gallery *gallery, const struct gallery_wish *wish, int side);

// True where the line names a file to write.
bool picture_file_asked(const struct cli_line *line);

// Writes the files that the line names. Returns the exit code.
int picture_files(struct cli *cli, const struct uh_move *move, const char *variant);

// Reads "640x480" into the wish. False: it is no size, or out of range.
bool picture_size(const char *text, struct gallery_wish *wish);

#endif
