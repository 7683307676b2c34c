// SPDX-License-Identifier: Apache-2.0
#include "keys.h"

#include <string.h>

enum { LEFT = 23 }; // where explanations begin

// A heading at the margin.
static void head(struct page *page, const char *text) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_BOLD, text);
    page_end_line(page);
}

// One "left  right" row; the right side wraps under itself.
static void row(struct page *page, int left, const char *name, const char *what) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_PLAIN, name);
    if (page->column + 2 > left) {
        page_end_line(page);
    }
    page_wrap(page, PAGE_MUTED, left, what);
    page_end_line(page);
}

// An option as it is typed: "--minutes 10".
static void option_name(const struct cli_option *option, char name[static 64]) {
    snprintf(name, 64, "--%s%s%s", option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
}

// The words of a set, between spaces.
static void join_words(const struct uh_word_set *set, struct uh_text *out) {
    for (int i = 0; i < set->count; i++) {
        if (i > 0) uh_text_add(out, " ");
        uh_text_add(out, set->words[i].word);
    }
}

// Options by what they take rather than by what they are for.
static void short_options(struct cli *cli, const struct cli_option *option) {
    for (; option->name; option++) {
        char name[64], takes[512];
        struct uh_text text = uh_text_in(takes, sizeof takes);
        const struct uh_word_set *set = cli->lexicon.sets[option->words];
        if (option->words) join_words(set, &text);
        if (option->take == CLI_TAKE_NUMBER) {
            uh_text_add_int(&text, option->least);
            uh_text_add(&text, " to ");
            uh_text_add_int(&text, option->most);
        }
        option_name(option, name);
        row(&cli->page, LEFT, name, text.used > 0 ? takes : option->help);
    }
}

// Options, each with its help.
static void options(struct page *page, const struct cli_option *option) {
    for (; option->name; option++) {
        char name[64];
        option_name(option, name);
        row(page, LEFT, name, option->help);
    }
}

// All options of a command, by group.
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

// Words that explain themselves stand beside their key; conditions and flags get a list.
static bool listed_apart(enum cli_words words) {
    return words == CLI_CONDITIONS || words == CLI_FLAGS || words == CLI_MOVES;
}

// The keys of KEY=VALUE operands and what they take.
static void keys(struct cli *cli, const struct cli_key *key) {
    head(&cli->page, "Keys");
    for (; key->name; key++) {
        char name[64], words[512];
        struct uh_text text = uh_text_in(words, sizeof words);
        bool dotted = key->name[strlen(key->name) - 1] == '.';
        snprintf(name, sizeof name, "%s%s=%s", key->name, dotted ? "AREA" : "", key->value);
        uh_text_add(&text, key->help);
        if (key->words && !listed_apart(key->words)) {
            uh_text_add(&text, ": ");
            join_words(cli->lexicon.sets[key->words], &text);
        }
        row(&cli->page, LEFT, name, words);
    }
    page_end_line(&cli->page);
}

// Conditions or flags, each with what it means.
static void listed(struct cli *cli, const struct cli_key *key) {
    for (; key->name; key++) {
        if (key->words != CLI_CONDITIONS && key->words != CLI_FLAGS) continue;
        const struct uh_word_set *set = cli->lexicon.sets[key->words];
        head(&cli->page, key->words == CLI_FLAGS ? "Signs (flags)" : "Conditions");
        for (int i = 0; i < set->count; i++)
            row(&cli->page, LEFT, set->words[i].word, set->words[i].label);
        page_end_line(&cli->page);
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
        row(page, LEFT, name, command->summary);
    }
    page_end_line(page);
    head(page, "For go and plan");
    short_options(cli, cli_commands[0].groups[0]->options);
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
    if (command->keys) keys(cli, command->keys);
    if (command->keys) listed(cli, command->keys);
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
