// SPDX-License-Identifier: Apache-2.0
// Moves in files: SVG (still, or a loop in one file), PNG, loops as GIF, APNG and WebP, and the
// body as a model for MuJoCo. A shell library: it may allocate and write.
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
    struct uh_instant instant; // that is drawn there
    struct uh_painter *painter;
    void *memory;
};

struct uh_studio *uh_studio_create(double stature_m);
void uh_studio_destroy(struct uh_studio *studio);

// Reads and solves a figure; mirrored for the other side.
enum uh_result uh_studio_read(struct uh_studio *studio, const char *text, const char *variant,
                              bool mirrored, struct uh_figure_error *error);

// Points the camera and finds the arrow, for pictures of this size. Heat pictures have their own
// view.
void uh_studio_aim(struct uh_studio *studio, double width, double height, bool muscles);

// The same, of the shape that the move fills best, as large as width times height; the sides are
// whole and even numbers.
void uh_studio_aim_shaped(struct uh_studio *studio, double width, double height, bool muscles);

// Draws the moment into studio->drawing.
void uh_studio_draw(struct uh_studio *studio, double time, const struct uh_style *style);

// SVG of a drawing; free the text when done.
char *uh_svg_of(const struct uh_drawing *drawing, const char *title, size_t *length);

// The whole move as one SVG that loops by itself.
char *uh_svg_loop(struct uh_studio *studio, const struct uh_style *style, double frames_per_second,
                  const char *title, size_t *length);

// Writes a PNG of a drawing; false: the file could not be written.
bool uh_png_write(const struct uh_drawing *drawing, const char *path);

// The same as bytes; free them when done.
void *uh_png_of(const struct uh_drawing *drawing, size_t *length);

// The whole move as a loop of pixels, as large as the studio was aimed for; free the bytes when
// done.
void *uh_gif_of(struct uh_studio *studio, const struct uh_style *style, size_t *length);
void *uh_apng_of(struct uh_studio *studio, const struct uh_style *style, size_t *length);
void *uh_webp_of(struct uh_studio *studio, const struct uh_style *style, size_t *length);

// The pictures of a loop: a pose that is held takes one, a way so many a second.
struct uh_moment {
    double at, lasts; // seconds
};

enum { UH_LOOP_FRAMES_PER_SECOND = 12, UH_MOMENT_MAX = 1024 };

int uh_figure_moments(const struct uh_figure *figure, double frames_per_second,
                      struct uh_moment moments[UH_MOMENT_MAX]);

// Pixels of a drawing, 0xAARRGGBB with alpha multiplied in, width x height as the drawing says;
// free them when done.
uint32_t *uh_pixels_of(const struct uh_drawing *drawing, int *width, int *height);

// The skeleton as an MJCF model: bones, joints with their ranges, muscles as spatial tendons; the
// poses of a solved figure, which may be NULL, as keyframes. The title is an id. Free the text when
// done.
char *uh_mjcf_of(const struct uh_skeleton *skeleton, const struct uh_figure *figure,
                 const char *title, size_t *length);

// What bodies, joints (as their bodies) and tendons are called there.
enum { UH_MJCF_NAME_SIZE = 48 };
void uh_mjcf_bone_name(int bone, char name[UH_MJCF_NAME_SIZE]); // scapulae too
void uh_mjcf_fibre_name(int muscle, int fibre, int side, char name[UH_MJCF_NAME_SIZE]);

#endif
