// SPDX-License-Identifier: Apache-2.0
#include "page.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

static const char *const glyphs[PAGE_GLYPH_COUNT][2] = {
    [PAGE_FULL] = {"#", "■"},           [PAGE_EMPTY] = {".", "·"},
    [PAGE_THICK] = {"=", "━"},          [PAGE_THIN] = {"-", "─"},
    [PAGE_POINTER] = {">", "›"},        [PAGE_TICK] = {"*", "✓"},
    [PAGE_CHECKED] = {"[x]", "■"},      [PAGE_FREE] = {"[ ]", "·"},
    [PAGE_UP_DOWN] = {"up/down", "↑↓"}, [PAGE_LEFT_RIGHT] = {"left/right", "←→"},
    [PAGE_DOTS] = {"...", "…"},
};

static const char *const codes[PAGE_STYLE_COUNT] = {
    [PAGE_PLAIN] = "",          [PAGE_BOLD] = "\033[1m",  [PAGE_MUTED] = "\033[2m",
    [PAGE_ACCENT] = "\033[36m", [PAGE_CARE] = "\033[31m",
};

// An environment variable, "" where it is not set.
static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

// UTF-8 where the locale says so, or says nothing at all on a terminal that is not a plain one.
static bool shows_unicode(bool terminal) {
    const char *kind = setting("TERM");
    if (terminal && (strcmp(kind, "dumb") == 0 || strcmp(kind, "linux") == 0)) return false;
    const char *locale = setting("LC_ALL");
    if (!*locale) locale = setting("LC_CTYPE");
    if (!*locale) locale = setting("LANG");
    if (!*locale) return true;
    return strstr(locale, "UTF-8") || strstr(locale, "utf8") || strstr(locale, "UTF8") ||
           strstr(locale, "utf-8");
}

// Columns: of the terminal, else COLUMNS, else 80; kept within what can be read.
static int terminal_width(FILE *out) {
    struct winsize size;
    int width = 0;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0) width = size.ws_col;
    if (width == 0) width = atoi(setting("COLUMNS"));
    if (width == 0) width = 80;
    return width < 24 ? 24 : width > 100 ? 100 : width;
}

void page_init(struct page *page, FILE *out) {
    bool terminal = isatty(fileno(out));
    *page = (struct page){.out = out, .terminal = terminal, .width = terminal_width(out)};
    page->unicode = shows_unicode(terminal);
    page->colour = terminal && !*setting("NO_COLOR") && strcmp(setting("TERM"), "dumb") != 0 &&
                   *setting("TERM");
}

int page_edge(const struct page *page) {
    return page->width - PAGE_MARGIN;
}

const char *page_glyph(const struct page *page, enum page_glyph glyph) {
    return glyphs[glyph][page->unicode];
}

// The next character of text: its columns and, in *length, its bytes. Bytes that are no UTF-8 and
// control characters count one column.
static int next_character(const char *text, size_t *length, bool *strange) {
    wchar_t character;
    mbstate_t state = {0};
    size_t taken = mbrtowc(&character, text, strlen(text), &state);
    *strange = false;
    if (taken == (size_t)-1 || taken == (size_t)-2 || taken == 0) {
        *length = 1;
        *strange = true;
        return 1;
    }
    *length = taken;
    int columns = wcwidth(character);
    *strange = columns < 0;
    return columns < 0 ? 1 : columns;
}

int page_columns(const char *text) {
    int columns = 0;
    size_t length;
    bool strange;
    for (; *text; text += length) columns += next_character(text, &length, &strange);
    return columns;
}

size_t page_fit(const char *text, int columns) {
    const char *at = text;
    size_t length;
    bool strange;
    while (*at) {
        columns -= next_character(at, &length, &strange);
        if (columns < 0) break;
        at += length;
    }
    return (size_t)(at - text);
}

// Writes bytes of text; what a terminal could take for a command becomes a question mark.
static void put_bytes(struct page *page, const char *text, size_t size) {
    const char *end = text + size;
    size_t length;
    bool strange;
    for (; text < end; text += length) {
        page->column += next_character(text, &length, &strange);
        if (strange)
            fputc('?', page->out);
        else
            fwrite(text, 1, length, page->out);
    }
}

// Writes bytes between the codes of a style.
static void put_styled(struct page *page, enum page_style style, const char *text, size_t size) {
    bool coded = page->colour && style != PAGE_PLAIN && size > 0;
    if (coded) fputs(codes[style], page->out);
    put_bytes(page, text, size);
    if (coded) fputs("\033[0m", page->out);
}

void page_put(struct page *page, enum page_style style, const char *text) {
    put_styled(page, style, text, strlen(text));
}

void page_putf(struct page *page, enum page_style style, const char *format, ...) {
    char text[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    page_put(page, style, text);
}

void page_to(struct page *page, int column) {
    for (; page->column < column; page->column++) fputc(' ', page->out);
}

void page_right(struct page *page, enum page_style style, const char *text) {
    int start = page_edge(page) - page_columns(text);
    page_to(page, start > page->column ? start : page->column + 1);
    page_put(page, style, text);
}

void page_end_line(struct page *page) {
    fputc('\n', page->out);
    page->column = 0;
    page->lines++;
}

void page_wrap(struct page *page, enum page_style style, int left, const char *text) {
    bool first = true;
    page_to(page, left);
    while (*text) {
        size_t length = strcspn(text, " \n");
        char word[512];
        snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1),
                 text);
        int columns = page_columns(word);
        if (!first && page->column + 1 + columns > page_edge(page)) {
            page_end_line(page);
            page_to(page, left);
        } else if (!first && length > 0) {
            put_bytes(page, " ", 1);
        }
        put_styled(page, style, text, length);
        first = first && length == 0;
        text += length;
        text += strspn(text, " \n");
    }
}

void page_entry(struct page *page, const char *label, int left, const char *text) {
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_MUTED, label);
    page_wrap(page, PAGE_PLAIN, left, text);
    page_end_line(page);
}
