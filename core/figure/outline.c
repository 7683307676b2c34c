// SPDX-License-Identifier: Apache-2.0
// Outlines: the edge of the union of the polygons that are picked, found edge by edge: what of an
// edge lies inside no other polygon is kept (Cyrus-Beck clipping against each), the pieces are
// chained end to end, and each ring is smoothed. Ties between edges that coincide fall to the
// polygon that comes first.
#include "outline.h"

#include <math.h>

// What a ring of spots encloses; its sign tells which way round it goes.
double ring_area(const struct uh_spot *spots, int count) {
    double twice = 0;
    for (int k = 0; k < count; k++) {
        struct uh_spot a = spots[k], b = spots[k + 1 < count ? k + 1 : 0];
        twice += (double)a.x * b.y - (double)b.x * a.y;
    }
    return twice / 2;
}

static bool in_circle(const struct polygon *q, struct uh_spot s) {
    float x = s.x - q->middle.x, y = s.y - q->middle.y;
    return x * x + y * y < q->squared_radius;
}

// A polygon near the one whose edges are looked at: how far inside it counts, and the edge that
// last kept another out.
struct near {
    const struct polygon *polygon;
    float slack;
    int separator;
};

// The stretch [from, to] of an edge that lies inside a polygon; false: none.
static bool clip_edge(struct near *near, struct uh_spot a, float dx, float dy, float *from,
                      float *to) {
    const struct polygon *q = near->polygon;
    float t0 = 0, t1 = 1;
    for (int n = 0, k = near->separator; n < q->count; n++, k = k + 1 < q->count ? k + 1 : 0) {
        struct uh_spot u = q->spots[k], v = corner_after(q, k);
        float nx = v.y - u.y, ny = -(v.x - u.x);
        float start = nx * (a.x - u.x) + ny * (a.y - u.y), change = nx * dx + ny * dy;
        bool out0 = start > near->slack, out1 = start + change > near->slack;
        if (out0 && out1) {
            near->separator = k;
            return false;
        }
        if ((!out0 && !out1) || fabsf(change) < 1e-9f) continue;
        float t = (near->slack - start) / change;
        if (change > 0)
            t1 = smaller(t1, t);
        else
            t0 = larger(t0, t);
        if (t0 >= t1) return false;
    }
    *from = t0;
    *to = t1;
    return true;
}

enum { COVER_MAX = 64 };

struct cover {
    float from, to;
};

static void sort_covers(struct cover *covers, int count) {
    for (int i = 1; i < count; i++) {
        struct cover moved = covers[i];
        int k = i;
        for (; k > 0 && covers[k - 1].from > moved.from; k--) covers[k] = covers[k - 1];
        covers[k] = moved;
    }
}

static void add_segment(struct uh_painter *p, struct uh_spot a, struct uh_spot b) {
    if (p->segment_count < SEGMENT_MAX)
        p->segments[p->segment_count++] = (struct segment){a, b, false};
}

static bool boxes_meet(const struct polygon *q, struct uh_spot a, struct uh_spot b) {
    return larger(a.x, b.x) >= q->x0 && smaller(a.x, b.x) <= q->x1 && larger(a.y, b.y) >= q->y0 &&
           smaller(a.y, b.y) <= q->y1;
}

// The pieces of one edge that no other polygon covers. Returns the place in
// `near` of a polygon that covers it all, to be tried first for the next edge, or -1.
static int keep_uncovered(struct uh_painter *p, struct near *near, int near_count, int likely,
                          struct uh_spot a, struct uh_spot b) {
    float dx = b.x - a.x, dy = b.y - a.y;
    if (dx * dx + dy * dy < 1e-10f) return likely;
    struct cover covers[COVER_MAX];
    int n = 0;
    for (int k = likely >= 0 ? -1 : 0; k < near_count; k++) {
        int i = k < 0 ? likely : k;
        if (k == likely || !boxes_meet(near[i].polygon, a, b)) continue;
        if (in_circle(near[i].polygon, a) && in_circle(near[i].polygon, b)) return i;
        float from, to;
        if (!clip_edge(&near[i], a, dx, dy, &from, &to)) continue;
        if (from <= 0 && to >= 1) return i;
        if (n < COVER_MAX) covers[n++] = (struct cover){from, to};
    }
    sort_covers(covers, n);
    float at = 0;
    for (int i = 0; i <= n; i++) {
        float next = i < n ? covers[i].from : 1;
        if (next > at + 1e-5f) add_segment(p, spot_between(a, b, at), spot_between(a, b, next));
        if (i < n) at = larger(at, covers[i].to);
    }
    return -1;
}

// Those next to it in the list come first: they are likelier to cover its edges.
static int gather_near(const struct uh_painter *p, int own, struct near near[PICK_MAX]) {
    const struct polygon *q = p->picked[own];
    int n = 0;
    for (int apart = 1; apart < p->picked_count; apart++)
        for (int j = own - apart; j <= own + apart; j += 2 * apart) {
            if (j < 0 || j >= p->picked_count) continue;
            const struct polygon *r = p->picked[j];
            if (r->x0 <= q->x1 && r->x1 >= q->x0 && r->y0 <= q->y1 && r->y1 >= q->y0)
                near[n++] = (struct near){r, j < own ? 1e-3f : -1e-3f, 0};
        }
    return n;
}

static void gather_segments(struct uh_painter *p) {
    struct near near[PICK_MAX];
    p->segment_count = 0;
    for (int i = 0; i < p->picked_count; i++) {
        const struct polygon *q = p->picked[i];
        int n = gather_near(p, i, near), likely = -1;
        for (int e = 0; e < q->count; e++)
            likely = keep_uncovered(p, near, n, likely, q->spots[e], corner_after(q, e));
    }
}

// The unused segment that begins nearest to where the chain ends.
static int next_segment(const struct uh_painter *p, int at, int first, struct uh_spot end,
                        float *distance) {
    const float reach = 6, same = 1e-6f;
    *distance = reach;
    if (at + 1 < p->segment_count && !p->segments[at + 1].used &&
        squared_between(p->segments[at + 1].a, end) < same) {
        *distance = 0;
        return at + 1;
    }
    int best = -1;
    for (int k = first; k < p->segment_count; k++) {
        if (p->segments[k].used) continue;
        float d = squared_between(p->segments[k].a, end);
        if (d >= *distance) continue;
        *distance = d;
        best = k;
        if (d < same) break;
    }
    return best;
}

// Chains segments from one on until they close; returns the count, or 0 when a gap stays open.
static int chain_from(struct uh_painter *p, int start, int *first) {
    int n = 0, at = start;
    p->chain[n++] = p->segments[start].a;
    p->chain[n++] = p->segments[start].b;
    p->segments[start].used = true;
    for (;;) {
        while (*first < p->segment_count && p->segments[*first].used) ++*first;
        float distance, closing = squared_between(p->chain[0], p->chain[n - 1]);
        int next = next_segment(p, at, *first, p->chain[n - 1], &distance);
        if (n > 2 && closing <= distance) return n;
        if (next < 0) return closing > 4 ? 0 : n;
        p->segments[next].used = true;
        p->chain[n++] = p->segments[next].b;
        at = next;
        if (n > SEGMENT_MAX) return n;
    }
}

static void draw_chain(struct uh_painter *p, int n) {
    draw_run(p, UH_CURVE_SMOOTH);
    for (int k = 0; k < n; k++)
        if (p->keep[k]) draw_spot(p, p->chain[k].x, p->chain[k].y);
}

// Where chaining failed, the hulls themselves: wound alike, so that filled they are the union.
static void draw_hulls(struct uh_painter *p) {
    for (int i = 0; i < p->picked_count; i++) {
        draw_run(p, UH_CURVE_STRAIGHT);
        for (int k = 0; k < p->picked[i]->count; k++)
            draw_spot(p, p->picked[i]->spots[k].x, p->picked[i]->spots[k].y);
    }
}

int draw_outline(struct uh_painter *p, double tolerance) {
    return draw_rounded_outline(p, tolerance, 0);
}

// The outline as a path; it may fail to close.
static int chain_outline(struct uh_painter *p, double tolerance, double reach) {
    int path = draw_path(p), first = 0;
    double pinhole = .0008 * p->unit * p->unit; // gaps between parts that nobody means
    gather_segments(p);
    p->outline_failed = false;
    for (int i = 0; i < p->segment_count && !p->outline_failed; i++) {
        if (p->segments[i].used) continue;
        int n = chain_from(p, i, &first);
        if (n == 0) {
            p->outline_failed = true;
            break;
        }
        double area = 2 * ring_area(p->chain, n);
        if (n < 4 || fabs(area) < 6 || (area < 0 && -area < pinhole)) continue;
        n = smooth_chain(p, n, reach);
        simplify_chain(p, n, tolerance);
        draw_chain(p, n);
    }
    return path;
}

// Edges that coincide can leave an outline open; a little larger, each by its own bit, they do not.
static void grow_picked(struct uh_painter *p) {
    for (int i = 0; i < p->picked_count; i++) {
        struct polygon *q = &p->polygons[p->picked[i] - p->polygons];
        float step = .11f * (float)(1 + i % 3);
        for (int k = 0; k < q->count; k++) {
            float x = q->spots[k].x - q->middle.x, y = q->spots[k].y - q->middle.y,
                  far = sqrtf(x * x + y * y) + 1e-6f;
            q->spots[k].x += x / far * step;
            q->spots[k].y += y / far * step;
        }
        q->x0 -= step, q->y0 -= step;
        q->x1 += step, q->y1 += step;
    }
}

// Concave corners rounded, up to `reach` from the corner.
int draw_rounded_outline(struct uh_painter *p, double tolerance, double reach) {
    enum { TRIES = 4 };
    for (int try = 1;; try++) {
        int spots = p->drawing->spot_count, path = chain_outline(p, tolerance, reach);
        if (!p->outline_failed) return path;
        struct uh_path *failed = &p->drawing->paths[path];
        p->drawing->run_count = failed->first;
        p->drawing->spot_count = spots;
        failed->count = 0;
        if (try == TRIES) {
            p->open_outlines++;
            draw_hulls(p);
            return path;
        }
        p->drawing->path_count = path;
        grow_picked(p);
    }
}

// A hull over a few discs, filled: patches that close joints of one colour.
void draw_blob(struct uh_painter *p, struct part *part, const int *discs, int count,
               struct uh_colour fill) {
    int before = p->polygon_count;
    pick_none(p);
    pick_hull(p, part, discs, count, NULL, 0);
    draw_outline(p, .4);
    draw_fill(p, fill);
    p->polygon_count = before;
}
