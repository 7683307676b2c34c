// SPDX-License-Identifier: Apache-2.0
// How long each part of an item takes, and what follows what.
//
// An item is: moving there, get ready, then set by set the left, a change, the right, a rest. Moves
// done on both sides at once have no change. Pace stretches and shortens repetitions and gaps only:
// a hold keeps its seconds, because its length is the dose, and get ready and the change of sides
// are never shorter than planned. Quicker ends at 80 %: faster than that would be momentum, which
// every source warns of.
#include "inside.h"

static const int16_t percent_of_pace[UH_PLAYER_PACE_COUNT] = {160, 130, 100, 90, 80};

enum {
    LONG_HOLD_MS = 10000, // from here on the seconds of a hold are counted, not the repetitions
    BREATH_IN_MS = 4000,  // six slow breaths a minute, longer out than in; no pause between:
    BREATH_OUT_MS = 6000  // the breath is never held
};

const struct uh_move *player_move(const struct uh_player *player, int item) {
    return uh_catalog_at(player->catalog, player->plan.items[item].move);
}

bool player_sided(const struct uh_player *player, int item) {
    return player->plan.items[item].sides == UH_SIDES_EACH;
}

enum uh_player_state player_running(const struct uh_player *player) {
    return player->state <= UH_PLAYER_REST ? player->state : player->under;
}

// The place that follows when a place's time is over; state DONE after the last.
struct place player_following(const struct uh_player *player, int item, struct place place) {
    const struct uh_plan_item *playing = &player->plan.items[item];
    bool sided = player_sided(player, item);
    switch (place.state) {
    case UH_PLAYER_MOVING:
        return (struct place){UH_PLAYER_READY, 0, 0};
    case UH_PLAYER_CHANGE:
        return (struct place){UH_PLAYER_WORK, place.set, 1};
    case UH_PLAYER_REST:
        return (struct place){UH_PLAYER_WORK, place.set + 1, 0};
    case UH_PLAYER_READY:
        return (struct place){UH_PLAYER_WORK, place.set, place.side};
    default:
        break;
    }
    if (sided && place.side == 0) return (struct place){UH_PLAYER_CHANGE, place.set, 0};
    if (place.set + 1 >= playing->sets)
        return (struct place){UH_PLAYER_DONE, place.set, place.side};
    if (player_duration(player, item, UH_PLAYER_REST) > 0)
        return (struct place){UH_PLAYER_REST, place.set, place.side};
    return (struct place){UH_PLAYER_WORK, place.set + 1, 0};
}

// What moves and what holds in one repetition, at this pace.
static struct moment repetition(const struct uh_player *player, int item, int pace) {
    const struct uh_plan_item *playing = &player->plan.items[item];
    int64_t all_ms = (int64_t)playing->set_seconds * 1000;
    int reps = playing->reps > 1 ? playing->reps : 1;
    int directions = playing->directions > 1 ? playing->directions : 1;
    if (player_move(player, item)->kind == UH_KIND_CARDIO) reps = directions = 1;
    int64_t rep_ms = all_ms / (reps * directions), hold_ms = (int64_t)playing->hold_s * 1000;
    if (hold_ms > rep_ms || player_move(player, item)->kind == UH_KIND_CARDIO) hold_ms = rep_ms;
    int64_t moving_ms = (rep_ms - hold_ms) * percent_of_pace[pace] / 100;
    return (struct moment){
        .rep_ms = hold_ms + moving_ms > 0 ? hold_ms + moving_ms : 1000,
        .hold_ms = hold_ms,
        .reps = reps,
        .counts = reps * directions > 1 && hold_ms < LONG_HOLD_MS,
    };
}

static int directions(const struct uh_player *player, int item) {
    int count = player->plan.items[item].directions;
    return count > 1 && player_move(player, item)->kind != UH_KIND_CARDIO ? count : 1;
}

static int64_t work_ms(const struct uh_player *player, int item) {
    struct moment rep = repetition(player, item, player->pace);
    return rep.rep_ms * rep.reps * directions(player, item);
}

struct moment player_moment(const struct uh_player *player, int item, int64_t elapsed_ms) {
    struct moment moment = repetition(player, item, player->pace);
    int last = moment.reps * directions(player, item) - 1;
    int64_t rep = elapsed_ms / moment.rep_ms;
    if (rep > last) rep = last;
    moment.direction = (int)rep / moment.reps;
    moment.rep = (int)rep % moment.reps;
    moment.in_rep_ms = elapsed_ms - rep * moment.rep_ms;
    return moment;
}

int64_t player_same_moment(const struct uh_player *player, int64_t elapsed_ms, int pace) {
    struct moment now = player_moment(player, player->item, elapsed_ms);
    struct moment then = repetition(player, player->item, pace);
    int64_t before = now.direction * now.reps + now.rep;
    int64_t in = (now.rep_ms - now.hold_ms) / 2, in_then = (then.rep_ms - then.hold_ms) / 2;
    int64_t at = now.in_rep_ms;
    if (at <= in)
        at = in > 0 ? at * in_then / in : 0;
    else if (at <= in + now.hold_ms)
        at = at - in + in_then;
    else
        at = in_then + now.hold_ms +
             (at - in - now.hold_ms) * (then.rep_ms - now.hold_ms - in_then) /
                 (now.rep_ms - now.hold_ms - in);
    return before * then.rep_ms + at;
}

// A gap at this pace, never under the least.
static int64_t gap_ms(const struct uh_player *player, int64_t ms, int64_t least_ms) {
    int64_t scaled = ms * percent_of_pace[player->pace] / 100;
    return scaled > least_ms ? scaled : least_ms;
}

// Moving to an item: what the plan leaves between it and the one before it.
static int64_t moving_ms(const struct uh_player *player, int item) {
    const struct uh_plan_item *items = player->plan.items;
    int32_t from = item > 0 ? items[item - 1].start_s + items[item - 1].seconds : 0;
    int32_t gap = items[item].start_s - from;
    return gap > 0 ? (int64_t)gap * 1000 : 0;
}

int64_t player_duration(const struct uh_player *player, int item, enum uh_player_state state) {
    switch (state) {
    case UH_PLAYER_MOVING:
        return gap_ms(player, moving_ms(player, item), 0);
    case UH_PLAYER_READY:
        return gap_ms(player, UH_GET_READY_S * 1000, UH_GET_READY_S * 1000);
    case UH_PLAYER_WORK:
        return work_ms(player, item);
    case UH_PLAYER_CHANGE:
        return gap_ms(player, UH_CHANGE_SIDES_S * 1000, UH_CHANGE_SIDES_S * 1000);
    case UH_PLAYER_REST: {
        // The way back from the right to the left is a change of sides at least.
        int64_t least = player_sided(player, item) ? UH_CHANGE_SIDES_S * 1000 : 0;
        return gap_ms(player, (int64_t)player->plan.items[item].rest_s * 1000, least);
    }
    default:
        return 0;
    }
}

// Time of an item after a place.
int64_t player_rest_of_item(const struct uh_player *player, int item, struct place place) {
    int64_t total = 0;
    for (place = player_following(player, item, place); place.state != UH_PLAYER_DONE;
         place = player_following(player, item, place))
        total += player_duration(player, item, place.state);
    return total;
}

int64_t uh_player_item_ms(const struct uh_player *player, int item) {
    struct place start = {UH_PLAYER_MOVING, 0, 0};
    return player_duration(player, item, UH_PLAYER_MOVING) +
           player_rest_of_item(player, item, start);
}

// The first item from there on that is to be played, or -1.
int player_next_item(const struct uh_player *player, int from) {
    for (int i = from; i < player->plan.item_count; i++)
        if (!uh_move_set_has(&player->over, i)) return i;
    return -1;
}

// The last item before there that is to be played, or -1.
int player_item_before(const struct uh_player *player, int from) {
    for (int i = from - 1; i >= 0; i--)
        if (!uh_move_set_has(&player->over, i)) return i;
    return -1;
}

enum uh_breath player_breath(const struct uh_player *player, int64_t elapsed_ms, int64_t *into_ms,
                             int64_t *of_ms) {
    *into_ms = *of_ms = 0;
    if (player_running(player) != UH_PLAYER_WORK) return UH_BREATH_NONE;
    const struct uh_move *move = player_move(player, player->item);
    if (move->kind == UH_KIND_CARDIO || player_moment(player, player->item, 0).counts)
        return UH_BREATH_NONE;
    int64_t at = elapsed_ms % (BREATH_IN_MS + BREATH_OUT_MS);
    bool in = at < BREATH_IN_MS;
    *into_ms = in ? at : at - BREATH_IN_MS;
    *of_ms = in ? BREATH_IN_MS : BREATH_OUT_MS;
    return in ? UH_BREATH_IN : UH_BREATH_OUT;
}
