// SPDX-License-Identifier: Apache-2.0
// What a request brings is read, checked and written here, beside the thread that serves, which
// meanwhile takes the next requests in: so the wait for the disk costs nobody else anything.
#include "writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "inside.h"

void batch_take(struct batch *batch, int count) {
    if (count > batch->room) {
        free(batch->events);
        batch->events = malloc((size_t)count * sizeof *batch->events);
        if (!batch->events) abort();
        batch->room = count;
    }
    batch->count = count;
}

int64_t clock_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// The events of a request: its own, or read from its body. None after a refusal.
static struct uh_event *events_of(struct writer *writer, struct request *request) {
    if (request->events) return request->events;
    request->read(request, &writer->batch);
    request->event_count = request->status == 0 ? writer->batch.count : 0;
    return writer->batch.events;
}

static enum uh_store_result append(struct writer *writer, struct request *request,
                                   struct uh_text *error) {
    enum uh_store_result result = UH_STORE_OK;
    struct uh_event *events = events_of(writer, request);
    for (int i = 0; i < request->event_count && result == UH_STORE_OK; i++) {
        bool added = false;
        result = uh_store_append(writer->store, &events[i], &added, error);
        request->added += added;
    }
    return result;
}

// All of the group in one transaction. *cursor is that of the last event then.
static enum uh_store_result write_all(struct writer *writer, struct request *group, int64_t *cursor,
                                      struct uh_text *error) {
    enum uh_store_result result = uh_store_begin(writer->store, error);
    if (result != UH_STORE_OK) return result;
    for (struct request *at = group; at && result == UH_STORE_OK; at = at->next)
        result = append(writer, at, error);
    if (result == UH_STORE_OK) result = uh_store_cursor(writer->store, cursor, error);
    int64_t before_us = clock_us();
    enum uh_store_result ended = uh_store_end(writer->store, result == UH_STORE_OK, error);
    writer->disk_us = clock_us() - before_us;
    return result == UH_STORE_OK ? ended : result;
}

// What went wrong, as a refusal. Nothing of the transaction was kept.
static void fail(struct request *request, enum uh_store_result result, const char *words) {
    if (result == UH_STORE_BUSY)
        refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", NULL, "%s", words);
    else if (result == UH_STORE_FULL)
        refuse(request, MHD_HTTP_INSUFFICIENT_STORAGE, "full", NULL, "%s", words);
    else
        refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
}

static void write_group(struct writer *writer, struct request *group) {
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    int64_t cursor = 0;
    enum uh_store_result result = group->erases ? uh_store_erase(writer->store, &error)
                                                : write_all(writer, group, &cursor, &error);
    for (struct request *at = group; at; at = at->next) {
        if (result != UH_STORE_OK) fail(at, result, words);
        at->cursor = cursor;
        at->state = REQUEST_KEPT;
    }
}

// ---- the thread

static void *run(void *context) {
    struct writer *writer = context;
    uint64_t one = 1;
    pthread_mutex_lock(&writer->lock);
    for (;;) {
        while (!writer->group && !writer->ending) pthread_cond_wait(&writer->turn, &writer->lock);
        struct request *group = writer->group;
        if (!group) break;
        pthread_mutex_unlock(&writer->lock);
        write_group(writer, group);
        pthread_mutex_lock(&writer->lock);
        writer->group = NULL;
        writer->result = group;
        if (write(writer->done, &one, sizeof one) != sizeof one) abort();
    }
    pthread_mutex_unlock(&writer->lock);
    return NULL;
}

bool writer_start(struct writer *writer, const char *path, struct uh_text *error) {
    if (uh_store_open(path, UH_STORE_WRITE, &writer->store, error) != UH_STORE_OK) return false;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->turn, NULL);
    writer->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    int number = writer->done < 0 ? errno : pthread_create(&writer->thread, NULL, run, writer);
    writer->started = number == 0;
    if (number != 0) {
        uh_text_add(error, "the thread that writes could not begin: ");
        uh_text_add(error, strerror(number));
    }
    return writer->started;
}

void writer_end(struct writer *writer) {
    if (writer->started) {
        pthread_mutex_lock(&writer->lock);
        writer->ending = true;
        pthread_cond_signal(&writer->turn);
        pthread_mutex_unlock(&writer->lock);
        pthread_join(writer->thread, NULL);
    }
    if (writer->done >= 0) close(writer->done);
    uh_store_close(writer->store);
    free(writer->batch.events);
}

void writer_hand(struct writer *writer, struct request *group) {
    pthread_mutex_lock(&writer->lock);
    writer->group = group;
    pthread_cond_signal(&writer->turn);
    pthread_mutex_unlock(&writer->lock);
}

struct request *writer_take(struct writer *writer) {
    uint64_t times;
    if (read(writer->done, &times, sizeof times) != sizeof times) return NULL;
    pthread_mutex_lock(&writer->lock);
    struct request *group = writer->result;
    writer->result = NULL;
    pthread_mutex_unlock(&writer->lock);
    return group;
}
