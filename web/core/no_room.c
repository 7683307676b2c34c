// SPDX-License-Identifier: Apache-2.0
// The page shows its figures on stages of its own, never in the room of written pictures.
#include "figure/painter.h"

void draw_room(struct uh_painter *p) {
    (void)p;
}
