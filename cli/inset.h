// SPDX-License-Identifier: Apache-2.0
// Pictures among printed text: rows of cells on standard output.
#ifndef UNHUNCH_CLI_INSET_H
#define UNHUNCH_CLI_INSET_H

#include "page.h"
#include "terminal/grid.h"

// A picture of pixels, as bytes for the terminal; under it the grid is blank.
struct inset_still {
    int row, column, rows;
    char *bytes;
    size_t length;
};

// What stands beside a text.
enum { INSET_STILL_MAX = 3 };
struct inset {
    struct grid grid;
    int still_count;
    struct inset_still stills[INSET_STILL_MAX];
};

void inset_finish(struct inset *inset);

// True where the page can show pictures made of cells.
bool inset_usable(const struct page *page);

// True where a row of a grid shows nothing.
bool inset_row_blank(const struct grid *grid, int row);

// Prints a row of a grid up to its last cell that shows something; returns the columns.
int inset_print_row(const struct page *page, const struct grid *grid, int row);

// Puts cells into a grid.
void inset_put(struct grid *grid, int row, int column, int rows, int columns,
               const struct cell *cells);

// Prints text, lines ended by newlines, to the right of pictures; text begins at the grid's width.
void inset_print_beside(const struct page *page, const struct inset *inset, const char *text);

#endif
