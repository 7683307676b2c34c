// SPDX-License-Identifier: Apache-2.0
// What the files of the player share.
#ifndef UNHUNCH_CORE_PLAYER_INSIDE_H
#define UNHUNCH_CORE_PLAYER_INSIDE_H

#include "unhunch/player.h"

// Where a session is within an item.
struct place {
    enum uh_player_state state; // MOVING .. REST, or DONE: the item is over
    int set, side;
};

// timing.c
const struct uh_move *player_move(const struct uh_player *player, int item);
bool player_sided(const struct uh_player *player, int item);
struct place player_following(const struct uh_player *player, int item, struct place place);
int64_t player_duration(const struct uh_player *player, int item, enum uh_player_state state);
int64_t player_rest_of_item(const struct uh_player *player, int item, struct place place);
int player_next_item(const struct uh_player *player, int from);
int player_item_before(const struct uh_player *player, int from);

// Where in the work of an item a moment is.
struct moment {
    int64_t rep_ms, hold_ms; // of one repetition
    int reps;                // in one direction
    int rep, direction;      // from 0
    int64_t in_rep_ms;
    bool counts; // short repetitions, counted; else seconds count
};

struct moment player_moment(const struct uh_player *player, int item, int64_t elapsed_ms);

// The work time at another pace that stands where elapsed_ms stands now: a hold keeps its seconds.
int64_t player_same_moment(const struct uh_player *player, int64_t elapsed_ms, int pace);

enum uh_breath player_breath(const struct uh_player *player, int64_t elapsed_ms, int64_t *into_ms,
                             int64_t *of_ms);

// The running state: the one under a pause or a question.
enum uh_player_state player_running(const struct uh_player *player);

// view.c
const char *player_line(const struct uh_player *player, int item);
const char *player_advice(const struct uh_player *player);

#endif
