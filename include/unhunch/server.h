// SPDX-License-Identifier: Apache-2.0
// The page and the JSON API over HTTP, for this machine and for devices that paired with it. A
// shell: one thread, which ends with SIGTERM or SIGINT.
#ifndef UNHUNCH_SERVER_H
#define UNHUNCH_SERVER_H

#include <stdio.h>

#include "unhunch/files.h"

enum { UH_PORT = 8642 };

struct uh_server_options {
    const struct uh_catalog *catalog; // with the person's own moves
    const char *profile_path, *record_path, *devices_path;
    const char *listen; // address of the home network to be reached on; NULL: this machine only
    int port;           // 0: any that is free
    const char *program, *version;
    FILE *out;                    // address, pairing code
    void (*ready)(void *context); // it can be reached; the address is printed next. May be NULL
    void *context;
};

// Serves until told to end; where an unhunch of the same version serves at that port already, says
// so and returns. False: it could not begin, or broke off; why is in error.
bool uh_serve(const struct uh_server_options *options, struct uh_text *error);

// A device that paired. Times are Unix times in ms.
struct uh_device {
    char id[9], name[61];
    int64_t paired_ms, seen_ms;
};

// Visits the devices of a file, which need not exist. False: it cannot be read; why is in error.
typedef void uh_device_visit(void *context, const struct uh_device *device);
bool uh_devices_visit(const char *path, uh_device_visit *visit, void *context,
                      struct uh_text *error);

// Takes a device's access away; a server that runs notices at once.
enum uh_result uh_devices_revoke(const char *path, const char *id, struct uh_text *error);

#endif
