// SPDX-License-Identifier: Apache-2.0
// Kitty: the picture as a PNG, its transparency with it, in base64, in pieces of 4096 bytes
// (https://sw.kovidgoyal.net/kitty/graphics-protocol/). Not through chafa, which would send every
// pixel as it is, thirty times as much.
//
// Sixel: through chafa, which chooses the colours. Sixels cover or they do not: where the ground is
// known, soft edges are mixed with it; else they are cut.
#include "graphics.h"

#include "unhunch/pictures.h"

#include <chafa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 4096 };

// Base64 by RFC 4648; returns its length.
static size_t put_base64(const unsigned char *bytes, size_t length, char *out) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t used = 0;
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        unsigned three = (unsigned)bytes[i] << 16 | (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
                         (left > 2 ? bytes[i + 2] : 0u);
        for (int k = 0; k < 4; k++)
            out[used++] = (size_t)k <= left ? digits[three >> (18 - 6 * k) & 63] : '=';
    }
    return used;
}

char *graphics_kitty(const struct uh_drawing *drawing, int columns, int rows, size_t *length) {
    size_t png_length;
    unsigned char *png = uh_png_of(drawing, &png_length);
    char *digits = malloc(png_length / 3 * 4 + 8), *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (!digits || !out) abort();
    size_t count = put_base64(png, png_length, digits);
    for (size_t at = 0; at < count; at += PIECE) {
        size_t piece = count - at < PIECE ? count - at : PIECE;
        fputs("\033_G", out);
        // shown at once (T), no answer (q), a PNG (f), the cursor stays (C)
        if (at == 0) fprintf(out, "a=T,q=2,f=100,C=1,c=%d,r=%d,", columns, rows);
        fprintf(out, "m=%d;", at + piece < count);
        fwrite(digits + at, 1, piece, out);
        fputs("\033\\", out);
    }
    if (fclose(out) != 0) abort();
    free(digits);
    free(png);
    return text;
}

static uint32_t over(uint32_t pixel, const struct gallery_ground *ground) {
    uint32_t alpha = pixel >> 24, mixed = 0xFF000000;
    if (alpha == 0 || (!ground->known && alpha < 128)) return 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t part = pixel >> shift & 255;
        if (ground->known)
            part += (ground->rgb >> shift & 255) * (255 - alpha) / 255;
        else
            part = part * 255 / alpha;
        mixed |= (part > 255 ? 255 : part) << shift;
    }
    return mixed;
}

static ChafaCanvas *sixel_canvas(int width, int height) {
    ChafaCanvasConfig *config = chafa_canvas_config_new();
    chafa_canvas_config_set_pixel_mode(config, CHAFA_PIXEL_MODE_SIXELS);
    chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_TRUECOLOR);
    chafa_canvas_config_set_cell_geometry(config, 1, 1);
    chafa_canvas_config_set_geometry(config, width, height);
    chafa_canvas_config_set_transparency_threshold(config, .5f);
    chafa_canvas_config_set_preprocessing_enabled(config, FALSE);
    chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_NONE);
    ChafaCanvas *canvas = chafa_canvas_new(config);
    chafa_canvas_config_unref(config);
    return canvas;
}

char *graphics_sixel(const struct uh_drawing *drawing, const struct gallery_ground *ground,
                     size_t *length) {
    int width, height;
    uint32_t *pixels = uh_pixels_of(drawing, &width, &height);
    for (int i = 0; i < width * height; i++) pixels[i] = over(pixels[i], ground);
    chafa_set_n_threads(1);
    ChafaCanvas *canvas = sixel_canvas(width, height);
    ChafaTermInfo *terminal = chafa_term_info_new();
    chafa_term_info_set_seq(terminal, CHAFA_TERM_SEQ_BEGIN_SIXELS, "\033P%1;%2;%3q", NULL);
    chafa_term_info_set_seq(terminal, CHAFA_TERM_SEQ_END_SIXELS, "\033\\", NULL);
    chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_BGRA8_PREMULTIPLIED, (const guint8 *)pixels,
                                 width, height, width * 4);
    GString *printed = chafa_canvas_print(canvas, terminal);
    char *text = malloc(printed->len + 1);
    if (!text) abort();
    memcpy(text, printed->str, printed->len + 1);
    *length = printed->len;
    g_string_free(printed, TRUE);
    chafa_term_info_unref(terminal);
    chafa_canvas_unref(canvas);
    free(pixels);
    return text;
}
