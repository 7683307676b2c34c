// SPDX-License-Identifier: Apache-2.0
// The integer program behind a session. Time is in units of UH_UNIT_S seconds, all else are
// integers.
//
// Choose options (a move at a dose, in a phase, in a position) to
//   maximise    SCALE * (sum of linear + sum over channels of curve(sum of benefit)) - time used
//   subject to  time used <= units, where it counts durations, travel between positions and setups;
//               one option a family; the sum of `use` within each cap;
//               phases in order; within a phase one way along the body order, each position once;
//               mobility_before units of mobility moves before any strength.
// A node is a (phase, position); a group is a set of equipment, set up once in each node that uses
// it.
#ifndef UNHUNCH_PLAN_MODEL_H
#define UNHUNCH_PLAN_MODEL_H

#include "unhunch/plan.h"

enum {
    SCALE = 1024,
    PHASES = 3, // mobility, strength, static: enum uh_phase less one
    POSITIONS = UH_POSITION_COUNT,
    COUNT_CHANNELS = PHASES, // reward some of each kind
    CHANNELS = UH_AREA_COUNT + COUNT_CHANNELS,
    SEGMENTS_MAX = 12,
    CAPS_MAX = 16,
    GROUPS_MAX = 32,
    NO_GROUP = 0 // the group that needs no setup
};

struct option {
    int16_t move, family;
    uint8_t phase; // 0..PHASES-1
    uint8_t position, level, group, kind;
    int16_t duration; // units
    int32_t linear;   // of the move; not scaled
    int16_t benefit[CHANNELS];
    uint8_t use[CAPS_MAX];
    uint16_t equipment;
    int16_t reps, hold_s, sets, rest_s, set_seconds;
};

// A concave reward: segments of falling slope.
struct curve {
    int segment_count;
    struct {
        int16_t length;
        int32_t slope;
    } segments[SEGMENTS_MAX];
};

struct problem {
    int cardio_minutes; // set aside before, for easy cardio
    int units;          // time to spend
    int start;          // position
    int mobility_before;
    int option_count, family_count, cap_count, group_count;
    struct option *options; // in the order that settles ties: by move id, phase, position, dose
    int travel[POSITIONS][POSITIONS]; // a metric
    int finish[POSITIONS];
    int setup[GROUPS_MAX];
    struct curve curves[CHANNELS];
    int caps[CAPS_MAX];
    int weights[UH_AREA_COUNT];
};

struct solution {
    bool proven;
    int64_t objective, bound, nodes;
    int count;
    int16_t chosen[UH_PLAN_ITEM_MAX]; // options, in the order they are done
};

// model.c: the problem of a resolved request. Fills plan->verdicts too.
enum uh_result plan_build(const struct uh_catalog *catalog, const struct uh_person *person,
                          const struct uh_request *request, const struct uh_gate *gate,
                          struct uh_arena *arena, struct uh_verdict *verdicts,
                          struct problem *problem);

// doses.c: the doses of a move that a phase may use, lightest first; returns how many (<=
// DOSES_MAX).
enum { DOSES_MAX = 16 };
struct dose {
    int16_t reps, hold_s, sets, rest_s, set_seconds;
    uint8_t level;
    int32_t seconds; // all sides, changes and rests; get-ready included
    int effect;      // percent of a full dose; sublinear in time
};
int plan_doses(const struct uh_move *move, const struct uh_verdict *verdict,
               const struct uh_session_kind *kind, int phase, int level_max,
               struct dose doses[DOSES_MAX]);

// Linear interpolation of the reward at x, scaled by SCALE.
int64_t plan_curve_at(const struct curve *curve, int x);

// evaluate.c: objective of options done in this order; -1 where they break the model.
int64_t plan_evaluate(const struct problem *problem, const int16_t *chosen, int count);

// solve.c: the optimum, or the best found with a bound when node_limit was met.
enum uh_result plan_solve(const struct problem *problem, int64_t node_limit, struct uh_arena *arena,
                          struct solution *solution);

#endif
