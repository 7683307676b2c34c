// SPDX-License-Identifier: Apache-2.0
// Plans, and the session being done. plan() answers with the keys of `unhunch plan --json` and a
// few more for the page.
#include "module.h"

EXPORT(plan) int web_plan(int length, double now_ms);
EXPORT(begin) int web_begin(double clock_ms);
EXPORT(begin_move) int web_begin_move(int length, double clock_ms);
EXPORT(go_on) int web_go_on(double clock_ms);
EXPORT(poll) int web_poll(double clock_ms);
EXPORT(press) int web_press(double clock_ms, int event, int value);
EXPORT(look) int web_look(void);

static const struct uh_catalog *const catalog = &uh_builtin_catalog;

static struct uh_request read_request(const struct lines *in) {
    struct uh_request request = uh_default_request();
    request.areas = (uint8_t)lines_words(in, "for", &uh_area_words);
    request.minutes = (int16_t)lines_number(in, "minutes", 0);
    request.setting = (int8_t)lines_id(in, "at", catalog, uh_catalog_setting, -1);
    request.kind = (int8_t)lines_id(in, "kind", catalog, uh_catalog_kind, -1);
    request.equipment_said = lines_has(in, "with.#");
    request.equipment = (uint16_t)lines_words(in, "with", &uh_equipment_words);
    return request;
}

static void put_request(struct uh_text *out, const struct uh_request *request) {
    json_open(out, "request", '{');
    json_words(out, "for", &uh_area_words, request->areas);
    json_int(out, "minutes", request->minutes);
    json_text(out, "at", request->setting < 0 ? NULL : catalog->settings[request->setting].id);
    json_words(out, "with", &uh_equipment_words, request->equipment);
    json_text(out, "kind", request->kind < 0 ? NULL : catalog->kinds[request->kind].id);
    json_close(out, '}');
}

static void put_proof(struct uh_text *out, const struct uh_plan *plan) {
    json_open(out, "proof", '{');
    json_text(out, "status", plan->proof == UH_PROVEN ? "proven" : "bounded");
    json_int(out, "objective", plan->objective);
    json_int(out, "bound", plan->bound);
    json_int(out, "nodes", plan->nodes);
    json_close(out, '}');
}

static void put_why(struct uh_text *out, const struct uh_plan_item *item) {
    json_open(out, "why", '[');
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (item->areas >> i & 1) json_word(out, NULL, &uh_area_words, i);
    for (int i = 0; i < uh_reason_words.count; i++)
        if (item->why >> i & 1) json_word(out, NULL, &uh_reason_words, i);
    json_close(out, ']');
}

// What the person's conditions change about it, or null.
static void put_how(struct uh_text *out, const struct uh_plan_item *item) {
    char words[1024];
    struct uh_text text = uh_text_in(words, sizeof words);
    uh_modified_how(catalog, uh_catalog_at(catalog, item->move), item->modified_by, &text);
    json_text(out, "how", text.used > 0 ? words : NULL);
    json_text(out, "variant",
              uh_modified_variant(catalog, uh_catalog_at(catalog, item->move), item->modified_by));
}

static void put_item(struct uh_text *out, const struct uh_plan_item *item) {
    char words[160];
    struct uh_text text = uh_text_in(words, sizeof words);
    json_open(out, NULL, '{');
    json_text(out, "move", uh_catalog_at(catalog, item->move)->id);
    json_word(out, "phase", &uh_phase_words, item->phase);
    json_word(out, "position", &uh_position_words, item->position);
    json_words(out, "equipment", &uh_equipment_words, item->equipment);
    json_word(out, "sides", &uh_sides_words, item->sides);
    json_int(out, "reps", item->reps);
    json_int(out, "hold_s", item->hold_s);
    json_int(out, "sets", item->sets);
    json_int(out, "start_s", item->start_s);
    json_int(out, "seconds", item->seconds);
    put_why(out, item);
    uh_plan_dose_text(item, &text);
    json_text(out, "dose", words);
    text = uh_text_in(words, sizeof words);
    uh_plan_explain(catalog, item, &text);
    json_text(out, "reason", words);
    put_how(out, item);
    json_close(out, '}');
}

static void put_withheld(struct uh_text *out, const struct uh_plan *plan) {
    json_open(out, "withheld", '[');
    for (int i = 0; i < plan->verdict_count; i++) {
        if (plan->verdicts[i].withheld == UH_NOT_WITHHELD) continue;
        char words[160];
        struct uh_text text = uh_text_in(words, sizeof words);
        uh_verdict_explain(catalog, &plan->verdicts[i], &text);
        json_open(out, NULL, '{');
        json_text(out, "move", uh_catalog_at(catalog, i)->id);
        json_text(out, "why", words);
        json_close(out, '}');
    }
    json_close(out, ']');
}

// Every move that the person's conditions change, how, and the variant that shows it.
static void put_changed(struct uh_text *out, const struct uh_plan *plan) {
    json_open(out, "changed", '[');
    for (int i = 0; i < plan->verdict_count; i++) {
        const struct uh_verdict *verdict = &plan->verdicts[i];
        const struct uh_move *move = uh_catalog_at(catalog, i);
        if (verdict->modified_by == 0) continue;
        char words[1024];
        struct uh_text text = uh_text_in(words, sizeof words);
        uh_modified_how(catalog, move, verdict->modified_by, &text);
        json_open(out, NULL, '{');
        json_text(out, "move", move->id);
        json_text(out, "how", words);
        json_text(out, "variant", uh_modified_variant(catalog, move, verdict->modified_by));
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void put_gate(struct uh_text *out, const struct uh_gate *gate) {
    if (gate->verdict == UH_GATE_STOP) {
        json_open(out, "stop", '{');
        json_text(out, "flag", gate->flag);
        json_word(out, "urgency", &uh_urgency_words, gate->urgency);
        json_text(out, "advice", gate->advice);
        json_text(out, "basis", gate->basis);
        json_close(out, '}');
    } else {
        json_text(out, "stop", NULL);
    }
    json_text(out, "advice", gate->verdict == UH_GATE_GENTLE ? gate->advice : NULL);
}

static int put_plan(const struct uh_plan *plan) {
    struct uh_text *out = module_answer();
    json_open(out, NULL, '{');
    put_request(out, &plan->request);
    put_proof(out, plan);
    json_int(out, "seconds", plan->seconds);
    json_open(out, "items", '[');
    for (int i = 0; i < plan->item_count; i++) put_item(out, &plan->items[i]);
    json_close(out, ']');
    put_withheld(out, plan);
    put_changed(out, plan);
    put_gate(out, &plan->gate);
    json_words(out, "needs", &uh_equipment_words, plan->equipment);
    json_close(out, '}');
    return module_answered();
}

// Plans for the person as set; keeps the plan for begin(). 0: the request makes no sense.
int web_plan(int length, double now_ms) {
    struct lines in = module_lines(length);
    struct uh_request request = read_request(&in);
    module_look_at_record(now_ms);
    struct uh_person person = module_person();
    module.arena.used = 0;
    enum uh_result result =
        uh_plan_session(catalog, &person, &request, &module.arena, &module.plan);
    return result == UH_OK ? put_plan(&module.plan) : 0;
}

static int begin(double clock_ms, bool going_on, struct uh_move_set over) {
    struct uh_player_setup setup = {.catalog = catalog,
                                    .profile = &module.profile,
                                    .check_in = &module.check_in,
                                    .plan = &module.plan,
                                    .going_on = going_on,
                                    .over = over};
    uh_player_init(&module.player, &setup, (int64_t)clock_ms);
    return module.plan.item_count;
}

// Begins the plan made last.
int web_begin(double clock_ms) {
    return begin(clock_ms, false, (struct uh_move_set){{0}});
}

// Begins a session of the items in the room alone (keys as in a session-start), where the person
// may do them; answers with the plan. 0: none may be done, or the gate is shut.
int web_begin_move(int length, double clock_ms) {
    struct lines in = module_lines(length);
    struct uh_move_set over = {{0}};
    struct uh_person person = module_person();
    struct uh_gate gate = uh_safety_gate(catalog, &module.profile, &module.check_in);
    struct uh_event *event = &module.event;
    if (gate.verdict == UH_GATE_STOP || !module_read_start(&in, event)) return 0;
    if (uh_player_plan_again(catalog, &person, event, &over, &module.plan) != UH_OK) return 0;
    begin(clock_ms, false, over);
    return put_plan(&module.plan);
}

// Takes up the session that has no end yet; answers with its plan. 0: there is none.
int web_go_on(double clock_ms) {
    struct uh_move_set over = module.record.open_items;
    struct uh_person person = module_person();
    if (!module.record.open || uh_player_plan_again(catalog, &person, &module.record.open_start,
                                                    &over, &module.plan) != UH_OK)
        return 0;
    begin(clock_ms, true, over);
    return put_plan(&module.plan);
}

static void put_start(struct uh_text *out, const struct uh_event *event) {
    if (event->session_kind[0] != 0) json_text(out, "session_kind", event->session_kind);
    if (event->setting[0] != 0) json_text(out, "setting", event->setting);
    json_int(out, "minutes", event->minutes);
    json_words(out, "areas", &uh_area_words, event->areas);
    json_open(out, "items", '[');
    for (int i = 0; i < event->item_count; i++) {
        const struct uh_event_item *item = &event->items[i];
        json_open(out, NULL, '{');
        json_text(out, "move", item->move);
        json_word(out, "phase", &uh_phase_words, item->phase);
        json_word(out, "position", &uh_position_words, item->position);
        json_words(out, "equipment", &uh_equipment_words, item->equipment);
        json_int(out, "reps", item->reps);
        json_int(out, "hold_s", item->hold_s);
        json_int(out, "sets", item->sets);
        json_int(out, "rest_s", item->rest_s);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void put_check_in(struct uh_text *out, const struct uh_event *event) {
    json_open(out, "stiffness", '{');
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (event->stiffness[i] >= 0)
            json_int(out, uh_area_words.words[i].word, event->stiffness[i]);
    json_close(out, '}');
    if (!event->flags_said) return;
    json_open(out, "flags", '[');
    for (int i = 0; i < event->flag_count; i++) json_text(out, NULL, event->flags[i]);
    json_close(out, ']');
}

// The event of a record cue, without the keys that the page gives it.
static void put_event(struct uh_text *out, const struct uh_event *event) {
    json_open(out, "record", '{');
    json_word(out, "kind", &uh_event_kind_words, event->kind);
    switch ((enum uh_event_kind)event->kind) {
    case UH_EVENT_SESSION_START:
        put_start(out, event);
        break;
    case UH_EVENT_SESSION_END:
        json_word(out, "ending", &uh_ending_words, event->ending);
        break;
    case UH_EVENT_CHECK_IN:
        put_check_in(out, event);
        break;
    default:
        json_text(out, "move", event->move);
        json_int(out, "item", event->item);
        json_int(out, "seconds", event->seconds);
        if (event->kind != UH_EVENT_MOVE_HURT) break;
        json_word(out, "felt", &uh_felt_words, event->felt);
        json_word(out, "after", &uh_after_words, event->after);
    }
    json_close(out, '}');
}

// The next cue up to this moment of a steady clock, or 0.
int web_poll(double clock_ms) {
    static const char *const kinds[] = {"show", "speak", "bell", "tick", "rep", "breath", "record"};
    struct uh_cue cue;
    if (!uh_player_poll(&module.player, (int64_t)clock_ms, &cue)) return 0;
    struct uh_text *out = module_answer();
    json_open(out, NULL, '{');
    json_text(out, "kind", kinds[cue.kind]);
    json_int(out, "number", cue.number);
    json_text(out, "text", cue.text);
    json_text(out, "more", cue.more);
    if (cue.kind == UH_CUE_RECORD) {
        uh_player_record(&module.player, &cue, &module.event);
        put_event(out, &module.event);
    }
    json_close(out, '}');
    return module_answered();
}

int web_press(double clock_ms, int event, int value) {
    return uh_player_press(&module.player, (int64_t)clock_ms, (enum uh_player_event)event, value) ==
           UH_OK;
}

static const char *const state_words[UH_PLAYER_STATE_COUNT] = {"moving", "ready",  "work", "change",
                                                               "rest",   "paused", "felt", "after",
                                                               "advice", "done",   "ended"};

static const char *id_of(const struct uh_move *move) {
    return move != NULL ? move->id : NULL;
}

static void put_hurt(struct uh_text *out, const struct uh_player_view *view) {
    static const char *const outcomes[] = {"none", "gentler", "leave-out", "spare", "stop", "flag"};
    json_text(out, "hurt", id_of(view->hurt));
    json_word(out, "felt", &uh_felt_words, view->felt);
    json_text(out, "outcome", outcomes[view->outcome]);
    json_text(out, "gentler", id_of(view->gentler));
    json_text(out, "advice", view->advice);
    json_open(out, "flags", '[');
    for (int i = 0; i < 2; i++)
        if (view->flags[i] != NULL) json_text(out, NULL, view->flags[i]->id);
    json_close(out, ']');
}

static void put_numbers(struct uh_text *out, const struct uh_player_view *view) {
    const struct {
        const char *key;
        int number;
    } numbers[] = {{"item", view->item},
                   {"items", view->item_count},
                   {"itemPermille", view->item_permille},
                   {"set", view->set},
                   {"sets", view->sets},
                   {"side", view->side},
                   {"direction", view->direction},
                   {"directions", view->directions},
                   {"rep", view->rep},
                   {"reps", view->reps},
                   {"repPermille", view->rep_permille},
                   {"reachPermille", view->reach_permille},
                   {"seconds", view->seconds},
                   {"segmentPermille", view->segment_permille},
                   {"left_s", view->left_s},
                   {"breath", view->breath},
                   {"breathPermille", view->breath_permille},
                   {"pace", view->pace},
                   {"done", view->done},
                   {"worked_s", view->worked_s},
                   {"before", view->before},
                   {"stiffness", view->stiffness}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        json_int(out, numbers[i].key, numbers[i].number);
}

// What to show now.
int web_look(void) {
    struct uh_player_view view;
    uh_player_look(&module.player, &view);
    struct uh_text *out = module_answer();
    json_open(out, NULL, '{');
    json_text(out, "state", state_words[view.state]);
    json_text(out, "under", state_words[view.under]);
    json_text(out, "title", view.title);
    json_text(out, "move", id_of(view.move));
    json_text(out, "variant", view.variant);
    json_text(out, "line", view.line);
    json_text(out, "change", view.change[0] != 0 ? view.change : NULL);
    json_word(out, "phase", &uh_phase_words, view.playing != NULL ? view.playing->phase : -1);
    put_numbers(out, &view);
    json_bool(out, "sided", view.sided);
    json_bool(out, "counts", view.counts);
    json_text(out, "next", id_of(view.next));
    json_text(out, "nextVariant", view.next_variant);
    json_word(out, "area", &uh_area_words, view.area);
    json_bool(out, "runs", uh_player_runs(&module.player));
    if (view.hurt != NULL) put_hurt(out, &view);
    json_close(out, '}');
    return module_answered();
}
