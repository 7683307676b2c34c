// SPDX-License-Identifier: Apache-2.0
// A part on the picture: a union of convex polygons, hulls of projected discs. Polygons are picked
// for the outline of their union; whether a spot lies in a part is asked here too.
#include "outline.h"

#include <math.h>
#include <string.h>

static bool sorts_after(struct uh_spot a, struct uh_spot b) {
    return a.x > b.x || (a.x == b.x && a.y > b.y);
}

// Where the run of ascending spots that begins at `from` ends.
static int run_end(const struct uh_spot *spots, int from, int count) {
    int end = from + 1;
    while (end < count && !sorts_after(spots[end - 1], spots[end])) end++;
    return end;
}

static void merge(struct uh_spot *spots, int from, int mid, int to, struct uh_spot *room) {
    int a = 0, b = mid, n = from, left = mid - from;
    memcpy(room, spots + from, sizeof *room * (size_t)left);
    while (a < left && b < to) spots[n++] = sorts_after(room[a], spots[b]) ? spots[b++] : room[a++];
    while (a < left) spots[n++] = room[a++];
}

// Natural merge sort: rims of discs come as ascending runs.
static void sort_spots(struct uh_spot *spots, int count, struct uh_spot *room) {
    for (bool sorted = count < 2; !sorted;) {
        int from = 0;
        while (from < count) {
            int mid = run_end(spots, from, count);
            if (mid == count) break;
            int to = run_end(spots, mid, count);
            merge(spots, from, mid, to, room);
            from = to;
        }
        sorted = run_end(spots, 0, count) == count;
    }
}

// Andrew's monotone chain; sorts the spots. The hull needs room for twice as many.
int hull_of(struct uh_spot *spots, int count, struct uh_spot *hull) {
    sort_spots(spots, count, hull);
    int n = 0;
    for (int i = 0; i < count; i++) {
        while (n >= 2 && cross_of(hull[n - 2], hull[n - 1], spots[i]) <= 0) n--;
        hull[n++] = spots[i];
    }
    for (int i = count - 2, least = n + 1; i >= 0; i--) {
        while (n >= least && cross_of(hull[n - 2], hull[n - 1], spots[i]) <= 0) n--;
        hull[n++] = spots[i];
    }
    return n - 1;
}

static void inscribe(struct polygon *q) {
    float x = 0, y = 0, least = 1e18f;
    for (int i = 0; i < q->count; i++) x += q->spots[i].x, y += q->spots[i].y;
    q->middle = (struct uh_spot){x / (float)q->count, y / (float)q->count};
    for (int i = 0; i < q->count; i++) {
        struct uh_spot u = q->spots[i], v = corner_after(q, i);
        float cross = cross_of(u, v, q->middle), dx = v.x - u.x, dy = v.y - u.y;
        float length = dx * dx + dy * dy;
        if (length > 1e-12f) least = smaller(least, cross > 0 ? cross * cross / length : 0);
    }
    q->squared_radius = least * .998f;
}

const struct polygon *polygon_add(struct uh_painter *p, const struct uh_spot *hull, int count) {
    if (count < 3 || count > POLYGON_SPOTS || p->polygon_count == POLYGON_MAX) return NULL;
    struct polygon *q = &p->polygons[p->polygon_count++];
    memcpy(q->spots, hull, sizeof *hull * (size_t)count);
    q->count = count;
    q->x0 = q->y0 = 1e9f;
    q->x1 = q->y1 = -1e9f;
    for (int i = 0; i < count; i++) {
        q->x0 = smaller(q->x0, hull[i].x);
        q->x1 = larger(q->x1, hull[i].x);
        q->y0 = smaller(q->y0, hull[i].y);
        q->y1 = larger(q->y1, hull[i].y);
    }
    inscribe(q);
    return q;
}

void pick_none(struct uh_painter *p) {
    p->picked_count = 0;
}

void pick(struct uh_painter *p, const struct polygon *polygon) {
    if (polygon && p->picked_count < PICK_MAX) p->picked[p->picked_count++] = polygon;
}

void pick_part(struct uh_painter *p, const struct part *part) {
    for (int i = 0; i < part->polygon_count; i++) pick(p, &p->polygons[part->first_polygon + i]);
}

// From the leftmost spot of a rim both ways at once, so that they come out from left to right.
static void put_sorted(const struct uh_spot *rim, int count, struct uh_spot *spots) {
    int left = 0;
    for (int i = 1; i < count; i++)
        if (sorts_after(rim[left], rim[i])) left = i;
    int up = left + 1 < count ? left + 1 : 0, down = left > 0 ? left - 1 : count - 1;
    spots[0] = rim[left];
    for (int n = 1; n < count; n++) {
        bool rising = !sorts_after(rim[up], rim[down]);
        spots[n] = rising ? rim[up] : rim[down];
        if (rising)
            up = up + 1 < count ? up + 1 : 0;
        else
            down = down > 0 ? down - 1 : count - 1;
    }
}

// The rim of a disc on the picture, from left to right; small ones need fewer spots.
static int disc_spots(const struct uh_painter *p, const struct disc *d, struct uh_spot *spots) {
    double r = d->radius * p->unit;
    int stride = r < 4 ? 3 : r < 24 ? 2 : 1, n = 0;
    double ux = r, uy = 0, vx = 0, vy = r;
    struct uh_spot rim[CIRCLE];
    if (!d->round) {
        ux = p->unit * uh_dot(d->u, p->camera->right);
        uy = -p->unit * uh_dot(d->u, p->camera->up);
        vx = p->unit * uh_dot(d->v, p->camera->right);
        vy = -p->unit * uh_dot(d->v, p->camera->up);
    }
    for (int t = 0; t < CIRCLE; t += stride)
        rim[n++] = (struct uh_spot){(float)(d->x + ux * p->cosine[t] + vx * p->sine[t]),
                                    (float)(d->y + uy * p->cosine[t] + vy * p->sine[t])};
    put_sorted(rim, n, spots);
    return n;
}

enum { HULL_SPOTS = 9 * CIRCLE };

void pick_hull(struct uh_painter *p, struct part *part, const int *discs, int count,
               const struct uh_spot *more, int more_count) {
    struct uh_spot spots[HULL_SPOTS], hull[2 * HULL_SPOTS];
    int n = 0;
    for (int i = 0; i < count; i++) {
        struct disc *d = &part->discs[discs[i]];
        struct uh_spot s = project(p->camera, d->at);
        d->x = s.x;
        d->y = s.y;
        n += disc_spots(p, d, spots + n);
    }
    for (int i = 0; i < more_count; i++) spots[n++] = more[i];
    pick(p, polygon_add(p, hull, hull_of(spots, n, hull)));
}

void part_polygons(struct uh_painter *p, struct part *part) {
    struct uh_spot spots[HULL_SPOTS], hull[2 * HULL_SPOTS];
    part->first_polygon = p->polygon_count;
    part->x0 = part->y0 = 1e9f;
    part->x1 = part->y1 = -1e9f;
    for (int i = 0; i < part->link_count; i++) {
        int n = 0;
        for (int k = 0; k < LINK_DISCS; k++)
            if (part->links[i][k] >= 0)
                n += disc_spots(p, &part->discs[part->links[i][k]], spots + n);
        const struct polygon *q = polygon_add(p, hull, hull_of(spots, n, hull));
        if (!q) continue;
        part->x0 = smaller(part->x0, q->x0);
        part->y0 = smaller(part->y0, q->y0);
        part->x1 = larger(part->x1, q->x1);
        part->y1 = larger(part->y1, q->y1);
    }
    part->polygon_count = p->polygon_count - part->first_polygon;
}

static bool polygon_covers(const struct polygon *q, struct uh_spot s) {
    if (s.x < q->x0 || s.x > q->x1 || s.y < q->y0 || s.y > q->y1) return false;
    for (int i = 0; i < q->count; i++)
        if (cross_of(q->spots[i], corner_after(q, i), s) < 0) return false;
    return true;
}

// Whether one of a part's first polygons covers a spot.
bool part_holds(const struct uh_painter *p, const struct part *part, int polygons, float x,
                float y) {
    for (int i = 0; i < polygons && i < part->polygon_count; i++)
        if (polygon_covers(&p->polygons[part->first_polygon + i], (struct uh_spot){x, y}))
            return true;
    return false;
}

bool part_covers(const struct uh_painter *p, const struct part *part, float x, float y) {
    return part_holds(p, part, part->polygon_count, x, y);
}
