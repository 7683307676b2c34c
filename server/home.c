// SPDX-License-Identifier: Apache-2.0
#include "home.h"

#include <ifaddrs.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "guard.h"

// Addresses that others can reach: neither the loopback, nor one that holds for a single wire only.
static bool is_outside(const struct sockaddr *address) {
    static const uint8_t wire[2] = {0xfe, 0x80};
    if (!address || (address->sa_family != AF_INET && address->sa_family != AF_INET6)) return false;
    struct address plain = address_of(address);
    return !address_is_local(&plain) && memcmp(plain.bytes, wire, sizeof wire) != 0;
}

static void add_address(struct uh_text *out, const struct sockaddr *address) {
    socklen_t size =
        address->sa_family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    char host[64];
    if (getnameinfo(address, size, host, sizeof host, NULL, 0, NI_NUMERICHOST) != 0) return;
    uh_text_add(out, " ");
    uh_text_add(out, host);
}

// Names the addresses that would do.
static bool refuse_address(const char *typed, const char *why, const struct ifaddrs *all,
                           struct uh_text *error) {
    int count = 0;
    uh_text_add(error, typed);
    uh_text_add(error, why);
    for (const struct ifaddrs *at = all; at; at = at->ifa_next) {
        if (!is_outside(at->ifa_addr)) continue;
        if (count++ == 0) uh_text_add(error, "; others reach it by");
        add_address(error, at->ifa_addr);
    }
    if (count == 0) uh_text_add(error, "; it is in no network now");
    return false;
}

static bool is_own(const struct sockaddr *address, const struct ifaddrs *all) {
    struct address wanted = address_of(address);
    for (; all; all = all->ifa_next) {
        if (!all->ifa_addr) continue;
        struct address own = address_of(all->ifa_addr);
        if (all->ifa_addr->sa_family == address->sa_family && address_same(&own, &wanted))
            return true;
    }
    return false;
}

bool home_read(const char *typed, int port, struct home *home, struct uh_text *error) {
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM},
                    *found = NULL;
    struct ifaddrs *all = NULL;
    char digits[8];
    snprintf(digits, sizeof digits, "%d", port);
    if (getifaddrs(&all) != 0) all = NULL;
    bool read = getaddrinfo(typed, digits, &hints, &found) == 0;
    if (read) {
        memcpy(&home->address, found->ai_addr, found->ai_addrlen);
        home->size = found->ai_addrlen;
        freeaddrinfo(found);
    }
    const struct sockaddr *address = (const struct sockaddr *)&home->address;
    struct address plain = read ? address_of(address) : (struct address){0};
    bool fits = false;
    if (!read)
        refuse_address(typed, " is no address of this machine", all, error);
    else if (address_is_local(&plain))
        refuse_address(typed, " is this machine to itself only", all, error);
    else if (!is_own(address, all))
        refuse_address(typed, " is no address of this machine", all, error);
    else
        fits = true;
    freeifaddrs(all);
    return fits;
}
