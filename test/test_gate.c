// SPDX-License-Identifier: Apache-2.0
// May there be a session: every way to stop it, which reason comes first, and where each begins.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/safety.h"

static const struct uh_catalog *const catalog = &uh_builtin_catalog;

static struct uh_gate gate(uint32_t conditions, struct uh_check_in now) {
    struct uh_profile profile = uh_default_profile();
    profile.conditions = conditions;
    return uh_safety_gate(catalog, &profile, &now);
}

static struct uh_gate gate_of_pain(int pain, int days) {
    struct uh_check_in now = uh_default_check_in();
    now.pain = (int8_t)pain;
    now.days = (int16_t)days;
    return gate(0, now);
}

static uint32_t flag(const char *id) {
    int index = uh_catalog_flag(catalog, id);
    assert_true(index >= 0);
    return UINT32_C(1) << index;
}

static uint32_t condition(const char *id) {
    int index = uh_catalog_condition(catalog, id);
    assert_true(index >= 0);
    return UINT32_C(1) << index;
}

static void nothing_said_may_go(void **state) {
    (void)state;
    struct uh_gate open = gate(0, uh_default_check_in());
    assert_int_equal(open.verdict, UH_GATE_GO);
    assert_null(open.flag);
    assert_null(open.advice);
}

static void every_flag_stops_with_its_own_advice(void **state) {
    (void)state;
    for (int i = 0; i < catalog->flag_count; i++) {
        struct uh_check_in now = uh_default_check_in();
        now.flags = UINT32_C(1) << i;
        struct uh_gate stopped = gate(0, now);
        assert_int_equal(stopped.verdict, UH_GATE_STOP);
        assert_string_equal(stopped.flag, catalog->flags[i].id);
        assert_int_equal(stopped.urgency, catalog->flags[i].urgency);
        assert_string_equal(stopped.advice, catalog->flags[i].advice);
        assert_string_equal(stopped.basis, catalog->flags[i].basis);
    }
}

static void emergencies_come_first(void **state) {
    (void)state;
    struct uh_check_in now = uh_default_check_in();
    now.flags = flag("night-pain") | flag("chest-pain");
    now.pain = 9;
    struct uh_gate stopped = gate(condition("recent-surgery-or-acute-injury"), now);
    assert_string_equal(stopped.flag, "chest-pain");
    assert_int_equal(stopped.urgency, UH_URGENCY_EMERGENCY);
    now.flags = flag("night-pain");
    assert_string_equal(gate(condition("recent-surgery-or-acute-injury"), now).flag, "night-pain");
}

static void an_injury_waits_for_the_return_gate(void **state) {
    (void)state;
    struct uh_check_in now = uh_default_check_in();
    uint32_t injury = condition("recent-surgery-or-acute-injury");
    struct uh_gate stopped = gate(injury, now);
    assert_int_equal(stopped.verdict, UH_GATE_STOP);
    assert_string_equal(stopped.flag, "return-gate");
    assert_int_equal(stopped.urgency, UH_URGENCY_DOCTOR);
    assert_non_null(stopped.advice);
    now.recovered = true;
    assert_int_equal(gate(injury, now).verdict, UH_GATE_GO);
    assert_int_equal(gate(condition("wrist-pain"), uh_default_check_in()).verdict, UH_GATE_GO);
}

static void strong_pain_stops(void **state) {
    (void)state;
    assert_string_equal(gate_of_pain(7, -1).flag, "severe-pain");
    assert_string_equal(gate_of_pain(10, 9).flag, "severe-pain");
    assert_int_equal(gate_of_pain(7, -1).verdict, UH_GATE_STOP);
    assert_int_equal(gate_of_pain(7, -1).urgency, UH_URGENCY_DOCTOR);
}

static void lasting_or_marked_pain_is_met_gently(void **state) {
    (void)state;
    struct uh_gate lasting = gate_of_pain(1, 4);
    assert_int_equal(lasting.verdict, UH_GATE_GENTLE);
    assert_string_equal(lasting.flag, "lasting-pain");
    assert_int_equal(gate_of_pain(1, 3).verdict, UH_GATE_GO);
    assert_int_equal(gate_of_pain(0, 30).verdict, UH_GATE_GO);
    assert_int_equal(gate_of_pain(-1, 30).verdict, UH_GATE_GO);
    assert_int_equal(gate_of_pain(6, 0).verdict, UH_GATE_GENTLE);
    assert_int_equal(gate_of_pain(4, -1).verdict, UH_GATE_GENTLE);
    assert_null(gate_of_pain(4, -1).flag);
    assert_non_null(gate_of_pain(4, -1).advice);
    assert_int_equal(gate_of_pain(3, -1).verdict, UH_GATE_GO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_may_go),
        cmocka_unit_test(every_flag_stops_with_its_own_advice),
        cmocka_unit_test(emergencies_come_first),
        cmocka_unit_test(an_injury_waits_for_the_return_gate),
        cmocka_unit_test(strong_pain_stops),
        cmocka_unit_test(lasting_or_marked_pain_is_met_gently),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
