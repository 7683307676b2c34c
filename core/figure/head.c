// SPDX-License-Identifier: Apache-2.0
// The head: skull, jaw, cheeks, nose and lips as one outline, ears that stand off a little, and the
// shade below the jaw. face.c and hair.c paint on it.
#include "head.h"

#include <math.h>

struct uh_vec3 on_head(const struct uh_painter *p, int side, const short at[3]) {
    return on_bone(p, UH_HEAD, side, at[0] * TENTH, at[1] * TENTH, at[2] * TENTH);
}

struct form form_of(const struct uh_painter *p, double x, double y, double a, double b, double c,
                    double lean) {
    struct form form = {.centre = {x, y, 0},
                        .at = on_bone(p, UH_HEAD, 0, x, y, 0),
                        .half = {a, b, c},
                        .lean = uh_rotation(uh_vec3(0, 0, lean))};
    form.turn = uh_times(&p->posture->turn[UH_HEAD], &form.lean);
    struct uh_vec3 d = uh_turn_back(&form.turn, p->camera->toward);
    form.view = uh_unit(uh_vec3(d.x * a, d.y * b, d.z * c));
    for (int axis = 0; axis < 3; axis++) form.half[axis] *= p->size;
    return form;
}

struct uh_vec3 form_direction(const struct form *form, struct uh_vec3 from_middle) {
    return uh_unit(uh_vec3(from_middle.x / form->half[0], from_middle.y / form->half[1],
                           from_middle.z / form->half[2]));
}

struct uh_vec3 form_toward(const struct form *form, const short at[3], int side) {
    struct uh_vec3 point =
        uh_scale(uh_vec3(at[0], at[1], side == UH_SIDE_LEFT ? -at[2] : at[2]), TENTH);
    return form_direction(form, uh_turn_back(&form->lean, uh_sub(point, form->centre)));
}

struct uh_vec3 form_at(const struct form *form, struct uh_vec3 n) {
    double swell = 1;
    for (int i = 0; i < form->bump_count; i++) {
        double near = fmax(0, uh_dot(n, form->bumps[i].to));
        swell += form->bumps[i].by * near * near * near * near;
    }
    return uh_add(form->at, uh_turn(&form->turn, uh_vec3(n.x * form->half[0] * swell,
                                                         n.y * form->half[1] * swell,
                                                         n.z * form->half[2] * swell)));
}

void form_rim(const struct form *form, struct uh_vec3 *u, struct uh_vec3 *v) {
    struct uh_vec3 across = fabs(form->view.y) < .9 ? uh_vec3(0, 1, 0) : uh_vec3(1, 0, 0);
    *u = uh_unit(uh_cross(across, form->view));
    *v = uh_cross(form->view, *u);
}

struct uh_vec3 folded(struct uh_vec3 direction, struct uh_vec3 view) {
    double out = uh_dot(direction, view);
    return out < 0 ? uh_unit(uh_sub(direction, uh_scale(view, out))) : direction;
}

double head_facing(const struct uh_painter *p, int side, double x, double y, double z) {
    struct uh_vec3 n = uh_unit(uh_vec3(x, y, z));
    return uh_dot(turned(p, UH_HEAD, side, n.x, n.y, n.z), p->camera->toward);
}

bool head_fine(const struct uh_painter *p) {
    return p->unit * p->size > 330;
}

bool draw_patch(struct uh_painter *p, const struct form *form, const short (*at)[3], int count,
                int side, struct uh_colour fill, int clip) {
    enum { SPOTS = 24 };
    struct uh_vec3 n[SPOTS];
    bool seen = false;
    for (int i = 0; i < count; i++) {
        n[i] = form_toward(form, at[i], side);
        seen |= uh_dot(n[i], form->view) > 0;
        n[i] = folded(n[i], form->view);
    }
    if (!seen) return false;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < count; i++) draw_spot3(p, form_at(form, n[i]));
    draw_fill(p, fill);
    draw_clip(p, clip);
    return true;
}

static void project_rim(const struct uh_painter *p, const struct form *form,
                        struct uh_spot spots[CIRCLE]) {
    struct uh_vec3 u, v;
    form_rim(form, &u, &v);
    for (int i = 0; i < CIRCLE; i++)
        spots[i] = project(
            p->camera, form_at(form, uh_combine(u, (double)p->cosine[i], v, (double)p->sine[i])));
}

enum ball {
    CHIN,
    CHIN_R,
    CHIN_L,
    JAW_R,
    JAW_L,
    ANGLE_R,
    ANGLE_L,
    LIPS_R,
    LIPS_L,
    CHEEK_R,
    CHEEK_L,
    SOCKET_R,
    SOCKET_L,
    BRIDGE,
    NOSE,
    BASE,
    MOUTH,
    UPPER,
    LOWER,
    NAPE,
    BALLS
};

// Hollows beside the eyes, so that brow and cheek stand before them.
static const struct bump sockets[] = {{{.66, -.45, .60}, -.050}, {{.66, -.45, -.60}, -.050}};

struct form cranium_of(const struct uh_painter *p) {
    struct form cranium = form_of(p, -.006, 1.618, .0935, .0845, .0725, .12);
    cranium.bumps = sockets;
    cranium.bump_count = 2;
    return cranium;
}

static void add_balls(struct uh_painter *p, struct part *t) {
    static const short at[BALLS][5] = {
        [CHIN] = {650, 15190, 0, 205, 0},       [CHIN_R] = {545, 15215, 130, 215, 0},
        [CHIN_L] = {545, 15215, 130, 215, 1},   [JAW_R] = {320, 15320, 300, 205, 0},
        [JAW_L] = {320, 15320, 300, 205, 1},    [ANGLE_R] = {50, 15510, 415, 185, 0},
        [ANGLE_L] = {50, 15510, 415, 185, 1},   [LIPS_R] = {510, 15480, 215, 200, 0},
        [LIPS_L] = {510, 15480, 215, 200, 1},   [CHEEK_R] = {410, 15810, 400, 255, 0},
        [CHEEK_L] = {410, 15810, 400, 255, 1},  [SOCKET_R] = {420, 16030, 440, 160, 0},
        [SOCKET_L] = {420, 16030, 440, 160, 1}, [BRIDGE] = {790, 16040, 0, 55, 0},
        [NOSE] = {985, 15785, 0, 80, 0},        [BASE] = {860, 15685, 0, 60, 0},
        [MOUTH] = {700, 15490, 0, 165, 0},      [UPPER] = {848, 15545, 0, 75, 0},
        [LOWER] = {826, 15420, 0, 82, 0},       [NAPE] = {-420, 15800, 0, 420, 0},
    };
    double wide = 1 + .35 * (p->build->neck - 1);
    for (int i = 0; i < BALLS; i++)
        add_ball(p, t, UH_HEAD, at[i][4] > 0, at[i][0] * TENTH, at[i][1] * TENTH,
                 at[i][2] * TENTH * wide,
                 at[i][3] * TENTH * (i >= CHIN_R && i <= LIPS_L ? wide : 1));
}

static int outline_skull(struct uh_painter *p, const struct form *cranium, struct part *t) {
    static const int hulls[][7] = {
        {3, CHEEK_R, ANGLE_R, JAW_R},
        {3, CHEEK_L, ANGLE_L, JAW_L},
        {3, CHEEK_R, LIPS_R, JAW_R},
        {3, CHEEK_L, LIPS_L, JAW_L},
        {4, JAW_R, CHIN_R, LIPS_R, CHIN},
        {4, JAW_L, CHIN_L, LIPS_L, CHIN},
        {3, CHEEK_R, CHEEK_L, MOUTH},
        {3, LIPS_R, LIPS_L, CHIN},
        {2, CHEEK_R, SOCKET_R},
        {2, CHEEK_L, SOCKET_L},
        {6, JAW_R, JAW_L, ANGLE_R, ANGLE_L, CHIN_R, CHIN_L},
        {3, BRIDGE, NOSE, BASE},
        {3, MOUTH, BASE, UPPER},
        {2, MOUTH, LOWER},
        {3, NAPE, ANGLE_R, ANGLE_L},
    };
    struct uh_spot rim[CIRCLE];
    project_rim(p, cranium, rim);
    pick_none(p);
    for (size_t i = 0; i < sizeof hulls / sizeof hulls[0]; i++)
        pick_hull(p, t, hulls[i] + 1, hulls[i][0], NULL, 0);
    pick_hull(p, t, NULL, 0, rim, CIRCLE);
    return draw_rounded_outline(p, .4, .008 * p->unit);
}

static int draw_skull(struct uh_painter *p, const struct form *cranium, struct part *balls,
                      struct uh_colour skin, struct uh_colour line) {
    int path = outline_skull(p, cranium, balls);
    draw_form(p, path, path, LOOK_HEAD, skin, .75);
    struct uh_spot mastoid = project(p->camera, on_bone(p, UH_HEAD, 0, -.045, 1.545, 0));
    struct neighbour neck = {.part = &p->parts[PART_NECK],
                             .x = mastoid.x,
                             .y = mastoid.y,
                             .radius = (float)(.047 * p->size * p->unit)};
    draw_contour(p, path, &neck, 1, line, p->palette->line_width * p->unit);
    return path;
}

// The ear is a shell: its front grows from the head, its rim stands off. `at` says how far along it
// to the back, and up; `in`, how far towards the head.
static struct uh_vec3 on_ear(const struct uh_painter *p, int side, const short *at, double in) {
    double back = at[0] * TENTH, up = at[1] * TENTH;
    return on_bone(p, UH_HEAD, side, -.008 - .88 * back - .20 * up, 1.5885 + .95 * up,
                   .0680 + .32 * (back + .012) + .08 * fmax(0, up) - in);
}

static void draw_ear(struct uh_painter *p, int side, double clear, struct uh_colour skin,
                     struct uh_colour line) {
    // Along the shell, and how thick it is there.
    static const short rim[][3] = {{-62, 75, 48},  {-40, 165, 52},  {25, 190, 58},
                                   {85, 150, 60},  {92, 60, 58},    {50, -90, 50},
                                   {-5, -172, 50}, {-55, -178, 52}, {-68, -60, 46}};
    static const short fold[][2] = {{-62, 105}, {-15, 182}, {70, 170}, {100, 70}, {62, -55}};
    static const short bowl[][2] = {{-70, 5},  {-28, 76}, {36, 62},
                                    {44, -25}, {2, -100}, {-66, -98}};
    enum {
        RIM = sizeof rim / sizeof rim[0],
        FOLD = sizeof fold / sizeof fold[0],
        BOWL = sizeof bowl / sizeof bowl[0]
    };
    struct part shell = {.path = -1};
    int balls[RIM];
    double width = p->palette->line_width * p->unit,
           open = uh_smooth(.05, .4, head_facing(p, side, .47, 0, .88));
    for (int i = 0; i < RIM; i++)
        balls[i] =
            add_ball_at(p, &shell, on_ear(p, side, rim[i], .003), rim[i][2] * TENTH * p->size);
    pick_none(p);
    pick_hull(p, &shell, balls, RIM, NULL, 0);
    draw_outline(p, .6);
    skin.alpha = line.alpha = (uint8_t)(255 * clear);
    draw_fill(p, colour_mix(skin, colour_shade(skin), .3));
    draw_stroke(p, line, width * .8);
    if (open <= 0 || !head_fine(p)) return;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < BOWL; i++) draw_spot3(p, on_ear(p, side, bowl[i], .002));
    struct uh_colour deep = colour_scale(colour_shade(skin), .93, .86, .86);
    deep.alpha = (uint8_t)(200 * open);
    draw_fill(p, deep);
    struct uh_vec3 points[FOLD];
    for (int i = 0; i < FOLD; i++) points[i] = on_ear(p, side, fold[i], 0);
    line.alpha = (uint8_t)(190 * open);
    draw_line(p, points, FOLD, line, width * .7);
}

// Whether the neck still lies open: nothing that is painted after it covers its middle.
static bool neck_open(const struct uh_painter *p) {
    const struct part *neck = &p->parts[PART_NECK];
    struct uh_spot s = project(p->camera, on_bone(p, UH_NECK_3, 0, -.015, 1.516, 0));
    for (int id = PART_TRUNK; id < PART_PROPS && neck->path >= 0; id++)
        if (p->parts[id].path > neck->path && part_covers(p, &p->parts[id], s.x, s.y)) return false;
    return neck->path >= 0;
}

// Behind the jaw the neck runs up into the head.
static void draw_nape(struct uh_painter *p, struct uh_colour skin) {
    double back = head_facing(p, 0, -1, 0, 0), clear = uh_smooth(-.55, .10, back);
    double k = p->build->neck, grow = .011 * uh_smooth(.1, .6, back); // clear of the jaw
    struct part t = {.path = -1};
    if (clear < .02 || !neck_open(p)) return;
    int discs[2] = {add_ball(p, &t, UH_NECK_3, 0, -.031 + grow, 1.526, 0, (.0295 + grow) * k),
                    add_ball(p, &t, UH_HEAD, 0, -.047 + grow, 1.572, 0, (.032 + grow) * k)};
    skin.alpha = (uint8_t)(255 * clear);
    draw_blob(p, &t, discs, 2, skin);
    draw_lit(p, LOOK_HEAD, skin);
    draw_clip(p, p->parts[PART_NECK].path);
    if (shows_muscles(p))
        draw_patched_muscles(p, UINT64_C(1) << PART_NECK, p->drawing->path_count - 1);
}

// From the pit of the throat up both sides to the ears, and the ends of the collar bones, where the
// throat shows.
void draw_neck_lines(struct uh_painter *p, double width) {
    double front = uh_dot(turned(p, UH_THORAX_4, 0, 1, 0, 0), p->camera->toward);
    struct uh_colour line = colour_line(p, colour_of(p->palette->skin));
    line.alpha = (uint8_t)(110 * uh_smooth(.25, .6, front));
    for (int side = 0; side < 2 && front > .25; side++) {
        struct uh_vec3 points[5] = {on_bone(p, UH_THORAX_5, side, .022, 1.430, .008),
                                    on_bone(p, UH_THORAX_5, side, .018, 1.438, .015),
                                    on_bone(p, UH_NECK_1, side, .012, 1.456, .025),
                                    on_bone(p, UH_NECK_2, side, .004, 1.484, .0345),
                                    on_bone(p, UH_NECK_3, side, -.002, 1.506, .0385)};
        draw_line(p, points, 5, line, width * .9);
    }
}

// The two cords of the nape, seen from behind.
static void draw_nape_lines(struct uh_painter *p) {
    double back = head_facing(p, 0, -1, 0, 0);
    struct uh_colour line = colour_line(p, colour_of(p->palette->skin));
    if (back < .4 || is_contrast(p) || !head_fine(p) || !neck_open(p)) return;
    line.alpha = (uint8_t)(80 * uh_smooth(.4, .8, back));
    for (int side = 0; side < 2; side++) {
        struct uh_vec3 points[3] = {on_bone(p, UH_HEAD, side, -.064, 1.545, .0165),
                                    on_bone(p, UH_NECK_3, side, -.057, 1.512, .0150),
                                    on_bone(p, UH_NECK_2, side, -.063, 1.476, .0185)};
        draw_line(p, points, 3, line, p->palette->line_width * p->unit * .8);
        draw_clip(p, p->parts[PART_NECK].path);
    }
}

// The shade of the jaw on the neck; it fades towards the ears.
void draw_jaw_shadow(struct uh_painter *p) {
    struct part t = {.path = -1};
    static const int jaw[] = {JAW_R, JAW_L, ANGLE_R, ANGLE_L, CHIN_R, CHIN_L, CHIN};
    int neck = p->parts[PART_NECK].path;
    double front = uh_smooth(.5, -.1, head_facing(p, 0, -1, 0, 0)), k = p->unit * p->size;
    int polygons = p->polygon_count;
    if (front < .02) return;
    add_balls(p, &t);
    pick_none(p);
    pick_hull(p, &t, jaw, sizeof jaw / sizeof jaw[0], NULL, 0);
    int path = draw_outline(p, .4);
    p->polygon_count = polygons;
    struct uh_colour dark = colour_scale(colour_of(p->palette->skin), .80, .69, .67);
    dark.alpha = (uint8_t)(front * 150);
    draw_again(p, path, neck, .007 * k, .020 * k, dark);
    if (is_flat(p)) return;
    struct uh_spot from = project(p->camera, on_bone(p, UH_HEAD, 0, .040, 1.520, 0)),
                   to = project(p->camera, on_bone(p, UH_HEAD, 0, -.030, 1.552, 0));
    struct uh_blend blend = {UH_BLEND_LINE, dark, from, {to.x - from.x, to.y - from.y}, {0, 0}};
    double along = uh_span((double)blend.reach.x, (double)blend.reach.y) / k; // short: seen end on
    blend.to.alpha = (uint8_t)(dark.alpha * uh_smooth(.070, .025, along));
    draw_blend(p, &blend);
}

// How far an ear comes before the head: from behind, the hair hides where it grows, until it is
// turned well to the viewer.
static double ear_before(const struct uh_painter *p, int side) {
    double back = fmax(0, head_facing(p, 0, -1, 0, 0)),
           above = fmax(0, head_facing(p, 0, 0, 1, 0) - .4);
    return uh_smooth(.03 + .07 * back, .032 + .31 * back + .35 * above,
                     head_facing(p, side, 0, 0, 1));
}

int draw_head(struct uh_painter *p) {
    int polygons = p->polygon_count;
    struct uh_colour skin = colour_of(p->palette->skin), line = colour_line(p, skin);
    struct form cranium = cranium_of(p);
    struct part balls = {.path = -1};
    add_balls(p, &balls);
    draw_hair_behind(p);
    for (int side = 0; side < 2; side++)
        if (ear_before(p, side) < 1) draw_ear(p, side, 1, skin, line);
    int path = draw_skull(p, &cranium, &balls, skin, line);
    draw_face(p, &cranium, path);
    draw_nape(p, skin);
    draw_nape_lines(p);
    draw_hair(p, &cranium, path);
    for (int side = 0; side < 2; side++)
        if (ear_before(p, side) > 0) draw_ear(p, side, ear_before(p, side), skin, line);
    draw_hair_before(p);
    p->polygon_count = polygons;
    return path;
}
