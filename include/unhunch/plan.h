// SPDX-License-Identifier: Apache-2.0
// The session planner: the best session from the catalogue for this person and these minutes,
// proven. The model is an integer program; `uh_plan_write_lp` writes it so that any MILP solver can
// confirm.
#ifndef UNHUNCH_PLAN_H
#define UNHUNCH_PLAN_H

#include "unhunch/safety.h"

enum {
    UH_PLAN_ITEM_MAX = 64,
    UH_MINUTES_MIN = 1,
    UH_MINUTES_MAX = 60,
    UH_UNIT_S = 5,        // seconds of a planning unit
    UH_GET_READY_S = 5,   // before every move
    UH_CHANGE_SIDES_S = 5 // between the sides of a move
};

// What was asked. Use uh_default_request and set what is known.
struct uh_request {
    uint8_t areas;   // bits; 0: by the profile
    int16_t minutes; // 0: as the kind of session says
    int8_t setting;  // index, -1: by the profile, else the first
    int8_t kind;     // index, -1: by the setting
    bool equipment_said;
    uint16_t equipment; // bits, where said
    int64_t node_limit; // search effort; 0: the default
};

struct uh_request uh_default_request(void);

// What the record says of a move, as far as the planner cares.
struct uh_move_history {
    int16_t days_since; // since it was last done, -1: never
    int16_t skipped;    // of the last five times it came up, how often it was skipped
    int16_t helped;     // tenths of a point of stiffness it was followed by, negative is better
};

struct uh_history {
    struct uh_move_set hurt; // hurt, and not allowed again
    int sessions;            // done so far
    struct uh_move_history moves[UH_MOVE_MAX];
};

// Why a move is in the session: bits, one for each of enum uh_reason.
enum uh_why {
    UH_WHY_WARMS_UP = 1 << UH_REASON_WARMS_UP,
    UH_WHY_PREPARES = 1 << UH_REASON_PREPARES, // mobility that strength work needs before it
    UH_WHY_LIKED = 1 << UH_REASON_LIKED,
    UH_WHY_FRESH = 1 << UH_REASON_FRESH, // not done lately
    UH_WHY_FILLS = 1 << UH_REASON_FILLS  // serves an area not asked for, in time left over
};

struct uh_plan_item {
    int16_t move;       // index: uh_catalog_at
    uint8_t phase;      // enum uh_phase
    uint8_t position;   // enum uh_position
    uint16_t equipment; // bits
    uint8_t sides, directions;
    uint8_t level;  // enum uh_level
    int16_t reps;   // a set, per direction and side; 1 for holds
    int16_t hold_s; // 0: flows
    int16_t sets;
    int16_t rest_s;      // between sets
    int16_t set_seconds; // of one set on one side
    int32_t start_s,
        seconds;          // get-ready, sides, changes and rests included; start after moving there
    uint8_t why;          // bits of enum uh_why
    uint8_t areas;        // bits: areas it serves here
    uint32_t modified_by; // bits of the conditions that change it: uh_modified_how says how
};

enum uh_proof { UH_PROVEN, UH_BOUNDED };

struct uh_plan {
    struct uh_request request; // with every choice filled in
    struct uh_gate gate;       // stopped: no items
    enum uh_proof proof;
    int64_t objective, bound; // 1024 * score - units of time used
    int64_t nodes;            // search nodes
    int32_t seconds;          // from the first get-ready to the last move's end
    uint16_t equipment;       // bits, all that is needed
    int item_count;
    struct uh_plan_item items[UH_PLAN_ITEM_MAX];
    int verdict_count; // one a move of the catalogue
    struct uh_verdict verdicts[UH_MOVE_MAX];
};

// All that a plan depends on.
struct uh_person {
    const struct uh_profile *profile;
    const struct uh_check_in *check_in; // NULL: none
    const struct uh_history *history;   // NULL: none
};

// Bytes of arena that any plan can take.
size_t uh_plan_memory(const struct uh_catalog *catalog);

// The best session. OK also when the gate stops it (see plan->gate) or nothing fits (no items).
// OUT_OF_RANGE for minutes outside 1..60, NO_MEMORY when the arena is too small.
enum uh_result uh_plan_session(const struct uh_catalog *catalog, const struct uh_person *person,
                               const struct uh_request *request, struct uh_arena *arena,
                               struct uh_plan *plan);

// Receives text in pieces, in order.
typedef void uh_sink(void *context, const char *bytes, size_t length);

// The same problem in CPLEX LP format, names as in the model; maximise. Same errors.
enum uh_result uh_plan_write_lp(const struct uh_catalog *catalog, const struct uh_person *person,
                                const struct uh_request *request, struct uh_arena *arena,
                                uh_sink *sink, void *context);

// The request with every choice filled in: setting, kind, minutes, areas, equipment.
enum uh_result uh_plan_resolve(const struct uh_catalog *catalog, const struct uh_profile *profile,
                               const struct uh_request *request, struct uh_request *resolved);

// A gentler move in place of an item that hurt: its easier sibling, else a light move for the same
// main area that asks no more of the body; allowed by the plan's verdicts, and not in the plan.
// NOT_FOUND where there is none.
enum uh_result uh_plan_substitute(const struct uh_catalog *catalog, const struct uh_plan *plan,
                                  int item, struct uh_plan_item *out);

// Why an item is there, in words: "neck, upper back; not done lately".
void uh_plan_explain(const struct uh_catalog *catalog, const struct uh_plan_item *item,
                     struct uh_text *out);

// The dose in words: "8 slow, each side", "2 x 30 s".
void uh_plan_dose_text(const struct uh_plan_item *item, struct uh_text *out);

#endif
