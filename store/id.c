// SPDX-License-Identifier: Apache-2.0
// UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, the version, 12 bits that count within a
// millisecond, the variant, 62 random bits. So ids sort by time, and two devices make no id twice.
#include "unhunch/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { COUNT_MAX = 0xfff };

// The count begins at random in its lower half. When it is used up it runs on into the milliseconds
// that follow, and an id that is asked for in one of those counts on.
void uh_event_id(int64_t at_ms, uint8_t id[16]) {
    static uint64_t asked_ms, made_ms;
    static unsigned count;
    uint64_t now_ms = at_ms < 0 ? 0 : (uint64_t)at_ms;
    uint8_t random[10];
    if (getrandom(random, sizeof random, 0) != sizeof random) abort();
    if (now_ms < asked_ms || now_ms > made_ms) {
        asked_ms = made_ms = now_ms;
        count = (random[0] & 7u) << 8 | random[1];
    } else if (count++ == COUNT_MAX) {
        made_ms++;
        count = 0;
    }
    for (int i = 0; i < 6; i++) id[i] = (uint8_t)(made_ms >> (40 - 8 * i));
    id[6] = (uint8_t)(0x70 | count >> 8);
    id[7] = (uint8_t)count;
    memcpy(id + 8, random + 2, 8);
    id[8] = (uint8_t)(0x80 | (id[8] & 0x3f));
}
