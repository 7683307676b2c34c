// SPDX-License-Identifier: Apache-2.0
// Hair is the part of a swollen ellipsoid that a hairline encloses. The hairline runs on the form
// round forehead, temples, ears and nape with the hair on its left; what of it faces the viewer is
// joined along the form's rim to the shape on the picture. Strands are great circles towards where
// the hair is combed, and the gloss lies where they turn past the light.
#include "head.h"

#include <math.h>

enum { LINE_MAX = 40 };

// The right half of a hairline, from forehead to nape, and how the hair is worn.
struct style {
    double x, y, a, b, c, lean;
    const struct bump *bumps;
    int bump_count;
    const short (*line)[3];
    int line_count;
    struct uh_vec3 combed; // to where, on the form
};

static const short tied_line[][3] = {
    {775, 16735, 0},    {753, 16728, 150},  {695, 16695, 305},  {602, 16603, 450},
    {495, 16450, 560},  {400, 16270, 640},  {310, 16100, 680},  {230, 15860, 700},
    {150, 15960, 720},  {70, 16080, 730},   {-140, 16125, 740}, {-340, 16040, 720},
    {-420, 15900, 660}, {-520, 15740, 520}, {-650, 15640, 350}, {-710, 15580, 170},
    {-725, 15530, 0},
};

static const struct bump tied_bumps[] = {
    {{-.93, -.30, -.20}, .025}, {{-.93, -.30, .20}, .025}, {{-.40, -.80, .45}, -.05},
    {{-.40, -.80, -.45}, -.05}, {{.86, .51, 0}, -.030},    {{-.30, .30, .90}, .045},
    {{-.30, .30, -.90}, .045},  {{.10, .80, .60}, -.020},  {{.10, .80, -.60}, -.020},
};

static const short short_line[][3] = {
    {792, 16690, 0},    {768, 16664, 130},  {722, 16682, 240},  {640, 16640, 390},
    {545, 16500, 520},  {455, 16320, 620},  {350, 16140, 670},  {288, 15910, 690},
    {240, 15825, 705},  {165, 15880, 720},  {80, 16060, 730},   {-140, 16125, 740},
    {-340, 16040, 720}, {-420, 15880, 670}, {-500, 15660, 560}, {-590, 15480, 430},
    {-710, 15560, 180}, {-725, 15580, 0},
};

static const struct bump short_bumps[] = {
    {{.50, .84, .20}, .095},    {{.15, .80, .58}, .040},   {{.15, .80, -.58}, .055},
    {{-.70, .70, 0}, .045},     {{-.97, -.20, 0}, .030},   {{-.40, -.80, .45}, -.05},
    {{-.40, -.80, -.45}, -.05}, {{.60, .60, -.55}, .010},  {{.86, .51, 0}, -.020},
    {{-.30, .40, .87}, .045},   {{-.30, .40, -.87}, .045},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct style styles[] = {
    {-.010,
     1.6245,
     .0990,
     .0895,
     .0758,
     .12,
     tied_bumps,
     COUNT(tied_bumps),
     tied_line,
     COUNT(tied_line),
     {-.65, .76, 0}},
    {-.010,
     1.6245,
     .0990,
     .0900,
     .0758,
     .12,
     short_bumps,
     COUNT(short_bumps),
     short_line,
     COUNT(short_line),
     {-.50, .86, .10}},
};

static const struct style *style_of(const struct uh_painter *p) {
    return &styles[p->style->hair == 1];
}

static struct form form_of_hair(const struct uh_painter *p, const struct style *s) {
    struct form form = form_of(p, s->x, s->y, s->a, s->b, s->c, s->lean);
    form.bumps = s->bumps;
    form.bump_count = s->bump_count;
    return form;
}

// A point of the hairline on the form. Before an ear that is turned away the hair ends higher: the
// cheek, which the form knows nothing of, lies before it.
static struct uh_vec3 on_hairline(const struct uh_painter *p, const struct form *form,
                                  const short at[3], int side) {
    const short brow = 16300;
    double off = uh_smooth(.05, .45, -head_facing(p, side, 0, 0, 1)) * uh_smooth(0, 150, at[0]) *
                 (at[1] < brow);
    short raised[3] = {at[0], (short)(at[1] + off * (brow - at[1])), at[2]};
    return form_toward(form, raised, side);
}

// The whole hairline as directions, hair on the left seen from outside.
static int hairline_of(const struct uh_painter *p, const struct form *form, const struct style *s,
                       struct uh_vec3 *line) {
    int n = 0;
    for (int i = 0; i < s->line_count; i++)
        line[n++] = on_hairline(p, form, s->line[i], UH_SIDE_LEFT);
    for (int i = s->line_count - 2; i > 0; i--)
        line[n++] = on_hairline(p, form, s->line[i], UH_SIDE_RIGHT);
    return n;
}

// A stretch of the hairline that faces the viewer, and where on the rim it comes and goes.
struct stretch {
    int from, count;
    struct uh_vec3 first, last;
    double comes, goes; // radians round the rim
    bool used;
};

// The rim of a form and the axes it is counted by.
struct rim {
    const struct form *form, *skull;
    struct uh_vec3 u, v;
};

static struct rim rim_of(const struct form *form, const struct form *skull) {
    struct rim rim = {.form = form, .skull = skull};
    form_rim(form, &rim.u, &rim.v);
    return rim;
}

static double round_rim(const struct rim *rim, struct uh_vec3 n) {
    return uh_atan2(uh_dot(n, rim->v), uh_dot(n, rim->u));
}

static struct uh_vec3 crossing(const struct rim *rim, struct uh_vec3 a, struct uh_vec3 b) {
    double da = uh_dot(a, rim->form->view), db = uh_dot(b, rim->form->view);
    return uh_unit(uh_mix(a, b, da / (da - db)));
}

static void draw_direction(struct uh_painter *p, const struct form *form, struct uh_vec3 n) {
    draw_spot3(p, form_at(form, n));
}

// A point of the hairline: about the face the hair grows from the skin, elsewhere it lies over it.
static void draw_root(struct uh_painter *p, const struct rim *rim, struct uh_vec3 n) {
    const struct form *skull = rim->skull;
    struct uh_vec3 top = form_at(rim->form, n),
                   d = form_direction(skull, uh_turn_back(&skull->turn, uh_sub(top, skull->at)));
    struct uh_vec3 skin = uh_mix(skull->at, form_at(skull, d), .975);
    draw_spot3(p, uh_mix(top, skin, (.4 + .6 * uh_smooth(0, .35, n.x))));
}

// Spots of the rim between two angles, counterclockwise, a step apart.
static void draw_rim(struct uh_painter *p, const struct rim *rim, double from, double to) {
    const double turn = 2 * UH_PI, step = turn / 20;
    if (to <= from) to += turn;
    for (double t = (floor(from / step) + 1) * step; t < to; t += step)
        if (t - from > .3 * step && to - t > .3 * step)
            draw_direction(p, rim->form, uh_combine(rim->u, uh_cos(t), rim->v, uh_sin(t)));
}

static int stretches_of(const struct rim *rim, const struct uh_vec3 *line, int n,
                        struct stretch *list) {
    int count = 0;
    const struct uh_vec3 view = rim->form->view;
    for (int i = 0; i < n; i++) {
        struct uh_vec3 before = line[(i + n - 1) % n];
        if (uh_dot(line[i], view) < 0 || uh_dot(before, view) >= 0) continue;
        struct stretch s = {.from = i, .first = crossing(rim, before, line[i])};
        while (uh_dot(line[(i + s.count) % n], view) >= 0) s.count++;
        s.last = crossing(rim, line[(i + s.count - 1) % n], line[(i + s.count) % n]);
        s.comes = round_rim(rim, s.first);
        s.goes = round_rim(rim, s.last);
        list[count++] = s;
    }
    return count;
}

// The stretch that comes next along the rim after one has gone.
static int next_stretch(const struct stretch *list, int count, double after) {
    int best = 0;
    double least = 1e9;
    for (int i = 0; i < count; i++) {
        double ahead = list[i].comes - after;
        if (ahead <= 0) ahead += 2 * UH_PI;
        if (ahead < least) least = ahead, best = i;
    }
    return best;
}

// A hairline that is wholly on one side: the whole rim, the line as an island or a hole, or
// nothing.
static void draw_uncut(struct uh_painter *p, const struct rim *rim, const struct uh_vec3 *line,
                       int n) {
    double twice = 0;
    bool seen = uh_dot(line[0], rim->form->view) >= 0;
    for (int i = 0; i < n; i++) {
        struct uh_vec3 a = line[i], b = line[(i + 1) % n];
        twice += uh_dot(a, rim->u) * uh_dot(b, rim->v) - uh_dot(b, rim->u) * uh_dot(a, rim->v);
    }
    if (seen ? twice < 0 : twice > 0) { // what is seen through turns the other way round
        draw_run(p, UH_CURVE_SMOOTH);
        draw_rim(p, rim, 0, 2 * UH_PI - 1e-6);
    }
    if (!seen) return;
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < n; i++) draw_root(p, rim, line[i]);
}

// What the hairline encloses and the viewer sees, as runs of the last path.
static void draw_enclosed(struct uh_painter *p, const struct form *form, const struct form *skull,
                          const struct uh_vec3 *line, int n) {
    struct rim rim = rim_of(form, skull);
    struct stretch list[LINE_MAX / 2];
    int count = stretches_of(&rim, line, n, list);
    if (count == 0) draw_uncut(p, &rim, line, n);
    for (int i = 0; i < count; i++) {
        if (list[i].used) continue;
        draw_run(p, UH_CURVE_SMOOTH);
        for (int k = i; !list[k].used;) {
            list[k].used = true;
            draw_root(p, &rim, list[k].first);
            for (int z = 0; z < list[k].count; z++)
                draw_root(p, &rim, line[(list[k].from + z) % n]);
            draw_root(p, &rim, list[k].last);
            int next = next_stretch(list, count, list[k].goes);
            draw_rim(p, &rim, list[k].goes, list[next].comes);
            k = next;
        }
    }
}

static void finish_hair(struct uh_painter *p, struct uh_colour hair, double strength) {
    int path = p->drawing->path_count - 1;
    double k = strength * p->unit;
    if (p->drawing->paths[path].count == 0) return;
    draw_again(p, path, -1, 0, 0, colour_mix(hair, colour_of(0), .20));
    draw_again(p, path, path, -.006 * k, -.009 * k, hair);
    draw_sheen(p, hair);
}

static void outline_hair(struct uh_painter *p, int path, struct uh_colour hair) {
    draw_same(p, path);
    draw_stroke(p, colour_line(p, hair), p->palette->line_width * p->unit * .8);
}

// Axes across the direction in which the hair is combed.
static void across(struct uh_vec3 combed, struct uh_vec3 *u, struct uh_vec3 *v) {
    *u = uh_unit(uh_cross(combed, uh_vec3(0, 0, 1)));
    *v = uh_cross(combed, *u);
}

static struct uh_vec3 on_strand(struct uh_vec3 combed, struct uh_vec3 e, double angle) {
    return uh_combine(combed, uh_cos(angle), e, uh_sin(angle));
}

// The gloss: where each strand comes nearest to the light, a band that narrows to its ends.
static void draw_gloss(struct uh_painter *p, const struct form *form, struct uh_vec3 combed,
                       struct uh_colour hair, int path) {
    enum { N = 5 };
    struct uh_vec3 u, v, light, spots[2 * N];
    const struct uh_camera *c = p->camera;
    light = uh_unit(
        uh_turn_back(&form->turn, uh_add(c->toward, uh_combine(c->up, .85, c->right, -.55))));
    across(combed, &u, &v);
    double lu = uh_dot(light, u), lv = uh_dot(light, v), lc = uh_dot(light, combed),
           middle = uh_atan2(lv, lu), reach = uh_span(lu, lv);
    for (int i = 0; i < N; i++) {
        double t = 2. * i / (N - 1) - 1, turn = middle + .85 * t;
        struct uh_vec3 e = uh_combine(u, uh_cos(turn), v, uh_sin(turn));
        double at = uh_atan2(uh_dot(light, e), lc), wide = .15 * reach * (1 - t * t);
        spots[i] = on_strand(combed, e, at - wide);
        spots[2 * N - 1 - i] = on_strand(combed, e, at + wide);
    }
    struct uh_colour bright = colour_mix(hair, colour_of(0xFFDCC0), .20);
    bright.alpha = (uint8_t)(190 * uh_smooth(.35, .75, reach));
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < 2 * N; i++) draw_direction(p, form, folded(spots[i], form->view));
    draw_fill(p, bright);
    draw_clip(p, path);
}

// Strands from near the hairline to where they are combed, as one path.
static void draw_strands(struct uh_painter *p, const struct form *form, struct uh_vec3 combed,
                         struct uh_colour hair, int path) {
    static const double strands[][3] = {
        {-1.50, .35, 1.05}, {-.95, .35, 1.15},  {-.38, .30, 1.25}, {.30, .30, 1.25},
        {.85, .35, 1.15},   {1.45, .35, 1.00},  {2.30, .35, .95},  {-2.35, .35, .95},
        {2.85, .40, 1.30},  {-2.85, .40, 1.30},
    };
    struct uh_vec3 u, v;
    struct uh_colour dark = colour_mix(hair, colour_of(0), .30);
    dark.alpha = 150;
    across(combed, &u, &v);
    draw_path(p);
    for (size_t s = 0; s < sizeof strands / sizeof strands[0]; s += head_fine(p) ? 1 : 2) {
        enum { N = 3 };
        struct uh_vec3 e = uh_combine(u, uh_cos(strands[s][0]), v, uh_sin(strands[s][0]));
        struct uh_vec3 seen[N];
        int n = 0;
        for (int i = 0; i < N; i++) {
            struct uh_vec3 d =
                on_strand(combed, e, strands[s][1] + (strands[s][2] - strands[s][1]) * i / (N - 1));
            if (uh_dot(d, form->view) > 0) seen[n++] = d;
        }
        if (n < 2) continue;
        draw_run(p, UH_CURVE_OPEN);
        for (int i = 0; i < n; i++) draw_direction(p, form, seen[i]);
    }
    draw_stroke(p, dark, .0020 * p->unit);
    draw_clip(p, path);
}

// A soft lock before the ear.
static void draw_lock(struct uh_painter *p, int side, struct uh_colour hair, int skull) {
    static const short lock[][4] = {{360, 16400, 640, 0},
                                    {368, 16200, 680, 20},
                                    {325, 16030, 698, 28},
                                    {275, 15880, 700, 22},
                                    {285, 15720, 680, 0}};
    enum { N = sizeof lock / sizeof lock[0] };
    double wide = uh_smooth(.22, .55, head_facing(p, side, .45, 0, .89));
    if (wide <= 0) return;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < 2 * N - 2; i++) {
        const short *at = lock[i < N ? i : 2 * N - 2 - i];
        double aside = (i < N ? at[3] : -at[3]) * wide;
        draw_spot3(p, on_head(p, side, (short[3]){(short)(at[0] + aside), at[1], at[2]}));
    }
    hair.alpha = (uint8_t)(255 * fmin(1, 2 * wide));
    draw_fill(p, hair);
    draw_clip(p, skull);
}

#define BUN_RADIUS .0355
#define BUN_BELOW .0195 // how deep below its middle the knot meets the head

// A point of the knot by a direction on the head.
static struct uh_vec3 on_bun(const struct uh_painter *p, struct uh_vec3 n) {
    return on_bone(p, UH_HEAD, 0, -.0875 + BUN_RADIUS * n.x, 1.6990 + BUN_RADIUS * n.y,
                   BUN_RADIUS * n.z);
}

// The outline of the knot: a ball without what lies in the head, so that it looks alike whichever
// is painted first.
static int outline_bun(struct uh_painter *p, struct uh_vec3 out, struct uh_vec3 u,
                       struct uh_vec3 v) {
    const double below = BUN_BELOW / BUN_RADIUS, wide = sqrt(1 - below * below);
    struct uh_spot spots[2 * CIRCLE];
    struct part none = {.path = -1};
    const struct uh_mat3 *head = &p->posture->turn[UH_HEAD];
    struct uh_vec3 right = uh_turn_back(head, p->camera->right),
                   up = uh_turn_back(head, p->camera->up);
    int n = 0, before = p->polygon_count;
    for (int i = 0; i < CIRCLE; i++) {
        double c = (double)p->cosine[i], s = (double)p->sine[i];
        struct uh_vec3 rim = uh_combine(right, c, up, s),
                       foot = uh_add(uh_scale(out, -below), uh_combine(u, wide * c, v, wide * s));
        if (uh_dot(rim, out) > -below) spots[n++] = project(p->camera, on_bun(p, rim));
        spots[n++] = project(p->camera, on_bun(p, foot));
    }
    pick_none(p);
    pick_hull(p, &none, NULL, 0, spots, n);
    int path = draw_outline(p, .4);
    p->polygon_count = before;
    return path;
}

// The knot, with a twist that winds to its middle.
static void draw_bun(struct uh_painter *p, struct uh_colour hair) {
    struct uh_vec3 out = uh_unit(uh_vec3(-.62, .78, 0)), u, v;
    across(out, &u, &v);
    int path = outline_bun(p, out, u, v);
    finish_hair(p, hair, .8);
    outline_hair(p, path, hair);
    if (!head_fine(p)) return;
    draw_path(p);
    bool down = false;
    for (int i = 0; i < 15; i++) {
        double t = i / 14., turn = 1.2 + 9.5 * t, angle = 1.45 * (1 - t) + .10;
        struct uh_vec3 n = on_strand(out, uh_combine(u, uh_cos(turn), v, uh_sin(turn)), angle);
        bool seen = uh_dot(turned(p, UH_HEAD, 0, n.x, n.y, n.z), p->camera->toward) > .05;
        if (seen && !down) draw_run(p, UH_CURVE_OPEN);
        if (seen) draw_spot3(p, on_bun(p, uh_scale(n, .95)));
        down = seen;
    }
    draw_stroke(p, colour_mix(hair, colour_of(0), .32), .0022 * p->unit);
    draw_clip(p, path);
}

static bool bun_before(const struct uh_painter *p) {
    return head_facing(p, 0, -.70, .71, 0) > .02;
}

void draw_hair_behind(struct uh_painter *p) {
    if (p->style->hair == 0 && !bun_before(p)) draw_bun(p, colour_of(p->palette->hair));
}

void draw_hair_before(struct uh_painter *p) {
    if (p->style->hair == 0 && bun_before(p)) draw_bun(p, colour_of(p->palette->hair));
}

int draw_hair_shape(struct uh_painter *p) {
    const struct style *s = style_of(p);
    struct form form = form_of_hair(p, s), cranium = cranium_of(p);
    struct uh_vec3 line[LINE_MAX];
    int n = hairline_of(p, &form, s, line), path = draw_path(p);
    draw_enclosed(p, &form, &cranium, line, n);
    if (p->style->hair != 0 || head_facing(p, 0, -.62, .78, 0) < -.6) return path;
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < CIRCLE; i += 3)
        draw_spot3(p, uh_add(on_bun(p, uh_vec3(0, 0, 0)),
                             uh_scale(uh_add(uh_scale(p->camera->right, (double)p->cosine[i]),
                                             uh_scale(p->camera->up, (double)p->sine[i])),
                                      (BUN_RADIUS + .004) * p->size)));
    return path;
}

void draw_hair(struct uh_painter *p, const struct form *cranium, int skull) {
    const struct style *s = style_of(p);
    struct form form = form_of_hair(p, s);
    struct uh_vec3 line[LINE_MAX];
    struct uh_colour hair = colour_of(p->palette->hair), skin = colour_of(p->palette->skin);
    int n = hairline_of(p, &form, s, line);
    int path = draw_path(p);
    draw_enclosed(p, &form, cranium, line, n);
    if (p->drawing->paths[path].count == 0) return;
    struct uh_colour shade = colour_shade(colour_shade(skin));
    shade.alpha = 170;
    draw_again(p, path, skull, .0015 * p->unit, .0050 * p->unit, shade);
    if (p->parts[PART_NECK].path >= 0 && head_facing(p, 0, -1, 0, 0) > .1) {
        shade.alpha = (uint8_t)(90 * uh_smooth(.1, .5, head_facing(p, 0, -1, 0, 0)));
        draw_again(p, path, p->parts[PART_NECK].path, .0025 * p->unit, .0130 * p->unit, shade);
    }
    draw_again(p, path, -1, 0, 0, colour_mix(hair, colour_of(0), .20));
    draw_again(p, path, path, -.0036 * p->unit, -.0054 * p->unit, hair);
    draw_sheen(p, hair);
    draw_gloss(p, &form, s->combed, hair, path);
    draw_strands(p, &form, s->combed, hair, path);
    outline_hair(p, path, hair);
    if (p->style->hair == 0)
        for (int side = 0; side < 2; side++) draw_lock(p, side, hair, skull);
}
