// SPDX-License-Identifier: Apache-2.0
// What makes a still picture tell a movement: where it began, as a ghost, and one arrow beside the
// part that moves, on free ground. Of a few points of the body the one is taken that travels
// farthest with least in the way, or the one the move names.
#include "painter.h"

#include <math.h>
#include <string.h>

enum { STEPS = 16, LINES = 17 };

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
    if (figure->arrow >= 0) {
        travels[0] = (struct travel){.site = figure->arrow, .worth = 1};
        return 1;
    }
    for (int i = 0; i < CANDIDATES; i++)
        travels[i] =
            (struct travel){.site = uh_site_find(candidates[i].site, strlen(candidates[i].site)),
                            .worth = candidates[i].worth};
    return CANDIDATES;
}

// Where the points are on the way into the still key, or round the loop for circles.
static void follow(struct travel *travels, int count, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, int from, int to) {
    double start = 0, seconds = figure->keys[to].seconds, loop = uh_figure_seconds(figure);
    for (int k = 0; k < from; k++)
        start += figure->keys[k].hold + figure->keys[(k + 1) % figure->key_count].seconds;
    start += figure->keys[from].hold;
    for (int i = 0; i < STEPS; i++) {
        struct uh_instant instant;
        double part = .08 + .86 * i / (STEPS - 1);
        double time =
            figure->circular ? loop * .82 * i / (STEPS - 1) : start + seconds * when(part);
        uh_figure_at(figure, skeleton, time, &instant);
        for (int c = 0; c < count; c++)
            travels[c].at[i] = uh_site_at(skeleton, &instant.posture, travels[c].site);
    }
}

// Thick lines that stand for the body, so that the arrow keeps off it.
static const struct {
    int from, to, side;
    double radius;
} lines[LINES] = {
    {UH_PELVIS, UH_THORAX_1, 0, .13},    {UH_THORAX_1, UH_THORAX_5, 0, .13},
    {UH_NECK_1, UH_HEAD, 0, .07},        {UH_HEAD, UH_HEAD, 0, .12},
    {UH_UPPER_ARM, UH_FOREARM, 0, .05},  {UH_FOREARM, UH_HAND, 0, .04},
    {UH_HAND, UH_HAND, 0, .11},          {UH_UPPER_ARM, UH_FOREARM, 1, .05},
    {UH_FOREARM, UH_HAND, 1, .04},       {UH_HAND, UH_HAND, 1, .11},
    {UH_THIGH, UH_SHANK, 0, .08},        {UH_SHANK, UH_FOOT, 0, .05},
    {UH_FOOT, UH_TOES, 0, .06},          {UH_THIGH, UH_SHANK, 1, .08},
    {UH_SHANK, UH_FOOT, 1, .05},         {UH_FOOT, UH_TOES, 1, .06},
    {UH_UPPER_ARM, UH_THORAX_4, 0, .07},
};

static int line_bone(int bone, int side) {
    return bone >= UH_CLAVICLE ? uh_bone_on(bone, side) : bone;
}

static double spot_to_line(struct uh_spot s, struct uh_spot a, struct uh_spot b) {
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, squared = dx * dx + dy * dy;
    double t = squared > 1e-9 ? ((s.x - a.x) * dx + (s.y - a.y) * dy) / squared : 0;
    t = uh_bound(t, 0, 1);
    return hypot(s.x - a.x - t * dx, s.y - a.y - t * dy);
}

// How far a spot (in metres on the picture plane) is inside the figure.
static double in_the_way(const struct uh_camera *plane, const struct uh_posture *posture,
                         struct uh_spot s) {
    double sum = 0;
    for (int k = 0; k < LINES; k++) {
        int from = line_bone(lines[k].from, lines[k].side),
            to = line_bone(lines[k].to, lines[k].side);
        struct uh_vec3 a = posture->at[from], b = posture->at[to];
        if (from == UH_HEAD) a = b = uh_add(a, uh_turn(&posture->turn[from], uh_vec3(0, .06, 0)));
        if (lines[k].from == UH_HAND)
            a = b = uh_add(a, uh_turn(&posture->turn[from], uh_vec3(0, -.09, 0)));
        double apart =
            spot_to_line(s, project(plane, a), project(plane, b)) - lines[k].radius - .025;
        if (apart < 0) sum += fmin(.08, -apart);
    }
    return sum;
}

struct choice {
    const struct uh_camera *camera;
    struct uh_camera plane; // the same, in metres
    const struct uh_posture *start, *end;
    struct uh_hint *hint;
    double best;
};

static double cost_at(const struct choice *c, struct uh_vec3 at) {
    struct uh_spot s = project(&c->plane, at);
    double x = c->camera->x + c->camera->scale * s.x, y = c->camera->y + c->camera->scale * s.y;
    bool outside = x < 14 || y < 14 || x > c->camera->width - 14 || y > c->camera->height - 14;
    return in_the_way(&c->plane, c->end, s) + .35 * in_the_way(&c->plane, c->start, s) +
           (at.y < .02 ? .05 : 0) + (outside ? .08 : 0);
}

static double length_seen(const struct uh_camera *camera, const struct uh_vec3 *at) {
    double sum = 0;
    for (int i = 1; i < STEPS; i++) {
        struct uh_vec3 d = uh_sub(at[i], at[i - 1]);
        sum += hypot(uh_dot(d, camera->right), uh_dot(d, camera->up));
    }
    return sum;
}

// Tries the path of one point, moved aside by some distances, and keeps the best so far.
static void try_travel(struct choice *c, const struct travel *travel, bool named) {
    const struct uh_camera *camera = c->camera;
    double seen = length_seen(camera, travel->at), grow = fmin(1, .60 / fmax(seen, 1e-6));
    if (seen < (named ? .004 : .045)) return;
    if (seen < .28) grow = .28 / seen;
    struct uh_vec3 path[STEPS], mid = travel->at[STEPS / 2];
    for (int i = 0; i < STEPS; i++)
        path[i] = uh_add(mid, uh_scale(uh_sub(travel->at[i], mid), grow));
    struct uh_vec3 chord = uh_sub(path[STEPS - 1], path[0]);
    struct uh_vec3 aside = uh_unit(uh_sub(uh_scale(camera->right, uh_dot(chord, camera->up)),
                                          uh_scale(camera->up, uh_dot(chord, camera->right))));
    for (int k = 0; k < 10; k++) {
        double offset = (k % 2 ? 1 : -1) * (.07 + .05 * (k / 2)), penalty = 0;
        struct uh_vec3 shift = uh_scale(aside, offset);
        for (int i = 0; i < STEPS; i++) penalty += cost_at(c, uh_add(path[i], shift));
        double score = fmin(seen, .5) * travel->worth - .7 * penalty - .25 * fabs(offset);
        if (score <= c->best) continue;
        c->best = score;
        c->hint->point_count = STEPS;
        for (int i = 0; i < STEPS; i++)
            c->hint->points[i] = uh_add(path[i], uh_add(shift, uh_scale(camera->toward, .4)));
    }
}

void uh_hint_make(struct uh_hint *hint, const struct uh_figure *figure,
                  const struct uh_skeleton *skeleton, const struct uh_camera *camera) {
    struct travel travels[CANDIDATES];
    int to = uh_figure_still(figure), from = (to + figure->key_count - 1) % figure->key_count;
    struct uh_posture end;
    *hint = (struct uh_hint){0};
    uh_posture_of(skeleton, &figure->keys[from].solved, &hint->start.posture);
    for (int s = 0; s < 2; s++) hint->start.grip[s] = figure->keys[from].grip[s];
    uh_posture_of(skeleton, &figure->keys[to].solved, &end);
    int count = list_travels(figure, travels);
    follow(travels, count, figure, skeleton, from, to);
    struct choice choice = {camera, *camera, &hint->start.posture, &end, hint, -1e9};
    choice.plane.scale = 1;
    choice.plane.x = choice.plane.y = 0;
    for (int c = 0; c < count; c++) try_travel(&choice, &travels[c], figure->arrow >= 0);
}

// A tapered arc with a head, white round it.
void draw_arrow(struct uh_painter *p, const struct uh_hint *hint) {
    struct uh_spot s[24], left[24], right[24];
    int n = hint->point_count, last;
    double length = 0, gone = 0;
    if (n < 4) return;
    for (int i = 0; i < n; i++) {
        s[i] = project(p->camera, hint->points[i]);
        if (i > 0) length += hypot((double)s[i].x - s[i - 1].x, (double)s[i].y - s[i - 1].y);
    }
    if (length < .05 * p->unit) return;
    double head = fmin(.062 * p->unit, length * .42), wide = .0115 * p->unit;
    for (last = n - 1; last > 2 && gone < head * .72; last--)
        gone += hypot((double)s[last].x - s[last - 1].x, (double)s[last].y - s[last - 1].y);
    for (int i = 0; i <= last; i++) {
        int a = i > 0 ? i - 1 : 0, b = i + 1;
        double dx = (double)s[b].x - s[a].x, dy = (double)s[b].y - s[a].y;
        double w = wide * (.30 + .70 * uh_smooth(0, 1, (double)i / last)) / (hypot(dx, dy) + 1e-6);
        left[i] = (struct uh_spot){s[i].x - (float)(dy * w), s[i].y + (float)(dx * w)};
        right[i] = (struct uh_spot){s[i].x + (float)(dy * w), s[i].y - (float)(dx * w)};
    }
    double dx = (double)s[n - 1].x - s[last].x, dy = (double)s[n - 1].y - s[last].y,
           run = hypot(dx, dy) + 1e-6, hx = dx / run * head, hy = dy / run * head;
    for (int pass = 0; pass < 2; pass++) {
        draw_path(p);
        draw_run(p, UH_CURVE_SMOOTH);
        for (int i = 0; i <= last; i++) draw_spot(p, left[i].x, left[i].y);
        for (int i = last; i >= 0; i--) draw_spot(p, right[i].x, right[i].y);
        draw_run(p, UH_CURVE_STRAIGHT);
        draw_spot(p, s[last].x + hx, s[last].y + hy);
        draw_spot(p, s[last].x - hy * .52 - hx * .06, s[last].y + hx * .52 - hy * .06);
        draw_spot(p, s[last].x + hx * .10, s[last].y + hy * .10);
        draw_spot(p, s[last].x + hy * .52 - hx * .06, s[last].y - hx * .52 - hy * .06);
        struct uh_colour c = pass ? colour_of(p->palette->accent)
                                  : colour_clear(p->style->dark ? 0x12141A : 0xFFFFFF, .85);
        draw_fill(p, c);
        draw_stroke(p, c, (pass ? .006 : .018) * p->unit);
    }
}
