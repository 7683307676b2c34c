// SPDX-License-Identifier: Apache-2.0
// The least that libmicrohttpd can do: one thread, one answer from memory. What bench/server is
// compared with.
#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

static struct MHD_Response *hello;

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state) {
    static int seen;
    (void)context, (void)url, (void)method, (void)version, (void)upload;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    if (*upload_size > 0) {
        *upload_size = 0;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, hello);
}

int main(int argc, char *argv[]) {
    static char text[] = "hello\n";
    if (argc != 2) return 2;
    hello = MHD_create_response_from_buffer(sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_TURBO, (uint16_t)atoi(argv[1]), NULL, NULL, answer, NULL,
        MHD_OPTION_CONNECTION_LIMIT, 2000u, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!daemon) return 1;
    puts("listening");
    fflush(stdout);
    struct pollfd wait = {MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, POLLIN,
                          0};
    for (;;) {
        MHD_UNSIGNED_LONG_LONG left;
        int patience = MHD_get_timeout(daemon, &left) == MHD_YES && left < 1000 ? (int)left : 1000;
        poll(&wait, 1, patience);
        MHD_run(daemon);
    }
}
