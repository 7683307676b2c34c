// SPDX-License-Identifier: Apache-2.0
// What moves there are, and all else the program knows: activities, sources, muscles, conditions,
// red flags, session kinds, settings. Immutable; written as YAML in data/, compiled to const
// tables.
#ifndef UNHUNCH_CATALOG_H
#define UNHUNCH_CATALOG_H

#include "unhunch/base.h"
#include "unhunch/words.h"

enum { UH_STEP_MAX = 5, UH_CONDITION_MAX = 32, UH_FLAG_MAX = 32 };

// Where a fact comes from: an article, a study, or our own judgement.
struct uh_source {
    const char *id;    // "000", "behm-2016", "judgement"
    const char *title; // what it is, in a line
    const char *cite;  // author, year, journal or site; may be ""
};

struct uh_muscle {
    const char *id;   // "upper-trapezius"
    const char *name; // for people
};

// min <= typical <= max; all 0 where the measure does not apply to the move.
struct uh_range {
    int16_t min, typical, max;
};

// What one source says, as it says it. 0 where it is silent.
struct uh_source_dose {
    uint8_t source; // index into sources
    struct {
        int16_t low, high;
    } reps, hold_s, sets, seconds; // seconds: of one bout, where the source counts time
    const char *note;              // frequency, breaths, "each direction"; may be ""
};

// The range we use. Reps are repetitions in a set (holds: 1), per direction and side;
// hold_s the seconds each repetition is held; sets the times it is all done.
struct uh_dose {
    struct uh_range reps, hold_s, sets;
    const char *why; // where sources conflict or are silent: what we chose and on what basis
};

// One way to do the move: a position, and the equipment it then takes (bits of enum uh_equipment).
struct uh_stance {
    uint8_t position;
    uint16_t equipment;
};

struct uh_caution {
    const char *text;
    uint8_t source;
};

struct uh_move {
    const char *id;
    const char *name;
    uint8_t kind;       // enum uh_kind
    uint8_t sides;      // enum uh_sides
    uint8_t directions; // 1, or 2 where it is done one way round and then the other
    uint8_t tempo_s;    // seconds one repetition moves, its hold not counted; 0 for static holds
    const char *family; // variants of one move share it: a session takes one of a family
    uint8_t areas[UH_AREA_COUNT]; // 0..3: how much it serves each area
    uint32_t demands;             // bits of enum uh_demand
    int stance_count;
    const struct uh_stance *stances; // the preferred first
    int target_count;
    const uint8_t *targets; // indices into muscles, the main one first
    int step_count;         // 1..UH_STEP_MAX
    const char *const *steps;
    const char *say;    // at most twelve words, spoken as the move begins
    const char *breath; // breathing cue
    const char *feel;
    int mistake_count;
    const char *const *mistakes;
    int caution_count;
    const struct uh_caution *cautions;
    int source_dose_count;
    const struct uh_source_dose *source_doses;
    struct uh_dose dose;
    const char *easier; // id of a move, or NULL
    const char *harder; // id of a move, or NULL
    const char *figure; // the pose text, or NULL
};

// How a condition changes one move. What is then shown is `how` first, `say` for `say`, and the
// lighter dose.
struct uh_modification {
    const char *move;    // id
    const char *how;     // one sentence: what is different
    const char *say;     // replaces the spoken line, or NULL
    const char *variant; // of the move's figure: how it then looks, or NULL
    uint16_t positions;  // bits of enum uh_position that stay allowed; 0: all
    uint8_t level;       // heaviest dose: enum uh_level
    int16_t hold_max_s;  // 0: no cap of its own
    int16_t reps_max;    // 0: no cap of its own
};

struct uh_condition {
    const char *id;
    const char *name;  // "Wrist pain"
    const char *ask;   // the question in plain words, answered yes or no
    const char *basis; // on what evidence, with sources
    bool read;         // true: from a source that was read; false: judgement
    bool stops;        // withholds everything until the return gate is met
    int cap;           // at most so many of its modified moves in a session; 0: no cap
    int withhold_count;
    const char *const *withhold; // ids of moves
    int modification_count;
    const struct uh_modification *modifications;
};

struct uh_flag {
    const char *id;
    uint8_t urgency;    // enum uh_urgency
    const char *ask;    // the question in plain words
    const char *advice; // what to do and whom to see, no diagnosis
    const char *basis;  // sources
};

struct uh_cardio_rule {
    int16_t from_minutes; // from sessions of this length
    int16_t minutes;      // so long a cardio prompt
};

// A kind of session: how much each kind of move counts, which phases it has, where it begins, ends.
struct uh_session_kind {
    const char *id;   // "desk"
    const char *name; // "Desk reset"
    const char *about;
    uint8_t benefit[3]; // of mobility, strength, static moves: 0..4
    uint8_t phases;     // bits of enum uh_phase
    uint8_t start;      // enum uh_position
    int8_t end;         // enum uh_position, or -1: anywhere
    uint8_t level;      // heaviest dose: enum uh_level
    uint16_t positions; // bits of enum uh_position
    int16_t minutes;    // when nothing is asked
    int hold_count;
    const int16_t *holds_s; // holds that the static phase may use, ascending
    int cardio_count;
    const struct uh_cardio_rule *cardio; // ascending; the last that fits holds
};

struct uh_setting {
    const char *id;     // "desk"
    const char *name;   // "at your desk"
    uint16_t equipment; // at hand unless the profile or --with says otherwise
    uint16_t positions; // possible there
    const char *kind;   // id of the session kind when none is asked
};

struct uh_catalog {
    int move_count, activity_count, source_count, muscle_count, condition_count, flag_count,
        kind_count, setting_count;
    const struct uh_move *moves;      // sorted by id
    const struct uh_move *activities; // kind cardio, sorted by id
    const struct uh_source *sources;
    const struct uh_muscle *muscles;
    const struct uh_condition *conditions;
    const struct uh_flag *flags;
    const struct uh_session_kind *kinds;
    const struct uh_setting *settings;
};

// The catalogue that is built in.
extern const struct uh_catalog uh_builtin_catalog;

// Index of the entry with this id, or -1. Moves: activities are found as move_count + index.
int uh_catalog_move(const struct uh_catalog *catalog, const char *id);
int uh_catalog_condition(const struct uh_catalog *catalog, const char *id);
int uh_catalog_flag(const struct uh_catalog *catalog, const char *id);
int uh_catalog_kind(const struct uh_catalog *catalog, const char *id);
int uh_catalog_setting(const struct uh_catalog *catalog, const char *id);
int uh_catalog_source(const struct uh_catalog *catalog, const char *id);
int uh_catalog_muscle(const struct uh_catalog *catalog, const char *id);

// The move or activity at an index as given by uh_catalog_move.
const struct uh_move *uh_catalog_at(const struct uh_catalog *catalog, int index);

// The move whose id is nearest in spelling, or -1.
int uh_catalog_nearest_move(const struct uh_catalog *catalog, const char *id);

// All positions a move can be done in, all equipment any stance takes (bits).
uint16_t uh_move_positions(const struct uh_move *move);
uint16_t uh_move_equipment(const struct uh_move *move);

// Seconds that one set on one side takes at these repetitions and hold.
int uh_move_set_seconds(const struct uh_move *move, int reps, int hold_s);

#endif
