// SPDX-License-Identifier: Apache-2.0
// A cell shows two colours at most; chafa chooses them and the character that divides them. What
// is hardly covered stays the ground of the terminal, so that no halo shows whatever that ground
// is. Colours are cut to five bits a channel: frames differ less then, and less is sent.
#include "cells.h"

#include <chafa.h>

static const ChafaSymbolTags symbols[] = {
    [GALLERY_QUADRANTS] = CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF |
                          CHAFA_SYMBOL_TAG_QUAD,
    [GALLERY_SEXTANTS] = CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF |
                         CHAFA_SYMBOL_TAG_QUAD | CHAFA_SYMBOL_TAG_SEXTANT,
    [GALLERY_HALVES] = CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF,
    [GALLERY_BRAILLE] = CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_BRAILLE,
};

static ChafaCanvas *canvas_of(int columns, int rows, ChafaSymbolTags tags, bool colour) {
    ChafaSymbolMap *map = chafa_symbol_map_new();
    chafa_symbol_map_add_by_tags(map, tags);
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    chafa_canvas_config_set_geometry(config, columns, rows);
    chafa_canvas_config_set_pixel_mode(config, CHAFA_PIXEL_MODE_SYMBOLS);
    chafa_canvas_config_set_canvas_mode(config, colour ? CHAFA_CANVAS_MODE_TRUECOLOR
                                                       : CHAFA_CANVAS_MODE_FGBG);
    chafa_canvas_config_set_symbol_map(config, map);
    chafa_canvas_config_set_transparency_threshold(config, .5f);
    chafa_canvas_config_set_preprocessing_enabled(config, FALSE);
    chafa_canvas_config_set_work_factor(config, .5f);
    ChafaCanvas *canvas = chafa_canvas_new(config);
    chafa_canvas_config_unref(config);
    chafa_symbol_map_unref(map);
    return canvas;
}

void cells_finish(struct cells *cells) {
    if (cells->canvas) chafa_canvas_unref(cells->canvas);
    *cells = (struct cells){0};
}

static uint32_t colour_of(int rgb) {
    if (rgb < 0) return GRID_OWN;
    uint32_t cut = (uint32_t)rgb & 0xF8F8F8;
    return cut | (cut >> 5 & 0x070707);
}

// From here on a pixel counts as covered: less than half, or thin limbs of small figures would go.
enum { SOLID = 88 };

static uint32_t alpha_of(uint32_t pixel) {
    return pixel >> 24;
}

// Light enough to be a surface and not the line around it.
static bool is_surface(uint32_t pixel) {
    uint32_t light = (pixel >> 16 & 255) * 3 + (pixel >> 8 & 255) * 6 + (pixel & 255);
    return alpha_of(pixel) >= SOLID && light > 1050;
}

// One colour: surfaces are white, lines and ground are not.
static void flatten(uint32_t *pixels, int count) {
    for (int i = 0; i < count; i++) pixels[i] = is_surface(pixels[i]) ? 0xFFFFFFFF : 0xFF000000;
}

// Soft shadows vanish, all else is solid.
static void harden(uint32_t *pixels, int count) {
    for (int i = 0; i < count; i++) {
        uint32_t alpha = alpha_of(pixels[i]);
        if (alpha < SOLID) {
            pixels[i] = 0;
            continue;
        }
        uint32_t solid = 0xFF000000;
        for (int shift = 0; shift < 24; shift += 8)
            solid |= (pixels[i] >> shift & 255) * 255 / alpha << shift;
        pixels[i] = solid;
    }
}

// The block character that covers what another leaves free; 0: none. Bits of a quadrant: left and
// right above, left and right below. Sextants are in Unicode in the order of their bits, but for
// those that were there before: the empty, the full, and the left and the right half.
static uint32_t complement(uint32_t code) {
    static const uint32_t quadrants[16] = {' ',    0x2598, 0x259D, 0x2580, 0x2596, 0x258C,
                                           0x259E, 0x259B, 0x2597, 0x259A, 0x2590, 0x259C,
                                           0x2584, 0x2599, 0x259F, 0x2588};
    for (int i = 0; i < 16; i++)
        if (quadrants[i] == code) return quadrants[15 - i];
    if (code < 0x1FB00 || code > 0x1FB3B) return 0;
    uint32_t bits = code - 0x1FB00 + 1;
    bits += bits >= 21;
    bits += bits >= 42;
    bits = 63 - bits;
    return 0x1FB00 + bits - 1 - (bits > 21) - (bits > 42);
}

static struct cell cell_of(uint32_t code, int fg, int bg) {
    struct cell cell = {code, {colour_of(fg), colour_of(bg), 0}};
    uint32_t other = fg < 0 && bg >= 0 ? complement(code) : 0;
    if (other != 0) cell = (struct cell){other, {colour_of(bg), GRID_OWN, 0}};
    if (fg < 0 && bg < 0) cell.code = ' ';
    return cell;
}

static bool same_way(const struct cells_way *a, const struct cells_way *b) {
    return a->columns == b->columns && a->rows == b->rows && a->kind == b->kind &&
           a->colour == b->colour;
}

void cells_of(struct cells *cells, const struct cells_way *way, uint32_t *pixels, int width,
              int height, struct cell *out) {
    if (!cells->canvas || !same_way(&cells->way, way)) {
        cells_finish(cells);
        chafa_set_n_threads(1);
        cells->way = *way;
        cells->canvas = canvas_of(way->columns, way->rows, symbols[way->kind], way->colour);
    }
    if (way->colour)
        harden(pixels, width * height);
    else
        flatten(pixels, width * height);
    chafa_canvas_draw_all_pixels(cells->canvas, CHAFA_PIXEL_BGRA8_PREMULTIPLIED,
                                 (const guint8 *)pixels, width, height, width * 4);
    for (int y = 0; y < way->rows; y++)
        for (int x = 0; x < way->columns; x++) {
            int fg = -1, bg = -1;
            uint32_t code = chafa_canvas_get_char_at(cells->canvas, x, y);
            struct cell *cell = &out[y * way->columns + x];
            if (way->colour) {
                chafa_canvas_get_colors_at(cells->canvas, x, y, &fg, &bg);
                *cell = cell_of(code, fg, bg);
            } else {
                *cell = (struct cell){code, {GRID_OWN, GRID_OWN, 0}};
            }
        }
}
