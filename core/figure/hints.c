// SPDX-License-Identifier: Apache-2.0
// What makes a still picture tell a movement: where it began (ghost.c draws it), and one arrow
// beside the part that moves, on free ground. Of a few points of the body the one is taken that
// travels farthest with least in the way, or the one the move names.
#include "painter.h"

#include <math.h>
#include <string.h>

enum { STEPS = 16, LINES = 17 };

static const struct candidate {
    const char *site;
    double worth;
} candidates[] = {
    {"nose", .9},    {"crown", 1.15}, {"tips.R", .9},      {"tips.L", .9}, {"elbow.R", .9},
    {"elbow.L", .9}, {"upback", 1.1}, {"lumbarback", 1.1}, {"sacrum", 1},  {"toe.R", .95},
    {"toe.L", .95},  {"knee.R", .9},  {"knee.L", .9},
};

enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

struct travel {
    int site;
    double worth;
    struct uh_vec3 at[STEPS];
};

static double ease(double u) {
    return u * u * u * (u * (6 * u - 15) + 10);
}

// When the eased passage has gone this part of the way.
static double when(double part) {
    double low = 0, high = 1;
    for (int i = 0; i < 24; i++) {
        double mid = (low + high) / 2;
        if (ease(mid) < part)
            low = mid;
        else
            high = mid;
    }
    return fmin(low, .9999);
}

static int list_travels(const struct uh_figure *figure, struct travel *travels) {
    int first = figure->arrow[0], second = figure->arrow[1];
    if (first >= 0) {
        bool one = figure->arrow_kind == UH_ARROW_AT || figure->arrow_kind == UH_ARROW_TURN;
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
            part = when(.08 + .86 * part);
        uh_figure_at(figure, skeleton, start + (end - start) * fmin(part, .9999), &instant);
        for (int c = 0; c < count; c++)
            travels[c].at[i] = uh_site_at(skeleton, &instant.posture, travels[c].site);
    }
}

// Thick lines that stand for the body, so that the arrow keeps off it.
static const struct {
    int from, to, side;
    double radius;
} lines[LINES] = {
    {UH_PELVIS, UH_THORAX_1, 0, .13},    {UH_THORAX_1, UH_THORAX_5, 0, .13},
    {UH_NECK_1, UH_HEAD, 0, .07},        {UH_HEAD, UH_HEAD, 0, .12},
    {UH_UPPER_ARM, UH_FOREARM, 0, .05},  {UH_FOREARM, UH_HAND, 0, .04},
    {UH_HAND, UH_HAND, 0, .11},          {UH_UPPER_ARM, UH_FOREARM, 1, .05},
    {UH_FOREARM, UH_HAND, 1, .04},       {UH_HAND, UH_HAND, 1, .11},
    {UH_THIGH, UH_SHANK, 0, .08},        {UH_SHANK, UH_FOOT, 0, .05},
    {UH_FOOT, UH_TOES, 0, .06},          {UH_THIGH, UH_SHANK, 1, .08},
    {UH_SHANK, UH_FOOT, 1, .05},         {UH_FOOT, UH_TOES, 1, .06},
    {UH_UPPER_ARM, UH_THORAX_4, 0, .07},
};

static int line_bone(int bone, int side) {
    return bone >= UH_CLAVICLE ? uh_bone_on(bone, side) : bone;
}

static double spot_to_line(struct uh_spot s, struct uh_spot a, struct uh_spot b) {
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, squared = dx * dx + dy * dy;
    double t = squared > 1e-9 ? ((s.x - a.x) * dx + (s.y - a.y) * dy) / squared : 0;
    t = uh_bound(t, 0, 1);
    return uh_span(s.x - a.x - t * dx, s.y - a.y - t * dy);
}

// How far a spot (in metres on the picture plane) is inside the figure.
static double in_the_way(const struct uh_camera *plane, const struct uh_posture *posture,
                         struct uh_spot s) {
    double sum = 0;
    for (int k = 0; k < LINES; k++) {
        int from = line_bone(lines[k].from, lines[k].side),
            to = line_bone(lines[k].to, lines[k].side);
        struct uh_vec3 a = posture->at[from], b = posture->at[to];
        if (from == UH_HEAD) a = b = uh_add(a, uh_turn(&posture->turn[from], uh_vec3(0, .06, 0)));
        if (lines[k].from == UH_HAND)
            a = b = uh_add(a, uh_turn(&posture->turn[from], uh_vec3(0, -.09, 0)));
        double apart =
            spot_to_line(s, project(plane, a), project(plane, b)) - lines[k].radius - .025;
        if (apart < 0) sum += fmin(.08, -apart);
    }
    return sum;
}

struct choice {
    const struct uh_camera *camera;
    struct uh_camera plane; // the same, in metres
    const struct uh_posture *start, *end;
    struct uh_hint *hint;
    double best, offset;
    const struct travel *chosen;
    const struct uh_figure *figure;
};

static double cost_at(const struct choice *c, struct uh_vec3 at) {
    struct uh_spot s = project(&c->plane, at);
    double x = c->camera->x + c->camera->scale * s.x, y = c->camera->y + c->camera->scale * s.y;
    bool outside = x < 14 || y < 14 || x > c->camera->width - 14 || y > c->camera->height - 14;
    return in_the_way(&c->plane, c->end, s) + .35 * in_the_way(&c->plane, c->start, s) +
           (at.y < .02 ? .05 : 0) + (outside ? .08 : 0);
}

static double length_seen(const struct uh_camera *camera, const struct uh_vec3 *at) {
    double sum = 0;
    for (int i = 1; i < STEPS; i++) {
        struct uh_vec3 d = uh_sub(at[i], at[i - 1]);
        sum += uh_span(uh_dot(d, camera->right), uh_dot(d, camera->up));
    }
    return sum;
}

// A path as an arrow: stretched or shrunk about its middle to a length that reads well.
static void size_path(struct uh_vec3 path[STEPS], double seen, double least, double most) {
    struct uh_vec3 mid = path[STEPS / 2];
    double grow = uh_bound(1, least / fmax(seen, 1e-6), most / fmax(seen, 1e-6));
    for (int i = 0; i < STEPS; i++) path[i] = uh_add(mid, uh_scale(uh_sub(path[i], mid), grow));
}

// The point half way along a path.
static struct uh_vec3 half_way(const struct uh_vec3 path[STEPS]) {
    double whole = 0, gone = 0;
    for (int i = 1; i < STEPS; i++) whole += uh_length(uh_sub(path[i], path[i - 1]));
    for (int i = 1; i < STEPS; i++) {
        double step = uh_length(uh_sub(path[i], path[i - 1]));
        if (step > 0 && gone + step >= whole / 2)
            return uh_mix(path[i - 1], path[i], (whole / 2 - gone) / step);
        gone += step;
    }
    return path[0];
}

// One even bow from the first point to the last through the one half way, not too deep.
static void even_out(struct uh_vec3 path[STEPS]) {
    struct uh_vec3 a = path[0], c = path[STEPS - 1], mid = uh_mix(a, c, .5);
    struct uh_vec3 bow = uh_sub(half_way(path), mid), chord = uh_sub(c, a);
    double along = uh_dot(bow, uh_unit(chord)), deepest = .45 * uh_length(chord);
    bow = uh_sub(bow, uh_scale(uh_unit(chord), along));
    if (uh_length(bow) > deepest) bow = uh_scale(uh_unit(bow), deepest);
    for (int i = 0; i < STEPS; i++) {
        double u = (double)i / (STEPS - 1);
        path[i] = uh_add(uh_mix(a, c, u), uh_scale(bow, 4 * u * (1 - u)));
    }
}

static void keep_path(struct choice *c, int arrow, const struct uh_vec3 *path,
                      struct uh_vec3 shift) {
    c->hint->arrow_count = arrow + 1;
    c->hint->point_count = STEPS;
    shift = uh_add(shift, uh_scale(c->camera->toward, .4));
    for (int i = 0; i < STEPS; i++) c->hint->points[arrow][i] = uh_add(path[i], shift);
}

// At the skin: an arrow that leaves it begins there, one that comes in ends there.
static struct uh_vec3 beside_skin(const struct choice *c, const struct travel *travel,
                                  const struct uh_vec3 path[STEPS]) {
    const double gap = .035;
    struct uh_vec3 way = uh_unit(uh_sub(path[STEPS - 1], path[0]));
    struct uh_vec3 out =
        uh_turn(&c->end->turn[uh_site_bone(travel->site)], uh_site_normal(travel->site));
    struct uh_vec3 skin = travel->at[STEPS - 1];
    return uh_dot(way, out) > 0 ? uh_sub(uh_add(skin, uh_scale(way, gap)), path[0])
                                : uh_sub(uh_sub(skin, uh_scale(way, gap)), path[STEPS - 1]);
}

// How far a bone looks to the right, seen from above, in radians.
static double heading(const struct uh_posture *posture, int bone) {
    struct uh_vec3 ahead = uh_turn(&posture->turn[bone], uh_vec3(1, 0, 0));
    return uh_atan2(ahead.z, ahead.x);
}

static double within_half_turn(double angle) {
    return uh_atan2(uh_sin(angle), uh_cos(angle));
}

// An arc round the upright body at the height of the site, from where the part looked to where it
// looks; tipped towards the viewer, so that it reads as a turn.
static void turn_path(const struct choice *c, int site, struct uh_vec3 path[STEPS]) {
    const double least = 1.1, most = 2.4, tip = .30;
    int bone = uh_site_bone(site);
    bool head = bone == UH_HEAD;
    double radius = head ? .155 : .27, to = heading(c->end, bone), from = heading(c->start, bone);
    double turned = within_half_turn(to - from), sign = turned < 0 ? -1 : 1,
           span = uh_bound(fabs(turned), least, most);
    struct uh_vec3 middle = c->end->at[bone], near = c->camera->toward;
    double height = path[STEPS - 1].y + (head ? .055 : 0);
    near.y = 0;
    near = uh_unit(near);
    double facing = uh_atan2(near.z, near.x),
           centre = within_half_turn(to - sign * span / 2 - facing);
    // Round the near side of the body, whichever way it faces.
    centre = facing + uh_bound(centre, -.6, .6);
    for (int i = 0; i < STEPS; i++) {
        double angle = centre + sign * span * ((double)i / (STEPS - 1) - .5);
        struct uh_vec3 out = uh_vec3(radius * uh_cos(angle), 0, radius * uh_sin(angle));
        double closer = uh_dot(out, near);
        path[i] = uh_vec3(middle.x + out.x, height - tip * closer, middle.z + out.z);
    }
}

// A circle as a ring that is nearly closed, open to the viewer even where it is seen edge-on, the
// way round that it goes.
static void ring_path(const struct choice *c, struct uh_vec3 path[STEPS]) {
    const double pi = 3.14159265358979323846, sweep = 1.72 * pi, narrow = .55;
    const struct uh_camera *camera = c->camera;
    struct uh_vec3 middle = {0}, normal = {0};
    double reach = 0;
    for (int i = 0; i < STEPS; i++) middle = uh_add(middle, uh_scale(path[i], 1. / STEPS));
    for (int i = 0; i < STEPS; i++) {
        struct uh_vec3 a = uh_sub(path[i], middle), b = uh_sub(path[(i + 1) % STEPS], middle);
        normal = uh_add(normal, uh_cross(a, b));
        reach += uh_length(a) / STEPS;
    }
    double toward = uh_dot(uh_unit(normal), camera->toward);
    double wide = uh_bound(reach, .085, .13), flat = wide * fmax(fabs(toward), narrow);
    // Seen edge-on, the ring is narrow the way that its axis points on the picture.
    double x = uh_dot(normal, camera->right), y = uh_dot(normal, camera->up),
           long_way = uh_span(x, y) > 1e-9 ? uh_atan2(x, -y) : 0, sign = toward < 0 ? -1 : 1;
    for (int i = 0; i < STEPS; i++) {
        double angle = sign * (sweep * ((double)i / (STEPS - 1) - .5) + .5 * pi);
        double along = wide * uh_cos(angle), across = flat * uh_sin(angle);
        double right = along * uh_cos(long_way) - across * uh_sin(long_way),
               up = along * uh_sin(long_way) + across * uh_cos(long_way);
        path[i] = uh_add(middle, uh_add(uh_scale(camera->right, right), uh_scale(camera->up, up)));
    }
}

// Arrows that lie on the moving part itself, or right beside it.
static void lay_on(struct choice *c, int arrow, const struct travel *travel) {
    struct uh_vec3 path[STEPS], shift = {0};
    double seen = length_seen(c->camera, travel->at);
    if (seen < .004) return;
    memcpy(path, travel->at, sizeof path);
    switch (c->figure->arrow_kind) {
    case UH_ARROW_CIRCLE:
        ring_path(c, path);
        break;
    case UH_ARROW_SWEEP:
        even_out(path);
        size_path(path, length_seen(c->camera, path), .42, .60);
        shift.y = -.17;
        break;
    case UH_ARROW_TURN:
        turn_path(c, travel->site, path);
        break;
    case UH_ARROW_AT:
        even_out(path);
        size_path(path, seen, .20, .40);
        shift = beside_skin(c, travel, path);
        break;
    default:
        size_path(path, seen, .16, .30);
        shift = uh_scale(uh_unit(uh_sub(path[0], path[STEPS - 1])), .05);
        break;
    }
    keep_path(c, arrow, path, shift);
}

// Tries the path of one point moved aside by a distance, and keeps it if it is the best so far.
static void try_offset(struct choice *c, int arrow, const struct travel *travel,
                       const struct uh_vec3 path[STEPS], double offset) {
    const struct uh_camera *camera = c->camera;
    double seen = length_seen(camera, travel->at), penalty = 0;
    struct uh_vec3 chord = uh_sub(path[STEPS - 1], path[0]);
    struct uh_vec3 aside = uh_unit(uh_sub(uh_scale(camera->right, uh_dot(chord, camera->up)),
                                          uh_scale(camera->up, uh_dot(chord, camera->right))));
    struct uh_vec3 shift = uh_scale(aside, offset);
    for (int i = 0; i < STEPS; i++) penalty += cost_at(c, uh_add(path[i], shift));
    double score = fmin(seen, .5) * travel->worth - .7 * penalty - .25 * fabs(offset);
    if (score <= c->best) return;
    c->best = score;
    c->chosen = travel;
    c->offset = offset;
    keep_path(c, arrow, path, shift);
}

// The path of a point as an arrow, or false where it is too short to tell anything.
static bool way_of(const struct choice *c, const struct travel *travel,
                   struct uh_vec3 path[STEPS]) {
    double seen = length_seen(c->camera, travel->at);
    if (seen < (c->figure->arrow[0] >= 0 ? .004 : .045)) return false;
    memcpy(path, travel->at, sizeof(struct uh_vec3) * STEPS);
    even_out(path);
    size_path(path, seen, .28, .60);
    return true;
}

static void try_travel(struct choice *c, int arrow, const struct travel *travel) {
    struct uh_vec3 path[STEPS];
    if (!way_of(c, travel, path)) return;
    for (int k = 0; k < 10; k++)
        try_offset(c, arrow, travel, path, (k % 2 ? 1 : -1) * (.07 + .05 * (k / 2)));
}

// The other side does the same at the same time, and far enough away to be seen doing it; looked at
// from in front or behind, so that it is the mirror's picture.
static bool twins(const struct choice *c, const struct travel *a, const struct travel *b) {
    const double alike = .04, apart = .24, aslant = .45, shorter = .75;
    if (fabs(c->camera->toward.z) > aslant) return false;
    double one = length_seen(c->camera, a->at), two = length_seen(c->camera, b->at);
    if (fmin(one, two) < shorter * fmax(one, two)) return false;
    for (int i = 0; i < STEPS; i += STEPS - 1) {
        struct uh_vec3 other = uh_vec3(b->at[i].x, b->at[i].y, -b->at[i].z);
        if (uh_length(uh_sub(a->at[i], other)) > alike) return false;
    }
    struct uh_vec3 across = uh_sub(a->at[STEPS / 2], b->at[STEPS / 2]);
    return uh_span(uh_dot(across, c->camera->right), uh_dot(across, c->camera->up)) > apart;
}

// How near two arrows come on the picture, in metres.
static double arrows_apart(const struct choice *c) {
    double least = 1e9;
    for (int i = 0; i < STEPS; i++)
        for (int k = 0; k < STEPS; k++) {
            struct uh_spot a = project(&c->plane, c->hint->points[0][i]),
                           b = project(&c->plane, c->hint->points[1][k]);
            least = fmin(least, uh_span((double)a.x - b.x, (double)a.y - b.y));
        }
    return least;
}

// Whether the second arrow is asked for, or the other side does the same.
static bool wants_second(const struct choice *c, const struct travel *first,
                         const struct travel *second) {
    return c->figure->arrow[1] >= 0 || c->figure->arrow_kind == UH_ARROW_PAIR ||
           ((second->site ^ 1) == first->site && twins(c, first, second));
}

// The second arrow keeps clear of the first. That of the other side stands as the first does, in
// the mirror, where it finds room as good.
static void add_second(struct choice *c, const struct travel *travel) {
    const double clear = .16, worse = .14;
    struct uh_vec3 path[STEPS];
    bool asked = c->figure->arrow[1] >= 0;
    c->best = asked ? -1e9 : c->best - worse;
    if (asked)
        try_travel(c, 1, travel);
    else if (way_of(c, travel, path))
        try_offset(c, 1, travel, path, -c->offset);
    if (c->hint->arrow_count == 2 && arrows_apart(c) < clear) c->hint->arrow_count = 1;
}

// The one arrow beside the body that reads best, and a second one.
static void choose_way(struct choice *c, const struct travel *travels, int count) {
    int named = c->figure->arrow[0] >= 0 ? 1 : count;
    for (int i = 0; i < named; i++) try_travel(c, 0, &travels[i]);
    const struct travel *first = c->chosen;
    for (int i = 0; i < count && first && c->hint->arrow_count == 1; i++)
        if (&travels[i] != first && wants_second(c, first, &travels[i])) add_second(c, &travels[i]);
}

// Arrows on the part itself, and on the second one.
static void lay_all(struct choice *c, const struct travel *travels, int count) {
    const double clear = .10;
    lay_on(c, 0, &travels[0]);
    if (count < 2 || !wants_second(c, &travels[0], &travels[1])) return;
    lay_on(c, 1, &travels[1]);
    if (c->figure->arrow_kind != UH_ARROW_PAIR && arrows_apart(c) < clear) c->hint->arrow_count = 1;
}

void uh_hint_make(struct uh_hint *hint, const struct uh_figure *figure,
                  const struct uh_skeleton *skeleton, const struct uh_camera *camera) {
    struct travel travels[CANDIDATES];
    int to = uh_figure_still(figure), from = key_before(figure, to),
        first = to == 0 && figure->key_count > 1;
    struct uh_posture end;
    *hint = (struct uh_hint){0};
    uh_posture_of(skeleton, &figure->keys[first].solved, &hint->start.posture);
    for (int s = 0; s < 2; s++) hint->start.grip[s] = figure->keys[first].grip[s];
    uh_posture_of(skeleton, &figure->keys[to].solved, &end);
    int count = list_travels(figure, travels);
    follow(travels, count, figure, skeleton, from, to);
    struct choice choice = {.camera = camera,
                            .plane = *camera,
                            .start = &hint->start.posture,
                            .end = &end,
                            .hint = hint,
                            .best = -1e9,
                            .figure = figure};
    choice.plane.scale = 1;
    choice.plane.x = choice.plane.y = 0;
    if (figure->arrow_kind == UH_ARROW_WAY) choose_way(&choice, travels, count);
    if (figure->arrow_kind != UH_ARROW_WAY) lay_all(&choice, travels, count);
}

// A tapered arc with a head, white round it.
static void draw_one_arrow(struct uh_painter *p, const struct uh_vec3 *points, int n) {
    struct uh_spot s[24], left[24], right[24];
    int last;
    double length = 0, gone = 0;
    if (n < 4) return;
    for (int i = 0; i < n; i++) {
        s[i] = project(p->camera, points[i]);
        if (i > 0) length += uh_span((double)s[i].x - s[i - 1].x, (double)s[i].y - s[i - 1].y);
    }
    if (length < .05 * p->unit) return;
    double head = fmin(.062 * p->unit, length * .42), wide = .0115 * p->unit;
    for (last = n - 1; last > 2 && gone < head * .72; last--)
        gone += uh_span((double)s[last].x - s[last - 1].x, (double)s[last].y - s[last - 1].y);
    for (int i = 0; i <= last; i++) {
        int a = i > 0 ? i - 1 : 0, b = i + 1;
        double dx = (double)s[b].x - s[a].x, dy = (double)s[b].y - s[a].y;
        double w =
            wide * (.30 + .70 * uh_smooth(0, 1, (double)i / last)) / (uh_span(dx, dy) + 1e-6);
        left[i] = (struct uh_spot){s[i].x - (float)(dy * w), s[i].y + (float)(dx * w)};
        right[i] = (struct uh_spot){s[i].x + (float)(dy * w), s[i].y - (float)(dx * w)};
    }
    double dx = (double)s[n - 1].x - s[last].x, dy = (double)s[n - 1].y - s[last].y,
           run = uh_span(dx, dy) + 1e-6, hx = dx / run * head, hy = dy / run * head;
    for (int pass = 0; pass < 2; pass++) {
        draw_path(p);
        draw_run(p, UH_CURVE_SMOOTH);
        for (int i = 0; i <= last; i++) draw_spot(p, left[i].x, left[i].y);
        for (int i = last; i >= 0; i--) draw_spot(p, right[i].x, right[i].y);
        draw_run(p, UH_CURVE_STRAIGHT);
        draw_spot(p, s[last].x + hx, s[last].y + hy);
        draw_spot(p, s[last].x - hy * .52 - hx * .06, s[last].y + hx * .52 - hy * .06);
        draw_spot(p, s[last].x + hx * .10, s[last].y + hy * .10);
        draw_spot(p, s[last].x + hy * .52 - hx * .06, s[last].y - hx * .52 - hy * .06);
        struct uh_colour c = pass ? colour_of(p->palette->accent)
                                  : colour_clear(p->style->dark ? 0x12141A : 0xFFFFFF, .85);
        draw_fill(p, c);
        draw_stroke(p, c, (pass ? .006 : .018) * p->unit);
    }
}

void draw_arrow(struct uh_painter *p, const struct uh_hint *hint) {
    for (int i = 0; i < hint->arrow_count; i++)
        draw_one_arrow(p, hint->points[i], hint->point_count);
}
