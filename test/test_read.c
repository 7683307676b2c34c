// SPDX-License-Identifier: Apache-2.0
#include "unhunch/figure.h"

#include "body_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct uh_skeleton skeleton;
static struct uh_figure *figure;
static struct uh_figure_error error;

static int start(void **state) {
    (void)state;
    uh_skeleton_init(&skeleton, 1.70);
    figure = malloc(sizeof *figure);
    return figure ? 0 : -1;
}

static int finish(void **state) {
    (void)state;
    free(figure);
    return 0;
}

static void fails_at(const char *text, int line, int column, const char *says) {
    assert_int_equal(uh_figure_read(figure, &skeleton, text, NULL, &error), UH_BAD_INPUT);
    if (error.line != line || error.column != column || !strstr(error.text, says))
        fail_msg("%d:%d %s (expected %d:%d %s)", error.line, error.column, error.text, line, column,
                 says);
}

static void reads_header_and_poses(void **state) {
    (void)state;
    const char *text = "base sit   # on a chair\n"
                       "prop chair\n"
                       "view 8 5\n"
                       "targets upper-trapezius.L scalenes\n"
                       "on seat seat.R seat.L\n"
                       "pose tall 2 0.5\n"
                       "  neck side 0\n"
                       "\n"
                       "pose tilt 3 2\n"
                       "  neck side 40\n"
                       "  touch hand.R headtop.L\n";
    assert_int_equal(uh_figure_read(figure, &skeleton, text, NULL, &error), UH_OK);
    assert_int_equal(figure->key_count, 2);
    assert_int_equal(figure->props, UH_PROP_CHAIR);
    near(uh_figure_seconds(figure), 7.5, 1e-12);
    assert_int_equal(figure->keys[1].goal_count, figure->keys[0].goal_count + 2);
    int trapezius = uh_muscle_find("upper-trapezius", 15), scalenes = uh_muscle_find("scalenes", 8);
    assert_int_equal(figure->targets[UH_SIDE_LEFT] >> trapezius & 1, 1);
    assert_int_equal(figure->targets[UH_SIDE_RIGHT] >> trapezius & 1, 0);
    assert_int_equal(figure->targets[UH_SIDE_RIGHT] >> scalenes & 1, 1);
    near(figure->keys[1].prior.pose.bend[UH_JOINT_NECK].x, uh_radians(32), 1e-9);
}

static const char changed[] = "base stand\n"
                              "view 8 5\n"
                              "on floor foot.R foot.L\n"
                              "pose tall 2 0.5\n"
                              "  neck side 0\n"
                              "pose tilt 3 2\n"
                              "  neck side 40\n"
                              "  touch hand.R headtop.L\n"
                              "pose back 3 1\n"
                              "  neck ext 20\n"
                              "variant no-hand\n"
                              "  view 20 5\n"
                              "  without back\n"
                              "  pose tilt 2 1\n"
                              "    drop hand.R\n"
                              "    neck side 20\n"
                              "variant seated\n"
                              "  base sit\n"
                              "  prop chair\n"
                              "  pose tall 2 1\n";

static void a_variant_changes_the_figure(void **state) {
    (void)state;
    assert_int_equal(uh_figure_read(figure, &skeleton, changed, NULL, &error), UH_OK);
    assert_int_equal(figure->key_count, 3);
    int held = figure->keys[1].goal_count;
    near(figure->view.azimuth, 8, 1e-12);
    assert_int_equal(uh_figure_read(figure, &skeleton, changed, "no-hand", &error), UH_OK);
    assert_int_equal(figure->key_count, 2);
    near(figure->view.azimuth, 20, 1e-12);
    near(figure->keys[1].seconds, 2, 1e-12);
    near(figure->keys[1].hold, 1, 1e-12);
    assert_int_equal(figure->keys[1].goal_count, held - 2); // the palm's place and its turn
    near(figure->keys[1].prior.pose.bend[UH_JOINT_NECK].x, uh_radians(16), 1e-9);
}

static void a_variant_with_a_base_stands_alone(void **state) {
    (void)state;
    assert_int_equal(uh_figure_read(figure, &skeleton, changed, "seated", &error), UH_OK);
    assert_int_equal(figure->key_count, 1);
    assert_int_equal(figure->props, UH_PROP_CHAIR);
    assert_int_equal(figure->keys[0].goal_count, 0);
}

static void variants_are_listed(void **state) {
    (void)state;
    char name[UH_VARIANT_SIZE];
    assert_true(uh_figure_variant(changed, 0, name));
    assert_string_equal(name, "no-hand");
    assert_true(uh_figure_variant(changed, 1, name));
    assert_string_equal(name, "seated");
    assert_false(uh_figure_variant(changed, 2, name));
    assert_false(uh_figure_variant(NULL, 0, name));
    assert_true(uh_figure_has_variant(changed, "seated"));
    assert_false(uh_figure_has_variant(changed, "seat"));
    assert_false(uh_figure_has_variant(changed, NULL));
}

static void variant_fails_at(const char *text, const char *variant, int line, int column,
                             const char *says) {
    assert_int_equal(uh_figure_read(figure, &skeleton, text, variant, &error), UH_BAD_INPUT);
    if (error.line != line || error.column != column || !strstr(error.text, says))
        fail_msg("%d:%d %s (expected %d:%d %s)", error.line, error.column, error.text, line, column,
                 says);
}

static void variants_say_where_they_fail(void **state) {
    (void)state;
#define BODY "base stand\npose a 1 1\n  neck side 3\n"
    variant_fails_at(BODY, "x", 1, 1, "no such variant");
    variant_fails_at(BODY "variant\n", NULL, 4, 8, "has a name");
    variant_fails_at(BODY "variant x\nvariant x\n", "x", 5, 9, "twice");
    variant_fails_at(BODY "variant x\n  pose b 1 1\n", "x", 5, 8, "no such pose to change");
    variant_fails_at(BODY "variant x\n  pose a 1\n", "x", 5, 3, "words are missing");
    variant_fails_at(BODY "variant x\n  pose a 1 1\n    nek side 1\n", "x", 6, 5, "nek");
    variant_fails_at(BODY "variant x\n  drop hand.R\n", "x", 5, 8, "nothing to drop");
    variant_fails_at(BODY "variant x\n  without a\n", "x", 5, 1, "there is no pose");
    variant_fails_at("base stand\nwithout a\n", NULL, 2, 1, "stands in a variant");
#undef BODY
}

static void errors_say_where(void **state) {
    (void)state;
    fails_at("base throne\n", 1, 6, "throne");
    fails_at("base sit\nprop piano\n", 2, 6, "piano");
    fails_at("base sit\npose a 2 x\n", 2, 10, "not a number: x");
    fails_at("pose a 2 1\n  neck nod 4\n", 2, 8, "nod");
    fails_at("pose a 2 1\n  neck side\n", 2, 3, "not understood");
    fails_at("pose a 2 1\n  neck side 4 flex\n", 2, 3, "number is missing");
    fails_at("on floor foot.X\n", 1, 10, "foot.X");
    fails_at("on ceiling foot.R\n", 1, 4, "ceiling");
    fails_at("touch hand.R moon\n", 1, 14, "moon");
    fails_at("at palm.R 1 2\n", 1, 1, "missing");
    fails_at("point palm sideways\n", 1, 12, "sideways");
    fails_at("point palm up+down\n", 1, 12, "cancels");
    fails_at("point palm 1/2\n", 1, 12, "x/y/z");
    fails_at("targets heart\n", 1, 9, "heart");
    fails_at("pose a 2 1\nbase sit\n", 2, 1, "before the poses");
    fails_at("pose a 0 1\n", 1, 8, "seconds");
    fails_at("base sit\n", 1, 1, "no pose");
    fails_at("", 1, 1, "no pose");
    fails_at("juggle balls 3\n", 1, 1, "juggle");
    fails_at("grip 3\n", 1, 6, "0 to 1");
}

static void bounds_hold(void **state) {
    (void)state;
    char text[4000] = "";
    for (int i = 0; i < UH_KEY_MAX + 1; i++) strcat(text, "pose p 1 0\n");
    fails_at(text, UH_KEY_MAX + 1, 1, "too many poses");
    text[0] = 0;
    for (int i = 0; i < UH_GOAL_MAX + 1; i++) strcat(text, "at nose 1 1 1\n");
    fails_at(text, UH_GOAL_MAX + 1, 1, "too many contacts");
    text[0] = 0;
    for (int i = 0; i < 40; i++) strcat(text, "a ");
    fails_at(text, 1, 1, "too many words");
}

// Any text at all is read or refused, never worse.
static void noise_is_refused(void **state) {
    (void)state;
    static const char *const words[] = {"pose", "base", "sit",   "neck",   "side", "on",  "floor",
                                        "1",    "-",    "touch", "hand.R", "/",    "..",  "0.5.5",
                                        "at",   "\n",   "\n",    "point",  "palm", "up+", "#"};
    uint32_t seed = 99;
    for (int n = 0; n < 4000; n++) {
        char text[400] = "";
        int count = 1 + (int)(random_part(&seed) * 20);
        for (int i = 0; i < count; i++) {
            strcat(text, words[(int)(random_part(&seed) * 21)]);
            if (random_part(&seed) < .9) strcat(text, " ");
        }
        enum uh_result result = uh_figure_read(figure, &skeleton, text, NULL, &error);
        assert_true(result == UH_OK || (result == UH_BAD_INPUT && error.text[0]));
    }
}

static void lengths_scale_with_the_body(void **state) {
    (void)state;
    struct uh_skeleton tall;
    uh_skeleton_init(&tall, 1.87);
    const char *text = "prop roller -0.4\npose a 1 1\n  at nose 1 1.5 -\n";
    assert_int_equal(uh_figure_read(figure, &tall, text, NULL, &error), UH_OK);
    near(figure->keys[0].goals[0].at.y, 1.65, 1e-9);
    near(figure->world.cylinder[0].centre.x, -.44, 1e-9);
    assert_int_equal(figure->keys[0].goals[0].axes, 3);
}

// A pillow is a place to lie on, on the other side as well; without one there is none.
static void a_pillow_holds_the_head(void **state) {
    (void)state;
    const char *text =
        "base side-lie\nprop pillow -0.7 -0.1\npose a 1 1\n  on pillow slide skull\n";
    assert_int_equal(uh_figure_read(figure, &skeleton, text, NULL, &error), UH_OK);
    near(figure->keys[0].goals[0].distance, UH_PILLOW_HEIGHT * skeleton.scale, 1e-9);
    const struct uh_surface *top = &figure->world.surface[1];
    assert_true(top->low.z < figure->pillow.z && figure->pillow.z < top->high.z);
    uh_figure_solve(figure, &skeleton);
    uh_figure_mirror(figure);
    near(figure->pillow.z, .1 * skeleton.scale, 1e-9);
    near((top->low.z + top->high.z) / 2, figure->pillow.z, 1e-9);
    fails_at("base side-lie\npose a 1 1\n  on pillow skull\n", 3, 6, "pillow");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_header_and_poses),
        cmocka_unit_test(a_variant_changes_the_figure),
        cmocka_unit_test(a_variant_with_a_base_stands_alone),
        cmocka_unit_test(variants_are_listed),
        cmocka_unit_test(variants_say_where_they_fail),
        cmocka_unit_test(errors_say_where),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(noise_is_refused),
        cmocka_unit_test(lengths_scale_with_the_body),
        cmocka_unit_test(a_pillow_holds_the_head),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
