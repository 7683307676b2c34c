// SPDX-License-Identifier: Apache-2.0
#include "line.h"

#include <string.h>

// The command of that name, or NULL.
static const struct cli_command *find_command(const char *name) {
    for (const struct cli_command *command = cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

// Whether a list holds a word.
static bool in_list(const char *const *list, const char *word, size_t length) {
    for (; *list; list++)
        if (strlen(*list) == length && memcmp(*list, word, length) == 0) return true;
    return false;
}

static const struct cli_option *find_in(const struct cli_option *options, const char *name,
                                        size_t length) {
    for (; options->name; options++)
        if (strlen(options->name) == length && memcmp(options->name, name, length) == 0)
            return options;
    return NULL;
}

// The option of that name that a command takes, or NULL.
static const struct cli_option *find_option(const struct cli_command *command, const char *name,
                                            size_t length) {
    for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++) {
        const struct cli_option *found = find_in(command->groups[i]->options, name, length);
        if (found) return found;
    }
    return find_in(cli_common_options, name, length);
}

// What a command is called in a sentence.
static const char *title(const struct cli_command *command) {
    return *command->name ? command->name : "unhunch";
}

// The words of all options of a command, or of all commands, to look for the nearest in.
enum { NEAR_MAX = 64 };

static void add_options(struct uh_word *words, int *count, const struct cli_option *options) {
    for (; options->name && *count < NEAR_MAX; options++)
        words[(*count)++] = (struct uh_word){options->name, options->help};
}

// There is no such option: a later version has it, or one is near.
static bool option_fault(const struct cli_command *command, const char *name, size_t length,
                         int argument, struct cli_fault *fault) {
    int shown = length > 60 ? 60 : (int)length;
    cli_fault_at(fault, argument, 0, length + 2);
    if (in_list(cli_later_options, name, length)) {
        cli_fault_headline(fault, "this version has no --%.*s", shown, name);
        fault->exit = 1;
        return false;
    }
    struct uh_word words[NEAR_MAX];
    struct uh_word_set set = {"option", 0, words};
    for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++)
        add_options(words, &set.count, command->groups[i]->options);
    add_options(words, &set.count, cli_common_options);
    int near = length > 0 ? uh_word_nearest(&set, name, length) : -1;
    cli_fault_headline(fault, "%s has no option --%.*s", title(command), shown, name);
    if (near >= 0)
        snprintf(fault->hint, sizeof fault->hint, "did you mean --%s?", words[near].word);
    cli_fault_more(fault, "its options: %%P%s%s --help", *command->name ? " " : "", command->name);
    return false;
}

bool cli_line_unknown_command(const char *name, int argument, struct cli_fault *fault) {
    size_t length = strlen(name);
    int shown = length > 60 ? 60 : (int)length;
    cli_fault_at(fault, argument, 0, 0);
    if (in_list(cli_later_commands, name, length)) {
        cli_fault_headline(fault, "this version has no \"%.*s\" yet", shown, name);
        cli_fault_more(fault, "what it has: %%P help");
        fault->exit = 1;
        return false;
    }
    struct uh_word words[NEAR_MAX];
    struct uh_word_set set = {"command", 0, words};
    for (const struct cli_command *command = cli_commands + 1; command->name; command++)
        words[set.count++] = (struct uh_word){command->name, command->summary};
    cli_fault_word(fault, &set, name, length);
    return false;
}

bool cli_read_number(const char *text, size_t length, int *number) {
    if (length == 0 || length > 9) return false;
    int read = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        read = read * 10 + (text[i] - '0');
    }
    *number = read;
    return true;
}

bool cli_read_word_set(const struct uh_word_set *set, const char *text, int argument, size_t offset,
                       uint32_t *bits, struct cli_fault *fault) {
    if (set == &uh_equipment_words && strcmp(text, "none") == 0) return true;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ",");
        int found = uh_word_find(set, at, length);
        if (found < 0) {
            cli_fault_at(fault, argument, offset + (size_t)(at - text), length);
            cli_fault_word(fault, set, at, length);
            if (length == 0) cli_fault_headline(fault, "a word is missing here");
            return false;
        }
        *bits |= UINT32_C(1) << found;
        at += length;
        if (!*at) return true;
    }
}

// Where the value of an option stands.
struct value {
    const char *text;
    int argument;
    size_t offset;
};

// What the option takes, instead of what was given.
static bool number_fault(const struct cli_option *option, const struct value *value,
                         struct cli_fault *fault) {
    cli_fault_at(fault, value->argument, value->offset, 0);
    cli_fault_headline(fault, "--%s takes %d to %d, not %.60s", option->name, option->least,
                       option->most, *value->text ? value->text : "nothing");
    snprintf(fault->hint, sizeof fault->hint, "for example %s", option->argument);
    return false;
}

static bool take_number(const struct cli_option *option, const struct value *value, int *number,
                        struct cli_fault *fault) {
    if (cli_read_number(value->text, strlen(value->text), number) && *number >= option->least &&
        *number <= option->most)
        return true;
    return number_fault(option, value, fault);
}

// Reads one word: *index is its place in the set, plus one.
static bool take_word(const struct uh_word_set *set, const struct value *value, int *index,
                      struct cli_fault *fault) {
    int found = uh_word_find(set, value->text, strlen(value->text));
    *index = found + 1;
    if (found >= 0) return true;
    cli_fault_at(fault, value->argument, value->offset, 0);
    cli_fault_word(fault, set, value->text, strlen(value->text));
    return false;
}

// Reads the value of an option into the line.
static bool take_value(const struct cli_option *option, const struct cli_lexicon *lexicon,
                       const struct value *value, struct cli_line *line, struct cli_fault *fault) {
    void *at = (char *)line + option->at;
    if (option->said_at) *(bool *)((char *)line + option->said_at) = true;
    switch (option->take) {
    case CLI_TAKE_NOTHING:
        *(bool *)at = true;
        return true;
    case CLI_TAKE_NUMBER:
        return take_number(option, value, at, fault);
    case CLI_TAKE_WORD:
        return take_word(lexicon->sets[option->words], value, at, fault);
    case CLI_TAKE_WORD_SET:
        return cli_read_word_set(lexicon->sets[option->words], value->text, value->argument,
                                 value->offset, at, fault);
    case CLI_TAKE_TEXT:
        *(const char **)at = value->text;
        return true;
    }
    return true;
}

// Reads one --option, its value after "=" or in the next argument; moves *i past both.
static bool read_option(int argc, char *const argv[], int *i, const struct cli_lexicon *lexicon,
                        struct cli_line *line, struct cli_fault *fault) {
    const char *name = argv[*i] + 2;
    size_t length = strcspn(name, "=");
    bool joined = name[length] == '=';
    const struct cli_option *option = find_option(line->command, name, length);
    if (!option) return option_fault(line->command, name, length, *i, fault);
    struct value value = {name + length + joined, *i, length + 2 + joined};
    if (option->take == CLI_TAKE_NOTHING && joined) {
        cli_fault_at(fault, *i, length + 2, 0);
        cli_fault_headline(fault, "--%s takes no value", option->name);
        return false;
    }
    if (option->take != CLI_TAKE_NOTHING && !joined) {
        if (*i + 1 == argc) {
            cli_fault_at(fault, *i, 0, 0);
            cli_fault_headline(fault, "--%s needs a value", option->name);
            snprintf(fault->hint, sizeof fault->hint, "for example --%s %s", option->name,
                     option->argument);
            return false;
        }
        value = (struct value){argv[++*i], *i, 0};
    }
    return take_value(option, lexicon, &value, line, fault);
}

// An operand that the command has no use for.
static bool too_many(const struct cli_command *command, const char *operand, int argument,
                     struct cli_fault *fault) {
    cli_fault_at(fault, argument, 0, 0);
    size_t length = strlen(operand);
    int shown = length > 60 ? 60 : (int)length;
    if (command->operand_max == 0)
        cli_fault_headline(fault, "%s takes no \"%.*s\"", title(command), shown, operand);
    else
        cli_fault_headline(fault, "\"%.*s\" is one too many", shown, operand);
    cli_fault_more(fault, "how it is used: %%P%s%s --help", *command->name ? " " : "",
                   command->name);
    return false;
}

static bool too_few(const struct cli_line *line, struct cli_fault *fault) {
    cli_fault_at(fault, 0, 0, 0);
    cli_fault_headline(fault, "%s needs %s", line->command->name, line->command->operands);
    cli_fault_more(fault, "usage: %%P %s %s", line->command->name, line->command->operands);
    return false;
}

// Keeps an operand by its place in argv.
static bool read_operand(char *const argv[], int i, struct cli_line *line,
                         struct cli_fault *fault) {
    if (line->operand_count == CLI_OPERAND_MAX) return too_many(line->command, argv[i], i, fault);
    line->operands[line->operand_count++] = i;
    return true;
}

// Arguments of the command from the i-th on.
static bool read_arguments(int argc, char *const argv[], int i, const struct cli_lexicon *lexicon,
                           struct cli_line *line, struct cli_fault *fault) {
    bool options_end = false;
    for (; i < argc; i++) {
        const char *argument = argv[i];
        if (!options_end && strcmp(argument, "--") == 0)
            options_end = true;
        else if (!options_end && strcmp(argument, "-h") == 0)
            line->help = true;
        else if (!options_end && strncmp(argument, "--", 2) == 0) {
            if (!read_option(argc, argv, &i, lexicon, line, fault)) return false;
        } else if (!options_end && argument[0] == '-' && argument[1]) {
            cli_fault_at(fault, i, 0, 0);
            cli_fault_headline(fault, "there is no option \"%.60s\"; options begin with --",
                               argument);
            return false;
        } else if (!read_operand(argv, i, line, fault))
            return false;
    }
    int most = line->check ? CLI_OPERAND_MAX : line->command->operand_max;
    if (line->operand_count > most)
        return too_many(line->command, argv[line->operands[most]], line->operands[most], fault);
    int least = line->check ? 1 : line->command->operand_min;
    if (!line->help && line->operand_count < least) return too_few(line, fault);
    return true;
}

bool cli_line_read(int argc, char *const argv[], const struct cli_lexicon *lexicon,
                   struct cli_line *line, struct cli_fault *fault) {
    *line = (struct cli_line){.command = cli_commands};
    int first = 1;
    if (argc > 1 && argv[1][0] != '-') {
        line->command = find_command(argv[1]);
        if (!line->command || !*argv[1]) return cli_line_unknown_command(argv[1], 1, fault);
        first = 2;
    }
    return read_arguments(argc, argv, first, lexicon, line, fault);
}

struct uh_request cli_line_request(const struct cli_line *line) {
    struct uh_request request = uh_default_request();
    request.areas = (uint8_t)line->areas;
    request.minutes = (int16_t)line->minutes;
    request.setting = (int8_t)(line->setting - 1);
    request.kind = (int8_t)(line->kind - 1);
    request.equipment_said = line->equipment_said;
    request.equipment = (uint16_t)line->equipment;
    return request;
}
