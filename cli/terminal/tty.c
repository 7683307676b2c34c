// SPDX-License-Identifier: Apache-2.0
// The terminal is opened anew instead of using descriptor 1: O_NONBLOCK belongs to an opening, and
// on descriptor 1 it would leak into the shell. While it is taken, a marker file says so; a start
// that finds the marker of a process that is no more first writes the restore string, since a
// killed process could not.
#define _GNU_SOURCE
#include "tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <langinfo.h>

// Another screen, no cursor, pasted text marked, no wrapping at the edge; and back.
static const char take_over[] = "\033[?1049h\033[?25l\033[?2004h\033[?7l";
static const char restore[] = "\033[?2026l\033[0m\033[?7h\033[?2004l\033[?25h\033[?1049l";
// The last of each is answered by every terminal, and so ends the wait.
static const char questions[] = "\033]10;?\033\\\033]11;?\033\\\033[?2026$p\033[c";
// Colours, the kitty graphics protocol, the size of a cell, attributes.
static const char picture_questions[] =
    "\033]10;?\033\\\033]11;?\033\\\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\"
    "\033[16t\033[c";

enum { ASK_MS = 150, DRAIN_MS = 300 };
enum { CELL_WIDTH = 10, CELL_HEIGHT = 20 };

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

bool tty_usable(void) {
    const char *kind = setting("TERM");
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && *kind != 0 && strcmp(kind, "dumb") != 0;
}

static void find_ability(struct tty *tty) {
    const char *kind = setting("TERM"), *colours = setting("COLORTERM");
    tty->ability = (struct ability){
        .colours = *setting("NO_COLOR") == 0 && strstr(kind, "mono") == NULL &&
                   strncmp(kind, "vt1", 3) != 0 && strncmp(kind, "vt2", 3) != 0,
        .true_colour = strcmp(colours, "truecolor") == 0 || strcmp(colours, "24bit") == 0 ||
                       strstr(kind, "direct") != NULL,
        .unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && strcmp(kind, "linux") != 0,
    };
}

// ---- the marker of a terminal in use ----

// A folder of this user's own for it: the run-time folder, else one in /tmp that is made here.
static bool marker_folder(char *path, size_t size) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    if (folder != NULL && *folder == '/') return snprintf(path, size, "%s", folder) < (int)size;
    int length = snprintf(path, size, "/tmp/unhunch-%u", (unsigned)getuid());
    struct stat is;
    mkdir(path, 0700);
    return length < (int)size && lstat(path, &is) == 0 && S_ISDIR(is.st_mode) &&
           is.st_uid == getuid() && (is.st_mode & 077) == 0;
}

static void name_marker(struct tty *tty) {
    char folder[256], name[128];
    tty->marker[0] = 0;
    if (!marker_folder(folder, sizeof folder) || ttyname_r(tty->fd, name, sizeof name) != 0) return;
    for (char *at = name; *at != 0; at++)
        if (*at == '/') *at = '-';
    snprintf(tty->marker, sizeof tty->marker, "%s/unhunch%s", folder, name);
}

// True where the marker is of a process that is no more.
static bool left_behind(const struct tty *tty) {
    char text[32] = "";
    int fd = tty->marker[0] != 0 ? open(tty->marker, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0) return false;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    long pid = length > 0 ? strtol(text, NULL, 10) : 0;
    return pid <= 0 || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

static void set_marker(const struct tty *tty) {
    if (tty->marker[0] == 0) return;
    unlink(tty->marker);
    int fd = open(tty->marker, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0) {
        dprintf(fd, "%ld\n", (long)getpid());
        close(fd);
    }
}

static void remove_marker(const struct tty *tty) {
    if (tty->marker[0] != 0) unlink(tty->marker);
}

// ---- taking and giving back ----

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Waits until all is written, for a moment at most: a stuck terminal must not keep us.
static void drain(struct tty *tty) {
    int64_t end = now_ms() + DRAIN_MS;
    while (!tty_write(tty) && !tty->gone && now_ms() < end) {
        struct pollfd wait = {.fd = tty->fd, .events = POLLOUT};
        poll(&wait, 1, 50);
    }
    tty->queue.used = 0;
}

// What a killed run left: raw settings, the other screen.
static void put_right(struct tty *tty) {
    bytes_put(&tty->queue, restore);
    drain(tty);
    tty->before.c_lflag |= ICANON | ECHO | ECHOE | ECHOK | ISIG | IEXTEN;
    tty->before.c_iflag |= ICRNL | IXON;
    tty->before.c_oflag |= OPOST | ONLCR;
    tty->before.c_cc[VMIN] = 1;
    tty->before.c_cc[VTIME] = 0;
    tcsetattr(tty->fd, TCSADRAIN, &tty->before);
}

// Our own opening of the terminal on standard output, with the settings it has.
static bool reach(struct tty *tty) {
    *tty = (struct tty){.fd = -1};
    char name[128];
    if (ttyname_r(STDOUT_FILENO, name, sizeof name) != 0) return false;
    tty->fd = open(name, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (tty->fd < 0) return false;
    if (tcgetattr(tty->fd, &tty->before) != 0) {
        close(tty->fd);
        return false;
    }
    return true;
}

bool tty_open(struct tty *tty) {
    if (!reach(tty)) return false;
    find_ability(tty);
    name_marker(tty);
    if (left_behind(tty)) put_right(tty);
    tty_take(tty);
    return true;
}

static struct termios raw_of(const struct termios *before) {
    struct termios raw = *before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(ICRNL | IXON);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    return raw;
}

void tty_take(struct tty *tty) {
    if (tty->taken || tty->gone) return;
    struct termios raw = raw_of(&tty->before);
    set_marker(tty);
    tty->taken = true;
    tcsetattr(tty->fd, TCSADRAIN, &raw);
    bytes_put(&tty->queue, take_over);
}

void tty_give_back(struct tty *tty) {
    if (!tty->taken) return;
    tty->taken = false;
    if (!tty->gone) {
        // A frame that was cut off in the middle must end before the restore string can be read.
        drain(tty);
        bytes_put(&tty->queue, restore);
        drain(tty);
        tcsetattr(tty->fd, TCSADRAIN, &tty->before);
    }
    remove_marker(tty);
}

void tty_close(struct tty *tty) {
    tty_give_back(tty);
    if (tty->fd >= 0) close(tty->fd);
    bytes_finish(&tty->queue);
    tty->fd = -1;
}

void tty_size(const struct tty *tty, int *columns, int *rows) {
    struct winsize size;
    bool known = ioctl(tty->fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    *columns = known ? size.ws_col : 80;
    *rows = known ? size.ws_row : 24;
    if (*columns > 500) *columns = 500;
    if (*rows > 200) *rows = 200;
}

bool tty_read(struct tty *tty) {
    for (;;) {
        unsigned char bytes[KEYS_SIZE];
        size_t room = KEYS_SIZE - tty->keys.used;
        if (room == 0) return true;
        ssize_t length = read(tty->fd, bytes, room);
        if (length > 0) {
            keys_add(&tty->keys, bytes, (size_t)length);
            continue;
        }
        if (length < 0 && errno == EINTR) continue;
        if (length < 0 && errno != EAGAIN) tty->gone = true;
        return !tty->gone;
    }
}

bool tty_write(struct tty *tty) {
    struct bytes *queue = &tty->queue;
    size_t written = 0;
    while (written < queue->used) {
        ssize_t length = write(tty->fd, queue->at + written, queue->used - written);
        if (length < 0 && errno == EINTR) continue;
        if (length < 0 && errno != EAGAIN) tty->gone = true;
        if (length <= 0) break;
        written += (size_t)length;
    }
    queue->used -= written;
    if (queue->used > 0) memmove(queue->at, queue->at + written, queue->used);
    return queue->used == 0;
}

// Takes in an answer; true: it was the last.
static bool take_answer(struct tty *tty, const struct key *key, bool *text_known) {
    if (key->kind == KEY_BACKGROUND) {
        tty->ground = key->code;
        tty->ground_known = true;
    }
    if (key->kind == KEY_FOREGROUND) {
        tty->text = key->code;
        *text_known = true;
    }
    if (key->kind == KEY_MODE && key->code == 2026) tty->ability.synchronous = key->known;
    if (key->kind == KEY_GRAPHICS) tty->shows.kitty = key->known;
    if (key->kind == KEY_CELL) {
        tty->shows.cell_width = (int)(key->code >> 16);
        tty->shows.cell_height = (int)(key->code & 0xFFFF);
    }
    if (key->kind == KEY_ATTRIBUTES) tty->shows.sixel = key->known;
    return key->kind == KEY_ATTRIBUTES;
}

static void ask(struct tty *tty, const char *batch) {
    bool text_known = false, answered = false;
    struct key typed[16];
    int typed_count = 0;
    bytes_put(&tty->queue, batch);
    drain(tty);
    for (int64_t end = now_ms() + ASK_MS; !answered && !tty->gone && now_ms() < end;) {
        struct pollfd wait = {.fd = tty->fd, .events = POLLIN};
        if (poll(&wait, 1, (int)(end - now_ms())) <= 0) continue;
        tty_read(tty);
        struct key key;
        while (keys_next(&tty->keys, false, &key)) {
            answered = take_answer(tty, &key, &text_known) || answered;
            if (key.kind == KEY_TEXT && key.code < 0x80 && typed_count < 16)
                typed[typed_count++] = key;
        }
    }
    for (int i = 0; i < typed_count; i++) {
        unsigned char byte = (unsigned char)typed[i].code;
        keys_add(&tty->keys, &byte, 1);
    }
    tty->ground_known = tty->ground_known && text_known;
}

void tty_ask(struct tty *tty) {
    ask(tty, questions);
}

// In pixels, where the terminal did not tell: from the window's, else as a VT340 has them.
static void guess_cell(struct tty *tty) {
    struct winsize size;
    bool known = ioctl(tty->fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0 &&
                 size.ws_xpixel >= 2 * size.ws_col && size.ws_ypixel >= 2 * size.ws_row;
    if (tty->shows.cell_width > 0) return;
    tty->shows.cell_width = known ? size.ws_xpixel / size.ws_col : CELL_WIDTH;
    tty->shows.cell_height = known ? size.ws_ypixel / size.ws_row : CELL_HEIGHT;
}

void tty_guess_pictures(struct tty_shows *shows) {
    *shows = (struct tty_shows){.cell_width = CELL_WIDTH, .cell_height = CELL_HEIGHT, .rows = 24};
}

// Only for what stands in the foreground: else the settings are not ours to change.
void tty_ask_pictures(struct tty_shows *shows) {
    struct tty tty;
    tty_guess_pictures(shows);
    if (!tty_usable() || !reach(&tty)) return;
    if (tcgetpgrp(tty.fd) == getpgrp()) {
        struct termios raw = raw_of(&tty.before);
        int columns;
        tcsetattr(tty.fd, TCSADRAIN, &raw);
        ask(&tty, picture_questions);
        tcsetattr(tty.fd, TCSAFLUSH, &tty.before);
        guess_cell(&tty);
        *shows = tty.shows;
        shows->ground_known = tty.ground_known;
        shows->ground = tty.ground;
        tty_size(&tty, &columns, &shows->rows);
    }
    close(tty.fd);
    bytes_finish(&tty.queue);
}
