// SPDX-License-Identifier: Apache-2.0
// What a frame of a figure costs: microseconds of processor time to solve it, to list its paths and
// to paint them with Cairo, and its bytes as SVG; means over every move. Then the sheet of all
// moves in four phases, as tools/contact_sheet.c draws it. What is wanted stands beside it, as a
// ratio.
//
//   bench_figure FILE.yaml...
#include "unhunch/pictures.h"

#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FRAMES = 40, PAINTED = 4, WIDTH = 480, HEIGHT = 400, CELL_WIDTH = 356, CELL_HEIGHT = 316 };

#define FRAME_WANTED 1000. // us, solving and drawing, in the mean
#define SVG_WANTED 25000.  // bytes, in the mean
#define SHEET_WANTED 3000. // ms

struct cost {
    double solve, draw, paint, bytes;
    double worst; // solve and draw
    double sheet; // us
    int frames, painted;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void paint(struct uh_studio *studio, struct cost *cost) {
    int width, height;
    double start = now();
    uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
    cost->paint += now() - start;
    cost->painted++;
    free(pixels);
}

static void measure_frame(struct uh_studio *studio, double time, bool painted, struct cost *cost) {
    const struct uh_style style = {0};
    struct uh_instant instant;
    size_t length;
    double start = now();
    uh_figure_at(&studio->figure, &studio->skeleton, time, &instant);
    double solved = now();
    uh_figure_draw(studio->painter, &studio->drawing, &studio->figure, &studio->skeleton,
                   &studio->muscles, &instant, &studio->camera, &style, NULL);
    double drawn = now();
    free(uh_svg_of(&studio->drawing, "", &length));
    cost->solve += solved - start;
    cost->draw += drawn - solved;
    cost->bytes += (double)length;
    cost->frames++;
    if (drawn - start > cost->worst) cost->worst = drawn - start;
    if (painted) paint(studio, cost);
}

static void measure_sheet(struct uh_studio *studio, struct cost *cost) {
    double start = now();
    uh_studio_aim(studio, CELL_WIDTH, CELL_HEIGHT, false);
    for (int phase = 0; phase < 4; phase++) {
        const struct uh_style style = {.glow = phase == 3, .arrow = phase == 3};
        int width, height;
        uh_painter_forget(studio->painter);
        uh_studio_draw(studio, uh_figure_phase(&studio->figure, phase), &style);
        free(uh_pixels_of(&studio->drawing, &width, &height));
    }
    cost->sheet += now() - start;
}

static void measure_move(struct uh_studio *studio, const char *path, struct cost *cost) {
    struct uh_figure_error error;
    struct fy_document *document = fy_document_build_from_file(NULL, path);
    struct fy_node *node =
        document ? fy_node_by_path(fy_document_root(document), "/figure", (size_t)-1, 0) : NULL;
    const char *text = node ? fy_node_get_scalar0(node) : NULL;
    double start = now();
    if (text && uh_studio_read(studio, text, NULL, false, &error) == UH_OK) {
        cost->sheet += now() - start;
        measure_sheet(studio, cost);
        uh_studio_aim(studio, WIDTH, HEIGHT, false);
        double seconds = uh_figure_seconds(&studio->figure);
        for (int f = 0; f < FRAMES; f++)
            measure_frame(studio, seconds * f / FRAMES, f % (FRAMES / PAINTED) == 0, cost);
    }
    fy_document_destroy(document);
}

int main(int count, char **words) {
    struct uh_studio *studio = uh_studio_create(1.70);
    struct cost cost = {0};
    for (int i = 1; i < count; i++) measure_move(studio, words[i], &cost);
    uh_studio_destroy(studio);
    if (cost.frames == 0) {
        fputs("bench_figure FILE.yaml...\n", stderr);
        return 2;
    }
    double frame = (cost.solve + cost.draw) / cost.frames, bytes = cost.bytes / cost.frames;
    printf("frames %d\nsolve %.0f us\ndraw %.0f us\n", cost.frames, cost.solve / cost.frames,
           cost.draw / cost.frames);
    printf("solve and draw %.0f us, %.2f of what is wanted; worst %.0f us\n", frame,
           frame / FRAME_WANTED, cost.worst);
    printf("paint %.0f us\n", cost.paint / cost.painted);
    printf("svg %.0f bytes, %.2f of what is wanted\n", bytes, bytes / SVG_WANTED);
    printf("sheet %.0f ms, %.2f of what is wanted\n", cost.sheet / 1000,
           cost.sheet / 1000 / SHEET_WANTED);
    return 0;
}
