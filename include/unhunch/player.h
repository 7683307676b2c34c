// SPDX-License-Identifier: Apache-2.0
// A session being done. Time and key presses go in; cues and events for the record come out; a view
// says what to show, so that a front only draws. The plan's items are played in their order: moving
// there, get ready, every set with the full time on each side, rests.
//
//     while (uh_player_poll(&player, now_ms, &cue)) ring, speak or record the cue;
//     uh_player_press(&player, now_ms, UH_PLAYER_HURT, 0);
#ifndef UNHUNCH_PLAYER_H
#define UNHUNCH_PLAYER_H

#include "unhunch/record.h"

// X(NAME, "title for people")
#define UH_PLAYER_STATES(X)                                                                        \
    X(MOVING, "Get in place")                                                                      \
    X(READY, "Get ready")                                                                          \
    X(WORK, "Hold")                                                                                \
    X(CHANGE, "Change sides")                                                                      \
    X(REST, "Rest")                                                                                \
    X(PAUSED, "Paused")                                                                            \
    X(FELT, "Stopped")                                                                             \
    X(AFTER, "Stopped")                                                                            \
    X(ADVICE, "Stopped")                                                                           \
    X(DONE, "Done")                                                                                \
    X(ENDED, "Ended")

#define X(name, title) UH_PLAYER_##name,
enum uh_player_state { UH_PLAYER_STATES(X) UH_PLAYER_STATE_COUNT };
#undef X

// What can happen. A front turns keys and taps into these; time-up comes from the clock alone.
#define UH_PLAYER_EVENTS(X)                                                                        \
    X(TIME_UP) /* the state's time is over: made by uh_player_poll */                              \
    X(PAUSE)   /* pauses, or goes on */                                                            \
    X(HALT)    /* pauses what runs, else nothing: the front goes out of sight */                   \
    X(BACK)    /* the move from its start; there, the move before */                               \
    X(SKIP)                                                                                        \
    X(QUICKER)                                                                                     \
    X(SLOWER)                                                                                      \
    X(HURT)   /* it hurts: everything stops */                                                     \
    X(QUIT)   /* pauses what runs; again: ends */                                                  \
    X(ANSWER) /* with a value: enum uh_felt, enum uh_after, or stiffness 0..10 */                  \
    X(ENTER)                                                                                       \
    X(ESCAPE)

#define X(name) UH_PLAYER_ON_##name,
enum uh_player_event { UH_PLAYER_EVENTS(X) UH_PLAYER_EVENT_COUNT };
#undef X

enum uh_cue_kind {
    UH_CUE_SHOW,   // the view changed in kind: draw anew
    UH_CUE_SPEAK,  // text, then more (may be NULL)
    UH_CUE_BELL,   // a moment to notice: ring, flash or vibrate
    UH_CUE_TICK,   // number: 3, 2, 1 seconds left
    UH_CUE_REP,    // number: the repetition that begins
    UH_CUE_BREATH, // number: enum uh_breath
    UH_CUE_RECORD  // uh_player_record makes the event; store it before polling on
};

enum uh_breath { UH_BREATH_NONE, UH_BREATH_IN, UH_BREATH_OUT };

struct uh_cue {
    uint8_t kind;  // enum uh_cue_kind
    uint8_t event; // enum uh_event_kind, where it is to be recorded
    uint8_t felt, after, ending;
    int8_t stiffness; // check-in: 0..10, -1: not said
    int16_t number;
    int16_t item, move; // index in the session, in the catalogue
    int32_t seconds;    // work done
    const char *text, *more;
};

// What comes of a move that hurt.
enum uh_player_outcome {
    UH_OUTCOME_NONE,
    UH_OUTCOME_GENTLER,   // a gentler move takes its place
    UH_OUTCOME_LEAVE_OUT, // none is known, or it was over already: on with the next
    UH_OUTCOME_SPARE,     // on, without the moves for the same area
    UH_OUTCOME_STOP,      // the session is over: see a doctor when it lasts
    UH_OUTCOME_FLAG       // the session is over: a red flag
};

enum { UH_PLAYER_CUE_MAX = 32, UH_PLAYER_PACE_COUNT = 5, UH_PLAYER_PACE_USUAL = 2 };

// Pointers must outlive the player.
struct uh_player_setup {
    const struct uh_catalog *catalog;
    const struct uh_profile *profile;
    const struct uh_check_in *check_in; // NULL: none
    const struct uh_plan *plan;         // copied
    bool going_on;                      // an interrupted session: no new session-start
    struct uh_move_set over;            // by item: done, skipped or hurt already
};

// Holds all state by value; do not touch the fields.
struct uh_player {
    const struct uh_catalog *catalog;
    const struct uh_profile *profile;
    const struct uh_check_in *check_in;
    struct uh_plan plan;     // a gentler move replaces the item that hurt; hurt moves are withheld
    struct uh_move_set over; // items not to be played (again)
    uint8_t state, under;    // under: what goes on after a pause or a question
    uint8_t pace;            // 0 slowest .. UH_PLAYER_PACE_COUNT - 1
    int16_t item, last_worked; // last_worked: item, -1: none
    int16_t set;
    uint8_t side;       // 0 left, 1 right
    int64_t now_ms;     // time up to which all has been played
    int64_t segment_ms; // the state's whole time
    int64_t left_ms;    // of it
    int64_t kept_ms;    // work left when a question interrupted it
    int64_t worked_ms;  // on this item
    int64_t worked_all_ms;
    int16_t said_rep, said_second;
    uint8_t said_breath;
    uint8_t felt, after, outcome;
    int16_t hurt_item, hurt_move;
    struct uh_plan_item gentler;
    uint32_t flags; // red flags that the answers raised, bits
    int16_t done;   // moves done
    uint8_t ending;
    int8_t area, stiffness; // asked at the end: enum uh_area, the choice
    int16_t cue_first, cue_count;
    struct uh_cue cues[UH_PLAYER_CUE_MAX];
};

// Starts at now_ms (any monotonic clock in milliseconds). A plan without items is done at once.
void uh_player_init(struct uh_player *player, const struct uh_player_setup *setup, int64_t now_ms);

// Plays up to now_ms, or to the next cue. True: a cue is given, ask again. Record cues must be
// stored before asking again: then a killed process loses at most the move in progress.
bool uh_player_poll(struct uh_player *player, int64_t now_ms, struct uh_cue *cue);

// A key, tap or answer. What it stops has stopped when this returns. REFUSED where so many record
// cues wait that no more fit (poll first); keys without meaning in a state do nothing.
enum uh_result uh_player_press(struct uh_player *player, int64_t now_ms, enum uh_player_event event,
                               int value);

// The event that a record cue stands for; id, time, offset and session are the caller's to fill.
void uh_player_record(const struct uh_player *player, const struct uh_cue *cue,
                      struct uh_event *event);

// The plan of a session-start event, to go on with it. Items whose move is not known any more, or
// is now withheld for this person, are put into *over. NOT_FOUND when nothing is left to do.
enum uh_result uh_player_plan_again(const struct uh_catalog *catalog,
                                    const struct uh_person *person, const struct uh_event *start,
                                    struct uh_move_set *over, struct uh_plan *plan);

// What to show now.
struct uh_player_view {
    enum uh_player_state state, under; // under: what is paused or was stopped
    const char *title;                 // "Hold", "Get ready", ...
    const struct uh_move *move;        // shown; NULL when done
    const char *variant;               // of its figure, as conditions change it, or NULL
    const char *next_variant;          // of the next move's
    const struct uh_plan_item *playing;
    const char *line; // one sentence to do by
    char change[600]; // what conditions change about the move, or empty
    int item, item_count;
    int item_permille; // of the current item
    int set, sets;     // set from 1
    bool sided;
    int side;                  // 0 left, 1 right
    int direction, directions; // direction from 1
    bool counts;               // repetitions are what counts: show rep, not seconds
    int rep, reps;             // rep from 1, in this direction
    int rep_permille;
    int reach_permille; // how far into the move: 1000 at its end position
    int seconds;        // left: of the state, or of the hold of this repetition
    int segment_permille;
    int left_s; // of the whole session
    enum uh_breath breath;
    int breath_permille;
    const struct uh_move *next; // NULL: this is the last
    const struct uh_plan_item *next_item;
    int pace; // 0 slowest, UH_PLAYER_PACE_USUAL as planned
    // a move hurt
    const struct uh_move *hurt;
    int felt, after;
    enum uh_player_outcome outcome;
    const struct uh_move *gentler;
    const struct uh_flag *flags[2]; // red flags, NULL where there are none
    const char *advice;             // for STOP and SPARE
    // done
    int done, worked_s;
    enum uh_area area; // asked about
    int before;        // its stiffness as the profile or check-in has it, -1: not known
    int stiffness;     // the choice, -1: none yet
};

void uh_player_look(const struct uh_player *player, struct uh_player_view *view);

// Milliseconds that an item takes at the present pace, moving there included.
int64_t uh_player_item_ms(const struct uh_player *player, int item);

// True where time runs: between this and the next poll something will happen by itself.
bool uh_player_runs(const struct uh_player *player);

#endif
