// SPDX-License-Identifier: Apache-2.0
// A terminal that gives single keys, and is left as it was: on the way out, on signals, on Ctrl-Z.
#ifndef UNHUNCH_CLI_PROMPT_H
#define UNHUNCH_CLI_PROMPT_H

#include <stdbool.h>

enum prompt_key {
    PROMPT_UP = 0x100,
    PROMPT_DOWN,
    PROMPT_LEFT,
    PROMPT_RIGHT,
    PROMPT_HOME,
    PROMPT_LAST, // the End key
    PROMPT_ENTER,
    PROMPT_ESCAPE,
    PROMPT_ABORT, // Ctrl-C, or the terminal is gone
    PROMPT_REDRAW // the size changed, or it was stopped and goes on
};

// True where standard input and output are a terminal that can move its cursor.
bool prompt_possible(void);

// Switches to the other screen and to single keys. One at a time.
void prompt_open(void);
void prompt_close(void);

// Waits for a key: a character, or one of enum prompt_key.
int prompt_key(void);

// Rows of the terminal, 24 where it does not say.
int prompt_rows(void);

// Begins and ends the drawing of a whole screen, shown at once.
void prompt_begin(void);
void prompt_end(void);

#endif
