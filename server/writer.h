// SPDX-License-Identifier: Apache-2.0
// The one who writes: a thread with a store of its own. It is handed a group of requests, has them
// on the disk in one transaction, and gives them back; in between nobody else touches them.
#ifndef UNHUNCH_SERVER_WRITER_H
#define UNHUNCH_SERVER_WRITER_H

#include <pthread.h>

#include "unhunch/store.h"

struct request;

// Room for the events of one request, used again for the next.
struct batch {
    struct uh_event *events;
    int count, room;
};

// Makes room for so many events and says that so many are there.
void batch_take(struct batch *batch, int count);

struct writer {
    struct uh_store *store;
    struct batch batch;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    int64_t disk_us;                // how long the last group waited for the disk
    int done;                       // can be read when a group was written
    struct request *group, *result; // under the lock: to be written; written
    bool started, ending;
};

bool writer_start(struct writer *writer, const char *path, struct uh_text *error);
void writer_end(struct writer *writer);

// Hands over a list of requests; none is to be under way.
void writer_hand(struct writer *writer, struct request *group);
// The list that was written, or NULL while it is not.
struct request *writer_take(struct writer *writer);

// A clock that only goes on.
int64_t clock_us(void);

#endif
