// SPDX-License-Identifier: Apache-2.0
// Arrows as they are drawn: a ribbon that grows from its tail, a neat head, a thin pale rim, of one
// weight in every picture. What comes nearer grows wider. Of one that goes round the body what lies
// behind is painted before the body, the rest after it.
#include "painter.h"

#include <math.h>

enum { POINTS = sizeof((struct uh_hint *)0)->points[0] / sizeof(struct uh_vec3) };

struct ribbon {
    struct uh_spot at[POINTS], left[POINTS], right[POINTS];
    double wide[POINTS];   // half of the width
    int count, neck;       // where the head begins
    struct uh_spot tip;    // of the head
    double head_x, head_y; // its length as a vector
};

// What arrows are measured by: the shorter side of the picture, so that close-ups have no fat ones.
static double measure_of(const struct uh_painter *p) {
    return fmin(p->camera->width, p->camera->height);
}

static double between(struct uh_spot a, struct uh_spot b) {
    return uh_span((double)b.x - a.x, (double)b.y - a.y);
}

// Where the head begins, so long before the tip.
static int find_neck(const struct ribbon *r, double head) {
    int neck = r->count - 1;
    for (double gone = 0; neck > 2 && gone < head; neck--)
        gone += between(r->at[neck], r->at[neck - 1]);
    return neck;
}

static void find_edges(struct ribbon *r) {
    const double into_head = .12;
    for (int i = 0; i <= r->neck; i++) {
        struct uh_spot a = r->at[i > 0 ? i - 1 : 0], b = r->at[i + 1];
        double x = (double)b.x - a.x, y = (double)b.y - a.y, run = uh_span(x, y) + 1e-6,
               w = r->wide[i] / run, on = i == r->neck ? into_head : 0;
        struct uh_spot s = {(float)(r->at[i].x + r->head_x * on),
                            (float)(r->at[i].y + r->head_y * on)};
        r->left[i] = (struct uh_spot){(float)(s.x - y * w), (float)(s.y + x * w)};
        r->right[i] = (struct uh_spot){(float)(s.x + y * w), (float)(s.y - x * w)};
    }
}

// Projects an arrow; false where it is too short to be one.
static bool make_ribbon(const struct uh_painter *p, const struct uh_vec3 *points, int count,
                        struct ribbon *r) {
    double size = measure_of(p), wide = fmax(.0080 * size, .75), length = 0;
    double nearer = .9 / p->size;
    r->count = count;
    for (int i = 0; i < count; i++) {
        r->at[i] = project(p->camera, points[i]);
        if (i > 0) length += between(r->at[i], r->at[i - 1]);
    }
    if (count < 4 || length < .03 * size) return false;
    double head = fmin(fmax(.052 * size, 4), length * .46),
           middle = depth_of(p->camera, points[count / 2]);
    r->neck = find_neck(r, head * .80);
    for (int i = 0; i < count; i++) {
        double closer = nearer * (depth_of(p->camera, points[i]) - middle),
               grown = .22 + .78 * uh_smooth(0, .75, (double)i / r->neck);
        r->wide[i] = wide * grown * uh_bound(1 + closer, .6, 1.5);
    }
    double x = (double)r->at[count - 1].x - r->at[r->neck].x,
           y = (double)r->at[count - 1].y - r->at[r->neck].y, run = uh_span(x, y) + 1e-6;
    head *= uh_bound(r->wide[r->neck] / wide, .8, 1.25);
    r->head_x = x / run * head;
    r->head_y = y / run * head;
    r->tip = (struct uh_spot){(float)(r->at[r->neck].x + r->head_x),
                              (float)(r->at[r->neck].y + r->head_y)};
    find_edges(r);
    return true;
}

static void add_head(struct uh_painter *p, const struct ribbon *r) {
    const double half = .46, swept = .12;
    struct uh_spot s = r->at[r->neck];
    double x = r->head_x, y = r->head_y;
    draw_run(p, UH_CURVE_STRAIGHT);
    draw_spot(p, r->tip.x, r->tip.y);
    draw_spot(p, s.x + y * half - x * swept, s.y - x * half - y * swept);
    draw_spot(p, s.x, s.y);
    draw_spot(p, s.x - y * half - x * swept, s.y + x * half - y * swept);
}

// The stretch of the ribbon from one point to another, and the head where it ends there.
static void add_stretch(struct uh_painter *p, const struct ribbon *r, int from, int to) {
    int last = to < r->neck ? to : r->neck;
    draw_path(p);
    if (last > from) {
        draw_run(p, UH_CURVE_SMOOTH);
        for (int i = from; i <= last; i++) draw_spot(p, r->left[i].x, r->left[i].y);
        for (int i = last; i >= from; i--) draw_spot(p, r->right[i].x, r->right[i].y);
    }
    if (to > r->neck) add_head(p, r);
}

// A stretch of an arrow: its rim, then itself, a little longer where it runs on.
static void draw_stretch(struct uh_painter *p, struct ribbon *r, int from, int to) {
    double rim = fmax(.0036 * measure_of(p), .6);
    bool contrast = p->style->palette == UH_PALETTE_CONTRAST && !p->style->muscles;
    struct uh_colour pale = colour_clear(p->style->dark ? 0x12141A : 0xFFFFFF, contrast ? 1 : .88),
                     colour = colour_of(p->palette->accent);
    add_stretch(p, r, from, to);
    draw_stroke(p, pale, 2 * rim);
    int before = from > 0 ? from - 1 : 0, after = to + 1 < r->count ? to + 1 : to;
    add_stretch(p, r, before, after);
    draw_fill(p, colour);
}

static bool is_behind(const struct uh_hint *hint, int arrow, int point) {
    return hint->behind[arrow] >> point & 1;
}

void draw_arrows(struct uh_painter *p, const struct uh_hint *hint, bool behind) {
    for (int k = 0; k < hint->arrow_count; k++) {
        struct ribbon ribbon;
        if (!make_ribbon(p, hint->points[k], hint->point_count, &ribbon)) continue;
        for (int from = 0, to; from < ribbon.count; from = to + 1) {
            for (to = from;
                 to + 1 < ribbon.count && is_behind(hint, k, to + 1) == is_behind(hint, k, from);)
                to++;
            if (is_behind(hint, k, from) == behind && to > from) draw_stretch(p, &ribbon, from, to);
        }
    }
}
