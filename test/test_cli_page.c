// SPDX-License-Identifier: Apache-2.0
// Text on a page: columns are counted as a terminal shows them, lines break between words.
#include "../cli/page.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char written[4096];
static struct page page;

static void begin(int width) {
    memset(written, 0, sizeof written);
    page = (struct page){.out = fmemopen(written, sizeof written, "w"), .width = width};
    assert_non_null(page.out);
}

static const char *end(void) {
    fclose(page.out);
    return written;
}

static void counts_columns(void **state) {
    (void)state;
    assert_int_equal(page_columns("neck"), 4);
    assert_int_equal(page_columns("Rücken"), 6);
    assert_int_equal(page_columns("首"), 2);
    assert_int_equal(page_columns("e\xcc\x81"), 1); // an accent of its own
    assert_int_equal(page_columns("\xff\xfe"), 2);
    assert_int_equal(page_columns(""), 0);
}

static void cuts_between_characters(void **state) {
    (void)state;
    assert_int_equal(page_fit("Rücken", 2), 3);
    assert_int_equal(page_fit("首首", 3), 3);
    assert_int_equal(page_fit("neck", 10), 4);
    assert_int_equal(page_fit("neck", 0), 0);
}

static void breaks_between_words(void **state) {
    (void)state;
    begin(20); // text may take columns 2 to 17
    page_wrap(&page, PAGE_PLAIN, 2, "one two three four five six");
    page_end_line(&page);
    assert_string_equal(end(), "  one two three\n  four five six\n");
}

static void a_word_too_long_stands_alone(void **state) {
    (void)state;
    begin(20);
    page_wrap(&page, PAGE_PLAIN, 2, "a bcdefghijklmnopqrstuvw x");
    page_end_line(&page);
    assert_string_equal(end(), "  a\n  bcdefghijklmnopqrstuvw\n  x\n");
}

static void puts_right_at_the_edge(void **state) {
    (void)state;
    begin(20);
    page_put(&page, PAGE_PLAIN, "neck");
    page_right(&page, PAGE_PLAIN, "0:45");
    page_end_line(&page);
    page_put(&page, PAGE_PLAIN, "a very long name of");
    page_right(&page, PAGE_PLAIN, "0:45");
    assert_string_equal(end(), "neck          0:45\na very long name of 0:45");
}

static void writes_no_commands_of_a_terminal(void **state) {
    (void)state;
    begin(80);
    page_put(&page, PAGE_PLAIN, "a\033[2Jb\r\x7f\xc2\x9b");
    assert_string_equal(end(), "a?[2Jb???");
}

static void colours_only_where_asked(void **state) {
    (void)state;
    begin(80);
    page_put(&page, PAGE_BOLD, "x");
    page.colour = true;
    page_put(&page, PAGE_BOLD, "y");
    page_put(&page, PAGE_PLAIN, "z");
    assert_string_equal(end(), "x\033[1my\033[0mz");
}

static void takes_the_environment(void **state) {
    (void)state;
    char name[] = "/tmp/unhunch-page-XXXXXX";
    FILE *file = fdopen(mkstemp(name), "w");
    assert_non_null(file);
    setenv("COLUMNS", "50", 1);
    setenv("LC_ALL", "C", 1);
    page_init(&page, file);
    assert_int_equal(page.width, 50);
    assert_false(page.unicode);
    assert_false(page.colour);
    assert_string_equal(page_glyph(&page, PAGE_THICK), "=");
    setenv("COLUMNS", "1", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    page_init(&page, file);
    assert_true(page.width >= 20);
    assert_true(page.unicode);
    unsetenv("COLUMNS");
    page_init(&page, file);
    assert_int_equal(page.width, 80);
    fclose(file);
    remove(name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_columns),
        cmocka_unit_test(cuts_between_characters),
        cmocka_unit_test(breaks_between_words),
        cmocka_unit_test(a_word_too_long_stands_alone),
        cmocka_unit_test(puts_right_at_the_edge),
        cmocka_unit_test(writes_no_commands_of_a_terminal),
        cmocka_unit_test(colours_only_where_asked),
        cmocka_unit_test(takes_the_environment),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
