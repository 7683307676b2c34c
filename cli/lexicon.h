// SPDX-License-Identifier: Apache-2.0
// Every kind of word the command line takes, as word sets: those of words.h and those of the
// catalogue. Parsing, "did you mean" and completions read the same lists.
#ifndef UNHUNCH_CLI_LEXICON_H
#define UNHUNCH_CLI_LEXICON_H

#include "unhunch/catalog.h"

enum cli_words {
    CLI_NO_WORDS,
    CLI_AREAS,
    CLI_SETTINGS,
    CLI_EQUIPMENT,
    CLI_KINDS, // of session
    CLI_MOVES, // activities too
    CLI_CONDITIONS,
    CLI_FLAGS,
    CLI_POSITIONS,
    CLI_DEMANDS,
    CLI_EXPERIENCES,
    CLI_HABITS,
    CLI_SIDES,    // of the body
    CLI_PICTURES, // how a terminal shows them
    CLI_WORDS_COUNT
};

enum { CLI_LEXICON_ROOM = 2 * UH_MOVE_MAX };

struct cli_lexicon {
    const struct uh_word_set *sets[CLI_WORDS_COUNT];
    struct uh_word_set own[CLI_WORDS_COUNT]; // those of the catalogue
    struct uh_word room[CLI_LEXICON_ROOM];   // their words
};

void cli_lexicon_init(struct cli_lexicon *lexicon, const struct uh_catalog *catalog);

#endif
