// SPDX-License-Identifier: Apache-2.0
// GIF: shown everywhere, in 255 colours: those used most, in steps of five bits a channel. A colour
// that is none of them is made of the two that it lies between, in turns by a pattern that stays
// where it is (Bayer 1973), so that no bands are seen and what does not move does not change.
// A frame holds only the rectangle that changed, and in it only the pixels that did.
#include "unhunch/pictures.h"

#include <gif_lib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 32, COLOURS = LEVELS * LEVELS * LEVELS, SHOWN = 255, CLEAR = 255, SAMPLES = 12 };
enum { MIXTURES = 1 << 16, TURNS = 16 };

#define KNOWN 0x80000000u

// A colour as two of the palette: the second takes so many turns of sixteen.
struct mixture {
    uint32_t rgb; // and KNOWN
    unsigned char first, second, turns;
};

struct loop {
    struct uh_studio *studio;
    const struct uh_style *style;
    int width, height;
    uint32_t counts[COLOURS];  // how often a colour of five bits is used
    uint64_t sums[COLOURS][3]; // and what those pixels have together, in full
    uint32_t palette[SHOWN];   // 0xRRGGBB
    struct mixture known[MIXTURES];
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
        loop->counts[best] = 0;
    }
}

static int nearest(const struct loop *loop, const int rgb[3]) {
    int best = 0, least = INT_MAX;
    for (int i = 0; i < SHOWN; i++) {
        int apart = 0;
        for (int c = 0; c < 3; c++) {
            int part = (int)(loop->palette[i] >> (8 * c) & 255) - rgb[c];
            apart += part * part;
        }
        if (apart >= least) continue;
        least = apart;
        best = i;
    }
    return best;
}

// The palette's nearest colour, and the one nearest to where as much again would lead beyond the
// colour that is wanted; a second colour too far from the first would show as grain.
static struct mixture mixture_of(const struct loop *loop, uint32_t pixel) {
    const int grain = 24 * 24;
    int wanted[3], beyond[3], along = 0, whole = 0;
    for (int c = 0; c < 3; c++) wanted[c] = (int)(pixel >> (8 * c) & 255);
    struct mixture mixture = {.rgb = pixel | KNOWN};
    mixture.first = mixture.second = (unsigned char)nearest(loop, wanted);
    uint32_t first = loop->palette[mixture.first];
    for (int c = 0; c < 3; c++) beyond[c] = 2 * wanted[c] - (int)(first >> (8 * c) & 255);
    int other = nearest(loop, beyond);
    for (int c = 0; c < 3; c++) {
        int from = (int)(first >> (8 * c) & 255),
            way = (int)(loop->palette[other] >> (8 * c) & 255) - from;
        along += (wanted[c] - from) * way;
        whole += way * way;
    }
    if (whole == 0 || whole > grain || along <= 0) return mixture;
    mixture.second = (unsigned char)other;
    mixture.turns = (unsigned char)(along >= whole ? TURNS : (TURNS * along + whole / 2) / whole);
    return mixture;
}

static unsigned char index_of(struct loop *loop, uint32_t pixel, int x, int y) {
    static const unsigned char pattern[4][4] = {
        {0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    uint32_t rgb = pixel & 0xFFFFFF;
    struct mixture *mixture = &loop->known[(rgb * 2654435761u) >> 16];
    if (mixture->rgb != (rgb | KNOWN)) *mixture = mixture_of(loop, rgb);
    return pattern[y & 3][x & 3] < mixture->turns ? mixture->second : mixture->first;
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
        loop->now[k] = index_of(loop, pixels[k], k % loop->width, k / loop->width);
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
