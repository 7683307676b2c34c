// SPDX-License-Identifier: Apache-2.0
// GIF: shown everywhere, in 255 colours: those used most, in steps of five bits a channel. Where
// one colour runs softly into another, pixels take turns between the nearest two in a pattern that
// stays where it is (Bayer 1973), so that no bands are seen and what does not move does not change.
// A frame holds only the rectangle that changed, and in it only the pixels that did.
#include "unhunch/pictures.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 32, COLOURS = LEVELS * LEVELS * LEVELS, SHOWN = 255, CLEAR = 255, SAMPLES = 12 };

struct loop {
    struct uh_studio *studio;
    const struct uh_style *style;
    int width, height;
    uint32_t counts[COLOURS];  // how often a colour of five bits is used
    uint64_t sums[COLOURS][3]; // and what those pixels have together, in full
    uint32_t palette[SHOWN];   // 0xRRGGBB
    int16_t nearest[COLOURS];  // in the palette, -1: not looked for yet
    unsigned char *now, *then; // indices of this frame and of the one before
};

struct growing {
    unsigned char *at;
    size_t used, room;
};

static int grow(GifFileType *gif, const GifByteType *bytes, int length) {
    struct growing *out = gif->UserData;
    if (out->used + (size_t)length > out->room) {
        out->room = 2 * out->room + (size_t)length + 65536;
        out->at = realloc(out->at, out->room);
        if (!out->at) abort();
    }
    memcpy(out->at + out->used, bytes, (size_t)length);
    out->used += (size_t)length;
    return length;
}

static unsigned five_bits(uint32_t rgb) {
    return (rgb >> 9 & 0x7C00) | (rgb >> 6 & 0x3E0) | (rgb >> 3 & 0x1F);
}

static uint32_t *draw(struct loop *loop, double time) {
    uh_studio_draw(loop->studio, time, loop->style);
    return uh_pixels_of(&loop->studio->drawing, &loop->width, &loop->height);
}

static void count_colours(struct loop *loop, double seconds) {
    for (int i = 0; i < SAMPLES; i++) {
        uint32_t *pixels = draw(loop, seconds * i / SAMPLES);
        for (int k = 0; k < loop->width * loop->height; k++) {
            unsigned colour = five_bits(pixels[k]);
            loop->counts[colour]++;
            for (int c = 0; c < 3; c++) loop->sums[colour][c] += pixels[k] >> (8 * c) & 255;
        }
        free(pixels);
    }
}

static void choose_palette(struct loop *loop) {
    for (int i = 0; i < SHOWN; i++) {
        unsigned best = 0;
        for (unsigned k = 1; k < COLOURS; k++)
            if (loop->counts[k] > loop->counts[best]) best = k;
        for (int c = 0; c < 3 && loop->counts[best] > 0; c++)
            loop->palette[i] |= (uint32_t)(loop->sums[best][c] / loop->counts[best]) << (8 * c);
        if (loop->counts[best] > 0) loop->nearest[best] = (int16_t)i;
        loop->counts[best] = 0;
    }
}

static int distance(uint32_t a, uint32_t b) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int part = (int)(a >> shift & 255) - (int)(b >> shift & 255);
        sum += part * part;
    }
    return sum;
}

// A pixel made a little lighter or darker, by half a step of five bits at most.
static uint32_t dithered(uint32_t pixel, int x, int y) {
    static const signed char pattern[4][4] = {
        {-8, 0, -6, 2}, {4, -4, 6, -2}, {-5, 3, -7, 1}, {7, -1, 5, -3}};
    uint32_t all = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int part = (int)(pixel >> shift & 255) + pattern[y & 3][x & 3] / 2;
        all |= (uint32_t)(part < 0 ? 0 : part > 255 ? 255 : part) << shift;
    }
    return all;
}

static unsigned char index_of(struct loop *loop, uint32_t pixel) {
    unsigned colour = five_bits(pixel);
    if (loop->nearest[colour] < 0) {
        int best = 0;
        for (int i = 1; i < SHOWN; i++)
            if (distance(loop->palette[i], pixel) < distance(loop->palette[best], pixel)) best = i;
        loop->nearest[colour] = (int16_t)best;
    }
    return (unsigned char)loop->nearest[colour];
}

struct box {
    int left, top, right, bottom; // right and bottom are outside
};

// The pixels that changed; empty where none did.
static struct box changes(const struct loop *loop, bool first) {
    struct box box = {0, 0, loop->width, loop->height};
    if (first) return box;
    box = (struct box){loop->width, loop->height, 0, 0};
    for (int y = 0; y < loop->height; y++)
        for (int x = 0; x < loop->width; x++) {
            if (loop->now[y * loop->width + x] == loop->then[y * loop->width + x]) continue;
            if (x < box.left) box.left = x;
            if (x >= box.right) box.right = x + 1;
            if (y < box.top) box.top = y;
            box.bottom = y + 1;
        }
    return box;
}

// A frame that waits until it is known how long it stays.
struct waiting {
    struct box box;
    unsigned char *pixels;
    int from; // hundredths of a second
};

static void cut_out(const struct loop *loop, bool first, struct waiting *next) {
    int width = next->box.right - next->box.left;
    for (int y = next->box.top; y < next->box.bottom; y++)
        for (int x = next->box.left; x < next->box.right; x++) {
            int at = y * loop->width + x;
            bool same = !first && loop->now[at] == loop->then[at];
            next->pixels[(y - next->box.top) * width + x - next->box.left] =
                same ? CLEAR : loop->now[at];
        }
}

static void put_frame(GifFileType *gif, const struct waiting *frame, int to) {
    GraphicsControlBlock control = {
        .DisposalMode = DISPOSE_DO_NOT, .DelayTime = to - frame->from, .TransparentColor = CLEAR};
    GifByteType code[4];
    EGifGCBToExtension(&control, code);
    int width = frame->box.right - frame->box.left;
    if (EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, sizeof code, code) != GIF_OK ||
        EGifPutImageDesc(gif, frame->box.left, frame->box.top, width,
                         frame->box.bottom - frame->box.top, false, NULL) != GIF_OK)
        abort();
    for (int y = 0; y < frame->box.bottom - frame->box.top; y++)
        if (EGifPutLine(gif, frame->pixels + y * width, width) != GIF_OK) abort();
}

static void put_head(GifFileType *gif, const struct loop *loop) {
    GifColorType colours[SHOWN + 1] = {{0}};
    for (int i = 0; i < SHOWN; i++)
        colours[i] =
            (GifColorType){(GifByteType)(loop->palette[i] >> 16),
                           (GifByteType)(loop->palette[i] >> 8), (GifByteType)loop->palette[i]};
    ColorMapObject *map = GifMakeMapObject(SHOWN + 1, colours);
    EGifSetGifVersion(gif, true);
    static const unsigned char forever[] = {1, 0, 0};
    if (!map || EGifPutScreenDesc(gif, loop->width, loop->height, 8, 0, map) != GIF_OK ||
        EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) != GIF_OK ||
        EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0") != GIF_OK ||
        EGifPutExtensionBlock(gif, sizeof forever, forever) != GIF_OK ||
        EGifPutExtensionTrailer(gif) != GIF_OK)
        abort();
    GifFreeMapObject(map);
}

static int hundredths(double seconds) {
    return (int)(seconds * 100 + .5);
}

// The indices of a moment's pixels.
static void draw_indices(struct loop *loop, double time) {
    unsigned char *swap = loop->now;
    loop->now = loop->then;
    loop->then = swap;
    uint32_t *pixels = draw(loop, time);
    for (int k = 0; k < loop->width * loop->height; k++)
        loop->now[k] = index_of(loop, dithered(pixels[k], k % loop->width, k / loop->width));
    free(pixels);
}

static void put_frames(GifFileType *gif, struct loop *loop) {
    size_t size = (size_t)loop->width * (size_t)loop->height;
    struct waiting waiting = {.pixels = malloc(size)};
    struct uh_moment *moments = calloc(UH_MOMENT_MAX, sizeof *moments);
    loop->now = malloc(size);
    loop->then = malloc(size);
    if (!waiting.pixels || !moments || !loop->now || !loop->then) abort();
    const struct uh_figure *figure = &loop->studio->figure;
    int frames = uh_figure_moments(figure, UH_LOOP_FRAMES_PER_SECOND, moments);
    for (int i = 0; i < frames; i++) {
        draw_indices(loop, moments[i].at);
        struct box box = changes(loop, i == 0);
        if (box.right <= box.left) continue;
        int at = hundredths(moments[i].at);
        if (i > 0) put_frame(gif, &waiting, at);
        waiting.box = box;
        waiting.from = at;
        cut_out(loop, i == 0, &waiting);
    }
    put_frame(gif, &waiting, hundredths(uh_figure_seconds(figure)));
    free(moments);
    free(waiting.pixels);
    free(loop->now);
    free(loop->then);
}

void *uh_gif_of(struct uh_studio *studio, const struct uh_style *style, size_t *length) {
    struct loop *loop = calloc(1, sizeof *loop);
    if (!loop) abort();
    loop->studio = studio;
    loop->style = style;
    for (int i = 0; i < COLOURS; i++) loop->nearest[i] = -1;
    uh_painter_forget(studio->painter);
    count_colours(loop, uh_figure_seconds(&studio->figure));
    choose_palette(loop);
    struct growing out = {0};
    int error;
    GifFileType *gif = EGifOpen(&out, grow, &error);
    if (!gif) abort();
    uh_painter_forget(studio->painter);
    put_head(gif, loop);
    put_frames(gif, loop);
    if (EGifCloseFile(gif, &error) != GIF_OK) abort();
    free(loop);
    *length = out.used;
    return out.at;
}
