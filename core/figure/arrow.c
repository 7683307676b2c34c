// SPDX-License-Identifier: Apache-2.0
// Arrows as they are drawn: a ribbon that grows from its tail, a neat head, a thin pale rim, of one
// weight in every picture. What comes nearer grows wider. Of one that goes round the body what lies
// behind is painted before the body, the rest after it.
#include "painter.h"

#include <math.h>
#include <stdlib.h>

enum { POINTS = sizeof((struct uh_hint *)0)->points[0] / sizeof(struct uh_vec3) };

// A head: where it begins, and its length as a vector.
struct head {
    int neck; // the point of the ribbon that it sits on
    double x, y;
};

struct ribbon {
    struct uh_spot at[POINTS], left[POINTS], right[POINTS];
    double wide[POINTS]; // half of the width
    int count;
    struct head head, tail; // the tail has one where the way goes to and fro
    bool both;
};

// Where the head begins at one end of the ribbon, so long before the tip; `step` leads to that end.
static struct head find_head(const struct ribbon *r, double length, int step) {
    int end = step > 0 ? r->count - 1 : 0, neck = end;
    double gone = 0;
    for (int n = 0; n < r->count / 2 - 2 && gone < length * .80; n++, neck -= step)
        gone += spots_apart(r->at[neck], r->at[neck - step]);
    double x = (double)r->at[end].x - r->at[neck].x, y = (double)r->at[end].y - r->at[neck].y,
           run = uh_span(x, y) + 1e-6;
    return (struct head){neck, x / run * length, y / run * length};
}

// Half of the width at every point: from a fine tail to full, wider where it comes nearer.
static void find_widths(const struct uh_painter *p, const struct uh_vec3 *points, double wide,
                        struct ribbon *r) {
    const double nearer = .9 / p->size;
    double middle = depth_of(p->camera, points[r->count / 2]);
    for (int i = 0; i < r->count; i++) {
        double closer = nearer * (depth_of(p->camera, points[i]) - middle),
               full = uh_smooth(0, .6, (double)i / r->head.neck);
        r->wide[i] = wide * (r->both ? .9 : .3 + .7 * full) * uh_bound(1 + closer, .75, 1.25);
    }
}

// Both edges, a little way into the heads.
static void find_edges(struct ribbon *r) {
    const double into_head = .12;
    int first = r->both ? r->tail.neck : 0;
    for (int i = first; i <= r->head.neck; i++) {
        struct uh_spot a = r->at[i > 0 ? i - 1 : 0], b = r->at[i + 1];
        double x = (double)b.x - a.x, y = (double)b.y - a.y, run = uh_span(x, y) + 1e-6,
               w = r->wide[i] / run;
        const struct head *head = i == r->head.neck       ? &r->head
                                  : i == first && r->both ? &r->tail
                                                          : NULL;
        struct uh_spot s = {(float)(r->at[i].x + (head ? head->x * into_head : 0)),
                            (float)(r->at[i].y + (head ? head->y * into_head : 0))};
        r->left[i] = (struct uh_spot){(float)(s.x - y * w), (float)(s.y + x * w)};
        r->right[i] = (struct uh_spot){(float)(s.x + y * w), (float)(s.y - x * w)};
    }
}

// Projects an arrow; false where it is too short to be one.
static bool make_ribbon(const struct uh_painter *p, const struct uh_hint *hint, int arrow,
                        struct ribbon *r) {
    double size = shorter_side(p->camera), wide = fmax(.0080 * size, .75), length = 0;
    const struct uh_vec3 *points = hint->points[arrow];
    r->count = hint->point_count;
    r->both = hint->both;
    for (int i = 0; i < r->count; i++) {
        r->at[i] = project(p->camera, points[i]);
        if (i > 0) length += spots_apart(r->at[i], r->at[i - 1]);
    }
    if (r->count < 8 || length < .03 * size) return false;
    double head = fmin(fmax(.052 * size, 4), length * (r->both ? .34 : .46));
    r->head = find_head(r, head, 1);
    r->tail = find_head(r, head, -1);
    find_widths(p, points, wide, r);
    double grown = uh_bound(r->wide[r->head.neck] / wide, .9, 1.2);
    r->head.x *= grown;
    r->head.y *= grown;
    find_edges(r);
    return true;
}

static void add_head(struct uh_painter *p, const struct ribbon *r, const struct head *head) {
    const double half = .46, swept = .12;
    struct uh_spot s = r->at[head->neck];
    double x = head->x, y = head->y;
    draw_run(p, UH_CURVE_STRAIGHT);
    draw_spot(p, s.x + x, s.y + y);
    draw_spot(p, s.x + y * half - x * swept, s.y - x * half - y * swept);
    draw_spot(p, s.x, s.y);
    draw_spot(p, s.x - y * half - x * swept, s.y + x * half - y * swept);
}

// One edge of a stretch; every other point will do for a smooth one.
static void add_edge(struct uh_painter *p, const struct uh_spot *edge, int from, int to) {
    int step = to > from ? 1 : -1;
    for (int i = from; i != to; i += step)
        if ((i - from) % 2 == 0) draw_spot(p, edge[i].x, edge[i].y);
    draw_spot(p, edge[to].x, edge[to].y);
}

// The stretch of the ribbon from one point to another, and the heads where it ends there.
static int add_stretch(struct uh_painter *p, const struct ribbon *r, int from, int to) {
    int last = to < r->head.neck ? to : r->head.neck,
        first = r->both && from < r->tail.neck ? r->tail.neck : from;
    int path = draw_path(p);
    if (last > first) {
        draw_run(p, UH_CURVE_SMOOTH);
        add_edge(p, r->left, first, last);
        add_edge(p, r->right, last, first);
    }
    if (to > r->head.neck) add_head(p, r, &r->head);
    if (r->both && from < r->tail.neck) add_head(p, r, &r->tail);
    return path;
}

// Muscles glow red: an arrow is of another colour, the accent or, where that is red too, the blue
// of the trousers; light on a dark ground.
static struct uh_colour arrow_colour(const struct uh_painter *p) {
    const int alike = 120, dim = 130;
    struct uh_colour accent = colour_of(p->palette->accent), glow = colour_of(p->palette->glow),
                     blue = colour_scale(colour_of(p->palette->trousers), .95, 1.15, 1.15);
    int apart =
        abs(accent.red - glow.red) + abs(accent.green - glow.green) + abs(accent.blue - glow.blue);
    struct uh_colour colour = apart > alike ? accent : blue;
    int light = (colour.red * 3 + colour.green * 6 + colour.blue) / 10;
    return p->style->dark && light < dim ? colour_mix(colour, colour_of(0xA9CBFF), .8) : colour;
}

// A stretch of an arrow: its rim, then itself, a little longer where it runs on.
static void draw_stretch(struct uh_painter *p, struct ribbon *r, int from, int to) {
    double rim = fmax(.0036 * shorter_side(p->camera), .6);
    struct uh_colour pale = colour_clear(p->style->dark ? 0x12141A : 0xFFFFFF,
                                         is_contrast(p) ? 1 : .88),
                     colour = arrow_colour(p);
    int path = add_stretch(p, r, from, to);
    draw_stroke(p, pale, 2 * rim);
    if (from == 0 && to == r->count - 1) {
        draw_again(p, path, -1, 0, 0, colour);
        return;
    }
    add_stretch(p, r, from > 0 ? from - 1 : 0, to + 1 < r->count ? to + 1 : to);
    draw_fill(p, colour);
}

// Whether a point lies behind the body; a head does as its tip does.
static bool is_behind(const struct uh_hint *hint, int arrow, const struct ribbon *r, int point) {
    return hint->behind[arrow] >> (point >= r->head.neck ? r->count - 1 : point) & 1;
}

void draw_arrows(struct uh_painter *p, const struct uh_hint *hint, bool behind) {
    for (int k = 0; k < hint->arrow_count; k++) {
        struct ribbon ribbon;
        if (!make_ribbon(p, hint, k, &ribbon)) continue;
        for (int from = 0, to; from < ribbon.count; from = to + 1) {
            bool hidden = is_behind(hint, k, &ribbon, from);
            for (to = from; to + 1 < ribbon.count && is_behind(hint, k, &ribbon, to + 1) == hidden;)
                to++;
            if (hidden == behind && to > from) draw_stretch(p, &ribbon, from, to);
        }
    }
}
