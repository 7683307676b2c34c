// SPDX-License-Identifier: Apache-2.0
// One thread serves, in turns: libmicrohttpd handles whatever arrived, then what waits for the disk
// is handed to the one that writes. What that one has done, signals, and a clock that ticks each
// second come the same way as connections do, through epoll.
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "home.h"
#include "inside.h"
#include "probe.h"
#include "qr.h"
#include "unhunch/plan.h"

enum { SILENCE_S = 30, CONNECTION_BYTES = 16384, BACKLOG = 1024, SPARE_FILES = 64 };

static bool fail(struct uh_text *error, const char *what, const char *why) {
    uh_text_add(error, what);
    uh_text_add(error, ": ");
    uh_text_add(error, why);
    return false;
}

// ---- connections

static enum MHD_Result accept_policy(void *context, const struct sockaddr *from, socklen_t size) {
    struct server *server = context;
    struct address address = address_of(from);
    (void)size;
    return links_full(&server->links, &address) ? MHD_NO : MHD_YES;
}

static void connection_changed(void *context, struct MHD_Connection *connection, void **link,
                               enum MHD_ConnectionNotificationCode code) {
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *link = links_add(&server->links, connection, server->now_ms);
    else
        links_remove(&server->links, *link);
}

static void say_nothing(void *context, const char *format, va_list values) {
    (void)context;
    (void)format;
    (void)values;
}

// What is in the way of listening there, and what to do about it.
static void tell_listener(const struct server *server, const struct sockaddr *address,
                          socklen_t size, int number, struct uh_text *error) {
    char words[256], host[64] = "";
    int port = address_of(address).port;
    getnameinfo(address, size, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    if (number == EADDRINUSE)
        snprintf(words, sizeof words,
                 "another program serves at %s, port %d. End that one, or take another port: "
                 "%s serve --port %d",
                 host, port, server->options->program, port < UINT16_MAX ? port + 1 : UH_PORT);
    else
        snprintf(words, sizeof words, "%s, port %d: %s", host, port, strerror(number));
    uh_text_add(error, words);
}

// A socket that listens, or -1 and errno.
static int listen_on(const struct server *server, const struct sockaddr *address, socklen_t size,
                     struct uh_text *error) {
    int yes = 1;
    int listener = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return fail(error, "socket", strerror(errno)), -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address->sa_family == AF_INET6)
        setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (bind(listener, address, size) == 0 && listen(listener, BACKLOG) == 0) return listener;
    int number = errno;
    tell_listener(server, address, size, number, error);
    close(listener);
    errno = number;
    return -1;
}

static int port_of(int listener) {
    struct sockaddr_storage here;
    socklen_t size = sizeof here;
    if (getsockname(listener, (struct sockaddr *)&here, &size) != 0) return 0;
    return address_of((const struct sockaddr *)&here).port;
}

static bool start_daemon(struct server *server, int listener, struct uh_text *error) {
    if (listener < 0) return false;
    server->port = port_of(listener);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO | MHD_USE_ERROR_LOG, 0,
        accept_policy, server, http_access, server, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_S, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)server->links.most, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server, MHD_OPTION_NOTIFY_COMPLETED,
        http_completed, server, MHD_OPTION_UNESCAPE_CALLBACK, http_unescape, NULL, MHD_OPTION_END);
    if (!daemon) {
        close(listener);
        return fail(error, "the server", "could not begin");
    }
    server->daemons[server->daemon_count++] = daemon;
    return true;
}

// The port is taken: where it is by an unhunch of this person that will do, there is nothing to
// begin. Else the error tells more, or stays as it is.
static bool is_there(struct server *server, struct uh_text before, struct uh_text *error) {
    const struct uh_server_options *options = server->options;
    char version[PROBE_VERSION_SIZE];
    if (!probe_is_unhunch(options->port, version)) return false;
    if (!options->listen && strcmp(version, options->version) == 0) return server->there = true;
    *error = before;
    error->at[error->used] = 0;
    uh_text_add(error, "unhunch ");
    uh_text_add(error, version);
    uh_text_add(error, " serves on port ");
    uh_text_add_int(error, options->port);
    uh_text_add(error, " already. End that one (Ctrl-C in its terminal), then start this one ");
    uh_text_add(error, options->listen ? "to be reached from other devices." : "again.");
    return false;
}

// The loopback always; the address of the home network where one was given.
static bool start_daemons(struct server *server, struct uh_text *error) {
    const struct uh_server_options *options = server->options;
    struct sockaddr_in local = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)options->port)};
    struct uh_text before = *error;
    int listener = listen_on(server, (struct sockaddr *)&local, sizeof local, error);
    if (listener < 0 && errno == EADDRINUSE) return is_there(server, before, error);
    if (!start_daemon(server, listener, error)) return false;
    if (!options->listen) return true;
    struct home home;
    if (!home_read(options->listen, server->port, &home, error)) return false;
    const struct sockaddr *outside = (const struct sockaddr *)&home.address;
    return start_daemon(server, listen_on(server, outside, home.size, error), error);
}

// ---- what a person sees

static void home_url(const struct server *server, char *room, size_t size) {
    const char *listen = server->options->listen;
    bool six = listen && strchr(listen, ':');
    snprintf(room, size, "http://%s%s%s:%d", six ? "[" : "", listen ? listen : "localhost",
             six ? "]" : "", server->port);
}

static void show_pairing(const struct server *server) {
    char url[128], link[160];
    FILE *out = server->options->out;
    home_url(server, url, sizeof url);
    snprintf(link, sizeof link, "%s/#pair=%s", url, server->pairing.code);
    fprintf(out, "\n  On another device: %s   code %s\n", url, server->pairing.code);
    fprintf(out, "  The code is good for one device and %d minutes.\n", CODE_MINUTES);
    fprintf(out,
            "  There the page needs this server: browsers keep one for later only from localhost "
            "or over HTTPS.\n\n");
    qr_print(link, out);
    fflush(out);
}

void offer_pairing(struct server *server) {
    struct pairing *pairing = &server->pairing;
    bool soon = server->now_ms - pairing->made_ms < CODE_PAUSE_S * 1000;
    if (!server->options->listen || !pairing_spent(pairing, server->now_ms) || soon) return;
    pairing_renew(pairing, server->now_ms);
    show_pairing(server);
}

static void greet(struct server *server) {
    FILE *out = server->options->out;
    if (server->options->ready) server->options->ready(server->options->context);
    fprintf(out, "  The page   http://localhost:%d   %s\n",
            server->there ? server->options->port : server->port,
            server->there ? "it is served already" : "Ctrl-C ends it");
    if (server->links.most < LINKS_MAX && !server->there)
        fprintf(
            out,
            "  No more than %d connections at once: so few files may be open here (ulimit -n).\n",
            server->links.most);
    fflush(out);
    offer_pairing(server);
}

// ---- turns

static bool watch(const struct server *server, int file) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = file};
    return file >= 0 && epoll_ctl(server->poll, EPOLL_CTL_ADD, file, &event) == 0;
}

// Signals come through a file, to no thread: all that begin later block them too.
static void take_signals(struct server *server) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    server->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

static bool prepare(struct server *server, struct uh_text *error) {
    struct itimerspec second = {{1, 0}, {1, 0}};
    server->poll = epoll_create1(EPOLL_CLOEXEC);
    server->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (server->poll < 0 || !watch(server, server->signals) || !watch(server, server->timer) ||
        !watch(server, server->journal.writer.done) ||
        timerfd_settime(server->timer, 0, &second, NULL) != 0)
        return fail(error, "epoll", strerror(errno));
    for (int i = 0; i < server->daemon_count; i++) {
        const union MHD_DaemonInfo *info =
            MHD_get_daemon_info(server->daemons[i], MHD_DAEMON_INFO_EPOLL_FD);
        if (!info || !watch(server, info->epoll_fd)) return fail(error, "epoll", strerror(errno));
    }
    return true;
}

// Once a second: who is late, what others changed, whose access was taken away, a sign of life to
// streams.
static void tick(struct server *server) {
    uint64_t times;
    if (read(server->timer, &times, sizeof times) != sizeof times) return;
    links_shut_late(&server->links, server->now_ms);
    if (server->streams.count > 0 && room_changed(&server->room)) streams_wake(&server->streams);
    if (server->options->listen) streams_check(&server->streams, &server->devices);
    streams_tick(&server->streams, server->now_ms);
}

// How long may be waited: libmicrohttpd knows of work it has left.
static struct timespec patience(const struct server *server) {
    int64_t least_us = 1000000, journal_us = journal_patience_us(&server->journal);
    for (int i = 0; i < server->daemon_count; i++) {
        MHD_UNSIGNED_LONG_LONG left;
        if (MHD_get_timeout(server->daemons[i], &left) == MHD_YES &&
            left * 1000 < (uint64_t)least_us)
            least_us = (int64_t)left * 1000;
    }
    if (journal_us < least_us) least_us = journal_us;
    return (struct timespec){least_us / 1000000, least_us % 1000000 * 1000};
}

static void run_daemons(struct server *server) {
    for (int i = 0; i < server->daemon_count; i++) MHD_run(server->daemons[i]);
}

static bool turn(struct server *server, struct uh_text *error) {
    struct epoll_event events[8];
    struct timespec most = patience(server);
    int count = epoll_pwait2(server->poll, events, 8, &most, NULL);
    if (count < 0 && errno != EINTR) return fail(error, "epoll", strerror(errno));
    server->now_ms = wall_ms();
    for (int i = 0; i < count; i++) {
        if (events[i].data.fd == server->signals) server->ending = true;
        if (events[i].data.fd == server->timer) tick(server);
        if (events[i].data.fd == server->journal.writer.done) journal_answer(server);
    }
    run_daemons(server);
    journal_hand_over(&server->journal);
    return true;
}

// No one new is let in; what waits is answered, streams are told to end.
static void wind_down(struct server *server) {
    for (int i = 0; i < server->daemon_count; i++) {
        MHD_socket listener = MHD_quiesce_daemon(server->daemons[i]);
        if (listener != MHD_INVALID_SOCKET) close(listener);
    }
    streams_wake(&server->streams);
    run_daemons(server);
    journal_finish(server);
    run_daemons(server);
    for (int i = 0; i < server->daemon_count; i++) MHD_stop_daemon(server->daemons[i]);
    server->daemon_count = 0;
}

// Each connection is an open file; the usual limit is too low for a thousand streams. Where it can
// not be raised so far, there are fewer.
static int most_links(void) {
    struct rlimit limit;
    rlim_t wanted = LINKS_MAX + SPARE_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return LINKS_MAX;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > 2 * SPARE_FILES ? (int)limit.rlim_cur - SPARE_FILES : SPARE_FILES;
}

static bool run(struct server *server, struct uh_text *error) {
    if (sodium_init() < 0) return fail(error, "libsodium", "could not begin");
    take_signals(server);
    if (!writer_start(&server->journal.writer, server->options->record_path, error) ||
        !room_open(&server->room, server->options, error))
        return false;
    server->links.most = most_links();
    gethostname(server->machine, sizeof server->machine - 1);
    server->arena.size = uh_plan_memory(server->options->catalog);
    server->arena.base = malloc(server->arena.size);
    if (!server->arena.base) abort();
    if (!start_daemons(server, error) || !prepare(server, error)) return false;
    greet(server);
    while (!server->ending && !server->there)
        if (!turn(server, error)) return false;
    return true;
}

bool uh_serve(const struct uh_server_options *options, struct uh_text *error) {
    struct server *server = calloc(1, sizeof *server);
    if (!server) abort();
    server->options = options;
    server->devices.path = options->devices_path;
    server->poll = server->signals = server->timer = server->journal.writer.done = -1;
    server->now_ms = server->streams.beat_ms = wall_ms();
    bool done = run(server, error);
    if (server->ending && isatty(fileno(options->out))) fputc('\n', options->out); // after "^C"
    wind_down(server);
    room_close(&server->room);
    writer_end(&server->journal.writer);
    if (server->added.response) MHD_destroy_response(server->added.response);
    free(server->arena.base);
    int files[] = {server->poll, server->signals, server->timer};
    for (int i = 0; i < 3; i++)
        if (files[i] >= 0) close(files[i]);
    free(server);
    return done;
}
