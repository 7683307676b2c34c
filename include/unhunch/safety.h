// SPDX-License-Identifier: Apache-2.0
// What this person may do: profile, check-in, red flags, and a verdict for every move.
// A condition withholds or changes a move; it never merely warns (SAFETY.md of the design).
#ifndef UNHUNCH_SAFETY_H
#define UNHUNCH_SAFETY_H

#include "unhunch/catalog.h"

// What a person told of themselves. Zero-initialised is a valid profile: nothing known.
struct uh_profile {
    uint8_t areas;                    // bits of enum uh_area that matter to them; 0: not said
    uint8_t stiffness[UH_AREA_COUNT]; // 0..10
    bool equipment_said, positions_said;
    uint16_t equipment;        // bits, where said; else what the setting has
    uint16_t positions;        // bits, where said; else what the setting allows
    uint32_t cannot;           // bits of enum uh_demand
    uint32_t conditions;       // bits by index into catalog->conditions
    uint8_t experience, habit; // enums
    int8_t setting;            // index into catalog->settings, -1: not said
    struct uh_move_set likes, dislikes;
};

struct uh_profile uh_default_profile(void); // setting -1, all else zero

// How it is now. -1 where not said.
struct uh_check_in {
    int8_t pain;                     // 0..10
    int8_t pain_area;                // enum uh_area
    int16_t days;                    // how long the pain has been there
    int8_t stiffness[UH_AREA_COUNT]; // 0..10
    uint32_t flags;                  // bits by index into catalog->flags
    bool recovered;                  // the return gate after an injury is met, all of it
};

struct uh_check_in uh_default_check_in(void); // nothing said

// May there be a session at all?
enum uh_gate_verdict {
    UH_GATE_GO,
    UH_GATE_GENTLE, // light doses only, and advice
    UH_GATE_STOP    // no session; advice
};

// advice, why: constant text or text of the catalogue.
struct uh_gate {
    enum uh_gate_verdict verdict;
    const char
        *flag; // id: of a red flag, or "severe-pain", "lasting-pain", "return-gate"; NULL: none
    uint8_t urgency;    // enum uh_urgency, where stopped
    const char *advice; // what to do and whom to see; NULL: none
    const char *basis;  // sources
};

struct uh_gate uh_safety_gate(const struct uh_catalog *catalog, const struct uh_profile *profile,
                              const struct uh_check_in *check_in);

// Why a move is withheld. The first that holds, from the top.
enum uh_withheld {
    UH_NOT_WITHHELD,
    UH_WITHHELD_CONDITION, // by: index of the condition
    UH_WITHHELD_HURT,      // it hurt, and was not allowed again
    UH_WITHHELD_DISLIKED,
    UH_WITHHELD_CANNOT,    // by: enum uh_demand
    UH_WITHHELD_POSITION,  // no position of it is possible here
    UH_WITHHELD_EQUIPMENT, // by: enum uh_equipment that is missing
    UH_WITHHELD_KIND       // this kind of session has no place for it
};

struct uh_verdict {
    uint8_t withheld;                           // enum uh_withheld
    int8_t by;                                  // see above
    int8_t condition;                           // the condition whose modification is shown, or -1
    uint8_t level;                              // heaviest dose: enum uh_level
    uint16_t positions;                         // bits that remain
    uint32_t modified_by;                       // bits of the conditions that change it
    int16_t hold_max_s, reps_max;               // 0: none
    const struct uh_modification *modification; // of `condition`, or NULL
};

// Where and with what the move would be done.
struct uh_surroundings {
    uint16_t equipment, positions; // bits
};

// A verdict on one move: conditions, dislikes, moves that hurt, what the body cannot, place,
// equipment. Where several conditions change a move, the strictest of each limit holds and the
// wording is of the first condition.
struct uh_verdict uh_safety_verdict(const struct uh_catalog *catalog,
                                    const struct uh_profile *profile,
                                    const struct uh_move_set *hurt,
                                    const struct uh_surroundings *surroundings, int move);

// How the conditions in `by` (bits, as in verdict.modified_by) change a move: what each asks, one
// after the other; and the line to say then, of the first that has one (NULL: the move's own
// stays).
void uh_modified_how(const struct uh_catalog *catalog, const struct uh_move *move, uint32_t by,
                     struct uh_text *out);
// The variant of its figure that shows it, or NULL; of the first that names one.
const char *uh_modified_variant(const struct uh_catalog *catalog, const struct uh_move *move,
                                uint32_t by);
const char *uh_modified_say(const struct uh_catalog *catalog, const struct uh_move *move,
                            uint32_t by);

// Why a verdict withholds, in words for the person: "wrist pain", "needs a foam roller".
void uh_verdict_explain(const struct uh_catalog *catalog, const struct uh_verdict *verdict,
                        struct uh_text *out);

#endif
