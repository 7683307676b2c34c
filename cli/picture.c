// SPDX-License-Identifier: Apache-2.0
#include "picture.h"
#include "cli.h"
#include "unhunch/pictures.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 480, HEIGHT = 400, FRAMES_PER_SECOND = 12, PNG_SCALE = 2 };

static bool write_text(const char *path, const char *text, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file) return false;
    bool written = fwrite(text, 1, length, file) == length;
    return fclose(file) == 0 && written;
}

// A still picture is the end of the movement, with where it began and an arrow.
static void draw_still(struct uh_studio *studio, const struct cli_line *line) {
    struct uh_style style = {.muscles = line->muscles, .glow = true, .arrow = true, .ghost = true};
    uh_studio_draw(studio, uh_figure_phase(&studio->figure, 3), &style);
}

static bool write_svg(struct uh_studio *studio, const struct uh_move *move,
                      const struct cli_line *line) {
    struct uh_style style = {.muscles = line->muscles, .glow = true};
    size_t length;
    char *text;
    if (line->loop) {
        text = uh_svg_loop(studio, &style, FRAMES_PER_SECOND, move->name, &length);
    } else {
        draw_still(studio, line);
        text = uh_svg_of(&studio->drawing, move->name, &length);
    }
    bool written = write_text(line->svg, text, length);
    free(text);
    return written;
}

static bool write_png(struct uh_studio *studio, const struct cli_line *line) {
    uh_studio_aim(studio, WIDTH * PNG_SCALE, HEIGHT * PNG_SCALE, line->muscles);
    draw_still(studio, line);
    return uh_png_write(&studio->drawing, line->png);
}

static int finish(const char *path, bool written) {
    if (path && !written) cli_complain("%s: cannot write it: %s", path, strerror(errno));
    return path && !written;
}

int cli_write_pictures(const struct uh_move *move, const struct cli_line *line) {
    if (!move->figure) {
        cli_complain("%s has no figure: its file has no \"figure\" entry", move->id);
        return 1;
    }
    struct uh_studio *studio = uh_studio_create(1.70);
    struct uh_figure_error error;
    int code = 0;
    if (uh_studio_read(studio, move->figure, false, &error) != UH_OK) {
        cli_complain("%s: figure, line %d, column %d: %s", move->id, error.line, error.column,
                     error.text);
        code = 1;
    } else {
        uh_studio_aim(studio, WIDTH, HEIGHT, line->muscles);
        if (line->svg) code |= finish(line->svg, write_svg(studio, move, line));
        if (line->png) code |= finish(line->png, write_png(studio, line));
    }
    uh_studio_destroy(studio);
    return code;
}
