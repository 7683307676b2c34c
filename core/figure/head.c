// SPDX-License-Identifier: Apache-2.0
// The head: skull, jaw, cheeks and nose as one outline; a calm face with closed eyes, each feature
// shown only where it faces the viewer; hair as a cap cut from an ellipsoid, tied up or short.
#include "painter.h"

#include <math.h>

enum { RIM = 48 };

struct ellipsoid {
    struct uh_vec3 at, view; // view: towards the viewer, in its own unit sphere
    double half[3];
    struct uh_mat3 turn;
};

static struct ellipsoid ellipsoid_at(const struct uh_painter *p, int side, double x, double y,
                                     double z, double a, double b, double c, double tilt) {
    struct uh_mat3 own = uh_rotation(uh_vec3(0, 0, tilt));
    struct ellipsoid e = {.at = on_bone(p, UH_HEAD, side, x, y, z),
                          .half = {a * p->size, b * p->size, c * p->size},
                          .turn = uh_times(&p->posture->turn[UH_HEAD], &own)};
    struct uh_vec3 d = uh_turn_back(&e.turn, p->camera->toward);
    e.view = uh_unit(uh_vec3(d.x / a, d.y / b, d.z / c));
    return e;
}

static struct uh_vec3 on_ellipsoid(const struct ellipsoid *e, struct uh_vec3 n) {
    return uh_add(e->at,
                  uh_turn(&e->turn, uh_vec3(n.x * e->half[0], n.y * e->half[1], n.z * e->half[2])));
}

static void plane_of(struct uh_vec3 normal, struct uh_vec3 *u, struct uh_vec3 *v) {
    *u = uh_unit(uh_cross(fabs(normal.y) < .9 ? uh_vec3(0, 1, 0) : uh_vec3(1, 0, 0), normal));
    *v = uh_cross(normal, *u);
}

// Points round a circle of the unit sphere, `height` along its normal.
static void circle_of(struct uh_vec3 normal, double height, struct uh_vec3 points[RIM]) {
    struct uh_vec3 u, v;
    double r = sqrt(1 - height * height);
    plane_of(normal, &u, &v);
    for (int i = 0; i < RIM; i++) {
        double t = 2 * 3.14159265358979323846 * i / RIM;
        points[i] = uh_add(uh_scale(normal, height),
                           uh_add(uh_scale(u, r * uh_cos(t)), uh_scale(v, r * uh_sin(t))));
    }
}

static void silhouette(const struct uh_painter *p, const struct ellipsoid *e, int count,
                       struct uh_spot *spots) {
    struct uh_vec3 rim[RIM];
    circle_of(e->view, 0, rim);
    for (int i = 0; i < count; i++)
        spots[i] = project(p->camera, on_ellipsoid(e, rim[i * RIM / count]));
}

static void run_of(struct uh_painter *p, const struct ellipsoid *e, const struct uh_vec3 *rim,
                   bool reverse) {
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < RIM; i += 2) draw_spot3(p, on_ellipsoid(e, rim[reverse ? RIM - 1 - i : i]));
}

static double winding(const struct uh_painter *p, const struct ellipsoid *e,
                      const struct uh_vec3 *rim) {
    double twice = 0;
    for (int i = 0; i < RIM; i++) {
        struct uh_spot a = project(p->camera, on_ellipsoid(e, rim[i])),
                       b = project(p->camera, on_ellipsoid(e, rim[(i + 1) % RIM]));
        twice += (double)a.x * b.y - (double)b.x * a.y;
    }
    return twice;
}

static int first_of(const bool *in) {
    for (int i = 0; i < RIM; i++)
        if (in[i] && !in[(i + RIM - 1) % RIM]) return i;
    return 0;
}

// The cut crosses the outline: the seen stretch of the cut, then the outline back to its start.
static void draw_cap_part(struct uh_painter *p, const struct ellipsoid *e,
                          const struct uh_vec3 *cut, const bool *seen, const struct uh_vec3 *rim,
                          const bool *inside, int inside_count) {
    struct uh_vec3 last = cut[first_of(seen)];
    draw_run(p, UH_CURVE_SMOOTH);
    for (int k = 0, s = first_of(seen); k < RIM && seen[(s + k) % RIM]; k++) {
        last = cut[(s + k) % RIM];
        draw_spot3(p, on_ellipsoid(e, last));
    }
    int from = first_of(inside), to = (from + inside_count - 1) % RIM;
    bool onward = uh_length(uh_sub(rim[from], last)) < uh_length(uh_sub(rim[to], last));
    for (int k = 0; k < inside_count; k++)
        draw_spot3(p, on_ellipsoid(e, rim[onward ? (from + k) % RIM : (to - k + RIM) % RIM]));
}

// The visible part of an ellipsoid beyond a plane, as runs of the last path.
static void draw_cap(struct uh_painter *p, const struct ellipsoid *e, struct uh_vec3 normal,
                     double height) {
    struct uh_vec3 cut[RIM], rim[RIM], n = uh_unit(normal);
    bool seen[RIM], inside[RIM];
    int seen_count = 0, inside_count = 0;
    circle_of(n, height, cut);
    circle_of(e->view, 0, rim);
    for (int i = 0; i < RIM; i++) {
        seen_count += seen[i] = uh_dot(cut[i], e->view) >= 0;
        inside_count += inside[i] = uh_dot(rim[i], n) > height;
    }
    if (seen_count == 0) {
        if (inside_count == RIM || uh_dot(n, e->view) > height) run_of(p, e, rim, false);
    } else if (seen_count < RIM && inside_count > 0) {
        draw_cap_part(p, e, cut, seen, rim, inside, inside_count);
    } else if (inside_count > RIM / 2) {
        run_of(p, e, rim, false);
        run_of(p, e, cut, (winding(p, e, rim) > 0) == (winding(p, e, cut) > 0));
    } else {
        run_of(p, e, cut, false);
    }
}

static void finish_hair(struct uh_painter *p, struct uh_colour hair, double strength) {
    int path = p->drawing->path_count - 1;
    double k = strength * p->unit;
    if (p->drawing->paths[path].count == 0) return;
    draw_again(p, path, -1, 0, 0, colour_mix(hair, colour_of(0), .18));
    draw_again(p, path, path, -.006 * k, -.009 * k, hair);
    draw_sheen(p, hair);
    draw_path(p);
    p->drawing->paths[p->drawing->path_count - 1].same = path;
    draw_stroke(p, colour_line(p, hair), p->palette->line_width * p->unit * .8);
}

static void draw_bun(struct uh_painter *p, struct uh_colour hair) {
    struct part bun = {.path = -1};
    int discs[2] = {add_ball(p, &bun, UH_HEAD, 0, -.088, 1.704, 0, .0365),
                    add_ball(p, &bun, UH_HEAD, 0, -.072, 1.688, 0, .0310)};
    int before = p->polygon_count;
    pick_none(p);
    pick_hull(p, &bun, discs, 2, NULL, 0);
    draw_outline(p, .4);
    p->polygon_count = before;
    finish_hair(p, hair, .8);
}

// Strands from the brow to where the hair is combed.
static void draw_strands(struct uh_painter *p, const struct ellipsoid *e, struct uh_colour hair,
                         bool short_hair) {
    struct uh_colour c = colour_mix(hair, colour_of(0xffffff), .21);
    c.alpha = 110;
    for (int s = -2; s <= 2; s++) {
        int away = s < 0 ? -s : s, n = 0;
        struct uh_vec3 points[8];
        struct uh_vec3 from = short_hair ? uh_vec3(.72 - .08 * away, .62, .26 * s + .06)
                                         : uh_vec3(.50 - .04 * away, .80 - .06 * away, .34 * s);
        struct uh_vec3 to =
            short_hair ? uh_vec3(-.10, .98, .16 * s - .05) : uh_vec3(-.70, .70, .05 * s);
        for (int i = 0; i < 8; i++) {
            struct uh_vec3 z = uh_unit(uh_mix(uh_unit(from), uh_unit(to), i / 7.));
            if (uh_dot(z, e->view) < .06) {
                if (n > 1) break;
                n = 0;
                continue;
            }
            points[n++] = on_ellipsoid(e, z);
        }
        if (n > 3) draw_line(p, points, n, c, .0025 * p->unit);
    }
}

static double facing(const struct uh_painter *p, int side, double x, double y, double z) {
    struct uh_vec3 n = uh_unit(uh_vec3(x, y, z));
    return uh_dot(turned(p, UH_HEAD, side, n.x, n.y, n.z), p->camera->toward);
}

// Seen from behind: the neck runs up into the head before the jaw.
static void draw_nape(struct uh_painter *p, struct uh_colour skin) {
    struct part t = {.path = -1};
    int discs[3] = {add_ball(p, &t, UH_NECK_2, 0, -.022, 1.500, 0, .0440),
                    add_ball(p, &t, UH_NECK_3, 0, -.020, 1.530, 0, .0440),
                    add_ball(p, &t, UH_HEAD, 0, -.036, 1.572, 0, .0450)};
    draw_blob(p, &t, discs, 3, skin);
    draw_lit(p, LOOK_HEAD, skin);
}

// Hair combed up from the nape, which the cap leaves bare.
static void draw_nape_hair(struct uh_painter *p, struct uh_colour hair) {
    struct part t = {.path = -1};
    int discs[3] = {add_ball(p, &t, UH_HEAD, UH_SIDE_RIGHT, -.050, 1.590, .034, .0330),
                    add_ball(p, &t, UH_HEAD, UH_SIDE_LEFT, -.050, 1.590, .034, .0330),
                    add_ball(p, &t, UH_HEAD, 0, -.056, 1.576, 0, .0350)};
    draw_blob(p, &t, discs, 3, colour_mix(hair, colour_of(0), .10));
}

static void draw_hair(struct uh_painter *p, struct uh_colour hair, struct uh_colour skin) {
    struct ellipsoid cap = ellipsoid_at(p, 0, -.013, 1.6245, 0, .0990, .0895, .0795, .12);
    double behind = facing(p, 0, -1, 0, 0);
    if (behind > .35) {
        draw_nape(p, skin);
        draw_patched_muscles(p, UINT64_C(1) << PART_NECK, p->drawing->path_count - 1);
    }
    if (behind > -.12) draw_nape_hair(p, hair);
    if (p->style->hair == 0) {
        draw_path(p);
        draw_cap(p, &cap, uh_vec3(-.66, .75, 0), -.20);
        finish_hair(p, hair, .6);
        draw_strands(p, &cap, hair, false);
        return;
    }
    struct ellipsoid top = ellipsoid_at(p, 0, -.010, 1.6290, 0, .1020, .0960, .0815, .12);
    draw_path(p);
    draw_cap(p, &cap, uh_vec3(-.70, .71, 0), -.22);
    finish_hair(p, colour_mix(hair, skin, .28), .4);
    draw_path(p);
    draw_cap(p, &top, uh_vec3(-.46, .89, 0), .015);
    finish_hair(p, hair, .6);
    draw_strands(p, &top, hair, true);
}

static int draw_skull(struct uh_painter *p, struct uh_colour skin, struct uh_colour line) {
    enum { CHIN, JAW_R, JAW_L, ANGLE_R, ANGLE_L, CHEEK_R, CHEEK_L, BRIDGE, NOSE, UNDER, LIP, NAPE };
    static const double at[][5] = {
        {.058, 1.5215, 0, .0280, 0},     {.040, 1.5300, .0185, .0290, 0},
        {.040, 1.5300, .0185, .0290, 1}, {.010, 1.547, .0365, .0290, 0},
        {.010, 1.547, .0365, .0290, 1},  {.040, 1.580, .035, .0370, 0},
        {.040, 1.580, .035, .0370, 1},   {.086, 1.603, 0, .0070, 0},
        {.0990, 1.5760, 0, .0090, 0},    {.084, 1.566, 0, .0085, 0},
        {.0790, 1.5475, 0, .0125, 0},    {-.045, 1.575, 0, .045, 0},
    };
    static const int hulls[][6] = {
        {5, CHIN, JAW_R, ANGLE_R, CHEEK_R, CHEEK_L},
        {5, CHIN, JAW_L, CHEEK_L, ANGLE_L, ANGLE_R},
        {3, BRIDGE, NOSE, UNDER},
        {3, LIP, CHIN, UNDER},
        {2, NAPE, ANGLE_R},
        {2, NAPE, ANGLE_L},
    };
    struct part t = {.path = -1};
    struct uh_spot rim[28];
    struct ellipsoid cranium = ellipsoid_at(p, 0, -.006, 1.618, 0, .0935, .0845, .0725, .12);
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
        add_ball(p, &t, UH_HEAD, at[i][4] > 0, at[i][0], at[i][1], at[i][2], at[i][3]);
    silhouette(p, &cranium, 24, rim);
    pick_none(p);
    for (size_t i = 0; i < sizeof hulls / sizeof hulls[0]; i++)
        pick_hull(p, &t, hulls[i] + 1, hulls[i][0], NULL, 0);
    pick_hull(p, &t, NULL, 0, rim, 24);
    pick_hull(p, &t, (int[]){CHEEK_R, CHEEK_L, CHIN}, 3, rim, 24);
    int path = draw_outline(p, .4);
    draw_form(p, path, LOOK_HEAD, skin, .75);
    draw_contour(p, path, NULL, 0, line, p->palette->line_width * p->unit);
    return path;
}

// Eye and brow of one side as arcs; in profile, and on a face turned a little away, only what of
// them faces the viewer.
static void draw_eye(struct uh_painter *p, int side, struct uh_colour feature,
                     struct uh_colour brow) {
    enum { SPOTS = 9 };
    double seen = facing(p, side, .80, 0, .60), clear = uh_smooth(.02, .20, seen),
           outer = facing(p, side, .9, 0, .66), least = fmin(.36, .62 * outer);
    // Seen from in front they lie flatter than the face, or a bowed head would frown.
    double aside = fabs(facing(p, 0, 0, 0, 1)),
           curved = 1 - .75 * uh_smooth(.45, .15, aside) * uh_smooth(.2, .7, facing(p, 0, 1, 0, 0));
    if (seen < .02) return;
    if (!p->style->muscles && seen > .35)
        draw_ellipse(p, project(p->camera, on_bone(p, UH_HEAD, side, .066, 1.568, .044)),
                     .013 * p->unit * fmin(1, seen * 1.15), .010 * p->unit,
                     colour_clear(0xE8735A, .20 * clear));
    struct uh_vec3 eye[SPOTS], above[SPOTS];
    int eyes = 0, brows = 0;
    for (int i = 0; i < SPOTS; i++) {
        double t = (double)(2 * i - SPOTS + 1) / (SPOTS - 1),
               turn = facing(p, side, .9, 0, .36 + .30 * t);
        if (turn > least)
            eye[eyes++] = on_bone(p, UH_HEAD, side, .0875 - curved * (.009 * t * t + .006 * t),
                                  1.6025 - .0050 * (1 - t * t), .0310 + .0128 * t);
        if (turn > .5 * least)
            above[brows++] = on_bone(p, UH_HEAD, side, .0885 - curved * (.011 * t * t + .007 * t),
                                     1.6245 + .0056 * (1 - t * t) - .0010 * t, .0315 + .0160 * t);
    }
    feature.alpha = brow.alpha = (uint8_t)(255 * clear);
    if (eyes > 1)
        draw_line(p, eye, eyes, feature, .0042 * (.62 + .38 * uh_smooth(.15, .55, seen)) * p->unit);
    if (brows > 1) draw_line(p, above, brows, brow, .0042 * p->unit);
}

static void draw_mouth_and_nose(struct uh_painter *p, struct uh_colour skin,
                                struct uh_colour line) {
    double front = facing(p, 0, 1, 0, 0), clear = uh_smooth(.02, .2, front);
    if (front <= .02) return;
    struct uh_vec3 mouth[7];
    int n = 0;
    for (int i = 0; i < 7; i++) {
        double t = (i - 3) / 3.;
        if (facing(p, 0, .9, 0, .42 * t) > .04)
            mouth[n++] =
                on_bone(p, UH_HEAD, 0, .0905 - .008 * t * t, 1.5480 + .0026 * t * t, .0155 * t);
    }
    struct uh_colour lips =
        p->style->muscles ? line
                          : colour_mix(colour_scale(skin, .72, .42, .40), colour_of(0xB04A48), .5);
    lips.alpha = (uint8_t)(255 * clear);
    if (n > 2) draw_line(p, mouth, n, lips, .0040 * p->unit);
    if (front > .45) {
        struct uh_vec3 chin[3];
        for (int i = 0; i < 3; i++)
            chin[i] = on_bone(p, UH_HEAD, 0, .0880 - .004 * (i - 1) * (i - 1),
                              1.5385 - .0005 * (i == 1), .0070 * (i - 1));
        struct uh_colour faint = line;
        faint.alpha = (uint8_t)(90 * clear);
        draw_line(p, chin, 3, faint, .0034 * p->unit);
    }
    if (front <= .30) return;
    int far = facing(p, 0, 0, 0, 1) >= 0 ? UH_SIDE_LEFT : UH_SIDE_RIGHT;
    struct uh_vec3 nose[5] = {on_bone(p, UH_HEAD, far, .094, 1.592, .0065),
                              on_bone(p, UH_HEAD, far, .1030, 1.580, .0085),
                              on_bone(p, UH_HEAD, far, .1015, 1.5715, .0085),
                              on_bone(p, UH_HEAD, far, .1035, 1.5690, .001),
                              on_bone(p, UH_HEAD, 1 - far, .0990, 1.5715, .0075)};
    line.alpha = (uint8_t)(200 * uh_smooth(.30, .5, front));
    draw_line(p, nose, 5, line, .0030 * p->unit);
}

static void draw_ear(struct uh_painter *p, int side, struct uh_colour skin, struct uh_colour line) {
    if (facing(p, side, -.1, 0, 1) <= .05) return;
    struct ellipsoid ear = ellipsoid_at(p, side, -.008, 1.588, .0740, .0155, .0230, .010, .2);
    struct uh_spot rim[16];
    silhouette(p, &ear, 16, rim);
    int path = draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < 16; i++) draw_spot(p, rim[i].x, rim[i].y);
    double width = p->palette->line_width * p->unit;
    draw_form(p, path, LOOK_HEAD, skin, .4);
    p->outline_failed = false;
    draw_contour(p, path, NULL, 0, line, width * .8);
    struct uh_vec3 fold[4] = {on_bone(p, UH_HEAD, side, -.014, 1.600, .082),
                              on_bone(p, UH_HEAD, side, -.002, 1.600, .083),
                              on_bone(p, UH_HEAD, side, -.001, 1.588, .083),
                              on_bone(p, UH_HEAD, side, -.010, 1.578, .082)};
    draw_line(p, fold, 4, line, width * .7);
}

int draw_head(struct uh_painter *p) {
    int polygons = p->polygon_count;
    struct uh_colour skin = colour_of(p->palette->skin), hair = colour_of(p->palette->hair),
                     line = colour_line(p, skin);
    bool tied = p->style->hair == 0, bun_before = facing(p, 0, -.70, .71, 0) > .02;
    if (tied && !bun_before) draw_bun(p, hair);
    int path = draw_skull(p, skin, line);
    struct uh_colour feature =
        p->style->muscles ? line : colour_mix(hair, colour_of(0x2A1A16), .35);
    for (int side = 0; side < 2; side++) draw_eye(p, side, feature, colour_mix(hair, skin, .30));
    draw_mouth_and_nose(p, skin, line);
    draw_hair(p, hair, skin);
    for (int side = 0; side < 2; side++) draw_ear(p, side, skin, line);
    if (tied && bun_before) draw_bun(p, hair);
    p->polygon_count = polygons;
    return path;
}
