// SPDX-License-Identifier: Apache-2.0
// Moves as pictures in files: SVG (still, or a loop in one file) and PNG. A shell library: it may
// allocate and write.
#ifndef UNHUNCH_PICTURES_H
#define UNHUNCH_PICTURES_H

#include "unhunch/figure.h"

// A painter with all it needs, for one move at a time.
struct uh_studio {
    struct uh_skeleton skeleton;
    struct uh_muscles muscles;
    struct uh_figure figure;
    struct uh_camera camera;
    struct uh_hint hint;
    struct uh_drawing drawing;
    struct uh_painter *painter;
    void *memory;
};

struct uh_studio *uh_studio_create(double stature_m);
void uh_studio_destroy(struct uh_studio *studio);

// Reads and solves a figure; mirrored for the other side.
enum uh_result uh_studio_read(struct uh_studio *studio, const char *text, bool mirrored,
                              struct uh_figure_error *error);

// Points the camera and finds the arrow, for pictures of this size. Heat pictures have their own
// view.
void uh_studio_aim(struct uh_studio *studio, double width, double height, bool muscles);

// Draws the moment into studio->drawing.
void uh_studio_draw(struct uh_studio *studio, double time, const struct uh_style *style);

// SVG of a drawing; free the text when done.
char *uh_svg_of(const struct uh_drawing *drawing, const char *title, size_t *length);

// The whole move as one SVG that loops by itself.
char *uh_svg_loop(struct uh_studio *studio, const struct uh_style *style, double frames_per_second,
                  const char *title, size_t *length);

// Writes a PNG of a drawing; false: the file could not be written.
bool uh_png_write(const struct uh_drawing *drawing, const char *path);

// Pixels of a drawing, 0xAARRGGBB with alpha multiplied in, width x height as the drawing says;
// free them when done.
uint32_t *uh_pixels_of(const struct uh_drawing *drawing, int *width, int *height);

#endif
