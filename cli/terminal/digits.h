// SPDX-License-Identifier: Apache-2.0
// Large digits, for a countdown that is read from where one stretches.
#ifndef UNHUNCH_TERMINAL_DIGITS_H
#define UNHUNCH_TERMINAL_DIGITS_H

#include "grid.h"

// Sizes: columns of a dot; it is so many half rows high.
enum digit_size { DIGITS_SMALL = 2, DIGITS_MEDIUM = 3, DIGITS_LARGE = 5 };

// Columns and rows that text of digits and colons takes.
int digits_columns(const char *text, enum digit_size size);
int digits_rows(enum digit_size size);

// Paints it; returns the columns used.
int digits_paint(struct grid *grid, int row, int column, enum digit_size size, struct style style,
                 const char *text);

#endif
