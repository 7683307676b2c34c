// SPDX-License-Identifier: Apache-2.0
// The light: one soft lamp at the upper left. Skin, shirt, trousers and head each run from light to
// shade over all of the body, so that pieces painted over one another meet without a seam; at its
// far edge each form has a narrow shade, and what is round has its own.
#include "painter.h"

#include <math.h>

#define LAMP_X .57 // the way of the light on the picture
#define LAMP_Y .82

// Palettes whose colours have to be told apart at once stay flat.
bool is_flat(const struct uh_painter *p) {
    return !p->style->muscles &&
           (p->style->palette == UH_PALETTE_CONTRAST || p->style->palette == UH_PALETTE_NIGHT);
}

// Where parts begin and end along a direction on the picture.
static void span_of(const struct uh_painter *p, unsigned parts, double dx, double dy, double *low,
                    double *high) {
    *low = 1e9, *high = -1e9;
    for (int id = 0; id < PART_PROPS; id++)
        for (int i = 0; i < p->parts[id].disc_count && parts >> id & 1; i++) {
            const struct disc *d = &p->parts[id].discs[i];
            double s = (double)d->x * dx + (double)d->y * dy, r = d->radius * p->unit;
            *low = fmin(*low, s - r);
            *high = fmax(*high, s + r);
        }
}

// The way that light fades: from the lamp, but rather across a part than along it.
static void way_across(const struct uh_painter *p, const struct part *part, double *dx,
                       double *dy) {
    const struct disc *a = &part->discs[0], *b = &part->discs[part->disc_count - 1];
    double x = (double)b->x - a->x, y = (double)b->y - a->y, length = uh_span(x, y);
    double share = length / (length + .2 * p->unit) * 1.6; // seen end on, it has no across
    double across = length > 0 ? (LAMP_X * -y + LAMP_Y * x) / length : 0;
    *dx = LAMP_X + (length > 0 ? share * across * -y / length : 0);
    *dy = LAMP_Y + (length > 0 ? share * across * x / length : 0);
    double all = uh_span(*dx, *dy);
    *dx /= all;
    *dy /= all;
}

// Coarse enough to be written briefly, fine enough that no frame differs much from the one before.
static float quarter(double x) {
    return (float)(round(4 * x) / 4);
}

static void light_field(struct uh_painter *p, enum look look, unsigned parts, double dx,
                        double dy) {
    double low, high;
    span_of(p, parts, dx, dy, &low, &high);
    struct uh_blend *field = &p->light[look];
    const struct disc *middle = &p->parts[PART_TRUNK].discs[0];
    double at = (double)middle->x * dx + (double)middle->y * dy;
    *field = (struct uh_blend){
        .kind = UH_BLEND_LINE,
        .at = {quarter(middle->x + (low - at) * dx), quarter(middle->y + (low - at) * dy)},
        .reach = {quarter((high - low) * dx), quarter((high - low) * dy)},
    };
}

// Finds how light falls on the body as it stands.
void find_light(struct uh_painter *p) {
    const unsigned legs = 1u << PART_PELVIS | 3u << PART_THIGH | 3u << PART_SHANK;
    double dx, dy;
    way_across(p, &p->parts[PART_TRUNK], &dx, &dy);
    light_field(p, LOOK_SHIRT, 1u << PART_TRUNK, dx, dy);
    light_field(p, LOOK_TROUSERS, legs, LAMP_X, LAMP_Y);
    light_field(p, LOOK_SKIN, (1u << PART_PROPS) - 1, LAMP_X, LAMP_Y);
    light_field(p, LOOK_HEAD, 1u << PART_HEAD | 1u << PART_NECK, LAMP_X, LAMP_Y);
}

// A colour in the light: brighter, and hardly paler.
static struct uh_colour in_light(struct uh_colour c, double much) {
    static const struct uh_colour lamp = {255, 246, 226, 255};
    int most = c.red > c.green ? c.red : c.green;
    if (c.blue > most) most = c.blue;
    double lift = fmin(1 + .20 * much, 250. / (most + 1));
    return colour_mix(colour_scale(c, lift, lift, lift), lamp, .055 * much);
}

// How light falls across one round thing: a rod, a roller, a band.
void find_light_on_prop(struct uh_painter *p, const struct part *part) {
    const struct disc *a = &part->discs[0], *b = &part->discs[part->disc_count - 1];
    double x = (double)b->x - a->x, y = (double)b->y - a->y, length = uh_span(x, y),
           r = part->discs[part->disc_count / 2].radius * p->unit;
    double dx = LAMP_X, dy = LAMP_Y;
    p->light[LOOK_PROP] = (struct uh_blend){.kind = UH_BLEND_NONE};
    if (r < 1.6) return;                 // too thin to be seen round
    if (part->tag == TAG_PILLOW) return; // flat on top
    if (length > r) {
        double side = LAMP_X * -y + LAMP_Y * x > 0 ? 1 : -1;
        dx = side * -y / length;
        dy = side * x / length;
    }
    p->light[LOOK_PROP] = (struct uh_blend){
        .kind = UH_BLEND_LINE,
        .at = {(float)((double)(a->x + b->x) / 2 - dx * r),
               (float)((double)(a->y + b->y) / 2 - dy * r)},
        .reach = {(float)(2 * dx * r), (float)(2 * dy * r)},
    };
}

// Fills the last path as the light falls on skin or cloth of a colour.
void draw_lit(struct uh_painter *p, enum look look, struct uh_colour base) {
    draw_fill(p, base);
    if (is_flat(p)) return;
    struct uh_blend blend = p->light[look];
    const struct uh_path *path = &p->drawing->paths[p->drawing->path_count - 1];
    blend.at.x -= path->dx; // light stays where it is, whatever is shifted
    blend.at.y -= path->dy;
    double much = look == LOOK_SKIN || look == LOOK_HEAD ? .55 : look == LOOK_PROP ? 1.5 : 1;
    if (blend.kind == UH_BLEND_NONE) return;
    draw_fill(p, in_light(base, much));
    blend.to = colour_mix(base, colour_shade(base), .9 * much);
    draw_blend(p, &blend);
}

// A soft light on the chest or between the blades, whichever is seen, on a piece of shirt that lies
// between two edges of the picture; on all pieces it is one light.
void draw_chest_light(struct uh_painter *p, int shirt, float x0, float x1) {
    double s = p->size, high = .26, wide = .19;
    struct uh_vec3 at = turned(p, UH_THORAX_4, 0, 0, .02, 0),
                   up = turned(p, UH_THORAX_4, 0, 0, 1, 0), toward = p->camera->toward;
    struct uh_vec3 across = uh_cross(up, toward);
    if (is_flat(p) || uh_length(across) < .3) return;
    at = uh_add(p->posture->at[UH_THORAX_4], uh_scale(at, s));
    struct uh_spot middle = project(p->camera, at),
                   reach = project(p->camera, uh_add(at, uh_scale(up, high * s))),
                   aside = project(p->camera, uh_add(at, uh_scale(uh_unit(across), wide * s)));
    reach.x -= middle.x, reach.y -= middle.y;
    aside.x -= middle.x, aside.y -= middle.y;
    middle.x -= (float)(LAMP_X * .05 * s * p->unit);
    middle.y -= (float)(LAMP_Y * .03 * s * p->unit);
    double half = .8 * uh_span((double)reach.x, (double)aside.x);
    if (x1 < middle.x - half || x0 > middle.x + half) return;
    draw_soft_ellipse(p, middle, reach, aside,
                      colour_clear(0xFFF6E2, p->style->muscles ? .26 : .15));
    draw_clip(p, shirt);
}

// Fills the last path, hair, with a soft sheen.
void draw_sheen(struct uh_painter *p, struct uh_colour hair) {
    struct uh_blend blend = p->light[LOOK_HEAD];
    draw_fill(p, hair);
    if (is_flat(p)) return;
    draw_fill(p, colour_mix(hair, colour_of(0xFFDDB4), .09));
    blend.to = colour_scale(hair, .88, .86, .88);
    draw_blend(p, &blend);
}

// A shape in shade, and over it the whole that it is part of, shifted towards the light and cut to
// the shape, as the light falls on it.
void draw_form(struct uh_painter *p, int path, int whole, enum look look, struct uh_colour base,
               double strength) {
    struct uh_colour shade = colour_shade(base);
    double k = strength * p->unit;
    if (look == LOOK_PROP && p->light[LOOK_PROP].kind != UH_BLEND_NONE && !is_flat(p)) {
        draw_again(p, path, -1, 0, 0, base);
        draw_lit(p, look, base);
        return;
    }
    draw_again(p, path, -1, 0, 0, shade);
    draw_again(p, whole, path, -.008 * k, -.012 * k, base);
    draw_lit(p, look, base);
}
