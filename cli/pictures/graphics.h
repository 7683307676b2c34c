// SPDX-License-Identifier: Apache-2.0
// A picture as a terminal with graphics takes it, in full resolution.
#ifndef UNHUNCH_GRAPHICS_H
#define UNHUNCH_GRAPHICS_H

#include "gallery.h"

// By the kitty graphics protocol. Bytes to be written where the cursor is, which stays there; free
// them.
char *graphics_kitty(const struct uh_drawing *drawing, int columns, int rows, size_t *length);

// As DEC sixels, of the drawing's own size in pixels. The cursor moves: save it before.
char *graphics_sixel(const struct uh_drawing *drawing, const struct gallery_ground *ground,
                     size_t *length);

#endif
