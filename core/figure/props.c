// SPDX-License-Identifier: Apache-2.0
// Things the figure meets: chair, roller, towel, bar, dumbbells, band, door frame. Boxes are drawn
// face by face; round things are chains of discs like limbs.
#include "painter.h"

#include <math.h>

#define WRIST_Y .84425
#define HAND_X -.028
#define HAND_Z .172
#define INK 0x3A2A33

static struct part *next_part(struct uh_painter *p, enum look look, struct uh_colour colour) {
    struct part *t = &p->parts[p->part_count < PART_MAX ? p->part_count++ : PART_MAX - 1];
    t->look = look;
    t->colour = colour;
    return t;
}

// A box; its discs only serve to find where it lies in the order.
static struct part *add_box(struct uh_painter *p, struct uh_vec3 centre, struct uh_vec3 half,
                            struct uh_colour colour) {
    struct part *t = next_part(p, LOOK_BOX, colour);
    struct uh_vec3 none = {0};
    t->centre = uh_scale(centre, p->size);
    t->half = uh_scale(half, p->size);
    for (int i = 0; i < 27; i++) {
        struct uh_vec3 step = uh_vec3((i % 3 - 1) * .8, (i / 3 % 3 - 1) * .8, (i / 9 - 1) * .8);
        add_disc(
            t,
            uh_add(t->centre, uh_vec3(step.x * t->half.x, step.y * t->half.y, step.z * t->half.z)),
            none, none, .06);
    }
    return t;
}

static struct part *add_rod(struct uh_painter *p, struct uh_vec3 from, struct uh_vec3 to,
                            struct uh_vec3 u, struct uh_vec3 v, double radius,
                            struct uh_colour colour) {
    struct part *t = next_part(p, LOOK_PROP, colour);
    for (int i = 0; i < 5; i++)
        add_disc(t, uh_mix(from, to, i / 4.), uh_scale(u, radius), uh_scale(v, radius), radius);
    link_chain(t, 0, 4);
    return t;
}

static void build_chair(struct uh_painter *p) {
    double x = p->figure->chair_x / p->size;
    struct uh_colour wood = colour_of(p->palette->wood), dark = colour_scale(wood, .86, .83, .82);
    add_box(p, uh_vec3(x - .007, .438, 0), uh_vec3(.207, .018, .205), wood)->tag = TAG_SEAT;
    for (int k = -1; k <= 1; k += 2) {
        add_box(p, uh_vec3(x + .180, .21, k * .184), uh_vec3(.0165, .21, .0165), dark);
        add_box(p, uh_vec3(x - .231, .47, k * .184), uh_vec3(.0155, .47, .0165), dark);
    }
    add_box(p, uh_vec3(x - .231, .867, 0), uh_vec3(.012, .065, .168), wood)->tag = TAG_PANEL;
    add_box(p, uh_vec3(x - .231, .67, 0), uh_vec3(.010, .028, .168), wood)->tag = TAG_PANEL;
    double near = p->camera->toward.z > 0 ? .186 : -.186,
           front = p->camera->toward.x > 0 ? .180 : -.220;
    add_box(p, uh_vec3(x - .02, .397, near), uh_vec3(.19, .024, .008), dark);
    add_box(p, uh_vec3(x + front, .397, 0), uh_vec3(.008, .024, .17), dark);
    add_box(p, uh_vec3(x - .02, .17, near * .985), uh_vec3(.19, .011, .009), dark);
}

static void build_cylinders(struct uh_painter *p) {
    for (int k = 0; k < p->figure->world.cylinder_count; k++) {
        const struct uh_cylinder *c = &p->figure->world.cylinder[k];
        bool towel = p->figure->props & UH_PROP_TOWEL;
        struct uh_colour colour = colour_of(p->palette->prop);
        if (towel) colour = colour_mix(colour, colour_of(0xffffff), .30);
        struct uh_vec3 end = uh_scale(c->axis, c->half_length);
        struct uh_vec3 u = fabs(c->axis.x) > .5 ? uh_vec3(0, 0, 1) : uh_vec3(1, 0, 0);
        struct part *t = add_rod(p, uh_sub(c->centre, end), uh_add(c->centre, end), u,
                                 uh_vec3(0, 1, 0), c->radius, colour);
        t->tag = towel ? TAG_TOWEL : TAG_ROLLER;
    }
}

// Soft: an ellipse that swells from its ends to its middle; fuller than where the head presses it.
static void build_pillow(struct uh_painter *p) {
    static const struct {
        double along, wide;
    } slices[] = {{-1, .62}, {-.93, .88}, {-.6, 1}, {0, .97}, {.6, 1}, {.93, .88}, {1, .62}};
    enum { SLICES = sizeof slices / sizeof slices[0] };
    const double full = 1.08;
    struct uh_vec3 top = p->figure->pillow;
    double s = p->size, half = top.y * full / 2;
    struct uh_colour linen = colour_mix(colour_of(p->palette->mat), colour_of(0xffffff), .78);
    if (p->style->dark) linen = colour_mix(linen, colour_of(0x252933), .28);
    struct part *t = next_part(p, LOOK_PROP, linen);
    t->tag = TAG_PILLOW;
    for (int i = 0; i < SLICES; i++) {
        double wide = slices[i].wide;
        add_disc(t, uh_vec3(top.x, half, top.z + slices[i].along * UH_PILLOW_HALF_Z * s),
                 uh_vec3(UH_PILLOW_HALF_X * s * wide, 0, 0), uh_vec3(0, half * wide, 0),
                 half * wide);
    }
    link_chain(t, 0, SLICES - 1);
}

// A round bar between two posts on a frame that stands by itself.
static void build_bar(struct uh_painter *p) {
    double s = p->size, x = -.02 * s, y = p->figure->bar_y, z = .62 * s;
    double far = x + (p->camera->toward.x > 0 ? -.29 : .27) * s; // the strut is not stood on
    struct uh_colour metal = colour_of(p->palette->metal),
                     light = colour_mix(metal, colour_of(0xffffff), .16),
                     rubber = colour_scale(metal, .66, .66, .70);
    const struct uh_vec3 ex = {1, 0, 0}, ey = {0, 1, 0}, ez = {0, 0, 1};
    add_rod(p, uh_vec3(x, y, -z), uh_vec3(x, y, z), ex, ey, .016 * s, metal)->tag = TAG_BAR;
    add_rod(p, uh_vec3(far, .020 * s, -z), uh_vec3(far, .020 * s, z), ex, ey, .018 * s, light)
        ->tag = TAG_STRUT;
    for (int k = -1; k <= 1; k += 2) {
        add_rod(p, uh_vec3(x, .03 * s, k * z), uh_vec3(x, y + .035 * s, k * z), ex, ez, .024 * s,
                light);
        add_rod(p, uh_vec3(x - .32 * s, .022 * s, k * z), uh_vec3(x + .30 * s, .022 * s, k * z), ey,
                ez, .022 * s, rubber);
    }
}

// The axis of what a closed hand holds.
static void grip_axis(const struct uh_painter *p, int side, double reach, struct uh_vec3 *from,
                      struct uh_vec3 *to) {
    *from = on_bone(p, UH_HAND, side, HAND_X - reach, WRIST_Y - .090, HAND_Z - .029);
    *to = on_bone(p, UH_HAND, side, HAND_X + reach + .003, WRIST_Y - .090, HAND_Z - .029);
}

static void build_dumbbell(struct uh_painter *p, int side) {
    struct uh_colour metal = colour_of(p->palette->metal);
    struct uh_vec3 a, b, u = turned(p, UH_HAND, side, 0, 1, 0),
                         v = turned(p, UH_HAND, side, 0, 0, 1);
    grip_axis(p, side, .062, &a, &b);
    struct uh_vec3 along = uh_unit(uh_sub(b, a));
    struct uh_vec3 plate = uh_scale(along, .045 * p->size), lap = uh_scale(along, .004 * p->size);
    add_rod(p, a, b, u, v, .0125 * p->size, colour_mix(metal, colour_of(0xffffff), .25))->tag =
        TAG_HELD;
    add_rod(p, uh_sub(a, plate), uh_add(a, lap), u, v, .046 * p->size, metal);
    add_rod(p, uh_sub(b, lap), uh_add(b, plate), u, v, .046 * p->size, metal);
}

static void build_handle(struct uh_painter *p, int side) {
    struct uh_vec3 a, b;
    grip_axis(p, side, .060, &a, &b);
    add_rod(p, a, b, turned(p, UH_HAND, side, 0, 1, 0), turned(p, UH_HAND, side, 0, 0, 1),
            .0135 * p->size, colour_of(p->palette->metal))
        ->tag = TAG_HELD;
}

void build_held(struct uh_painter *p, int side) {
    if (p->figure->dumbbells >> side & 1) build_dumbbell(p, side);
    if (p->figure->props & UH_PROP_BAND) build_handle(p, side);
}

// A post on a plate, which a band is fixed to.
static void build_post(struct uh_painter *p, struct uh_vec3 anchor) {
    double s = p->size, x = anchor.x / s + .035, z = anchor.z / s, half = (anchor.y / s + .25) / 2;
    struct uh_colour metal = colour_of(p->palette->metal);
    add_box(p, uh_vec3(x, half, z), uh_vec3(.028, half, .034),
            colour_mix(metal, colour_of(0xffffff), .12))
        ->tag = TAG_PANEL;
    add_box(p, uh_vec3(x, .009, z), uh_vec3(.17, .009, .17),
            colour_mix(metal, colour_of(0xffffff), .04));
}

// A plate with a ring in it that points to the hands; where the band hangs in it.
static struct uh_vec3 build_hook(struct uh_painter *p, struct uh_vec3 anchor) {
    enum { BEADS = 14 };
    double s = p->size;
    struct uh_colour metal = colour_of(p->palette->metal);
    struct uh_vec3 hands = uh_mix(p->posture->at[uh_bone_on(UH_HAND, 0)],
                                  p->posture->at[uh_bone_on(UH_HAND, 1)], .5),
                   way = uh_unit(uh_sub(hands, anchor)),
                   up = uh_unit(uh_cross(uh_cross(way, uh_vec3(0, 1, 0)), way));
    add_rod(p, uh_add(anchor, uh_vec3(-.012 * s, 0, 0)), anchor, uh_vec3(0, 1, 0), uh_vec3(0, 0, 1),
            .030 * s, colour_scale(metal, .72, .72, .76));
    struct part *ring = next_part(p, LOOK_PROP, colour_mix(metal, colour_of(0xffffff), .35));
    for (int i = 0; i <= BEADS; i++) {
        double a = 2 * UH_PI * i / BEADS;
        add_ball_at(p, ring,
                    uh_add(anchor, uh_combine(way, (.026 + .024 * uh_cos(a)) * s, up,
                                              .024 * uh_sin(a) * s)),
                    .0048 * s);
    }
    link_chain(ring, 0, BEADS);
    return uh_add(anchor, uh_scale(way, .048 * s));
}

// A band from each hand to the anchor, thinner the more it is stretched; with handles.
static void build_band(struct uh_painter *p) {
    struct uh_vec3 anchor = p->figure->band_anchor;
    double s = p->size;
    if (!(p->figure->props & UH_PROP_BAR)) build_post(p, anchor);
    struct uh_vec3 hook = build_hook(p, anchor);
    for (int side = 0; side < 2; side++) {
        struct uh_vec3 hand = on_bone(p, UH_HAND, side, HAND_X, WRIST_Y - .088, HAND_Z - .029);
        struct uh_vec3 end = uh_add(hook, uh_vec3(0, 0, (side ? -.007 : .007) * s));
        double length = uh_length(uh_sub(end, hand)) / s;
        double radius = .0095 * s * fmin(1.15, sqrt(.8 / fmax(length, .3)));
        struct part *t = next_part(p, LOOK_PROP, colour_of(p->palette->prop));
        t->tag = TAG_BAND;
        for (int i = 0; i <= 16; i++) add_ball_at(p, t, uh_mix(hand, end, i / 16.), radius);
        link_chain(t, 0, 16);
        build_handle(p, side);
    }
}

static void build_door(struct uh_painter *p) {
    double x = p->figure->wall_x / p->size;
    struct uh_colour frame =
        p->style->dark ? colour_of(0x4A5060)
                       : colour_mix(colour_of(p->palette->wall), colour_of(0xffffff), .45);
    for (int k = -1; k <= 1; k += 2)
        add_box(p, uh_vec3(x + .05, 1.045, k * (UH_DOOR_HALF + UH_DOOR_BOARD / 2)),
                uh_vec3(.052, 1.045, UH_DOOR_BOARD / 2), frame)
            ->tag = TAG_PANEL;
    add_box(p, uh_vec3(x + .05, 2.045, 0), uh_vec3(.052, .045, UH_DOOR_HALF), frame)->tag =
        TAG_PANEL;
}

// The crank of an exercise bike turns with the feet that push its pedals.
#define CRANK_X .10
#define CRANK_Y .32

static void build_crank(struct uh_painter *p, int side) {
    struct uh_colour metal = colour_of(p->palette->metal);
    double s = p->size, out = (side ? -.055 : .055) * s;
    int ball = uh_site_find(side ? "ball.L" : "ball.R", 6);
    struct uh_vec3 foot = uh_site_at(p->skeleton, p->posture, ball);
    struct uh_vec3 pedal = uh_vec3(foot.x, foot.y - .034 * s, out);
    add_rod(p, uh_vec3(CRANK_X * s, CRANK_Y * s, out), pedal, uh_vec3(1, 0, 0), uh_vec3(0, 1, 0),
            .012 * s, metal);
    add_box(p, uh_vec3(pedal.x / s, pedal.y / s, foot.z / s), uh_vec3(.045, .009, .038),
            colour_scale(metal, .7, .7, .72));
}

static void build_bike(struct uh_painter *p) {
    struct uh_colour metal = colour_of(p->palette->metal),
                     light = colour_mix(metal, colour_of(0xffffff), .25),
                     dark = colour_scale(metal, .62, .62, .66);
    double s = p->size;
    const struct {
        struct uh_vec3 from, to;
        double radius;
    } tubes[] = {
        {{CRANK_X, CRANK_Y, 0}, {-.17, .85, 0}, .022}, // to the saddle
        {{CRANK_X, CRANK_Y, 0}, {.52, .32, 0}, .022},  // to the wheel
        {{.52, .32, 0}, {.44, 1.02, 0}, .022},         // to the handlebar
        {{-.17, .60, 0}, {.46, .70, 0}, .020},         {{CRANK_X, CRANK_Y, 0}, {.02, .04, 0}, .022},
        {{.52, .32, 0}, {.56, .04, 0}, .022},
    };
    add_rod(p, uh_scale(uh_vec3(.52, .32, -.022), s), uh_scale(uh_vec3(.52, .32, .022), s),
            uh_vec3(1, 0, 0), uh_vec3(0, 1, 0), .23 * s, light);
    for (size_t i = 0; i < sizeof tubes / sizeof tubes[0]; i++) {
        struct uh_vec3 way = uh_unit(uh_sub(tubes[i].to, tubes[i].from));
        add_rod(p, uh_scale(tubes[i].from, s), uh_scale(tubes[i].to, s),
                uh_cross(way, uh_vec3(0, 0, 1)), uh_vec3(0, 0, 1), tubes[i].radius * s, metal);
    }
    add_box(p, uh_vec3(.29, .022, 0), uh_vec3(.42, .022, .03), metal);
    for (int k = -1; k <= 1; k += 2)
        add_box(p, uh_vec3(.29 + k * .38, .02, 0), uh_vec3(.03, .02, .20), metal);
    add_box(p, uh_vec3(-.17, .862, 0), uh_vec3(.13, .022, .075), dark);
    add_rod(p, uh_scale(uh_vec3(.46, 1.04, -.23), s), uh_scale(uh_vec3(.46, 1.04, .23), s),
            uh_vec3(1, 0, 0), uh_vec3(0, 1, 0), .016 * s, dark)
        ->tag = TAG_BAR;
    for (int side = 0; side < 2; side++) build_crank(p, side);
}

void build_props(struct uh_painter *p) {
    unsigned props = p->figure->props;
    if (props & UH_PROP_CHAIR) build_chair(p);
    build_cylinders(p);
    if (props & UH_PROP_PILLOW) build_pillow(p);
    if (props & UH_PROP_BAR) build_bar(p);
    for (int side = 0; side < 2; side++)
        if (p->figure->dumbbells >> side & 1) build_dumbbell(p, side);
    if (props & UH_PROP_BAND) build_band(p);
    if (props & UH_PROP_DOORWAY) build_door(p);
    if (props & UH_PROP_BIKE) build_bike(p);
}

// Where thighs and hips press on the seat.
static void draw_seat_shadow(struct uh_painter *p, int seat, double y) {
    int before = p->polygon_count;
    pick_none(p);
    for (int id = PART_THIGH; id <= PART_PELVIS; id++) {
        struct uh_spot spots[DISC_MAX * 8], hull[DISC_MAX * 16];
        int n = 0;
        for (int i = 0; i < p->parts[id].disc_count && i < 7; i++) {
            const struct disc *d = &p->parts[id].discs[i];
            if (d->at.y > y + .22 * p->size) continue;
            for (int t = 0; t < 8; t++)
                spots[n++] =
                    project(p->camera, uh_vec3(d->at.x + d->radius * .95 * p->cosine[t * 3] + .012,
                                               y, d->at.z + d->radius * .95 * p->sine[t * 3]));
        }
        if (n > 3) pick(p, polygon_add(p, hull, hull_of(spots, n, hull)));
    }
    if (p->picked_count > 0) {
        draw_outline(p, .5);
        draw_fill(p, colour_clear(0x2A1B20, .26));
        draw_clip(p, seat);
    }
    p->polygon_count = before;
}

static struct uh_vec3 corner_of(const struct part *box, int corner) {
    return uh_add(box->centre, uh_vec3(corner & 1 ? box->half.x : -box->half.x,
                                       corner & 2 ? box->half.y : -box->half.y,
                                       corner & 4 ? box->half.z : -box->half.z));
}

// A face of some size runs from light at the corner that is highest on the left to shade.
static void fade_face(struct uh_painter *p, const struct part *box, const int corners[4],
                      struct uh_colour c) {
    struct uh_spot low = {0}, high = {0};
    float least = 1e9f, most = -1e9f;
    for (int k = 0; k < 4; k++) {
        struct uh_spot s = project(p->camera, corner_of(box, corners[k]));
        float far = s.x * .57f + s.y * .82f;
        if (far < least) least = far, low = s;
        if (far > most) most = far, high = s;
    }
    if (spots_apart(low, high) > .1 * p->unit)
        draw_fade(p, low, high, colour_mix(c, colour_of(0xFFF3DC), .16),
                  colour_mix(c, colour_of(INK), .10));
}

void draw_box(struct uh_painter *p, const struct part *part) {
    static const struct {
        int corner[4];
        struct uh_vec3 normal;
        double dark;
    } faces[6] = {
        {{1, 3, 7, 5}, {1, 0, 0}, .10}, {{0, 4, 6, 2}, {-1, 0, 0}, .10},
        {{2, 6, 7, 3}, {0, 1, 0}, 0},   {{0, 1, 5, 4}, {0, -1, 0}, .22},
        {{4, 5, 7, 6}, {0, 0, 1}, .22}, {{0, 2, 3, 1}, {0, 0, -1}, .22},
    };
    for (int f = 0; f < 6; f++) {
        if (uh_dot(faces[f].normal, p->camera->toward) <= .001) continue;
        bool top = faces[f].normal.y > 0;
        int path = draw_path(p);
        draw_run(p, UH_CURVE_STRAIGHT);
        for (int k = 0; k < 4; k++) draw_spot3(p, corner_of(part, faces[f].corner[k]));
        struct uh_colour c = colour_mix(part->colour, colour_of(0xffffff), top ? .08 : 0);
        c = colour_mix(c, colour_of(INK), faces[f].dark);
        draw_fill(p, c);
        if (part->tag != TAG_NONE) fade_face(p, part, faces[f].corner, c);
        draw_stroke(p, colour_mix(c, colour_of(INK), .16), .0016 * p->unit);
        if (part->tag == TAG_SEAT && top) draw_seat_shadow(p, path, part->centre.y + part->half.y);
    }
}

// Grooves round a roller, where they are seen.
static void draw_grooves(struct uh_painter *p, const struct part *part, struct uh_colour base) {
    struct uh_vec3 axis = uh_unit(uh_sub(part->discs[4].at, part->discs[0].at)),
                   across = uh_cross(p->camera->toward, axis);
    if (uh_length(across) < .2) return;
    across = uh_unit(across);
    struct uh_vec3 before = uh_cross(axis, across);
    if (uh_dot(before, p->camera->toward) < 0) before = uh_scale(before, -1);
    draw_path(p);
    for (int ring = 1; ring < 4; ring++) {
        struct uh_vec3 at = uh_mix(part->discs[0].at, part->discs[4].at, ring / 4.);
        double r = part->discs[0].radius;
        draw_run(p, UH_CURVE_OPEN);
        for (int k = 0; k <= 6; k++) {
            double a = UH_PI * k / 6;
            draw_spot3(p, uh_add(at, uh_combine(across, r * uh_cos(a), before, r * uh_sin(a))));
        }
    }
    draw_stroke(p, colour_mix(base, colour_of(INK), .20), .0040 * p->unit);
}

// The face of a thick cylinder: a rim, a core, and for rollers and towels a hollow.
void draw_cylinder_ends(struct uh_painter *p, const struct part *part, struct uh_colour base) {
    static const double rings[3] = {.97, .56, .50};
    struct uh_vec3 axis = uh_sub(part->discs[4].at, part->discs[0].at);
    if (part->tag == TAG_ROLLER) draw_grooves(p, part, base);
    const struct disc *end = &part->discs[uh_dot(axis, p->camera->toward) > 0 ? 4 : 0];
    if (fabs(uh_dot(uh_unit(axis), p->camera->toward)) <= .06) return;
    bool hollow = part->tag == TAG_ROLLER || part->tag == TAG_TOWEL;
    struct uh_colour white = colour_of(0xffffff), shade = colour_shade(base);
    struct uh_colour tones[3] = {
        colour_mix(base, white, hollow ? .10 : .16),
        hollow ? colour_mix(shade, base, .4) : colour_mix(base, white, .08),
        colour_scale(shade, .92, .90, .92),
    };
    for (int k = 0; k < (hollow ? 3 : 2); k++) {
        draw_path(p);
        draw_run(p, UH_CURVE_SMOOTH);
        for (int t = 0; t < CIRCLE; t += 2)
            draw_spot3(p, uh_add(end->at, uh_combine(end->u, rings[k] * p->cosine[t], end->v,
                                                     rings[k] * p->sine[t])));
        draw_fill(p, tones[k]);
    }
}
