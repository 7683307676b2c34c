// SPDX-License-Identifier: Apache-2.0
// The body in the modelling language of MuJoCo (Todorov, Erez and Tassa 2012; "MJCF" in its
// documentation), for those who want forces, other software or a second opinion.
//
// Every bone is a body, in the order of the skeleton's tree, its frame as in neutral standing: x
// forward, y up, z to the right. MuJoCo's world has z up, so the pelvis begins turned by a quarter
// about x. A joint that turns about one axis is a hinge with its range; one that turns about more
// is a ball, for its state is a rotation vector, which no chain of hinges gives. What a ball's one
// angle of range cannot say stands as numbers under <custom>: the box of its rotation vector, and
// the share of it that each bone of the spine takes. The scapulae are derived, from clavicle and
// upper arm; here each is a ball that follows no one.
//
// Muscles are spatial tendons through their points; where they go round the shoulder or the ribs
// they wrap round a sphere of geom group 4, which MuJoCo does by the same rule as we.
//
// Masses are the shares of Winter 2009, table 4.1 (Dempster), over a body mass index of 22;
// capsules along the bones give the inertia. Nothing collides.
#include "plain.h"
#include "unhunch/pictures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MASS_INDEX 22. // kg over metres squared

// A bone of the right side or the middle: its name, the far end of its capsule in neutral standing
// at 1.70 m, the capsule's radius, its share of the body's mass.
static const struct bone_form {
    const char *name;
    struct uh_vec3 end;
    double radius, mass;
} forms[UH_LEFT_BONES] = {
    [UH_PELVIS] = {"pelvis", {-.040, .985, 0}, .09, .142},
    [UH_LUMBAR_1] = {"lumbar1", {-.030, 1.035, 0}, .06, .046},
    [UH_LUMBAR_2] = {"lumbar2", {-.030, 1.090, 0}, .06, .046},
    [UH_LUMBAR_3] = {"lumbar3", {-.042, 1.150, 0}, .06, .047},
    [UH_THORAX_1] = {"thorax1", {-.055, 1.200, 0}, .07, .040},
    [UH_THORAX_2] = {"thorax2", {-.066, 1.265, 0}, .07, .050},
    [UH_THORAX_3] = {"thorax3", {-.066, 1.335, 0}, .07, .050},
    [UH_THORAX_4] = {"thorax4", {-.054, 1.390, 0}, .07, .036},
    [UH_THORAX_5] = {"thorax5", {-.036, 1.440, 0}, .05, .020},
    [UH_NECK_1] = {"neck1", {-.022, 1.475, 0}, .045, .008},
    [UH_NECK_2] = {"neck2", {-.012, 1.510, 0}, .045, .008},
    [UH_NECK_3] = {"neck3", {-.006, 1.548, 0}, .045, .008},
    [UH_HEAD] = {"head", {0, 1.635, 0}, .075, .057},
    [UH_CLAVICLE] = {"clavicle", {-.028, 1.396, .172}, .012, .005},
    [UH_UPPER_ARM] = {"upperarm", {-.028, 1.09245, .172}, .042, .028},
    [UH_FOREARM] = {"forearm", {-.028, .96845, .172}, .034, .009},
    [UH_RADIUS] = {"radius", {-.028, .84425, .172}, .022, .007},
    [UH_HAND] = {"hand", {-.028, .70, .172}, .022, .006},
    [UH_THIGH] = {"thigh", {0, .4845, .086}, .065, .1},
    [UH_SHANK] = {"shank", {-.005, .066, .086}, .045, .0465},
    [UH_FOOT] = {"foot", {.130, .018, .086}, .018, .0125},
    [UH_TOES] = {"toes", {.190, .016, .086}, .014, .002},
};

#define SCAPULA_MASS .005

static bool is_left(int bone) {
    return bone >= UH_SCAPULA ? bone > UH_SCAPULA : bone >= UH_LEFT_BONES;
}

static bool is_paired(int bone) {
    return bone >= UH_CLAVICLE;
}

static const struct bone_form *form_of(int bone) {
    return &forms[bone >= UH_LEFT_BONES ? bone - UH_SIDE_BONES : bone];
}

void uh_mjcf_bone_name(int bone, char name[UH_MJCF_NAME_SIZE]) {
    const char *base = bone >= UH_SCAPULA ? "scapula" : form_of(bone)->name;
    const char *side = !is_paired(bone) ? "" : is_left(bone) ? ".L" : ".R";
    snprintf(name, UH_MJCF_NAME_SIZE, "%s%s", base, side);
}

struct writer {
    FILE *out;
    const struct uh_skeleton *skeleton;
};

static void put_vector(struct writer *writer, const char *key, struct uh_vec3 v) {
    fprintf(writer->out, " %s=\"%.10g %.10g %.10g\"", key, v.x, v.y, v.z);
}

// Unit quaternion of a rotation, w first (Shepperd 1978: by its largest part).
static void quaternion_of(const struct uh_mat3 *rotation, double q[4]) {
    const double *m = rotation->at;
    double four[4] = {1 + m[0] + m[4] + m[8], 1 + m[0] - m[4] - m[8], 1 - m[0] + m[4] - m[8],
                      1 - m[0] - m[4] + m[8]};
    int top = 0;
    for (int i = 1; i < 4; i++)
        if (four[i] > four[top]) top = i;
    double s = 2 * sqrt(four[top]);
    const double parts[4][4] = {
        {s * s / 4, m[7] - m[5], m[2] - m[6], m[3] - m[1]},
        {m[7] - m[5], s * s / 4, m[1] + m[3], m[2] + m[6]},
        {m[2] - m[6], m[1] + m[3], s * s / 4, m[5] + m[7]},
        {m[3] - m[1], m[2] + m[6], m[5] + m[7], s * s / 4},
    };
    for (int i = 0; i < 4; i++) q[i] = parts[top][i] / s;
}

static const struct uh_mat3 to_world = {{1, 0, 0, 0, 0, -1, 0, 1, 0}};

// The axis of a hinge, or -1 where the joint turns about more than one.
static int hinge_axis(unsigned axes) {
    return axes == 1 ? 0 : axes == 2 ? 1 : axes == 4 ? 2 : -1;
}

// The largest rotation that a ball's box allows, or where it swings in cones a turn all round.
static double ball_range(const struct uh_joint_kind *kind, double share) {
    if (kind->ball) return UH_PI;
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
        double most = fmax(fabs(uh_part(kind->low, axis)), fabs(uh_part(kind->high, axis)));
        if (kind->axes >> axis & 1) sum += most * most;
    }
    return sqrt(sum) * share;
}

static void put_joint(struct writer *writer, int bone, const char *name) {
    if (bone == UH_PELVIS) {
        fputs("<freejoint name=\"pelvis\"/>\n", writer->out);
        return;
    }
    const struct uh_joint_kind *kind = &writer->skeleton->joint[uh_bone_joint(bone)];
    int axis = hinge_axis(kind->axes);
    fprintf(writer->out, "<joint name=\"%s\"", name);
    if (axis < 0) {
        fprintf(writer->out, " type=\"ball\" limited=\"true\" range=\"0 %.10g\"/>\n",
                ball_range(kind, uh_bone_share(bone)));
        return;
    }
    put_vector(writer, "axis", uh_axis(axis));
    fprintf(writer->out, " limited=\"true\" range=\"%.10g %.10g\"/>\n", uh_part(kind->low, axis),
            uh_part(kind->high, axis));
}

// A point of neutral standing (right side, 1.70 m) in the frame of a bone, for one side.
static struct uh_vec3 local(const struct uh_skeleton *skeleton, int bone, bool left,
                            struct uh_vec3 neutral) {
    struct uh_vec3 at = left ? uh_flip(neutral) : neutral;
    return uh_sub(uh_scale(at, skeleton->scale), skeleton->rest[bone]);
}

static void put_flesh(struct writer *writer, int bone) {
    const struct bone_form *form = form_of(bone);
    double stature = 1.70 * writer->skeleton->scale;
    struct uh_vec3 end = local(writer->skeleton, bone, is_left(bone), form->end);
    fprintf(writer->out,
            "<geom type=\"capsule\" fromto=\"0 0 0 %.10g %.10g %.10g\" size=\"%.6g\" "
            "mass=\"%.6g\"/>\n",
            end.x, end.y, end.z, form->radius * writer->skeleton->scale,
            form->mass * MASS_INDEX * stature * stature);
}

static void put_skin_sites(struct writer *writer, int bone) {
    for (int site = 0; site < uh_site_count * 2; site++) {
        const struct uh_site_kind *kind = &uh_sites[site / 2];
        if (uh_site_bone(site) != bone || (site % 2 && !kind->paired)) continue;
        fprintf(writer->out, "<site name=\"%s%s\"", kind->name,
                !kind->paired ? ""
                : site % 2    ? ".L"
                              : ".R");
        put_vector(writer, "pos", local(writer->skeleton, bone, site % 2 != 0, kind->at));
        fputs(" group=\"3\"/>\n", writer->out);
    }
}

void uh_mjcf_fibre_name(int muscle, int fibre, int side, char name[UH_MJCF_NAME_SIZE]) {
    snprintf(name, UH_MJCF_NAME_SIZE, "%s.%c.%d", uh_muscle_paths[muscle].id, side ? 'L' : 'R',
             fibre + 1);
}

// A point of a muscle, placed on the bone of a side. A bone of the middle carries both sides.
static int muscle_bone(const struct uh_muscle_point *point, int side) {
    if (point->bone >= UH_SCAPULA) return point->bone + side;
    return is_paired(point->bone) ? uh_bone_on(point->bone, side) : point->bone;
}

static void put_muscle_site(struct writer *writer, int bone, int muscle, int fibre, int k,
                            int side) {
    const struct uh_muscle_point *point = &uh_muscle_paths[muscle].fibre[fibre][k];
    if (muscle_bone(point, side) != bone) return;
    char name[UH_MJCF_NAME_SIZE];
    uh_mjcf_fibre_name(muscle, fibre, side, name);
    fprintf(writer->out, "<site name=\"%s.%d\"", name, k + 1);
    put_vector(writer, "pos", local(writer->skeleton, bone, side != 0, point->at));
    fputs("/>\n", writer->out);
}

// The points of all muscles that ride on a bone.
static void put_muscle_sites(struct writer *writer, int bone) {
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            for (int k = 0; k < uh_muscle_paths[m].point_count; k++)
                for (int side = 0; side < 2; side++) put_muscle_site(writer, bone, m, f, k, side);
}

// The ball that muscles wrap round; a bone of the middle carries one on each side.
static void put_muscle_balls(struct writer *writer, int bone) {
    for (int r = UH_ROUND_NOTHING + 1; r < UH_ROUND_COUNT; r++)
        for (int side = 0; side < 2; side++) {
            const struct uh_muscle_ball *ball = &uh_muscle_balls[r];
            int on = is_paired(ball->bone) ? uh_bone_on(ball->bone, side) : ball->bone;
            if (on != bone) continue;
            fprintf(writer->out, "<geom name=\"%s.%c\" type=\"sphere\" size=\"%.10g\" mass=\"0\"",
                    ball->name, side ? 'L' : 'R', ball->radius * writer->skeleton->scale);
            put_vector(writer, "pos", local(writer->skeleton, bone, side != 0, ball->at));
            fputs(" group=\"4\"/>\n", writer->out);
        }
}

static void put_scapula(struct writer *writer, int side) {
    const struct uh_skeleton *skeleton = writer->skeleton;
    int bone = UH_SCAPULA + side;
    double stature = 1.70 * skeleton->scale;
    fprintf(writer->out, "<body name=\"scapula.%c\"", side ? 'L' : 'R');
    put_vector(writer, "pos",
               uh_sub(skeleton->rest[bone], skeleton->rest[uh_bone_on(UH_CLAVICLE, side)]));
    fprintf(writer->out, ">\n<joint name=\"scapula.%c\" type=\"ball\"", side ? 'L' : 'R');
    put_vector(writer, "pos", local(skeleton, bone, side != 0, uh_blade_pivot));
    fprintf(writer->out, "/>\n<geom type=\"sphere\" size=\"%.6g\" mass=\"%.6g\"/>\n",
            .03 * skeleton->scale, SCAPULA_MASS * MASS_INDEX * stature * stature);
    put_muscle_sites(writer, bone);
    fputs("</body>\n", writer->out);
}

static void put_body(struct writer *writer, int bone) {
    const struct uh_skeleton *skeleton = writer->skeleton;
    int parent = uh_bone_parent(bone);
    char name[UH_MJCF_NAME_SIZE];
    uh_mjcf_bone_name(bone, name);
    fprintf(writer->out, "<body name=\"%s\"", name);
    if (parent < 0) {
        put_vector(writer, "pos", uh_turn(&to_world, skeleton->rest[bone]));
        fputs(" quat=\"0.70710678118654757 0.70710678118654757 0 0\"", writer->out);
    } else {
        put_vector(writer, "pos", uh_sub(skeleton->rest[bone], skeleton->rest[parent]));
    }
    fputs(">\n", writer->out);
    put_joint(writer, bone, name);
    put_flesh(writer, bone);
    put_skin_sites(writer, bone);
    put_muscle_sites(writer, bone);
    put_muscle_balls(writer, bone);
    for (int b = bone + 1; b < UH_BONE_COUNT; b++)
        if (uh_bone_parent(b) == bone) put_body(writer, b);
    for (int side = 0; side < 2; side++)
        if (bone == uh_bone_on(UH_CLAVICLE, side)) put_scapula(writer, side);
    fputs("</body>\n", writer->out);
}

static void put_tendon(struct writer *writer, int muscle, int fibre, int side) {
    char name[UH_MJCF_NAME_SIZE];
    uh_mjcf_fibre_name(muscle, fibre, side, name);
    fprintf(writer->out, "<spatial name=\"%s\">", name);
    const struct uh_muscle_path *path = &uh_muscle_paths[muscle];
    for (int k = 0; k < path->point_count; k++) {
        int ball = k > 0 ? path->round[k - 1] : UH_ROUND_NOTHING;
        if (ball != UH_ROUND_NOTHING)
            fprintf(writer->out, "<geom geom=\"%s.%c\"/>", uh_muscle_balls[ball].name,
                    side ? 'L' : 'R');
        fprintf(writer->out, "<site site=\"%s.%d\"/>", name, k + 1);
    }
    fputs("</spatial>\n", writer->out);
}

static void put_tendons(struct writer *writer) {
    fputs("<tendon>\n", writer->out);
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            for (int side = 0; side < 2; side++) put_tendon(writer, m, f, side);
    fputs("</tendon>\n", writer->out);
}

static void put_numbers(struct writer *writer, const char *bone, const char *what,
                        struct uh_vec3 v) {
    fprintf(writer->out, "<numeric name=\"%s.%s\" data=\"%.10g %.10g %.10g\"/>\n", bone, what, v.x,
            v.y, v.z);
}

// The limits that a ball cannot carry, and the shares of the spine.
static void put_custom(struct writer *writer) {
    fputs("<custom>\n", writer->out);
    for (int b = 1; b < UH_BONE_COUNT; b++) {
        const struct uh_joint_kind *kind = &writer->skeleton->joint[uh_bone_joint(b)];
        double share = uh_bone_share(b);
        if (hinge_axis(kind->axes) >= 0) continue;
        char name[UH_MJCF_NAME_SIZE];
        uh_mjcf_bone_name(b, name);
        put_numbers(writer, name, "low", uh_scale(kind->low, share));
        put_numbers(writer, name, "high", uh_scale(kind->high, share));
        fprintf(writer->out, "<numeric name=\"%s.share\" data=\"%.10g\"/>\n", name, share);
    }
    fputs("</custom>\n", writer->out);
}

static void put_quaternion(struct writer *writer, const struct uh_mat3 *rotation) {
    double q[4];
    quaternion_of(rotation, q);
    fprintf(writer->out, " %.10g %.10g %.10g %.10g", q[0], q[1], q[2], q[3]);
}

// The state of a bone's joint, then of the bones that hang on it, as MuJoCo orders them.
static void put_state(struct writer *writer, const struct uh_pose *pose,
                      const struct uh_posture *posture, int bone) {
    const struct uh_joint_kind *kind =
        bone > 0 ? &writer->skeleton->joint[uh_bone_joint(bone)] : NULL;
    if (bone == UH_PELVIS) {
        struct uh_vec3 at = uh_turn(&to_world, pose->place);
        struct uh_mat3 turn = uh_times(&to_world, &pose->turn);
        fprintf(writer->out, "%.10g %.10g %.10g", at.x, at.y, at.z);
        put_quaternion(writer, &turn);
    } else if (hinge_axis(kind->axes) >= 0) {
        double bend = uh_part(pose->bend[uh_bone_joint(bone)], hinge_axis(kind->axes));
        fprintf(writer->out, " %.10g", bend);
    } else {
        struct uh_mat3 back = uh_back(&posture->parent_turn[bone]);
        struct uh_mat3 own = uh_times(&back, &posture->turn[bone]);
        put_quaternion(writer, &own);
    }
    for (int b = bone + 1; b < UH_BONE_COUNT; b++)
        if (uh_bone_parent(b) == bone) put_state(writer, pose, posture, b);
    for (int side = 0; side < 2; side++) {
        if (bone != uh_bone_on(UH_CLAVICLE, side)) continue;
        struct uh_mat3 back = uh_back(&posture->turn[bone]);
        struct uh_mat3 own = uh_times(&back, &posture->turn[UH_SCAPULA + side]);
        put_quaternion(writer, &own);
    }
}

// The poses of a move as keyframes.
static void put_keyframes(struct writer *writer, const struct uh_figure *figure) {
    fputs("<keyframe>\n", writer->out);
    double time = 0;
    for (int k = 0; k < figure->key_count; k++) {
        const struct uh_pose *pose = &figure->keys[k].solved;
        struct uh_posture posture;
        uh_posture_of(writer->skeleton, pose, &posture);
        if (k > 0) time += figure->keys[k - 1].hold + figure->keys[k].seconds;
        fprintf(writer->out, "<key name=\"pose%d\" time=\"%.6g\" qpos=\"", k + 1, time);
        put_state(writer, pose, &posture, UH_PELVIS);
        fputs("\"/>\n", writer->out);
    }
    fputs("</keyframe>\n", writer->out);
}

static void put_model(struct writer *writer, const struct uh_figure *figure, const char *title) {
    fprintf(writer->out,
            "<mujoco model=\"%s\">\n"
            "<!-- Bones: x forward, y up, z to the right; metres, radians. World: z up. Balls keep "
            "to NAME.low and NAME.high of <custom>, by their rotation vector; the bones of the "
            "spine share it out by NAME.share. The scapulae follow clavicle and arm. -->\n"
            "<compiler angle=\"radian\" coordinate=\"local\"/>\n"
            "<option gravity=\"0 0 -9.81\"/>\n"
            "<default><geom contype=\"0\" conaffinity=\"0\" rgba=\".85 .72 .62 1\"/>"
            "<site size=\".004\"/><tendon width=\".003\" rgba=\".7 .15 .15 1\"/></default>\n",
            title);
    put_custom(writer);
    fputs("<worldbody>\n<light pos=\"0 -2 3\" dir=\"0 .5 -1\"/>\n"
          "<geom name=\"floor\" type=\"plane\" size=\"2 2 .1\" rgba=\".8 .8 .78 1\"/>\n",
          writer->out);
    put_body(writer, UH_PELVIS);
    fputs("</worldbody>\n", writer->out);
    put_tendons(writer);
    if (figure != NULL) put_keyframes(writer, figure);
    fputs("</mujoco>\n", writer->out);
}

char *uh_mjcf_of(const struct uh_skeleton *skeleton, const struct uh_figure *figure,
                 const char *title, size_t *length) {
    char *text = NULL;
    size_t size = 0;
    struct writer writer = {open_memstream(&text, &size), skeleton};
    if (writer.out == NULL) abort();
    locale_t before = plain_begin();
    put_model(&writer, figure, title);
    plain_end(before);
    if (fclose(writer.out) != 0) abort();
    if (length != NULL) *length = size;
    return text;
}
