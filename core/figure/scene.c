// SPDX-License-Identifier: Apache-2.0
// What the figure stands on and leans on, where there is a room or none: mat, bare walls, water.
#include "painter.h"

#include <math.h>

#define SHADOW 0x2B2233
#define BARE_WALL 0x5C626E // behind the pale body of the heat picture

// A mat with round corners: its edge, its top, a seam.
static void draw_mat_layer(struct uh_painter *p, double drop, double inset) {
    double s = p->size, r = .05 * s, x0 = p->figure->low_x, x1 = p->figure->high_x, z = .34 * s;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int corner = 0; corner < 4; corner++)
        for (int i = 0; i <= 4; i++) {
            double a = (corner + i / 4.) * UH_PI / 2;
            double cx = corner == 0 || corner == 3 ? x1 - r - inset : x0 + r + inset;
            double cz = corner < 2 ? z - r - inset : -z + r + inset;
            draw_spot3(p, uh_vec3(cx + r * uh_cos(a), drop, cz + r * uh_sin(a)));
        }
}

static void draw_mat(struct uh_painter *p) {
    struct uh_colour mat = colour_of(p->palette->mat);
    if (p->style->dark) mat = colour_mix(mat, colour_of(0x252933), .25);
    draw_mat_layer(p, -.012 * p->size, 0);
    draw_fill(p, colour_scale(mat, .78, .76, .80));
    draw_mat_layer(p, 0, 0);
    draw_fade(p, project(p->camera, uh_vec3(p->figure->low_x, 0, 0)),
              project(p->camera, uh_vec3(p->figure->high_x, 0, 0)),
              colour_mix(mat, colour_of(0xffffff), .10), colour_scale(mat, .96, .955, .96));
    draw_mat_layer(p, 0, .028 * p->size);
    draw_stroke(p, colour_mix(mat, colour_of(0xffffff), .28), .004 * p->unit);
}

// A wall beside the figure in a room that the front draws: cut through on the near side, and on out
// of the picture.
static void draw_wall_beside(struct uh_painter *p) {
    double x = p->figure->wall_x, near = p->camera->toward.z > 0 ? .72 : -.72;
    bool dark = p->style->dark;
    draw_quad(p, uh_vec3(x, 0, -near), uh_vec3(x, 0, near), uh_vec3(x, 6, near),
              uh_vec3(x, 6, -near), colour_clear(0xFFFFFF, dark ? .11 : .62));
    draw_quad(p, uh_vec3(x, -3, near), uh_vec3(x + 6, -3, near), uh_vec3(x + 6, 6, near),
              uh_vec3(x, 6, near), colour_clear(dark ? 0xFFFFFF : SHADOW, dark ? .05 : .10));
}

// Where there is no room, only what the move leans on: a piece of wall, or the frame of a door.
static void draw_bare_walls(struct uh_painter *p) {
    double x = p->figure->wall_x;
    unsigned props = p->figure->props;
    if (p->style->staged) {
        if (props & UH_PROP_FRONT_WALL) draw_wall_beside(p);
        return;
    }
    struct uh_colour wall = colour_of(p->style->muscles ? BARE_WALL : p->palette->wall);
    if (props & (UH_PROP_WALL | UH_PROP_FRONT_WALL))
        draw_quad(p, uh_vec3(x, 0, -.72), uh_vec3(x, 0, .72), uh_vec3(x, 2.12, .72),
                  uh_vec3(x, 2.12, -.72), wall);
    if (!(props & UH_PROP_DOORWAY)) return;
    double edge = UH_DOOR_HALF + UH_DOOR_BOARD / 2;
    for (int k = -1; k <= 1; k += 2)
        draw_quad(p, uh_vec3(x, 0, k * edge), uh_vec3(x, 0, k * (edge + .14)),
                  uh_vec3(x, 2.16, k * (edge + .14)), uh_vec3(x, 2.16, k * edge), wall);
    draw_quad(p, uh_vec3(x, 2.02, -edge - .14), uh_vec3(x, 2.02, edge + .14),
              uh_vec3(x, 2.16, edge + .14), uh_vec3(x, 2.16, -edge - .14), wall);
}

// Water as a pane of colour before what is below its surface, from edge to edge; waves on top.
void draw_water(struct uh_painter *p) {
    enum { STEPS = 24 };
    double level = project(p->camera, uh_vec3(0, p->figure->water_y, 0)).y;
    double width = p->camera->width, swell = .008 * p->unit * p->size;
    struct uh_spot top[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
        double x = width * (i * 1.04 / STEPS - .02);
        top[i] = (struct uh_spot){(float)x, (float)(level + (i % 2 ? swell : -swell))};
    }
    draw_path(p);
    draw_run(p, UH_CURVE_STRAIGHT);
    for (int i = 0; i <= STEPS; i++) draw_spot(p, (double)top[i].x, (double)top[i].y);
    draw_spot(p, width * 1.02, p->camera->height * 1.02);
    draw_spot(p, -width * .02, p->camera->height * 1.02);
    draw_fill(p, colour_clear(0x3F8FB5, p->style->dark ? .36 : .27));
    draw_line2(p, top, STEPS + 1, colour_clear(0xFFFFFF, .75), .010 * p->unit, -1);
}

void draw_scene(struct uh_painter *p) {
    unsigned props = p->figure->props;
    if (p->style->plain)
        draw_bare_walls(p);
    else
        draw_room(p);
    if (props & UH_PROP_MAT) draw_mat(p);
    if (props & UH_PROP_WATER) return;
    draw_shadows(p);
}
