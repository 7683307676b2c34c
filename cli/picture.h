// SPDX-License-Identifier: Apache-2.0
#ifndef UNHUNCH_CLI_PICTURE_H
#define UNHUNCH_CLI_PICTURE_H

#include "line.h"
#include "unhunch/catalog.h"

// Writes the pictures of a move that the line asks for; returns the exit code.
int cli_write_pictures(const struct uh_move *move, const struct cli_line *line);

#endif
