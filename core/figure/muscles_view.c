// SPDX-License-Identifier: Apache-2.0
// Muscles on the picture: each the band between its outer fibres. In the heat picture all are
// coloured by how far they are stretched; on the clothed body only the targets are lit, as one
// crisp shape from pale to full red.
#include "painter.h"

#include <math.h>
#include <string.h>

enum {
    ON_TRUNK = 1,
    ON_NECK = 2,
    ON_PELVIS = 4,
    ON_SLEEVE = 8,
    ON_ARM = 16,
    ON_THIGH = 32,
    ON_SHANK = 64
};

// From deep to superficial, with the parts that must be painted before.
static const struct {
    const char *id;
    unsigned hosts;
} layers[UH_MUSCLE_COUNT] = {
    {"rhomboids", ON_TRUNK},
    {"levator-scapulae", ON_TRUNK | ON_NECK},
    {"serratus-anterior", ON_TRUNK},
    {"posterior-cuff", ON_TRUNK | ON_SLEEVE},
    {"quadratus-lumborum", ON_TRUNK | ON_PELVIS},
    {"thoracic-erectors", ON_TRUNK},
    {"lumbar-erectors", ON_TRUNK | ON_PELVIS},
    {"neck-extensors", ON_TRUNK | ON_NECK},
    {"suboccipitals", ON_NECK},
    {"scalenes", ON_TRUNK | ON_NECK},
    {"deep-neck-flexors", ON_NECK},
    {"sternocleidomastoid", ON_TRUNK | ON_NECK},
    {"latissimus-dorsi", ON_TRUNK | ON_SLEEVE},
    {"pectoralis-minor", ON_TRUNK | ON_SLEEVE},
    {"middle-trapezius", ON_TRUNK},
    {"lower-trapezius", ON_TRUNK},
    {"upper-trapezius", ON_TRUNK | ON_NECK},
    {"pectoralis-major", ON_TRUNK | ON_SLEEVE},
    {"abdominals", ON_TRUNK | ON_PELVIS},
    {"obliques", ON_TRUNK | ON_PELVIS},
    {"anterior-deltoid", ON_SLEEVE},
    {"middle-deltoid", ON_SLEEVE},
    {"posterior-deltoid", ON_SLEEVE},
    {"triceps", ON_SLEEVE | ON_ARM},
    {"biceps", ON_SLEEVE | ON_ARM},
    {"glutes", ON_PELVIS | ON_THIGH},
    {"hamstrings", ON_THIGH},
    {"calves", ON_SHANK},
};

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

static double turned_to_viewer(const struct uh_painter *p, const struct uh_muscle_path *path,
                               int side) {
    double sum = 0;
    for (int f = 0; f < path->fibre_count; f++)
        for (int k = 0; k < path->point_count; k++)
            sum += uh_dot(outward(p, &path->fibre[f][k], side), p->camera->toward);
    return sum / (path->fibre_count * path->point_count);
}

enum { BITS = 5, EDGE_MAX = 24 };

// A fibre as a smooth curve on the picture (Catmull-Rom); returns the number of spots.
static int trace_fibre(const struct uh_painter *p, const struct uh_muscle_path *path, int fibre,
                       int side, struct uh_spot *edge) {
    struct uh_vec3 at[UH_FIBRE_POINTS + 2];
    int points = path->point_count, n = 0;
    for (int k = 0; k < points; k++) {
        const struct uh_muscle_point *m = &path->fibre[fibre][k];
        at[k + 1] = uh_point_on(p->skeleton, p->posture, m->bone, side, m->at);
    }
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

// A single fibre gets a belly; a fan is drawn in a little at its ends.
static void shape_band(const struct uh_painter *p, struct band *band, bool single) {
    struct uh_spot middle[EDGE_MAX];
    memcpy(middle, band->edge[0], sizeof middle);
    for (int k = 0; k < band->count; k++) {
        double belly = sin(3.14159265358979323846 * k / (band->count - 1));
        struct uh_spot *a = &band->edge[0][k], *b = &band->edge[1][k];
        if (!single) {
            float f = (float)(.5 * (1 - (.74 + .26 * sqrt(fmax(0, belly)))));
            struct uh_spot left = *a, right = *b;
            *a = (struct uh_spot){left.x + (right.x - left.x) * f, left.y + (right.y - left.y) * f};
            *b = (struct uh_spot){right.x + (left.x - right.x) * f,
                                  right.y + (left.y - right.y) * f};
            continue;
        }
        int before = k > 0 ? k - 1 : 0, after = k < band->count - 1 ? k + 1 : k;
        double dx = (double)middle[after].x - middle[before].x,
               dy = (double)middle[after].y - middle[before].y;
        double wide = .014 * p->size * p->unit * (.25 + .75 * belly) / (hypot(dx, dy) + 1e-6);
        *a = (struct uh_spot){middle[k].x + (float)(dy * wide), middle[k].y - (float)(dx * wide)};
        *b = (struct uh_spot){middle[k].x - (float)(dy * wide), middle[k].y + (float)(dx * wide)};
    }
}

static int draw_band(struct uh_painter *p, const struct band *band) {
    int path = draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int k = 0; k < band->count; k++) draw_spot(p, band->edge[0][k].x, band->edge[0][k].y);
    for (int k = band->count - 1; k >= 0; k--) draw_spot(p, band->edge[1][k].x, band->edge[1][k].y);
    return path;
}

static void draw_fibres(struct uh_painter *p, const struct band *band, struct uh_colour colour,
                        int clip) {
    for (int q = 1; q < 4; q++) {
        struct uh_spot line[EDGE_MAX];
        float u = (float)q / 4;
        for (int k = 0; k < band->count; k++)
            line[k] = (struct uh_spot){band->edge[0][k].x * (1 - u) + band->edge[1][k].x * u,
                                       band->edge[0][k].y * (1 - u) + band->edge[1][k].y * u};
        draw_line2(p, line, band->count, colour, .0020 * p->unit, clip);
    }
}

static struct uh_colour heat_colour(double t) {
    static const uint32_t scale[] = {0xF4E3B5, 0xF9C74F, 0xF3843E, 0xE0413A, 0xB3123A};
    double x = uh_bound(t, 0, 1) * 4;
    int i = x >= 4 ? 3 : (int)x;
    return colour_mix(colour_of(scale[i]), colour_of(scale[i + 1]), x - i);
}

// The targets in the colours of heat; the rest pale, so that they do not distract.
static void paint_heat(struct uh_painter *p, const struct band *band, bool fan, double heat,
                       double seen, bool target, int clip) {
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
    if (fan && target && on > .5) draw_fibres(p, band, line, clip);
}

static void paint_glow(struct uh_painter *p, const struct band *band, bool fan, double on,
                       int clip) {
    struct uh_colour full = colour_of(p->palette->glow),
                     pale = colour_mix(full, colour_of(0xFFF1E6), .78);
    struct uh_colour c = colour_mix(pale, full, on), line = colour_mix(c, colour_of(0xFFFFFF), .5);
    int path = draw_band(p, band);
    struct uh_colour halo = colour_mix(c, colour_of(0xFFF1E6), .55);
    halo.alpha = 150;
    draw_stroke(p, halo, .0060 * p->unit);
    draw_clip(p, clip);
    draw_again(p, path, clip, 0, 0, c);
    line.alpha = 130;
    if (fan) draw_fibres(p, band, line, clip);
}

static int muscle_of_layer(int layer) {
    return uh_muscle_find(layers[layer].id, strlen(layers[layer].id));
}

static void draw_muscle(struct uh_painter *p, int muscle, int side, int clip) {
    const struct uh_muscle_path *path = &uh_muscle_paths[muscle];
    struct band band;
    bool fan = path->fibre_count > 1, trapezius = muscle == 0;
    double view = turned_to_viewer(p, path, side);
    double heat = uh_muscle_heat(p->muscles, p->skeleton, p->posture, muscle, side);
    band.count = trace_fibre(p, path, 0, side, band.edge[0]);
    trace_fibre(p, path, path->fibre_count - 1, side, band.edge[1]);
    if (!p->style->muscles && trapezius && view < .1) {
        // From the front only the slope from neck to shoulder shows.
        int skip = band.count / 4;
        band.count -= skip;
        for (int e = 0; e < 2; e++)
            memmove(band.edge[e], band.edge[e] + skip, sizeof(struct uh_spot) * (size_t)band.count);
    }
    shape_band(p, &band, !fan);
    if (p->style->muscles) {
        double seen = uh_smooth(-.05, .35, view);
        bool target = p->figure->targets[side] >> muscle & 1;
        if (target && p->figure->work) heat = fmax(heat, 1); // it works, whatever its length
        if (target) heat = fmax(heat, .62), seen = fmax(seen, view > 0 ? .7 : 0);
        if (seen > .02) paint_heat(p, &band, fan, heat, seen, target, clip);
    } else if (trapezius || view > .06) {
        double on = p->figure->work ? 1 : .70 + .30 * uh_smooth(.1, .7, heat);
        paint_glow(p, &band, fan, on, clip);
    }
}

// Just before the head: what of the neck's muscles lies on the neck, where the shirt comes later.
void draw_neck_muscles(struct uh_painter *p) {
    for (int layer = 0; layer < UH_MUSCLE_COUNT; layer++)
        for (int side = 0; side < 2; side++) {
            int muscle = muscle_of_layer(layer);
            bool target = p->figure->targets[side] >> muscle & 1;
            if (layers[layer].hosts & ON_NECK && (p->style->muscles || target))
                draw_muscle(p, muscle, side, p->parts[PART_NECK].path);
        }
}

// Those whose parts are all painted by now and that are not yet drawn. `clip` is the body's
// outline.
void draw_muscles(struct uh_painter *p, uint64_t painted, int clip, bool done[UH_MUSCLE_COUNT][2]) {
    for (int layer = 0; layer < UH_MUSCLE_COUNT; layer++)
        for (int side = 0; side < 2; side++) {
            int muscle = muscle_of_layer(layer);
            uint64_t hosts = hosts_of(layers[layer].hosts, side);
            bool target = p->figure->targets[side] >> muscle & 1;
            if (done[muscle][side] || (painted & hosts) != hosts) continue;
            if (!p->style->muscles && !target) continue;
            done[muscle][side] = true;
            bool late = layers[layer].hosts & ON_NECK && p->parts[PART_HEAD].path >= 0;
            bool shirt = (hosts >> PART_TRUNK & 1) && (hosts >> PART_PELVIS & 1);
            draw_muscle(p, muscle, side, late || shirt ? p->parts[PART_TRUNK].path : clip);
        }
}
