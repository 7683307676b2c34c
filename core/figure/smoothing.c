// SPDX-License-Identifier: Apache-2.0
// A closed chain of spots as flesh and cloth run: concave corners, where one limb runs into
// another, become curves, the rest is evened out along itself, and spots that a smooth line passes
// anyway are left out (Douglas-Peucker). Fingers, which are finer than that, are kept as they are.
#include "outline.h"

#include <math.h>
#include <string.h>

#define FINE .35f // of the tolerance

// Among fingers, whose outline is kept as it is, and finely.
static bool is_crisp(const struct uh_painter *p, struct uh_spot s) {
    for (int i = 0; i < p->crisp_count; i++)
        if (squared_between(s, p->crisp[i]) < p->crisp_reach[i] * p->crisp_reach[i]) return true;
    return false;
}

// The spot of a stretch that is farthest from its chord, or -1 when all are within tolerance.
static int farthest(const struct uh_painter *p, int from, int to, int n, double tolerance) {
    struct uh_spot a = p->chain[from], b = p->chain[to % n];
    float dx = b.x - a.x, dy = b.y - a.y, length = sqrtf(dx * dx + dy * dy);
    float most = (float)tolerance;
    int best = -1;
    for (int k = from + 1; k < to; k++) {
        float x = p->chain[k].x - a.x, y = p->chain[k].y - a.y;
        float d = length > 1e-6f ? fabsf(x * dy - y * dx) / length : sqrtf(x * x + y * y);
        if (d > most * FINE && is_crisp(p, p->chain[k])) d /= FINE;
        if (d > most) {
            most = d;
            best = k;
        }
    }
    return best;
}

void simplify_chain(struct uh_painter *p, int n, double tolerance) {
    enum { DEEP = 256 };
    int stack[DEEP][2], depth = 0, opposite = 0;
    for (int k = 1; k < n; k++)
        if (squared_between(p->chain[k], p->chain[0]) >
            squared_between(p->chain[opposite], p->chain[0]))
            opposite = k;
    memset(p->keep, 0, sizeof *p->keep * (size_t)n);
    p->keep[0] = p->keep[opposite] = true;
    stack[depth][0] = 0, stack[depth++][1] = opposite;
    stack[depth][0] = opposite, stack[depth++][1] = n;
    while (depth > 0) {
        depth--;
        int from = stack[depth][0], to = stack[depth][1];
        int mid = farthest(p, from, to, n, tolerance);
        if (mid < 0 || depth > DEEP - 3) continue;
        p->keep[mid] = true;
        stack[depth][0] = from, stack[depth++][1] = mid;
        stack[depth][0] = mid, stack[depth++][1] = to;
    }
}

// Concave corners, where one limb's outline runs into another's: how far along the chain, and how
// much of it on either side is rounded.
struct notch {
    int spot;
    float at, turn, reach;
};

enum { NOTCH_MAX = 32, ROUND_SPOTS = 6 };

// Leaves out spots that lie on the one before; returns the new number.
static int drop_doubles(struct uh_painter *p, int n) {
    int out = 1;
    for (int k = 1; k < n; k++)
        if (squared_between(p->chain[k], p->chain[out - 1]) > 1e-4f) p->chain[out++] = p->chain[k];
    while (out > 1 && squared_between(p->chain[out - 1], p->chain[0]) <= 1e-4f) out--;
    return out;
}

static float measure_chain(struct uh_painter *p, int n) {
    float length = 0;
    for (int k = 0; k < n; k++) {
        p->along[k] = length;
        length += sqrtf(squared_between(p->chain[k], p->chain[k + 1 < n ? k + 1 : 0]));
    }
    p->along[n] = length;
    return length;
}

// The place on a closed chain after a way, which may be less than 0 or more than one round.
static struct uh_spot spot_along(const struct uh_painter *p, int n, float way) {
    float length = p->along[n];
    if (way < 0) way += length;
    if (way >= length) way -= length;
    int low = 0, high = n;
    while (high - low > 1) {
        int mid = (low + high) / 2;
        if (p->along[mid] <= way)
            low = mid;
        else
            high = mid;
    }
    struct uh_spot a = p->chain[low], b = p->chain[low + 1 < n ? low + 1 : 0];
    float step = p->along[low + 1] - p->along[low],
          u = step > 1e-6f ? (way - p->along[low]) / step : 0;
    return spot_between(a, b, u);
}

// How sharply the chain turns inward at a spot, in radians, seen a little way off on both sides.
static float inward_turn(const struct uh_painter *p, int n, int k, float off) {
    struct uh_spot a = spot_along(p, n, p->along[k] - off), b = p->chain[k],
                   c = spot_along(p, n, p->along[k] + off);
    float ahead = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
    return (float)uh_atan2(-(double)cross_of(a, b, c), (double)ahead);
}

static int find_notches(const struct uh_painter *p, int n, float reach, struct notch *list) {
    int count = 0;
    float off = reach * .25f;
    for (int k = 0; k < n && count < NOTCH_MAX; k++) {
        if (cross_of(p->chain[k ? k - 1 : n - 1], p->chain[k], p->chain[k + 1 < n ? k + 1 : 0]) >=
            0)
            continue;
        struct notch notch = {k, p->along[k], inward_turn(p, n, k, off), 0};
        if (notch.turn < .25f || is_crisp(p, p->chain[k])) continue;
        struct notch *last = count > 0 ? &list[count - 1] : NULL;
        if (last && notch.at - last->at < off) {
            if (notch.turn > last->turn) *last = notch;
        } else {
            list[count++] = notch;
        }
    }
    return count;
}

// Each is rounded as far as its sharpness asks for and its neighbours leave room.
static void share_room(const struct uh_painter *p, int n, float reach, struct notch *list,
                       int count) {
    float length = p->along[n];
    for (int i = 0; i < count; i++) {
        float after =
                  i + 1 < count ? list[i + 1].at - list[i].at : list[0].at + length - list[i].at,
              before =
                  i > 0 ? list[i].at - list[i - 1].at : list[0].at + length - list[count - 1].at;
        float room = smaller(length / 6, .48f * smaller(after, before));
        list[i].reach = smaller(reach * (float)uh_smooth(.25, 1.1, (double)list[i].turn), room);
    }
}

// Replaces concave corners by curves; returns the new number of spots.
static int round_notches(struct uh_painter *p, int n, double reach) {
    struct notch list[NOTCH_MAX];
    float length = measure_chain(p, n);
    int count = find_notches(p, n, (float)reach, list), out = 0;
    if (count == 0 || n + count * (ROUND_SPOTS + 1) > SEGMENT_MAX) return n;
    share_room(p, n, (float)reach, list, count);
    for (int i = 0; i < count; i++) {
        const struct notch *now = &list[i], *then = &list[i + 1 < count ? i + 1 : 0];
        struct uh_spot a = spot_along(p, n, now->at - now->reach), b = p->chain[now->spot],
                       c = spot_along(p, n, now->at + now->reach);
        for (int z = 0; z <= ROUND_SPOTS; z++) {
            float u = (float)z / ROUND_SPOTS, v = 1 - u;
            p->rounded[out++] = (struct uh_spot){v * v * a.x + 2 * u * v * b.x + u * u * c.x,
                                                 v * v * a.y + 2 * u * v * b.y + u * u * c.y};
        }
        float end = then->at - then->reach + (i + 1 < count ? 0 : length);
        for (int k = now->spot + 1; k < now->spot + n; k++) {
            float at = p->along[k % n] + (k < n ? 0 : length);
            if (at >= end) break;
            if (at > now->at + now->reach) p->rounded[out++] = p->chain[k % n];
        }
    }
    memcpy(p->chain, p->rounded, sizeof *p->chain * (size_t)out);
    return out;
}

#define EVEN_STEP .012 // metres

enum { CLOTH_ROUNDS = 5, SKIN_ROUNDS = 3 }; // odd: the last one ends in the chain

// The next spot after one that stands out like the corner of a hem or is a finger's, or `count`.
static int next_corner(const struct uh_painter *p, int n, int from, float off) {
    for (int k = from; k < n; k++) {
        struct uh_spot a = p->chain[k ? k - 1 : n - 1], b = p->chain[k + 1 < n ? k + 1 : 0];
        if (is_crisp(p, p->chain[k]) || (p->crisp_count == 0 && cross_of(a, p->chain[k], b) > 0 &&
                                         inward_turn(p, n, k, off) < -.75f))
            return k;
    }
    return n;
}

// Spots a step apart along the chain, with its sharp corners among them, which are marked to be
// kept; returns the number of spots.
static int space_evenly(struct uh_painter *p, int n, float step) {
    int out = 0, first = next_corner(p, n, 0, step);
    float from = first < n ? p->along[first] : 0, end = from + p->along[n];
    for (int k = first; from < end - 1e-3f;) {
        int after = k < n ? next_corner(p, n, k + 1, step) : n;
        float to = after < n ? p->along[after] : end;
        int pieces = (int)larger(1, (to - from) / step + .5f);
        for (int i = 0; i < pieces && out < SEGMENT_MAX; i++) {
            p->hidden[out] = i == 0 && k < n;
            p->rounded[out++] = spot_along(p, n, from + (to - from) * (float)i / (float)pieces);
        }
        from = to;
        k = after;
    }
    return out;
}

// Cloth and limbs have no kinks: the outline is evened out along itself, except at the corners of
// hems and at fingers.
static int relax(struct uh_painter *p, int n, double step, int rounds) {
    measure_chain(p, n);
    int count = space_evenly(p, n, (float)step);
    if (count < 8) return n;
    for (int round = 0; round < rounds; round++) {
        const struct uh_spot *s = round % 2 ? p->chain : p->rounded;
        struct uh_spot *t = round % 2 ? p->rounded : p->chain;
        for (int k = 0; k < count; k++) {
            struct uh_spot a = s[k ? k - 1 : count - 1], b = s[k + 1 < count ? k + 1 : 0];
            t[k] = p->hidden[k] ? s[k]
                                : (struct uh_spot){(a.x + 2 * s[k].x + b.x) / 4,
                                                   (a.y + 2 * s[k].y + b.y) / 4};
        }
    }
    return count;
}

int smooth_chain(struct uh_painter *p, int n, double reach) {
    const double cloth = .03; // metres; what is softer than that is cloth
    if (reach > 0) n = round_notches(p, drop_doubles(p, n), reach);
    int rounds = reach > cloth * p->unit ? CLOTH_ROUNDS : SKIN_ROUNDS;
    if (reach > EVEN_STEP * p->unit) n = relax(p, n, fmax(EVEN_STEP * p->unit, 1.5), rounds);
    return n;
}
