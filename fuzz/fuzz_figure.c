// SPDX-License-Identifier: Apache-2.0
// Any bytes as the poses of a move: they are read or refused at a place within the text, and what
// is read can be solved, mirrored, moved and drawn, to numbers and not beyond.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "unhunch/figure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 4000, ERROR_COLUMN_MAX = TEXT_MAX + 1, KEYS_SOLVED = 4, VARIANTS_TRIED = 2 };

static struct uh_skeleton skeleton;
static struct uh_muscles muscles;
static struct uh_painter *painter;
static struct uh_drawing drawing;
static struct uh_figure figure;

static void prepare(void) {
    static unsigned char memory[UH_PAINTER_ARENA];
    struct uh_arena arena = {.base = memory, .size = sizeof memory};
    uh_skeleton_init(&skeleton, 1.70);
    uh_muscles_init(&muscles, &skeleton);
    painter = uh_painter_take(&arena);
    if (painter == NULL || uh_drawing_init(&drawing, &arena) != UH_OK) abort();
}

// Where reading failed lies in the text, and what is said of it is a text.
static void check_error(const struct uh_figure_error *error, const char *text) {
    int lines = 1;
    for (; *text != 0; text++) lines += *text == '\n';
    if (error->line < 1 || error->line > lines) abort();
    if (error->column < 1 || error->column > ERROR_COLUMN_MAX) abort();
    if (error->text[0] == 0 || memchr(error->text, 0, sizeof error->text) == NULL) abort();
}

static void check_instant(const struct uh_instant *instant) {
    for (int b = 0; b < UH_PLACE_COUNT; b++) {
        struct uh_vec3 at = instant->posture.at[b];
        if (!isfinite(at.x) || !isfinite(at.y) || !isfinite(at.z)) abort();
    }
}

static void draw(const struct uh_instant *instant) {
    struct uh_camera camera;
    struct uh_hint hint;
    struct uh_style style = {.arrow = true, .ghost = true, .glow = true};
    uh_camera_fit(&camera, &figure, &skeleton, &figure.view, 360, 320);
    uh_hint_make(&hint, &figure, &skeleton, &camera);
    uh_painter_forget(painter);
    uh_figure_draw(painter, &drawing, &figure, &skeleton, &muscles, instant, &camera, &style,
                   &hint);
    for (int i = 0; i < drawing.spot_count; i++)
        if (!isfinite(drawing.spots[i].x) || !isfinite(drawing.spots[i].y)) abort();
}

// One version of the text: read, and where it is sound solved, mirrored and drawn.
static void try_version(const char *text, const char *variant) {
    struct uh_figure_error error = {0};
    struct uh_instant instant;
    if (uh_figure_read(&figure, &skeleton, text, variant, &error) != UH_OK) {
        check_error(&error, text);
        return;
    }
    if (figure.key_count > KEYS_SOLVED) return;
    uh_figure_solve(&figure, &skeleton);
    uh_figure_mirror(&figure);
    uh_figure_at(&figure, &skeleton, uh_figure_seconds(&figure) * .4, &instant);
    check_instant(&instant);
    draw(&instant);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char text[TEXT_MAX + 1], variant[UH_VARIANT_SIZE];
    if (painter == NULL) prepare();
    if (size > TEXT_MAX) return 0;
    memcpy(text, data, size);
    text[size] = 0;
    try_version(text, NULL);
    for (int i = 0; i < VARIANTS_TRIED && uh_figure_variant(text, i, variant); i++)
        try_version(text, variant);
    return 0;
}
