// SPDX-License-Identifier: Apache-2.0
// One thread in turns: libmicrohttpd handles whatever arrived, then what waits for the disk is
// written in one transaction, then the answers go out. Signals and a clock that ticks each second
// come the same way as connections do, through epoll.
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
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

#include "inside.h"
#include "qr.h"
#include "unhunch/plan.h"

enum { SILENCE_S = 30, CONNECTION_BYTES = 32768, BACKLOG = 1024, SPARE_FILES = 64 };

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

// A socket that listens, or -1.
static int listen_on(const struct sockaddr *address, socklen_t size, struct uh_text *error) {
    int yes = 1;
    int listener = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return fail(error, "socket", strerror(errno)), -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address->sa_family == AF_INET6)
        setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (bind(listener, address, size) == 0 && listen(listener, BACKLOG) == 0) return listener;
    char where[96], host[64] = "";
    getnameinfo(address, size, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    snprintf(where, sizeof where, "%s, port %d", host, address_of(address).port);
    fail(error, where,
         errno == EADDRINUSE ? "something else serves there already; choose another with --port"
                             : strerror(errno));
    close(listener);
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
        (unsigned)LINKS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server, MHD_OPTION_NOTIFY_COMPLETED,
        http_completed, server, MHD_OPTION_END);
    if (!daemon) {
        close(listener);
        return fail(error, "the server", "could not begin");
    }
    server->daemons[server->daemon_count++] = daemon;
    return true;
}

// The loopback always; the address of the home network where one was given.
static bool start_daemons(struct server *server, struct uh_text *error) {
    const struct uh_server_options *options = server->options;
    struct sockaddr_in local = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)options->port)};
    if (!start_daemon(server, listen_on((struct sockaddr *)&local, sizeof local, error), error))
        return false;
    if (!options->listen) return true;
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM},
                    *found = NULL;
    char port[8];
    snprintf(port, sizeof port, "%d", server->port);
    if (getaddrinfo(options->listen, port, &hints, &found) != 0)
        return fail(error, options->listen,
                    "is no address; `ip -brief address` shows those of this machine");
    struct address address = address_of(found->ai_addr);
    bool started = address_is_local(&address) ||
                   start_daemon(server, listen_on(found->ai_addr, found->ai_addrlen, error), error);
    freeaddrinfo(found);
    return started;
}

// ---- what a person sees

static void home_url(const struct server *server, char *room, size_t size) {
    const char *listen = server->options->listen;
    bool six = listen && strchr(listen, ':');
    snprintf(room, size, "http://%s%s%s:%d", six ? "[" : "", listen ? listen : "localhost",
             six ? "]" : "", server->port);
}

void show_pairing(struct server *server) {
    char url[128], link[160];
    FILE *out = server->options->out;
    home_url(server, url, sizeof url);
    snprintf(link, sizeof link, "%s/#pair=%s", url, server->pairing.code);
    fprintf(out, "\n  On another device: %s   code %s\n", url, server->pairing.code);
    fprintf(out, "  The code is good for one device and %d minutes.\n\n", CODE_MINUTES);
    qr_print(link, out);
    fflush(out);
}

static void greet(struct server *server) {
    FILE *out = server->options->out;
    fprintf(out, "  http://localhost:%d   Ctrl-C ends it\n", server->port);
    fflush(out);
    if (!server->options->listen) return;
    pairing_renew(&server->pairing, server->now_ms);
    show_pairing(server);
}

// ---- turns

static bool watch(const struct server *server, int file) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = file};
    return file >= 0 && epoll_ctl(server->poll, EPOLL_CTL_ADD, file, &event) == 0;
}

static bool prepare(struct server *server, struct uh_text *error) {
    sigset_t signals;
    struct itimerspec second = {{1, 0}, {1, 0}};
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    server->poll = epoll_create1(EPOLL_CLOEXEC);
    server->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    server->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (server->poll < 0 || !watch(server, server->signals) || !watch(server, server->timer) ||
        timerfd_settime(server->timer, 0, &second, NULL) != 0)
        return fail(error, "epoll", strerror(errno));
    for (int i = 0; i < server->daemon_count; i++) {
        const union MHD_DaemonInfo *info =
            MHD_get_daemon_info(server->daemons[i], MHD_DAEMON_INFO_EPOLL_FD);
        if (!info || !watch(server, info->epoll_fd)) return fail(error, "epoll", strerror(errno));
    }
    return true;
}

// Once a second: who is late, what others changed, a sign of life to streams.
static void tick(struct server *server) {
    uint64_t times;
    if (read(server->timer, &times, sizeof times) != sizeof times) return;
    links_shut_late(&server->links, server->now_ms);
    if (server->streams.count > 0 && room_changed(&server->room)) streams_wake(&server->streams);
    streams_tick(&server->streams, server->now_ms);
    if (server->options->listen && pairing_spent(&server->pairing, server->now_ms)) {
        pairing_renew(&server->pairing, server->now_ms);
        show_pairing(server);
    }
}

// How long may be waited: libmicrohttpd knows of work it has left.
static int patience_ms(const struct server *server) {
    int least = 1000;
    for (int i = 0; i < server->daemon_count; i++) {
        MHD_UNSIGNED_LONG_LONG left;
        if (MHD_get_timeout(server->daemons[i], &left) == MHD_YES && left < (unsigned)least)
            least = (int)left;
    }
    return least;
}

static void run_daemons(struct server *server) {
    for (int i = 0; i < server->daemon_count; i++) MHD_run(server->daemons[i]);
}

// Lets others join what waits for the disk, as long as they come and it is worth it.
static void gather(struct server *server) {
    if (!server->waiting) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t began_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000, spent_us = 0;
    while (spent_us < journal_patience_us(server)) {
        struct epoll_event event;
        struct timespec nap = {0, 200000};
        if (epoll_pwait2(server->poll, &event, 1, &nap, NULL) > 0) run_daemons(server);
        clock_gettime(CLOCK_MONOTONIC, &now);
        spent_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 - began_us;
    }
}

static bool turn(struct server *server, struct uh_text *error) {
    struct epoll_event events[8];
    int count = epoll_wait(server->poll, events, 8, patience_ms(server));
    if (count < 0 && errno != EINTR) return fail(error, "epoll", strerror(errno));
    server->now_ms = wall_ms();
    for (int i = 0; i < count; i++) {
        if (events[i].data.fd == server->signals) server->ending = true;
        if (events[i].data.fd == server->timer) tick(server);
    }
    run_daemons(server);
    gather(server);
    if (journal_commit(server)) run_daemons(server);
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
    if (journal_commit(server)) run_daemons(server);
    for (int i = 0; i < server->daemon_count; i++) MHD_stop_daemon(server->daemons[i]);
    server->daemon_count = 0;
}

// Each connection is an open file; the usual limit is too low for a thousand streams.
static void raise_file_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= LINKS_MAX + SPARE_FILES) return;
    rlim_t wanted = LINKS_MAX + SPARE_FILES;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static bool run(struct server *server, struct uh_text *error) {
    if (sodium_init() < 0) return fail(error, "libsodium", "could not begin");
    if (!room_open(&server->room, server->options, error)) return false;
    raise_file_limit();
    gethostname(server->machine, sizeof server->machine - 1);
    server->arena.size = uh_plan_memory(server->options->catalog);
    server->arena.base = malloc(server->arena.size);
    if (!server->arena.base) abort();
    if (!start_daemons(server, error) || !prepare(server, error)) return false;
    greet(server);
    while (!server->ending)
        if (!turn(server, error)) return false;
    return true;
}

bool uh_serve(const struct uh_server_options *options, struct uh_text *error) {
    struct server *server = calloc(1, sizeof *server);
    if (!server) abort();
    server->options = options;
    server->devices.path = options->devices_path;
    server->poll = server->signals = server->timer = -1;
    server->now_ms = server->streams.beat_ms = wall_ms();
    bool done = run(server, error);
    wind_down(server);
    room_close(&server->room);
    free(server->arena.base);
    int files[] = {server->poll, server->signals, server->timer};
    for (int i = 0; i < 3; i++)
        if (files[i] >= 0) close(files[i]);
    free(server);
    return done;
}
