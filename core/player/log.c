// SPDX-License-Identifier: Apache-2.0
// Between a session and the record: cues as events, and an event as a plan to go on with.
#include "inside.h"

#include <string.h>

static void copy_id(char to[UH_ID_SIZE], const char *id) {
    struct uh_text text = uh_text_in(to, UH_ID_SIZE);
    uh_text_add(&text, id);
}

// Easy cardio has no repetitions: its event item carries its length as one hold.
static struct uh_event_item event_item(const struct uh_player *player, int item) {
    const struct uh_plan_item *playing = &player->plan.items[item];
    const struct uh_move *move = player_move(player, item);
    struct uh_event_item result = {
        .phase = playing->phase,
        .position = playing->position,
        .equipment = playing->equipment,
        .reps = playing->reps,
        .hold_s = playing->hold_s,
        .sets = playing->sets,
        .rest_s = playing->rest_s,
    };
    copy_id(result.move, move->id);
    if (move->kind == UH_KIND_CARDIO) result.hold_s = playing->set_seconds;
    return result;
}

static void record_start(const struct uh_player *player, struct uh_event *event) {
    const struct uh_catalog *catalog = player->catalog;
    const struct uh_request *request = &player->plan.request;
    if (request->kind >= 0 && request->kind < catalog->kind_count)
        copy_id(event->session_kind, catalog->kinds[request->kind].id);
    if (request->setting >= 0 && request->setting < catalog->setting_count)
        copy_id(event->setting, catalog->settings[request->setting].id);
    event->minutes = request->minutes;
    event->areas = request->areas;
    event->item_count = (int16_t)player->plan.item_count;
    for (int i = 0; i < player->plan.item_count; i++) event->items[i] = event_item(player, i);
}

static void record_check_in(const struct uh_player *player, const struct uh_cue *cue,
                            struct uh_event *event) {
    event->pain = event->pain_area = -1;
    event->days = -1;
    memset(event->stiffness, -1, sizeof event->stiffness);
    if (cue->stiffness >= 0) event->stiffness[player->area] = cue->stiffness;
}

void uh_player_record(const struct uh_player *player, const struct uh_cue *cue,
                      struct uh_event *event) {
    memset(event, 0, sizeof *event);
    event->kind = cue->event;
    event->item = cue->item;
    event->seconds = cue->seconds;
    event->felt = cue->felt;
    event->after = cue->after;
    event->ending = cue->ending;
    if (cue->item >= 0) copy_id(event->move, uh_catalog_at(player->catalog, cue->move)->id);
    if (cue->event == UH_EVENT_SESSION_START) record_start(player, event);
    if (cue->event == UH_EVENT_CHECK_IN) record_check_in(player, cue, event);
}

// Time to get into another position when a session is taken up again (judgement: half of what a
// person needs to get down to the floor and settle).
enum { MOVING_S = 10 };

static bool read_item(const struct uh_catalog *catalog, const struct uh_event_item *from,
                      struct uh_plan_item *to) {
    int index = uh_catalog_move(catalog, from->move);
    if (index < 0) return false;
    const struct uh_move *move = uh_catalog_at(catalog, index);
    bool cardio = move->kind == UH_KIND_CARDIO;
    int sets = from->sets > 1 ? from->sets : 1, sides = move->sides == UH_SIDES_EACH ? 2 : 1;
    int set_s = cardio ? from->hold_s : uh_move_set_seconds(move, from->reps, from->hold_s);
    *to = (struct uh_plan_item){
        .move = (int16_t)index,
        .phase = from->phase,
        .position = from->position,
        .equipment = from->equipment,
        .sides = move->sides,
        .directions = move->directions,
        .reps = from->reps,
        .hold_s = from->hold_s,
        .sets = (int16_t)sets,
        .rest_s = from->rest_s,
        .set_seconds = (int16_t)set_s,
        .seconds = UH_GET_READY_S + sides * (sets * set_s + (sets - 1) * from->rest_s) +
                   (sides - 1) * UH_CHANGE_SIDES_S,
    };
    return set_s > 0;
}

// Verdicts on all moves for what the session uses, so that a gentler move can be found too.
static void judge(const struct uh_catalog *catalog, const struct uh_person *person,
                  const struct uh_event *start, struct uh_plan *plan) {
    const struct uh_move_set none = {{0}};
    const struct uh_move_set *hurt = person->history != NULL ? &person->history->hurt : &none;
    struct uh_surroundings here = {0, 0};
    for (int i = 0; i < start->item_count && i < UH_PLAN_ITEM_MAX; i++) {
        here.equipment |= start->items[i].equipment;
        here.positions |= (uint16_t)(1u << start->items[i].position);
    }
    plan->request.equipment = plan->equipment = here.equipment;
    plan->verdict_count = catalog->move_count;
    for (int i = 0; i < catalog->move_count; i++)
        plan->verdicts[i] = uh_safety_verdict(catalog, person->profile, hurt, &here, i);
}

// True where the person may still do the item; lightens it as the verdict asks.
static bool still_allowed(const struct uh_catalog *catalog, const struct uh_plan *plan,
                          struct uh_plan_item *item) {
    if (item->move >= catalog->move_count) return true;
    const struct uh_verdict *verdict = &plan->verdicts[item->move];
    if (verdict->withheld != UH_NOT_WITHHELD || !((verdict->positions >> item->position) & 1))
        return false;
    item->modified_by = verdict->modified_by;
    if (verdict->hold_max_s > 0 && item->hold_s > verdict->hold_max_s)
        item->hold_s = verdict->hold_max_s;
    if (verdict->reps_max > 0 && item->reps > verdict->reps_max) item->reps = verdict->reps_max;
    item->set_seconds =
        (int16_t)uh_move_set_seconds(uh_catalog_at(catalog, item->move), item->reps, item->hold_s);
    return true;
}

enum uh_result uh_player_plan_again(const struct uh_catalog *catalog,
                                    const struct uh_person *person, const struct uh_event *start,
                                    struct uh_move_set *over, struct uh_plan *plan) {
    memset(plan, 0, sizeof *plan);
    plan->request = uh_default_request();
    plan->request.kind = (int8_t)uh_catalog_kind(catalog, start->session_kind);
    plan->request.setting = (int8_t)uh_catalog_setting(catalog, start->setting);
    plan->request.minutes = start->minutes;
    plan->request.areas = start->areas;
    judge(catalog, person, start, plan);
    int left = 0;
    for (int i = 0; i < start->item_count && i < UH_PLAN_ITEM_MAX; i++) {
        struct uh_plan_item *item = &plan->items[i], *before = i > 0 ? item - 1 : NULL;
        bool good =
            read_item(catalog, &start->items[i], item) && still_allowed(catalog, plan, item);
        if (!good) uh_move_set_add(over, i);
        bool moves = before != NULL && (before->position != item->position ||
                                        (item->equipment & ~before->equipment) != 0);
        item->start_s = plan->seconds + (moves ? MOVING_S : 0);
        plan->seconds = item->start_s + item->seconds;
        plan->item_count = i + 1;
        if (!uh_move_set_has(over, i)) left++;
    }
    if (plan->request.kind < 0) plan->verdict_count = 0; // a kind not known any more: no substitute
    return left > 0 ? UH_OK : UH_NOT_FOUND;
}
