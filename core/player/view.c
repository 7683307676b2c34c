// SPDX-License-Identifier: Apache-2.0
// What to show now, taken from the player's state without changing it.
#include "inside.h"

#include <string.h>

// The spoken line of an item: the condition's where it has one.
const char *player_line(const struct uh_player *player, int item) {
    const struct uh_move *move = player_move(player, item);
    const char *changed =
        uh_modified_say(player->catalog, move, player->plan.items[item].modified_by);
    return changed != NULL ? changed : move->say;
}

// Advice where no red flag of the catalogue speaks. A pain that stays after the move has stopped is
// not worked through: 000 and 004 send severe or lasting pain to a doctor.
static const char stop_advice[] =
    "Do not stretch any more today. See a doctor before you go on if the pain is strong or has not "
    "eased in a few days.";
static const char spare_advice[] =
    "The other moves for the same area are left out today. See a doctor if the pull has not eased "
    "in a few days.";

const char *player_advice(const struct uh_player *player) {
    switch (player->outcome) {
    case UH_OUTCOME_STOP:
        return stop_advice;
    case UH_OUTCOME_SPARE:
        return spare_advice;
    case UH_OUTCOME_FLAG:
        for (int i = 0; i < player->catalog->flag_count; i++)
            if ((player->flags >> i) & 1u) return player->catalog->flags[i].advice;
        return stop_advice;
    default:
        return NULL;
    }
}

static const char *const title_of[UH_PLAYER_STATE_COUNT] = {
#define X(name, title) title,
    UH_PLAYER_STATES(X)
#undef X
};

static int permille(int64_t part, int64_t whole) {
    if (whole <= 0) return 0;
    int64_t result = part * 1000 / whole;
    return (int)(result < 0 ? 0 : result > 1000 ? 1000 : result);
}

// How far into the move a moment is: in, held there, out again.
static int reach(const struct moment *moment) {
    int64_t in = (moment->rep_ms - moment->hold_ms) / 2, out = moment->rep_ms - moment->in_rep_ms;
    if (in == 0) return 1000;
    return permille(moment->in_rep_ms < out ? moment->in_rep_ms : out, in);
}

static const char *title(const struct uh_player *player, const struct moment *moment) {
    if (player->state != UH_PLAYER_WORK) return title_of[player->state];
    if (player_move(player, player->item)->kind == UH_KIND_CARDIO) return "Warm up";
    bool held = !moment->counts || (moment->hold_ms > 0 && reach(moment) == 1000);
    return held ? title_of[UH_PLAYER_WORK] : "Repeat";
}

static int seconds_left(int64_t ms) {
    return (int)((ms + 999) / 1000);
}

// Time left of the item, and its whole time without moving there.
static int64_t item_left(const struct uh_player *player, int64_t *whole_ms) {
    struct place start = {UH_PLAYER_MOVING, 0, 0};
    struct place here = {player_running(player), player->set, player->side};
    *whole_ms = player_rest_of_item(player, player->item, start);
    if (player->state == UH_PLAYER_DONE || player->state == UH_PLAYER_ENDED) return 0;
    int64_t left = player->left_ms + player_rest_of_item(player, player->item, here);
    if (player->kept_ms > 0)
        left += player->kept_ms - player_duration(player, player->item, UH_PLAYER_WORK);
    return left;
}

static void look_at_progress(const struct uh_player *player, struct uh_player_view *view) {
    int64_t whole, left = item_left(player, &whole);
    int64_t inside = left < whole ? left : whole;
    view->item_permille = permille(whole - inside, whole);
    int next = -1;
    bool over = player->state == UH_PLAYER_DONE || player->state == UH_PLAYER_ENDED;
    for (int i = player_next_item(player, player->item + 1); i >= 0 && !over;
         i = player_next_item(player, i + 1)) {
        left += uh_player_item_ms(player, i);
        if (next < 0) next = i;
    }
    view->left_s = seconds_left(left);
    if (next < 0) return;
    view->next = player_move(player, next);
    view->next_item = &player->plan.items[next];
    view->next_variant =
        uh_modified_variant(player->catalog, view->next, view->next_item->modified_by);
}

static void look_at_work(const struct uh_player *player, struct uh_player_view *view) {
    bool working = player_running(player) == UH_PLAYER_WORK;
    int64_t elapsed = working ? player->segment_ms - player->left_ms : 0, into, of;
    struct moment moment = player_moment(player, player->item, elapsed);
    const struct uh_plan_item *playing = &player->plan.items[player->item];
    view->title = title(player, &moment);
    view->set = player->set + 1;
    view->sets = playing->sets > 1 ? playing->sets : 1;
    view->sided = player_sided(player, player->item);
    view->side = player_running(player) == UH_PLAYER_CHANGE ? 1 : player->side;
    if (player_running(player) == UH_PLAYER_REST) view->side = 0;
    view->directions = playing->directions > 1 ? playing->directions : 1;
    view->direction = moment.direction + 1;
    view->counts = moment.counts;
    view->rep = moment.rep + 1;
    view->reps = moment.reps;
    view->rep_permille = permille(moment.in_rep_ms, moment.rep_ms);
    view->reach_permille = working ? reach(&moment) : 0;
    view->seconds = seconds_left(player->left_ms);
    if (working && !moment.counts) view->seconds = seconds_left(moment.rep_ms - moment.in_rep_ms);
    view->segment_permille = permille(player->segment_ms - player->left_ms, player->segment_ms);
    view->breath = player_breath(player, elapsed, &into, &of);
    view->breath_permille = permille(into, of);
}

static void look_at_hurt(const struct uh_player *player, struct uh_player_view *view) {
    view->hurt = uh_catalog_at(player->catalog, player->hurt_move);
    view->felt = player->felt;
    view->after = player->after;
    view->outcome = (enum uh_player_outcome)player->outcome;
    view->advice = player_advice(player);
    if (player->outcome == UH_OUTCOME_GENTLER)
        view->gentler = uh_catalog_at(player->catalog, player->gentler.move);
    int count = 0;
    for (int i = 0; i < player->catalog->flag_count && count < 2; i++)
        if (player->outcome == UH_OUTCOME_FLAG && ((player->flags >> i) & 1u))
            view->flags[count++] = &player->catalog->flags[i];
}

static void look_at_end(const struct uh_player *player, struct uh_player_view *view) {
    view->done = player->done;
    view->worked_s = (int)(player->worked_all_ms / 1000);
    view->area = (enum uh_area)player->area;
    view->before = -1;
    if (player->profile->stiffness[view->area] > 0)
        view->before = player->profile->stiffness[view->area];
    if (player->check_in != NULL && player->check_in->stiffness[view->area] >= 0)
        view->before = player->check_in->stiffness[view->area];
    view->stiffness = player->stiffness;
}

void uh_player_look(const struct uh_player *player, struct uh_player_view *view) {
    memset(view, 0, sizeof *view);
    view->state = (enum uh_player_state)player->state;
    view->under = player_running(player);
    view->pace = player->pace;
    view->item = player->item;
    view->item_count = player->plan.item_count;
    view->title = title_of[player->state];
    look_at_end(player, view);
    if (player->plan.item_count == 0) return;
    view->playing = &player->plan.items[player->item];
    view->move = player_move(player, player->item);
    view->variant = uh_modified_variant(player->catalog, view->move, view->playing->modified_by);
    view->line = player_line(player, player->item);
    struct uh_text change = uh_text_in(view->change, sizeof view->change);
    uh_modified_how(player->catalog, view->move, view->playing->modified_by, &change);
    look_at_work(player, view);
    look_at_progress(player, view);
    if (player->hurt_item >= 0) look_at_hurt(player, view);
}
