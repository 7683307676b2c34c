// SPDX-License-Identifier: Apache-2.0
// For tests of pictures: what other programs made of a picture.
#ifndef UNHUNCH_TEST_PICTURES_HELP_H
#define UNHUNCH_TEST_PICTURES_HELP_H

#include "unhunch/pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cairo.h>
#include <cmocka.h>

#include "figure_text.h"

// A folder to work in, which is the working folder from then on.
static inline void enter_new_folder(char folder[32]) {
    strcpy(folder, "/tmp/unhunch-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
}

static inline void write_bytes(const char *path, const void *bytes, size_t length) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

// How far the pixels of a PNG are from what they should be: the worst channel, and the mean.
static inline int worst_pixel(const char *path, const uint32_t *wanted, int width, int height,
                              double *mean) {
    cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    assert_int_equal(cairo_image_surface_get_width(surface), width);
    assert_int_equal(cairo_image_surface_get_height(surface), height);
    bool opaque = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24;
    int worst = 0;
    double sum = 0;
    for (int y = 0; y < height; y++) {
        const uint32_t *row = (const void *)(cairo_image_surface_get_data(surface) +
                                             y * cairo_image_surface_get_stride(surface));
        for (int x = 0; x < width; x++)
            for (int shift = 0; shift < 32; shift += 8) {
                uint32_t found = opaque ? row[x] | 0xFF000000 : row[x];
                int apart =
                    abs((int)(found >> shift & 255) - (int)(wanted[y * width + x] >> shift & 255));
                if (apart > worst) worst = apart;
                sum += apart;
            }
    }
    cairo_surface_destroy(surface);
    if (mean) *mean = sum / width / height / 4;
    return worst;
}

#endif
