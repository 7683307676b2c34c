// SPDX-License-Identifier: Apache-2.0
// The best that the terminal shows: pixels where it says that it takes them, else symbols. It is
// asked only where nothing else was said, and where there is colour: NO_COLOR wants silhouettes.
#include "beside.h"

#include <stdlib.h>

#include "picture.h"
#include "terminal/tty.h"

enum { TEXT_LEAST = 48, LEFT_LEAST = 28, LEFT_MOST = 38, MARGIN = 2, GAP = 2, TOP = 1 };

static bool is_graphics(enum picture_way way) {
    return way == PICTURE_KITTY || way == PICTURE_SIXEL;
}

int beside_columns(const struct cli *cli, const struct uh_move *move) {
    const struct page *page = &cli->page;
    bool said = cli->line.pictures > 0 && page->unicode;
    enum picture_way way = picture_way_said(&cli->line);
    if (!move->figure || way == PICTURE_NONE || !(said || inset_usable(page))) return 0;
    int columns = page->width - TEXT_LEAST;
    if (columns > LEFT_MOST) columns = LEFT_MOST;
    return columns >= LEFT_LEAST ? columns : 0;
}

// A picture and a word below it.
struct place {
    int row, column, rows, columns;
    int phase;
    bool muscles;
    const char *label;
};

// How pictures are made here.
struct way {
    const struct gallery *gallery;
    enum picture_way way;
    bool colour;
    struct tty_shows shows;
    struct gallery_ground ground;
};

static struct way choose(const struct cli *cli, const struct gallery *gallery) {
    struct way way = {gallery, picture_way_said(&cli->line), cli->page.colour, {0}, {0}};
    bool ask =
        cli->page.terminal && cli->page.colour && (cli->line.pictures == 0 || is_graphics(way.way));
    tty_guess_pictures(&way.shows);
    if (ask) tty_ask_pictures(&way.shows);
    way.ground = (struct gallery_ground){way.shows.ground_known, way.shows.ground};
    if (cli->line.pictures == 0 && way.shows.kitty)
        way.way = PICTURE_KITTY;
    else if (cli->line.pictures == 0 && way.shows.sixel)
        way.way = PICTURE_SIXEL;
    return way;
}

static bool is_light(const struct gallery_ground *ground) {
    uint32_t rgb = ground->rgb;
    return ground->known && (rgb >> 16 & 255) * 3 + (rgb >> 8 & 255) * 6 + (rgb & 255) > 1275;
}

// As symbols, into the grid.
static void put_symbols(const struct way *way, struct gallery_picture *picture,
                        const struct place *place, struct inset *inset) {
    struct cell *cells = calloc((size_t)(place->rows * place->columns), sizeof *cells);
    if (!cells) abort();
    way->gallery->cells(picture, way->gallery->phase(picture, place->phase), place->columns,
                        place->rows, picture_cells_of(way->way), way->colour, cells);
    inset_put(&inset->grid, place->row, place->column, place->rows, place->columns, cells);
    free(cells);
}

// As pixels, above it.
static void put_pixels(const struct way *way, struct gallery_picture *picture,
                       const struct place *place, struct inset *inset) {
    struct inset_still *still = &inset->stills[inset->still_count++];
    *still = (struct inset_still){.row = place->row, .column = place->column, .rows = place->rows};
    still->bytes = way->gallery->graphics(
        picture, way->gallery->phase(picture, place->phase), place->columns, place->rows,
        way->way == PICTURE_KITTY ? GALLERY_KITTY : GALLERY_SIXEL, &way->ground, &still->length);
}

// A picture that would not fit the screen whole is made of symbols.
static bool put(const struct way *way, struct gallery_wish wish, const struct place *place,
                struct inset *inset) {
    struct uh_figure_error error;
    bool pixels = is_graphics(way->way) && place->rows + 1 < way->shows.rows;
    wish.muscles = place->muscles;
    wish.hint = pixels && place->phase == 3;
    wish.width = place->columns * (pixels ? way->shows.cell_width : GALLERY_ACROSS);
    wish.height = place->rows * (pixels ? way->shows.cell_height : GALLERY_DOWN);
    struct gallery_picture *picture = way->gallery->open(&wish, &error);
    if (!picture) return false;
    (pixels ? put_pixels : put_symbols)(way, picture, place, inset);
    way->gallery->close(picture);
    int column = place->column + (place->columns - grid_columns(place->label)) / 2;
    struct style muted = {GRID_OWN, GRID_OWN, GRID_DIM};
    grid_put(&inset->grid, place->row + place->rows, column, place->columns, muted, place->label);
    return true;
}

bool beside_make(const struct cli *cli, const struct uh_move *move, const char *variant,
                 int columns, struct inset *inset) {
    const char *why;
    const struct gallery *gallery = picture_gallery(&why);
    if (!gallery) return false;
    int wide = columns - MARGIN, half = (wide - GAP) / 2, low = wide * 5 / 12, high = half * 5 / 7;
    const char *muscles = move->kind == UH_KIND_STRENGTH ? "what works" : "what is stretched";
    const struct place places[] = {
        {TOP, MARGIN, high, half, 0, false, "start"},
        {TOP, MARGIN + half + GAP, high, half, 3, false, "end"},
        {TOP + high + 2, MARGIN, low, wide, 3, true, muscles},
    };
    struct way way = choose(cli, gallery);
    struct gallery_wish wish = picture_wish(&cli->line, move, variant);
    wish.plain = true;
    wish.dark = !is_light(&way.ground);
    if (cli->line.palette == 0 && wish.dark) wish.palette = UH_PALETTE_NIGHT;
    if (cli->line.side > 0 && move->sides == UH_SIDES_EACH)
        wish.mirrored = picture_mirrored(gallery, &wish, cli->line.side - 1);
    *inset = (struct inset){0};
    grid_init(&inset->grid, columns, TOP + high + 2 + low + 2);
    bool colour = way.colour || is_graphics(way.way), made = true;
    for (int i = 0; i < (colour ? 3 : 2) && made; i++) made = put(&way, wish, &places[i], inset);
    if (!made) inset_finish(inset);
    return made;
}
