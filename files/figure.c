// SPDX-License-Identifier: Apache-2.0
// The poses of a move, checked as they are read: mistakes are told at their place in the file.
#include "unhunch/figure.h"
#include "fields.h"

#include <stdlib.h>
#include <string.h>

// Where a line and column of a block text stand in the file, or the node's start where the text is
// not written as a block. The parser tells where a block's first line begins.
static size_t place_in_file(const struct uh_document *document, const struct uh_node *node,
                            int line, int column) {
    const char *bytes = document->bytes, *end = bytes + node->end, *at = bytes + node->start;
    if (at >= end || node->start == 0 || at[-1] != '\n') return node->start;
    const char *text = node->text;
    for (; line > 1; line--) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at++ == NULL) return node->start;
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    size_t margin = strspn(at, " "), own = strspn(text, " ");
    size_t indent = margin > own ? margin - own : 0;
    size_t place = (size_t)(at - bytes) + indent + (size_t)(column > 0 ? column - 1 : 0);
    return place < node->end ? place : node->start;
}

// Bytes up to the next blank.
static size_t word_end(const struct uh_document *document, size_t start) {
    size_t end = start;
    while (end < document->size && strchr(" \t\r\n", document->bytes[end]) == NULL) end++;
    return end > start ? end : start + 1;
}

// Complains of the first mistake in the poses, or in those of a variant.
static bool check_version(struct uh_reader *reader, const struct uh_node *value,
                          const char *variant) {
    struct uh_figure *figure = malloc(sizeof *figure);
    if (figure == NULL) abort();
    struct uh_skeleton skeleton;
    struct uh_figure_error error;
    uh_skeleton_init(&skeleton, 1.70);
    bool fine = uh_figure_read(figure, &skeleton, value->text, variant, &error) == UH_OK;
    if (!fine) {
        size_t start = place_in_file(reader->document, value, error.line, error.column);
        uh_document_problem(reader->document, start, word_end(reader->document, start),
                            "unhunch-move(5) describes the poses", "figure: %s", error.text);
    }
    free(figure);
    return fine;
}

void uh_read_figure(struct uh_reader *reader, const struct uh_field *field,
                    const struct uh_node *value, void *into) {
    uh_read_lines(reader, field, value, into);
    if (value->kind != UH_NODE_TEXT) return;
    bool fine = check_version(reader, value, NULL);
    char variant[UH_VARIANT_SIZE];
    for (int i = 0; fine && uh_figure_variant(value->text, i, variant); i++)
        fine = check_version(reader, value, variant);
}
