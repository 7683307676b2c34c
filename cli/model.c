// SPDX-License-Identifier: Apache-2.0
// `show --mjcf`: a move's body and poses for MuJoCo.
#include "model.h"

#include "unhunch/pictures.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATURE 1.70 // metres

// Solves the poses of a move. False when they cannot be read, which is then said.
static bool solve(const struct uh_move *move, const char *variant,
                  const struct uh_skeleton *skeleton, struct uh_figure *figure) {
    struct uh_figure_error error = {0};
    if (uh_figure_read(figure, skeleton, move->figure, variant, &error) != UH_OK) {
        cli_complain("the figure of %s, line %d, column %d: %s", move->id, error.line, error.column,
                     error.text);
        return false;
    }
    uh_figure_solve(figure, skeleton);
    return true;
}

static int write_text(const char *path, const char *text, size_t length) {
    bool standard = strcmp(path, "-") == 0;
    FILE *out = standard ? stdout : fopen(path, "w");
    bool fine = out != NULL && fwrite(text, 1, length, out) == length;
    if (out != NULL) fine &= (standard ? fflush(out) : fclose(out)) == 0;
    if (!fine) cli_complain("%s cannot be written: %s", standard ? "it" : path, strerror(errno));
    return fine ? 0 : 1;
}

int cli_write_model(const struct uh_move *move, const char *variant, const char *path) {
    static struct uh_skeleton skeleton;
    static struct uh_figure figure;
    uh_skeleton_init(&skeleton, STATURE);
    if (move->figure != NULL && !solve(move, variant, &skeleton, &figure)) return 1;
    size_t length;
    char *text = uh_mjcf_of(&skeleton, move->figure != NULL ? &figure : NULL, move->id, &length);
    int code = write_text(path, text, length);
    free(text);
    return code;
}
