// SPDX-License-Identifier: Apache-2.0
// What the files of outlines share: hulls.c makes the convex polygons of parts, outline.c chains
// the edge of their union, smoothing.c takes corners and spare spots out of a chain, contours.c
// draws what of an outline shows.
#ifndef UNHUNCH_FIGURE_OUTLINE_H
#define UNHUNCH_FIGURE_OUTLINE_H

#include "painter.h"

static inline float smaller(float a, float b) {
    return a < b ? a : b;
}

static inline float larger(float a, float b) {
    return a > b ? a : b;
}

// > 0 where c lies to the right of the way from a to b (y goes down).
static inline float cross_of(struct uh_spot a, struct uh_spot b, struct uh_spot c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static inline float squared_between(struct uh_spot a, struct uh_spot b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

// From a to b by the part u of the way.
static inline struct uh_spot spot_between(struct uh_spot a, struct uh_spot b, float u) {
    return (struct uh_spot){a.x + (b.x - a.x) * u, a.y + (b.y - a.y) * u};
}

// The corner of a polygon after one.
static inline struct uh_spot corner_after(const struct polygon *q, int corner) {
    return q->spots[corner + 1 < q->count ? corner + 1 : 0];
}

// Rounds the inner corners of the chain of n spots up to `reach` from each, and evens it out;
// returns the new number of spots.
int smooth_chain(struct uh_painter *p, int n, double reach);

// Marks those spots of the chain that are needed for it to be within tolerance.
void simplify_chain(struct uh_painter *p, int n, double tolerance);

#endif
