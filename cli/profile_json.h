// SPDX-License-Identifier: Apache-2.0
#ifndef UNHUNCH_CLI_PROFILE_JSON_H
#define UNHUNCH_CLI_PROFILE_JSON_H

#include <jansson.h>

#include "person.h"

// Puts a profile as `me --json` prints it in place of the person's, in memory.
void cli_profile_from_json(const struct cli *cli, const json_t *object, struct person *person);

#endif
