// SPDX-License-Identifier: Apache-2.0
// What the library of pictures gives the program.
#include "gallery.h"

#include "cells.h"
#include "graphics.h"
#include "unhunch/pictures.h"

#include <stdlib.h>

// Every frame of an SVG is written out whole: fewer of them than in the other loops.
enum { SVG_FRAMES_PER_SECOND = 10 };

extern const struct gallery uh_gallery __attribute__((visibility("default")));

struct gallery_picture {
    struct uh_studio *studio;
    struct uh_style style;
    struct cells cells;
};

static struct gallery_picture *open_picture(const struct gallery_wish *wish,
                                            struct uh_figure_error *error) {
    struct gallery_picture *picture = calloc(1, sizeof *picture);
    if (!picture) abort();
    picture->studio = uh_studio_create(1.70);
    picture->style = (struct uh_style){.palette = wish->palette,
                                       .dark = wish->dark,
                                       .muscles = wish->muscles,
                                       .plain = wish->plain,
                                       .arrow = wish->hint,
                                       .ghost = wish->hint,
                                       .glow = !wish->plain};
    if (uh_studio_read(picture->studio, wish->figure, wish->variant, wish->mirrored, error) !=
        UH_OK) {
        uh_studio_destroy(picture->studio);
        free(picture);
        return NULL;
    }
    (wish->shaped ? uh_studio_aim_shaped : uh_studio_aim)(picture->studio, wish->width,
                                                          wish->height, wish->muscles);
    return picture;
}

static void close_picture(struct gallery_picture *picture) {
    if (!picture) return;
    cells_finish(&picture->cells);
    uh_studio_destroy(picture->studio);
    free(picture);
}

static void draw(struct gallery_picture *picture, double time) {
    uh_painter_forget(picture->studio->painter);
    uh_studio_draw(picture->studio, time, &picture->style);
}

static void *make_file(const struct gallery_wish *wish, enum gallery_file kind, size_t *length,
                       struct uh_figure_error *error) {
    struct gallery_picture *picture = open_picture(wish, error);
    if (!picture) return NULL;
    struct uh_studio *studio = picture->studio;
    void *bytes;
    bool still = wish->still || kind == GALLERY_PNG;
    if (still) draw(picture, uh_figure_phase(&studio->figure, 3));
    if (kind == GALLERY_PNG)
        bytes = uh_png_of(&studio->drawing, length);
    else if (kind == GALLERY_GIF)
        bytes = uh_gif_of(studio, &picture->style, length);
    else if (kind == GALLERY_APNG)
        bytes = uh_apng_of(studio, &picture->style, length);
    else if (kind == GALLERY_WEBP)
        bytes = uh_webp_of(studio, &picture->style, length);
    else if (still)
        bytes = uh_svg_of(&studio->drawing, wish->title, length);
    else
        bytes = uh_svg_loop(studio, &picture->style, SVG_FRAMES_PER_SECOND, wish->title, length);
    close_picture(picture);
    return bytes;
}

static double seconds(const struct gallery_picture *picture) {
    return uh_figure_seconds(&picture->studio->figure);
}

static double phase(const struct gallery_picture *picture, int number) {
    return uh_figure_phase(&picture->studio->figure, number);
}

// Poses that are held for a second at least.
static int stays(const struct gallery_picture *picture, struct gallery_stay *found, int most) {
    const struct uh_figure *figure = &picture->studio->figure;
    double time = 0;
    int count = 0;
    for (int k = 0; k < figure->key_count; k++) {
        double end = time + figure->keys[k].hold;
        if (figure->keys[k].hold > .99 && count < most)
            found[count++] = (struct gallery_stay){time, end};
        time = end + figure->keys[(k + 1) % figure->key_count].seconds;
    }
    return count;
}

static int side(const struct gallery_picture *picture) {
    const uint32_t *targets = picture->studio->figure.targets;
    uint32_t right = targets[UH_SIDE_RIGHT], left = targets[UH_SIDE_LEFT];
    if ((right & ~left) != 0) return UH_SIDE_RIGHT;
    return (left & ~right) != 0 ? UH_SIDE_LEFT : -1;
}

static void make_cells(struct gallery_picture *picture, double time, int columns, int rows,
                       enum gallery_cells kind, bool colour, struct cell *cells) {
    int width, height;
    draw(picture, time);
    uint32_t *pixels = uh_pixels_of(&picture->studio->drawing, &width, &height);
    struct cells_way way = {columns, rows, kind, colour};
    cells_of(&picture->cells, &way, pixels, width, height, cells);
    free(pixels);
}

static char *make_graphics(struct gallery_picture *picture, double time, int columns, int rows,
                           enum gallery_graphics kind, const struct gallery_ground *ground,
                           size_t *length) {
    draw(picture, time);
    const struct uh_drawing *drawing = &picture->studio->drawing;
    return kind == GALLERY_KITTY ? graphics_kitty(drawing, columns, rows, length)
                                 : graphics_sixel(drawing, ground, length);
}

const struct gallery uh_gallery = {
    .abi = GALLERY_ABI,
    .file = make_file,
    .open = open_picture,
    .close = close_picture,
    .seconds = seconds,
    .phase = phase,
    .stays = stays,
    .side = side,
    .cells = make_cells,
    .graphics = make_graphics,
};
