// SPDX-License-Identifier: Apache-2.0
// From poses as read to keys as solved, and the times that pictures are taken at.
#include "unhunch/figure.h"

#include <math.h>

enum { BASE_STEPS = 60, SOFT_STEPS = 25, KEY_STEPS = 80, SETTLE_STEPS = 40, SETTLE_ROUNDS = 3 };

// A goal that the base posture is solved with: surfaces, and places named by the first pose.
static bool shapes_base(const struct uh_key *key, int key_index, const struct uh_goal *goal) {
    if (goal->kind == UH_GOAL_POINT) return !goal->from_base && key_index == 0;
    if (goal->kind != UH_GOAL_PLANE) return false;
    if (key_index == 0) return true;
    for (int i = 0; i < key->goal_count; i++)
        if (key->goals[i].from_base && key->goals[i].what == goal->what) return true;
    return false;
}

static int base_goals(const struct uh_figure *figure, struct uh_goal goals[UH_GOAL_MAX]) {
    int count = 0;
    for (int k = 0; k < figure->key_count; k++)
        for (int i = 0; i < figure->keys[k].goal_count; i++) {
            const struct uh_goal *goal = &figure->keys[k].goals[i];
            bool known = !shapes_base(&figure->keys[k], k, goal) || count == UH_GOAL_MAX;
            for (int z = 0; z < count; z++)
                known |= goals[z].what == goal->what && goals[z].kind == goal->kind;
            if (!known) goals[count++] = *goal;
        }
    return count;
}

// What a pose itself pins overrides the anchor: of the same site by place, of the same bone by
// axis.
static void yield_to_pins(const struct uh_key *key, struct uh_goal *anchor) {
    for (int i = 0; i < key->goal_count; i++) {
        const struct uh_goal *pin = &key->goals[i];
        if (pin->kind != UH_GOAL_POINT || pin->from_base) continue;
        if (pin->what == anchor->what) {
            if (pin->axes & 1) anchor->at.x = pin->at.x;
            if (pin->axes & 4) anchor->at.z = pin->at.z;
        } else if (uh_site_bone(pin->what) == uh_site_bone(anchor->what)) {
            anchor->axes &= ~pin->axes;
        }
    }
}

// Sticking contacts stay where the base posture has them, not where the first pose happens to be.
static void place_anchors(struct uh_figure *figure, const struct uh_skeleton *skeleton) {
    struct uh_goal goals[UH_GOAL_MAX];
    int count = base_goals(figure, goals);
    struct uh_prior prior = figure->base;
    prior.place[0] = prior.place[2] = 30;
    prior.turn = 4;
    struct uh_pose pose = prior.pose;
    uh_ik_solve(skeleton, &pose, &prior, goals, count, &figure->world, BASE_STEPS, NULL);
    struct uh_posture base;
    uh_posture_of(skeleton, &pose, &base);
    for (int k = 0; k < figure->key_count; k++)
        for (int i = 0; i < figure->keys[k].goal_count; i++) {
            struct uh_goal *goal = &figure->keys[k].goals[i];
            if (!goal->from_base) continue;
            goal->at = uh_site_at(skeleton, &base, goal->what);
            yield_to_pins(&figure->keys[k], goal);
        }
}

// First with weak contacts, so that the pose finds the right valley; then firm, with the shoulder
// girdle following the arms.
static void solve_key(struct uh_figure *figure, const struct uh_skeleton *skeleton,
                      struct uh_key *key) {
    struct uh_goal soft[UH_GOAL_MAX];
    for (int i = 0; i < key->goal_count; i++) {
        soft[i] = key->goals[i];
        soft[i].weight *= soft[i].weight > 100 ? .004 : .3;
    }
    key->solved = key->prior.pose;
    uh_ik_solve(skeleton, &key->solved, &key->prior, soft, key->goal_count, &figure->world,
                SOFT_STEPS, NULL);
    for (int round = 0; round < SETTLE_ROUNDS; round++) {
        uh_scapular_rhythm(&key->solved, &key->prior);
        uh_ik_solve(skeleton, &key->solved, &key->prior, key->goals, key->goal_count,
                    &figure->world, round ? SETTLE_STEPS : KEY_STEPS, NULL);
    }
}

// A mat reaches past the pillow as well.
static void measure_extent(struct uh_figure *figure, const struct uh_skeleton *skeleton) {
    const double pillow = (UH_PILLOW_HALF_X + .07) * skeleton->scale;
    const bool lies = figure->props & UH_PROP_PILLOW;
    figure->low_x = lies ? figure->pillow.x - pillow : 1e9;
    figure->high_x = lies ? figure->pillow.x + pillow : -1e9;
    for (int k = 0; k < figure->key_count; k++) {
        struct uh_posture posture;
        uh_posture_of(skeleton, &figure->keys[k].solved, &posture);
        for (int b = 0; b < UH_BONE_COUNT; b++) {
            figure->low_x = fmin(figure->low_x, posture.at[b].x - .17 * skeleton->scale);
            figure->high_x = fmax(figure->high_x, posture.at[b].x + .20 * skeleton->scale);
        }
    }
}

void uh_figure_solve(struct uh_figure *figure, const struct uh_skeleton *skeleton) {
    place_anchors(figure, skeleton);
    for (int k = 0; k < figure->key_count; k++) solve_key(figure, skeleton, &figure->keys[k]);
    measure_extent(figure, skeleton);
}

static int other_bone(int bone) {
    return bone < UH_CLAVICLE     ? bone
           : bone < UH_LEFT_BONES ? bone + UH_SIDE_BONES
                                  : bone - UH_SIDE_BONES;
}

static int other_site(int site) {
    return uh_sites[site / 2].paired ? site ^ 1 : site;
}

static void mirror_goal(struct uh_goal *goal) {
    bool direction = goal->kind == UH_GOAL_AIM || goal->kind == UH_GOAL_TURN;
    goal->what = direction ? other_bone(goal->what) : other_site(goal->what);
    if (goal->kind == UH_GOAL_TOUCH) goal->other = other_site(goal->other);
    if (goal->kind == UH_GOAL_TURN) goal->other = other_bone(goal->other);
    goal->at = uh_flip(goal->at);
    goal->along = uh_flip(goal->along);
}

static void mirror_prior(struct uh_prior *prior) {
    struct uh_prior other = *prior;
    uh_pose_mirror(&prior->pose, &other.pose);
    for (int j = UH_JOINT_CLAVICLE; j < UH_LEFT_JOINTS; j++)
        for (int c = 0; c < 3; c++) {
            other.weight[j][c] = prior->weight[j + UH_SIDE_JOINTS][c];
            other.weight[j + UH_SIDE_JOINTS][c] = prior->weight[j][c];
        }
    *prior = other;
}

static void mirror_key(struct uh_key *key) {
    struct uh_pose solved;
    uh_pose_mirror(&key->solved, &solved);
    key->solved = solved;
    mirror_prior(&key->prior);
    double grip = key->grip[0];
    key->grip[0] = key->grip[1];
    key->grip[1] = grip;
    for (int i = 0; i < key->goal_count; i++) mirror_goal(&key->goals[i]);
}

static void mirror_world(struct uh_world *world) {
    for (int i = 0; i < world->surface_count; i++) {
        struct uh_surface *s = &world->surface[i];
        double low = s->low.z;
        s->normal = uh_flip(s->normal);
        s->low.z = -s->high.z;
        s->high.z = -low;
    }
    for (int i = 0; i < world->cylinder_count; i++) {
        world->cylinder[i].centre = uh_flip(world->cylinder[i].centre);
        world->cylinder[i].axis = uh_flip(world->cylinder[i].axis);
    }
}

void uh_figure_mirror(struct uh_figure *figure) {
    for (int k = 0; k < figure->key_count; k++) mirror_key(&figure->keys[k]);
    mirror_prior(&figure->base);
    mirror_world(&figure->world);
    figure->band_anchor = uh_flip(figure->band_anchor);
    figure->pillow = uh_flip(figure->pillow);
    figure->dumbbells = (figure->dumbbells & 1) << 1 | figure->dumbbells >> 1;
    figure->view.azimuth = -figure->view.azimuth;
    figure->muscle_view.azimuth = -figure->muscle_view.azimuth;
    for (int i = 0; i < 2; i++)
        if (figure->arrow[i] >= 0) figure->arrow[i] = other_site(figure->arrow[i]);
    uint32_t right = figure->targets[0];
    figure->targets[0] = figure->targets[1];
    figure->targets[1] = right;
}

double uh_figure_seconds(const struct uh_figure *figure) {
    return uh_keys_seconds(figure->keys, figure->key_count);
}

int uh_figure_still(const struct uh_figure *figure) {
    if (figure->still >= 0) return figure->still;
    int best = figure->key_count - 1;
    for (int k = best; k >= 0; k--)
        if (figure->keys[k].hold > figure->keys[best].hold + 1e-9) best = k;
    return best;
}

// The middle of a key's hold.
static double hold_time(const struct uh_figure *figure, int key) {
    double time = 0;
    for (int k = 0; k < key; k++)
        time += figure->keys[k].hold + figure->keys[(k + 1) % figure->key_count].seconds;
    return time + figure->keys[key].hold * .5;
}

static double part_way(const struct uh_figure *figure, int from, double part) {
    int to = (from + 1) % figure->key_count;
    return hold_time(figure, from) + figure->keys[from].hold * .5 + figure->keys[to].seconds * part;
}

double uh_figure_phase(const struct uh_figure *figure, int phase) {
    int still = uh_figure_still(figure);
    if (phase == 0) return still == 0 && figure->key_count > 1 ? hold_time(figure, 1) : 0;
    if (phase >= 3) return hold_time(figure, still);
    if (figure->key_count == 1) return 0;
    if (still == 0) return part_way(figure, figure->key_count - 1, phase == 1 ? .4 : .6);
    if (still == 1) return part_way(figure, 0, phase == 1 ? .42 : .6);
    if (still == 2) return phase == 1 ? hold_time(figure, 1) : part_way(figure, 1, .5);
    return hold_time(figure, phase * still / 3);
}

void uh_figure_at(const struct uh_figure *figure, const struct uh_skeleton *skeleton, double time,
                  struct uh_instant *instant) {
    struct uh_pose pose;
    uh_keys_at(skeleton, figure->keys, figure->key_count, &figure->world, time, &pose,
               instant->grip, &instant->report);
    uh_posture_of(skeleton, &pose, &instant->posture);
}
