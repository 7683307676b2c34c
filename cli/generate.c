// SPDX-License-Identifier: Apache-2.0
#include "generate.h"

#include "keys.h"

#include <string.h>

// Writes text with every character of `special` after a backslash.
static void put_escaped(FILE *out, const char *text, const char *special) {
    for (; *text; text++) {
        if (strchr(special, *text)) fputc('\\', out);
        fputc(*text, out);
    }
}

// The words of a set, between spaces.
static void put_words(FILE *out, const struct uh_word_set *set) {
    for (int i = 0; i < set->count; i++) fprintf(out, "%s%s", i ? " " : "", set->words[i].word);
}

typedef void each_option(const struct cli_lexicon *lexicon, const struct cli_option *option,
                         FILE *out, const char *command);

// Calls each option of a command, the common ones last.
static void for_options(const struct cli_lexicon *lexicon, const struct cli_command *command,
                        each_option *each, FILE *out) {
    for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++)
        for (const struct cli_option *option = command->groups[i]->options; option->name; option++)
            each(lexicon, option, out, command->name);
    for (const struct cli_option *option = cli_common_options; option->name; option++)
        each(lexicon, option, out, command->name);
}

static void bash_option(const struct cli_lexicon *lexicon, const struct cli_option *option,
                        FILE *out, const char *command) {
    (void)lexicon, (void)command;
    fprintf(out, " --%s", option->name);
}

// In bash a comma list is completed by its last word.
static void bash_value(const struct cli_lexicon *lexicon, const struct cli_option *option,
                       FILE *out, const char *command) {
    (void)command;
    if (option->words == CLI_NO_WORDS) return;
    fprintf(out, "    --%s) words='", option->name);
    put_words(out, lexicon->sets[option->words]);
    fprintf(out, "' ;;\n");
}

// The keys of a command, as they begin an operand: "areas= stiff.neck= ...".
static void put_keys(FILE *out, const struct cli_key *key) {
    for (; key && key->name; key++) {
        bool dotted = key->name[strlen(key->name) - 1] == '.';
        for (int i = 0; dotted && i < UH_AREA_COUNT; i++)
            fprintf(out, "%s%s= ", key->name, uh_area_words.words[i].word);
        if (!dotted) fprintf(out, "%s= ", key->name);
    }
}

// What the keys of a command take, as cases by key.
static void bash_keys(const struct cli_lexicon *lexicon, const struct cli_key *key, FILE *out) {
    for (; key->name; key++) {
        if (key->words == CLI_NO_WORDS) continue;
        fprintf(out, "    %s) words='", key->name);
        put_words(out, lexicon->sets[key->words]);
        fprintf(out, "' ;;\n");
    }
}

static void generate_bash(const struct cli_lexicon *lexicon, FILE *out) {
    fputs("# bash completion for unhunch\n"
          "_unhunch() {\n"
          "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "  local command=${COMP_WORDS[1]} words='' start=''\n"
          "  COMPREPLY=()\n"
          "  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD-2]}\n"
          "  [[ $current == = ]] && before=${COMP_WORDS[COMP_CWORD-1]} current=''\n"
          "  case $before in\n",
          out);
    for_options(lexicon, &cli_commands[0], bash_value, out);
    bash_keys(lexicon, cli_me_keys, out);
    bash_keys(lexicon, cli_check_in_keys, out);
    fputs("  esac\n"
          "  if [[ -n $words ]]; then\n"
          "    [[ $current == *,* ]] && start=${current%,*},\n"
          "    COMPREPLY=($(compgen -P \"$start\" -W \"$words\" -- \"${current##*,}\"))\n"
          "    return\n"
          "  fi\n"
          "  if (( COMP_CWORD == 1 )); then\n"
          "    words='",
          out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++)
        fprintf(out, "%s ", command->name);
    for_options(lexicon, &cli_commands[0], bash_option, out);
    fputs("'\n  else\n    case $command in\n", out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++) {
        fprintf(out, "    %s) words='", command->name);
        if (command->operand_words) put_words(out, lexicon->sets[command->operand_words]);
        put_keys(out, command->keys);
        for_options(lexicon, command, bash_option, out);
        fputs("' ;;\n", out);
    }
    fputs("    *) words='", out);
    for_options(lexicon, &cli_commands[0], bash_option, out);
    fputs("' ;;\n    esac\n  fi\n"
          "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
          "  [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null\n"
          "}\n"
          "complete -o default -F _unhunch unhunch\n",
          out);
}

// An option as _arguments wants it.
static void zsh_option(const struct cli_lexicon *lexicon, const struct cli_option *option,
                       FILE *out, const char *command) {
    (void)command;
    fprintf(out, "      '--%s[", option->name);
    for (const char *at = option->help; *at; at++) {
        if (*at == '\'')
            fputs("'\\''", out);
        else if (strchr("[]:\\", *at))
            fprintf(out, "\\%c", *at);
        else
            fputc(*at, out);
    }
    fputc(']', out);
    if (option->take != CLI_TAKE_NOTHING) {
        fprintf(out, ":%s:", option->name);
        if (option->take == CLI_TAKE_WORD_SET) {
            fputs("_values -s , word ", out);
            put_words(out, lexicon->sets[option->words]);
        } else if (option->words) {
            fputc('(', out);
            put_words(out, lexicon->sets[option->words]);
            fputc(')', out);
        }
    }
    fputs("' \\\n", out);
}

static void generate_zsh(const struct cli_lexicon *lexicon, FILE *out) {
    fputs("#compdef unhunch\n"
          "_unhunch() {\n"
          "  local -a commands\n"
          "  commands=(\n",
          out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++) {
        fprintf(out, "    '%s:", command->name);
        for (const char *at = command->summary; *at; at++)
            fputs(*at == '\'' ? "'\\''" : (char[]){*at, 0}, out);
        fputs("'\n", out);
    }
    fputs("  )\n"
          "  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
          "    _describe command commands\n"
          "    return\n"
          "  fi\n"
          "  case $words[2] in\n",
          out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++) {
        fprintf(out, "    %s)\n      _arguments \\\n", command->name);
        for_options(lexicon, command, zsh_option, out);
        if (command->operand_words) {
            fputs("      '2:move:(", out);
            put_words(out, lexicon->sets[command->operand_words]);
            fputs(")' ;;\n", out);
        } else if (command->keys) {
            fputs("      '*:key:(", out);
            put_keys(out, command->keys);
            fputs(")' ;;\n", out);
        } else {
            fputs("      '*:file:_files' ;;\n", out);
        }
    }
    fputs("    *)\n      _arguments \\\n", out);
    for_options(lexicon, &cli_commands[0], zsh_option, out);
    fputs("      ;;\n  esac\n}\n_unhunch \"$@\"\n", out);
}

// An option as a line of fish; those of the bare command need no command before them.
static void fish_option(const struct cli_lexicon *lexicon, const struct cli_option *option,
                        FILE *out, const char *command) {
    if (*command)
        fprintf(out, "complete -c unhunch -n '__fish_seen_subcommand_from %s'", command);
    else
        fprintf(out, "complete -c unhunch -n __fish_use_subcommand");
    fprintf(out, " -l %s -d '", option->name);
    put_escaped(out, option->help, "'\\");
    fputc('\'', out);
    if (option->take == CLI_TAKE_WORD_SET) {
        fputs(" -x -a '(__fish_complete_list , \"string split \\\" \\\" -- \\\"", out);
        put_words(out, lexicon->sets[option->words]);
        fputs("\\\"\")'", out);
    } else if (option->words) {
        fputs(" -x -a '", out);
        put_words(out, lexicon->sets[option->words]);
        fputc('\'', out);
    } else if (option->take != CLI_TAKE_NOTHING) {
        fputs(" -x", out);
    }
    fputc('\n', out);
}

static void generate_fish(const struct cli_lexicon *lexicon, FILE *out) {
    fputs("# fish completion for unhunch\n", out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++) {
        fprintf(out, "complete -c unhunch -f -n __fish_use_subcommand -a %s -d '", command->name);
        put_escaped(out, command->summary, "'\\");
        fputs("'\n", out);
        if (!command->operand_words && !command->keys) continue;
        fprintf(out, "complete -c unhunch -f -n '__fish_seen_subcommand_from %s' -a '",
                command->name);
        if (command->operand_words) put_words(out, lexicon->sets[command->operand_words]);
        put_keys(out, command->keys);
        fputs("'\n", out);
    }
    for (const struct cli_command *command = cli_commands; command->name; command++)
        for_options(lexicon, command, fish_option, out);
}

// Text for scdoc, where underscores and stars mean something, as a sentence.
static void man_sentence(FILE *out, const char *text) {
    char first[2] = {text[0] >= 'a' && text[0] <= 'z' ? (char)(text[0] - 'a' + 'A') : text[0], 0};
    put_escaped(out, first, "_*\\");
    put_escaped(out, text + 1, "_*\\");
    size_t length = strlen(text);
    fputs(length > 0 && text[length - 1] == '.' ? "\n\n" : ".\n\n", out);
}

// An option as an entry of a definition list.
static void man_option(const struct cli_lexicon *lexicon, const struct cli_option *option,
                       FILE *out, const char *command) {
    (void)lexicon, (void)command;
    fprintf(out, "*--%s*", option->name);
    if (option->argument) {
        fputs(" _", out);
        put_escaped(out, option->argument, "_*\\");
        fputc('_', out);
    }
    fputs("\n\t", out);
    man_sentence(out, option->help);
}

// A command as an entry of a definition list.
static void man_command(const struct cli_command *command, FILE *out) {
    fprintf(out, "*unhunch%s%s*", *command->name ? " " : "", command->name);
    if (command->operands) {
        fputc(' ', out);
        put_escaped(out, command->operands, "_*\\[]");
    }
    fputs("\n\t", out);
    man_sentence(out, command->about);
}

// The keys of a command and the words they take.
static void man_keys(const struct cli_lexicon *lexicon, const struct cli_command *command,
                     FILE *out) {
    if (!command->keys) return;
    fprintf(out, "## Keys of %s\n\n", command->name);
    for (const struct cli_key *key = command->keys; key->name; key++) {
        bool dotted = key->name[strlen(key->name) - 1] == '.';
        fprintf(out, "*%s%s=*_%s_\n\t", key->name, dotted ? "AREA" : "", key->value);
        man_sentence(out, key->help);
        if (key->words == CLI_NO_WORDS || key->words == CLI_MOVES) continue;
        fputc('\t', out);
        put_words(out, lexicon->sets[key->words]);
        fputs("\n\n", out);
    }
}

static bool takes(const struct cli_command *command, const struct cli_option_group *group) {
    for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++)
        if (command->groups[i] == group) return true;
    return false;
}

// A group of options, told once, under the names of all commands that take it.
static void man_group(const struct cli_lexicon *lexicon, const struct cli_command *command,
                      const struct cli_option_group *group, FILE *out) {
    for (const struct cli_command *before = cli_commands + 1; before < command; before++)
        if (takes(before, group)) return;
    fputs("## Of", out);
    const char *between = " ";
    for (const struct cli_command *user = command; user->name; user++) {
        if (!takes(user, group)) continue;
        fprintf(out, "%s%s", between, user->name);
        between = ", ";
    }
    fprintf(out, ": %s\n\n", group->title);
    for (const struct cli_option *option = group->options; option->name; option++)
        man_option(lexicon, option, out, command->name);
}

static void generate_man(const struct cli_lexicon *lexicon, FILE *out) {
    fputs("# COMMANDS\n\n", out);
    for (const struct cli_command *command = cli_commands; command->name; command++)
        man_command(command, out);
    fputs("# OPTIONS\n\n", out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++)
        for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++)
            man_group(lexicon, command, command->groups[i], out);
    for (const struct cli_command *command = cli_commands + 1; command->name; command++)
        man_keys(lexicon, command, out);
    fputs("## Of every command\n\n", out);
    for (const struct cli_option *option = cli_common_options; option->name; option++)
        man_option(lexicon, option, out, "");
}

static const struct {
    const char *what;
    void (*generate)(const struct cli_lexicon *lexicon, FILE *out);
} generators[] = {
    {"bash", generate_bash}, {"zsh", generate_zsh}, {"fish", generate_fish}, {"man", generate_man}};

bool cli_generate(const struct cli_lexicon *lexicon, const char *what, FILE *out) {
    for (size_t i = 0; i < sizeof generators / sizeof generators[0]; i++) {
        if (strcmp(generators[i].what, what) != 0) continue;
        generators[i].generate(lexicon, out);
        return true;
    }
    return false;
}
