// SPDX-License-Identifier: Apache-2.0
// Colours for what is shown, taken from the ground that the terminal has.
#ifndef UNHUNCH_TERMINAL_THEME_H
#define UNHUNCH_TERMINAL_THEME_H

#include "tty.h"

struct theme {
    struct style text, strong, muted, faint; // faint: the empty part of a bar, what is no text
    struct style accent, strong_accent, care, strong_care;
    uint32_t flash; // ground of a flash
};

struct theme theme_of(const struct tty *tty);

#endif
