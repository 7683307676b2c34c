// SPDX-License-Identifier: Apache-2.0
// The six questions of `unhunch me`.
#ifndef UNHUNCH_CLI_PROFILE_SURVEY_H
#define UNHUNCH_CLI_PROFILE_SURVEY_H

#include "person.h"

// Whether there is a terminal to ask on.
bool profile_survey_possible(void);

// Asks, and changes the profile in memory. False: it was broken off, and nothing changed.
bool profile_survey(struct cli *cli, struct person *person);

#endif
