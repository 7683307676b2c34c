// SPDX-License-Identifier: Apache-2.0
// Editors save in their own ways: they write the file, or put another in its place. So the folder
// is watched, and the file read anew whenever something of its name was written or moved there.
// The poses are found by their indentation alone, so that a file is drawn that is not yet whole.
#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "picture.h"
#include "terminal/theme.h"
#include "terminal/tty.h"
#include "unhunch/files.h"

enum { FRAME_MS = 83, FILE_MOST = 1 << 20, MARGIN = 2, TOP = 2, BOTTOM = 2, PROBLEM_SIZE = 4096 };

struct watch {
    struct cli *cli;
    const char *path;
    const struct gallery *gallery;
    struct watch_figure figure;
    struct gallery_picture *picture; // NULL: problem says why
    char problem[PROBLEM_SIZE];
    bool muscles, mirrored, paused, over;
    int64_t begun_ms, shown_ms;
    int exit_code;
    struct tty tty;
    struct grid shown, wanted;
    struct cell *cells;
    bool fresh;
    int signals, notices;
    sigset_t mask_before;
};

static int indent_of(const char *line) {
    return (int)strspn(line, " ");
}

static bool is_blank(const char *line) {
    return line[strspn(line, " \t\r")] == '\n' || line[strspn(line, " \t\r")] == 0;
}

static const char *next_line(const char *line) {
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

bool watch_find(const char *file, struct watch_figure *figure) {
    int number = 1, parent = -1;
    *figure = (struct watch_figure){0};
    for (; *file && parent < 0; file = next_line(file), number++) {
        const char *word = file + strspn(file, " -");
        if (strncmp(word, "figure:", 7) == 0 && strcspn(word, "|>") < strcspn(word, "\n"))
            parent = indent_of(file);
    }
    if (parent < 0) return false;
    size_t used = 0;
    for (; *file && (is_blank(file) || indent_of(file) > parent); file = next_line(file)) {
        if (figure->line == 0 && is_blank(file)) number++;
        if (figure->line == 0 && is_blank(file)) continue;
        if (figure->line == 0) *figure = (struct watch_figure){{0}, number, indent_of(file)};
        int off = indent_of(file) < figure->indent ? indent_of(file) : figure->indent;
        size_t length = strcspn(file + off, "\n");
        if (used + length + 2 > sizeof figure->text) return false;
        memcpy(figure->text + used, file + off, length);
        used += length;
        figure->text[used++] = '\n';
    }
    figure->text[used] = 0;
    return figure->line > 0;
}

// ---- the file ----

static char *read_file(const char *path) {
    FILE *in = fopen(path, "rb");
    char *text = calloc(1, FILE_MOST + 1);
    if (!text) abort();
    size_t length = in ? fread(text, 1, FILE_MOST, in) : 0;
    bool fine = in && !ferror(in);
    int error = errno;
    if (in) fclose(in);
    if (fine) {
        text[length] = 0;
        return text;
    }
    free(text);
    errno = error;
    return NULL;
}

// What `moves --check` says of a file without poses.
static void check_whole(struct watch *watch) {
    FILE *out = fmemopen(watch->problem, sizeof watch->problem, "w");
    if (!out) abort();
    int problems = uh_files_check(1, &watch->path, watch->cli->catalog, out);
    fclose(out);
    if (problems == 0)
        snprintf(watch->problem, sizeof watch->problem,
                 "%s has no poses yet. They stand indented under\n  figure: |", watch->path);
}

// FILE:LINE:COLUMN, the line, and a caret below the place.
static void tell_place(struct watch *watch, const struct uh_figure_error *error) {
    const char *line = watch->figure.text;
    for (int i = 1; i < error->line; i++) line = next_line(line);
    snprintf(watch->problem, sizeof watch->problem, "%s:%d:%d: %s\n\n  %.*s\n  %*s^", watch->path,
             watch->figure.line + error->line - 1, watch->figure.indent + error->column,
             error->text, (int)strcspn(line, "\n"), line, error->column > 0 ? error->column - 1 : 0,
             "");
}

static void open_picture(struct watch *watch) {
    int columns = watch->wanted.columns - 2 * MARGIN, rows = watch->wanted.rows - TOP - BOTTOM;
    struct uh_figure_error error = {0};
    watch->gallery->close(watch->picture);
    watch->picture = NULL;
    if (columns < 8 || rows < 4) {
        snprintf(watch->problem, sizeof watch->problem, "no room");
        return;
    }
    struct gallery_wish wish = {.figure = watch->figure.text,
                                .width = columns * GALLERY_ACROSS,
                                .height = rows * GALLERY_DOWN,
                                .palette = UH_PALETTE_NIGHT,
                                .dark = true,
                                .plain = true,
                                .muscles = watch->muscles,
                                .mirrored = watch->mirrored};
    watch->picture = watch->gallery->open(&wish, &error);
    if (!watch->picture) tell_place(watch, &error);
}

static void read_again(struct watch *watch) {
    watch->gallery->close(watch->picture);
    watch->picture = NULL;
    char *text = read_file(watch->path);
    if (!text)
        snprintf(watch->problem, sizeof watch->problem, "%s: %s", watch->path, strerror(errno));
    else if (watch_find(text, &watch->figure))
        open_picture(watch);
    else
        check_whole(watch);
    free(text);
}

// ---- the screen ----

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void fit_screen(struct watch *watch) {
    int columns, rows;
    tty_size(&watch->tty, &columns, &rows);
    grid_finish(&watch->shown);
    grid_finish(&watch->wanted);
    grid_init(&watch->shown, columns, rows);
    grid_init(&watch->wanted, columns, rows);
    free(watch->cells);
    watch->cells = calloc((size_t)(columns * rows), sizeof *watch->cells);
    if (!watch->cells) abort();
    watch->fresh = true;
}

static void paint_picture(struct watch *watch) {
    int columns = watch->wanted.columns - 2 * MARGIN, rows = watch->wanted.rows - TOP - BOTTOM;
    double seconds = watch->gallery->seconds(watch->picture);
    if (!watch->paused) watch->shown_ms = now_ms() - watch->begun_ms;
    double time = (double)(watch->shown_ms % (int64_t)(seconds * 1000 + 1)) / 1000;
    watch->gallery->cells(watch->picture, time, columns, rows,
                          picture_cells_of(picture_way_said(&watch->cli->line)),
                          watch->tty.ability.colours, watch->cells);
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++) {
            const struct cell *cell = &watch->cells[y * columns + x];
            grid_set(&watch->wanted, TOP + y, MARGIN + x, cell->style, cell->code);
        }
}

// Line by line: what is wrong keeps its columns.
static void paint_problem(struct watch *watch, const struct theme *theme) {
    int row = TOP, columns = watch->wanted.columns - 2 * MARGIN;
    for (const char *line = watch->problem; *line && row < watch->wanted.rows - BOTTOM;
         line = next_line(line)) {
        char words[512];
        snprintf(words, sizeof words, "%.*s", (int)strcspn(line, "\n"), line);
        struct style style = row == TOP ? theme->care : theme->text;
        if (*words && *words != ' ') {
            row += grid_wrap(&watch->wanted, row, MARGIN, columns, 4, style, words);
            continue;
        }
        grid_put(&watch->wanted, row++, MARGIN, columns, style, words);
    }
}

static void paint(struct watch *watch) {
    struct theme theme = theme_of(&watch->tty);
    struct grid *grid = &watch->wanted;
    int columns = grid->columns - 2 * MARGIN;
    grid_clear(grid);
    grid_put(grid, 0, MARGIN, columns, theme.strong, watch->path);
    if (watch->picture)
        paint_picture(watch);
    else
        paint_problem(watch, &theme);
    grid_put(grid, grid->rows - 1, MARGIN, columns, theme.muted,
             "q end   m muscles   s other side   space pause");
    grid_send(&watch->shown, grid, watch->fresh, &watch->tty.ability, &watch->tty.queue);
    watch->fresh = false;
}

// ---- what happens ----

static void press(struct watch *watch, const struct key *key) {
    if (key->kind == KEY_ESCAPE) watch->over = true;
    if (key->kind != KEY_TEXT) return;
    if (key->code == 'q') watch->over = true;
    if (key->code == 'm') watch->muscles = !watch->muscles;
    if (key->code == 's') watch->mirrored = !watch->mirrored;
    if ((key->code == 'm' || key->code == 's') && watch->picture) open_picture(watch);
    if (key->code != ' ') return;
    watch->paused = !watch->paused;
    watch->begun_ms = now_ms() - watch->shown_ms;
}

// True where something happened to the file; the notices are read up.
static bool file_changed(struct watch *watch) {
    _Alignas(struct inotify_event) char bytes[4096];
    const char *slash = strrchr(watch->path, '/'), *name = slash ? slash + 1 : watch->path;
    bool changed = false;
    ssize_t length;
    while ((length = read(watch->notices, bytes, sizeof bytes)) > 0)
        for (ssize_t at = 0; at < length;) {
            const struct inotify_event *event = (const void *)(bytes + at);
            changed |= event->len > 0 && strcmp(event->name, name) == 0;
            at += (ssize_t)(sizeof *event + event->len);
        }
    return changed;
}

static void take_signal(struct watch *watch) {
    struct signalfd_siginfo info;
    while (read(watch->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGWINCH) {
            fit_screen(watch);
            read_again(watch);
            continue;
        }
        if (info.ssi_signo == SIGHUP) watch->tty.gone = true;
        watch->over = true;
        watch->exit_code = 128 + (int)info.ssi_signo;
    }
}

static void wait_and_read(struct watch *watch) {
    // what the terminal did not take yet waits for it, also where nothing moves
    short wanted = watch->tty.queue.used > 0 ? POLLIN | POLLOUT : POLLIN;
    struct pollfd sources[] = {{.fd = watch->tty.fd, .events = wanted},
                               {.fd = watch->signals, .events = POLLIN},
                               {.fd = watch->notices, .events = POLLIN}};
    bool moves = watch->picture && !watch->paused;
    bool waiting = keys_waiting(&watch->tty.keys);
    int ready = poll(sources, 3, moves || waiting ? FRAME_MS : -1);
    struct key key;
    if (sources[0].revents & ~POLLOUT && !tty_read(&watch->tty)) watch->over = true;
    while (!watch->over && keys_next(&watch->tty.keys, ready == 0, &key)) press(watch, &key);
    if (sources[1].revents) take_signal(watch);
    if (sources[2].revents && file_changed(watch)) read_again(watch);
}

// Notices of the folder that the file is in. False: there is no such folder.
static bool watch_folder(struct watch *watch) {
    char folder[1024] = ".";
    const char *slash = strrchr(watch->path, '/');
    if (slash)
        snprintf(folder, sizeof folder, "%.*s",
                 slash == watch->path ? 1 : (int)(slash - watch->path), watch->path);
    watch->notices = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    return inotify_add_watch(watch->notices, folder,
                             IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE) >= 0;
}

static void take_signals(struct watch *watch) {
    static const int taken[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGPIPE};
    sigset_t mask;
    sigemptyset(&mask);
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) sigaddset(&mask, taken[i]);
    sigprocmask(SIG_BLOCK, &mask, &watch->mask_before);
    watch->signals = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void loop(struct watch *watch) {
    tty_ask(&watch->tty);
    fit_screen(watch);
    watch->begun_ms = now_ms();
    read_again(watch);
    while (!watch->over) {
        if (tty_write(&watch->tty)) paint(watch);
        tty_write(&watch->tty);
        wait_and_read(watch);
    }
    tty_close(&watch->tty);
}

int watch_run(struct cli *cli, const char *path) {
    const char *why = "";
    struct watch *watch = calloc(1, sizeof *watch);
    if (!watch) abort();
    *watch = (struct watch){.cli = cli, .path = path, .gallery = picture_gallery(&why)};
    watch->exit_code = 1;
    if (!watch->gallery) {
        cli_complain("no pictures: %s", why);
    } else if (!tty_usable()) {
        cli_complain("--watch needs a terminal to draw in");
    } else if (!watch_folder(watch)) {
        cli_complain("%s: its folder cannot be watched: %s", path, strerror(errno));
    } else {
        watch->exit_code = 0;
        take_signals(watch);
        if (tty_open(&watch->tty))
            loop(watch);
        else
            watch->exit_code = 1;
        sigprocmask(SIG_SETMASK, &watch->mask_before, NULL);
        watch->gallery->close(watch->picture);
        close(watch->signals);
    }
    if (watch->notices > 0) close(watch->notices);
    grid_finish(&watch->shown);
    grid_finish(&watch->wanted);
    free(watch->cells);
    int code = watch->exit_code;
    free(watch);
    return code;
}
