// SPDX-License-Identifier: Apache-2.0
#include "lexicon.h"

// Room is taken in order; what would not fit any more is left out (the catalogue's own limits keep
// it within).
struct filling {
    struct cli_lexicon *lexicon;
    int used;
};

// Begins a set of words.
static void begin(struct filling *filling, enum cli_words words, const char *what) {
    struct cli_lexicon *lexicon = filling->lexicon;
    lexicon->own[words] = (struct uh_word_set){what, 0, lexicon->room + filling->used};
    lexicon->sets[words] = &lexicon->own[words];
}

// Adds a word to the set begun last.
static void add(struct filling *filling, enum cli_words words, const char *id, const char *name) {
    if (filling->used == CLI_LEXICON_ROOM) return;
    filling->lexicon->room[filling->used++] = (struct uh_word){id, name};
    filling->lexicon->own[words].count++;
}

static const struct uh_word sides[] = {{"left", "left"}, {"right", "right"}};
static const struct uh_word_set side_words = {"side", 2, sides};

// In the order of enum picture_way.
static const struct uh_word pictures[] = {
    {"kitty", "pixels, by the kitty graphics protocol"},
    {"sixel", "pixels, as sixels"},
    {"symbols", "the finest symbols the terminal is known for"},
    {"sextants", "symbols of two by three"},
    {"quadrants", "symbols of two by two"},
    {"halves", "half blocks"},
    {"braille", "dots"},
    {"none", "words only"},
};
static const struct uh_word_set picture_words = {"way to show pictures", 8, pictures};

#define ADD_ALL(words, what, table, total, label)                                                  \
    begin(&filling, words, what);                                                                  \
    for (int i = 0; i < (total); i++) add(&filling, words, (table)[i].id, (table)[i].label);

void cli_lexicon_init(struct cli_lexicon *lexicon, const struct uh_catalog *catalog) {
    *lexicon = (struct cli_lexicon){0};
    struct filling filling = {lexicon, 0};
    begin(&filling, CLI_NO_WORDS, "word");
    lexicon->sets[CLI_AREAS] = &uh_area_words;
    lexicon->sets[CLI_EQUIPMENT] = &uh_equipment_words;
    lexicon->sets[CLI_POSITIONS] = &uh_position_words;
    lexicon->sets[CLI_DEMANDS] = &uh_demand_words;
    lexicon->sets[CLI_EXPERIENCES] = &uh_experience_words;
    lexicon->sets[CLI_HABITS] = &uh_habit_words;
    lexicon->sets[CLI_SIDES] = &side_words;
    lexicon->sets[CLI_PICTURES] = &picture_words;
    ADD_ALL(CLI_SETTINGS, "place", catalog->settings, catalog->setting_count, name)
    ADD_ALL(CLI_KINDS, "kind of session", catalog->kinds, catalog->kind_count, name)
    ADD_ALL(CLI_CONDITIONS, "condition", catalog->conditions, catalog->condition_count, name)
    ADD_ALL(CLI_FLAGS, "red flag", catalog->flags, catalog->flag_count, ask)
    ADD_ALL(CLI_MOVES, "move", catalog->moves, catalog->move_count, name)
    for (int i = 0; i < catalog->activity_count; i++)
        add(&filling, CLI_MOVES, catalog->activities[i].id, catalog->activities[i].name);
}
