// SPDX-License-Identifier: Apache-2.0
#include "beside.h"

#include <stdlib.h>

#include "inset.h"
#include "picture.h"

enum { TEXT_LEAST = 48, LEFT_LEAST = 28, LEFT_MOST = 38, MARGIN = 2, GAP = 2, TOP = 1 };

int beside_columns(const struct cli *cli, const struct uh_move *move) {
    const struct page *page = &cli->page;
    if (!move->figure || !inset_usable(page)) return 0;
    int columns = page->width - TEXT_LEAST;
    if (columns > LEFT_MOST) columns = LEFT_MOST;
    return columns >= LEFT_LEAST ? columns : 0;
}

// A picture and a word below it.
struct inset {
    int row, column, rows, columns;
    int phase;
    bool muscles;
    const char *label;
};

static bool place(const struct cli *cli, const struct gallery *gallery, struct gallery_wish wish,
                  const struct inset *inset, struct grid *grid) {
    struct uh_figure_error error;
    wish.muscles = inset->muscles;
    wish.width = inset->columns * GALLERY_ACROSS;
    wish.height = inset->rows * GALLERY_DOWN;
    struct gallery_picture *picture = gallery->open(&wish, &error);
    struct cell *cells = calloc((size_t)(inset->rows * inset->columns), sizeof *cells);
    if (!cells) abort();
    if (picture) {
        gallery->cells(picture, gallery->phase(picture, inset->phase), inset->columns, inset->rows,
                       picture_cells(), cli->page.colour, cells);
        inset_put(grid, inset->row, inset->column, inset->rows, inset->columns, cells);
        int column = inset->column + (inset->columns - grid_columns(inset->label)) / 2;
        struct style muted = {GRID_OWN, GRID_OWN, GRID_DIM};
        grid_put(grid, inset->row + inset->rows, column, inset->columns, muted, inset->label);
    }
    gallery->close(picture);
    free(cells);
    return picture != NULL;
}

bool beside_make(const struct cli *cli, const struct uh_move *move, int columns,
                 struct grid *grid) {
    const char *why;
    const struct gallery *gallery = picture_gallery(&why);
    if (!gallery) return false;
    int wide = columns - MARGIN, half = (wide - GAP) / 2, low = wide * 5 / 12, high = half * 5 / 7;
    const char *muscles = move->kind == UH_KIND_STRENGTH ? "what works" : "what is stretched";
    const struct inset insets[] = {
        {TOP, MARGIN, high, half, 0, false, "start"},
        {TOP, MARGIN + half + GAP, high, half, 3, false, "end"},
        {TOP + high + 2, MARGIN, low, wide, 3, true, muscles},
    };
    struct gallery_wish wish = picture_wish(&cli->line, move);
    wish.plain = wish.dark = true;
    if (cli->line.palette == 0) wish.palette = UH_PALETTE_NIGHT;
    if (cli->line.side > 0 && move->sides == UH_SIDES_EACH)
        wish.mirrored = picture_mirrored(gallery, &wish, cli->line.side - 1);
    grid_init(grid, columns, TOP + high + 2 + low + 2);
    bool colour = cli->page.colour, made = true;
    for (int i = 0; i < (colour ? 3 : 2) && made; i++)
        made = place(cli, gallery, wish, &insets[i], grid);
    if (!made) grid_finish(grid);
    return made;
}
