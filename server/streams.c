// SPDX-License-Identifier: Apache-2.0
// Server-sent events. Each stream remembers how far it has read in the record and reads on from
// there when woken, so that nothing waits in memory for a reader that is slow. Between times its
// connection is suspended.
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "unhunch/event_json.h"

enum { PIECE_EVENTS = 64, BEAT_MS = 15000 };

struct stream {
    struct stream *next, *before;
    struct server *server;
    struct MHD_Connection *connection;
    char device[9]; // id; empty: this machine
    bool suspended, beat, revoked;
    int64_t cursor;
    int changes, erasures; // seen
    char *text;            // what is being sent
    size_t length, sent;
};

// ---- what to send

struct piece {
    char *text;
    size_t length;
    FILE *out;
    int64_t cursor;
};

static bool write_event(void *context, int64_t cursor, const struct uh_event *event) {
    struct piece *piece = context;
    json_t *json = uh_event_to_json(event);
    fprintf(piece->out, "event: record\nid: %lld\ndata: ", (long long)cursor);
    json_dumpf(json, piece->out, JSON_COMPACT | JSON_REAL_PRECISION(15));
    fputs("\n\n", piece->out);
    json_decref(json);
    piece->cursor = cursor;
    return true;
}

// All that is new for a stream, as text that is the caller's; NULL where nothing is.
static char *news(struct stream *stream, size_t *length) {
    struct server *server = stream->server;
    struct piece piece = {.cursor = stream->cursor};
    char words[256];
    struct uh_text error = uh_text_in(words, sizeof words);
    piece.out = open_memstream(&piece.text, &piece.length);
    if (!piece.out) abort();
    if (stream->erasures != server->streams.erasures)
        fputs("event: erased\ndata: {}\n\n", piece.out);
    if (stream->changes != server->room.changes) fputs("event: profile\ndata: {}\n\n", piece.out);
    uh_store_since(server->room.store, stream->cursor, PIECE_EVENTS, write_event, &piece, &error);
    if (stream->beat) fputs(": here\n\n", piece.out);
    if (fclose(piece.out) != 0) abort();
    stream->erasures = server->streams.erasures;
    stream->changes = server->room.changes;
    stream->cursor = piece.cursor;
    stream->beat = false;
    *length = piece.length;
    if (piece.length > 0) return piece.text;
    free(piece.text);
    return NULL;
}

static ssize_t read_on(void *context, uint64_t position, char *room, size_t size) {
    struct stream *stream = context;
    (void)position;
    if (stream->server->ending || stream->revoked) return MHD_CONTENT_READER_END_OF_STREAM;
    if (!stream->text) {
        stream->text = news(stream, &stream->length);
        stream->sent = 0;
    }
    if (!stream->text) {
        stream->suspended = true;
        MHD_suspend_connection(stream->connection);
        return 0;
    }
    size_t part = stream->length - stream->sent < size ? stream->length - stream->sent : size;
    memcpy(room, stream->text + stream->sent, part);
    stream->sent += part;
    if (stream->sent == stream->length) {
        free(stream->text);
        stream->text = NULL;
    }
    return (ssize_t)part;
}

// ---- a stream's life

static void end_stream(void *context) {
    struct stream *stream = context;
    struct streams *streams = &stream->server->streams;
    if (stream->before)
        stream->before->next = stream->next;
    else
        streams->first = stream->next;
    if (stream->next) stream->next->before = stream->before;
    streams->count--;
    free(stream->text);
    free(stream);
}

static void add_stream(struct streams *streams, struct stream *stream) {
    stream->next = streams->first;
    if (streams->first) streams->first->before = stream;
    streams->first = stream;
    streams->count++;
}

// Where to begin: after what the page says it saw last, else now.
static bool begin_at(struct request *request, int64_t *cursor) {
    static const char *const names[] = {"since", NULL};
    char words[256];
    struct uh_text error = uh_text_in(words, sizeof words);
    const char *last = header(request, "Last-Event-ID");
    only_parameters(request, names);
    int64_t since = parameter_whole(request, "since", 0, INT64_C(9007199254740991), -1);
    if (last && *last && strlen(last) <= 16 && strspn(last, "0123456789") == strlen(last))
        since = strtoll(last, NULL, 10);
    *cursor = since;
    if (request->status == 0 && since < 0 &&
        uh_store_cursor(request->server->room.store, cursor, &error) != UH_STORE_OK)
        refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "%s", words);
    return request->status == 0;
}

void api_stream(struct request *request) {
    struct server *server = request->server;
    int64_t cursor;
    int most = server->links.most * STREAMS_MAX / LINKS_MAX;
    if (server->streams.count >= most)
        refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", NULL,
               "%d pages listen already, as many as may; close one", most);
    if (!begin_at(request, &cursor)) return;
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream) abort();
    *stream = (struct stream){.server = server,
                              .connection = request->connection,
                              .beat = true,
                              .cursor = cursor,
                              .changes = server->room.changes,
                              .erasures = server->streams.erasures};
    const struct device *device =
        address_is_local(&request->link->from) ? NULL : device_of(request);
    if (device) snprintf(stream->device, sizeof stream->device, "%s", device->shown.id);
    add_stream(&server->streams, stream);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_on, stream, end_stream);
    if (!response) abort();
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    add_data_headers(response);
    if (!request->head) link_enter(request->link, LINK_STREAMING, server->now_ms);
    answer(request, MHD_HTTP_OK, response);
}

static void wake(struct stream *stream) {
    if (!stream->suspended) return;
    stream->suspended = false;
    MHD_resume_connection(stream->connection);
}

void streams_wake(struct streams *streams) {
    for (struct stream *stream = streams->first; stream; stream = stream->next) wake(stream);
}

void streams_check(struct streams *streams, struct devices *devices) {
    char words[256];
    struct uh_text error = uh_text_in(words, sizeof words);
    devices_refresh(devices, &error); // a list that cannot be read holds none
    for (struct stream *stream = streams->first; stream; stream = stream->next) {
        if (!*stream->device || devices_have(devices, stream->device)) continue;
        stream->revoked = true;
        wake(stream);
    }
}

// A comment now and then keeps the way open, and finds out who has gone.
void streams_tick(struct streams *streams, int64_t now_ms) {
    if (now_ms - streams->beat_ms < BEAT_MS) return;
    streams->beat_ms = now_ms;
    for (struct stream *stream = streams->first; stream; stream = stream->next) stream->beat = true;
    streams_wake(streams);
}
