// SPDX-License-Identifier: Apache-2.0
// What the page never shows: the room of written pictures, for it has stages of its own, and
// ghosts, for its figures move.
#include "figure/painter.h"

void draw_room(struct uh_painter *p) {
    (void)p;
}

void find_ghost(struct uh_painter *p, const struct uh_hint *hint) {
    (void)p;
    (void)hint;
}

void draw_ghost(struct uh_painter *p) {
    (void)p;
}

void draw_ghost_hidden(struct uh_painter *p) {
    (void)p;
}
