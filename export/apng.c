// SPDX-License-Identifier: Apache-2.0
// Animated PNG: every colour, soft edges, and lossless. As the third edition of the PNG
// specification has it (https://www.w3.org/TR/png-3/, chunks acTL, fcTL and fdAT): an ordinary PNG
// of the first frame, so that what knows no animation shows that; each further frame is the
// rectangle that changed, with what did not change in it left transparent, laid over the one
// before.
#include "unhunch/pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { CHANNELS = 4, FILTERS = 3, EFFORT = 6, ACTL_AT = 8 + 25, DELAY_MOST = 65535 };
enum { DISPOSE_NONE = 0, BLEND_OVER = 1 };

struct box {
    int left, top, right, bottom; // right and bottom are outside
};

struct movie {
    FILE *out;
    uint32_t sequence, frames;
    int width, height;
    uint32_t *now, *then; // pixels of this frame and of the one before
};

// A frame that waits until it is known how long it stays.
struct waiting {
    struct box box;
    unsigned char *data; // compressed
    size_t length;
    int from_ms;
};

static void put_number(unsigned char at[4], uint32_t value) {
    for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (24 - 8 * i));
}

// Length, name, data and checksum; the data in two parts.
static void put_chunk(FILE *out, const char *name, const unsigned char *head, size_t head_length,
                      const unsigned char *data, size_t length) {
    unsigned char number[4];
    uLong check = crc32(crc32(0, NULL, 0), (const Bytef *)name, 4);
    if (head_length > 0) check = crc32(check, head, (uInt)head_length);
    if (length > 0) check = crc32(check, data, (uInt)length);
    put_number(number, (uint32_t)(head_length + length));
    fwrite(number, 1, 4, out);
    fwrite(name, 1, 4, out);
    if (head_length > 0) fwrite(head, 1, head_length, out);
    if (length > 0) fwrite(data, 1, length, out);
    put_number(number, (uint32_t)check);
    fwrite(number, 1, 4, out);
}

// Filtered by none, by the pixel before, or by the row above; returns how far from zero all is.
static long filter_row(int kind, const unsigned char *row, const unsigned char *above, int length,
                       unsigned char *out) {
    long sum = 0;
    out[0] = (unsigned char)kind;
    for (int i = 0; i < length; i++) {
        int from = kind == 1 ? (i >= CHANNELS ? row[i - CHANNELS] : 0) : kind == 2 ? above[i] : 0;
        out[i + 1] = (unsigned char)(row[i] - from);
        sum += out[i + 1] < 128 ? out[i + 1] : 256 - out[i + 1];
    }
    return sum;
}

// One row of a frame: red, green, blue, alpha; nothing where it did not change.
static void take_row(const struct movie *movie, const struct box *box, int y, bool first,
                     unsigned char *row) {
    for (int x = box->left; x < box->right; x++, row += CHANNELS) {
        int at = y * movie->width + x;
        uint32_t pixel = movie->now[at];
        bool same = !first && pixel == movie->then[at];
        for (int c = 0; c < 3; c++) row[c] = (unsigned char)(same ? 0 : pixel >> (16 - 8 * c));
        row[3] = same ? 0 : 255;
    }
}

// The rows of a frame, each by the filter that leaves least (the specification's 12.7), compressed.
static void compress_frame(const struct movie *movie, bool first, struct waiting *next) {
    int length = (next->box.right - next->box.left) * CHANNELS;
    int height = next->box.bottom - next->box.top;
    size_t line = (size_t)length + 1, size = line * (size_t)height;
    unsigned char *filtered = malloc(size), *rows = calloc(2, (size_t)length);
    unsigned char *tried = malloc(line);
    if (!filtered || !rows || !tried) abort();
    for (int y = 0; y < height; y++) {
        unsigned char *row = rows + (y & 1) * length, *above = rows + (~y & 1) * length;
        long least = -1;
        take_row(movie, &next->box, next->box.top + y, first, row);
        for (int kind = 0; kind < FILTERS; kind++) {
            long sum = filter_row(kind, row, above, length, tried);
            if (least >= 0 && sum >= least) continue;
            least = sum;
            memcpy(filtered + line * (size_t)y, tried, line);
        }
    }
    uLongf room = compressBound((uLong)size);
    free(next->data);
    next->data = malloc(room);
    if (!next->data || compress2(next->data, &room, filtered, (uLong)size, EFFORT) != Z_OK) abort();
    next->length = room;
    free(tried);
    free(rows);
    free(filtered);
}

// The pixels that changed; empty where none did.
static struct box changes(const struct movie *movie) {
    struct box box = {movie->width, movie->height, 0, 0};
    for (int y = 0; y < movie->height; y++)
        for (int x = 0; x < movie->width; x++) {
            if (movie->now[y * movie->width + x] == movie->then[y * movie->width + x]) continue;
            if (x < box.left) box.left = x;
            if (x >= box.right) box.right = x + 1;
            if (y < box.top) box.top = y;
            box.bottom = y + 1;
        }
    return box;
}

// In milliseconds, or in hundredths where those would be too many.
static void put_delay(unsigned char at[4], int ms) {
    int parts = ms > DELAY_MOST ? 100 : 1000, delay = ms > DELAY_MOST ? ms / 10 : ms;
    if (delay > DELAY_MOST) delay = DELAY_MOST;
    at[0] = (unsigned char)(delay >> 8);
    at[1] = (unsigned char)delay;
    at[2] = (unsigned char)(parts >> 8);
    at[3] = (unsigned char)parts;
}

static void put_frame(struct movie *movie, const struct waiting *frame, int to_ms) {
    unsigned char control[26], number[4];
    put_number(control, movie->sequence++);
    put_number(control + 4, (uint32_t)(frame->box.right - frame->box.left));
    put_number(control + 8, (uint32_t)(frame->box.bottom - frame->box.top));
    put_number(control + 12, (uint32_t)frame->box.left);
    put_number(control + 16, (uint32_t)frame->box.top);
    put_delay(control + 20, to_ms - frame->from_ms);
    control[24] = DISPOSE_NONE;
    control[25] = BLEND_OVER;
    put_chunk(movie->out, "fcTL", control, sizeof control, NULL, 0);
    put_number(number, movie->sequence);
    if (movie->frames++ == 0) {
        put_chunk(movie->out, "IDAT", frame->data, frame->length, NULL, 0);
        return;
    }
    movie->sequence++;
    put_chunk(movie->out, "fdAT", number, sizeof number, frame->data, frame->length);
}

static void put_signature_and_header(const struct movie *movie) {
    static const unsigned char signature[] = {137, 'P', 'N', 'G', '\r', '\n', 26, '\n'};
    unsigned char header[13] = {[8] = 8, [9] = 6}; // eight bits a channel, with alpha
    put_number(header, (uint32_t)movie->width);
    put_number(header + 4, (uint32_t)movie->height);
    fwrite(signature, 1, sizeof signature, movie->out);
    put_chunk(movie->out, "IHDR", header, sizeof header, NULL, 0);
}

// How many frames, and that they play for ever.
static void put_animation(FILE *out, uint32_t frames) {
    unsigned char control[8] = {0};
    put_number(control, frames);
    put_chunk(out, "acTL", control, sizeof control, NULL, 0);
}

static void draw(struct movie *movie, struct uh_studio *studio, double time,
                 const struct uh_style *style) {
    free(movie->then);
    movie->then = movie->now;
    uh_studio_draw(studio, time, style);
    movie->now = uh_pixels_of(&studio->drawing, &movie->width, &movie->height);
}

static int milliseconds(double seconds) {
    return (int)(seconds * 1000 + .5);
}

static void put_frames(struct movie *movie, struct uh_studio *studio,
                       const struct uh_style *style) {
    struct waiting waiting = {0};
    struct uh_moment *moments = calloc(UH_MOMENT_MAX, sizeof *moments);
    if (!moments) abort();
    int count = uh_figure_moments(&studio->figure, UH_LOOP_FRAMES_PER_SECOND, moments);
    for (int i = 0; i < count; i++) {
        draw(movie, studio, moments[i].at, style);
        if (i == 0) {
            put_signature_and_header(movie);
            put_animation(movie->out, 0);
        }
        struct box box = i == 0 ? (struct box){0, 0, movie->width, movie->height} : changes(movie);
        if (box.right <= box.left) continue;
        if (i > 0) put_frame(movie, &waiting, milliseconds(moments[i].at));
        waiting.box = box;
        waiting.from_ms = milliseconds(moments[i].at);
        compress_frame(movie, i == 0, &waiting);
    }
    put_frame(movie, &waiting, milliseconds(uh_figure_seconds(&studio->figure)));
    put_chunk(movie->out, "IEND", NULL, 0, NULL, 0);
    free(waiting.data);
    free(moments);
}

// The number of frames is known at the end: its chunk is written over.
static void correct_count(char *bytes, uint32_t frames) {
    char *chunk = NULL;
    size_t length;
    FILE *out = open_memstream(&chunk, &length);
    if (!out) abort();
    put_animation(out, frames);
    if (fclose(out) != 0) abort();
    memcpy(bytes + ACTL_AT, chunk, length);
    free(chunk);
}

void *uh_apng_of(struct uh_studio *studio, const struct uh_style *style, size_t *length) {
    char *bytes = NULL;
    struct movie movie = {.out = open_memstream(&bytes, length)};
    if (!movie.out) abort();
    uh_painter_forget(studio->painter);
    put_frames(&movie, studio, style);
    if (fclose(movie.out) != 0) abort();
    correct_count(bytes, movie.frames);
    free(movie.now);
    free(movie.then);
    return bytes;
}
