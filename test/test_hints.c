// SPDX-License-Identifier: Apache-2.0
#include "moves_help.h"

#include "figure/painter.h"

static struct uh_studio *studio;

static int start(void **state) {
    (void)state;
    studio = uh_studio_create(1.70);
    return 0;
}

static int finish(void **state) {
    (void)state;
    uh_studio_destroy(studio);
    return 0;
}

static void check_arrow(struct uh_studio *s, const char *name) {
    uh_studio_aim(s, 480, 400, false);
    const struct uh_hint *hint = &s->hint;
    bool pair = s->figure.arrow_kind == UH_ARROW_PAIR;
    if (hint->arrow_count != (pair ? 2 : 1)) fail_msg("%s has %d arrows", name, hint->arrow_count);
    for (int a = 0; a < hint->arrow_count; a++) {
        double length = 0;
        struct uh_spot before = {0};
        for (int i = 0; i < hint->point_count; i++) {
            struct uh_spot at = project(&s->camera, hint->points[a][i]);
            if (at.x < -6 || at.y < -6 || at.x > 486 || at.y > 406)
                fail_msg("%s: the arrow leaves the picture at %.0f %.0f", name, (double)at.x,
                         (double)at.y);
            if (i > 0) length += hypot((double)at.x - before.x, (double)at.y - before.y);
            before = at;
        }
        if (length < 18 || length > 380) fail_msg("%s: an arrow of %.0f units", name, length);
    }
}

static void every_move_has_an_arrow_in_its_picture(void **state) {
    (void)state;
    assert_int_equal(for_every_move(studio, check_arrow), 44);
}

static void the_ghost_is_the_key_before_the_still(void **state) {
    (void)state;
    struct uh_figure_error error;
    assert_int_equal(uh_studio_read(studio,
                                    "base stand\npose a 1 1\n  neck side 10\npose b 1 1\n"
                                    "  neck side 40\n",
                                    false, &error),
                     UH_OK);
    uh_studio_aim(studio, 480, 400, false);
    struct uh_posture first;
    uh_posture_of(&studio->skeleton, &studio->figure.keys[0].solved, &first);
    near(uh_length(uh_sub(first.at[UH_HEAD], studio->hint.start.posture.at[UH_HEAD])), 0, 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_has_an_arrow_in_its_picture),
        cmocka_unit_test(the_ghost_is_the_key_before_the_still),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
