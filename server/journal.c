// SPDX-License-Identifier: Apache-2.0
// Group commit. Requests that bring events are suspended when their body is there; at the end of a
// turn all that wait are written in one transaction, so that one wait for the disk serves them all,
// and only then answered. What was answered is on the disk.
#include <stdlib.h>

#include "inside.h"

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

bool journal_commit(struct server *server) {
    struct request *first = server->waiting;
    if (!first) return false;
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    enum uh_store_result result = uh_store_begin(server->room.store, &error);
    bool begun = result == UH_STORE_OK;
    int added = 0;
    for (struct request *at = first; at && result == UH_STORE_OK; at = at->next) {
        result = append(at, &error);
        added += at->added;
    }
    if (begun) {
        enum uh_store_result ended =
            uh_store_end(server->room.store, result == UH_STORE_OK, &error);
        if (result == UH_STORE_OK) result = ended;
    }
    server->waiting = server->waiting_last = NULL;
    for (struct request *at = first, *next; at; at = next) {
        next = at->next;
        if (result != UH_STORE_OK) fail(at, result, words);
        at->state = REQUEST_KEPT;
        MHD_resume_connection(at->connection);
    }
    if (result == UH_STORE_OK && added > 0) {
        server->room.record_read = false;
        streams_wake(&server->streams);
    }
    return true;
}
