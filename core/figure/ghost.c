// SPDX-License-Identifier: Apache-2.0
// Where the movement began: one pale silhouette behind the body, cut out of paper, as it were. It
// is lighter than any ground, so that nobody takes it for a shadow, and has one closed contour and
// no lines within.
#include "painter.h"

#include <math.h>

// What comes along as one, so that nothing of a ghost ends in the air.
static const struct chain {
    unsigned parts;
    bool whole_with_trunk; // comes along with the trunk, whether it moved or not
} chains[] = {
    {1u << PART_HEAD | 1u << PART_NECK, true},
    {1u << PART_TRUNK | 1u << PART_PELVIS, true},
    {1u << PART_SLEEVE | 1u << PART_ARM | 1u << PART_FOREARM | 1u << PART_HAND, false},
    {1u << (PART_SLEEVE + 1) | 1u << (PART_ARM + 1) | 1u << (PART_FOREARM + 1) |
         1u << (PART_HAND + 1),
     false},
    {1u << PART_THIGH | 1u << PART_SHANK | 1u << PART_FOOT, false},
    {1u << (PART_THIGH + 1) | 1u << (PART_SHANK + 1) | 1u << (PART_FOOT + 1), false},
};

enum { CHAINS = sizeof chains / sizeof chains[0] };

// The first and the last disc of every part on the picture.
static void note_ends(const struct uh_painter *p, struct uh_spot ends[PART_PROPS][2]) {
    for (int id = 0; id < PART_PROPS; id++)
        for (int end = 0; end < 2; end++) {
            const struct part *t = &p->parts[id];
            const struct disc *d = &t->discs[end && t->disc_count > 0 ? t->disc_count - 1 : 0];
            ends[id][end] = (struct uh_spot){d->x, d->y};
        }
}

// How far the parts of a chain are from where they are now, at most, in metres on the picture.
static double moved_by(const struct uh_painter *p, unsigned parts,
                       struct uh_spot now[PART_PROPS][2]) {
    struct uh_spot then[PART_PROPS][2];
    double most = 0;
    note_ends(p, then);
    for (int id = 0; id < PART_PROPS; id++)
        for (int end = 0; end < 2 && parts >> id & 1; end++)
            most = fmax(most, uh_span((double)then[id][end].x - now[id][end].x,
                                      (double)then[id][end].y - now[id][end].y));
    return most / p->unit;
}

// The parts to show, a bit each; what is planted is left out.
static unsigned parts_shown(const struct uh_painter *p, struct uh_spot now[PART_PROPS][2]) {
    const double least = .032 * p->size;
    unsigned shown = 0;
    for (int i = 0; i < CHAINS; i++)
        if (moved_by(p, chains[i].parts, now) > least) shown |= chains[i].parts;
    for (int i = 0; i < CHAINS && shown >> PART_TRUNK & 1; i++)
        if (chains[i].whole_with_trunk) shown |= chains[i].parts;
    return shown;
}

static double run_area(const struct uh_drawing *drawing, const struct uh_run *run) {
    const struct uh_spot *s = drawing->spots + run->first;
    double twice = 0;
    for (int i = 0; i < run->count; i++) {
        struct uh_spot a = s[i], b = s[(i + 1) % run->count];
        twice += (double)a.x * b.y - (double)b.x * a.y;
    }
    return fabs(twice / 2);
}

// Leaves the small gaps between arms and trunk out of the last path, and what is cut off.
static void drop_small_runs(struct uh_painter *p, int path) {
    struct uh_drawing *d = p->drawing;
    struct uh_path *outline = &d->paths[path];
    int kept = outline->first;
    for (int r = outline->first; r < outline->first + outline->count; r++)
        if (run_area(d, &d->runs[r]) > .0022 * p->unit * p->unit) d->runs[kept++] = d->runs[r];
    outline->count = kept - outline->first;
    d->run_count = kept;
}

// The outline of some parts as one path.
static int outline_parts(struct uh_painter *p, unsigned parts) {
    pick_none(p);
    for (int id = 0; id < PART_PROPS; id++)
        if (parts >> id & 1) pick_part(p, &p->parts[id]);
    return draw_outline(p, .5);
}

static void draw_silhouette(struct uh_painter *p, unsigned parts) {
    const struct uh_style *style = p->style;
    bool strong = style->palette == UH_PALETTE_CONTRAST && !style->muscles;
    double fill = style->dark ? .13 : .50, line = strong ? .72 : style->dark ? .42 : .34;
    if (parts == 0) return;
    int path = outline_parts(p, parts);
    if (!p->outline_failed) drop_small_runs(p, path);
    draw_fill(p, colour_clear(0xFFFFFF, fill));
    if (!p->outline_failed)
        draw_stroke(p, colour_clear(style->dark ? 0xFFFFFF : p->palette->line, line),
                    fmax(.0032 * fmin(p->camera->width, p->camera->height), .7));
}

// What makes the head's outline one: hair, chin and nose.
static void shape_head(struct uh_painter *p) {
    struct part *head = &p->parts[PART_HEAD];
    int back = add_ball(p, head, UH_HEAD, 0, -.031, 1.621, 0, .0755),
        front = add_ball(p, head, UH_HEAD, 0, .010, 1.625, 0, .0755),
        top = add_ball(p, head, UH_HEAD, 0, -.012, 1.641, 0, .0725),
        jaw = add_ball(p, head, UH_HEAD, 0, .050, 1.530, 0, .040),
        chin = add_ball(p, head, UH_HEAD, 0, .074, 1.512, 0, .024),
        brow = add_ball(p, head, UH_HEAD, 0, .070, 1.620, 0, .026),
        nose = add_ball(p, head, UH_HEAD, 0, .106, 1.574, 0, .008),
        lip = add_ball(p, head, UH_HEAD, 0, .082, 1.546, 0, .018);
    link_discs(head, back, front, top, -1);
    link_discs(head, front, jaw, brow, -1);
    link_discs(head, jaw, chin, lip, -1);
    link_discs(head, brow, nose, lip, -1);
    link_discs(head, jaw, brow, lip, -1);
    if (p->style->hair != 0) return;
    int knot = add_ball(p, head, UH_HEAD, 0, -.090, 1.703, 0, .037),
        root = add_ball(p, head, UH_HEAD, 0, -.070, 1.682, 0, .032);
    link_discs(head, knot, root, -1, -1);
}

void draw_ghost(struct uh_painter *p, const struct uh_hint *hint) {
    const struct uh_instant *present = p->instant;
    struct uh_spot now[PART_PROPS][2];
    note_ends(p, now);
    p->instant = &hint->start;
    p->posture = &hint->start.posture;
    build_body(p);
    project_parts(p);
    unsigned shown = parts_shown(p, now);
    shape_head(p);
    project_parts(p);
    for (int id = 0; id < PART_PROPS; id++) part_polygons(p, &p->parts[id]);
    draw_silhouette(p, shown);
    p->polygon_count = 0;
    p->instant = present;
    p->posture = &present->posture;
}
