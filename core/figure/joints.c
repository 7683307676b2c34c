// SPDX-License-Identifier: Apache-2.0
// Anatomical angles: `neck side 42 flex 6`, `shoulder.R plane 10 raise 168 rot -20`, `root tilt 5`.
#include "reader.h"

#include <string.h>

enum { SPINE_WEIGHT = 4 };
#define LIMB_WEIGHT 1.2
#define CLAVICLE_WEIGHT 3
#define BALL_WEIGHT .7

static const struct turn {
    const char *name;
    int axis;
    double sign;
} spine_turns[] = {{"flex", 2, -1}, {"ext", 2, 1}, {"side", 0, 1}, {"rot", 1, -1}};

// A region of the spine hands its angle to up to two joints; the shares differ by direction.
static const struct region {
    const char *name;
    int joint[2];
    struct uh_vec3 share; // of the first joint
} regions[] = {
    {"lumbar", {UH_JOINT_LUMBAR, -1}, {1, 1, 1}},
    {"thorax", {UH_JOINT_LOW_THORAX, UH_JOINT_HIGH_THORAX}, {.55, .55, .55}},
    {"low-thorax", {UH_JOINT_LOW_THORAX, -1}, {1, 1, 1}},
    {"high-thorax", {UH_JOINT_HIGH_THORAX, -1}, {1, 1, 1}},
    {"neck", {UH_JOINT_NECK, UH_JOINT_HEAD}, {.8, .5, .65}},
    {"low-neck", {UH_JOINT_NECK, -1}, {1, 1, 1}},
    {"head", {UH_JOINT_HEAD, -1}, {1, 1, 1}},
};

// Hinges: x and y turns run the other way on the left (`mirrored`).
static const struct hinge {
    const char *joint_name, *turn;
    int joint, axis;
    double sign;
    bool mirrored;
    double weight;
} hinges[] = {
    {"clavicle", "up", UH_JOINT_CLAVICLE, 0, -1, true, CLAVICLE_WEIGHT},
    {"clavicle", "forward", UH_JOINT_CLAVICLE, 1, 1, true, CLAVICLE_WEIGHT},
    {"elbow", "flex", UH_JOINT_ELBOW, 2, 1, false, LIMB_WEIGHT},
    {"forearm", "rot", UH_JOINT_FOREARM, 1, 1, true, LIMB_WEIGHT},
    {"wrist", "flex", UH_JOINT_WRIST, 0, 1, true, LIMB_WEIGHT},
    {"wrist", "ext", UH_JOINT_WRIST, 0, -1, true, LIMB_WEIGHT},
    {"wrist", "thumb", UH_JOINT_WRIST, 2, 1, false, LIMB_WEIGHT},
    {"knee", "flex", UH_JOINT_KNEE, 2, -1, false, LIMB_WEIGHT},
    {"ankle", "plantar", UH_JOINT_ANKLE, 2, -1, false, LIMB_WEIGHT},
    {"ankle", "dorsi", UH_JOINT_ANKLE, 2, 1, false, LIMB_WEIGHT},
    {"toes", "up", UH_JOINT_TOES, 2, 1, false, LIMB_WEIGHT},
};

static const struct {
    const char *name;
    int joint;
} balls[] = {{"shoulder", UH_JOINT_SHOULDER}, {"hip", UH_JOINT_HIP}};

#define COUNT(table) (int)(sizeof table / sizeof table[0])

static void set_part(struct uh_vec3 *v, int axis, double value) {
    if (axis == 0) v->x = value;
    if (axis == 1) v->y = value;
    if (axis == 2) v->z = value;
}

static bool read_spine(struct reader *reader, const struct region *region) {
    for (int i = 1; i < reader->word_count; i += 2) {
        const struct turn *turn = NULL;
        double degrees;
        for (int t = 0; t < COUNT(spine_turns); t++)
            if (word_is(&reader->words[i], spine_turns[t].name)) turn = &spine_turns[t];
        if (!turn) return reader_fail_word(reader, i, "the spine bends flex, ext, side, rot, not");
        if (!reader_number(reader, i + 1, &degrees)) return false;
        double share = uh_part(region->share, turn->axis);
        for (int k = 0; k < 2 && region->joint[k] >= 0; k++) {
            double part = (k == 0 ? share : 1 - share) * turn->sign * uh_radians(degrees);
            int joint = region->joint[k];
            set_part(&reader->key->prior.pose.bend[joint], turn->axis, part);
            double *weight = reader->key->prior.weight[joint];
            weight[turn->axis] = SPINE_WEIGHT;
        }
    }
    return true;
}

// Which sides a name means: "knee.L" the left, "knee" both. The side is cut off.
static unsigned sides_of(struct word *name) {
    if (name->length < 3 || name->at[name->length - 2] != '.') return 3;
    char side = name->at[name->length - 1];
    name->length -= 2;
    return side == 'R' ? 1 : side == 'L' ? 2 : 0;
}

static bool read_hinge(struct reader *reader, const struct word *name, unsigned sides) {
    for (int i = 1; i < reader->word_count; i += 2) {
        const struct hinge *hinge = NULL;
        double degrees;
        for (int h = 0; h < COUNT(hinges); h++)
            if (word_is(name, hinges[h].joint_name) && word_is(&reader->words[i], hinges[h].turn))
                hinge = &hinges[h];
        if (!hinge) return reader_fail_word(reader, i, "this joint does not bend so");
        if (!reader_number(reader, i + 1, &degrees)) return false;
        for (int side = 0; side < 2; side++) {
            if (!(sides >> side & 1)) continue;
            int joint = uh_joint_on(hinge->joint, side);
            double sign = hinge->mirrored && side == UH_SIDE_LEFT ? -hinge->sign : hinge->sign;
            set_part(&reader->key->prior.pose.bend[joint], hinge->axis, sign * uh_radians(degrees));
            reader->key->prior.weight[joint][hinge->axis] = hinge->weight;
        }
    }
    return true;
}

// The plane the limb is raised in, how far, and its twist.
struct swing {
    double plane, raise, twist;
};

static bool read_swing(struct reader *reader, int word, struct swing *swing) {
    const struct word *name = &reader->words[word];
    double value;
    if (!reader_number(reader, word + 1, &value)) return false;
    if (word_is(name, "plane"))
        swing->plane = value;
    else if (word_is(name, "raise"))
        swing->raise = value;
    else if (word_is(name, "flex"))
        swing->plane = 90, swing->raise = value;
    else if (word_is(name, "ext"))
        swing->plane = 90, swing->raise = -value;
    else if (word_is(name, "abd"))
        swing->plane = 0, swing->raise = value;
    else if (word_is(name, "rot"))
        swing->twist = value;
    else
        return reader_fail_word(reader, word,
                                "shoulder and hip move flex, ext, abd, rot, plane, "
                                "raise, not");
    return true;
}

static bool read_ball(struct reader *reader, int joint, unsigned sides) {
    struct swing swing = {joint == UH_JOINT_HIP ? 90 : 0, 0, 0};
    for (int i = 1; i < reader->word_count; i += 2)
        if (!read_swing(reader, i, &swing)) return false;
    for (int side = 0; side < 2; side++) {
        if (!(sides >> side & 1)) continue;
        int j = uh_joint_on(joint, side);
        reader->key->prior.pose.ball[j] = uh_ball_turn(j, swing.plane, swing.raise, swing.twist);
        for (int c = 0; c < 3; c++) reader->key->prior.weight[j][c] = BALL_WEIGHT;
    }
    return true;
}

bool read_joint(struct reader *reader) {
    struct word name = reader->words[0];
    if (reader->word_count < 3) return reader_fail_word(reader, 0, "not understood");
    for (int i = 0; i < COUNT(regions); i++)
        if (word_is(&name, regions[i].name)) return read_spine(reader, &regions[i]);
    unsigned sides = sides_of(&name);
    for (int i = 0; i < COUNT(balls) && sides; i++)
        if (word_is(&name, balls[i].name)) return read_ball(reader, balls[i].joint, sides);
    for (int i = 0; i < COUNT(hinges) && sides; i++)
        if (word_is(&name, hinges[i].joint_name)) return read_hinge(reader, &name, sides);
    return reader_fail_word(reader, 0, "no such joint or statement");
}

static void turn_root(struct uh_prior *prior, struct uh_vec3 by) {
    struct uh_mat3 turn = uh_rotation(by);
    prior->pose.turn = uh_times(&turn, &prior->pose.turn);
    if (prior->turn < 1.5) prior->turn = 1.5;
}

// The pelvis: where it is (x y z), and how it is turned (tilt forward, turn, lean to the side).
bool read_root(struct reader *reader) {
    struct uh_prior *prior = &reader->key->prior;
    for (int i = 1; i < reader->word_count; i += 2) {
        const struct word *name = &reader->words[i];
        double value, length;
        if (!reader_number(reader, i + 1, &value)) return false;
        length = value * reader->skeleton->scale;
        if (word_is(name, "x"))
            prior->pose.place.x = length, prior->place[0] = 20;
        else if (word_is(name, "y"))
            prior->pose.place.y = length, prior->place[1] = 5;
        else if (word_is(name, "z"))
            prior->pose.place.z = length, prior->place[2] = 20;
        else if (word_is(name, "tilt"))
            turn_root(prior, uh_vec3(0, 0, -uh_radians(value)));
        else if (word_is(name, "turn"))
            turn_root(prior, uh_vec3(0, uh_radians(value), 0));
        else if (word_is(name, "lean"))
            turn_root(prior, uh_vec3(uh_radians(value), 0, 0));
        else
            return reader_fail_word(reader, i, "root takes x, y, z, tilt, turn, lean, not");
    }
    return true;
}
