// SPDX-License-Identifier: Apache-2.0
// What makes a still picture tell a movement: where it began (ghost.c draws it), and arrows along
// the way of the parts that move (arrow.c draws them). An arrow begins where its part does and ends
// where it ends, moved aside no farther than it must be to keep off face, hair, collar, hands and
// lit muscles. Places are tried in metres on the picture plane; what lies there weighs by what it
// is. All is found once for a picture, so that nothing jumps while the figure moves.
#include "painter.h"

#include <math.h>
#include <string.h>

enum { STEPS = sizeof((struct uh_hint *)0)->points[0] / sizeof(struct uh_vec3) };

static const double pi = 3.14159265358979323846;

static const struct candidate {
    const char *site;
    double worth;
} candidates[] = {
    {"nose", .9},    {"crown", 1.15}, {"tips.R", .9},      {"tips.L", .9}, {"elbow.R", .9},
    {"elbow.L", .9}, {"upback", 1.1}, {"lumbarback", 1.1}, {"sacrum", 1},  {"toe.R", .95},
    {"toe.L", .95},  {"knee.R", .9},  {"knee.L", .9},
};

enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

struct travel {
    int site;
    double worth;
    struct uh_vec3 at[STEPS];
};

static double ease(double u) {
    return u * u * u * (u * (6 * u - 15) + 10);
}

// When the eased passage has gone this part of the way.
static double when(double part) {
    double low = 0, high = 1;
    for (int i = 0; i < 24; i++) {
        double mid = (low + high) / 2;
        if (ease(mid) < part)
            low = mid;
        else
            high = mid;
    }
    return fmin(low, .9999);
}

static int list_travels(const struct uh_figure *figure, struct travel *travels) {
    int first = figure->arrow[0], second = figure->arrow[1];
    if (first >= 0) {
        bool one = figure->arrow_kind == UH_ARROW_AT || figure->arrow_kind == UH_ARROW_TURN;
        if (second < 0 && uh_sites[first / 2].paired && !one) second = first ^ 1;
        travels[0] = (struct travel){.site = first, .worth = 1};
        travels[1] = (struct travel){.site = second, .worth = 1};
        return second >= 0 ? 2 : 1;
    }
    for (int i = 0; i < CANDIDATES; i++)
        travels[i] =
            (struct travel){.site = uh_site_find(candidates[i].site, strlen(candidates[i].site)),
                            .worth = candidates[i].worth};
    return CANDIDATES;
}

// When a key is left.
static double leaving(const struct uh_figure *figure, int key) {
    double time = figure->keys[0].hold;
    for (int k = 1; k <= key; k++) time += figure->keys[k].seconds + figure->keys[k].hold;
    return time;
}

// When a key is reached for the first time after another.
static double reaching(const struct uh_figure *figure, int from, int to) {
    double time = leaving(figure, from);
    for (int k = (from + 1) % figure->key_count; k != to; k = (k + 1) % figure->key_count)
        time += figure->keys[k].seconds + figure->keys[k].hold;
    return time + figure->keys[to].seconds;
}

// The stretch of time that the arrow tells: into the still key, all the way to it, or a circle.
static void span_of(const struct uh_figure *figure, int from, int to, double *start, double *end) {
    enum { CIRCLE_KEYS = 8 };
    int n = figure->key_count;
    *start = leaving(figure, figure->arrow_kind == UH_ARROW_SWEEP ? 0 : from);
    *end = reaching(figure, from, to);
    if (figure->arrow_kind != UH_ARROW_CIRCLE) return;
    double loop = uh_figure_seconds(figure);
    *start = n > CIRCLE_KEYS ? leaving(figure, n - CIRCLE_KEYS) : leaving(figure, 0);
    *end = *start + (loop - (n > CIRCLE_KEYS ? *start : 0)) * .80;
}

// The key that the still one is reached from: the nearest before it that is held, so that points
// on the way do not count; with none, the one before.
static int key_before(const struct uh_figure *figure, int still) {
    int n = figure->key_count, before = (still + n - 1) % n;
    for (int i = 1; i < n; i++) {
        int k = (still + n - i) % n;
        if (figure->keys[k].hold > 0) return k;
    }
    return before;
}

// Where the points are over that stretch.
static void follow(struct travel *travels, int count, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, int from, int to) {
    double start, end;
    span_of(figure, from, to, &start, &end);
    for (int i = 0; i < STEPS; i++) {
        struct uh_instant instant;
        double part = (double)i / (STEPS - 1);
        if (figure->arrow_kind != UH_ARROW_CIRCLE && figure->arrow_kind != UH_ARROW_SWEEP)
            part = when(.02 + .97 * part);
        uh_figure_at(figure, skeleton, start + (end - start) * fmin(part, .9999), &instant);
        for (int c = 0; c < count; c++)
            travels[c].at[i] = uh_site_at(skeleton, &instant.posture, travels[c].site);
    }
}

// ---- what an arrow keeps off

// Thick lines that stand for the body, and what it costs to lie on them.
static const struct limb {
    struct uh_muscle_point from, to;
    bool paired;
    double radius, weight;
} limbs[] = {
    {{UH_PELVIS, {0, .93, 0}}, {UH_THORAX_1, {0, 1.13, 0}}, false, .125, 1},
    {{UH_THORAX_1, {0, 1.13, 0}}, {UH_THORAX_4, {0, 1.33, 0}}, false, .125, 1},
    {{UH_THORAX_5, {0, 1.43, 0}}, {UH_HEAD, {0, 1.56, 0}}, false, .062, 2.2},
    {{UH_HEAD, {.035, 1.55, 0}}, {UH_HEAD, {.020, 1.63, 0}}, false, .088, 5},
    {{UH_HEAD, {-.030, 1.60, 0}}, {UH_HEAD, {-.065, 1.72, 0}}, false, .050, 4},
    {{UH_THORAX_5, {.03, 1.42, -.075}}, {UH_THORAX_5, {.03, 1.42, .075}}, false, .050, 1.8},
    {{UH_THORAX_4, {-.01, 1.36, .08}}, {UH_UPPER_ARM, {-.028, 1.38, .172}}, true, .062, 1},
    {{UH_UPPER_ARM, {-.028, 1.38, .172}}, {UH_FOREARM, {-.028, 1.11, .172}}, true, .048, 1},
    {{UH_FOREARM, {-.028, 1.11, .172}}, {UH_HAND, {-.028, .85, .172}}, true, .040, 1},
    {{UH_HAND, {-.028, .82, .168}}, {UH_HAND, {-.028, .70, .166}}, true, .048, 2.4},
    {{UH_THIGH, {0, .90, .086}}, {UH_SHANK, {0, .50, .086}}, true, .078, .7},
    {{UH_SHANK, {0, .50, .086}}, {UH_FOOT, {0, .07, .086}}, true, .050, .7},
    {{UH_FOOT, {-.03, .03, .086}}, {UH_TOES, {.18, .02, .086}}, true, .045, 1},
};

enum { LIMBS = sizeof limbs / sizeof limbs[0], TRUNK = 2, OBSTACLES = 160 };

// One of them on the picture plane.
struct obstacle {
    struct uh_spot a, b;
    double radius, weight;
};

struct choice {
    const struct uh_camera *camera;
    struct uh_camera plane; // the same, in metres
    const struct uh_skeleton *skeleton;
    const struct uh_posture *start, *end;
    struct uh_hint *hint;
    const struct uh_figure *figure;
    struct obstacle obstacles[OBSTACLES];
    int obstacle_count;
    double measure; // the shorter side of the picture, in metres
    double best, offset;
    const struct travel *chosen;
};

static void add_obstacle(struct choice *c, struct uh_vec3 a, struct uh_vec3 b, double radius,
                         double weight) {
    if (c->obstacle_count == OBSTACLES) return;
    c->obstacles[c->obstacle_count++] =
        (struct obstacle){project(&c->plane, a), project(&c->plane, b),
                          radius * c->skeleton->scale + .022 * c->measure, weight};
}

static struct uh_vec3 point_of(const struct choice *c, const struct uh_muscle_point *point,
                               int side) {
    return uh_point_on(c->skeleton, c->end, point->bone, side, point->at);
}

// Lit muscles, where they are on the side that is seen.
static void add_muscle(struct choice *c, int muscle, int side) {
    const struct uh_muscle_path *path = &uh_muscle_paths[muscle];
    struct uh_vec3 inner = uh_mix(c->end->at[UH_LUMBAR_1], c->end->at[UH_NECK_1], .6);
    for (int f = 0; f < path->fibre_count; f++)
        for (int i = 0; i + 1 < path->point_count; i++) {
            struct uh_vec3 a = point_of(c, &path->fibre[f][i], side),
                           b = point_of(c, &path->fibre[f][i + 1], side);
            struct uh_vec3 out = uh_sub(uh_mix(a, b, .5), inner);
            if (uh_dot(out, c->camera->toward) > -.02) add_obstacle(c, a, b, .026, 1.6);
        }
}

// Bands and what they hang on.
static void add_bands(struct choice *c) {
    struct uh_vec3 anchor = c->figure->band_anchor, foot = anchor;
    foot.y = 0;
    add_obstacle(c, anchor, foot, .05, .9);
    for (int side = 0; side < 2; side++) {
        struct uh_muscle_point palm = {UH_HAND, {-.028, .769, .156}};
        add_obstacle(c, anchor, point_of(c, &palm, side), .01, .8);
    }
}

// The trunk is nearer to level than to upright.
static bool lies(const struct choice *c) {
    return fabs(uh_turn(&c->end->turn[UH_THORAX_2], uh_vec3(0, 1, 0)).y) < .6;
}

static void list_obstacles(struct choice *c) {
    if (c->figure->props & UH_PROP_BAND) add_bands(c);
    bool turn = c->figure->arrow_kind == UH_ARROW_TURN && lies(c); // round the trunk, over it
    for (int i = 0; i < LIMBS; i++)
        for (int side = 0; side <= (limbs[i].paired ? 1 : 0); side++)
            add_obstacle(c, point_of(c, &limbs[i].from, side), point_of(c, &limbs[i].to, side),
                         limbs[i].radius, limbs[i].weight * (turn && i < TRUNK ? .4 : 1));
    for (int muscle = 0; muscle < UH_MUSCLE_COUNT; muscle++)
        for (int side = 0; side < 2; side++)
            if (c->figure->targets[side] >> muscle & 1) add_muscle(c, muscle, side);
}

static double spot_to_line(struct uh_spot s, struct uh_spot a, struct uh_spot b) {
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, squared = dx * dx + dy * dy;
    double t = squared > 1e-9 ? ((s.x - a.x) * dx + (s.y - a.y) * dy) / squared : 0;
    t = uh_bound(t, 0, 1);
    return uh_span(s.x - a.x - t * dx, s.y - a.y - t * dy);
}

// What it costs to have an arrow pass here.
static double cost_at(const struct choice *c, struct uh_vec3 at) {
    const double deep = .07;
    struct uh_spot s = project(&c->plane, at);
    double x = c->camera->x + c->camera->scale * s.x, y = c->camera->y + c->camera->scale * s.y,
           edge = .03 * c->measure * c->camera->scale, cost = 0;
    for (int i = 0; i < c->obstacle_count; i++) {
        const struct obstacle *o = &c->obstacles[i];
        double apart = spot_to_line(s, o->a, o->b) - o->radius;
        if (apart < 0) cost = fmax(cost, 0) + o->weight * fmin(deep, -apart);
    }
    bool outside =
        x < edge || y < edge || x > c->camera->width - edge || y > c->camera->height - edge;
    return cost + (outside ? .45 : 0);
}

// ---- ways: paths beside the body

static double length_seen(const struct uh_camera *camera, const struct uh_vec3 *at) {
    double sum = 0;
    for (int i = 1; i < STEPS; i++) {
        struct uh_vec3 d = uh_sub(at[i], at[i - 1]);
        sum += uh_span(uh_dot(d, camera->right), uh_dot(d, camera->up));
    }
    return sum;
}

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
    double along = uh_dot(bow, uh_unit(chord)), deepest = .45 * uh_length(chord);
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

// What was too short to be seen bent is straight.
static void straighten(struct uh_vec3 path[STEPS], double part) {
    struct uh_vec3 from = path[0], to = path[STEPS - 1];
    for (int i = 0; i < STEPS; i++)
        path[i] = uh_mix(path[i], uh_mix(from, to, (double)i / (STEPS - 1)), part);
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

// Moves a path to one side on the picture, everywhere as far; false where it would turn inside out.
static bool move_aside(const struct choice *c, const struct uh_vec3 path[STEPS], double offset,
                       struct uh_vec3 out[STEPS]) {
    const struct uh_camera *camera = c->camera;
    for (int i = 0; i < STEPS; i++) {
        struct uh_vec3 on = uh_sub(path[i + 1 < STEPS ? i + 1 : i], path[i > 0 ? i - 1 : 0]);
        double x = uh_dot(on, camera->right), y = uh_dot(on, camera->up),
               run = uh_span(x, y) + 1e-9;
        out[i] = uh_add(path[i], uh_add(uh_scale(camera->right, offset * y / run),
                                        uh_scale(camera->up, -offset * x / run)));
    }
    for (int i = 1; i < STEPS; i++) {
        struct uh_vec3 was = uh_sub(path[i], path[i - 1]), is = uh_sub(out[i], out[i - 1]);
        double along = uh_dot(was, camera->right) * uh_dot(is, camera->right) +
                       uh_dot(was, camera->up) * uh_dot(is, camera->up);
        if (along <= 0) return false;
    }
    return true;
}

// What an arrow here costs: the mean of what it lies on, its ends counting more.
static double cost_of(const struct choice *c, const struct uh_vec3 path[STEPS], uint32_t behind) {
    const double hidden = .035, end = 2;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
        double cost = cost_at(c, path[i]), share = i >= STEPS - 4 ? end : 1;
        if (behind >> i & 1 && cost < .45) cost = cost > 0 ? hidden : 0;
        sum += cost * share;
    }
    return sum / (STEPS + 4 * (end - 1));
}

static void keep_path(struct choice *c, int arrow, const struct uh_vec3 path[STEPS],
                      uint32_t behind) {
    c->hint->arrow_count = arrow + 1;
    c->hint->point_count = STEPS;
    c->hint->behind[arrow] = behind;
    memcpy(c->hint->points[arrow], path, sizeof(struct uh_vec3) * STEPS);
}

// Tries a path at one place, and keeps it if it is the best so far.
static void try_place(struct choice *c, int arrow, const struct travel *travel,
                      const struct uh_vec3 path[STEPS], double offset, double worse) {
    double seen = length_seen(c->camera, travel->at);
    double score =
        fmin(seen, .5) * travel->worth - 9 * cost_of(c, path, 0) - 1.1 * fabs(offset) - worse;
    if (score <= c->best) return;
    c->best = score;
    c->chosen = travel;
    c->offset = offset;
    keep_path(c, arrow, path, 0);
}

// The path of a point as an arrow, or false where it is too short to tell anything.
static bool way_of(const struct choice *c, const struct travel *travel,
                   struct uh_vec3 path[STEPS]) {
    double seen = length_seen(c->camera, travel->at);
    if (seen < (c->figure->arrow[0] >= 0 ? .004 : .045)) return false;
    memcpy(path, travel->at, sizeof(struct uh_vec3) * STEPS);
    even_out(path);
    straighten(path, uh_smooth(1.2, 1.8, grow_path(c, path, .15)));
    return true;
}

// All of the way, or most of it, at growing distances to either side. `way` is the side to look at,
// 0 both.
static void try_travel(struct choice *c, int arrow, const struct travel *travel, int way) {
    static const struct {
        double from, to, worse;
    } stretches[] = {{.02, .98, 0}, {.24, .98, .05}, {.02, .76, .07}, {.46, .98, .13}};
    enum { DISTANCES = 9 };
    struct uh_vec3 path[STEPS], part[STEPS], aside[STEPS];
    const double longest = .52 * c->measure;
    if (!way_of(c, travel, path)) return;
    for (size_t k = 0; k < sizeof stretches / sizeof stretches[0]; k++) {
        trim_path(path, stretches[k].from, stretches[k].to, part);
        double seen = length_seen(c->camera, part), worse = stretches[k].worse +
                                                            .8 * fmax(0, seen - longest) +
                                                            1.2 * fmax(0, .15 * c->measure - seen);
        for (int i = 0; i < DISTANCES; i++)
            for (int side = -1; side <= 1; side += 2) {
                double offset = side * c->measure * (.035 + .025 * i);
                if (way == -side) continue;
                if (move_aside(c, part, offset, aside))
                    try_place(c, arrow, travel, aside, offset, worse);
            }
    }
}

// A sweep is shown whole, moved out the way that it bulges.
static void try_sweep(struct choice *c, const struct travel *travel) {
    enum { DISTANCES = 18 };
    struct uh_vec3 path[STEPS], moved[STEPS];
    memcpy(path, travel->at, sizeof path);
    even_out(path);
    grow_path(c, path, .50);
    struct uh_vec3 bow = uh_sub(path[STEPS / 2], uh_mix(path[0], path[STEPS - 1], .5));
    bow = uh_unit(uh_sub(bow, uh_scale(c->camera->toward, uh_dot(bow, c->camera->toward))));
    for (int k = 0; k < DISTANCES; k++) {
        double offset = .025 * k * c->measure;
        for (int i = 0; i < STEPS; i++) moved[i] = uh_add(path[i], uh_scale(bow, offset));
        try_place(c, 0, travel, moved, offset, 0);
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
static double arrows_apart(const struct choice *c) {
    double least = 1e9;
    for (int i = 0; i < STEPS; i++)
        for (int k = 0; k < STEPS; k++) {
            struct uh_spot a = project(&c->plane, c->hint->points[0][i]),
                           b = project(&c->plane, c->hint->points[1][k]);
            least = fmin(least, uh_span((double)a.x - b.x, (double)a.y - b.y));
        }
    return least;
}

// Whether the second arrow is asked for, or the other side does the same.
static bool wants_second(const struct choice *c, const struct travel *first,
                         const struct travel *second) {
    return c->figure->arrow[1] >= 0 || c->figure->arrow_kind == UH_ARROW_PAIR ||
           ((second->site ^ 1) == first->site && twins(c, first, second));
}

// The second arrow keeps clear of the first. That of the other side stands as the first does, in
// the mirror, where it finds room.
static void add_second(struct choice *c, const struct travel *travel) {
    const double clear = .10, worse = .30;
    bool asked = c->figure->arrow[1] >= 0;
    double first = c->offset;
    c->best = asked ? -1e9 : c->best - worse;
    try_travel(c, 1, travel, asked ? 0 : first > 0 ? -1 : 1);
    if (c->hint->arrow_count == 2 && arrows_apart(c) < clear * c->measure) c->hint->arrow_count = 1;
}

// The one arrow beside the body that reads best, and a second one.
static void choose_way(struct choice *c, const struct travel *travels, int count) {
    int named = c->figure->arrow[0] >= 0 ? 1 : count;
    if (c->figure->arrow_kind == UH_ARROW_SWEEP) {
        try_sweep(c, &travels[0]);
        return;
    }
    for (int i = 0; i < named; i++) try_travel(c, 0, &travels[i], 0);
    const struct travel *first = c->chosen;
    for (int i = 0; i < count && first && c->hint->arrow_count == 1; i++)
        if (&travels[i] != first && wants_second(c, first, &travels[i])) add_second(c, &travels[i]);
}

// ---- straight at the part: an arrow leaves the skin or comes to it, where there is room

// What is nearly level or plumb on the picture is made so.
static struct uh_vec3 squared_up(const struct uh_camera *camera, struct uh_vec3 way) {
    const double nearly = .55; // tangent
    double x = uh_dot(way, camera->right), y = uh_dot(way, camera->up);
    if (fabs(y) < nearly * fabs(x)) way = uh_sub(way, uh_scale(camera->up, y));
    if (fabs(x) < nearly * fabs(y)) way = uh_sub(way, uh_scale(camera->right, x));
    return way;
}

static void lay_at(struct choice *c, int arrow, const struct travel *travel) {
    struct uh_vec3 path[STEPS], leaving[STEPS], coming[STEPS], skin = travel->at[STEPS - 1];
    struct uh_vec3 whole = squared_up(c->camera, uh_sub(skin, travel->at[0]));
    for (int i = 0; i < STEPS; i++) path[i] = uh_scale(whole, (double)i / (STEPS - 1));
    grow_path(c, path, .19);
    struct uh_vec3 gap = uh_scale(uh_unit(whole), .035 * c->measure);
    for (int i = 0; i < STEPS; i++) {
        leaving[i] = uh_add(uh_add(skin, gap), uh_sub(path[i], path[0]));
        coming[i] = uh_add(uh_sub(skin, gap), uh_sub(path[i], path[STEPS - 1]));
    }
    bool leaves = cost_of(c, leaving, 0) < cost_of(c, coming, 0);
    keep_path(c, arrow, leaves ? leaving : coming, 0);
}

// ---- arcs and rings round an axis, seen in perspective

// A circle in space as it is shown: `wide` runs across the picture, `near` to the viewer. Where it
// would be seen edge-on it is tipped open.
struct hoop {
    struct uh_vec3 middle, wide, near;
    double radius;
};

static struct hoop hoop_round(const struct uh_camera *camera, struct uh_vec3 middle,
                              struct uh_vec3 axis, double radius, double open, bool from_above) {
    double along = uh_dot(axis, camera->toward), tip = fmax(fabs(along), open);
    struct uh_vec3 seen = uh_sub(axis, uh_scale(camera->toward, along));
    seen = uh_length(seen) > .05 ? uh_unit(seen) : camera->up;
    struct uh_vec3 wide = uh_cross(seen, camera->toward);
    double fall = fabs(along) < open ? (from_above ? -tip : tip) : along > 0 ? -tip : tip;
    struct uh_vec3 near =
        uh_add(uh_scale(camera->toward, sqrt(fmax(0, 1 - tip * tip))), uh_scale(seen, fall));
    return (struct hoop){middle, wide, near, radius};
}

// The arc of a hoop from one angle on, 0 the nearest to the viewer, positive the way that the axis
// turns; which of its points are behind.
static uint32_t arc_of(const struct hoop *hoop, double from, double sweep,
                       struct uh_vec3 path[STEPS]) {
    uint32_t behind = 0;
    for (int i = 0; i < STEPS; i++) {
        double angle = from + sweep * i / (STEPS - 1), x = hoop->radius * uh_sin(angle),
               z = hoop->radius * uh_cos(angle);
        path[i] = uh_add(hoop->middle, uh_add(uh_scale(hoop->wide, x), uh_scale(hoop->near, z)));
        if (z < 0) behind |= UINT32_C(1) << i;
    }
    return behind;
}

static double within_half_turn(double angle) {
    return uh_atan2(uh_sin(angle), uh_cos(angle));
}

// How far a bone turned about an axis from the start to the end.
static double turned_about(const struct choice *c, int bone, struct uh_vec3 axis) {
    struct uh_vec3 a = uh_turn(&c->start->turn[bone], uh_vec3(1, 0, 0)),
                   b = uh_turn(&c->end->turn[bone], uh_vec3(1, 0, 0));
    a = uh_sub(a, uh_scale(axis, uh_dot(a, axis)));
    b = uh_sub(b, uh_scale(axis, uh_dot(b, axis)));
    return uh_atan2(uh_dot(uh_cross(a, b), axis), uh_dot(a, b));
}

// Tries the arcs of one hoop; `front` is where the part looks to at its end.
static void try_hoop(struct choice *c, const struct hoop *hoop, double sweep, double front,
                     double worse) {
    enum { STARTS = 24 };
    struct uh_vec3 path[STEPS];
    for (int k = 0; k < STARTS; k++) {
        double from = 2 * pi * k / STARTS;
        uint32_t behind = arc_of(hoop, from, sweep, path);
        double off = fabs(within_half_turn(from + sweep - front));
        double score = -9 * cost_of(c, path, behind) - worse - .05 * off;
        for (int i = 0; i < STEPS; i++) score -= behind >> i & 1 ? .012 : 0;
        if (score <= c->best) continue;
        c->best = score;
        keep_path(c, 0, path, behind);
    }
}

// An arc round the axis of the bone, at the height of the site or where there is room near it.
static void lay_turn(struct choice *c, const struct travel *travel) {
    static const struct {
        double height, radius;
    } head[] = {{.03, .12}, {.05, .12}, {.07, .12}, {.09, .12}, {.11, .12}, {.13, .12}},
      trunk[] = {{0, .27},   {.08, .27},  {-.08, .27}, {0, .33},
                 {.08, .33}, {-.08, .33}, {.16, .30},  {-.16, .30}};
    int bone = uh_site_bone(travel->site);
    bool is_head = bone == UH_HEAD;
    struct uh_vec3 axis = uh_turn(&c->end->turn[bone], uh_vec3(0, 1, 0)),
                   look = uh_turn(&c->end->turn[bone], uh_vec3(1, 0, 0)), at = c->end->at[bone];
    double turned = turned_about(c, bone, axis),
           sweep = (turned < 0 ? -1 : 1) * uh_bound(fabs(turned), 2.0, 2.4),
           height = uh_dot(uh_sub(travel->at[STEPS - 1], at), axis), s = c->skeleton->scale;
    int count = is_head ? sizeof head / sizeof head[0] : sizeof trunk / sizeof trunk[0];
    for (int i = 0; i < count; i++) {
        double up = is_head ? head[i].height : trunk[i].height,
               radius = is_head ? head[i].radius : trunk[i].radius;
        struct hoop hoop = hoop_round(c->camera, uh_add(at, uh_scale(axis, height + up * s)), axis,
                                      radius * s, .36, true);
        double front = uh_atan2(uh_dot(look, hoop.wide), uh_dot(look, c->camera->toward));
        try_hoop(c, &hoop, sweep, front, .6 * fabs(up) + .5 * (radius - (is_head ? .12 : .27)));
    }
}

// The middle of a closed path, its mean radius and the axis that it goes round.
static struct hoop circle_of(const struct uh_vec3 path[STEPS], struct uh_vec3 *axis) {
    struct hoop hoop = {0};
    *axis = (struct uh_vec3){0};
    for (int i = 0; i < STEPS; i++)
        hoop.middle = uh_add(hoop.middle, uh_scale(path[i], 1. / STEPS));
    for (int i = 0; i < STEPS; i++) {
        struct uh_vec3 a = uh_sub(path[i], hoop.middle),
                       b = uh_sub(path[(i + 1) % STEPS], hoop.middle);
        *axis = uh_add(*axis, uh_cross(a, b));
        hoop.radius += uh_length(a) / STEPS;
    }
    *axis = uh_unit(*axis);
    return hoop;
}

// A circle as a ring that is nearly closed round the part, open to the viewer even where it is seen
// edge-on, moved out along its axis until it keeps off hand and muscle.
static void lay_ring(struct choice *c, int arrow, const struct travel *travel) {
    const double sweep = 1.66 * pi, open = .40;
    enum { STARTS = 16, SHIFTS = 8 };
    struct uh_vec3 path[STEPS], axis;
    struct hoop circle = circle_of(travel->at, &axis);
    double radius = uh_bound(circle.radius, .085 * c->measure, .12 * c->measure), best = -1e9;
    for (int shift = 0; shift < SHIFTS * 2; shift++) {
        double out = (shift / 2) * .035 * c->measure;
        struct uh_vec3 away = uh_sub(circle.middle, c->end->at[UH_THORAX_4]);
        double sign = uh_dot(away, axis) < 0 ? -1 : 1;
        struct hoop hoop = hoop_round(c->camera, uh_add(circle.middle, uh_scale(axis, sign * out)),
                                      axis, radius, open, shift % 2);
        for (int k = 0; k < STARTS; k++) {
            uint32_t behind = arc_of(&hoop, 2 * pi * k / STARTS, sweep, path);
            double score = -9 * cost_of(c, path, behind) - .9 * out;
            if (behind >> (STEPS - 1) & 1) score -= .05;
            if (score <= best) continue;
            best = score;
            keep_path(c, arrow, path, behind);
        }
    }
}

// Arrows of a fixed form, one for each point.
static void lay_all(struct choice *c, const struct travel *travels, int count) {
    const double clear = .06;
    for (int i = 0; i < count; i++) {
        if (i > 0 && !wants_second(c, &travels[0], &travels[i])) return;
        if (length_seen(c->camera, travels[i].at) < .004 && c->figure->arrow_kind != UH_ARROW_TURN)
            continue;
        if (c->figure->arrow_kind == UH_ARROW_CIRCLE)
            lay_ring(c, i, &travels[i]);
        else if (c->figure->arrow_kind == UH_ARROW_TURN)
            lay_turn(c, &travels[i]);
        else
            lay_at(c, i, &travels[i]);
    }
    if (c->hint->arrow_count == 2 && arrows_apart(c) < clear * c->measure &&
        c->figure->arrow_kind != UH_ARROW_PAIR)
        c->hint->arrow_count = 1;
}

void uh_hint_make(struct uh_hint *hint, const struct uh_figure *figure,
                  const struct uh_skeleton *skeleton, const struct uh_camera *camera) {
    struct travel travels[CANDIDATES];
    int to = uh_figure_still(figure), from = key_before(figure, to),
        first = to == 0 && figure->key_count > 1;
    struct uh_posture start, end;
    *hint = (struct uh_hint){.both = figure->arrow_both};
    uh_posture_of(skeleton, &figure->keys[first].solved, &hint->start.posture);
    for (int s = 0; s < 2; s++) hint->start.grip[s] = figure->keys[first].grip[s];
    uh_posture_of(skeleton, &figure->keys[from].solved, &start);
    uh_posture_of(skeleton, &figure->keys[to].solved, &end);
    int count = list_travels(figure, travels);
    follow(travels, count, figure, skeleton, from, to);
    struct choice choice = {.camera = camera,
                            .plane = *camera,
                            .skeleton = skeleton,
                            .start = &start,
                            .end = &end,
                            .hint = hint,
                            .best = -1e9,
                            .figure = figure,
                            .measure = fmin(camera->width, camera->height) / camera->scale};
    choice.plane.scale = 1;
    choice.plane.x = choice.plane.y = 0;
    list_obstacles(&choice);
    if (figure->arrow_kind == UH_ARROW_WAY || figure->arrow_kind == UH_ARROW_SWEEP)
        choose_way(&choice, travels, count);
    else
        lay_all(&choice, travels, count);
}
