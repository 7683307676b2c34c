// SPDX-License-Identifier: Apache-2.0
// A screen as a grid of cells, painted anew for every frame, and the bytes that turn what a
// terminal shows into it. Only cells that changed are sent.
#ifndef UNHUNCH_TERMINAL_GRID_H
#define UNHUNCH_TERMINAL_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GRID_BOLD = 1, GRID_DIM = 2, GRID_REVERSE = 4 };

// Colours: 0xRRGGBB, the terminal's own, or one of its 256.
#define GRID_OWN UINT32_C(0xFF000000)
#define GRID_INDEXED UINT32_C(0x01000000)

struct style {
    uint32_t fg, bg;
    uint8_t attributes;
};

struct cell {
    uint32_t code; // a character; 0: the right half of a wide one
    struct style style;
};

struct grid {
    int columns, rows;
    struct cell *cells;
};

// Columns and rows as the terminal has them; both at least 1. Blank. Ends the program without
// memory.
void grid_init(struct grid *grid, int columns, int rows);
void grid_finish(struct grid *grid);
void grid_clear(struct grid *grid);

// One character; outside of the grid nothing happens. Control characters become a question mark.
void grid_set(struct grid *grid, int row, int column, struct style style, uint32_t code);

// UTF-8 text on one row, at most so many columns; returns the columns used. Text that is cut ends
// in an ellipsis.
int grid_put(struct grid *grid, int row, int column, int columns, struct style style,
             const char *text);

// Text broken between words into rows of so many columns; returns the rows used, at most rows_max.
int grid_wrap(struct grid *grid, int row, int column, int columns, int rows_max, struct style style,
              const char *text);

// The columns that text takes.
int grid_columns(const char *text);

// Bytes to send. Grows; ends the program without memory.
struct bytes {
    char *at;
    size_t used, size;
};

void bytes_add(struct bytes *bytes, const char *text, size_t length);
void bytes_put(struct bytes *bytes, const char *text);
void bytes_finish(struct bytes *bytes);

// What a terminal can show.
struct ability {
    bool colours; // any at all
    bool true_colour;
    bool unicode;     // else characters beyond ASCII get a plain spelling
    bool synchronous; // frames are shown whole: mode 2026
};

// Adds what turns `shown` into `wanted` (same size), and makes shown equal to it. `fresh`: nothing
// is known of what the terminal shows. Adds nothing where nothing changed.
void grid_send(struct grid *shown, const struct grid *wanted, bool fresh,
               const struct ability *ability, struct bytes *out);

// The nearest of the 256 colours: an index from 16 up.
uint32_t grid_to_256(uint32_t rgb);

// Decodes one character of UTF-8 (at least 1 byte); returns its bytes. Broken bytes: U+FFFD.
int grid_decode(const char *text, size_t length, uint32_t *code);

#endif
