// SPDX-License-Identifier: Apache-2.0
// The poses found in the text of a move file, and where they stand in it.
#include "../cli/watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct watch_figure figure;

static void in_a_move(void **state) {
    (void)state;
    assert_true(watch_find("id: nod\nfigure: |\n  base sit\n\n    pose a\nname: Nod\n", &figure));
    assert_string_equal(figure.text, "base sit\n\n  pose a\n");
    assert_int_equal(figure.line, 3);
    assert_int_equal(figure.indent, 2);
}

static void in_a_list(void **state) {
    (void)state;
    const char *file = "moves:\n  - id: nod\n    figure: |-\n\n      base sit\n    name: Nod\n";
    assert_true(watch_find(file, &figure));
    assert_string_equal(figure.text, "base sit\n");
    assert_int_equal(figure.line, 5);
    assert_int_equal(figure.indent, 6);
}

static void not_whole(void **state) {
    (void)state;
    assert_false(watch_find("", &figure));
    assert_false(watch_find("id: nod\n", &figure));
    assert_false(watch_find("figure: |\n", &figure));
    assert_false(watch_find("figure: |\nname: Nod\n", &figure));
    assert_false(watch_find("figure: base sit\n", &figure));
    assert_true(watch_find("figure: |\n  base", &figure));
    assert_string_equal(figure.text, "base\n");
    assert_true(watch_find("figure: |\n  base\n pose", &figure));
    assert_string_equal(figure.text, "base\npose\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_move),
        cmocka_unit_test(in_a_list),
        cmocka_unit_test(not_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
