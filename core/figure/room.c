// SPDX-License-Identifier: Apache-2.0
// The room behind the figure: wall with its arch, skirting, panelling, floor, rug, doorway. What
// draws a room of its own, as the page does, leaves this file out.
#include "painter.h"

#include <math.h>

#define INK 0x40303A

struct tones {
    struct uh_colour wall, arch, floor, skirting, edge;
    struct uh_colour wall_light, wall_shade, floor_light, floor_shade; // near the lamp, and far
};

static struct tones tones_of(const struct uh_painter *p) {
    bool dark = p->style->dark;
    struct uh_colour cloth = colour_of(p->palette->trousers); // a dark room takes its tint
    struct tones t = {.wall = colour_of(p->palette->wall),
                      .arch = colour_of(p->palette->arch),
                      .floor = colour_of(p->palette->floor)};
    double tint = p->style->muscles ? 0 : .14;
    if (dark) {
        t.wall = colour_mix(colour_of(0x252933), cloth, tint);
        t.floor = colour_mix(colour_of(0x343B49), cloth, tint);
        t.arch = colour_mix(t.wall, colour_of(p->palette->shirt), tint);
    }
    struct uh_colour between = colour_mix(t.floor, t.wall, .35);
    t.skirting = colour_mix(between, colour_of(0xffffff), dark ? .03 : .30);
    t.edge = colour_mix(between, colour_of(INK), .10);
    t.wall_light = colour_mix(t.wall, colour_of(0xFFFFFF), dark ? .08 : .28);
    t.wall_shade = colour_scale(t.wall, dark ? .80 : .935, dark ? .80 : .92, dark ? .82 : .91);
    t.floor_light = colour_mix(t.floor, colour_of(0xFFFFFF), dark ? .08 : .26);
    t.floor_shade = colour_scale(t.floor, dark ? .84 : .95, dark ? .84 : .935, dark ? .86 : .93);
    return t;
}

// Fills the last path, a wall, with a calm pool of light behind the figure.
static void fill_wall(struct uh_painter *p, struct uh_colour light, struct uh_colour shade) {
    double w = p->camera->width, h = p->camera->height;
    if (is_flat(p)) return;
    draw_pool(p, (struct uh_spot){(float)(w * .44), (float)(h * .36)}, w * .78, h * .92, light,
              shade);
}

// Fills the last path, the floor, so that it is lightest round the figure.
static void fill_floor(struct uh_painter *p, const struct tones *t) {
    double middle = (p->figure->low_x + p->figure->high_x) / 2,
           far = fmax(p->camera->width, p->camera->height) * .74;
    if (is_flat(p)) return;
    draw_pool(p, project(p->camera, uh_vec3(middle, 0, 0)), far,
              far * uh_bound(.35 + p->camera->toward.y, 0, 1), t->floor_light, t->floor_shade);
}

// A skirting board along a wall at x, from one z to another.
static void draw_skirting(struct uh_painter *p, double x, double z0, double z1,
                          const struct tones *t) {
    draw_quad(p, uh_vec3(x, 0, z0), uh_vec3(x, 0, z1), uh_vec3(x, .085, z1), uh_vec3(x, .085, z0),
              t->skirting);
    draw_quad(p, uh_vec3(x, .085, z0), uh_vec3(x, .085, z1), uh_vec3(x, .091, z1),
              uh_vec3(x, .091, z0), t->edge);
}

#define DADO .96 // height of the panelling on a wall that is leant on

// A wall that is leant on, from z to z: panelled to the hip, so that it is told from the room's.
static void draw_panelling(struct uh_painter *p, double x, double z0, double z1,
                           const struct tones *t) {
    const double wide = .30;
    struct uh_colour panel = colour_mix(t->wall_shade, t->skirting, .5),
                     joint = colour_mix(panel, t->edge, .55), rail = t->skirting;
    draw_quad(p, uh_vec3(x, 0, z0), uh_vec3(x, 0, z1), uh_vec3(x, DADO, z1), uh_vec3(x, DADO, z0),
              panel);
    draw_path(p);
    for (double z = ceil(z0 / wide) * wide; z < z1; z += wide) {
        draw_run(p, UH_CURVE_OPEN);
        draw_spot3(p, uh_vec3(x, .091, z));
        draw_spot3(p, uh_vec3(x, DADO, z));
    }
    draw_stroke(p, joint, .0035 * p->unit);
    draw_quad(p, uh_vec3(x, DADO, z0), uh_vec3(x, DADO, z1), uh_vec3(x, DADO + .042, z1),
              uh_vec3(x, DADO + .042, z0), rail);
    draw_quad(p, uh_vec3(x, DADO - .008, z0), uh_vec3(x, DADO - .008, z1), uh_vec3(x, DADO, z1),
              uh_vec3(x, DADO, z0), t->edge);
    draw_skirting(p, x, z0, z1, t);
}

static void draw_wall_behind(struct uh_painter *p, const struct tones *t) {
    double x = p->figure->wall_x;
    draw_quad(p, uh_vec3(x, 0, -6), uh_vec3(x, 0, 6), uh_vec3(x + 8, 0, 6), uh_vec3(x + 8, 0, -6),
              t->floor);
    fill_floor(p, t);
    draw_panelling(p, x, -2.4, 2.4, t);
}

// A wall before the figure, meeting the back wall of the room in a corner.
static void draw_wall_before(struct uh_painter *p, const struct tones *t) {
    double x = p->figure->wall_x, corner = p->camera->toward.z > 0 ? -1.25 : 1.25,
           near = -corner * 5;
    struct uh_colour light = colour_mix(colour_scale(t->wall, .955, .95, .945),
                                        colour_of(p->palette->accent), .03),
                     shade = colour_scale(light, .95, .94, .93);
    draw_quad(p, uh_vec3(x, 0, corner), uh_vec3(x, 0, near), uh_vec3(x - 8, 0, near),
              uh_vec3(x - 8, 0, corner), t->floor);
    fill_floor(p, t);
    double edge = fmin(project(p->camera, uh_vec3(x - 8, 0, near)).y,
                       project(p->camera, uh_vec3(x, 0, near)).y);
    if (edge < p->camera->height) {
        draw_rectangle(p, 0, edge, p->camera->width, p->camera->height, t->floor);
        fill_floor(p, t);
    }
    draw_quad(p, uh_vec3(x, 0, corner), uh_vec3(x - 8, 0, corner), uh_vec3(x - 8, .085, corner),
              uh_vec3(x, .085, corner), t->skirting);
    // What lies behind the wall is not seen: the wall runs on to the edge of the picture.
    for (int k = 0; k < 2; k++) {
        if (k == 0)
            draw_quad(p, uh_vec3(x, 0, corner), uh_vec3(x, 0, near), uh_vec3(x, 5, near),
                      uh_vec3(x, 5, corner), light);
        else
            draw_quad(p, uh_vec3(x, -4, near), uh_vec3(x + 8, -4, near), uh_vec3(x + 8, 5, near),
                      uh_vec3(x, 5, near), light);
        fill_wall(p, light, shade);
        if (k == 0) draw_panelling(p, x, fmin(corner, near), fmax(corner, near), t);
    }
}

// An arch painted on the wall, so that the figure stands before a calm colour unlike its skin. It
// goes down behind the floor.
static void draw_arch(struct uh_painter *p, const struct tones *t) {
    enum { ROUND = 10 };
    const struct uh_camera *c = p->camera;
    const double r = fmin(.39 * c->width, .47 * c->height), x = c->width / 2,
                 y = .075 * c->height + r;
    if (is_flat(p) || p->style->muscles) return;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    draw_spot(p, x - r, 1.5 * c->height);
    draw_spot(p, x - r, y + r * .3);
    for (int i = 0; i <= ROUND; i++) {
        double a = UH_PI * i / ROUND;
        draw_spot(p, x - r * uh_cos(a), y - r * uh_sin(a));
    }
    draw_spot(p, x + r, y + r * .3);
    draw_spot(p, x + r, 1.5 * c->height);
    draw_fill(p, t->arch);
}

// The room's wall with an opening; the next room is seen through it, in less light.
static void draw_door_wall(struct uh_painter *p, const struct tones *t) {
    double x = p->figure->wall_x, s = p->size, beyond = p->camera->toward.x < 0 ? -8 : 8;
    double half = UH_DOOR_HALF * s, edge = half + UH_DOOR_BOARD * .6 * s;
    bool dark = p->style->dark;
    struct uh_colour face = dark ? colour_of(0x30343F)
                                 : colour_mix(colour_scale(t->wall, .95, .945, .935),
                                              colour_of(p->palette->accent), .05);
    struct uh_colour board = colour_mix(face, colour_of(0xffffff), dark ? .05 : .35),
                     light = colour_mix(face, colour_of(0xffffff), dark ? .05 : .20),
                     shade = colour_scale(face, .95, .94, .93);
    const double lintel = 2.04 * s,
                 corners[][2] = {{-6, 0},   {-6, 4},        {6, 4},          {6, 0},
                                 {edge, 0}, {edge, lintel}, {-edge, lintel}, {-edge, 0}};
    draw_path(p);
    draw_run(p, UH_CURVE_STRAIGHT);
    for (int i = 0; i < 8; i++) draw_spot3(p, uh_vec3(x, corners[i][1], corners[i][0]));
    draw_fill(p, face);
    fill_wall(p, light, shade);
    for (int k = -1; k <= 1; k += 2)
        draw_quad(p, uh_vec3(x, 0, k * edge), uh_vec3(x, 0, k * 6), uh_vec3(x, .085, k * 6),
                  uh_vec3(x, .085, k * edge), board);
    draw_quad(p, uh_vec3(x, 0, -6), uh_vec3(x, 0, 6), uh_vec3(x + beyond, 0, 6),
              uh_vec3(x + beyond, 0, -6), t->floor);
    fill_floor(p, t);
    draw_quad(p, uh_vec3(x, 0, -half), uh_vec3(x, 0, half), uh_vec3(x + .10 * s, 0, half),
              uh_vec3(x + .10 * s, 0, -half), colour_mix(t->floor, colour_of(INK), .06));
}

static void draw_open_room(struct uh_painter *p, const struct tones *t) {
    const struct uh_camera *c = p->camera;
    struct uh_vec3 back = uh_unit(uh_vec3(c->toward.x, 0, c->toward.z));
    double horizon = project(c, uh_add(c->look, uh_scale(back, -1.35))).y, board = .055 * p->unit;
    bool door = p->figure->props & UH_PROP_DOORWAY;
    if (horizon < c->height) {
        draw_rectangle(p, 0, horizon, c->width, c->height, t->floor);
        fill_floor(p, t);
        draw_rectangle(p, 0, horizon - board, c->width, horizon, t->skirting);
        draw_rectangle(p, 0, horizon - board - .005 * p->unit, c->width, horizon - board, t->edge);
    }
    if (door) draw_door_wall(p, t);
}

// A round rug in the arch's colour under the mat.
static void draw_rug(struct uh_painter *p, const struct tones *t) {
    enum { ROUND = 24 };
    const double middle = (p->figure->low_x + p->figure->high_x) / 2, r = 1.02 * p->size;
    if (is_flat(p) || p->style->muscles) return;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < ROUND; i++) {
        double a = 2 * UH_PI * i / ROUND;
        draw_spot3(p, uh_vec3(middle + r * uh_cos(a), -.014 * p->size, r * uh_sin(a)));
    }
    draw_fill(p, colour_mix(t->arch, t->floor, .25));
}

void draw_room(struct uh_painter *p) {
    struct tones t = tones_of(p);
    unsigned props = p->figure->props;
    bool door = props & UH_PROP_DOORWAY, before_wall = p->camera->toward.x > .05;
    draw_rectangle(p, 0, 0, p->camera->width, p->camera->height, t.wall);
    if (door)
        fill_wall(p, t.arch, colour_scale(t.arch, .93, .935, .94));
    else
        fill_wall(p, t.wall_light, t.wall_shade);
    if (!door) draw_arch(p, &t);
    if (props & UH_PROP_WALL && before_wall) // from behind the wall it is left out
        draw_wall_behind(p, &t);
    else if (props & UH_PROP_FRONT_WALL)
        draw_wall_before(p, &t);
    else if (!(props & UH_PROP_WATER))
        draw_open_room(p, &t);
    if (props & UH_PROP_MAT) draw_rug(p, &t);
}
