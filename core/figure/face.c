// SPDX-License-Identifier: Apache-2.0
// A calm face. Eyes are patches of two balls, so that they turn away as eyes do; they rest in what
// is held and look ahead in what moves. The nose is one plane in shade and a line where it hides
// the cheek, the lips two tones. Each feature fades where it turns away.
#include "head.h"

#include <math.h>
#include <stdlib.h>

static uint8_t faded(double alpha) {
    return (uint8_t)(255 * uh_bound(alpha, 0, 1));
}

// How far the eyes are open: at rest in stretches that are held and face up, lowered when the head
// is bowed, else gently open.
static double openness(const struct uh_painter *p) {
    double longest = 0;
    for (int i = 0; i < p->figure->key_count; i++) longest = fmax(longest, p->figure->keys[i].hold);
    if (!p->figure->work && longest >= 2) return 0;
    double up = turned(p, UH_HEAD, 0, 1, 0, 0).y;
    return 1 - uh_smooth(.60, .92, up) - .55 * uh_smooth(.25, .75, -up);
}

// A direction on an eyeball: out to the side, and up, in radians.
static struct uh_vec3 on_eye(double out, double up) {
    return uh_vec3(uh_cos(out) * uh_cos(up), uh_sin(up), uh_sin(out) * uh_cos(up));
}

// The eyeball of one side: flatter than a real one, as large as the face there is curved.
struct eye {
    int side;
    double radius;
    double tilt;         // of the eye, so that a bowed head does not frown
    struct uh_vec3 view; // towards the viewer, right side's frame
};

// Seen from above, what lies round the face runs down to its middle: features are turned back by
// this, across half their width.
static double bowed(const struct uh_painter *p) {
    double down = uh_bound(head_facing(p, 0, 0, 1, 0), 0, .9);
    return (.20 + .55 * down * down * down * down * down) * down *
           uh_smooth(.2, .6, head_facing(p, 0, 1, 0, 0));
}

// How far a side of the face has turned away.
static double away(const struct uh_painter *p, int side) {
    return uh_smooth(.10, .75, -head_facing(p, side, 0, 0, 1));
}

// What lies on a side that turns away draws in to the middle, so that it keeps a margin to the
// outline.
static double tucked(const struct uh_painter *p, int side, double z) {
    return z - .28 * away(p, side) * fmax(0, z - .0165);
}

static struct eye eye_of(const struct uh_painter *p, int side) {
    struct uh_vec3 view = uh_turn_back(&p->posture->turn[UH_HEAD], p->camera->toward);
    if (side == UH_SIDE_LEFT) view.z = -view.z;
    return (struct eye){side, .0260, .03 - bowed(p), view};
}

static void draw_eye_spot(struct uh_painter *p, const struct eye *eye, struct uh_vec3 n) {
    n = folded(n, eye->view);
    draw_spot3(p,
               on_bone(p, UH_HEAD, eye->side, .0455 + eye->radius * n.x, 1.6005 + eye->radius * n.y,
                       tucked(p, eye->side, .0235 + eye->radius * n.z)));
}

enum { LID = 5 };
#define EYE_MIDDLE .31
#define EYE_HALF .57

// A point of a lid, t from -1 inside to 1 outside; the outer corner sits a little higher.
static struct uh_vec3 on_lid(const struct eye *eye, double t, double height) {
    return on_eye(EYE_MIDDLE + EYE_HALF * t, height * (1 - t * t) + eye->tilt * t);
}

// The crease over a lid.
static void draw_crease(struct uh_painter *p, const struct eye *eye, double height,
                        struct uh_colour colour) {
    draw_path(p);
    draw_run(p, UH_CURVE_OPEN);
    for (int i = -1; i <= 1; i++) {
        struct uh_vec3 n = on_lid(eye, .8 * i, height);
        if (uh_dot(n, eye->view) > -.1) draw_eye_spot(p, eye, n);
    }
    draw_stroke(p, colour, .0016 * p->unit);
}

// The edge of the upper lid with its lashes: thick over the middle, a point at each corner, the
// outer one a little beyond the eye.
static void draw_lash(struct uh_painter *p, const struct eye *eye, double height, double thick,
                      struct uh_colour colour) {
    static const double along[][2] = {{-1, 0},    {-.5, 0},   {0, 0},    {.5, 0},
                                      {1.14, .5}, {.55, 1.1}, {0, 1.05}, {-.55, .7}};
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (size_t i = 0; i < sizeof along / sizeof along[0]; i++) {
        struct uh_vec3 n = on_lid(eye, along[i][0], height);
        n.y += thick * along[i][1];
        draw_eye_spot(p, eye, uh_unit(n));
    }
    draw_fill(p, colour);
}

static void draw_ball(struct uh_painter *p, const struct eye *eye, double upper, double lower,
                      struct uh_colour iris, double clear, int skull) {
    struct uh_colour white = colour_mix(colour_of(0xFFFAF4), colour_of(p->palette->skin), .12);
    white.alpha = iris.alpha = faded(clear);
    int path = draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < LID; i++) draw_eye_spot(p, eye, on_lid(eye, 2. * i / (LID - 1) - 1, upper));
    for (int i = LID - 2; i > 0; i--)
        draw_eye_spot(p, eye, on_lid(eye, 2. * i / (LID - 1) - 1, lower));
    draw_fill(p, white);
    draw_clip(p, skull);
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < CIRCLE; i += 4)
        draw_eye_spot(p, eye,
                      on_eye(EYE_MIDDLE - .02 + .265 * (double)p->cosine[i],
                             .015 + .265 * (double)p->sine[i]));
    draw_fill(p, iris);
    draw_clip(p, path);
    if (!head_fine(p)) return;
    draw_path(p);
    draw_run(p, UH_CURVE_SMOOTH);
    for (int i = 0; i < CIRCLE; i += 6)
        draw_eye_spot(p, eye,
                      on_eye(EYE_MIDDLE + (eye->side ? .07 : -.11) + .07 * (double)p->cosine[i],
                             .10 + .07 * (double)p->sine[i]));
    struct uh_colour glint = colour_of(0xffffff);
    glint.alpha = faded(.85 * clear);
    draw_fill(p, glint);
}

static void draw_eye(struct uh_painter *p, int side, double open, struct uh_colour lash,
                     int skull) {
    struct eye eye = eye_of(p, side);
    double seen = uh_dot(eye.view, on_eye(EYE_MIDDLE, 0)), far = away(p, side),
           clear = uh_smooth(-.12 + .41 * far, .06 + .42 * far, seen);
    if (clear <= 0) return;
    double lower = -.16, upper = lower + .43 * open;
    if (open > .05)
        draw_ball(p, &eye, upper, lower, lash, clear * uh_smooth(.08, .28, seen), skull);
    lash.alpha = faded(clear);
    draw_lash(p, &eye, upper, open > .05 ? .125 : .105, lash);
    if (!head_fine(p)) return;
    struct uh_colour crease = colour_line(p, colour_of(p->palette->skin));
    crease.alpha = faded(.45 * clear);
    draw_crease(p, &eye, open > .05 ? upper + .24 : .17, crease);
}

static void draw_brow(struct uh_painter *p, const struct form *skull, int side,
                      struct uh_colour brow, int path) {
    static const short shape[][3] = {
        {800, 16240, 150}, {780, 16281, 155}, {740, 16305, 280}, {640, 16300, 400},
        {520, 16240, 510}, {630, 16274, 400}, {740, 16268, 280},
    };
    enum { N = sizeof shape / sizeof shape[0] };
    short at[N][3];
    for (int i = 0; i < N; i++) {
        at[i][0] = shape[i][0], at[i][2] = (short)(tucked(p, side, shape[i][2] * TENTH) / TENTH);
        at[i][1] = (short)(shape[i][1] - bowed(p) * 2.4 * (shape[i][2] - 320));
    }
    double seen = head_facing(p, side, .9, 0, .44), far = away(p, side);
    brow.alpha = faded(uh_smooth(.15 * far, .20 + .14 * far, seen));
    draw_patch(p, skull, (const short(*)[3])at, N, side, brow, path);
}

// The nose's flank in shade where it is turned from the light, its ridge where it hides the cheek.
static void draw_nose_side(struct uh_painter *p, int side, struct uh_colour skin,
                           struct uh_colour line, int path) {
    static const short flank[][3] = {{905, 16030, 40},  {1000, 15900, 40}, {1065, 15770, 50},
                                     {1010, 15690, 80}, {900, 15690, 155}, {880, 15770, 150},
                                     {850, 15930, 90}};
    static const short ridge[][3] = {{840, 16050, 45},  {925, 15920, 42},  {1010, 15820, 50},
                                     {1055, 15765, 58}, {1035, 15702, 72}, {1062, 15760, 84},
                                     {1012, 15835, 74}, {930, 15925, 58}};
    enum { FLANK = sizeof flank / sizeof flank[0], RIDGE = sizeof ridge / sizeof ridge[0] };
    double out = head_facing(p, side, .60, .10, .79), front = head_facing(p, 0, 1, 0, 0);
    struct uh_vec3 flat = turned(p, UH_HEAD, side, .5, 0, .86);
    double turned_off = .8 * uh_dot(flat, p->camera->right) - .3 * uh_dot(flat, p->camera->up);
    double shade =
               uh_smooth(0, .35, out) * uh_smooth(-.1, .6, turned_off) * uh_smooth(0, .3, front),
           edge = uh_smooth(.20, -.10, out) * uh_smooth(.02, .30, front);
    if (shade > .02 && head_fine(p)) {
        struct uh_colour c = colour_shade(skin);
        c.alpha = faded(.6 * shade);
        draw_path(p);
        draw_run(p, UH_CURVE_SMOOTH);
        for (int i = 0; i < FLANK; i++) draw_spot3(p, on_head(p, side, flank[i]));
        draw_fill(p, c);
        draw_clip(p, path);
    }
    if (edge > .02) {
        line.alpha = faded(.9 * edge);
        draw_path(p);
        draw_run(p, UH_CURVE_SMOOTH);
        for (int i = 0; i < RIDGE; i++) draw_spot3(p, on_head(p, side, ridge[i]));
        draw_fill(p, line);
        draw_clip(p, path);
    }
}

// The line below the tip, from wing to wing; a wing that is turned away draws in to the tip.
static void draw_nose_base(struct uh_painter *p, struct uh_colour line, int path) {
    double front = head_facing(p, 0, 1, 0, 0), clear = uh_smooth(-.02, .3, front);
    if (clear <= 0) return;
    struct uh_vec3 tip = on_bone(p, UH_HEAD, 0, .1000, 1.5674, 0), points[7];
    for (int side = 0; side < 2; side++) {
        double in = uh_smooth(.05, -.25, head_facing(p, side, .60, .10, .79));
        int to = side ? -1 : 1;
        points[3 + to] = uh_mix(on_bone(p, UH_HEAD, side, .0975, 1.5694, .0066), tip, in);
        points[3 + 2 * to] = uh_mix(on_bone(p, UH_HEAD, side, .0920, 1.5686, .0125), tip, in);
        points[3 + 3 * to] = uh_mix(on_bone(p, UH_HEAD, side, .0880, 1.5725, .0152), tip, in);
    }
    points[3] = tip;
    line.alpha = faded(.75 * clear);
    draw_line(p, points, 7, line, .0022 * p->unit);
    draw_clip(p, path);
}

// The lips draw in on the side that turns away.
static void wrap(const struct uh_painter *p, const short (*from)[3], int count, short (*to)[3]) {
    for (int i = 0; i < count; i++) {
        int side = from[i][2] < 0 ? UH_SIDE_LEFT : UH_SIDE_RIGHT;
        double off = away(p, side);
        to[i][0] = from[i][0];
        to[i][1] = (short)(from[i][1] + .8 * off * (15478 - from[i][1]) * (abs(from[i][2]) > 150));
        to[i][2] = (short)(from[i][2] * (1 - .22 * off));
    }
}

static void draw_mouth(struct uh_painter *p, struct uh_colour skin, struct uh_colour line,
                       int path) {
    static const short upper[][3] = {{780, 15499, -208}, {880, 15528, -100}, {915, 15547, -40},
                                     {920, 15537, 0},    {915, 15547, 40},   {880, 15528, 100},
                                     {780, 15499, 208},  {890, 15474, 95},   {920, 15478, 0},
                                     {890, 15474, -95}};
    static const short lower[][3] = {{780, 15499, -208}, {890, 15474, -95}, {920, 15478, 0},
                                     {890, 15474, 95},   {780, 15499, 208}, {880, 15424, 110},
                                     {910, 15402, 0},    {880, 15424, -110}};
    static const short parting[][3] = {{765, 15512, -220},
                                       {890, 15474, -95},
                                       {920, 15478, 0},
                                       {890, 15474, 95},
                                       {765, 15512, 220}};
    short above[10][3], below[8][3], between[5][3];
    wrap(p, upper, 10, above);
    wrap(p, lower, 8, below);
    wrap(p, parting, 5, between);
    struct form mouth = form_of(p, .0450, 1.5480, .0470, .0500, .0300, 0);
    double clear = uh_smooth(-.35, -.10, head_facing(p, 0, 1, 0, 0));
    if (clear <= 0) return;
    struct uh_colour red =
        p->style->muscles ? line
                          : colour_mix(colour_scale(skin, .84, .66, .63), colour_of(0xB5524C), .16);
    struct uh_colour dark = red, light = colour_mix(red, skin, .42),
                     deep = colour_mix(colour_scale(red, .72, .62, .62), line, .3);
    dark.alpha = light.alpha = deep.alpha = faded(clear);
    draw_patch(p, &mouth, (const short(*)[3])above, 10, 0, dark, path);
    if (head_fine(p)) draw_patch(p, &mouth, (const short(*)[3])below, 8, 0, light, path);
    struct uh_vec3 points[5 + 4], last = {0, 0, 0}; // and one where the line comes or goes
    double was = 1;
    int n = 0;
    for (int i = 0; i < 5; i++) {
        struct uh_vec3 d = form_toward(&mouth, between[i], 0);
        double out = uh_dot(d, mouth.view);
        if (i > 0 && (out < 0) != (was < 0))
            points[n++] = form_at(&mouth, uh_unit(uh_mix(last, d, was / (was - out))));
        if (out >= 0) points[n++] = form_at(&mouth, d);
        last = d;
        was = out;
    }
    if (n < 2) return;
    draw_line(p, points, n, deep, .0022 * p->unit);
    draw_clip(p, path);
}

static void draw_blush(struct uh_painter *p, int side, int path) {
    double seen = head_facing(p, side, .80, 0, .60);
    if (p->style->muscles || seen <= .3) return;
    struct uh_spot at = project(p->camera, on_bone(p, UH_HEAD, side, .068, 1.571, .045)),
                   reach = {(float)(.0205 * p->unit * fmin(1, seen * 1.15)), 0},
                   aside = {0, (float)(.0155 * p->unit)};
    // Warmer than the skin, whatever that is.
    struct uh_colour blush = colour_mix(colour_of(p->palette->skin), colour_of(0xE8735A), .55);
    blush.alpha = (uint8_t)(95 * uh_smooth(.3, .6, seen));
    draw_soft_ellipse(p, at, reach, aside, blush);
    draw_clip(p, path);
}

void draw_face(struct uh_painter *p, const struct form *skull, int path) {
    struct uh_colour skin = colour_of(p->palette->skin), hair = colour_of(p->palette->hair),
                     line = colour_line(p, skin);
    struct uh_colour lash = p->style->muscles ? line : colour_mix(hair, colour_of(0x2A1A16), .5);
    double open = openness(p);
    if (head_facing(p, 0, 1, 0, 0) < -.75) return;
    for (int side = 0; side < 2; side++) {
        draw_blush(p, side, path);
        draw_eye(p, side, open, lash, path);
        draw_brow(p, skull, side, colour_mix(hair, skin, .22), path);
    }
    draw_mouth(p, skin, line, path);
    for (int side = 0; side < 2; side++) draw_nose_side(p, side, skin, line, path);
    draw_nose_base(p, line, path);
}
