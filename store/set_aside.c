// SPDX-License-Identifier: Apache-2.0
#include "inside.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The write-ahead log goes first: were the file to go first and the log to stay, a new record in
// its place would meet the log of the old one.
static const char *const endings[] = {"-wal", "-shm", ""};
enum { ENDINGS = sizeof endings / sizeof endings[0], TRIES = 1000 };

static char *join(const char *path, const char *ending) {
    char *joined = malloc(strlen(path) + strlen(ending) + 1);
    if (joined == NULL) abort();
    return strcat(strcpy(joined, path), ending);
}

// Is any of the names taken that the file and its companions would get?
static bool is_taken(const char *path) {
    bool taken = false;
    for (int i = 0; i < ENDINGS; i++) {
        char *name = join(path, endings[i]);
        if (access(name, F_OK) == 0) taken = true;
        free(name);
    }
    return taken;
}

// The first free name for the record; to be freed. NULL when all are taken.
static char *free_name(const char *path, const char *date) {
    size_t size = strlen(path) + strlen(date) + sizeof ".broken--1000";
    char *name = malloc(size);
    if (name == NULL) abort();
    for (int i = 1; i < TRIES; i++) {
        snprintf(name, size, i == 1 ? "%s.broken-%s" : "%s.broken-%s-%d", path, date, i);
        if (!is_taken(name)) return name;
    }
    free(name);
    return NULL;
}

// Moves the file with this ending; one that is not there is no failure. 0, or an errno.
static int move_one(const char *path, const char *to, const char *ending) {
    char *from_name = join(path, ending), *to_name = join(to, ending);
    int number = rename(from_name, to_name) == 0 || errno == ENOENT ? 0 : errno;
    free(from_name);
    free(to_name);
    return number;
}

enum uh_store_result uh_store_set_aside(const char *path, const char *date, struct uh_text *moved,
                                        struct uh_text *error) {
    if (access(path, F_OK) != 0) return uh_store_errno(UH_STORE_WRITE, path, errno, error);
    char *to = free_name(path, date);
    if (to == NULL) return uh_store_errno(UH_STORE_WRITE, path, EEXIST, error);
    int number = 0;
    for (int i = 0; i < ENDINGS && number == 0; i++) number = move_one(path, to, endings[i]);
    if (number == 0) uh_text_add(moved, to);
    free(to);
    return number == 0 ? UH_STORE_OK : uh_store_errno(UH_STORE_WRITE, path, number, error);
}
