// SPDX-License-Identifier: Apache-2.0
#define _XOPEN_SOURCE 700
#include "grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void *have(void *memory) {
    if (memory != NULL) return memory;
    fputs("unhunch: out of memory\n", stderr);
    abort();
}

static const struct cell blank = {' ', {GRID_OWN, GRID_OWN, 0}};

void grid_init(struct grid *grid, int columns, int rows) {
    grid->columns = columns > 0 ? columns : 1;
    grid->rows = rows > 0 ? rows : 1;
    grid->cells = have(calloc((size_t)grid->columns * (size_t)grid->rows, sizeof *grid->cells));
    grid_clear(grid);
}

void grid_finish(struct grid *grid) {
    free(grid->cells);
    *grid = (struct grid){0};
}

void grid_clear(struct grid *grid) {
    for (int i = 0; i < grid->columns * grid->rows; i++) grid->cells[i] = blank;
}

int grid_decode(const char *text, size_t length, uint32_t *code) {
    const unsigned char *at = (const unsigned char *)text;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    int bytes = at[0] < 0x80 ? 1 : at[0] < 0xC2 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    *code = 0xFFFD;
    if (bytes == 0 || at[0] > 0xF4 || (size_t)bytes > length) return 1;
    uint32_t result = bytes == 1 ? at[0] : at[0] & (0x7Fu >> bytes);
    for (int i = 1; i < bytes; i++) {
        if ((at[i] & 0xC0) != 0x80) return 1;
        result = result << 6 | (at[i] & 0x3Fu);
    }
    bool surrogate = result >= 0xD800 && result < 0xE000;
    if (result < least[bytes] || surrogate || result > 0x10FFFF) return 1;
    *code = result;
    return bytes;
}

static int width_of(uint32_t code) {
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return 1; // shown as a question mark
    if (code < 0x300) return 1;
    if (code >= 0x2500 && code < 0x2600) return 1; // lines and blocks, in any locale
    if (code >= 0x1FB00 && code < 0x1FC00) return 1;
    int width = wcwidth((wchar_t)code);
    return width < 0 ? 1 : width;
}

void grid_set(struct grid *grid, int row, int column, struct style style, uint32_t code) {
    if (row < 0 || row >= grid->rows || column < 0 || column >= grid->columns) return;
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) code = '?';
    grid->cells[row * grid->columns + column] = (struct cell){code, style};
}

int grid_columns(const char *text) {
    int columns = 0;
    for (size_t left = strlen(text); left > 0;) {
        uint32_t code;
        int bytes = grid_decode(text, left, &code);
        columns += width_of(code);
        text += bytes;
        left -= (size_t)bytes;
    }
    return columns;
}

// Puts a part of a text, as it is.
static int put_part(struct grid *grid, int row, int column, int columns, struct style style,
                    const char *text, size_t length) {
    int used = 0;
    while (length > 0) {
        uint32_t code;
        int bytes = grid_decode(text, length, &code), width = width_of(code);
        text += bytes;
        length -= (size_t)bytes;
        if (width == 0) continue;
        if (used + width > columns) break;
        grid_set(grid, row, column + used, style, code);
        if (width == 2 && column + used + 1 < grid->columns && row >= 0 && row < grid->rows &&
            column + used + 1 >= 0)
            grid->cells[row * grid->columns + column + used + 1] = (struct cell){0, style};
        used += width;
    }
    return used;
}

int grid_put(struct grid *grid, int row, int column, int columns, struct style style,
             const char *text) {
    if (columns <= 0) return 0;
    if (grid_columns(text) <= columns)
        return put_part(grid, row, column, columns, style, text, strlen(text));
    int used = put_part(grid, row, column, columns - 1, style, text, strlen(text));
    grid_set(grid, row, column + used, style, 0x2026);
    return used + 1;
}

// Bytes of the longest start of text that fits and ends before a space, or all of it.
static size_t fitting(const char *text, int columns) {
    size_t best = 0, at = 0, length = strlen(text);
    int used = 0;
    while (at < length) {
        uint32_t code;
        int bytes = grid_decode(text + at, length - at, &code);
        if (code == ' ') best = at;
        used += width_of(code);
        if (used > columns) return best > 0 ? best : at > 0 ? at : (size_t)bytes;
        at += (size_t)bytes;
    }
    return length;
}

int grid_wrap(struct grid *grid, int row, int column, int columns, int rows_max, struct style style,
              const char *text) {
    int rows = 0;
    while (*text != 0 && rows < rows_max) {
        if (rows + 1 == rows_max) {
            grid_put(grid, row + rows, column, columns, style, text);
            return rows_max;
        }
        size_t length = fitting(text, columns);
        put_part(grid, row + rows, column, columns, style, text, length);
        text += length;
        text += strspn(text, " ");
        rows++;
    }
    return rows;
}

// ---- bytes ----

void bytes_add(struct bytes *bytes, const char *text, size_t length) {
    if (bytes->used + length > bytes->size) {
        bytes->size = (bytes->used + length) * 2 + 256;
        bytes->at = have(realloc(bytes->at, bytes->size));
    }
    memcpy(bytes->at + bytes->used, text, length);
    bytes->used += length;
}

void bytes_put(struct bytes *bytes, const char *text) {
    bytes_add(bytes, text, strlen(text));
}

void bytes_finish(struct bytes *bytes) {
    free(bytes->at);
    *bytes = (struct bytes){0};
}

static void put_number(struct bytes *out, unsigned number) {
    char digits[16];
    int length = snprintf(digits, sizeof digits, "%u", number);
    bytes_add(out, digits, (size_t)length);
}

static void put_code(struct bytes *out, uint32_t code) {
    char text[4];
    size_t length = 0;
    if (code < 0x80) {
        text[length++] = (char)code;
    } else {
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
        text[length++] = (char)(lead[more] | code >> (6 * more));
        while (more-- > 0) text[length++] = (char)(0x80 | ((code >> (6 * more)) & 0x3F));
    }
    bytes_add(out, text, length);
}

// Plain spellings where a terminal shows ASCII only.
static uint32_t plain(uint32_t code) {
    static const struct {
        uint32_t from, to;
        char as;
    } spellings[] = {
        {0x2014, 0x2015, '-'}, {0x2018, 0x2019, '\''}, {0x201C, 0x201D, '"'}, {0x2022, 0x2022, '*'},
        {0x2026, 0x2026, '.'}, {0x2190, 0x2190, '<'},  {0x2192, 0x2192, '>'}, {0x2500, 0x2500, '-'},
        {0x2501, 0x2501, '='}, {0x2578, 0x2578, '='},  {0x2580, 0x2590, '#'}, {0x2591, 0x2593, '.'},
        {0x25CB, 0x25CB, 'o'}, {0x25CF, 0x25CF, '*'},  {0x00B7, 0x00B7, '.'},
    };
    if (code < 0x80) return code;
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++)
        if (code >= spellings[i].from && code <= spellings[i].to)
            return (unsigned char)spellings[i].as;
    return '?';
}

// ---- colours and differences ----

// A wrong hue is worse than a wrong lightness: skin must not turn pink. So what is compared is luma
// and the two differences from it (the weights of BT.601); the differences are not small against
// it, as they are in RGB.
static uint32_t distance(uint32_t a, uint32_t b) {
    int red = (int)(a >> 16 & 255) - (int)(b >> 16 & 255),
        green = (int)(a >> 8 & 255) - (int)(b >> 8 & 255), blue = (int)(a & 255) - (int)(b & 255);
    int luma = (77 * red + 150 * green + 29 * blue) / 256;
    red -= luma;
    blue -= luma;
    return (uint32_t)(2 * luma * luma + blue * blue + 2 * red * red);
}

uint32_t grid_to_256(uint32_t rgb) {
    static const uint32_t levels[] = {0, 95, 135, 175, 215, 255};
    uint32_t best = 16, nearest = UINT32_MAX;
    for (uint32_t i = 16; i < 256; i++) {
        uint32_t c = i - 16, grey = 8 + 10 * (i - 232);
        uint32_t shown = i < 232 ? levels[c / 36] << 16 | levels[c / 6 % 6] << 8 | levels[c % 6]
                                 : grey << 16 | grey << 8 | grey;
        if (distance(rgb, shown) < nearest) {
            nearest = distance(rgb, shown);
            best = i;
        }
    }
    return best;
}

static uint32_t shown_colour(uint32_t colour, const struct ability *ability) {
    if (colour == GRID_OWN || !ability->colours) return GRID_OWN;
    if (ability->true_colour || (colour & GRID_INDEXED) != 0) return colour;
    return grid_to_256(colour) | GRID_INDEXED;
}

static struct cell shown_cell(struct cell cell, const struct ability *ability) {
    cell.style.fg = shown_colour(cell.style.fg, ability);
    cell.style.bg = shown_colour(cell.style.bg, ability);
    if (!ability->unicode) cell.code = cell.code == 0 ? ' ' : plain(cell.code);
    return cell;
}

static bool same_style(const struct style *a, const struct style *b) {
    return a->fg == b->fg && a->bg == b->bg && a->attributes == b->attributes;
}

static void put_colour(struct bytes *out, uint32_t colour, unsigned base) {
    if (colour == GRID_OWN) return;
    bytes_put(out, ";");
    put_number(out, base);
    if ((colour & GRID_INDEXED) != 0) {
        bytes_put(out, ";5;");
        put_number(out, colour & 255);
        return;
    }
    bytes_put(out, ";2");
    for (int shift = 16; shift >= 0; shift -= 8) {
        bytes_put(out, ";");
        put_number(out, colour >> shift & 255);
    }
}

static void put_style(struct bytes *out, const struct style *style) {
    bytes_put(out, "\033[0");
    if (style->attributes & GRID_BOLD) bytes_put(out, ";1");
    if (style->attributes & GRID_DIM) bytes_put(out, ";2");
    if (style->attributes & GRID_REVERSE) bytes_put(out, ";7");
    put_colour(out, style->fg, 38);
    put_colour(out, style->bg, 48);
    bytes_put(out, "m");
}

static void put_place(struct bytes *out, int row, int column) {
    bytes_put(out, "\033[");
    put_number(out, (unsigned)row + 1);
    bytes_put(out, ";");
    put_number(out, (unsigned)column + 1);
    bytes_put(out, "H");
}

// Where the terminal's cursor is and what it writes with.
struct pen {
    int row, column;
    struct style style;
    bool known; // the style
};

static void send_cell(struct pen *pen, int row, int column, struct cell cell, struct bytes *out) {
    if (pen->row != row || pen->column != column) put_place(out, row, column);
    if (!pen->known || !same_style(&pen->style, &cell.style)) put_style(out, &cell.style);
    put_code(out, cell.code);
    *pen = (struct pen){row, column + 1, cell.style, true};
}

static bool is_wide(const struct grid *grid, int at, int column) {
    return column + 1 < grid->columns && grid->cells[at + 1].code == 0;
}

void grid_send(struct grid *shown, const struct grid *wanted, bool fresh,
               const struct ability *ability, struct bytes *out) {
    size_t start = out->used;
    if (ability->synchronous) bytes_put(out, "\033[?2026h");
    if (fresh) bytes_put(out, "\033[0m\033[2J");
    size_t empty = out->used;
    struct pen pen = {.row = -1};
    for (int row = 0; row < wanted->rows; row++)
        for (int column = 0; column < wanted->columns; column++) {
            int at = row * wanted->columns + column;
            struct cell cell = shown_cell(wanted->cells[at], ability);
            struct cell before = fresh ? blank : shown->cells[at];
            shown->cells[at] = cell;
            if (cell.code == before.code && same_style(&cell.style, &before.style)) continue;
            if (cell.code == 0) continue;
            send_cell(&pen, row, column, cell, out);
            if (ability->unicode && is_wide(wanted, at, column)) pen.column++;
        }
    if (out->used == empty && !fresh) {
        out->used = start;
        return;
    }
    bytes_put(out, "\033[0m");
    if (ability->synchronous) bytes_put(out, "\033[?2026l");
}
