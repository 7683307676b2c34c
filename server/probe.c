// SPDX-License-Identifier: Apache-2.0
// Asks whoever holds the port for /api/state, as a page of this machine would, and looks whether
// the answer is one of ours. One that is no HTTP, or slow, is somebody else.
#include "probe.h"

#include <jansson.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_MAX = 8192, PATIENCE_S = 2 };

static int connect_to(int port) {
    struct timeval patience = {.tv_sec = PATIENCE_S};
    struct sockaddr_in there = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                .sin_port = htons((uint16_t)port)};
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0) return -1;
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(file, (const struct sockaddr *)&there, sizeof there) == 0) return file;
    close(file);
    return -1;
}

// Sends the question and reads until the other side ends, or room is full. The answer's length.
static size_t ask(int file, int port, char answer[ANSWER_MAX]) {
    char question[128];
    int length = snprintf(question, sizeof question,
                          "GET /api/state HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
                          "\r\n",
                          port);
    size_t used = 0;
    ssize_t got = send(file, question, (size_t)length, MSG_NOSIGNAL);
    for (int pieces = 0; got > 0 && used < ANSWER_MAX - 1 && pieces < 64; pieces++) {
        got = recv(file, answer + used, ANSWER_MAX - 1 - used, 0);
        if (got > 0) used += (size_t)got;
    }
    answer[used] = 0;
    return used;
}

static bool read_state(const char *answer, char version[PROBE_VERSION_SIZE]) {
    const char *body = strstr(answer, "\r\n\r\n"), *program, *which;
    if (strncmp(answer, "HTTP/1.1 200 ", 13) != 0 || !body) return false;
    json_t *state = json_loads(body + 4, JSON_REJECT_DUPLICATES, NULL);
    bool ours = json_unpack(state, "{s:s, s:s}", "program", &program, "version", &which) == 0 &&
                strcmp(program, "unhunch") == 0;
    if (ours) snprintf(version, PROBE_VERSION_SIZE, "%s", which);
    json_decref(state);
    return ours;
}

bool probe_is_unhunch(int port, char version[PROBE_VERSION_SIZE]) {
    char answer[ANSWER_MAX];
    int file = connect_to(port);
    if (file < 0) return false;
    ask(file, port, answer);
    close(file);
    return read_state(answer, version);
}
