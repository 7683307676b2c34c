// SPDX-License-Identifier: Apache-2.0
// The room behind the figure: wall, skirting, floor, window light, mat; and the shadows that give
// the body weight: one cast on floor or wall, and dark contact where it bears.
#include "painter.h"

#include <math.h>
#include <string.h>

#define INK 0x40303A
#define SHADOW 0x2B2233
#define CONTACT 0x241A2C
#define BARE_WALL 0x5C626E // behind the pale body of the heat picture

struct tones {
    struct uh_colour wall, floor, skirting, edge;
};

static struct tones tones_of(const struct uh_painter *p) {
    bool dark = p->style->dark;
    struct tones t = {.wall = colour_of(dark ? 0x252933 : p->palette->wall),
                      .floor = colour_of(dark ? 0x343B49 : p->palette->floor)};
    struct uh_colour between = colour_mix(t.floor, t.wall, .35);
    t.skirting = colour_mix(between, colour_of(0xffffff), dark ? .03 : .30);
    t.edge = colour_mix(between, colour_of(INK), .10);
    return t;
}

// A skirting board along a wall at x, from one z to another.
static void draw_skirting(struct uh_painter *p, double x, double z0, double z1,
                          const struct tones *t) {
    draw_quad(p, uh_vec3(x, 0, z0), uh_vec3(x, 0, z1), uh_vec3(x, .085, z1), uh_vec3(x, .085, z0),
              t->skirting);
    draw_quad(p, uh_vec3(x, .085, z0), uh_vec3(x, .085, z1), uh_vec3(x, .091, z1),
              uh_vec3(x, .091, z0), t->edge);
}

// Joints of boards: a wall that is leaned on is told from the room's far one.
static void draw_boards(struct uh_painter *p, double x, double z0, double z1,
                        struct uh_colour line) {
    const double wide = .36;
    for (double z = ceil(z0 / wide) * wide; z < z1; z += wide) {
        struct uh_vec3 ends[2] = {uh_vec3(x, .091, z), uh_vec3(x, 4, z)};
        draw_line(p, ends, 2, line, .003 * p->unit);
    }
}

static void draw_wall_behind(struct uh_painter *p, const struct tones *t) {
    double x = p->figure->wall_x;
    draw_quad(p, uh_vec3(x, 0, -6), uh_vec3(x, 0, 6), uh_vec3(x + 8, 0, 6), uh_vec3(x + 8, 0, -6),
              t->floor);
    draw_boards(p, x, -2.2, 2.2, colour_mix(t->wall, t->edge, .45));
    draw_skirting(p, x, -6, 6, t);
}

// A wall before the figure, meeting the back wall of the room in a corner.
static void draw_wall_before(struct uh_painter *p, const struct tones *t) {
    double x = p->figure->wall_x, corner = p->camera->toward.z > 0 ? -1.25 : 1.25,
           near = -corner * 5;
    struct uh_colour face =
        colour_mix(colour_scale(t->wall, .955, .95, .945), colour_of(p->palette->accent), .03);
    draw_quad(p, uh_vec3(x, 0, corner), uh_vec3(x, 0, near), uh_vec3(x - 8, 0, near),
              uh_vec3(x - 8, 0, corner), t->floor);
    double edge = fmin(project(p->camera, uh_vec3(x - 8, 0, near)).y,
                       project(p->camera, uh_vec3(x, 0, near)).y);
    if (edge < p->camera->height)
        draw_rectangle(p, 0, edge, p->camera->width, p->camera->height, t->floor);
    draw_quad(p, uh_vec3(x, 0, corner), uh_vec3(x - 8, 0, corner), uh_vec3(x - 8, .085, corner),
              uh_vec3(x, .085, corner), t->skirting);
    draw_quad(p, uh_vec3(x, 0, corner), uh_vec3(x, 0, near), uh_vec3(x, 5, near),
              uh_vec3(x, 5, corner), face);
    draw_skirting(p, x, corner, near, t);
    // What lies behind the wall is not seen: the wall runs on to the edge of the picture.
    draw_quad(p, uh_vec3(x, -4, near), uh_vec3(x + 8, -4, near), uh_vec3(x + 8, 5, near),
              uh_vec3(x, 5, near), face);
}

static void draw_window_light(struct uh_painter *p, double horizon) {
    double w = p->camera->width, h = p->camera->height;
    double left = w * .60, top = fmax(fmin(horizon, h * .92) - .86 * h, -.10 * h);
    double pane_w = w * .105, pane_h = h * .27, slant = w * .075;
    for (int row = 0; row < 2; row++)
        for (int column = 0; column < 2; column++) {
            double x = left + column * (pane_w + w * .012) - row * slant * 1.05;
            double y = top + row * (pane_h + h * .018) + column * h * .035;
            draw_path(p);
            draw_run(p, UH_CURVE_STRAIGHT);
            draw_spot(p, x, y);
            draw_spot(p, x + pane_w, y + h * .035);
            draw_spot(p, x + pane_w - slant, y + pane_h + h * .035);
            draw_spot(p, x - slant, y + pane_h);
            draw_fill(p, colour_clear(0xFFFFFF, .28));
        }
}

// The room's wall with an opening; the next room is seen through it.
static void draw_door_wall(struct uh_painter *p, const struct tones *t) {
    double x = p->figure->wall_x, s = p->size, beyond = p->camera->toward.x < 0 ? -8 : 8;
    bool dark = p->style->dark;
    struct uh_colour face = dark ? colour_of(0x30343F)
                                 : colour_mix(colour_scale(t->wall, .95, .945, .935),
                                              colour_of(p->palette->accent), .05);
    struct uh_colour board = colour_mix(face, colour_of(0xffffff), dark ? .05 : .35);
    for (int k = -1; k <= 1; k += 2) {
        draw_quad(p, uh_vec3(x, 0, k * .48 * s), uh_vec3(x, 0, k * 6), uh_vec3(x, 4, k * 6),
                  uh_vec3(x, 4, k * .48 * s), face);
        draw_quad(p, uh_vec3(x, 0, k * .5 * s), uh_vec3(x, 0, k * 6), uh_vec3(x, .085, k * 6),
                  uh_vec3(x, .085, k * .5 * s), board);
    }
    draw_quad(p, uh_vec3(x, 2.04 * s, -.6 * s), uh_vec3(x, 2.04 * s, .6 * s), uh_vec3(x, 4, .6 * s),
              uh_vec3(x, 4, -.6 * s), face);
    draw_quad(p, uh_vec3(x, 0, -6), uh_vec3(x, 0, 6), uh_vec3(x + beyond, 0, 6),
              uh_vec3(x + beyond, 0, -6), t->floor);
    draw_quad(p, uh_vec3(x, 0, -.425 * s), uh_vec3(x, 0, .425 * s),
              uh_vec3(x + .14 * s, 0, .425 * s), uh_vec3(x + .14 * s, 0, -.425 * s),
              colour_mix(t->floor, colour_of(INK), .06));
}

static void draw_open_room(struct uh_painter *p, const struct tones *t) {
    const struct uh_camera *c = p->camera;
    struct uh_vec3 back = uh_unit(uh_vec3(c->toward.x, 0, c->toward.z));
    double horizon = project(c, uh_add(c->look, uh_scale(back, -1.35))).y, board = .055 * p->unit;
    draw_rectangle(p, 0, horizon, c->width, c->height, t->floor);
    draw_rectangle(p, 0, horizon - board, c->width, horizon, t->skirting);
    draw_rectangle(p, 0, horizon - board - .005 * p->unit, c->width, horizon - board, t->edge);
    bool door = p->figure->props & UH_PROP_DOORWAY;
    if (!door && !p->style->dark && !p->style->muscles && c->toward.y < .32)
        draw_window_light(p, horizon);
    if (door) draw_door_wall(p, t);
}

// A mat with round corners: its edge, its top, a seam.
static void draw_mat_layer(struct uh_painter *p, double drop, double inset) {
    double s = p->size, r = .05 * s, x0 = p->figure->low_x, x1 = p->figure->high_x, z = .34 * s;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int corner = 0; corner < 4; corner++)
        for (int i = 0; i <= 4; i++) {
            double a = (corner + i / 4.) * 1.5707963267948966;
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
    draw_fill(p, mat);
    draw_mat_layer(p, 0, .028 * p->size);
    draw_stroke(p, colour_mix(mat, colour_of(0xffffff), .28), .004 * p->unit);
}

enum { RIM = 8 }; // spots round a disc's shadow

// The shadow of one disc, flat on floor or wall, spreading with distance.
static int shadow_spots(const struct uh_painter *p, const struct disc *disc, bool arm, bool wall,
                        double grow, struct uh_vec3 slant, struct uh_spot *spots) {
    struct uh_vec3 at = disc->at;
    double height = wall ? fabs(at.x - p->figure->wall_x) : at.y, r = disc->radius;
    if (wall && p->figure->props & UH_PROP_FRONT_WALL && (height > .10 || at.y < .3)) return 0;
    if (!wall && arm) { // raised arms fall into the trunk's shadow
        struct uh_vec3 trunk = p->posture->at[UH_THORAX_4];
        double f = uh_smooth(.55, .95, at.y);
        at.x += (trunk.x - at.x) * f;
        at.z += (trunk.z - at.z) * f;
    }
    r *= wall ? grow : grow + .45 * uh_bound(height, 0, 1.2);
    if (!wall && arm) r *= 1 - .9 * uh_smooth(.55, .95, height);
    for (int t = 0; t < RIM; t++) {
        double a = r * p->cosine[t * 3], b = r * p->sine[t * 3];
        struct uh_vec3 e =
            wall ? uh_vec3(p->figure->wall_x, fmax(at.y + slant.y * height + a, 0),
                           at.z + slant.z * height + b)
                 : uh_vec3(at.x + slant.x * height + a, 0, at.z + slant.z * height + b);
        spots[t] = project(p->camera, e);
    }
    return RIM;
}

static void pick_shadow(struct uh_painter *p, const struct part *t, int from, int to, bool arm,
                        bool wall, double grow, struct uh_vec3 slant) {
    struct uh_spot spots[DISC_MAX * RIM], hull[DISC_MAX * RIM * 2];
    int n = 0, stride = t->disc_count > 20 ? 5 : t->disc_count > 6 ? 2 : 1;
    for (int i = from; i < to; i += stride)
        n += shadow_spots(p, &t->discs[i], arm, wall, grow, slant, spots + n);
    if (n < 3) return;
    n = hull_of(spots, n, hull);
    pick(p, polygon_add(p, hull, n > POLYGON_SPOTS ? POLYGON_SPOTS : n));
}

static void draw_cast_shadow(struct uh_painter *p, bool wall, double grow, double alpha,
                             struct uh_vec3 slant) {
    int before = p->polygon_count;
    pick_none(p);
    for (int id = 0; id < PART_PROPS; id++) {
        const struct part *t = &p->parts[id];
        bool trunk = id == PART_TRUNK, arm = id >= PART_ARM;
        pick_shadow(p, t, trunk ? 6 : 0, t->disc_count, arm, wall, grow, slant);
        if (trunk) pick_shadow(p, t, 0, 7, false, wall, grow, slant);
    }
    if (!wall && p->figure->props & UH_PROP_CHAIR) {
        struct uh_spot corners[4], hull[8];
        for (int i = 0; i < 4; i++)
            corners[i] =
                project(p->camera, uh_vec3(p->figure->chair_x + (i & 1 ? .2 : -.24) + slant.x * .3,
                                           0, (i & 2 ? .2 : -.2) + slant.z * .3));
        pick(p, polygon_add(p, hull, hull_of(corners, 4, hull)));
    }
    draw_outline(p, 1.6);
    draw_fill(p, colour_clear(SHADOW, alpha));
    p->polygon_count = before;
}

// A soft dark spot on the floor, which a camera that looks down less sees flatter.
static void draw_floor_spot(struct uh_painter *p, double x, double z, double radius, double alpha) {
    double r = radius * p->unit, flat = uh_bound(p->camera->toward.y, .12, 1);
    draw_soft_ellipse(p, project(p->camera, uh_vec3(x, 0, z)), r, r * flat,
                      colour_clear(CONTACT, alpha));
}

// Dark where weight meets the ground.
static void draw_contact(struct uh_painter *p) {
    static const struct {
        const char *name;
        double radius;
    } spots[] = {
        {"palm", .050}, {"tips", .026},    {"heel", .036},    {"ball", .042},    {"toe", .024},
        {"knee", .044}, {"shin", .040},    {"instep", .030},  {"elbow", .040},   {"wrist", .030},
        {"seat", .090}, {"hipflank", .11}, {"shoulder", .07}, {"forehead", .05}, {"belly", .12},
        {"pubis", .12}, {"chest", .12},    {"sacrum", .11},   {"upback", .11},   {"midback", .11},
        {"skull", .07},
    };
    for (size_t i = 0; i < sizeof spots / sizeof spots[0]; i++)
        for (int kind = 0; kind < uh_site_count; kind++) {
            const struct uh_site_kind *k = &uh_sites[kind];
            if (strcmp(k->name, spots[i].name) != 0) continue;
            for (int side = 0; side < (k->paired ? 2 : 1); side++) {
                int site = kind * 2 + side;
                struct uh_vec3 at = uh_site_at(p->skeleton, p->posture, site);
                double above = at.y - uh_site_radius(p->skeleton, site);
                double a = uh_smooth(.040, .004, above), r = spots[i].radius * p->size;
                if (a < .03) continue;
                draw_floor_spot(p, at.x + .006, at.z, r * 1.7, .34 * a);
            }
        }
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
    for (int k = -1; k <= 1; k += 2)
        draw_quad(p, uh_vec3(x, 0, k * .48), uh_vec3(x, 0, k * .62), uh_vec3(x, 2.16, k * .62),
                  uh_vec3(x, 2.16, k * .48), wall);
    draw_quad(p, uh_vec3(x, 2.02, -.62), uh_vec3(x, 2.02, .62), uh_vec3(x, 2.16, .62),
              uh_vec3(x, 2.16, -.62), wall);
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
    struct tones t = tones_of(p);
    bool dark = p->style->dark;
    unsigned props = p->figure->props;
    if (!p->style->plain) {
        draw_rectangle(p, 0, 0, p->camera->width, p->camera->height, t.wall);
        bool before_wall = p->camera->toward.x > .05; // from behind the wall it is left out
        if (props & UH_PROP_WALL && before_wall)
            draw_wall_behind(p, &t);
        else if (props & UH_PROP_FRONT_WALL)
            draw_wall_before(p, &t);
        else if (!(props & UH_PROP_WATER))
            draw_open_room(p, &t);
    } else {
        draw_bare_walls(p);
    }
    if (props & UH_PROP_MAT) draw_mat(p);
    if (props & UH_PROP_WATER) return;
    struct uh_vec3 slant = uh_scale(p->camera->right, .06);
    slant.y = 0;
    draw_cast_shadow(p, false, 1.28, dark ? .16 : .075, slant);
    draw_cast_shadow(p, false, 1.0, dark ? .22 : .095, slant);
    if (props & UH_PROP_FRONT_WALL || (props & UH_PROP_WALL && p->camera->toward.x > .05)) {
        double aside = p->camera->right.z > 0 ? .30 : -.30;
        draw_cast_shadow(p, true, 1.22, dark ? .14 : .06, uh_vec3(0, -.40, 1.8 * aside));
        draw_cast_shadow(p, true, 1.0, dark ? .24 : .11, uh_vec3(0, -.22, aside));
    }
    draw_contact(p);
}
