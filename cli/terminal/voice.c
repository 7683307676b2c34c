// SPDX-License-Identifier: Apache-2.0
// One thread owns the voice and takes lines from a short queue. Opening speech-dispatcher can hang
// for seconds where there is no sound, so that happens in a thread of its own with a deadline: when
// it passes, espeak-ng is used as a process instead, and the late connection, should it come, is
// left to itself. libspeechd is loaded at run time, so that it need not be installed.
#define _GNU_SOURCE
#include "voice.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { LINE_SIZE = 256, LINES = 4, OPEN_DEADLINE_S = 2 };

// What libspeechd offers, by its documented C interface.
enum { SPD_SINGLE = 0, SPD_TEXT = 3 };
typedef void *spd_open2_call(const char *client, const char *connection, const char *user, int mode,
                             const void *address, int start_it, char **error);
typedef int spd_say_call(void *connection, int priority, const char *text);
typedef int spd_cancel_call(void *connection);
typedef void spd_close_call(void *connection);

// Shared by the voice and the thread that opens; freed by whoever is last.
struct opening {
    atomic_int users;
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool finished;
    void *library, *connection;
    spd_say_call *say;
    spd_cancel_call *cancel;
    spd_close_call *close;
};

struct voice {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    char lines[LINES][LINE_SIZE];
    int first, count;
    bool hush, quit;
    bool looked;   // whether a voice answers is known
    bool left;     // destroyed before that: the thread frees it
    pid_t speaker; // espeak-ng at work; 0: none
};

static void *have(void *memory) {
    if (memory != NULL) return memory;
    fputs("unhunch: out of memory\n", stderr);
    abort();
}

static void release(struct opening *opening) {
    if (atomic_fetch_sub(&opening->users, 1) != 1) return;
    if (opening->connection != NULL) opening->close(opening->connection);
    pthread_mutex_destroy(&opening->lock);
    pthread_cond_destroy(&opening->done);
    free(opening);
}

// A function of a library. POSIX lets a data pointer from dlsym be used so.
static void find(void *library, const char *name, void *call) {
    void *found = dlsym(library, name);
    memcpy(call, &found, sizeof found);
}

static void *open_speech(void *argument) {
    struct opening *opening = argument;
    spd_open2_call *open = NULL;
    char *error = NULL;
    void *connection = NULL;
    opening->library = dlopen("libspeechd.so.2", RTLD_NOW | RTLD_LOCAL);
    if (opening->library != NULL) {
        find(opening->library, "spd_open2", &open);
        find(opening->library, "spd_say", &opening->say);
        find(opening->library, "spd_cancel", &opening->cancel);
        find(opening->library, "spd_close", &opening->close);
        if (open != NULL && opening->say != NULL && opening->cancel != NULL &&
            opening->close != NULL)
            connection = open("unhunch", "session", NULL, SPD_SINGLE, NULL, 1, &error);
    }
    free(error);
    pthread_mutex_lock(&opening->lock);
    opening->connection = connection;
    opening->finished = true;
    pthread_cond_signal(&opening->done);
    pthread_mutex_unlock(&opening->lock);
    release(opening);
    return NULL;
}

// The connection to speech-dispatcher, or NULL where there is none before the deadline.
static struct opening *connect_speech(void) {
    struct opening *opening = have(calloc(1, sizeof *opening));
    atomic_init(&opening->users, 2);
    pthread_mutex_init(&opening->lock, NULL);
    pthread_cond_init(&opening->done, NULL);
    pthread_t thread;
    if (pthread_create(&thread, NULL, open_speech, opening) != 0) {
        free(opening);
        return NULL;
    }
    pthread_detach(thread);
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += OPEN_DEADLINE_S;
    pthread_mutex_lock(&opening->lock);
    int failed = 0;
    while (!opening->finished && failed == 0)
        failed = pthread_cond_timedwait(&opening->done, &opening->lock, &deadline);
    bool connected = opening->finished && opening->connection != NULL;
    pthread_mutex_unlock(&opening->lock);
    if (connected) return opening;
    release(opening);
    return NULL;
}

static void stop_speaker(struct voice *voice) {
    if (voice->speaker > 0) kill(voice->speaker, SIGTERM);
}

// Says a line with espeak-ng and waits until it is said or hushed.
static void speak_with_process(struct voice *voice, const char *line) {
    char *const arguments[] = {"espeak-ng", "-s", "150", "--", (char *)(uintptr_t)line, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", 0, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", 1, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t child = 0;
    int failed = posix_spawnp(&child, arguments[0], &files, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0) return;
    pthread_mutex_lock(&voice->lock);
    voice->speaker = child;
    if (voice->hush || voice->quit) stop_speaker(voice);
    pthread_mutex_unlock(&voice->lock);
    siginfo_t ended;
    waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT);
    pthread_mutex_lock(&voice->lock);
    voice->speaker = 0;
    pthread_mutex_unlock(&voice->lock);
    waitpid(child, NULL, 0);
}

// Waits for a line. False: it is time to quit.
static bool next_line(struct voice *voice, struct opening *speech, char line[LINE_SIZE]) {
    pthread_mutex_lock(&voice->lock);
    while (voice->count == 0 && !voice->quit && !voice->hush)
        pthread_cond_wait(&voice->wake, &voice->lock);
    if (voice->hush && speech != NULL) speech->cancel(speech->connection);
    voice->hush = false;
    line[0] = 0;
    if (voice->count > 0) {
        memcpy(line, voice->lines[voice->first], LINE_SIZE);
        voice->first = (voice->first + 1) % LINES;
        voice->count--;
    }
    bool go_on = !voice->quit;
    pthread_mutex_unlock(&voice->lock);
    return go_on;
}

static void forget(struct voice *voice) {
    pthread_mutex_destroy(&voice->lock);
    pthread_cond_destroy(&voice->wake);
    free(voice);
}

static void *run(void *argument) {
    struct voice *voice = argument;
    struct opening *speech = connect_speech();
    pthread_mutex_lock(&voice->lock);
    voice->looked = true;
    pthread_mutex_unlock(&voice->lock);
    char line[LINE_SIZE];
    while (next_line(voice, speech, line)) {
        if (line[0] == 0) continue;
        if (speech != NULL)
            speech->say(speech->connection, SPD_TEXT, line);
        else
            speak_with_process(voice, line);
    }
    if (speech != NULL) release(speech);
    pthread_mutex_lock(&voice->lock);
    bool left = voice->left;
    pthread_mutex_unlock(&voice->lock);
    if (left) forget(voice);
    return NULL;
}

struct voice *voice_create(void) {
    struct voice *voice = have(calloc(1, sizeof *voice));
    pthread_mutex_init(&voice->lock, NULL);
    pthread_cond_init(&voice->wake, NULL);
    if (pthread_create(&voice->thread, NULL, run, voice) == 0) return voice;
    free(voice);
    return NULL;
}

void voice_destroy(struct voice *voice) {
    if (voice == NULL) return;
    pthread_mutex_lock(&voice->lock);
    voice->quit = true;
    stop_speaker(voice);
    pthread_cond_signal(&voice->wake);
    bool left = voice->left = !voice->looked;
    pthread_t thread = voice->thread;
    pthread_mutex_unlock(&voice->lock);
    if (left) {
        pthread_detach(thread);
        return;
    }
    pthread_join(thread, NULL);
    forget(voice);
}

void voice_say(struct voice *voice, const char *text, const char *more) {
    if (voice == NULL) return;
    pthread_mutex_lock(&voice->lock);
    if (voice->count == LINES) {
        voice->first = (voice->first + 1) % LINES;
        voice->count--;
    }
    char *line = voice->lines[(voice->first + voice->count++) % LINES];
    snprintf(line, LINE_SIZE, "%s %s", text, more != NULL ? more : "");
    pthread_cond_signal(&voice->wake);
    pthread_mutex_unlock(&voice->lock);
}

void voice_hush(struct voice *voice) {
    if (voice == NULL) return;
    pthread_mutex_lock(&voice->lock);
    voice->count = 0;
    voice->hush = true;
    stop_speaker(voice);
    pthread_cond_signal(&voice->wake);
    pthread_mutex_unlock(&voice->lock);
}
