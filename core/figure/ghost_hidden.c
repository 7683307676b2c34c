// SPDX-License-Identifier: Apache-2.0
// Where the body would hide most of a ghost's limb, its hidden contour is drawn over the body: one
// fine line of even dashes, pale with a dark rim, so that it is seen on shirt, skin and hair alike.
// Where the limb still lies by its old contour nothing is drawn twice.
#include "painter.h"

#include <math.h>

// A dash and a gap are as long.
static double step_of(const struct uh_painter *p) {
    return fmax(.0125 * shorter_side(p->camera), 2);
}

bool parts_cover(const struct uh_painter *p, unsigned parts, struct uh_spot s) {
    for (int id = 0; parts >> id; id++) {
        const struct part *t = &p->parts[id];
        if (parts >> id & 1 && s.x >= t->x0 && s.x <= t->x1 && s.y >= t->y0 && s.y <= t->y1 &&
            part_covers(p, t, s.x, s.y))
            return true;
    }
    return false;
}

// How many of eight spots round one are covered.
static int covered_round(const struct uh_painter *p, unsigned parts, struct uh_spot s, double far) {
    static const signed char ways[8][2] = {{10, 0},  {7, 7},   {0, 10},  {-7, 7},
                                           {-10, 0}, {-7, -7}, {0, -10}, {7, -7}};
    int count = 0;
    for (int i = 0; i < 8; i++) {
        struct uh_spot at = {s.x + (float)(far * ways[i][0] / 10),
                             s.y + (float)(far * ways[i][1] / 10)};
        count += parts_cover(p, parts, at);
    }
    return count;
}

// The chain on whose edge a spot of the contour lies; -1: none of these.
static int chain_at(const struct uh_painter *p, unsigned chains, struct uh_spot s) {
    for (int i = 0; chains >> i; i++)
        if (chains >> i & 1 && covered_round(p, ghost_chain(i), s, 2) > 0) return i;
    return -1;
}

static void note_spot(struct uh_painter *p, struct uh_spot s, unsigned chains, bool first) {
    if (p->trace_count == TRACE_MAX) return;
    p->trace[p->trace_count++] =
        (struct trace_spot){.at = s, .chain = (short)chain_at(p, chains, s), .first = first};
}

void trace_ghost(struct uh_painter *p, int path, unsigned chains) {
    const struct uh_drawing *d = p->drawing;
    const struct uh_path *outline = &d->paths[path];
    const double step = step_of(p);
    for (int r = outline->first; chains && r < outline->first + outline->count; r++) {
        const struct uh_spot *s = d->spots + d->runs[r].first;
        int n = d->runs[r].count;
        double left = 0;
        bool first = true;
        for (int i = 0; i < n; i++) {
            struct uh_spot a = s[i], b = s[(i + 1) % n];
            double length = spots_apart(a, b);
            for (; left < length; left += step, first = false) {
                float t = (float)(left / length);
                note_spot(p, (struct uh_spot){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}, chains,
                          first);
            }
            left -= length;
        }
    }
}

// What a hidden contour does not run over: a face, a throat, and arms other than its own.
static unsigned kept_free(int chain) {
    const unsigned sides = 3;
    return (1u << PART_HEAD | 1u << PART_NECK | sides << PART_ARM | sides << PART_FOREARM |
            sides << PART_HAND) &
           ~ghost_chain(chain);
}

// Over the body, and not by the edge of what it tells of.
static bool is_worth(const struct uh_painter *p, const struct trace_spot *t) {
    const double clear = .016 * shorter_side(p->camera);
    const unsigned all = (1u << PART_PROPS) - 1;
    if (t->chain < 0 || !parts_cover(p, all, t->at)) return false;
    if (parts_cover(p, kept_free(t->chain), t->at)) return false;
    int own = covered_round(p, ghost_chain(t->chain), t->at, clear);
    return (own == 0 || own == 8) && covered_round(p, all, t->at, .5 * clear) == 8;
}

// The end of a stretch that is worth drawing; small gaps in it are closed, so that it is one line.
static int stretch_end(const struct uh_painter *p, int from) {
    enum { GAP = 3 };
    int end = from;
    for (int i = from; i < p->trace_count && i <= end + GAP; i++) {
        if (i > from && p->trace[i].first) break;
        if (p->trace[i].worth) end = i + 1;
    }
    return end;
}

enum kind { FRAGMENT, EDGE, LIMB };

// What a stretch is: too short or winding to tell anything, an edge that runs on, or the way round
// a whole limb, whose ends meet.
static enum kind kind_of(const struct uh_painter *p, int from, int to) {
    const double edge = .6, round = .15;
    double chord = spots_apart(p->trace[from].at, p->trace[to - 1].at) / ((to - from) * step_of(p));
    return to - from < 11 ? FRAGMENT : chord > edge ? EDGE : chord < round ? LIMB : FRAGMENT;
}

// A stretch of the contour as dashes.
static void add_dashes(struct uh_painter *p, int from, int to) {
    for (int i = from; i + 1 < to; i += 2) {
        draw_run(p, UH_CURVE_OPEN);
        draw_spot(p, p->trace[i].at.x, p->trace[i].at.y);
        draw_spot(p, p->trace[i + 1].at.x, p->trace[i + 1].at.y);
    }
}

// Draws the stretches of one kind; how many.
static int draw_kind(struct uh_painter *p, enum kind kind) {
    int count = 0;
    for (int from = 0, to; from < p->trace_count; from = to) {
        to = p->trace[from].worth ? stretch_end(p, from) : from + 1;
        if (kind_of(p, from, to) != kind) continue;
        add_dashes(p, from, to);
        count++;
    }
    return count;
}

// Whether there are edges on both sides of the body: a single one, or both of one limb before it,
// would be stray lines.
static bool on_both_sides(const struct uh_painter *p) {
    double left = 1e9, right = -1e9;
    for (int from = 0, to; from < p->trace_count; from = to) {
        to = p->trace[from].worth ? stretch_end(p, from) : from + 1;
        if (kind_of(p, from, to) != EDGE) continue;
        double middle = p->trace[(from + to) / 2].at.x;
        left = fmin(left, middle);
        right = fmax(right, middle);
    }
    return right - left > .15 * shorter_side(p->camera);
}

void draw_ghost_hidden(struct uh_painter *p) {
    if (p->trace_count == 0) return;
    double width = fmax(.0036 * shorter_side(p->camera), .8);
    for (int i = 0; i < p->trace_count; i++) p->trace[i].worth = is_worth(p, &p->trace[i]);
    int path = draw_path(p), drawn = draw_kind(p, LIMB);
    if (on_both_sides(p)) drawn += draw_kind(p, EDGE);
    if (drawn == 0) {
        drop_path(p, path);
        return;
    }
    draw_stroke(p, colour_clear(0x14202A, is_contrast(p) ? .9 : .42), 2.1 * width);
    draw_same(p, path);
    draw_stroke(p, colour_clear(0xFFFFFF, .95), width);
}
