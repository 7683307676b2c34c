// SPDX-License-Identifier: Apache-2.0
// Group commit. Requests that bring events are suspended when their body is there; at the end of a
// turn all that wait are written in one transaction, so that one wait for the disk serves them all,
// and only then answered. What was answered is on the disk. Where several came together last time,
// the first wait a little for the others: up to a quarter of what the disk takes.
#include <stdlib.h>
#include <time.h>

#include "inside.h"

enum { PATIENCE_US = 2000 };

void keep_events(struct request *request, struct uh_event *events, int count,
                 request_answer *then) {
    struct server *server = request->server;
    request->events = events;
    request->event_count = count;
    request->then = then;
    request->state = REQUEST_WAITING;
    request->next = NULL;
    if (server->waiting_last)
        server->waiting_last->next = request;
    else
        server->waiting = request;
    server->waiting_last = request;
    server->waiting_count++;
    MHD_suspend_connection(request->connection);
}

static enum uh_store_result append(struct request *request, struct uh_text *error) {
    enum uh_store_result result = UH_STORE_OK;
    for (int i = 0; i < request->event_count && result == UH_STORE_OK; i++) {
        bool added = false;
        result = uh_store_append(request->server->room.store, &request->events[i], &added, error);
        request->added += added;
    }
    return result;
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

int64_t journal_patience_us(const struct server *server) {
    if (server->waiting_count >= server->company) return 0;
    return server->commit_us / 4 < PATIENCE_US ? server->commit_us / 4 : PATIENCE_US;
}

static int64_t clock_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// All that waits in one transaction. *cursor is that of the last event then.
static enum uh_store_result write_all(struct server *server, int *added, int64_t *cursor,
                                      struct uh_text *error) {
    struct uh_store *store = server->room.store;
    enum uh_store_result result = uh_store_begin(store, error);
    if (result != UH_STORE_OK) return result;
    for (struct request *at = server->waiting; at && result == UH_STORE_OK; at = at->next) {
        result = append(at, error);
        *added += at->added;
    }
    if (result == UH_STORE_OK) result = uh_store_cursor(store, cursor, error);
    enum uh_store_result ended = uh_store_end(store, result == UH_STORE_OK, error);
    return result == UH_STORE_OK ? ended : result;
}

bool journal_commit(struct server *server) {
    struct request *first = server->waiting;
    if (!first) return false;
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    int added = 0;
    int64_t cursor = 0, began_us = clock_us();
    enum uh_store_result result = write_all(server, &added, &cursor, &error);
    server->commit_us = clock_us() - began_us;
    server->company = server->waiting_count;
    server->waiting_count = 0;
    server->waiting = server->waiting_last = NULL;
    for (struct request *at = first, *next; at; at = next) {
        next = at->next;
        if (result != UH_STORE_OK) fail(at, result, words);
        at->cursor = cursor;
        at->state = REQUEST_KEPT;
        MHD_resume_connection(at->connection);
    }
    if (result == UH_STORE_OK && added > 0) {
        server->room.record_read = false;
        streams_wake(&server->streams);
    }
    return true;
}
