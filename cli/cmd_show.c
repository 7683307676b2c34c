// SPDX-License-Identifier: Apache-2.0
#include "beside.h"
#include "model.h"
#include "person.h"
#include "picture.h"
#include "sheet.h"
#include "unhunch/answers.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>

enum { LEFT = 12, BAR = 24, FIGURES = 22 };

// A move and all that bears on it for this person.
struct shown {
    const struct uh_catalog *catalog;
    const struct uh_move *move;
    const struct person *person; // NULL: not known
    struct uh_verdict verdict;   // where person is known
    const char *variant;         // of its figure, or NULL
};

// What a bar measures.
enum measure { HOLD, REPS, BOUT };

// "10", "2-3".
static void add_span(struct uh_text *out, int low, int high) {
    uh_text_add_int(out, low);
    if (high == low) return;
    uh_text_add(out, "-");
    uh_text_add_int(out, high);
}

// One source's dose: "20-30 s x 2", "10 reps, 2-3 s".
static void add_source_dose(struct uh_text *out, const struct uh_source_dose *dose) {
    if (dose->reps.high > 0) {
        add_span(out, dose->reps.low, dose->reps.high);
        uh_text_add(out, dose->reps.high == 1 ? " time" : " times");
    }
    if (dose->hold_s.high > 0) {
        if (out->used > 0) uh_text_add(out, ", ");
        add_span(out, dose->hold_s.low, dose->hold_s.high);
        uh_text_add(out, " s");
    }
    if (dose->seconds.high > 0) {
        bool minutes =
            dose->seconds.low % 60 == 0 && dose->seconds.high % 60 == 0 && dose->seconds.high > 60;
        if (out->used > 0) uh_text_add(out, ", ");
        add_span(out, dose->seconds.low / (minutes ? 60 : 1),
                 dose->seconds.high / (minutes ? 60 : 1));
        uh_text_add(out, minutes ? " min in all" : " s in all");
    }
    if (dose->sets.high > 0) {
        uh_text_add(out, out->used > 0 ? " x " : "sets: ");
        add_span(out, dose->sets.low, dose->sets.high);
    }
    if (out->used == 0) uh_text_add(out, "no figure");
}

// Our own range of a measure: "30 s, 15 to 60".
static void add_range(struct uh_text *out, struct uh_range range, const char *one,
                      const char *several) {
    uh_text_add_int(out, range.typical);
    uh_text_add(out, range.typical == 1 ? one : several);
    if (range.min == range.max) return;
    uh_text_add(out, " (");
    uh_text_add_int(out, range.min);
    uh_text_add(out, " to ");
    uh_text_add_int(out, range.max);
    uh_text_add(out, ")");
}

// Our dose in words: how often, how long, how many sets.
static void add_dose(struct uh_text *out, const struct uh_move *move) {
    const struct uh_dose *dose = &move->dose;
    bool held = dose->hold_s.max > 0;
    if (move->kind == UH_KIND_CARDIO) {
        uh_text_add(out, "one bout, as long as the session gives it");
        return;
    }
    if (dose->reps.max > 1 || !held) add_range(out, dose->reps, " time", " times");
    if (dose->reps.max > 1 && held) uh_text_add(out, ", held ");
    if (held) add_range(out, dose->hold_s, " s", " s");
    uh_text_add(out, ", ");
    add_range(out, dose->sets, " set", " sets");
    if (move->sides == UH_SIDES_EACH) uh_text_add(out, ", each side");
    if (move->directions > 1) uh_text_add(out, ", each way");
}

// What its bars compare: holds where it is held once, else repetitions.
static enum measure measure_of(const struct uh_move *move) {
    if (move->kind == UH_KIND_CARDIO) return BOUT;
    return move->dose.reps.max > 1 || move->dose.hold_s.max == 0 ? REPS : HOLD;
}

// What a source says of a measure; 0 and 0 where it is silent.
static void measured(const struct uh_source_dose *dose, enum measure measure, int *low, int *high) {
    *low = measure == HOLD ? dose->hold_s.low : measure == REPS ? dose->reps.low : 0;
    *high = measure == HOLD ? dose->hold_s.high : measure == REPS ? dose->reps.high : 0;
}

// The end of the axis: a round number that all figures lie under.
static int axis_end(const struct uh_move *move, enum measure measure) {
    static const int ends[] = {10, 15, 20, 30, 60, 90, 120};
    int most = measure == HOLD ? move->dose.hold_s.max : move->dose.reps.max;
    for (int i = 0; i < move->source_dose_count; i++) {
        int low, high;
        measured(&move->source_doses[i], measure, &low, &high);
        if (high > most) most = high;
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (most <= ends[i]) return ends[i];
    return most;
}

// A line of cells from 0 to end, those between low and high marked.
static void print_bar(struct page *page, int low, int high, int end) {
    int first = low * BAR / end, last = (high * BAR + end - 1) / end;
    if (last <= first) last = first + 1;
    if (first == BAR) first--;
    for (int i = 0; i < BAR; i++) {
        bool marked = high > 0 && i >= first && i < last;
        page_put(page, marked ? PAGE_ACCENT : PAGE_MUTED,
                 page_glyph(page, marked ? PAGE_THICK : PAGE_THIN));
    }
}

// The line under the bars: from 0 to the end of the axis.
static void print_axis(struct page *page, int column, int end, enum measure measure) {
    char words[24];
    struct uh_text text = uh_text_in(words, sizeof words);
    uh_text_add_int(&text, end);
    uh_text_add(&text, measure == HOLD ? " s" : " times");
    page_to(page, column);
    page_put(page, PAGE_MUTED, "0");
    page_to(page, column + BAR - page_columns(words));
    page_put(page, PAGE_MUTED, words);
    page_end_line(page);
}

// One row: figures, source, bar; the note below.
static void print_figures(struct page *page, const char *words, const char *source, int low,
                          int high, int end, const char *note) {
    bool wide = page_edge(page) >= LEFT + FIGURES + 2 + 14 + 2 + BAR;
    page_to(page, LEFT);
    page_put(page, PAGE_PLAIN, words);
    if (page_columns(words) > FIGURES) page_end_line(page);
    if (*source) {
        page_to(page, LEFT + FIGURES + 2);
        page_put(page, PAGE_MUTED, source);
    }
    if (wide && high > 0) {
        page_to(page, LEFT + FIGURES + 2 + 12);
        print_bar(page, low, high, end);
    }
    page_end_line(page);
    if (!note || !*note) return;
    page_wrap(page, PAGE_MUTED, LEFT + 2, note);
    page_end_line(page);
}

// A labelled entry; nothing where there is no text.
static void print_entry(struct page *page, const char *label, const char *text) {
    if (text && *text) page_entry(page, label, LEFT, text);
}

// Our dose, every source with its bar, our range, and why it is so.
static void print_doses(struct page *page, const struct shown *shown) {
    const struct uh_move *move = shown->move;
    enum measure measure = measure_of(move);
    int end = axis_end(move, measure), low, high;
    char words[160];
    struct uh_text text = uh_text_in(words, sizeof words);
    add_dose(&text, move);
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_MUTED, measure == HOLD ? "Hold" : "Dose");
    page_wrap(page, PAGE_BOLD, LEFT, words);
    page_end_line(page);
    for (int i = 0; i < move->source_dose_count; i++) {
        const struct uh_source_dose *dose = &move->source_doses[i];
        text = uh_text_in(words, sizeof words);
        add_source_dose(&text, dose);
        measured(dose, measure, &low, &high);
        print_figures(page, words, shown->catalog->sources[dose->source].id, low, high, end,
                      dose->note);
    }
    if (measure == BOUT) {
        print_entry(page, "", move->dose.why);
        return;
    }
    const struct uh_range *range = measure == HOLD ? &move->dose.hold_s : &move->dose.reps;
    print_figures(page, "what we use", "", range->min, range->max, end, NULL);
    if (page_edge(page) >= LEFT + FIGURES + 2 + 14 + 2 + BAR)
        print_axis(page, LEFT + FIGURES + 2 + 12, end, measure);
    print_entry(page, "", move->dose.why);
}

// Name, kind, sides, and the id below.
static void print_header(struct page *page, const struct uh_move *move) {
    char words[160];
    struct uh_text text = uh_text_in(words, sizeof words);
    uh_text_add(&text, uh_kind_words.words[move->kind].label);
    if (move->kind != UH_KIND_CARDIO) {
        uh_text_add(&text, ", ");
        uh_text_add(&text, uh_sides_words.words[move->sides].label);
    }
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_BOLD, move->name);
    bool fits = page->column + 2 + page_columns(words) <= page_edge(page);
    if (!fits) page_end_line(page);
    page_right(page, PAGE_MUTED, words);
    page_end_line(page);
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_ACCENT, move->id);
    page_end_line(page);
    page_end_line(page);
}

// What a condition makes of the dose.
static void add_limits(struct uh_text *out, int level, int hold_max_s, int reps_max) {
    if (level == UH_LEVEL_LIGHT) uh_text_add(out, " Light doses only.");
    if (hold_max_s > 0) {
        uh_text_add(out, " Hold ");
        uh_text_add_int(out, hold_max_s);
        uh_text_add(out, " s at most.");
    }
    if (reps_max > 0) {
        uh_text_add(out, " Do ");
        uh_text_add_int(out, reps_max);
        uh_text_add(out, " at most.");
    }
}

// One thing that holds for this person; the label stands before the first.
static void print_yours(struct page *page, const char *text, bool *first) {
    page_to(page, PAGE_MARGIN);
    if (*first) page_put(page, PAGE_CARE, "For you");
    page_wrap(page, PAGE_CARE, LEFT, text);
    page_end_line(page);
    *first = false;
}

static void print_withheld_for_you(struct page *page, const struct shown *shown, bool *first) {
    char words[320];
    struct uh_text text = uh_text_in(words, sizeof words);
    uh_text_add(&text, "left out of your sessions: ");
    uh_verdict_explain(shown->catalog, &shown->verdict, &text);
    if (shown->verdict.withheld == UH_WITHHELD_HURT) {
        uh_text_add(&text, "; to allow it again: ");
        uh_text_add(&text, cli_program());
        uh_text_add(&text, " me allow=");
        uh_text_add(&text, shown->move->id);
    }
    print_yours(page, words, first);
}

// What each of the person's conditions asks, then the doses that all of them leave.
static void print_changes_for_you(struct page *page, const struct shown *shown, bool *first) {
    const struct uh_verdict *verdict = &shown->verdict;
    for (int i = 0; i < shown->catalog->condition_count; i++) {
        if (!((verdict->modified_by >> i) & 1)) continue;
        char words[640];
        struct uh_text text = uh_text_in(words, sizeof words);
        uh_text_add(&text, shown->catalog->conditions[i].name);
        uh_text_add(&text, ": ");
        uh_modified_how(shown->catalog, shown->move, UINT32_C(1) << i, &text);
        print_yours(page, words, first);
    }
    char limits[160];
    struct uh_text text = uh_text_in(limits, sizeof limits);
    add_limits(&text, verdict->level, verdict->hold_max_s, verdict->reps_max);
    if (verdict->modified_by && text.used > 0) print_yours(page, limits + 1, first);
}

// What holds for this person: withheld and why, or changed and how.
static void print_for_you(struct page *page, const struct shown *shown) {
    if (!shown->person) return;
    bool first = true;
    if (shown->verdict.withheld)
        print_withheld_for_you(page, shown, &first);
    else
        print_changes_for_you(page, shown, &first);
    if (!first) page_end_line(page);
}

// The steps, numbered.
static void print_steps(struct page *page, const struct uh_move *move) {
    for (int i = 0; i < move->step_count; i++) {
        page_to(page, PAGE_MARGIN);
        page_putf(page, PAGE_ACCENT, "%d", i + 1);
        page_wrap(page, PAGE_PLAIN, PAGE_MARGIN + 3, move->steps[i]);
        page_end_line(page);
    }
    page_end_line(page);
}

// Several texts as one entry.
static void print_list(struct page *page, const char *label, const char *const *list, int count) {
    char words[1024];
    struct uh_text text = uh_text_in(words, sizeof words);
    for (int i = 0; i < count; i++) {
        if (i > 0) uh_text_add(&text, "; ");
        uh_text_add(&text, list[i]);
    }
    print_entry(page, label, words);
}

// What to say, feel, avoid, and how to breathe.
static void print_how(struct page *page, const struct uh_move *move) {
    print_entry(page, "Say", move->say);
    print_entry(page, "Feel", move->feel);
    print_list(page, "Not", move->mistakes, move->mistake_count);
    print_entry(page, "Breathe", move->breath);
    page_end_line(page);
}

// Cautions, each with its source.
static void print_cautions(struct page *page, const struct shown *shown) {
    const struct uh_move *move = shown->move;
    for (int i = 0; i < move->caution_count; i++) {
        char words[320];
        snprintf(words, sizeof words, "%s (%s)", move->cautions[i].text,
                 shown->catalog->sources[move->cautions[i].source].id);
        page_to(page, PAGE_MARGIN);
        if (i == 0) page_put(page, PAGE_CARE, "Care");
        page_wrap(page, PAGE_PLAIN, LEFT, words);
        page_end_line(page);
    }
    if (move->caution_count > 0) page_end_line(page);
}

// Each way to do it: a position and what it takes.
static void print_ways(struct page *page, const struct uh_move *move) {
    char words[512];
    struct uh_text text = uh_text_in(words, sizeof words);
    for (int i = 0; i < move->stance_count; i++) {
        if (i > 0) uh_text_add(&text, "; ");
        uh_text_add(&text, uh_position_words.words[move->stances[i].position].label);
        bool first = true;
        for (int j = 0; j < UH_EQUIPMENT_COUNT; j++) {
            if (!((move->stances[i].equipment >> j) & 1)) continue;
            uh_text_add(&text, first ? " with " : ", ");
            first = false;
            uh_text_add(&text, uh_equipment_words.words[j].label);
        }
    }
    print_entry(page, "Position", words);
}

// Areas by weight, muscles, positions.
static void print_served(struct page *page, const struct shown *shown) {
    const struct uh_move *move = shown->move;
    char words[512];
    struct uh_text text = uh_text_in(words, sizeof words);
    for (int weight = 3; weight > 0; weight--)
        for (int i = 0; i < UH_AREA_COUNT; i++) {
            if (move->areas[i] != weight) continue;
            if (text.used > 0) uh_text_add(&text, ", ");
            uh_text_add(&text, uh_area_words.words[i].label);
            if (weight == 1) uh_text_add(&text, " (a little)");
        }
    print_entry(page, "For", words);
    text = uh_text_in(words, sizeof words);
    for (int i = 0; i < move->target_count; i++) {
        if (i > 0) uh_text_add(&text, ", ");
        uh_text_add(&text, shown->catalog->muscles[move->targets[i]].name);
    }
    print_entry(page, "Muscles", words);
    print_ways(page, move);
    page_end_line(page);
}

// Whether a condition leaves the move out.
static bool withholds(const struct uh_condition *condition, const struct uh_move *move) {
    for (int i = 0; i < condition->withhold_count; i++)
        if (strcmp(condition->withhold[i], move->id) == 0) return true;
    return false;
}

// How a condition changes the move, or NULL.
static const struct uh_modification *changes(const struct uh_condition *condition,
                                             const struct uh_move *move) {
    for (int i = 0; i < condition->modification_count; i++)
        if (strcmp(condition->modifications[i].move, move->id) == 0)
            return &condition->modifications[i];
    return NULL;
}

// Conditions that leave it out, then those that change it, and how.
static void print_conditions(struct page *page, const struct shown *shown) {
    char words[1024];
    struct uh_text text = uh_text_in(words, sizeof words);
    bool any = false, withheld;
    for (int i = 0; i < shown->catalog->condition_count; i++) {
        if (!withholds(&shown->catalog->conditions[i], shown->move)) continue;
        if (text.used > 0) uh_text_add(&text, "; ");
        uh_text_add(&text, shown->catalog->conditions[i].name);
    }
    withheld = text.used > 0;
    print_entry(page, "Not with", words);
    for (int i = 0; i < shown->catalog->condition_count; i++) {
        const struct uh_condition *condition = &shown->catalog->conditions[i];
        const struct uh_modification *change = changes(condition, shown->move);
        if (!change) continue;
        struct uh_text how = uh_text_in(words, sizeof words);
        uh_text_add(&how, condition->name);
        uh_text_add(&how, ": ");
        uh_text_add(&how, change->how);
        add_limits(&how, change->level, change->hold_max_s, change->reps_max);
        print_entry(page, any ? "" : "With", words);
        any = true;
    }
    if (any || withheld) page_end_line(page);
}

// The easier and the harder move.
static void print_siblings(struct page *page, const struct uh_move *move) {
    if (!move->easier && !move->harder) return;
    page_to(page, PAGE_MARGIN);
    if (move->easier) {
        page_put(page, PAGE_MUTED, "easier ");
        page_put(page, PAGE_ACCENT, move->easier);
    }
    if (move->easier && move->harder) page_put(page, PAGE_PLAIN, "    ");
    if (move->harder) {
        page_put(page, PAGE_MUTED, "harder ");
        page_put(page, PAGE_ACCENT, move->harder);
    }
    page_end_line(page);
    page_end_line(page);
}

// What the ids of sources on the page stand for.
static void print_sources(struct page *page, const struct shown *shown) {
    const struct uh_move *move = shown->move;
    bool used[256] = {0};
    for (int i = 0; i < move->source_dose_count; i++) used[move->source_doses[i].source] = true;
    for (int i = 0; i < move->caution_count; i++) used[move->cautions[i].source] = true;
    bool first = true;
    for (int i = 0; i < shown->catalog->source_count && i < 256; i++) {
        if (!used[i]) continue;
        const struct uh_source *source = &shown->catalog->sources[i];
        page_to(page, PAGE_MARGIN);
        if (first) page_put(page, PAGE_MUTED, "Sources");
        first = false;
        page_to(page, LEFT);
        page_put(page, PAGE_MUTED, source->id);
        page_wrap(page, PAGE_MUTED, page->column < LEFT + 10 ? LEFT + 11 : page->column + 2,
                  source->title);
        page_end_line(page);
    }
    if (!first) page_end_line(page);
}

// The versions of its picture, where there are any.
static void print_variants(struct page *page, const struct uh_move *move) {
    char words[512], name[UH_VARIANT_SIZE];
    struct uh_text text = uh_text_in(words, sizeof words);
    for (int i = 0; uh_figure_variant(move->figure, i, name); i++) {
        if (i > 0) uh_text_add(&text, ", ");
        uh_text_add(&text, name);
    }
    if (text.used == 0) return;
    print_entry(page, "Variants", words);
    page_end_line(page);
}

// How it is done.
static void print_doing(struct page *page, const struct shown *shown) {
    page_end_line(page);
    print_header(page, shown->move);
    print_for_you(page, shown);
    print_steps(page, shown->move);
    print_how(page, shown->move);
}

// How long, for whom, and by what sources.
static void print_facts(struct page *page, const struct shown *shown) {
    print_doses(page, shown);
    page_end_line(page);
    print_cautions(page, shown);
    print_served(page, shown);
    print_conditions(page, shown);
    print_variants(page, shown->move);
    print_sources(page, shown);
    print_siblings(page, shown->move);
}

// The page, in a terminal with pictures at its left.
static void print_shown(struct cli *cli, const struct shown *shown) {
    struct page *page = &cli->page, text = *page;
    struct inset inset;
    int left = beside_columns(cli, shown->move);
    if (left == 0 || !beside_make(cli, shown->move, shown->variant, left, &inset)) {
        print_doing(page, shown);
        print_facts(page, shown);
        return;
    }
    char *words = NULL;
    size_t length;
    text.out = open_memstream(&words, &length);
    if (!text.out) abort();
    text.width -= left;
    print_doing(&text, shown);
    fclose(text.out);
    inset_print_beside(page, &inset, words);
    free(words);
    inset_finish(&inset);
    print_facts(page, shown);
}

// What a condition does with the move; NULL where it does nothing.
static json_t *condition_json(const struct shown *shown, const struct uh_condition *condition,
                              int index) {
    const struct uh_modification *change = changes(condition, shown->move);
    bool withheld = withholds(condition, shown->move);
    if (!withheld && !change) return NULL;
    bool mine = shown->person && ((shown->person->file.profile.conditions >> index) & 1);
    return json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:s, s:b}", "id", condition->id, "does",
        withheld ? "withholds" : "changes", "how", uh_json_text(change ? change->how : NULL), "say",
        uh_json_text(change ? change->say : NULL), "variant",
        uh_json_text(change ? change->variant : NULL), "basis", condition->basis, "mine", mine);
}

static json_t *variants_json(const struct uh_move *move) {
    json_t *array = json_array();
    char name[UH_VARIANT_SIZE];
    for (int i = 0; uh_figure_variant(move->figure, i, name); i++)
        json_array_append_new(array, uh_json_text(name));
    return array;
}

static json_t *mistakes_json(const struct uh_move *move) {
    json_t *array = json_array();
    for (int i = 0; i < move->mistake_count; i++)
        json_array_append_new(array, uh_json_text(move->mistakes[i]));
    return array;
}

// Everything of the list of moves, and the rest of the page.
static json_t *page_json(const struct shown *shown) {
    const struct uh_move *move = shown->move;
    json_t *all = uh_json_move(shown->catalog, move);
    json_t *conditions = json_array();
    for (int i = 0; i < shown->catalog->condition_count; i++) {
        json_t *one = condition_json(shown, &shown->catalog->conditions[i], i);
        if (one) json_array_append_new(conditions, one);
    }
    char words[256] = "";
    struct uh_text text = uh_text_in(words, sizeof words);
    bool withheld = shown->person && shown->verdict.withheld;
    if (withheld) uh_verdict_explain(shown->catalog, &shown->verdict, &text);
    json_t *more = json_pack(
        "{s:s, s:s, s:s, s:o, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "say", move->say, "breath",
        move->breath, "feel", move->feel, "mistakes", mistakes_json(move), "directions",
        move->directions, "tempo_s", move->tempo_s, "demands",
        uh_json_words(&uh_demand_words, move->demands), "easier", uh_json_text(move->easier),
        "harder", uh_json_text(move->harder), "conditions", conditions, "withheld",
        uh_json_text(withheld ? words : NULL), "variants", variants_json(move));
    json_object_update(all, more);
    json_decref(more);
    return all;
}

// The verdict where everything is at hand and every position possible: what remains is the person.
static void judge(struct shown *shown, int index) {
    const struct uh_surroundings anywhere = {UINT16_MAX, UINT16_MAX};
    shown->verdict = uh_safety_verdict(shown->catalog, &shown->person->file.profile,
                                       &shown->person->history.hurt, &anywhere, index);
}

// There is no such move; which one is nearest.
static int unknown_move(struct cli *cli, const struct uh_catalog *catalog, int argument) {
    struct cli_fault fault;
    const char *name = cli->argv[argument];
    cli_fault_at(&fault, argument, 0, 0);
    fault.exit = 2;
    cli_fault_word(&fault, cli->lexicon.sets[CLI_MOVES], name, strlen(name));
    int near = uh_catalog_nearest_move(catalog, name);
    if (near >= 0)
        snprintf(fault.hint, sizeof fault.hint, "did you mean %s?",
                 uh_catalog_at(catalog, near)->id);
    cli_fault_more(&fault, "all moves: %s moves", cli->program);
    return cli_fail(cli, &fault);
}

// There is no such variant of it; which there are.
static bool unknown_variant(struct cli *cli, const struct shown *shown) {
    struct cli_fault fault;
    int argument = 0;
    char name[UH_VARIANT_SIZE];
    for (int i = 1; i < cli->argc; i++)
        if (strstr(cli->argv[i], cli->line.variant)) argument = i;
    size_t offset = (size_t)(strstr(cli->argv[argument], cli->line.variant) - cli->argv[argument]);
    cli_fault_at(&fault, argument, offset, 0);
    cli_fault_headline(&fault, "%s has no variant \"%.40s\"", shown->move->id, cli->line.variant);
    fault.exit = 2;
    if (!uh_figure_variant(shown->move->figure, 0, name))
        cli_fault_more(&fault, "it has none at all");
    for (int i = 0; uh_figure_variant(shown->move->figure, i, name); i++)
        cli_fault_more(&fault, "%s", name);
    cli_fail(cli, &fault);
    return false;
}

// The version that is asked for, else the one that the person's conditions make of it.
static bool choose_variant(struct cli *cli, struct shown *shown) {
    shown->variant = cli->line.variant;
    if (shown->variant)
        return uh_figure_has_variant(shown->move->figure, shown->variant) ||
               unknown_variant(cli, shown);
    if (shown->person && !shown->verdict.withheld)
        shown->variant =
            uh_modified_variant(shown->catalog, shown->move, shown->verdict.modified_by);
    return true;
}

int cli_run_show(struct cli *cli) {
    if (cli->line.watch) return watch_run(cli, cli->argv[cli->line.operands[0]]);
    static struct person person;
    bool known = person_load(&person, cli->catalog, PERSON_ALL);
    struct shown shown = {.catalog = person.catalog, .person = known ? &person : NULL};
    int argument = cli->line.operands[0], code = 0;
    int index = uh_catalog_move(shown.catalog, cli->argv[argument]);
    if (index < 0) {
        code = unknown_move(cli, shown.catalog, argument);
    } else {
        shown.move = uh_catalog_at(shown.catalog, index);
        if (known) judge(&shown, index);
        if (!choose_variant(cli, &shown))
            code = 2;
        else if (cli->line.mjcf)
            code = cli_write_model(shown.move, shown.variant, cli->line.mjcf);
        else if (picture_file_asked(&cli->line))
            code = picture_files(cli, shown.move, shown.variant);
        else if (!cli->line.json)
            print_shown(cli, &shown);
        else if (!uh_json_print(page_json(&shown), stdout))
            code = 1;
    }
    person_finish(&person);
    return code;
}
