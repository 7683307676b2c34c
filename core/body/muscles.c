// SPDX-License-Identifier: Apache-2.0
// Muscles as lines of action: up to three fibres of two to four points on the bones, placed after
// the attachments in textbooks of anatomy (Gray; Kendall). Strain is length over neutral length.
//
// Raw strain cannot be compared between muscles: a short fibre reaches high values easily. So each
// fibre is measured against itself, by the strain that seven in a hundred random postures within
// limits exceed, and a muscle is as hot as its hottest fibre. Averages would hide the upper
// trapezius, of which only the upper fibres lengthen.
#include "unhunch/body.h"

#include <math.h>
#include <string.h>

const struct uh_muscle_path uh_muscle_paths[UH_MUSCLE_COUNT] = {
    {"upper-trapezius",
     2,
     4,
     {{{UH_HEAD, {-.086, 1.585, .018}},
       {UH_NECK_2, {-.064, 1.485, .034}},
       {UH_CLAVICLE, {-.035, 1.440, .090}},
       {UH_CLAVICLE, {-.030, 1.432, .158}}},
      {{UH_NECK_2, {-.072, 1.480, .006}},
       {UH_NECK_1, {-.085, 1.435, .020}},
       {UH_SCAPULA, {-.072, 1.418, .085}},
       {UH_SCAPULA, {-.055, 1.418, .150}}}}},
    {"middle-trapezius",
     2,
     3,
     {{{UH_NECK_1, {-.088, 1.425, .006}},
       {UH_SCAPULA, {-.085, 1.408, .080}},
       {UH_SCAPULA, {-.058, 1.412, .150}}},
      {{UH_THORAX_4, {-.112, 1.340, .006}},
       {UH_SCAPULA, {-.106, 1.365, .085}},
       {UH_SCAPULA, {-.075, 1.396, .142}}}}},
    {"lower-trapezius",
     2,
     3,
     {{{UH_THORAX_4, {-.112, 1.325, .006}},
       {UH_THORAX_4, {-.112, 1.345, .045}},
       {UH_SCAPULA, {-.102, 1.372, .088}}},
      {{UH_THORAX_1, {-.094, 1.165, .006}},
       {UH_THORAX_3, {-.114, 1.270, .045}},
       {UH_SCAPULA, {-.104, 1.355, .095}}}}},
    {"levator-scapulae",
     1,
     3,
     {{{UH_NECK_3, {-.030, 1.515, .044}},
       {UH_NECK_1, {-.062, 1.455, .048}},
       {UH_SCAPULA, {-.088, 1.405, .068}}}}},
    {"rhomboids",
     2,
     3,
     {{{UH_THORAX_5, {-.098, 1.400, .006}},
       {UH_THORAX_4, {-.106, 1.372, .036}},
       {UH_SCAPULA, {-.106, 1.345, .074}}},
      {{UH_THORAX_4, {-.112, 1.332, .006}},
       {UH_THORAX_4, {-.114, 1.305, .040}},
       {UH_SCAPULA, {-.108, 1.282, .080}}}}},
    {"latissimus-dorsi",
     2,
     4,
     {{{UH_THORAX_2, {-.100, 1.195, .012}},
       {UH_THORAX_2, {-.095, 1.225, .080}},
       {UH_THORAX_3, {-.050, 1.275, .140}},
       {UH_UPPER_ARM, {-.030, 1.335, .170}}},
      {{UH_PELVIS, {-.100, .985, .045}},
       {UH_LUMBAR_3, {-.060, 1.090, .108}},
       {UH_THORAX_2, {-.010, 1.215, .142}},
       {UH_UPPER_ARM, {-.015, 1.325, .172}}}}},
    {"lumbar-erectors",
     2,
     3,
     {{{UH_PELVIS, {-.112, .955, .014}},
       {UH_LUMBAR_2, {-.082, 1.050, .016}},
       {UH_THORAX_1, {-.090, 1.150, .016}}},
      {{UH_PELVIS, {-.108, .955, .055}},
       {UH_LUMBAR_2, {-.072, 1.050, .062}},
       {UH_THORAX_1, {-.080, 1.150, .060}}}}},
    {"thoracic-erectors",
     2,
     4,
     {{{UH_THORAX_1, {-.090, 1.150, .014}},
       {UH_THORAX_2, {-.102, 1.215, .014}},
       {UH_THORAX_3, {-.114, 1.285, .012}},
       {UH_THORAX_5, {-.100, 1.395, .010}}},
      {{UH_THORAX_1, {-.082, 1.150, .056}},
       {UH_THORAX_2, {-.096, 1.215, .056}},
       {UH_THORAX_3, {-.110, 1.285, .050}},
       {UH_THORAX_5, {-.098, 1.395, .036}}}}},
    {"neck-extensors",
     2,
     4,
     {{{UH_HEAD, {-.092, 1.590, .006}},
       {UH_NECK_3, {-.066, 1.515, .008}},
       {UH_NECK_1, {-.084, 1.445, .008}},
       {UH_THORAX_5, {-.098, 1.395, .006}}},
      {{UH_HEAD, {-.070, 1.580, .042}},
       {UH_NECK_3, {-.052, 1.515, .036}},
       {UH_NECK_1, {-.076, 1.445, .032}},
       {UH_THORAX_5, {-.096, 1.395, .020}}}}},
    {"suboccipitals",
     2,
     2,
     {{{UH_HEAD, {-.080, 1.578, .010}}, {UH_NECK_3, {-.060, 1.516, .006}}},
      {{UH_HEAD, {-.062, 1.570, .040}}, {UH_NECK_3, {-.046, 1.518, .030}}}}},
    {"deep-neck-flexors",
     2,
     4,
     {{{UH_HEAD, {.012, 1.556, .006}},
       {UH_NECK_3, {.016, 1.515, .010}},
       {UH_NECK_1, {.004, 1.450, .012}},
       {UH_THORAX_5, {-.010, 1.400, .010}}},
      {{UH_HEAD, {.010, 1.556, .026}},
       {UH_NECK_3, {.014, 1.515, .030}},
       {UH_NECK_1, {.002, 1.450, .030}},
       {UH_THORAX_5, {-.012, 1.400, .026}}}}},
    {"sternocleidomastoid",
     1,
     3,
     {{{UH_HEAD, {-.020, 1.575, .070}},
       {UH_NECK_2, {.022, 1.485, .046}},
       {UH_THORAX_4, {.052, 1.412, .020}}}}},
    {"scalenes",
     1,
     3,
     {{{UH_NECK_3, {.000, 1.515, .046}},
       {UH_NECK_1, {.008, 1.455, .054}},
       {UH_THORAX_4, {.012, 1.425, .066}}}}},
    {"pectoralis-major",
     3,
     3,
     {{{UH_CLAVICLE, {.050, 1.412, .050}},
       {UH_CLAVICLE, {.055, 1.400, .115}},
       {UH_UPPER_ARM, {.018, 1.350, .190}}},
      {{UH_THORAX_4, {.084, 1.360, .010}},
       {UH_THORAX_4, {.082, 1.345, .090}},
       {UH_UPPER_ARM, {.015, 1.335, .190}}},
      {{UH_THORAX_3, {.104, 1.275, .015}},
       {UH_THORAX_3, {.092, 1.285, .105}},
       {UH_UPPER_ARM, {.010, 1.325, .188}}}}},
    {"pectoralis-minor",
     2,
     2,
     {{{UH_SCAPULA, {.010, 1.392, .128}}, {UH_THORAX_4, {.080, 1.330, .075}}},
      {{UH_SCAPULA, {.008, 1.388, .130}}, {UH_THORAX_3, {.086, 1.265, .090}}}}},
    {"anterior-deltoid",
     1,
     3,
     {{{UH_CLAVICLE, {.015, 1.425, .128}},
       {UH_UPPER_ARM, {.026, 1.385, .188}},
       {UH_UPPER_ARM, {-.012, 1.270, .210}}}}},
    {"middle-deltoid",
     1,
     3,
     {{{UH_SCAPULA, {-.035, 1.428, .160}},
       {UH_UPPER_ARM, {-.030, 1.390, .222}},
       {UH_UPPER_ARM, {-.026, 1.270, .214}}}}},
    {"posterior-deltoid",
     1,
     3,
     {{{UH_SCAPULA, {-.082, 1.410, .125}},
       {UH_UPPER_ARM, {-.082, 1.375, .188}},
       {UH_UPPER_ARM, {-.040, 1.270, .210}}}}},
    {"posterior-cuff",
     2,
     2,
     {{{UH_SCAPULA, {-.108, 1.370, .080}}, {UH_UPPER_ARM, {-.078, 1.400, .180}}},
      {{UH_SCAPULA, {-.106, 1.290, .090}}, {UH_UPPER_ARM, {-.080, 1.365, .190}}}}},
    {"serratus-anterior",
     2,
     3,
     {{{UH_THORAX_3, {.055, 1.300, .130}},
       {UH_THORAX_3, {-.010, 1.320, .150}},
       {UH_SCAPULA, {-.095, 1.350, .100}}},
      {{UH_THORAX_2, {.045, 1.210, .132}},
       {UH_THORAX_3, {-.020, 1.260, .146}},
       {UH_SCAPULA, {-.100, 1.285, .095}}}}},
    {"triceps",
     1,
     4,
     {{{UH_SCAPULA, {-.055, 1.365, .165}},
       {UH_UPPER_ARM, {-.082, 1.270, .178}},
       {UH_UPPER_ARM, {-.068, 1.150, .174}},
       {UH_FOREARM, {-.066, 1.078, .172}}}}},
    {"biceps",
     1,
     4,
     {{{UH_CLAVICLE, {.015, 1.415, .165}},
       {UH_UPPER_ARM, {.022, 1.300, .176}},
       {UH_UPPER_ARM, {.014, 1.150, .174}},
       {UH_RADIUS, {.004, 1.060, .172}}}}},
    {"abdominals",
     2,
     4,
     {{{UH_PELVIS, {.098, .895, .006}},
       {UH_LUMBAR_2, {.092, 1.040, .006}},
       {UH_THORAX_1, {.104, 1.150, .006}},
       {UH_THORAX_3, {.112, 1.235, .010}}},
      {{UH_PELVIS, {.094, .900, .050}},
       {UH_LUMBAR_2, {.082, 1.040, .060}},
       {UH_THORAX_1, {.094, 1.150, .062}},
       {UH_THORAX_3, {.104, 1.235, .070}}}}},
    // External fibres run down to the midline, internal ones up to it, so that turning the trunk
    // either way lengthens one of each side; the third runs along the flank.
    {"obliques",
     3,
     3,
     {{{UH_THORAX_2, {-.020, 1.190, .136}},
       {UH_LUMBAR_3, {.062, 1.090, .108}},
       {UH_PELVIS, {.098, .940, -.010}}},
      {{UH_PELVIS, {-.020, .990, .142}},
       {UH_LUMBAR_2, {.060, 1.065, .106}},
       {UH_THORAX_2, {.108, 1.200, -.010}}},
      {{UH_THORAX_2, {-.030, 1.180, .136}},
       {UH_LUMBAR_3, {-.020, 1.075, .122}},
       {UH_PELVIS, {-.030, .990, .142}}}}},
    {"quadratus-lumborum",
     2,
     3,
     {{{UH_PELVIS, {-.070, .990, .085}},
       {UH_LUMBAR_3, {-.062, 1.085, .062}},
       {UH_THORAX_1, {-.070, 1.150, .066}}},
      {{UH_PELVIS, {-.074, .990, .060}},
       {UH_LUMBAR_2, {-.062, 1.045, .036}},
       {UH_LUMBAR_3, {-.066, 1.100, .028}}}}},
    {"glutes",
     2,
     3,
     {{{UH_PELVIS, {-.110, .985, .030}},
       {UH_PELVIS, {-.128, .915, .080}},
       {UH_THIGH, {-.060, .835, .158}}},
      {{UH_PELVIS, {-.112, .910, .020}},
       {UH_THIGH, {-.118, .860, .075}},
       {UH_THIGH, {-.070, .790, .140}}}}},
    {"hamstrings",
     2,
     4,
     {{{UH_PELVIS, {-.085, .850, .060}},
       {UH_THIGH, {-.082, .720, .070}},
       {UH_THIGH, {-.058, .540, .060}},
       {UH_SHANK, {-.040, .440, .062}}},
      {{UH_PELVIS, {-.085, .850, .085}},
       {UH_THIGH, {-.080, .720, .112}},
       {UH_THIGH, {-.056, .540, .112}},
       {UH_SHANK, {-.040, .440, .110}}}}},
    {"calves",
     2,
     4,
     {{{UH_THIGH, {-.050, .510, .068}},
       {UH_SHANK, {-.066, .390, .060}},
       {UH_SHANK, {-.048, .220, .078}},
       {UH_FOOT, {-.055, .060, .082}}},
      {{UH_THIGH, {-.050, .510, .104}},
       {UH_SHANK, {-.064, .390, .116}},
       {UH_SHANK, {-.046, .220, .096}},
       {UH_FOOT, {-.055, .060, .090}}}}},
};

int uh_muscle_find(const char *id, size_t length) {
    for (int i = 0; i < UH_MUSCLE_COUNT; i++)
        if (strlen(uh_muscle_paths[i].id) == length &&
            memcmp(uh_muscle_paths[i].id, id, length) == 0)
            return i;
    return -1;
}

double uh_fibre_length(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                       int muscle, int fibre, int side) {
    const struct uh_muscle_path *path = &uh_muscle_paths[muscle];
    struct uh_vec3 last = {0};
    double sum = 0;
    for (int k = 0; k < path->point_count; k++) {
        const struct uh_muscle_point *point = &path->fibre[fibre][k];
        struct uh_vec3 p = uh_point_on(skeleton, posture, point->bone, side, point->at);
        if (k > 0) sum += uh_length(uh_sub(p, last));
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
    const double least_reach = .03;
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
