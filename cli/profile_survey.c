// SPDX-License-Identifier: Apache-2.0
#include "profile_survey.h"

#include "prompt.h"
#include "survey.h"

#include <string.h>

enum { WHERE, AT_HAND, STIFF, POSITIONS, CONDITIONS, EXPERIENCE, QUESTION_COUNT, ROW_MAX = 32 };

static const char *const stiffness_levels[] = {
    "fine",         "hardly noticed",    "in the way now and then", "there most of the day",
    "hard to move", "as bad as it gets",
};

// How used to it: what the last question offers.
static const struct {
    const char *label;
    uint8_t experience, habit;
} ways[] = {
    {"new to this", UH_EXPERIENCE_BEGINNER, UH_HABIT_RARELY},
    {"used to it, but rarely do it now", UH_EXPERIENCE_REGULAR, UH_HABIT_RARELY},
    {"a few times a week", UH_EXPERIENCE_REGULAR, UH_HABIT_WEEKLY},
    {"daily", UH_EXPERIENCE_REGULAR, UH_HABIT_DAILY},
};

enum { WAY_COUNT = sizeof ways / sizeof ways[0] };

struct answers {
    const struct uh_catalog *catalog;
    int setting, seen_setting, way;
    uint32_t equipment, positions, conditions;
    int stiffness[UH_AREA_COUNT];
    char area_names[UH_AREA_COUNT][24];
    struct survey_row rows[QUESTION_COUNT][ROW_MAX];
    struct survey_question questions[QUESTION_COUNT];
};

bool profile_survey_possible(void) {
    return prompt_possible();
}

static void add_row(struct answers *answers, int question, struct survey_row row) {
    struct survey_question *to = &answers->questions[question];
    if (to->row_count < ROW_MAX) to->rows[to->row_count++] = row;
}

// The words of a set as rows to check.
static void add_words(struct answers *answers, int question, const struct uh_word_set *set,
                      uint32_t *bits) {
    for (int i = 0; i < set->count; i++)
        add_row(answers, question,
                (struct survey_row){.kind = SURVEY_CHECK,
                                    .label = set->words[i].label,
                                    .summary = set->words[i].word,
                                    .bits = bits,
                                    .index = i});
}

// The areas as scales.
static void add_areas(struct answers *answers) {
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        char *name = answers->area_names[i];
        snprintf(name, sizeof answers->area_names[i], "%s", uh_area_words.words[i].label);
        name[0] = (char)(name[0] - 'a' + 'A');
        add_row(answers, STIFF,
                (struct survey_row){.kind = SURVEY_SCALE,
                                    .label = name,
                                    .summary = uh_area_words.words[i].label,
                                    .value = &answers->stiffness[i]});
    }
}

static void make_rows(struct answers *answers) {
    const struct uh_catalog *catalog = answers->catalog;
    for (int i = 0; i < QUESTION_COUNT; i++) answers->questions[i].rows = answers->rows[i];
    for (int i = 0; i < catalog->setting_count; i++)
        add_row(answers, WHERE,
                (struct survey_row){.kind = SURVEY_ONE,
                                    .label = catalog->settings[i].name,
                                    .value = &answers->setting,
                                    .index = i});
    add_words(answers, AT_HAND, &uh_equipment_words, &answers->equipment);
    add_areas(answers);
    add_words(answers, POSITIONS, &uh_position_words, &answers->positions);
    for (int i = 0; i < catalog->condition_count; i++)
        add_row(answers, CONDITIONS,
                (struct survey_row){.kind = SURVEY_CHECK,
                                    .label = catalog->conditions[i].name,
                                    .detail = catalog->conditions[i].ask,
                                    .summary = catalog->conditions[i].name,
                                    .bits = &answers->conditions,
                                    .index = i});
    for (int i = 0; i < WAY_COUNT; i++)
        add_row(
            answers, EXPERIENCE,
            (struct survey_row){
                .kind = SURVEY_ONE, .label = ways[i].label, .value = &answers->way, .index = i});
}

static void make_questions(struct answers *answers) {
    static const struct {
        const char *title, *question, *none;
    } texts[QUESTION_COUNT] = {
        [WHERE] = {"Where", "Where will you mostly do it?", "not said"},
        [AT_HAND] = {"At hand", "What is at hand there?", "nothing"},
        [STIFF] = {"Stiff", "Where are you stiff, and how much?", "nowhere"},
        [POSITIONS] = {"Positions", "Which positions can you get into there?", "none"},
        [CONDITIONS] = {"To know of", "Anything I should know of?", "nothing"},
        [EXPERIENCE] = {"Experience", "How often do you stretch or train?", "not said"},
    };
    for (int i = 0; i < QUESTION_COUNT; i++) {
        answers->questions[i].title = texts[i].title;
        answers->questions[i].question = texts[i].question;
        answers->questions[i].none = texts[i].none;
        answers->questions[i].levels = stiffness_levels;
    }
    make_rows(answers);
}

// What is known already stands in the answers.
static void read_profile(struct answers *answers, const struct uh_profile_file *file) {
    const struct uh_profile *profile = &file->profile;
    answers->setting = profile->setting >= 0 ? profile->setting : 0;
    answers->seen_setting = profile->setting;
    const struct uh_setting *setting = &answers->catalog->settings[answers->setting];
    answers->equipment = profile->equipment_said ? profile->equipment : setting->equipment;
    answers->positions = profile->positions_said ? profile->positions : setting->positions;
    answers->conditions = profile->conditions;
    for (int i = 0; i < UH_AREA_COUNT; i++) answers->stiffness[i] = profile->stiffness[i];
    answers->way = -1;
    for (int i = 0; file->exists && i < WAY_COUNT; i++)
        if (ways[i].experience == profile->experience && ways[i].habit == profile->habit)
            answers->way = i;
}

// Another place has other things at hand.
static void on_answered(void *context, int question) {
    struct answers *answers = context;
    if (question != WHERE || answers->setting == answers->seen_setting) return;
    answers->seen_setting = answers->setting;
    answers->equipment = answers->catalog->settings[answers->setting].equipment;
    answers->positions = answers->catalog->settings[answers->setting].positions;
}

// What differs from what the place has is kept as said; the rest follows the place.
static void write_profile(const struct answers *answers, struct uh_profile *profile) {
    const struct uh_setting *setting = &answers->catalog->settings[answers->setting];
    profile->setting = (int8_t)answers->setting;
    profile->equipment_said = answers->equipment != setting->equipment;
    profile->equipment = profile->equipment_said ? (uint16_t)answers->equipment : 0;
    profile->positions_said = answers->positions != setting->positions;
    profile->positions = profile->positions_said ? (uint16_t)answers->positions : 0;
    profile->conditions = answers->conditions;
    for (int i = 0; i < UH_AREA_COUNT; i++) profile->stiffness[i] = (uint8_t)answers->stiffness[i];
    if (answers->way < 0) return;
    profile->experience = ways[answers->way].experience;
    profile->habit = ways[answers->way].habit;
}

bool profile_survey(struct cli *cli, struct person *person) {
    static struct answers answers;
    memset(&answers, 0, sizeof answers);
    answers.catalog = person->catalog;
    read_profile(&answers, &person->file);
    make_questions(&answers);
    struct survey survey = {.title = "About you",
                            .note = person->file.exists
                                        ? "Change what has changed. Nothing leaves this machine."
                                        : "Six questions, once. Nothing leaves this machine.",
                            .questions = answers.questions,
                            .question_count = QUESTION_COUNT,
                            .answered = on_answered,
                            .context = &answers};
    if (survey_run(&cli->page, &survey) == SURVEY_ABORTED) return false;
    write_profile(&answers, &person->file.profile);
    return true;
}
