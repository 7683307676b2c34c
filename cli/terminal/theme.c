// SPDX-License-Identifier: Apache-2.0
// On dark and on light ground the accents differ; muted text lies between ground and text, nearer
// to the text so that it stays readable (contrast 4.5 to 1 and more on both).
#include "theme.h"

enum { MUTED_DARK = 64, MUTED_LIGHT = 72, FAINT = 26 };

static uint32_t channel(uint32_t colour, int shift) {
    return colour >> shift & 255;
}

// The colour so many percent of the way from one to another.
static uint32_t between(uint32_t from, uint32_t to, uint32_t percent) {
    uint32_t result = 0;
    for (int shift = 16; shift >= 0; shift -= 8)
        result |= (channel(from, shift) * (100 - percent) + channel(to, shift) * percent) / 100
                  << shift;
    return result;
}

static bool is_light(uint32_t colour) {
    return channel(colour, 16) * 299 + channel(colour, 8) * 587 + channel(colour, 0) * 114 >
           128 * 1000;
}

static struct style styled(uint32_t fg, uint8_t attributes) {
    return (struct style){fg, GRID_OWN, attributes};
}

struct theme theme_of(const struct tty *tty) {
    bool light = tty->ground_known && is_light(tty->ground);
    bool colours = tty->ability.colours;
    // Where the ground is not known, greys of the 256 that can be read on both.
    uint32_t muted = UINT32_C(246) | GRID_INDEXED, faint = UINT32_C(242) | GRID_INDEXED;
    if (tty->ground_known) {
        muted = between(tty->ground, tty->text, light ? MUTED_LIGHT : MUTED_DARK);
        faint = between(tty->ground, tty->text, FAINT);
    }
    uint32_t accent = light ? 0x0F766E : 0x4FC9BA, care = light ? 0xAF2A1E : 0xF28B72;
    uint8_t dim = colours ? 0 : GRID_DIM;
    return (struct theme){
        .text = styled(GRID_OWN, 0),
        .strong = styled(GRID_OWN, GRID_BOLD),
        .muted = styled(muted, 0),
        .faint = styled(faint, dim),
        .accent = styled(accent, 0),
        .strong_accent = styled(accent, GRID_BOLD),
        .care = styled(care, 0),
        .strong_care = styled(care, GRID_BOLD),
        .flash = accent,
    };
}
