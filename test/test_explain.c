// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "unhunch/plan.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static char room[200];

static const char *dose(struct uh_plan_item item) {
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_plan_dose_text(&item, &text);
    return room;
}

static const char *why(const char *move, uint8_t areas, uint8_t reasons) {
    struct uh_plan_item item = {
        .move = (int16_t)uh_catalog_move(catalog, move), .areas = areas, .why = reasons};
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_plan_explain(catalog, &item, &text);
    return room;
}

static void doses_in_words(void **state) {
    (void)state;
    static const struct {
        struct uh_plan_item item;
        const char *words;
    } cases[] = {
        {{.phase = UH_PHASE_WARMUP, .sets = 1, .reps = 1, .seconds = 300}, "5 min"},
        {{.phase = UH_PHASE_STATIC, .sets = 1, .reps = 1, .hold_s = 30}, "30 s"},
        {{.phase = UH_PHASE_STATIC, .sets = 2, .reps = 1, .hold_s = 30, .sides = UH_SIDES_EACH},
         "2 x 30 s, each side"},
        {{.phase = UH_PHASE_MOBILITY, .sets = 1, .reps = 8}, "8 slow"},
        {{.phase = UH_PHASE_MOBILITY, .sets = 1, .reps = 8, .directions = 2}, "8 slow, each way"},
        {{.phase = UH_PHASE_STRENGTH, .sets = 3, .reps = 10, .hold_s = 5}, "3 x 10 x 5 s"},
        {{.phase = UH_PHASE_STRENGTH, .sets = 1, .reps = 10, .hold_s = 1}, "10 slow"},
        {{.phase = UH_PHASE_MOBILITY, .sets = 1, .reps = 1, .set_seconds = 18}, "18 s"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(dose(cases[i].item), cases[i].words);
}

static void reasons_in_words(void **state) {
    (void)state;
    const uint8_t neck = 1 << UH_AREA_NECK, upper = 1 << UH_AREA_UPPER;
    assert_string_equal(why("chin-tuck", neck | upper, 0), "neck, upper back");
    assert_string_equal(why("chin-tuck", upper, UH_WHY_FRESH), "upper back; not done lately");
    assert_string_equal(why("chin-tuck", neck, UH_WHY_PREPARES | UH_WHY_LIKED),
                        "neck; loosens what strength work needs; you like it");
    assert_string_equal(why("walking", 0, UH_WHY_WARMS_UP), "warms you up");
    assert_string_equal(why("chin-tuck", 0, 0), "");
}

static void words_are_cut_to_the_room(void **state) {
    (void)state;
    char small[8];
    struct uh_plan_item item = {
        .phase = UH_PHASE_STATIC, .sets = 2, .reps = 1, .hold_s = 30, .sides = UH_SIDES_EACH};
    struct uh_text text = uh_text_in(small, sizeof small);
    uh_plan_dose_text(&item, &text);
    assert_true(text.overflow);
    assert_string_equal(small, "2 x 30 ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doses_in_words),
        cmocka_unit_test(reasons_in_words),
        cmocka_unit_test(words_are_cut_to_the_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
