// SPDX-License-Identifier: Apache-2.0
// Outlines. A part is a union of convex polygons (hulls of projected discs). The outline of the
// union is found edge by edge: what of an edge lies inside no other polygon is kept (Cyrus-Beck
// clipping against each), the pieces are chained end to end, and each ring is simplified
// (Douglas-Peucker). Ties between edges that coincide fall to the polygon that comes first.
#include "painter.h"

#include <math.h>
#include <string.h>

static float smaller(float a, float b) {
    return a < b ? a : b;
}

static float larger(float a, float b) {
    return a > b ? a : b;
}

static float cross_of(struct uh_spot a, struct uh_spot b, struct uh_spot c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

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
        struct uh_spot u = q->spots[i], v = q->spots[i + 1 < q->count ? i + 1 : 0];
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
        if (cross_of(q->spots[i], q->spots[i + 1 < q->count ? i + 1 : 0], s) < 0) return false;
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
        struct uh_spot u = q->spots[k], v = q->spots[k + 1 < q->count ? k + 1 : 0];
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
        if (next > at + 1e-5f)
            add_segment(p, (struct uh_spot){a.x + dx * at, a.y + dy * at},
                        (struct uh_spot){a.x + dx * next, a.y + dy * next});
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
            likely = keep_uncovered(p, near, n, likely, q->spots[e],
                                    q->spots[e + 1 < q->count ? e + 1 : 0]);
    }
}

static float squared_between(struct uh_spot a, struct uh_spot b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
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

// What a ring of spots encloses; its sign tells which way round it goes.
double ring_area(const struct uh_spot *spots, int count) {
    double twice = 0;
    for (int k = 0; k < count; k++) {
        struct uh_spot a = spots[k], b = spots[k + 1 < count ? k + 1 : 0];
        twice += (double)a.x * b.y - (double)b.x * a.y;
    }
    return twice / 2;
}

#define FINE .35f // of the tolerance

// Among fingers, whose outline is kept as it is, and finely.
static bool is_crisp(const struct uh_painter *p, struct uh_spot s) {
    for (int i = 0; i < p->crisp_count; i++)
        if (squared_between(s, p->crisp[i]) < p->crisp_reach[i] * p->crisp_reach[i]) return true;
    return false;
}

// The spot of a stretch that is farthest from its chord, or -1 when all are within tolerance.
static int farthest(const struct uh_painter *p, int from, int to, int n, double tolerance) {
    struct uh_spot a = p->chain[from], b = p->chain[to % n];
    float dx = b.x - a.x, dy = b.y - a.y, length = sqrtf(dx * dx + dy * dy);
    float most = (float)tolerance;
    int best = -1;
    for (int k = from + 1; k < to; k++) {
        float x = p->chain[k].x - a.x, y = p->chain[k].y - a.y;
        float d = length > 1e-6f ? fabsf(x * dy - y * dx) / length : sqrtf(x * x + y * y);
        if (d > most * FINE && is_crisp(p, p->chain[k])) d /= FINE;
        if (d > most) {
            most = d;
            best = k;
        }
    }
    return best;
}

static void simplify(struct uh_painter *p, int n, double tolerance) {
    enum { DEEP = 256 };
    int stack[DEEP][2], depth = 0, opposite = 0;
    for (int k = 1; k < n; k++)
        if (squared_between(p->chain[k], p->chain[0]) >
            squared_between(p->chain[opposite], p->chain[0]))
            opposite = k;
    memset(p->keep, 0, sizeof *p->keep * (size_t)n);
    p->keep[0] = p->keep[opposite] = true;
    stack[depth][0] = 0, stack[depth++][1] = opposite;
    stack[depth][0] = opposite, stack[depth++][1] = n;
    while (depth > 0) {
        depth--;
        int from = stack[depth][0], to = stack[depth][1];
        int mid = farthest(p, from, to, n, tolerance);
        if (mid < 0 || depth > DEEP - 3) continue;
        p->keep[mid] = true;
        stack[depth][0] = from, stack[depth++][1] = mid;
        stack[depth][0] = mid, stack[depth++][1] = to;
    }
}

// Concave corners, where one limb's outline runs into another's: how far along the chain, and how
// much of it on either side is rounded.
struct notch {
    int spot;
    float at, turn, reach;
};

enum { NOTCH_MAX = 32, ROUND_SPOTS = 6 };

// Leaves out spots that lie on the one before; returns the new number.
static int drop_doubles(struct uh_painter *p, int n) {
    int out = 1;
    for (int k = 1; k < n; k++)
        if (squared_between(p->chain[k], p->chain[out - 1]) > 1e-4f) p->chain[out++] = p->chain[k];
    while (out > 1 && squared_between(p->chain[out - 1], p->chain[0]) <= 1e-4f) out--;
    return out;
}

static float measure_chain(struct uh_painter *p, int n) {
    float length = 0;
    for (int k = 0; k < n; k++) {
        p->along[k] = length;
        length += sqrtf(squared_between(p->chain[k], p->chain[k + 1 < n ? k + 1 : 0]));
    }
    p->along[n] = length;
    return length;
}

// The place on a closed chain after a way, which may be less than 0 or more than one round.
static struct uh_spot spot_along(const struct uh_painter *p, int n, float way) {
    float length = p->along[n];
    if (way < 0) way += length;
    if (way >= length) way -= length;
    int low = 0, high = n;
    while (high - low > 1) {
        int mid = (low + high) / 2;
        if (p->along[mid] <= way)
            low = mid;
        else
            high = mid;
    }
    struct uh_spot a = p->chain[low], b = p->chain[low + 1 < n ? low + 1 : 0];
    float step = p->along[low + 1] - p->along[low],
          u = step > 1e-6f ? (way - p->along[low]) / step : 0;
    return (struct uh_spot){a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u};
}

// How sharply the chain turns inward at a spot, in radians, seen a little way off on both sides.
static float inward_turn(const struct uh_painter *p, int n, int k, float off) {
    struct uh_spot a = spot_along(p, n, p->along[k] - off), b = p->chain[k],
                   c = spot_along(p, n, p->along[k] + off);
    float ahead = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
    return (float)uh_atan2(-(double)cross_of(a, b, c), (double)ahead);
}

static int find_notches(const struct uh_painter *p, int n, float reach, struct notch *list) {
    int count = 0;
    float off = reach * .25f;
    for (int k = 0; k < n && count < NOTCH_MAX; k++) {
        if (cross_of(p->chain[k ? k - 1 : n - 1], p->chain[k], p->chain[k + 1 < n ? k + 1 : 0]) >=
            0)
            continue;
        struct notch notch = {k, p->along[k], inward_turn(p, n, k, off), 0};
        if (notch.turn < .25f || is_crisp(p, p->chain[k])) continue;
        struct notch *last = count > 0 ? &list[count - 1] : NULL;
        if (last && notch.at - last->at < off) {
            if (notch.turn > last->turn) *last = notch;
        } else {
            list[count++] = notch;
        }
    }
    return count;
}

// Each is rounded as far as its sharpness asks for and its neighbours leave room.
static void share_room(const struct uh_painter *p, int n, float reach, struct notch *list,
                       int count) {
    float length = p->along[n];
    for (int i = 0; i < count; i++) {
        float after =
                  i + 1 < count ? list[i + 1].at - list[i].at : list[0].at + length - list[i].at,
              before =
                  i > 0 ? list[i].at - list[i - 1].at : list[0].at + length - list[count - 1].at;
        float room = smaller(length / 6, .48f * smaller(after, before));
        list[i].reach = smaller(reach * (float)uh_smooth(.25, 1.1, (double)list[i].turn), room);
    }
}

// Replaces concave corners by curves; returns the new number of spots.
static int round_notches(struct uh_painter *p, int n, double reach) {
    struct notch list[NOTCH_MAX];
    float length = measure_chain(p, n);
    int count = find_notches(p, n, (float)reach, list), out = 0;
    if (count == 0 || n + count * (ROUND_SPOTS + 1) > SEGMENT_MAX) return n;
    share_room(p, n, (float)reach, list, count);
    for (int i = 0; i < count; i++) {
        const struct notch *now = &list[i], *then = &list[i + 1 < count ? i + 1 : 0];
        struct uh_spot a = spot_along(p, n, now->at - now->reach), b = p->chain[now->spot],
                       c = spot_along(p, n, now->at + now->reach);
        for (int z = 0; z <= ROUND_SPOTS; z++) {
            float u = (float)z / ROUND_SPOTS, v = 1 - u;
            p->rounded[out++] = (struct uh_spot){v * v * a.x + 2 * u * v * b.x + u * u * c.x,
                                                 v * v * a.y + 2 * u * v * b.y + u * u * c.y};
        }
        float end = then->at - then->reach + (i + 1 < count ? 0 : length);
        for (int k = now->spot + 1; k < now->spot + n; k++) {
            float at = p->along[k % n] + (k < n ? 0 : length);
            if (at >= end) break;
            if (at > now->at + now->reach) p->rounded[out++] = p->chain[k % n];
        }
    }
    memcpy(p->chain, p->rounded, sizeof *p->chain * (size_t)out);
    return out;
}

#define EVEN_STEP .012 // metres

enum { CLOTH_ROUNDS = 5, SKIN_ROUNDS = 3 }; // odd: the last one ends in the chain

// The next spot after one that stands out like the corner of a hem or is a finger's, or `count`.
static int next_corner(const struct uh_painter *p, int n, int from, float off) {
    for (int k = from; k < n; k++) {
        struct uh_spot a = p->chain[k ? k - 1 : n - 1], b = p->chain[k + 1 < n ? k + 1 : 0];
        if (is_crisp(p, p->chain[k]) || (p->crisp_count == 0 && cross_of(a, p->chain[k], b) > 0 &&
                                         inward_turn(p, n, k, off) < -.75f))
            return k;
    }
    return n;
}

// Spots a step apart along the chain, with its sharp corners among them, which are marked to be
// kept; returns the number of spots.
static int space_evenly(struct uh_painter *p, int n, float step) {
    int out = 0, first = next_corner(p, n, 0, step);
    float from = first < n ? p->along[first] : 0, end = from + p->along[n];
    for (int k = first; from < end - 1e-3f;) {
        int after = k < n ? next_corner(p, n, k + 1, step) : n;
        float to = after < n ? p->along[after] : end;
        int pieces = (int)larger(1, (to - from) / step + .5f);
        for (int i = 0; i < pieces && out < SEGMENT_MAX; i++) {
            p->hidden[out] = i == 0 && k < n;
            p->rounded[out++] = spot_along(p, n, from + (to - from) * (float)i / (float)pieces);
        }
        from = to;
        k = after;
    }
    return out;
}

// Cloth and limbs have no kinks: the outline is evened out along itself, except at the corners of
// hems and at fingers.
static int relax(struct uh_painter *p, int n, double step, int rounds) {
    measure_chain(p, n);
    int count = space_evenly(p, n, (float)step);
    if (count < 8) return n;
    for (int round = 0; round < rounds; round++) {
        const struct uh_spot *s = round % 2 ? p->chain : p->rounded;
        struct uh_spot *t = round % 2 ? p->rounded : p->chain;
        for (int k = 0; k < count; k++) {
            struct uh_spot a = s[k ? k - 1 : count - 1], b = s[k + 1 < count ? k + 1 : 0];
            t[k] = p->hidden[k] ? s[k]
                                : (struct uh_spot){(a.x + 2 * s[k].x + b.x) / 4,
                                                   (a.y + 2 * s[k].y + b.y) / 4};
        }
    }
    return count;
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
        if (reach > 0) n = round_notches(p, drop_doubles(p, n), reach);
        int rounds = reach > .03 * p->unit ? CLOTH_ROUNDS : SKIN_ROUNDS;
        if (reach > EVEN_STEP * p->unit) n = relax(p, n, fmax(EVEN_STEP * p->unit, 1.5), rounds);
        simplify(p, n, tolerance);
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

// Well inside one of a part's polygons: edges that nearly coincide do not hide each other.
static bool part_buries(const struct uh_painter *p, const struct part *part, struct uh_spot s,
                        float depth) {
    for (int i = 0; i < part->polygon_count; i++) {
        const struct polygon *q = &p->polygons[part->first_polygon + i];
        if (s.x < q->x0 || s.x > q->x1 || s.y < q->y0 || s.y > q->y1) continue;
        bool inside = true;
        for (int k = 0; k < q->count && inside; k++) {
            struct uh_spot u = q->spots[k], v = q->spots[k + 1 < q->count ? k + 1 : 0];
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
        struct uh_spot s = {seen.x + (unseen.x - seen.x) * mid, seen.y + (unseen.y - seen.y) * mid};
        if (is_hidden(p, list, count, s))
            high = mid;
        else
            low = mid;
    }
    return (struct uh_spot){seen.x + (unseen.x - seen.x) * low, seen.y + (unseen.y - seen.y) * low};
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
