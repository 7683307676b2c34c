// SPDX-License-Identifier: Apache-2.0
// The first frame of a GIF, taken apart by giflib: where colours run softly no bands are seen.
#include "pictures_help.h"

#include <gif_lib.h>
#include <math.h>

enum { WIDTH = 480, HEIGHT = 400, BLOCK = 8 };

struct bytes {
    const unsigned char *at;
    size_t left;
};

static int take(GifFileType *gif, GifByteType *out, int length) {
    struct bytes *in = gif->UserData;
    size_t count = (size_t)length < in->left ? (size_t)length : in->left;
    memcpy(out, in->at, count);
    in->at += count;
    in->left -= count;
    return (int)count;
}

static int channel(uint32_t pixel, int c) {
    return (int)(pixel >> (8 * c) & 255);
}

// The mean of a block of one channel in the GIF less that of what was drawn; false where that runs
// too fast to tell.
static bool block_error(const GifFileType *gif, const uint32_t *drawn, int x0, int y0, int c,
                        double *error) {
    int least = 255, most = 0, sum = 0;
    for (int y = y0; y < y0 + BLOCK; y++)
        for (int x = x0; x < x0 + BLOCK; x++) {
            int index = gif->SavedImages[0].RasterBits[y * WIDTH + x];
            GifColorType shown = gif->SColorMap->Colors[index];
            int value = channel(drawn[y * WIDTH + x], c);
            least = value < least ? value : least;
            most = value > most ? value : most;
            sum += (c == 0 ? shown.Blue : c == 1 ? shown.Green : shown.Red) - value;
        }
    *error = (double)sum / (BLOCK * BLOCK);
    return most - least <= 4;
}

static void soft_colours_have_no_bands(void **state) {
    (void)state;
    const struct uh_style style = {0};
    struct uh_studio *studio = uh_studio_create(1.70);
    struct uh_figure_error wrong;
    char *text = figure_text("chin-tuck.yaml");
    size_t length;
    assert_int_equal(uh_studio_read(studio, text, NULL, false, &wrong), UH_OK);
    uh_studio_aim(studio, WIDTH, HEIGHT, false);
    int width, height, error, blocks = 0, off = 0;
    unsigned char *bytes = uh_gif_of(studio, &style, &length);
    struct bytes in = {bytes, length};
    GifFileType *gif = DGifOpen(&in, take, &error);
    assert_non_null(gif);
    assert_int_equal(DGifSlurp(gif), GIF_OK);
    uh_painter_forget(studio->painter);
    uh_studio_draw(studio, 0, &style);
    uint32_t *drawn = uh_pixels_of(&studio->drawing, &width, &height);
    for (int y = 0; y < HEIGHT; y += BLOCK)
        for (int x = 0; x < WIDTH; x += BLOCK)
            for (int c = 0; c < 3; c++) {
                double apart;
                if (!block_error(gif, drawn, x, y, c, &apart)) continue;
                blocks++;
                off += fabs(apart) > 1.6;
            }
    assert_true(blocks > 3000);
    if (off * 50 > blocks) fail_msg("%d of %d blocks are of another colour", off, blocks);
    free(text);
    free(drawn);
    free(bytes);
    DGifCloseFile(gif, &error);
    uh_studio_destroy(studio);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(soft_colours_have_no_bands)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
