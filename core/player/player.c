// SPDX-License-Identifier: Apache-2.0
// The session as a transition table: for every state and event an action and the state after it.
// An action that decides the next state itself returns it; DECIDED in the table says so. Time is
// one more event: uh_player_poll plays up to the next moment at which anything changes, and presses
// time-up when a state's time is over.
#include "inside.h"

#include <string.h>

enum { STAY = UH_PLAYER_STATE_COUNT, DECIDED };

// Room that one press may need for record cues, and for all its cues.
enum { RECORDS_A_PRESS = 3, CUES_A_PRESS = 10 };

static struct uh_cue *cue(struct uh_player *player, enum uh_cue_kind kind) {
    int at = (player->cue_first + player->cue_count) % UH_PLAYER_CUE_MAX;
    if (player->cue_count < UH_PLAYER_CUE_MAX) player->cue_count++;
    player->cues[at] = (struct uh_cue){.kind = (uint8_t)kind, .stiffness = -1, .item = -1};
    return &player->cues[at];
}

static void speak(struct uh_player *player, const char *text, const char *more) {
    struct uh_cue *spoken = cue(player, UH_CUE_SPEAK);
    spoken->text = text;
    spoken->more = more;
}

static struct uh_cue *record(struct uh_player *player, enum uh_event_kind event) {
    struct uh_cue *recorded = cue(player, UH_CUE_RECORD);
    recorded->event = (uint8_t)event;
    return recorded;
}

static void record_item(struct uh_player *player, enum uh_event_kind event) {
    struct uh_cue *recorded = record(player, event);
    recorded->item = player->item;
    recorded->move = player->plan.items[player->item].move;
    recorded->seconds = (int32_t)(player->worked_ms / 1000);
}

static void record_end(struct uh_player *player, enum uh_ending ending) {
    struct uh_cue *recorded = record(player, UH_EVENT_SESSION_END);
    recorded->ending = (uint8_t)ending;
    recorded->seconds = (int32_t)(player->worked_all_ms / 1000);
    player->ending = (uint8_t)ending;
}

static const char *side_first(const struct uh_player *player) {
    return player_sided(player, player->item) ? "The left side first." : NULL;
}

// What is said and rung as a state begins.
static void announce_state(struct uh_player *player, enum uh_player_state from) {
    const struct uh_move *move =
        player->plan.item_count > 0 ? player_move(player, player->item) : NULL;
    cue(player, UH_CUE_SHOW);
    switch (player->state) {
    case UH_PLAYER_MOVING:
        speak(player, "Next:", move->name);
        break;
    case UH_PLAYER_READY:
        if (from != UH_PLAYER_MOVING)
            speak(player, move->name, side_first(player));
        else if (player_sided(player, player->item))
            speak(player, side_first(player), NULL);
        break;
    case UH_PLAYER_WORK:
        cue(player, UH_CUE_BELL);
        if (player->worked_ms == 0) speak(player, player_line(player, player->item), NULL);
        break;
    case UH_PLAYER_CHANGE:
        cue(player, UH_CUE_BELL);
        speak(player, "Change sides.", "Now the right.");
        break;
    case UH_PLAYER_REST:
        cue(player, UH_CUE_BELL);
        speak(player, "Rest.", NULL);
        break;
    case UH_PLAYER_ADVICE:
        if (player_advice(player) != NULL) speak(player, player_advice(player), NULL);
        break;
    case UH_PLAYER_DONE:
        cue(player, UH_CUE_BELL);
        speak(player, "Done.", NULL);
        break;
    default:
        break;
    }
}

static void say_moment(struct uh_player *player);

// Begins a state: its clock, then its cues. Pauses and questions keep the clock of what they stop.
static void enter(struct uh_player *player, enum uh_player_state state) {
    enum uh_player_state from = player->state;
    player->state = (uint8_t)state;
    if (state <= UH_PLAYER_REST) {
        player->segment_ms = player_duration(player, player->item, state);
        player->left_ms = player->segment_ms;
        if (state == UH_PLAYER_WORK && player->kept_ms > 0) {
            player->left_ms = player->kept_ms;
            player->kept_ms = 0;
        }
        player->said_rep = 0;
        player->said_second = 0;
        player->said_breath = UH_BREATH_NONE;
    }
    announce_state(player, from);
    if (state <= UH_PLAYER_REST) say_moment(player);
}

// ---- actions ----

// Sets the session at the start of an item and says how that begins.
static int start_item(struct uh_player *player, int item) {
    player->item = (int16_t)item;
    player->set = 0;
    player->side = 0;
    player->kept_ms = 0;
    player->worked_ms = 0;
    return UH_PLAYER_READY;
}

static int move_to_item(struct uh_player *player, int item) {
    start_item(player, item);
    return player_duration(player, item, UH_PLAYER_MOVING) > 0 ? UH_PLAYER_MOVING : UH_PLAYER_READY;
}

// On with the first item from there on, or the end of the session.
static int go_on_from(struct uh_player *player, int from) {
    int item = player_next_item(player, from);
    if (item >= 0) return move_to_item(player, item);
    record_end(player, player->done > 0 ? UH_ENDING_FINISHED : UH_ENDING_STOPPED);
    return UH_PLAYER_DONE;
}

// The state's time is over: what follows within the item, or the next item.
static int follow(struct uh_player *player, int value) {
    (void)value;
    struct place place = {player->state, player->set, player->side};
    place = player_following(player, player->item, place);
    if (place.state != UH_PLAYER_DONE) {
        player->set = (int16_t)place.set;
        player->side = (uint8_t)place.side;
        return (int)place.state;
    }
    record_item(player, UH_EVENT_MOVE_DONE);
    player->done++;
    return go_on_from(player, player->item + 1);
}

static int pause_session(struct uh_player *player, int value) {
    (void)value;
    player->under = player->state;
    return UH_PLAYER_PAUSED;
}

// Goes on under a pause, with the time that was left.
static int resume(struct uh_player *player, int value) {
    (void)value;
    player->state = player->under;
    cue(player, UH_CUE_SHOW);
    return STAY;
}

static bool at_start(const struct uh_player *player) {
    return player_running(player) <= UH_PLAYER_READY && player->worked_ms == 0;
}

static int back(struct uh_player *player, int value) {
    (void)value;
    int before = at_start(player) ? player_item_before(player, player->item) : -1;
    return start_item(player, before >= 0 ? before : player->item);
}

static int skip(struct uh_player *player, int value) {
    (void)value;
    record_item(player, UH_EVENT_MOVE_SKIPPED);
    return go_on_from(player, player->item + 1);
}

// While paused: goes there, and stays paused.
static int paused_at(struct uh_player *player, int state) {
    if (state > UH_PLAYER_REST) return state;
    enter(player, (enum uh_player_state)state);
    return pause_session(player, 0);
}

static int back_paused(struct uh_player *player, int value) {
    return paused_at(player, back(player, value));
}

static int skip_paused(struct uh_player *player, int value) {
    return paused_at(player, skip(player, value));
}

// Another pace: what is left of the running state is stretched along.
static int set_pace(struct uh_player *player, int pace) {
    if (pace < 0 || pace >= UH_PLAYER_PACE_COUNT) return STAY;
    enum uh_player_state state = player_running(player);
    int64_t elapsed = player->segment_ms - player->left_ms, was = player->segment_ms;
    if (state == UH_PLAYER_WORK) elapsed = player_same_moment(player, elapsed, pace);
    if (player->kept_ms > 0) {
        int64_t work = player_duration(player, player->item, UH_PLAYER_WORK);
        player->kept_ms = player_same_moment(player, work - player->kept_ms, pace);
    }
    player->pace = (uint8_t)pace;
    player->segment_ms = player_duration(player, player->item, state);
    if (state != UH_PLAYER_WORK && was > 0) elapsed = elapsed * player->segment_ms / was;
    player->left_ms = player->segment_ms - elapsed;
    if (player->left_ms < 1) player->left_ms = 1;
    if (player->kept_ms > 0)
        player->kept_ms = player_duration(player, player->item, UH_PLAYER_WORK) - player->kept_ms;
    cue(player, UH_CUE_SHOW);
    return STAY;
}

static int quicker(struct uh_player *player, int value) {
    (void)value;
    return set_pace(player, player->pace + 1);
}

static int slower(struct uh_player *player, int value) {
    (void)value;
    return set_pace(player, player->pace - 1);
}

// Stops. Before any work on an item it is the one before that hurt, if there was one.
static int stop_for_hurt(struct uh_player *player, int value) {
    (void)value;
    if (player->state <= UH_PLAYER_REST) player->under = player->state;
    bool before = player->worked_ms == 0 && player->last_worked >= 0;
    player->hurt_item = before ? player->last_worked : player->item;
    player->hurt_move = player->plan.items[player->hurt_item].move;
    player->felt = UH_FELT_UNSAID;
    player->after = UH_AFTER_UNASKED;
    player->outcome = UH_OUTCOME_NONE;
    return UH_PLAYER_FELT;
}

// It was nothing bad: on where it stopped, after time to get ready where work was stopped.
static int go_on(struct uh_player *player) {
    if (player->under != UH_PLAYER_WORK) return resume(player, 0);
    player->kept_ms = player->left_ms;
    return UH_PLAYER_READY;
}

// An emergency: there is no second question.
static bool at_once(int felt) {
    return felt == UH_FELT_DIZZY || felt == UH_FELT_CHEST;
}

#define ALWAYS(outcome)                                                                            \
    { outcome, outcome, outcome, outcome }
static const uint8_t outcome_of[UH_FELT_COUNT][UH_AFTER_COUNT] = {
    [UH_FELT_NOTHING] = ALWAYS(UH_OUTCOME_LEAVE_OUT),
    // unasked, gone, easing, still there
    [UH_FELT_STRONG_PULL] = {UH_OUTCOME_LEAVE_OUT, UH_OUTCOME_GENTLER, UH_OUTCOME_GENTLER,
                             UH_OUTCOME_SPARE},
    [UH_FELT_SHARP] = {UH_OUTCOME_STOP, UH_OUTCOME_GENTLER, UH_OUTCOME_GENTLER, UH_OUTCOME_STOP},
    [UH_FELT_TINGLING] = ALWAYS(UH_OUTCOME_FLAG),
    [UH_FELT_DIZZY] = ALWAYS(UH_OUTCOME_FLAG),
    [UH_FELT_CHEST] = ALWAYS(UH_OUTCOME_FLAG),
    [UH_FELT_UNSAID] = ALWAYS(UH_OUTCOME_LEAVE_OUT),
};

// Bits of the areas that a move is most for.
static unsigned main_areas(const struct uh_move *move) {
    unsigned areas = 0;
    uint8_t most = 1;
    for (int a = 0; a < UH_AREA_COUNT; a++)
        if (move->areas[a] > most) most = move->areas[a];
    for (int a = 0; a < UH_AREA_COUNT; a++)
        if (move->areas[a] == most) areas |= 1u << a;
    return areas;
}

// Leaves out what is still to come for the area of the move that hurt.
static void spare_area(struct uh_player *player) {
    unsigned sore = main_areas(uh_catalog_at(player->catalog, player->hurt_move));
    int from = player->hurt_item == player->item ? player->item + 1 : player->item;
    for (int i = from; i < player->plan.item_count; i++)
        if ((main_areas(player_move(player, i)) & sore) != 0) uh_move_set_add(&player->over, i);
}

// A gentler move for the item that hurt, if there is one; only where it was not over already.
static bool find_gentler(struct uh_player *player) {
    if (player->hurt_item != player->item) return false;
    return uh_plan_substitute(player->catalog, &player->plan, player->item, &player->gentler) ==
           UH_OK;
}

// The red flags that the answer raises; the record raises the same from the move-hurt event.
static void raise_flags(struct uh_player *player) {
    player->flags = 0;
    for (const char *const *id = uh_felt_flags(player->felt); *id != NULL; id++) {
        int flag = uh_catalog_flag(player->catalog, *id);
        if (flag >= 0) player->flags |= UINT32_C(1) << flag;
    }
}

// The move that hurt is noted and stays out; the answers decide what comes of the session.
static void settle(struct uh_player *player) {
    struct uh_cue *hurt = record(player, UH_EVENT_MOVE_HURT);
    hurt->item = player->hurt_item;
    hurt->move = player->hurt_move;
    hurt->felt = player->felt;
    hurt->after = player->after;
    if (player->hurt_item == player->item) hurt->seconds = (int32_t)(player->worked_ms / 1000);
    if (player->hurt_move < player->plan.verdict_count)
        player->plan.verdicts[player->hurt_move].withheld = UH_WITHHELD_HURT;
    uh_move_set_add(&player->over, player->hurt_item);
    player->outcome = outcome_of[player->felt][player->after];
    if (player->outcome == UH_OUTCOME_GENTLER && !find_gentler(player))
        player->outcome = UH_OUTCOME_LEAVE_OUT;
    if (player->outcome == UH_OUTCOME_SPARE) spare_area(player);
    if (player->outcome == UH_OUTCOME_FLAG) raise_flags(player);
}

static bool ends_session(const struct uh_player *player) {
    return player->outcome == UH_OUTCOME_STOP || player->outcome == UH_OUTCOME_FLAG;
}

static int advise(struct uh_player *player) {
    settle(player);
    if (ends_session(player)) record_end(player, UH_ENDING_HURT);
    return UH_PLAYER_ADVICE;
}

static int answer_felt(struct uh_player *player, int value) {
    if (value < 0 || value >= UH_FELT_UNSAID) return STAY;
    if (value == UH_FELT_NOTHING) return go_on(player);
    player->felt = (uint8_t)value;
    return at_once(value) ? advise(player) : UH_PLAYER_AFTER;
}

static int ask_again(struct uh_player *player, int value) {
    (void)value;
    player->felt = UH_FELT_UNSAID;
    return UH_PLAYER_FELT;
}

static int answer_after(struct uh_player *player, int value) {
    if (value <= UH_AFTER_UNASKED || value >= UH_AFTER_COUNT) return STAY;
    player->after = (uint8_t)value;
    return advise(player);
}

// Ends without an answer. It hurt, that much is known; what must be advised is.
static int quit_question(struct uh_player *player, int value) {
    (void)value;
    settle(player);
    record_end(player, UH_ENDING_HURT);
    return ends_session(player) ? UH_PLAYER_ADVICE : UH_PLAYER_ENDED;
}

// On after a move that hurt: past it, or at the item that had just begun.
static int past_hurt(struct uh_player *player) {
    bool began_another = player->hurt_item != player->item;
    return go_on_from(player, began_another ? player->item : player->item + 1);
}

// Puts another move in an item's place; what comes later moves along with its length.
static void replace_item(struct uh_player *player, const struct uh_plan_item *by) {
    struct uh_plan_item *item = &player->plan.items[player->item];
    int32_t start_s = item->start_s, longer_s = by->seconds - item->seconds;
    *item = *by;
    item->start_s = start_s;
    for (int i = player->item + 1; i < player->plan.item_count; i++)
        player->plan.items[i].start_s += longer_s;
}

static int take_advice(struct uh_player *player, int value) {
    (void)value;
    if (ends_session(player)) return UH_PLAYER_ENDED;
    if (player->outcome != UH_OUTCOME_GENTLER) return past_hurt(player);
    replace_item(player, &player->gentler);
    uh_move_set_remove(&player->over, player->item);
    return start_item(player, player->item);
}

static int skip_advice(struct uh_player *player, int value) {
    (void)value;
    return ends_session(player) ? STAY : past_hurt(player);
}

static int quit_advice(struct uh_player *player, int value) {
    (void)value;
    if (!ends_session(player)) record_end(player, UH_ENDING_HURT);
    return UH_PLAYER_ENDED;
}

static int end_here(struct uh_player *player, int value) {
    (void)value;
    record_end(player, UH_ENDING_STOPPED);
    return UH_PLAYER_ENDED;
}

static int choose(struct uh_player *player, int value) {
    if (value < 0 || value > 10) return STAY;
    player->stiffness = (int8_t)value;
    cue(player, UH_CUE_SHOW);
    return STAY;
}

static int choose_less(struct uh_player *player, int value) {
    (void)value;
    return choose(player, player->stiffness < 0 ? 4 : player->stiffness - 1);
}

static int choose_more(struct uh_player *player, int value) {
    (void)value;
    return choose(player, player->stiffness < 0 ? 6 : player->stiffness + 1);
}

static int save_choice(struct uh_player *player, int value) {
    (void)value;
    if (player->stiffness >= 0) record(player, UH_EVENT_CHECK_IN)->stiffness = player->stiffness;
    return UH_PLAYER_ENDED;
}

// ---- the table ----

struct rule {
    int (*act)(struct uh_player *player, int value); // NULL: nothing but the next state
    uint8_t next;                                    // a state, STAY, or DECIDED by the action
    bool known;
};

// clang-format off
#define TO(state) {NULL, UH_PLAYER_##state, true}
#define DO(action) {action, DECIDED, true}
#define WHILE_RUNNING                                                                              \
    [UH_PLAYER_ON_TIME_UP] = DO(follow), [UH_PLAYER_ON_PAUSE] = DO(pause_session),                         \
    [UH_PLAYER_ON_HALT] = DO(pause_session), [UH_PLAYER_ON_QUIT] = DO(pause_session),                              \
    [UH_PLAYER_ON_ESCAPE] = DO(pause_session), [UH_PLAYER_ON_BACK] = DO(back),                             \
    [UH_PLAYER_ON_SKIP] = DO(skip), [UH_PLAYER_ON_QUICKER] = DO(quicker),                          \
    [UH_PLAYER_ON_SLOWER] = DO(slower), [UH_PLAYER_ON_HURT] = DO(stop_for_hurt)

static const struct rule rules[UH_PLAYER_STATE_COUNT][UH_PLAYER_EVENT_COUNT] = {
    [UH_PLAYER_MOVING] = {WHILE_RUNNING, [UH_PLAYER_ON_ENTER] = TO(READY)},
    [UH_PLAYER_READY] = {WHILE_RUNNING},
    [UH_PLAYER_WORK] = {WHILE_RUNNING},
    [UH_PLAYER_CHANGE] = {WHILE_RUNNING},
    [UH_PLAYER_REST] = {WHILE_RUNNING},
    [UH_PLAYER_PAUSED] = {
        [UH_PLAYER_ON_PAUSE] = DO(resume),
        [UH_PLAYER_ON_ENTER] = DO(resume),
        [UH_PLAYER_ON_BACK] = DO(back_paused),
        [UH_PLAYER_ON_SKIP] = DO(skip_paused),
        [UH_PLAYER_ON_QUICKER] = DO(quicker),
        [UH_PLAYER_ON_SLOWER] = DO(slower),
        [UH_PLAYER_ON_HURT] = DO(stop_for_hurt),
        [UH_PLAYER_ON_QUIT] = DO(end_here),
    },
    [UH_PLAYER_FELT] = {
        [UH_PLAYER_ON_ANSWER] = DO(answer_felt),
        [UH_PLAYER_ON_QUIT] = DO(quit_question),
    },
    [UH_PLAYER_AFTER] = {
        [UH_PLAYER_ON_ANSWER] = DO(answer_after),
        [UH_PLAYER_ON_ESCAPE] = DO(ask_again),
        [UH_PLAYER_ON_BACK] = DO(ask_again),
        [UH_PLAYER_ON_QUIT] = DO(quit_question),
    },
    [UH_PLAYER_ADVICE] = {
        [UH_PLAYER_ON_ENTER] = DO(take_advice),
        [UH_PLAYER_ON_SKIP] = DO(skip_advice),
        [UH_PLAYER_ON_QUIT] = DO(quit_advice),
    },
    [UH_PLAYER_DONE] = {
        [UH_PLAYER_ON_ANSWER] = DO(choose),
        [UH_PLAYER_ON_BACK] = DO(choose_less),
        [UH_PLAYER_ON_SKIP] = DO(choose_more),
        [UH_PLAYER_ON_ENTER] = DO(save_choice),
        [UH_PLAYER_ON_QUIT] = TO(ENDED),
        [UH_PLAYER_ON_ESCAPE] = TO(ENDED),
    },
};
// clang-format on

static void happen(struct uh_player *player, enum uh_player_event event, int value) {
    const struct rule *rule = &rules[player->state][event];
    if (!rule->known) return;
    int next = rule->next;
    if (rule->act != NULL) next = rule->act(player, value);
    if (next < UH_PLAYER_STATE_COUNT) enter(player, (enum uh_player_state)next);
}

// ---- from outside ----

// Drops what was to be said or shown and is out of date; what is to be recorded stays.
static void keep_records(struct uh_player *player) {
    int kept = 0;
    for (int i = 0; i < player->cue_count; i++) {
        struct uh_cue one = player->cues[(player->cue_first + i) % UH_PLAYER_CUE_MAX];
        if (one.kind == UH_CUE_RECORD)
            player->cues[(player->cue_first + kept++) % UH_PLAYER_CUE_MAX] = one;
    }
    player->cue_count = (int16_t)kept;
}

// The area to ask about at the end: the stiffest of those the session is for.
static int8_t area_to_ask(const struct uh_player *player) {
    unsigned areas = player->plan.request.areas;
    int best = -1, most = -1;
    for (int a = 0; a < UH_AREA_COUNT; a++) {
        bool asked = areas == 0 || ((areas >> a) & 1u) != 0;
        if (asked && player->profile->stiffness[a] > most) {
            best = a;
            most = player->profile->stiffness[a];
        }
    }
    return (int8_t)(best < 0 ? UH_AREA_NECK : best);
}

void uh_player_init(struct uh_player *player, const struct uh_player_setup *setup, int64_t now_ms) {
    memset(player, 0, sizeof *player);
    player->catalog = setup->catalog;
    player->profile = setup->profile;
    player->check_in = setup->check_in;
    player->plan = *setup->plan;
    player->over = setup->over;
    player->pace = UH_PLAYER_PACE_USUAL;
    player->last_worked = player->hurt_item = -1;
    player->now_ms = now_ms;
    player->stiffness = -1;
    player->area = area_to_ask(player);
    player->state = UH_PLAYER_ENDED;
    int first = player_next_item(player, 0);
    if (first < 0) return;
    if (!setup->going_on) record(player, UH_EVENT_SESSION_START);
    enter(player, (enum uh_player_state)start_item(player, first));
}

enum uh_result uh_player_press(struct uh_player *player, int64_t now_ms, enum uh_player_event event,
                               int value) {
    if (event <= UH_PLAYER_ON_TIME_UP || event >= UH_PLAYER_EVENT_COUNT) return UH_BAD_INPUT;
    if (player->cue_count > UH_PLAYER_CUE_MAX - CUES_A_PRESS) keep_records(player);
    if (player->cue_count > UH_PLAYER_CUE_MAX - CUES_A_PRESS) return UH_REFUSED;
    if (now_ms > player->now_ms) player->now_ms = now_ms;
    happen(player, event, value);
    return UH_OK;
}

bool uh_player_runs(const struct uh_player *player) {
    return player->state <= UH_PLAYER_REST;
}

// Milliseconds to the next moment at which a second, a repetition or a breath begins.
static int64_t to_next_moment(const struct uh_player *player) {
    int64_t next = (player->left_ms - 1) % 1000 + 1;
    if (player->state != UH_PLAYER_WORK) return next;
    int64_t elapsed = player->segment_ms - player->left_ms;
    struct moment moment = player_moment(player, player->item, elapsed);
    if (moment.rep_ms - moment.in_rep_ms > 0 && moment.rep_ms - moment.in_rep_ms < next)
        next = moment.rep_ms - moment.in_rep_ms;
    int64_t into, of;
    if (player_breath(player, elapsed, &into, &of) != UH_BREATH_NONE && of - into < next)
        next = of - into;
    return next;
}

// A repetition that begins, and half way the other direction.
static void say_repetition(struct uh_player *player, const struct moment *moment) {
    int rep = moment->direction * moment->reps + moment->rep + 1;
    if (rep == player->said_rep) return;
    if (moment->direction > 0 && moment->rep == 0) {
        cue(player, UH_CUE_BELL);
        speak(player, "Now the other way.", NULL);
        cue(player, UH_CUE_SHOW);
    }
    player->said_rep = (int16_t)rep;
    cue(player, UH_CUE_REP)->number = (int16_t)(moment->rep + 1);
}

// Ticks, repetitions and breaths that begin now.
static void say_moment(struct uh_player *player) {
    int64_t elapsed = player->segment_ms - player->left_ms, into, of;
    bool counts = false;
    if (player->state == UH_PLAYER_WORK) {
        struct moment moment = player_moment(player, player->item, elapsed);
        counts = moment.counts;
        if (moment.counts || moment.reps > 1 || moment.direction > 0)
            say_repetition(player, &moment);
    }
    int second = (int)((player->left_ms + 999) / 1000);
    if (second <= 3 && second != player->said_second && !counts)
        cue(player, UH_CUE_TICK)->number = (int16_t)second;
    player->said_second = (int16_t)second;
    enum uh_breath breath = player_breath(player, elapsed, &into, &of);
    if (breath != player->said_breath) cue(player, UH_CUE_BREATH)->number = (int16_t)breath;
    player->said_breath = (uint8_t)breath;
}

static void pass(struct uh_player *player, int64_t ms) {
    player->now_ms += ms;
    player->left_ms -= ms;
    if (player->state != UH_PLAYER_WORK) return;
    player->worked_ms += ms;
    player->worked_all_ms += ms;
    player->last_worked = player->item;
}

bool uh_player_poll(struct uh_player *player, int64_t now_ms, struct uh_cue *given) {
    while (player->cue_count == 0) {
        int64_t passed = now_ms - player->now_ms;
        if (!uh_player_runs(player)) {
            if (passed > 0) player->now_ms = now_ms;
            return false;
        }
        if (passed <= 0) return false;
        int64_t step = player->left_ms > 0 ? to_next_moment(player) : 0;
        pass(player, step < passed ? step : passed);
        if (player->left_ms <= 0)
            happen(player, UH_PLAYER_ON_TIME_UP, 0);
        else if (step <= passed)
            say_moment(player);
    }
    *given = player->cues[player->cue_first];
    player->cue_first = (int16_t)((player->cue_first + 1) % UH_PLAYER_CUE_MAX);
    player->cue_count--;
    return true;
}
