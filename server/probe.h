// SPDX-License-Identifier: Apache-2.0
// Who serves at a port of this machine already?
#ifndef UNHUNCH_SERVER_PROBE_H
#define UNHUNCH_SERVER_PROBE_H

#include <stdbool.h>

enum { PROBE_VERSION_SIZE = 32 };

// Is it an unhunch that this person may use? Then *version is which.
bool probe_is_unhunch(int port, char version[PROBE_VERSION_SIZE]);

#endif
