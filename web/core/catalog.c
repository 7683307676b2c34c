// SPDX-License-Identifier: Apache-2.0
// The catalogue, as the page reads it once.
#include "module.h"

#include "unhunch/figure.h"

EXPORT(catalog) int web_catalog(void);

static const struct uh_catalog *const catalog = &uh_builtin_catalog;

static void put_texts(struct uh_text *out, const char *key, const char *const *texts, int count) {
    json_open(out, key, '[');
    for (int i = 0; i < count; i++) json_text(out, NULL, texts[i]);
    json_close(out, ']');
}

static void put_range(struct uh_text *out, const char *key, struct uh_range range) {
    json_open(out, key, '[');
    json_int(out, NULL, range.min);
    json_int(out, NULL, range.typical);
    json_int(out, NULL, range.max);
    json_close(out, ']');
}

static void put_pair(struct uh_text *out, const char *key, int low, int high) {
    if (low == 0 && high == 0) return;
    json_open(out, key, '[');
    json_int(out, NULL, low);
    json_int(out, NULL, high);
    json_close(out, ']');
}

static void put_source_doses(struct uh_text *out, const struct uh_move *move) {
    json_open(out, "doses", '[');
    for (int i = 0; i < move->source_dose_count; i++) {
        const struct uh_source_dose *dose = &move->source_doses[i];
        json_open(out, NULL, '{');
        json_text(out, "source", catalog->sources[dose->source].id);
        put_pair(out, "reps", dose->reps.low, dose->reps.high);
        put_pair(out, "hold_s", dose->hold_s.low, dose->hold_s.high);
        put_pair(out, "sets", dose->sets.low, dose->sets.high);
        put_pair(out, "seconds", dose->seconds.low, dose->seconds.high);
        json_text(out, "note", dose->note != NULL ? dose->note : "");
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void put_areas(struct uh_text *out, const struct uh_move *move) {
    json_open(out, "areas", '{');
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (move->areas[i] > 0) json_int(out, uh_area_words.words[i].word, move->areas[i]);
    json_close(out, '}');
}

static void put_dose(struct uh_text *out, const struct uh_dose *dose) {
    json_open(out, "dose", '{');
    put_range(out, "reps", dose->reps);
    put_range(out, "hold_s", dose->hold_s);
    put_range(out, "sets", dose->sets);
    json_text(out, "why", dose->why != NULL ? dose->why : "");
    json_close(out, '}');
}

static void put_cautions(struct uh_text *out, const struct uh_move *move) {
    json_open(out, "cautions", '[');
    for (int i = 0; i < move->caution_count; i++) {
        json_open(out, NULL, '{');
        json_text(out, "text", move->cautions[i].text);
        json_text(out, "source", catalog->sources[move->cautions[i].source].id);
        json_close(out, '}');
    }
    json_close(out, ']');
}

// The changed versions that the figure has; the page names one by its place here.
static void put_variants(struct uh_text *out, const char *figure) {
    char name[UH_VARIANT_SIZE];
    json_open(out, "variants", '[');
    for (int i = 0; uh_figure_variant(figure, i, name); i++) json_text(out, NULL, name);
    json_close(out, ']');
}

static void put_move(struct uh_text *out, const struct uh_move *move) {
    json_open(out, NULL, '{');
    json_text(out, "id", move->id);
    json_text(out, "name", move->name);
    json_word(out, "kind", &uh_kind_words, move->kind);
    json_word(out, "sides", &uh_sides_words, move->sides);
    json_int(out, "directions", move->directions);
    json_words(out, "positions", &uh_position_words, uh_move_positions(move));
    json_words(out, "equipment", &uh_equipment_words, uh_move_equipment(move));
    put_areas(out, move);
    json_open(out, "targets", '[');
    for (int i = 0; i < move->target_count; i++)
        json_text(out, NULL, catalog->muscles[move->targets[i]].id);
    json_close(out, ']');
    put_texts(out, "steps", move->steps, move->step_count);
    json_text(out, "say", move->say);
    json_text(out, "breath", move->breath);
    json_text(out, "feel", move->feel);
    put_texts(out, "mistakes", move->mistakes, move->mistake_count);
    put_cautions(out, move);
    put_source_doses(out, move);
    put_dose(out, &move->dose);
    json_text(out, "easier", move->easier);
    json_text(out, "harder", move->harder);
    json_bool(out, "figure", move->figure != NULL);
    put_variants(out, move->figure);
    json_close(out, '}');
}

static void put_moves(struct uh_text *out, const char *key, const struct uh_move *moves,
                      int count) {
    json_open(out, key, '[');
    for (int i = 0; i < count; i++) put_move(out, &moves[i]);
    json_close(out, ']');
}

static void put_sources(struct uh_text *out) {
    json_open(out, "sources", '[');
    for (int i = 0; i < catalog->source_count; i++) {
        json_open(out, NULL, '{');
        json_text(out, "id", catalog->sources[i].id);
        json_text(out, "title", catalog->sources[i].title);
        json_text(out, "cite", catalog->sources[i].cite);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_open(out, "muscles", '{');
    for (int i = 0; i < catalog->muscle_count; i++)
        json_text(out, catalog->muscles[i].id, catalog->muscles[i].name);
    json_close(out, '}');
}

static void put_safety(struct uh_text *out) {
    json_open(out, "conditions", '[');
    for (int i = 0; i < catalog->condition_count; i++) {
        const struct uh_condition *condition = &catalog->conditions[i];
        json_open(out, NULL, '{');
        json_text(out, "id", condition->id);
        json_text(out, "name", condition->name);
        json_text(out, "ask", condition->ask);
        json_text(out, "basis", condition->basis);
        json_bool(out, "stops", condition->stops);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_open(out, "flags", '[');
    for (int i = 0; i < catalog->flag_count; i++) {
        const struct uh_flag *flag = &catalog->flags[i];
        json_open(out, NULL, '{');
        json_text(out, "id", flag->id);
        json_word(out, "urgency", &uh_urgency_words, flag->urgency);
        json_text(out, "ask", flag->ask);
        json_text(out, "advice", flag->advice);
        json_text(out, "basis", flag->basis);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void put_places(struct uh_text *out) {
    json_open(out, "kinds", '[');
    for (int i = 0; i < catalog->kind_count; i++) {
        const struct uh_session_kind *kind = &catalog->kinds[i];
        json_open(out, NULL, '{');
        json_text(out, "id", kind->id);
        json_text(out, "name", kind->name);
        json_text(out, "about", kind->about);
        json_int(out, "minutes", kind->minutes);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_open(out, "settings", '[');
    for (int i = 0; i < catalog->setting_count; i++) {
        const struct uh_setting *setting = &catalog->settings[i];
        json_open(out, NULL, '{');
        json_text(out, "id", setting->id);
        json_text(out, "name", setting->name);
        json_words(out, "equipment", &uh_equipment_words, setting->equipment);
        json_text(out, "kind", setting->kind);
        json_close(out, '}');
    }
    json_close(out, ']');
}

// The words of every set with their labels.
static void put_words(struct uh_text *out) {
    static const struct uh_word_set *const sets[] = {
        &uh_area_words,      &uh_kind_words,   &uh_phase_words,      &uh_position_words,
        &uh_equipment_words, &uh_demand_words, &uh_experience_words, &uh_habit_words,
        &uh_felt_words,      &uh_after_words};
    static const char *const names[] = {"areas",     "kindsOfMove", "phases",      "positions",
                                        "equipment", "demands",     "experiences", "habits",
                                        "felt",      "after"};
    json_open(out, "words", '{');
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        json_open(out, names[s], '{');
        for (int i = 0; i < sets[s]->count; i++)
            json_text(out, sets[s]->words[i].word, sets[s]->words[i].label);
        json_close(out, '}');
    }
    json_close(out, '}');
}

int web_catalog(void) {
    struct uh_text *out = module_answer();
    json_open(out, NULL, '{');
    put_moves(out, "moves", catalog->moves, catalog->move_count);
    put_moves(out, "activities", catalog->activities, catalog->activity_count);
    put_sources(out);
    put_safety(out);
    put_places(out);
    put_words(out);
    json_close(out, '}');
    return module_answered();
}
