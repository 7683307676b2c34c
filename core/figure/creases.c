// SPDX-License-Identifier: Apache-2.0
// Creases of the shirt: a few strokes, pointed at both ends, where cloth is pulled or pushed
// together. What pulls it is measured on the body (an arm raised, the trunk bent or turned), so
// that they come and go with the movement and never flicker.
#include "painter.h"

#include <math.h>

enum cause { ARM_HANGS, ARM_RAISED, BENT_ASIDE, BENT_FORWARD, TURNED };

enum { CREASE_POINTS = 3, CREASE_BITS = 6 };

// A place on the shirt: a bone, the height in neutral standing, and the way round from the front,
// in degrees.
struct place {
    int bone;
    double y, round;
};

// On the right side; the other has its mirror image.
struct crease {
    enum cause cause;
    double width; // metres, in its middle
    struct place at[CREASE_POINTS];
};

static const struct crease creases[] = {
    {ARM_HANGS,
     .0046,
     {{UH_UPPER_ARM, 1.268, -50}, {UH_UPPER_ARM, 1.294, -38}, {UH_UPPER_ARM, 1.322, -16}}},
    {ARM_RAISED,
     .0075,
     {{UH_THORAX_4, 1.340, 84}, {UH_THORAX_4, 1.304, 62}, {UH_THORAX_3, 1.290, 36}}},
    {ARM_RAISED,
     .0075,
     {{UH_THORAX_4, 1.345, 110}, {UH_THORAX_4, 1.300, 126}, {UH_THORAX_3, 1.268, 146}}},
    {BENT_ASIDE,
     .0075,
     {{UH_LUMBAR_3, 1.096, 88}, {UH_LUMBAR_3, 1.070, 58}, {UH_LUMBAR_2, 1.068, 22}}},
    {BENT_ASIDE,
     .0060,
     {{UH_LUMBAR_2, 1.046, 86}, {UH_LUMBAR_2, 1.030, 62}, {UH_LUMBAR_2, 1.034, 38}}},
    {BENT_ASIDE,
     .0075,
     {{UH_LUMBAR_3, 1.094, 92}, {UH_LUMBAR_3, 1.070, 122}, {UH_LUMBAR_2, 1.068, 158}}},
    {BENT_FORWARD,
     .0075,
     {{UH_LUMBAR_2, 1.062, 8}, {UH_LUMBAR_2, 1.052, 44}, {UH_LUMBAR_2, 1.074, 82}}},
    {BENT_FORWARD,
     .0060,
     {{UH_LUMBAR_1, 1.016, 18}, {UH_LUMBAR_1, 1.010, 46}, {UH_LUMBAR_1, 1.026, 74}}},
    {TURNED, .0075, {{UH_THORAX_1, 1.160, 84}, {UH_LUMBAR_3, 1.100, 58}, {UH_LUMBAR_2, 1.056, 18}}},
    {TURNED, .0060, {{UH_LUMBAR_3, 1.090, 86}, {UH_LUMBAR_2, 1.046, 64}, {UH_LUMBAR_2, 1.020, 36}}},
    {TURNED,
     .0075,
     {{UH_THORAX_1, 1.160, 98}, {UH_LUMBAR_3, 1.100, 124}, {UH_LUMBAR_2, 1.056, 160}}},
};

// How strongly the cloth of a side is drawn together, 0..1.
static double strength_of(const struct uh_painter *p, enum cause cause, int side) {
    struct uh_vec3 up = turned(p, UH_THORAX_3, side, 0, 1, 0);
    double arm = uh_dot(turned(p, UH_UPPER_ARM, side, 0, 1, 0), up);
    switch (cause) {
    case ARM_HANGS:
        if (!p->sleeve_merged[side]) return 0; // its edge is seen
        return uh_smooth(.72, .92, arm) *
               uh_smooth(.50, .85,
                         fabs(uh_dot(turned(p, UH_THORAX_3, side, 1, 0, 0), p->camera->toward)));
    case ARM_RAISED:
        return uh_smooth(-.10, .55, -arm);
    case BENT_ASIDE:
        return uh_smooth(.10, .36, uh_dot(up, turned(p, UH_PELVIS, side, 0, 0, 1)));
    case BENT_FORWARD:
        return uh_smooth(.20, .60, uh_dot(up, turned(p, UH_PELVIS, side, 1, 0, 0)));
    case TURNED:
        return uh_smooth(
            .22, .55,
            -uh_dot(turned(p, UH_THORAX_3, side, 0, 0, 1), turned(p, UH_PELVIS, side, 1, 0, 0)));
    }
    return 0;
}

// Half the depth and width of the shirt, or of its sleeve, at a height of neutral standing.
static void girth_at(const struct uh_painter *p, int bone, double y, double *depth, double *width) {
    if (bone == UH_UPPER_ARM) {
        *depth = *width = .043 * p->build->arm;
        return;
    }
    double waist = uh_smooth(.10, 0, fabs(y - 1.07)), chest = uh_smooth(1.12, 1.26, y);
    *depth = .088 - .008 * waist + .008 * chest;
    *width = .130 - .012 * waist + .004 * chest;
    if (chest > 0) *depth *= p->build->chest_x, *width *= p->build->chest_z;
}

static struct uh_vec3 place_at(const struct uh_painter *p, const struct place *place, int side,
                               double *facing) {
    double depth, width, round = uh_radians(place->round);
    girth_at(p, place->bone, place->y, &depth, &width);
    bool sleeve = place->bone == UH_UPPER_ARM;
    double x = uh_cos(round), z = uh_sin(round);
    struct uh_vec3 out = uh_unit(uh_vec3(x / depth, 0, z / width));
    *facing = uh_dot(turned(p, place->bone, side, out.x, out.y, out.z), p->camera->toward);
    return on_bone(p, place->bone, side, (sleeve ? -.026 : -.004) + depth * x, place->y,
                   (sleeve ? .163 : 0) + width * z);
}

// A stroke along a parabola through three places, wide near its beginning, where cloth is pulled.
static void draw_stroke_of_cloth(struct uh_painter *p, const struct uh_spot *at, double width,
                                 struct uh_colour colour, int cloth) {
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int k = 0; k < 2 * CREASE_BITS; k++) {
        double u = (k <= CREASE_BITS ? k : 2 * CREASE_BITS - k) / (double)CREASE_BITS;
        double a = (1 - u) * (1 - 2 * u), b = 4 * u * (1 - u), c = u * (2 * u - 1);
        double da = 4 * u - 3, db = 4 - 8 * u, dc = 4 * u - 1;
        double tx = da * at[0].x + db * at[1].x + dc * at[2].x,
               ty = da * at[0].y + db * at[1].y + dc * at[2].y, length = uh_span(tx, ty) + 1e-6;
        double off = (k <= CREASE_BITS ? .5 : -.5) * width * 6.75 * u * (1 - u) * (1 - u);
        draw_spot(p, a * at[0].x + b * at[1].x + c * at[2].x - ty / length * off,
                  a * at[0].y + b * at[1].y + c * at[2].y + tx / length * off);
    }
    draw_fill(p, colour);
    draw_clip(p, cloth);
}

static void draw_crease(struct uh_painter *p, const struct crease *crease, int side,
                        struct uh_colour colour) {
    double strength = strength_of(p, crease->cause, side), facing[CREASE_POINTS];
    struct uh_spot at[CREASE_POINTS];
    if (strength < .02) return;
    for (int k = 0; k < CREASE_POINTS; k++)
        at[k] = project(p->camera, place_at(p, &crease->at[k], side, &facing[k]));
    double seen = strength * uh_smooth(.10, .40, facing[1]);
    if (seen < .02) return;
    colour.alpha = (uint8_t)(135 * seen);
    draw_stroke_of_cloth(p, at, crease->width * p->size * p->unit * (.5 + .5 * seen), colour,
                         p->parts[PART_TRUNK].path);
}

bool folds_too_fine(const struct uh_painter *p) {
    const double fold = .03, least = 4; // metres, picture units
    return fold * p->unit < least;
}

// A soft shade on the shirt about a place, of a half breadth and height in metres.
struct hollow {
    struct place at;
    double wide, high, alpha;
};

static void draw_hollow(struct uh_painter *p, const struct hollow *h, struct uh_colour shade) {
    double facing, s = p->size;
    struct uh_vec3 at = place_at(p, &h->at, UH_SIDE_RIGHT, &facing);
    double seen = h->alpha * uh_smooth(.15, .60, facing);
    if (seen < .02) return;
    shade.alpha = (uint8_t)(255 * seen);
    draw_soft_at(p, at, turned(p, h->at.bone, 0, 0, 0, h->wide * s),
                 turned(p, h->at.bone, 0, 0, h->high * s, 0), shade);
    draw_clip(p, p->parts[PART_TRUNK].path);
}

// Below the breast, and along the spine.
void draw_hollows(struct uh_painter *p, struct uh_colour shade) {
    struct hollow breasts[] = {{{UH_THORAX_2, 1.204, 26}, .078, .034, .18 * p->build->bust},
                               {{UH_THORAX_2, 1.204, -26}, .078, .034, .18 * p->build->bust}},
                  spine = {{UH_THORAX_1, 1.190, 180}, .034, .150, .32};
    if (folds_too_fine(p) || is_flat(p)) return;
    draw_hollow(p, &breasts[0], shade);
    draw_hollow(p, &breasts[1], shade);
    draw_hollow(p, &spine, shade);
}

// The collar bones, from the pit of the throat to where the shirt covers them.
void draw_collarbones(struct uh_painter *p, struct uh_colour shade) {
    double seen =
        uh_smooth(.15, .55, uh_dot(turned(p, UH_THORAX_5, 0, .9, .4, 0), p->camera->toward));
    if (seen < .02 || folds_too_fine(p) || is_flat(p)) return;
    shade = colour_shade(shade);
    shade.alpha = (uint8_t)(190 * seen);
    for (int side = 0; side < 2; side++) {
        struct uh_spot at[CREASE_POINTS] = {
            project(p->camera, on_bone(p, UH_THORAX_5, side, .034, 1.404, .012)),
            project(p->camera, on_bone(p, UH_THORAX_5, side, .026, 1.415, .034)),
            project(p->camera, on_bone(p, UH_CLAVICLE, side, .008, 1.424, .066))};
        draw_stroke_of_cloth(p, at, .0042 * p->size * p->unit, shade, p->parts[PART_NECK].path);
    }
}

// A bent knee: the shin below it lies in shade, and cloth folds under the kneecap.
void draw_knee(struct uh_painter *p, int side, struct uh_colour shade) {
    const double knee = .4845, z = .086, s = p->size;
    struct uh_vec3 shin = turned(p, UH_SHANK, side, 0, 1, 0);
    double bent = uh_smooth(.80, .35, uh_dot(shin, turned(p, UH_THIGH, side, 0, 1, 0))),
           facing = uh_dot(turned(p, UH_SHANK, side, 1, 0, 0), p->camera->toward),
           seen = bent * uh_smooth(.20, .60, facing);
    if (seen < .02 || folds_too_fine(p) || is_flat(p)) return;
    struct uh_colour soft = shade, fold = colour_shade(shade);
    int cloth = p->parts[PART_SHANK + side].path;
    soft.alpha = (uint8_t)(215 * seen);
    fold.alpha = (uint8_t)(200 * seen);
    draw_soft_at(p, on_bone(p, UH_SHANK, side, .044, knee - .085, z),
                 turned(p, UH_SHANK, side, 0, 0, .060 * s),
                 turned(p, UH_SHANK, side, 0, .060 * s, 0), soft);
    draw_clip(p, cloth);
    struct uh_spot at[CREASE_POINTS] = {
        project(p->camera, on_bone(p, UH_SHANK, side, .028, knee - .020, z + .040)),
        project(p->camera, on_bone(p, UH_SHANK, side, .050, knee - .050, z + .004)),
        project(p->camera, on_bone(p, UH_SHANK, side, .030, knee - .028, z - .038))};
    draw_stroke_of_cloth(p, at, .0050 * s * p->unit, fold, cloth);
}

void draw_creases(struct uh_painter *p, struct uh_colour shade) {
    enum { COUNT = sizeof creases / sizeof creases[0] };
    if (.0075 * p->unit < .9) return; // finer than anybody sees
    for (int i = 0; i < COUNT; i++)
        for (int side = 0; side < 2; side++) draw_crease(p, &creases[i], side, shade);
}

// Where a bent elbow folds the flesh between upper arm and forearm: from the crook towards the
// joint, if both lie open to the viewer and are one shape.
void draw_elbow_crease(struct uh_painter *p, int side, struct uh_colour line, double width) {
    const struct part *arm = &p->parts[PART_ARM + side], *forearm = &p->parts[PART_FOREARM + side];
    if (arm->path != forearm->path) return;
    struct uh_spot joint = project(p->camera, p->posture->at[uh_bone_on(UH_FOREARM, side)]);
    struct uh_vec3 up = turned(p, UH_UPPER_ARM, side, 0, 1, 0),
                   down = turned(p, UH_FOREARM, side, 0, -1, 0);
    double ax = uh_dot(up, p->camera->right), ay = -uh_dot(up, p->camera->up);
    double bx = uh_dot(down, p->camera->right), by = -uh_dot(down, p->camera->up);
    double a = uh_span(ax, ay), b = uh_span(bx, by);
    if (a < .4 || b < .4) return;
    double cosine = (ax * bx + ay * by) / (a * b);
    line.alpha = (uint8_t)(150 * uh_smooth(.15, .6, cosine) * uh_smooth(.97, .90, cosine) *
                           uh_smooth(.5, .8, fmin(a, b)));
    if (line.alpha < 8) return;
    double x = ax / a + bx / b, y = ay / a + by / b, length = uh_span(x, y);
    double crook = fmin(.165, .0425 / sqrt(fmax(.5 - .5 * cosine, .01))) * p->size * p->unit;
    struct uh_spot spots[3];
    for (int i = 0; i < 3; i++) {
        double along = crook * (1 - .24 * i) / length,
               aside = (i == 1 ? .003 : 0) * p->unit / length;
        spots[i] = (struct uh_spot){(float)(joint.x + x * along - y * aside),
                                    (float)(joint.y + y * along + x * aside)};
    }
    draw_line2(p, spots, 3, line, width * .8, forearm->path);
}
