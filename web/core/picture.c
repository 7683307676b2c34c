// SPDX-License-Identifier: Apache-2.0
// Figures for the canvas. Two easels, each with a figure read and a camera fitted: one for what
// moves, one for stills. draw() leaves a list of 32-bit words: for each path
//
//     PATH, fill, stroke (0xAABBGGRR; 0: none), width, index of the clip's path or -1,
//     how the fill runs on (0: not, 1: along a line, 2: from a middle), to which colour,
//     at x y, reach x y, aside x y of struct uh_blend, words
//
// and then as many words of MOVE x y, LINE x y, CURVE ax ay bx by x y, CLOSE. Numbers are floats.
#include <math.h>
#include <string.h>

#include "module.h"
#include "unhunch/figure.h"

EXPORT(figure_read) double web_figure_read(int easel, int move, int variant, int bits);
EXPORT(figure_stand) void web_figure_stand(int easel, double azimuth, int bits);
EXPORT(figure_aim) void web_figure_aim(int easel, double width, double height, int bits);
EXPORT(figure_box) void web_figure_box(int easel, double seconds);
EXPORT(figure_place)
void web_figure_place(int easel, double seconds, double width, double height, double scale,
                      double ground);
EXPORT(figure_wall) double web_figure_wall(int easel);
EXPORT(figure_draw) int web_figure_draw(int easel, double seconds, int palette, int bits);
EXPORT(figure_muscles) void web_figure_muscles(void);
EXPORT(figure_list) const void *web_figure_list(void);
EXPORT(figure_at) double web_figure_at(int easel, double share, int whole);

enum { EASEL_COUNT = 2, WORD_MAX = 1 << 17, HEAD_WORDS = 13 };
enum { READ_MIRRORED = 1, READ_WHOLE = 2, AIM_MUSCLES = 1 };
enum { PEN_MOVE, PEN_LINE, PEN_CURVE, PEN_CLOSE };
enum { BIT_DARK = 1, BIT_MUSCLES = 2, BIT_GLOW = 4, BIT_ARROW = 8, BIT_SHORT = 32, BIT_BROAD = 64 };

union word {
    float number;
    int32_t whole;
    uint32_t colour;
};

struct easel {
    struct uh_figure figure;
    struct uh_camera camera;
    struct uh_hint hint;
};

static struct easel easels[EASEL_COUNT];
static struct uh_skeleton skeleton;
static struct uh_muscles muscles;
static struct uh_drawing drawing;
static struct uh_painter *painter;
static _Alignas(16) unsigned char room[UH_PAINTER_ARENA];
static union word words[WORD_MAX];
static int word_count, last_easel;
static bool muscled;

static bool prepare(void) {
    if (painter != NULL) return true;
    struct uh_arena arena = {.base = room, .size = sizeof room};
    uh_skeleton_init(&skeleton, 1.70);
    if (uh_drawing_init(&drawing, &arena) != UH_OK) return false;
    painter = uh_painter_take(&arena);
    return painter != NULL;
}

// Learns how far each muscle can be stretched, once: what pictures of muscles need. It takes as
// long as several pictures, so that a page may want to do it by itself beforehand.
void web_figure_muscles(void) {
    if (muscled || !prepare()) return;
    uh_muscles_init(&muscles, &skeleton);
    muscled = true;
}

// Reads and solves a move's figure, for the other side or from head to foot where the bits say so.
// A variant is named by its place in the list of the catalogue, from 1; 0 is the move as it is.
// Its seconds, or 0 where it has none.
double web_figure_read(int easel, int move, int variant, int bits) {
    const struct uh_catalog *catalog = &uh_builtin_catalog;
    if (move < 0 || move >= catalog->move_count + catalog->activity_count || !prepare()) return 0;
    const char *text = uh_catalog_at(catalog, move)->figure;
    struct uh_figure *figure = &easels[easel & 1].figure;
    struct uh_figure_error error;
    char name[UH_VARIANT_SIZE];
    bool changed = variant > 0 && uh_figure_variant(text, variant - 1, name);
    if (text == NULL ||
        uh_figure_read(figure, &skeleton, text, changed ? name : NULL, &error) != UH_OK)
        return 0;
    uh_figure_solve(figure, &skeleton);
    if (bits & READ_MIRRORED) uh_figure_mirror(figure);
    if (bits & READ_WHOLE) figure->frame = UH_FRAME_WHOLE;
    return uh_figure_seconds(figure);
}

// A body that stands at ease, seen from an azimuth: head to hips, what is pointed at to say where,
// or whole where the bits say so.
void web_figure_stand(int easel, double azimuth, int bits) {
    static const char text[] = "base stand\nframe upper\nview 0 4\non floor foot.R foot.L\n"
                               "point upperarm 0/-1/0.22 4\npoint forearm 0.06/-1/0.06 3\n"
                               "pose rest 1 1\n";
    struct uh_figure *figure = &easels[easel & 1].figure;
    struct uh_figure_error error;
    if (!prepare() || uh_figure_read(figure, &skeleton, text, NULL, &error) != UH_OK) return;
    uh_figure_solve(figure, &skeleton);
    figure->view.azimuth = figure->muscle_view.azimuth = azimuth;
    figure->muscle_view.elevation = figure->view.elevation;
    if (bits & READ_WHOLE) figure->frame = UH_FRAME_WHOLE;
}

void web_figure_aim(int easel, double width, double height, int bits) {
    struct easel *e = &easels[easel & 1];
    const struct uh_view *view = bits & AIM_MUSCLES ? &e->figure.muscle_view : &e->figure.view;
    uh_camera_fit(&e->camera, &e->figure, &skeleton, view, width, height);
    uh_hint_make(&e->hint, &e->figure, &skeleton, &e->camera);
    uh_painter_forget(painter);
}

// How many metres wide and tall what is seen at a moment is: the first two numbers of the list.
void web_figure_box(int easel, double seconds) {
    struct easel *e = &easels[easel & 1];
    struct uh_spot low, high;
    uh_camera_fit(&e->camera, &e->figure, &skeleton, &e->figure.view, 100, 100);
    uh_camera_box(&e->camera, &e->figure, &skeleton, seconds, &low, &high);
    words[0].number = (float)((double)(high.x - low.x) / e->camera.scale);
    words[1].number = (float)((double)(high.y - low.y) / e->camera.scale);
}

// Aims so that a metre is as long as said: what is seen at a moment in the middle, on the ground.
void web_figure_place(int easel, double seconds, double width, double height, double scale,
                      double ground) {
    struct easel *e = &easels[easel & 1];
    struct uh_camera *camera = &e->camera;
    struct uh_spot low, high;
    uh_camera_fit(camera, &e->figure, &skeleton, &e->figure.view, width, height);
    camera->scale = scale;
    uh_camera_box(camera, &e->figure, &skeleton, seconds, &low, &high);
    camera->x += width / 2 - (double)(low.x + high.x) / 2;
    camera->y += ground - (double)high.y;
    uh_hint_make(&e->hint, &e->figure, &skeleton, camera);
    uh_painter_forget(painter);
}

// Where the foot of the wall behind the figure is seen; below 0 where there is none.
double web_figure_wall(int easel) {
    const struct easel *e = &easels[easel & 1];
    return uh_camera_wall(&e->camera, &e->figure);
}

// The moment of the figure at a share 0..1 of its way: into its end position, or of the whole loop.
double web_figure_at(int easel, double share, int whole) {
    const struct uh_figure *figure = &easels[easel & 1].figure;
    double start = uh_figure_phase(figure, 0), still = uh_figure_phase(figure, 3);
    if (whole) return share * uh_figure_seconds(figure);
    return still > start ? start + share * (still - start) : still;
}

static union word *put(int count) {
    static union word spare[HEAD_WORDS];
    if (word_count + count > WORD_MAX) return spare;
    union word *at = &words[word_count];
    word_count += count;
    return at;
}

static void put_spot(int op, double x, double y) {
    union word *w = put(3);
    w[0].whole = op;
    w[1].number = (float)x;
    w[2].number = (float)y;
}

static void pen_move(void *context, double x, double y) {
    (void)context;
    put_spot(PEN_MOVE, x, y);
}

static void pen_line(void *context, double x, double y) {
    (void)context;
    put_spot(PEN_LINE, x, y);
}

static void pen_curve(void *context, double ax, double ay, double bx, double by, double x,
                      double y) {
    (void)context;
    const double numbers[6] = {ax, ay, bx, by, x, y};
    union word *w = put(7);
    w[0].whole = PEN_CURVE;
    for (int i = 0; i < 6; i++) w[i + 1].number = (float)numbers[i];
}

static void pen_close(void *context) {
    (void)context;
    put(1)->whole = PEN_CLOSE;
}

static uint32_t packed(struct uh_colour colour, bool used) {
    if (!used) return 0;
    return (uint32_t)colour.alpha << 24 | (uint32_t)colour.blue << 16 |
           (uint32_t)colour.green << 8 | colour.red;
}

static void put_path(const struct uh_path *path) {
    static const struct uh_pen pen = {pen_move, pen_line, pen_curve, pen_close, NULL};
    union word *head = put(HEAD_WORDS);
    const struct uh_blend *blend = &path->blend;
    head[0].colour = packed(path->fill, path->filled);
    head[1].colour = packed(path->stroke, path->stroked);
    head[2].number = path->width;
    head[3].whole = path->clip;
    head[4].whole = (int32_t)blend->kind;
    head[5].colour = packed(blend->to, blend->kind != UH_BLEND_NONE);
    head[6].number = blend->at.x + path->dx;
    head[7].number = blend->at.y + path->dy;
    head[8].number = blend->reach.x;
    head[9].number = blend->reach.y;
    int before = word_count;
    uh_drawing_trace(&drawing, path, &pen);
    head[10].number = blend->aside.x;
    head[11].number = blend->aside.y;
    head[12].whole = word_count - before;
}

// Draws a moment without a room round it; how many words the list has.
int web_figure_draw(int easel, double seconds, int palette, int bits) {
    struct easel *e = &easels[easel & 1];
    struct uh_style style = {.palette = palette,
                             .dark = bits & BIT_DARK,
                             .build = bits & BIT_BROAD ? 1 : 0,
                             .hair = bits & BIT_SHORT ? 1 : 0,
                             .muscles = bits & BIT_MUSCLES,
                             .glow = bits & BIT_GLOW,
                             .arrow = bits & BIT_ARROW,
                             .plain = true,
                             .staged = true};
    struct uh_instant instant;
    if (painter == NULL) return 0;
    if (style.muscles || style.glow) web_figure_muscles();
    if (easel != last_easel) uh_painter_forget(painter);
    last_easel = easel;
    uh_figure_at(&e->figure, &skeleton, seconds, &instant);
    uh_figure_draw(painter, &drawing, &e->figure, &skeleton, &muscles, &instant, &e->camera, &style,
                   &e->hint);
    word_count = 0;
    for (int i = 0; i < drawing.path_count; i++) put_path(&drawing.paths[i]);
    return word_count;
}

const void *web_figure_list(void) {
    return words;
}
