// SPDX-License-Identifier: Apache-2.0
// What the screens are painted on and with, shared by the files that paint them.
#ifndef UNHUNCH_TERMINAL_EASEL_H
#define UNHUNCH_TERMINAL_EASEL_H

#include "digits.h"
#include "screens.h"

enum {
    LINE_COLUMNS = 72, // of running text that is easy to read
    TEXT_SIZE = 512
};

struct layout {
    int columns, rows; // from this size on
    int margin;
    int left_columns; // of the move; 0: no room for it
    int right;        // first column of what to do
    enum digit_size digits;
    int foot; // rows from the bottom: next move; keys are on the last row; 1: no next move
};

// What is painted on and with.
struct easel {
    struct grid *grid;
    const struct screen *screen;
    const struct theme *theme;
    const struct layout *layout;
    struct uh_player_view view;
    int width; // up to the right margin
};

// A key and what it does.
struct hint {
    const char *key, *does;
    bool care;
};

// text.c
void easel_add_clock(struct uh_text *text, int seconds); // "4:05"
void easel_add_count(struct uh_text *text, int number, const char *one, const char *many);
void easel_add_sentence(struct uh_text *text, const char *words); // its first letter large
void easel_add_done(const struct uh_player_view *view, struct uh_text *text);
void easel_put_right(const struct easel *easel, int row, int right, struct style style,
                     const char *text);
const char *easel_session_name(const struct easel *easel);
const char *easel_headline(const struct uh_player_view *view); // of the advice

// frame.c: the session and its moves at the top, the keys at the bottom
void easel_head(const struct easel *easel);
void easel_foot(const struct easel *easel);

// doing.c: the move, what to do and for how long, what comes next
void easel_move(const struct easel *easel);
void easel_do(const struct easel *easel);
void easel_next(const struct easel *easel);

// questions.c
void easel_felt(const struct easel *easel);
void easel_after(const struct easel *easel);
void easel_advice(const struct easel *easel);
void easel_done(const struct easel *easel);
void easel_help(const struct easel *easel);
void easel_going_on(const struct easel *easel);

#endif
