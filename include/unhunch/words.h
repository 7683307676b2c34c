// SPDX-License-Identifier: Apache-2.0
// The words that data files, commands, JSON and the page share. One table per kind of word.
#ifndef UNHUNCH_WORDS_H
#define UNHUNCH_WORDS_H

#include <stddef.h>
#include <stdint.h>

// X(NAME, "word in files and JSON", "label for people")
#define UH_AREAS(X)                                                                                \
    X(NECK, "neck", "neck")                                                                        \
    X(SHOULDERS, "shoulders", "shoulders")                                                         \
    X(CHEST, "chest", "chest")                                                                     \
    X(UPPER, "upper", "upper back")                                                                \
    X(MID, "mid", "mid back")                                                                      \
    X(LOWER, "lower", "lower back")

// Kinds of move. Cardio is for the activities that warm up.
#define UH_KINDS(X)                                                                                \
    X(MOBILITY, "mobility", "mobility")                                                            \
    X(STRENGTH, "strength", "strength")                                                            \
    X(STATIC, "static", "static hold")                                                             \
    X(CARDIO, "cardio", "easy cardio")

// Phases of a session, in the order they are done (SAFETY.md: warm-up, mobility, strength, static).
#define UH_PHASES(X)                                                                               \
    X(WARMUP, "warmup", "warm up")                                                                 \
    X(MOBILITY, "mobility", "loosen")                                                              \
    X(STRENGTH, "strength", "strengthen")                                                          \
    X(STATIC, "static", "stretch")

// In body order, from high to low: within a phase a session only goes one way along it.
#define UH_POSITIONS(X)                                                                            \
    X(HANGING, "hanging", "hanging")                                                               \
    X(STANDING, "standing", "standing")                                                            \
    X(SITTING, "sitting", "sitting")                                                               \
    X(LONG_SITTING, "long-sitting", "sitting on the floor")                                        \
    X(KNEELING, "kneeling", "kneeling")                                                            \
    X(ALL_FOURS, "all-fours", "on all fours")                                                      \
    X(PRONE, "prone", "on the belly")                                                              \
    X(SIDE_LYING, "side-lying", "on the side")                                                     \
    X(SUPINE, "supine", "on the back")

#define UH_EQUIPMENT(X)                                                                            \
    X(CHAIR, "chair", "a sturdy chair")                                                            \
    X(WALL, "wall", "a wall")                                                                      \
    X(DOORWAY, "doorway", "a doorway")                                                             \
    X(MAT, "mat", "a mat")                                                                         \
    X(TOWEL, "towel", "a towel")                                                                   \
    X(BAND, "band", "a resistance band")                                                           \
    X(DUMBBELL, "dumbbell", "dumbbells")                                                           \
    X(ROLLER, "roller", "a foam roller")                                                           \
    X(BAR, "bar", "a pull-up bar")

// Both: the move is symmetric. Each: it is done on the left, then on the right.
#define UH_SIDES(X)                                                                                \
    X(BOTH, "both", "both sides at once")                                                          \
    X(EACH, "each", "each side")

// What a move asks of a body; `cannot=` in a profile withholds the moves that ask it.
#define UH_DEMANDS(X)                                                                              \
    X(KNEEL, "kneel", "kneeling")                                                                  \
    X(ARMS_OVERHEAD, "arms-overhead", "lifting the arms overhead")                                 \
    X(FLOOR, "floor", "getting down to the floor")                                                 \
    X(LIE_PRONE, "lie-prone", "lying on the belly")                                                \
    X(LIE_SUPINE, "lie-supine", "lying on the back")                                               \
    X(HANDS_LOADED, "hands-loaded", "leaning on the hands")                                        \
    X(LOOK_UP, "look-up", "bending the head back")                                                 \
    X(NECK_TURN, "neck-turn", "turning or tilting the neck far")                                   \
    X(TWIST, "twist", "twisting the trunk")                                                        \
    X(BEND_FORWARD, "bend-forward", "bending the trunk forward")                                   \
    X(GRIP, "grip", "gripping hard")                                                               \
    X(STAND_LONG, "stand-long", "standing for some minutes")

#define UH_EXPERIENCES(X)                                                                          \
    X(BEGINNER, "beginner", "new to this")                                                         \
    X(REGULAR, "regular", "used to it")

#define UH_HABITS(X)                                                                               \
    X(RARELY, "rarely", "rarely")                                                                  \
    X(WEEKLY, "weekly", "a few times a week")                                                      \
    X(DAILY, "daily", "daily")

// How heavy a dose a session kind or a condition lets through.
#define UH_LEVELS(X)                                                                               \
    X(LIGHT, "light", "light")                                                                     \
    X(USUAL, "usual", "usual")                                                                     \
    X(FULL, "full", "full")

#define UH_URGENCIES(X)                                                                            \
    X(EMERGENCY, "emergency", "emergency care now")                                                \
    X(DOCTOR, "doctor", "see a doctor before stretching")

// Why a move is in a session.
#define UH_REASONS(X)                                                                              \
    X(WARMS_UP, "warms-up", "warms you up")                                                        \
    X(PREPARES, "prepares", "loosens what strength work needs")                                    \
    X(LIKED, "liked", "you like it")                                                               \
    X(FRESH, "fresh", "not done lately")                                                           \
    X(FILLS, "fills", "uses time that is left over")

#define X(name, word, label) UH_AREA_##name,
enum uh_area { UH_AREAS(X) UH_AREA_COUNT };
#undef X
#define X(name, word, label) UH_KIND_##name,
enum uh_kind { UH_KINDS(X) UH_KIND_COUNT };
#undef X
#define X(name, word, label) UH_PHASE_##name,
enum uh_phase { UH_PHASES(X) UH_PHASE_COUNT };
#undef X
#define X(name, word, label) UH_POSITION_##name,
enum uh_position { UH_POSITIONS(X) UH_POSITION_COUNT };
#undef X
#define X(name, word, label) UH_EQUIPMENT_##name,
enum uh_equipment { UH_EQUIPMENT(X) UH_EQUIPMENT_COUNT };
#undef X
#define X(name, word, label) UH_SIDES_##name,
enum uh_sides { UH_SIDES(X) UH_SIDES_COUNT };
#undef X
#define X(name, word, label) UH_DEMAND_##name,
enum uh_demand { UH_DEMANDS(X) UH_DEMAND_COUNT };
#undef X
#define X(name, word, label) UH_EXPERIENCE_##name,
enum uh_experience { UH_EXPERIENCES(X) UH_EXPERIENCE_COUNT };
#undef X
#define X(name, word, label) UH_HABIT_##name,
enum uh_habit { UH_HABITS(X) UH_HABIT_COUNT };
#undef X
#define X(name, word, label) UH_LEVEL_##name,
enum uh_level { UH_LEVELS(X) UH_LEVEL_COUNT };
#undef X
#define X(name, word, label) UH_URGENCY_##name,
enum uh_urgency { UH_URGENCIES(X) UH_URGENCY_COUNT };
#undef X
#define X(name, word, label) UH_REASON_##name,
enum uh_reason { UH_REASONS(X) UH_REASON_COUNT };
#undef X

struct uh_word {
    const char *word;  // in files, commands and JSON
    const char *label; // for people
};

struct uh_word_set {
    const char *what; // "area", "kind", ...: for messages
    int count;
    const struct uh_word *words;
};

extern const struct uh_word_set uh_area_words, uh_kind_words, uh_phase_words, uh_position_words,
    uh_equipment_words, uh_sides_words, uh_demand_words, uh_experience_words, uh_habit_words,
    uh_level_words, uh_urgency_words, uh_reason_words;

// Index of a word (length bytes, no closing zero needed), or -1.
int uh_word_find(const struct uh_word_set *set, const char *word, size_t length);

// Index of the word nearest in spelling, or -1 where none is near (Damerau-Levenshtein distance
// over a third of the length). For "did you mean".
int uh_word_nearest(const struct uh_word_set *set, const char *word, size_t length);

// Spelling distance of two words, transpositions counted once (optimal string alignment).
int uh_spelling_distance(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
