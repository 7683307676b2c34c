// SPDX-License-Identifier: Apache-2.0
// The display list: paths of runs of points, and how runs become curves.
#include "painter.h"

#include <math.h>
#include <string.h>

enum { SPOT_ROOM = 40000, RUN_ROOM = 3000, PATH_ROOM = 1500 };

enum uh_result uh_drawing_init(struct uh_drawing *drawing, struct uh_arena *arena) {
    *drawing = (struct uh_drawing){
        .spots = uh_arena_take(arena, SPOT_ROOM, sizeof(struct uh_spot)),
        .runs = uh_arena_take(arena, RUN_ROOM, sizeof(struct uh_run)),
        .paths = uh_arena_take(arena, PATH_ROOM, sizeof(struct uh_path)),
        .spot_room = SPOT_ROOM,
        .run_room = RUN_ROOM,
        .path_room = PATH_ROOM,
    };
    return drawing->spots && drawing->runs && drawing->paths ? UH_OK : UH_NO_MEMORY;
}

int draw_path(struct uh_painter *p) {
    struct uh_drawing *d = p->drawing;
    if (d->path_count == d->path_room) {
        d->full = true;
        d->path_count--;
    }
    d->paths[d->path_count] = (struct uh_path){.first = d->run_count, .same = -1, .clip = -1};
    return d->path_count++;
}

void drop_path(struct uh_painter *p, int path) {
    p->drawing->run_count = p->drawing->paths[path].first;
    p->drawing->path_count = path;
}

// Begins a run of the last path.
void draw_run(struct uh_painter *p, enum uh_curve curve) {
    struct uh_drawing *d = p->drawing;
    if (d->run_count == d->run_room) {
        d->full = true;
        d->run_count--;
        d->paths[d->path_count - 1].count--;
    }
    d->runs[d->run_count++] = (struct uh_run){d->spot_count, 0, curve};
    d->paths[d->path_count - 1].count++;
}

void draw_spot(struct uh_painter *p, double x, double y) {
    struct uh_drawing *d = p->drawing;
    if (d->spot_count == d->spot_room) {
        d->full = true;
        return;
    }
    d->spots[d->spot_count++] = (struct uh_spot){(float)x, (float)y};
    d->runs[d->run_count - 1].count++;
}

void draw_spot3(struct uh_painter *p, struct uh_vec3 at) {
    struct uh_spot s = project(p->camera, at);
    draw_spot(p, s.x, s.y);
}

static struct uh_path *last_path(struct uh_painter *p) {
    return &p->drawing->paths[p->drawing->path_count - 1];
}

void draw_fill(struct uh_painter *p, struct uh_colour colour) {
    last_path(p)->filled = true;
    last_path(p)->fill = colour;
}

// The fill of the last path runs on to another colour, see struct uh_blend.
void draw_blend(struct uh_painter *p, const struct uh_blend *blend) {
    double x = (double)blend->reach.x, y = (double)blend->reach.y;
    bool seen = blend->kind == UH_BLEND_LINE
                    ? x != 0 || y != 0
                    : fabs(x * (double)blend->aside.y - y * (double)blend->aside.x) > .01;
    if (seen) last_path(p)->blend = *blend;
}

void draw_stroke(struct uh_painter *p, struct uh_colour colour, double width) {
    last_path(p)->stroked = true;
    last_path(p)->stroke = colour;
    last_path(p)->width = (float)width;
}

void draw_clip(struct uh_painter *p, int path) {
    last_path(p)->clip = path;
}

int draw_same(struct uh_painter *p, int path) {
    int same = draw_path(p);
    last_path(p)->same = path;
    return same;
}

void draw_again(struct uh_painter *p, int path, int clip, double dx, double dy,
                struct uh_colour fill) {
    draw_same(p, path);
    struct uh_path *again = last_path(p);
    again->clip = clip;
    again->dx = (float)dx;
    again->dy = (float)dy;
    draw_fill(p, fill);
}

void draw_line2(struct uh_painter *p, const struct uh_spot *spots, int count,
                struct uh_colour colour, double width, int clip) {
    draw_path(p);
    draw_run(p, UH_CURVE_OPEN);
    for (int i = 0; i < count; i++) draw_spot(p, spots[i].x, spots[i].y);
    draw_stroke(p, colour, width);
    draw_clip(p, clip);
}

void draw_line(struct uh_painter *p, const struct uh_vec3 *points, int count,
               struct uh_colour colour, double width) {
    draw_path(p);
    draw_run(p, UH_CURVE_OPEN);
    for (int i = 0; i < count; i++) draw_spot3(p, points[i]);
    draw_stroke(p, colour, width);
}

void draw_quad(struct uh_painter *p, struct uh_vec3 a, struct uh_vec3 b, struct uh_vec3 c,
               struct uh_vec3 d, struct uh_colour fill) {
    draw_path(p);
    draw_run(p, UH_CURVE_STRAIGHT);
    draw_spot3(p, a);
    draw_spot3(p, b);
    draw_spot3(p, c);
    draw_spot3(p, d);
    draw_fill(p, fill);
}

void draw_rectangle(struct uh_painter *p, double x0, double y0, double x1, double y1,
                    struct uh_colour fill) {
    draw_path(p);
    draw_run(p, UH_CURVE_STRAIGHT);
    draw_spot(p, x0, y0);
    draw_spot(p, x1, y0);
    draw_spot(p, x1, y1);
    draw_spot(p, x0, y1);
    draw_fill(p, fill);
}

// Fills the last path with a colour that runs on to another from one spot to the next. Where all is
// to be told apart, colours stay flat: half way between the two.
void draw_fade(struct uh_painter *p, struct uh_spot a, struct uh_spot b, struct uh_colour from,
               struct uh_colour to) {
    bool flat = is_flat(p);
    struct uh_blend blend = {UH_BLEND_LINE, to, a, {b.x - a.x, b.y - a.y}, {0, 0}};
    draw_fill(p, flat ? colour_mix(from, to, .5) : from);
    if (!flat) draw_blend(p, &blend);
}

// Fills the last path with a colour that runs on to another from a spot to an ellipse round it.
void draw_pool(struct uh_painter *p, struct uh_spot at, double rx, double ry, struct uh_colour from,
               struct uh_colour to) {
    struct uh_blend blend = {UH_BLEND_ELLIPSE, to, at, {(float)rx, 0}, {0, (float)ry}};
    draw_fill(p, from);
    draw_blend(p, &blend);
}

// An ellipse by its middle and two conjugate half axes that fades out towards its rim: the
// parallelogram round it is enough.
void draw_soft_ellipse(struct uh_painter *p, struct uh_spot at, struct uh_spot reach,
                       struct uh_spot aside, struct uh_colour colour) {
    static const signed char corners[4][2] = {{1, 1}, {1, -1}, {-1, -1}, {-1, 1}};
    struct uh_blend blend = {UH_BLEND_ELLIPSE, colour, at, reach, aside};
    blend.to.alpha = 0;
    draw_path(p);
    draw_run(p, UH_CURVE_STRAIGHT);
    for (int i = 0; i < 4; i++)
        draw_spot(p, at.x + corners[i][0] * (double)reach.x + corners[i][1] * (double)aside.x,
                  at.y + corners[i][0] * (double)reach.y + corners[i][1] * (double)aside.y);
    draw_fill(p, colour);
    draw_blend(p, &blend);
    if (last_path(p)->blend.kind == UH_BLEND_NONE) last_path(p)->filled = false;
}

void draw_soft_at(struct uh_painter *p, struct uh_vec3 at, struct uh_vec3 reach,
                  struct uh_vec3 aside, struct uh_colour colour) {
    struct uh_spot middle = project(p->camera, at), along = project(p->camera, uh_add(at, reach)),
                   across = project(p->camera, uh_add(at, aside));
    along.x -= middle.x, along.y -= middle.y;
    across.x -= middle.x, across.y -= middle.y;
    draw_soft_ellipse(p, middle, along, across, colour);
}

// One corner of a run with its neighbours: the direction it is passed in, and whether it bends so
// sharply that it stays a corner.
struct corner {
    double x, y; // unit direction from the point before to the point after
    bool sharp;
};

static struct corner corner_at(struct uh_spot a, struct uh_spot b, struct uh_spot c) {
    double ax = (double)b.x - a.x, ay = (double)b.y - a.y, cx = (double)c.x - b.x,
           cy = (double)c.y - b.y;
    double tx = ax + cx, ty = ay + cy, length = uh_span(tx, ty) + 1e-9;
    double cosine = (ax * cx + ay * cy) / (uh_span(ax, ay) * uh_span(cx, cy) + 1e-9);
    return (struct corner){tx / length, ty / length, cosine < .62};
}

static void trace_smooth(const struct uh_spot *s, int n, bool closed, double dx, double dy,
                         const struct uh_pen *pen) {
    pen->move(pen->context, s[0].x + dx, s[0].y + dy);
    int sides = closed ? n : n - 1;
    for (int i = 0; i < sides; i++) {
        struct uh_spot a = s[closed  ? (i + n - 1) % n
                             : i > 0 ? i - 1
                                     : 0],
                       b = s[i], c = s[(i + 1) % n],
                       e = s[closed      ? (i + 2) % n
                             : i + 2 < n ? i + 2
                                         : n - 1];
        struct corner from = corner_at(a, b, c), to = corner_at(b, c, e);
        if (!closed && i == 0) from.sharp = true;
        if (!closed && i == sides - 1) to.sharp = true;
        double reach = spots_apart(b, c) * .36;
        double leave = from.sharp ? 0 : reach, arrive = to.sharp ? 0 : reach;
        if (leave == 0 && arrive == 0)
            pen->line(pen->context, c.x + dx, c.y + dy);
        else
            pen->curve(pen->context, b.x + from.x * leave + dx, b.y + from.y * leave + dy,
                       c.x - to.x * arrive + dx, c.y - to.y * arrive + dy, c.x + dx, c.y + dy);
    }
    if (closed) pen->close(pen->context);
}

static void trace_straight(const struct uh_spot *s, int n, bool closed, double dx, double dy,
                           const struct uh_pen *pen) {
    pen->move(pen->context, s[0].x + dx, s[0].y + dy);
    for (int i = 1; i < n; i++) pen->line(pen->context, s[i].x + dx, s[i].y + dy);
    if (closed) pen->close(pen->context);
}

void uh_drawing_trace(const struct uh_drawing *drawing, const struct uh_path *path,
                      const struct uh_pen *pen) {
    const struct uh_path *shape = path->same >= 0 ? &drawing->paths[path->same] : path;
    for (int r = shape->first; r < shape->first + shape->count; r++) {
        const struct uh_run *run = &drawing->runs[r];
        bool closed = run->curve != UH_CURVE_OPEN;
        const struct uh_spot *s = drawing->spots + run->first;
        if (run->count < 2) continue;
        if (run->curve == UH_CURVE_STRAIGHT || run->count < 3)
            trace_straight(s, run->count, closed, path->dx, path->dy, pen);
        else
            trace_smooth(s, run->count, closed, path->dx, path->dy, pen);
    }
}
