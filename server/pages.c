// SPDX-License-Identifier: Apache-2.0
// The page itself: files that were put into the program when it was built, also compressed. A
// browser asks each time whether its copy still holds, which costs no more than a line.
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const struct page_file *find(const char *path) {
    const char *wanted = strcmp(path, "/") == 0 ? "/index.html" : path;
    for (const struct page_file *file = page_files; file->path; file++)
        if (strcmp(file->path, wanted) == 0) return file;
    return NULL;
}

// Does a list like "gzip, br;q=1.0" name the coding, and not with q=0?
static bool accepts(const char *list, const char *coding) {
    size_t length = strlen(coding);
    while (list && *list) {
        list += strspn(list, " \t,");
        size_t item = strcspn(list, ",");
        if (strncmp(list, coding, length) == 0 && strchr(" \t;,", list[length])) {
            const char *q = memmem(list, item, "q=0", 3);
            return !q || (q[3] == '.' && strspn(q + 4, "0") < strspn(q + 4, "0123456789"));
        }
        list += item;
    }
    return false;
}

// Does If-None-Match name the tag? Ours are strong; "*" is any.
static bool has_copy(const char *list, const char *tag) {
    return list && (strcmp(list, "*") == 0 || strstr(list, tag) != NULL);
}

// Pages, pictures that may hold scripts, and the worker, which is not run by a page.
static bool is_document(const struct page_file *file) {
    return strncmp(file->type, "text/html", 9) == 0 || strncmp(file->type, "image/svg", 9) == 0 ||
           strcmp(file->path, "/sw.js") == 0;
}

bool pages_answer(struct request *request, const char *path) {
    const struct page_file *file = find(path);
    if (!file) return false;
    const char *codings = header(request, "Accept-Encoding");
    const char *coding = NULL;
    const unsigned char *bytes = file->plain.bytes;
    size_t length = file->plain.length;
    if (file->brotli.length > 0 && accepts(codings, "br")) {
        coding = "br";
        bytes = file->brotli.bytes;
        length = file->brotli.length;
    } else if (file->gzip.length > 0 && accepts(codings, "gzip")) {
        coding = "gzip";
        bytes = file->gzip.bytes;
        length = file->gzip.length;
    }
    char tag[48];
    snprintf(tag, sizeof tag, "\"%s%s%s\"", file->tag, coding ? "-" : "", coding ? coding : "");
    bool copy = has_copy(header(request, "If-None-Match"), tag);
    struct MHD_Response *response = MHD_create_response_from_buffer(
        copy ? 0 : length, (void *)(uintptr_t)bytes, MHD_RESPMEM_PERSISTENT);
    if (!response) abort();
    if (!copy) MHD_add_response_header(response, "Content-Type", file->type);
    if (!copy && coding) MHD_add_response_header(response, "Content-Encoding", coding);
    MHD_add_response_header(response, "ETag", tag);
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "Cache-Control", "no-cache");
    add_page_headers(response, is_document(file));
    // over plain HTTP browsers take this from their own machine only, and complain else
    if (address_is_local(&request->link->here))
        MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    answer(request, copy ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
    return true;
}
