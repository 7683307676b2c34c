// SPDX-License-Identifier: Apache-2.0
#include "unhunch/pictures.h"

#include <math.h>
#include <stdlib.h>

struct uh_studio *uh_studio_create(double stature_m) {
    struct uh_studio *studio = calloc(1, sizeof *studio);
    void *memory = malloc(UH_PAINTER_ARENA);
    if (!studio || !memory) abort();
    struct uh_arena arena = {.base = memory, .size = UH_PAINTER_ARENA};
    studio->memory = memory;
    studio->painter = uh_painter_take(&arena);
    if (!studio->painter || uh_drawing_init(&studio->drawing, &arena) != UH_OK) abort();
    uh_skeleton_init(&studio->skeleton, stature_m);
    uh_muscles_init(&studio->muscles, &studio->skeleton);
    return studio;
}

void uh_studio_destroy(struct uh_studio *studio) {
    if (!studio) return;
    free(studio->memory);
    free(studio);
}

enum uh_result uh_studio_read(struct uh_studio *studio, const char *text, const char *variant,
                              bool mirrored, struct uh_figure_error *error) {
    enum uh_result result =
        uh_figure_read(&studio->figure, &studio->skeleton, text, variant, error);
    if (result != UH_OK) return result;
    uh_figure_solve(&studio->figure, &studio->skeleton);
    if (mirrored) uh_figure_mirror(&studio->figure);
    return UH_OK;
}

void uh_studio_aim(struct uh_studio *studio, double width, double height, bool muscles) {
    const struct uh_view *view = muscles ? &studio->figure.muscle_view : &studio->figure.view;
    uh_camera_fit(&studio->camera, &studio->figure, &studio->skeleton, view, width, height);
    uh_hint_make(&studio->hint, &studio->figure, &studio->skeleton, &studio->camera);
    uh_painter_forget(studio->painter);
}

void uh_studio_aim_shaped(struct uh_studio *studio, double width, double height, bool muscles) {
    const struct uh_view *view = muscles ? &studio->figure.muscle_view : &studio->figure.view;
    double wide = sqrt(width * height * uh_camera_aspect(&studio->figure, &studio->skeleton, view));
    uh_studio_aim(studio, 2 * round(wide / 2), 2 * round(width * height / wide / 2), muscles);
}

void uh_studio_draw(struct uh_studio *studio, double time, const struct uh_style *style) {
    uh_figure_at(&studio->figure, &studio->skeleton, time, &studio->instant);
    uh_figure_draw(studio->painter, &studio->drawing, &studio->figure, &studio->skeleton,
                   &studio->muscles, &studio->instant, &studio->camera, style, &studio->hint);
}

int uh_figure_moments(const struct uh_figure *figure, double frames_per_second,
                      struct uh_moment moments[UH_MOMENT_MAX]) {
    int count = 0;
    double time = 0;
    for (int k = 0; k < figure->key_count; k++) {
        double hold = figure->keys[k].hold, way = figure->keys[(k + 1) % figure->key_count].seconds;
        int frames = (int)(way * frames_per_second + .5);
        if (frames < 1) frames = 1;
        if (hold > 0 && count < UH_MOMENT_MAX) moments[count++] = (struct uh_moment){time, hold};
        time += hold;
        for (int i = 0; i < frames && count < UH_MOMENT_MAX; i++)
            moments[count++] = (struct uh_moment){time + way * i / frames, way / frames};
        time += way;
    }
    return count;
}
