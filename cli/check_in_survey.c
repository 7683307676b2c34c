// SPDX-License-Identifier: Apache-2.0
#include "check_in_survey.h"

#include "prompt.h"
#include "survey.h"

#include <string.h>

enum { EMERGENCY, DOCTOR, PAIN, WHERE, HOW_LONG, STIFF, HEALED, QUESTION_COUNT, ROW_MAX = 32 };

static const char *const pain_levels[] = {
    "none", "hardly there", "noticeable", "hard to ignore", "strong", "as bad as it gets",
};

static const char *const stiffness_levels[] = {
    "fine",         "hardly noticed",    "in the way now and then", "there most of the day",
    "hard to move", "as bad as it gets",
};

static const struct {
    const char *label;
    int days;
} spans[] = {
    {"since today", 0},           {"since yesterday", 1},        {"for two or three days", 2},
    {"for four days or more", 4}, {"for two weeks or more", 14},
};

// The return gate (004), question by question: only all of them together open it.
static const char *const gate_rows[] = {
    "pain, stiffness and swelling have clearly eased",
    "daily tasks go with little or no pain",
    "I can move nearly as far as before",
    "whoever treats me says that I may begin",
};

enum {
    SPAN_COUNT = sizeof spans / sizeof spans[0],
    GATE_COUNT = sizeof gate_rows / sizeof gate_rows[0]
};

struct sheet_of_questions {
    const struct uh_catalog *catalog;
    int pain, pain_area, span, asked; // asked: the last question that was answered
    int stiffness[UH_AREA_COUNT];
    uint32_t flags, gate;
    bool healing;
    char area_names[UH_AREA_COUNT][24];
    struct survey_row rows[QUESTION_COUNT][ROW_MAX];
    struct survey_question questions[QUESTION_COUNT];
};

bool check_in_survey_possible(void) {
    return prompt_possible();
}

static void add_row(struct sheet_of_questions *sheet, int question, struct survey_row row) {
    struct survey_question *to = &sheet->questions[question];
    if (to->row_count < ROW_MAX) to->rows[to->row_count++] = row;
}

// Every red flag as a yes-or-no row, on the page of its urgency.
static void add_flags(struct sheet_of_questions *sheet) {
    for (int i = 0; i < sheet->catalog->flag_count; i++) {
        const struct uh_flag *flag = &sheet->catalog->flags[i];
        add_row(sheet, flag->urgency == UH_URGENCY_EMERGENCY ? EMERGENCY : DOCTOR,
                (struct survey_row){.kind = SURVEY_CHECK,
                                    .label = flag->ask,
                                    .summary = flag->id,
                                    .bits = &sheet->flags,
                                    .index = i});
    }
}

// The areas: to choose the one that hurts most, and to say how stiff each is.
static void add_areas(struct sheet_of_questions *sheet) {
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        char *name = sheet->area_names[i];
        snprintf(name, sizeof sheet->area_names[i], "%s", uh_area_words.words[i].label);
        name[0] = (char)(name[0] - 'a' + 'A');
        add_row(sheet, WHERE,
                (struct survey_row){.kind = SURVEY_ONE,
                                    .label = uh_area_words.words[i].label,
                                    .value = &sheet->pain_area,
                                    .index = i});
        add_row(sheet, STIFF,
                (struct survey_row){.kind = SURVEY_SCALE,
                                    .label = name,
                                    .summary = uh_area_words.words[i].label,
                                    .value = &sheet->stiffness[i]});
    }
}

static void make_rows(struct sheet_of_questions *sheet) {
    for (int i = 0; i < QUESTION_COUNT; i++) sheet->questions[i].rows = sheet->rows[i];
    add_flags(sheet);
    add_areas(sheet);
    add_row(sheet, PAIN,
            (struct survey_row){.kind = SURVEY_SCALE, .label = "Pain", .value = &sheet->pain});
    for (int i = 0; i < SPAN_COUNT; i++)
        add_row(
            sheet, HOW_LONG,
            (struct survey_row){
                .kind = SURVEY_ONE, .label = spans[i].label, .value = &sheet->span, .index = i});
    for (int i = 0; i < GATE_COUNT; i++)
        add_row(sheet, HEALED,
                (struct survey_row){
                    .kind = SURVEY_CHECK, .label = gate_rows[i], .bits = &sheet->gate, .index = i});
}

static void make_questions(struct sheet_of_questions *sheet) {
    static const struct {
        const char *title, *question, *none;
        const char *const *levels;
    } texts[QUESTION_COUNT] = {
        [EMERGENCY] = {"Urgent signs", "Is any of this so now? Then it needs help at once.", "none",
                       NULL},
        [DOCTOR] = {"Other signs", "Or any of this? A doctor should see it first.", "none", NULL},
        [PAIN] = {"Pain", "How much does it hurt now?", "none", pain_levels},
        [WHERE] = {"Where", "Where does it hurt most?", "not said", NULL},
        [HOW_LONG] = {"How long", "How long has it hurt?", "not said", NULL},
        [STIFF] = {"Stiff", "How stiff are you now?", "nowhere", stiffness_levels},
        [HEALED] = {"Recovered", "After the injury or operation: what is true now?", "not yet",
                    NULL},
    };
    for (int i = 0; i < QUESTION_COUNT; i++) {
        sheet->questions[i].title = texts[i].title;
        sheet->questions[i].question = texts[i].question;
        sheet->questions[i].none = texts[i].none;
        sheet->questions[i].levels = texts[i].levels;
        sheet->questions[i].urgent = i == EMERGENCY || i == DOCTOR;
    }
    make_rows(sheet);
}

// An urgent sign ends the questions: what to do comes first.
static bool applies(void *context, int question) {
    const struct sheet_of_questions *sheet = context;
    if (question != EMERGENCY && question != DOCTOR && sheet->flags) return false;
    if (question == DOCTOR)
        for (int i = 0; i < sheet->catalog->flag_count; i++)
            if (((sheet->flags >> i) & 1) &&
                sheet->catalog->flags[i].urgency == UH_URGENCY_EMERGENCY)
                return false;
    if (question == WHERE || question == HOW_LONG) return sheet->pain > 0;
    return question != HEALED || sheet->healing;
}

// Remembers how far the person came: only what was seen counts as answered.
static void on_answered(void *context, int question) {
    struct sheet_of_questions *sheet = context;
    if (question > sheet->asked) sheet->asked = question;
}

// Turns the sheet into answers; what was not asked stays unsaid.
static void collect(const struct sheet_of_questions *sheet, struct check_in_answers *answers) {
    bool felt = sheet->asked >= PAIN;
    answers->pain = felt ? sheet->pain : -1;
    answers->pain_area = felt && sheet->pain > 0 ? sheet->pain_area : -1;
    answers->days = felt && sheet->pain > 0 && sheet->span >= 0 ? spans[sheet->span].days : -1;
    for (int i = 0; i < UH_AREA_COUNT; i++)
        answers->stiffness[i] = sheet->asked >= STIFF ? sheet->stiffness[i] : -1;
    answers->flags = sheet->flags;
    // signs are cleared only by having gone through all of them
    answers->flags_asked = sheet->flags != 0 || sheet->asked >= DOCTOR;
    answers->recovered = sheet->gate == (UINT32_C(1) << GATE_COUNT) - 1;
}

bool check_in_survey(struct cli *cli, const struct person *person, bool healing,
                     struct check_in_answers *answers) {
    static struct sheet_of_questions sheet;
    memset(&sheet, 0, sizeof sheet);
    sheet.catalog = person->catalog;
    sheet.healing = healing;
    sheet.asked = -1;
    sheet.pain = person->check_in.pain > 0 ? person->check_in.pain : 0;
    sheet.pain_area = person->check_in.pain_area;
    sheet.span = -1;
    sheet.flags = person->check_in.flags;
    for (int i = 0; i < UH_AREA_COUNT; i++)
        sheet.stiffness[i] = person->check_in.stiffness[i] >= 0 ? person->check_in.stiffness[i]
                                                                : person->file.profile.stiffness[i];
    make_questions(&sheet);
    struct survey survey = {.title = "Check-in",
                            .note = "How it is now, and what follows from it.",
                            .questions = sheet.questions,
                            .question_count = QUESTION_COUNT,
                            .answered = on_answered,
                            .applies = applies,
                            .context = &sheet};
    if (survey_run(&cli->page, &survey) == SURVEY_ABORTED || sheet.asked < 0) return false;
    collect(&sheet, answers);
    return true;
}
