// SPDX-License-Identifier: Apache-2.0
// Scalable vector graphics. All is written in tenths of a unit, in a group that is scaled down:
// whole numbers are shorter. Coordinates are relative. What is painted again or clips has a name
// and is used; its paint stands outside of it, so that it is not used with it. A gradient is
// written where it is first needed; equal ones are one, and those that differ in place share their
// colours. A loop is a file of frames that a style sheet shows in turn; what all frames share at
// their beginning (the room) is written once.
#include "plain.h"
#include "unhunch/pictures.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRADIENTS = 64 };

struct gradient {
    struct uh_colour from;
    struct uh_blend blend;
};

struct svg {
    char *at;
    size_t used, room;
    int x, y;  // the pen, in tenths
    char last; // the last command of a path, which need not be said again
    int clip;  // of the open group, or -1
    int first; // number of the first path's id, so that frames do not share ids
    struct gradient known[GRADIENTS]; // those written last
    int gradients;                    // written
};

static void put(struct svg *svg, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct svg *svg, const char *format, ...) {
    enum { PIECE = 512 };
    if (svg->used + PIECE > svg->room) {
        svg->room = svg->room * 2 + 65536;
        svg->at = realloc(svg->at, svg->room);
        if (!svg->at) abort();
    }
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(svg->at + svg->used, PIECE, format, arguments);
    va_end(arguments);
    svg->used += n < PIECE ? (size_t)n : PIECE - 1;
}

static int tenths(double value) {
    return (int)lrint(value * 10);
}

// A number, with a blank only where it would run into the one before.
static void put_tenths(struct svg *svg, int value) {
    char last = svg->used > 0 ? svg->at[svg->used - 1] : 0;
    put(svg, value >= 0 && last >= '0' && last <= '9' ? " %d" : "%d", value);
}

// Begins a command of a path; the same again needs no letter.
static void put_command(struct svg *svg, char command) {
    if (svg->last != command) put(svg, "%c", command);
    svg->last = command;
}

static void pen_move(void *context, double x, double y) {
    struct svg *svg = context;
    svg->x = tenths(x);
    svg->y = tenths(y);
    put(svg, "M");
    svg->last = 'M';
    put_tenths(svg, svg->x);
    put_tenths(svg, svg->y);
}

static void pen_line(void *context, double x, double y) {
    struct svg *svg = context;
    int to_x = tenths(x), to_y = tenths(y);
    put_command(svg, 'l');
    put_tenths(svg, to_x - svg->x);
    put_tenths(svg, to_y - svg->y);
    svg->x = to_x;
    svg->y = to_y;
}

static void put_point(struct svg *svg, double x, double y) {
    put_tenths(svg, tenths(x) - svg->x);
    put_tenths(svg, tenths(y) - svg->y);
}

// A cubic that a quadratic meets within a quarter of a unit is written as that: shorter by a third.
// The distance between the two is sqrt(3)/36 of the third difference.
static void pen_curve(void *context, double ax, double ay, double bx, double by, double x,
                      double y) {
    struct svg *svg = context;
    double from_x = svg->x / 10., from_y = svg->y / 10.;
    double apart = hypot(x - 3 * bx + 3 * ax - from_x, y - 3 * by + 3 * ay - from_y) * .0481;
    if (apart < .25) {
        put_command(svg, 'q');
        put_point(svg, (3 * (ax + bx) - from_x - x) / 4, (3 * (ay + by) - from_y - y) / 4);
    } else {
        put_command(svg, 'c');
        put_point(svg, ax, ay);
        put_point(svg, bx, by);
    }
    put_point(svg, x, y);
    svg->x = tenths(x);
    svg->y = tenths(y);
}

static void pen_close(void *context) {
    put(context, "z");
    ((struct svg *)context)->last = 'z';
}

static void put_shape(struct svg *svg, const struct uh_drawing *drawing,
                      const struct uh_path *path) {
    struct uh_pen pen = {pen_move, pen_line, pen_curve, pen_close, svg};
    uh_drawing_trace(drawing, path, &pen);
}

static void put_colour(struct svg *svg, const char *what, struct uh_colour c) {
    put(svg, " %s=\"#%02x%02x%02x\"", what, c.red, c.green, c.blue);
    if (c.alpha < 255) put(svg, " %s-opacity=\"%.2g\"", what, c.alpha / 255.);
}

static bool same_colour(struct uh_colour a, struct uh_colour b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_place(struct uh_spot a, struct uh_spot b) {
    return tenths((double)a.x) == tenths((double)b.x) && tenths((double)a.y) == tenths((double)b.y);
}

static bool same_geometry(const struct uh_blend *a, const struct uh_blend *b) {
    return same_place(a->at, b->at) && same_place(a->reach, b->reach) &&
           same_place(a->aside, b->aside);
}

static bool same_stops(const struct gradient *a, const struct gradient *b) {
    return a->blend.kind == b->blend.kind && same_colour(a->from, b->from) &&
           same_colour(a->blend.to, b->blend.to);
}

// The number of a gradient written before that has the same colours, and the same place where that
// is asked for; -1: none.
static int find_gradient(const struct svg *svg, const struct gradient *wanted, bool place) {
    for (int i = svg->gradients - 1; i >= 0 && i >= svg->gradients - GRADIENTS; i--) {
        const struct gradient *known = &svg->known[i % GRADIENTS];
        if (same_stops(known, wanted) && (!place || same_geometry(&known->blend, &wanted->blend)))
            return i;
    }
    return -1;
}

static void put_place(struct svg *svg, const struct uh_blend *blend) {
    int x = tenths((double)blend->at.x), y = tenths((double)blend->at.y),
        across = tenths((double)blend->reach.x), down = tenths((double)blend->reach.y);
    if (blend->kind == UH_BLEND_LINE)
        put(svg, " x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"", x, y, x + across, y + down);
    else if (across != 1 || down != 0 || x != 0 || y != 0)
        put(svg, " gradientTransform=\"matrix(%d %d %d %d %d %d)\"", across, down,
            tenths((double)blend->aside.x), tenths((double)blend->aside.y), x, y);
}

static void put_stop(struct svg *svg, int offset, struct uh_colour c) {
    put(svg, offset ? "<stop offset=\"1\"" : "<stop");
    put(svg, " stop-color=\"#%02x%02x%02x\"", c.red, c.green, c.blue);
    if (c.alpha < 255) put(svg, " stop-opacity=\"%.2g\"", c.alpha / 255.);
    put(svg, "/>");
}

// Writes the gradient of a fill unless it is there already; its number. One of the same colours
// elsewhere is only moved. Where a path is shifted, what fills it is shifted with it.
static int put_gradient(struct svg *svg, const struct uh_path *path) {
    struct gradient wanted = {path->fill, path->blend};
    int known = find_gradient(svg, &wanted, true), alike = find_gradient(svg, &wanted, false);
    if (known >= 0) return known;
    const char *name = path->blend.kind == UH_BLEND_LINE ? "linearGradient" : "radialGradient";
    put(svg, "<%s id=\"g%d\"", name, svg->gradients);
    put_place(svg, &path->blend);
    if (alike >= 0) {
        put(svg, " href=\"#g%d\"/>", alike);
    } else {
        if (path->blend.kind == UH_BLEND_ELLIPSE) put(svg, " cx=\"0\" cy=\"0\" r=\"1\"");
        put(svg, " gradientUnits=\"userSpaceOnUse\">");
        put_stop(svg, 0, path->fill);
        put_stop(svg, 1, path->blend.to);
        put(svg, "</%s>", name);
    }
    svg->known[svg->gradients % GRADIENTS] = wanted;
    return svg->gradients++;
}

// `gradient` is the number of the fill's, or -1: one colour.
static void put_paint(struct svg *svg, const struct uh_path *path, int gradient) {
    if (path->filled && gradient >= 0)
        put(svg, " fill=\"url(#g%d)\"", gradient);
    else if (path->filled)
        put_colour(svg, "fill", path->fill);
    if (!path->stroked) return;
    put_colour(svg, "stroke", path->stroke);
    put(svg, " stroke-width=\"%d\"", tenths((double)path->width));
}

// Which paths others refer to: 1 by shape, 2 as a clip.
static unsigned char *references(const struct uh_drawing *drawing) {
    unsigned char *marks = calloc((size_t)drawing->path_count + 1, 1);
    if (!marks) abort();
    for (int i = 0; i < drawing->path_count; i++) {
        const struct uh_path *path = &drawing->paths[i];
        if (path->same >= 0) marks[path->same] |= 1;
        if (path->clip >= 0) marks[path->clip] |= 3;
    }
    return marks;
}

// A shape that others refer to, painted or not.
static void put_definition(struct svg *svg, const struct uh_drawing *drawing, int i, int gradient,
                           bool clips) {
    const struct uh_path *path = &drawing->paths[i];
    bool shows = path->filled || path->stroked;
    put(svg, shows ? "<g" : "<defs");
    put_paint(svg, path, gradient);
    put(svg, "><path id=\"p%d\" d=\"", svg->first + i);
    put_shape(svg, drawing, path);
    put(svg, shows ? "\"/></g>" : "\"/></defs>");
    if (clips)
        put(svg, "<clipPath id=\"c%d\"><use href=\"#p%d\"/></clipPath>", svg->first + i,
            svg->first + i);
}

// Paths that are cut by the same clip stand in one group: a shifted copy must not shift its clip.
static void put_clip(struct svg *svg, int clip) {
    if (clip == svg->clip) return;
    if (svg->clip >= 0) put(svg, "</g>");
    if (clip >= 0) put(svg, "<g clip-path=\"url(#c%d)\">", svg->first + clip);
    svg->clip = clip;
}

static bool near(struct uh_spot a, double x, double y) {
    return fabs((double)a.x - x) < .2 && fabs((double)a.y - y) < .2;
}

// A soft spot is painted as the parallelogram round the ellipse in which its colour fades out.
static bool is_soft_spot(const struct uh_drawing *drawing, const struct uh_path *path) {
    const struct uh_blend *b = &path->blend;
    if (b->kind != UH_BLEND_ELLIPSE || b->to.alpha > 0 || path->stroked || path->count != 1 ||
        path->same >= 0 || drawing->runs[path->first].count != 4)
        return false;
    const struct uh_spot *s = drawing->spots + drawing->runs[path->first].first;
    double x = (double)b->at.x, y = (double)b->at.y, ax = (double)b->reach.x,
           ay = (double)b->reach.y, bx = (double)b->aside.x, by = (double)b->aside.y;
    return near(s[0], x + ax + bx, y + ay + by) && near(s[1], x + ax - bx, y + ay - by) &&
           near(s[2], x - ax - bx, y - ay - by) && near(s[3], x - ax + bx, y - ay + by);
}

// Soft spots of one colour share a gradient: each is a square that is put in its place.
static void put_soft_spot(struct svg *svg, const struct uh_path *path) {
    struct uh_path square = *path;
    square.blend.at = (struct uh_spot){0, 0};
    square.blend.reach = (struct uh_spot){.1f, 0};
    square.blend.aside = (struct uh_spot){0, .1f};
    int gradient = put_gradient(svg, &square);
    const struct uh_blend *b = &path->blend;
    put(svg, "<path d=\"M-1-1h2v2h-2z\" transform=\"matrix(%d %d %d %d %d %d)\"",
        tenths((double)b->reach.x), tenths((double)b->reach.y), tenths((double)b->aside.x),
        tenths((double)b->aside.y), tenths((double)b->at.x), tenths((double)b->at.y));
    put_paint(svg, path, gradient);
    put(svg, "/>");
}

static void put_path(struct svg *svg, const struct uh_drawing *drawing, int i,
                     const unsigned char *marks) {
    const struct uh_path *path = &drawing->paths[i];
    bool shows = path->filled || path->stroked;
    put_clip(svg, shows ? path->clip : -1);
    if (shows && !marks[i] && is_soft_spot(drawing, path)) {
        put_soft_spot(svg, path);
        return;
    }
    int gradient = path->filled && path->blend.kind != UH_BLEND_NONE ? put_gradient(svg, path) : -1;
    if (marks[i]) put_definition(svg, drawing, i, gradient, marks[i] & 2);
    if (!shows || marks[i]) return;
    if (path->same >= 0) {
        put(svg, "<use href=\"#p%d\"", svg->first + path->same);
        if (path->dx != 0) put(svg, " x=\"%d\"", tenths((double)path->dx));
        if (path->dy != 0) put(svg, " y=\"%d\"", tenths((double)path->dy));
    } else {
        put(svg, "<path d=\"");
        put_shape(svg, drawing, path);
        put(svg, "\"");
    }
    put_paint(svg, path, gradient);
    put(svg, "/>");
}

static void put_text(struct svg *svg, const char *text) {
    for (; *text; text++)
        if (*text == '<' || *text == '&')
            put(svg, *text == '<' ? "&lt;" : "&amp;");
        else
            put(svg, "%c", *text);
}

static void put_head(struct svg *svg, double width, double height, const char *title) {
    put(svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\" role=\"img\" "
        "fill=\"none\" "
        "stroke-linejoin=\"round\" stroke-linecap=\"round\"><title>",
        width, height);
    put_text(svg, title);
    put(svg, "</title>");
}

static void put_paths(struct svg *svg, const struct uh_drawing *drawing, int from, int to) {
    unsigned char *marks = references(drawing);
    svg->clip = -1;
    for (int i = from; i < to; i++) put_path(svg, drawing, i, marks);
    put_clip(svg, -1);
    free(marks);
}

char *uh_svg_of(const struct uh_drawing *drawing, const char *title, size_t *length) {
    struct svg svg = {0};
    locale_t before = plain_begin();
    put_head(&svg, drawing->width, drawing->height, title);
    put(&svg, "<g transform=\"scale(.1)\">");
    put_paths(&svg, drawing, 0, drawing->path_count);
    put(&svg, "</g></svg>\n");
    plain_end(before);
    if (length) *length = svg.used;
    return svg.at;
}

// Plain paths at the beginning of a drawing: in the first frame they are the room.
static bool same_path(const struct uh_drawing *d, int i, const struct uh_path *path,
                      const struct uh_run *runs, const struct uh_spot *spots) {
    const struct uh_path *own = &d->paths[i];
    if (own->count != path->count || own->same >= 0 || own->clip >= 0 || path->same >= 0 ||
        !same_colour(own->fill, path->fill) || own->blend.kind != path->blend.kind ||
        !same_colour(own->blend.to, path->blend.to) || !same_geometry(&own->blend, &path->blend))
        return false;
    for (int r = 0; r < own->count; r++) {
        const struct uh_run *a = &d->runs[own->first + r], *b = &runs[path->first + r];
        if (a->count != b->count || memcmp(d->spots + a->first, spots + b->first,
                                           sizeof(struct uh_spot) * (size_t)a->count) != 0)
            return false;
    }
    return true;
}

// How many paths at the beginning are the same in two moments of the move.
static int shared_paths(struct uh_studio *studio, const struct uh_style *style, double seconds) {
    struct uh_drawing *d = &studio->drawing;
    uh_studio_draw(studio, 0, style);
    int paths = d->path_count;
    size_t path_size = sizeof *d->paths * (size_t)paths,
           run_size = sizeof *d->runs * (size_t)d->run_count,
           spot_size = sizeof *d->spots * (size_t)d->spot_count;
    struct uh_path *old_paths = malloc(path_size);
    struct uh_run *old_runs = malloc(run_size);
    struct uh_spot *old_spots = malloc(spot_size);
    if (!old_paths || !old_runs || !old_spots) abort();
    memcpy(old_paths, d->paths, path_size);
    memcpy(old_runs, d->runs, run_size);
    memcpy(old_spots, d->spots, spot_size);
    int shared = paths;
    for (int part = 1; part <= 4; part++) {
        uh_studio_draw(studio, seconds * part * .19, style);
        int same = 0;
        while (same < shared && same < d->path_count &&
               same_path(d, same, &old_paths[same], old_runs, old_spots))
            same++;
        shared = same;
    }
    free(old_paths);
    free(old_runs);
    free(old_spots);
    return shared;
}

// How many frames from one on show the same moment: while a pose is held, one drawing stays.
static int frames_alike(const struct uh_studio *studio, int frame, int frames, double seconds) {
    struct uh_instant first, next;
    int count = 1;
    uh_figure_at(&studio->figure, &studio->skeleton, seconds * frame / frames, &first);
    for (; frame + count < frames; count++) {
        uh_figure_at(&studio->figure, &studio->skeleton, seconds * (frame + count) / frames, &next);
        if (memcmp(&first.posture, &next.posture, sizeof first.posture) != 0) break;
    }
    return count;
}

static void put_timing(struct svg *svg, int count, int frames) {
    put(svg,
        "@keyframes f%d{0%%{visibility:visible}%.3f%%{visibility:hidden}"
        "100%%{visibility:hidden}}",
        count, 100. * count / frames);
}

char *uh_svg_loop(struct uh_studio *studio, const struct uh_style *style, double frames_per_second,
                  const char *title, size_t *length) {
    double seconds = uh_figure_seconds(&studio->figure);
    int frames = (int)(seconds * frames_per_second + .5) + 1;
    int shared = shared_paths(studio, style, seconds), last = 0, alike;
    int still = (int)(uh_figure_phase(&studio->figure, 3) / seconds * frames);
    unsigned char timed[256] = {0};
    struct svg svg = {0};
    locale_t before = plain_begin();
    uh_painter_forget(studio->painter);
    put_head(&svg, studio->camera.width, studio->camera.height, title);
    put(&svg,
        "<style>.f{visibility:hidden;animation:%.3fs step-end infinite}"
        "@media (prefers-reduced-motion:reduce){.f{animation:none!important}"
        ".s{visibility:visible}}",
        seconds);
    for (int f = 0; f < frames; f += alike) {
        alike = frames_alike(studio, f, frames, seconds);
        if (alike > 255) alike = 255;
        if (!timed[alike]) put_timing(&svg, alike, frames);
        timed[alike] = 1;
    }
    put(&svg, "</style><g transform=\"scale(.1)\">");
    for (int f = 0; f < frames; f += alike) {
        alike = frames_alike(studio, f, frames, seconds);
        if (alike > 255) alike = 255;
        uh_studio_draw(studio, seconds * f / frames, style);
        svg.first += last;
        last = studio->drawing.path_count;
        if (f == 0) put_paths(&svg, &studio->drawing, 0, shared);
        put(&svg, "<g class=\"f%s\" style=\"animation-name:f%d;animation-delay:%.3fs\">",
            still >= f && still < f + alike ? " s" : "", alike, seconds * f / frames - seconds);
        put_paths(&svg, &studio->drawing, shared, studio->drawing.path_count);
        put(&svg, "</g>");
    }
    put(&svg, "</g></svg>\n");
    plain_end(before);
    if (length) *length = svg.used;
    return svg.at;
}
