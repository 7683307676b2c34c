// SPDX-License-Identifier: Apache-2.0
// WebP: every colour, soft edges, and less than a GIF takes.
#include "unhunch/pictures.h"

#include <stdlib.h>
#include <webp/encode.h>
#include <webp/mux.h>

// A look at the moves found no flaw at this quality; more effort takes seconds and saves little.
enum { QUALITY = 82, EFFORT = 2 };

static void add_frame(WebPAnimEncoder *encoder, const WebPConfig *config,
                      const struct uh_drawing *drawing, int time_ms) {
    int width, height;
    uint32_t *pixels = uh_pixels_of(drawing, &width, &height);
    WebPPicture picture;
    if (!WebPPictureInit(&picture)) abort();
    picture.use_argb = 1;
    picture.width = width;
    picture.height = height;
    picture.argb = pixels;
    picture.argb_stride = width;
    if (!WebPAnimEncoderAdd(encoder, &picture, time_ms, config)) abort();
    WebPPictureFree(&picture);
    free(pixels);
}

void *uh_webp_of(struct uh_studio *studio, const struct uh_style *style, size_t *length) {
    WebPAnimEncoderOptions options;
    WebPConfig config;
    if (!WebPAnimEncoderOptionsInit(&options) || !WebPConfigInit(&config)) abort();
    config.quality = QUALITY;
    config.method = EFFORT;
    options.minimize_size = 0;
    options.allow_mixed = 0;
    WebPAnimEncoder *encoder =
        WebPAnimEncoderNew((int)studio->camera.width, (int)studio->camera.height, &options);
    if (!encoder) abort();
    struct uh_moment *moments = calloc(UH_MOMENT_MAX, sizeof *moments);
    if (!moments) abort();
    int frames = uh_figure_moments(&studio->figure, UH_LOOP_FRAMES_PER_SECOND, moments);
    uh_painter_forget(studio->painter);
    for (int i = 0; i < frames; i++) {
        uh_studio_draw(studio, moments[i].at, style);
        add_frame(encoder, &config, &studio->drawing, (int)(moments[i].at * 1000 + .5));
    }
    free(moments);
    int end_ms = (int)(uh_figure_seconds(&studio->figure) * 1000 + .5);
    WebPData data;
    WebPDataInit(&data);
    if (!WebPAnimEncoderAdd(encoder, NULL, end_ms, NULL) ||
        !WebPAnimEncoderAssemble(encoder, &data))
        abort();
    WebPAnimEncoderDelete(encoder);
    *length = data.size;
    return (void *)data.bytes;
}
