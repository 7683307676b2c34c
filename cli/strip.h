// SPDX-License-Identifier: Apache-2.0
// The moves of a session as a strip of small pictures.
#ifndef UNHUNCH_CLI_STRIP_H
#define UNHUNCH_CLI_STRIP_H

#include "inset.h"
#include "unhunch/plan.h"

// Lays the pictures of a plan into a grid that is made here, in their order, no wider than so many
// columns. False: no picture fits; the grid is not there then.
bool strip_lay(const struct uh_catalog *catalog, const struct uh_plan *plan, int columns,
               struct grid *grid);

#endif
