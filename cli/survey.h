// SPDX-License-Identifier: Apache-2.0
// Questions on one page, one open at a time: those answered above it, those to come below.
#ifndef UNHUNCH_CLI_SURVEY_H
#define UNHUNCH_CLI_SURVEY_H

#include <stdint.h>

#include "page.h"

enum survey_kind {
    SURVEY_CHECK, // any of several: a bit of *bits
    SURVEY_ONE,   // one of several: *value is its index
    SURVEY_SCALE  // 0 to 10 in *value
};

struct survey_row {
    enum survey_kind kind;
    const char *label;
    const char *detail;  // told while the row is the current one; may be NULL
    const char *summary; // in the answers; NULL: the label
    uint32_t *bits;
    int *value;
    int index; // bit, or what *value becomes
};

struct survey_question {
    const char *title;    // "At hand"
    const char *question; // "What is at hand there?"
    const char *none;     // answer where nothing is chosen: "nothing"
    struct survey_row *rows;
    int row_count;
    const char *const *levels; // of a scale: six words, for 0, 1-2, 3-4, ...
    bool urgent;               // chosen rows stand out
};

struct survey {
    const char *title, *note;
    struct survey_question *questions;
    int question_count;
    // Called when a question is left, before the next is shown; may change answers and skip.
    void (*answered)(void *context, int question);
    bool (*applies)(void *context, int question); // NULL: all do
    void *context;
};

enum survey_end { SURVEY_DONE, SURVEY_STOPPED, SURVEY_ABORTED };

// Asks. The terminal must be possible (prompt.h); it is left as it was.
enum survey_end survey_run(struct page *page, const struct survey *survey);

#endif
