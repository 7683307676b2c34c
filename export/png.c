// SPDX-License-Identifier: Apache-2.0
// Drawings as pixels, through Cairo.
#include "unhunch/pictures.h"

#include <cairo.h>
#include <stdlib.h>
#include <string.h>

static void pen_move(void *context, double x, double y) {
    cairo_move_to(context, x, y);
}

static void pen_line(void *context, double x, double y) {
    cairo_line_to(context, x, y);
}

static void pen_curve(void *context, double ax, double ay, double bx, double by, double x,
                      double y) {
    cairo_curve_to(context, ax, ay, bx, by, x, y);
}

static void pen_close(void *context) {
    cairo_close_path(context);
}

static void trace(cairo_t *cairo, const struct uh_drawing *drawing, const struct uh_path *path) {
    struct uh_pen pen = {pen_move, pen_line, pen_curve, pen_close, cairo};
    cairo_new_path(cairo);
    uh_drawing_trace(drawing, path, &pen);
}

static void set_colour(cairo_t *cairo, struct uh_colour c) {
    cairo_set_source_rgba(cairo, c.red / 255., c.green / 255., c.blue / 255., c.alpha / 255.);
}

// A fill of two colours; cairo keeps to the last one beyond its end, as the others do.
static void set_blend(cairo_t *cairo, const struct uh_path *path) {
    const struct uh_blend *blend = &path->blend;
    double x = (double)blend->at.x + path->dx, y = (double)blend->at.y + path->dy;
    cairo_pattern_t *pattern;
    if (blend->kind == UH_BLEND_LINE) {
        pattern = cairo_pattern_create_linear(x, y, x + (double)blend->reach.x,
                                              y + (double)blend->reach.y);
    } else {
        cairo_matrix_t to_circle;
        cairo_matrix_init(&to_circle, (double)blend->reach.x, (double)blend->reach.y,
                          (double)blend->aside.x, (double)blend->aside.y, x, y);
        cairo_matrix_invert(&to_circle);
        pattern = cairo_pattern_create_radial(0, 0, 0, 0, 0, 1);
        cairo_pattern_set_matrix(pattern, &to_circle);
    }
    const struct uh_colour stops[2] = {path->fill, blend->to};
    for (int i = 0; i < 2; i++)
        cairo_pattern_add_color_stop_rgba(pattern, i, stops[i].red / 255., stops[i].green / 255.,
                                          stops[i].blue / 255., stops[i].alpha / 255.);
    cairo_set_source(cairo, pattern);
    cairo_pattern_destroy(pattern);
}

static void paint_path(cairo_t *cairo, const struct uh_drawing *drawing,
                       const struct uh_path *path) {
    if (!path->filled && !path->stroked) return;
    cairo_save(cairo);
    if (path->clip >= 0) {
        trace(cairo, drawing, &drawing->paths[path->clip]);
        cairo_clip(cairo);
    }
    trace(cairo, drawing, path);
    if (path->filled) {
        if (path->blend.kind == UH_BLEND_NONE)
            set_colour(cairo, path->fill);
        else
            set_blend(cairo, path);
        cairo_fill_preserve(cairo);
    }
    if (path->stroked) {
        set_colour(cairo, path->stroke);
        cairo_set_line_width(cairo, (double)path->width);
        cairo_stroke(cairo);
    }
    cairo_restore(cairo);
}

static void paint(cairo_t *cairo, const struct uh_drawing *drawing) {
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    for (int i = 0; i < drawing->path_count; i++) paint_path(cairo, drawing, &drawing->paths[i]);
}

static cairo_surface_t *surface_of(const struct uh_drawing *drawing) {
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)drawing->width, (int)drawing->height);
    cairo_t *cairo = cairo_create(surface);
    paint(cairo, drawing);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

bool uh_png_write(const struct uh_drawing *drawing, const char *path) {
    cairo_surface_t *surface = surface_of(drawing);
    bool written = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return written;
}

// Bytes that grow as they are written.
struct growing {
    unsigned char *at;
    size_t used, room;
};

static cairo_status_t grow(void *context, const unsigned char *bytes, unsigned length) {
    struct growing *out = context;
    if (out->used + length > out->room) {
        out->room = 2 * out->room + length + 16384;
        out->at = realloc(out->at, out->room);
        if (!out->at) abort();
    }
    memcpy(out->at + out->used, bytes, length);
    out->used += length;
    return CAIRO_STATUS_SUCCESS;
}

void *uh_png_of(const struct uh_drawing *drawing, size_t *length) {
    struct growing out = {0};
    cairo_surface_t *surface = surface_of(drawing);
    if (cairo_surface_write_to_png_stream(surface, grow, &out) != CAIRO_STATUS_SUCCESS) abort();
    cairo_surface_destroy(surface);
    *length = out.used;
    return out.at;
}

uint32_t *uh_pixels_of(const struct uh_drawing *drawing, int *width, int *height) {
    cairo_surface_t *surface = surface_of(drawing);
    *width = cairo_image_surface_get_width(surface);
    *height = cairo_image_surface_get_height(surface);
    size_t row = (size_t)*width * sizeof(uint32_t);
    uint32_t *pixels = malloc(row * (size_t)*height);
    if (!pixels) abort();
    const unsigned char *from = cairo_image_surface_get_data(surface);
    for (int y = 0; y < *height; y++)
        memcpy(pixels + (size_t)y * (size_t)*width,
               from + (size_t)y * (size_t)cairo_image_surface_get_stride(surface), row);
    cairo_surface_destroy(surface);
    return pixels;
}
