// SPDX-License-Identifier: Apache-2.0
// The poses of a move, from its file in the data folder.
#ifndef TEST_FIGURE_TEXT_H
#define TEST_FIGURE_TEXT_H

#include <libfyaml.h>
#include <stdio.h>
#include <string.h>

// The poses of data/moves/NAME; free the text. NULL: it has none.
static inline char *figure_text(const char *name) {
    char path[400];
    snprintf(path, sizeof path, "%s/moves/%s", DATA_DIR, name);
    struct fy_document *document = fy_document_build_from_file(NULL, path);
    struct fy_node *node =
        document ? fy_node_by_path(fy_document_root(document), "/figure", (size_t)-1, 0) : NULL;
    char *text = node ? strdup(fy_node_get_scalar0(node)) : NULL;
    fy_document_destroy(document);
    return text;
}

#endif
