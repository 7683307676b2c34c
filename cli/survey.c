// SPDX-License-Identifier: Apache-2.0
#include "survey.h"

#include "prompt.h"

#include <string.h>

enum { BAR_COLUMN = 18, LEVEL_MAX = 10, ANSWER_COLUMN = 18, LABEL_COLUMN = 6, ROWS_ENOUGH = 6 };

// Where the person is in the survey.
struct place {
    int question, row;
    int first; // row that the page begins with, where they do not all fit
};

// Whether a row is part of the answer.
static bool chosen(const struct survey_row *row) {
    switch (row->kind) {
    case SURVEY_CHECK:
        return (*row->bits >> row->index) & 1;
    case SURVEY_ONE:
        return *row->value == row->index;
    case SURVEY_SCALE:
        return *row->value > 0;
    }
    return false;
}

static bool applies(const struct survey *survey, int question) {
    return !survey->applies || survey->applies(survey->context, question);
}

// An answer in a line: what was chosen.
static void print_answer(struct page *page, const struct survey_question *question) {
    char words[512] = "";
    size_t used = 0;
    for (int i = 0; i < question->row_count; i++) {
        const struct survey_row *row = &question->rows[i];
        if (!chosen(row) || used + 128 > sizeof words) continue;
        bool alone = question->row_count == 1;
        const char *name = alone ? "" : row->summary ? row->summary : row->label;
        char number[16] = "";
        if (row->kind == SURVEY_SCALE)
            snprintf(number, sizeof number, "%s%d", alone ? "" : " ", *row->value);
        used += (size_t)snprintf(words + used, sizeof words - used, "%s%.90s%s",
                                 used > 0 ? ", " : "", name, number);
    }
    const char *answer = *words ? words : question->none;
    page_to(page, ANSWER_COLUMN);
    int room = page_edge(page) - page->column;
    if (page_columns(answer) <= room) {
        page_put(page, PAGE_PLAIN, answer);
        return;
    }
    const char *dots = page_glyph(page, PAGE_DOTS);
    words[page_fit(words, room - page_columns(dots))] = 0;
    page_put(page, PAGE_PLAIN, words);
    page_put(page, PAGE_PLAIN, dots);
}

// The questions before this one, with their answers.
static void print_answered(struct page *page, const struct survey *survey, int before) {
    for (int i = 0; i < before; i++) {
        if (!applies(survey, i)) continue;
        page_to(page, PAGE_MARGIN);
        page_put(page, PAGE_ACCENT, page_glyph(page, PAGE_TICK));
        page_putf(page, PAGE_MUTED, " %s", survey->questions[i].title);
        print_answer(page, &survey->questions[i]);
        page_end_line(page);
    }
    if (before > 0) page_end_line(page);
}

// A scale as ten boxes, its number, and in words where it is the current one.
static void print_scale(struct page *page, const struct survey_question *question,
                        const struct survey_row *row, bool current) {
    page_to(page, BAR_COLUMN);
    for (int i = 1; i <= LEVEL_MAX; i++) {
        bool full = i <= *row->value;
        page_put(page, full ? (current ? PAGE_ACCENT : PAGE_PLAIN) : PAGE_MUTED,
                 page_glyph(page, full ? PAGE_FULL : PAGE_EMPTY));
        page_put(page, PAGE_PLAIN, " ");
    }
    page_to(page, BAR_COLUMN + 2 * LEVEL_MAX + 2);
    if (*row->value == 0)
        page_put(page, PAGE_MUTED, question->levels[0]);
    else
        page_putf(page, current ? PAGE_BOLD : PAGE_PLAIN, "%d", *row->value);
    if (!current || *row->value == 0) return;
    page_to(page, BAR_COLUMN + 2 * LEVEL_MAX + 6);
    page_put(page, PAGE_MUTED, question->levels[(*row->value + 1) / 2]);
}

// One row, marked where it is the current one.
static void print_row(struct page *page, const struct survey_question *question,
                      const struct survey_row *row, bool current) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_ACCENT, current ? page_glyph(page, PAGE_POINTER) : " ");
    page_put(page, PAGE_PLAIN, " ");
    enum page_style style = current ? PAGE_BOLD : PAGE_PLAIN;
    if (row->kind == SURVEY_SCALE) {
        page_put(page, current || *row->value > 0 ? style : PAGE_MUTED, row->label);
        print_scale(page, question, row, current);
    } else {
        bool on = chosen(row);
        page_put(page, on ? (question->urgent ? PAGE_CARE : PAGE_ACCENT) : PAGE_MUTED,
                 page_glyph(page, on ? PAGE_CHECKED : PAGE_FREE));
        page_put(page, PAGE_PLAIN, " ");
        page_wrap(page, on || current ? style : PAGE_MUTED, page->column, row->label);
    }
    page_end_line(page);
}

// Lines that a row takes.
static int row_lines(const struct page *page, const struct survey_row *row) {
    int room = page_edge(page) - LABEL_COLUMN;
    if (row->kind == SURVEY_SCALE || room < 1) return 1;
    int columns = page_columns(row->label);
    return columns <= room ? 1 : 1 + (columns + 8) / room;
}

// Moves the page so that the current row is on it; returns the row after the last that fits.
static int fit_rows(const struct page *page, const struct survey_question *question,
                    struct place *place, int lines) {
    if (place->row < place->first) place->first = place->row;
    for (;;) {
        int used = 0, row = place->first;
        while (row < question->row_count) {
            used += row_lines(page, &question->rows[row]);
            if (used > lines) break;
            row++;
        }
        if (row > place->row || place->first >= place->row)
            return row > place->first ? row : place->first + 1;
        place->first++;
    }
}

// A key and what it does; on a further line where it does not fit.
static void print_key(struct page *page, const char *key, const char *does) {
    if (page->column + page_columns(key) + page_columns(does) + 4 > page_edge(page)) {
        page_end_line(page);
    }
    if (page->column > 0) page_put(page, PAGE_PLAIN, "   ");
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_BOLD, key);
    page_putf(page, PAGE_MUTED, " %s", does);
}

// The number of a question among those that apply.
static int number_of(const struct survey *survey, int question) {
    int number = 1;
    for (int i = 0; i < question; i++) number += applies(survey, i);
    return number;
}

static bool any_chosen(const struct survey_question *question) {
    bool any = false;
    for (int i = 0; i < question->row_count; i++) any = any || chosen(&question->rows[i]);
    return any;
}

// The keys that mean something now.
static void print_keys(struct page *page, const struct survey_question *question, int number) {
    bool scale = question->rows[0].kind == SURVEY_SCALE;
    bool check = question->rows[0].kind == SURVEY_CHECK;
    if (question->row_count > 1)
        print_key(page, page_glyph(page, PAGE_UP_DOWN), check || scale ? "move" : "choose");
    if (scale) print_key(page, page_glyph(page, PAGE_LEFT_RIGHT), "less, more");
    if (check && question->urgent) print_key(page, "y n", "yes, no");
    if (check && !question->urgent) print_key(page, "space", "choose");
    bool none = question->urgent && !any_chosen(question);
    print_key(page, "enter", none ? "none of these" : "next");
    if (number > 0) print_key(page, "esc", "back");
    print_key(page, "q", "stop, keep answers");
    page_end_line(page);
}

// The questions after this one.
static void print_to_come(struct page *page, const struct survey *survey, int after) {
    bool any = false;
    for (int i = after; i < survey->question_count; i++) {
        if (!applies(survey, i)) continue;
        if (!any) page_end_line(page);
        any = true;
        page_to(page, PAGE_MARGIN);
        if (page->column > PAGE_MARGIN) page_put(page, PAGE_PLAIN, "   ");
        page_putf(page, PAGE_MUTED, "%d %s", number_of(survey, i), survey->questions[i].title);
    }
    if (any) page_end_line(page);
}

// What of a page is left out where the terminal is low.
enum fullness { ALL, NO_ANSWERS, ROWS_ONLY };

// Title, answers so far and the question.
static void print_top(struct page *page, const struct survey *survey, const struct place *place,
                      enum fullness fullness) {
    const struct survey_question *question = &survey->questions[place->question];
    if (fullness != ROWS_ONLY) {
        page_end_line(page);
        page_to(page, PAGE_MARGIN);
        page_put(page, PAGE_BOLD, survey->title);
        page_put(page, PAGE_PLAIN, "  ");
        page_wrap(page, PAGE_MUTED, page->column, survey->note);
        page_end_line(page);
        page_end_line(page);
    }
    if (fullness == ALL) print_answered(page, survey, place->question);
    page_to(page, PAGE_MARGIN);
    page_putf(page, PAGE_ACCENT, "%d ", number_of(survey, place->question));
    page_wrap(page, PAGE_BOLD, page->column, question->question);
    page_end_line(page);
    if (fullness != ROWS_ONLY) page_end_line(page);
}

// What the current row means, the keys, and what is to come.
static void print_bottom(struct page *page, const struct survey *survey, const struct place *place,
                         enum fullness fullness) {
    const struct survey_question *question = &survey->questions[place->question];
    const char *detail = question->rows[place->row].detail;
    page_end_line(page);
    if (detail && fullness != ROWS_ONLY) {
        page_wrap(page, PAGE_MUTED, PAGE_MARGIN + 2, detail);
        page_end_line(page);
        page_end_line(page);
    }
    print_keys(page, question, place->question);
    if (fullness == ALL) print_to_come(page, survey, place->question + 1);
}

// Lines that all but the rows take.
static int lines_round_rows(const struct page *like, const struct survey *survey,
                            const struct place *place, enum fullness fullness) {
    char room[1 << 14];
    struct page page = *like;
    page.out = fmemopen(room, sizeof room, "w");
    if (!page.out) return 12;
    page.lines = 0;
    print_top(&page, survey, place, fullness);
    print_bottom(&page, survey, place, fullness);
    fclose(page.out);
    return page.lines;
}

// Draws the question that is open; rows that do not fit are scrolled to.
static void draw(struct page *page, const struct survey *survey, struct place *place) {
    const struct survey_question *question = &survey->questions[place->question];
    page_init(page, stdout);
    prompt_begin();
    int wanted = 0, room = 0;
    for (int i = 0; i < question->row_count; i++) wanted += row_lines(page, &question->rows[i]);
    enum fullness fullness = ALL;
    for (;; fullness++) {
        room = prompt_rows() - 1 - lines_round_rows(page, survey, place, fullness);
        if (room >= wanted || fullness == ROWS_ONLY) break;
        if (room >= ROWS_ENOUGH && fullness == NO_ANSWERS) break;
    }
    print_top(page, survey, place, fullness);
    int last = fit_rows(page, question, place, room);
    for (int i = place->first; i < last; i++)
        print_row(page, question, &question->rows[i], i == place->row);
    if (last < question->row_count) {
        page_to(page, LABEL_COLUMN);
        page_putf(page, PAGE_MUTED, "%d more below", question->row_count - last);
    }
    print_bottom(page, survey, place, fullness);
    prompt_end();
}

// Chooses the row, or takes it back.
static void choose(const struct survey_row *row) {
    if (row->kind == SURVEY_CHECK) *row->bits ^= UINT32_C(1) << row->index;
    if (row->kind == SURVEY_ONE) *row->value = row->index;
}

// Moves a scale up or down.
static void change_scale(const struct survey_row *row, int by) {
    if (row->kind != SURVEY_SCALE) return;
    int value = *row->value < 0 ? 0 : *row->value;
    value += by;
    *row->value = value < 0 ? 0 : value > LEVEL_MAX ? LEVEL_MAX : value;
}

// Answers a yes-or-no row and goes on to the next.
static void answer(const struct survey_question *question, struct place *place, bool yes) {
    const struct survey_row *row = &question->rows[place->row];
    if (row->kind != SURVEY_CHECK) return;
    *row->bits &= ~(UINT32_C(1) << row->index);
    if (yes) *row->bits |= UINT32_C(1) << row->index;
    if (place->row + 1 < question->row_count) place->row++;
}

// Goes to the next question that applies (by 1 or -1). False: there is none.
static bool turn(const struct survey *survey, struct place *place, int by) {
    int question = place->question;
    if (by > 0 && question >= 0 && survey->answered) survey->answered(survey->context, question);
    do question += by;
    while (question >= 0 && question < survey->question_count && !applies(survey, question));
    if (question < 0 || question >= survey->question_count) return false;
    *place = (struct place){.question = question};
    const struct survey_question *to = &survey->questions[question];
    for (int i = 0; i < to->row_count; i++)
        if (to->rows[i].kind == SURVEY_ONE && chosen(&to->rows[i])) {
            place->row = i;
            break;
        }
    return true;
}

// Goes to another row; where one of several is chosen, that chooses it.
static void move_row(const struct survey_question *question, struct place *place, int by) {
    int row = place->row + by;
    place->row = row < 0 ? question->row_count - 1 : row >= question->row_count ? 0 : row;
    if (question->rows[place->row].kind == SURVEY_ONE) choose(&question->rows[place->row]);
}

// Keys that act on the current row.
static void act(const struct survey_question *question, struct place *place, int key) {
    const struct survey_row *row = &question->rows[place->row];
    if (key == PROMPT_UP || key == 'k') move_row(question, place, -1);
    if (key == PROMPT_DOWN || key == 'j' || key == '\t') move_row(question, place, 1);
    if (key == PROMPT_LEFT || key == 'h' || key == '-') change_scale(row, -1);
    if (key == PROMPT_RIGHT || key == 'l' || key == '+') change_scale(row, 1);
    if (key == ' ' || key == 'x') choose(row);
    if (key == 'y' || key == 'n') answer(question, place, key == 'y');
    if (key >= '0' && key <= '9' && row->kind == SURVEY_SCALE) *row->value = key - '0';
}

enum survey_end survey_run(struct page *page, const struct survey *survey) {
    struct place place = {.question = -1};
    enum survey_end end = SURVEY_DONE;
    if (!turn(survey, &place, 1)) return end;
    prompt_open();
    for (bool asking = true; asking;) {
        draw(page, survey, &place);
        int key = prompt_key();
        if (key == PROMPT_ABORT || key == 'q') {
            end = key == 'q' ? SURVEY_STOPPED : SURVEY_ABORTED;
            if (key == 'q' && survey->answered) survey->answered(survey->context, place.question);
            asking = false;
        } else if (key == PROMPT_ENTER) {
            const struct survey_row *row = &survey->questions[place.question].rows[place.row];
            if (row->kind == SURVEY_ONE) choose(row);
            asking = turn(survey, &place, 1);
        } else if (key == PROMPT_ESCAPE) {
            turn(survey, &place, -1);
        } else {
            act(&survey->questions[place.question], &place, key);
        }
    }
    prompt_close();
    page_init(page, stdout);
    return end;
}
