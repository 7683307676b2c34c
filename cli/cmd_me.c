// SPDX-License-Identifier: Apache-2.0
// The profile: asked once, edited later, always with the way back.
#include "keys.h"
#include "person.h"
#include "profile_survey.h"
#include "sheet.h"
#include "unhunch/answers.h"

#include <string.h>

enum key {
    AREAS,
    STIFF,
    EQUIPMENT,
    POSITIONS,
    CANNOT,
    CONDITIONS,
    EXPERIENCE,
    HABIT,
    SETTING,
    LIKES,
    DISLIKES,
    ALLOW
};

const struct cli_key cli_me_keys[] = {
    {"areas", AREAS, "neck,upper", "what matters to you", CLI_AREAS},
    {"stiff.", STIFF, "6", "how stiff it is, 0 to 10: stiff.neck=6", CLI_NO_WORDS},
    {"equipment", EQUIPMENT, "chair", "what is at hand, or none", CLI_EQUIPMENT},
    {"positions", POSITIONS, "sitting", "what you can get into", CLI_POSITIONS},
    {"cannot", CANNOT, "kneel", "what your body cannot do", CLI_DEMANDS},
    {"conditions", CONDITIONS, "ID,ID", "what leaves out or changes moves", CLI_CONDITIONS},
    {"experience", EXPERIENCE, "beginner", "how used to it you are", CLI_EXPERIENCES},
    {"habit", HABIT, "weekly", "how often you stretch", CLI_HABITS},
    {"setting", SETTING, "desk", "where you mostly do it", CLI_SETTINGS},
    {"likes", LIKES, "cat-cow", "moves that should come up more often", CLI_MOVES},
    {"dislikes", DISLIKES, "neck-roll", "moves that should not come up", CLI_MOVES},
    {"allow", ALLOW, "neck-roll", "a move that hurt may come up again", CLI_MOVES},
    {0},
};

enum { UNKNOWN_MAX = 32, VALUE_SIZE = 2048 };

// What the operands change. Nothing is kept before all of them were read.
struct edit {
    struct cli *cli;
    struct person *person;
    struct uh_profile profile;
    // words that were said and are not known
    const char *unknown_conditions[UNKNOWN_MAX];
    int unknown_condition_count;
    bool conditions_said, likes_said, dislikes_said;
    int allowed[CLI_OPERAND_MAX]; // moves
    int allowed_count;
    const struct cli_pair *pair; // the one being read
    struct uh_move_set moves;    // read of it
    struct cli_fault *fault;
};

// A condition. A slip of the pen is a fault; what is none of ours is kept as a note.
static bool read_condition(void *context, const char *word, size_t length, size_t offset) {
    struct edit *edit = context;
    const struct uh_word_set *set = edit->cli->lexicon.sets[CLI_CONDITIONS];
    int found = uh_word_find(set, word, length);
    if (found >= 0) {
        edit->profile.conditions |= UINT32_C(1) << found;
        return true;
    }
    bool slip = length == 0 || uh_word_nearest(set, word, length) >= 0;
    if (slip || length >= UH_ID_SIZE || edit->unknown_condition_count == UNKNOWN_MAX) {
        cli_fault_at(edit->fault, edit->pair->argument, offset, length ? length : 1);
        cli_fault_word(edit->fault, set, word, length);
        return false;
    }
    edit->unknown_conditions[edit->unknown_condition_count++] =
        uh_heap_text(&edit->person->file.heap, word, length);
    return true;
}

static bool read_move(void *context, const char *word, size_t length, size_t offset) {
    struct edit *edit = context;
    char id[UH_ID_SIZE];
    snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : sizeof id - 1), word);
    int found = length < sizeof id ? uh_catalog_move(edit->person->catalog, id) : -1;
    if (found >= 0) {
        uh_move_set_add(&edit->moves, found);
        return true;
    }
    cli_fault_at(edit->fault, edit->pair->argument, offset, length ? length : 1);
    cli_fault_word(edit->fault, edit->cli->lexicon.sets[CLI_MOVES], word, length);
    cli_fault_more(edit->fault, "all moves: %s moves", edit->cli->program);
    return false;
}

// Reads the moves of a comma list into edit->moves.
static bool read_moves(struct edit *edit) {
    edit->moves = (struct uh_move_set){0};
    return cli_pair_each(edit->pair, read_move, edit);
}

// A word, or nothing said where the value is empty.
static bool read_word(struct edit *edit, const struct uh_word_set *set, int unsaid, int *index) {
    *index = unsaid;
    return !*edit->pair->value || cli_pair_word(edit->pair, set, index, edit->fault);
}

// Reads the value of one key into the edited profile; an empty one takes it back.
static bool read_value(struct edit *edit) {
    struct uh_profile *profile = &edit->profile;
    const struct cli_pair *pair = edit->pair;
    uint32_t bits = 0;
    int number = 0;
    bool read = true;
    switch ((enum key)pair->id) {
    case AREAS:
        read = cli_pair_words(pair, &uh_area_words, &bits, edit->fault);
        profile->areas = (uint8_t)bits;
        break;
    case STIFF:
        read = !*pair->value || cli_pair_number(pair, 0, 10, &number, edit->fault);
        profile->stiffness[pair->area] = (uint8_t)number;
        break;
    case EQUIPMENT:
        read = cli_pair_words(pair, &uh_equipment_words, &bits, edit->fault);
        profile->equipment = (uint16_t)bits;
        profile->equipment_said = *pair->value != 0;
        break;
    case POSITIONS:
        read = cli_pair_words(pair, &uh_position_words, &bits, edit->fault);
        profile->positions = (uint16_t)bits;
        profile->positions_said = *pair->value != 0;
        break;
    case CANNOT:
        read = cli_pair_words(pair, &uh_demand_words, &bits, edit->fault);
        profile->cannot = bits;
        break;
    case CONDITIONS:
        profile->conditions = 0;
        edit->unknown_condition_count = 0;
        edit->conditions_said = true;
        read = cli_pair_each(pair, read_condition, edit);
        break;
    case EXPERIENCE:
        read = read_word(edit, &uh_experience_words, 0, &number);
        profile->experience = (uint8_t)number;
        break;
    case HABIT:
        read = read_word(edit, &uh_habit_words, 0, &number);
        profile->habit = (uint8_t)number;
        break;
    case SETTING:
        read = read_word(edit, edit->cli->lexicon.sets[CLI_SETTINGS], -1, &number);
        profile->setting = (int8_t)number;
        break;
    case LIKES:
        read = read_moves(edit);
        profile->likes = edit->moves;
        edit->likes_said = true;
        break;
    case DISLIKES:
        read = read_moves(edit);
        profile->dislikes = edit->moves;
        edit->dislikes_said = true;
        break;
    case ALLOW:
        read = read_moves(edit);
        for (int i = 0; read && i < UH_MOVE_MAX && edit->allowed_count < CLI_OPERAND_MAX; i++)
            if (uh_move_set_has(&edit->moves, i)) edit->allowed[edit->allowed_count++] = i;
        break;
    }
    return read;
}

// Adds a word to a comma list.
static void add_word(struct uh_text *out, const char *word) {
    if (out->used > 0) uh_text_add(out, ",");
    uh_text_add(out, word);
}

static void add_bits(struct uh_text *out, const struct uh_word_set *set, uint32_t bits) {
    for (int i = 0; i < set->count; i++)
        if ((bits >> i) & 1) add_word(out, set->words[i].word);
}

static void add_moves(struct uh_text *out, const struct uh_catalog *catalog,
                      const struct uh_move_set *set) {
    int count = catalog->move_count + catalog->activity_count;
    for (int i = 0; i < count && i < UH_MOVE_MAX; i++)
        if (uh_move_set_has(set, i)) add_word(out, uh_catalog_at(catalog, i)->id);
}

static void add_unknown(struct uh_text *out, const char *const *words, int count) {
    for (int i = 0; i < count; i++) add_word(out, words[i]);
}

// The value of a key as it would be typed.
static void value_of(struct uh_text *out, const struct cli *cli, const struct person *person,
                     int id, int area) {
    const struct uh_profile *profile = &person->file.profile;
    const struct uh_profile_file *file = &person->file;
    const struct uh_word_set *settings = cli->lexicon.sets[CLI_SETTINGS];
    switch ((enum key)id) {
    case AREAS:
        add_bits(out, &uh_area_words, profile->areas);
        break;
    case STIFF:
        if (profile->stiffness[area] > 0) uh_text_add_int(out, profile->stiffness[area]);
        break;
    case EQUIPMENT:
        add_bits(out, &uh_equipment_words, profile->equipment);
        if (profile->equipment_said && !profile->equipment) uh_text_add(out, "none");
        break;
    case POSITIONS:
        add_bits(out, &uh_position_words, profile->positions);
        break;
    case CANNOT:
        add_bits(out, &uh_demand_words, profile->cannot);
        break;
    case CONDITIONS:
        add_bits(out, cli->lexicon.sets[CLI_CONDITIONS], profile->conditions);
        add_unknown(out, file->unknown_conditions, file->unknown_condition_count);
        break;
    case EXPERIENCE:
        uh_text_add(out, uh_experience_words.words[profile->experience].word);
        break;
    case HABIT:
        uh_text_add(out, uh_habit_words.words[profile->habit].word);
        break;
    case SETTING:
        if (profile->setting >= 0) uh_text_add(out, settings->words[profile->setting].word);
        break;
    case LIKES:
        add_moves(out, person->catalog, &profile->likes);
        add_unknown(out, file->unknown_likes, file->unknown_like_count);
        break;
    case DISLIKES:
        add_moves(out, person->catalog, &profile->dislikes);
        add_unknown(out, file->unknown_dislikes, file->unknown_dislike_count);
        break;
    case ALLOW:
        break;
    }
}

// Puts what was read in place of what there was.
static void apply(struct edit *edit) {
    struct uh_profile_file *file = &edit->person->file;
    file->profile = edit->profile;
    if (edit->conditions_said) {
        int count = edit->unknown_condition_count;
        const char **kept = uh_heap_take(&file->heap, (size_t)count + 1, sizeof *kept);
        for (int i = 0; i < count; i++) kept[i] = edit->unknown_conditions[i];
        file->unknown_conditions = kept;
        file->unknown_condition_count = count;
    }
    if (edit->likes_said) file->unknown_like_count = 0;
    if (edit->dislikes_said) file->unknown_dislike_count = 0;
}

// A value before and after; the same key may be given twice.
struct change {
    int argument;
    struct cli_pair pair;
    char before[VALUE_SIZE];
};

// One key before and after; adds what undoes it.
static void print_change(struct cli *cli, const struct person *person, const struct change *change,
                         struct uh_text *undo) {
    char after[VALUE_SIZE];
    struct uh_text text = uh_text_in(after, sizeof after);
    value_of(&text, cli, person, change->pair.id, change->pair.area);
    struct page *page = &cli->page;
    page_to(page, PAGE_MARGIN);
    page_putf(page, PAGE_MUTED, "%.*s", (int)change->pair.name_length, change->pair.text);
    page_to(page, 16);
    if (strcmp(change->before, after) == 0) {
        page_wrap(page, PAGE_PLAIN, 16, *after ? after : "not said");
        page_put(page, PAGE_MUTED, "  as before");
    } else {
        page_wrap(page, PAGE_MUTED, 16, *change->before ? change->before : "not said");
        page_put(page, PAGE_MUTED, " -> ");
        page_wrap(page, PAGE_BOLD, 18, *after ? after : "not said");
        uh_text_add(undo, " ");
        uh_text_add_bytes(undo, change->pair.text, change->pair.name_length);
        uh_text_add(undo, "=");
        uh_text_add(undo, change->before);
    }
    page_end_line(page);
}

// Says of each unknown condition that it filters nothing.
static void tell_unknown(struct cli *cli, const struct uh_profile_file *file) {
    for (int i = 0; i < file->unknown_condition_count; i++) {
        char words[256];
        snprintf(words, sizeof words,
                 "\"%s\" is kept as a note. I know nothing about it, so it leaves out no move; ask "
                 "whoever treats you what to avoid.",
                 file->unknown_conditions[i]);
        page_wrap(&cli->page, PAGE_CARE, PAGE_MARGIN, words);
        page_end_line(&cli->page);
    }
}

// Lets moves that hurt come up again, each as an event of the record.
static bool allow_moves(struct edit *edit) {
    for (int i = 0; i < edit->allowed_count; i++) {
        struct uh_event event = {.kind = UH_EVENT_ALLOW};
        int move = edit->allowed[i];
        snprintf(event.move, sizeof event.move, "%s",
                 uh_catalog_at(edit->person->catalog, move)->id);
        bool hurt = uh_move_set_has(&edit->person->history.hurt, move);
        if (hurt && !person_keep_event(edit->person, &event)) return false;
        if (edit->cli->line.json) continue;
        struct page *page = &edit->cli->page;
        page_to(page, PAGE_MARGIN);
        page_putf(page, PAGE_PLAIN, hurt ? "%s may come up again." : "%s was not kept out.",
                  event.move);
        if (hurt) page_put(page, PAGE_MUTED, " Begin gently; stop when it hurts.");
        page_end_line(page);
    }
    return true;
}

// One entry of the profile in plain words.
static void print_entry(struct cli *cli, const char *label, const char *text, const char *unsaid) {
    struct page *page = &cli->page;
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_MUTED, label);
    page_wrap(page, *text ? PAGE_PLAIN : PAGE_MUTED, 16, *text ? text : unsaid);
    page_end_line(page);
}

// The conditions by name.
static void print_conditions(struct cli *cli, const struct person *person) {
    char words[VALUE_SIZE];
    struct uh_text text = uh_text_in(words, sizeof words);
    for (int i = 0; i < person->catalog->condition_count; i++) {
        if (!((person->file.profile.conditions >> i) & 1)) continue;
        if (text.used > 0) uh_text_add(&text, "; ");
        uh_text_add(&text, person->catalog->conditions[i].name);
    }
    print_entry(cli, "To know of", words, "nothing");
}

// The stiff areas and how stiff they are.
static void print_stiffness(struct cli *cli, const struct person *person) {
    char words[256];
    struct uh_text text = uh_text_in(words, sizeof words);
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        int points = person->file.profile.stiffness[i];
        if (points == 0) continue;
        if (text.used > 0) uh_text_add(&text, ", ");
        uh_text_add(&text, uh_area_words.words[i].label);
        uh_text_add(&text, " ");
        uh_text_add_int(&text, points);
    }
    print_entry(cli, "Stiff", words, "not said");
}

// A set of moves by id; nothing where it is empty.
static void print_moves_of(struct cli *cli, const struct person *person, const char *label,
                           const struct uh_move_set *set) {
    char words[VALUE_SIZE];
    struct uh_text text = uh_text_in(words, sizeof words);
    int count = person->catalog->move_count + person->catalog->activity_count;
    for (int i = 0; i < count && i < UH_MOVE_MAX; i++) {
        if (!uh_move_set_has(set, i)) continue;
        if (text.used > 0) uh_text_add(&text, ", ");
        uh_text_add(&text, uh_catalog_at(person->catalog, i)->id);
    }
    if (text.used > 0) print_entry(cli, label, words, "");
}

static void print_set(struct cli *cli, const char *label, const struct uh_word_set *set,
                      uint32_t bits, const char *unsaid) {
    char words[512];
    struct uh_text text = uh_text_in(words, sizeof words);
    sheet_words(set, bits, &text);
    print_entry(cli, label, words, unsaid);
}

static void print_command(struct page *page, const char *program, const char *rest,
                          const char *what) {
    page_to(page, PAGE_MARGIN);
    page_putf(page, PAGE_ACCENT, "%s%s", program, rest);
    page_to(page, 52);
    page_putf(page, PAGE_MUTED, "   %s", what);
    page_end_line(page);
}

// All that is known, and how to change it.
static void print_profile(struct cli *cli, const struct person *person, bool asked) {
    const struct uh_profile *profile = &person->file.profile;
    struct page *page = &cli->page;
    char words[160];
    page_end_line(page);
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_BOLD, "About you");
    page_put(page, PAGE_MUTED, "  Nothing of it leaves this machine.");
    page_end_line(page);
    page_end_line(page);
    print_entry(cli, "Where",
                profile->setting < 0 ? "" : person->catalog->settings[profile->setting].name,
                "not said");
    print_set(cli, "At hand", &uh_equipment_words, profile->equipment,
              profile->equipment_said ? "nothing" : "what is usual there");
    print_stiffness(cli, person);
    if (profile->areas) print_set(cli, "Areas", &uh_area_words, profile->areas, "");
    print_set(cli, "Positions", &uh_position_words, profile->positions, "what the place allows");
    if (profile->cannot) print_set(cli, "Cannot", &uh_demand_words, profile->cannot, "");
    print_conditions(cli, person);
    snprintf(words, sizeof words, "%s; stretches %s",
             uh_experience_words.words[profile->experience].label,
             uh_habit_words.words[profile->habit].label);
    print_entry(cli, "Experience", person->file.exists ? words : "", "not said");
    print_moves_of(cli, person, "Likes", &profile->likes);
    print_moves_of(cli, person, "Dislikes", &profile->dislikes);
    print_moves_of(cli, person, "Hurt", &person->history.hurt);
    page_end_line(page);
    tell_unknown(cli, &person->file);
    if (person->file.unknown_condition_count > 0) page_end_line(page);
    if (asked) print_command(page, cli->program, "", "your session for today");
    print_command(page, cli->program, " me stiff.neck=4 equipment=chair,wall", "changes it");
    print_command(page, cli->program, " me --help", "all keys");
    page_end_line(page);
}

// Reads all operands, and what their keys were before.
static bool read_all(struct edit *edit, struct change *changes) {
    for (int i = 0; i < edit->cli->line.operand_count; i++) {
        struct change *change = &changes[i];
        if (!cli_read_pair(edit->cli, edit->cli->line.operands[i], cli_me_keys, &change->pair,
                           edit->fault))
            return false;
        edit->pair = &change->pair;
        struct uh_text before = uh_text_in(change->before, sizeof change->before);
        value_of(&before, edit->cli, edit->person, change->pair.id, change->pair.area);
        if (!read_value(edit)) return false;
    }
    return true;
}

// Prints each change once, by its last mention, and the command that undoes them all.
static void print_changes(struct cli *cli, const struct person *person, struct change *changes) {
    char words[VALUE_SIZE];
    struct uh_text undo = uh_text_in(words, sizeof words);
    int count = cli->line.operand_count;
    for (int i = 0; i < count; i++) {
        bool again = changes[i].pair.id == ALLOW;
        for (int j = i + 1; j < count; j++)
            again = again || (changes[j].pair.id == changes[i].pair.id &&
                              changes[j].pair.area == changes[i].pair.area);
        if (!again) print_change(cli, person, &changes[i], &undo);
    }
    if (undo.used == 0) return;
    page_to(&cli->page, PAGE_MARGIN);
    page_put(&cli->page, PAGE_MUTED, "to undo");
    page_to(&cli->page, 16);
    page_putf(&cli->page, PAGE_PLAIN, "%s me", cli->program);
    page_put(&cli->page, PAGE_PLAIN, words);
    page_end_line(&cli->page);
}

// KEY=VALUE: all is read before anything is changed.
static int edit_profile(struct cli *cli, struct person *person) {
    static struct change changes[CLI_OPERAND_MAX];
    struct cli_fault fault;
    struct edit edit = {
        .cli = cli, .person = person, .profile = person->file.profile, .fault = &fault};
    for (int i = 0; i < person->file.unknown_condition_count && i < UNKNOWN_MAX; i++)
        edit.unknown_conditions[edit.unknown_condition_count++] =
            person->file.unknown_conditions[i];
    if (!read_all(&edit, changes)) return cli_fail(cli, &fault);
    apply(&edit);
    bool only_allows = edit.allowed_count > 0;
    for (int i = 0; i < cli->line.operand_count; i++)
        only_allows = only_allows && changes[i].pair.id == ALLOW;
    if (!only_allows && !person_keep_profile(person)) return 1;
    if (!cli->line.json) print_changes(cli, person, changes);
    if (!allow_moves(&edit)) return 1;
    if (!cli->line.json && edit.conditions_said) tell_unknown(cli, &person->file);
    return 0;
}

// Every key with its value: what the command that undoes the questions is made from.
enum { ANSWER_MAX = 24 };

struct answer {
    char name[32];
    char value[VALUE_SIZE];
};

// Fills in every key and its value; returns how many.
static int take_answers(struct cli *cli, const struct person *person,
                        struct answer answers[static ANSWER_MAX]) {
    int count = 0;
    for (const struct cli_key *key = cli_me_keys; key->name; key++) {
        bool dotted = key->id == STIFF;
        for (int area = 0; area < (dotted ? UH_AREA_COUNT : 1); area++) {
            struct answer *answer = &answers[count++];
            snprintf(answer->name, sizeof answer->name, "%s%s", key->name,
                     dotted ? uh_area_words.words[area].word : "");
            struct uh_text text = uh_text_in(answer->value, sizeof answer->value);
            value_of(&text, cli, person, key->id, area);
        }
    }
    return count;
}

// The command that brings the answers before back.
static void print_undo(struct cli *cli, const struct answer *before, const struct answer *after,
                       int count) {
    char words[VALUE_SIZE];
    struct uh_text undo = uh_text_in(words, sizeof words);
    for (int i = 0; i < count; i++) {
        if (strcmp(before[i].value, after[i].value) == 0) continue;
        uh_text_add(&undo, " ");
        uh_text_add(&undo, before[i].name);
        uh_text_add(&undo, "=");
        uh_text_add(&undo, before[i].value);
    }
    if (undo.used == 0) return;
    page_to(&cli->page, PAGE_MARGIN);
    page_put(&cli->page, PAGE_MUTED, "to undo");
    page_to(&cli->page, 16);
    page_putf(&cli->page, PAGE_PLAIN, "%s me", cli->program);
    page_put(&cli->page, PAGE_PLAIN, words);
    page_end_line(&cli->page);
    page_end_line(&cli->page);
}

// The questions, and what became of them.
static int ask(struct cli *cli, struct person *person) {
    static struct answer before[ANSWER_MAX], after[ANSWER_MAX];
    bool newcomer = !person->file.exists;
    int count = take_answers(cli, person, before);
    if (!profile_survey(cli, person)) {
        cli_complain("stopped; nothing was changed");
        return 1;
    }
    if (!person_keep_profile(person)) return 1;
    person->file.exists = true;
    print_profile(cli, person, true);
    take_answers(cli, person, after);
    if (!newcomer) print_undo(cli, before, after, count);
    return 0;
}

static int run(struct cli *cli, struct person *person) {
    bool edits = cli->line.operand_count > 0;
    if (!edits && !cli->line.json && profile_survey_possible()) return ask(cli, person);
    int code = edits ? edit_profile(cli, person) : 0;
    if (code != 0) return code;
    if (cli->line.json)
        return uh_json_print(uh_json_profile(person->catalog, &person->file, &person->history.hurt),
                             stdout)
                   ? 0
                   : 1;
    if (!edits) print_profile(cli, person, false);
    return 0;
}

int cli_run_me(struct cli *cli) {
    static struct person person;
    int code = person_load(&person, cli->catalog, PERSON_ALL) ? run(cli, &person) : 1;
    person_finish(&person);
    return code;
}
