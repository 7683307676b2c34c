// SPDX-License-Identifier: Apache-2.0
// What makes a still picture tell a movement: where it began (ghost.c draws it), and arrows along
// the way of the parts that move (arrow.c draws them). An arrow begins where its part does and ends
// where it ends, moved aside no farther than it must be to keep off face, hair, collar, hands and
// lit muscles. Places are tried in metres on the picture plane; what lies there weighs by what it
// is. All is found once for a picture, so that nothing jumps while the figure moves.
#include "hints.h"

#include <math.h>
#include <string.h>

static const struct candidate {
    const char *site;
    double worth;
} candidates[] = {
    {"nose", .9},    {"crown", 1.15}, {"tips.R", .9},      {"tips.L", .9}, {"elbow.R", .9},
    {"elbow.L", .9}, {"upback", 1.1}, {"lumbarback", 1.1}, {"sacrum", 1},  {"toe.R", .95},
    {"toe.L", .95},  {"knee.R", .9},  {"knee.L", .9},
};

enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

// When the eased passage has gone this part of the way.
static double when(double part) {
    double low = 0, high = 1;
    for (int i = 0; i < 24; i++) {
        double mid = (low + high) / 2;
        if (uh_ease(mid) < part)
            low = mid;
        else
            high = mid;
    }
    return fmin(low, .9999);
}

static int list_travels(const struct uh_figure *figure, struct travel *travels) {
    int first = figure->arrow[0], second = figure->arrow[1];
    if (first >= 0) {
        bool one = figure->arrow_kind == UH_ARROW_AT || figure->arrow_kind >= UH_ARROW_TURN;
        if (second < 0 && uh_sites[first / 2].paired && !one) second = first ^ 1;
        travels[0] = (struct travel){.site = first, .worth = 1};
        travels[1] = (struct travel){.site = second, .worth = 1};
        return second >= 0 ? 2 : 1;
    }
    for (int i = 0; i < CANDIDATES; i++)
        travels[i] =
            (struct travel){.site = uh_site_find(candidates[i].site, strlen(candidates[i].site)),
                            .worth = candidates[i].worth};
    return CANDIDATES;
}

// When a key is left.
static double leaving(const struct uh_figure *figure, int key) {
    double time = figure->keys[0].hold;
    for (int k = 1; k <= key; k++) time += figure->keys[k].seconds + figure->keys[k].hold;
    return time;
}

// When a key is reached for the first time after another.
static double reaching(const struct uh_figure *figure, int from, int to) {
    double time = leaving(figure, from);
    for (int k = (from + 1) % figure->key_count; k != to; k = (k + 1) % figure->key_count)
        time += figure->keys[k].seconds + figure->keys[k].hold;
    return time + figure->keys[to].seconds;
}

// The stretch of time that the arrow tells: into the still key, all the way to it, or a circle.
static void span_of(const struct uh_figure *figure, int from, int to, double *start, double *end) {
    enum { CIRCLE_KEYS = 8 };
    int n = figure->key_count;
    *start = leaving(figure, figure->arrow_kind == UH_ARROW_SWEEP ? 0 : from);
    *end = reaching(figure, from, to);
    if (figure->arrow_kind != UH_ARROW_CIRCLE) return;
    double loop = uh_figure_seconds(figure);
    *start = n > CIRCLE_KEYS ? leaving(figure, n - CIRCLE_KEYS) : leaving(figure, 0);
    *end = *start + (loop - (n > CIRCLE_KEYS ? *start : 0)) * .80;
}

// The key that the still one is reached from: the nearest before it that is held, so that points
// on the way do not count; with none, the one before.
static int key_before(const struct uh_figure *figure, int still) {
    int n = figure->key_count, before = (still + n - 1) % n;
    for (int i = 1; i < n; i++) {
        int k = (still + n - i) % n;
        if (figure->keys[k].hold > 0) return k;
    }
    return before;
}

// Where the points are over that stretch.
static void follow(struct travel *travels, int count, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, int from, int to) {
    double start, end;
    span_of(figure, from, to, &start, &end);
    for (int i = 0; i < STEPS; i++) {
        struct uh_instant instant;
        double part = (double)i / (STEPS - 1);
        if (figure->arrow_kind != UH_ARROW_CIRCLE && figure->arrow_kind != UH_ARROW_SWEEP)
            part = when(.02 + .97 * part);
        uh_figure_at(figure, skeleton, start + (end - start) * fmin(part, .9999), &instant);
        for (int c = 0; c < count; c++)
            travels[c].at[i] = uh_site_at(skeleton, &instant.posture, travels[c].site);
    }
}

// What hangs is drawn straight down from where it ends.
static void sink(struct travel *travel, double length) {
    for (int i = 0; i < STEPS; i++) {
        travel->at[i] = travel->at[STEPS - 1];
        travel->at[i].y += length * (.5 - (double)i / (STEPS - 1));
    }
}

// Rings round the points that circle; the second where it is asked for or the other side does so,
// unless it hardly moves.
static void lay_circles(struct choice *c, const struct travel *travels, int count) {
    const double still = .3;
    if (count > 1) {
        double one = length_seen(c->camera, travels[0].at),
               two = length_seen(c->camera, travels[1].at);
        if (two < still * one || !wants_second(c, &travels[0], &travels[1])) count = 1;
        if (one < still * two) travels++, count = 1;
    }
    lay_rings(c, travels, count);
}

// Arrows of a fixed form, one for each point.
static void lay_all(struct choice *c, const struct travel *travels, int count) {
    const double clear = .06;
    for (int i = 0; i < count; i++) {
        if (i > 0 && !wants_second(c, &travels[0], &travels[i])) return;
        if (length_seen(c->camera, travels[i].at) < .004 && c->figure->arrow_kind != UH_ARROW_TURN)
            continue;
        if (c->figure->arrow_kind == UH_ARROW_TURN)
            lay_turn(c, &travels[i]);
        else
            lay_at(c, c->hint->arrow_count, &travels[i]);
    }
    if (c->hint->arrow_count == 2 && arrows_apart(c) < clear * c->measure) c->hint->arrow_count = 1;
}

void uh_hint_make(struct uh_hint *hint, const struct uh_figure *figure,
                  const struct uh_skeleton *skeleton, const struct uh_camera *camera) {
    struct travel travels[CANDIDATES];
    int to = uh_figure_still(figure), from = key_before(figure, to),
        first = to == 0 && figure->key_count > 1;
    struct uh_posture start, end;
    *hint = (struct uh_hint){.both = figure->arrow_both};
    if (figure->arrow_kind == UH_ARROW_WAY) first = from;
    uh_posture_of(skeleton, &figure->keys[first].solved, &hint->start.posture);
    for (int s = 0; s < 2; s++) hint->start.grip[s] = figure->keys[first].grip[s];
    uh_posture_of(skeleton, &figure->keys[from].solved, &start);
    uh_posture_of(skeleton, &figure->keys[to].solved, &end);
    int count = list_travels(figure, travels);
    follow(travels, count, figure, skeleton, from, to);
    struct choice choice = {.camera = camera,
                            .plane = *camera,
                            .skeleton = skeleton,
                            .start = &start,
                            .end = &end,
                            .hint = hint,
                            .best = -1e9,
                            .figure = figure,
                            .measure = shorter_side(camera) / camera->scale};
    choice.plane.scale = 1;
    choice.plane.x = choice.plane.y = 0;
    list_obstacles(&choice);
    if (figure->arrow_kind == UH_ARROW_SINK) sink(&travels[0], .25 * choice.measure);
    if (figure->arrow_kind == UH_ARROW_WAY || figure->arrow_kind == UH_ARROW_SWEEP ||
        figure->arrow_kind == UH_ARROW_SINK)
        choose_way(&choice, travels, count);
    else if (figure->arrow_kind == UH_ARROW_CIRCLE)
        lay_circles(&choice, travels, count < 2 ? count : 2);
    else
        lay_all(&choice, travels, count);
}
