// SPDX-License-Identifier: Apache-2.0
// What the files of the head share: forms, which are ellipsoids on the head's bone with soft bumps,
// and what is painted on them. All in coordinates of neutral standing at 1.70 m, right side.
#ifndef UNHUNCH_FIGURE_HEAD_H
#define UNHUNCH_FIGURE_HEAD_H

#include "painter.h"

// A swelling of a form: towards a direction, by a part of the radius.
struct bump {
    struct uh_vec3 to;
    double by;
};

struct form {
    struct uh_vec3 centre, at; // on the bone, in the world
    struct uh_vec3 view;       // towards the viewer, in the form's own unit sphere
    double half[3];
    struct uh_mat3 lean, turn;
    const struct bump *bumps;
    int bump_count;
};

// Tables of the head are in tenths of a millimetre.
#define TENTH .0001
struct uh_vec3 on_head(const struct uh_painter *p, int side, const short at[3]);

struct form form_of(const struct uh_painter *p, double x, double y, double a, double b, double c,
                    double lean);

// Directions are those of the form's own unit sphere: of a vector from its middle along its axes,
// of a point of the head; and where on the form one leads.
struct uh_vec3 form_direction(const struct form *form, struct uh_vec3 from_middle);
struct uh_vec3 form_toward(const struct form *form, const short at[3], int side);
struct uh_vec3 form_at(const struct form *form, struct uh_vec3 direction);

// Axes of the rim, which parts what of a form is seen from what is not; a direction that is turned
// away, folded to the rim.
void form_rim(const struct form *form, struct uh_vec3 *u, struct uh_vec3 *v);
struct uh_vec3 folded(struct uh_vec3 direction, struct uh_vec3 view);

// How much a direction of the head's bone faces the viewer: 1 straight, below 0 it is turned away.
double head_facing(const struct uh_painter *p, int side, double x, double y, double z);

// Whether the head is so large on the picture that its finest lines are seen.
bool head_fine(const struct uh_painter *p);

// A patch of a form, its hidden part folded to the rim; false where none of it is seen.
bool draw_patch(struct uh_painter *p, const struct form *form, const short (*at)[3], int count,
                int side, struct uh_colour fill, int clip);

// face.c
void draw_face(struct uh_painter *p, const struct form *skull, int path);

// hair.c
void draw_hair_behind(struct uh_painter *p);
void draw_hair(struct uh_painter *p, const struct form *cranium, int skull);
void draw_hair_before(struct uh_painter *p);
int draw_hair_shape(struct uh_painter *p); // what is seen of it, as one path without a colour

// head.c
struct form cranium_of(const struct uh_painter *p);

#endif
