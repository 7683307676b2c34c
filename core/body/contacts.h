// SPDX-License-Identifier: Apache-2.0
// What goals and obstacles add to the equations.
#ifndef UNHUNCH_BODY_CONTACTS_H
#define UNHUNCH_BODY_CONTACTS_H

#include "equations.h"

void contacts_add_goal(struct equations *equations, const struct stance *stance,
                       const struct uh_goal *goal);
void contacts_add_world(struct equations *equations, const struct stance *stance,
                        const struct uh_world *world);
void contacts_add_self(struct equations *equations, const struct stance *stance);

#endif
