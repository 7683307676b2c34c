// SPDX-License-Identifier: Apache-2.0
// Palettes: every colour a picture may use; shades, lights and lines are derived from these.
#include "painter.h"

static const struct palette palettes[] = {
    [UH_PALETTE_TIDE] = {"tide", 0xEDB896, 0x4B3029, 0x2F9E96, 0x36446F, 0xF0785A, 0xF2543D,
                         0x5A3A33, 0xF5EFE6, 0xCFE2E2, 0xE5D6C1, 0xB7AEDB, 0xD3A06F, 0x5C616E,
                         0xE58A6B, .0016},
    [UH_PALETTE_CLAY] = {"clay", 0x98623E, 0x2A1C19, 0xEBA53F, 0x5C3B63, 0x24A79C, 0xD9302A,
                         0x3A1F1A, 0xF3F0E7, 0xD3E6DF, 0xDCD5C6, 0x8FBDB0, 0xB98558, 0x4C5560,
                         0x7B6FC4, .0016},
    [UH_PALETTE_ROSE] = {"rose", 0xCF966C, 0x3A2325, 0xEBA2AA, 0x47526E, 0x3D7CC9, 0xC8102E,
                         0x4A2A2A, 0xF4F0F4, 0xD5E1F1, 0xDED7E1, 0xA5BCDF, 0xC49A72, 0x5A6170,
                         0x58A89A, .0016},
    [UH_PALETTE_FERN] = {"fern", 0x704629, 0x1D1514, 0x8FB35C, 0x2E3A52, 0xE9A23B, 0xF0502E,
                         0x2A1714, 0xF4F1E6, 0xDCE8CF, 0xDFD8C3, 0xC9A9B6, 0xC08F5C, 0x555C5A,
                         0xD98F4E, .0016},
    [UH_PALETTE_CONTRAST] = {"contrast", 0xF6CFAE, 0x141414, 0xFFD21F, 0x16202B, 0xD6002A, 0xD6002A,
                             0x000000, 0xFFFFFF, 0xFFFFFF, 0xCBD0D8, 0x6C7786, 0x9A6A3C, 0x22262C,
                             0xD6002A, .0042},
    [UH_PALETTE_NIGHT] = {"night", 0xF2BE99, 0x9A6650, 0x45BDB0, 0x7086C4, 0xF28B72, 0xF2543D,
                          0x5A3A33, 0x555B66, 0x5C6C74, 0x434956, 0x8F86B8, 0xC08A58, 0x8A91A0,
                          0xE58A6B, .0016},
};

// The heat picture's body: bone white, so that only the muscles have colour.
static const struct palette muted = {"muted",  0xE9E2DB, 0xA79E98, 0xDFDCD9, 0xC9C9CE, 0x3F6E9E,
                                     0xE0413A, 0x6F6660, 0xE5E3DF, 0xE5E3DF, 0xD0CCC7, 0xCFCCD8,
                                     0xC9BBAE, 0x8B8E96, 0xC4A9A0, .0026};

static const struct build builds[] = {
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {1.10, 1.13, 1.05, 1.07, 1.13, .93, 1.0, 1.17, .25, 1.2},
};

const char *uh_palette_name(int palette) {
    return palette >= 0 && palette < UH_PALETTE_COUNT ? palettes[palette].name : "";
}

const struct palette *palette_of(const struct uh_style *style) {
    if (style->muscles) return &muted;
    return &palettes[style->palette >= 0 && style->palette < UH_PALETTE_COUNT ? style->palette : 0];
}

const struct build *build_of(const struct uh_style *style) {
    return &builds[style->build == 1];
}

struct uh_colour colour_of(uint32_t rgb) {
    return (struct uh_colour){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};
}

struct uh_colour colour_clear(uint32_t rgb, double alpha) {
    struct uh_colour c = colour_of(rgb);
    c.alpha = (uint8_t)(uh_bound(alpha, 0, 1) * 255 + .5);
    return c;
}

static uint8_t mix_part(uint8_t a, uint8_t b, double t) {
    return (uint8_t)(a + (b - a) * t);
}

struct uh_colour colour_mix(struct uh_colour a, struct uh_colour b, double t) {
    t = uh_bound(t, 0, 1);
    return (struct uh_colour){mix_part(a.red, b.red, t), mix_part(a.green, b.green, t),
                              mix_part(a.blue, b.blue, t), mix_part(a.alpha, b.alpha, t)};
}

struct uh_colour colour_scale(struct uh_colour c, double red, double green, double blue) {
    return (struct uh_colour){(uint8_t)(c.red * red), (uint8_t)(c.green * green),
                              (uint8_t)(c.blue * blue), c.alpha};
}

// Skin and warm cloth glow in the shade, cool cloth turns to blue.
struct uh_colour colour_shade(struct uh_colour c) {
    if (c.red > c.green + 24 && c.green >= c.blue) return colour_scale(c, .89, .81, .775);
    if (c.red < c.green) return colour_scale(c, .80, .845, .87);
    return colour_scale(c, .87, .83, .88);
}

bool is_contrast(const struct uh_painter *p) {
    return p->style->palette == UH_PALETTE_CONTRAST && !p->style->muscles;
}

// The contour of a filled shape: its own colour, darker; on dark cloth and dark ground lighter.
struct uh_colour colour_line(const struct uh_painter *p, struct uh_colour c) {
    const struct uh_style *style = p->style;
    if (is_contrast(p)) return colour_of(style->dark ? 0xF4F6FA : p->palette->line);
    int light = (c.red * 3 + c.green * 6 + c.blue) / 10;
    if (light < 95)
        return style->dark ? colour_mix(c, colour_of(0xC8D0E0), .42)
                           : colour_scale(c, .62, .60, .68);
    return colour_mix(colour_scale(c, .74, .64, .64), colour_of(p->palette->line), .16);
}

struct uh_colour colour_far(const struct uh_painter *p, struct uh_colour c, double shade) {
    struct uh_colour dim = colour_mix(colour_scale(c, .78, .73, .80), colour_of(p->palette->wall),
                                      p->style->dark ? 0 : .10);
    return colour_mix(c, dim, shade);
}
