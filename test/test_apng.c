// SPDX-License-Identifier: Apache-2.0
// An animated PNG taken apart by apngdis: every frame is what was drawn, to the last bit, and stays
// as long as it should.
#include "pictures_help.h"

enum { WIDTH = 200, HEIGHT = 160 };

static const struct uh_style style = {0};

// The name that apngdis gives a frame: as many digits as the last one has.
static void name_frame(char *name, size_t size, int frame, int frames, const char *end) {
    int digits = snprintf(NULL, 0, "%d", frames);
    snprintf(name, size, "x%0*d.%s", digits, frame, end);
}

static int count_frames(const unsigned char *bytes) {
    // after the signature and the header comes acTL
    assert_memory_equal(bytes + 37, "acTL", 4);
    assert_int_equal(bytes[45] | bytes[46] | bytes[47] | bytes[48], 0); // for ever
    return bytes[43] << 8 | bytes[44];
}

// "delay=83/1000"
static double delay_of(int frame, int frames) {
    char name[32];
    int parts = 0, whole = 0;
    name_frame(name, sizeof name, frame, frames, "txt");
    FILE *in = fopen(name, "r");
    assert_non_null(in);
    assert_int_equal(fscanf(in, "delay=%d/%d", &parts, &whole), 2);
    fclose(in);
    return (double)parts / whole;
}

static void check_frames(struct uh_studio *studio, int frames) {
    static struct uh_moment moments[UH_MOMENT_MAX];
    int count = uh_figure_moments(&studio->figure, UH_LOOP_FRAMES_PER_SECOND, moments), frame = 0;
    double end = 0;
    uint32_t *before = NULL;
    uh_painter_forget(studio->painter);
    for (int i = 0; i < count; i++) {
        int width, height;
        char name[32];
        uh_studio_draw(studio, moments[i].at, &style);
        uint32_t *pixels = uh_pixels_of(&studio->drawing, &width, &height);
        if (!before || memcmp(before, pixels, sizeof *pixels * WIDTH * HEIGHT) != 0) {
            if (before && !(end - moments[i].at < 2e-3 && moments[i].at - end < 2e-3))
                fail_msg("frame %d ends at %g, not at %g", frame, end, moments[i].at);
            frame++;
            name_frame(name, sizeof name, frame, frames, "png");
            assert_int_equal(worst_pixel(name, pixels, WIDTH, HEIGHT, NULL), 0);
            end += delay_of(frame, frames);
        }
        free(before);
        before = pixels;
    }
    free(before);
    assert_int_equal(frame, frames);
    double seconds = uh_figure_seconds(&studio->figure);
    assert_true(end - seconds < 2e-3 && seconds - end < 2e-3);
}

static void frames_are_what_was_drawn(void **state) {
    (void)state;
    const char *const moves[] = {"chin-tuck.yaml", "cat-cow.yaml", "wall-angel.yaml"};
    if (system("command -v apngdis >/dev/null") != 0) skip();
    struct uh_studio *studio = uh_studio_create(1.70);
    for (int i = 0; i < 3; i++) {
        char folder[32], *text = figure_text(moves[i]);
        struct uh_figure_error error;
        size_t length;
        assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
        uh_studio_aim(studio, WIDTH, HEIGHT, false);
        unsigned char *bytes = uh_apng_of(studio, &style, &length);
        enter_new_folder(folder);
        write_bytes("a.png", bytes, length);
        assert_int_equal(system("apngdis a.png x >/dev/null"), 0);
        check_frames(studio, count_frames(bytes));
        assert_int_equal(system("rm -f a.png x*.png x*.txt"), 0);
        assert_int_equal(rmdir(folder), 0);
        free(bytes);
        free(text);
    }
    uh_studio_destroy(studio);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_what_was_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
