// SPDX-License-Identifier: Apache-2.0
// What is printed with --json and answered by the server: the fields are a promise
// (unhunch-json(5)).
#include "unhunch/answers.h"

#include <stdlib.h>
#include <string.h>

// Ends the program where a value could not be made: there is no memory.
static json_t *made(json_t *value) {
    if (!value) abort();
    return value;
}

json_t *uh_json_text(const char *text) {
    return text ? made(json_string(text)) : json_null();
}

json_t *uh_json_word(const struct uh_word_set *set, int index) {
    return uh_json_text(index < 0 ? NULL : set->words[index].word);
}

json_t *uh_json_words(const struct uh_word_set *set, uint32_t bits) {
    json_t *words = made(json_array());
    for (int i = 0; i < set->count; i++)
        if ((bits >> i) & 1) json_array_append_new(words, uh_json_word(set, i));
    return words;
}

// Ids of the entries of a table of the catalogue whose bits are set.
#define IDS_OF(bits, table, total)                                                                 \
    json_t *ids = made(json_array());                                                              \
    for (int i = 0; i < (total); i++)                                                              \
        if (((bits) >> i) & 1) json_array_append_new(ids, uh_json_text((table)[i].id));            \
    return ids;

json_t *uh_json_conditions(const struct uh_catalog *catalog, uint32_t bits){
    IDS_OF(bits, catalog->conditions, catalog->condition_count)}

json_t *uh_json_flags(const struct uh_catalog *catalog, uint32_t bits) {
    IDS_OF(bits, catalog->flags, catalog->flag_count)
}

// [low, high], or null where a source is silent.
static json_t *pair(int low, int high) {
    return low == 0 && high == 0 ? json_null() : made(json_pack("[ii]", low, high));
}

// The dose of one source.
static json_t *source_dose(const struct uh_catalog *catalog, const struct uh_move *move,
                           const struct uh_source_dose *dose) {
    return made(json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:s, s:s}", "source", catalog->sources[dose->source].id, "reps",
        pair(dose->reps.low, dose->reps.high), "hold_s", pair(dose->hold_s.low, dose->hold_s.high),
        "sets", pair(dose->sets.low, dose->sets.high), "seconds",
        pair(dose->seconds.low, dose->seconds.high), "sides",
        uh_sides_words.words[move->sides].word, "note", dose->note ? dose->note : ""));
}

static json_t *range(struct uh_range range) {
    return made(
        json_pack("{s:i, s:i, s:i}", "min", range.min, "typical", range.typical, "max", range.max));
}

// Weights by area; areas that it does not serve are left out.
static json_t *areas(const struct uh_move *move) {
    json_t *weights = made(json_object());
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (move->areas[i] > 0)
            json_object_set_new(weights, uh_area_words.words[i].word, json_integer(move->areas[i]));
    return weights;
}

static json_t *texts(const char *const *list, int count) {
    json_t *array = made(json_array());
    for (int i = 0; i < count; i++) json_array_append_new(array, uh_json_text(list[i]));
    return array;
}

static json_t *targets(const struct uh_catalog *catalog, const struct uh_move *move) {
    json_t *array = made(json_array());
    for (int i = 0; i < move->target_count; i++)
        json_array_append_new(array, uh_json_text(catalog->muscles[move->targets[i]].id));
    return array;
}

static json_t *cautions(const struct uh_catalog *catalog, const struct uh_move *move) {
    json_t *array = made(json_array());
    for (int i = 0; i < move->caution_count; i++)
        json_array_append_new(array,
                              made(json_pack("{s:s, s:s}", "text", move->cautions[i].text, "source",
                                             catalog->sources[move->cautions[i].source].id)));
    return array;
}

json_t *uh_json_move(const struct uh_catalog *catalog, const struct uh_move *move) {
    json_t *doses = made(json_array());
    for (int i = 0; i < move->source_dose_count; i++)
        json_array_append_new(doses, source_dose(catalog, move, &move->source_doses[i]));
    json_t *dose = made(json_pack("{s:o, s:o, s:o, s:s}", "reps", range(move->dose.reps), "hold_s",
                                  range(move->dose.hold_s), "sets", range(move->dose.sets), "why",
                                  move->dose.why ? move->dose.why : ""));
    return made(json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "id", move->id, "name",
        move->name, "kind", uh_json_word(&uh_kind_words, move->kind), "positions",
        uh_json_words(&uh_position_words, uh_move_positions(move)), "equipment",
        uh_json_words(&uh_equipment_words, uh_move_equipment(move)), "areas", areas(move), "sides",
        uh_json_word(&uh_sides_words, move->sides), "targets", targets(catalog, move), "doses",
        doses, "dose", dose, "steps", texts(move->steps, move->step_count), "cautions",
        cautions(catalog, move), "family", move->family));
}

static uint32_t served(const struct uh_move *move) {
    uint32_t areas = 0;
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (move->areas[i] > 0) areas |= UINT32_C(1) << i;
    return areas;
}

static json_t *list(const struct uh_catalog *catalog, const struct uh_move *moves, int count,
                    uint32_t areas) {
    json_t *array = made(json_array());
    for (int i = 0; i < count; i++)
        if (areas == 0 || (served(&moves[i]) & areas) != 0)
            json_array_append_new(array, uh_json_move(catalog, &moves[i]));
    return array;
}

json_t *uh_json_moves(const struct uh_catalog *catalog, uint32_t areas) {
    return made(json_pack("{s:o, s:o}", "moves",
                          list(catalog, catalog->moves, catalog->move_count, areas), "activities",
                          list(catalog, catalog->activities, catalog->activity_count, areas)));
}

// The areas it serves here, then the other reasons.
static json_t *why(const struct uh_plan_item *item) {
    json_t *words = uh_json_words(&uh_area_words, item->areas);
    json_t *others = uh_json_words(&uh_reason_words, item->why);
    json_array_extend(words, others);
    json_decref(others);
    return words;
}

// How the person's conditions change the item, or null.
static json_t *how(const struct uh_catalog *catalog, const struct uh_plan_item *item) {
    char words[1024];
    struct uh_text text = uh_text_in(words, sizeof words);
    if (item->modified_by)
        uh_modified_how(catalog, uh_catalog_at(catalog, item->move), item->modified_by, &text);
    return uh_json_text(text.used > 0 ? words : NULL);
}

static json_t *item_json(const struct uh_catalog *catalog, const struct uh_plan_item *item) {
    return made(json_pack("{s:s, s:o, s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:o, s:o, s:o}",
                          "move", uh_catalog_at(catalog, item->move)->id, "phase",
                          uh_json_word(&uh_phase_words, item->phase), "position",
                          uh_json_word(&uh_position_words, item->position), "equipment",
                          uh_json_words(&uh_equipment_words, item->equipment), "sides",
                          uh_json_word(&uh_sides_words, item->sides), "reps", item->reps, "hold_s",
                          item->hold_s, "sets", item->sets, "start_s", item->start_s, "seconds",
                          item->seconds, "why", why(item), "how", how(catalog, item), "variant",
                          uh_json_text(uh_modified_variant(
                              catalog, uh_catalog_at(catalog, item->move), item->modified_by))));
}

static json_t *request_json(const struct uh_catalog *catalog, const struct uh_request *request) {
    return made(json_pack(
        "{s:o, s:i, s:o, s:o, s:o}", "for", uh_json_words(&uh_area_words, request->areas),
        "minutes", request->minutes, "at",
        uh_json_text(request->setting < 0 ? NULL : catalog->settings[request->setting].id), "with",
        uh_json_words(&uh_equipment_words, request->equipment), "kind",
        uh_json_text(request->kind < 0 ? NULL : catalog->kinds[request->kind].id)));
}

// Every move that could not be chosen, and why.
static json_t *withheld(const struct uh_catalog *catalog, const struct uh_plan *plan) {
    json_t *array = made(json_array());
    for (int i = 0; i < plan->verdict_count; i++) {
        if (!plan->verdicts[i].withheld) continue;
        char words[160];
        struct uh_text text = uh_text_in(words, sizeof words);
        uh_verdict_explain(catalog, &plan->verdicts[i], &text);
        json_array_append_new(array, made(json_pack("{s:s, s:s}", "move",
                                                    uh_catalog_at(catalog, i)->id, "why", words)));
    }
    return array;
}

json_t *uh_json_stop(const struct uh_gate *gate) {
    if (gate->verdict != UH_GATE_STOP) return json_null();
    return made(json_pack("{s:o, s:o, s:o, s:o}", "flag", uh_json_text(gate->flag), "urgency",
                          uh_json_word(&uh_urgency_words, gate->urgency), "advice",
                          uh_json_text(gate->advice), "basis", uh_json_text(gate->basis)));
}

json_t *uh_json_plan(const struct uh_catalog *catalog, const struct uh_plan *plan) {
    json_t *items = made(json_array());
    for (int i = 0; i < plan->item_count; i++)
        json_array_append_new(items, item_json(catalog, &plan->items[i]));
    json_t *proof = made(json_pack("{s:s, s:I, s:I, s:I}", "status",
                                   plan->proof == UH_PROVEN ? "proven" : "bounded", "objective",
                                   (json_int_t)plan->objective, "bound", (json_int_t)plan->bound,
                                   "nodes", (json_int_t)plan->nodes));
    const char *advice = plan->gate.verdict == UH_GATE_GENTLE ? plan->gate.advice : NULL;
    return made(json_pack("{s:o, s:o, s:i, s:o, s:o, s:o, s:o}", "request",
                          request_json(catalog, &plan->request), "proof", proof, "seconds",
                          plan->seconds, "items", items, "withheld", withheld(catalog, plan),
                          "stop", uh_json_stop(&plan->gate), "advice", uh_json_text(advice)));
}

// Points by area, of those that were said (or, of a profile, that are stiff at all).
static json_t *stiffness(const int8_t *points, int least) {
    json_t *object = made(json_object());
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (points[i] >= least)
            json_object_set_new(object, uh_area_words.words[i].word, json_integer(points[i]));
    return object;
}

static json_t *number_or_null(int number) {
    return number < 0 ? json_null() : json_integer(number);
}

json_t *uh_json_standing(const struct uh_catalog *catalog, const struct uh_check_in *now,
                         const struct uh_gate *gate, uint32_t lifted) {
    static const char *const verdicts[] = {
        [UH_GATE_GO] = "go", [UH_GATE_GENTLE] = "gentle", [UH_GATE_STOP] = "stop"};
    return made(json_pack("{s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o}", "pain",
                          number_or_null(now->pain), "pain_area",
                          uh_json_word(&uh_area_words, now->pain_area), "days",
                          number_or_null(now->days), "stiff", stiffness(now->stiffness, 0), "flags",
                          uh_json_flags(catalog, now->flags), "verdict", verdicts[gate->verdict],
                          "stop", uh_json_stop(gate), "advice", uh_json_text(gate->advice),
                          "lifted", uh_json_conditions(catalog, lifted)));
}

// Ids of moves, those that are not known any more among them.
static json_t *chosen(const struct uh_catalog *catalog, const struct uh_move_set *set,
                      const char *const *unknown, int unknown_count) {
    json_t *array = texts(unknown, unknown_count);
    int count = catalog->move_count + catalog->activity_count;
    for (int i = 0; i < count && i < UH_MOVE_MAX; i++)
        if (uh_move_set_has(set, i))
            json_array_append_new(array, uh_json_text(uh_catalog_at(catalog, i)->id));
    return array;
}

json_t *uh_json_profile(const struct uh_catalog *catalog, const struct uh_profile_file *file,
                        const struct uh_move_set *hurt) {
    const struct uh_profile *profile = &file->profile;
    int8_t points[UH_AREA_COUNT];
    for (int i = 0; i < UH_AREA_COUNT; i++) points[i] = (int8_t)profile->stiffness[i];
    const char *setting = profile->setting < 0 ? NULL : catalog->settings[profile->setting].id;
    return made(json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "areas",
        uh_json_words(&uh_area_words, profile->areas), "stiff", stiffness(points, 1), "equipment",
        profile->equipment_said ? uh_json_words(&uh_equipment_words, profile->equipment)
                                : json_null(),
        "positions",
        profile->positions_said ? uh_json_words(&uh_position_words, profile->positions)
                                : json_null(),
        "cannot", uh_json_words(&uh_demand_words, profile->cannot), "conditions",
        uh_json_conditions(catalog, profile->conditions), "unknown_conditions",
        texts(file->unknown_conditions, file->unknown_condition_count), "experience",
        uh_json_word(&uh_experience_words, profile->experience), "habit",
        uh_json_word(&uh_habit_words, profile->habit), "setting", uh_json_text(setting), "likes",
        chosen(catalog, &profile->likes, file->unknown_likes, file->unknown_like_count), "dislikes",
        chosen(catalog, &profile->dislikes, file->unknown_dislikes, file->unknown_dislike_count),
        "hurt", chosen(catalog, hurt, NULL, 0), "notes", texts(file->notes, file->note_count)));
}

bool uh_json_print(json_t *value, FILE *out) {
    bool written = json_dumpf(value, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) == 0;
    json_decref(value);
    return fputc('\n', out) != EOF && written;
}
