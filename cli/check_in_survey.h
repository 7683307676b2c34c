// SPDX-License-Identifier: Apache-2.0
// The questions of `unhunch check-in`.
#ifndef UNHUNCH_CLI_CHECK_IN_SURVEY_H
#define UNHUNCH_CLI_CHECK_IN_SURVEY_H

#include "person.h"

struct check_in_answers {
    int pain, pain_area, days; // -1: not said
    int stiffness[UH_AREA_COUNT];
    uint32_t flags; // bits
    bool flags_asked;
    bool recovered; // the return gate is met, all of it
};

// Whether there is a terminal to ask on.
bool check_in_survey_possible(void);

// Asks; healing adds the questions of the return gate. False: it was broken off.
bool check_in_survey(struct cli *cli, const struct person *person, bool healing,
                     struct check_in_answers *answers);

#endif
