// SPDX-License-Identifier: Apache-2.0
// Hands: a palm of four sections, four fingers of three phalanges, a thumb. How they are held
// follows from where they are, continuously: flat on a surface, cupped round the head, closed round
// what they grip, interlaced with the other hand, else relaxed.
#include "painter.h"

#include <math.h>

#define WRIST_Y .84425
#define HAND_X -.028
#define HAND_Z .172

// How flat the hand lies on what is near: surfaces of the world, and the thighs.
static double flatness(const struct uh_painter *p, int side, struct uh_vec3 palm) {
    double flat = 0;
    struct uh_vec3 inward = turned(p, UH_HAND, side, 0, 0, -1);
    for (int i = 0; i < p->figure->world.surface_count; i++) {
        const struct uh_surface *s = &p->figure->world.surface[i];
        if (palm.x < s->low.x || palm.x > s->high.x || palm.y < s->low.y || palm.y > s->high.y ||
            palm.z < s->low.z || palm.z > s->high.z)
            continue;
        double apart = fabs(uh_dot(palm, s->normal) - s->distance);
        double facing = fabs(uh_dot(inward, s->normal));
        flat = fmax(flat, uh_smooth(.075, .03, apart) * uh_smooth(.3, .7, facing));
    }
    for (int leg = 0; leg < 2; leg++) {
        double apart = uh_length(uh_sub(palm, on_bone(p, UH_THIGH, leg, .07, .68, .086)));
        flat = fmax(flat, .7 * uh_smooth(.14, .08, apart));
    }
    return flat;
}

// How far a point is above something round.
static double above_round(const struct round *r, struct uh_vec3 at) {
    struct uh_vec3 along = uh_sub(r->b, r->a), to = uh_sub(at, r->a);
    double t = fmin(1, fmax(0, uh_dot(to, along) / fmax(uh_dot(along, along), 1e-9)));
    return uh_length(uh_sub(to, uh_scale(along, t))) - r->radius_a -
           (r->radius_b - r->radius_a) * t;
}

// How far it is above the nearest of what a hand lies round.
static double above(const struct rest *on, struct uh_vec3 at) {
    double least = above_round(&on->part[0], at);
    return on->parts > 1 ? fmin(least, above_round(&on->part[1], at)) : least;
}

// The head with its hair or a shoulder in its sleeve, with what slopes from there to the neck,
// whichever is nearer to the hand.
static struct rest nearest_rest(const struct uh_painter *p, struct uh_vec3 palm) {
    const double head = .0765 * p->size, slope = .0380 * p->size;
    struct rest best = {.part = {{on_bone(p, UH_HEAD, 0, .012, 1.633, 0),
                                  on_bone(p, UH_HEAD, 0, -.034, 1.627, 0), head, head}},
                        .parts = 1};
    for (int side = 0; side < 2; side++) {
        struct rest shoulder = {
            .part = {{on_bone(p, UH_UPPER_ARM, side, -.028, 1.366, .157),
                      on_bone(p, UH_UPPER_ARM, side, -.026, 1.270, .171),
                      .0450 * p->build->deltoid * p->size, .0480 * p->build->arm * p->size},
                     {on_bone(p, UH_CLAVICLE, side, -.030, 1.388, .145),
                      on_bone(p, UH_CLAVICLE, side, -.034, 1.400, .060), slope, slope}},
            .parts = 2,
            .shoulder = true};
        if (above(&shoulder, palm) < above(&best, palm)) best = shoulder;
    }
    return best;
}

// How closely the hand lies round what is nearest: it is near and the palm faces it.
static double cupping(const struct uh_painter *p, int side, const struct rest *on,
                      struct uh_vec3 palm) {
    const double step = .010 * p->size;
    double apart = above(on, palm);
    struct uh_vec3 in = uh_scale(turned(p, UH_HAND, side, 0, 0, -1), step);
    double facing = (apart - above(on, uh_add(palm, in))) / step;
    return uh_smooth(.105, .045, apart / p->size) * uh_smooth(-.1, .4, facing);
}

// Whether the hands hold each other in this move, so that those that only pass stay apart.
static bool hands_meet(const struct uh_figure *figure) {
    for (int k = 0; k < figure->key_count; k++)
        for (int g = 0; g < figure->keys[k].goal_count; g++) {
            const struct uh_goal *goal = &figure->keys[k].goals[g];
            if (goal->kind == UH_GOAL_TOUCH && uh_sites[goal->what / 2].bone == UH_HAND &&
                uh_sites[goal->other / 2].bone == UH_HAND)
                return true;
        }
    return false;
}

static struct hand_shape shape_of(const struct uh_painter *p, int side) {
    struct uh_vec3 palm = on_bone(p, UH_HAND, side, HAND_X, WRIST_Y - .075, HAND_Z - .016);
    struct uh_vec3 other = on_bone(p, UH_HAND, 1 - side, HAND_X, WRIST_Y - .075, HAND_Z - .016);
    struct hand_shape h = {.grip = p->instant->grip[side]};
    double open = 1 - h.grip;
    struct uh_vec3 knuckles = on_bone(p, UH_HAND, side, HAND_X, WRIST_Y - .090, HAND_Z - .012);
    h.on = nearest_rest(p, knuckles);
    h.cup = cupping(p, side, &h.on, knuckles) * open;
    double flat = flatness(p, side, palm);
    h.flat = fmin(flat * open, 1 - h.cup);
    if (hands_meet(p->figure))
        h.clasp =
            uh_smooth(.19, .11, uh_length(uh_sub(palm, other))) * open * uh_smooth(.95, .80, flat);
    h.relaxed = open * (1 - h.cup) * (1 - h.flat);
    return h;
}

static const struct finger_shape {
    double x, y; // of the knuckle, from the middle of the wrist
    double spread, length[3], radius;
} finger_shapes[4] = {
    {.0265, -.087, .10, {.040, .026, .020}, .0090},
    {.0090, -.092, .02, {.044, .029, .021}, .0092},
    {-.0082, -.089, -.06, {.041, .027, .020}, .0087},
    {-.0246, -.080, -.16, {.033, .021, .018}, .0077},
};

// How a finger tapers from knuckle to tip.
static const double taper[4] = {1.04, .93, .81, .62};

// Bend at knuckle, middle and end joint: a hand at rest is nearly straight, and the fingers further
// from the thumb curl a little more.
static void finger_bends(const struct hand_shape *h, int finger, double bend[3]) {
    for (int k = 0; k < 3; k++) bend[k] = h->lying[k] * h->cup;
    bend[0] += 1.38 * h->grip + (.05 + .025 * finger) * h->relaxed + .02 * h->flat;
    bend[1] += 1.55 * h->grip + (.13 + .030 * finger) * h->relaxed + .06 * h->flat;
    bend[2] += .85 * h->grip + .08 * h->relaxed + .02 * h->flat;
}

// A point of the hand, from the middle of the wrist: towards the thumb, up the arm, to the back.
static struct uh_vec3 hand_point(const struct uh_painter *p, int side, double x, double y,
                                 double z) {
    return on_bone(p, UH_HAND, side, HAND_X + x, WRIST_Y + y, HAND_Z + z);
}

// A finger's next joint, in the hand's own axes.
struct joint {
    double x, y, z;
};

static struct joint next_joint(struct joint from, double spread, double angle, double length) {
    return (struct joint){from.x + uh_sin(spread) * uh_cos(angle) * length,
                          from.y - uh_cos(spread) * uh_cos(angle) * length,
                          from.z - uh_sin(angle) * length};
}

// How far a finger's joint would be off what the hand lies round.
static double gap_at(const struct uh_painter *p, int side, int finger, struct joint at) {
    double touching = finger_shapes[finger].radius * .9 * p->size;
    return above(&p->hand[side].on, hand_point(p, side, at.x, at.y, at.z)) - touching;
}

// The farthest that a finger's joints bend round something.
static const double most_bent[3] = {.80, .75, .45};

static double finger_spread(const struct hand_shape *h, int finger) {
    return finger_shapes[finger].spread *
           (.15 * h->flat - .60 * h->cup - .35 * h->relaxed - .1 * h->grip);
}

// How much of that a finger needs, all joints alike, until its tip touches.
static double curl_to_touch(const struct uh_painter *p, int side, int finger) {
    const struct finger_shape *f = &finger_shapes[finger];
    double low = 0, high = 1, spread = finger_spread(&p->hand[side], finger);
    for (int step = 0; step < 4; step++) {
        double mid = (low + high) / 2, angle = 0;
        struct joint at = {f->x, f->y, 0};
        for (int k = 0; k < 3; k++) {
            angle += mid * most_bent[k];
            at = next_joint(at, spread, angle, f->length[k]);
        }
        *(gap_at(p, side, finger, at) > 0 ? &low : &high) = mid;
    }
    return high;
}

// Bends with which a finger's joints come to lie, one after the other, on what the hand lies
// round, if it is near enough.
static void lie_finger(const struct uh_painter *p, int side, int finger, double bend[3]) {
    static const double least[3] = {-.25, -.02, 0};
    const struct finger_shape *f = &finger_shapes[finger];
    struct joint at = {f->x, f->y, 0};
    double angle = 0, curl = curl_to_touch(p, side, finger),
           spread = finger_spread(&p->hand[side], finger);
    for (int k = 0; k < 3; k++) {
        double low = least[k], high = curl * most_bent[k];
        for (int step = 0; step < 5; step++) {
            double mid = (low + high) / 2;
            struct joint end = next_joint(at, spread, angle + mid, f->length[k]);
            *(gap_at(p, side, finger, end) > 0 ? &low : &high) = mid;
        }
        bend[k] = (low + high) / 2;
        angle += bend[k];
        at = next_joint(at, spread, angle, f->length[k]);
    }
}

// A hand that lies round something is one cupped palm: all fingers bend as the two in the middle
// do.
static void lie_fingers(struct uh_painter *p, int side) {
    double first[3], second[3];
    lie_finger(p, side, 1, first);
    lie_finger(p, side, 2, second);
    for (int k = 0; k < 3; k++) p->hand[side].lying[k] = (first[k] + second[k]) / 2;
}

// The joints of a finger by the hand's own posture. At rest fingers lie side by side.
static void posed_finger(const struct uh_painter *p, int side, int finger, struct uh_vec3 at[4]) {
    const struct finger_shape *f = &finger_shapes[finger];
    const struct hand_shape *h = &p->hand[side];
    double bend[3], angle = 0;
    double spread = finger_spread(h, finger);
    finger_bends(h, finger, bend);
    struct joint joint = {f->x * (1 - .04 * h->grip), f->y, -.002 * h->grip};
    at[0] = hand_point(p, side, joint.x, joint.y, joint.z);
    for (int k = 0; k < 3; k++) {
        angle += bend[k];
        joint = next_joint(joint, spread, angle, f->length[k]);
        at[k + 1] = hand_point(p, side, joint.x, joint.y, joint.z);
    }
}

// On which side of the picture the back of a hand is: 1 towards the viewer, 0 away.
static double back_shows(const struct uh_painter *p, int side) {
    return uh_smooth(-.2, .2, uh_dot(turned(p, UH_HAND, side, 0, 0, 1), p->camera->toward));
}

// Interlaced: between two knuckles of the other hand and down its back, the right one first. What
// lies on a back that is turned away is hidden.
static void interlaced_finger(const struct uh_painter *p, int side, int finger,
                              struct uh_vec3 at[4]) {
    const struct finger_shape *f = &finger_shapes[finger];
    double x = f->x * .9 + (side == UH_SIDE_RIGHT ? .0078 : -.0078),
           shown = back_shows(p, 1 - side);
    at[0] = hand_point(p, side, f->x, f->y, 0);
    at[1] = hand_point(p, 1 - side, x, f->y - .010, .004);
    at[2] = uh_mix(at[1], hand_point(p, 1 - side, x, f->y + .014, .017), shown);
    at[3] = uh_mix(at[1], hand_point(p, 1 - side, x * .92, f->y + .043, .018), shown);
}

// A finger's discs. Its first bone is one with the web to the finger beside it.
static int build_finger(struct uh_painter *p, struct part *t, int side, int finger, int beside) {
    double radius = finger_shapes[finger].radius, clasp = p->hand[side].clasp;
    struct finger *kept = &p->fingers[side][finger];
    struct uh_vec3 posed[4], laced[4];
    posed_finger(p, side, finger, posed);
    if (clasp > 0) interlaced_finger(p, side, finger, laced);
    int first = t->disc_count;
    for (int k = 0; k < 4; k++) {
        kept->at[k] = clasp > 0 ? uh_mix(posed[k], laced[k], clasp) : posed[k];
        kept->radius[k] = radius * taper[k];
        add_ball_at(p, t, kept->at[k], kept->radius[k] * p->size);
        bool webbed = k == 1 && clasp < .5;
        if (k > 0 && !webbed) link_discs(t, first + k - 1, first + k, -1, -1);
    }
    if (beside >= 0 && clasp < .5) {
        link_discs(t, first, first + 1, beside, -1);
        link_discs(t, first, beside + 1, beside, -1);
    }
    return first;
}

// From one place towards another, no farther than a length.
static struct uh_vec3 towards(struct uh_vec3 from, struct uh_vec3 to, double length) {
    struct uh_vec3 way = uh_sub(to, from);
    double far = uh_length(way);
    return far > length ? uh_add(from, uh_scale(way, length / far)) : to;
}

// Thumbs of clasped hands cross: each lies over the edge of the other hand, on its back, beside the
// other thumb.
static void crossed_thumb(const struct uh_painter *p, int side, struct uh_vec3 at[4]) {
    static const double way[4][3] = {
        {.018, -.022, -.006}, {.036, -.048, -.010}, {.044, -.070, -.004}, {.032, -.066, .020}};
    static const double length[4] = {0, .031, .032, .026};
    for (int k = 0; k < 4; k++) {
        int hand = k < 2 ? side : 1 - side;
        double aside = k < 2 ? 0 : side == UH_SIDE_RIGHT ? .008 : -.008;
        struct uh_vec3 to = hand_point(p, hand, way[k][0], way[k][1] + aside, way[k][2]);
        at[k] = k == 0 ? to : towards(at[k - 1], to, length[k] * p->size);
    }
}

static void build_thumb(struct uh_painter *p, struct part *t, int side, int palm) {
    static const double open[4][3] = {
        {.018, -.020, -.006}, {.042, -.046, -.011}, {.058, -.070, -.013}, {.064, -.091, -.014}};
    static const double rest[4][3] = {
        {.017, -.022, -.008}, {.034, -.050, -.014}, {.040, -.077, -.018}, {.039, -.100, -.021}};
    static const double grip[4][3] = {
        {.019, -.024, -.012}, {.036, -.054, -.026}, {.028, -.079, -.043}, {.004, -.088, -.050}};
    static const double radius[4] = {.0160, .0120, .0104, .0078};
    const struct hand_shape *h = &p->hand[side];
    struct finger *thumb = &p->fingers[side][4];
    struct uh_vec3 crossed[4];
    if (h->clasp > 0) crossed_thumb(p, side, crossed);
    double all = h->flat + h->cup + h->relaxed + h->grip;
    for (int k = 0; k < 4; k++) {
        double at[3];
        for (int c = 0; c < 3; c++)
            at[c] = (open[k][c] * h->flat * .6 + rest[k][c] * (h->relaxed + h->cup + h->flat * .4) +
                     grip[k][c] * h->grip) /
                    all;
        thumb->at[k] = hand_point(p, side, at[0], at[1], at[2]);
        if (h->clasp > 0) thumb->at[k] = uh_mix(thumb->at[k], crossed[k], h->clasp);
        thumb->radius[k] = radius[k];
        int next = add_ball_at(p, t, thumb->at[k], radius[k] * p->size);
        if (k == 0)
            link_discs(t, next, palm - 1, palm, -1);
        else
            link_discs(t, next - 1, next, k == 1 ? palm : -1, -1);
    }
}

// A wrist is broader than it is thick, and round whichever way it bends, as is the heel of the
// hand.
static void build_wrist(struct uh_painter *p, struct part *t, int side, int heel) {
    int a = add_ball(p, t, UH_HAND, side, HAND_X + .0065, WRIST_Y + .008, HAND_Z, .0178);
    int b = add_ball(p, t, UH_HAND, side, HAND_X - .0065, WRIST_Y + .008, HAND_Z, .0178);
    int round = add_ball(p, t, UH_HAND, side, HAND_X - .0105, WRIST_Y - .034, HAND_Z, .0160);
    link_discs(t, a, b, heel, round);
    link_discs(t, heel, heel + 1, round, -1);
}

void build_hand(struct uh_painter *p, int side) {
    struct part *t = &p->parts[PART_HAND + side];
    t->look = LOOK_SKIN;
    p->hand[side] = shape_of(p, side);
    if (p->hand[side].cup > 0) lie_fingers(p, side);
    int wrist = add_ball(p, t, UH_HAND, side, HAND_X, WRIST_Y + .012, HAND_Z, .0188);
    add_section(p, t, UH_HAND, side, HAND_X + .001, WRIST_Y - .030, HAND_Z, .0225, .0150);
    int palm = add_section(p, t, UH_HAND, side, HAND_X + .001, WRIST_Y - .058, HAND_Z - .001, .0345,
                           .0160);
    add_section(p, t, UH_HAND, side, HAND_X + .001, WRIST_Y - .080, HAND_Z - .002, .0335, .0130);
    link_discs(t, wrist, wrist + 1, -1, -1);
    build_wrist(p, t, side, wrist + 1);
    int first = t->disc_count;
    for (int finger = 0, beside = -1; finger < 4; finger++)
        beside = build_finger(p, t, side, finger, beside);
    bool fist = p->hand[side].grip > .5; // its knuckles stand out
    for (int finger = 0; finger < 4; finger += fist ? 1 : 2)
        link_discs(t, palm, first + 4 * finger, fist ? -1 : first + 4 * finger + 4, -1);
    build_thumb(p, t, side, palm);
}

// Where the line between two neighbouring fingers runs past one of their joints: along the edge of
// the one that is nearer to the viewer.
struct between {
    struct uh_spot at;
    double apart; // of their edges: below 0 they overlap
    bool seen;    // the one behind shows beside the other
};

// Of two fingers a way along the bone before a joint.
static struct between between_fingers(const struct uh_painter *p, int side, int finger, int joint,
                                      double way) {
    const struct finger *f[2] = {&p->fingers[side][finger], &p->fingers[side][finger + 1]};
    struct uh_vec3 at[2];
    double r[2], scale = p->size * p->unit;
    for (int i = 0; i < 2; i++) {
        at[i] = uh_mix(f[i]->at[joint - 1], f[i]->at[joint], way);
        r[i] = (f[i]->radius[joint - 1] * (1 - way) + f[i]->radius[joint] * way) * scale;
    }
    struct uh_vec3 along = uh_add(uh_sub(f[0]->at[joint], f[0]->at[joint - 1]),
                                  uh_sub(f[1]->at[joint], f[1]->at[joint - 1]));
    double tx = uh_dot(along, p->camera->right), ty = -uh_dot(along, p->camera->up),
           length = uh_span(tx, ty) + 1e-9;
    struct uh_spot a = project(p->camera, at[0]), b = project(p->camera, at[1]);
    double nx = -ty / length, ny = tx / length,
           across = ((double)b.x - a.x) * nx + ((double)b.y - a.y) * ny;
    if (across < 0) nx = -nx, ny = -ny, across = -across;
    double first = uh_smooth(-.006, .006, uh_dot(uh_sub(at[0], at[1]), p->camera->toward));
    double x = (a.x + nx * r[0]) * first + (b.x - nx * r[1]) * (1 - first),
           y = (a.y + ny * r[0]) * first + (b.y - ny * r[1]) * (1 - first);
    bool long_enough = length * p->unit > .5 * (r[0] + r[1]);
    double behind = across + (r[1] - r[0]) * (first > .5 ? 1 : -1);
    return (struct between){
        {(float)x, (float)y}, across - r[0] - r[1], long_enough && behind > .15 * (r[0] + r[1])};
}

// How much a bone of a finger faces the viewer: 1 with its palm side, -1 with its back.
static double bone_faces(const struct uh_painter *p, int side, int finger, int bone) {
    const struct finger *f = &p->fingers[side][finger];
    struct uh_vec3 across = turned(p, UH_HAND, side, 1, 0, 0);
    struct uh_vec3 along = uh_unit(uh_sub(f->at[bone + 1], f->at[bone]));
    double out = uh_dot(uh_cross(along, across), p->camera->toward);
    return side == UH_SIDE_RIGHT ? -out : out;
}

// Of a fist only the backs of the fingers are seen: from the first bone that shows it to the last.
static void seen_of_fist(const struct uh_painter *p, int side, int finger, int *from, int *to) {
    *from = 3, *to = 0;
    for (int bone = 0; bone < 3; bone++)
        if (bone_faces(p, side, finger, bone) < .2) {
            if (*to == 0) *from = bone;
            *to = bone + 2;
        }
    if (*to == 0 && back_shows(p, side) > .6) *from = 0, *to = 1; // a mere notch at the knuckle
}

// A line that would leave a finger's edge for another's.
static bool turns_back(struct uh_spot a, struct uh_spot b, struct uh_spot c) {
    double ax = (double)b.x - a.x, ay = (double)b.y - a.y, bx = (double)c.x - b.x,
           by = (double)c.y - b.y;
    return ax * bx + ay * by < .5 * uh_span(ax, ay) * uh_span(bx, by);
}

// From the web on to where the fingers part; returns how many spots.
static int open_line(const struct uh_painter *p, int side, int finger, struct uh_spot spots[4]) {
    int n = 0;
    for (int joint = 0; joint < 4; joint++) {
        struct between now =
            between_fingers(p, side, finger, joint > 1 ? joint : 1, joint > 0 ? 1 : .42);
        bool back = n > 1 && turns_back(spots[n - 2], spots[n - 1], now.at);
        if ((!now.seen || back) && n > 1) break;
        if (!now.seen)
            n = 0;
        else
            spots[n++] = now.at;
        if (now.apart > 0) break;
    }
    return n;
}

// Between two fingers of a fist, at one of their joints.
static struct uh_vec3 fist_joint(const struct uh_painter *p, int side, int finger, int joint) {
    const struct finger *a = &p->fingers[side][finger], *b = a + 1;
    struct uh_vec3 at = uh_mix(a->at[joint], b->at[joint],
                               a->radius[joint] / (a->radius[joint] + b->radius[joint]));
    return joint ? at : uh_add(at, turned(p, UH_HAND, side, 0, 0, .006 * p->size));
}

// From before the knuckles, and softly round them; returns how many spots.
static int fist_line(const struct uh_painter *p, int side, int finger, struct uh_spot spots[6]) {
    struct uh_vec3 joint[4], line[6], notch = turned(p, UH_HAND, side, 0, .013 * p->size, 0);
    int from, to, n = 0;
    for (int j = 0; j < 4; j++) joint[j] = fist_joint(p, side, finger, j);
    seen_of_fist(p, side, finger, &from, &to);
    if (from == 0) {
        bool on = to > 1;
        line[n++] = uh_add(joint[0], notch);
        line[n++] = uh_add(joint[0], uh_scale(notch, on ? .4 : 0));
        if (on) line[n++] = uh_mix(joint[0], joint[1], .25);
    }
    for (int j = from > 1 ? from : 1; j < to; j++) line[n++] = joint[j];
    for (int i = 0; i < n; i++) spots[i] = project(p->camera, line[i]);
    return n;
}

// Lines between the fingers; what is seen end on has none, a mere tick would be a blemish.
static void draw_finger_lines(struct uh_painter *p, int side, struct uh_colour line, double width) {
    double shortest = .014 * p->size * p->unit;
    draw_path(p);
    for (int finger = 0; finger < 3; finger++) {
        struct uh_spot spots[6];
        bool fist = p->hand[side].grip > .5;
        int n = fist ? fist_line(p, side, finger, spots) : open_line(p, side, finger, spots);
        if (n < 2 || (!fist && spots_apart(spots[0], spots[n - 1]) < shortest)) continue;
        draw_run(p, UH_CURVE_OPEN);
        for (int i = 0; i < n; i++) draw_spot(p, spots[i].x, spots[i].y);
    }
    draw_stroke(p, line, width * .85);
}

// A digit that lies over something, from its middle to the tip: open where it begins.
static void draw_digit(struct uh_painter *p, const struct finger *f, struct uh_colour skin,
                       struct uh_colour line, double width) {
    enum { ROUND = 5, SPOTS = ROUND + 4 };
    static const double cosine[ROUND] = {0, .7071, 1, .7071, 0},
                        sine[ROUND] = {-1, -.7071, 0, .7071, 1};
    static const signed char joint[SPOTS] = {1, 2, 3, 3, 3, 3, 3, 2, 1};
    static const signed char turn[SPOTS] = {0, 0, 0, 1, 2, 3, 4, 4, 4};
    struct uh_spot at[4];
    for (int k = 1; k < 4; k++) at[k] = project(p->camera, f->at[k]);
    draw_path(p);
    draw_run(p, UH_CURVE_OPEN);
    int first = turns_back(at[1], at[2], at[3]) ? 2 : 1; // bent in depth, it shows its end alone
    for (int i = first - 1; i <= SPOTS - first; i++) {
        int k = joint[i];
        struct uh_spot a = at[k > first ? k - 1 : first], b = at[k < 3 ? k + 1 : 3];
        double x = (double)b.x - a.x, y = (double)b.y - a.y,
               r = f->radius[k] * p->size * p->unit / (uh_span(x, y) + 1e-9), c = cosine[turn[i]],
               s = sine[turn[i]];
        draw_spot(p, at[k].x + r * (x * c - y * s), at[k].y + r * (y * c + x * s));
    }
    draw_lit(p, LOOK_SKIN, skin);
    draw_stroke(p, line, width * .85);
}

// Which digits lie over a hand: its thumb, where it faces the viewer; if it holds the other hand,
// that one's fingers that lie on its back, or where that is turned away its own on the other's, and
// the thumb that crosses over. Returns how many.
static int digits_above(const struct uh_painter *p, int side, const struct finger *above[6]) {
    double back = uh_dot(turned(p, UH_HAND, side, 0, 0, 1), p->camera->toward);
    const struct finger *own = p->fingers[side], *other = p->fingers[1 - side];
    const struct hand_shape *hand = &p->hand[side];
    int n = 0;
    if (hand->clasp > .5 && p->parts[PART_HAND + 1 - side].path >= 0) {
        for (int i = 0; i < 4; i++) above[n++] = back > .08 ? &other[i] : &own[i];
        if (depth_of(p->camera, other[4].at[3]) > depth_of(p->camera, own[0].at[0]))
            above[n++] = &other[4];
    }
    if (-back > (hand->grip > .5 ? -.1 : .1) && hand->flat < .5) above[n++] = &own[4];
    return n;
}

void draw_hand_lines(struct uh_painter *p, int side, struct uh_colour skin, struct uh_colour line,
                     double width) {
    const struct finger *above[6];
    struct uh_colour fine = line;
    double fingers = fmax(fabs(bone_faces(p, side, 1, 0)), fabs(bone_faces(p, side, 1, 1)));
    bool closed = p->hand[side].grip > .5;
    width = fmin(width, .0026 * p->unit); // between fingers there is little room
    fine.alpha = (uint8_t)(190 * (closed ? uh_smooth(.20, .50, fingers) : 1));
    if (p->hand[side].clasp <= .5 && fine.alpha >= 8) draw_finger_lines(p, side, fine, width);
    for (int i = 0, n = digits_above(p, side, above); i < n; i++)
        draw_digit(p, above[i], skin, line, width);
}
