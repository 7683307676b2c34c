// SPDX-License-Identifier: Apache-2.0
// A request from its first line to its answer. libmicrohttpd calls http_access when the headers are
// there, for each piece of the body, and when all of it is there. Whatever is wrong is found early
// and said late: the body is read first, since a sender that is still sending would see its
// connection break instead of the answer.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "inside.h"

// Only what this server sends is run, shown or asked; wasm may be compiled.
static const char content_policy[] =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' "
    "data: blob:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct said {
    const char *name, *value;
};

// What the browser shows or runs by itself; the policy of a document holds for all that it loads.
static const struct said document_headers[] = {
    {"Content-Security-Policy", content_policy},
    {0},
};

static const struct said page_headers[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {0},
};

// What is no page has no links and runs nothing; nobody keeps a copy of it.
static const struct said data_headers[] = {
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {0},
};

static void add_all(struct MHD_Response *response, const struct said *headers) {
    for (; headers->name; headers++)
        MHD_add_response_header(response, headers->name, headers->value);
}

void add_page_headers(struct MHD_Response *response, bool document) {
    if (document) add_all(response, document_headers);
    add_all(response, page_headers);
}

void add_data_headers(struct MHD_Response *response) {
    add_all(response, data_headers);
}

const char *header(const struct request *request, const char *name) {
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

const char *parameter(const struct request *request, const char *name) {
    const char *value = NULL;
    size_t size = 0;
    enum MHD_Result found = MHD_lookup_connection_value_n(
        request->connection, MHD_GET_ARGUMENT_KIND, name, strlen(name), &value, &size);
    if (found != MHD_YES) return NULL;
    return value ? value : "";
}

void refuse(struct request *request, unsigned status, const char *code, const char *at,
            const char *format, ...) {
    if (request->status != 0) return;
    va_list values;
    va_start(values, format);
    vsnprintf(request->message, sizeof request->message, format, values);
    va_end(values);
    snprintf(request->at, sizeof request->at, "%s", at ? at : "");
    request->status = status;
    request->code = code;
}

void answer_again(struct request *request, unsigned status, struct MHD_Response *response) {
    if (!response) abort();
    request->queued = MHD_queue_response(request->connection, status, response);
    request->answered = true;
}

void answer(struct request *request, unsigned status, struct MHD_Response *response) {
    answer_again(request, status, response);
    MHD_destroy_response(response);
}

struct MHD_Response *json_response(json_t *value) {
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(15)) : NULL;
    if (!text) abort();
    json_decref(value);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE);
    if (!response) abort();
    MHD_add_response_header(response, "Content-Type", "application/json");
    add_data_headers(response);
    return response;
}

void answer_json(struct request *request, unsigned status, json_t *value) {
    struct MHD_Response *response = json_response(value);
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        MHD_add_response_header(response, "Allow", request->at);
    if (status == MHD_HTTP_TOO_MANY_REQUESTS || status == MHD_HTTP_SERVICE_UNAVAILABLE)
        MHD_add_response_header(response, "Retry-After", "5");
    if (status == MHD_HTTP_BAD_REQUEST || request->drained > 0)
        MHD_add_response_header(response, "Connection", "close");
    answer(request, status, response);
}

// The message may hold bytes of the request: what is no UTF-8 is not repeated.
void answer_refusal(struct request *request) {
    json_t *message = json_string(request->message);
    json_t *at = request->at[0] ? json_string(request->at) : NULL;
    answer_json(request, request->status,
                json_pack("{s:{s:s, s:o, s:o}}", "error", "code", request->code, "message",
                          message ? message : json_string("something in it is no UTF-8"), "at",
                          at ? at : json_null()));
}

// ---- what is looked at before anything is read

// What the headers are, taken together.
struct headers {
    int hosts, lengths, codings;
    bool odd; // a name that no header has
};

static enum MHD_Result look_at_header(void *context, enum MHD_ValueKind kind, const char *key,
                                      size_t key_size, const char *value, size_t value_size) {
    static const char token[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    struct headers *headers = context;
    (void)kind;
    (void)value;
    (void)value_size;
    headers->hosts += strcasecmp(key, "Host") == 0;
    headers->lengths += strcasecmp(key, "Content-Length") == 0;
    headers->codings += strcasecmp(key, "Transfer-Encoding") == 0;
    if (key_size == 0 || strspn(key, token) != key_size) headers->odd = true;
    return MHD_YES;
}

// Two lengths of one body, or a length that only some would see, is how requests are smuggled past
// others.
static void check_framing(struct request *request) {
    struct headers headers = {0};
    MHD_get_connection_values_n(request->connection, MHD_HEADER_KIND, look_at_header, &headers);
    const char *coding = header(request, "Transfer-Encoding");
    if (headers.lengths + headers.codings > 1)
        refuse(request, MHD_HTTP_BAD_REQUEST, "bad-request", "Content-Length",
               "say the length of the body once, in one way");
    else if (coding && strcasecmp(coding, "chunked") != 0)
        refuse(request, MHD_HTTP_BAD_REQUEST, "bad-request", "Transfer-Encoding",
               "a body comes as it is, or chunked");
    else if (headers.odd)
        refuse(request, MHD_HTTP_BAD_REQUEST, "bad-request", NULL,
               "a header is called what none may be called");
    else if (headers.hosts != 1)
        refuse(request, MHD_HTTP_BAD_REQUEST, "bad-request", "Host", "say one Host");
}

static bool safe_method(const char *method) {
    return strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
}

// The name the server is called by, and the page that asks. Browsers say the site with every
// request that writes; a link from elsewhere may open the page, and no more.
static void check_site(struct request *request, const char *method) {
    const char *host = header(request, "Host");
    const char *origin = header(request, "Origin");
    const char *site = header(request, "Sec-Fetch-Site");
    const struct address *here = &request->link->here;
    bool own = !site || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
    bool page = strncmp(request->path, "/api", 4) != 0 && safe_method(method);
    if (!guard_host(host, here, request->server->machine))
        refuse(request, MHD_HTTP_FORBIDDEN, "foreign-host", "Host",
               "this server is not called that; use the address that unhunch serve printed");
    else if ((origin && !guard_origin(origin, host)) || (!own && !page))
        refuse(request, MHD_HTTP_FORBIDDEN, "foreign-site", "Origin",
               "pages of other sites may not ask this server");
}

// The token of a paired device: "Authorization: Bearer TOKEN" or the cookie.
static const char *token_of(const struct request *request) {
    const char *said = header(request, "Authorization");
    if (said && strncasecmp(said, "Bearer ", 7) == 0) return said + 7;
    return MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, "unhunch");
}

const struct device *device_of(const struct request *request) {
    const char *token = token_of(request);
    char words[256];
    struct uh_text error = uh_text_in(words, sizeof words);
    bool read = token && devices_refresh(&request->server->devices, &error);
    return read ? devices_find(&request->server->devices, token) : NULL;
}

bool is_paired(const struct request *request) {
    return address_is_local(&request->link->from) || device_of(request);
}

// ---- which answer is meant

static const char *allowed(const char *path, char room[64]) {
    room[0] = 0;
    for (const struct route *route = routes; route->path; route++) {
        if (strcmp(route->path, path) != 0) continue;
        if (room[0]) strcat(room, ", ");
        strcat(room, route->method);
        if (strcmp(route->method, "GET") == 0) strcat(room, ", HEAD");
    }
    return room;
}

static void find_route(struct request *request, const char *method) {
    const char *wanted = request->head ? MHD_HTTP_METHOD_GET : method;
    char methods[64];
    for (const struct route *route = routes; route->path && !request->route; route++)
        if (strcmp(route->path, request->path) == 0 && strcmp(route->method, wanted) == 0)
            request->route = route;
    if (request->route) return;
    if (*allowed(request->path, methods))
        refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "not-allowed", methods, "%s is not answered",
               request->path);
    else if (strncmp(request->path, "/api/", 5) == 0)
        refuse(request, MHD_HTTP_NOT_FOUND, "not-found", NULL,
               "there is nothing of that name; /api describes what there is");
    else if (!safe_method(method))
        refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "not-allowed", "GET, HEAD",
               "pages can only be read");
}

static void check_body(struct request *request, const char *method) {
    const char *type = header(request, "Content-Type");
    const char *length = header(request, "Content-Length");
    if (safe_method(method)) return;
    if (!type || strncasecmp(type, "application/json", 16) != 0 ||
        (type[16] && !strchr("; \t", type[16])))
        refuse(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "wrong-type", "Content-Type",
               "send application/json");
    if (length && strtoull(length, NULL, 10) > BODY_MAX)
        refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "too-large", NULL,
               "a body has at most %d bytes", BODY_MAX);
}

// Everything that the headers decide.
static void look(struct request *request, const char *method) {
    struct server *server = request->server;
    check_framing(request);
    if (request->status == 0) check_site(request, method);
    bool local = address_is_local(&request->link->from);
    if (!local && !guard_rate(&server->rates, &request->link->from, server->now_ms))
        refuse(request, MHD_HTTP_TOO_MANY_REQUESTS, "too-many", NULL,
               "too many requests; wait a moment");
    if (request->status == 0) find_route(request, method);
    if (request->route && !request->route->open && !is_paired(request))
        refuse(request, MHD_HTTP_UNAUTHORIZED, "not-paired", NULL,
               "pair this device with the code that unhunch serve shows");
    if (request->status == 0) check_body(request, method);
}

// ---- the body

static bool take(struct request *request, const char *bytes, size_t size) {
    if (request->length + size > BODY_MAX)
        refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "too-large", NULL,
               "a body has at most %d bytes", BODY_MAX);
    if (request->status != 0) {
        request->drained += size;
        return request->drained <= DRAIN_MAX;
    }
    request->body = realloc(request->body, request->length + size + 1);
    if (!request->body) abort();
    memcpy(request->body + request->length, bytes, size);
    request->length += size;
    return true;
}

json_t *body_object(struct request *request) {
    json_error_t mistake;
    json_t *root = json_loadb(request->body ? request->body : "", request->length,
                              JSON_REJECT_DUPLICATES, &mistake);
    if (!root)
        refuse(request, MHD_HTTP_BAD_REQUEST, "bad-json", NULL, "line %d, column %d: %s",
               mistake.line, mistake.column, mistake.text);
    else if (!json_is_object(root))
        refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "bad-value", "/",
               "the body is to be an object");
    if (request->status == 0) return root;
    json_decref(root);
    return NULL;
}

// ---- libmicrohttpd's side

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// "%2C" becomes what it stands for. "%00" stays as it is, for it would end the text early and make
// it another; so does what is no such code.
size_t http_unescape(void *context, struct MHD_Connection *connection, char *text) {
    char *to = text;
    (void)context;
    (void)connection;
    for (const char *from = text; *from; to++) {
        int high = *from == '%' ? hex_digit(from[1]) : -1;
        int low = high >= 0 ? hex_digit(from[2]) : -1;
        bool code = low >= 0 && high + low > 0;
        *to = code ? (char)(high * 16 + low) : *from;
        from += code ? 3 : 1;
    }
    *to = 0;
    return (size_t)(to - text);
}

static struct request *begin(struct server *server, struct MHD_Connection *connection,
                             const char *url, const char *method) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct request *request = calloc(1, sizeof *request);
    if (!request) abort();
    request->server = server;
    request->connection = connection;
    request->link = info->socket_context;
    request->path = url;
    request->head = strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    look(request, method);
    return request;
}

// A body that is too long to be read, or whose end cannot be told, is refused before it comes.
static bool cannot_be_read(const struct request *request) {
    const char *length = header(request, "Content-Length");
    return request->status == MHD_HTTP_BAD_REQUEST ||
           (request->status != 0 && length && strtoull(length, NULL, 10) > DRAIN_MAX);
}

static void respond(struct request *request) {
    link_enter(request->link, LINK_ANSWERING, request->server->now_ms);
    if (request->status == 0 && request->state == REQUEST_KEPT)
        request->then(request);
    else if (request->status == 0 && request->route)
        request->route->answer(request);
    else if (request->status == 0 && !pages_answer(request, request->path))
        refuse(request, MHD_HTTP_NOT_FOUND, "not-found", NULL, "there is no such page");
    if (!request->answered && request->state != REQUEST_WAITING) {
        if (request->status == 0)
            refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", NULL, "no answer was found");
        answer_refusal(request);
    }
}

enum MHD_Result http_access(void *context, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **state) {
    (void)version;
    struct request *request = *state;
    if (!request) {
        *state = request = begin(context, connection, url, method);
        if (!cannot_be_read(request)) return MHD_YES;
        request->drained = 1;
    } else if (*upload_size > 0) {
        bool taken = take(request, upload, *upload_size);
        *upload_size = 0;
        return taken ? MHD_YES : MHD_NO;
    }
    respond(request);
    return request->state == REQUEST_WAITING ? MHD_YES : request->queued;
}

void http_completed(void *context, struct MHD_Connection *connection, void **state,
                    enum MHD_RequestTerminationCode code) {
    struct server *server = context;
    struct request *request = *state;
    (void)connection;
    (void)code;
    if (!request) return;
    link_enter(request->link, LINK_IDLE, server->now_ms);
    free(request->body);
    free(request->events);
    free(request);
    *state = NULL;
}
