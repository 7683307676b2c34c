// SPDX-License-Identifier: Apache-2.0
// The flesh: every part as discs in the frames of its bones, in coordinates of neutral standing at
// 1.70 m, right side. A part's shape on the picture is the union of hulls over linked discs.
#include "painter.h"

#include <math.h>
#include <string.h>

struct uh_vec3 on_bone(const struct uh_painter *p, int bone, int side, double x, double y,
                       double z) {
    return uh_point_on(p->skeleton, p->posture, bone, side, uh_vec3(x, y, z));
}

static int bone_index(int bone, int side) {
    return bone >= UH_SCAPULA ? bone + side : bone >= UH_CLAVICLE ? uh_bone_on(bone, side) : bone;
}

struct uh_vec3 turned(const struct uh_painter *p, int bone, int side, double x, double y,
                      double z) {
    return uh_turn(&p->posture->turn[bone_index(bone, side)],
                   uh_vec3(x, y, side == UH_SIDE_LEFT ? -z : z));
}

int add_disc(struct part *part, struct uh_vec3 at, struct uh_vec3 u, struct uh_vec3 v,
             double radius) {
    if (part->disc_count == DISC_MAX) return DISC_MAX - 1;
    part->discs[part->disc_count] = (struct disc){.at = at, .u = u, .v = v, .radius = radius};
    return part->disc_count++;
}

int add_ball_at(struct uh_painter *p, struct part *part, struct uh_vec3 at, double radius) {
    int i = add_disc(part, at, uh_scale(p->camera->right, radius), uh_scale(p->camera->up, radius),
                     radius);
    part->discs[i].round = true;
    return i;
}

int add_ball(struct uh_painter *p, struct part *part, int bone, int side, double x, double y,
             double z, double radius) {
    return add_ball_at(p, part, on_bone(p, bone, side, x, y, z), radius * p->size);
}

// A cross-section at right angles to the bone, tilted forward by an angle.
static int add_tilted(struct uh_painter *p, struct part *part, int bone, int side, double x,
                      double y, double z, double half_x, double half_z, double tilt) {
    double hx = half_x * p->size, hz = half_z * p->size;
    return add_disc(part, on_bone(p, bone, side, x, y, z),
                    turned(p, bone, side, hx * uh_cos(tilt), hx * uh_sin(tilt), 0),
                    turned(p, bone, side, 0, 0, hz), (hx + hz) / 2);
}

int add_section(struct uh_painter *p, struct part *part, int bone, int side, double x, double y,
                double z, double half_x, double half_z) {
    return add_tilted(p, part, bone, side, x, y, z, half_x, half_z, 0);
}

void link_discs(struct part *part, int a, int b, int c, int d) {
    if (part->link_count == LINK_MAX) return;
    short *link = part->links[part->link_count++];
    link[0] = (short)a, link[1] = (short)b, link[2] = (short)c, link[3] = (short)d;
}

void link_chain(struct part *part, int first, int last) {
    for (int i = first; i < last; i++) link_discs(part, i, i + 1, -1, -1);
}

static struct ring ring_of(const struct part *part, int disc) {
    return (struct ring){part->discs[disc].at, part->discs[disc].u, part->discs[disc].v};
}

static struct part *begin_part(struct uh_painter *p, int id, enum look look) {
    p->parts[id].look = look;
    return &p->parts[id];
}

// Joint heights in neutral standing.
#define ELBOW_Y 1.09245
#define WRIST_Y .84425
#define KNEE_Y .4845

// How far an arm is raised from hanging along the trunk: 0, level 1/2, overhead 1.
double arm_raised(const struct uh_painter *p, int side) {
    return .5 - .5 * uh_dot(turned(p, UH_UPPER_ARM, side, 0, 1, 0),
                            turned(p, UH_THORAX_4, side, 0, 1, 0));
}

// How far a raised arm has drawn up deltoid and cloth, 0..1.
static double drawn_up(const struct uh_painter *p, int side) {
    return uh_smooth(.2, .95, arm_raised(p, side));
}

// How much farther out a sturdy shoulder lies, in metres at a stature of 1.70.
static double shoulder_out(const struct uh_painter *p) {
    return .06 * (p->build->deltoid - 1);
}

// Where a sleeve ends, at a radius. Hanging, it is cut longer on the outside; raised, the cloth
// slides back to the shoulder, more so on top.
static struct ring hem_of(const struct uh_painter *p, int side, double radius) {
    double up = drawn_up(p, side), r = radius * p->build->arm * p->size;
    return (struct ring){
        on_bone(p, UH_UPPER_ARM, side, -.026, 1.262 + .024 * up, .164 + shoulder_out(p)),
        turned(p, UH_UPPER_ARM, side, r, 0, 0),
        turned(p, UH_UPPER_ARM, side, 0, (-.16 + .50 * up) * r, r)};
}

// Biceps before the bone and triceps behind it taper to the elbow, whose point stands out behind as
// it bends; the forearm swells below it, first on the thumb's side, and tapers to the wrist.
static void build_arm(struct uh_painter *p, int side) {
    const double x = -.028, z = .172, k = p->build->arm;
    struct part *t = begin_part(p, PART_ARM + side, LOOK_SKIN);
    struct ring hem = hem_of(p, side, .0392);
    add_disc(t, hem.at, hem.u, hem.v, .0392 * k * p->size);
    add_ball(p, t, UH_UPPER_ARM, side, x + .004, 1.204, z - .005, .0390 * k);
    add_ball(p, t, UH_UPPER_ARM, side, x + .005, 1.165, z - .002, .0372 * k);
    add_ball(p, t, UH_UPPER_ARM, side, x + .002, ELBOW_Y + .036, z, .0334 * k);
    add_ball(p, t, UH_UPPER_ARM, side, x, ELBOW_Y, z, .0300 * k);
    link_chain(t, 0, 4);
    t = begin_part(p, PART_FOREARM + side, LOOK_SKIN);
    add_ball(p, t, UH_FOREARM, side, x, ELBOW_Y, z, .0300 * k);
    add_ball(p, t, UH_FOREARM, side, x + .006, ELBOW_Y - .030, z + .003, .0342 * k);
    add_ball(p, t, UH_FOREARM, side, x + .007, ELBOW_Y - .058, z + .003, .0356 * k);
    add_ball(p, t, UH_FOREARM, side, x + .004, ELBOW_Y - .100, z, .0325 * k);
    add_ball(p, t, UH_RADIUS, side, x + .001, ELBOW_Y - .155, z, .0262 * k);
    add_section(p, t, UH_RADIUS, side, x, WRIST_Y + .040, z, .0232 * k, .0200 * k);
    add_ball(p, t, UH_RADIUS, side, x, WRIST_Y + .010, z, .0192 * k);
    int point = add_ball(p, t, UH_FOREARM, side, x - .013, ELBOW_Y + .010, z, .0185 * k);
    link_discs(t, point, 0, 2, -1);
    link_chain(t, 0, 6);
}

// Cloth, or the muscle under it, that spans the corner between trunk and arm: a chain of balls
// along a curve (a cubic of Bezier's) that leaves a place on the trunk in the direction of `lead`
// and ends `reach` along the arm, to which it comes at `meet`; `core` lies behind, in the shoulder.
struct fold {
    struct uh_vec3 from, lead;
    double meet, reach, radius;
    int core;
};

static struct uh_vec3 on_curve(struct uh_vec3 a, struct uh_vec3 b, struct uh_vec3 c,
                               struct uh_vec3 d, double u) {
    struct uh_vec3 ab = uh_mix(a, b, u), bc = uh_mix(b, c, u), cd = uh_mix(c, d, u);
    return uh_mix(uh_mix(ab, bc, u), uh_mix(bc, cd, u), u);
}

static void add_fold(struct uh_painter *p, struct part *t, int side, const struct fold *fold) {
    enum { BALLS = 4 };
    const double s = p->size;
    struct uh_vec3 joint = on_bone(p, UH_UPPER_ARM, side, -.028, 1.385, .168);
    struct uh_vec3 axis = turned(p, UH_UPPER_ARM, side, 0, -1, 0), to = uh_sub(fold->from, joint);
    struct uh_vec3 across = uh_sub(to, uh_scale(axis, uh_dot(to, axis)));
    double aside = (.0480 * p->build->arm - fold->radius) * s / fmax(uh_length(across), .05 * s);
    joint = uh_add(joint, uh_scale(across, aside));
    struct uh_vec3 meet = uh_add(joint, uh_scale(axis, fold->meet * s));
    struct uh_vec3 end = uh_add(joint, uh_scale(axis, fold->reach * s));
    struct uh_vec3 start = uh_add(fold->from, fold->lead);
    int first = t->disc_count;
    for (int i = 0; i <= BALLS; i++)
        add_ball_at(p, t, on_curve(fold->from, start, meet, end, (double)i / BALLS),
                    fold->radius * s);
    for (int i = first; i < first + BALLS; i++) link_discs(t, i, i + 1, fold->core, -1);
}

// Beyond the trunk: what spans the armpit is then seen behind it, with the sleeve.
static bool shoulder_is_far(const struct uh_painter *p, int side) {
    return uh_dot(turned(p, UH_THORAX_4, side, 0, 0, 1), p->camera->toward) < -.4;
}

// The fold below the arm hangs from wherever the arm points.
static void build_armpit(struct uh_painter *p, struct part *t, int side, int core) {
    struct uh_vec3 down = turned(p, UH_UPPER_ARM, side, 0, -1, 0);
    double ahead = uh_dot(down, turned(p, UH_THORAX_4, side, 1, 0, 0));
    double out = fabs(uh_dot(down, turned(p, UH_THORAX_4, side, 0, 0, 1))) + .35;
    double x = ahead / uh_span(ahead, out), z = out / uh_span(ahead, out);
    double leave = .085 * fabs(ahead), raised = arm_raised(p, side),
           lift = uh_smooth(.5, 1, raised);
    double high = .048 * uh_smooth(.35, .02, raised) * (1 - fabs(ahead)); // hanging, they part high
    struct fold pit = {.from = on_bone(p, UH_THORAX_3, side, -.010 + .070 * x,
                                       1.205 + high + .030 * lift, .110 * z * p->build->chest_z),
                       .lead =
                           turned(p, UH_THORAX_4, side, 0, .100 * p->size, .030 * lift * p->size),
                       .meet = leave,
                       .reach = .120 - .6 * high - .040 * lift + .3 * leave,
                       .radius = .026,
                       .core = core};
    add_fold(p, t, side, &pit);
}

// The trapezius, from the neck to wherever the arm points.
static void build_slope(struct uh_painter *p, struct part *t, int side) {
    struct fold slope = {.from = on_bone(p, UH_THORAX_5, side, -.036, 1.396, .100),
                         .lead = turned(p, UH_THORAX_5, side, 0, 0, .030 * p->size),
                         .reach = .070,
                         .radius = .024,
                         .core = 0};
    add_fold(p, t, side, &slope);
}

// Over the rounded deltoid, which bunches as it lifts the arm, to the hem; below it the triceps.
static void build_sleeve(struct uh_painter *p, int side) {
    const double x = -.028, z = .172, k = p->build->arm, d = p->build->deltoid;
    const double up = drawn_up(p, side), out = shoulder_out(p);
    struct part *t = begin_part(p, PART_SLEEVE + side, LOOK_SHIRT);
    add_ball(p, t, UH_UPPER_ARM, side, x, 1.364, z + out - .024 + .016 * up, .0425 * d);
    add_ball(p, t, UH_UPPER_ARM, side, x, 1.332, z + out - .014 + .012 * up,
             (.0450 + .006 * up) * d);
    add_ball(p, t, UH_UPPER_ARM, side, x + .001, 1.296, z + out - .010, (.0432 + .0035 * up) * k);
    const double hem = .0408 + .0026 * up;
    p->sleeve[side] = hem_of(p, side, hem);
    int edge =
        add_disc(t, p->sleeve[side].at, p->sleeve[side].u, p->sleeve[side].v, hem * k * p->size);
    link_chain(t, 0, edge);
    build_slope(p, t, side);
    if (shoulder_is_far(p, side)) build_armpit(p, t, side, 0);
}

// How far a thigh is raised forward, 0..1.
static double thigh_flexed(const struct uh_painter *p, int side) {
    return uh_smooth(
        .2, .9, uh_dot(turned(p, UH_THIGH, side, 0, -1, 0), turned(p, UH_PELVIS, side, 1, 0, 0)));
}

static void build_leg(struct uh_painter *p, int side) {
    const double z = .086, k = p->build->thigh, hip = p->build->hip;
    struct part *t = begin_part(p, PART_THIGH + side, LOOK_TROUSERS);
    int top = add_ball(p, t, UH_THIGH, side, -.004, .893, z, .0820 * k * hip);
    add_ball(p, t, UH_THIGH, side, -.002, .82, z + .001, .0875 * k);
    int mid = add_ball(p, t, UH_THIGH, side, .005, .74, z, .0835 * k);
    add_ball(p, t, UH_THIGH, side, .008, .65, z, .0745 * k);
    add_ball(p, t, UH_THIGH, side, .005, .56, z, .0620 * k);
    add_ball(p, t, UH_THIGH, side, .002, KNEE_Y + .026, z, .0545);
    add_ball(p, t, UH_THIGH, side, .002, KNEE_Y, z, .0515);
    link_chain(t, 0, 6);
    // The buttock spans from pelvis to thigh, so that a bent hip stays round.
    int seat = add_ball(p, t, UH_PELVIS, side, -.048, .888, .066, .0770 * hip);
    int back = add_ball(p, t, UH_THIGH, side, -.024, .83, z, .0780 * k);
    int crest = add_ball(p, t, UH_PELVIS, side, -.034, .940, .055, .0690 * hip);
    link_discs(t, seat, top, back, -1);
    link_discs(t, seat, back, mid, -1);
    link_discs(t, crest, seat, top, -1);
    // The groin, which a raised thigh pushes up before the belly.
    const double flexed = thigh_flexed(p, side);
    int groin =
        add_ball(p, t, UH_PELVIS, side, .020 + .022 * flexed, .895 + .025 * flexed, z - .012, .058);
    int thigh = add_ball(p, t, UH_THIGH, side, .012, .80, z, .068 * k);
    link_discs(t, groin, top, thigh, -1);
    t = begin_part(p, PART_SHANK + side, LOOK_TROUSERS);
    int knee = add_ball(p, t, UH_SHANK, side, .001, KNEE_Y, z, .0510);
    int below = add_ball(p, t, UH_SHANK, side, .000, KNEE_Y - .045, z, .0485);
    add_ball(p, t, UH_SHANK, side, -.011, KNEE_Y - .105, z + .003, .0525);
    add_ball(p, t, UH_SHANK, side, -.014, KNEE_Y - .155, z + .003, .0500);
    add_ball(p, t, UH_SHANK, side, -.010, KNEE_Y - .225, z + .001, .0420);
    add_ball(p, t, UH_SHANK, side, -.006, KNEE_Y - .285, z, .0360);
    int hem = add_section(p, t, UH_SHANK, side, -.004, .150, z, .0350, .0345);
    link_chain(t, 0, hem);
    p->cuff[side] = ring_of(t, hem);
    link_discs(t, add_ball(p, t, UH_SHANK, side, .016, KNEE_Y - .006, z, .0365), knee, below, -1);
}

static void build_foot(struct uh_painter *p, int side) {
    static const double toe_x[5] = {.171, .171, .162, .151, .138};
    static const double toe_z[5] = {-.021, -.003, .010, .021, .030};
    static const double toe_radius[5] = {.0142, .0105, .0100, .0095, .0088};
    const double z = .086;
    struct part *t = begin_part(p, PART_FOOT + side, LOOK_SKIN);
    int leg = add_section(p, t, UH_SHANK, side, -.004, .152, z, .0290, .0285);
    int low = add_ball(p, t, UH_SHANK, side, -.004, .115, z, .0262);
    int ankle = add_ball(p, t, UH_FOOT, side, -.006, .074, z, .0275);
    int knob = add_ball(p, t, UH_FOOT, side, -.002, .066, z, .0312);
    int heel = add_ball(p, t, UH_FOOT, side, -.041, .029, z, .0285);
    int tendon = add_ball(p, t, UH_FOOT, side, -.036, .055, z, .0200);
    int arch = add_ball(p, t, UH_FOOT, side, .040, .049, z - .005, .0260);
    int inner = add_ball(p, t, UH_FOOT, side, .106, .024, z - .015, .0232);
    int outer = add_ball(p, t, UH_FOOT, side, .093, .020, z + .020, .0192);
    int edge = add_ball(p, t, UH_FOOT, side, .02, .023, z + .012, .0218);
    link_discs(t, leg, low, -1, -1);
    link_discs(t, low, ankle, -1, -1);
    link_discs(t, ankle, knob, tendon, -1);
    link_discs(t, ankle, tendon, heel, low);
    link_discs(t, ankle, heel, arch, edge);
    link_discs(t, arch, inner, outer, edge);
    link_discs(t, heel, edge, outer, inner);
    for (int i = 0; i < 5; i++) {
        int root = add_ball(p, t, UH_TOES, side, toe_x[i] - .038, .019, z + toe_z[i] * .92,
                            toe_radius[i] * 1.1);
        int tip =
            add_ball(p, t, UH_TOES, side, toe_x[i], .0140 - .001 * i, z + toe_z[i], toe_radius[i]);
        link_discs(t, root, tip, -1, -1);
        link_discs(t, root, i < 3 ? inner : outer, i < 1 ? inner : outer, -1);
    }
}

static void build_pelvis(struct uh_painter *p) {
    const double hip = p->build->hip;
    struct part *t = begin_part(p, PART_PELVIS, LOOK_TROUSERS);
    add_section(p, t, UH_PELVIS, 0, -.004, .815, 0, .045, .035);
    add_section(p, t, UH_PELVIS, 0, -.010, .850, 0, .092, .120 * hip);
    add_section(p, t, UH_PELVIS, 0, -.008, .890, 0, .100, .1540 * hip);
    int wide = add_section(p, t, UH_PELVIS, 0, -.010, .930, 0, .100, .1535 * hip);
    int high = add_section(p, t, UH_PELVIS, 0, -.008, .975, 0, .092, .140 * hip);
    int waist = add_section(p, t, UH_LUMBAR_1, 0, -.002, 1.010, 0, .078, .118 * hip);
    link_chain(t, 0, waist);
    for (int side = 0, laps = -1; side < 2; side++) {
        int seat = add_ball(p, t, UH_PELVIS, side, -.048, .888, .064, .0755 * hip);
        int crest = add_ball(p, t, UH_PELVIS, side, -.034, .945, .050, .070 * hip);
        link_discs(t, seat, crest, wide, -1);
        link_discs(t, crest, high, -1, -1);
        const double flexed = thigh_flexed(p, side);
        int groin =
            add_ball(p, t, UH_PELVIS, side, .020 + .022 * flexed, .895 + .025 * flexed, .074, .055);
        int lap = add_ball(p, t, UH_PELVIS, side, .045 * flexed, .905 + .022 * flexed, .022, .054);
        link_discs(t, groin, lap, wide, -1);
        if (laps >= 0) link_discs(t, lap, laps, -1, -1);
        laps = lap;
    }
}

// How far a shoulder is raised, 0..1.
static double shoulder_raised(const struct uh_painter *p, int side) {
    return uh_smooth(
        .08, .45,
        uh_dot(turned(p, UH_CLAVICLE, side, 0, 0, 1), turned(p, UH_THORAX_5, 0, 0, 1, 0)));
}

// How far the collar is turned away, 0..1, so that its near edge hides the foot of the neck.
static double collar_away(const struct uh_painter *p) {
    return uh_smooth(-.10, .12,
                     uh_dot(uh_unit(uh_cross(p->neckline.u, p->neckline.v)), p->camera->toward));
}

// How far a shoulder lies behind the neck then, 0..1: where the shirt is painted over the neck, it
// must not stand up beyond it.
static double behind_neck(const struct uh_painter *p, int side) {
    double far = -uh_dot(turned(p, UH_THORAX_5, side, 0, 0, 1), p->camera->toward);
    return collar_away(p) * uh_smooth(.2, .7, far);
}

// Shoulder, armpit and breast: what fills the shirt beside the sections of the spine.
static void build_shoulder(struct uh_painter *p, struct part *t, int side, int collar) {
    const struct build *k = p->build;
    const double up = drawn_up(p, side);
    int head = add_ball(p, t, UH_UPPER_ARM, side, -.028, 1.362, .146 + shoulder_out(p) + .027 * up,
                        .0425 * k->deltoid);
    int chest = add_ball(p, t, UH_THORAX_4, side, -.020, 1.352, .078, .062);
    int tip = add_ball(p, t, UH_CLAVICLE, side, -.034, 1.385, .118, .0290 * k->trapezius);
    // A raised shoulder draws the slope of the trapezius up along the neck.
    double raised = shoulder_raised(p, side), hidden = .030 * behind_neck(p, side);
    int slope = add_ball(p, t, UH_THORAX_5, side, -.036, 1.390 + .036 * raised - hidden, .072,
                         .0470 * (.5 + .5 * k->trapezius));
    int web = add_ball(p, t, UH_NECK_1, side, -.040, 1.414 + .034 * raised - hidden, .054,
                       .0270 * k->trapezius);
    int nape = add_ball(p, t, UH_NECK_1, side, -.050, 1.420 - hidden / 2, 0, .0240);
    link_discs(t, head, chest, -1, -1);
    link_discs(t, tip, head, chest, -1);
    link_discs(t, slope, tip, chest, head);
    link_discs(t, slope, chest, collar, -1);
    link_discs(t, web, nape, slope, collar);
    if (!shoulder_is_far(p, side)) build_armpit(p, t, side, head);
    if (k->bust <= 0) return;
    int bust = add_ball(p, t, UH_THORAX_3, side, .051, 1.262, .060, .0580 * (.7 + .3 * k->bust));
    int above = add_ball(p, t, UH_THORAX_4, side, .022, 1.335, .058, .046);
    int under = add_ball(p, t, UH_THORAX_2, side, .032, 1.215, .056, .048);
    link_discs(t, bust, above, under, -1);
}

static void build_trunk(struct uh_painter *p) {
    const struct build *k = p->build;
    const double waist = .4 + .6 * k->waist,
                 lap = (thigh_flexed(p, UH_SIDE_RIGHT) + thigh_flexed(p, UH_SIDE_LEFT)) / 2;
    struct part *t = begin_part(p, PART_TRUNK, LOOK_SHIRT);
    add_tilted(p, t, UH_PELVIS, 0, -.014 - .006 * lap, .934 + .010 * lap, 0, .1090 - .002 * lap,
               .1570 * k->hip, .06 + .22 * lap);
    add_section(p, t, UH_PELVIS, 0, -.010, .968, 0, .1030, .1500 * k->hip);
    add_section(p, t, UH_LUMBAR_1, 0, -.001, 1.008, 0, .0905, .1350 * .5 * (k->hip + k->waist));
    add_section(p, t, UH_LUMBAR_2, 0, .007, 1.050, 0, .0815, .1225 * waist);
    add_section(p, t, UH_LUMBAR_3, 0, .008, 1.095, 0, .0790, .1180 * waist);
    add_section(p, t, UH_THORAX_1, 0, .004, 1.145, 0, .0835, .1215 * (.6 + .4 * k->waist));
    add_section(p, t, UH_THORAX_2, 0, -.003, 1.210, 0, .0920, .1280 * k->chest_z);
    add_section(p, t, UH_THORAX_3, 0, -.006, 1.275, 0, .0980 * k->chest_x, .1340 * k->chest_z);
    add_section(p, t, UH_THORAX_4, 0, -.013, 1.335, 0, .0920 * k->chest_x, .1360 * k->chest_z);
    add_tilted(p, t, UH_THORAX_4, 0, -.020, 1.374, 0, .0760 * k->chest_x, .1200 * k->chest_z, -.18);
    add_tilted(p, t, UH_THORAX_5, 0, -.024, 1.402, 0, .0660, .0940, -.36);
    int collar = add_tilted(p, t, UH_THORAX_5, 0, -.022, 1.420, 0, .0660, .0700 * k->neck, -.46);
    link_chain(t, 0, collar);
    p->hem = ring_of(t, 0);
    p->neckline = ring_of(t, collar);
    build_shoulder(p, t, UH_SIDE_RIGHT, collar);
    build_shoulder(p, t, UH_SIDE_LEFT, collar);
}

static void build_neck_and_head(struct uh_painter *p) {
    const double k = p->build->neck, away = collar_away(p);
    struct part *t = begin_part(p, PART_NECK, LOOK_SKIN);
    add_tilted(p, t, UH_THORAX_5, 0, -.022 - .004 * away, 1.422 + .012 * away, 0,
               .0605 - .014 * away, (.0640 - .014 * away) * k, -.46);
    add_tilted(p, t, UH_NECK_1, 0, -.026, 1.442, 0, .0510 * k, .0530 * k, -.16);
    add_section(p, t, UH_NECK_1, 0, -.026, 1.462, 0, .0462 * k, .0450 * k);
    add_section(p, t, UH_NECK_2, 0, -.021, 1.486, 0, .0430 * k, .0412 * k);
    add_section(p, t, UH_NECK_3, 0, -.015, 1.516, 0, .0425 * k, .0402 * k);
    add_section(p, t, UH_HEAD, 0, -.013, 1.552, 0, .0465, .0415 * k);
    int last = add_ball(p, t, UH_HEAD, 0, -.018, 1.577, 0, .045);
    link_chain(t, 0, last);
    t = begin_part(p, PART_HEAD, LOOK_HEAD); // only for its place in the order
    int skull = add_ball(p, t, UH_HEAD, 0, -.004, 1.616, 0, .082);
    int jaw = add_ball(p, t, UH_HEAD, 0, .052, 1.527, 0, .034);
    add_ball(p, t, UH_HEAD, 0, -.04, 1.63, 0, .06);
    link_discs(t, skull, jaw, -1, -1);
}

void build_body(struct uh_painter *p) {
    for (int i = 0; i < PART_MAX; i++) {
        struct part *t = &p->parts[i];
        t->disc_count = t->link_count = t->polygon_count = 0;
        t->tag = TAG_NONE;
        t->shade = 0;
        t->path = -1;
    }
    p->part_count = PART_PROPS;
    for (int side = 0; side < 2; side++) {
        build_arm(p, side);
        build_sleeve(p, side);
        build_hand(p, side);
        build_leg(p, side);
        build_foot(p, side);
    }
    build_pelvis(p);
    build_trunk(p);
    build_neck_and_head(p);
}

void project_part(const struct uh_painter *p, struct part *part) {
    for (int k = 0; k < part->disc_count; k++) {
        struct disc *d = &part->discs[k];
        struct uh_spot s = project(p->camera, d->at);
        d->x = s.x;
        d->y = s.y;
        d->depth = depth_of(p->camera, d->at);
    }
}

void project_parts(struct uh_painter *p) {
    for (int i = 0; i < p->part_count; i++) project_part(p, &p->parts[i]);
}
