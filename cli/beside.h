// SPDX-License-Identifier: Apache-2.0
// The pictures beside the text of a move: its start, its end, and its muscles.
#ifndef UNHUNCH_CLI_BESIDE_H
#define UNHUNCH_CLI_BESIDE_H

#include "cli.h"
#include "inset.h"

// Columns for pictures at the left of a page; 0: none are shown there.
int beside_columns(const struct cli *cli, const struct uh_move *move);

// Makes the pictures, as many columns wide. False: they cannot be made; nothing is there then.
bool beside_make(const struct cli *cli, const struct uh_move *move, const char *variant,
                 int columns, struct inset *inset);

#endif
