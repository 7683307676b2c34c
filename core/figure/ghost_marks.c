// SPDX-License-Identifier: Apache-2.0
// A few quiet marks within the ghost, so that its head reads as a head and an arm before its trunk
// as an arm: the hair as a darker tone that ends at the hairline, ears, closed eyes and brows as
// fine lines, and the edges of an arm where they run over the rest of the body.
#include "head.h"

#include <math.h>

// Lines of the face, right side, in tenths of a millimetre: from a point to the next; seen when
// this way out of the head faces the viewer.
static const struct mark {
    double x, z; // the way out
    int count;
    short line[6][3];
} marks[] = {
    {.9, .44, 3, {{716, 15997, 168}, {709, 15958, 313}, {628, 16008, 435}}},
    {.9, .44, 4, {{800, 16262, 150}, {755, 16290, 280}, {650, 16285, 400}, {540, 16235, 500}}},
    {.9, .3, 2, {{850, 15480, 0}, {770, 15486, 190}}},
    {0,
     1,
     6,
     {{30, 16040, 740},
      {-60, 16130, 770},
      {-270, 16090, 800},
      {-300, 15900, 790},
      {-150, 15700, 740},
      {-20, 15680, 720}}},
};

// The lines of the face that are seen, as runs of the last path.
static void add_face(struct uh_painter *p) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        for (int side = 0; side < 2; side++) {
            const struct mark *m = &marks[i];
            if (head_facing(p, side, m->x, 0, m->z) < .15) continue;
            draw_run(p, UH_CURVE_OPEN);
            for (int k = 0; k < m->count; k++) draw_spot3(p, on_head(p, side, m->line[k]));
        }
}

enum { ARM_PARTS = 1 << PART_SLEEVE | 1 << PART_ARM | 1 << PART_FOREARM | 1 << PART_HAND };

// How near a part is to the viewer, in the mean.
static double nearness(const struct uh_painter *p, int id) {
    const struct part *t = &p->parts[id];
    double sum = 0;
    for (int i = 0; i < t->disc_count; i++) sum += depth_of(p->camera, t->discs[i].at);
    return sum / fmax(t->disc_count, 1);
}

// Whether parts of the ghost lie all round a spot.
static bool within(const struct uh_painter *p, unsigned parts, struct uh_spot s) {
    static const signed char ways[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    float far = (float)(.010 * shorter_side(p->camera));
    for (int i = 0; i < 4; i++)
        if (!parts_cover(p, parts,
                         (struct uh_spot){s.x + far * ways[i][0], s.y + far * ways[i][1]}))
            return false;
    return true;
}

// What of the ghost an arm lies before, a bit each; 0 for one that it lies behind.
static unsigned behind_arm(const struct uh_painter *p, unsigned shown, int side) {
    const unsigned body = 1u << PART_TRUNK | 1u << PART_PELVIS;
    double arm = nearness(p, PART_FOREARM + side);
    unsigned behind = 0;
    for (int id = 0; id < PART_PROPS; id++)
        if (body >> id & 1 && arm > nearness(p, id)) behind |= 1u << id;
    return behind & shown;
}

// Takes the last run back if it is too short to tell anything.
static void drop_scrap(struct uh_painter *p) {
    struct uh_drawing *d = p->drawing;
    if (d->runs[d->run_count - 1].count >= 4) return;
    d->run_count--;
    d->paths[d->path_count - 1].count--;
}

// Whether a spot lies along an arm, beyond its shoulder, where arm and trunk are one.
static bool along_arm(const struct uh_painter *p, int side, struct uh_spot at) {
    const struct uh_vec3 *joint = p->posture->at;
    struct uh_spot a = project(p->camera, joint[uh_bone_on(UH_UPPER_ARM, side)]),
                   b = project(p->camera, joint[uh_bone_on(UH_FOREARM, side)]);
    double x = (double)b.x - a.x, y = (double)b.y - a.y,
           on = x * ((double)at.x - a.x) + y * ((double)at.y - a.y);
    return on > .07 * p->size * p->unit * uh_span(x, y);
}

// The stretches of a ring that run over what lies behind an arm, as runs of the last path.
static void add_inner(struct uh_painter *p, const struct uh_run *ring, int side, unsigned behind,
                      unsigned all) {
    const struct uh_spot *s = p->drawing->spots + ring->first;
    const double step = .022 * shorter_side(p->camera);
    double left = 0;
    bool down = false;
    int n = ring->count, begin = 0;
    while (begin + 1 < n && parts_cover(p, behind, s[begin])) begin++;
    for (int i = 0; i < n; i++) {
        struct uh_spot a = s[(begin + i) % n], b = s[(begin + i + 1) % n];
        double length = spots_apart(a, b);
        for (; left < length; left += step) {
            float t = (float)(left / length);
            struct uh_spot at = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
            bool inner = along_arm(p, side, at) && parts_cover(p, behind, at) && within(p, all, at);
            if (inner && !down) draw_run(p, UH_CURVE_OPEN);
            if (inner) draw_spot(p, at.x, at.y);
            if (!inner && down) drop_scrap(p);
            down = inner;
        }
        left -= length;
    }
    if (down) drop_scrap(p);
}

enum { RINGS = 4 };

// The outline of an arm, its rings taken back from the picture while their spots stay.
static int arm_rings(struct uh_painter *p, unsigned parts, struct uh_run rings[RINGS]) {
    const struct uh_drawing *d = p->drawing;
    int path = outline_parts(p, parts), n = d->paths[path].count;
    for (int r = 0; r < n && r < RINGS; r++) rings[r] = d->runs[d->paths[path].first + r];
    drop_path(p, path);
    return p->outline_failed ? 0 : n < RINGS ? n : RINGS;
}

// The edges of the arms that lie before the rest of the ghost, as runs of the last path.
static void add_arms(struct uh_painter *p, unsigned shown, const struct uh_run rings[2][RINGS],
                     const int count[2]) {
    for (int side = 0; side < 2; side++)
        for (int r = 0; r < count[side]; r++)
            add_inner(p, &rings[side][r], side, behind_arm(p, shown, side), shown);
}

// A path that holds anything; else it is taken back.
static int keep_path(struct uh_painter *p, int path) {
    if (p->drawing->paths[path].count > 0) return path;
    drop_path(p, path);
    return -1;
}

void find_ghost_marks(struct uh_painter *p, unsigned shown, bool head) {
    struct uh_run rings[2][RINGS];
    int count[2] = {0, 0};
    bool failed = p->outline_failed;
    for (int side = 0; side < 2; side++) {
        unsigned arm = shown & (unsigned)ARM_PARTS << side;
        if (arm && behind_arm(p, shown, side)) count[side] = arm_rings(p, arm, rings[side]);
    }
    p->outline_failed = failed;
    int lines = draw_path(p);
    add_arms(p, shown, (const struct uh_run(*)[RINGS])rings, count);
    if (head) add_face(p);
    p->ghost_lines = keep_path(p, lines);
    if (head) p->ghost_hair = keep_path(p, draw_hair_shape(p));
}

void draw_ghost_marks(struct uh_painter *p) {
    bool dark = p->style->dark;
    struct uh_colour tone = colour_clear(dark ? 0x000000 : p->palette->line, dark ? .22 : .12),
                     line = colour_clear(dark ? 0xFFFFFF : p->palette->line, dark ? .42 : .34);
    if (p->ghost_hair >= 0) draw_again(p, p->ghost_hair, p->ghost, 0, 0, tone);
    if (p->ghost_lines < 0) return;
    draw_same(p, p->ghost_lines);
    draw_stroke(p, line, fmax(.0030 * shorter_side(p->camera), .6));
}
