// SPDX-License-Identifier: Apache-2.0
// What every command of unhunch works with, and the commands themselves, one file each.
#ifndef UNHUNCH_CLI_H
#define UNHUNCH_CLI_H

#include "line.h"
#include "page.h"

// One run of the program.
struct cli {
    int argc;
    char *const *argv;
    const char *program; // what to call it in advice: "unhunch"
    const struct uh_catalog *catalog;
    struct cli_lexicon lexicon;
    struct cli_line line;
    struct page page; // standard output
};

extern const struct cli_key cli_me_keys[], cli_check_in_keys[];

// Each returns the exit code.
int cli_run_plan(struct cli *cli);
int cli_run_go(struct cli *cli);
int cli_run_check_in(struct cli *cli);
int cli_run_me(struct cli *cli);
int cli_run_moves(struct cli *cli);
int cli_run_show(struct cli *cli);
int cli_run_export(struct cli *cli);
int cli_run_import(struct cli *cli);
int cli_run_serve(struct cli *cli);
int cli_run_help(struct cli *cli);

// Prints the help of a command; of the bare one: the overview.
int cli_help(struct cli *cli, const struct cli_command *command);

// Prints a fault of the command line on standard error; returns its exit code.
int cli_fail(const struct cli *cli, const struct cli_fault *fault);

// What to call the program in advice, so that it can be typed as it stands: ./run sets UNHUNCH_AS.
const char *cli_program(void);

// Prints "unhunch: ..." on standard error.
void cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
