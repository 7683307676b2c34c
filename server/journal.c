// SPDX-License-Identifier: Apache-2.0
// Group commit. Requests that bring events are suspended when their body is there, and gather while
// the writer is busy with those before them; then they are handed over all at once, so that one
// wait for the disk serves them all. What was answered is on the disk.
//
// Whoever was answered often comes again at once. Handing over before they are back would have two
// halves take turns at the disk; so those who wait give them a little time, up to a quarter of what
// the disk alone took.
#include <stdlib.h>
#include <time.h>

#include "inside.h"

enum { PATIENCE_US = 2000 };

static void wait_for_disk(struct request *request, request_answer *then) {
    struct journal *journal = &request->server->journal;
    request->then = then;
    request->state = REQUEST_WAITING;
    request->next = NULL;
    if (journal->last)
        journal->last->next = request;
    else
        journal->first = request;
    journal->last = request;
    journal->count++;
    MHD_suspend_connection(request->connection);
}

void keep_events(struct request *request, struct uh_event *events, int count,
                 request_answer *then) {
    request->events = events;
    request->event_count = count;
    wait_for_disk(request, then);
}

void keep_body(struct request *request, request_read *read, request_answer *then) {
    request->read = read;
    wait_for_disk(request, then);
}

void erase_record(struct request *request, request_answer *then) {
    request->erases = true;
    wait_for_disk(request, then);
}

// Takes the first of those who wait off the list: all up to one that erases, or that one alone.
static struct request *next_group(struct journal *journal) {
    struct request *group = journal->first, *end = group;
    int count = 1;
    for (; !group->erases && end->next && !end->next->erases; end = end->next) count++;
    journal->first = end->next;
    if (!journal->first) journal->last = NULL;
    end->next = NULL;
    journal->count -= count;
    return group;
}

int64_t journal_patience_us(const struct journal *journal) {
    if (!journal->first || journal->busy) return INT64_MAX;
    int64_t left = journal->until_us - clock_us();
    return journal->count >= journal->company || left < 0 ? 0 : left;
}

void journal_hand_over(struct journal *journal) {
    if (journal_patience_us(journal) > 0) return;
    journal->busy = true;
    writer_hand(&journal->writer, next_group(journal));
}

void journal_answer(struct server *server) {
    struct journal *journal = &server->journal;
    struct request *group = writer_take(&journal->writer);
    if (!group) return;
    int answered = 0;
    bool changed = false;
    for (struct request *at = group, *next; at; at = next, answered++) {
        next = at->next;
        changed = changed || at->added > 0 || at->erases;
        MHD_resume_connection(at->connection);
    }
    int64_t patience_us = journal->writer.disk_us / 4;
    journal->busy = false;
    journal->company = journal->count + answered;
    journal->until_us = clock_us() + (patience_us < PATIENCE_US ? patience_us : PATIENCE_US);
    if (!changed) return;
    server->room.record_read = false;
    streams_wake(&server->streams);
}

// Until nothing waits any more.
void journal_finish(struct server *server) {
    struct journal *journal = &server->journal;
    while (journal->first || journal->busy) {
        struct timespec nap = {0, 200000};
        journal->company = 0;
        journal_hand_over(journal);
        nanosleep(&nap, NULL);
        journal_answer(server);
    }
}
