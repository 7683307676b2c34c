// SPDX-License-Identifier: Apache-2.0
// What the files that lay out arrows share: hints.c says whose way, arrow_room.c what is kept off,
// arrow_ways.c lays paths beside the body, arrow_arcs.c arcs and rings round it.
#ifndef UNHUNCH_FIGURE_HINTS_H
#define UNHUNCH_FIGURE_HINTS_H

#include "painter.h"

enum { STEPS = sizeof((struct uh_hint *)0)->points[0] / sizeof(struct uh_vec3), OBSTACLES = 160 };

// A point of the body on its way, and how much that tells.
struct travel {
    int site;
    double worth;
    struct uh_vec3 at[STEPS];
};

// A thick line on the picture plane, and what it costs to lie on it.
struct obstacle {
    struct uh_spot a, b;
    double radius, weight;
};

// An arrow being laid out.
struct choice {
    const struct uh_camera *camera;
    struct uh_camera plane; // the same, in metres
    const struct uh_skeleton *skeleton;
    const struct uh_posture *start, *end;
    struct uh_hint *hint;
    const struct uh_figure *figure;
    struct obstacle obstacles[OBSTACLES];
    int obstacle_count;
    double measure; // the shorter side of the picture, in metres
    double best, offset, length;
    const struct travel *chosen;
    bool matched; // the arrow is to be like one of this offset and length on the other side
    double like_offset, like_length;
};

// arrow_room.c
void list_obstacles(struct choice *c);
double cost_of(const struct choice *c, const struct uh_vec3 path[STEPS], uint32_t behind);
double length_seen(const struct uh_camera *camera, const struct uh_vec3 *at);
void keep_path(struct choice *c, int arrow, const struct uh_vec3 path[STEPS], uint32_t behind);

// arrow_ways.c
void choose_way(struct choice *c, const struct travel *travels, int count);
void lay_at(struct choice *c, int arrow, const struct travel *travel);
bool wants_second(const struct choice *c, const struct travel *first, const struct travel *second);
double arrows_apart(const struct choice *c);

// arrow_arcs.c
void lay_turn(struct choice *c, const struct travel *travel);
void lay_rings(struct choice *c, const struct travel *travels, int count);

#endif
