// SPDX-License-Identifier: Apache-2.0
// What the files of the store share.
#ifndef UNHUNCH_STORE_INSIDE_H
#define UNHUNCH_STORE_INSIDE_H

#include <sqlite3.h>

#include "unhunch/store.h"

struct uh_store {
    sqlite3 *db; // NULL: there is no file, opened for reading
    char *path;
    sqlite3_stmt *insert; // made when first needed
    enum uh_store_mode mode;
    bool batch; // between begin and end
};

// Adds "path: what and what to do" to error, and gives the result back.
__attribute__((format(printf, 4, 5))) enum uh_store_result
uh_store_complain(enum uh_store_result result, const char *path, struct uh_text *error,
                  const char *format, ...);

// What a failure of SQLite means for the person, with what to do about it.
enum uh_store_result uh_store_failed(const struct uh_store *store, int code, struct uh_text *error);

// The same for a system call that failed with this errno.
enum uh_store_result uh_store_errno(enum uh_store_mode mode, const char *path, int number,
                                    struct uh_text *error);

// Checks that the file is ours and not of a newer version; for writing, brings it up to date.
enum uh_store_result uh_store_prepare(struct uh_store *store, struct uh_text *error);

#endif
