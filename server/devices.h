// SPDX-License-Identifier: Apache-2.0
// Devices that paired, and how one pairs. Only hashes of tokens are kept.
#ifndef UNHUNCH_SERVER_DEVICES_H
#define UNHUNCH_SERVER_DEVICES_H

#include <sys/stat.h>

#include "unhunch/server.h"

enum {
    DEVICE_MAX = 32,
    TOKEN_SIZE = 64,
    CODE_SIZE = 12,
    CODE_TRIES = 5,
    CODE_MINUTES = 10,
    CODE_PAUSE_S = 10
};

struct device {
    struct uh_device shown;
    uint8_t hash[32];
};

struct devices {
    const char *path;
    struct stat stamp; // of the file as it was read
    int count;
    struct device list[DEVICE_MAX];
};

// Reads the file again where it changed. False: it cannot be read, and the list is empty.
bool devices_refresh(struct devices *devices, struct uh_text *error);

// The device that a token belongs to, or NULL.
struct device *devices_find(struct devices *devices, const char *token);
// Is the device of this id still one of them?
bool devices_have(const struct devices *devices, const char *id);

// Adds a device and makes its token. False: why is in error.
bool devices_add(struct devices *devices, const char *name, int64_t now_ms, char token[TOKEN_SIZE],
                 struct device *added, struct uh_text *error);

// A code to be typed or scanned: eight letters and digits that cannot be mistaken.
struct pairing {
    char code[CODE_SIZE]; // "k3rt-9xhe"
    int64_t made_ms;
    int tries;
};

void pairing_renew(struct pairing *pairing, int64_t now_ms);

// Is it the code? Counts the tries; after the last, or when it is too old, no code is right.
bool pairing_try(struct pairing *pairing, const char *code, int64_t now_ms);

// Whether a new code is due.
bool pairing_spent(const struct pairing *pairing, int64_t now_ms);

#endif
