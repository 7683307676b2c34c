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

enum { MOVES_MAX = 200, FRAMES_PER_SECOND = 30, PLACE_MAX = 3 };

#define CONTACT_MAX .003 // metres
#define WORLD_MAX .005   // skin behind a surface
#define SELF_MAX .002    // arm in the trunk
#define LIMIT_MAX .1     // degrees
#define SPEED_MAX 1.5    // metres a second
#define JUMP_MAX .0002   // metres
#define BRISK 4          // times as fast: jumping jacks, running
#define BALANCE_MAX .030 // flesh round the points of support
#define HELD .3          // seconds; what is shorter is passed through

struct move {
    char id[64];
    char *figure;
    char variant[UH_VARIANT_SIZE]; // empty: the move itself
    uint32_t targets;              // bits of muscles
    bool is_static, strength, cardio;
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

static uint32_t targets_of(struct fy_document *document) {
    struct fy_node *list = fy_node_by_path(fy_document_root(document), "/targets", (size_t)-1, 0);
    uint32_t targets = 0;
    for (int i = 0; list && i < fy_node_sequence_item_count(list); i++) {
        const char *id = fy_node_get_scalar0(fy_node_sequence_get_by_index(list, i));
        int muscle = uh_muscle_find(id, strlen(id));
        assert_true(muscle >= 0);
        targets |= UINT32_C(1) << muscle;
    }
    return targets;
}

// Each changed version as a move of its own.
static void load_variants(const struct move *move) {
    char variant[UH_VARIANT_SIZE];
    for (int i = 0; uh_figure_variant(move->figure, i, variant); i++) {
        assert_true(move_count < MOVES_MAX);
        struct move version = *move;
        snprintf(version.id, sizeof version.id, "%.30s %s", move->id, variant);
        snprintf(version.variant, sizeof version.variant, "%s", variant);
        version.figure = strdup(move->figure);
        moves[move_count++] = version;
    }
}

static void load(const char *folder, const char *name) {
    char path[400];
    struct move *move = &moves[move_count];
    snprintf(path, sizeof path, "%s/%s/%s", DATA_DIR, folder, name);
    struct fy_document *document = fy_document_build_from_file(NULL, path);
    assert_non_null(document);
    char *kind = scalar(document, "/kind");
    move->figure = scalar(document, "/figure");
    move->targets = targets_of(document);
    snprintf(move->id, sizeof move->id, "%.*s", (int)(strlen(name) - 5), name);
    move->is_static = kind && strcmp(kind, "static") == 0;
    move->strength = kind && strcmp(kind, "strength") == 0;
    move->cardio = kind && strcmp(kind, "cardio") == 0;
    free(kind);
    fy_document_destroy(document);
    if (move->figure) move_count++;
    if (move->figure) load_variants(move);
}

static void load_folder(const char *folder) {
    char path[300];
    struct dirent **entries;
    snprintf(path, sizeof path, "%s/%s", DATA_DIR, folder);
    int count = scandir(path, &entries, NULL, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        if (strstr(entries[i]->d_name, ".yaml")) load(folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

static int start(void **state) {
    (void)state;
    uh_skeleton_init(&skeleton, 1.70);
    uh_muscles_init(&muscles, &skeleton);
    figure = malloc(sizeof *figure);
    load_folder("moves");
    load_folder("activities");
    return figure ? 0 : -1;
}

static int finish(void **state) {
    (void)state;
    for (int i = 0; i < move_count; i++) free(moves[i].figure);
    free(figure);
    return 0;
}

static void prepare(const struct move *move) {
    struct uh_figure_error error;
    if (uh_figure_read(figure, &skeleton, move->figure, *move->variant ? move->variant : NULL,
                       &error) != UH_OK)
        fail_msg("%s: figure %d:%d: %s", move->id, error.line, error.column, error.text);
    uh_figure_solve(figure, &skeleton);
}

static void every_move_has_a_figure(void **state) {
    (void)state;
    int cardio = 0, others = 0;
    for (int i = 0; i < move_count; i++)
        if (!*moves[i].variant) moves[i].cardio ? cardio++ : others++;
    assert_int_equal(others, 44);
    assert_int_equal(cardio, 9);
}

static int complaints;

static void check(bool fine, const struct move *move, double at, const char *what, int site,
                  double value, const char *unit) {
    if (fine) return;
    const char *part = site >= 0 ? uh_sites[site / 2].name : "";
    fprintf(stderr, "%s at %.2f s: %s %s %.1f %s\n", move->id, at, what, part, value, unit);
    complaints++;
}

// The worst of one measure over a move: how much, when, and the site that it befell.
struct most {
    double value, at;
    int site;
};

struct worst {
    struct most key, contact, world, self, limit, speed, balance;
};

static void take(struct most *most, double value, double at, int site) {
    if (value > most->value) *most = (struct most){value, at, site};
}

static void watch_keys(struct worst *w) {
    double time = 0;
    for (int k = 0; k < figure->key_count; k++) {
        const struct uh_key *key = &figure->keys[k];
        struct uh_posture posture;
        uh_posture_of(&skeleton, &key->solved, &posture);
        for (int g = 0; g < key->goal_count; g++)
            if (key->goals[g].weight >= UH_HARD_WEIGHT)
                take(&w->key, uh_goal_miss(&skeleton, &posture, &key->goals[g]), time,
                     key->goals[g].what);
        if (key->hold >= HELD)
            take(&w->balance, uh_out_of_balance(&skeleton, &posture, key->goals, key->goal_count),
                 time, -1);
        time += key->hold + figure->keys[(k + 1) % figure->key_count].seconds;
    }
}

static void watch_bodies(struct worst *w, double time, const struct uh_posture *now) {
    int site = -1;
    double depth = uh_world_depth(&skeleton, now, &figure->world, &site);
    take(&w->world, depth, time, site);
    depth = uh_self_depth(&skeleton, now, &site);
    take(&w->self, depth, time, site);
}

static void watch_speed(struct worst *w, double time, const struct uh_posture *before,
                        const struct uh_posture *now) {
    for (int s = 0; s < uh_site_count * 2; s++) {
        struct uh_vec3 from = uh_site_at(&skeleton, before, s), to = uh_site_at(&skeleton, now, s);
        take(&w->speed, uh_length(uh_sub(to, from)) * FRAMES_PER_SECOND, time, s);
    }
}

static void watch_frames(struct worst *w) {
    struct uh_posture before, now;
    int frames = (int)(uh_figure_seconds(figure) * FRAMES_PER_SECOND);
    for (int f = 0; f <= frames; f++) {
        double time = (double)f / FRAMES_PER_SECOND, grip[2];
        struct uh_pose pose;
        struct uh_ik_report report;
        uh_keys_at(&skeleton, figure->keys, figure->key_count, &figure->world, time, &pose, grip,
                   &report);
        uh_posture_of(&skeleton, &pose, &now);
        take(&w->contact, report.worst_contact, time, -1);
        take(&w->limit, uh_limit_excess(&skeleton, &pose, NULL) * 57.29578, time, -1);
        watch_bodies(w, time, &now);
        if (f > 0) watch_speed(w, time, &before, &now);
        before = now;
    }
}

// Every measure, its bound in the unit it is told in, and how it is told.
static const struct measure {
    const char *head, *what, *unit;
    size_t at;
    double bound, scale;
} measures[] = {
    {"key", "a key misses", "mm", offsetof(struct worst, key), CONTACT_MAX, 1000},
    {"between", "a contact is off by", "mm", offsetof(struct worst, contact), CONTACT_MAX, 1000},
    {"sinks", "sinks in", "mm", offsetof(struct worst, world), WORLD_MAX, 1000},
    {"in body", "passes into the body", "mm", offsetof(struct worst, self), SELF_MAX, 1000},
    {"limit", "over a limit by", "degrees", offsetof(struct worst, limit), LIMIT_MAX, 1},
    {"speed", "too fast", "m/s", offsetof(struct worst, speed), SPEED_MAX, 1},
    {"balance", "out of balance", "mm", offsetof(struct worst, balance), BALANCE_MAX, 1000},
};

enum { MEASURES = sizeof measures / sizeof measures[0] };

static const struct most *measured(const struct worst *w, const struct measure *measure) {
    return (const struct most *)((const char *)w + measure->at);
}

static void check_worst(const struct move *move, const struct worst *w) {
    printf("%-34s", move->id);
    for (int i = 0; i < MEASURES; i++) {
        const struct measure *measure = &measures[i];
        const struct most *most = measured(w, measure);
        printf(" %8.2f", most->value * measure->scale);
        bool brisk = move->cardio && measure->at == offsetof(struct worst, speed);
        check(most->value <= measure->bound * (brisk ? BRISK : 1), move, most->at, measure->what,
              most->site, most->value * measure->scale, measure->unit);
    }
    printf("\n");
}

static void check_side(bool mirrored) {
    printf("%-34s", mirrored ? "the other side" : "worst over all frames");
    for (int i = 0; i < MEASURES; i++) printf(" %8s", measures[i].head);
    printf("\n%-34s", "at most");
    for (int i = 0; i < MEASURES; i++) printf(" %8.2f", measures[i].bound * measures[i].scale);
    printf("\n");
    for (int i = 0; i < move_count; i++) {
        struct worst w = {0};
        prepare(&moves[i]);
        if (mirrored) uh_figure_mirror(figure);
        watch_keys(&w);
        watch_frames(&w);
        check_worst(&moves[i], &w);
    }
}

static void bodies_behave_in_every_frame(void **state) {
    (void)state;
    complaints = 0;
    check_side(false);
    check_side(true);
    assert_int_equal(complaints, 0);
}

// The same poses for a short and a tall body.
static void stature_changes_no_contact(void **state) {
    (void)state;
    const double statures[] = {1.52, 1.93};
    complaints = 0;
    for (int s = 0; s < 2; s++) {
        uh_skeleton_init(&skeleton, statures[s]);
        for (int i = 0; i < move_count; i++) {
            struct worst w = {0};
            prepare(&moves[i]);
            watch_keys(&w);
            check(w.key.value <= CONTACT_MAX, &moves[i], w.key.at, "a key misses", w.key.site,
                  w.key.value * 1000, "mm");
            check(w.balance.value <= BALANCE_MAX, &moves[i], w.balance.at, "out of balance", -1,
                  w.balance.value * 1000, "mm");
        }
    }
    uh_skeleton_init(&skeleton, 1.70);
    assert_int_equal(complaints, 0);
}

static void posture_at(double time, struct uh_posture *posture) {
    struct uh_instant instant;
    uh_figure_at(figure, &skeleton, time, &instant);
    *posture = instant.posture;
}

// How far anything jumps within a millisecond round a time.
static struct most jump_at(double time) {
    struct uh_posture before, after;
    struct most most = {0, time, -1};
    posture_at(time - .0005, &before);
    posture_at(time + .0005, &after);
    for (int s = 0; s < uh_site_count * 2; s++)
        take(&most,
             uh_length(uh_sub(uh_site_at(&skeleton, &after, s), uh_site_at(&skeleton, &before, s))),
             time, s);
    return most;
}

static void holds_begin_and_end_without_a_jump(void **state) {
    (void)state;
    complaints = 0;
    for (int i = 0; i < move_count; i++) {
        prepare(&moves[i]);
        double time = 0;
        for (int k = 0; k < figure->key_count; k++) {
            const struct uh_key *key = &figure->keys[k];
            double ends[2] = {time, time + key->hold};
            for (int e = k == 0; e < 2 && key->hold > 0; e++) {
                struct most jump = jump_at(ends[e]);
                check(jump.value <= JUMP_MAX, &moves[i], jump.at, "jumps at", jump.site,
                      jump.value * 1000, "mm");
            }
            time += key->hold + figure->keys[(k + 1) % figure->key_count].seconds;
        }
    }
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

// How every muscle fares over the keys of a move, by its most moved fibre. Shorter than in neutral
// standing is not stretched, so heat and what it gains count from there; what works is measured by
// how much it has shortened where the still shows it, in its reach and in its length.
struct stretch {
    double heat[UH_MUSCLE_COUNT][2], gain[UH_MUSCLE_COUNT][2];
    double work[UH_MUSCLE_COUNT][2], shortened[UH_MUSCLE_COUNT][2];
};

static void measure_fibre(struct stretch *stretch, int m, int f, int s) {
    double hot = 0, cool = 99, longest = -99, still = 0;
    for (int k = 0; k < figure->key_count; k++) {
        struct uh_posture posture;
        uh_posture_of(&skeleton, &figure->keys[k].solved, &posture);
        double strain = uh_fibre_length(&skeleton, &posture, m, f, s) / muscles.length[m][f] - 1;
        double heat = fmax(0, strain / muscles.reach[m][f]);
        hot = fmax(hot, heat), cool = fmin(cool, heat), longest = fmax(longest, strain);
        if (k == uh_figure_still(figure)) still = strain;
    }
    stretch->heat[m][s] = fmax(stretch->heat[m][s], hot);
    stretch->gain[m][s] = fmax(stretch->gain[m][s], hot - cool);
    stretch->work[m][s] = fmax(stretch->work[m][s], (longest - still) / muscles.reach[m][f]);
    stretch->shortened[m][s] = fmax(stretch->shortened[m][s], longest - still);
}

static void measure_stretch(struct stretch *stretch) {
    *stretch = (struct stretch){0};
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        for (int f = 0; f < uh_muscle_paths[m].fibre_count; f++)
            for (int s = 0; s < 2; s++) measure_fibre(stretch, m, f, s);
}

static bool is_target(int muscle) {
    return (figure->targets[0] | figure->targets[1]) >> muscle & 1;
}

// How many muscles of its side that are no targets come before this one. (An arm that pulls from
// the other side stretches its own chest, and is no matter here.)
static int ahead(double value[UH_MUSCLE_COUNT][2], int muscle, int side) {
    int count = 0;
    for (int m = 0; m < UH_MUSCLE_COUNT; m++)
        if (!is_target(m)) count += value[m][side] > value[muscle][side];
    return count;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

// The place of a target on its better side: of what is stretched, by the heat that it reaches or
// gains; of what works, by how far it shortens.
static int place_of(struct stretch *stretch, int muscle) {
    int best = UH_MUSCLE_COUNT;
    for (int s = 0; s < 2; s++) {
        if (!(figure->targets[s] >> muscle & 1)) continue;
        best = least(best, ahead(figure->work ? stretch->work : stretch->heat, muscle, s));
        best = least(best, ahead(figure->work ? stretch->shortened : stretch->gain, muscle, s));
    }
    return best + 1;
}

// Every target of a stretch is among the first three; of what works, the prime mover.
static void check_targets(const struct move *move) {
    struct stretch stretch;
    int first = UH_MUSCLE_COUNT;
    double most = 0;
    measure_stretch(&stretch);
    for (int m = 0; m < UH_MUSCLE_COUNT; m++) {
        if (!is_target(m)) continue;
        int place = place_of(&stretch, m), side = figure->targets[1] >> m & 1;
        double moved = figure->work ? stretch.work[m][side] : stretch.heat[m][side];
        printf("%-34s %-22s %8.2f %8d%s\n", move->id, uh_muscle_paths[m].id, moved, place,
               figure->work ? " works" : "");
        if (!figure->work)
            check(place <= PLACE_MAX, move, 0, uh_muscle_paths[m].id, -1, place, "th");
        first = least(first, place);
        most = fmax(most, moved);
    }
    check(first <= PLACE_MAX, move, 0, "no target is the prime mover", -1, first, "th");
    check(figure->work || !move->strength, move, 0, "strength without work", -1, 0, "");
    check(most >= .4, move, 0, "targets hardly move", -1, most, "of their reach");
}

// What a move says it is for is what its figure lights, whichever the side.
static void figures_light_the_declared_targets(void **state) {
    (void)state;
    for (int i = 0; i < move_count; i++) {
        if (moves[i].cardio || *moves[i].variant) continue;
        prepare(&moves[i]);
        if ((figure->targets[0] | figure->targets[1]) != moves[i].targets)
            fail_msg("%s: targets of the figure are not those of the move", moves[i].id);
    }
}

static void targets_are_what_the_pose_moves(void **state) {
    (void)state;
    complaints = 0;
    printf("%-57s %8s %8s\n", "targets", "heat", "place");
    for (int i = 0; i < move_count; i++) {
        if (moves[i].cardio || *moves[i].variant) continue;
        prepare(&moves[i]);
        check_targets(&moves[i]);
    }
    assert_int_equal(complaints, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_has_a_figure),
        cmocka_unit_test(bodies_behave_in_every_frame),
        cmocka_unit_test(stature_changes_no_contact),
        cmocka_unit_test(holds_begin_and_end_without_a_jump),
        cmocka_unit_test(the_other_side_is_the_mirror_image),
        cmocka_unit_test(figures_light_the_declared_targets),
        cmocka_unit_test(targets_are_what_the_pose_moves),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
