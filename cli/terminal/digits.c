// SPDX-License-Identifier: Apache-2.0
#include "digits.h"

enum { DOT_ROWS = 5, DOT_COLUMNS = 3 };

static const char glyphs[11][DOT_ROWS][DOT_COLUMNS + 1] = {
    {"###", "# #", "# #", "# #", "###"}, {" # ", "## ", " # ", " # ", "###"},
    {"###", "  #", "###", "#  ", "###"}, {"###", "  #", "###", "  #", "###"},
    {"# #", "# #", "###", "  #", "  #"}, {"###", "#  ", "###", "  #", "###"},
    {"###", "#  ", "###", "# #", "###"}, {"###", "  #", "  #", "  #", "  #"},
    {"###", "# #", "###", "# #", "###"}, {"###", "# #", "###", "  #", "###"},
    {"   ", "#  ", "   ", "#  ", "   "},
};

// A glyph's index, or -1.
static int glyph_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c == ':' ? 10 : -1;
}

static int glyph_columns(char c, int size) {
    return c == ':' ? size : DOT_COLUMNS * size;
}

int digits_columns(const char *text, enum digit_size size) {
    int columns = 0;
    for (; *text != 0; text++)
        columns += glyph_columns(*text, (int)size) + (text[1] != 0 ? (int)size : 0);
    return columns;
}

int digits_rows(enum digit_size size) {
    return (DOT_ROWS * (int)size + 1) / 2;
}

static bool dot(int glyph, int half_row, int dot_column, int size) {
    int row = half_row / size;
    return row < DOT_ROWS && glyphs[glyph][row][dot_column] == '#';
}

static void paint_glyph(struct grid *grid, int row, int column, int size, struct style style,
                        char c) {
    static const uint32_t blocks[] = {' ', 0x2580, 0x2584, 0x2588}; // bit 0 upper, bit 1 lower half
    int glyph = glyph_of(c);
    if (glyph < 0) return;
    for (int y = 0; y < digits_rows((enum digit_size)size); y++)
        for (int x = 0; x < glyph_columns(c, size); x++) {
            int halves = dot(glyph, 2 * y, x / size, size) | dot(glyph, 2 * y + 1, x / size, size)
                                                                 << 1;
            if (halves != 0) grid_set(grid, row + y, column + x, style, blocks[halves]);
        }
}

int digits_paint(struct grid *grid, int row, int column, enum digit_size size, struct style style,
                 const char *text) {
    int at = column;
    for (; *text != 0; text++) {
        paint_glyph(grid, row, at, (int)size, style, *text);
        at += glyph_columns(*text, (int)size) + (text[1] != 0 ? (int)size : 0);
    }
    return at - column;
}
