// SPDX-License-Identifier: Apache-2.0
#include "cmd_plan.h"

#include <stdio.h>
#include <unistd.h>

// Without a terminal to play in the session is printed.
static int print_instead(struct cli *cli, const struct person *person, const struct uh_plan *plan) {
    if (!cli->line.json) cli_complain("no terminal here, so this is the sheet");
    return cli_print_plan(cli, person, plan);
}

int cli_run_go(struct cli *cli) {
    static struct person person;
    static struct uh_plan plan;
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_ALL) && cli_plan(cli, &person, &plan))
        code = print_instead(cli, &person, &plan);
    person_finish(&person);
    return code;
}
