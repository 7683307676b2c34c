// SPDX-License-Identifier: Apache-2.0
// Pictures of moves: files, and cells for a terminal. All of it lies in a library of its own,
// unhunch-pictures.so, which is opened when the first picture is wanted: Cairo and chafa bring two
// dozen libraries with them, and a plan should not wait for those to be linked.
#ifndef UNHUNCH_GALLERY_H
#define UNHUNCH_GALLERY_H

#include "../terminal/grid.h"
#include "unhunch/figure.h"

struct gallery_wish {
    const char *figure;  // the pose text of a move
    const char *variant; // of it, or NULL
    const char *title;
    double width, height;
    bool shaped; // of the shape that the move fills best, only as large as width times height
    int palette; // enum uh_palette
    bool dark, muscles, mirrored;
    bool still; // of a file: one picture where it could be a loop
    bool plain; // no room
    bool hint;  // an arrow and lit targets, where it is a still
};

enum gallery_file {
    GALLERY_SVG,
    GALLERY_PNG,
    GALLERY_GIF,
    GALLERY_WEBP,
    GALLERY_APNG,
    GALLERY_FILE_COUNT
};

// How finely a terminal can divide a cell.
enum gallery_cells { GALLERY_QUADRANTS, GALLERY_SEXTANTS, GALLERY_HALVES, GALLERY_BRAILLE };

// How a terminal takes pictures of pixels.
enum gallery_graphics { GALLERY_KITTY, GALLERY_SIXEL };

// What stands behind them.
struct gallery_ground {
    bool known;
    uint32_t rgb;
};

// A part of a figure's loop that stays: its times.
struct gallery_stay {
    double from, to;
};

struct gallery_picture;

struct gallery {
    unsigned abi;

    // A file's bytes; free them. NULL: the figure cannot be read, and error says where.
    void *(*file)(const struct gallery_wish *wish, enum gallery_file kind, size_t *length,
                  struct uh_figure_error *error);

    // A move made ready to be drawn. NULL: as above.
    struct gallery_picture *(*open)(const struct gallery_wish *wish, struct uh_figure_error *error);
    void (*close)(struct gallery_picture *picture);
    double (*seconds)(const struct gallery_picture *picture); // of the loop
    double (*phase)(const struct gallery_picture *picture, int phase);
    int (*stays)(const struct gallery_picture *picture, struct gallery_stay *stays, int most);
    int (*side)(const struct gallery_picture *picture); // whose targets it stretches, -1: both

    // The picture at a time as cells of a terminal, the ground its own. Without colour: a
    // silhouette.
    void (*cells)(struct gallery_picture *picture, double time, int columns, int rows,
                  enum gallery_cells kind, bool colour, struct cell *cells);

    // The picture at a time as a terminal with graphics takes it, so many cells large; free the
    // bytes.
    char *(*graphics)(struct gallery_picture *picture, double time, int columns, int rows,
                      enum gallery_graphics kind, const struct gallery_ground *ground,
                      size_t *length);
};

// Goes up with every change of the above: library and program must agree.
enum { GALLERY_ABI = 3 };

// Pixels of a picture for one cell, across and down.
enum { GALLERY_ACROSS = 6, GALLERY_DOWN = 12 };

// The name under which the library gives its functions.
#define GALLERY_SYMBOL "uh_gallery"

#endif
