// SPDX-License-Identifier: Apache-2.0
// Pictures among printed text: rows of cells on standard output.
#ifndef UNHUNCH_CLI_INSET_H
#define UNHUNCH_CLI_INSET_H

#include "page.h"
#include "terminal/grid.h"

// True where the page can show pictures made of cells.
bool inset_usable(const struct page *page);

// True where a row of a grid shows nothing.
bool inset_row_blank(const struct grid *grid, int row);

// Prints a row of a grid up to its last cell that shows something; returns the columns.
int inset_print_row(const struct page *page, const struct grid *grid, int row);

// Puts cells into a grid.
void inset_put(struct grid *grid, int row, int column, int rows, int columns,
               const struct cell *cells);

// Prints text, lines ended by newlines, to the right of a grid; text begins at the grid's width.
void inset_print_beside(const struct page *page, const struct grid *grid, const char *text);

#endif
