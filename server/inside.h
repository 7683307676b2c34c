// SPDX-License-Identifier: Apache-2.0
// What the files of the server share: a request on its way through, what is known of the person,
// and the server itself.
#ifndef UNHUNCH_SERVER_INSIDE_H
#define UNHUNCH_SERVER_INSIDE_H

#include <jansson.h>
#include <microhttpd.h>
#include <sys/stat.h>

#include "devices.h"
#include "guard.h"
#include "unhunch/server.h"
#include "unhunch/store.h"
#include "writer.h"

enum {
    BODY_MAX = 1 << 20,  // bytes of a body that are taken
    DRAIN_MAX = 8 << 20, // of one that is refused: so many are read to tell the sender why
    EVENTS_MAX = 500,    // of a batch
    STREAMS_MAX = 1200,  // open at once, of
    LINKS_MAX = 2000,    // connections at once; fewer where fewer files may be open
    LINKS_PER_ADDRESS = 64
};

// ---- connections

// What a connection is doing, and how long it may: see links.c.
enum link_phase { LINK_NEW, LINK_IDLE, LINK_ANSWERING, LINK_STREAMING, LINK_PHASES };

struct link {
    struct link *next, *before;
    struct address from, here;
    int socket;
    enum link_phase phase;
    int64_t since_ms;
    bool shut;
};

struct links {
    struct link *first;
    int count, most;
};

struct link *links_add(struct links *links, struct MHD_Connection *connection, int64_t now_ms);
void links_remove(struct links *links, struct link *link);
void link_enter(struct link *link, enum link_phase phase, int64_t now_ms);
bool links_full(const struct links *links, const struct address *from);
void links_shut_late(struct links *links, int64_t now_ms);

// ---- the person

struct room {
    const struct uh_server_options *options;
    struct uh_store *store;
    struct uh_profile_file file;
    struct stat profile_stamp;
    bool profile_read, record_read; // false: to be read again
    int64_t store_stamp;
    struct uh_record record;
    struct uh_history history;
    struct uh_check_in check_in;
    int64_t now_ms;
    int changes; // of the profile, counted for streams
};

bool room_open(struct room *room, const struct uh_server_options *options, struct uh_text *error);
void room_close(struct room *room);

// Brings all of it up to now. False: it cannot be read; why is in error.
bool room_refresh(struct room *room, struct uh_text *error);
bool room_keep_profile(struct room *room, struct uh_text *error);
// True once after the record or the profile was changed by anybody.
bool room_changed(struct room *room);

// ---- a request

struct server;
struct request;
typedef void request_answer(struct request *request);
// Reads the events of a request's body, on the writer's thread; or refuses it.
typedef void request_read(struct request *request, struct batch *batch);

enum request_state { REQUEST_RECEIVING, REQUEST_WAITING, REQUEST_KEPT };

struct request {
    struct server *server;
    struct MHD_Connection *connection;
    struct link *link;
    const struct route *route;
    const char *path;
    bool head, answered;
    enum MHD_Result queued;
    // the body
    char *body;
    size_t length, drained;
    // why it is refused: status 0 where it is not
    unsigned status;
    const char *code;
    char at[80], message[400];
    // events that wait for the disk, and how to go on once they are there
    enum request_state state;
    struct request *next;
    struct uh_event *events; // NULL: `read` makes them
    request_read *read;
    bool erases;
    int event_count, added;
    int64_t cursor;
    request_answer *then;
    uint32_t lifted;
};

struct route {
    const char *method, *path;
    request_answer *answer;
    bool open; // to devices that are not paired
};

extern const struct route routes[];

// Refuses: the first reason stands. at may be NULL.
void refuse(struct request *request, unsigned status, const char *code, const char *at,
            const char *format, ...) __attribute__((format(printf, 5, 6)));

// Answers with JSON, which is released.
void answer_json(struct request *request, unsigned status, json_t *value);
// A response of JSON, with all the headers it needs; the value is released.
struct MHD_Response *json_response(json_t *value);
// Answers with a response, which is released here.
void answer(struct request *request, unsigned status, struct MHD_Response *response);
// The same with one that stays, to be used again.
void answer_again(struct request *request, unsigned status, struct MHD_Response *response);
void answer_refusal(struct request *request);
// The headers that every page has, and every answer that is none.
void add_page_headers(struct MHD_Response *response, bool document);
void add_data_headers(struct MHD_Response *response);

// A parameter of the query, or NULL. A parameter that has no value is "".
const char *parameter(const struct request *request, const char *name);
const char *header(const struct request *request, const char *name);

// A whole number of the query; refuses what is none. `otherwise` where it is not said.
int64_t parameter_whole(struct request *request, const char *name, int64_t least, int64_t most,
                        int64_t otherwise);
// Refuses parameters that are none of these; the last is NULL.
void only_parameters(struct request *request, const char *const *names);

// The device whose token the request has, or NULL.
const struct device *device_of(const struct request *request);
// Is it such a device, or this machine itself?
bool is_paired(const struct request *request);

// Brings the room up to now for a request. False after a refusal.
bool room_for(struct request *request);

// The body as a JSON object, or NULL after a refusal.
json_t *body_object(struct request *request);

// Keeps the events of a request durably, then calls `then`. Takes events over.
void keep_events(struct request *request, struct uh_event *events, int count, request_answer *then);
// The same with the events that are in its body.
void keep_body(struct request *request, request_read *read, request_answer *then);
// Erases all events, then calls `then`.
void erase_record(struct request *request, request_answer *then);

// ---- what is answered

void api_state(struct request *request);
void api_pair(struct request *request);
void api_moves(struct request *request);
void api_plan(struct request *request);
void api_profile(struct request *request);
void api_edit_profile(struct request *request);
void api_standing(struct request *request);
void api_check_in(struct request *request);
void api_events(struct request *request);
void api_add_events(struct request *request);
void api_progress(struct request *request);
void api_export(struct request *request);
void api_erase(struct request *request);
void api_stream(struct request *request);

// ---- pages

struct page_file {
    const char *path, *type, *tag; // "/app.js", "text/javascript", a hash of its bytes
    struct {
        const unsigned char *bytes;
        size_t length;
    } plain, gzip, brotli; // length 0: it would be no smaller
};

extern const struct page_file page_files[]; // the last has no path
bool pages_answer(struct request *request, const char *path);

// ---- streams

struct streams {
    struct stream *first;
    int count;
    int erasures;
    int64_t beat_ms;
};

void streams_wake(struct streams *streams);
void streams_tick(struct streams *streams, int64_t now_ms);
// Ends the streams of devices that are no longer in the list.
void streams_check(struct streams *streams, struct devices *devices);

// ---- what waits for the disk

struct journal {
    struct writer writer;
    struct request *first, *last; // that wait to be handed over
    int count, company;           // so many; so many there will soon be
    int64_t until_us;             // the wait for company ends
    bool busy;                    // the writer is
};

// How long until those who wait are to be handed over, in microseconds.
int64_t journal_patience_us(const struct journal *journal);
// Hands them over where it is time.
void journal_hand_over(struct journal *journal);
// Lets go on whom the writer has done.
void journal_answer(struct server *server);
void journal_finish(struct server *server);

// The answer to a batch that was kept. All of a group often get the same one, so it is made once.
struct added_answer {
    int events, added;
    int64_t cursor;
    struct MHD_Response *response;
};

// ---- the server

struct server {
    const struct uh_server_options *options;
    struct MHD_Daemon *daemons[2];
    int daemon_count;
    int poll, signals, timer;
    int port;
    char machine[256];
    struct links links;
    struct guard_rates rates;
    struct room room;
    struct devices devices;
    struct pairing pairing;
    struct streams streams;
    struct journal journal;
    struct added_answer added;
    int64_t now_ms;        // of this turn
    struct uh_arena arena; // of the planner
    bool there;            // another unhunch, which will do
    bool ending;
};

// The handler of libmicrohttpd, what it undoes codes in a URL with, and what ends a request.
size_t http_unescape(void *context, struct MHD_Connection *connection, char *text);
enum MHD_Result http_access(void *server, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **state);
void http_completed(void *server, struct MHD_Connection *connection, void **state,
                    enum MHD_RequestTerminationCode code);

int64_t wall_ms(void);
// Shows a code in the terminal where none is good any more: when the server begins, and when a
// device comes that is not paired. Not at once after the last, so that nobody can fill the screen.
void offer_pairing(struct server *server);

#endif
