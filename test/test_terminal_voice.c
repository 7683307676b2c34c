// SPDX-License-Identifier: Apache-2.0
// The voice, whatever this machine has for one: no call waits for it, and it can end at any time.
#include "../cli/terminal/voice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

// libspeechd 0.11 loses two short texts when nothing answers it; that is not ours to free.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:vasprintf\n";
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void sleep_ms(int ms) {
    struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&time, NULL);
}

static void talk(struct voice *voice) {
    char long_line[1000];
    memset(long_line, 'a', sizeof long_line - 1);
    long_line[sizeof long_line - 1] = 0;
    for (int i = 0; i < 200; i++) {
        voice_say(voice, "Change sides.", "Now the right.");
        voice_say(voice, "--help", NULL);
        if (i % 50 == 0) voice_say(voice, long_line, long_line);
        if (i % 7 == 0) voice_hush(voice);
    }
}

static void nothing_waits_for_the_voice(void **state) {
    (void)state;
    int64_t start = now_ms();
    struct voice *voice = voice_create();
    assert_non_null(voice);
    talk(voice);
    voice_destroy(voice); // while it still looks for a voice
    assert_in_range(now_ms() - start, 0, 500);
}

static void it_ends_while_it_speaks(void **state) {
    (void)state;
    struct voice *voice = voice_create();
    assert_non_null(voice);
    sleep_ms(2600); // it has found a voice, or that there is none
    int64_t start = now_ms();
    talk(voice);
    assert_in_range(now_ms() - start, 0, 500);
    voice_say(voice, "Upper trapezius stretch.", "The left side first.");
    sleep_ms(100);
    voice_destroy(voice);
    assert_in_range(now_ms() - start, 0, 3000);
}

static void no_voice_is_fine(void **state) {
    (void)state;
    voice_say(NULL, "a", NULL);
    voice_hush(NULL);
    voice_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_waits_for_the_voice),
        cmocka_unit_test(it_ends_while_it_speaks),
        cmocka_unit_test(no_voice_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
