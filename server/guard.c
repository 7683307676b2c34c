// SPDX-License-Identifier: Apache-2.0
#include "guard.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

struct address address_of(const struct sockaddr *from) {
    struct address address = {0};
    if (from->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, from, sizeof four);
        memcpy(address.bytes, mapped, sizeof mapped);
        memcpy(address.bytes + 12, &four.sin_addr, 4);
        address.port = ntohs(four.sin_port);
    } else if (from->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, from, sizeof six);
        memcpy(address.bytes, &six.sin6_addr, 16);
        address.port = ntohs(six.sin6_port);
    }
    return address;
}

bool address_is_local(const struct address *address) {
    static const uint8_t one[16] = {[15] = 1};
    bool four = memcmp(address->bytes, mapped, sizeof mapped) == 0;
    return four ? address->bytes[12] == 127 : memcmp(address->bytes, one, sizeof one) == 0;
}

bool address_same(const struct address *a, const struct address *b) {
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

// An address as it stands in a URL, without brackets.
static bool read_literal(const char *text, struct address *address) {
    struct in_addr four;
    *address = (struct address){0};
    if (inet_pton(AF_INET6, text, address->bytes) == 1) return true;
    if (inet_pton(AF_INET, text, &four) != 1) return false;
    memcpy(address->bytes, mapped, sizeof mapped);
    memcpy(address->bytes + 12, &four, 4);
    return true;
}

// Takes "name:port" or "[address]:port" apart. False where it is neither.
static bool split_host(const char *host, char *name, size_t size, int *port) {
    bool bracket = *host == '[';
    size_t length = strcspn(host += bracket, bracket ? "]" : ":");
    if (length == 0 || length >= size) return false;
    memcpy(name, host, length);
    name[length] = 0;
    const char *rest = host + length;
    if (bracket && *rest++ != ']') return false;
    *port = 80;
    if (*rest == 0) return true;
    char *end;
    long number = strtol(rest + 1, &end, 10);
    *port = (int)number;
    return *rest == ':' && rest[1] >= '0' && rest[1] <= '9' && *end == 0 && number <= UINT16_MAX;
}

// The machine's own name, as it is or as multicast DNS has it.
static bool is_machine(const char *name, const char *machine) {
    size_t length = strlen(machine);
    if (length == 0 || strncasecmp(name, machine, length) != 0) return false;
    return name[length] == 0 || strcasecmp(name + length, ".local") == 0;
}

bool guard_host(const char *host, const struct address *here, const char *machine) {
    char name[256];
    int port;
    struct address literal;
    if (!host || !split_host(host, name, sizeof name, &port) || port != here->port) return false;
    if (read_literal(name, &literal)) return address_same(&literal, here);
    if (address_is_local(here)) return strcasecmp(name, "localhost") == 0;
    return is_machine(name, machine);
}

bool guard_origin(const char *origin, const char *host) {
    static const char scheme[] = "http://";
    return strncasecmp(origin, scheme, sizeof scheme - 1) == 0 &&
           strcasecmp(origin + sizeof scheme - 1, host) == 0;
}

// FNV-1a, enough to spread addresses of a home.
static unsigned slot_of(const struct address *address) {
    uint32_t hash = UINT32_C(2166136261);
    for (int i = 0; i < 16; i++) hash = (hash ^ address->bytes[i]) * UINT32_C(16777619);
    return hash % GUARD_BUCKETS;
}

bool guard_rate(struct guard_rates *rates, const struct address *from, int64_t now_ms) {
    struct guard_bucket *bucket = &rates->buckets[slot_of(from)];
    if (bucket->at_ms == 0) *bucket = (struct guard_bucket){now_ms, GUARD_BURST * 1000};
    int64_t gained = (now_ms - bucket->at_ms) * GUARD_PER_S;
    bucket->at_ms = now_ms;
    if (gained > 0) bucket->left += gained;
    if (bucket->left > GUARD_BURST * 1000) bucket->left = GUARD_BURST * 1000;
    if (bucket->left < 1000) return false;
    bucket->left -= 1000;
    return true;
}
