// SPDX-License-Identifier: Apache-2.0
// Pictures as terminals with graphics take them, read again by others: kitty's base64 by GLib and
// its PNG by Cairo, sixels by libsixel's sixel2png.
#include "../cli/pictures/graphics.h"
#include "pictures_help.h"

#include <glib.h>

enum { COLUMNS = 30, ROWS = 12, WIDTH = COLUMNS * 9, HEIGHT = ROWS * 18 };

static struct uh_studio *studio;
static uint32_t *pixels;
static char folder[32];

static int start(void **state) {
    (void)state;
    const struct uh_style style = {.plain = true, .dark = true, .arrow = true, .ghost = true};
    struct uh_figure_error error;
    int width, height;
    char *text = figure_text("upper-trapezius-stretch.yaml");
    studio = uh_studio_create(1.70);
    assert_int_equal(uh_studio_read(studio, text, NULL, false, &error), UH_OK);
    uh_studio_aim(studio, WIDTH, HEIGHT, false);
    uh_studio_draw(studio, uh_figure_phase(&studio->figure, 3), &style);
    pixels = uh_pixels_of(&studio->drawing, &width, &height);
    free(text);
    enter_new_folder(folder);
    return 0;
}

static int finish(void **state) {
    (void)state;
    uh_studio_destroy(studio);
    free(pixels);
    int removed = system("rm -f kitty.png sixel.txt sixel.png");
    return removed == 0 ? rmdir(folder) : 1;
}

// The payloads of all pieces, after each has been looked at.
static char *payload_of(const char *text) {
    char *all = calloc(1, strlen(text) + 1);
    int pieces = 0;
    for (; *text; pieces++) {
        size_t head = strcspn(text, ";"), data = strcspn(text + head + 1, "\033");
        bool more = strstr(text, "\033_G") == text && text[head - 1] == '1';
        assert_int_equal(strncmp(text, "\033_G", 3), 0);
        assert_true(data <= 4096 && (!more || data % 4 == 0));
        assert_int_equal(strncmp(text + head + 1 + data, "\033\\", 2), 0);
        strncat(all, text + head + 1, data);
        text += head + 1 + data + 2;
        assert_int_equal(more, *text != 0);
    }
    assert_true(pieces > 1);
    return all;
}

static void kitty_is_the_picture(void **state) {
    (void)state;
    size_t length, decoded;
    char *text = graphics_kitty(&studio->drawing, COLUMNS, ROWS, &length);
    assert_int_equal(strlen(text), length);
    const char *control = "\033_Ga=T,q=2,f=100,C=1,c=30,r=12,m=1;";
    assert_int_equal(strncmp(text, control, strlen(control)), 0);
    char *payload = payload_of(text);
    guchar *png = g_base64_decode(payload, &decoded);
    write_bytes("kitty.png", png, decoded);
    // transparent edges are stored unmultiplied: one step may be lost
    assert_in_range(worst_pixel("kitty.png", pixels, WIDTH, HEIGHT, NULL), 0, 1);
    g_free(png);
    free(payload);
    free(text);
}

static void sixels_are_the_picture(void **state) {
    (void)state;
    if (system("command -v sixel2png >/dev/null") != 0) skip();
    const struct gallery_ground ground = {true, 0x000000};
    const struct uh_style style = {.dark = true}; // covers all: sixel2png leaves the rest undefined
    size_t length;
    double mean;
    int width, height;
    uh_studio_draw(studio, uh_figure_phase(&studio->figure, 3), &style);
    uint32_t *all = uh_pixels_of(&studio->drawing, &width, &height);
    char *text = graphics_sixel(&studio->drawing, &ground, &length);
    assert_int_equal(strncmp(text, "\033P", 2), 0);
    assert_int_equal(strcmp(text + length - 2, "\033\\"), 0);
    write_bytes("sixel.txt", text, length);
    assert_int_equal(system("sixel2png -i sixel.txt -o sixel.png"), 0);
    // 256 colours, in per cent
    worst_pixel("sixel.png", all, WIDTH, HEIGHT, &mean);
    if (!(mean < 2)) fail_msg("colours are off by %g in the mean", mean);
    free(all);
    free(text);
}

static void what_is_unknown_has_hard_edges(void **state) {
    (void)state;
    const struct gallery_ground unknown = {0};
    const struct gallery_ground white = {true, 0xFFFFFF};
    size_t cut, mixed;
    char *a = graphics_sixel(&studio->drawing, &unknown, &cut);
    char *b = graphics_sixel(&studio->drawing, &white, &mixed);
    assert_true(cut != mixed || memcmp(a, b, cut) != 0);
    free(a);
    free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kitty_is_the_picture),
        cmocka_unit_test(what_is_unknown_has_hard_edges),
        cmocka_unit_test(sixels_are_the_picture),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
