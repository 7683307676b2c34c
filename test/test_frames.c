// SPDX-License-Identifier: Apache-2.0
// Nothing pops: no frame of a moving figure changes far more than the frames beside it do.
//
//   test_frames [EVERY]    of the moves, so that a slow build looks at some
#include "moves_help.h"

enum { WIDTH = 240, HEIGHT = 200, FRAMES_PER_SECOND = 30 };
enum { SEEN = 24 };  // of 255: by how much a channel must change to be seen
enum { SPARE = 90 }; // pixels that may change at once where little moves
#define SWELL 2.0    // and how many times as many as in the frames beside it

static int every = 1, turn;

static uint32_t *draw(struct uh_studio *s, int frame) {
    const struct uh_style style = {.glow = true};
    int width, height;
    uh_studio_draw(s, (double)frame / FRAMES_PER_SECOND, &style);
    return uh_pixels_of(&s->drawing, &width, &height);
}

static int changed(const uint32_t *before, const uint32_t *now) {
    int count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        bool seen = false;
        for (int shift = 0; shift < 24; shift += 8)
            seen |= abs((int)(before[i] >> shift & 255) - (int)(now[i] >> shift & 255)) > SEEN;
        count += seen;
    }
    return count;
}

// How many pixels change from each frame to the next.
static int *changes_of(struct uh_studio *s, int frames) {
    int *changes = calloc((size_t)frames, sizeof *changes);
    assert_non_null(changes);
    uint32_t *before = draw(s, 0);
    for (int f = 1; f < frames; f++) {
        uint32_t *now = draw(s, f);
        changes[f] = changed(before, now);
        free(before);
        before = now;
    }
    free(before);
    return changes;
}

static void check_move(struct uh_studio *s, const char *name) {
    if (turn++ % every != 0) return;
    uh_studio_aim(s, WIDTH, HEIGHT, false);
    int frames = (int)(uh_figure_seconds(&s->figure) * FRAMES_PER_SECOND), pops = 0;
    int *changes = changes_of(s, frames);
    for (int f = 2; f < frames - 1; f++) {
        int beside = changes[f - 1] > changes[f + 1] ? changes[f - 1] : changes[f + 1];
        if (changes[f] <= SWELL * beside + SPARE) continue;
        print_error("%s at %.2f s: %d pixels change, beside it %d\n", name,
                    (double)f / FRAMES_PER_SECOND, changes[f], beside);
        pops++;
    }
    free(changes);
    if (pops > 0) fail_msg("%s pops", name);
}

static void no_move_pops(void **state) {
    (void)state;
    turn = 0;
    assert_int_equal(for_every_move(check_move), 44);
}

int main(int count, char **words) {
    if (count > 1) every = atoi(words[1]);
    if (every < 1) every = 1;
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_move_pops)};
    return cmocka_run_group_tests(tests, start, finish);
}
