// SPDX-License-Identifier: Apache-2.0
#ifndef UNHUNCH_CLI_MODEL_H
#define UNHUNCH_CLI_MODEL_H

#include "cli.h"

// Writes the body and the poses of a move as an MJCF model; "-" is standard output. Returns the
// exit code.
int cli_write_model(const struct uh_move *move, const char *variant, const char *path);

#endif
