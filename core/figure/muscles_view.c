// SPDX-License-Identifier: Apache-2.0
// Muscles on the picture: each the band between its outer fibres. In the heat picture all are
// coloured by how far they are stretched; on the clothed body only the targets are lit, as one
// crisp shape from pale to full red.
#include "painter.h"

#include <math.h>
#include <string.h>

static uint64_t hosts_of(unsigned hosts, int side) {
    uint64_t bits = 0;
    if (hosts & ON_TRUNK) bits |= UINT64_C(1) << PART_TRUNK;
    if (hosts & ON_NECK) bits |= UINT64_C(1) << PART_NECK;
    if (hosts & ON_PELVIS) bits |= UINT64_C(1) << PART_PELVIS;
    if (hosts & ON_SLEEVE) bits |= UINT64_C(1) << (PART_SLEEVE + side);
    if (hosts & ON_ARM) bits |= UINT64_C(1) << (PART_ARM + side);
    if (hosts & ON_THIGH) bits |= UINT64_C(1) << (PART_THIGH + side);
    if (hosts & ON_SHANK) bits |= UINT64_C(1) << (PART_SHANK + side);
    return bits;
}

// The middle of the body at the height of a bone, in neutral standing.
static double middle_x(int bone) {
    static const double x[UH_CLAVICLE] = {
        [UH_PELVIS] = -.01,  [UH_THORAX_4] = -.005, [UH_THORAX_5] = -.015, [UH_NECK_1] = -.025,
        [UH_NECK_2] = -.018, [UH_NECK_3] = -.010,   [UH_HEAD] = -.005,
    };
    return bone < UH_CLAVICLE ? x[bone] : 0;
}

// Away from the body at a muscle's point.
static struct uh_vec3 outward(const struct uh_painter *p, const struct uh_muscle_point *point,
                              int side) {
    struct uh_vec3 at = point->at, n;
    if (point->bone == UH_CLAVICLE || point->bone == UH_SCAPULA) {
        n = uh_vec3(at.x + .02, .02, (at.z - .09) * .3);
    } else if (point->bone > UH_CLAVICLE) {
        struct uh_vec3 rest = uh_scale(p->skeleton->rest[point->bone], 1 / p->size);
        n = uh_vec3(at.x - rest.x, 0, at.z - rest.z);
    } else {
        n = uh_vec3(at.x - middle_x(point->bone), 0, at.z * .8);
    }
    n = uh_unit(n);
    return turned(p, point->bone, side, n.x, n.y, n.z);
}

static double turned_to_viewer(const struct uh_painter *p, const struct muscle_shape *shape,
                               int side) {
    double sum = 0;
    for (int b = 0; b < 2; b++)
        for (int k = 0; k < shape->point_count; k++)
            sum += uh_dot(outward(p, &shape->border[b][k], side), p->camera->toward);
    return sum / (2 * shape->point_count);
}

enum { BITS = 5, EDGE_MAX = 24 };

// A point of a border. What lies on the shoulder blade goes out with it and up, but stays where it
// is at rest when the blade is drawn in: there the skin folds, and the muscle stays to be seen.
static struct uh_vec3 border_point(const struct uh_painter *p, const struct uh_muscle_point *m,
                                   int side) {
    struct uh_vec3 at = on_bone(p, m->bone, side, m->at.x, m->at.y, m->at.z);
    if (m->bone != UH_SCAPULA) return at;
    struct uh_vec3 still = on_bone(p, UH_THORAX_4, side, m->at.x, m->at.y, m->at.z);
    double out = uh_dot(uh_sub(at, still), turned(p, UH_THORAX_4, side, 0, 0, 1));
    return uh_mix(still, at, uh_smooth(-.012, .008, out / p->size));
}

// A border as a smooth curve on the picture (Catmull-Rom); returns the number of spots.
static int trace_border(const struct uh_painter *p, const struct muscle_shape *shape, int border,
                        int side, struct uh_spot *edge) {
    struct uh_vec3 at[BORDER_POINTS + 2];
    int points = shape->point_count, n = 0;
    for (int k = 0; k < points; k++) at[k + 1] = border_point(p, &shape->border[border][k], side);
    at[0] = at[1];
    at[points + 1] = at[points];
    for (int k = 1; k < points; k++)
        for (int z = 0; z < BITS + (k == points - 1); z++) {
            double u = (double)z / BITS, squared = u * u, cubed = squared * u;
            struct uh_vec3 s =
                uh_add(uh_add(uh_scale(at[k - 1], -.5 * cubed + squared - .5 * u),
                              uh_scale(at[k], 1.5 * cubed - 2.5 * squared + 1)),
                       uh_add(uh_scale(at[k + 1], -1.5 * cubed + 2 * squared + .5 * u),
                              uh_scale(at[k + 2], .5 * cubed - .5 * squared)));
            edge[n++] = project(p->camera, s);
        }
    return n;
}

struct band {
    struct uh_spot edge[2][EDGE_MAX];
    int count;
};

static struct uh_spot between(struct uh_spot a, struct uh_spot b, double t) {
    return (struct uh_spot){(float)(a.x + ((double)b.x - a.x) * t),
                            (float)(a.y + ((double)b.y - a.y) * t)};
}

// A rounded end: from one border to the other, bulging away from `inner`.
static void draw_end(struct uh_painter *p, struct uh_spot a, struct uh_spot b,
                     struct uh_spot inner) {
    struct uh_spot middle = between(a, b, .5);
    double wide = uh_span((double)b.x - a.x, (double)b.y - a.y),
           out = uh_span((double)middle.x - inner.x, (double)middle.y - inner.y) + 1e-6;
    struct uh_spot tip = between(inner, middle, 1 + fmin(.22 * wide / out, .5));
    for (int k = 0; k < 3; k++) {
        double u = .14 + .36 * k, push = k == 1 ? 1 : .55;
        struct uh_spot flat = between(a, b, u);
        draw_spot(p, flat.x + ((double)tip.x - middle.x) * push,
                  flat.y + ((double)tip.y - middle.y) * push);
    }
}

static int draw_band(struct uh_painter *p, const struct band *band) {
    const struct uh_spot *a = band->edge[0], *b = band->edge[1];
    int path = draw_path(p), last = band->count - 1;
    draw_run(p, UH_CURVE_SMOOTH);
    for (int k = 1; k < last; k++) draw_spot(p, a[k].x, a[k].y);
    draw_end(p, a[last], b[last], between(a[last - 2], b[last - 2], .5));
    for (int k = last - 1; k > 0; k--) draw_spot(p, b[k].x, b[k].y);
    draw_end(p, b[0], a[0], between(a[2], b[2], .5));
    return path;
}

static void draw_fibres(struct uh_painter *p, const struct band *band, struct uh_colour colour,
                        int clip) {
    for (int q = 1; q < 3; q++) {
        struct uh_spot line[EDGE_MAX];
        int n = 0;
        for (int k = 1; k < band->count - 1; k++)
            line[n++] = between(band->edge[0][k], band->edge[1][k], q / 3.);
        draw_line2(p, line, n, colour, .0020 * p->unit, clip);
    }
}

static struct uh_colour heat_colour(double t) {
    static const uint32_t scale[] = {0xF4E3B5, 0xF9C74F, 0xF3843E, 0xE0413A, 0xB3123A};
    double x = uh_bound(t, 0, 1) * 4;
    int i = x >= 4 ? 3 : (int)x;
    return colour_mix(colour_of(scale[i]), colour_of(scale[i + 1]), x - i);
}

// The targets in the colours of heat; the rest pale, so that they do not distract.
static void paint_heat(struct uh_painter *p, const struct band *band, double heat, double seen,
                       bool target, int clip) {
    double t = uh_smooth(.38, 1.08, heat), on = uh_smooth(0, .16, t);
    struct uh_colour c = colour_mix(colour_of(0xE6DFD8), heat_colour(t), target ? on : on * .22);
    struct uh_colour edge = colour_mix(c, colour_of(0x7A3020), target ? .35 : .15), line;
    c.alpha = (uint8_t)(seen * (target ? 80 + 170 * on : 60 + 90 * on));
    edge.alpha = (uint8_t)(seen * (40 + (target ? 130 : 50) * on));
    draw_band(p, band);
    draw_fill(p, c);
    draw_stroke(p, edge, .0024 * p->unit);
    draw_clip(p, clip);
    line = colour_mix(c, colour_of(0xFFFFFF), .45);
    line.alpha = (uint8_t)(seen * 120);
    if (target && on > .5) draw_fibres(p, band, line, clip);
}

// A muscle to be painted.
struct lit {
    struct band band;
    int clip, path;
    double heat, seen;
    bool target;
};

enum { LIT_MAX = 2 * UH_MUSCLE_COUNT };

// Halos first, then what they surround, so that neighbours become one shape.
static void paint_glows(struct uh_painter *p, struct lit *lit, int count) {
    struct uh_colour full = colour_of(p->palette->glow),
                     pale = colour_mix(full, colour_of(0xFFF1E6), .78),
                     halo = colour_mix(full, colour_of(0xFFF1E6), .60);
    halo.alpha = 160;
    for (int i = 0; i < count; i++) {
        lit[i].path = draw_band(p, &lit[i].band);
        draw_stroke(p, halo, .0070 * p->unit);
        draw_clip(p, lit[i].clip);
    }
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < count; i++) {
            struct uh_colour c = colour_mix(pale, full, lit[i].heat),
                             line = colour_mix(c, colour_of(0xFFFFFF), .5);
            c.alpha = 236; // shade and folds of the shirt show through
            line.alpha = 110;
            if (pass == 0)
                draw_again(p, lit[i].path, lit[i].clip, 0, 0, c);
            else
                draw_fibres(p, &lit[i].band, line, lit[i].clip);
        }
}

static void paint_all(struct uh_painter *p, struct lit *lit, int count) {
    if (!p->style->muscles) paint_glows(p, lit, count);
    for (int i = 0; i < count && p->style->muscles; i++)
        paint_heat(p, &lit[i].band, lit[i].heat, lit[i].seen, lit[i].target, lit[i].clip);
}

static int muscle_of_layer(int layer) {
    return uh_muscle_find(muscle_shapes[layer].id, strlen(muscle_shapes[layer].id));
}

// Adds one to those to be painted, if it is to be seen; returns their number.
static int add_lit(const struct uh_painter *p, int layer, int side, int clip, struct lit *list,
                   int count) {
    const struct muscle_shape *shape = &muscle_shapes[layer];
    struct lit *lit = &list[count];
    int muscle = muscle_of_layer(layer);
    bool trapezius = muscle == 0, glow = !p->style->muscles;
    double view = turned_to_viewer(p, shape, side), seen = uh_smooth(-.05, .35, view),
           heat = uh_muscle_heat(p->muscles, p->skeleton, p->posture, muscle, side);
    bool target = p->figure->targets[side] >> muscle & 1;
    if (target && p->figure->work) heat = fmax(heat, 1); // it works, whatever its length
    if (glow) {
        if (!target || (!trapezius && view <= .06)) return count;
        if (trapezius && view < .1) shape = &trapezius_from_front;
        heat = p->figure->work ? 1 : .86 + .14 * uh_smooth(.1, .7, heat);
    } else {
        if (target) heat = fmax(heat, .62), seen = fmax(seen, view > 0 ? .7 : 0);
        if (seen <= .02) return count;
    }
    *lit = (struct lit){.clip = clip, .heat = heat, .seen = seen, .target = target};
    lit->band.count = trace_border(p, shape, 0, side, lit->band.edge[0]);
    trace_border(p, shape, 1, side, lit->band.edge[1]);
    return count + 1;
}

// Just before the head: what of the neck's muscles lies on the neck, where the shirt comes later.
void draw_neck_muscles(struct uh_painter *p) {
    struct lit lit[LIT_MAX];
    int count = 0;
    for (int layer = 0; layer < UH_MUSCLE_COUNT; layer++)
        for (int side = 0; side < 2; side++)
            if (muscle_shapes[layer].hosts & ON_NECK)
                count = add_lit(p, layer, side, p->parts[PART_NECK].path, lit, count);
    paint_all(p, lit, count);
}

// Those of the trunk once more, where a patch of shirt has covered them.
void draw_patched_muscles(struct uh_painter *p, int clip) {
    struct lit lit[LIT_MAX];
    int count = 0;
    for (int layer = 0; layer < UH_MUSCLE_COUNT; layer++)
        for (int side = 0; side < 2; side++)
            if (muscle_shapes[layer].hosts == ON_TRUNK)
                count = add_lit(p, layer, side, clip, lit, count);
    paint_all(p, lit, count);
}

// Those whose parts are all painted by now and that are not yet drawn. `clip` is the body's
// outline.
void draw_muscles(struct uh_painter *p, uint64_t painted, int clip, bool done[UH_MUSCLE_COUNT][2]) {
    struct lit lit[LIT_MAX];
    int count = 0;
    for (int layer = 0; layer < UH_MUSCLE_COUNT; layer++)
        for (int side = 0; side < 2; side++) {
            int muscle = muscle_of_layer(layer);
            uint64_t hosts = hosts_of(muscle_shapes[layer].hosts, side);
            if (done[muscle][side] || (painted & hosts) != hosts) continue;
            done[muscle][side] = true;
            bool neck = muscle_shapes[layer].hosts & ON_NECK;
            bool shirt = neck ? p->parts[PART_HEAD].path >= 0 : hosts >> PART_TRUNK & 1;
            count = add_lit(p, layer, side, shirt ? p->parts[PART_TRUNK].path : clip, lit, count);
        }
    paint_all(p, lit, count);
}
