// SPDX-License-Identifier: Apache-2.0
// The postures that poses begin from, and the props they meet.
#include "reader.h"

// Angles in degrees, alike on both sides.
struct base {
    const char *name;
    double pitch;                 // of the whole body: positive leans back
    double roll;                  // onto the right side
    double height;                // of the pelvis
    double arm_plane, arm_raise;  // shoulders
    double hip, knee, ankle;      // flexion, bend, plantar
    double elbow, wrist, forearm; // bend, extension, inward turn
    double turn_weight, place_weight;
};

static const struct base bases[] = {
    {"stand", 0, 0, .901, 0, 6, 0, 0, 0, 12, 0, 0, 6, 5},
    {"sit", 0, 0, .555, 70, 20, 88, 88, 0, 40, 0, 0, 2, .02},
    {"all-fours", -88, 0, .52, 90, 88, 90, 90, 50, 4, 80, 70, .05, .02},
    {"prone", -90, 0, .13, 0, 6, 0, 0, 55, 12, 0, 0, .5, .02},
    {"supine", 90, 0, .12, 0, 6, 0, 0, 30, 12, 0, 0, .5, .02},
    {"long-sit", 0, 0, .108, 60, 14, 88, 4, 0, 20, 0, 0, 2, .02},
    {"side-lie", 90, 90, .165, 0, 6, 80, 85, 20, 12, 0, 0, 8, .02},
};

static void pose_side(struct uh_pose *pose, const struct base *base, int side) {
    double sign = side == UH_SIDE_LEFT ? -1 : 1;
    int shoulder = uh_joint_on(UH_JOINT_SHOULDER, side), hip = uh_joint_on(UH_JOINT_HIP, side);
    pose->ball[shoulder] = uh_ball_turn(shoulder, base->arm_plane, base->arm_raise, 0);
    pose->ball[hip] = uh_ball_turn(hip, 90, base->hip, -5);
    pose->bend[uh_joint_on(UH_JOINT_KNEE, side)].z = -uh_radians(base->knee);
    pose->bend[uh_joint_on(UH_JOINT_ANKLE, side)].z = -uh_radians(base->ankle);
    pose->bend[uh_joint_on(UH_JOINT_ELBOW, side)].z = uh_radians(base->elbow);
    pose->bend[uh_joint_on(UH_JOINT_WRIST, side)].x = -sign * uh_radians(base->wrist);
    pose->bend[uh_joint_on(UH_JOINT_FOREARM, side)].y = sign * uh_radians(base->forearm);
}

bool read_base(struct reader *reader) {
    const struct base *base = NULL;
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++)
        if (word_is(&reader->words[1], bases[i].name)) base = &bases[i];
    if (!base) return reader_fail_word(reader, 1, "no such base");
    struct uh_prior *prior = &reader->neutral;
    struct uh_mat3 pitch = uh_rotation(uh_vec3(0, 0, uh_radians(base->pitch)));
    struct uh_mat3 roll = uh_rotation(uh_vec3(uh_radians(base->roll), 0, 0));
    prior->pose.place = uh_vec3(0, base->height * reader->skeleton->scale, 0);
    prior->pose.turn = uh_times(&roll, &pitch);
    pose_side(&prior->pose, base, UH_SIDE_RIGHT);
    pose_side(&prior->pose, base, UH_SIDE_LEFT);
    prior->turn = base->turn_weight;
    prior->place[0] = prior->place[2] = base->place_weight;
    reader->header->prior = *prior;
    return true;
}

static bool add_surface(struct reader *reader, struct uh_vec3 normal, double distance,
                        struct uh_vec3 low, struct uh_vec3 high) {
    struct uh_world *world = &reader->figure->world;
    if (world->surface_count == UH_SURFACE_MAX) return reader_fail(reader, 0, "too many props");
    double s = reader->skeleton->scale;
    world->surface[world->surface_count++] =
        (struct uh_surface){normal, distance * s, uh_scale(low, s), uh_scale(high, s)};
    return true;
}

static bool add_cylinder(struct reader *reader, double x, double radius, struct uh_vec3 axis,
                         double half_length) {
    struct uh_world *world = &reader->figure->world;
    if (world->cylinder_count == UH_CYLINDER_MAX) return reader_fail(reader, 0, "too many props");
    double s = reader->skeleton->scale;
    world->cylinder[world->cylinder_count++] =
        (struct uh_cylinder){uh_vec3(x, radius * s, 0), axis, radius * s, half_length * s};
    return true;
}

// Where the prop stands: the next word, or 0 where it may be left out.
static bool place_of(struct reader *reader, double *x) {
    *x = 0;
    return reader->word_count < 3 || reader_length(reader, 2, x);
}

// What bodies do not lean on, or only where poses pin them.
static bool put_nothing(struct reader *reader) {
    (void)reader;
    return true;
}

static bool put_chair(struct reader *reader) {
    double x;
    if (!place_of(reader, &x)) return false;
    reader->figure->chair_x = x;
    x /= reader->skeleton->scale;
    return add_surface(reader, uh_vec3(0, 1, 0), .46, uh_vec3(x - .22, .36, -.22),
                       uh_vec3(x + .20, .60, .22)) &&
           add_surface(reader, uh_vec3(1, 0, 0), x - .215, uh_vec3(x - .36, .5, -.22),
                       uh_vec3(x, .905, .22));
}

static bool put_wall_facing(struct reader *reader, double facing) {
    if (!place_of(reader, &reader->figure->wall_x)) return false;
    double x = reader->figure->wall_x / reader->skeleton->scale;
    return add_surface(reader, uh_vec3(facing, 0, 0), facing * x, uh_vec3(-9, -9, -9),
                       uh_vec3(9, 9, 9));
}

static bool put_wall(struct reader *reader) {
    return put_wall_facing(reader, 1);
}

static bool put_front_wall(struct reader *reader) {
    return put_wall_facing(reader, -1);
}

static bool put_doorway(struct reader *reader) {
    if (!place_of(reader, &reader->figure->wall_x)) return false;
    double x = reader->figure->wall_x / reader->skeleton->scale;
    for (int side = -1; side <= 1; side += 2)
        if (!add_surface(
                reader, uh_vec3(-1, 0, 0), -x,
                uh_vec3(x - .2, -9, side > 0 ? UH_DOOR_HALF : -UH_DOOR_HALF - UH_DOOR_BOARD),
                uh_vec3(x + .06, 9, side > 0 ? UH_DOOR_HALF + UH_DOOR_BOARD : -UH_DOOR_HALF)))
            return false;
    return true;
}

static bool put_roller(struct reader *reader) {
    double x;
    return place_of(reader, &x) && add_cylinder(reader, x, .075, uh_vec3(0, 0, 1), .42);
}

static bool put_long_roller(struct reader *reader) {
    double x;
    return place_of(reader, &x) && add_cylinder(reader, x, .075, uh_vec3(1, 0, 0), .46);
}

static bool put_towel(struct reader *reader) {
    double x;
    return place_of(reader, &x) && add_cylinder(reader, x, .045, uh_vec3(0, 0, 1), .30);
}

// A pillow that a head has pressed in, along z.
static bool put_pillow(struct reader *reader) {
    struct uh_vec3 *at = &reader->figure->pillow;
    double s = reader->skeleton->scale;
    if (!place_of(reader, &at->x)) return false;
    if (reader->word_count > 3 && !reader_length(reader, 3, &at->z)) return false;
    at->y = UH_PILLOW_HEIGHT * s;
    double x = at->x / s, z = at->z / s;
    return add_surface(reader, uh_vec3(0, 1, 0), UH_PILLOW_HEIGHT,
                       uh_vec3(x - UH_PILLOW_HALF_X, 0, z - UH_PILLOW_HALF_Z),
                       uh_vec3(x + UH_PILLOW_HALF_X, .3, z + UH_PILLOW_HALF_Z));
}

static bool put_bar(struct reader *reader) {
    return place_of(reader, &reader->figure->bar_y);
}

static bool put_water(struct reader *reader) {
    return place_of(reader, &reader->figure->water_y);
}

static bool put_band(struct reader *reader) {
    struct uh_vec3 *at = &reader->figure->band_anchor;
    return reader_length(reader, 2, &at->x) && reader_length(reader, 3, &at->y) &&
           reader_length(reader, 4, &at->z);
}

static bool put_dumbbells(struct reader *reader) {
    const struct word *name = &reader->words[1];
    reader->figure->dumbbells |= word_is(name, "dumbbell.R")   ? 1u
                                 : word_is(name, "dumbbell.L") ? 2u
                                                               : 3u;
    return true;
}

static const struct prop {
    const char *name;
    unsigned bit;
    bool (*put)(struct reader *);
} props[] = {
    {"mat", UH_PROP_MAT, put_nothing},
    {"bike", UH_PROP_BIKE, put_nothing},
    {"water", UH_PROP_WATER, put_water},
    {"chair", UH_PROP_CHAIR, put_chair},
    {"wall", UH_PROP_WALL, put_wall},
    {"front-wall", UH_PROP_FRONT_WALL, put_front_wall},
    {"doorway", UH_PROP_DOORWAY, put_doorway},
    {"roller", UH_PROP_ROLLER, put_roller},
    {"long-roller", UH_PROP_ROLLER, put_long_roller},
    {"towel", UH_PROP_TOWEL, put_towel},
    {"pillow", UH_PROP_PILLOW, put_pillow},
    {"bar", UH_PROP_BAR, put_bar},
    {"band", UH_PROP_BAND, put_band},
    {"dumbbells", UH_PROP_DUMBBELL, put_dumbbells},
    {"dumbbell.R", UH_PROP_DUMBBELL, put_dumbbells},
    {"dumbbell.L", UH_PROP_DUMBBELL, put_dumbbells},
};

bool read_prop(struct reader *reader) {
    for (size_t i = 0; i < sizeof props / sizeof props[0]; i++) {
        if (!word_is(&reader->words[1], props[i].name)) continue;
        reader->figure->props |= props[i].bit;
        return props[i].put(reader);
    }
    return reader_fail_word(reader, 1, "no such prop");
}
