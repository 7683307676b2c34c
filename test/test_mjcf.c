// SPDX-License-Identifier: Apache-2.0
// The body by another's reckoning: MuJoCo reads the model that we write, is put into random poses,
// and must find every bone, every site on the skin and every muscle as long as we do.
#include "unhunch/pictures.h"

#include "body_help.h"

#include <mujoco/mujoco.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { POSES = 300 };

#define SAME 1e-6 // metres, and of the entries of a rotation

static const double statures[] = {1.70, 1.52, 1.93};

static struct uh_skeleton skeleton;
static mjModel *model;
static mjData *data;

// Writes the model to a file, and lets MuJoCo read it.
static void load(double stature, const struct uh_figure *figure) {
    char path[] = "/tmp/unhunch-mjcf-XXXXXX", error[400] = "";
    uh_skeleton_init(&skeleton, stature);
    size_t length;
    char *text = uh_mjcf_of(&skeleton, figure, "test", &length);
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, text, length) == (ssize_t)length);
    close(file);
    free(text);
    model = mj_loadXML(path, NULL, error, sizeof error);
    unlink(path);
    if (model == NULL) fail_msg("MuJoCo does not take it: %s", error);
    data = mj_makeData(model);
}

static void unload(void) {
    mj_deleteData(data);
    mj_deleteModel(model);
}

static int find(mjtObj type, const char *name) {
    int id = mj_name2id(model, type, name);
    if (id < 0) fail_msg("the model lacks %s", name);
    return id;
}

static int body_of(int bone) {
    char name[UH_MJCF_NAME_SIZE];
    uh_mjcf_bone_name(bone, name);
    return find(mjOBJ_BODY, name);
}

// MuJoCo's world has z up.
static struct uh_vec3 from_world(const mjtNum *at) {
    return uh_vec3(at[0], at[2], -at[1]);
}

static void put_quaternion(mjtNum *into, const struct uh_mat3 *rotation) {
    mju_mat2Quat(into, rotation->at);
    mju_normalize4(into);
}

// The rotation of a bone's frame in that of another.
static struct uh_mat3 seen_from(const struct uh_mat3 *from, const struct uh_mat3 *turn) {
    struct uh_mat3 back = uh_back(from);
    return uh_times(&back, turn);
}

// The state of one joint from the pose alone, by what the file says of it: kind, axis, share.
static void set_joint(const struct uh_pose *pose, int bone) {
    char name[UH_MJCF_NAME_SIZE], share_name[UH_MJCF_NAME_SIZE + 8];
    uh_mjcf_bone_name(bone, name);
    int joint = find(mjOBJ_JOINT, name), ours = uh_bone_joint(bone);
    mjtNum *q = data->qpos + model->jnt_qposadr[joint];
    if (model->jnt_type[joint] == mjJNT_HINGE) {
        const mjtNum *axis = model->jnt_axis + 3 * joint;
        *q = uh_dot(uh_vec3(axis[0], axis[1], axis[2]), pose->bend[ours]);
        return;
    }
    if (skeleton.joint[ours].ball) {
        put_quaternion(q, &pose->ball[ours]);
        return;
    }
    snprintf(share_name, sizeof share_name, "%s.share", name);
    double share = model->numeric_data[model->numeric_adr[find(mjOBJ_NUMERIC, share_name)]];
    struct uh_vec3 bend = uh_scale(pose->bend[ours], share);
    mjtNum axis[3] = {bend.x, bend.y, bend.z}, angle = mju_normalize3(axis);
    mju_axisAngle2Quat(q, axis, angle);
}

// The derived scapulae are put where we have them; their places follow the clavicles by themselves.
static void set_scapula(const struct uh_posture *posture, int side) {
    char name[UH_MJCF_NAME_SIZE];
    uh_mjcf_bone_name(UH_SCAPULA + side, name);
    struct uh_mat3 own =
        seen_from(&posture->turn[uh_bone_on(UH_CLAVICLE, side)], &posture->turn[UH_SCAPULA + side]);
    put_quaternion(data->qpos + model->jnt_qposadr[find(mjOBJ_JOINT, name)], &own);
}

static void set_pose(const struct uh_pose *pose, const struct uh_posture *posture) {
    const struct uh_mat3 to_world = {{1, 0, 0, 0, 0, -1, 0, 1, 0}};
    struct uh_mat3 turn = uh_times(&to_world, &pose->turn);
    data->qpos[0] = pose->place.x;
    data->qpos[1] = -pose->place.z;
    data->qpos[2] = pose->place.y;
    put_quaternion(data->qpos + 3, &turn);
    for (int b = 1; b < UH_BONE_COUNT; b++) set_joint(pose, b);
    for (int side = 0; side < 2; side++) set_scapula(posture, side);
    mj_kinematics(model, data);
    mj_comPos(model, data);
    mj_tendon(model, data);
}

static double compare_bones(const struct uh_posture *posture) {
    double worst = 0;
    for (int b = 0; b < UH_PLACE_COUNT; b++) {
        int body = body_of(b);
        struct uh_vec3 at = from_world(data->xpos + 3 * body);
        worst = fmax(worst, uh_length(uh_sub(at, posture->at[b])));
        for (int axis = 0; axis < 3; axis++) {
            const mjtNum *m = data->xmat + 9 * body;
            mjtNum column[3] = {m[axis], m[3 + axis], m[6 + axis]};
            struct uh_vec3 ours = uh_column(&posture->turn[b], axis);
            worst = fmax(worst, uh_length(uh_sub(from_world(column), ours)));
        }
    }
    return worst;
}

static double compare_sites(const struct uh_posture *posture) {
    double worst = 0;
    for (int s = 0; s < uh_site_count * 2; s++) {
        const struct uh_site_kind *kind = &uh_sites[s / 2];
        if (s % 2 && !kind->paired) continue;
        char name[UH_MJCF_NAME_SIZE];
        snprintf(name, sizeof name, "%s%s", kind->name, !kind->paired ? "" : s % 2 ? ".L" : ".R");
        struct uh_vec3 at = from_world(data->site_xpos + 3 * find(mjOBJ_SITE, name));
        worst = fmax(worst, uh_length(uh_sub(at, uh_site_at(&skeleton, posture, s))));
    }
    return worst;
}

static double compare_muscles(const struct uh_posture *posture) {
    double worst = 0;
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            for (int side = 0; side < 2; side++) {
                char name[UH_MJCF_NAME_SIZE];
                uh_mjcf_fibre_name(m, f, side, name);
                double theirs = data->ten_length[find(mjOBJ_TENDON, name)];
                double ours = uh_fibre_length(&skeleton, posture, m, f, side);
                worst = fmax(worst, fabs(theirs - ours));
            }
    return worst;
}

static void kinematics_and_muscles_agree(void **state) {
    (void)state;
    for (size_t s = 0; s < sizeof statures / sizeof statures[0]; s++) {
        double bones = 0, sites = 0, muscles = 0;
        uint32_t seed = 11;
        load(statures[s], NULL);
        for (int n = 0; n < POSES; n++) {
            struct uh_pose pose;
            struct uh_posture posture;
            random_pose(&skeleton, &pose, &seed);
            pose.place = uh_vec3(random_part(&seed) - .5, random_part(&seed), random_part(&seed));
            uh_posture_of(&skeleton, &pose, &posture);
            set_pose(&pose, &posture);
            bones = fmax(bones, compare_bones(&posture));
            sites = fmax(sites, compare_sites(&posture));
            muscles = fmax(muscles, compare_muscles(&posture));
        }
        print_message("%.2f m, %d poses: bones %.1e, sites %.1e, muscles %.1e m\n", statures[s],
                      POSES, bones, sites, muscles);
        assert_true(bones < SAME && sites < SAME && muscles < SAME);
        unload();
    }
}

static void nothing_is_missing_or_added(void **state) {
    (void)state;
    load(1.70, NULL);
    int tendons = 0;
    for (int m = 0; m < UH_MUSCLE_COUNT; m++) tendons += 2 * uh_muscle_paths[m].fibre_count;
    assert_int_equal(model->nbody, UH_PLACE_COUNT + 1);
    assert_int_equal(model->njnt, UH_PLACE_COUNT);
    assert_int_equal(model->ntendon, tendons);
    double mass = mj_getTotalmass(model);
    near(mass / (1.70 * 1.70), 22, .2);
    unload();
}

// Hinges carry their limits as ranges, all others theirs as numbers; balls never claim less.
static void ranges_are_the_limits(void **state) {
    (void)state;
    load(1.70, NULL);
    for (int b = 1; b < UH_BONE_COUNT; b++) {
        const struct uh_joint_kind *kind = &skeleton.joint[uh_bone_joint(b)];
        char name[UH_MJCF_NAME_SIZE], low_name[UH_MJCF_NAME_SIZE + 8];
        uh_mjcf_bone_name(b, name);
        int joint = find(mjOBJ_JOINT, name);
        const mjtNum *range = model->jnt_range + 2 * joint;
        assert_true(model->jnt_limited[joint]);
        if (model->jnt_type[joint] == mjJNT_HINGE) {
            const mjtNum *a = model->jnt_axis + 3 * joint;
            struct uh_vec3 axis = uh_vec3(a[0], a[1], a[2]);
            near(range[0], uh_dot(axis, kind->low), 1e-9);
            near(range[1], uh_dot(axis, kind->high), 1e-9);
            continue;
        }
        snprintf(low_name, sizeof low_name, "%s.low", name);
        const mjtNum *low =
            model->numeric_data + model->numeric_adr[mj_name2id(model, mjOBJ_NUMERIC, low_name)];
        near(uh_length(
                 uh_sub(uh_vec3(low[0], low[1], low[2]), uh_scale(kind->low, uh_bone_share(b)))),
             0, 1e-9);
        assert_true(range[1] + 1e-9 >= uh_length(uh_vec3(low[0], low[1], low[2])));
    }
    unload();
}

static const char move[] = "base stand\nprop wall -0.125\non floor foot.R foot.L\n"
                           "touch hand.R headtop.L\n"
                           "pose tall 2 1\n  neck side 0\n"
                           "pose tilt 3 2\n  neck side 38 flex 8\n  lumbar rot 9\n";

// The keyframes are the poses of the figure.
static void keyframes_are_the_poses(void **state) {
    (void)state;
    static struct uh_figure figure;
    struct uh_figure_error error = {0};
    uh_skeleton_init(&skeleton, 1.70);
    if (uh_figure_read(&figure, &skeleton, move, NULL, &error) != UH_OK)
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    uh_figure_solve(&figure, &skeleton);
    load(1.70, &figure);
    assert_int_equal(model->nkey, 2);
    for (int k = 0; k < 2; k++) {
        struct uh_posture posture;
        mj_resetDataKeyframe(model, data, k);
        mj_fwdPosition(model, data);
        uh_posture_of(&skeleton, &figure.keys[k].solved, &posture);
        assert_true(compare_bones(&posture) < SAME);
        assert_true(compare_muscles(&posture) < SAME);
    }
    unload();
}

// The test would see a bone that is a millimetre off.
static void a_wrong_bone_is_noticed(void **state) {
    (void)state;
    struct uh_pose pose;
    struct uh_posture posture;
    uint32_t seed = 5;
    load(1.70, NULL);
    random_pose(&skeleton, &pose, &seed);
    uh_posture_of(&skeleton, &pose, &posture);
    model->body_pos[3 * body_of(UH_FOREARM) + 1] += .001;
    set_pose(&pose, &posture);
    assert_true(compare_bones(&posture) > 1e-4);
    assert_true(compare_muscles(&posture) > 1e-4);
    unload();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinematics_and_muscles_agree),
        cmocka_unit_test(nothing_is_missing_or_added),
        cmocka_unit_test(ranges_are_the_limits),
        cmocka_unit_test(keyframes_are_the_poses),
        cmocka_unit_test(a_wrong_bone_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
