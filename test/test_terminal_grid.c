// SPDX-License-Identifier: Apache-2.0
// The bytes a grid sends, read by a small terminal of the test's own: whatever was shown before,
// afterwards it shows what was wanted.
#include "../cli/terminal/grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COLUMNS = 23, ROWS = 7 };

// A terminal that knows what the grid uses, and fails the test on anything else.
struct paper {
    struct cell cells[ROWS][COLUMNS];
    int row, column;
    struct style style;
};

static void clear_paper(struct paper *paper) {
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            paper->cells[row][column] = (struct cell){' ', {GRID_OWN, GRID_OWN, 0}};
}

static int numbers_of(const char **at, int *numbers) {
    int count = 0;
    for (;;) {
        numbers[count++] = (int)strtol(*at, (char **)(uintptr_t)at, 10);
        assert_true(count < 24);
        if (**at != ';') return count;
        (*at)++;
    }
}

static uint32_t read_colour(const int *numbers, int *i) {
    if (numbers[*i + 1] == 5) {
        *i += 2;
        return GRID_INDEXED | (uint32_t)numbers[*i];
    }
    assert_int_equal(numbers[*i + 1], 2);
    *i += 4;
    return (uint32_t)(numbers[*i - 2] << 16 | numbers[*i - 1] << 8 | numbers[*i]);
}

static void read_style(struct paper *paper, const int *numbers, int count) {
    for (int i = 0; i < count; i++) {
        if (numbers[i] == 0)
            paper->style = (struct style){GRID_OWN, GRID_OWN, 0};
        else if (numbers[i] == 1)
            paper->style.attributes |= GRID_BOLD;
        else if (numbers[i] == 2)
            paper->style.attributes |= GRID_DIM;
        else if (numbers[i] == 7)
            paper->style.attributes |= GRID_REVERSE;
        else if (numbers[i] == 38)
            paper->style.fg = read_colour(numbers, &i);
        else if (numbers[i] == 48)
            paper->style.bg = read_colour(numbers, &i);
        else
            fail_msg("unknown style %d", numbers[i]);
    }
}

static void read_sequence(struct paper *paper, const char **at) {
    int numbers[24];
    assert_int_equal(**at, '[');
    (*at)++;
    if (**at == '?') {
        (*at)++;
        numbers_of(at, numbers);
        assert_int_equal(numbers[0], 2026);
        assert_true(**at == 'h' || **at == 'l');
        (*at)++;
        return;
    }
    int count = numbers_of(at, numbers);
    char final = *(*at)++;
    if (final == 'H') {
        assert_int_equal(count, 2);
        paper->row = numbers[0] - 1;
        paper->column = numbers[1] - 1;
    } else if (final == 'm') {
        read_style(paper, numbers, count);
    } else {
        assert_int_equal(final, 'J');
        assert_int_equal(numbers[0], 2);
        clear_paper(paper);
    }
}

static void read_bytes(struct paper *paper, const struct bytes *bytes) {
    char *text = malloc(bytes->used + 1);
    if (bytes->used > 0) memcpy(text, bytes->at, bytes->used);
    text[bytes->used] = 0;
    for (const char *at = text; *at != 0;) {
        if (*at == 27) {
            at++;
            read_sequence(paper, &at);
            continue;
        }
        uint32_t code;
        at += grid_decode(at, strlen(at), &code);
        assert_in_range(paper->row, 0, ROWS - 1);
        assert_in_range(paper->column, 0, COLUMNS - 1);
        paper->cells[paper->row][paper->column++] = (struct cell){code, paper->style};
    }
    free(text);
}

static void assert_shows(const struct paper *paper, const struct grid *wanted) {
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            const struct cell *have = &paper->cells[row][column],
                              *want = &wanted->cells[row * COLUMNS + column];
            assert_int_equal(have->code, want->code);
            if (want->code == 0) continue;
            assert_int_equal(have->style.fg, want->style.fg);
            assert_int_equal(have->style.bg, want->style.bg);
            assert_int_equal(have->style.attributes, want->style.attributes);
        }
}

static uint64_t random_state = 88172645463325252u;

static uint32_t pick(uint32_t below) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % below);
}

static void scribble(struct grid *grid) {
    static const uint32_t codes[] = {' ', 'a', 'z', '7', 0x2588, 0x258C, 0x1FB00, 0xE4};
    static const uint32_t colours[] = {GRID_OWN, 0x4FC9BA, 0xF28B72, 0, GRID_INDEXED | 246};
    for (uint32_t changes = pick(40); changes > 0; changes--) {
        struct style style = {colours[pick(5)], colours[pick(5)], (uint8_t)pick(8)};
        grid_set(grid, (int)pick(ROWS + 2) - 1, (int)pick(COLUMNS + 2) - 1, style, codes[pick(8)]);
    }
}

static const struct ability full = {true, true, true, true};

static void what_is_sent_shows_what_is_wanted(void **state) {
    (void)state;
    struct grid shown, wanted;
    struct paper paper = {.row = 0};
    struct bytes bytes = {0};
    grid_init(&shown, COLUMNS, ROWS);
    grid_init(&wanted, COLUMNS, ROWS);
    memset(&paper.cells, 'x', sizeof paper.cells);
    for (int round = 0; round < 3000; round++) {
        if (pick(20) == 0) grid_clear(&wanted);
        scribble(&wanted);
        bool fresh = round == 0 || pick(50) == 0;
        if (fresh) memset(&paper.cells, 'x', sizeof paper.cells);
        bytes.used = 0;
        grid_send(&shown, &wanted, fresh, &full, &bytes);
        read_bytes(&paper, &bytes);
        assert_shows(&paper, &wanted);
        bytes.used = 0;
        grid_send(&shown, &wanted, false, &full, &bytes);
        assert_int_equal(bytes.used, 0);
    }
    bytes_finish(&bytes);
    grid_finish(&shown);
    grid_finish(&wanted);
}

static void a_frame_is_one_synchronous_update(void **state) {
    (void)state;
    struct grid shown, wanted;
    struct bytes bytes = {0};
    grid_init(&shown, COLUMNS, ROWS);
    grid_init(&wanted, COLUMNS, ROWS);
    grid_put(&wanted, 2, 3, 10, (struct style){GRID_OWN, GRID_OWN, 0}, "hello");
    grid_send(&shown, &wanted, false, &full, &bytes);
    bytes_add(&bytes, "", 1);
    assert_string_equal(bytes.at, "\033[?2026h\033[3;4H\033[0mhello\033[0m\033[?2026l");
    bytes_finish(&bytes);
    grid_finish(&shown);
    grid_finish(&wanted);
}

static void what_a_terminal_cannot_show_is_not_sent(void **state) {
    (void)state;
    struct grid shown, wanted;
    struct bytes bytes = {0};
    struct ability plain = {false, false, false, false}, some = {true, false, true, false};
    grid_init(&shown, COLUMNS, ROWS);
    grid_init(&wanted, COLUMNS, ROWS);
    grid_put(&wanted, 0, 0, 10, (struct style){0x4FC9BA, GRID_OWN, GRID_BOLD},
             "\u2588\u2501\u25CF");
    grid_send(&shown, &wanted, false, &plain, &bytes);
    bytes_add(&bytes, "", 1);
    assert_string_equal(bytes.at, "\033[1;1H\033[0;1m#=*\033[0m");
    bytes.used = 0;
    grid_clear(&shown);
    grid_send(&shown, &wanted, false, &some, &bytes);
    bytes_add(&bytes, "", 1);
    assert_string_equal(bytes.at, "\033[1;1H\033[0;1;38;5;80m\u2588\u2501\u25CF\033[0m");
    assert_int_equal(grid_to_256(0xFF0000), 196);
    assert_int_equal(grid_to_256(0xF2BE99), 180); // skin stays tan, not pink
    assert_int_equal(grid_to_256(0xAF2A1E), 124); // dark enough to read on white
    assert_int_equal(grid_to_256(0x080808), 232);
    bytes_finish(&bytes);
    grid_finish(&shown);
    grid_finish(&wanted);
}

static void row_is(const struct grid *grid, int row, const char *text) {
    char have[COLUMNS * 4 + 1] = "";
    size_t at = 0;
    for (int column = 0; column < COLUMNS; column++) {
        uint32_t code = grid->cells[row * COLUMNS + column].code;
        have[at++] = code == 0x2026 ? '~' : (char)code;
    }
    while (at > 0 && have[at - 1] == ' ') at--;
    have[at] = 0;
    assert_string_equal(have, text);
}

static void text_is_broken_between_words(void **state) {
    (void)state;
    struct grid grid;
    struct style plain = {GRID_OWN, GRID_OWN, 0};
    grid_init(&grid, COLUMNS, ROWS);
    assert_int_equal(grid_wrap(&grid, 0, 2, 10, 9, plain, "Sit tall. Feet flat."), 2);
    row_is(&grid, 0, "  Sit tall.");
    row_is(&grid, 1, "  Feet flat.");
    assert_int_equal(grid_wrap(&grid, 2, 0, 6, 9, plain, "unbreakable no"), 3);
    row_is(&grid, 2, "unbrea");
    row_is(&grid, 3, "kable");
    row_is(&grid, 4, "no");
    assert_int_equal(grid_wrap(&grid, 5, 0, 8, 1, plain, "more than fits"), 1);
    row_is(&grid, 5, "more th~");
    assert_int_equal(grid_put(&grid, 6, 20, 10, plain, "edge"), 4);
    row_is(&grid, 6, "                    edg");
    grid_finish(&grid);
}

static void broken_utf8_is_one_character_a_byte(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        int used;
        uint32_t code;
    } cases[] = {
        {"a", 1, 1, 'a'},
        {"\xC3\xA4", 2, 2, 0xE4},
        {"\xE2\x96\x88", 3, 3, 0x2588},
        {"\xF0\x9F\xAC\x80", 4, 4, 0x1FB00},
        {"\xC3", 1, 1, 0xFFFD},
        {"\xC0\x80", 2, 1, 0xFFFD},
        {"\xE0\x80\x80", 3, 1, 0xFFFD},
        {"\xED\xA0\x80", 3, 1, 0xFFFD},
        {"\xF5\x80\x80\x80", 4, 1, 0xFFFD},
        {"\xF4\x90\x80\x80", 4, 1, 0xFFFD},
        {"\x80", 1, 1, 0xFFFD},
        {"\xE2\x28\xA1", 3, 1, 0xFFFD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t code;
        assert_int_equal(grid_decode(cases[i].bytes, cases[i].length, &code), cases[i].used);
        assert_int_equal(code, cases[i].code);
    }
    struct grid grid;
    grid_init(&grid, COLUMNS, ROWS);
    grid_put(&grid, 0, 0, 9, (struct style){GRID_OWN, GRID_OWN, 0}, "a\033[2Jb\x9B");
    row_is(&grid, 0, "a?[2Jb\xFD");
    grid_finish(&grid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sent_shows_what_is_wanted),
        cmocka_unit_test(a_frame_is_one_synchronous_update),
        cmocka_unit_test(what_a_terminal_cannot_show_is_not_sent),
        cmocka_unit_test(text_is_broken_between_words),
        cmocka_unit_test(broken_utf8_is_one_character_a_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
