// SPDX-License-Identifier: Apache-2.0
// The tables of the data folder other than moves: each a YAML list of entries with an id.
#include <string.h>

#include "read.h"
#include "unhunch/figure.h"

enum { NAME_MAX_CHARACTERS = 80, SENTENCE_MAX = 200, TEXT_MAX = 1200, HOLD_MAX = 12 };

// An entry is read here: a zeroed element of the table.
typedef void read_entry(struct uh_reader *reader, const struct uh_node *node, void *entry);

// Reads a list of entries of `size` bytes, whose first member is the id. Each id stands once.
static int read_table(struct uh_reader *reader, int most, size_t size, read_entry *read,
                      const void **out) {
    const struct uh_node *root = reader->document->root;
    if (root == NULL || !uh_is_list(reader, root)) return 0;
    if (root->count > most) {
        uh_complain(reader, root->last, NULL, "%d entries, over %d", root->count, most);
        return 0;
    }
    char *entries = uh_heap_take(reader->heap, (size_t)root->count, size);
    int count = 0;
    for (const struct uh_node *node = root->first; node != NULL; node = node->next, count++) {
        char *entry = entries + (size_t)count * size;
        read(reader, node, entry);
        const char *id, *other;
        memcpy(&id, entry, sizeof id);
        for (int i = 0; i < count && id != NULL; i++) {
            memcpy(&other, entries + (size_t)i * size, sizeof other);
            if (other != NULL && strcmp(id, other) == 0)
                uh_complain(reader, uh_node_get(node, "id"), "choose another",
                            "id: \"%s\" was there before", id);
        }
        if (id == NULL) memcpy(entry, &(const char *){"?"}, sizeof(const char *));
    }
    *out = entries;
    return count;
}

static void read_source(struct uh_reader *reader, const struct uh_node *node, void *entry) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_source, id)},
        {"title", uh_read_text, UH_NEEDED, UH_MEMBER(uh_source, title), .high = SENTENCE_MAX},
        {"cite", uh_read_text, UH_OPTIONAL, UH_MEMBER(uh_source, cite), .low = -1,
         .high = SENTENCE_MAX},
    };
    struct uh_source *source = entry;
    source->title = source->cite = "";
    uh_read_map(reader, node, fields, UH_COUNT(fields), source);
}

int uh_read_sources(struct uh_reader *reader, struct uh_catalog *catalog) {
    const void *table = NULL;
    int count = read_table(reader, UINT8_MAX, sizeof(struct uh_source), read_source, &table);
    catalog->sources = table;
    return catalog->source_count = count;
}

static void read_muscle(struct uh_reader *reader, const struct uh_node *node, void *entry) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_muscle, id)},
        {"name", uh_read_text, UH_NEEDED, UH_MEMBER(uh_muscle, name), .high = NAME_MAX_CHARACTERS},
    };
    struct uh_muscle *muscle = entry;
    muscle->name = "";
    uh_read_map(reader, node, fields, UH_COUNT(fields), muscle);
}

int uh_read_muscles(struct uh_reader *reader, struct uh_catalog *catalog) {
    const void *table = NULL;
    int count = read_table(reader, UINT8_MAX, sizeof(struct uh_muscle), read_muscle, &table);
    catalog->muscles = table;
    return catalog->muscle_count = count;
}

// {mobility: 4, strength: 2, static: 3}
static void read_benefit(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *map, void *into) {
    static const struct uh_field fields[] = {
        {"mobility", uh_read_number, UH_NEEDED, .offset = 0, .size = 1, .high = 4},
        {"strength", uh_read_number, UH_NEEDED, .offset = 1, .size = 1, .high = 4},
        {"static", uh_read_number, UH_NEEDED, .offset = 2, .size = 1, .high = 4},
    };
    _Static_assert(UH_KIND_MOBILITY == 0 && UH_KIND_STRENGTH == 1 && UH_KIND_STATIC == 2,
                   "benefit is by kind");
    uh_read_map(reader, map, fields, UH_COUNT(fields), (char *)into + field->offset);
}

// A position, or the word any.
static void read_end(struct uh_reader *reader, const struct uh_field *field,
                     const struct uh_node *value, void *into) {
    struct uh_session_kind *kind = into;
    (void)field;
    bool any = value->kind == UH_NODE_TEXT && strcmp(value->text, "any") == 0;
    kind->end = any ? -1 : (int8_t)uh_word(reader, &uh_position_words, value);
}

static void read_holds(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *list, void *into) {
    struct uh_session_kind *kind = into;
    (void)field;
    if (!uh_is_list(reader, list)) return;
    int16_t *holds = uh_heap_take(reader->heap, (size_t)list->count, sizeof *holds);
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        int hold;
        if (!uh_number(reader, item, 1, 120, &hold)) continue;
        if (kind->hold_count > 0 && holds[kind->hold_count - 1] >= hold)
            uh_complain(reader, item, "write the shorter one first", "holds_s: do not ascend");
        holds[kind->hold_count++] = (int16_t)hold;
    }
    kind->holds_s = holds;
}

// [[from minutes, minutes], ...]
static void read_cardio(struct uh_reader *reader, const struct uh_field *field,
                        const struct uh_node *list, void *into) {
    struct uh_session_kind *kind = into;
    (void)field;
    if (!uh_is_list(reader, list)) return;
    struct uh_cardio_rule *rules = uh_heap_take(reader->heap, (size_t)list->count, sizeof *rules);
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        int from, minutes;
        if (!uh_is_list(reader, item)) continue;
        if (item->count != 2) {
            uh_complain(reader, item, "write [FROM_MINUTES, MINUTES]",
                        "cardio: %d numbers, not two", item->count);
            continue;
        }
        if (!uh_number(reader, item->first, 1, 60, &from) ||
            !uh_number(reader, item->last, 1, 60, &minutes))
            continue;
        if (kind->cardio_count > 0 && rules[kind->cardio_count - 1].from_minutes >= from)
            uh_complain(reader, item, "write the shorter one first", "cardio: does not ascend");
        if (minutes >= from)
            uh_complain(reader, item->last, "use fewer minutes", "cardio: fills the whole session");
        rules[kind->cardio_count++] = (struct uh_cardio_rule){(int16_t)from, (int16_t)minutes};
    }
    kind->cardio = rules;
}

static void read_kind(struct uh_reader *reader, const struct uh_node *node, void *entry) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_session_kind, id)},
        {"name", uh_read_text, UH_NEEDED, UH_MEMBER(uh_session_kind, name),
         .high = NAME_MAX_CHARACTERS},
        {"about", uh_read_text, UH_NEEDED, UH_MEMBER(uh_session_kind, about), .high = SENTENCE_MAX},
        {"benefit", read_benefit, UH_NEEDED, UH_MEMBER(uh_session_kind, benefit)},
        {"phases", uh_read_bits, UH_NEEDED, UH_MEMBER(uh_session_kind, phases),
         .words = &uh_phase_words},
        {"start", uh_read_word, UH_NEEDED, UH_MEMBER(uh_session_kind, start),
         .words = &uh_position_words},
        {"end", read_end, UH_NEEDED, .missing = "a position, or any"},
        {"positions", uh_read_bits, UH_NEEDED, UH_MEMBER(uh_session_kind, positions),
         .words = &uh_position_words},
        {"level", uh_read_word, UH_NEEDED, UH_MEMBER(uh_session_kind, level),
         .words = &uh_level_words},
        {"minutes", uh_read_number, UH_NEEDED, UH_MEMBER(uh_session_kind, minutes), .low = 1,
         .high = 60},
        {"holds_s", read_holds, UH_NEEDED, .missing = "holds_s: [] where it has no holds"},
        {"cardio", read_cardio, UH_NEEDED, .missing = "cardio: [] where there is none"},
    };
    struct uh_session_kind *kind = entry;
    kind->name = kind->about = "";
    uh_read_map(reader, node, fields, UH_COUNT(fields), kind);
    const struct uh_node *end = uh_node_get(node, "end");
    if (end != NULL && kind->end >= 0 && !(kind->positions >> kind->end & 1))
        uh_complain(reader, end, "add it to positions, or use any",
                    "end: a position that this kind of session does not have");
}

int uh_read_kinds(struct uh_reader *reader, struct uh_catalog *catalog) {
    const void *table = NULL;
    int count = read_table(reader, INT8_MAX, sizeof(struct uh_session_kind), read_kind, &table);
    catalog->kinds = table;
    return catalog->kind_count = count;
}

// The id of a session kind.
static void read_kind_id(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *value, void *into) {
    int index = uh_word(reader, &reader->kinds, value);
    if (index >= 0)
        memcpy((char *)into + field->offset, &reader->kinds.words[index].word, field->size);
}

static void read_setting(struct uh_reader *reader, const struct uh_node *node, void *entry) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_setting, id)},
        {"name", uh_read_text, UH_NEEDED, UH_MEMBER(uh_setting, name), .high = NAME_MAX_CHARACTERS},
        {"equipment", uh_read_bits, UH_NEEDED, UH_MEMBER(uh_setting, equipment),
         .words = &uh_equipment_words},
        {"positions", uh_read_bits, UH_NEEDED, UH_MEMBER(uh_setting, positions),
         .words = &uh_position_words},
        {"kind", read_kind_id, UH_NEEDED, UH_MEMBER(uh_setting, kind)},
    };
    struct uh_setting *setting = entry;
    setting->name = setting->kind = "";
    uh_read_map(reader, node, fields, UH_COUNT(fields), setting);
}

int uh_read_settings(struct uh_reader *reader, struct uh_catalog *catalog) {
    const void *table = NULL;
    int count = read_table(reader, INT8_MAX, sizeof(struct uh_setting), read_setting, &table);
    catalog->settings = table;
    return catalog->setting_count = count;
}

static void read_flag(struct uh_reader *reader, const struct uh_node *node, void *entry) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_flag, id)},
        {"urgency", uh_read_word, UH_NEEDED, UH_MEMBER(uh_flag, urgency),
         .words = &uh_urgency_words},
        {"ask", uh_read_text, UH_NEEDED, UH_MEMBER(uh_flag, ask), .high = SENTENCE_MAX},
        {"advice", uh_read_text, UH_NEEDED, UH_MEMBER(uh_flag, advice), .high = TEXT_MAX},
        {"basis", uh_read_text, UH_NEEDED, UH_MEMBER(uh_flag, basis), .high = TEXT_MAX,
         .missing = "say on what evidence"},
    };
    struct uh_flag *flag = entry;
    flag->ask = flag->advice = flag->basis = "";
    uh_read_map(reader, node, fields, UH_COUNT(fields), flag);
}

int uh_read_flags(struct uh_reader *reader, struct uh_catalog *catalog) {
    const void *table = NULL;
    int count = read_table(reader, UH_FLAG_MAX, sizeof(struct uh_flag), read_flag, &table);
    catalog->flags = table;
    return catalog->flag_count = count;
}

// {kind: read, text: ...}
static void read_basis(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *map, void *into) {
    static const struct uh_word words[] = {{"judgement", "judgement"}, {"read", "read"}};
    static const struct uh_word_set set = {"kind of basis", 2, words};
    static const struct uh_field fields[] = {
        {"kind", uh_read_word, UH_NEEDED, UH_MEMBER(uh_condition, read), .words = &set},
        {"text", uh_read_text, UH_NEEDED, UH_MEMBER(uh_condition, basis), .high = TEXT_MAX},
    };
    (void)field;
    uh_read_map(reader, map, fields, UH_COUNT(fields), into);
}

// A list of ids of moves, or the word all, which only a condition that stops everything may use.
static void read_withhold(struct uh_reader *reader, const struct uh_field *field,
                          const struct uh_node *list, void *into) {
    struct uh_condition *condition = into;
    (void)field;
    if (list->kind == UH_NODE_TEXT && strcmp(list->text, "all") == 0) {
        const struct uh_node *stops = uh_node_get(list->parent, "stops");
        if (stops == NULL || stops->kind != UH_NODE_TEXT || strcmp(stops->text, "true") != 0)
            uh_complain(reader, list, "add stops: true, or list the moves",
                        "withhold: all is for a condition that stops everything");
        return;
    }
    if (!uh_is_list(reader, list)) return;
    const char **ids = uh_heap_take(reader->heap, (size_t)list->count, sizeof *ids);
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        int index = uh_word(reader, &reader->moves, item);
        if (index < 0) continue;
        for (int i = 0; i < condition->withhold_count; i++)
            if (strcmp(ids[i], item->text) == 0)
                uh_complain(reader, item, "leave it out", "%s stands here twice",
                            uh_quoted(reader, item));
        for (int i = 0; i < condition->modification_count; i++)
            if (strcmp(condition->modifications[i].move, item->text) == 0)
                uh_complain(reader, item, "choose one", "%s is changed and withheld",
                            uh_quoted(reader, item));
        ids[condition->withhold_count++] = reader->moves.words[index].word;
    }
    condition->withhold = ids;
}

// Whether the positions that remain are the move's own, so that something remains.
static void check_positions(struct uh_reader *reader, const struct uh_node *item,
                            const struct uh_modification *change) {
    int index = uh_catalog_move(reader->catalog, change->move);
    if (index < 0 || change->positions == 0) return;
    uint16_t own = uh_move_positions(uh_catalog_at(reader->catalog, index));
    if ((own & change->positions) == 0)
        uh_complain(reader, item, "name a position it has, or withhold it",
                    "positions: none of these is a position of %s", change->move);
}

// Whether the figure of the move has the variant that shows the change.
static void check_variant(struct uh_reader *reader, const struct uh_node *item,
                          const struct uh_modification *change) {
    int index = uh_catalog_move(reader->catalog, change->move);
    if (index < 0 || change->variant == NULL) return;
    if (!uh_figure_has_variant(uh_catalog_at(reader->catalog, index)->figure, change->variant))
        uh_complain(reader, item, "unhunch-move(5) describes variants",
                    "variant: the figure of %s has no %s", change->move, change->variant);
}

// Whether the move is changed or withheld by this condition already.
static void check_once(struct uh_reader *reader, const struct uh_node *item,
                       const struct uh_condition *condition,
                       const struct uh_modification *changes) {
    for (int i = 0; i < condition->modification_count; i++)
        if (strcmp(changes[i].move, item->text) == 0)
            uh_complain(reader, item, "keep one of them", "%s is changed twice by this condition",
                        uh_quoted(reader, item));
    for (int i = 0; i < condition->withhold_count; i++)
        if (strcmp(condition->withhold[i], item->text) == 0)
            uh_complain(reader, item, "choose one", "%s is changed and withheld",
                        uh_quoted(reader, item));
}

// The moves of a change are read after all else of it is known.
static void skip_moves(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *list, void *into) {
    (void)field;
    (void)into;
    uh_is_list(reader, list);
}

// One entry of `modify`: the same change for each of its moves.
static void read_change(struct uh_reader *reader, const struct uh_node *map,
                        struct uh_condition *condition, struct uh_modification *changes) {
    static const struct uh_field fields[] = {
        {"moves", skip_moves, UH_NEEDED, .missing = "say which moves are changed"},
        {"how", uh_read_text, UH_NEEDED, UH_MEMBER(uh_modification, how), .high = SENTENCE_MAX},
        {"say", uh_read_text, UH_OPTIONAL, UH_MEMBER(uh_modification, say), .high = 80},
        {"variant", uh_read_id, UH_OPTIONAL, UH_MEMBER(uh_modification, variant)},
        {"positions", uh_read_bits, UH_OPTIONAL, UH_MEMBER(uh_modification, positions),
         .words = &uh_position_words},
        {"level", uh_read_word, UH_OPTIONAL, UH_MEMBER(uh_modification, level),
         .words = &uh_level_words},
        {"hold_max_s", uh_read_number, UH_OPTIONAL, UH_MEMBER(uh_modification, hold_max_s),
         .low = 1, .high = 120},
        {"reps_max", uh_read_number, UH_OPTIONAL, UH_MEMBER(uh_modification, reps_max), .low = 1,
         .high = 60},
    };
    struct uh_modification change = {.how = ""};
    uh_read_map(reader, map, fields, UH_COUNT(fields), &change);
    const struct uh_node *list = uh_node_get(map, "moves");
    if (list == NULL || list->kind != UH_NODE_LIST) return;
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        int index = uh_word(reader, &reader->moves, item);
        if (index < 0) continue;
        change.move = reader->moves.words[index].word;
        check_positions(reader, item, &change);
        check_variant(reader, item, &change);
        check_once(reader, item, condition, changes);
        changes[condition->modification_count++] = change;
    }
}

static void read_modify(struct uh_reader *reader, const struct uh_field *field,
                        const struct uh_node *list, void *into) {
    struct uh_condition *condition = into;
    (void)field;
    if (!uh_is_list(reader, list)) return;
    size_t count = 0;
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        const struct uh_node *moves = uh_node_get(item, "moves");
        if (moves != NULL) count += (size_t)moves->count;
    }
    struct uh_modification *changes = uh_heap_take(reader->heap, count, sizeof *changes);
    for (const struct uh_node *item = list->first; item != NULL; item = item->next)
        read_change(reader, item, condition, changes);
    condition->modifications = changes;
}

static void read_condition(struct uh_reader *reader, const struct uh_node *node, void *entry) {
    static const struct uh_field fields[] = {
        {"id", uh_read_id, UH_NEEDED, UH_MEMBER(uh_condition, id)},
        {"name", uh_read_text, UH_NEEDED, UH_MEMBER(uh_condition, name),
         .high = NAME_MAX_CHARACTERS},
        {"ask", uh_read_text, UH_NEEDED, UH_MEMBER(uh_condition, ask), .high = SENTENCE_MAX},
        {"basis", read_basis, UH_NEEDED, .missing = "basis: {kind: judgement, text: WHY}"},
        {"withhold", read_withhold, UH_NEEDED, .missing = "withhold: [] where there is none"},
        {"stops", uh_read_flag, UH_OPTIONAL, UH_MEMBER(uh_condition, stops)},
        {"cap", uh_read_number, UH_OPTIONAL, UH_MEMBER(uh_condition, cap), .low = 1, .high = 60},
        {"modify", read_modify, UH_OPTIONAL, .missing = NULL},
    };
    struct uh_condition *condition = entry;
    condition->name = condition->ask = condition->basis = "";
    uh_read_map(reader, node, fields, UH_COUNT(fields), condition);
}

int uh_read_conditions(struct uh_reader *reader, struct uh_catalog *catalog) {
    const void *table = NULL;
    int count =
        read_table(reader, UH_CONDITION_MAX, sizeof(struct uh_condition), read_condition, &table);
    catalog->conditions = table;
    return catalog->condition_count = count;
}
