// SPDX-License-Identifier: Apache-2.0
#include "inset.h"

#include <stdlib.h>
#include <string.h>

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

bool inset_usable(const struct page *page) {
    const char *kind = setting("TERM");
    return page->terminal && page->unicode && *kind && strcmp(kind, "dumb") != 0;
}

static bool true_colour(void) {
    const char *colours = setting("COLORTERM");
    return strcmp(colours, "truecolor") == 0 || strcmp(colours, "24bit") == 0 ||
           strstr(setting("TERM"), "direct") != NULL;
}

static bool blank(const struct cell *cell) {
    return (cell->code == ' ' || cell->code == 0) && cell->style.bg == GRID_OWN;
}

bool inset_row_blank(const struct grid *grid, int row) {
    for (int i = 0; i < grid->columns; i++)
        if (!blank(&grid->cells[row * grid->columns + i])) return false;
    return true;
}

// One colour of a cell: what is 38 for the character and 48 for its ground.
static void put_colour(FILE *out, int what, uint32_t rgb, bool exact) {
    if (rgb == GRID_OWN)
        fprintf(out, "\033[%dm", what + 1);
    else if (exact)
        fprintf(out, "\033[%d;2;%d;%d;%dm", what, (int)(rgb >> 16 & 255), (int)(rgb >> 8 & 255),
                (int)(rgb & 255));
    else
        fprintf(out, "\033[%d;5;%dm", what, (int)grid_to_256(rgb));
}

static void put_character(FILE *out, uint32_t code) {
    char bytes[4];
    int length = 0;
    if (code < 0x80) {
        bytes[length++] = (char)code;
    } else {
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        bytes[length++] = (char)((0xFF << (7 - more) & 0xFF) | (int)(code >> 6 * more));
        while (more-- > 0) bytes[length++] = (char)(0x80 | (code >> 6 * more & 63));
    }
    fwrite(bytes, 1, (size_t)length, out);
}

int inset_print_row(const struct page *page, const struct grid *grid, int row) {
    const struct cell *cells = &grid->cells[row * grid->columns];
    int end = grid->columns;
    while (end > 0 && blank(&cells[end - 1])) end--;
    struct style now = {GRID_OWN, GRID_OWN, 0};
    bool exact = true_colour();
    for (int i = 0; i < end; i++) {
        const struct style *style = &cells[i].style;
        if (page->colour && style->attributes != now.attributes) {
            fprintf(page->out, style->attributes & GRID_DIM ? "\033[0;2m" : "\033[0m");
            now = (struct style){GRID_OWN, GRID_OWN, style->attributes};
        }
        if (page->colour && style->fg != now.fg) put_colour(page->out, 38, style->fg, exact);
        if (page->colour && style->bg != now.bg) put_colour(page->out, 48, style->bg, exact);
        now = *style;
        put_character(page->out, cells[i].code);
    }
    if (page->colour && end > 0) fputs("\033[0m", page->out);
    return end;
}

void inset_put(struct grid *grid, int row, int column, int rows, int columns,
               const struct cell *cells) {
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++) {
            const struct cell *cell = &cells[y * columns + x];
            grid_set(grid, row + y, column + x, cell->style, cell->code);
        }
}

void inset_finish(struct inset *inset) {
    for (int i = 0; i < inset->still_count; i++) free(inset->stills[i].bytes);
    if (inset->grid.cells) grid_finish(&inset->grid);
    *inset = (struct inset){0};
}

// Sixels must not reach below the last line of the screen, or all would scroll under them. So the
// lines that a picture takes are made first, and one more; then it is drawn from where it begins,
// and the text goes on there.
static void print_stills(FILE *out, const struct inset *inset, int row) {
    for (int i = 0; i < inset->still_count; i++) {
        const struct inset_still *still = &inset->stills[i];
        if (still->row != row) continue;
        for (int k = 0; k <= still->rows; k++) fputc('\n', out);
        fprintf(out, "\033[%dA\0337\033[%dG", still->rows + 1, still->column + 1);
        fwrite(still->bytes, 1, still->length, out);
        fputs("\0338", out);
    }
}

void inset_print_beside(const struct page *page, const struct inset *inset, const char *text) {
    const struct grid *grid = &inset->grid;
    for (int row = 0; row < grid->rows || *text; row++) {
        size_t length = strcspn(text, "\n");
        print_stills(page->out, inset, row);
        int used = row < grid->rows ? inset_print_row(page, grid, row) : 0;
        // blanks would wipe out pixels
        if (length > 0 && inset->still_count > 0)
            fprintf(page->out, "\033[%dG", grid->columns + 1);
        else if (length > 0)
            fprintf(page->out, "%*s", grid->columns - used, "");
        fwrite(text, 1, length, page->out);
        fputc('\n', page->out);
        text += length + (text[length] == '\n');
    }
}
