// SPDX-License-Identifier: Apache-2.0
// What must be true of every plan, worked out from the catalogue, the person and the request alone.
// It shares nothing with the planner but the public types; its tables say the model once more, so
// that a slip in either shows.
#ifndef UNHUNCH_TEST_RULES_H
#define UNHUNCH_TEST_RULES_H

#include "unhunch/plan.h"

// Says what is wrong, a line each, in `out`; returns how many rules the plan breaks.
int rules_broken(const struct uh_catalog *catalog, const struct uh_person *person,
                 const struct uh_request *request, const struct uh_plan *plan, struct uh_text *out);

#endif
