// SPDX-License-Identifier: Apache-2.0
#include "cmd_plan.h"

#include "sheet.h"
#include "unhunch/answers.h"

#include <stdlib.h>
#include <string.h>

bool cli_plan(struct cli *cli, struct person *person, struct uh_plan *plan) {
    struct uh_request request = cli_line_request(&cli->line);
    struct uh_person known = person_for_plan(person);
    struct uh_arena arena = {.size = uh_plan_memory(person->catalog)};
    arena.base = malloc(arena.size);
    if (!arena.base) abort();
    enum uh_result result = uh_plan_session(person->catalog, &known, &request, &arena, plan);
    free(arena.base);
    if (result != UH_OK) cli_complain("no plan: %s", uh_result_text(result));
    return result == UH_OK;
}

static void write_out(void *context, const char *bytes, size_t length) {
    fwrite(bytes, 1, length, context);
}

// The problem as CPLEX LP on standard output.
static int print_lp(struct cli *cli, struct person *person) {
    struct uh_request request = cli_line_request(&cli->line);
    struct uh_person known = person_for_plan(person);
    struct uh_arena arena = {.size = uh_plan_memory(person->catalog)};
    arena.base = malloc(arena.size);
    if (!arena.base) abort();
    enum uh_result result =
        uh_plan_write_lp(person->catalog, &known, &request, &arena, write_out, stdout);
    free(arena.base);
    if (result != UH_OK) cli_complain("no plan: %s", uh_result_text(result));
    return result == UH_OK ? 0 : 1;
}

// The options of the request as they were typed, to be repeated in advice.
static void asked(const struct cli *cli, struct uh_text *out) {
    int first = *cli->line.command->name ? 2 : 1;
    for (int i = first; i < cli->argc; i++) {
        const char *argument = cli->argv[i];
        bool printing = strcmp(argument, "--json") == 0 || strcmp(argument, "--why") == 0 ||
                        strcmp(argument, "--lp") == 0 || strcmp(argument, "--") == 0;
        if (printing) continue;
        uh_text_add(out, " ");
        uh_text_add(out, argument);
    }
}

// Nothing fits: say what was asked and what to change.
static void print_nothing(struct cli *cli, const struct uh_plan *plan) {
    struct page *page = &cli->page;
    char words[256];
    struct uh_text areas = uh_text_in(words, sizeof words);
    sheet_areas(plan->request.areas, &areas);
    page_end_line(page);
    page_to(page, PAGE_MARGIN);
    page_putf(page, PAGE_BOLD, "No move fits: %s, %d min.", words, plan->request.minutes);
    page_end_line(page);
    page_end_line(page);
    page_wrap(page, PAGE_PLAIN, PAGE_MARGIN,
              "Allow more minutes, another place (--at) or more at hand (--with). Why each move is "
              "out: add --why.");
    page_end_line(page);
    page_end_line(page);
}

// As long as `go` would offer to go on with it.
static bool unfinished(const struct person *person) {
    int64_t age_ms = person->now_ms - person->record.open_start.at_ms;
    return person->record.open && age_ms < INT64_C(12) * 3600 * 1000;
}

int cli_print_plan(struct cli *cli, const struct person *person, const struct uh_plan *plan) {
    int code = plan->item_count > 0 ? 0 : 1;
    if (cli->line.json) {
        bool printed = uh_json_print(uh_json_plan(person->catalog, plan), stdout);
        return printed ? code : 1;
    }
    char options[256];
    struct uh_text text = uh_text_in(options, sizeof options);
    asked(cli, &text);
    struct sheet sheet = {.catalog = person->catalog,
                          .profile = &person->file.profile,
                          .check_in = &person->check_in,
                          .plan = plan,
                          .program = cli->program,
                          .asked = text.overflow ? "" : options,
                          .today = !*cli->line.command->name,
                          .newcomer = !person->file.exists,
                          .unfinished = unfinished(person)};
    if (plan->gate.verdict == UH_GATE_STOP) {
        sheet_print_stop(&cli->page, &plan->gate, cli->program);
        return code;
    }
    if (plan->item_count == 0)
        print_nothing(cli, plan);
    else
        sheet_print(&cli->page, &sheet);
    if (cli->line.why) sheet_print_why(&cli->page, &sheet);
    return code;
}

int cli_run_plan(struct cli *cli) {
    static struct person person;
    static struct uh_plan plan;
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_ALL)) {
        if (cli->line.lp)
            code = print_lp(cli, &person);
        else if (cli_plan(cli, &person, &plan))
            code = cli_print_plan(cli, &person, &plan);
    }
    person_finish(&person);
    return code;
}
