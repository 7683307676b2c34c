// SPDX-License-Identifier: Apache-2.0
// The fold of events: what the planner, the check-in and the next start are told.
#include "unhunch/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "events.h"

static const struct uh_move moves[] = {
    {.id = "chin-tuck", .areas = {[UH_AREA_NECK] = 3}},
    {.id = "shoulder-roll", .areas = {[UH_AREA_SHOULDERS] = 3}},
    {.id = "wall-angel", .areas = {[UH_AREA_UPPER] = 3, [UH_AREA_NECK] = 1}},
};
static const struct uh_move activities[] = {{.id = "walking"}};
static const struct uh_flag flags[] = {
    {.id = "chest-pain"},
    {.id = "numb-tingle-weak"},
    {.id = "sudden-headache"},
    {.id = "vision-speech-blackout"},
};
static const struct uh_catalog catalog = {
    .move_count = 3,
    .activity_count = 1,
    .flag_count = 4,
    .moves = moves,
    .activities = activities,
    .flags = flags,
};
enum { CHIN_TUCK, SHOULDER_ROLL, WALL_ANGEL, WALKING };
enum { CHEST_PAIN = 1, NUMB = 2, HEADACHE = 4, VISION = 8 };

static const int64_t HOUR = 3600000, DAY = 24 * 3600000LL;
static const int64_t NOON = 1790510400000; // 2026-09-27 12:00 UTC

static struct uh_event blank(enum uh_event_kind kind, int64_t at_ms) {
    struct uh_event event = {.kind = (uint8_t)kind, .at_ms = at_ms};
    event.pain = event.pain_area = -1;
    event.days = -1;
    memset(event.stiffness, -1, sizeof event.stiffness);
    return event;
}

static void add(struct uh_record *record, struct uh_event event) {
    uh_record_add(record, &catalog, &event);
}

static void add_move(struct uh_record *record, enum uh_event_kind kind, int64_t at_ms,
                     const char *move, int item) {
    struct uh_event event = blank(kind, at_ms);
    event.session[0] = 1;
    strcpy(event.move, move);
    event.item = (int16_t)item;
    event.seconds = 60;
    event.felt = kind == UH_EVENT_MOVE_HURT ? UH_FELT_SHARP : 0;
    add(record, event);
}

static void add_start(struct uh_record *record, int64_t at_ms, int items) {
    struct uh_event event = blank(UH_EVENT_SESSION_START, at_ms);
    event.id[0] = 1;
    event.item_count = (int16_t)items;
    add(record, event);
}

static void add_pain(struct uh_record *record, int64_t at_ms, int pain, int days) {
    struct uh_event event = blank(UH_EVENT_CHECK_IN, at_ms);
    event.pain = (int8_t)pain;
    event.days = (int16_t)days;
    add(record, event);
}

static void add_flags(struct uh_record *record, int64_t at_ms, int count, const char *flag) {
    struct uh_event event = blank(UH_EVENT_CHECK_IN, at_ms);
    event.flags_said = true;
    event.flag_count = (int8_t)count;
    if (count > 0) strcpy(event.flags[0], flag);
    add(record, event);
}

static struct uh_record begin(void) {
    struct uh_record record;
    uh_record_init(&record);
    return record;
}

static int days_of(const struct uh_record *record, int64_t now_ms) {
    return uh_record_check_in(record, now_ms).days;
}

static void nothing_happened_yet(void **state) {
    (void)state;
    struct uh_record record = begin();
    struct uh_history history;
    int16_t left[UH_PLAN_ITEM_MAX];
    uh_record_history(&record, NOON, &history);
    for (int i = 0; i < UH_MOVE_MAX; i++) {
        assert_int_equal(history.moves[i].days_since, -1);
        assert_int_equal(history.moves[i].skipped, 0);
        assert_false(uh_move_set_has(&history.hurt, i));
    }
    struct uh_check_in none = uh_default_check_in(), now = uh_record_check_in(&record, NOON);
    assert_int_equal(now.pain, none.pain);
    assert_int_equal(now.days, none.days);
    assert_memory_equal(now.stiffness, none.stiffness, sizeof none.stiffness);
    assert_int_equal(now.flags, 0);
    assert_int_equal(uh_record_left(&record, NOON, left), 0);
    assert_false(record.checked_in);
}

static void days_are_counted_by_the_persons_midnight(void **state) {
    (void)state;
    struct uh_history history;
    struct uh_record record = begin();
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "chin-tuck", 0);
    uh_record_history(&record, NOON + 11 * HOUR, &history);
    assert_int_equal(history.moves[CHIN_TUCK].days_since, 0);
    uh_record_history(&record, NOON + 12 * HOUR, &history);
    assert_int_equal(history.moves[CHIN_TUCK].days_since, 1);
    assert_int_equal(history.moves[WALL_ANGEL].days_since, -1);
    record.utc_offset_min = 120; // two hours nearer to midnight
    uh_record_history(&record, NOON + 10 * HOUR, &history);
    assert_int_equal(history.moves[CHIN_TUCK].days_since, 1);
    uh_record_history(&record, NOON - DAY, &history); // a clock set back
    assert_int_equal(history.moves[CHIN_TUCK].days_since, 0);
}

static void skips_count_among_the_last_five(void **state) {
    (void)state;
    struct uh_history history;
    struct uh_record record = begin();
    for (int i = 0; i < 9; i++) add_move(&record, UH_EVENT_MOVE_SKIPPED, NOON + i, "wall-angel", 0);
    uh_record_history(&record, NOON, &history);
    assert_int_equal(history.moves[WALL_ANGEL].skipped, 5);
    for (int i = 0; i < 3; i++) add_move(&record, UH_EVENT_MOVE_DONE, NOON + i, "wall-angel", 0);
    uh_record_history(&record, NOON, &history);
    assert_int_equal(history.moves[WALL_ANGEL].skipped, 2);
    assert_int_equal(history.moves[CHIN_TUCK].skipped, 0);
}

static void what_hurt_stays_out_until_allowed(void **state) {
    (void)state;
    struct uh_record record = begin();
    add_move(&record, UH_EVENT_MOVE_HURT, NOON, "chin-tuck", 0);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON + DAY, "chin-tuck", 0);
    assert_true(uh_move_set_has(&record.history.hurt, CHIN_TUCK));
    assert_false(uh_move_set_has(&record.history.hurt, WALL_ANGEL));
    add_move(&record, UH_EVENT_ALLOW, NOON + 2 * DAY, "chin-tuck", 0);
    assert_false(uh_move_set_has(&record.history.hurt, CHIN_TUCK));
}

static void nothing_bad_is_no_hurt(void **state) {
    (void)state;
    struct uh_record record = begin();
    int16_t left[UH_PLAN_ITEM_MAX];
    add_start(&record, NOON, 1);
    struct uh_event event = blank(UH_EVENT_MOVE_HURT, NOON);
    event.session[0] = 1;
    event.felt = UH_FELT_NOTHING;
    strcpy(event.move, "chin-tuck");
    add(&record, event);
    assert_false(uh_move_set_has(&record.history.hurt, CHIN_TUCK));
    assert_int_equal(uh_record_left(&record, NOON, left), 1);
}

static void alarming_feelings_raise_their_flags(void **state) {
    (void)state;
    static const struct {
        int felt;
        uint32_t flags;
    } cases[] = {
        {UH_FELT_NOTHING, 0},     {UH_FELT_STRONG_PULL, 0},           {UH_FELT_SHARP, 0},
        {UH_FELT_TINGLING, NUMB}, {UH_FELT_DIZZY, VISION | HEADACHE}, {UH_FELT_CHEST, CHEST_PAIN}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct uh_record record = begin();
        struct uh_event event = blank(UH_EVENT_MOVE_HURT, NOON);
        event.felt = (uint8_t)cases[i].felt;
        strcpy(event.move, "chin-tuck");
        add(&record, event);
        assert_int_equal(uh_record_check_in(&record, NOON + 100 * DAY).flags, cases[i].flags);
        assert_int_equal(record.checked_in, cases[i].flags != 0);
    }
}

static void flags_stay_until_none(void **state) {
    (void)state;
    struct uh_record record = begin();
    add_flags(&record, NOON, 1, "chest-pain");
    add_flags(&record, NOON + DAY, 1, "numb-tingle-weak");
    add_pain(&record, NOON + 40 * DAY, 2, -1);
    assert_int_equal(uh_record_check_in(&record, NOON + 90 * DAY).flags, CHEST_PAIN | NUMB);
    add_flags(&record, NOON + 91 * DAY, 0, NULL);
    assert_int_equal(uh_record_check_in(&record, NOON + 91 * DAY).flags, 0);
}

static void pain_is_known_for_three_days_unless_severe(void **state) {
    (void)state;
    struct uh_record record = begin();
    add_pain(&record, NOON, 6, -1);
    assert_int_equal(uh_record_check_in(&record, NOON + 3 * DAY).pain, 6);
    assert_int_equal(uh_record_check_in(&record, NOON + 3 * DAY + 1).pain, -1);
    assert_int_equal(days_of(&record, NOON + 3 * DAY + 1), -1);
    add_pain(&record, NOON + 4 * DAY, 7, -1);
    assert_int_equal(uh_record_check_in(&record, NOON + 300 * DAY).pain, 7);
    add_pain(&record, NOON + 301 * DAY, 0, -1);
    assert_int_equal(uh_record_check_in(&record, NOON + 301 * DAY).pain, 0);
    assert_int_equal(days_of(&record, NOON + 301 * DAY), -1);
}

static void days_of_pain_count_on(void **state) {
    (void)state;
    struct uh_record record = begin();
    add_pain(&record, NOON, 5, 2);
    assert_int_equal(days_of(&record, NOON), 2);
    assert_int_equal(days_of(&record, NOON + 2 * DAY), 4);
    add_pain(&record, NOON + 3 * DAY, 4, -1); // one point is no better
    assert_int_equal(days_of(&record, NOON + 3 * DAY), 5);
    add_pain(&record, NOON + 4 * DAY, 8, -1); // worse
    assert_int_equal(days_of(&record, NOON + 4 * DAY), 6);
    add_pain(&record, NOON + 5 * DAY, 6, -1); // still no better than when it began
    assert_int_equal(days_of(&record, NOON + 5 * DAY), 7);
    add_pain(&record, NOON + 6 * DAY, 3, -1); // eased
    assert_int_equal(days_of(&record, NOON + 6 * DAY), 0);
    add_pain(&record, NOON + 8 * DAY, 3, -1);
    assert_int_equal(days_of(&record, NOON + 8 * DAY), 2);
}

static void pain_that_went_begins_anew(void **state) {
    (void)state;
    struct uh_record record = begin();
    add_pain(&record, NOON, 5, -1);
    add_pain(&record, NOON + 2 * DAY, 0, -1);
    add_pain(&record, NOON + 5 * DAY, 5, -1);
    assert_int_equal(days_of(&record, NOON + 6 * DAY), 1);
    struct uh_record quiet = begin();
    add_pain(&quiet, NOON, 5, -1);
    add_pain(&quiet, NOON + 14 * DAY, 5, -1); // said within two weeks: the same pain
    assert_int_equal(days_of(&quiet, NOON + 14 * DAY), 14);
    add_pain(&quiet, NOON + 29 * DAY, 5, -1);
    assert_int_equal(days_of(&quiet, NOON + 29 * DAY), 0);
}

static void days_alone_correct_the_count(void **state) {
    (void)state;
    struct uh_record record = begin();
    add_pain(&record, NOON, 5, -1);
    add_pain(&record, NOON + HOUR, -1, 9);
    assert_int_equal(days_of(&record, NOON + HOUR), 9);
    assert_int_equal(uh_record_check_in(&record, NOON).pain, 5);
}

static void stiffness_is_kept_by_area_and_fades(void **state) {
    (void)state;
    struct uh_record record = begin();
    struct uh_event event = blank(UH_EVENT_CHECK_IN, NOON);
    event.stiffness[UH_AREA_NECK] = 6;
    add(&record, event);
    event = blank(UH_EVENT_CHECK_IN, NOON + 2 * DAY);
    event.stiffness[UH_AREA_UPPER] = 4;
    add(&record, event);
    struct uh_check_in now = uh_record_check_in(&record, NOON + 3 * DAY);
    assert_int_equal(now.stiffness[UH_AREA_NECK], 6);
    assert_int_equal(now.stiffness[UH_AREA_UPPER], 4);
    assert_int_equal(now.stiffness[UH_AREA_MID], -1);
    now = uh_record_check_in(&record, NOON + 4 * DAY);
    assert_int_equal(now.stiffness[UH_AREA_NECK], -1);
    assert_int_equal(now.stiffness[UH_AREA_UPPER], 4);
}

static void recovery_is_withdrawn_by_pain_flags_and_time(void **state) {
    (void)state;
    struct uh_event met = blank(UH_EVENT_CHECK_IN, NOON);
    met.recovered = true;
    struct uh_record record = begin();
    add(&record, met);
    assert_true(uh_record_check_in(&record, NOON + 30 * DAY).recovered);
    assert_false(uh_record_check_in(&record, NOON + 30 * DAY + 1).recovered);
    struct uh_record painful = record, flagged = record;
    add_pain(&painful, NOON + DAY, 6, -1);
    assert_true(uh_record_check_in(&painful, NOON + DAY).recovered);
    add_pain(&painful, NOON + DAY, 7, -1);
    assert_false(uh_record_check_in(&painful, NOON + DAY).recovered);
    add_flags(&flagged, NOON + DAY, 1, "chest-pain");
    assert_false(uh_record_check_in(&flagged, NOON + DAY).recovered);
}

static void an_unfinished_session_can_be_taken_up(void **state) {
    (void)state;
    int16_t left[UH_PLAN_ITEM_MAX];
    struct uh_record record = begin();
    add_start(&record, NOON, 4);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON + HOUR, "chin-tuck", 0);
    add_move(&record, UH_EVENT_MOVE_HURT, NOON + HOUR, "wall-angel", 2);
    assert_int_equal(uh_record_left(&record, NOON + 13 * HOUR, left), 2);
    assert_int_equal(left[0], 1);
    assert_int_equal(left[1], 3);
    assert_int_equal(uh_record_left(&record, NOON + 13 * HOUR + 1, left), 0);
    struct uh_event other = blank(UH_EVENT_SESSION_END, NOON + 2 * HOUR);
    other.session[0] = 9;
    add(&record, other);
    assert_true(record.open);
    other.session[0] = 1;
    add(&record, other);
    assert_false(record.open);
    assert_int_equal(uh_record_left(&record, NOON + 2 * HOUR, left), 0);
}

static void a_new_session_replaces_the_open_one(void **state) {
    (void)state;
    int16_t left[UH_PLAN_ITEM_MAX];
    struct uh_record record = begin();
    add_start(&record, NOON, 4);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "chin-tuck", 0);
    add_start(&record, NOON + HOUR, 3);
    assert_int_equal(uh_record_left(&record, NOON + HOUR, left), 3);
}

static void totals_count_sessions_with_a_move_done(void **state) {
    (void)state;
    struct uh_record record = begin();
    struct uh_history history;
    add_start(&record, NOON, 2);
    assert_int_equal(record.sessions, 0);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "chin-tuck", 0);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "wall-angel", 1);
    add_move(&record, UH_EVENT_MOVE_SKIPPED, NOON, "walking", 1);
    uh_record_history(&record, NOON, &history);
    assert_int_equal(history.sessions, 1);
    assert_int_equal(record.moves_done, 2);
    assert_int_equal(record.seconds_done, 120);
}

static void what_followed_is_credited_to_the_moves_for_the_area(void **state) {
    (void)state;
    struct uh_history history;
    struct uh_record record = begin();
    struct uh_event before = blank(UH_EVENT_CHECK_IN, NOON);
    before.stiffness[UH_AREA_NECK] = 6;
    add(&record, before);
    add_start(&record, NOON, 2);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "chin-tuck", 0);
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "shoulder-roll", 1);
    struct uh_event after = blank(UH_EVENT_CHECK_IN, NOON + HOUR);
    after.session[0] = 1;
    after.stiffness[UH_AREA_NECK] = 3;
    add(&record, after);
    uh_record_history(&record, NOON, &history);
    assert_int_equal(history.moves[CHIN_TUCK].helped, -30);
    assert_int_equal(history.moves[SHOULDER_ROLL].helped, 0);
    assert_int_equal(history.moves[WALL_ANGEL].helped, 0);
}

static void strangers_change_nothing_but_totals(void **state) {
    (void)state;
    struct uh_record record = begin(), untouched = begin();
    add_move(&record, UH_EVENT_MOVE_DONE, NOON, "hover-stretch", 0);
    add_move(&record, UH_EVENT_MOVE_SKIPPED, NOON, "hover-stretch", 0);
    add_move(&record, UH_EVENT_MOVE_HURT, NOON, "hover-stretch", 0);
    add_move(&record, UH_EVENT_ALLOW, NOON, "hover-stretch", 0);
    add_flags(&record, NOON, 1, "itchy-elbow");
    assert_memory_equal(&record.history, &untouched.history, sizeof record.history);
    assert_memory_equal(record.outcomes, untouched.outcomes, sizeof record.outcomes);
    assert_int_equal(record.check_in.flags, 0);
    assert_int_equal(record.moves_done, 1);
}

// Whatever comes in, what goes out is within what the planner and the gate take.
static void random_events_leave_sane_answers(void **state) {
    (void)state;
    uint64_t seed = 20261120;
    struct uh_record record = begin();
    static const char *const names[] = {"chin-tuck", "shoulder-roll", "wall-angel", "walking"};
    for (int i = 0; i < 20000; i++) {
        struct uh_event event = any_event(&seed);
        if (any_of(&seed, 3) == 0) strcpy(event.move, names[any_of(&seed, 4)]);
        uh_record_add(&record, &catalog, &event);
        if (i % 50 != 0) continue;
        struct uh_history history;
        int16_t left[UH_PLAN_ITEM_MAX];
        int64_t now_ms = (int64_t)(any(&seed) % 253402300800000u);
        struct uh_check_in now = uh_record_check_in(&record, now_ms);
        uh_record_history(&record, now_ms, &history);
        assert_in_range(now.pain + 1, 0, 11);
        assert_true(now.pain > 0 ? now.days >= 0 : now.days == -1);
        assert_in_range(uh_record_left(&record, now_ms, left), 0, UH_PLAN_ITEM_MAX);
        for (int move = 0; move < 4; move++) {
            assert_in_range(history.moves[move].skipped, 0, 5);
            assert_true(history.moves[move].days_since >= -1);
            assert_in_range(history.moves[move].helped + 100, 0, 200);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_happened_yet),
        cmocka_unit_test(days_are_counted_by_the_persons_midnight),
        cmocka_unit_test(skips_count_among_the_last_five),
        cmocka_unit_test(what_hurt_stays_out_until_allowed),
        cmocka_unit_test(nothing_bad_is_no_hurt),
        cmocka_unit_test(alarming_feelings_raise_their_flags),
        cmocka_unit_test(flags_stay_until_none),
        cmocka_unit_test(pain_is_known_for_three_days_unless_severe),
        cmocka_unit_test(days_of_pain_count_on),
        cmocka_unit_test(pain_that_went_begins_anew),
        cmocka_unit_test(days_alone_correct_the_count),
        cmocka_unit_test(stiffness_is_kept_by_area_and_fades),
        cmocka_unit_test(recovery_is_withdrawn_by_pain_flags_and_time),
        cmocka_unit_test(an_unfinished_session_can_be_taken_up),
        cmocka_unit_test(a_new_session_replaces_the_open_one),
        cmocka_unit_test(totals_count_sessions_with_a_move_done),
        cmocka_unit_test(what_followed_is_credited_to_the_moves_for_the_area),
        cmocka_unit_test(strangers_change_nothing_but_totals),
        cmocka_unit_test(random_events_leave_sane_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
