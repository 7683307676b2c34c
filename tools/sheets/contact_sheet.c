// SPDX-License-Identifier: Apache-2.0
// A sheet of moves: every one in four phases, the last with its muscles lit and an arrow; with
// --muscles as heat pictures. Reads move files as they are written, so that authors see at once.
//
//   contact-sheet [options] OUT.png FILE.yaml...
#include "unhunch/pictures.h"

#include <cairo.h>
#include <getopt.h>
#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sheet {
    struct uh_studio *studio;
    struct uh_style style;
    int cell_width, cell_height, columns;
    double stature;
    bool last_only, names, mirrored, variants, shaped;
    cairo_t *cairo;
    int cell;
};

// Copies the drawing into the next cell.
static void place_cell(struct sheet *sheet, const char *name) {
    int width, height;
    uint32_t *pixels = uh_pixels_of(&sheet->studio->drawing, &width, &height);
    cairo_surface_t *cell = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_ARGB32, width, height, width * 4);
    double x = sheet->cell % sheet->columns * sheet->cell_width,
           y = sheet->cell / sheet->columns * sheet->cell_height;
    cairo_set_source_surface(sheet->cairo, cell, x, y);
    cairo_paint(sheet->cairo);
    if (name && sheet->names) {
        cairo_set_source_rgb(sheet->cairo, .25, .22, .25);
        cairo_set_font_size(sheet->cairo, 14);
        cairo_move_to(sheet->cairo, x + 8, y + 18);
        cairo_show_text(sheet->cairo, name);
    }
    cairo_surface_destroy(cell);
    free(pixels);
    sheet->cell++;
}

static void draw_phases(struct sheet *sheet, const char *name) {
    struct uh_studio *studio = sheet->studio;
    struct uh_style style = sheet->style;
    uh_studio_aim(studio, sheet->cell_width - 4, sheet->cell_height - 4, style.muscles);
    for (int phase = sheet->last_only ? 3 : 0; phase < 4; phase++) {
        style.arrow = style.glow = phase == 3;
        style.ghost = phase == 3 && sheet->style.ghost;
        uh_painter_forget(studio->painter);
        uh_studio_draw(studio, uh_figure_phase(&studio->figure, phase), &style);
        place_cell(sheet, phase == 0 || sheet->last_only ? name : NULL);
    }
}

// The figure's text in a move file, or NULL; the document owns it.
static const char *figure_text(struct fy_document *document) {
    struct fy_node *node =
        document ? fy_node_by_path(fy_document_root(document), "/figure", (size_t)-1, 0) : NULL;
    return node ? fy_node_get_scalar0(node) : NULL;
}

static bool draw_version(struct sheet *sheet, const char *path, const char *text,
                         const char *variant) {
    struct uh_figure_error error = {0};
    char name[200];
    const char *slash = strrchr(path, '/');
    if (uh_studio_read(sheet->studio, text, variant, sheet->mirrored, &error) != UH_OK) {
        fprintf(stderr, "%s: figure line %d, column %d: %s\n", path, error.line, error.column,
                error.text);
        return false;
    }
    snprintf(name, sizeof name, "%s %s", slash ? slash + 1 : path, variant ? variant : "");
    draw_phases(sheet, name);
    return true;
}

// Gives the cells the shape that the move in a file fills best.
static void shape_cells(struct sheet *sheet, const char *path) {
    struct fy_document *document = fy_document_build_from_file(NULL, path);
    const char *text = figure_text(document);
    struct uh_figure_error error;
    if (text && uh_studio_read(sheet->studio, text, NULL, sheet->mirrored, &error) == UH_OK) {
        uh_studio_aim_shaped(sheet->studio, sheet->cell_width, sheet->cell_height,
                             sheet->style.muscles);
        sheet->cell_width = (int)sheet->studio->camera.width;
        sheet->cell_height = (int)sheet->studio->camera.height;
    }
    fy_document_destroy(document);
}

// How many versions of a file there are to draw; draws them where the sheet has its paper.
static int draw_file(struct sheet *sheet, const char *path, bool *fine) {
    struct fy_document *document = fy_document_build_from_file(NULL, path);
    const char *text = figure_text(document);
    char variant[UH_VARIANT_SIZE];
    int count = 1;
    if (!text && sheet->cairo) fprintf(stderr, "%s: no figure\n", path);
    if (sheet->cairo) *fine &= text && draw_version(sheet, path, text, NULL);
    for (; sheet->variants && uh_figure_variant(text, count - 1, variant); count++)
        if (sheet->cairo) *fine &= draw_version(sheet, path, text, variant);
    fy_document_destroy(document);
    return count;
}

static void usage(void) {
    puts("contact-sheet [options] OUT.png FILE.yaml...\n"
         "  --muscles        heat pictures\n"
         "  --last           only the last phase of each move\n"
         "  --ghost          with the start of the movement as a ghost\n"
         "  --names          with the names of the files\n"
         "  --mirror         the other side\n"
         "  --variants       with their changed versions\n"
         "  --palette N      0 to 5\n"
         "  --build N        0 slender, 1 broad; --hair N: 0 tied, 1 short\n"
         "  --dark           dark ground\n"
         "  --stature M      metres, 1.70 if not said\n"
         "  --size WxH       of a cell\n"
         "  --shape          cells of that size, in the shape that the first move fills best\n"
         "  --columns N");
}

static const struct option options[] = {
    {"muscles", 0, NULL, 'm'},  {"last", 0, NULL, 'l'},    {"ghost", 0, NULL, 'g'},
    {"names", 0, NULL, 'n'},    {"mirror", 0, NULL, 'x'},  {"palette", 1, NULL, 'p'},
    {"build", 1, NULL, 'b'},    {"hair", 1, NULL, 'h'},    {"dark", 0, NULL, 'd'},
    {"size", 1, NULL, 's'},     {"stature", 1, NULL, 't'}, {"columns", 1, NULL, 'c'},
    {"variants", 0, NULL, 'v'}, {"shape", 0, NULL, 'f'},   {"help", 0, NULL, '?'},
    {NULL, 0, NULL, 0},
};

static bool take_option(struct sheet *sheet, int option) {
    switch (option) {
    case 'm':
        return sheet->style.muscles = true;
    case 'l':
        return sheet->last_only = true;
    case 'g':
        return sheet->style.ghost = true;
    case 'n':
        return sheet->names = true;
    case 'x':
        return sheet->mirrored = true;
    case 'v':
        return sheet->variants = true;
    case 'f':
        return sheet->shaped = true;
    case 'd':
        return sheet->style.dark = true;
    case 'p':
        sheet->style.palette = atoi(optarg);
        return true;
    case 'b':
        sheet->style.build = atoi(optarg);
        return true;
    case 'h':
        sheet->style.hair = atoi(optarg);
        return true;
    case 'c':
        sheet->columns = atoi(optarg);
        return sheet->columns > 0;
    case 't':
        sheet->stature = atof(optarg);
        return sheet->stature >= 1.2 && sheet->stature <= 2.3;
    case 's':
        return sscanf(optarg, "%dx%d", &sheet->cell_width, &sheet->cell_height) == 2 &&
               sheet->cell_width > 40 && sheet->cell_height > 40;
    default:
        return false;
    }
}

int main(int count, char **words) {
    struct sheet sheet = {.cell_width = 360, .cell_height = 320, .stature = 1.70};
    int option;
    while ((option = getopt_long(count, words, "", options, NULL)) != -1)
        if (!take_option(&sheet, option)) return usage(), 2;
    int files = count - optind - 1;
    if (files < 1) return usage(), 2;
    if (sheet.columns == 0) sheet.columns = sheet.last_only ? 6 : 8;
    bool fine = true;
    int versions = 0;
    sheet.studio = uh_studio_create(sheet.stature);
    if (sheet.shaped) shape_cells(&sheet, words[optind + 1]);
    for (int i = optind + 1; i < count; i++) versions += draw_file(&sheet, words[i], &fine);
    int cells = versions * (sheet.last_only ? 1 : 4);
    int rows = (cells + sheet.columns - 1) / sheet.columns;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, sheet.cell_width * sheet.columns, sheet.cell_height * rows);
    sheet.cairo = cairo_create(surface);
    cairo_set_source_rgb(sheet.cairo, 1, 1, 1);
    cairo_paint(sheet.cairo);
    for (int i = optind + 1; i < count; i++) draw_file(&sheet, words[i], &fine);
    uh_studio_destroy(sheet.studio);
    cairo_destroy(sheet.cairo);
    if (cairo_surface_write_to_png(surface, words[optind]) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "%s: cannot be written\n", words[optind]);
        fine = false;
    }
    cairo_surface_destroy(surface);
    return fine ? 0 : 1;
}
