// SPDX-License-Identifier: Apache-2.0
// The guided session in a terminal.
#ifndef UNHUNCH_TERMINAL_GO_H
#define UNHUNCH_TERMINAL_GO_H

#include "grid.h"
#include "unhunch/player.h"

// Cells for a picture.
struct uh_area_of_cells {
    int row, column, rows, columns;
};

// What a picture is painted on.
struct uh_ground {
    bool colour, unicode; // may be used
    bool known;           // the terminal's own ground, 0xRRGGBB
    uint32_t rgb;
};

// Paints the move that is shown into the grid; false: it has no picture, words are shown instead.
// `dimmed`: the session is paused.
typedef bool uh_paint_move(void *context, struct grid *grid, struct uh_area_of_cells area,
                           const struct uh_player_view *view, int64_t now_ms, bool dimmed,
                           const struct uh_ground *ground);

// Keeps an event for good: fills in time, offset and, where it is all zero, the id. False: it was
// not kept, and error says why.
typedef bool uh_keep_event(void *context, struct uh_event *event, struct uh_text *error);

struct uh_go {
    const char *program; // what to call it in advice: "unhunch"
    const struct uh_catalog *catalog;
    const struct uh_person *person;
    const struct uh_plan *plan;     // to be played
    const struct uh_record *record; // an interrupted session in it is offered; NULL: none
    int64_t now_ms;                 // Unix time: an old session is not offered any more
    uh_keep_event *keep;            // NULL: nothing is kept
    void *keep_context;
    bool quiet, voice, flash;
    int speed;              // so many times as fast; 0, 1: real time
    uh_paint_move *picture; // NULL: words only
    void *picture_context;
};

// True where there is a terminal to play in. Else print the sheet.
bool uh_terminal_usable(void);

// Leads through the session. Gives the terminal back as it was, whatever happens. Returns the exit
// code: 0; 1 where the record could not be written or there is no terminal; 128 and the signal.
int uh_terminal_go(const struct uh_go *go);

#endif
