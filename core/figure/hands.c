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

static struct hand_shape shape_of(const struct uh_painter *p, int side) {
    struct uh_vec3 palm = on_bone(p, UH_HAND, side, HAND_X, WRIST_Y - .075, HAND_Z - .016);
    struct uh_vec3 other = on_bone(p, UH_HAND, 1 - side, HAND_X, WRIST_Y - .075, HAND_Z - .016);
    struct uh_vec3 head = on_bone(p, UH_HEAD, 0, -.005, 1.615, 0);
    struct hand_shape h = {.grip = p->instant->grip[side]};
    double open = 1 - h.grip;
    h.cup = uh_smooth(.165, .115, uh_length(uh_sub(palm, head))) * open;
    h.clasp = uh_smooth(.15, .09, uh_length(uh_sub(palm, other))) * open;
    h.flat = fmin(flatness(p, side, palm) * open, 1 - h.cup);
    h.relaxed = open * (1 - h.cup) * (1 - h.flat);
    return h;
}

static const struct finger_shape {
    double x, y; // of the knuckle, from the middle of the wrist
    double spread, length[3], radius;
} finger_shapes[4] = {
    {.0280, -.088, .10, {.040, .026, .020}, .0098},
    {.0098, -.093, .02, {.044, .029, .021}, .0100},
    {-.0085, -.090, -.06, {.041, .027, .020}, .0095},
    {-.0262, -.080, -.16, {.033, .021, .018}, .0084},
};

// Bend at knuckle, middle and end joint; those further from the thumb curl more at rest.
static void finger_bends(const struct hand_shape *h, int finger, double bend[3]) {
    bend[0] = 1.38 * h->grip + .42 * h->cup + .30 * h->clasp + (.15 + .025 * finger) * h->relaxed +
              .02 * h->flat;
    bend[1] = 1.55 * h->grip + .34 * h->cup + .40 * h->clasp + (.25 + .03 * finger) * h->relaxed +
              .06 * h->flat;
    bend[2] = .85 * h->grip + .18 * h->cup + .16 * h->relaxed + .02 * h->flat;
}

static void build_finger(struct uh_painter *p, struct part *t, int side, int finger) {
    const struct finger_shape *f = &finger_shapes[finger];
    const struct hand_shape *h = &p->hand[side];
    struct finger *kept = &p->fingers[side][finger];
    double bend[3], angle = 0;
    finger_bends(h, finger, bend);
    double spread = f->spread * (.15 * h->grip + .8 * h->cup + .55 * h->relaxed + h->flat) * 1.15;
    double x = HAND_X + f->x * (1 - .06 * h->grip), y = WRIST_Y + f->y, z = HAND_Z - .002 * h->grip;
    int before = add_ball(p, t, UH_HAND, side, x, y, z, f->radius * 1.12);
    kept->at[0] = t->discs[before].at;
    kept->radius[0] = f->radius;
    for (int k = 0; k < 3; k++) {
        static const double taper[3] = {.97, .88, .74};
        angle += bend[k];
        x += uh_sin(spread) * uh_cos(angle) * f->length[k];
        y -= uh_cos(spread) * uh_cos(angle) * f->length[k];
        z -= uh_sin(angle) * f->length[k];
        int next = add_ball(p, t, UH_HAND, side, x, y, z, f->radius * taper[k]);
        link_discs(t, before, next, -1, -1);
        kept->at[k + 1] = t->discs[next].at;
        kept->radius[k + 1] = f->radius * taper[k];
        before = next;
    }
}

static void build_thumb(struct uh_painter *p, struct part *t, int side, int palm) {
    static const double open[4][3] = {
        {.018, -.020, -.006}, {.042, -.046, -.011}, {.058, -.070, -.013}, {.066, -.092, -.014}};
    static const double rest[4][3] = {
        {.017, -.022, -.008}, {.031, -.050, -.014}, {.033, -.078, -.018}, {.028, -.101, -.021}};
    static const double grip[4][3] = {
        {.019, -.024, -.012}, {.036, -.054, -.026}, {.028, -.079, -.043}, {.004, -.088, -.050}};
    static const double radius[4] = {.0165, .0132, .0115, .0092};
    const struct hand_shape *h = &p->hand[side];
    int before = -1;
    for (int k = 0; k < 4; k++) {
        double at[3];
        for (int c = 0; c < 3; c++)
            at[c] = open[k][c] * (h->flat + h->cup * .7) + rest[k][c] * (h->relaxed + h->cup * .3) +
                    grip[k][c] * h->grip;
        int next = add_ball(p, t, UH_HAND, side, HAND_X + at[0], WRIST_Y + at[1], HAND_Z + at[2],
                            radius[k]);
        if (before < 0)
            link_discs(t, next, palm - 1, palm, -1);
        else
            link_discs(t, before, next, k == 1 ? palm : -1, -1);
        before = next;
        p->fingers[side][4].at[k] = t->discs[next].at;
        p->fingers[side][4].radius[k] = radius[k];
    }
}

void build_hand(struct uh_painter *p, int side) {
    struct part *t = &p->parts[PART_HAND + side];
    t->look = LOOK_SKIN;
    p->hand[side] = shape_of(p, side);
    int wrist = add_ball(p, t, UH_HAND, side, HAND_X, WRIST_Y + .012, HAND_Z, .0225);
    add_section(p, t, UH_HAND, side, HAND_X + .001, WRIST_Y - .030, HAND_Z, .0275, .0160);
    int palm = add_section(p, t, UH_HAND, side, HAND_X + .002, WRIST_Y - .060, HAND_Z - .001, .0355,
                           .0160);
    int knuckles = add_section(p, t, UH_HAND, side, HAND_X + .001, WRIST_Y - .090, HAND_Z - .002,
                               .0385, .0130);
    link_chain(t, wrist, knuckles);
    for (int finger = 0; finger < 4; finger++) build_finger(p, t, side, finger);
    build_thumb(p, t, side, palm);
}

// Between two neighbouring fingers, on the side that shows.
static int between_fingers(const struct uh_painter *p, int side, int finger, int from, int to,
                           struct uh_vec3 points[4]) {
    const struct finger *a = &p->fingers[side][finger], *b = &p->fingers[side][finger + 1];
    int n = 0;
    for (int j = from; j < to; j++) {
        double sum = a->radius[j] + b->radius[j];
        struct uh_vec3 mid = uh_mix(a->at[j], b->at[j], a->radius[j] / sum);
        if (j == 3) mid = uh_sub(mid, uh_scale(uh_unit(uh_sub(b->at[3], b->at[2])), .002));
        points[n++] = mid;
    }
    return n;
}

void draw_hand_lines(struct uh_painter *p, int side, struct uh_colour line, double width) {
    double facing = uh_dot(turned(p, UH_HAND, side, 0, 0, -1), p->camera->toward);
    bool closed = p->hand[side].grip > .5;
    int from = closed && facing > 0 ? 1 : 0, to = closed && facing <= 0 ? 3 : 4;
    line.alpha = (uint8_t)(190 * (closed ? 1 : uh_smooth(.12, .45, fabs(facing))));
    for (int finger = 0; finger < 3 && line.alpha >= 8; finger++) {
        struct uh_vec3 points[4];
        int n = between_fingers(p, side, finger, from, to, points);
        draw_line(p, points, n, line, width * .85);
    }
    if (facing <= .1 && !closed) return;
    const struct finger *thumb = &p->fingers[side][4];
    struct uh_vec3 in =
        uh_scale(uh_unit(uh_sub(p->fingers[side][0].at[0], thumb->at[1])), .011 * p->size);
    struct uh_vec3 points[3] = {uh_add(thumb->at[1], in), uh_add(thumb->at[2], uh_scale(in, .9)),
                                uh_add(thumb->at[3], uh_scale(in, .6))};
    line.alpha = 120;
    draw_line(p, points, 3, line, width * .7);
}
