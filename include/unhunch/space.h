// SPDX-License-Identifier: Apache-2.0
// Vectors and rotations in three dimensions. Axes are those of the International Society of
// Biomechanics: x forward, y up, z to the right; metres and radians.
#ifndef UNHUNCH_SPACE_H
#define UNHUNCH_SPACE_H

#define UH_PI 3.14159265358979323846

struct uh_vec3 {
    double x, y, z;
};

// A rotation, row by row.
struct uh_mat3 {
    double at[9];
};

static inline struct uh_vec3 uh_vec3(double x, double y, double z) {
    return (struct uh_vec3){x, y, z};
}

static inline struct uh_vec3 uh_add(struct uh_vec3 a, struct uh_vec3 b) {
    return uh_vec3(a.x + b.x, a.y + b.y, a.z + b.z);
}

static inline struct uh_vec3 uh_sub(struct uh_vec3 a, struct uh_vec3 b) {
    return uh_vec3(a.x - b.x, a.y - b.y, a.z - b.z);
}

static inline struct uh_vec3 uh_scale(struct uh_vec3 a, double by) {
    return uh_vec3(a.x * by, a.y * by, a.z * by);
}

static inline double uh_dot(struct uh_vec3 a, struct uh_vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline struct uh_vec3 uh_cross(struct uh_vec3 a, struct uh_vec3 b) {
    return uh_vec3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}

// From a to b by the part u of the way.
static inline struct uh_vec3 uh_mix(struct uh_vec3 a, struct uh_vec3 b, double u) {
    return uh_add(uh_scale(a, 1 - u), uh_scale(b, u));
}

// So much along one axis and so much along another.
static inline struct uh_vec3 uh_combine(struct uh_vec3 a, double x, struct uh_vec3 b, double y) {
    return uh_add(uh_scale(a, x), uh_scale(b, y));
}

// The mirror image in the plane that halves the body.
static inline struct uh_vec3 uh_flip(struct uh_vec3 a) {
    return uh_vec3(a.x, a.y, -a.z);
}

// Component 0, 1 or 2.
static inline double uh_part(struct uh_vec3 a, int axis) {
    return axis == 0 ? a.x : axis == 1 ? a.y : a.z;
}

static inline struct uh_vec3 uh_axis(int axis) {
    return uh_vec3(axis == 0, axis == 1, axis == 2);
}

static inline struct uh_vec3 uh_turn(const struct uh_mat3 *m, struct uh_vec3 v) {
    const double *a = m->at;
    return uh_vec3(a[0] * v.x + a[1] * v.y + a[2] * v.z, a[3] * v.x + a[4] * v.y + a[5] * v.z,
                   a[6] * v.x + a[7] * v.y + a[8] * v.z);
}

static inline struct uh_vec3 uh_turn_back(const struct uh_mat3 *m, struct uh_vec3 v) {
    const double *a = m->at;
    return uh_vec3(a[0] * v.x + a[3] * v.y + a[6] * v.z, a[1] * v.x + a[4] * v.y + a[7] * v.z,
                   a[2] * v.x + a[5] * v.y + a[8] * v.z);
}

// Where the axis (0 x, 1 y, 2 z) of the turned frame points.
static inline struct uh_vec3 uh_column(const struct uh_mat3 *m, int axis) {
    return uh_vec3(m->at[axis], m->at[3 + axis], m->at[6 + axis]);
}

static inline double uh_bound(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

// 0 below low, 1 above high, smooth between; low may be the larger.
static inline double uh_smooth(double low, double high, double x) {
    double u = uh_bound((x - low) / (high - low), 0, 1);
    return u * u * (3 - 2 * u);
}

// From 0 to 1 while u goes from 0 to 1, at rest at both ends: the quintic of least jerk.
static inline double uh_ease(double u) {
    return u * u * u * (u * (6 * u - 15) + 10);
}

static inline double uh_radians(double degrees) {
    return degrees * 0.017453292519943295;
}

extern const struct uh_mat3 uh_upright; // the identity

// The same on every machine, bit by bit: see angles.c. What is no number in gives none out.
double uh_sin(double angle); // within a million radians
double uh_cos(double angle);
double uh_atan2(double y, double x);
double uh_acos(double cosine);

double uh_span(double x, double y); // the length of a vector in the plane
double uh_length(struct uh_vec3 a);
struct uh_vec3 uh_unit(struct uh_vec3 a); // zero stays zero
struct uh_mat3 uh_times(const struct uh_mat3 *a, const struct uh_mat3 *b);
struct uh_mat3 uh_back(const struct uh_mat3 *a);        // the inverse
struct uh_mat3 uh_rotation(struct uh_vec3 vector);      // about the vector by its length
struct uh_vec3 uh_rotation_log(const struct uh_mat3 *); // the vector of a rotation
struct uh_vec3 uh_rotation_between(const struct uh_mat3 *from, const struct uh_mat3 *to);
struct uh_mat3 uh_rotation_flip(const struct uh_mat3 *); // mirrored as uh_flip

#endif
