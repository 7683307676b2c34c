// SPDX-License-Identifier: Apache-2.0
// A move, from its map in a file. The format is told in data/README.md and unhunch-move(5).
#include <string.h>

#include "read.h"

enum { LINE_MAX_CHARACTERS = 120, SAY_WORD_MAX = 12, NOTE_MAX = 400, FIGURE_MAX = 4000 };

// A list of words, each once, as indices of a byte in a new array. Returns how many.
static int read_indices(struct uh_reader *reader, const struct uh_word_set *set,
                        const struct uh_node *list, const uint8_t **out) {
    if (!uh_is_list(reader, list)) return 0;
    uint8_t *indices = uh_heap_take(reader->heap, (size_t)list->count, sizeof *indices);
    int count = 0;
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        int index = uh_word(reader, set, item);
        if (index < 0) continue;
        if (memchr(indices, index, (size_t)count) != NULL)
            uh_complain(reader, item, "leave it out", "%s stands here twice",
                        uh_quoted(reader, item));
        else
            indices[count++] = (uint8_t)index;
    }
    *out = indices;
    return count;
}

// A list of texts, each a line. Returns how many.
static int read_texts(struct uh_reader *reader, const struct uh_node *list, int least, int most,
                      const char *const **out) {
    if (!uh_is_list(reader, list)) return 0;
    if (list->count < least || list->count > most)
        uh_complain(reader, list, uh_reader_text(reader, "use %d to %d", least, most),
                    "%s: %d of them, %s %d", uh_name_of(list), list->count,
                    list->count < least ? "under" : "over", list->count < least ? least : most);
    const char **texts = uh_heap_take(reader->heap, (size_t)list->count, sizeof *texts);
    struct uh_field field = {.high = LINE_MAX_CHARACTERS};
    int count = 0;
    for (const struct uh_node *item = list->first; item != NULL; item = item->next, count++) {
        texts[count] = "";
        if (item->kind == UH_NODE_MAP)
            uh_complain(reader, item, "put a text that holds a colon in quotes",
                        "%s: takes text, not a map", uh_name_of(list));
        else
            uh_read_text(reader, &field, item, &texts[count]);
    }
    *out = texts;
    return count;
}

static void read_stances(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *map, void *into) {
    struct uh_move *move = into;
    (void)field;
    if (!uh_is_map(reader, map)) return;
    struct uh_stance *stances = uh_heap_take(reader->heap, (size_t)map->count, sizeof *stances);
    struct uh_field equipment = {.words = &uh_equipment_words, UH_MEMBER(uh_stance, equipment)};
    unsigned seen = 0;
    for (const struct uh_node *entry = map->first; entry != NULL; entry = entry->next) {
        int position = uh_word(reader, &uh_position_words, entry->key);
        if (position < 0) continue;
        if (seen >> position & 1) {
            uh_complain(reader, entry->key, "keep one of them", "%s: stands here twice",
                        entry->key->text);
            continue;
        }
        seen |= 1U << position;
        struct uh_stance *stance = &stances[move->stance_count++];
        stance->position = (uint8_t)position;
        if (entry->kind != UH_NODE_NULL) uh_read_bits(reader, &equipment, entry, stance);
    }
    move->stances = stances;
    if (map->count == 0) uh_complain(reader, map, "say at least one", "positions: none is given");
}

static void read_areas(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *map, void *into) {
    struct uh_move *move = into;
    (void)field;
    if (!uh_is_map(reader, map)) return;
    for (const struct uh_node *entry = map->first; entry != NULL; entry = entry->next) {
        int area = uh_word(reader, &uh_area_words, entry->key), weight;
        if (!uh_number(reader, entry, 1, 3, &weight) || area < 0) continue;
        if (move->areas[area] != 0)
            uh_complain(reader, entry->key, "keep one of them", "%s: stands here twice",
                        entry->key->text);
        move->areas[area] = (uint8_t)weight;
    }
    if (map->count == 0)
        uh_complain(reader, map, "say what it is for: {neck: 3}", "areas: none is given");
}

static void read_targets(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *list, void *into) {
    struct uh_move *move = into;
    (void)field;
    move->target_count = read_indices(reader, &reader->muscles, list, &move->targets);
}

static void read_steps(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *list, void *into) {
    struct uh_move *move = into;
    (void)field;
    move->step_count = read_texts(reader, list, 1, UH_STEP_MAX, &move->steps);
}

static void read_mistakes(struct uh_reader *reader, const struct uh_field *field,
                          const struct uh_node *list, void *into) {
    struct uh_move *move = into;
    (void)field;
    move->mistake_count = read_texts(reader, list, 0, 8, &move->mistakes);
}

// The spoken line: short enough to be said while the move begins.
static void read_say(struct uh_reader *reader, const struct uh_field *field,
                     const struct uh_node *value, void *into) {
    uh_read_text(reader, field, value, into);
    if (value->kind != UH_NODE_TEXT) return;
    int words = 0;
    for (const char *at = value->text + strspn(value->text, " \n"); *at != 0;
         at += strspn(at, " \n")) {
        at += strcspn(at, " \n");
        words++;
    }
    if (words > SAY_WORD_MAX)
        uh_complain(reader, value, uh_reader_text(reader, "use %d less", words - SAY_WORD_MAX),
                    "%s: %d words, over %d", uh_name_of(value), words, SAY_WORD_MAX);
}

static void read_cautions(struct uh_reader *reader, const struct uh_field *field,
                          const struct uh_node *list, void *into) {
    struct uh_move *move = into;
    (void)field;
    if (!uh_is_list(reader, list)) return;
    struct uh_caution *cautions = uh_heap_take(reader->heap, (size_t)list->count, sizeof *cautions);
    const struct uh_field fields[] = {
        {"text", uh_read_text, UH_NEEDED, UH_MEMBER(uh_caution, text), .high = NOTE_MAX},
        {"source", uh_read_word, UH_NEEDED, UH_MEMBER(uh_caution, source),
         .words = &reader->sources, .missing = "say where it comes from: source: judgement"},
    };
    for (const struct uh_node *item = list->first; item != NULL; item = item->next)
        uh_read_map(reader, item, fields, UH_COUNT(fields), &cautions[move->caution_count++]);
    move->cautions = cautions;
}

// A number, or [low, high], into two numbers one after the other.
static void read_span(struct uh_reader *reader, const struct uh_field *field,
                      const struct uh_node *value, void *into) {
    int low = 0, high = 0;
    bool pair = value->kind == UH_NODE_LIST;
    if (pair && value->count != 2) {
        uh_complain(reader, value, "write a number or [LOW, HIGH]", "%s: %d numbers, not two",
                    field->key, value->count);
        return;
    }
    const struct uh_node *first = pair ? value->first : value;
    const struct uh_node *last = pair ? value->last : value;
    if (!uh_number(reader, first, field->low, field->high, &low)) return;
    if (pair && !uh_number(reader, last, field->low, field->high, &high)) return;
    if (!pair) high = low;
    if (low > high)
        uh_complain(reader, value, "write the smaller one first", "%s: %d is over %d", field->key,
                    low, high);
    int16_t span[2] = {(int16_t)low, (int16_t)high};
    memcpy((char *)into + field->offset, span, sizeof span);
}

static void read_source_doses(struct uh_reader *reader, const struct uh_field *field,
                              const struct uh_node *list, void *into) {
    struct uh_move *move = into;
    (void)field;
    if (!uh_is_list(reader, list)) return;
    struct uh_source_dose *doses = uh_heap_take(reader->heap, (size_t)list->count, sizeof *doses);
    const struct uh_field fields[] = {
        {"source", uh_read_word, UH_NEEDED, UH_MEMBER(uh_source_dose, source),
         .words = &reader->sources, .missing = "say whose dose it is: source: judgement"},
        {"reps", read_span, UH_OPTIONAL, UH_MEMBER(uh_source_dose, reps), .low = 1, .high = 200},
        {"hold_s", read_span, UH_OPTIONAL, UH_MEMBER(uh_source_dose, hold_s), .low = 1,
         .high = 600},
        {"sets", read_span, UH_OPTIONAL, UH_MEMBER(uh_source_dose, sets), .low = 1, .high = 50},
        {"seconds", read_span, UH_OPTIONAL, UH_MEMBER(uh_source_dose, seconds), .low = 1,
         .high = 7200},
        {"note", uh_read_text, UH_OPTIONAL, UH_MEMBER(uh_source_dose, note), .high = NOTE_MAX},
    };
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        struct uh_source_dose *dose = &doses[move->source_dose_count++];
        dose->note = "";
        uh_read_map(reader, item, fields, UH_COUNT(fields), dose);
    }
    move->source_doses = doses;
    if (list->count == 0)
        uh_complain(reader, list, "say whose dose it is: {source: judgement, note: WHY}",
                    "doses: none is given");
}

// [min, typical, max], or a number that is all three.
static void read_range(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *value, void *into) {
    int numbers[3] = {0};
    bool list = value->kind == UH_NODE_LIST;
    if (list && value->count != 3) {
        uh_complain(reader, value, "write [MIN, TYPICAL, MAX] or a number",
                    "%s: %d numbers, not three", field->key, value->count);
        return;
    }
    const struct uh_node *item = list ? value->first : value;
    for (int i = 0; i < 3; i++) {
        if (!uh_number(reader, item, field->low, field->high, &numbers[i])) return;
        if (list) item = item->next;
    }
    if (numbers[0] > numbers[1] || numbers[1] > numbers[2])
        uh_complain(reader, value, "write the least, the typical, the most",
                    "%s: %d, %d, %d do not ascend", field->key, numbers[0], numbers[1], numbers[2]);
    struct uh_range range = {(int16_t)numbers[0], (int16_t)numbers[1], (int16_t)numbers[2]};
    memcpy((char *)into + field->offset, &range, sizeof range);
}

static void read_dose(struct uh_reader *reader, const struct uh_field *field,
                      const struct uh_node *map, void *into) {
    static const struct uh_field fields[] = {
        {"reps", read_range, UH_NEEDED, UH_MEMBER(uh_dose, reps), .low = 1, .high = 60,
         .missing = "reps: [MIN, TYPICAL, MAX], or 1 for a static hold"},
        {"hold_s", read_range, UH_OPTIONAL, UH_MEMBER(uh_dose, hold_s), .low = 1, .high = 120},
        {"sets", read_range, UH_NEEDED, UH_MEMBER(uh_dose, sets), .low = 1, .high = 5,
         .missing = "sets: [1, 1, 1] where it is done once"},
        {"why", uh_read_text, UH_EXPECTED, UH_MEMBER(uh_dose, why), .high = NOTE_MAX,
         .missing = "say on what basis the numbers were chosen"},
    };
    struct uh_move *move = into;
    (void)field;
    uh_read_map(reader, map, fields, UH_COUNT(fields), &move->dose);
}

// A sibling: the id of another move.
static void read_sibling(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *value, void *into) {
    const struct uh_move *move = into;
    int index = uh_word(reader, &reader->moves, value);
    if (index < 0) return;
    const char *id = reader->moves.words[index].word;
    if (move->id != NULL && strcmp(id, move->id) == 0)
        uh_complain(reader, value, "name another move, or null", "%s: is the move itself",
                    field->key);
    memcpy((char *)into + field->offset, &id, sizeof id);
}

// Every key of a move.
static const struct uh_field *move_fields(int *count) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_move, id),
         .missing = "give it a name of lower case letters and hyphens"},
        {"name", uh_read_text, UH_NEEDED, UH_MEMBER(uh_move, name), .high = 48,
         .missing = "give it a name for people"},
        {"kind", uh_read_word, UH_NEEDED, UH_MEMBER(uh_move, kind), .words = &uh_kind_words,
         .missing = "kind: mobility, strength, static or cardio"},
        {"family", uh_read_id, UH_EXPECTED, UH_MEMBER(uh_move, family)},
        {"positions", read_stances, UH_NEEDED,
         .missing = "say where it is done: positions: {sitting: []}"},
        {"areas", read_areas, UH_OPTIONAL, .missing = NULL},
        {"targets", read_targets, UH_OPTIONAL, .missing = NULL},
        {"sides", uh_read_word, UH_NEEDED, UH_MEMBER(uh_move, sides), .words = &uh_sides_words,
         .missing = "sides: both, or each when it is done left and right"},
        {"directions", uh_read_number, UH_OPTIONAL, UH_MEMBER(uh_move, directions), .low = 1,
         .high = 2},
        {"demands", uh_read_bits, UH_OPTIONAL, UH_MEMBER(uh_move, demands),
         .words = &uh_demand_words},
        {"tempo", uh_read_number, UH_EXPECTED, UH_MEMBER(uh_move, tempo_s), .low = 0, .high = 30,
         .missing = "seconds one repetition moves, 0 for a static hold"},
        {"steps", read_steps, UH_NEEDED, .missing = "say how it is done, in one to five steps"},
        {"say", read_say, UH_NEEDED, UH_MEMBER(uh_move, say), .high = 80,
         .missing = "one line to say aloud, at most twelve words"},
        {"breath", uh_read_text, UH_EXPECTED, UH_MEMBER(uh_move, breath),
         .high = LINE_MAX_CHARACTERS, .missing = "say how to breathe"},
        {"feel", uh_read_text, UH_EXPECTED, UH_MEMBER(uh_move, feel), .high = LINE_MAX_CHARACTERS,
         .missing = "say what it should feel like"},
        {"mistakes", read_mistakes, UH_OPTIONAL, .missing = NULL},
        {"cautions", read_cautions, UH_OPTIONAL, .missing = NULL},
        {"doses", read_source_doses, UH_NEEDED,
         .missing = "say who gave the dose: doses: [{source: therapist, reps: 10}]"},
        {"dose", read_dose, UH_NEEDED,
         .missing = "say how much: dose: {reps: [5, 8, 10], sets: [1, 1, 2]}"},
        {"easier", read_sibling, UH_OPTIONAL, UH_MEMBER(uh_move, easier)},
        {"harder", read_sibling, UH_OPTIONAL, UH_MEMBER(uh_move, harder)},
        {"figure", uh_read_figure, UH_OPTIONAL, UH_MEMBER(uh_move, figure), .high = FIGURE_MAX},
    };
    *count = UH_COUNT(fields);
    return fields;
}

// What a move must have beside the keys that every entry must: cardio serves no area.
static void check_purpose(struct uh_reader *reader, const struct uh_node *map) {
    if (uh_node_get(map, "areas") == NULL)
        uh_complain(reader, map->first->key, "say what it is for: areas: {neck: 3}",
                    "areas: is missing here");
    if (uh_node_get(map, "targets") == NULL && reader->built_in)
        uh_complain(reader, map->first->key, "name the muscles, the main one first",
                    "targets: is missing here");
}

// Whether kind, tempo and dose make sense together.
static void check_time(struct uh_reader *reader, const struct uh_node *map,
                       const struct uh_move *move) {
    const struct uh_node *dose = uh_node_get(map, "dose"), *tempo = uh_node_get(map, "tempo");
    if (dose == NULL || dose->kind != UH_NODE_MAP) return;
    const struct uh_node *hold = uh_node_get(dose, "hold_s"), *reps = uh_node_get(dose, "reps");
    bool held = move->kind == UH_KIND_STATIC;
    if (held && hold == NULL)
        uh_complain(reader, dose->key, "add hold_s: [MIN, TYPICAL, MAX]",
                    "dose: a static move without hold_s");
    if (held && move->dose.reps.max > 1)
        uh_complain(reader, reps, "use 1, and sets for doing it again",
                    "reps: a static hold is one repetition, not %d", move->dose.reps.max);
    if (held && move->tempo_s > 0)
        uh_complain(reader, tempo, "use 0", "tempo: a static hold does not move");
    if (!held && move->tempo_s == 0 && hold == NULL)
        uh_complain(reader, tempo ? tempo : dose->key, "use 1 to 30, or give the dose a hold_s",
                    "tempo: without one, and nothing held, a repetition takes no time");
}

// What no single key can tell.
static void check_together(struct uh_reader *reader, const struct uh_node *map,
                           const struct uh_move *move) {
    const struct uh_node *kind = uh_node_get(map, "kind");
    bool kind_known = kind != NULL && kind->kind == UH_NODE_TEXT &&
                      uh_word_find(&uh_kind_words, kind->text, kind->length) >= 0;
    if (!kind_known || map->first == NULL || move->kind == UH_KIND_CARDIO) return;
    check_purpose(reader, map);
    check_time(reader, map, move);
}

// Adds what lying, kneeling and hanging ask of a body by themselves, where the move can only be
// done so.
static void add_demands(struct uh_move *move) {
    static const uint32_t demands[UH_POSITION_COUNT] = {
        [UH_POSITION_HANGING] = 1U << UH_DEMAND_GRIP,
        [UH_POSITION_KNEELING] = 1U << UH_DEMAND_KNEEL,
        [UH_POSITION_ALL_FOURS] = 1U << UH_DEMAND_KNEEL,
        [UH_POSITION_PRONE] = 1U << UH_DEMAND_LIE_PRONE,
        [UH_POSITION_SUPINE] = 1U << UH_DEMAND_LIE_SUPINE,
    };
    uint32_t common = UINT32_MAX;
    for (int i = 0; i < move->stance_count; i++) common &= demands[move->stances[i].position];
    if (move->stance_count > 0) move->demands |= common;
}

void uh_read_move(struct uh_reader *reader, const struct uh_node *node, struct uh_move *move) {
    int count;
    const struct uh_field *fields = move_fields(&count);
    *move = (struct uh_move){.directions = 1, .breath = "", .feel = "", .dose.why = ""};
    uh_read_map(reader, node, fields, count, move);
    if (move->family == NULL) move->family = move->id;
    add_demands(move);
    if (node->kind == UH_NODE_MAP) check_together(reader, node, move);
}
