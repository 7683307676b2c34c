// SPDX-License-Identifier: Apache-2.0
// Bones, joints and forward kinematics.
//
// Joint centres are those of a person 1.70 m tall in neutral standing; segment lengths are
// fractions of stature (Drillis and Contini 1966, as tabled by Winter 2009): upper arm .186,
// forearm .146, hand .108, thigh .245, shank .246, foot .152. The spine bends in five groups; each
// hands its rotation out to its bones by fixed shares, so that three vertebral levels move as one
// curve.
#include "limits.h"

#include <math.h>

struct bone {
    int parent, joint;
    struct uh_vec3 at;
    double share;
};

static const struct bone bones[UH_LEFT_BONES] = {
    [UH_PELVIS] = {-1, -1, {0, .901, 0}, 0},
    [UH_LUMBAR_1] = {UH_PELVIS, UH_JOINT_LUMBAR, {-.040, .985, 0}, .34},
    [UH_LUMBAR_2] = {UH_LUMBAR_1, UH_JOINT_LUMBAR, {-.030, 1.035, 0}, .33},
    [UH_LUMBAR_3] = {UH_LUMBAR_2, UH_JOINT_LUMBAR, {-.030, 1.090, 0}, .33},
    [UH_THORAX_1] = {UH_LUMBAR_3, UH_JOINT_LOW_THORAX, {-.042, 1.150, 0}, .34},
    [UH_THORAX_2] = {UH_THORAX_1, UH_JOINT_LOW_THORAX, {-.055, 1.200, 0}, .33},
    [UH_THORAX_3] = {UH_THORAX_2, UH_JOINT_LOW_THORAX, {-.066, 1.265, 0}, .33},
    [UH_THORAX_4] = {UH_THORAX_3, UH_JOINT_HIGH_THORAX, {-.066, 1.335, 0}, .55},
    [UH_THORAX_5] = {UH_THORAX_4, UH_JOINT_HIGH_THORAX, {-.054, 1.390, 0}, .45},
    [UH_NECK_1] = {UH_THORAX_5, UH_JOINT_NECK, {-.036, 1.440, 0}, .36},
    [UH_NECK_2] = {UH_NECK_1, UH_JOINT_NECK, {-.022, 1.475, 0}, .34},
    [UH_NECK_3] = {UH_NECK_2, UH_JOINT_NECK, {-.012, 1.510, 0}, .30},
    [UH_HEAD] = {UH_NECK_3, UH_JOINT_HEAD, {-.006, 1.548, 0}, 1},
    [UH_CLAVICLE] = {UH_THORAX_4, UH_JOINT_CLAVICLE, {.030, 1.400, .018}, 1},
    [UH_UPPER_ARM] = {UH_CLAVICLE, UH_JOINT_SHOULDER, {-.028, 1.396, .172}, 1},
    [UH_FOREARM] = {UH_UPPER_ARM, UH_JOINT_ELBOW, {-.028, 1.09245, .172}, 1},
    [UH_RADIUS] = {UH_FOREARM, UH_JOINT_FOREARM, {-.028, 1.09245, .172}, 1},
    [UH_HAND] = {UH_RADIUS, UH_JOINT_WRIST, {-.028, .84425, .172}, 1},
    [UH_THIGH] = {UH_PELVIS, UH_JOINT_HIP, {0, .901, .086}, 1},
    [UH_SHANK] = {UH_THIGH, UH_JOINT_KNEE, {0, .4845, .086}, 1},
    [UH_FOOT] = {UH_SHANK, UH_JOINT_ANKLE, {-.005, .066, .086}, 1},
    [UH_TOES] = {UH_FOOT, UH_JOINT_TOES, {.130, .018, .086}, 1},
};

static const struct uh_vec3 scapula_rest = {-.095, 1.370, .098};
const struct uh_vec3 uh_blade_pivot = {-.070, 1.405, .118};

static int right_bone(int bone) {
    return bone >= UH_LEFT_BONES ? bone - UH_SIDE_BONES : bone;
}

int uh_bone_parent(int bone) {
    int parent = bones[right_bone(bone)].parent;
    bool left = bone >= UH_LEFT_BONES && parent >= UH_CLAVICLE;
    return left ? parent + UH_SIDE_BONES : parent;
}

int uh_bone_joint(int bone) {
    int joint = bones[right_bone(bone)].joint;
    return bone >= UH_LEFT_BONES ? joint + UH_SIDE_JOINTS : joint;
}

double uh_bone_share(int bone) {
    return bones[right_bone(bone)].share;
}

static struct uh_vec3 rest_of(int bone) {
    if (bone >= UH_SCAPULA) return bone == UH_SCAPULA ? scapula_rest : uh_flip(scapula_rest);
    struct uh_vec3 at = bones[right_bone(bone)].at;
    return bone >= UH_LEFT_BONES ? uh_flip(at) : at;
}

void uh_skeleton_init(struct uh_skeleton *skeleton, double stature_m) {
    skeleton->scale = stature_m / 1.70;
    for (int b = 0; b < UH_PLACE_COUNT; b++)
        skeleton->rest[b] = uh_scale(rest_of(b), skeleton->scale);
    uh_joint_kinds(skeleton->joint);
    int dof = 6;
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        skeleton->first_dof[j] = dof;
        for (int axis = 0; axis < 3; axis++) dof += (int)(skeleton->joint[j].axes >> axis & 1);
    }
}

void uh_pose_neutral(const struct uh_skeleton *skeleton, struct uh_pose *pose) {
    *pose = (struct uh_pose){.place = skeleton->rest[UH_PELVIS], .turn = uh_upright};
    for (int j = 0; j < UH_JOINT_COUNT; j++) pose->ball[j] = uh_upright;
}

static int other_side(int joint) {
    return joint < UH_JOINT_CLAVICLE ? joint
           : joint < UH_LEFT_JOINTS  ? joint + UH_SIDE_JOINTS
                                     : joint - UH_SIDE_JOINTS;
}

void uh_pose_mirror(const struct uh_pose *pose, struct uh_pose *mirrored) {
    mirrored->place = uh_flip(pose->place);
    mirrored->turn = uh_rotation_flip(&pose->turn);
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        struct uh_vec3 bend = pose->bend[other_side(j)];
        mirrored->bend[j] = uh_vec3(-bend.x, -bend.y, bend.z);
        mirrored->ball[j] = uh_rotation_flip(&pose->ball[other_side(j)]);
    }
}

// The scapula rides on the clavicle and turns up with the arm: about one degree for every two of
// the upper arm after the first 30 (Inman 1944), about the middle of its spine, half-way between
// where the centre of that turn begins and ends (Bagg and Forrest 1988). Where the clavicle rises
// by itself, as in a shrug, half of its tilt is taken back (Ludewig 2009). High up it tips back.
static void place_scapula(const struct uh_skeleton *skeleton, const struct uh_pose *pose,
                          struct uh_posture *posture, int side) {
    int clavicle = uh_bone_on(UH_CLAVICLE, side), blade = UH_SCAPULA + side;
    double sign = side == UH_SIDE_LEFT ? -1 : 1;
    struct uh_vec3 down =
        uh_scale(uh_column(&posture->turn[uh_bone_on(UH_UPPER_ARM, side)], 1), -1);
    struct uh_vec3 seen = uh_turn_back(&posture->turn[UH_THORAX_4], down);
    double raise = uh_acos(uh_bound(-seen.y, -1, 1));
    double lift = -sign * pose->bend[uh_joint_on(UH_JOINT_CLAVICLE, side)].x;
    double up = .33 * fmax(0, raise - .5) - lift * .5, tip = .10 * fmax(0, raise - 1.2);
    struct uh_mat3 own = uh_rotation(uh_vec3(-sign * up, 0, tip));
    struct uh_vec3 joint =
        uh_scale(side == UH_SIDE_LEFT ? uh_flip(uh_blade_pivot) : uh_blade_pivot, skeleton->scale);
    struct uh_vec3 out = uh_sub(joint, skeleton->rest[clavicle]);
    struct uh_vec3 hangs = uh_sub(skeleton->rest[blade], joint);
    posture->turn[blade] = uh_times(&posture->turn[clavicle], &own);
    posture->at[blade] =
        uh_add(uh_add(posture->at[clavicle], uh_turn(&posture->turn[clavicle], out)),
               uh_turn(&posture->turn[blade], hangs));
}

void uh_posture_of(const struct uh_skeleton *skeleton, const struct uh_pose *pose,
                   struct uh_posture *posture) {
    posture->at[UH_PELVIS] = pose->place;
    posture->turn[UH_PELVIS] = pose->turn;
    posture->parent_turn[UH_PELVIS] = uh_upright;
    for (int b = 1; b < UH_BONE_COUNT; b++) {
        int parent = uh_bone_parent(b), joint = uh_bone_joint(b);
        const struct uh_mat3 *base = &posture->turn[parent];
        struct uh_vec3 offset = uh_sub(skeleton->rest[b], skeleton->rest[parent]);
        posture->at[b] = uh_add(posture->at[parent], uh_turn(base, offset));
        posture->parent_turn[b] = *base;
        struct uh_mat3 own = skeleton->joint[joint].ball
                                 ? pose->ball[joint]
                                 : uh_rotation(uh_scale(pose->bend[joint], uh_bone_share(b)));
        posture->turn[b] = uh_times(base, &own);
    }
    place_scapula(skeleton, pose, posture, UH_SIDE_RIGHT);
    place_scapula(skeleton, pose, posture, UH_SIDE_LEFT);
}

struct uh_vec3 uh_point_on(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                           int bone, int side, struct uh_vec3 neutral) {
    int b = bone >= UH_SCAPULA ? bone + side : bone >= UH_CLAVICLE ? uh_bone_on(bone, side) : bone;
    struct uh_vec3 at = side == UH_SIDE_LEFT ? uh_flip(neutral) : neutral;
    struct uh_vec3 local = uh_sub(uh_scale(at, skeleton->scale), skeleton->rest[b]);
    return uh_add(posture->at[b], uh_turn(&posture->turn[b], local));
}
