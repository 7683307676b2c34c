// SPDX-License-Identifier: Apache-2.0
// From key to key. What is interpolated are solved keys: slerp for rotations, a quintic ease
// between holds, a Hermite curve through keys that are not held. Then the contacts present at both
// ends are solved for again, aiming at what the keys achieved (not at what they asked for, which
// would pop at the ends of a hold), with priors stiff enough to keep the path.
#include "unhunch/body.h"

#include <math.h>

enum { INBETWEEN_STEPS = 40 };

double uh_keys_seconds(const struct uh_key *keys, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += keys[i].seconds + keys[i].hold;
    return sum;
}

// A passage between two keys, with the neighbours that give the tangents.
struct passage {
    const struct uh_key *before, *from, *to, *after;
    bool flows_in, flows_out; // the ends are not held
    double time, part;        // raw and eased, 0..1
};

static double flowing(const struct passage *p) {
    double u = p->time, squared = u * u, cubed = squared * u;
    return (p->flows_in ? cubed - 2 * squared + u : 0) + 3 * squared - 2 * cubed +
           (p->flows_out ? cubed - squared : 0);
}

static bool flows(const struct passage *p) {
    return p->flows_in || p->flows_out;
}

// Through the neighbours' values, all relative to the key left behind.
static struct uh_vec3 through(const struct passage *p, struct uh_vec3 before, struct uh_vec3 to,
                              struct uh_vec3 after) {
    if (!flows(p)) return uh_scale(to, p->part);
    double u = p->time, squared = u * u, cubed = squared * u;
    struct uh_vec3 none = uh_vec3(0, 0, 0);
    struct uh_vec3 leave = p->flows_in ? uh_scale(uh_sub(to, before), .5) : none;
    struct uh_vec3 arrive = p->flows_out ? uh_scale(after, .5) : none;
    return uh_add(
        uh_add(uh_scale(leave, cubed - 2 * squared + u), uh_scale(to, 3 * squared - 2 * cubed)),
        uh_scale(arrive, cubed - squared));
}

static struct uh_mat3 turn_through(const struct passage *p, const struct uh_mat3 *before,
                                   const struct uh_mat3 *from, const struct uh_mat3 *to,
                                   const struct uh_mat3 *after) {
    struct uh_vec3 v = through(p, uh_rotation_between(from, before), uh_rotation_between(from, to),
                               uh_rotation_between(from, after));
    struct uh_mat3 turn = uh_rotation(v);
    return uh_times(from, &turn);
}

static struct uh_vec3 vector_through(const struct passage *p, struct uh_vec3 before,
                                     struct uh_vec3 from, struct uh_vec3 to, struct uh_vec3 after) {
    return uh_add(from, through(p, uh_sub(before, from), uh_sub(to, from), uh_sub(after, from)));
}

static void interpolate(const struct uh_skeleton *skeleton, const struct passage *p,
                        struct uh_pose *pose) {
    const struct uh_pose *b = &p->before->solved, *f = &p->from->solved, *t = &p->to->solved,
                         *a = &p->after->solved;
    pose->place = vector_through(p, b->place, f->place, t->place, a->place);
    pose->turn = turn_through(p, &b->turn, &f->turn, &t->turn, &a->turn);
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        const struct uh_joint_kind *kind = &skeleton->joint[j];
        struct uh_vec3 v = vector_through(p, b->bend[j], f->bend[j], t->bend[j], a->bend[j]);
        pose->bend[j] = uh_vec3(uh_bound(v.x, kind->low.x, kind->high.x),
                                uh_bound(v.y, kind->low.y, kind->high.y),
                                uh_bound(v.z, kind->low.z, kind->high.z));
        pose->ball[j] = kind->ball
                            ? turn_through(p, &b->ball[j], &f->ball[j], &t->ball[j], &a->ball[j])
                            : uh_upright;
    }
}

// Distance of a site from the axis of a round goal.
static double round_distance(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                             const struct uh_goal *goal) {
    struct uh_vec3 arm = uh_sub(uh_site_at(skeleton, posture, goal->what), goal->at);
    return uh_length(uh_sub(arm, uh_scale(goal->along, uh_dot(arm, goal->along))));
}

static struct uh_vec3 touch_offset(const struct uh_skeleton *skeleton,
                                   const struct uh_posture *posture, const struct uh_goal *goal) {
    struct uh_vec3 apart = uh_sub(uh_site_at(skeleton, posture, goal->what),
                                  uh_site_at(skeleton, posture, goal->other));
    return uh_scale(uh_turn_back(&posture->turn[uh_site_bone(goal->other)], apart),
                    1 / skeleton->scale);
}

static struct uh_vec3 direction_of(const struct uh_posture *posture, const struct uh_goal *goal) {
    struct uh_vec3 d = uh_turn(&posture->turn[goal->what], goal->along);
    return goal->kind == UH_GOAL_TURN ? uh_turn_back(&posture->turn[goal->other], d) : d;
}

// The goal as it is part of the way between what both keys achieved; false: let it go.
static bool blend(const struct uh_skeleton *skeleton, const struct passage *p,
                  const struct uh_posture posture[2], const struct uh_goal *to,
                  struct uh_goal *goal) {
    double u = p->part;
    const struct uh_posture *s = &posture[0], *e = &posture[1];
    struct uh_vec3 at_s, at_e;
    switch (goal->kind) {
    case UH_GOAL_POINT:
        if (goal->axes != to->axes) return false;
        at_s = uh_site_at(skeleton, s, goal->what);
        at_e = uh_site_at(skeleton, e, goal->what);
        goal->at = uh_mix(at_s, at_e, u);
        return true;
    case UH_GOAL_PLANE:
        at_s = uh_site_at(skeleton, s, goal->what);
        at_e = uh_site_at(skeleton, e, goal->what);
        goal->distance =
            uh_dot(uh_mix(at_s, at_e, u), goal->along) - uh_site_radius(skeleton, goal->what);
        return true;
    case UH_GOAL_ROUND:
        goal->distance =
            round_distance(skeleton, s, goal) * (1 - u) + round_distance(skeleton, e, goal) * u;
        return true;
    case UH_GOAL_TOUCH:
        goal->along = uh_mix(touch_offset(skeleton, s, goal), touch_offset(skeleton, e, goal), u);
        return true;
    default:
        if (flows(p)) return false;
        at_s = direction_of(s, goal);
        at_e = direction_of(e, to);
        goal->at = uh_unit(uh_mix(at_s, at_e, u));
        return true;
    }
}

static bool same_contact(const struct uh_goal *a, const struct uh_goal *b) {
    return a->kind == b->kind && a->what == b->what && a->other == b->other && a->id == b->id;
}

static int shared_goals(const struct uh_skeleton *skeleton, const struct passage *p,
                        struct uh_goal goals[UH_GOAL_MAX]) {
    struct uh_posture posture[2];
    uh_posture_of(skeleton, &p->from->solved, &posture[0]);
    uh_posture_of(skeleton, &p->to->solved, &posture[1]);
    int count = 0;
    for (int i = 0; i < p->from->goal_count; i++) {
        for (int k = 0; k < p->to->goal_count; k++) {
            if (!same_contact(&p->from->goals[i], &p->to->goals[k])) continue;
            goals[count] = p->from->goals[i];
            count += blend(skeleton, p, posture, &p->to->goals[k], &goals[count]);
            break;
        }
    }
    return count;
}

static struct uh_mat3 turn_part(const struct uh_mat3 *from, const struct uh_mat3 *to, double part) {
    struct uh_mat3 turn = uh_rotation(uh_scale(uh_rotation_between(from, to), part));
    return uh_times(from, &turn);
}

// A held key may rest a little in a surface that the solver pushes out of: the way out of a hold
// and into one follows the path first and what was solved then, so that no frame jumps.
static void join_holds(const struct uh_skeleton *skeleton, const struct passage *p,
                       const struct uh_pose *path, struct uh_pose *pose) {
    const double joint = .08;
    double out = p->flows_in ? 1 : uh_smooth(0, joint, p->time),
           in = p->flows_out ? 1 : uh_smooth(0, joint, 1 - p->time), part = out * in;
    if (part >= 1) return;
    pose->place = uh_mix(path->place, pose->place, part);
    pose->turn = turn_part(&path->turn, &pose->turn, part);
    for (int j = 0; j < UH_JOINT_COUNT; j++) {
        pose->bend[j] = uh_mix(path->bend[j], pose->bend[j], part);
        if (skeleton->joint[j].ball)
            pose->ball[j] = turn_part(&path->ball[j], &pose->ball[j], part);
    }
}

static void solve_passage(const struct uh_skeleton *skeleton, const struct passage *p,
                          const struct uh_world *world, struct uh_pose *pose,
                          struct uh_ik_report *report) {
    struct uh_goal goals[UH_GOAL_MAX];
    struct uh_prior prior = p->from->prior;
    interpolate(skeleton, p, &prior.pose);
    for (int j = 0; j < UH_JOINT_COUNT; j++)
        for (int c = 0; c < 3; c++) prior.weight[j][c] = j <= UH_JOINT_HEAD ? 8 : 4;
    for (int c = 0; c < 3; c++) prior.place[c] = 20;
    prior.turn = 8;
    int count = shared_goals(skeleton, p, goals);
    *pose = prior.pose;
    uh_ik_solve(skeleton, pose, &prior, goals, count, world, INBETWEEN_STEPS, report);
    join_holds(skeleton, p, &prior.pose, pose);
    if (report) report->worst_contact = uh_ik_worst_contact(skeleton, pose, goals, count);
}

void uh_keys_at(const struct uh_skeleton *skeleton, const struct uh_key *keys, int count,
                const struct uh_world *world, double time, struct uh_pose *pose, double grip[2],
                struct uh_ik_report *report) {
    double left = fmod(time, uh_keys_seconds(keys, count));
    if (report) *report = (struct uh_ik_report){0};
    for (int i = 0; i < count; i++) {
        const struct uh_key *from = &keys[i], *to = &keys[(i + 1) % count];
        if (left < from->hold || count == 1) {
            *pose = from->solved;
            for (int s = 0; s < 2; s++) grip[s] = from->grip[s];
            return;
        }
        left -= from->hold;
        if (left < to->seconds) {
            struct passage p = {&keys[(i + count - 1) % count],
                                from,
                                to,
                                &keys[(i + 2) % count],
                                from->hold < 1e-9,
                                to->hold < 1e-9,
                                left / to->seconds,
                                0};
            p.part = flows(&p) ? flowing(&p) : uh_ease(p.time);
            for (int s = 0; s < 2; s++)
                grip[s] = from->grip[s] * (1 - p.part) + to->grip[s] * p.part;
            solve_passage(skeleton, &p, world, pose, report);
            return;
        }
        left -= to->seconds;
    }
    *pose = keys[0].solved;
    for (int s = 0; s < 2; s++) grip[s] = keys[0].grip[s];
}
