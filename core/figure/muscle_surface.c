// SPDX-License-Identifier: Apache-2.0
// A muscle as a piece of the body's surface: a grid between its two borders, along the fibres and
// across, every point laid on the discs that the body is drawn from. Where the grid faces the
// viewer, and no muscle that lies over it covers it, it is seen; the rim of what is seen is traced
// cell by cell. So a muscle wraps round the body's edge instead of sliding off it, and neighbours
// lie side by side like the pieces of a chart.
#include "painter.h"

#include <math.h>
#include <string.h>

enum { ACROSS = 7, STEPS = 3, ALONG = (BORDER_POINTS - 1) * STEPS + 1, NODES = ALONG * ACROSS };

// Two discs that one hull joins: what the body's surface is made of here.
struct flesh {
    const struct disc *a, *b;
    struct uh_vec3 middle, axis;
    struct uh_vec3 along; // times the way from the first: how far from disc to disc a point lies
    double squared_reach; // what lies farther from the middle has nothing to do with it
};

enum { FLESH_MAX = 96 };

struct bearer {
    struct flesh flesh[FLESH_MAX];
    int count;
};

struct grid {
    struct uh_vec3 at[ALONG][ACROSS], out[ALONG][ACROSS];
    struct uh_spot spot[ALONG][ACROSS];
    double free[ALONG][ACROSS]; // metres to flesh that lies before it
    double seen[ALONG][ACROSS]; // > 0 is seen; about picture units to the rim
    int rows;
    bool faces; // in part
};

// How far a point lies outside of two discs that are joined, and the way out of them.
static double outside(const struct flesh *f, struct uh_vec3 at, struct uh_vec3 *way,
                      struct uh_vec3 *normal) {
    struct uh_vec3 apart = uh_sub(at, f->middle);
    if (uh_dot(apart, apart) > f->squared_reach) return 1;
    struct uh_vec3 from = uh_sub(at, f->a->at);
    double t = uh_dot(from, f->along);
    double beyond = fmax(0, fmax(-.15 - t, t - 1.15)) * uh_length(f->axis);
    t = uh_bound(t, 0, 1);
    struct uh_vec3 off = uh_sub(from, uh_scale(f->axis, t));
    if (f->a->round) {
        double far = uh_length(off);
        *normal = uh_scale(off, 1 / fmax(far, 1e-6));
        double radius = f->a->radius + (f->b->radius - f->a->radius) * t;
        *way = uh_scale(*normal, radius - far);
        return far - radius;
    }
    struct uh_vec3 u = uh_mix(f->a->u, f->b->u, t), v = uh_mix(f->a->v, f->b->v, t);
    double uu = uh_dot(u, u), vv = uh_dot(v, v), x = uh_dot(off, u) / uu, z = uh_dot(off, v) / vv;
    double r = fmax(uh_span(x, z), 1e-4);
    struct uh_vec3 flat = uh_add(uh_scale(u, x), uh_scale(v, z));
    *way = uh_scale(flat, 1 / r - 1);
    *normal = uh_unit(uh_add(uh_scale(u, x / uu), uh_scale(v, z / vv)));
    return (1 - 1 / r) * uh_length(flat) + 3 * beyond; // those that it lies beside come first
}

// Moves a point on to the surface of its hosts and a little above it; returns the way out there.
// Where two are about as near it heeds both, so that nothing leaps while the body moves; where it
// lies inside of several, as between neck and shoulder, it leaves them all.
static struct uh_vec3 lay_on(const struct bearer *host, struct uh_vec3 *at, double lift) {
    struct uh_vec3 out = {0}, way[FLESH_MAX], normal[FLESH_MAX];
    double far[FLESH_MAX];
    unsigned char close[FLESH_MAX]; // what is left of the hosts after the first pass
    int count = host->count;
    for (int pass = 0; pass < 4; pass++) {
        struct uh_vec3 move = {0}, within = {0};
        double least = 1, all = 0;
        int kept = 0;
        for (int k = 0; k < count; k++) {
            int i = pass > 0 ? close[k] : k;
            far[kept] = outside(&host->flesh[i], *at, &way[kept], &normal[kept]);
            if (far[kept] > (pass > 0 ? .08 : .99)) continue;
            if (far[kept] < 0) within = uh_add(within, way[kept]);
            least = fmin(least, far[kept]);
            close[kept++] = (unsigned char)i;
        }
        count = kept;
        if (count == 0 || (pass > 0 && least > -.001)) break;
        out = uh_vec3(0, 0, 0);
        for (int i = 0; i < count; i++) {
            double near = 1 - (far[i] - least) / .012, weight = near * near;
            if (near <= 0) continue;
            move = uh_add(move, uh_scale(way[i], weight));
            out = uh_add(out, uh_scale(normal[i], weight));
            all += weight;
        }
        out = uh_unit(out);
        *at = uh_add(*at, pass > 0 ? uh_scale(uh_unit(within), -least) : uh_scale(move, 1 / all));
    }
    *at = uh_add(*at, uh_scale(out, lift));
    return out;
}

// How far what lies just before a point is out of the flesh, < 0 where it is inside.
static double free_before(const struct bearer *host, struct uh_vec3 at, struct uh_vec3 toward) {
    struct uh_vec3 before = uh_add(at, uh_scale(toward, .03)), way, normal;
    double least = 1;
    for (int i = 0; i < host->count; i++)
        least = fmin(least, outside(&host->flesh[i], before, &way, &normal));
    return least;
}

// Between two discs that are tilted against the way from one to the other, as at the collar, a
// point lies where a disc through it, tilted as they are, meets that way.
static struct uh_vec3 along_discs(const struct disc *a, const struct disc *b, struct uh_vec3 axis) {
    struct uh_vec3 upright = a->round ? axis : uh_cross(uh_add(a->u, b->u), uh_add(a->v, b->v));
    double rise = uh_dot(axis, upright);
    if (fabs(rise) < .5 * uh_length(axis) * uh_length(upright))
        upright = axis, rise = uh_dot(axis, axis);
    return uh_scale(upright, 1 / fmax(fabs(rise), 1e-9) * (rise < 0 ? -1 : 1));
}

static void gather_part(const struct part *part, struct uh_vec3 middle, double reach,
                        struct bearer *host) {
    for (int i = 0; i < part->link_count; i++)
        for (int k = 0; k < LINK_DISCS * LINK_DISCS; k++) {
            int a = part->links[i][k / LINK_DISCS], b = part->links[i][k % LINK_DISCS];
            if (k / LINK_DISCS >= k % LINK_DISCS || a < 0 || b < 0) continue;
            const struct disc *u = &part->discs[a], *v = &part->discs[b];
            double half = uh_length(uh_sub(u->at, v->at)) / 2 + fmax(u->radius, v->radius);
            double far = uh_length(uh_sub(uh_mix(u->at, v->at, .5), middle));
            double own = half + .04;
            struct uh_vec3 axis = uh_sub(v->at, u->at);
            if (u->round == v->round && far < half + reach && host->count < FLESH_MAX)
                host->flesh[host->count++] = (struct flesh){
                    u, v, uh_mix(u->at, v->at, .5), axis, along_discs(u, v, axis), own * own};
        }
}

// A point of a border. What lies on the shoulder blade goes out with it and up, but stays where it
// is at rest when the blade is drawn in: there the skin folds, and the muscle stays to be seen.
static struct uh_vec3 border_point(const struct uh_painter *p, const struct border_point *m,
                                   int side) {
    double x = m->x * 1e-4, y = m->y * 1e-4, z = m->z * 1e-4;
    struct uh_vec3 at = on_bone(p, m->bone, side, x, y, z);
    if (m->bone != UH_SCAPULA) return at;
    struct uh_vec3 still = on_bone(p, UH_THORAX_4, side, x, y, z);
    double out = uh_dot(uh_sub(at, still), turned(p, UH_THORAX_4, side, 0, 0, 1));
    return uh_mix(still, at, uh_smooth(-.012, .008, out / p->size));
}

// The borders of a muscle on the skin, with the ways out there.
struct borders {
    struct uh_vec3 at[2][BORDER_POINTS], out[2][BORDER_POINTS];
    int points;
};

// The way out between the borders: across the fibres and across the row, away from the body.
static void find_ways_out(const struct borders *b, struct uh_vec3 way[BORDER_POINTS]) {
    double sum = 0;
    for (int k = 0; k < b->points; k++) {
        int from = k > 0 ? k - 1 : 0, to = k + 1 < b->points ? k + 1 : k;
        struct uh_vec3 along = uh_sub(uh_mix(b->at[0][to], b->at[1][to], .5),
                                      uh_mix(b->at[0][from], b->at[1][from], .5));
        way[k] = uh_unit(uh_cross(along, uh_sub(b->at[1][k], b->at[0][k])));
        sum += uh_dot(way[k], uh_add(b->out[0][k], b->out[1][k]));
    }
    for (int k = 0; k < b->points && sum < 0; k++) way[k] = uh_scale(way[k], -1);
}

// Whether a muscle between two borders faces away from the viewer everywhere, by more than `away`.
static bool faces_away(const struct borders *b, const struct uh_vec3 way[BORDER_POINTS],
                       struct uh_vec3 toward, double away) {
    for (int k = 0; k < b->points; k++)
        if (uh_dot(uh_add(way[k], uh_add(b->out[0][k], b->out[1][k])), toward) > -3 * away)
            return false;
    return true;
}

// The rows of the grid where its borders are given: from border to border along an arc that leaves
// each of them along the skin, then laid on it. None where all faces away by more than `away`.
static void lay_rows(const struct bearer *host, const struct borders *b, double lift,
                     struct uh_vec3 toward, double away, struct grid *g) {
    struct uh_vec3 way[BORDER_POINTS];
    find_ways_out(b, way);
    g->faces = false;
    g->rows = 0;
    if (faces_away(b, way, toward, away)) return;
    for (int k = 0; k < b->points; k++) {
        double half = uh_length(uh_sub(b->at[1][k], b->at[0][k])) / 2,
               cosine = uh_bound(uh_dot(way[k], uh_add(b->out[0][k], b->out[1][k])) / 2, 0, 1),
               rise = half * sqrt((1 - cosine) / (1 + cosine));
        for (int j = 0; j < ACROSS; j++) {
            double v = j / (ACROSS - 1.);
            struct uh_vec3 *at = &g->at[k * STEPS][j];
            *at = uh_add(uh_mix(b->at[0][k], b->at[1][k], v),
                         uh_scale(way[k], rise * 4 * v * (1 - v)));
            g->out[k * STEPS][j] = lay_on(host, at, lift);
            bool faces = uh_dot(g->out[k * STEPS][j], toward) > -.2;
            g->free[k * STEPS][j] = faces ? free_before(host, *at, toward) : 0;
            g->faces |= faces;
        }
    }
    g->rows = (b->points - 1) * STEPS + 1;
}

// Where an origin takes hold of rib after rib.
static void notch(struct grid *g) {
    for (int j = 1; j < ACROSS; j += 2) {
        g->at[0][j] = uh_mix(g->at[0][j], g->at[STEPS][j], .55);
        g->out[0][j] = uh_mix(g->out[0][j], g->out[STEPS][j], .55);
    }
}

static void lay_grid(const struct uh_painter *p, const struct muscle_shape *shape,
                     const struct lit_muscle *m, struct grid *g) {
    int side = m->side;
    struct borders b = {.points = shape->point_count};
    struct uh_vec3 middle = {0};
    double reach = 0;
    for (int e = 0; e < 2; e++)
        for (int k = 0; k < b.points; k++) {
            b.at[e][k] = border_point(p, &shape->border[e][k], side);
            middle = uh_add(middle, uh_scale(b.at[e][k], .5 / b.points));
        }
    for (int e = 0; e < 2; e++)
        for (int k = 0; k < b.points; k++)
            reach = fmax(reach, uh_length(uh_sub(b.at[e][k], middle)));
    struct bearer host = {.count = 0};
    uint64_t hosts = muscle_hosts(shape->hosts, side);
    for (int id = 0; id < PART_PROPS; id++)
        if (hosts >> id & 1) gather_part(&p->parts[id], middle, reach, &host);
    for (int e = 0; e < 2; e++)
        for (int k = 0; k < b.points; k++) b.out[e][k] = lay_on(&host, &b.at[e][k], 0);
    lay_rows(&host, &b, .0025 * p->size, p->camera->toward, m->target ? .9 : .5, g);
    if (shape->teeth && g->rows > 0) notch(g);
}

static struct uh_vec3 blend(const struct uh_vec3 *column, int from, int last, const double w[4]) {
    int before = from > 0 ? from - STEPS : from, to = from + STEPS,
        after = to + STEPS <= last ? to + STEPS : to;
    return uh_add(
        uh_add(uh_scale(column[before * ACROSS], w[0]), uh_scale(column[from * ACROSS], w[1])),
        uh_add(uh_scale(column[to * ACROSS], w[2]), uh_scale(column[after * ACROSS], w[3])));
}

// The rows between (Catmull-Rom).
static void fill_rows(struct grid *g) {
    for (int i = 0; i < g->rows; i++) {
        int from = i - i % STEPS;
        if (from == i) continue;
        double u = (i - from) / (double)STEPS, squared = u * u, cubed = squared * u;
        const double w[4] = {-.5 * cubed + squared - .5 * u, 1.5 * cubed - 2.5 * squared + 1,
                             -1.5 * cubed + 2 * squared + .5 * u, .5 * cubed - .5 * squared};
        for (int j = 0; j < ACROSS; j++) {
            g->at[i][j] = blend(&g->at[0][j], from, g->rows - 1, w);
            g->out[i][j] = uh_unit(blend(&g->out[0][j], from, g->rows - 1, w));
            g->free[i][j] = g->free[from][j] + (g->free[from + STEPS][j] - g->free[from][j]) * u;
        }
    }
}

static bool is_inside(const struct uh_spot *s, int n, struct uh_spot at) {
    bool inside = false;
    for (int a = n - 1, b = 0; b < n; a = b++)
        if ((s[a].y > at.y) != (s[b].y > at.y) &&
            at.x < (s[b].x - s[a].x) * (at.y - s[a].y) / (s[b].y - s[a].y) + s[a].x)
            inside = !inside;
    return inside;
}

static float squared_to_edge(struct uh_spot a, struct uh_spot b, struct uh_spot at) {
    float dx = b.x - a.x, dy = b.y - a.y, x = at.x - a.x, y = at.y - a.y;
    float length = dx * dx + dy * dy, t = length > 0 ? (x * dx + y * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return (x - t * dx) * (x - t * dx) + (y - t * dy) * (y - t * dy);
}

// How far a spot lies outside of a muscle, < 0 inside; no farther than `most`.
static double out_of(const struct lit_muscle *m, struct uh_spot at, double most) {
    if (at.x < m->x0 - most || at.x > m->x1 + most || at.y < m->y0 - most || at.y > m->y1 + most)
        return most;
    float least = (float)(most * most);
    bool inside = false;
    for (int r = 0; r < m->ring_count; r++) {
        const struct uh_spot *s = m->spots + m->ring[r];
        int n = m->ring[r + 1] - m->ring[r];
        inside |= is_inside(s, n, at);
        for (int a = n - 1, b = 0; b < n; a = b++)
            least = fminf(least, squared_to_edge(s[a], s[b], at));
    }
    double far = sqrt((double)least);
    return inside ? -far : far;
}

// A muscle is covered by those that lie over it on the same part of the body or next to it.
static bool may_cover(const struct uh_painter *p, const struct lit_muscle *over,
                      const struct lit_muscle *m) {
    bool same = (over->hosts & m->hosts) != 0,
         apart = over->x0 > m->x1 || over->x1 < m->x0 || over->y0 > m->y1 || over->y1 < m->y0;
    return !apart && (same || fabs(over->depth - m->depth) < .10 * p->size);
}

static void empty_box(struct lit_muscle *m) {
    m->x0 = m->y0 = 1e9f;
    m->x1 = m->y1 = -1e9f;
}

static void grow_box(struct lit_muscle *m, struct uh_spot s) {
    m->x0 = fminf(m->x0, s.x);
    m->y0 = fminf(m->y0, s.y);
    m->x1 = fmaxf(m->x1, s.x);
    m->y1 = fmaxf(m->y1, s.y);
}

static double apart(struct uh_spot a, struct uh_spot b) {
    return uh_span((double)a.x - b.x, (double)a.y - b.y);
}

// The outline keeps off the muscle's borders by half of what its edge is soft. Ways are measured
// along the grid, so that a border that lies hidden just behind the body's edge does not count as
// near.
static void leave_borders(struct grid *g, double soft) {
    double along[ALONG][ACROSS], across[ALONG][ACROSS];
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < ACROSS; j++) {
            along[i][j] = i > 0 ? along[i - 1][j] + apart(g->spot[i][j], g->spot[i - 1][j]) : 0;
            across[i][j] = j > 0 ? across[i][j - 1] + apart(g->spot[i][j], g->spot[i][j - 1]) : 0;
        }
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < ACROSS; j++) {
            double ends = fmin(along[i][j], along[g->rows - 1][j] - along[i][j]),
                   sides = fmin(across[i][j], across[i][ACROSS - 1] - across[i][j]);
            g->seen[i][j] = fmin(g->seen[i][j], fmin(ends, sides) - soft / 2);
        }
}

// How wide a muscle's edge fades: the broader it is, the wider.
static double softness_of(const struct uh_painter *p, const struct grid *g) {
    double broad = 0, metre = p->size * p->unit;
    for (int i = 0; i < g->rows; i++)
        broad += uh_length(uh_sub(g->at[i][ACROSS - 1], g->at[i][0])) / g->rows;
    return uh_bound(.17 * broad / p->size, .007, .018) * metre;
}

static void find_seen(const struct uh_painter *p, struct grid *g, struct lit_muscle *m) {
    double metre = p->size * p->unit, far = .04 * metre;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < ACROSS; j++) {
            double facing = uh_dot(g->out[i][j], p->camera->toward);
            g->spot[i][j] = project(p->camera, g->at[i][j]);
            g->seen[i][j] = fmin((facing - .12) * .08 * metre, (g->free[i][j] + .008) * p->unit);
            if (g->seen[i][j] <= 0) continue;
            m->facing++;
            grow_box(m, g->spot[i][j]);
        }
    leave_borders(g, m->soft);
    for (int k = 0; k < p->lit_count; k++) {
        const struct lit_muscle *over = &p->lit[k];
        if (!may_cover(p, over, m)) continue;
        bool heads = m->family != ALONE && m->family == over->family && m->side == over->side &&
                     m->target == over->target;
        double gap = (heads ? -.005 : .0026) * metre;
        for (int i = 0; i < g->rows; i++)
            for (int j = 0; j < ACROSS; j++) {
                double out = out_of(over, g->spot[i][j], far) - gap;
                if (out < 0 && g->seen[i][j] > 0) m->covered++;
                g->seen[i][j] = fmin(g->seen[i][j], out);
            }
    }
}

// Points that the rim of what is seen may pass: nodes of the grid, and one on each edge between
// two nodes. `next` leads from each to the one that follows it.
struct rim {
    const struct grid *grid;
    struct uh_spot spot[3 * NODES];
    short next[3 * NODES];
};

static int node_id(int i, int j) {
    return i * ACROSS + j;
}

// Where the rim crosses the edge between two neighbouring nodes.
static int crossing(struct rim *r, int i, int j, int ii, int jj) {
    const struct grid *g = r->grid;
    int low = i < ii || j < jj ? node_id(i, j) : node_id(ii, jj);
    int id = (i == ii ? 1 : 2) * NODES + low;
    double a = g->seen[i][j], b = g->seen[ii][jj], t = uh_bound(a / (a - b), 0, 1);
    struct uh_spot u = g->spot[i][j], v = g->spot[ii][jj];
    r->spot[id] = (struct uh_spot){(float)(u.x + t * ((double)v.x - u.x)),
                                   (float)(u.y + t * ((double)v.y - u.y))};
    return id;
}

// Adds one cell's share of the rim: where it is cut, and its edges on the border of the grid.
static void trace_cell(struct rim *r, int i, int j) {
    static const int di[5] = {0, 1, 1, 0, 0}, dj[5] = {0, 0, 1, 1, 0};
    const struct grid *g = r->grid;
    int ids[8], n = 0;
    bool rims[8]; // the edge that leaves this point is part of the rim
    for (int k = 0; k < 4; k++) {
        int ai = i + di[k], aj = j + dj[k], bi = i + di[k + 1], bj = j + dj[k + 1];
        bool a = g->seen[ai][aj] > 0, b = g->seen[bi][bj] > 0;
        bool border = (ai == bi && (ai == 0 || ai == g->rows - 1)) ||
                      (aj == bj && (aj == 0 || aj == ACROSS - 1));
        if (a) {
            r->spot[node_id(ai, aj)] = g->spot[ai][aj];
            ids[n] = node_id(ai, aj);
            rims[n++] = border;
        }
        if (a == b) continue;
        ids[n] = crossing(r, ai, aj, bi, bj);
        rims[n++] = a || border;
    }
    for (int k = 0; k < n; k++)
        if (rims[k]) r->next[ids[k]] = (short)ids[(k + 1) % n];
}

enum { RING = 64 }; // spots of a ring while it is smoothed

// Lays spots evenly along a ring; returns its length.
static double space_evenly(const struct uh_spot *s, int n, struct uh_spot even[RING]) {
    double length = 0, walked = 0;
    for (int a = n - 1, b = 0; b < n; a = b++)
        length += uh_span((double)s[b].x - s[a].x, (double)s[b].y - s[a].y);
    for (int k = 0, at = 0; k < RING; k++) {
        double to = length * k / RING, step;
        for (;; at++, walked += step) {
            struct uh_spot a = s[at % n], b = s[(at + 1) % n];
            step = uh_span((double)b.x - a.x, (double)b.y - a.y);
            if (walked + step < to && at < n) continue;
            double t = step > 0 ? uh_bound((to - walked) / step, 0, 1) : 0;
            even[k] = (struct uh_spot){(float)(a.x + t * ((double)b.x - a.x)),
                                       (float)(a.y + t * ((double)b.y - a.y))};
            break;
        }
    }
    return length;
}

// Rounds what is sharp and leaves what is nearly straight.
static void round_ring(struct uh_spot even[RING], int passes) {
    for (int pass = 0; pass < passes; pass++) {
        struct uh_spot first = even[0], before = even[RING - 1];
        for (int k = 0; k < RING; k++) {
            struct uh_spot here = even[k], after = k + 1 < RING ? even[k + 1] : first;
            even[k].x = here.x * .5f + (before.x + after.x) * .25f;
            even[k].y = here.y * .5f + (before.y + after.y) * .25f;
            before = here;
        }
    }
}

static void turn_round(struct uh_spot even[RING]) {
    for (int k = 0; k < RING / 2; k++) {
        struct uh_spot other = even[k];
        even[k] = even[RING - 1 - k];
        even[RING - 1 - k] = other;
    }
}

// Leaves out what a smooth line passes anyway; returns how many spots are kept.
static int thin_out(const struct uh_spot even[RING], struct uh_spot *kept) {
    int n = 0, last = 0;
    kept[n++] = even[0];
    for (int k = 1; k < RING; k++) {
        bool flat = k - last < 7;
        for (int i = last + 1; i <= k && flat; i++)
            flat = squared_to_edge(even[last], even[(k + 1) % RING], even[i]) < .3f;
        if (!flat) kept[n++] = even[last = k];
    }
    return n;
}

static const double SCRAP = .25; // of the largest ring: what is smaller is left out

// Takes one ring over into the muscle, its corners rounded; all wound alike.
static void keep_ring(const struct uh_painter *p, struct lit_muscle *m, const struct uh_spot *s,
                      int n) {
    struct uh_spot even[RING];
    double area = ring_area(s, n), metre = p->size * p->unit, least = .010 * metre;
    m->outlined += fabs(area);
    if (fabs(area) < SCRAP * m->largest) return;
    if (SCRAP * fabs(area) > m->largest) m->ring_count = 0;
    m->largest = fmax(m->largest, fabs(area));
    int at = m->ring[m->ring_count];
    if (fabs(area) < least * least || m->ring_count == LIT_RINGS || at + RING > LIT_SPOTS) return;
    double length = space_evenly(s, n, even), step = length / RING;
    double corner = m->corner * metre / step;
    round_ring(even, (int)uh_bound(corner * corner, 1, 30));
    if (area < 0) turn_round(even);
    at += thin_out(even, m->spots + at);
    m->ring[++m->ring_count] = (short)at;
}

static void trace_rim(const struct uh_painter *p, const struct grid *g, struct lit_muscle *m) {
    struct rim r = {.grid = g};
    struct uh_spot ring[3 * NODES];
    memset(r.next, -1, sizeof r.next);
    for (int i = 0; i + 1 < g->rows; i++)
        for (int j = 0; j + 1 < ACROSS; j++) trace_cell(&r, i, j);
    for (int start = 0; start < 3 * NODES; start++) {
        int n = 0;
        for (int at = start; r.next[at] >= 0 && n < 3 * NODES;) {
            int next = r.next[at];
            ring[n++] = r.spot[at];
            r.next[at] = -1;
            at = next;
        }
        if (n > 2) keep_ring(p, m, ring, n);
    }
}

// Its surface, and what is seen of it on the picture, where folds count as they lie.
static void measure(const struct uh_painter *p, const struct grid *g, struct lit_muscle *m) {
    double whole = 0, seen = 0, length = 0, metre = p->unit * p->size;
    for (int i = 0; i + 1 < g->rows; i++)
        for (int j = 0; j + 1 < ACROSS; j++) {
            struct uh_vec3 a = uh_sub(g->at[i + 1][j + 1], g->at[i][j]),
                           b = uh_sub(g->at[i + 1][j], g->at[i][j + 1]);
            int corners = (g->seen[i][j] > 0) + (g->seen[i + 1][j] > 0) + (g->seen[i][j + 1] > 0) +
                          (g->seen[i + 1][j + 1] > 0);
            struct uh_vec3 square = uh_scale(uh_cross(a, b), .5 / (p->size * p->size));
            whole += uh_length(square);
            seen += fabs(uh_dot(square, p->camera->toward)) * corners / 4;
        }
    for (int i = 0; i + 1 < g->rows; i++)
        length += uh_length(uh_sub(g->at[i + 1][ACROSS / 2], g->at[i][ACROSS / 2])) / p->size;
    m->part = seen / whole;
    m->area = seen;
    m->width = whole / length;
    m->outlined /= fmax(seen, 1e-9) * metre * metre;
}

// An ellipse from the middle and the spread of spots with weights.
struct spread {
    double n, x, y, xx, xy, yy;
};

static void spread_add(struct spread *s, struct uh_spot at, double weight) {
    double x = (double)at.x, y = (double)at.y;
    s->n += weight, s->x += weight * x, s->y += weight * y;
    s->xx += weight * x * x, s->xy += weight * x * y, s->yy += weight * y * y;
}

// Its longer axis first; neither half axis less than `least`.
static void spread_ellipse(const struct spread *s, double much, double least, struct glimmer *e) {
    double x = s->x / s->n, y = s->y / s->n, xx = s->xx / s->n - x * x, xy = s->xy / s->n - x * y,
           yy = s->yy / s->n - y * y;
    double half = (xx + yy) / 2, apart = uh_span((xx - yy) / 2, xy);
    double along = fmax(much * sqrt(fmax(half + apart, 0)), least),
           across = fmax(much * sqrt(fmax(half - apart, 0)), least);
    double ax = half + apart - yy, ay = xy, length = uh_span(ax, ay);
    if (length < 1e-6) ax = 1, ay = 0, length = 1;
    ax /= length, ay /= length;
    e->at = (struct uh_spot){(float)x, (float)y};
    e->reach = (struct uh_spot){(float)(ax * along), (float)(ay * along)};
    e->aside = (struct uh_spot){(float)(-ay * across), (float)(ax * across)};
}

// The ellipse of the same spread as what is seen, and how long and broad a strip of that spread is.
// Nodes at the rim count in part, so that all of it changes slowly.
static void find_middle(const struct uh_painter *p, const struct grid *g, struct lit_muscle *m) {
    const double much = 2.1, strip = 3.46 / (much * p->unit * p->size);
    struct spread seen = {0};
    struct glimmer e;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < ACROSS; j++)
            if (g->seen[i][j] > 0)
                spread_add(&seen, g->spot[i][j], fmin(1, .1 + g->seen[i][j] / m->soft));
    m->length = m->breadth = 0;
    if (seen.n < .5) return;
    spread_ellipse(&seen, much, .5, &e);
    m->middle = e.at;
    m->reach = e.reach;
    m->aside = e.aside;
    m->length = strip * uh_span((double)e.reach.x, (double)e.reach.y);
    m->breadth = strip * uh_span((double)e.aside.x, (double)e.aside.y);
}

// The part of a muscle that is near the edge of what is seen; its insertion apart, which may wind
// round a limb. Returns its share of the whole.
static double near_edge(const struct uh_painter *p, const struct grid *g, struct glimmer *edge) {
    struct spread near = {0};
    double all = 0;
    for (int i = 0; i < g->rows - 1; i += STEPS)
        for (int j = 0; j < ACROSS; j++, all++) {
            double facing = uh_dot(g->out[i][j], p->camera->toward);
            double weight = uh_smooth(-.75, .1, facing);
            if (weight > 0) spread_add(&near, project(p->camera, g->at[i][j]), weight);
        }
    if (near.n < .1 * all || all == 0) return 0;
    spread_ellipse(&near, 2.3, .021 * p->size * p->unit, edge);
    edge->reach = (struct uh_spot){edge->reach.x * 1.35f, edge->reach.y * 1.35f};
    return near.n / all;
}

// A soft spot along one of muscle_rims, unless it is on the far side or in the midst of what is
// seen.
static void glow_at(const struct uh_painter *p, enum muscle_rim rim, int side, struct glimmer *e) {
    const struct border_point *place = muscle_rims[rim];
    struct uh_spot a = project(p->camera, border_point(p, &place[0], side)),
                   b = project(p->camera, border_point(p, &place[1], side));
    float x = (b.x - a.x) * .7f, y = (b.y - a.y) * .7f;
    double wide = .032 * p->size * p->unit / fmax(uh_span((double)x, (double)y), 1e-3),
           facing = uh_dot(uh_unit(turned(p, place[0].bone, side, 0, .3, 1)), p->camera->toward),
           far = rim == SHOULDER_RIM ? -.95 : -.7; // over the shoulder one sees farther
    *e =
        (struct glimmer){.at = {(a.x + b.x) / 2, (a.y + b.y) / 2},
                         .reach = {x, y},
                         .aside = {(float)(-wide * (double)y), (float)(wide * (double)x)},
                         .strength = uh_smooth(far, far + .35, facing) * uh_smooth(.9, .65, facing),
                         .behind = rim != FLANK_RIM};
}

// Where a muscle shows that turns away: a soft spot on the body's edge. If much of it is near the
// edge, there; else at the place on the edge that its shape names. Between the two it is faint, and
// the more so where they are far apart.
static void find_rim(const struct uh_painter *p, const struct muscle_shape *shape,
                     const struct grid *g, struct lit_muscle *m) {
    double t = uh_smooth(.15, .6, near_edge(p, g, &m->rim)),
           dip = shape->rim == NO_RIM || shape->rim == FLANK_RIM ? 1 : 2;
    if (shape->rim != NO_RIM && t < .5) {
        glow_at(p, shape->rim, m->side, &m->rim);
        m->rim.strength *= 1 - dip * t;
    } else {
        m->rim.strength = 1 - dip * (1 - t);
    }
}

// A place on the grid, in rows and columns.
static struct uh_spot grid_spot(const struct grid *g, double row, double column) {
    int i = (int)uh_bound(row, 0, g->rows - 2), j = (int)uh_bound(column, 0, ACROSS - 2);
    double u = row - i, v = column - j;
    const struct uh_spot *a = &g->spot[i][j], *b = &g->spot[i + 1][j];
    double x = (1 - v) * (double)a[0].x + v * (double)a[1].x,
           y = (1 - v) * (double)a[0].y + v * (double)a[1].y,
           xx = (1 - v) * (double)b[0].x + v * (double)b[1].x,
           yy = (1 - v) * (double)b[0].y + v * (double)b[1].y;
    return (struct uh_spot){(float)(x + u * (xx - x)), (float)(y + u * (yy - y))};
}

// The longest stretch of a fibre that is seen, in rows; false where it is too short to be drawn.
static bool seen_stretch(const struct grid *g, double column, double slant, double *from,
                         double *to) {
    double last = g->rows - 1, best = 0, begin = 0, before = -1;
    *from = *to = 0;
    for (int i = 0; i <= g->rows; i++) {
        double seen = -1;
        int j = (int)uh_bound(column + slant * i / last + .5, 0, ACROSS - 1);
        if (i < g->rows) seen = g->seen[i][j];
        double cross = i > 0 ? i - 1 + before / (before - seen) : 0;
        if (seen > 0 && before <= 0) begin = i > 0 ? cross : 0;
        if (seen <= 0 && before > 0 && cross - begin > best) {
            best = cross - begin;
            *from = begin;
            *to = cross;
        }
        before = seen;
    }
    return best > .45 * last;
}

// Fine lines along the fibres, where they are seen.
static void trace_fibres(const struct grid *g, const struct muscle_shape *shape,
                         struct lit_muscle *m) {
    double across = 2 * uh_span((double)m->aside.x, (double)m->aside.y);
    int wanted = across > 22 ? FIBRES : across > 9 ? 3 : across > 5 ? 2 : 0;
    m->fibre_count = 0;
    for (int q = 0; q < wanted; q++) {
        double column = (ACROSS - 1) * (q + 1.) / (wanted + 1) - shape->slant / 2., from, to;
        if (!seen_stretch(g, column, shape->slant, &from, &to)) continue;
        for (int k = 0; k < FIBRE_SPOTS; k++) {
            double row = from + (to - from) * (.08 + .84 * k / (FIBRE_SPOTS - 1));
            m->fibre[m->fibre_count][k] =
                grid_spot(g, row, column + shape->slant * row / (g->rows - 1));
        }
        m->fibre_count++;
    }
}

// Finds what is seen of a muscle below those found before it.
void trace_muscle(const struct uh_painter *p, const struct muscle_shape *shape,
                  struct lit_muscle *m) {
    struct grid g;
    lay_grid(p, shape, m, &g);
    m->ring_count = m->facing = m->covered = 0;
    m->ring[0] = 0;
    m->outlined = m->largest = 0;
    m->hosts = muscle_hosts(shape->hosts, m->side);
    empty_box(m);
    m->rim = (struct glimmer){.strength = 0};
    if (m->target) find_rim(p, shape, &g, m);
    if (!g.faces) return;
    fill_rows(&g);
    m->soft = softness_of(p, &g);
    m->family = shape->family;
    m->corner = shape->teeth ? .007 : m->family == ALONE || m->family == DELTOID ? .022 : .012;
    m->depth = depth_of(p->camera, g.at[g.rows / 2][ACROSS / 2]);
    empty_box(m);
    find_seen(p, &g, m);
    trace_rim(p, &g, m);
    find_middle(p, &g, m);
    empty_box(m);
    for (int k = 0; k < m->ring[m->ring_count]; k++) grow_box(m, m->spots[k]);
    measure(p, &g, m);
    trace_fibres(&g, shape, m);
}
