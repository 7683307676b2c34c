// SPDX-License-Identifier: Apache-2.0
// The state is that of the one terminal a process has, and signal handlers must reach it: hence the
// file-level variables.
#include "prompt.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static volatile sig_atomic_t opened, redraw;

static const char enter_screen[] = "\033[?1049h\033[?25l";
static const char leave_screen[] = "\033[?2026l\033[?25h\033[?1049l";

enum { ESCAPE_WAIT_MS = 50 };

static void write_all(const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written <= 0) return;
        bytes += written;
        size -= (size_t)written;
    }
}

// Single keys without echo, on the other screen, without a cursor.
static void take_terminal(void) {
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
    write_all(enter_screen, sizeof enter_screen - 1);
}

// Only calls that a signal handler may make.
static void give_back(void) {
    write_all(leave_screen, sizeof leave_screen - 1);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
}

// Restores the terminal, then lets the signal do what it does.
static void on_end(int signal_number) {
    if (opened) give_back();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

// The size changed, or the process goes on after a stop.
static void on_redraw(int signal_number) {
    if (opened && signal_number == SIGCONT) take_terminal();
    redraw = 1;
}

// Sets our handlers, or the usual ones again.
static void catch_signals(bool catching) {
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    struct sigaction action = {0};
    sigemptyset(&action.sa_mask);
    action.sa_handler = catching ? on_end : SIG_DFL;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) sigaction(ends[i], &action, NULL);
    action.sa_handler = catching ? on_redraw : SIG_DFL;
    sigaction(SIGWINCH, &action, NULL);
    sigaction(SIGCONT, &action, NULL);
}

bool prompt_possible(void) {
    const char *kind = getenv("TERM");
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && kind && *kind &&
           strcmp(kind, "dumb") != 0;
}

void prompt_open(void) {
    static char room[1 << 16];
    fflush(stdout);
    setvbuf(stdout, room, _IOFBF, sizeof room);
    tcgetattr(STDIN_FILENO, &before);
    catch_signals(true);
    opened = 1;
    take_terminal();
}

void prompt_close(void) {
    if (!opened) return;
    fflush(stdout);
    opened = 0;
    give_back();
    catch_signals(false);
}

int prompt_rows(void) {
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

void prompt_begin(void) {
    fputs("\033[?2026h\033[H\033[2J", stdout);
}

void prompt_end(void) {
    fputs("\033[?2026l", stdout);
    fflush(stdout);
}

// One byte; -1: none in time, -2: the terminal is gone, -3: redraw. wait_ms -1: for ever.
static int read_byte(int wait_ms) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    unsigned char byte;
    if (redraw) {
        redraw = 0;
        return -3;
    }
    int ready = poll(&input, 1, wait_ms);
    if (ready < 0) return errno == EINTR ? -3 : -2;
    if (ready == 0) return -1;
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : -2;
}

// Puts the terminal back and stops, as the shell expects of Ctrl-Z; goes on where it was.
static int stop_for_shell(void) {
    give_back();
    raise(SIGSTOP);
    redraw = 0;
    return PROMPT_REDRAW;
}

// What follows an escape: an arrow key, or nothing.
static int after_escape(void) {
    static const struct {
        char last;
        int key;
    } keys[] = {{'A', PROMPT_UP},   {'B', PROMPT_DOWN}, {'C', PROMPT_RIGHT},
                {'D', PROMPT_LEFT}, {'H', PROMPT_HOME}, {'F', PROMPT_LAST}};
    int byte = read_byte(ESCAPE_WAIT_MS);
    if (byte != '[' && byte != 'O') return PROMPT_ESCAPE;
    do byte = read_byte(ESCAPE_WAIT_MS);
    while ((byte >= '0' && byte <= '9') || byte == ';');
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].last == byte) return keys[i].key;
    return 0;
}

int prompt_key(void) {
    int byte = read_byte(-1);
    switch (byte) {
    case -3:
        redraw = 0;
        return PROMPT_REDRAW;
    case -2:
    case 3: // Ctrl-C
    case 4: // Ctrl-D
        return PROMPT_ABORT;
    case 26: // Ctrl-Z
        return stop_for_shell();
    case '\r':
    case '\n':
        return PROMPT_ENTER;
    case 27:
        return after_escape();
    default:
        return byte;
    }
}
