// SPDX-License-Identifier: Apache-2.0
// The body: 31 bones on 23 joints with 53 degrees of freedom, two derived scapulae, inverse
// kinematics that puts hands and feet where they belong, balance, and the muscles as lines of
// action. Pure: every call works on memory of the caller.
#ifndef UNHUNCH_BODY_H
#define UNHUNCH_BODY_H

#include "unhunch/base.h"
#include "unhunch/space.h"

// The midline bones come first, then the right side, then the left in the same order.
enum uh_bone {
    UH_PELVIS,
    UH_LUMBAR_1, // lumbar, from below
    UH_LUMBAR_2,
    UH_LUMBAR_3,
    UH_THORAX_1, // lower thorax
    UH_THORAX_2,
    UH_THORAX_3,
    UH_THORAX_4, // upper thorax
    UH_THORAX_5,
    UH_NECK_1,
    UH_NECK_2,
    UH_NECK_3,
    UH_HEAD,
    UH_CLAVICLE,
    UH_UPPER_ARM,
    UH_FOREARM, // ulna
    UH_RADIUS,
    UH_HAND,
    UH_THIGH,
    UH_SHANK,
    UH_FOOT,
    UH_TOES,
    UH_LEFT_BONES,
    UH_SIDE_BONES = UH_LEFT_BONES - UH_CLAVICLE,
    UH_BONE_COUNT = UH_LEFT_BONES + UH_SIDE_BONES,
    UH_SCAPULA = UH_BONE_COUNT, // derived; right, then left
    UH_PLACE_COUNT = UH_BONE_COUNT + 2
};

enum uh_joint {
    UH_JOINT_LUMBAR,
    UH_JOINT_LOW_THORAX,
    UH_JOINT_HIGH_THORAX,
    UH_JOINT_NECK,
    UH_JOINT_HEAD,
    UH_JOINT_CLAVICLE,
    UH_JOINT_SHOULDER,
    UH_JOINT_ELBOW,
    UH_JOINT_FOREARM,
    UH_JOINT_WRIST,
    UH_JOINT_HIP,
    UH_JOINT_KNEE,
    UH_JOINT_ANKLE,
    UH_JOINT_TOES,
    UH_LEFT_JOINTS,
    UH_SIDE_JOINTS = UH_LEFT_JOINTS - UH_JOINT_CLAVICLE,
    UH_JOINT_COUNT = UH_LEFT_JOINTS + UH_SIDE_JOINTS
};

enum { UH_DOF_COUNT = 53, UH_SIDE_RIGHT = 0, UH_SIDE_LEFT = 1 };

static inline int uh_bone_on(int right_bone, int side) {
    return right_bone + side * UH_SIDE_BONES;
}

static inline int uh_joint_on(int right_joint, int side) {
    return right_joint + side * UH_SIDE_JOINTS;
}

// A joint: which components of its rotation vector move, their limits, and how strongly it keeps
// to its prior. Ball joints (shoulder, hip) keep a rotation instead; their y limits bound the
// twist.
struct uh_joint_kind {
    const char *name;
    bool ball;
    unsigned axes; // bit 0 x (to the side), 1 y (about the long axis), 2 z (flexion)
    struct uh_vec3 low, high;
    double stiffness;
};

// A place on the skin, fixed to a bone. Sites come in pairs: number * 2 + side; those on the
// midline are their own pair.
struct uh_site_kind {
    const char *name;
    int bone; // the right one
    bool paired;
    struct uh_vec3 at, normal; // in neutral standing, stature 1.70 m
    double radius;             // of the flesh round it
};

extern const struct uh_site_kind uh_sites[];
extern const int uh_site_count; // kinds; site numbers run to twice this

// Number of the site of this name ("palm.R", "nose"), or -1.
int uh_site_find(const char *name, size_t length);

// A body of a certain stature; the tables scaled to it.
struct uh_skeleton {
    double scale;                               // stature / 1.70 m
    struct uh_vec3 rest[UH_PLACE_COUNT];        // joint centres in neutral standing
    struct uh_joint_kind joint[UH_JOINT_COUNT]; // both sides
    int first_dof[UH_JOINT_COUNT];
};

extern const struct uh_vec3 uh_blade_pivot; // what the scapula turns about; right, stature 1.70 m

void uh_skeleton_init(struct uh_skeleton *skeleton, double stature_m);
int uh_bone_parent(int bone);   // -1 for the pelvis
int uh_bone_joint(int bone);    // the joint that moves it, -1 for the pelvis
double uh_bone_share(int bone); // its part of that joint's rotation

// The state of a body.
struct uh_pose {
    struct uh_vec3 place; // of the pelvis
    struct uh_mat3 turn;
    struct uh_vec3 bend[UH_JOINT_COUNT]; // rotation vectors, ball joints apart
    struct uh_mat3 ball[UH_JOINT_COUNT];
};

// Every bone in the world.
struct uh_posture {
    struct uh_vec3 at[UH_PLACE_COUNT];
    struct uh_mat3 turn[UH_PLACE_COUNT];
    struct uh_mat3 parent_turn[UH_BONE_COUNT];
};

void uh_pose_neutral(const struct uh_skeleton *skeleton, struct uh_pose *pose);
void uh_pose_mirror(const struct uh_pose *pose, struct uh_pose *mirrored);
void uh_posture_of(const struct uh_skeleton *skeleton, const struct uh_pose *pose,
                   struct uh_posture *posture);

// A point given where it is in neutral standing (right side for paired bones, stature 1.70 m), on
// the bone of that side.
struct uh_vec3 uh_point_on(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                           int bone, int side, struct uh_vec3 neutral);
struct uh_vec3 uh_site_at(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                          int site);
struct uh_vec3 uh_site_normal(int site); // in the frame of its bone
int uh_site_bone(int site);
double uh_site_radius(const struct uh_skeleton *skeleton, int site);

// A shoulder or hip from the plane it is raised in (0 to the side, 90 forward), how far, and its
// twist; degrees, alike on both sides.
struct uh_mat3 uh_ball_turn(int joint, double plane, double raise, double twist);

// Limits: how far beyond them a pose is, in radians, and the joint that is worst.
double uh_ball_twist(const struct uh_mat3 *ball);
double uh_cone_excess(int joint, const struct uh_mat3 *ball, int cone, struct uh_vec3 *axis);
enum { UH_CONE_COUNT = 3 };
double uh_limit_excess(const struct uh_skeleton *skeleton, const struct uh_pose *pose, int *joint);

// What a solver wants. The hard ones hold contacts to millimetres, the soft ones shape the pose.
enum uh_goal_kind {
    UH_GOAL_POINT, // site at `at` along the chosen world axes
    UH_GOAL_PLANE, // site on the plane `along` . p = distance
    UH_GOAL_TOUCH, // site at `other` site plus `along` in the frame of its bone
    UH_GOAL_ROUND, // site at `distance` from the axis through `at` along `along`
    UH_GOAL_AIM,   // bone's own direction `along` points to world direction `at`
    UH_GOAL_TURN   // bone's own direction `along` points to `at` in the frame of the bone `other`
};

struct uh_goal {
    enum uh_goal_kind kind;
    int what;  // site, or bone for directions
    int other; // site or bone
    struct uh_vec3 at, along;
    double distance, weight;
    unsigned axes;
    int id;         // goals of two keys with the same id are the same contact
    bool from_base; // `at` is where the base posture puts the site
};

// A one-sided surface: points with normal . p < distance inside the box are behind it.
struct uh_surface {
    struct uh_vec3 normal;
    double distance;
    struct uh_vec3 low, high;
};

struct uh_cylinder {
    struct uh_vec3 centre, axis;
    double radius, half_length;
};

enum { UH_SURFACE_MAX = 8, UH_CYLINDER_MAX = 2 };

struct uh_world {
    int surface_count, cylinder_count;
    struct uh_surface surface[UH_SURFACE_MAX];
    struct uh_cylinder cylinder[UH_CYLINDER_MAX];
};

// Where the pose would rather be, and how strongly, per degree of freedom.
struct uh_prior {
    struct uh_pose pose;
    double weight[UH_JOINT_COUNT][3];
    double place[3], turn;
};

void uh_prior_init(const struct uh_skeleton *skeleton, struct uh_prior *prior);

struct uh_ik_report {
    int steps;
    double worst_contact; // metres, over hard goals
};

enum { UH_HARD_WEIGHT = 3000, UH_CONTACT_WEIGHT = 300 };

// Moves the pose so that it meets the goals, stays near the prior, within limits and out of the
// world and of itself.
void uh_ik_solve(const struct uh_skeleton *skeleton, struct uh_pose *pose,
                 const struct uh_prior *prior, const struct uh_goal *goals, int goal_count,
                 const struct uh_world *world, int steps, struct uh_ik_report *report);
// How far the pose misses its hard goals at most, in metres.
double uh_ik_worst_contact(const struct uh_skeleton *skeleton, const struct uh_pose *pose,
                           const struct uh_goal *goals, int count);
double uh_goal_miss(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                    const struct uh_goal *goal);

// The clavicles follow the arms unless they are authored.
void uh_scapular_rhythm(const struct uh_pose *pose, struct uh_prior *prior);

// The deepest point of the skin behind a surface, and of an arm inside the trunk; metres.
double uh_world_depth(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                      const struct uh_world *world, int *site);
double uh_self_depth(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                     int *site);

// A posture that is held or passed through on the way.
enum { UH_GOAL_MAX = 48 };

struct uh_key {
    double seconds, hold; // to reach it, and to stay; hold 0 flows through
    double grip[2];       // right, left: 0 open, 1 closed
    int goal_count;
    struct uh_goal goals[UH_GOAL_MAX];
    struct uh_prior prior;
    struct uh_pose solved;
};

double uh_keys_seconds(const struct uh_key *keys, int count);

// The pose at a time of the loop, and the grips; contacts present at both ends are kept.
void uh_keys_at(const struct uh_skeleton *skeleton, const struct uh_key *keys, int count,
                const struct uh_world *world, double time, struct uh_pose *pose, double grip[2],
                struct uh_ik_report *report);

// Centre of mass, and how far it is outside the support of the goals (0: balanced).
struct uh_vec3 uh_centre_of_mass(const struct uh_posture *posture);
double uh_out_of_balance(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                         const struct uh_goal *goals, int goal_count);

// Muscles, by the ids of data/muscles.yaml.
enum { UH_MUSCLE_COUNT = 28, UH_FIBRE_MAX = 3, UH_FIBRE_POINTS = 4 };

struct uh_muscle_point {
    int bone;          // the right one, or UH_SCAPULA
    struct uh_vec3 at; // neutral standing, stature 1.70 m
};

// What fibres wrap round.
enum uh_round {
    UH_ROUND_NOTHING,
    UH_ROUND_SHOULDER, // head of the humerus and the cuff on it
    UH_ROUND_HEAD_OF_HUMERUS,
    UH_ROUND_RIBS, // half of the rib cage
    UH_ROUND_COUNT
};

struct uh_muscle_ball {
    const char *name;
    int bone; // the right one
    struct uh_vec3 at;
    double radius; // stature 1.70 m
};

extern const struct uh_muscle_ball uh_muscle_balls[UH_ROUND_COUNT];

struct uh_muscle_path {
    const char *id;
    int fibre_count, point_count;
    uint8_t round[UH_FIBRE_POINTS - 1]; // enum uh_round, between each point and the next
    struct uh_muscle_point fibre[UH_FIBRE_MAX][UH_FIBRE_POINTS];
};

extern const struct uh_muscle_path uh_muscle_paths[UH_MUSCLE_COUNT];

int uh_muscle_find(const char *id, size_t length);

// Neutral lengths of every fibre and the strain that few postures exceed, measured on the skeleton.
struct uh_muscles {
    double length[UH_MUSCLE_COUNT][UH_FIBRE_MAX];
    double reach[UH_MUSCLE_COUNT][UH_FIBRE_MAX]; // strain at the 93rd percentile, both sides alike
};

void uh_muscles_init(struct uh_muscles *muscles, const struct uh_skeleton *skeleton);

// Metres along a fibre.
double uh_fibre_length(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                       int muscle, int fibre, int side);

// Largest strain over the fibres, and heat: the same, each over what few postures exceed.
double uh_muscle_strain(const struct uh_muscles *muscles, const struct uh_skeleton *skeleton,
                        const struct uh_posture *posture, int muscle, int side);
double uh_muscle_heat(const struct uh_muscles *muscles, const struct uh_skeleton *skeleton,
                      const struct uh_posture *posture, int muscle, int side);

#endif
