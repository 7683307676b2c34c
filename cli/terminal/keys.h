// SPDX-License-Identifier: Apache-2.0
// What a terminal sends, read into keys: text, arrows, and answers to what it was asked. Bytes may
// come in pieces; pasted text is left out, since it was not meant as keys.
#ifndef UNHUNCH_TERMINAL_KEYS_H
#define UNHUNCH_TERMINAL_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_kind {
    KEY_TEXT, // code: a character
    KEY_ENTER,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_OTHER,      // a key of no meaning here
    KEY_FOREGROUND, // the terminal's answer: code is its text colour, 0xRRGGBB
    KEY_BACKGROUND, // and its ground
    KEY_MODE,       // a mode it was asked for: code, and whether it is known
    KEY_GRAPHICS,   // whether it knows the kitty graphics protocol: known
    KEY_CELL,       // the size of a cell in pixels: code is width << 16 | height
    KEY_ATTRIBUTES  // it has answered all; known: it shows sixels
};

struct key {
    enum key_kind kind;
    uint32_t code;
    bool known;
};

enum { KEYS_SIZE = 256 };

// Zero-initialise.
struct keys {
    unsigned char bytes[KEYS_SIZE];
    size_t used;
    bool pasting;
    bool skipping; // a sequence too long to keep, up to its end
};

// Takes in bytes; returns how many (fewer than given only when full: read the keys first).
size_t keys_add(struct keys *keys, const void *bytes, size_t length);

// The next whole key; false: none yet. `idle`: nothing more came for a while, so that a lone
// escape is the key of that name.
bool keys_next(struct keys *keys, bool idle, struct key *key);

// True where an escape or a part of a character waits for more.
bool keys_waiting(const struct keys *keys);

#endif
