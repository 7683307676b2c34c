// SPDX-License-Identifier: Apache-2.0
#include "unhunch/record.h"

#define X(name, word, label) {word, label},
static const struct uh_word event_kinds[] = {UH_EVENT_KINDS(X)};
static const struct uh_word felt[] = {UH_FELT(X)};
static const struct uh_word after[] = {UH_AFTER(X)};
static const struct uh_word endings[] = {UH_ENDINGS(X)};
#undef X

const struct uh_word_set uh_event_kind_words = {"event", UH_EVENT_KIND_COUNT, event_kinds};
const struct uh_word_set uh_felt_words = {"feeling", UH_FELT_COUNT, felt};
const struct uh_word_set uh_after_words = {"aftermath", UH_AFTER_COUNT, after};
const struct uh_word_set uh_ending_words = {"ending", UH_ENDING_COUNT, endings};

// Tingling and chest pain are red flags of SAFETY.md as they stand. Dizziness, double vision and
// the worst headache are one answer, so both flags are raised that it may mean.
const char *const *uh_felt_flags(enum uh_felt felt_word) {
    static const char *const flags[UH_FELT_COUNT][3] = {
        [UH_FELT_TINGLING] = {"numb-tingle-weak"},
        [UH_FELT_DIZZY] = {"vision-speech-blackout", "sudden-headache"},
        [UH_FELT_CHEST] = {"chest-pain"},
    };
    return flags[(unsigned)felt_word < UH_FELT_COUNT ? felt_word : UH_FELT_NOTHING];
}
