// SPDX-License-Identifier: Apache-2.0
// Where the movement began: one pale silhouette behind the body, cut out of paper, as it were. It
// is lighter than any ground, so that nobody takes it for a shadow, and has one closed contour;
// ghost_marks.c puts a few quiet marks within. What a hand holds comes along. What stays where it
// is coincides with the body, and a limb of which only a sliver would show beside the body is left
// out.
#include "painter.h"

#include <math.h>

// What comes along as one, so that nothing of a ghost ends in the air.
static const struct chain {
    unsigned parts;
    unsigned stand_on; // comes along with these, whether it moved or not
} chains[] = {
    {1u << PART_HEAD | 1u << PART_NECK, 1u << PART_TRUNK},
    {1u << PART_TRUNK | 1u << PART_PELVIS,
     1u << PART_HEAD | 1u << PART_SLEEVE | 1u << (PART_SLEEVE + 1)},
    {1u << PART_SLEEVE | 1u << PART_ARM | 1u << PART_FOREARM | 1u << PART_HAND, 0},
    {1u << (PART_SLEEVE + 1) | 1u << (PART_ARM + 1) | 1u << (PART_FOREARM + 1) |
         1u << (PART_HAND + 1),
     0},
    {1u << PART_THIGH | 1u << PART_SHANK | 1u << PART_FOOT, 0},
    {1u << (PART_THIGH + 1) | 1u << (PART_SHANK + 1) | 1u << (PART_FOOT + 1), 0},
};

enum { CHAIN_TRUNK = 1, CHAIN_ARM = 2, CHAINS = sizeof chains / sizeof chains[0] };

unsigned ghost_chain(int chain) {
    return chains[chain].parts;
}

// What of the start is shown: its parts, a bit each; the chains that the body hides; the parts of
// these of which no more than a sliver is beside it.
struct showing {
    unsigned parts, hidden, slivers;
};

// The picture as a grid of squares, a bit each.
enum { GRID = 64 };

struct grid {
    uint64_t rows[GRID];
    double square;
};

// Squares whose middle lies within a convex polygon are set.
static void cover_polygon(struct grid *g, const struct polygon *q) {
    float low[GRID], high[GRID], per = (float)(1 / g->square);
    int top = (int)fmaxf(q->y0 * per, 0), end = (int)fminf(q->y1 * per + 1, GRID);
    for (int y = top; y < end; y++) low[y] = GRID, high[y] = -1;
    for (int i = 0; i < q->count; i++) {
        struct uh_spot a = q->spots[i], b = q->spots[i + 1 < q->count ? i + 1 : 0];
        float ax = a.x * per - .5f, ay = a.y * per - .5f, bx = b.x * per - .5f,
              by = b.y * per - .5f, slope = ay == by ? 0 : (bx - ax) / (by - ay);
        int last = (int)fminf(floorf(fmaxf(ay, by)), (float)(end - 1));
        for (int y = (int)ceilf(fmaxf(fminf(ay, by), 0)); y <= last && ay != by; y++) {
            float x = ax + slope * ((float)y - ay);
            low[y] = fminf(low[y], x);
            high[y] = fmaxf(high[y], x);
        }
    }
    for (int y = top; y < end; y++) {
        int from = (int)ceilf(fmaxf(low[y], 0)), to = (int)fminf(floorf(high[y]), GRID - 1);
        if (to >= from) g->rows[y] |= UINT64_MAX >> (GRID - 1 - (to - from)) << from;
    }
}

// What some parts cover of the picture.
static struct grid cover_parts(const struct uh_painter *p, unsigned parts) {
    struct grid g = {.square = fmax(p->camera->width, p->camera->height) / GRID};
    for (int id = 0; parts >> id; id++)
        for (int i = 0; parts >> id & 1 && i < p->parts[id].polygon_count; i++)
            cover_polygon(&g, &p->polygons[p->parts[id].first_polygon + i]);
    return g;
}

// How much of one is not hidden by the other.
static double area_beside(const struct grid *g, const struct grid *hiding) {
    int count = 0;
    for (int y = 0; y < GRID; y++)
        for (uint64_t row = g->rows[y] & ~hiding->rows[y]; row; row &= row - 1) count++;
    return count * g->square * g->square;
}

// How far a disc of the body is from where it is now, in units of the picture.
static double disc_moved(const struct uh_painter *p, int id, int k) {
    const struct disc *d = &p->parts[id].discs[k];
    return spots_apart(p->present[id][k], (struct uh_spot){d->x, d->y});
}

static void note_present(struct uh_painter *p) {
    for (int id = 0; id < PART_PROPS; id++)
        for (int k = 0; k < DISC_MAX; k++) {
            const struct part *t = &p->parts[id];
            const struct disc *d = &t->discs[k < t->disc_count ? k : 0];
            p->present[id][k] = (struct uh_spot){d->x, d->y};
        }
}

static struct uh_spot nose_at(const struct uh_painter *p) {
    return project(p->camera, on_bone(p, UH_HEAD, 0, .10, 1.575, 0));
}

// How far every part is from where it is now, at most. Of the head the nose tells a turn.
static void measure_moves(const struct uh_painter *p, struct uh_spot nose,
                          double moved[PART_PROPS]) {
    for (int id = 0; id < PART_PROPS; id++) {
        moved[id] = 0;
        for (int k = 0; k < p->parts[id].disc_count; k++)
            moved[id] = fmax(moved[id], disc_moved(p, id, k));
    }
    moved[PART_HEAD] = fmax(moved[PART_HEAD], spots_apart(nose, nose_at(p)));
}

// The parts to show, a bit each: what is planted is left out, arms and head stand on a trunk.
static unsigned parts_shown(unsigned moved) {
    unsigned shown = 0;
    for (int i = 0; i < CHAINS; i++)
        if (moved & (chains[i].parts | chains[i].stand_on)) shown |= chains[i].parts;
    return moved >> PART_HEAD & 1 ? shown : shown & ~(1u << PART_HEAD);
}

// What hardly moved is laid where it is now, a little within it, so that no line runs round it.
static void settle(struct uh_painter *p, int id, double least) {
    const double inside = .006 * shorter_side(p->camera);
    struct part *t = &p->parts[id];
    for (int k = 0; k < t->disc_count; k++) {
        struct disc *d = &t->discs[k];
        struct uh_spot now = p->present[id][k];
        float part = (float)uh_smooth(.6 * least, least, disc_moved(p, id, k));
        double size = fmax(d->radius, fmax(uh_length(d->u), uh_length(d->v))) * p->unit,
               within = 1 - (1 - (double)part) * fmin(.10, inside / (size + 1e-6));
        d->u = uh_scale(d->u, within);
        d->v = uh_scale(d->v, within);
        d->radius *= within;
        d->x = now.x + part * (d->x - now.x);
        d->y = now.y + part * (d->y - now.y);
    }
}

// Leaves the small gaps between arms and trunk out of the last path, and what is cut off.
static void drop_small_runs(struct uh_painter *p, int path) {
    struct uh_drawing *d = p->drawing;
    struct uh_path *outline = &d->paths[path];
    int kept = outline->first;
    for (int r = outline->first; r < outline->first + outline->count; r++) {
        double area = fabs(ring_area(d->spots + d->runs[r].first, d->runs[r].count));
        if (area > .0022 * p->unit * p->unit) d->runs[kept++] = d->runs[r];
    }
    outline->count = kept - outline->first;
    d->run_count = kept;
}

int outline_parts(struct uh_painter *p, unsigned parts) {
    pick_none(p);
    for (int id = 0; parts >> id; id++)
        if (parts >> id & 1) pick_part(p, &p->parts[id]);
    return draw_rounded_outline(p, .6, .009 * p->size * p->unit);
}

// The contour of the ghost, to be painted later; of what is hidden, too, where the body's edge is
// all that would show of it.
static void outline_ghost(struct uh_painter *p, const struct showing *showing, unsigned held) {
    unsigned parts = showing->parts | held, beside = parts & ~showing->slivers;
    for (int run = 0; run < 2 && parts; run++, parts = beside) {
        p->ghost = outline_parts(p, parts);
        p->ghost_open = p->outline_failed;
        if (p->ghost_open) return;
        drop_small_runs(p, p->ghost);
        if (run == 0) trace_ghost(p, p->ghost, showing->hidden);
        if (parts == beside) return;
        drop_path(p, p->ghost);
        p->ghost = -1;
    }
}

void draw_ghost(struct uh_painter *p) {
    const struct uh_style *style = p->style;
    double fill = style->dark ? .16 : .62, line = is_contrast(p) ? .80 : style->dark ? .55 : .46;
    if (p->ghost < 0) return;
    draw_again(p, p->ghost, -1, 0, 0, colour_clear(0xFFFFFF, fill));
    if (p->ghost_open) return;
    draw_stroke(p, colour_clear(style->dark ? 0xFFFFFF : p->palette->line, line),
                fmax(.0036 * shorter_side(p->camera), .7));
    draw_ghost_marks(p);
}

// What makes the head's outline one: hair, chin, nose and ears.
static void shape_head(struct uh_painter *p) {
    struct part *head = &p->parts[PART_HEAD];
    int back = add_ball(p, head, UH_HEAD, 0, -.031, 1.621, 0, .0755),
        front = add_ball(p, head, UH_HEAD, 0, .010, 1.625, 0, .0755),
        top = add_ball(p, head, UH_HEAD, 0, -.012, 1.641, 0, .0725),
        jaw = add_ball(p, head, UH_HEAD, 0, .046, 1.532, 0, .042),
        chin = add_ball(p, head, UH_HEAD, 0, .070, 1.512, 0, .022),
        brow = add_ball(p, head, UH_HEAD, 0, .060, 1.622, 0, .028),
        cheek = add_ball(p, head, UH_HEAD, 0, .050, 1.580, 0, .034),
        bridge = add_ball(p, head, UH_HEAD, 0, .074, 1.604, 0, .010),
        nose = add_ball(p, head, UH_HEAD, 0, .106, 1.571, 0, .0085),
        base = add_ball(p, head, UH_HEAD, 0, .072, 1.562, 0, .012),
        lip = add_ball(p, head, UH_HEAD, 0, .077, 1.543, 0, .015);
    link_discs(head, back, front, top, -1);
    link_discs(head, front, jaw, brow, cheek);
    link_discs(head, jaw, chin, -1, -1);
    link_discs(head, jaw, lip, cheek, -1);
    link_discs(head, bridge, nose, base, cheek);
    for (int side = 0; side < 2; side++) {
        int over = add_ball(p, head, UH_HEAD, side, -.016, 1.596, .074, .0165),
            lobe = add_ball(p, head, UH_HEAD, side, -.008, 1.566, .070, .012);
        link_discs(head, over, lobe, -1, -1);
    }
    if (p->style->hair == 0) {
        int knot = add_ball(p, head, UH_HEAD, 0, -.090, 1.703, 0, .037),
            root = add_ball(p, head, UH_HEAD, 0, -.070, 1.682, 0, .032);
        link_discs(head, knot, root, -1, -1);
    }
    project_part(p, head);
}

// Where a part's polygons are.
struct outlined {
    int first, count;
    float x0, y0, x1, y1;
};

// The body where it is.
struct ground {
    struct grid chains[CHAINS], all;
    struct uh_spot nose;
};

// The polygons of the body are there; its head is shaped as a ghost's.
static struct ground find_ground(struct uh_painter *p) {
    struct ground ground = {.nose = nose_at(p)};
    shape_head(p);
    part_polygons(p, &p->parts[PART_HEAD]);
    for (int i = 0; i < CHAINS; i++) {
        ground.chains[i] = cover_parts(p, chains[i].parts);
        for (int y = 0; y < GRID; y++) ground.all.rows[y] |= ground.chains[i].rows[y];
    }
    return ground;
}

// Leaves the chains out that lie where they lie now, head and legs of which too little shows, and
// says of the arms what is hidden. Small is, of a close picture, a hundredth, of a body that is
// small in it half a hand's breadth of a limb.
static struct showing sort_chains(const struct uh_painter *p, unsigned shown,
                                  const struct ground *ground) {
    const double measure = shorter_side(p->camera), metre = p->size * p->unit, enough = .20,
                 small = fmin(.010 * measure * measure, .014 * metre * metre);
    const struct grid none = {0};
    struct showing showing = {.parts = shown};
    bool told = false;
    for (int i = 0; i < CHAINS; i++) {
        if (!(chains[i].parts & shown)) continue;
        struct grid chain = cover_parts(p, chains[i].parts & shown);
        bool arm = i == CHAIN_ARM || i == CHAIN_ARM + 1, inner = arm || i == CHAIN_TRUNK;
        double beside = area_beside(&chain, &ground->all),
               moved = inner ? area_beside(&chain, &ground->chains[i]) : beside;
        if (moved < (arm ? .3 * small : small)) {
            showing.parts &= ~chains[i].parts;
        } else if (arm && beside < enough * area_beside(&chain, &none)) {
            showing.hidden |= 1u << i;
            if (beside < small) showing.slivers |= chains[i].parts;
        } else if (!arm && beside > small) {
            told = true; // by head, trunk or legs
        }
    }
    if (told) showing.hidden = 0;
    if (showing.hidden == 3u << CHAIN_ARM) showing.hidden |= 1u << CHAIN_TRUNK; // both shoulders
    return showing;
}

// Whether so much of the ghost's head is seen beside the body that a face can be told.
static bool head_beside(const struct uh_painter *p, unsigned shown, const struct ground *ground) {
    const struct grid none = {0};
    if (!(shown >> PART_HEAD & 1)) return false;
    struct grid head = cover_parts(p, 1u << PART_HEAD);
    return area_beside(&head, &ground->all) > .25 * area_beside(&head, &none);
}

// What the hands that are shown hold; the parts of it.
static unsigned add_held(struct uh_painter *p, unsigned shown) {
    for (int side = 0; side < 2; side++)
        if (shown >> (PART_HAND + side) & 1) build_held(p, side);
    return (1u << p->part_count) - (1u << PART_PROPS);
}

// The body as it was at the start, and what of it is shown.
static struct showing build_start(struct uh_painter *p, const struct ground *ground) {
    const double measure = shorter_side(p->camera),
                 least = fmax(.032 * p->size * p->unit, .040 * measure);
    double moved[PART_PROPS];
    unsigned told = 0;
    build_body(p);
    project_parts(p);
    measure_moves(p, ground->nose, moved);
    for (int id = 0; id < PART_PROPS; id++)
        if (moved[id] > least) told |= 1u << id;
    unsigned shown = parts_shown(told);
    shape_head(p);
    for (int id = 0; id < PART_PROPS; id++) {
        p->parts[id].polygon_count = 0;
        if (!(shown >> id & 1)) continue;
        if (id != PART_HEAD) settle(p, id, least);
        part_polygons(p, &p->parts[id]);
    }
    return sort_chains(p, shown, ground);
}

// The body and its things as they were, with the polygons that they had.
static void build_present(struct uh_painter *p, const struct outlined kept[PART_MAX]) {
    build_body(p);
    build_props(p);
    project_parts(p);
    for (int i = 0; i < p->part_count; i++) {
        struct part *t = &p->parts[i];
        t->first_polygon = kept[i].first;
        t->polygon_count = kept[i].count;
        t->x0 = kept[i].x0, t->y0 = kept[i].y0, t->x1 = kept[i].x1, t->y1 = kept[i].y1;
    }
}

void find_ghost(struct uh_painter *p, const struct uh_hint *hint) {
    const struct uh_instant *present = p->instant;
    struct outlined kept[PART_MAX];
    int polygons = p->polygon_count;
    for (int i = 0; i < p->part_count; i++) {
        const struct part *t = &p->parts[i];
        kept[i] = (struct outlined){t->first_polygon, t->polygon_count, t->x0, t->y0, t->x1, t->y1};
    }
    note_present(p);
    struct ground ground = find_ground(p);
    p->instant = &hint->start;
    p->posture = &hint->start.posture;
    struct showing showing = build_start(p, &ground);
    unsigned held = add_held(p, showing.parts);
    for (int id = PART_PROPS; id < p->part_count; id++) {
        project_part(p, &p->parts[id]);
        part_polygons(p, &p->parts[id]);
    }
    outline_ghost(p, &showing, held);
    unsigned seen = showing.parts & ~showing.slivers;
    if (p->ghost >= 0 && !p->ghost_open) find_ghost_marks(p, seen, head_beside(p, seen, &ground));
    p->polygon_count = polygons;
    p->instant = present;
    p->posture = &present->posture;
    build_present(p, kept);
}
