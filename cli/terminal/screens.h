// SPDX-License-Identifier: Apache-2.0
// What each state of a session looks like, in any size of terminal.
#ifndef UNHUNCH_TERMINAL_SCREENS_H
#define UNHUNCH_TERMINAL_SCREENS_H

#include "go.h"
#include "theme.h"

struct screen {
    const struct uh_go *go;
    const struct uh_player *player;
    const struct theme *theme;
    struct uh_ground ground;
    bool help;              // the list of keys lies on top
    bool going_on;          // the question whether to go on with an interrupted session
    int left_moves, left_s; // of that session
    bool flash;
    int64_t now_ms;
};

void screen_paint(struct grid *grid, const struct screen *screen);

// A line for afterwards, on the screen that the person comes back to; may be several. Empty: none.
void screen_farewell(const struct screen *screen, struct uh_text *out);

#endif
