// SPDX-License-Identifier: Apache-2.0
// The figure of every move as numbers: where its bones are in seven frames, and what is drawn of
// them. Built natively and as wasm, both must be the same: see wasm_figures.sh.
#include "unhunch/catalog.h"
#include "unhunch/figure.h"

#include <stdint.h>
#include <string.h>

enum { FRAMES = 7, NUMBER_MAX = 90000 };

int figure_count(void);
int figure_numbers(int move, int frame);
const double *figure_values(void);

static unsigned char memory[UH_PAINTER_ARENA];
static struct uh_skeleton skeleton;
static struct uh_muscles muscles;
static struct uh_painter *painter;
static struct uh_drawing drawing;
static struct uh_figure figure;
static struct uh_camera camera;
static struct uh_hint hint;
static double values[NUMBER_MAX];
static int taken;

static void give(double value) {
    if (taken < NUMBER_MAX) values[taken++] = value;
}

int figure_count(void) {
    struct uh_arena arena = {.base = memory, .size = sizeof memory};
    uh_skeleton_init(&skeleton, 1.70);
    uh_muscles_init(&muscles, &skeleton);
    painter = uh_painter_take(&arena);
    if (painter == NULL || uh_drawing_init(&drawing, &arena) != UH_OK) return 0;
    return uh_builtin_catalog.move_count * FRAMES;
}

static void give_posture(const struct uh_posture *posture) {
    for (int b = 0; b < UH_PLACE_COUNT; b++) {
        give(posture->at[b].x);
        give(posture->at[b].y);
        give(posture->at[b].z);
    }
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        give(uh_muscle_heat(&muscles, &skeleton, posture, m, m % 2));
}

// A number for the very bits of what came before and of a spot (FNV-1a, Fowler, Noll and Vo 1991).
static uint32_t digest(uint32_t before, const struct uh_spot *spot) {
    unsigned char bytes[sizeof *spot];
    memcpy(bytes, spot, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) before = (before ^ bytes[i]) * UINT32_C(16777619);
    return before;
}

// Of a path: its colours, whose shape it has, what cuts it, the middle of its spots, in metres as
// the camera sees them, and a digest of them all.
static void give_path(const struct uh_path *path) {
    double x = 0, y = 0, count = 0;
    uint32_t all = UINT32_C(2166136261);
    for (int r = path->first; r < path->first + path->count; r++)
        for (int s = 0; s < drawing.runs[r].count; s++, count++) {
            const struct uh_spot *spot = &drawing.spots[drawing.runs[r].first + s];
            x += (double)spot->x;
            y += (double)spot->y;
            all = digest(all, spot);
        }
    give(path->fill.red);
    give(path->fill.green);
    give(path->blend.kind);
    give(path->blend.to.blue);
    give((double)path->blend.reach.x);
    give((double)path->blend.at.y);
    give((double)path->blend.aside.y);
    give(path->same);
    give(path->clip);
    give(count > 0 ? x / count / camera.scale : 0);
    give(count > 0 ? y / count / camera.scale : 0);
    give(all);
}

// Makes the numbers of one frame; returns how many.
int figure_numbers(int move, int frame) {
    const struct uh_style style = {.glow = true, .arrow = true, .plain = true};
    struct uh_figure_error error;
    struct uh_instant instant;
    taken = 0;
    if (frame == 0) {
        const char *text = uh_builtin_catalog.moves[move].figure;
        if (text == NULL || uh_figure_read(&figure, &skeleton, text, NULL, &error) != UH_OK)
            return 0;
        uh_figure_solve(&figure, &skeleton);
        uh_camera_fit(&camera, &figure, &skeleton, &figure.view, 480, 400);
        uh_hint_make(&hint, &figure, &skeleton, &camera);
        uh_painter_forget(painter);
    }
    uh_figure_at(&figure, &skeleton, uh_figure_seconds(&figure) * frame / FRAMES, &instant);
    give_posture(&instant.posture);
    uh_figure_draw(painter, &drawing, &figure, &skeleton, &muscles, &instant, &camera, &style,
                   &hint);
    for (int i = 0; i < drawing.path_count; i++) give_path(&drawing.paths[i]);
    return taken;
}

const double *figure_values(void) {
    return values;
}

#ifndef __wasm__
#include <stdio.h>

int main(void) {
    int count = figure_count();
    for (int i = 0; i < count; i++) {
        int numbers = figure_numbers(i / FRAMES, i % FRAMES);
        printf("%s %d", uh_builtin_catalog.moves[i / FRAMES].id, i % FRAMES);
        for (int k = 0; k < numbers; k++) printf(" %.17g", figure_values()[k]);
        printf("\n");
    }
    return count > 0 ? 0 : 1;
}
#endif
