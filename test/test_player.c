// SPDX-License-Identifier: Apache-2.0
// The player: every state with every event, what is recorded, and properties under random keys.
#include "unhunch/player.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const steps[] = {"Sit tall."};
static const struct uh_stance stances[] = {{UH_POSITION_SITTING, 0}};

#define MOVE(ID, KIND, SIDES, DIRECTIONS, TEMPO, ...)                                              \
    {                                                                                              \
        .id = ID, .name = ID, .kind = UH_KIND_##KIND, .sides = UH_SIDES_##SIDES,                   \
        .directions = DIRECTIONS, .tempo_s = TEMPO, .family = ID, .areas = __VA_ARGS__,            \
        .step_count = 1, .steps = steps, .stance_count = 1, .stances = stances, .say = "Say " ID,  \
        .breath = "Breathe."                                                                       \
    }

static const struct uh_move moves[] = {
    MOVE("circle", MOBILITY, BOTH, 2, 3, {[UH_AREA_SHOULDERS] = 3}),
    MOVE("hold", STATIC, EACH, 1, 0, {[UH_AREA_NECK] = 3}),
    MOVE("press", STRENGTH, BOTH, 1, 2, {[UH_AREA_UPPER] = 3}),
    MOVE("turn", MOBILITY, EACH, 1, 4, {[UH_AREA_NECK] = 3}),
};
static const struct uh_move activities[] = {
    MOVE("walk", CARDIO, BOTH, 1, 0, {[UH_AREA_UPPER] = 1}),
};
static const struct uh_flag flags[] = {
    {"sudden-headache", UH_URGENCY_EMERGENCY, "?", "Call now (headache).", "b"},
    {"chest-pain", UH_URGENCY_EMERGENCY, "?", "Call now (chest).", "b"},
    {"vision-speech-blackout", UH_URGENCY_EMERGENCY, "?", "Call now (vision).", "b"},
    {"numb-tingle-weak", UH_URGENCY_DOCTOR, "?", "See a doctor (tingling).", "b"},
};
static const struct uh_catalog catalog = {
    .move_count = 4,
    .activity_count = 1,
    .flag_count = 4,
    .moves = moves,
    .activities = activities,
    .flags = flags,
};

enum { CIRCLE, HOLD, PRESS, TURN, WALK };

static const struct uh_profile profile = {.setting = -1, .stiffness = {[UH_AREA_NECK] = 6}};

// Adds an item as the planner lays it out.
static void add_item(struct uh_plan *plan, int index, int reps, int hold_s, int sets, int rest_s,
                     int gap_s) {
    const struct uh_move *move = uh_catalog_at(&catalog, index);
    bool cardio = move->kind == UH_KIND_CARDIO;
    int set_s = cardio ? hold_s : uh_move_set_seconds(move, reps, hold_s);
    int sides = move->sides == UH_SIDES_EACH ? 2 : 1;
    struct uh_plan_item *item = &plan->items[plan->item_count++];
    *item = (struct uh_plan_item){
        .move = (int16_t)index,
        .phase = (uint8_t)(cardio ? UH_PHASE_WARMUP : move->kind + 1),
        .position = UH_POSITION_SITTING,
        .sides = move->sides,
        .directions = move->directions,
        .reps = (int16_t)reps,
        .hold_s = (int16_t)(cardio ? 0 : hold_s),
        .sets = (int16_t)sets,
        .rest_s = (int16_t)rest_s,
        .set_seconds = (int16_t)set_s,
        .start_s = plan->seconds + gap_s,
        .seconds = UH_GET_READY_S + sides * (sets * set_s + (sets - 1) * rest_s) +
                   (sides - 1) * UH_CHANGE_SIDES_S,
    };
    plan->seconds = item->start_s + item->seconds;
}

struct scene {
    struct uh_plan plan;
    struct uh_player player;
    int64_t now;
    struct uh_cue recorded[256];
    int recorded_count;
    int bells, ticks, reps, spoken;
    const char *last_spoken;
};

static struct uh_player_setup setup_of(const struct uh_plan *plan) {
    return (struct uh_player_setup){.catalog = &catalog, .profile = &profile, .plan = plan};
}

static void take(struct scene *scene, const struct uh_cue *cue) {
    if (cue->kind == UH_CUE_BELL) scene->bells++;
    if (cue->kind == UH_CUE_TICK) scene->ticks++;
    if (cue->kind == UH_CUE_REP) scene->reps++;
    if (cue->kind == UH_CUE_SPEAK) scene->spoken++, scene->last_spoken = cue->text;
    if (cue->kind != UH_CUE_RECORD) return;
    assert_true(scene->recorded_count < 256);
    scene->recorded[scene->recorded_count++] = *cue;
}

static void drain(struct scene *scene) {
    struct uh_cue cue;
    while (uh_player_poll(&scene->player, scene->now, &cue)) take(scene, &cue);
}

static void wait_ms(struct scene *scene, int64_t ms) {
    scene->now += ms;
    drain(scene);
}

static void press(struct scene *scene, enum uh_player_event event, int value) {
    assert_int_equal(uh_player_press(&scene->player, scene->now, event, value), UH_OK);
    drain(scene);
}

static struct uh_player_view look(const struct scene *scene) {
    struct uh_player_view view;
    uh_player_look(&scene->player, &view);
    return view;
}

static void begin(struct scene *scene, int64_t now) {
    struct uh_player_setup setup = setup_of(&scene->plan);
    scene->now = now;
    uh_player_init(&scene->player, &setup, now);
    drain(scene);
}

// A one-sided hold in two sets, circles both ways, a press ten seconds away.
static void usual(struct scene *scene) {
    memset(scene, 0, sizeof *scene);
    add_item(&scene->plan, HOLD, 1, 30, 2, 5, 0);
    add_item(&scene->plan, CIRCLE, 4, 0, 1, 0, 0);
    add_item(&scene->plan, PRESS, 5, 0, 2, 30, 10);
    begin(scene, 1000);
}

static void until(struct scene *scene, enum uh_player_state state) {
    for (int i = 0; i < 100000 && look(scene).state != state; i++) wait_ms(scene, 100);
    assert_int_equal(look(scene).state, state);
}

static void bring_to(struct scene *scene, enum uh_player_state state) {
    usual(scene);
    switch (state) {
    case UH_PLAYER_PAUSED:
        until(scene, UH_PLAYER_WORK);
        press(scene, UH_PLAYER_ON_PAUSE, 0);
        break;
    case UH_PLAYER_FELT:
        until(scene, UH_PLAYER_WORK);
        wait_ms(scene, 3000);
        press(scene, UH_PLAYER_ON_HURT, 0);
        break;
    case UH_PLAYER_AFTER:
        bring_to(scene, UH_PLAYER_FELT);
        press(scene, UH_PLAYER_ON_ANSWER, UH_FELT_SHARP);
        break;
    case UH_PLAYER_ADVICE:
        bring_to(scene, UH_PLAYER_AFTER);
        press(scene, UH_PLAYER_ON_ANSWER, UH_AFTER_STILL);
        break;
    case UH_PLAYER_ENDED:
        until(scene, UH_PLAYER_DONE);
        press(scene, UH_PLAYER_ON_QUIT, 0);
        break;
    default:
        until(scene, state);
    }
    assert_int_equal(look(scene).state, state);
}

// The state after each event, one letter a state: Moving Ready Work Change reSt Paused Felt aFter
// (f) Advice Done Ended; answers are 2 (sharp, easing, 2 of 10). No gentler move is known here.
static const char letters[] = "MRWCSPFfADE";
static const struct {
    enum uh_player_state from;
    const char *after; // PAUSE HALT BACK SKIP QUICKER SLOWER HURT QUIT ANSWER ENTER ESCAPE
} expected[] = {
    {UH_PLAYER_MOVING, "PPRDMMFPMRP"}, {UH_PLAYER_READY, "PPRRRRFPRRP"},
    {UH_PLAYER_WORK, "PPRRWWFPWWP"},   {UH_PLAYER_CHANGE, "PPRRCCFPCCP"},
    {UH_PLAYER_REST, "PPRRSSFPSSP"},   {UH_PLAYER_PAUSED, "WPPPPPFEPWP"},
    {UH_PLAYER_FELT, "FFFFFFFEfFF"},   {UH_PLAYER_AFTER, "ffFffffAAfF"},
    {UH_PLAYER_ADVICE, "AAAAAAAEAEA"}, {UH_PLAYER_DONE, "DDDDDDDEDEE"},
    {UH_PLAYER_ENDED, "EEEEEEEEEEE"},
};

static void every_state_with_every_event(void **state) {
    (void)state;
    static struct scene scene;
    char wrong[512] = "";
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        for (int event = UH_PLAYER_ON_PAUSE; event < UH_PLAYER_EVENT_COUNT; event++) {
            bring_to(&scene, expected[i].from);
            press(&scene, (enum uh_player_event)event, 2);
            char got = letters[look(&scene).state], want = expected[i].after[event - 1];
            if (got != want) {
                char line[64];
                snprintf(line, sizeof line, "%c x %d: %c, not %c\n", letters[expected[i].from],
                         event, got, want);
                strncat(wrong, line, sizeof wrong - strlen(wrong) - 1);
            }
        }
    assert_string_equal(wrong, "");
}

static void time_and_nonsense_are_no_keys(void **state) {
    (void)state;
    static struct scene scene;
    bring_to(&scene, UH_PLAYER_WORK);
    assert_int_equal(uh_player_press(&scene.player, scene.now, UH_PLAYER_ON_TIME_UP, 0),
                     UH_BAD_INPUT);
    assert_int_equal(uh_player_press(&scene.player, scene.now, UH_PLAYER_EVENT_COUNT, 0),
                     UH_BAD_INPUT);
    assert_int_equal(look(&scene).state, UH_PLAYER_WORK);
    bring_to(&scene, UH_PLAYER_FELT);
    press(&scene, UH_PLAYER_ON_ANSWER, 99);
    press(&scene, UH_PLAYER_ON_ANSWER, -1);
    assert_int_equal(look(&scene).state, UH_PLAYER_FELT);
    bring_to(&scene, UH_PLAYER_AFTER);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_UNASKED);
    press(&scene, UH_PLAYER_ON_ANSWER, 4);
    assert_int_equal(look(&scene).state, UH_PLAYER_AFTER);
}

// Every state of an undisturbed session with its time, against the plan by hand.
static void the_clock_of_a_whole_session(void **state) {
    (void)state;
    static struct scene scene;
    usual(&scene);
    struct {
        enum uh_player_state state;
        int ms, item, set, side;
    } parts[] = {
        {UH_PLAYER_READY, 5000, 0, 1, 0},   {UH_PLAYER_WORK, 30000, 0, 1, 0},
        {UH_PLAYER_CHANGE, 5000, 0, 1, 1},  {UH_PLAYER_WORK, 30000, 0, 1, 1},
        {UH_PLAYER_REST, 5000, 0, 1, 0},    {UH_PLAYER_WORK, 30000, 0, 2, 0},
        {UH_PLAYER_CHANGE, 5000, 0, 2, 1},  {UH_PLAYER_WORK, 30000, 0, 2, 1},
        {UH_PLAYER_READY, 5000, 1, 1, 0},   {UH_PLAYER_WORK, 24000, 1, 1, 0},
        {UH_PLAYER_MOVING, 10000, 2, 1, 0}, {UH_PLAYER_READY, 5000, 2, 1, 0},
        {UH_PLAYER_WORK, 10000, 2, 1, 0},   {UH_PLAYER_REST, 30000, 2, 1, 0},
        {UH_PLAYER_WORK, 10000, 2, 2, 0},
    };
    int total_s = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) total_s += parts[i].ms / 1000;
    assert_int_equal(total_s, scene.plan.seconds);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct uh_player_view view = look(&scene);
        assert_int_equal(view.state, parts[i].state);
        assert_int_equal(view.item, parts[i].item);
        assert_int_equal(view.set, parts[i].set);
        assert_int_equal(view.side, parts[i].side);
        assert_int_equal(view.left_s, total_s);
        wait_ms(&scene, parts[i].ms - 1);
        assert_int_equal(look(&scene).state, parts[i].state);
        wait_ms(&scene, 1);
        total_s -= parts[i].ms / 1000;
    }
    assert_int_equal(look(&scene).state, UH_PLAYER_DONE);
    assert_int_equal(look(&scene).left_s, 0);
    assert_int_equal(look(&scene).done, 3);
    static const uint8_t kinds[] = {UH_EVENT_SESSION_START, UH_EVENT_MOVE_DONE, UH_EVENT_MOVE_DONE,
                                    UH_EVENT_MOVE_DONE, UH_EVENT_SESSION_END};
    assert_int_equal(scene.recorded_count, 5);
    for (int i = 0; i < 5; i++) assert_int_equal(scene.recorded[i].event, kinds[i]);
    assert_int_equal(scene.recorded[1].seconds, 120);
    assert_int_equal(scene.recorded[4].ending, UH_ENDING_FINISHED);
    assert_int_equal(scene.recorded[4].seconds, 164);
}

// One poll far ahead gives the same cues as many small ones.
static void a_late_poll_loses_nothing(void **state) {
    (void)state;
    static struct scene small, late;
    usual(&small);
    usual(&late);
    until(&small, UH_PLAYER_DONE);
    wait_ms(&late, 10000000);
    assert_int_equal(look(&late).state, UH_PLAYER_DONE);
    assert_int_equal(late.recorded_count, small.recorded_count);
    assert_int_equal(late.bells, small.bells);
    assert_int_equal(late.ticks, small.ticks);
    assert_int_equal(late.reps, small.reps);
    assert_int_equal(late.spoken, small.spoken);
    assert_int_equal(small.reps, 2 * 4 + 2 * 5);
}

static void directions_turn_half_way(void **state) {
    (void)state;
    static struct scene scene;
    usual(&scene);
    while (look(&scene).item != 1) wait_ms(&scene, 1000);
    until(&scene, UH_PLAYER_WORK);
    struct uh_player_view view = look(&scene);
    assert_true(view.counts);
    assert_int_equal(view.rep, 1);
    assert_int_equal(view.reps, 4);
    assert_int_equal(view.direction, 1);
    assert_int_equal(view.directions, 2);
    assert_string_equal(scene.last_spoken, "Say circle");
    while (look(&scene).direction == 1) wait_ms(&scene, 10);
    assert_int_equal(look(&scene).rep, 1);
    assert_string_equal(scene.last_spoken, "Now the other way.");
    assert_in_range(look(&scene).segment_permille, 490, 510);
}

static void back_restarts_then_goes_before(void **state) {
    (void)state;
    static struct scene scene;
    usual(&scene);
    while (look(&scene).item != 1) wait_ms(&scene, 1000);
    until(&scene, UH_PLAYER_WORK);
    wait_ms(&scene, 4000);
    press(&scene, UH_PLAYER_ON_BACK, 0);
    assert_int_equal(look(&scene).item, 1);
    assert_int_equal(look(&scene).state, UH_PLAYER_READY);
    press(&scene, UH_PLAYER_ON_BACK, 0);
    assert_int_equal(look(&scene).item, 0);
    press(&scene, UH_PLAYER_ON_BACK, 0);
    assert_int_equal(look(&scene).item, 0);
    press(&scene, UH_PLAYER_ON_PAUSE, 0);
    press(&scene, UH_PLAYER_ON_SKIP, 0);
    assert_int_equal(look(&scene).item, 1);
    assert_int_equal(look(&scene).state, UH_PLAYER_PAUSED);
    wait_ms(&scene, 60000);
    assert_int_equal(look(&scene).under, UH_PLAYER_READY);
    assert_int_equal(look(&scene).seconds, 5);
}

static void pace_changes_repetitions_not_holds(void **state) {
    (void)state;
    static struct scene scene;
    usual(&scene);
    for (int i = 0; i < 9; i++) press(&scene, UH_PLAYER_ON_QUICKER, 0);
    assert_int_equal(look(&scene).pace, UH_PLAYER_PACE_COUNT - 1);
    assert_int_equal(look(&scene).seconds, 5);
    until(&scene, UH_PLAYER_WORK);
    assert_int_equal(look(&scene).seconds, 30);
    wait_ms(&scene, 10000);
    for (int i = 0; i < 9; i++) press(&scene, UH_PLAYER_ON_SLOWER, 0);
    assert_int_equal(look(&scene).pace, 0);
    assert_int_equal(look(&scene).seconds, 20);
    while (look(&scene).item != 1) wait_ms(&scene, 1000);
    assert_int_equal(look(&scene).state, UH_PLAYER_READY);
    assert_in_range(look(&scene).seconds, 7, 8);
    until(&scene, UH_PLAYER_WORK);
    for (int i = 0; i < 9; i++) press(&scene, UH_PLAYER_ON_QUICKER, 0);
    int64_t from = scene.now;
    while (look(&scene).item == 1) wait_ms(&scene, 10);
    assert_in_range(scene.now - from, 24000 * 8 / 10 - 200, 24000 * 8 / 10 + 100);
}

static void hurt(struct scene *scene, int felt, int after) {
    bring_to(scene, UH_PLAYER_FELT);
    press(scene, UH_PLAYER_ON_ANSWER, felt);
    if (after != UH_AFTER_UNASKED) press(scene, UH_PLAYER_ON_ANSWER, after);
}

static const struct uh_cue *last(const struct scene *scene, int event) {
    for (int i = scene->recorded_count - 1; i >= 0; i--)
        if (scene->recorded[i].event == event) return &scene->recorded[i];
    return NULL;
}

// What is answered, and what must come of it.
static void hurt_answers(void **state) {
    (void)state;
    static struct scene scene;
    struct {
        int felt, after;
        enum uh_player_outcome outcome;
        const char *flag;
    } cases[] = {
        {UH_FELT_STRONG_PULL, UH_AFTER_GONE, UH_OUTCOME_LEAVE_OUT, NULL},
        {UH_FELT_STRONG_PULL, UH_AFTER_EASING, UH_OUTCOME_LEAVE_OUT, NULL},
        {UH_FELT_STRONG_PULL, UH_AFTER_STILL, UH_OUTCOME_SPARE, NULL},
        {UH_FELT_SHARP, UH_AFTER_GONE, UH_OUTCOME_LEAVE_OUT, NULL},
        {UH_FELT_SHARP, UH_AFTER_EASING, UH_OUTCOME_LEAVE_OUT, NULL},
        {UH_FELT_SHARP, UH_AFTER_STILL, UH_OUTCOME_STOP, NULL},
        {UH_FELT_TINGLING, UH_AFTER_GONE, UH_OUTCOME_FLAG, "numb-tingle-weak"},
        {UH_FELT_TINGLING, UH_AFTER_EASING, UH_OUTCOME_FLAG, "numb-tingle-weak"},
        {UH_FELT_TINGLING, UH_AFTER_STILL, UH_OUTCOME_FLAG, "numb-tingle-weak"},
        {UH_FELT_DIZZY, UH_AFTER_UNASKED, UH_OUTCOME_FLAG, "vision-speech-blackout"},
        {UH_FELT_DIZZY, UH_AFTER_UNASKED, UH_OUTCOME_FLAG, "sudden-headache"},
        {UH_FELT_CHEST, UH_AFTER_UNASKED, UH_OUTCOME_FLAG, "chest-pain"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hurt(&scene, cases[i].felt, cases[i].after);
        struct uh_player_view view = look(&scene);
        assert_int_equal(view.state, UH_PLAYER_ADVICE);
        assert_int_equal(view.outcome, cases[i].outcome);
        const struct uh_cue *noted = last(&scene, UH_EVENT_MOVE_HURT);
        assert_non_null(noted);
        assert_int_equal(noted->felt, cases[i].felt);
        assert_int_equal(noted->after, cases[i].after);
        assert_int_equal(noted->seconds, 3);
        bool ends = view.outcome == UH_OUTCOME_STOP || view.outcome == UH_OUTCOME_FLAG;
        assert_int_equal(last(&scene, UH_EVENT_SESSION_END) != NULL, ends);
        if (ends) assert_int_equal(last(&scene, UH_EVENT_SESSION_END)->ending, UH_ENDING_HURT);
        bool found = cases[i].flag == NULL;
        for (int f = 0; f < 2; f++)
            found =
                found || (view.flags[f] != NULL && strcmp(view.flags[f]->id, cases[i].flag) == 0);
        assert_true(found);
        assert_true(cases[i].flag == NULL || view.advice != NULL);
        press(&scene, UH_PLAYER_ON_ENTER, 0);
        view = look(&scene);
        assert_int_equal(view.state, ends ? UH_PLAYER_ENDED : UH_PLAYER_READY);
        if (!ends) assert_int_equal(view.item, 1);
    }
}

// What was not said is noted as that, and the move stays out all the same.
static void ended_without_an_answer(void **state) {
    (void)state;
    static struct scene scene;
    bring_to(&scene, UH_PLAYER_AFTER);
    press(&scene, UH_PLAYER_ON_ESCAPE, 0);
    press(&scene, UH_PLAYER_ON_QUIT, 0);
    assert_int_equal(look(&scene).state, UH_PLAYER_ENDED);
    assert_int_equal(last(&scene, UH_EVENT_MOVE_HURT)->felt, UH_FELT_UNSAID);
    assert_int_equal(last(&scene, UH_EVENT_SESSION_END)->ending, UH_ENDING_HURT);
    bring_to(&scene, UH_PLAYER_AFTER);
    press(&scene, UH_PLAYER_ON_QUIT, 0);
    assert_int_equal(look(&scene).state, UH_PLAYER_ADVICE);
    assert_int_equal(look(&scene).outcome, UH_OUTCOME_STOP);
    assert_int_equal(last(&scene, UH_EVENT_MOVE_HURT)->after, UH_AFTER_UNASKED);
    static struct uh_event event;
    static struct uh_record record;
    uh_record_init(&record);
    for (int i = 0; i < scene.recorded_count; i++) {
        uh_player_record(&scene.player, &scene.recorded[i], &event);
        event.at_ms = 1000 + i;
        uh_record_add(&record, &catalog, &event);
    }
    assert_true(uh_move_set_has(&record.history.hurt, HOLD));
}

static void nothing_bad_goes_on_where_it_stopped(void **state) {
    (void)state;
    static struct scene scene;
    hurt(&scene, UH_FELT_NOTHING, UH_AFTER_UNASKED);
    assert_int_equal(look(&scene).state, UH_PLAYER_READY);
    int left_s = look(&scene).left_s;
    until(&scene, UH_PLAYER_WORK);
    assert_in_range(look(&scene).seconds, 26, 27);
    assert_in_range(left_s - look(&scene).left_s, 4, 6);
    assert_null(last(&scene, UH_EVENT_MOVE_HURT));
    until(&scene, UH_PLAYER_DONE);
    assert_in_range(last(&scene, UH_EVENT_SESSION_END)->seconds, 163, 165);
}

// A move that is over can hurt too: before the next one has begun it is the one that is noted.
static void the_move_before_is_the_one_that_hurt(void **state) {
    (void)state;
    static struct scene scene;
    usual(&scene);
    while (look(&scene).item != 1) wait_ms(&scene, 500);
    press(&scene, UH_PLAYER_ON_HURT, 0);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_SHARP);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_GONE);
    assert_string_equal(look(&scene).hurt->id, "hold");
    assert_int_equal(look(&scene).outcome, UH_OUTCOME_LEAVE_OUT);
    assert_int_equal(last(&scene, UH_EVENT_MOVE_HURT)->item, 0);
    press(&scene, UH_PLAYER_ON_ENTER, 0);
    assert_int_equal(look(&scene).item, 1);
}

static void a_pull_that_stays_spares_its_area(void **state) {
    (void)state;
    static struct scene scene;
    memset(&scene, 0, sizeof scene);
    add_item(&scene.plan, HOLD, 1, 30, 1, 0, 0);
    add_item(&scene.plan, TURN, 5, 0, 1, 0, 0);
    add_item(&scene.plan, CIRCLE, 4, 0, 1, 0, 0);
    begin(&scene, 0);
    until(&scene, UH_PLAYER_WORK);
    wait_ms(&scene, 1000);
    press(&scene, UH_PLAYER_ON_HURT, 0);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_STRONG_PULL);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_STILL);
    press(&scene, UH_PLAYER_ON_ENTER, 0);
    assert_string_equal(look(&scene).move->id, "circle");
}

static void the_question_at_the_end(void **state) {
    (void)state;
    static struct scene scene;
    static struct uh_event event;
    bring_to(&scene, UH_PLAYER_DONE);
    assert_int_equal(look(&scene).area, UH_AREA_NECK);
    assert_int_equal(look(&scene).before, 6);
    assert_int_equal(look(&scene).stiffness, -1);
    press(&scene, UH_PLAYER_ON_ANSWER, 4);
    press(&scene, UH_PLAYER_ON_SKIP, 0);
    press(&scene, UH_PLAYER_ON_BACK, 0);
    press(&scene, UH_PLAYER_ON_BACK, 0);
    press(&scene, UH_PLAYER_ON_ANSWER, 11);
    assert_int_equal(look(&scene).stiffness, 3);
    press(&scene, UH_PLAYER_ON_ENTER, 0);
    assert_int_equal(look(&scene).state, UH_PLAYER_ENDED);
    assert_non_null(last(&scene, UH_EVENT_CHECK_IN));
    uh_player_record(&scene.player, last(&scene, UH_EVENT_CHECK_IN), &event);
    assert_int_equal(event.stiffness[UH_AREA_NECK], 3);
    assert_int_equal(event.stiffness[UH_AREA_CHEST], -1);
    assert_int_equal(event.pain, -1);
    assert_false(event.flags_said);
}

static void going_on_plays_what_is_left(void **state) {
    (void)state;
    static struct scene scene;
    static struct uh_event start;
    static struct uh_plan again;
    usual(&scene);
    uh_player_record(&scene.player, &scene.recorded[0], &start);
    assert_int_equal(start.item_count, 3);
    assert_string_equal(start.items[0].move, "hold");
    struct uh_person person = {&profile, NULL, NULL};
    struct uh_move_set over = {{0}};
    uh_move_set_add(&over, 0);
    strcpy(start.items[1].move, "no-longer-known");
    assert_int_equal(uh_player_plan_again(&catalog, &person, &start, &over, &again), UH_OK);
    struct uh_player_setup setup = setup_of(&again);
    setup.going_on = true;
    setup.over = over;
    scene.recorded_count = 0;
    uh_player_init(&scene.player, &setup, scene.now);
    assert_string_equal(look(&scene).move->id, "press");
    until(&scene, UH_PLAYER_DONE);
    assert_int_equal(scene.recorded_count, 2);
    assert_int_equal(scene.recorded[0].item, 2);
    uh_move_set_add(&over, 2);
    assert_int_equal(uh_player_plan_again(&catalog, &person, &start, &over, &again), UH_NOT_FOUND);
}

static void an_empty_plan_is_over(void **state) {
    (void)state;
    static struct scene scene;
    memset(&scene, 0, sizeof scene);
    begin(&scene, 5);
    assert_int_equal(look(&scene).state, UH_PLAYER_ENDED);
    assert_int_equal(scene.recorded_count, 0);
    for (int event = UH_PLAYER_ON_PAUSE; event < UH_PLAYER_EVENT_COUNT; event++)
        press(&scene, (enum uh_player_event)event, 1);
    assert_int_equal(look(&scene).state, UH_PLAYER_ENDED);
}

static void cardio_runs_its_minutes(void **state) {
    (void)state;
    static struct scene scene;
    memset(&scene, 0, sizeof scene);
    add_item(&scene.plan, WALK, 1, 300, 1, 0, 0);
    add_item(&scene.plan, CIRCLE, 4, 0, 1, 0, 0);
    begin(&scene, 0);
    until(&scene, UH_PLAYER_WORK);
    assert_string_equal(look(&scene).title, "Warm up");
    assert_int_equal(look(&scene).seconds, 300);
    press(&scene, UH_PLAYER_ON_QUICKER, 0);
    assert_int_equal(look(&scene).seconds, 300);
    assert_int_equal(look(&scene).breath, UH_BREATH_NONE);
    static struct uh_event start;
    uh_player_record(&scene.player, &scene.recorded[0], &start);
    assert_int_equal(start.items[0].hold_s, 300);
}

// Presses that nobody polls after: the records of all of them are kept, or the press is refused.
static void records_are_never_dropped(void **state) {
    (void)state;
    static struct scene scene;
    memset(&scene, 0, sizeof scene);
    for (int i = 0; i < UH_PLAN_ITEM_MAX; i++) add_item(&scene.plan, CIRCLE, 1, 0, 1, 0, 0);
    begin(&scene, 0);
    int pressed = 0;
    for (int i = 0; i < 200; i++) {
        enum uh_result result = uh_player_press(&scene.player, 0, UH_PLAYER_ON_SKIP, 0);
        if (result == UH_OK && pressed < UH_PLAN_ITEM_MAX) pressed++;
        if (i % 40 == 39) drain(&scene);
    }
    drain(&scene);
    int skipped = 0;
    for (int i = 0; i < scene.recorded_count; i++)
        if (scene.recorded[i].event == UH_EVENT_MOVE_SKIPPED)
            assert_int_equal(scene.recorded[i].item, skipped++);
    assert_int_equal(skipped, pressed);
    assert_true(skipped > 20);
}

// The real planner and catalogue: wherever a pull eases, what is offered instead is another move
// that has not hurt, it is played in the same place, and the plan after it keeps its clock.
static void a_gentler_move_takes_the_place(void **state) {
    (void)state;
    static struct scene scene;
    static struct uh_history history;
    const struct uh_catalog *real = &uh_builtin_catalog;
    struct uh_profile stiff = uh_default_profile();
    stiff.stiffness[UH_AREA_NECK] = 6;
    struct uh_person person = {&stiff, NULL, &history};
    struct uh_request request = uh_default_request();
    request.minutes = 15;
    request.kind = (int8_t)uh_catalog_kind(real, "relief");
    request.setting = (int8_t)uh_catalog_setting(real, "home");
    struct uh_arena arena = {.size = uh_plan_memory(real)};
    arena.base = malloc(arena.size);
    memset(&scene, 0, sizeof scene);
    assert_int_equal(uh_plan_session(real, &person, &request, &arena, &scene.plan), UH_OK);
    free(arena.base);
    int offered = 0;
    for (int item = 0; item < scene.plan.item_count; item++) {
        struct uh_player_setup setup = {.catalog = real, .profile = &stiff, .plan = &scene.plan};
        scene.recorded_count = 0;
        scene.now = 0;
        uh_player_init(&scene.player, &setup, 0);
        struct uh_move_set hurt = {{0}};
        while (look(&scene).item < item) press(&scene, UH_PLAYER_ON_SKIP, 0);
        for (int again = 0; again < 10; again++) {
            until(&scene, UH_PLAYER_WORK);
            wait_ms(&scene, 500);
            int move = uh_catalog_move(real, look(&scene).move->id);
            assert_false(uh_move_set_has(&hurt, move));
            uh_move_set_add(&hurt, move);
            int next_s =
                scene.player.plan.items[item + 1].start_s - scene.player.plan.items[item].seconds;
            press(&scene, UH_PLAYER_ON_HURT, 0);
            press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_STRONG_PULL);
            press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_EASING);
            assert_int_equal(last(&scene, UH_EVENT_MOVE_HURT)->move, move);
            if (look(&scene).outcome != UH_OUTCOME_GENTLER) break;
            const char *gentler = look(&scene).gentler->id;
            press(&scene, UH_PLAYER_ON_ENTER, 0);
            assert_int_equal(look(&scene).item, item);
            assert_string_equal(look(&scene).move->id, gentler);
            if (item + 1 < scene.plan.item_count)
                assert_int_equal(scene.player.plan.items[item + 1].start_s -
                                     scene.player.plan.items[item].seconds,
                                 next_s);
            offered++;
        }
        assert_int_equal(look(&scene).outcome, UH_OUTCOME_LEAVE_OUT);
        press(&scene, UH_PLAYER_ON_ENTER, 0);
        until(&scene, UH_PLAYER_DONE);
    }
    assert_true(offered > 0);
}

// ---- properties under random keys and times ----

static uint64_t random_state = 88172645463325252u;

static int pick(int below) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int)(random_state % (uint64_t)below);
}

static void random_plan(struct scene *scene) {
    memset(scene, 0, sizeof *scene);
    if (pick(4) == 0) add_item(&scene->plan, WALK, 1, 60 + pick(240), 1, 0, 0);
    for (int items = 1 + pick(6); items > 0; items--) {
        int move = pick(4), hold = move == HOLD ? 10 + pick(50) : pick(2) * pick(15);
        add_item(&scene->plan, move, move == HOLD ? 1 : 1 + pick(12), hold, 1 + pick(3),
                 pick(3) * 10, pick(3) * 5);
    }
}

static void check_view(const struct uh_player_view *view) {
    assert_in_range(view->rep_permille, 0, 1000);
    assert_in_range(view->segment_permille, 0, 1000);
    assert_in_range(view->item_permille, 0, 1000);
    assert_in_range(view->breath_permille, 0, 1000);
    assert_in_range(view->rep, 1, view->reps);
    assert_in_range(view->set, 1, view->sets);
    assert_in_range(view->direction, 1, view->directions);
    assert_in_range(view->item, 0, view->item_count - 1);
    assert_true(view->seconds >= 0 && view->left_s >= 0);
    assert_non_null(view->title);
}

// One start, one end, nothing but a check-in after the end; done and skipped are counted.
static void check_records(const struct scene *scene, bool over) {
    int ends = 0, done = 0;
    assert_int_equal(scene->recorded[0].event, UH_EVENT_SESSION_START);
    for (int i = 1; i < scene->recorded_count; i++) {
        const struct uh_cue *cue = &scene->recorded[i];
        assert_int_not_equal(cue->event, UH_EVENT_SESSION_START);
        assert_true(ends == 0 || cue->event == UH_EVENT_CHECK_IN);
        assert_true(cue->seconds >= 0);
        if (cue->event == UH_EVENT_SESSION_END) ends++;
        if (cue->event == UH_EVENT_MOVE_DONE) done++;
    }
    assert_int_equal(ends, over ? 1 : 0);
    assert_int_equal(look(scene).done, done);
}

static bool is_over(const struct uh_player_view *view) {
    bool ends = view->outcome == UH_OUTCOME_STOP || view->outcome == UH_OUTCOME_FLAG;
    return view->state >= UH_PLAYER_DONE || (view->state == UH_PLAYER_ADVICE && ends);
}

static void random_keys_break_nothing(void **state) {
    (void)state;
    static struct scene scene;
    for (int round = 0; round < 3000; round++) {
        random_plan(&scene);
        begin(&scene, pick(100000));
        int worked = 0, hurts = 0;
        for (int i = 0; i < 60; i++) {
            wait_ms(&scene, pick(4) == 0 ? pick(60000) : pick(3000));
            int event = 1 + pick(UH_PLAYER_EVENT_COUNT - 1);
            bool stoppable = look(&scene).state <= UH_PLAYER_PAUSED;
            press(&scene, (enum uh_player_event)event, pick(13) - 1);
            struct uh_player_view view = look(&scene);
            if (event == UH_PLAYER_ON_HURT && stoppable) {
                assert_int_equal(view.state, UH_PLAYER_FELT);
                wait_ms(&scene, 100000);
                assert_int_equal(look(&scene).state, UH_PLAYER_FELT);
                assert_int_equal(look(&scene).worked_s, view.worked_s);
                hurts++;
            }
            assert_true(view.worked_s >= worked);
            worked = view.worked_s;
            check_view(&view);
            check_records(&scene, is_over(&view));
        }
        // Left alone but for what a person must answer, it comes to its end.
        for (int i = 0; i < 40 && look(&scene).state != UH_PLAYER_ENDED; i++) {
            wait_ms(&scene, 10000000);
            press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_NOTHING);
            press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_STILL);
            press(&scene, UH_PLAYER_ON_ENTER, 0);
        }
        assert_int_equal(look(&scene).state, UH_PLAYER_ENDED);
        check_records(&scene, true);
    }
}

// Both sides get the same time and the same repetitions, whatever is paused; and with the pace
// changed too, a hold is never shorter than planned and both sides repeat equally often.
enum { STEP_MS = 50 };

static void both_sides_are_equal(void **state) {
    (void)state;
    static struct scene scene;
    for (int round = 0; round < 60; round++) {
        random_plan(&scene);
        begin(&scene, 0);
        bool paces = round % 2 == 1;
        int64_t time[UH_PLAN_ITEM_MAX][2] = {{0}};
        int reps[UH_PLAN_ITEM_MAX][2] = {{0}};
        while (look(&scene).state != UH_PLAYER_DONE) {
            if (pick(60) == 0) press(&scene, UH_PLAYER_ON_PAUSE, 0);
            if (paces && pick(40) == 0)
                press(&scene, pick(2) ? UH_PLAYER_ON_QUICKER : UH_PLAYER_ON_SLOWER, 0);
            struct uh_player_view view = look(&scene);
            int counted = scene.reps;
            wait_ms(&scene, STEP_MS);
            if (view.state == UH_PLAYER_WORK && look(&scene).state == UH_PLAYER_WORK)
                reps[view.item][view.side] += scene.reps - counted;
            if (view.state == UH_PLAYER_WORK) time[view.item][view.side] += STEP_MS;
        }
        for (int i = 0; i < scene.plan.item_count; i++) {
            const struct uh_plan_item *item = &scene.plan.items[i];
            if (item->sides != UH_SIDES_EACH) continue;
            assert_int_equal(reps[i][0], reps[i][1]);
            if (!paces)
                assert_in_range(llabs(time[i][0] - time[i][1]), 0, STEP_MS * 2 * item->sets);
            int64_t held = (int64_t)item->hold_s * 1000 * item->reps * item->sets;
            assert_true(time[i][0] >= held - STEP_MS * 2 * item->sets);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_with_every_event),
        cmocka_unit_test(time_and_nonsense_are_no_keys),
        cmocka_unit_test(the_clock_of_a_whole_session),
        cmocka_unit_test(a_late_poll_loses_nothing),
        cmocka_unit_test(directions_turn_half_way),
        cmocka_unit_test(back_restarts_then_goes_before),
        cmocka_unit_test(pace_changes_repetitions_not_holds),
        cmocka_unit_test(hurt_answers),
        cmocka_unit_test(ended_without_an_answer),
        cmocka_unit_test(nothing_bad_goes_on_where_it_stopped),
        cmocka_unit_test(the_move_before_is_the_one_that_hurt),
        cmocka_unit_test(a_pull_that_stays_spares_its_area),
        cmocka_unit_test(the_question_at_the_end),
        cmocka_unit_test(going_on_plays_what_is_left),
        cmocka_unit_test(an_empty_plan_is_over),
        cmocka_unit_test(cardio_runs_its_minutes),
        cmocka_unit_test(records_are_never_dropped),
        cmocka_unit_test(a_gentler_move_takes_the_place),
        cmocka_unit_test(random_keys_break_nothing),
        cmocka_unit_test(both_sides_are_equal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
