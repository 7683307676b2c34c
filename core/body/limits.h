// SPDX-License-Identifier: Apache-2.0
// The limits of the joints.
#ifndef UNHUNCH_BODY_LIMITS_H
#define UNHUNCH_BODY_LIMITS_H

#include "unhunch/body.h"

void uh_joint_kinds(struct uh_joint_kind joints[UH_JOINT_COUNT]);

#endif
