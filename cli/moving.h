// SPDX-License-Identifier: Apache-2.0
// The moving figure beside the countdown: which moment of a move to show, and its cells, each made
// once and kept.
#ifndef UNHUNCH_CLI_MOVING_H
#define UNHUNCH_CLI_MOVING_H

#include "pictures/gallery.h"
#include "terminal/go.h"

// Of one move as one side does it, for one size of picture.
struct reel {
    const char *figure;  // NULL: none
    const char *variant; // of it, or NULL
    int columns, rows;
    bool left, colour;
    bool broken;                     // the figure cannot be read
    struct gallery_picture *picture; // opened with the first frame
    double seconds, still;
    int stay_count;
    struct gallery_stay stays[8];
    int frame_count;
    struct cell **frames; // made when first shown
    double shown;         // seconds into the loop
    unsigned used;        // when, for the oldest to make room
};

enum { REEL_MAX = 4 };

// Zero-initialised but for the gallery and the kind of cells.
struct moving {
    const struct gallery *gallery;
    enum gallery_cells kind;
    struct reel reels[REEL_MAX];
    unsigned clock;
};

// The moment of a reel, in seconds, that belongs to a moment of the session.
double moving_moment(const struct reel *reel, const struct uh_player_view *view, int64_t now_ms);

// A uh_paint_move; the context is a struct moving.
bool moving_paint(void *context, struct grid *grid, struct uh_area_of_cells area,
                  const struct uh_player_view *view, int64_t now_ms, bool dimmed,
                  const struct uh_ground *ground);

void moving_finish(struct moving *moving);

#endif
