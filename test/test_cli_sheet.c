// SPDX-License-Identifier: Apache-2.0
// The words of a sheet, and what it says of a plan: proof, what was left out, what stops it.
#include "../cli/sheet.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static char written[16384];

static const char *areas(uint32_t bits) {
    static char room[128];
    struct uh_text text = uh_text_in(room, sizeof room);
    sheet_areas(bits, &text);
    return room;
}

static const char *clock_of(int seconds) {
    static char room[16];
    struct uh_text text = uh_text_in(room, sizeof room);
    sheet_clock(seconds, &text);
    return room;
}

static void names_areas_in_few_words(void **state) {
    (void)state;
    const uint32_t back = 1 << UH_AREA_UPPER | 1 << UH_AREA_MID | 1 << UH_AREA_LOWER;
    assert_string_equal(areas(0), "");
    assert_string_equal(areas(1 << UH_AREA_NECK | 1 << UH_AREA_UPPER), "neck, upper back");
    assert_string_equal(areas(back), "whole back");
    assert_string_equal(areas(back | 1 << UH_AREA_NECK), "neck, whole back");
}

static void tells_times(void **state) {
    (void)state;
    assert_string_equal(clock_of(0), "0:00");
    assert_string_equal(clock_of(48), "0:48");
    assert_string_equal(clock_of(725), "12:05");
}

static void drops_articles(void **state) {
    (void)state;
    char room[64];
    struct uh_text text = uh_text_in(room, sizeof room);
    sheet_words(&uh_equipment_words, 1 << UH_EQUIPMENT_CHAIR | 1 << UH_EQUIPMENT_DUMBBELL, &text);
    assert_string_equal(room, "sturdy chair, dumbbells");
}

// A plan of one move for the neck.
static struct uh_plan small_plan(void) {
    struct uh_plan plan = {
        .request = {.areas = 1 << UH_AREA_NECK, .minutes = 5},
        .objective = 1000,
        .bound = 1000,
        .seconds = 48,
        .item_count = 1,
        .verdict_count = uh_builtin_catalog.move_count,
    };
    plan.items[0] = (struct uh_plan_item){
        .move = (int16_t)uh_catalog_move(&uh_builtin_catalog, "chin-tuck"),
        .phase = UH_PHASE_STRENGTH,
        .position = UH_POSITION_SITTING,
        .directions = 1,
        .reps = 10,
        .hold_s = 3,
        .sets = 1,
        .seconds = 48,
        .areas = 1 << UH_AREA_NECK,
    };
    return plan;
}

static const char *printed(const struct uh_plan *plan, const struct uh_profile *profile) {
    memset(written, 0, sizeof written);
    struct page page = {.out = fmemopen(written, sizeof written, "w"), .width = 80};
    struct uh_check_in check_in = uh_default_check_in();
    struct sheet sheet = {.catalog = &uh_builtin_catalog,
                          .profile = profile,
                          .check_in = &check_in,
                          .plan = plan,
                          .program = "unhunch",
                          .asked = " --for neck"};
    sheet_print(&page, &sheet);
    sheet_print_why(&page, &sheet);
    fclose(page.out);
    return written;
}

static void says(const char *page, const char *words) {
    if (!page)
        fail_msg("no page");
    else if (!strstr(page, words))
        fail_msg("no \"%s\" in\n%s", words, page);
}

static void says_how_sure_it_is(void **state) {
    (void)state;
    struct uh_profile profile = uh_default_profile();
    profile.stiffness[UH_AREA_NECK] = 6;
    struct uh_plan plan = small_plan();
    const char *page = printed(&plan, &profile);
    says(page, "1 min   1 move");
    says(page, "1  Chin tuck");
    says(page, "For neck 6. Proven best.\n");
    says(page, "unhunch go --for neck");
    plan.proof = UH_BOUNDED;
    plan.bound = 1025;
    says(printed(&plan, &profile), "Within 2.5 % of the best.");
}

static void says_what_was_left_out(void **state) {
    (void)state;
    struct uh_profile profile = uh_default_profile();
    struct uh_plan plan = small_plan();
    int condition = uh_catalog_condition(&uh_builtin_catalog, "wrist-pain");
    plan.verdicts[0] = plan.verdicts[2] =
        (struct uh_verdict){.withheld = UH_WITHHELD_CONDITION, .by = (int8_t)condition};
    plan.verdicts[1] = (struct uh_verdict){.withheld = UH_WITHHELD_HURT};
    plan.verdicts[3] =
        (struct uh_verdict){.withheld = UH_WITHHELD_EQUIPMENT, .by = UH_EQUIPMENT_BAND};
    const char *page = printed(&plan, &profile);
    says(page, "Left out: 2 for wrist pain, 1 that hurt, 1 that");
    says(page, "Why not the others");
    says(page, "needs a resistance band");
    says(page, uh_builtin_catalog.moves[3].name);
}

static void a_stop_says_whom_to_see(void **state) {
    (void)state;
    memset(written, 0, sizeof written);
    struct page page = {.out = fmemopen(written, sizeof written, "w"), .width = 80};
    struct uh_gate gate = {.verdict = UH_GATE_STOP,
                           .urgency = UH_URGENCY_EMERGENCY,
                           .advice = "Call now.",
                           .basis = "a study"};
    sheet_print_stop(&page, &gate, "unhunch");
    fclose(page.out);
    says(written, "No session now: emergency care now.");
    says(written, "Call now.");
    says(written, "a study");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_areas_in_few_words), cmocka_unit_test(tells_times),
        cmocka_unit_test(drops_articles),           cmocka_unit_test(says_how_sure_it_is),
        cmocka_unit_test(says_what_was_left_out),   cmocka_unit_test(a_stop_says_whom_to_see),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
