// SPDX-License-Identifier: Apache-2.0
// Sequences by ECMA-48: CSI is ESC [, then parameters 0x30-0x3F, intermediates 0x20-0x2F and a
// final byte 0x40-0x7E; SS3 is ESC O and a byte; OSC (ESC ]), DCS and their like run to BEL or
// ESC \. What is none of these is dropped byte by byte, so that no input can block the next key.
#include "keys.h"

#include <string.h>

#include "grid.h"

enum { INCOMPLETE = 0 };

size_t keys_add(struct keys *keys, const void *bytes, size_t length) {
    size_t room = KEYS_SIZE - keys->used;
    if (length > room) length = room;
    memcpy(keys->bytes + keys->used, bytes, length);
    keys->used += length;
    return length;
}

bool keys_waiting(const struct keys *keys) {
    return keys->used > 0;
}

static void drop(struct keys *keys, size_t length) {
    keys->used -= length;
    memmove(keys->bytes, keys->bytes + length, keys->used);
}

// A number in parameters; *at ends after it.
static unsigned number(const unsigned char *bytes, size_t end, size_t *at) {
    unsigned value = 0;
    for (; *at < end && bytes[*at] >= '0' && bytes[*at] <= '9'; (*at)++)
        if (value < 100000) value = value * 10 + (unsigned)(bytes[*at] - '0');
    return value;
}

// Length of a CSI sequence, or INCOMPLETE.
static size_t control_length(const unsigned char *bytes, size_t used) {
    size_t at = 2;
    while (at < used && bytes[at] >= 0x20 && bytes[at] < 0x40) at++;
    if (at == used) return INCOMPLETE;
    return bytes[at] >= 0x40 && bytes[at] < 0x7F ? at + 1 : at;
}

// Length of a string sequence, its end included, or INCOMPLETE.
static size_t string_length(const unsigned char *bytes, size_t used) {
    for (size_t at = 2; at < used; at++) {
        if (bytes[at] == 7) return at + 1;
        if (bytes[at] == 0x1B && at + 1 < used) return bytes[at + 1] == '\\' ? at + 2 : at;
    }
    return INCOMPLETE;
}

static const struct {
    char final;
    enum key_kind kind;
} finals[] = {
    {'A', KEY_UP}, {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'M', KEY_ENTER},
};

static struct key final_key(unsigned char final) {
    for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++)
        if ((unsigned char)finals[i].final == final) return (struct key){.kind = finals[i].kind};
    return (struct key){.kind = KEY_OTHER};
}

// What a terminal of the DEC kind says that it can (ECMA-48 DA, xterm's ctlseqs): 4 is sixel.
static struct key attributes_key(const unsigned char *bytes, size_t length) {
    struct key key = {.kind = KEY_ATTRIBUTES};
    for (size_t at = 3; at < length; at++)
        if (number(bytes, length, &at) == 4) key.known = true;
    return key;
}

// CSI 6 ; height ; width t.
static struct key cell_key(const unsigned char *bytes, size_t length, size_t at) {
    unsigned height = 0, width = 0;
    if (at < length && bytes[at] == ';') at++, height = number(bytes, length, &at);
    if (at < length && bytes[at] == ';') at++, width = number(bytes, length, &at);
    if (height == 0 || width == 0 || height > 999 || width > 999)
        return (struct key){.kind = KEY_OTHER};
    return (struct key){.kind = KEY_CELL, .code = width << 16 | height};
}

static struct key control_key(struct keys *keys, size_t length) {
    const unsigned char *bytes = keys->bytes;
    unsigned char final = bytes[length - 1];
    bool private_one = bytes[2] == '?';
    size_t at = private_one ? 3 : 2;
    unsigned first = number(bytes, length, &at);
    if (private_one && final == 'c') return attributes_key(bytes, length);
    if (!private_one && final == 't' && first == 6) return cell_key(bytes, length, at);
    if (private_one && final == 'y') {
        at++;
        unsigned set = at < length ? number(bytes, length, &at) : 0;
        return (struct key){.kind = KEY_MODE, .code = first, .known = set == 1 || set == 2};
    }
    if (final == '~' && (first == 200 || first == 201)) {
        keys->pasting = first == 200;
        return (struct key){.kind = KEY_OTHER};
    }
    return private_one ? (struct key){.kind = KEY_OTHER} : final_key(final);
}

// One channel of a colour: one to four hexadecimal digits, scaled to eight bits.
static bool channel(const unsigned char *bytes, size_t end, size_t *at, uint32_t *colour) {
    uint32_t value = 0;
    int digits = 0;
    for (; *at < end && digits < 4; (*at)++, digits++) {
        unsigned char c = bytes[*at];
        if (c >= '0' && c <= '9')
            value = value * 16 + (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            value = value * 16 + (uint32_t)((c | 32) - 'a' + 10);
        else
            break;
    }
    if (digits == 0) return false;
    *colour = *colour << 8 | value * 255 / ((UINT32_C(1) << (4 * digits)) - 1);
    return true;
}

// The answer to a kitty graphics question: ESC _ G i=31;OK ESC \, or what is wrong.
static struct key graphics_key(const unsigned char *bytes, size_t length) {
    size_t at = 3;
    while (at < length && bytes[at] != ';') at++;
    return (struct key){.kind = KEY_GRAPHICS,
                        .known = at + 3 <= length && memcmp(bytes + at, ";OK", 3) == 0};
}

// The answer to a question for a colour: ESC ] 11 ; rgb:RRRR/GGGG/BBBB.
static struct key string_key(const unsigned char *bytes, size_t length) {
    struct key key = {.kind = KEY_OTHER};
    size_t at = 2;
    if (bytes[1] == '_' && bytes[2] == 'G') return graphics_key(bytes, length);
    if (bytes[1] != ']') return key;
    unsigned what = number(bytes, length, &at);
    if ((what != 10 && what != 11) || at + 5 > length || memcmp(bytes + at, ";rgb:", 5) != 0)
        return key;
    at += 5;
    uint32_t colour = 0;
    for (int i = 0; i < 3; i++) {
        if (i > 0 && (at >= length || bytes[at++] != '/')) return key;
        if (!channel(bytes, length, &at, &colour)) return key;
    }
    return (struct key){.kind = what == 10 ? KEY_FOREGROUND : KEY_BACKGROUND, .code = colour};
}

static size_t escape_length(const struct keys *keys) {
    const unsigned char *bytes = keys->bytes;
    if (keys->used < 2) return INCOMPLETE;
    switch (bytes[1]) {
    case '[':
        return control_length(bytes, keys->used);
    case 'O':
        return keys->used < 3 ? INCOMPLETE : 3;
    case ']':
    case 'P':
    case '_':
    case '^':
        return string_length(bytes, keys->used);
    default:
        return 1;
    }
}

// A key that begins with escape. Returns its bytes, or INCOMPLETE.
static size_t read_escape(struct keys *keys, bool idle, struct key *key) {
    size_t length = escape_length(keys);
    if (length == INCOMPLETE && keys->used == KEYS_SIZE) {
        keys->skipping = true;
        *key = (struct key){.kind = KEY_OTHER};
        return keys->used;
    }
    if (length == INCOMPLETE && idle) {
        *key = (struct key){.kind = keys->used == 1 ? KEY_ESCAPE : KEY_OTHER};
        return keys->used;
    }
    if (length == INCOMPLETE) return INCOMPLETE;
    unsigned char second = length > 1 ? keys->bytes[1] : 0;
    if (second == '[')
        *key = control_key(keys, length);
    else if (second == 'O')
        *key = final_key(keys->bytes[2]);
    else if (second != 0)
        *key = string_key(keys->bytes, length);
    else
        *key = (struct key){.kind = KEY_ESCAPE};
    return length;
}

// A character. Returns its bytes, or INCOMPLETE.
static size_t read_character(const struct keys *keys, bool idle, struct key *key) {
    unsigned char first = keys->bytes[0];
    size_t whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    bool broken = false;
    for (size_t i = 1; i < whole && i < keys->used; i++)
        broken = broken || (keys->bytes[i] & 0xC0) != 0x80;
    if (whole > keys->used && !idle && !broken) return INCOMPLETE;
    uint32_t code;
    size_t length = (size_t)grid_decode((const char *)keys->bytes, keys->used, &code);
    *key = (struct key){.kind = KEY_TEXT, .code = code};
    if (code == '\r' || code == '\n') key->kind = KEY_ENTER;
    if (code == 0x7F || code == 8) key->kind = KEY_BACKSPACE;
    if (code == 0xFFFD || (key->kind == KEY_TEXT && code < 0x20)) key->kind = KEY_OTHER;
    return length;
}

// Drops the rest of a sequence that was too long, up to its end.
static void skip_rest(struct keys *keys) {
    for (size_t at = 0; at < keys->used; at++) {
        bool ends = keys->bytes[at] == 7 || keys->bytes[at] == '\\' || keys->bytes[at] == 0x1B;
        if (!ends) continue;
        keys->skipping = false;
        drop(keys, keys->bytes[at] == 0x1B ? at : at + 1);
        return;
    }
    keys->used = 0;
}

bool keys_next(struct keys *keys, bool idle, struct key *key) {
    if (keys->skipping) skip_rest(keys);
    if (idle && keys->used == 0) keys->skipping = false;
    while (keys->used > 0) {
        size_t length =
            keys->bytes[0] == 0x1B ? read_escape(keys, idle, key) : read_character(keys, idle, key);
        if (length == INCOMPLETE) return false;
        bool answer = key->kind >= KEY_FOREGROUND;
        drop(keys, length);
        if (!keys->pasting || answer) return true;
    }
    return false;
}
