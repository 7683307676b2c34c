// SPDX-License-Identifier: Apache-2.0
// Problems: where they stand in the text of the file, and how they are printed.
#include <stdarg.h>
#include <string.h>

#include "document.h"

enum { SHOWN_MAX = 88, LEAD = 40, MESSAGE_SIZE = 400 };

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

// Characters in a run of UTF-8.
static int characters(const char *bytes, size_t length) {
    int count = 0;
    for (size_t i = 0; i < length; i++) count += !continues(bytes[i]);
    return count;
}

// The start of the character that is `back` characters before `at`, not before `floor`.
static size_t step_back(const char *bytes, size_t floor, size_t at, int back) {
    while (at > floor && back > 0) {
        at--;
        if (!continues(bytes[at])) back--;
    }
    return at;
}

static size_t step_on(const char *bytes, size_t ceiling, size_t at, int on) {
    while (at < ceiling && on > 0) {
        at++;
        while (at < ceiling && continues(bytes[at])) at++;
        on--;
    }
    return at;
}

// Text that is safe to print: every control byte becomes a question mark, every tab a blank; where
// the bytes are no UTF-8, all beyond ASCII does.
static char *printable(struct uh_heap *heap, const char *bytes, size_t length, bool utf8) {
    char *text = uh_heap_text(heap, bytes, length);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '\t')
            text[i] = ' ';
        else if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !utf8))
            text[i] = '?';
    }
    return text;
}

const char *uh_format(struct uh_heap *heap, const char *format, va_list list) {
    char text[MESSAGE_SIZE] = "";
    vsnprintf(text, sizeof text, format, list);
    size_t length = strlen(text);
    if (length + 1 == sizeof text) {
        // Cut: the last character may be a part of one.
        while (length > 0 && continues(text[length - 1])) length--;
        if (length > 0) length--;
    }
    return printable(heap, text, length, true);
}

// Fills in line, column, and as much of the line as is worth showing.
static void place(struct uh_document *document, struct uh_problem *problem, size_t start,
                  size_t end) {
    const char *bytes = document->bytes;
    size_t line_start = 0, line_end = start;
    problem->line = 1;
    for (size_t i = 0; i < start; i++)
        if (bytes[i] == '\n') {
            problem->line++;
            line_start = i + 1;
        }
    while (line_end < document->size && bytes[line_end] != '\n' && bytes[line_end] != '\r')
        line_end++;
    if (end > line_end) end = line_end;
    if (end < start) end = start;
    problem->column = characters(bytes + line_start, start - line_start) + 1;
    bool utf8 = document->text_is_clean;
    size_t from = line_start, to = line_end;
    if (characters(bytes + from, to - from) > SHOWN_MAX) {
        from = step_back(bytes, line_start, start, LEAD);
        to = step_on(bytes, line_end, from, SHOWN_MAX);
    }
    problem->source = printable(document->heap, bytes + from, to - from, utf8);
    problem->caret = utf8 ? characters(bytes + from, start - from) : (int)(start - from);
    if (end > to) end = to;
    problem->width = end > start ? characters(bytes + start, end - start) : 1;
    if (problem->width < 1) problem->width = 1;
}

// Puts a problem in its place: by line and column, and after those of the same place.
static void insert(struct uh_problem **list, struct uh_problem *problem) {
    while (*list != NULL && ((*list)->line < problem->line || ((*list)->line == problem->line &&
                                                               (*list)->column <= problem->column)))
        list = &(*list)->next;
    problem->next = *list;
    *list = problem;
}

void uh_document_problem(struct uh_document *document, size_t start, size_t end, const char *hint,
                         const char *format, ...) {
    if (document->problem_count++ >= UH_PROBLEM_MAX) return;
    struct uh_problem *problem = uh_heap_take(document->heap, 1, sizeof *problem);
    va_list list;
    va_start(list, format);
    problem->what = uh_format(document->heap, format, list);
    va_end(list);
    problem->file = printable(document->heap, document->path, strlen(document->path), true);
    if (hint != NULL) problem->hint = printable(document->heap, hint, strlen(hint), true);
    if (document->bytes != NULL && start <= document->size) place(document, problem, start, end);
    insert(&document->problems, problem);
}

static void blanks(FILE *out, int count) {
    for (int i = 0; i < count; i++) putc(' ', out);
}

// The line of the file with a caret under what is meant.
static void print_source(const struct uh_problem *problem, FILE *out) {
    int digits = fprintf(out, "  %d", problem->line) - 2;
    fprintf(out, " | %s\n", problem->source);
    blanks(out, digits + 2);
    fputs(" | ", out);
    blanks(out, problem->caret);
    for (int i = 0; i < problem->width; i++) putc('^', out);
    if (problem->hint != NULL) fprintf(out, " %s", problem->hint);
    putc('\n', out);
}

void uh_problems_print(const struct uh_problem *first, FILE *out) {
    for (const struct uh_problem *problem = first; problem != NULL; problem = problem->next) {
        fputs(problem->file, out);
        if (problem->line > 0) fprintf(out, ":%d:%d", problem->line, problem->column);
        fprintf(out, ": %s\n", problem->what);
        if (problem->source != NULL)
            print_source(problem, out);
        else if (problem->hint != NULL)
            fprintf(out, "  %s\n", problem->hint);
    }
}
