// SPDX-License-Identifier: Apache-2.0
// Thirty fixed requests and their plans as text, so that a change to data or model shows what it
// changes. To accept what is now planned: UNHUNCH_WRITE_GOLDEN=1 build/.../test_plan_golden
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/plan.h"

#define GOLDEN SOURCE_DIR "/test/golden/plans.txt"
#define A(area) (1 << UH_AREA_##area)
#define CANNOT(demand) (UINT32_C(1) << UH_DEMAND_##demand)

static const struct uh_catalog *const catalog = &uh_builtin_catalog;

static const struct golden {
    const char *setting, *kind; // NULL: not said
    int minutes, areas;
    const char *condition;
    uint32_t cannot;
    int pain;
    const char *likes, *dislikes;
    int experience;
} requests[] = {
    {.setting = "desk", .minutes = 1},
    {.setting = "desk", .minutes = 2, .areas = A(NECK)},
    {.setting = "desk", .minutes = 5},
    {.setting = "desk", .minutes = 10, .areas = A(NECK) | A(UPPER)},
    {.setting = "desk", .minutes = 15, .areas = A(SHOULDERS) | A(CHEST), .experience = 1},
    {.setting = "home", .minutes = 10},
    {.setting = "home", .minutes = 10, .areas = A(NECK), .condition = "cervical-radiculopathy"},
    {.setting = "home", .minutes = 10, .condition = "wrist-pain"},
    {.setting = "home", .minutes = 12, .condition = "osteoporosis-or-vertebral-fracture"},
    {.setting = "home", .minutes = 12, .condition = "pregnancy-after-first-trimester"},
    {.setting = "home", .minutes = 12, .condition = "hypermobility"},
    {.setting = "home", .minutes = 12, .condition = "shoulder-impingement-overhead"},
    {.setting = "home", .minutes = 12, .condition = "vertigo-bppv"},
    {.setting = "home", .minutes = 12, .condition = "glaucoma-or-uncontrolled-hypertension"},
    {.setting = "home", .minutes = 15, .cannot = CANNOT(FLOOR)},
    {.setting = "home", .minutes = 15, .cannot = CANNOT(KNEEL) | CANNOT(ARMS_OVERHEAD)},
    {.setting = "home", .minutes = 10, .pain = 5},
    {.setting = "home", .minutes = 10, .pain = 8},
    {.setting = "home", .minutes = 10, .likes = "cat-cow", .dislikes = "childs-pose"},
    {.setting = "home", .kind = "full", .minutes = 20},
    {.setting = "home", .kind = "morning"},
    {.setting = "home", .kind = "cooldown", .areas = A(CHEST) | A(SHOULDERS)},
    {.setting = "gym", .minutes = 30, .experience = 1},
    {.setting = "gym", .minutes = 45, .areas = A(UPPER) | A(MID), .experience = 1},
    {.setting = "gym", .kind = "warmup", .experience = 1},
    {.setting = "gym", .kind = "relief", .minutes = 20, .areas = A(MID) | A(LOWER)},
    {.setting = "car"},
    {.setting = "car", .minutes = 3, .areas = A(UPPER)},
    {.setting = "bed"},
    {.setting = "bed", .minutes = 20, .areas = A(LOWER)},
};

struct asked {
    struct uh_profile profile;
    struct uh_check_in check_in;
    struct uh_person person;
    struct uh_request request;
};

static void fill(const struct golden *g, struct asked *asked) {
    asked->profile = uh_default_profile();
    asked->check_in = uh_default_check_in();
    asked->request = uh_default_request();
    asked->person = (struct uh_person){.profile = &asked->profile, .check_in = &asked->check_in};
    asked->request.setting = (int8_t)uh_catalog_setting(catalog, g->setting);
    if (g->kind != NULL) asked->request.kind = (int8_t)uh_catalog_kind(catalog, g->kind);
    asked->request.minutes = (int16_t)g->minutes;
    asked->request.areas = (uint8_t)g->areas;
    asked->profile.cannot = g->cannot;
    asked->profile.experience = (uint8_t)g->experience;
    if (g->condition != NULL)
        asked->profile.conditions = UINT32_C(1) << uh_catalog_condition(catalog, g->condition);
    if (g->likes != NULL)
        uh_move_set_add(&asked->profile.likes, uh_catalog_move(catalog, g->likes));
    if (g->dislikes != NULL)
        uh_move_set_add(&asked->profile.dislikes, uh_catalog_move(catalog, g->dislikes));
    if (g->pain > 0) asked->check_in.pain = (int8_t)g->pain;
}

static void print_head(FILE *out, const struct golden *g, const struct uh_plan *plan) {
    fprintf(out, "at %s, %s, %d min", g->setting, catalog->kinds[plan->request.kind].id,
            plan->request.minutes);
    for (int a = 0, first = 1; a < UH_AREA_COUNT; a++) {
        if (!(g->areas >> a & 1)) continue;
        fprintf(out, "%s%s", first ? ", for " : " and ", uh_area_words.words[a].word);
        first = 0;
    }
    for (int d = 0; d < UH_DEMAND_COUNT; d++)
        if (g->cannot >> d & 1) fprintf(out, ", cannot %s", uh_demand_words.words[d].word);
    if (g->condition != NULL) fprintf(out, ", %s", g->condition);
    if (g->pain > 0) fprintf(out, ", pain %d", g->pain);
    if (g->likes != NULL) fprintf(out, ", likes %s", g->likes);
    if (g->dislikes != NULL) fprintf(out, ", dislikes %s", g->dislikes);
    if (g->experience == UH_EXPERIENCE_REGULAR) fprintf(out, ", used to it");
    fprintf(out, "\n  objective %lld, %s, %d:%02d\n", (long long)plan->objective,
            plan->proof == UH_PROVEN ? "proven" : "bounded", plan->seconds / 60,
            plan->seconds % 60);
    if (plan->gate.verdict == UH_GATE_STOP) fprintf(out, "  stopped: %s\n", plan->gate.flag);
}

static void print_plan(FILE *out, const struct golden *g, const struct uh_plan *plan) {
    print_head(out, g, plan);
    for (int i = 0; i < plan->item_count; i++) {
        const struct uh_plan_item *item = &plan->items[i];
        char room[80];
        struct uh_text dose = uh_text_in(room, sizeof room);
        uh_plan_dose_text(item, &dose);
        fprintf(out, "  %2d:%02d %-8s %-12s %s: %s%s\n", item->start_s / 60, item->start_s % 60,
                uh_phase_words.words[item->phase].word,
                uh_position_words.words[item->position].word,
                uh_catalog_at(catalog, item->move)->id, room,
                item->modified_by != 0 ? " (changed)" : "");
    }
    fprintf(out, "\n");
}

static char *plans_as_text(void) {
    static struct uh_plan plan;
    struct uh_arena arena = {.size = uh_plan_memory(catalog)};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    arena.base = malloc(arena.size);
    assert_non_null(out);
    assert_non_null(arena.base);
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        struct asked asked;
        fill(&requests[i], &asked);
        assert_int_equal(uh_plan_session(catalog, &asked.person, &asked.request, &arena, &plan),
                         UH_OK);
        print_plan(out, &requests[i], &plan);
    }
    fclose(out);
    free(arena.base);
    return text;
}

static void write_golden(const char *text) {
    FILE *file = fopen(GOLDEN, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static char *read_golden(void) {
    enum { ROOM = 1 << 16 };
    char *text = calloc(1, ROOM);
    FILE *file = fopen(GOLDEN, "r");
    assert_non_null(text);
    assert_non_null(file);
    assert_true(fread(text, 1, ROOM - 1, file) > 0);
    fclose(file);
    return text;
}

static void plans_are_as_they_were(void **state) {
    (void)state;
    char *now = plans_as_text();
    if (getenv("UNHUNCH_WRITE_GOLDEN") != NULL) write_golden(now);
    char *then = read_golden();
    size_t same = 0, line = 0;
    while (now[same] != 0 && now[same] == then[same]) line = now[same++] == '\n' ? same : line;
    if (now[same] != then[same]) {
        print_message("plans.txt says: %.*s\nnow it is:      %.*s\n",
                      (int)strcspn(then + line, "\n"), then + line, (int)strcspn(now + line, "\n"),
                      now + line);
        print_message("If that is meant: UNHUNCH_WRITE_GOLDEN=1 test_plan_golden\n");
    }
    assert_true(now[same] == then[same]);
    free(then);
    free(now);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(plans_are_as_they_were)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
