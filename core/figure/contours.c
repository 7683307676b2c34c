// SPDX-License-Identifier: Apache-2.0
// Contours: the stretches of an outline that show. Where it runs on into a neighbour of its colour
// it is left out, from where it enters that one.
#include "outline.h"

#include <math.h>

// Well inside one of a part's polygons: edges that nearly coincide do not hide each other.
static bool part_buries(const struct uh_painter *p, const struct part *part, struct uh_spot s,
                        float depth) {
    for (int i = 0; i < part->polygon_count; i++) {
        const struct polygon *q = &p->polygons[part->first_polygon + i];
        if (s.x < q->x0 || s.x > q->x1 || s.y < q->y0 || s.y > q->y1) continue;
        bool inside = true;
        for (int k = 0; k < q->count && inside; k++) {
            struct uh_spot u = q->spots[k], v = corner_after(q, k);
            float cross = cross_of(u, v, s);
            inside = cross > 0 && cross * cross > depth * depth * squared_between(u, v);
        }
        if (inside) return true;
    }
    return false;
}

static bool is_hidden(const struct uh_painter *p, const struct neighbour *list, int count,
                      struct uh_spot s) {
    for (int i = 0; i < count; i++) {
        float dx = s.x - list[i].x, dy = s.y - list[i].y;
        if (dx * dx + dy * dy < list[i].radius * list[i].radius &&
            part_buries(p, list[i].part, s, (list[i].runs_on ? .0015f : .004f) * (float)p->unit))
            return true;
    }
    return false;
}

// Where a contour enters a neighbour, between a spot that shows and one that does not.
static struct uh_spot edge_between(const struct uh_painter *p, const struct neighbour *list,
                                   int count, struct uh_spot seen, struct uh_spot unseen) {
    float low = 0, high = 1;
    for (int i = 0; i < 6; i++) {
        float mid = (low + high) / 2;
        struct uh_spot s = spot_between(seen, unseen, mid);
        if (is_hidden(p, list, count, s))
            high = mid;
        else
            low = mid;
    }
    return spot_between(seen, unseen, low);
}

static double run_length(const struct uh_spot *s, int n, int from, int count) {
    double sum = 0;
    for (int z = 0; z + 1 < count; z++)
        sum += sqrt((double)squared_between(s[(from + z) % n], s[(from + z + 1) % n]));
    return sum;
}

// What shows of a straight edge whose ends are both hidden, as of a forearm from elbow to wrist.
static void draw_bare_edge(struct uh_painter *p, const struct neighbour *list, int count,
                           struct uh_spot from, struct uh_spot to) {
    struct uh_spot mid = {(from.x + to.x) / 2, (from.y + to.y) / 2};
    float least = (float)(.022 * p->unit);
    if (squared_between(from, to) < least * least || is_hidden(p, list, count, mid)) return;
    struct uh_spot a = edge_between(p, list, count, mid, from);
    struct uh_spot b = edge_between(p, list, count, mid, to);
    if (squared_between(a, b) < least * least) return;
    draw_run(p, UH_CURVE_OPEN);
    draw_spot(p, a.x, a.y);
    draw_spot(p, mid.x, mid.y);
    draw_spot(p, b.x, b.y);
}

// One ring of a contour, as the stretches that show. `s` is found anew as the drawing grows.
static void draw_ring_contour(struct uh_painter *p, int run, const struct neighbour *list,
                              int count) {
    const struct uh_spot *s = p->drawing->spots + p->drawing->runs[run].first;
    int n = p->drawing->runs[run].count, start = -1;
    if (n < 3 || n > SEGMENT_MAX) return;
    for (int k = 0; k < n; k++) {
        p->hidden[k] = is_hidden(p, list, count, s[k]);
        if (p->hidden[k] && start < 0) start = k;
    }
    if (start < 0) {
        draw_run(p, UH_CURVE_SMOOTH);
        for (int k = 0; k < n; k++) draw_spot(p, s[k].x, s[k].y);
        return;
    }
    for (int k = 1; k <= n;) {
        for (; k <= n && p->hidden[(start + k) % n]; k++)
            if (p->hidden[(start + k - 1) % n])
                draw_bare_edge(p, list, count, s[(start + k - 1) % n], s[(start + k) % n]);
        if (k > n) break;
        int from = (start + k) % n, seen = 0;
        while (k + seen <= n && !p->hidden[(from + seen) % n]) seen++;
        int last = (from + seen - 1) % n;
        struct uh_spot a = edge_between(p, list, count, s[from], s[(from + n - 1) % n]);
        struct uh_spot b = edge_between(p, list, count, s[last], s[(last + 1) % n]);
        double ends =
            sqrt((double)squared_between(a, s[from])) + sqrt((double)squared_between(s[last], b));
        if (run_length(s, n, from, seen) + ends > .022 * p->unit) {
            draw_run(p, UH_CURVE_OPEN);
            draw_spot(p, a.x, a.y);
            for (int z = 0; z < seen; z++) draw_spot(p, s[(from + z) % n].x, s[(from + z) % n].y);
            draw_spot(p, b.x, b.y);
        }
        k += seen;
    }
}

static bool any_hidden(const struct uh_painter *p, int path, const struct neighbour *neighbours,
                       int count) {
    const struct uh_drawing *d = p->drawing;
    for (int r = d->paths[path].first; r < d->paths[path].first + d->paths[path].count; r++)
        for (int k = 0; k < d->runs[r].count; k++)
            if (is_hidden(p, neighbours, count, d->spots[d->runs[r].first + k])) return true;
    return false;
}

void draw_contour(struct uh_painter *p, int path, const struct neighbour *neighbours, int count,
                  struct uh_colour colour, double width) {
    if (p->outline_failed) return;
    int first = p->drawing->paths[path].first, runs = p->drawing->paths[path].count;
    if (!any_hidden(p, path, neighbours, count)) {
        draw_same(p, path);
        draw_stroke(p, colour, width);
        return;
    }
    int contour = draw_path(p);
    for (int r = first; r < first + runs; r++) draw_ring_contour(p, r, neighbours, count);
    if (p->drawing->paths[contour].count > 0) draw_stroke(p, colour, width);
}
