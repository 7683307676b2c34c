// SPDX-License-Identifier: Apache-2.0
// How it feels now, and what follows from it.
#include "check_in_survey.h"
#include "keys.h"
#include "person.h"
#include "unhunch/answers.h"

#include <string.h>

enum key { PAIN, PAIN_AREA, DAYS, STIFF, FLAGS, RECOVERED };

const struct cli_key cli_check_in_keys[] = {
    {"pain", PAIN, "3", "how much it hurts now, 0 to 10", CLI_NO_WORDS},
    {"pain-area", PAIN_AREA, "neck", "where it hurts most", CLI_AREAS},
    {"days", DAYS, "2", "for how many days it has hurt", CLI_NO_WORDS},
    {"stiff.", STIFF, "4", "how stiff it is, 0 to 10: stiff.neck=4", CLI_NO_WORDS},
    {"flags", FLAGS, "none", "signs that a doctor should see, or none", CLI_FLAGS},
    {"recovered", RECOVERED, "yes",
     "yes: after an injury or operation, pain, stiffness and swelling have eased, daily tasks go "
     "with little pain, you move nearly as far as before, and whoever treats you agrees",
     CLI_NO_WORDS},
    {0},
};

enum { DAYS_MAX = 3650 };

// A check-in that says nothing yet.
static void blank_event(struct uh_event *event) {
    memset(event, 0, sizeof *event);
    event->kind = UH_EVENT_CHECK_IN;
    event->pain = event->pain_area = -1;
    event->days = -1;
    memset(event->stiffness, -1, sizeof event->stiffness);
}

// Puts flags into the event by word; none at all clears those before.
static void add_flags(const struct uh_catalog *catalog, uint32_t bits, struct uh_event *event) {
    event->flags_said = true;
    event->flag_count = 0;
    for (int i = 0; i < catalog->flag_count; i++)
        if ((bits >> i) & 1)
            snprintf(event->flags[event->flag_count++], UH_ID_SIZE, "%s", catalog->flags[i].id);
}

// flags=ID,... or flags=none.
static bool read_flags(const struct cli *cli, const struct cli_pair *pair, struct uh_event *event,
                       struct cli_fault *fault) {
    uint32_t bits = 0;
    bool none = !*pair->value || strcmp(pair->value, "none") == 0;
    if (!none && !cli_pair_words(pair, cli->lexicon.sets[CLI_FLAGS], &bits, fault)) return false;
    add_flags(cli->catalog, bits, event);
    return true;
}

// yes or no.
static bool read_recovered(const struct cli_pair *pair, bool *recovered, struct cli_fault *fault) {
    *recovered = strcmp(pair->value, "yes") == 0;
    if (*recovered || strcmp(pair->value, "no") == 0) return true;
    size_t length = strlen(pair->value);
    cli_fault_at(fault, pair->argument, pair->value_offset, length ? length : 1);
    cli_fault_headline(fault, "recovered takes yes or no");
    return false;
}

// Reads the value of one key into the event.
static bool read_value(const struct cli *cli, const struct cli_pair *pair, struct uh_event *event,
                       struct cli_fault *fault) {
    int number = -1;
    bool read = true;
    switch ((enum key)pair->id) {
    case PAIN:
        read = cli_pair_number(pair, 0, 10, &number, fault);
        event->pain = (int8_t)number;
        break;
    case PAIN_AREA:
        read = cli_pair_word(pair, &uh_area_words, &number, fault);
        event->pain_area = (int8_t)number;
        break;
    case DAYS:
        read = cli_pair_number(pair, 0, DAYS_MAX, &number, fault);
        event->days = (int16_t)number;
        break;
    case STIFF:
        read = cli_pair_number(pair, 0, 10, &number, fault);
        event->stiffness[pair->area] = (int8_t)number;
        break;
    case FLAGS:
        read = read_flags(cli, pair, event, fault);
        break;
    case RECOVERED:
        read = read_recovered(pair, &event->recovered, fault);
        break;
    }
    return read;
}

static bool read_all(const struct cli *cli, struct uh_event *event, struct cli_fault *fault) {
    for (int i = 0; i < cli->line.operand_count; i++) {
        struct cli_pair pair;
        if (!cli_read_pair(cli, cli->line.operands[i], cli_check_in_keys, &pair, fault))
            return false;
        if (!read_value(cli, &pair, event, fault)) return false;
    }
    return true;
}

// Conditions of the profile that stop everything: bits.
static uint32_t stopping(const struct person *person) {
    uint32_t bits = 0;
    for (int i = 0; i < person->catalog->condition_count; i++)
        if (person->catalog->conditions[i].stops) bits |= UINT32_C(1) << i;
    return bits & person->file.profile.conditions;
}

// The return gate is met: the condition goes from the profile. Returns its bits.
static uint32_t lift(struct person *person, const struct uh_event *event) {
    uint32_t lifted = event->recovered ? stopping(person) : 0;
    if (lifted == 0) return 0;
    person->file.profile.conditions &= ~lifted;
    return person_keep_profile(person) ? lifted : 0;
}

// Says which condition left the profile, and how to put it back.
static void tell_lifted(struct cli *cli, const struct person *person, uint32_t lifted) {
    for (int i = 0; i < person->catalog->condition_count; i++) {
        if (!((lifted >> i) & 1)) continue;
        char words[320];
        snprintf(words, sizeof words,
                 "\"%s\" is no longer in your profile. Begin gently. To put it back: %s me "
                 "conditions=%s",
                 person->catalog->conditions[i].name, cli->program,
                 person->catalog->conditions[i].id);
        page_wrap(&cli->page, PAGE_PLAIN, PAGE_MARGIN, words);
        page_end_line(&cli->page);
        page_end_line(&cli->page);
    }
}

// The verdict in a sentence.
static const char *headline(const struct uh_gate *gate) {
    if (gate->verdict == UH_GATE_GO) return "Fine to go.";
    if (gate->verdict == UH_GATE_GENTLE) return "Go gently.";
    return gate->urgency == UH_URGENCY_EMERGENCY ? "Get emergency care now. Do not stretch."
                                                 : "See a doctor before you stretch.";
}

static void print_next(struct page *page, const char *command, const char *what) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_ACCENT, command);
    page_putf(page, PAGE_MUTED, "   %s", what);
    page_end_line(page);
}

// The verdict, what to do, on what basis, and what to type next.
static void print_verdict(struct cli *cli, const struct uh_gate *gate) {
    struct page *page = &cli->page;
    char command[80];
    page_end_line(page);
    page_to(page, PAGE_MARGIN);
    page_put(page, gate->verdict == UH_GATE_STOP ? PAGE_CARE : PAGE_BOLD, headline(gate));
    page_end_line(page);
    page_end_line(page);
    page_wrap(page, PAGE_PLAIN, PAGE_MARGIN,
              gate->advice ? gate->advice
                           : "Nothing you said speaks against a session. Stretch to a mild pull, "
                             "never into pain, and stop when it hurts.");
    page_end_line(page);
    if (gate->basis && *gate->basis) {
        page_to(page, PAGE_MARGIN);
        page_put(page, PAGE_MUTED, "Source: ");
        page_wrap(page, PAGE_MUTED, PAGE_MARGIN, gate->basis);
        page_end_line(page);
    }
    page_end_line(page);
    bool stop = gate->verdict == UH_GATE_STOP;
    snprintf(command, sizeof command, "%s%s", cli->program, stop ? " check-in" : " go");
    print_next(page, command,
               stop ? "when something has changed, or it was looked at" : "start today's session");
    page_end_line(page);
}

// May there be a session, as things stand now?
static struct uh_gate gate_now(const struct person *person) {
    return uh_safety_gate(person->catalog, &person->file.profile, &person->check_in);
}

// Keeps the event and says what follows.
static int conclude(struct cli *cli, struct person *person, struct uh_event *event) {
    if (!person_keep_event(person, event)) return 1;
    uint32_t lifted = lift(person, event);
    struct uh_gate gate = gate_now(person);
    if (cli->line.json)
        return uh_json_print(uh_json_standing(person->catalog, &person->check_in, &gate, lifted),
                             stdout)
                   ? 0
                   : 1;
    tell_lifted(cli, person, lifted);
    print_verdict(cli, &gate);
    return 0;
}

// Asks, and turns the answers into an event.
static int ask(struct cli *cli, struct person *person) {
    struct check_in_answers answers;
    if (!check_in_survey(cli, person, stopping(person) != 0, &answers)) {
        cli_complain("stopped; nothing was written down");
        return 1;
    }
    struct uh_event event;
    blank_event(&event);
    event.pain = (int8_t)answers.pain;
    event.pain_area = (int8_t)answers.pain_area;
    event.days = (int16_t)answers.days;
    for (int i = 0; i < UH_AREA_COUNT; i++) event.stiffness[i] = (int8_t)answers.stiffness[i];
    if (answers.flags_asked) add_flags(person->catalog, answers.flags, &event);
    event.recovered = answers.recovered;
    return conclude(cli, person, &event);
}

static int run(struct cli *cli, struct person *person) {
    struct uh_event event;
    struct cli_fault fault;
    blank_event(&event);
    if (cli->line.operand_count > 0)
        return read_all(cli, &event, &fault) ? conclude(cli, person, &event)
                                             : cli_fail(cli, &fault);
    if (!cli->line.json && check_in_survey_possible()) return ask(cli, person);
    struct uh_gate gate = gate_now(person);
    if (cli->line.json)
        return uh_json_print(uh_json_standing(person->catalog, &person->check_in, &gate, 0), stdout)
                   ? 0
                   : 1;
    print_verdict(cli, &gate);
    cli_complain("no terminal to ask on; say it as %s check-in pain=3 pain-area=neck flags=none",
                 cli->program);
    return 0;
}

int cli_run_check_in(struct cli *cli) {
    static struct person person;
    int code = person_load(&person, cli->catalog, PERSON_ALL) ? run(cli, &person) : 1;
    person_finish(&person);
    return code;
}
