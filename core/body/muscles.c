// SPDX-License-Identifier: Apache-2.0
// Muscles as lines of action: how long the fibres of muscle_paths.c are, straight from point to
// point or round a ball. Strain is length over neutral length.
//
// Raw strain cannot be compared between muscles: a short fibre reaches high values easily. So each
// fibre is measured against itself, by the strain that seven in a hundred random postures within
// limits exceed, and a muscle is as hot as its hottest fibre. Averages would hide the upper
// trapezius, of which only the upper fibres lengthen.
#include "unhunch/body.h"

#include <math.h>
#include <string.h>

int uh_muscle_find(const char *id, size_t length) {
    for (int i = 0; i < UH_MUSCLE_COUNT; i++)
        if (strlen(uh_muscle_paths[i].id) == length &&
            memcmp(uh_muscle_paths[i].id, id, length) == 0)
            return i;
    return -1;
}

// How long a path round a ball is: the shortest that does not cut it, in the plane through the
// centre. Where an end is inside it is straight; so wraps MuJoCo a tendon round a sphere.
static double way_round(struct uh_vec3 centre, double radius, struct uh_vec3 start,
                        struct uh_vec3 end) {
    struct uh_vec3 from = uh_sub(start, centre), to = uh_sub(end, centre), way = uh_sub(to, from);
    double near = uh_length(from), far = uh_length(to), direct = uh_length(way);
    double part = direct > 0 ? uh_bound(-uh_dot(from, way) / (direct * direct), 0, 1) : 0;
    double gap = uh_length(uh_add(from, uh_scale(way, part)));
    if (near <= radius || far <= radius || gap >= radius) return direct;
    double between = uh_atan2(uh_length(uh_cross(from, to)), uh_dot(from, to));
    double arc = between - uh_acos(radius / near) - uh_acos(radius / far);
    if (arc <= 0) return direct;
    return sqrt(near * near - radius * radius) + sqrt(far * far - radius * radius) + radius * arc;
}

static double stretch_length(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                             int round, int side, struct uh_vec3 from, struct uh_vec3 to) {
    if (round == UH_ROUND_NOTHING) return uh_length(uh_sub(to, from));
    const struct uh_muscle_ball *ball = &uh_muscle_balls[round];
    return way_round(uh_point_on(skeleton, posture, ball->bone, side, ball->at),
                     ball->radius * skeleton->scale, from, to);
}

double uh_fibre_length(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                       int muscle, int fibre, int side) {
    const struct uh_muscle_path *path = &uh_muscle_paths[muscle];
    struct uh_vec3 last = {0};
    double sum = 0;
    for (int k = 0; k < path->point_count; k++) {
        const struct uh_muscle_point *point = &path->fibre[fibre][k];
        struct uh_vec3 p = uh_point_on(skeleton, posture, point->bone, side, point->at);
        if (k > 0) sum += stretch_length(skeleton, posture, path->round[k - 1], side, last, p);
        last = p;
    }
    return sum;
}

// A number in 0..1 from a linear congruential generator (Numerical Recipes, 1992).
static double next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / 16777216.0;
}

static double random_between(uint32_t *seed, double low, double high) {
    return low + (high - low) * next_random(seed);
}

static void random_pose(const struct uh_skeleton *skeleton, struct uh_pose *pose, uint32_t *seed) {
    uh_pose_neutral(skeleton, pose);
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *kind = &skeleton->joint[j];
        if (!kind->ball) {
            double x = random_between(seed, kind->low.x, kind->high.x);
            double y = random_between(seed, kind->low.y, kind->high.y);
            pose->bend[j] = uh_vec3(x, y, random_between(seed, kind->low.z, kind->high.z));
            continue;
        }
        bool left = j >= UH_LEFT_JOINTS;
        bool shoulder = (left ? j - UH_SIDE_JOINTS : j) == UH_JOINT_SHOULDER;
        double raise = random_between(seed, 0, shoulder ? 155 : 135);
        double plane = random_between(seed, -29, 120);
        double twist = random_between(seed, kind->low.y, kind->high.y) * 57.29577951308232;
        pose->ball[j] = uh_ball_turn(j, plane, raise, left ? -twist : twist);
    }
}

enum { SAMPLES = 600, TOP = SAMPLES * 7 / 100 };

// The largest strains of one fibre seen so far, the smallest of them last.
struct record {
    int count;
    double top[TOP];
};

static void record_add(struct record *record, double strain) {
    if (record->count == TOP && strain <= record->top[TOP - 1]) return;
    int at = record->count < TOP ? record->count++ : TOP - 1;
    for (; at > 0 && record->top[at - 1] < strain; at--) record->top[at] = record->top[at - 1];
    record->top[at] = strain;
}

// What one posture adds to the records of all fibres.
static void record_posture(struct record (*records)[UH_FIBRE_MAX], const struct uh_muscles *muscles,
                           const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                           int side) {
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            record_add(&records[m][f],
                       uh_fibre_length(skeleton, posture, m, f, side) / muscles->length[m][f] - 1);
}

void uh_muscles_init(struct uh_muscles *muscles, const struct uh_skeleton *skeleton) {
    const double least_reach = .08;
    struct record records[UH_MUSCLE_COUNT][UH_FIBRE_MAX] = {0};
    struct uh_pose pose;
    struct uh_posture posture;
    uint32_t seed = 7;
    uh_pose_neutral(skeleton, &pose);
    uh_posture_of(skeleton, &pose, &posture);
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            muscles->length[m][f] = uh_fibre_length(skeleton, &posture, m, f, UH_SIDE_RIGHT);
    for (int n = 0; n < SAMPLES; n++) {
        random_pose(skeleton, &pose, &seed);
        uh_posture_of(skeleton, &pose, &posture);
        record_posture(records, muscles, skeleton, &posture, n % 2);
    }
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            muscles->reach[m][f] = fmax(least_reach, records[m][f].top[TOP - 1]);
}

double uh_muscle_strain(const struct uh_muscles *muscles, const struct uh_skeleton *skeleton,
                        const struct uh_posture *posture, int muscle, int side) {
    double most = -1;
    for (int f = 0; f < uh_muscle_paths[muscle].fibre_count; f++)
        most = fmax(
            most,
            uh_fibre_length(skeleton, posture, muscle, f, side) / muscles->length[muscle][f] - 1);
    return most;
}

double uh_muscle_heat(const struct uh_muscles *muscles, const struct uh_skeleton *skeleton,
                      const struct uh_posture *posture, int muscle, int side) {
    double most = -9;
    for (int f = 0; f < uh_muscle_paths[muscle].fibre_count; f++) {
        double strain =
            uh_fibre_length(skeleton, posture, muscle, f, side) / muscles->length[muscle][f] - 1;
        most = fmax(most, strain / muscles->reach[muscle][f]);
    }
    return most;
}
