// SPDX-License-Identifier: Apache-2.0
// Runs a test over the figure of every move in the data folder.
#ifndef TEST_MOVES_HELP_H
#define TEST_MOVES_HELP_H

#include "unhunch/pictures.h"

#include "body_help.h"
#include "figure_text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static inline int for_every_move(struct uh_studio *studio,
                                 void (*check)(struct uh_studio *, const char *name)) {
    struct dirent **entries;
    int count = scandir(DATA_DIR "/moves", &entries, NULL, alphasort), seen = 0;
    for (int i = 0; i < count; i++) {
        struct uh_figure_error error;
        char *text = strstr(entries[i]->d_name, ".yaml") ? figure_text(entries[i]->d_name) : NULL;
        if (text) {
            assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
            check(studio, entries[i]->d_name);
            seen++;
        }
        free(text);
        free(entries[i]);
    }
    free(entries);
    return seen;
}

#endif
