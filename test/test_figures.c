// SPDX-License-Identifier: Apache-2.0
// What holds for the figure of every move, thirty times a second: contacts to millimetres, nothing
// sinks or passes through the body, limits, speed, balance, and that the declared targets are what
// the body model finds stretched.
#include "unhunch/figure.h"

#include "body_help.h"

#include <dirent.h>
#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOVES_MAX = 100, FRAMES_PER_SECOND = 30 };

#define CONTACT_MAX .003 // metres
#define WORLD_MAX .005   // skin behind a surface
#define SELF_MAX .003    // arm in the trunk
#define LIMIT_MAX 1.0    // degrees
#define SPEED_MAX 1.5    // metres a second
#define BALANCE_MAX .030 // flesh round the points of support

struct move {
    char id[64];
    char *figure;
    bool is_static, strength;
};

static struct move moves[MOVES_MAX];
static int move_count;
static struct uh_skeleton skeleton;
static struct uh_muscles muscles;
static struct uh_figure *figure;

static char *scalar(struct fy_document *document, const char *path) {
    struct fy_node *node =
        fy_node_by_path(fy_document_root(document), path, (size_t)-1, FYNWF_DONT_FOLLOW);
    return node ? strdup(fy_node_get_scalar0(node)) : NULL;
}

static void load(const char *name) {
    char path[400];
    struct move *move = &moves[move_count];
    snprintf(path, sizeof path, "%s/moves/%s", DATA_DIR, name);
    struct fy_document *document = fy_document_build_from_file(NULL, path);
    assert_non_null(document);
    char *kind = scalar(document, "/kind");
    move->figure = scalar(document, "/figure");
    snprintf(move->id, sizeof move->id, "%.*s", (int)(strlen(name) - 5), name);
    move->is_static = kind && strcmp(kind, "static") == 0;
    move->strength = kind && strcmp(kind, "strength") == 0;
    free(kind);
    fy_document_destroy(document);
    if (move->figure) move_count++;
}

static int start(void **state) {
    (void)state;
    struct dirent **entries;
    int count = scandir(DATA_DIR "/moves", &entries, NULL, alphasort);
    uh_skeleton_init(&skeleton, 1.70);
    uh_muscles_init(&muscles, &skeleton);
    figure = malloc(sizeof *figure);
    for (int i = 0; i < count; i++) {
        if (strstr(entries[i]->d_name, ".yaml")) load(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return figure && count > 0 ? 0 : -1;
}

static int finish(void **state) {
    (void)state;
    for (int i = 0; i < move_count; i++) free(moves[i].figure);
    free(figure);
    return 0;
}

static void prepare(const struct move *move) {
    struct uh_figure_error error;
    if (uh_figure_read(figure, &skeleton, move->figure, &error) != UH_OK)
        fail_msg("%s: figure %d:%d: %s", move->id, error.line, error.column, error.text);
    uh_figure_solve(figure, &skeleton);
}

static void every_move_has_a_figure(void **state) {
    (void)state;
    assert_int_equal(move_count, 44);
}

static int complaints;

static void check(bool fine, const struct move *move, double at, const char *what, int site,
                  double value, const char *unit) {
    if (fine) return;
    const char *part = site >= 0 ? uh_sites[site / 2].name : "";
    fprintf(stderr, "%s at %.2f s: %s %s %.1f %s\n", move->id, at, what, part, value, unit);
    complaints++;
}

static void check_keys(const struct move *move) {
    for (int k = 0; k < figure->key_count; k++) {
        const struct uh_key *key = &figure->keys[k];
        struct uh_posture posture;
        uh_posture_of(&skeleton, &key->solved, &posture);
        for (int g = 0; g < key->goal_count; g++) {
            if (key->goals[g].weight < UH_HARD_WEIGHT) continue;
            double miss = uh_goal_miss(&skeleton, &posture, &key->goals[g]);
            check(miss <= CONTACT_MAX, move, k, "key misses", key->goals[g].what, miss * 1000,
                  "mm");
        }
        double out = uh_out_of_balance(&skeleton, &posture, key->goals, key->goal_count);
        check(key->hold < .3 || out <= BALANCE_MAX, move, k, "key out of balance", -1, out * 1000,
              "mm");
    }
}

struct worst {
    double contact, world, self, limit, speed;
    double contact_at, world_at, self_at, limit_at, speed_at;
    int world_site, self_site, speed_site;
};

static void take(double *worst, double *at, double value, double time) {
    if (value > *worst) *worst = value, *at = time;
}

static void watch(struct worst *w, double time, const struct uh_posture *before,
                  const struct uh_posture *now, double step) {
    int site = -1;
    double depth = uh_world_depth(&skeleton, now, &figure->world, &site);
    if (depth > w->world) w->world_site = site;
    take(&w->world, &w->world_at, depth, time);
    depth = uh_self_depth(&skeleton, now, &site);
    if (depth > w->self) w->self_site = site;
    take(&w->self, &w->self_at, depth, time);
    for (int s = 0; s < uh_site_count * 2 && before; s++) {
        double gone =
            uh_length(uh_sub(uh_site_at(&skeleton, now, s), uh_site_at(&skeleton, before, s)));
        if (gone / step > w->speed) w->speed_site = s;
        take(&w->speed, &w->speed_at, gone / step, time);
    }
}

static void check_frames(const struct move *move) {
    struct worst w = {0};
    struct uh_posture before, now;
    double seconds = uh_figure_seconds(figure), step = 1. / FRAMES_PER_SECOND;
    int frames = (int)(seconds * FRAMES_PER_SECOND);
    for (int f = 0; f <= frames; f++) {
        struct uh_pose pose;
        struct uh_ik_report report;
        double grip[2];
        uh_keys_at(&skeleton, figure->keys, figure->key_count, &figure->world, f * step, &pose,
                   grip, &report);
        uh_posture_of(&skeleton, &pose, &now);
        take(&w.contact, &w.contact_at, report.worst_contact, f * step);
        take(&w.limit, &w.limit_at, uh_limit_excess(&skeleton, &pose, NULL) * 57.29578, f * step);
        watch(&w, f * step, f > 0 ? &before : NULL, &now, step);
        before = now;
    }
    check(w.contact <= CONTACT_MAX, move, w.contact_at, "contact off by", -1, w.contact * 1000,
          "mm");
    check(w.world <= WORLD_MAX, move, w.world_at, "sinks in", w.world_site, w.world * 1000, "mm");
    check(w.self <= SELF_MAX, move, w.self_at, "passes into the body", w.self_site, w.self * 1000,
          "mm");
    check(w.limit <= LIMIT_MAX, move, w.limit_at, "over a limit by", -1, w.limit, "degrees");
    check(w.speed <= SPEED_MAX, move, w.speed_at, "too fast", w.speed_site, w.speed, "m/s");
}

static void bodies_behave_in_every_frame(void **state) {
    (void)state;
    complaints = 0;
    for (int i = 0; i < move_count; i++) {
        prepare(&moves[i]);
        check_keys(&moves[i]);
        check_frames(&moves[i]);
    }
    assert_int_equal(complaints, 0);
}

// The same poses for a short and a tall body.
static void stature_changes_no_contact(void **state) {
    (void)state;
    const double statures[] = {1.52, 1.93};
    complaints = 0;
    for (int s = 0; s < 2; s++) {
        uh_skeleton_init(&skeleton, statures[s]);
        for (int i = 0; i < move_count; i += 3) {
            prepare(&moves[i]);
            check_keys(&moves[i]);
        }
    }
    uh_skeleton_init(&skeleton, 1.70);
    assert_int_equal(complaints, 0);
}

static void the_other_side_is_the_mirror_image(void **state) {
    (void)state;
    static struct uh_figure mirrored;
    for (int i = 0; i < move_count; i += 4) {
        prepare(&moves[i]);
        mirrored = *figure;
        uh_figure_mirror(&mirrored);
        double seconds = uh_figure_seconds(figure);
        for (int f = 0; f < 7; f++) {
            struct uh_instant a, b;
            uh_figure_at(figure, &skeleton, seconds * f / 7, &a);
            uh_figure_at(&mirrored, &skeleton, seconds * f / 7, &b);
            struct uh_vec3 head = uh_flip(a.posture.at[UH_HEAD]);
            near(uh_length(uh_sub(head, b.posture.at[UH_HEAD])), 0, .002);
            struct uh_vec3 hand = uh_flip(a.posture.at[UH_HAND]);
            near(uh_length(uh_sub(hand, b.posture.at[uh_bone_on(UH_HAND, 1)])), 0, .004);
        }
    }
}

// Hottest over all keys, and how the heat grew from the coolest key.
static void measure_heat(double heat[UH_MUSCLE_COUNT][2], double cool[UH_MUSCLE_COUNT][2]) {
    for (int k = 0; k < figure->key_count; k++) {
        struct uh_posture posture;
        uh_posture_of(&skeleton, &figure->keys[k].solved, &posture);
        for (int m = 0; m < UH_MUSCLE_COUNT; m++)
            for (int s = 0; s < 2; s++) {
                double h = uh_muscle_heat(&muscles, &skeleton, &posture, m, s);
                if (k == 0 || h > heat[m][s]) heat[m][s] = h;
                if (k == 0 || h < cool[m][s]) cool[m][s] = h;
            }
    }
}

// A stretch lengthens what it is for; a strength move works it through some length.
static void targets_are_what_the_pose_moves(void **state) {
    (void)state;
    complaints = 0;
    for (int i = 0; i < move_count; i++) {
        double heat[UH_MUSCLE_COUNT][2], cool[UH_MUSCLE_COUNT][2], best = -9, change = 0;
        prepare(&moves[i]);
        measure_heat(heat, cool);
        for (int m = 0; m < UH_MUSCLE_COUNT; m++)
            for (int s = 0; s < 2; s++) {
                if (!(figure->targets[s] >> m & 1)) continue;
                best = fmax(best, heat[m][s]);
                change = fmax(change, heat[m][s] - cool[m][s]);
            }
        check(figure->targets[0] || figure->targets[1], &moves[i], 0, "no target", -1, 0, "");
        check(figure->work || !moves[i].strength, &moves[i], 0, "strength without work", -1, 0, "");
        check(best >= .4 || figure->work, &moves[i], 0, "targets hardly stretched", -1, best * 100,
              "per cent of reach");
        check(change >= .10, &moves[i], 0, "targets hardly move", -1, change * 100,
              "per cent of reach");
    }
    assert_int_equal(complaints, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_has_a_figure),
        cmocka_unit_test(bodies_behave_in_every_frame),
        cmocka_unit_test(stature_changes_no_contact),
        cmocka_unit_test(the_other_side_is_the_mirror_image),
        cmocka_unit_test(targets_are_what_the_pose_moves),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
