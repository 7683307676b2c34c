// SPDX-License-Identifier: Apache-2.0
// Arrows beside the body, along the way of a part, moved aside no farther than it must be; and
// straight ones that leave the skin or come to it.
#include "hints.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// The point half way along a path.
static struct uh_vec3 half_way(const struct uh_vec3 path[STEPS]) {
    double whole = 0, gone = 0;
    for (int i = 1; i < STEPS; i++) whole += uh_length(uh_sub(path[i], path[i - 1]));
    for (int i = 1; i < STEPS; i++) {
        double step = uh_length(uh_sub(path[i], path[i - 1]));
        if (step > 0 && gone + step >= whole / 2)
            return uh_mix(path[i - 1], path[i], (whole / 2 - gone) / step);
        gone += step;
    }
    return path[0];
}

// One even bow from the first point to the last through the one half way, not too deep.
static void even_out(struct uh_vec3 path[STEPS]) {
    struct uh_vec3 a = path[0], c = path[STEPS - 1], mid = uh_mix(a, c, .5);
    struct uh_vec3 bow = uh_sub(half_way(path), mid), chord = uh_sub(c, a);
    double along = uh_dot(bow, uh_unit(chord)), deepest = .36 * uh_length(chord);
    bow = uh_sub(bow, uh_scale(uh_unit(chord), along));
    if (uh_length(bow) > deepest) bow = uh_scale(uh_unit(bow), deepest);
    for (int i = 0; i < STEPS; i++) {
        double u = (double)i / (STEPS - 1);
        path[i] = uh_add(uh_mix(a, c, u), uh_scale(bow, 4 * u * (1 - u)));
    }
}

// A short path grows about its middle until it reads; by how much.
static double grow_path(const struct choice *c, struct uh_vec3 path[STEPS], double least) {
    double grow = fmax(1, least * c->measure / fmax(length_seen(c->camera, path), 1e-6));
    struct uh_vec3 middle = uh_mix(path[0], path[STEPS - 1], .5);
    for (int i = 0; i < STEPS; i++)
        path[i] = uh_add(middle, uh_scale(uh_sub(path[i], middle), grow));
    return grow;
}

// What is nearly level or plumb on the picture is made so.
static struct uh_vec3 squared_up(const struct uh_camera *camera, struct uh_vec3 way) {
    const double nearly = .55; // tangent
    double x = uh_dot(way, camera->right), y = uh_dot(way, camera->up);
    if (fabs(y) < nearly * fabs(x)) way = uh_sub(way, uh_scale(camera->up, y));
    if (fabs(x) < nearly * fabs(y)) way = uh_sub(way, uh_scale(camera->right, x));
    return way;
}

// What was too short to be seen bent is straight.
static void straighten(const struct choice *c, struct uh_vec3 path[STEPS], double part) {
    struct uh_vec3 middle = uh_mix(path[0], path[STEPS - 1], .5),
                   way = squared_up(c->camera, uh_sub(path[STEPS - 1], path[0]));
    for (int i = 0; i < STEPS; i++) {
        double along = (double)i / (STEPS - 1) - .5;
        path[i] = uh_mix(path[i], uh_add(middle, uh_scale(way, along)), part);
    }
}

// The stretch of a path from one part of its way to another.
static void trim_path(const struct uh_vec3 path[STEPS], double from, double to,
                      struct uh_vec3 out[STEPS]) {
    for (int i = 0; i < STEPS; i++) {
        double u = (from + (to - from) * i / (STEPS - 1)) * (STEPS - 1);
        int k = (int)u;
        if (k > STEPS - 2) k = STEPS - 2;
        out[i] = uh_mix(path[k], path[k + 1], u - k);
    }
}

// A step of a path on the picture.
static struct uh_spot step_seen(const struct choice *c, const struct uh_vec3 *path, int i) {
    struct uh_vec3 step = uh_sub(path[i], path[i - 1]);
    return (struct uh_spot){(float)uh_dot(step, c->camera->right),
                            (float)uh_dot(step, c->camera->up)};
}

// Part of one along another.
static double part_along(struct uh_spot a, struct uh_spot b) {
    double run = uh_span((double)b.x, (double)b.y) + 1e-9;
    return ((double)a.x * b.x + (double)a.y * b.y) / run / run;
}

// Moves a path to one side on the picture, everywhere as far; false where it would turn inside out
// or bend like a hook.
static bool move_aside(const struct choice *c, const struct uh_vec3 path[STEPS], double offset,
                       struct uh_vec3 out[STEPS]) {
    const double least = .3, even = .75;
    const struct uh_camera *camera = c->camera;
    for (int i = 0; i < STEPS; i++) {
        struct uh_vec3 on = uh_sub(path[i + 1 < STEPS ? i + 1 : i], path[i > 0 ? i - 1 : 0]);
        double x = uh_dot(on, camera->right), y = uh_dot(on, camera->up),
               run = uh_span(x, y) + 1e-9;
        out[i] = uh_add(path[i], uh_add(uh_scale(camera->right, offset * y / run),
                                        uh_scale(camera->up, -offset * x / run)));
    }
    for (int i = 1; i < STEPS; i++) {
        struct uh_spot is = step_seen(c, out, i);
        if (part_along(is, step_seen(c, path, i)) < least) return false;
        if (i == 1) continue;
        struct uh_spot last = step_seen(c, out, i - 1);
        double turn = part_along(is, last) * uh_span((double)last.x, (double)last.y) /
                      (uh_span((double)is.x, (double)is.y) + 1e-9);
        if (turn < even) return false;
    }
    return true;
}

// Tries a path at one place, and keeps it if it is the best so far.
static void try_place(struct choice *c, int arrow, const struct travel *travel,
                      const struct uh_vec3 path[STEPS], double offset, double worse) {
    double seen = length_seen(c->camera, travel->at), length = length_seen(c->camera, path);
    double score =
        fmin(seen, .5) * travel->worth - 9 * cost_of(c, path, 0) - 1.1 * fabs(offset) - worse;
    if (c->matched)
        score -= 1.3 * fabs(length - c->like_length) + .7 * fabs(fabs(offset) - c->like_offset);
    if (score <= c->best) return;
    c->length = length;
    c->best = score;
    c->chosen = travel;
    c->offset = offset;
    keep_path(c, arrow, path, 0);
}

// The path of a point as an arrow; by how much it had to grow, 0 where it is too short to tell
// anything.
static double way_of(const struct choice *c, const struct travel *travel,
                     struct uh_vec3 path[STEPS]) {
    double seen = length_seen(c->camera, travel->at);
    if (seen < (c->figure->arrow[0] >= 0 ? .004 : .045)) return 0;
    memcpy(path, travel->at, sizeof(struct uh_vec3) * STEPS);
    even_out(path);
    double grown = grow_path(c, path, .18);
    straighten(c, path, uh_smooth(1.2, 1.8, grown));
    return grown;
}

// A stretch of a path at growing distances to either side. `way` is the side to look at, 0 both.
static void try_sides(struct choice *c, int arrow, const struct travel *travel,
                      const struct uh_vec3 part[STEPS], int way, double worse) {
    enum { DISTANCES = 9 };
    struct uh_vec3 aside[STEPS];
    for (int i = 0; i < DISTANCES; i++)
        for (int side = -1; side <= 1; side += 2) {
            double offset = side * c->measure * (.035 + .025 * i);
            if (way == -side) continue;
            if (move_aside(c, part, offset, aside))
                try_place(c, arrow, travel, aside, offset, worse);
        }
}

// A short way that had to grow may also stand before or behind the part.
static void try_slides(struct choice *c, int arrow, const struct travel *travel,
                       const struct uh_vec3 path[STEPS], int way) {
    const double step = .045 * c->measure, per_metre = 1.0;
    struct uh_vec3 on = uh_sub(path[STEPS - 1], path[0]), moved[STEPS];
    on = uh_unit(uh_sub(on, uh_scale(c->camera->toward, uh_dot(on, c->camera->toward))));
    for (int slide = -3; slide <= 3; slide++) {
        for (int i = 0; i < STEPS; i++) moved[i] = uh_add(path[i], uh_scale(on, slide * step));
        try_sides(c, arrow, travel, moved, way, per_metre * step * abs(slide));
    }
}

// All of the way, or most of it, beside the part.
static void try_travel(struct choice *c, int arrow, const struct travel *travel, int way) {
    static const struct {
        double from, to, worse;
    } stretches[] = {{.02, .98, 0}, {.24, .98, .05}, {.02, .76, .15}, {.46, .98, .13}};
    struct uh_vec3 path[STEPS], part[STEPS];
    const double longest = .75 * c->measure, shortest = .15 * c->measure;
    double grown = way_of(c, travel, path);
    if (grown == 0) return;
    if (grown > 1.3) try_slides(c, arrow, travel, path, way);
    for (size_t k = 0; k < sizeof stretches / sizeof stretches[0]; k++) {
        trim_path(path, stretches[k].from, stretches[k].to, part);
        double seen = length_seen(c->camera, part);
        double worse =
            stretches[k].worse + .8 * fmax(0, seen - longest) + 1.2 * fmax(0, shortest - seen);
        try_sides(c, arrow, travel, part, way, worse);
    }
}

// What swings from side to side is moved out the way that it bulges.
static void try_swing(struct choice *c, int arrow, const struct travel *travel,
                      const struct uh_vec3 path[STEPS]) {
    enum { DISTANCES = 10 };
    const double deep = .25;
    struct uh_vec3 moved[STEPS],
        chord = uh_sub(path[STEPS - 1], path[0]),
        bow = uh_sub(path[STEPS / 2], uh_mix(path[0], path[STEPS - 1], .5));
    bow = uh_sub(bow, uh_scale(c->camera->toward, uh_dot(bow, c->camera->toward)));
    if (uh_length(bow) < deep * uh_length(chord)) return;
    for (int k = 0; k < DISTANCES; k++) {
        double offset = .025 * k * c->measure;
        for (int i = 0; i < STEPS; i++) moved[i] = uh_add(path[i], uh_scale(uh_unit(bow), offset));
        try_place(c, arrow, travel, moved, offset, 0);
    }
}

// A sweep stands on either side; its first part may be left out to keep off the body.
static void try_sweep(struct choice *c, int arrow, const struct travel *travel, int way) {
    struct uh_vec3 path[STEPS], part[STEPS];
    memcpy(path, travel->at, sizeof path);
    even_out(path);
    grow_path(c, path, .36);
    try_swing(c, arrow, travel, path);
    for (double start = 0; start < .6; start += .19) {
        trim_path(path, start, 1, part);
        try_sides(c, arrow, travel, part, way, .25 * start);
    }
}

// The other side does the same at the same time, and far enough away to be seen doing it.
static bool twins(const struct choice *c, const struct travel *a, const struct travel *b) {
    const double alike = .05, apart = .20, shorter = .5;
    double one = length_seen(c->camera, a->at), two = length_seen(c->camera, b->at);
    if (fmin(one, two) < shorter * fmax(one, two)) return false;
    for (int i = 0; i < STEPS; i += STEPS - 1) {
        struct uh_vec3 other = uh_vec3(b->at[i].x, b->at[i].y, -b->at[i].z);
        if (uh_length(uh_sub(a->at[i], other)) > alike) return false;
    }
    struct uh_vec3 across = uh_sub(a->at[STEPS / 2], b->at[STEPS / 2]);
    return uh_span(uh_dot(across, c->camera->right), uh_dot(across, c->camera->up)) > apart;
}

// How near two arrows come on the picture, in metres.
double arrows_apart(const struct choice *c) {
    double least = 1e9;
    for (int i = 0; i < STEPS; i++)
        for (int k = 0; k < STEPS; k++) {
            struct uh_spot a = project(&c->plane, c->hint->points[0][i]),
                           b = project(&c->plane, c->hint->points[1][k]);
            least = fmin(least, spots_apart(a, b));
        }
    return least;
}

// Whether the second arrow is asked for, or the other side does the same.
bool wants_second(const struct choice *c, const struct travel *first, const struct travel *second) {
    return c->figure->arrow[1] >= 0 ||
           ((second->site ^ 1) == first->site && twins(c, first, second));
}

// The second arrow keeps clear of the first. That of the other side stands as the first does, in
// the mirror, where it finds room.
static void add_second(struct choice *c, const struct travel *travel) {
    const double worse = .30, clear = c->figure->arrow_kind == UH_ARROW_SWEEP ? .05 : .10;
    bool asked = c->figure->arrow[1] >= 0;
    double first = c->offset;
    c->matched = (travel->site ^ 1) == c->chosen->site;
    c->like_offset = fabs(c->offset);
    c->like_length = c->length;
    c->best = asked ? -1e9 : c->best - worse;
    int way = asked ? 0 : first > 0 ? -1 : 1;
    if (c->figure->arrow_kind == UH_ARROW_SWEEP)
        try_sweep(c, 1, travel, way);
    else
        try_travel(c, 1, travel, way);
    if (c->hint->arrow_count == 2 && arrows_apart(c) < clear * c->measure) c->hint->arrow_count = 1;
}

// The one arrow beside the body that reads best, and a second one.
void choose_way(struct choice *c, const struct travel *travels, int count) {
    int named = c->figure->arrow[0] >= 0 ? 1 : count;
    for (int i = 0; i < named; i++) {
        if (c->figure->arrow_kind == UH_ARROW_SWEEP)
            try_sweep(c, 0, &travels[i], 0);
        else
            try_travel(c, 0, &travels[i], 0);
    }
    const struct travel *first = c->chosen;
    for (int i = 0; i < count && first && c->hint->arrow_count == 1; i++)
        if (&travels[i] != first && wants_second(c, first, &travels[i])) add_second(c, &travels[i]);
}

// An arrow that leaves the skin or comes to it, where there is room; all are of one length.
void lay_at(struct choice *c, int arrow, const struct travel *travel) {
    struct uh_vec3 path[STEPS], leaving[STEPS], coming[STEPS], skin = travel->at[STEPS - 1];
    struct uh_vec3 whole = squared_up(c->camera, uh_sub(skin, travel->at[0]));
    double seen = uh_span(uh_dot(whole, c->camera->right), uh_dot(whole, c->camera->up)),
           size = .20 * c->measure / fmax(seen, 1e-6);
    for (int i = 0; i < STEPS; i++) path[i] = uh_scale(whole, size * i / (STEPS - 1));
    struct uh_vec3 gap = uh_scale(uh_unit(whole), (c->hint->both ? .018 : .032) * c->measure);
    for (int i = 0; i < STEPS; i++) {
        leaving[i] = uh_add(uh_add(skin, gap), uh_sub(path[i], path[0]));
        coming[i] = uh_add(uh_sub(skin, gap), uh_sub(path[i], path[STEPS - 1]));
    }
    bool leaves = cost_of(c, leaving, 0) < cost_of(c, coming, 0);
    keep_path(c, arrow, leaves ? leaving : coming, 0);
}
