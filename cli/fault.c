// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#include <string.h>

enum { ECHO_MAX = 160, WORD_SHOWN_MAX = 60, FEW_WORDS = 16 };

void cli_fault_at(struct cli_fault *fault, int argument, size_t offset, size_t length) {
    *fault =
        (struct cli_fault){.argument = argument, .offset = offset, .length = length, .exit = 2};
}

void cli_fault_headline(struct cli_fault *fault, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(fault->headline, sizeof fault->headline, format, values);
    va_end(values);
}

void cli_fault_more(struct cli_fault *fault, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(fault->more, sizeof fault->more, format, values);
    va_end(values);
}

// A word for several of what a set holds.
static const char *plural(const struct uh_word_set *set, char room[static 64]) {
    if (strcmp(set->what, "equipment") == 0) return set->what;
    if (strcmp(set->what, "kind of session") == 0) return "kinds of session";
    snprintf(room, 64, "%ss", set->what);
    return room;
}

// All words of a set on one line, as far as there is room.
static void list_words(struct cli_fault *fault, const struct uh_word_set *set) {
    char room[64];
    size_t used = (size_t)snprintf(fault->more, sizeof fault->more, "%s:", plural(set, room));
    for (int i = 0; i < set->count; i++) {
        size_t left = sizeof fault->more - used;
        int added = snprintf(fault->more + used, left, " %s", set->words[i].word);
        if (added < 0 || (size_t)added >= left) return;
        used += (size_t)added;
    }
}

void cli_fault_word(struct cli_fault *fault, const struct uh_word_set *set, const char *word,
                    size_t length) {
    int shown = length > WORD_SHOWN_MAX ? WORD_SHOWN_MAX : (int)length;
    cli_fault_headline(fault, "there is no %s \"%.*s\"", set->what, shown, word);
    int near = length > 0 ? uh_word_nearest(set, word, length) : -1;
    if (near >= 0)
        snprintf(fault->hint, sizeof fault->hint, "did you mean %s?", set->words[near].word);
    if (set->count <= FEW_WORDS) list_words(fault, set);
}

// Whether a shell would take the argument apart.
static bool needs_quotes(const char *argument) {
    return !*argument || strpbrk(argument, " \t\n\"'\\$`*?;&|<>()#!~{}[]") != NULL;
}

// Prints the line as typed and tells where its marked part begins, in columns. Arguments that a
// shell would have split are quoted.
static void echo_line(struct page *page, const struct cli_fault *fault, const char *program,
                      int argc, char *const argv[], int *from, int *columns) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_PLAIN, program);
    for (int i = 1; i < argc; i++) {
        bool quoted = needs_quotes(argv[i]);
        page_put(page, PAGE_PLAIN, quoted ? " '" : " ");
        if (i == fault->argument) {
            char part[ECHO_MAX];
            snprintf(part, sizeof part, "%.*s", (int)fault->offset, argv[i]);
            *from = page->column + page_columns(part);
            const char *marked = argv[i] + fault->offset;
            size_t length = fault->length ? fault->length : strlen(marked);
            snprintf(part, sizeof part, "%.*s", (int)length, marked);
            *columns = page_columns(part);
        }
        page_put(page, PAGE_PLAIN, argv[i]);
        if (quoted) page_put(page, PAGE_PLAIN, "'");
    }
    page_end_line(page);
}

// Bytes of the line, counted as far as it may be echoed.
static size_t line_length(int argc, char *const argv[]) {
    size_t length = 0;
    for (int i = 1; i < argc && length <= ECHO_MAX; i++) length += strlen(argv[i]) + 1;
    return length;
}

// The caret line: under the marked part, with the hint beside it.
static void print_carets(struct page *page, const struct cli_fault *fault, int from, int columns) {
    page_to(page, from);
    for (int i = 0; i < (columns > 0 ? columns : 1); i++) page_put(page, PAGE_CARE, "^");
    if (fault->hint[0]) page_putf(page, PAGE_PLAIN, " %s", fault->hint);
    page_end_line(page);
}

void cli_fault_print(const struct cli_fault *fault, const char *program, int argc,
                     char *const argv[], FILE *out) {
    struct page page;
    page_init(&page, out);
    page_putf(&page, PAGE_PLAIN, "unhunch: %s", fault->headline);
    page_end_line(&page);
    if (fault->argument > 0 && fault->argument < argc && line_length(argc, argv) < ECHO_MAX) {
        int from = 0, columns = 0;
        echo_line(&page, fault, program, argc, argv, &from, &columns);
        print_carets(&page, fault, from, columns);
    } else if (fault->hint[0]) {
        page_putf(&page, PAGE_PLAIN, "  %s", fault->hint);
        page_end_line(&page);
    }
    if (fault->more[0]) {
        char more[sizeof fault->more + ECHO_MAX];
        const char *place = strstr(fault->more, "%P");
        size_t before = place ? (size_t)(place - fault->more) : strlen(fault->more);
        snprintf(more, sizeof more, "%.*s%.60s%s", (int)before, fault->more, place ? program : "",
                 place ? place + 2 : "");
        page_wrap(&page, PAGE_PLAIN, PAGE_MARGIN, more);
        page_end_line(&page);
    }
}
