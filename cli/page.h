// SPDX-License-Identifier: Apache-2.0
// What a command prints: styled, aligned and wrapped text on a terminal or in a pipe.
#ifndef UNHUNCH_CLI_PAGE_H
#define UNHUNCH_CLI_PAGE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

enum page_style { PAGE_PLAIN, PAGE_BOLD, PAGE_MUTED, PAGE_ACCENT, PAGE_CARE, PAGE_STYLE_COUNT };

// Glyphs with a plain spelling for terminals that only know ASCII.
enum page_glyph {
    PAGE_FULL,    // a box that is filled
    PAGE_EMPTY,   // one that is not
    PAGE_THICK,   // a line, marked
    PAGE_THIN,    // a line
    PAGE_POINTER, // at the row that keys act on
    PAGE_TICK,    // done
    PAGE_CHECKED, // chosen
    PAGE_FREE,    // not chosen
    PAGE_UP_DOWN, // arrow keys
    PAGE_LEFT_RIGHT,
    PAGE_DOTS, // cut off
    PAGE_GLYPH_COUNT
};

enum { PAGE_MARGIN = 2 };

struct page {
    FILE *out;
    int width;  // columns of the terminal, 80 where there is none, at most 100
    int column; // where the next character goes, from 0
    int lines;  // ended so far
    bool terminal, colour, unicode;
};

// Takes width, colours and glyphs from the stream and the environment (NO_COLOR, TERM, COLUMNS).
void page_init(struct page *page, FILE *out);

// Right edge: the column after the last that text may take.
int page_edge(const struct page *page);

const char *page_glyph(const struct page *page, enum page_glyph glyph);

void page_put(struct page *page, enum page_style style, const char *text);
void page_putf(struct page *page, enum page_style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Spaces up to a column; none where it is passed already.
void page_to(struct page *page, int column);

// Text that ends at the right edge; a space before it at least.
void page_right(struct page *page, enum page_style style, const char *text);

void page_end_line(struct page *page);

// Text from where the line is, broken between words at the right edge; further lines begin at
// column left. Does not end the last line.
void page_wrap(struct page *page, enum page_style style, int left, const char *text);

// A muted label at the margin, then text wrapped beside it at column left; ends the line.
void page_entry(struct page *page, const char *label, int left, const char *text);

// The columns a text takes on a terminal.
int page_columns(const char *text);

// Bytes of the longest start of text that takes at most so many columns.
size_t page_fit(const char *text, int columns);

#endif
