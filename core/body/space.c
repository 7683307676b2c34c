// SPDX-License-Identifier: Apache-2.0
// Rotations by their vectors: Rodrigues' formula and its inverse, with care near 0 and near pi.
#include "unhunch/space.h"

#include <math.h>

const struct uh_mat3 uh_upright = {{1, 0, 0, 0, 1, 0, 0, 0, 1}};

double uh_span(double x, double y) {
    return sqrt(x * x + y * y);
}

double uh_length(struct uh_vec3 a) {
    return sqrt(uh_dot(a, a));
}

struct uh_vec3 uh_unit(struct uh_vec3 a) {
    double length = uh_length(a);
    return length > 1e-12 ? uh_scale(a, 1 / length) : uh_vec3(0, 0, 0);
}

struct uh_mat3 uh_times(const struct uh_mat3 *a, const struct uh_mat3 *b) {
    struct uh_mat3 product;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            product.at[i * 3 + j] = a->at[i * 3] * b->at[j] + a->at[i * 3 + 1] * b->at[3 + j] +
                                    a->at[i * 3 + 2] * b->at[6 + j];
    return product;
}

struct uh_mat3 uh_back(const struct uh_mat3 *a) {
    const double *m = a->at;
    return (struct uh_mat3){{m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]}};
}

struct uh_mat3 uh_rotation(struct uh_vec3 v) {
    double angle = uh_length(v), sine = 1, rest = 0.5;
    if (angle > 1e-8) {
        sine = uh_sin(angle) / angle;
        rest = (1 - uh_cos(angle)) / (angle * angle);
    }
    double x = v.x, y = v.y, z = v.z;
    return (struct uh_mat3){
        {1 - rest * (y * y + z * z), rest * x * y - sine * z, rest * x * z + sine * y,
         rest * x * y + sine * z, 1 - rest * (x * x + z * z), rest * y * z - sine * x,
         rest * x * z - sine * y, rest * y * z + sine * x, 1 - rest * (x * x + y * y)}};
}

// The axis of a half turn, where the antisymmetric part vanishes: from the diagonal, signs from the
// largest component.
static struct uh_vec3 half_turn_axis(const double *m) {
    double a[3];
    for (int i = 0; i < 3; i++) a[i] = sqrt(fmax(0, (m[i * 4] + 1) / 2));
    int top = a[0] >= a[1] && a[0] >= a[2] ? 0 : a[1] >= a[2] ? 1 : 2;
    for (int i = 0; i < 3; i++)
        if (i != top && m[top * 3 + i] + m[i * 3 + top] < 0) a[i] = -a[i];
    return uh_unit(uh_vec3(a[0], a[1], a[2]));
}

struct uh_vec3 uh_rotation_log(const struct uh_mat3 *rotation) {
    const double *m = rotation->at;
    double cosine = uh_bound((m[0] + m[4] + m[8] - 1) / 2, -1, 1);
    struct uh_vec3 w = uh_vec3(m[7] - m[5], m[2] - m[6], m[3] - m[1]);
    double sine = uh_length(w) / 2, angle = uh_atan2(sine, cosine);
    if (sine > 1e-6) return uh_scale(w, angle / (2 * sine));
    if (cosine > 0) return uh_scale(w, 0.5);
    return uh_scale(half_turn_axis(m), angle);
}

struct uh_vec3 uh_rotation_between(const struct uh_mat3 *from, const struct uh_mat3 *to) {
    struct uh_mat3 back = uh_back(from), between = uh_times(&back, to);
    return uh_rotation_log(&between);
}

struct uh_mat3 uh_rotation_flip(const struct uh_mat3 *rotation) {
    const double *m = rotation->at;
    return (struct uh_mat3){{m[0], m[1], -m[2], m[3], m[4], -m[5], -m[6], -m[7], m[8]}};
}
