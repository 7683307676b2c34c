// SPDX-License-Identifier: Apache-2.0
// A studio, and the figures of the data folder in it: one move, or a test over every one.
#ifndef TEST_MOVES_HELP_H
#define TEST_MOVES_HELP_H

#include "unhunch/pictures.h"

#include "body_help.h"
#include "figure_text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static struct uh_studio *studio;

static inline int start(void **state) {
    (void)state;
    studio = uh_studio_create(1.70);
    return 0;
}

static inline int finish(void **state) {
    (void)state;
    uh_studio_destroy(studio);
    return 0;
}

// Reads the figure of data/moves/NAME and aims its camera.
static inline void open_move(const char *name) {
    char *text = figure_text(name);
    struct uh_figure_error error;
    assert_non_null(text);
    assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
    uh_studio_aim(studio, 480, 400, false);
    free(text);
}

static inline int for_every_move(void (*check)(struct uh_studio *, const char *name)) {
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
