// SPDX-License-Identifier: Apache-2.0
// The terminal itself: taken over for a while, asked what it is, and always given back as it was.
#ifndef UNHUNCH_TERMINAL_TTY_H
#define UNHUNCH_TERMINAL_TTY_H

#include <termios.h>

#include "grid.h"
#include "keys.h"

// What a terminal shows of pictures.
struct tty_shows {
    bool kitty, sixel;
    bool ground_known;
    uint32_t ground;             // 0xRRGGBB
    int cell_width, cell_height; // pixels
    int rows;
};

struct tty {
    int fd; // our own opening of the terminal, -1: none
    struct termios before;
    bool taken;
    bool gone;          // hung up
    struct bytes queue; // to be written
    struct keys keys;
    struct ability ability;
    bool ground_known;
    uint32_t ground, text; // colours, 0xRRGGBB
    struct tty_shows shows;
    char marker[512]; // a file that is there while the terminal is taken; "": none
};

// Asks the terminal on standard output what it shows, in one batch of 150 ms at most, and leaves it
// as it was. One that stays silent shows neither. The size of a cell is guessed where it is not
// told.
void tty_ask_pictures(struct tty_shows *shows);

// What is taken for granted where nothing can be asked.
void tty_guess_pictures(struct tty_shows *shows);

// True where input and output are a terminal that can place a cursor.
bool tty_usable(void);

// Opens the terminal, puts right what a killed run left behind, and takes it over. False where it
// cannot be opened.
bool tty_open(struct tty *tty);
void tty_close(struct tty *tty);

// Gives the terminal back, as on Ctrl-Z, and takes it over again.
void tty_give_back(struct tty *tty);
void tty_take(struct tty *tty);

void tty_size(const struct tty *tty, int *columns, int *rows);

// Asks for colours and modes, in one batch of 150 ms at most; keys typed meanwhile stay.
void tty_ask(struct tty *tty);

// Reads what is there into the keys. False: hung up.
bool tty_read(struct tty *tty);

// Writes what is queued, as far as the terminal takes it. True: all of it.
bool tty_write(struct tty *tty);

#endif
