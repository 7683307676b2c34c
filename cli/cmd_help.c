// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

#include <string.h>

static void head(struct page *page, const char *text) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_BOLD, text);
    page_end_line(page);
}

// One "left  right" row; the right side wraps under itself.
static void row(struct page *page, int left, const char *name, const char *what) {
    page_to(page, PAGE_MARGIN + 2);
    page_put(page, PAGE_PLAIN, name);
    if (page->column + 2 > left) {
        page_end_line(page);
    }
    page_wrap(page, PAGE_MUTED, left, what);
    page_end_line(page);
}

static void options(struct page *page, const struct cli_option *option) {
    for (; option->name; option++) {
        char name[64];
        snprintf(name, sizeof name, "--%s%s%s", option->name, option->argument ? " " : "",
                 option->argument ? option->argument : "");
        row(page, 26, name, option->help);
    }
}

static void groups(struct page *page, const struct cli_command *command) {
    for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++) {
        const char *title = command->groups[i]->title;
        char words[64];
        snprintf(words, sizeof words, "%c%s", title[0] - 'a' + 'A', title + 1);
        head(page, words);
        options(page, command->groups[i]->options);
        page_end_line(page);
    }
}

// All there is, on one page.
static int overview(struct cli *cli) {
    struct page *page = &cli->page;
    page_put(page, PAGE_BOLD, "unhunch");
    page_put(page, PAGE_PLAIN, "  a stretch coach for the neck, shoulders and upper back");
    page_end_line(page);
    page_end_line(page);
    for (const struct cli_command *command = cli_commands; command->name; command++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s%s%s%s", cli->program, *command->name ? " " : "",
                 command->name, command->operand_min > 0 ? " " : "",
                 command->operand_min > 0 ? command->operands : "");
        row(page, 26, name, command->summary);
    }
    page_end_line(page);
    head(page, "For go and plan");
    options(page, cli_commands[0].groups[0]->options);
    page_end_line(page);
    char more[256];
    snprintf(more, sizeof more,
             "%s COMMAND --help says more. man unhunch says all. Everything that prints has "
             "--json.",
             cli->program);
    page_wrap(page, PAGE_PLAIN, PAGE_MARGIN, more);
    page_end_line(page);
    return 0;
}

int cli_help(struct cli *cli, const struct cli_command *command) {
    if (!*command->name) return overview(cli);
    struct page *page = &cli->page;
    page_putf(page, PAGE_BOLD, "%s %s", cli->program, command->name);
    bool takes_options = command->groups[0] != NULL;
    page_putf(page, PAGE_PLAIN, "%s%s%s", command->operands ? " " : "",
              command->operands ? command->operands : "", takes_options ? " [OPTION ...]" : "");
    page_end_line(page);
    page_end_line(page);
    page_wrap(page, PAGE_PLAIN, PAGE_MARGIN, command->about);
    page_end_line(page);
    page_end_line(page);
    groups(page, command);
    return 0;
}

int cli_run_help(struct cli *cli) {
    if (cli->line.operand_count == 0) return overview(cli);
    int argument = cli->line.operands[0];
    const char *name = cli->argv[argument];
    for (const struct cli_command *command = cli_commands + 1; command->name; command++)
        if (strcmp(command->name, name) == 0) return cli_help(cli, command);
    struct cli_fault fault;
    cli_line_unknown_command(name, argument, &fault);
    return cli_fail(cli, &fault);
}
