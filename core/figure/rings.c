// SPDX-License-Identifier: Apache-2.0
// Edges of cloth are rings in space: hems, cuffs, the neckline. Of each the half is drawn that is
// turned to the viewer; which half that is follows from the ring itself, so that nothing jumps.
#include "painter.h"

#include <math.h>

enum { ARC = 14 };

// An angle along the half of a ring that is turned to the viewer.
static double seen_angle(const struct uh_painter *p, const struct ring *r, int step) {
    double a = uh_dot(r->u, p->camera->toward) / fmax(1e-9, uh_dot(r->u, r->u)),
           b = uh_dot(r->v, p->camera->toward) / fmax(1e-9, uh_dot(r->v, r->v));
    double middle = a == 0 && b == 0 ? 0 : uh_atan2(b, a);
    return middle + UH_PI * ((double)step / ARC - .5);
}

static struct uh_vec3 on_ring(const struct ring *r, double angle, double grow) {
    return uh_add(r->at, uh_combine(r->u, grow * uh_cos(angle), r->v, grow * uh_sin(angle)));
}

// A line along the seen half of a ring, moved a little, but not where a part covers it (or NULL).
void draw_ring(struct uh_painter *p, const struct ring *r, struct uh_vec3 shift,
               struct uh_colour colour, double width, const struct part *over) {
    struct uh_vec3 points[ARC + 1];
    int n = 0;
    for (int i = 0; i <= ARC; i++) {
        struct uh_vec3 at = uh_add(on_ring(r, seen_angle(p, r, i), 1), shift);
        struct uh_spot s = project(p->camera, at);
        if (!over || !part_covers(p, over, s.x, s.y)) points[n++] = at;
    }
    if (n > 1) draw_line(p, points, n, colour, width);
}

// What shows of the inside of an edge of cloth that opens to the viewer; `beyond` is how much
// farther it reaches on the far side, over what of the cloth is behind it.
void draw_inside(struct uh_painter *p, const struct ring *r, double beyond,
                 struct uh_colour colour) {
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < CIRCLE; i += 2) {
        double angle = 2 * UH_PI * i / CIRCLE;
        struct uh_vec3 way = uh_unit(uh_sub(on_ring(r, angle, 1), r->at));
        draw_spot3(p, on_ring(r, angle, 1 + beyond * fmax(0, -uh_dot(way, p->camera->toward))));
    }
    draw_fill(p, colour);
}

static double seen_from_behind(const struct uh_painter *p) {
    return uh_smooth(0, .25, -uh_dot(turned(p, UH_THORAX_5, 0, .35, .94, 0), p->camera->toward));
}

// A place on the collar: 0 its edge at the neck, 1 its seam. It rises over the slope of the
// shoulders, and over the nape where that is seen, and runs out where it turns away.
static struct uh_vec3 on_collar(const struct uh_painter *p, int step, double across) {
    double angle = seen_angle(p, &p->neckline, step), side = uh_sin(angle),
           wide = sqrt(uh_sin(UH_PI * step / ARC));
    double behind = seen_from_behind(p);
    struct uh_vec3 at = on_ring(&p->neckline, angle, .93 + .21 * across * wide);
    double lift = (.016 * side * side - .010 * across * wide + .004 * behind) * p->size;
    return uh_add(at, turned(p, UH_THORAX_5, 0, 0, lift, 0));
}

// From behind, where the shirt rises over the nape, only the seam, as far as there is cloth under
// it.
void draw_collar(struct uh_painter *p, struct uh_colour shirt, double width) {
    double behind = seen_from_behind(p);
    struct uh_vec3 seam[ARC + 1];
    struct uh_colour rib = colour_shade(shirt), line = colour_line(p, shirt);
    rib.alpha = (uint8_t)(255 * (1 - behind));
    line.alpha = (uint8_t)(255 - 115 * behind);
    if (rib.alpha > 0) {
        draw_path(p);
        draw_run(p, UH_CURVE_SMOOTH);
        for (int i = 0; i <= ARC; i++) draw_spot3(p, on_collar(p, i, 0));
        for (int i = ARC - 1; i > 0; i--) draw_spot3(p, on_collar(p, i, 1));
        draw_fill(p, rib);
    }
    int n = 0;
    for (int i = 0; i <= ARC; i++) {
        struct uh_vec3 at = on_collar(p, i, 1);
        struct uh_spot s = project(p->camera, at);
        if (behind < .5 || part_covers(p, &p->parts[PART_TRUNK], s.x, s.y)) seam[n++] = at;
    }
    if (n > 1) draw_line(p, seam, n, line, width * .7);
}

// The seam where a sleeve is set in: from before the armpit over the top of the shoulder to behind
// it, as far as it is turned to the viewer. Beside an arm that hangs its lower ends are hidden; of
// a raised arm it is not seen.
void draw_armhole(struct uh_painter *p, int side, struct uh_colour line, double width, int cloth) {
    enum { STEPS = 12 };
    const double s = p->size;
    struct uh_vec3 points[STEPS + 1], out = turned(p, UH_THORAX_4, side, 0, .03, 1),
                                      up = turned(p, UH_THORAX_4, side, 0, 1, -.03);
    double toward = uh_dot(out, p->camera->toward), end = 2.5 - uh_smooth(.3, .9, toward);
    struct ring hole = {uh_mix(on_bone(p, UH_CLAVICLE, side, -.030, 1.345, .138),
                               on_bone(p, UH_THORAX_4, side, -.030, 1.345, .138), .4),
                        turned(p, UH_THORAX_4, side, .056 * s, 0, 0), uh_scale(up, .070 * s)};
    line.alpha = (uint8_t)(line.alpha * uh_smooth(.85, .45, arm_raised(p, side)));
    if (line.alpha < 8 || folds_too_fine(p)) return;
    for (int i = 0, n = 0; i <= STEPS + 1; i++) {
        double from_top = end * (2. * i / STEPS - 1), x = uh_sin(from_top);
        struct uh_vec3 at = on_ring(&hole, UH_PI / 2 - from_top, 1);
        double facing = uh_dot(uh_sub(at, hole.at), p->camera->toward);
        if (i <= STEPS && facing > -(.003 + .028 * toward) * s) {
            points[n++] = uh_add(at, uh_scale(out, -.016 * x * x * s));
            continue;
        }
        if (n > 2) {
            draw_line(p, points, n, line, width);
            draw_clip(p, cloth);
        }
        n = 0;
    }
}
