// SPDX-License-Identifier: Apache-2.0
// One YAML file as a tree in which every node knows where it was written, and its problems.
#ifndef UNHUNCH_FILES_DOCUMENT_H
#define UNHUNCH_FILES_DOCUMENT_H

#include <stdarg.h>

#include "unhunch/files.h"

enum uh_node_kind { UH_NODE_NULL, UH_NODE_TEXT, UH_NODE_LIST, UH_NODE_MAP };

struct uh_node {
    enum uh_node_kind kind;
    bool plain;          // text written without quotes
    size_t start, end;   // bytes of the file
    const char *text;    // of a text: clean UTF-8 without control characters, ended by a zero
    size_t length;       // bytes of text
    struct uh_node *key; // of an entry of a map
    int count;           // entries of a list or map
    struct uh_node *first, *last, *next, *parent;
};

struct uh_document {
    const char *path; // as shown to people
    const char *bytes;
    size_t size;
    bool text_is_clean;   // the bytes are UTF-8 without control characters
    struct uh_node *root; // NULL: not readable
    struct uh_problem *problems;
    int problem_count; // all of them; at most UH_PROBLEM_MAX are kept
    struct uh_heap *heap;
};

// Reads and parses a file. Where that fails, root is NULL and there is a problem.
void uh_document_read(struct uh_document *document, const char *path, struct uh_heap *heap);

// The same of bytes in memory, which must live on.
void uh_document_parse(struct uh_document *document, const char *path, const char *bytes,
                       size_t size, struct uh_heap *heap);

// Reads a whole file of at most UH_FILE_SIZE_MAX bytes; on failure NULL and a problem.
const char *uh_document_load(struct uh_document *document, const char *path, size_t *size);

// The entry of a map under a key, or NULL.
const struct uh_node *uh_node_get(const struct uh_node *map, const char *key);

// A message, printable and at most some 400 bytes.
__attribute__((format(printf, 2, 0))) const char *uh_format(struct uh_heap *heap,
                                                            const char *format, va_list list);

// Notes a problem, in the order of the file: of the bytes start..end (start > size: of the whole).
__attribute__((format(printf, 5, 6))) void uh_document_problem(struct uh_document *document,
                                                               size_t start, size_t end,
                                                               const char *hint, const char *format,
                                                               ...);

#endif
