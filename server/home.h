// SPDX-License-Identifier: Apache-2.0
// The address of this machine in its home network.
#ifndef UNHUNCH_SERVER_HOME_H
#define UNHUNCH_SERVER_HOME_H

#include <sys/socket.h>

#include "unhunch/base.h"

struct home {
    struct sockaddr_storage address;
    socklen_t size;
};

// Reads an address as typed. False: other devices could not reach this machine by it; error says
// why and which they could.
bool home_read(const char *typed, int port, struct home *home, struct uh_text *error);

#endif
