// SPDX-License-Identifier: Apache-2.0
// What happened: an append-only log of events, and what the planner and the check-in read from it.
// Events name moves, flags and areas by word, so that a log outlives a catalogue.
#ifndef UNHUNCH_RECORD_H
#define UNHUNCH_RECORD_H

#include "unhunch/plan.h"

#define UH_EVENT_KINDS(X)                                                                          \
    X(SESSION_START, "session-start", "a session began")                                           \
    X(MOVE_DONE, "move-done", "a move was done")                                                   \
    X(MOVE_SKIPPED, "move-skipped", "a move was skipped")                                          \
    X(MOVE_HURT, "move-hurt", "a move hurt")                                                       \
    X(SESSION_END, "session-end", "a session ended")                                               \
    X(CHECK_IN, "check-in", "how it felt")                                                         \
    X(ALLOW, "allow", "a move that hurt was allowed again")

#define X(name, word, label) UH_EVENT_##name,
enum uh_event_kind { UH_EVENT_KINDS(X) UH_EVENT_KIND_COUNT };
#undef X

// What was felt when a move hurt, and what became of it once stopped.
#define UH_FELT(X)                                                                                 \
    X(NOTHING, "nothing", "nothing bad")                                                           \
    X(STRONG_PULL, "strong-pull", "too strong a pull")                                             \
    X(SHARP, "sharp", "sharp or pinching pain")                                                    \
    X(TINGLING, "tingling", "tingling, numbness or weakness in an arm or hand")                    \
    X(DIZZY, "dizzy", "dizzy, seeing double, or the worst headache")                               \
    X(CHEST, "chest", "pain or tightness in the chest, short of breath")                           \
    X(UNSAID, "unsaid", "it hurt, and no more was said")

#define UH_AFTER(X)                                                                                \
    X(UNASKED, "unasked", "not asked")                                                             \
    X(GONE, "gone", "it is gone")                                                                  \
    X(EASING, "easing", "it is easing")                                                            \
    X(STILL, "still", "it is still there")

// How a session ended.
#define UH_ENDINGS(X)                                                                              \
    X(FINISHED, "finished", "all of it was done")                                                  \
    X(STOPPED, "stopped", "ended early")                                                           \
    X(HURT, "hurt", "ended because it hurt")                                                       \
    X(ABANDONED, "abandoned", "left unfinished and not taken up again")

#define X(name, word, label) UH_FELT_##name,
enum uh_felt { UH_FELT(X) UH_FELT_COUNT };
#undef X
#define X(name, word, label) UH_AFTER_##name,
enum uh_after { UH_AFTER(X) UH_AFTER_COUNT };
#undef X
#define X(name, word, label) UH_ENDING_##name,
enum uh_ending { UH_ENDINGS(X) UH_ENDING_COUNT };
#undef X

extern const struct uh_word_set uh_event_kind_words, uh_felt_words, uh_after_words, uh_ending_words;

// An item of a session as it was planned, by word: enough to go on with it later.
struct uh_event_item {
    char move[UH_ID_SIZE];
    uint8_t phase, position;
    uint16_t equipment;
    int16_t reps, hold_s, sets, rest_s;
};

// One event. Only the fields of its kind mean anything; the others are zero.
struct uh_event {
    uint8_t id[16];         // UUIDv7
    int64_t at_ms;          // Unix time, UTC
    int16_t utc_offset_min; // of the person's clock then
    uint8_t kind;           // enum uh_event_kind
    uint8_t session[16];    // id of its session-start event; zero where it has none
    // move-done, move-skipped, move-hurt, allow
    char move[UH_ID_SIZE];
    int16_t item;    // index in the session
    int32_t seconds; // work done on it
    // move-hurt
    uint8_t felt, after; // enums
    // session-end
    uint8_t ending; // enum uh_ending
    // session-start
    char session_kind[UH_ID_SIZE], setting[UH_ID_SIZE];
    int16_t minutes;
    uint8_t areas; // bits
    int16_t item_count;
    struct uh_event_item items[UH_PLAN_ITEM_MAX];
    // check-in
    int8_t pain, pain_area;          // -1: not said
    int16_t days;                    // -1: not said
    int8_t stiffness[UH_AREA_COUNT]; // -1: not said
    int8_t flag_count;
    char flags[UH_FLAG_MAX][UH_ID_SIZE];
    bool flags_said; // "none" was said, or flags were
    bool recovered;
};

// The red flags (ids, closed by NULL) that a feeling raises: it counts as said in a check-in.
const char *const *uh_felt_flags(enum uh_felt felt);

enum {
    UH_KNOWN_DAYS = 3,      // so long what was said of pain and stiffness still holds
    UH_PAIN_STAYS = 7,      // pain from here on holds until said anew
    UH_EASED_POINTS = 2,    // pain is better only from so many points (SAFETY.md of the design)
    UH_SILENCE_DAYS = 14,   // pain said again within these is the same pain
    UH_RECOVERED_DAYS = 30, // so long the return gate stays met
    UH_GO_ON_HOURS = 12     // so long an unfinished session can be taken up again
};

// What reading the events in the order they happened leaves: init, add each, then ask.
// days_since in history stays unset here: see uh_record_history.
struct uh_record {
    struct uh_history history;
    int64_t last_done_ms[UH_MOVE_MAX]; // 0: never
    uint8_t outcomes[UH_MOVE_MAX];     // bit per time the move came up, latest lowest; 1: skipped
    int32_t helped_sum[UH_MOVE_MAX];   // tenths of a point
    int16_t helped_count[UH_MOVE_MAX];
    int16_t utc_offset_min; // of the latest event
    // merged check-ins
    struct uh_check_in check_in; // all that was said last, however long ago
    bool checked_in;
    int64_t check_in_ms; // the latest
    int64_t pain_ms;     // when pain was last said
    int64_t stiffness_ms[UH_AREA_COUNT];
    int64_t recovered_ms;
    int64_t pain_since_ms; // when the unbroken pain began, or last eased
    int8_t pain_at_start;  // pain then
    // the session that has no end yet
    bool open;
    struct uh_event open_start;    // its session-start
    struct uh_move_set open_items; // items of it that were done, skipped or hurt (by item index)
    int64_t open_last_ms;          // its latest event
    // the session that moves were done in last
    uint8_t latest_session[16];
    struct uh_move_set latest_moves; // done in it
    // totals
    int sessions, moves_done; // sessions in which a move was done
    int64_t seconds_done;
};

void uh_record_init(struct uh_record *record);

// Folds one event in. Moves, flags and areas that the catalogue does not know change nothing but
// the totals.
void uh_record_add(struct uh_record *record, const struct uh_catalog *catalog,
                   const struct uh_event *event);

// What the planner wants to know, as of now_ms.
void uh_record_history(const struct uh_record *record, int64_t now_ms, struct uh_history *history);

// The check-in as it stands at now_ms. Pain and stiffness said more than three days ago are no
// longer known, save pain of 7 or more. days counts on from when the unbroken pain began or last
// eased by two points. Flags stay until cleared by `flags=none`.
struct uh_check_in uh_record_check_in(const struct uh_record *record, int64_t now_ms);

// What is left of the open session: item indices of record->open_start in their order, into left.
// Returns how many; 0 where no session is open, or its last event is more than twelve hours ago.
int uh_record_left(const struct uh_record *record, int64_t now_ms, int16_t left[UH_PLAN_ITEM_MAX]);

#endif
