// SPDX-License-Identifier: Apache-2.0
// Connections and their deadlines. libmicrohttpd shuts a connection that is silent; one that drips
// a byte now and then would stay. So each phase of a connection has a time it may take in all,
// after which its socket is shut down.
#include <stdlib.h>
#include <sys/socket.h>

#include "inside.h"

static const int64_t phase_ms[LINK_PHASES] = {
    [LINK_NEW] = 10000,       // connected: its first request is to be here, body and all
    [LINK_IDLE] = 45000,      // answered: the next is to be here
    [LINK_ANSWERING] = 60000, // asked: the answer is to be taken
    [LINK_STREAMING] = 0,     // no end
};

struct link *links_add(struct links *links, struct MHD_Connection *connection, int64_t now_ms) {
    const union MHD_ConnectionInfo *socket =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *from =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct link *link = calloc(1, sizeof *link);
    if (!link) abort();
    if (from && from->client_addr) link->from = address_of(from->client_addr);
    link->socket = socket ? socket->connect_fd : -1;
    struct sockaddr_storage here = {0};
    socklen_t size = sizeof here;
    getsockname(link->socket, (struct sockaddr *)&here, &size);
    link->here = address_of((const struct sockaddr *)&here);
    link->since_ms = now_ms;
    link->next = links->first;
    if (links->first) links->first->before = link;
    links->first = link;
    links->count++;
    return link;
}

void links_remove(struct links *links, struct link *link) {
    if (link->before)
        link->before->next = link->next;
    else
        links->first = link->next;
    if (link->next) link->next->before = link->before;
    links->count--;
    free(link);
}

void link_enter(struct link *link, enum link_phase phase, int64_t now_ms) {
    link->phase = phase;
    link->since_ms = now_ms;
}

// This machine may have as many as there are; what comes from outside is counted by address.
bool links_full(const struct links *links, const struct address *from) {
    if (links->count >= links->most) return true;
    if (address_is_local(from)) return false;
    int count = 0;
    for (const struct link *link = links->first; link; link = link->next)
        count += address_same(&link->from, from);
    return count >= LINKS_PER_ADDRESS;
}

void links_shut_late(struct links *links, int64_t now_ms) {
    for (struct link *link = links->first; link; link = link->next) {
        int64_t most = phase_ms[link->phase];
        if (most == 0 || link->shut || now_ms - link->since_ms <= most) continue;
        shutdown(link->socket, SHUT_RDWR);
        link->shut = true;
    }
}
