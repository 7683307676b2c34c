// SPDX-License-Identifier: Apache-2.0
// Pixels turned into what a terminal shows, through chafa.
#ifndef UNHUNCH_CELLS_H
#define UNHUNCH_CELLS_H

#include "gallery.h"

struct cells_way {
    int columns, rows;
    enum gallery_cells kind;
    bool colour;
};

// Kept from picture to picture of one size. Zero-initialised is valid.
struct cells {
    struct cells_way way;
    void *canvas;
};

void cells_finish(struct cells *cells);

// Fills columns x rows cells. Pixels as uh_pixels_of gives them.
void cells_of(struct cells *cells, const struct cells_way *way, uint32_t *pixels, int width,
              int height, struct cell *out);

#endif
