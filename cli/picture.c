// SPDX-License-Identifier: Apache-2.0
#include "picture.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    PATH_SIZE = 1024,
    SIDE_LEAST = 64,
    SIDE_MOST = 4096,
    WIDTH = 480,
    HEIGHT = 400,
    PNG_SCALE = 2
};

// Where the library lies beside the program in the folder it was built in.
static bool beside_program(char path[PATH_SIZE]) {
    ssize_t length = readlink("/proc/self/exe", path, PATH_SIZE - 1);
    if (length <= 0) return false;
    path[length] = 0;
    char *slash = strrchr(path, '/');
    static const char name[] = "/pictures/unhunch-pictures.so";
    if (!slash || (size_t)(slash - path) + sizeof name > PATH_SIZE) return false;
    memcpy(slash, name, sizeof name);
    return access(path, R_OK) == 0;
}

const struct gallery *picture_gallery(const char **why) {
    static const struct gallery *gallery;
    if (gallery) return gallery;
    char path[PATH_SIZE];
    bool beside = beside_program(path);
    void *library =
        dlopen(beside ? path : PICTURES_FOLDER "/unhunch-pictures.so", RTLD_NOW | RTLD_LOCAL);
    const struct gallery *found = library ? dlsym(library, GALLERY_SYMBOL) : NULL;
    if (!found)
        *why = dlerror();
    else if (found->abi != GALLERY_ABI)
        *why = "unhunch-pictures.so is of another version";
    else
        gallery = found;
    return gallery;
}

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

// Sextants are younger than most fonts; these terminals draw them themselves. Within tmux or screen
// nothing tells which terminal it is.
static enum gallery_cells finest_cells(void) {
    static const char *const kinds[] = {"kitty", "foot", "ghostty", "wezterm", "contour"};
    const char *kind = setting("TERM"), *program = setting("TERM_PROGRAM");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strstr(kind, kinds[i]) || strcasecmp(program, kinds[i]) == 0) return GALLERY_SEXTANTS;
    bool inside = strncmp(kind, "tmux", 4) == 0 || strncmp(kind, "screen", 6) == 0;
    return !inside && atoi(setting("VTE_VERSION")) >= 6400 ? GALLERY_SEXTANTS : GALLERY_QUADRANTS;
}

enum picture_way picture_way_said(const struct cli_line *line) {
    return line->pictures > 0 ? (enum picture_way)(line->pictures - 1) : PICTURE_SYMBOLS;
}

enum gallery_cells picture_cells_of(enum picture_way way) {
    switch (way) {
    case PICTURE_SEXTANTS:
        return GALLERY_SEXTANTS;
    case PICTURE_QUADRANTS:
        return GALLERY_QUADRANTS;
    case PICTURE_HALVES:
        return GALLERY_HALVES;
    case PICTURE_BRAILLE:
        return GALLERY_BRAILLE;
    default:
        return finest_cells();
    }
}

struct gallery_wish picture_wish(const struct cli_line *line, const struct uh_move *move,
                                 const char *variant) {
    return (struct gallery_wish){
        .figure = move->figure,
        .variant = variant,
        .title = move->name,
        .width = WIDTH,
        .height = HEIGHT,
        .palette = line->palette,
        .dark = line->dark,
        .muscles = line->muscles,
        .still = line->still,
    };
}

bool picture_size(const char *text, struct gallery_wish *wish) {
    size_t across = strcspn(text, "x");
    int width, height;
    if (text[across] != 'x' || !cli_read_number(text, across, &width) ||
        !cli_read_number(text + across + 1, strlen(text + across + 1), &height))
        return false;
    if (width < SIDE_LEAST || width > SIDE_MOST || height < SIDE_LEAST || height > SIDE_MOST)
        return false;
    wish->width = width;
    wish->height = height;
    return true;
}

// The files that may be asked for.
struct wanted {
    enum gallery_file kind;
    const char *path;
};

static int wanted_of(const struct cli_line *line, struct wanted wanted[GALLERY_FILE_COUNT]) {
    const struct wanted all[] = {{GALLERY_SVG, line->svg},
                                 {GALLERY_PNG, line->png},
                                 {GALLERY_GIF, line->gif},
                                 {GALLERY_APNG, line->apng},
                                 {GALLERY_WEBP, line->webp}};
    int count = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].path) wanted[count++] = all[i];
    return count;
}

bool picture_file_asked(const struct cli_line *line) {
    struct wanted wanted[GALLERY_FILE_COUNT];
    return wanted_of(line, wanted) > 0;
}

static bool write_all(const char *path, const void *bytes, size_t length) {
    if (strcmp(path, "-") == 0) {
        fwrite(bytes, 1, length, stdout);
        return true; // what goes wrong there is told as for every command
    }
    FILE *out = fopen(path, "wb");
    bool written = out && fwrite(bytes, 1, length, out) == length;
    int error = errno;
    if (out && fclose(out) != 0 && written) {
        error = errno;
        written = false;
    }
    if (!written) cli_complain("%s: %s", path, strerror(error));
    return written;
}

static int bad_size(struct cli *cli) {
    struct cli_fault fault;
    int argument = 0;
    for (int i = 1; i < cli->argc; i++)
        if (strstr(cli->argv[i], cli->line.size)) argument = i;
    size_t offset = (size_t)(strstr(cli->argv[argument], cli->line.size) - cli->argv[argument]);
    cli_fault_at(&fault, argument, offset, 0);
    cli_fault_headline(&fault, "there is no such size: \"%.40s\"", cli->line.size);
    cli_fault_more(&fault, "width x height, each from %d to %d, like 640x480", SIDE_LEAST,
                   SIDE_MOST);
    fault.exit = 2;
    return cli_fail(cli, &fault);
}

// A figure whose targets lie on both sides alike is drawn to the right.
bool picture_mirrored(const struct gallery *gallery, const struct gallery_wish *wish, int side) {
    struct uh_figure_error error;
    struct gallery_picture *picture = gallery->open(wish, &error);
    bool left = picture && gallery->side(picture) == UH_SIDE_LEFT;
    gallery->close(picture);
    return left != (side == 0);
}

// A move that is not done side by side has only one picture.
static void turn_to_side(const struct gallery *gallery, const struct cli_line *line,
                         const struct uh_move *move, struct gallery_wish *wish) {
    if (line->side == 0 || move->sides != UH_SIDES_EACH) return;
    wish->mirrored = picture_mirrored(gallery, wish, line->side - 1);
}

int picture_files(struct cli *cli, const struct uh_move *move, const char *variant) {
    struct gallery_wish wish = picture_wish(&cli->line, move, variant);
    struct wanted wanted[GALLERY_FILE_COUNT];
    struct uh_figure_error error;
    const char *why = "";
    if (cli->line.size && !picture_size(cli->line.size, &wish)) return bad_size(cli);
    if (!wish.figure) {
        cli_complain("%s has no picture", move->id);
        return 1;
    }
    const struct gallery *gallery = picture_gallery(&why);
    if (!gallery) {
        cli_complain("no pictures: %s", why);
        return 1;
    }
    turn_to_side(gallery, &cli->line, move, &wish);
    wish.shaped = !cli->line.size;
    int count = wanted_of(&cli->line, wanted), code = 0;
    const struct gallery_wish size = wish;
    for (int i = 0; i < count; i++) {
        size_t length;
        bool png = wanted[i].kind == GALLERY_PNG;
        wish.hint = cli->line.still || png;
        wish.width = size.width * (png && !cli->line.size ? PNG_SCALE : 1);
        wish.height = size.height * (png && !cli->line.size ? PNG_SCALE : 1);
        void *bytes = gallery->file(&wish, wanted[i].kind, &length, &error);
        if (!bytes) {
            cli_complain("%s: figure line %d, column %d: %s", move->id, error.line, error.column,
                         error.text);
            return 1;
        }
        if (!write_all(wanted[i].path, bytes, length)) code = 1;
        free(bytes);
    }
    return code;
}
