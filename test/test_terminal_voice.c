// SPDX-License-Identifier: Apache-2.0
// The voice: no call waits for it, and it can end at any time. What speaks here is a program in
// espeak-ng's place that never comes to an end: a call that waited for it would not return.
#include "../cli/terminal/voice.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

// libspeechd 0.11 loses two short texts when nothing answers it; that is not ours to free.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:vasprintf\n";
}

static char folder[32], started[64];

// A speaker that tells its process and then speaks for ever; no speech-dispatcher.
static int make_speaker(void **state) {
    (void)state;
    char speaker[64], path[128];
    strcpy(folder, "/tmp/unhunch-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(started, sizeof started, "%s/started", folder);
    snprintf(speaker, sizeof speaker, "%s/espeak-ng", folder);
    FILE *out = fopen(speaker, "w");
    assert_non_null(out);
    fprintf(out, "#!/bin/sh\necho $$ >%s.new\nmv %s.new %s\nexec sleep 100000\n", started, started,
            started);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(chmod(speaker, 0700), 0);
    snprintf(path, sizeof path, "%s:/usr/bin:/bin", folder);
    setenv("PATH", path, 1);
    setenv("SPEECHD_ADDRESS", "unix_socket:/nowhere", 1);
    return 0;
}

static int remove_speaker(void **state) {
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

// Its process, once it speaks.
static pid_t speaking(void) {
    for (;;) {
        int pid = 0;
        FILE *in = fopen(started, "r");
        if (in && fscanf(in, "%d", &pid) != 1) pid = 0;
        if (in) fclose(in);
        if (pid > 0) return pid;
        struct timespec moment = {0, 20000000};
        nanosleep(&moment, NULL);
    }
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

static void it_ends_before_it_has_a_voice(void **state) {
    (void)state;
    struct voice *voice = voice_create();
    assert_non_null(voice);
    talk(voice);
    voice_destroy(voice);
}

static void nothing_waits_while_it_speaks(void **state) {
    (void)state;
    struct voice *voice = voice_create();
    assert_non_null(voice);
    voice_say(voice, "Upper trapezius stretch.", "The left side first.");
    pid_t first = speaking();
    voice_say(voice, "Change sides.", NULL);
    assert_int_equal(kill(first, 0), 0); // the call came back, and it still speaks
    assert_int_equal(unlink(started), 0);
    voice_hush(voice); // ends the first, and the second that waited is dropped
    voice_say(voice, "Now the right.", NULL);
    pid_t next = speaking();
    assert_int_not_equal(kill(first, 0), 0);
    talk(voice);
    voice_destroy(voice);
    assert_int_not_equal(kill(next, 0), 0);
}

static void no_voice_is_fine(void **state) {
    (void)state;
    voice_say(NULL, "a", NULL);
    voice_hush(NULL);
    voice_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_ends_before_it_has_a_voice),
        cmocka_unit_test(nothing_waits_while_it_speaks),
        cmocka_unit_test(no_voice_is_fine),
    };
    return cmocka_run_group_tests(tests, make_speaker, remove_speaker);
}
