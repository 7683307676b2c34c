// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/plan.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;

static struct uh_request resolved(const struct uh_profile *profile, struct uh_request request) {
    struct uh_request out;
    assert_int_equal(uh_plan_resolve(catalog, profile, &request, &out), UH_OK);
    return out;
}

static void nothing_said_is_the_first_setting(void **state) {
    (void)state;
    struct uh_profile profile = uh_default_profile();
    struct uh_request r = resolved(&profile, uh_default_request());
    assert_int_equal(r.setting, 0);
    assert_string_equal(catalog->kinds[r.kind].id, catalog->settings[0].kind);
    assert_int_equal(r.minutes, catalog->kinds[r.kind].minutes);
    assert_int_equal(r.areas, 0);
    assert_int_equal(r.equipment, catalog->settings[0].equipment);
}

static void every_setting_brings_its_kind(void **state) {
    (void)state;
    struct uh_profile profile = uh_default_profile();
    for (int i = 0; i < catalog->setting_count; i++) {
        struct uh_request request = uh_default_request();
        request.setting = (int8_t)i;
        struct uh_request r = resolved(&profile, request);
        assert_string_equal(catalog->kinds[r.kind].id, catalog->settings[i].kind);
        request.kind = (int8_t)uh_catalog_kind(catalog, "morning");
        assert_int_equal(resolved(&profile, request).kind, request.kind);
    }
}

static void the_profile_fills_what_the_request_leaves(void **state) {
    (void)state;
    struct uh_profile profile = uh_default_profile();
    profile.setting = (int8_t)uh_catalog_setting(catalog, "gym");
    profile.stiffness[UH_AREA_MID] = 3;
    assert_int_equal(resolved(&profile, uh_default_request()).areas, 1 << UH_AREA_MID);
    profile.areas = 1 << UH_AREA_NECK;
    struct uh_request r = resolved(&profile, uh_default_request());
    assert_int_equal(r.setting, profile.setting);
    assert_int_equal(r.areas, 1 << UH_AREA_NECK);
    struct uh_request request = uh_default_request();
    request.areas = 1 << UH_AREA_CHEST;
    assert_int_equal(resolved(&profile, request).areas, 1 << UH_AREA_CHEST);
}

// One's own equipment counts where one usually is; elsewhere what is there does.
static void equipment_is_where_one_is(void **state) {
    (void)state;
    struct uh_profile profile = uh_default_profile();
    profile.equipment_said = true;
    profile.equipment = 1 << UH_EQUIPMENT_ROLLER;
    struct uh_request request = uh_default_request();
    assert_int_equal(resolved(&profile, request).equipment, 1 << UH_EQUIPMENT_ROLLER);
    request.setting = (int8_t)uh_catalog_setting(catalog, "car");
    assert_int_equal(resolved(&profile, request).equipment,
                     catalog->settings[request.setting].equipment);
    request.equipment_said = true;
    request.equipment = 0;
    assert_int_equal(resolved(&profile, request).equipment, 0);
}

static void what_is_out_of_range_is_refused(void **state) {
    (void)state;
    static const struct {
        int minutes, setting, kind;
        enum uh_result result;
    } cases[] = {
        {1, -1, -1, UH_OK},
        {60, -1, -1, UH_OK},
        {61, -1, -1, UH_OUT_OF_RANGE},
        {-1, -1, -1, UH_OUT_OF_RANGE},
        {10000, -1, -1, UH_OUT_OF_RANGE},
        {5, 100, -1, UH_OUT_OF_RANGE},
        {5, -1, 100, UH_OUT_OF_RANGE},
    };
    struct uh_profile profile = uh_default_profile();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct uh_request out, request = uh_default_request();
        request.minutes = (int16_t)cases[i].minutes;
        request.setting = (int8_t)cases[i].setting;
        request.kind = (int8_t)cases[i].kind;
        assert_int_equal(uh_plan_resolve(catalog, &profile, &request, &out), cases[i].result);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_is_the_first_setting),
        cmocka_unit_test(every_setting_brings_its_kind),
        cmocka_unit_test(the_profile_fills_what_the_request_leaves),
        cmocka_unit_test(equipment_is_where_one_is),
        cmocka_unit_test(what_is_out_of_range_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
