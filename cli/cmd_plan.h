// SPDX-License-Identifier: Apache-2.0
// Planning and printing a session: what plan, go and the bare command share.
#ifndef UNHUNCH_CLI_CMD_PLAN_H
#define UNHUNCH_CLI_CMD_PLAN_H

#include "person.h"

// The plan that the line asks for. False: it was said why not.
bool cli_plan(struct cli *cli, struct person *person, struct uh_plan *plan);

// Prints it as the line asks; returns the exit code: 1 where there is no session.
int cli_print_plan(struct cli *cli, const struct person *person, const struct uh_plan *plan);

#endif
