// SPDX-License-Identifier: Apache-2.0
// `show --watch`: a move file drawn in the terminal while it is being written.
#ifndef UNHUNCH_CLI_WATCH_H
#define UNHUNCH_CLI_WATCH_H

#include "cli.h"

enum { WATCH_FIGURE_SIZE = 65536 };

// The poses in the text of a move file: what stands indented under "figure:".
struct watch_figure {
    char text[WATCH_FIGURE_SIZE];
    int line, indent; // of its first line, from 1; columns that were taken off
};

// Finds the first of them. False: there are none, or too long ones.
bool watch_find(const char *file, struct watch_figure *figure);

// Draws the file until q is typed. Returns the exit code.
int watch_run(struct cli *cli, const char *path);

#endif
