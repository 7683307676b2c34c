// SPDX-License-Identifier: Apache-2.0
#include "inside.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *uh_store_result_text(enum uh_store_result result) {
    static const char *const texts[] = {
#define X(name, text) [UH_STORE_##name] = text,
        UH_STORE_RESULTS(X)
#undef X
    };
    size_t count = sizeof texts / sizeof texts[0];
    return (size_t)result < count ? texts[result] : "an unknown result";
}

enum uh_store_result uh_store_complain(enum uh_store_result result, const char *path,
                                       struct uh_text *error, const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    uh_text_add(error, path);
    uh_text_add(error, ": ");
    uh_text_add(error, line);
    return result;
}

// What to do about each result; the what comes before it.
static const char *advice(enum uh_store_result result) {
    static const char *const advices[] = {
        [UH_STORE_OK] = "",
        [UH_STORE_BUSY] = "Close the other unhunch, or wait for it, and try again.",
        [UH_STORE_FULL] = "Free some room and try again. All that was kept before is safe.",
        [UH_STORE_READ_ONLY] = "Make the file and its folder writable, or set XDG_DATA_HOME to a "
                               "folder that is.",
        [UH_STORE_DENIED] = "Check that the path is right and that you may read it.",
        [UH_STORE_BROKEN] =
            "Nothing was changed. Put a good copy in its place, or move it elsewhere "
            "to start a new record.",
        [UH_STORE_NEWER] = "Update unhunch. Nothing was changed.",
        [UH_STORE_FOREIGN] = "Nothing was changed. Move it elsewhere, or set XDG_DATA_HOME to "
                             "another folder.",
        [UH_STORE_BAD_EVENT] = "",
        [UH_STORE_FAILED] = "Check the disk and the room on it, and try again.",
    };
    return advices[result];
}

// A kind of failure that an errno stands for; FAILED where it says nothing of its own.
static enum uh_store_result of_errno(enum uh_store_mode mode, int number) {
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return UH_STORE_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return mode == UH_STORE_WRITE ? UH_STORE_READ_ONLY : UH_STORE_DENIED;
    case EISDIR:
    case ENOTDIR:
    case ENOENT:
    case ELOOP:
    case ENAMETOOLONG:
        return UH_STORE_DENIED;
    default:
        return UH_STORE_FAILED;
    }
}

// A kind of failure that a result of SQLite stands for. With I/O errors the errno tells more.
static enum uh_store_result of_sqlite(enum uh_store_mode mode, int code, int number) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return UH_STORE_BUSY;
    case SQLITE_FULL:
        return UH_STORE_FULL;
    case SQLITE_READONLY:
        return mode == UH_STORE_WRITE ? UH_STORE_READ_ONLY : UH_STORE_DENIED;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        return number == 0 || of_errno(mode, number) == UH_STORE_FAILED ? UH_STORE_DENIED
                                                                        : of_errno(mode, number);
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS
                   ? UH_STORE_BROKEN
                   : of_errno(mode, number);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: // a table or column that ought to be there is not
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return UH_STORE_BROKEN;
    case SQLITE_NOMEM:
        abort();
    default:
        return UH_STORE_FAILED;
    }
}

enum uh_store_result uh_store_failed(const struct uh_store *store, int code,
                                     struct uh_text *error) {
    int number = sqlite3_system_errno(store->db);
    enum uh_store_result result = of_sqlite(store->mode, code, number);
    const char *why = sqlite3_errstr(code);
    if ((code & 0xff) == SQLITE_CANTOPEN && number != 0)
        why = strerror(number);
    else if (sqlite3_extended_errcode(store->db) == code)
        why = sqlite3_errmsg(store->db);
    return uh_store_complain(result, store->path, error, "%s (%s). %s",
                             uh_store_result_text(result), why, advice(result));
}

enum uh_store_result uh_store_errno(enum uh_store_mode mode, const char *path, int number,
                                    struct uh_text *error) {
    enum uh_store_result result = of_errno(mode, number);
    return uh_store_complain(result, path, error, "%s (%s). %s", uh_store_result_text(result),
                             strerror(number), advice(result));
}
