// SPDX-License-Identifier: Apache-2.0
// Who may ask at all: by the name they call the server, the page they come from, their address and
// how often they ask. No I/O.
#ifndef UNHUNCH_SERVER_GUARD_H
#define UNHUNCH_SERVER_GUARD_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

// An address as 16 bytes: IPv4 is mapped into IPv6.
struct address {
    uint8_t bytes[16];
    uint16_t port;
};

struct address address_of(const struct sockaddr *from);
bool address_is_local(const struct address *address);                // loopback
bool address_same(const struct address *a, const struct address *b); // ports aside

// May the Host header name the server that was reached at `here`? Only by the address itself, or
// "localhost" on this machine, or the machine's own name from outside. Any other name could be a
// stranger's that was made to point here (DNS rebinding).
bool guard_host(const char *host, const struct address *here, const char *machine);

// Is the page that asks one of this server's, called by this Host?
bool guard_origin(const char *origin, const char *host);

// How often an address may ask: a bucket that fills up steadily. Addresses that fall into one
// bucket share it.
enum { GUARD_BUCKETS = 256, GUARD_BURST = 200, GUARD_PER_S = 50 };

struct guard_rates {
    struct guard_bucket {
        int64_t at_ms;
        int64_t left; // thousandths of a request
    } buckets[GUARD_BUCKETS];
};

// Counts a request. False: too many.
bool guard_rate(struct guard_rates *rates, const struct address *from, int64_t now_ms);

#endif
