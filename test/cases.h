// SPDX-License-Identifier: Apache-2.0
// Random people and what they ask for, from a seed: the same seed gives the same case.
#ifndef UNHUNCH_TEST_CASES_H
#define UNHUNCH_TEST_CASES_H

#include "unhunch/plan.h"

struct dice {
    uint64_t state; // not 0
};

// A dice of its own for each number, so that case N can be looked at alone.
struct dice dice_of(uint64_t seed, uint64_t number);
uint64_t roll_bits(struct dice *dice);
int roll(struct dice *dice, int sides);            // 0..sides-1
bool roll_chance(struct dice *dice, int in_a_100); // true so often

// A person with a history and a request; `person` points into it, so it must stay where it is.
struct test_case {
    struct uh_profile profile;
    struct uh_check_in check_in;
    struct uh_history history;
    struct uh_request request;
    struct uh_person person;
};

void roll_case(const struct uh_catalog *catalog, int minutes_max, struct dice *dice,
               struct test_case *out);

// Memory for plans, taken once and filled with rubbish; dies when there is none.
struct uh_arena case_arena(const struct uh_catalog *catalog);

#endif
