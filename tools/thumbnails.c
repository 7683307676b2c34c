// SPDX-License-Identifier: Apache-2.0
// Draws every move of the catalogue as small as it stands on the sheet, as cells of a terminal, and
// writes them as a table: the sheet then has pictures without solving or drawing one.
//
//   thumbnails OUT.c
#include "../cli/thumbnails.h"
#include "../cli/pictures/cells.h"
#include "unhunch/catalog.h"
#include "unhunch/pictures.h"

#include <stdio.h>
#include <stdlib.h>

static void write_cells(FILE *out, const struct uh_move *move, const char *variant,
                        const struct cell *cells) {
    const char *quote = variant ? "\"" : "";
    fprintf(out, "    {\"%s\", %s%s%s,\n     {", move->id, quote, variant ? variant : "NULL",
            quote);
    for (int i = 0; i < THUMBNAIL_COLUMNS * THUMBNAIL_ROWS; i++)
        fprintf(out, "%s{0x%X, {0x%X, 0x%X, 0}},", i % 4 == 0 ? "\n      " : " ", cells[i].code,
                cells[i].style.fg, cells[i].style.bg);
    fprintf(out, "}},\n");
}

static bool write_version(FILE *out, struct uh_studio *studio, const struct uh_move *move,
                          const char *variant) {
    struct uh_figure_error error;
    struct uh_style style = {.palette = UH_PALETTE_NIGHT, .dark = true, .plain = true};
    struct cells_way way = {THUMBNAIL_COLUMNS, THUMBNAIL_ROWS, GALLERY_QUADRANTS, true};
    struct cell cells[THUMBNAIL_COLUMNS * THUMBNAIL_ROWS];
    if (!move->figure) return false;
    if (uh_studio_read(studio, move->figure, variant, false, &error) != UH_OK) {
        fprintf(stderr, "%s: figure line %d, column %d: %s\n", move->id, error.line, error.column,
                error.text);
        exit(1);
    }
    uh_studio_aim(studio, THUMBNAIL_COLUMNS * GALLERY_ACROSS, THUMBNAIL_ROWS * GALLERY_DOWN, false);
    uh_studio_draw(studio, uh_figure_phase(&studio->figure, 3), &style);
    int width, height;
    uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
    struct cells made = {0};
    cells_of(&made, &way, pixels, width, height, cells);
    cells_finish(&made);
    free(pixels);
    write_cells(out, move, variant, cells);
    return true;
}

// A move, then its variants. How many were written.
static int write_move(FILE *out, struct uh_studio *studio, const struct uh_move *move) {
    char variant[UH_VARIANT_SIZE];
    int written = write_version(out, studio, move, NULL);
    for (int i = 0; uh_figure_variant(move->figure, i, variant); i++)
        written += write_version(out, studio, move, variant);
    return written;
}

int main(int count, char **words) {
    FILE *out = count == 2 ? fopen(words[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "usage: thumbnails OUT.c\n");
        return 2;
    }
    struct uh_studio *studio = uh_studio_create(1.70);
    int written = 0;
    fprintf(out, "#include \"thumbnails.h\"\n\nconst struct thumbnail cli_thumbnails[] = {\n");
    for (int i = 0; i < uh_builtin_catalog.move_count; i++)
        written += write_move(out, studio, &uh_builtin_catalog.moves[i]);
    for (int i = 0; i < uh_builtin_catalog.activity_count; i++)
        written += write_move(out, studio, &uh_builtin_catalog.activities[i]);
    fprintf(out, "};\nconst int cli_thumbnail_count = %d;\n", written);
    uh_studio_destroy(studio);
    return fclose(out) == 0 ? 0 : 1;
}
