// SPDX-License-Identifier: Apache-2.0
// Keys from bytes: every key whole, split at every place, among answers, pastes and rubbish.
#include "../cli/terminal/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void describe(const struct key *key, char *to) {
    static const char *const names[] = {"",     "enter", "esc",      "backspace", "up",
                                        "down", "left",  "right",    "other",     "text",
                                        "back", "mode",  "graphics", "cell",      "all"};
    if (key->kind == KEY_TEXT)
        sprintf(to, "%x ", key->code);
    else if (key->kind >= KEY_FOREGROUND && key->kind < KEY_ATTRIBUTES)
        sprintf(to, "%s=%x%s ", names[key->kind], key->code, key->known ? "!" : "");
    else
        sprintf(to, "%s%s ", names[key->kind], key->known ? "!" : "");
}

// All keys of some bytes that come in two pieces, in words.
static void read_all(const char *bytes, size_t length, size_t split, char *words) {
    struct keys keys = {0};
    struct key key;
    words[0] = 0;
    keys_add(&keys, bytes, split);
    while (keys_next(&keys, false, &key)) describe(&key, words + strlen(words));
    keys_add(&keys, bytes + split, length - split);
    while (keys_next(&keys, false, &key)) describe(&key, words + strlen(words));
    while (keys_next(&keys, true, &key)) describe(&key, words + strlen(words));
    assert_false(keys_waiting(&keys));
}

static const struct {
    const char *bytes, *words;
} cases[] = {
    {"h", "68 "},
    {"\033_Gi=31;OK\033\\\033[6;18;9t\033[?63;1;4c", "graphics=0! cell=90012 all! "},
    {"\033_Gi=31;ENOENT:no\033\\\033[6;0;9t\033[?64;14;22c", "graphics=0 other all "},
    {"q ?+-0", "71 20 3f 2b 2d 30 "},
    {"\r\n", "enter enter "},
    {"\x7F\x08", "backspace backspace "},
    {"\033", "esc "},
    {"\033[A\033[B\033[C\033[D", "up down right left "},
    {"\033OA\033OB\033OC\033OD\033OM", "up down right left enter "},
    {"\033[1;5C", "right "},
    {"\033[3~\033[15~h", "other other 68 "},
    {"\033[Z", "other "},
    {"\xC3\xA4", "e4 "},
    {"\xE2\x82\xAC"
     "h",
     "20ac 68 "},
    {"\xC3"
     "h",
     "other 68 "},
    {"\xFF\xFEh", "other other 68 "},
    {"\x01\x1A", "other other "},
    {"\033[200~hq\033[A\033[201~h", "other 68 "},
    {"\033]11;rgb:1414/1717/1a1a\033\\", "back=14171a "},
    {"\033]11;rgb:ff/80/00\007h", "back=ff8000 68 "},
    {"\033]10;rgb:f/0/8\007", "text=ff0088 "},
    {"\033]11;rgba:1/2/3/4\007", "other "},
    {"\033]11;rgb:zz\007", "other "},
    {"\033]52;c;aGg=\007q", "other 71 "},
    {"\033[?2026;2$y\033[?2026;0$y", "mode=7ea! mode=7ea "},
    {"\033[?62;4c", "all! "},
    {"\033P1$r0m\033\\h", "other 68 "},
};

static void keys_whole_and_split(void **state) {
    (void)state;
    char words[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].bytes);
        for (size_t split = 0; split <= length; split++) {
            read_all(cases[i].bytes, length, split, words);
            assert_string_equal(words, cases[i].words);
        }
    }
}

static void escape_waits_for_more_then_is_a_key(void **state) {
    (void)state;
    struct keys keys = {0};
    struct key key;
    keys_add(&keys, "\033", 1);
    assert_false(keys_next(&keys, false, &key));
    assert_true(keys_waiting(&keys));
    assert_true(keys_next(&keys, true, &key));
    assert_int_equal(key.kind, KEY_ESCAPE);
    keys_add(&keys, "\033h", 2);
    assert_true(keys_next(&keys, false, &key));
    assert_int_equal(key.kind, KEY_ESCAPE);
    assert_true(keys_next(&keys, false, &key));
    assert_int_equal(key.code, 'h');
}

// A sequence longer than the room is dropped, and the key after it is read.
static void an_endless_sequence_blocks_nothing(void **state) {
    (void)state;
    struct keys keys = {0};
    struct key key;
    int keys_read = 0;
    keys_add(&keys, "\033]52;c;", 7);
    for (int i = 0; i < 5000; i++) {
        while (keys_next(&keys, false, &key)) {
            assert_int_equal(key.kind, KEY_OTHER);
            keys_read++;
        }
        assert_int_equal(keys_add(&keys, "A", 1), 1);
    }
    assert_int_equal(keys_read, 1);
    keys_add(&keys, "\007h", 2);
    assert_true(keys_next(&keys, false, &key));
    assert_int_equal(key.kind, KEY_TEXT);
    assert_int_equal(key.code, 'h');
}

// Random bytes in random pieces: always comes to rest, and h afterwards is h.
static void rubbish_never_hides_the_next_key(void **state) {
    (void)state;
    uint64_t seed = 42;
    static const char likely[] = "\033[]?;0123456789:~ABCDhOPrgb/\\\007$yc\xC3\xA4\xF0";
    for (int round = 0; round < 20000; round++) {
        struct keys keys = {0};
        struct key key;
        for (int i = 0; i < 60; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            char byte = seed >> 40 & 1 ? (char)(seed >> 48) : likely[(seed >> 48) % 36];
            keys_add(&keys, &byte, 1);
            for (int limit = 0; keys_next(&keys, (seed >> 33) % 8 == 0, &key); limit++)
                assert_true(limit < KEYS_SIZE);
        }
        while (keys_next(&keys, true, &key)) continue;
        keys_add(&keys, "\033[201~", 6);
        while (keys_next(&keys, true, &key)) continue;
        keys_add(&keys, "h", 1);
        assert_true(keys_next(&keys, true, &key));
        assert_int_equal(key.code, 'h');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_whole_and_split),
        cmocka_unit_test(escape_waits_for_more_then_is_a_key),
        cmocka_unit_test(an_endless_sequence_blocks_nothing),
        cmocka_unit_test(rubbish_never_hides_the_next_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
