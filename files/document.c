// SPDX-License-Identifier: Apache-2.0
// A YAML file becomes a tree. The parser is libfyaml, fed only with text that was found to be clean
// UTF-8 and not too long, and read event by event: nothing here is resolved, expanded or followed,
// so a file cannot grow beyond what was written. What move files do not need (anchors, aliases,
// tags, several documents, deep nesting) is refused with its place.
#include "document.h"

#include <errno.h>
#include <fcntl.h>
#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 12, NODE_MAX = 50000 };

#define WHOLE_FILE SIZE_MAX

// Why bytes at `at` are no clean text, or NULL; `*length` is that of the character.
static const char *dirt(const unsigned char *at, size_t left, size_t *length) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t code = at[0];
    *length = 1;
    if (code >= 0x80) {
        size_t size = code >= 0xF0 ? 4 : code >= 0xE0 ? 3 : 2;
        if (code < 0xC2 || code > 0xF4 || size > left) return "this is not UTF-8 text";
        code &= 0x7FU >> size;
        for (size_t i = 1; i < size; i++) {
            if ((at[i] & 0xC0) != 0x80) return "this is not UTF-8 text";
            code = code << 6 | (at[i] & 0x3FU);
        }
        if (code < least[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            return "this is not UTF-8 text";
        *length = size;
    }
    if (code == 0) return "a zero byte: this is not a text file";
    bool layout = code == '\t' || code == '\n' || (code == '\r' && left > 1 && at[1] == '\n');
    if ((code < 0x20 && !layout) || (code >= 0x7F && code < 0xA0)) return "a control character";
    bool invisible = code == 0x2028 || code == 0x2029 || (code >= 0x202A && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
    return invisible ? "an invisible character that changes how text is shown" : NULL;
}

// The first byte that is not clean, or `size`.
static size_t first_dirt(const char *bytes, size_t size, const char **why) {
    size_t at = 0, length;
    while (at < size) {
        *why = dirt((const unsigned char *)bytes + at, size - at, &length);
        if (*why != NULL) return at;
        at += length;
    }
    return size;
}

// Reads all of an open file. Stops just over the limit.
static size_t read_all(int file, char *bytes, size_t room) {
    size_t used = 0;
    while (used < room) {
        ssize_t got = read(file, bytes + used, room - used);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        used += (size_t)got;
    }
    return used;
}

// Opens a plain file of bearable size, or -1 and a problem.
static int open_plain(struct uh_document *document, const char *path) {
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const char *hint = NULL, *why = NULL;
    if (file < 0 || fstat(file, &about) != 0)
        why = strerror(errno), hint = errno == EACCES ? "let yourself read it: chmod u+r" : NULL;
    else if (S_ISDIR(about.st_mode))
        why = "this is a folder, not a file";
    else if (!S_ISREG(about.st_mode))
        why = "this is not a plain file";
    else if (about.st_size > UH_FILE_SIZE_MAX)
        why = "larger than 1 MB, which no file of moves is", hint = "is it the right file?";
    if (why == NULL) return file;
    uh_document_problem(document, WHOLE_FILE, 0, hint, "%s", why);
    if (file >= 0) close(file);
    return -1;
}

const char *uh_document_load(struct uh_document *document, const char *path, size_t *size) {
    int file = open_plain(document, path);
    if (file < 0) return NULL;
    struct stat about;
    size_t room = fstat(file, &about) == 0 ? (size_t)about.st_size : 0;
    char *bytes = uh_heap_take(document->heap, room + 1, 1);
    *size = read_all(file, bytes, room);
    close(file);
    return bytes;
}

// Where parsing stands.
struct parsing {
    struct uh_document *document;
    struct fy_parser *parser;
    struct fy_diag *diag;
    struct uh_node *parent;
    struct uh_node *key; // of the map that is being read: its key, when only that was read
    int depth, nodes, documents;
    size_t reached; // bytes
    bool ended;
};

// Hangs a new node into the tree: a key waits for its value.
static void hang(struct parsing *parsing, struct uh_node *node) {
    struct uh_node *parent = parsing->parent;
    if (parent == NULL) {
        parsing->document->root = node;
        return;
    }
    if (parent->kind == UH_NODE_MAP && parsing->key == NULL) {
        parsing->key = node;
        return;
    }
    node->key = parsing->key;
    parsing->key = NULL;
    node->parent = parent;
    *(parent->last ? &parent->last->next : &parent->first) = node;
    parent->last = node;
    parent->count++;
}

// Byte of a mark. What has none (a value that is left out) is where parsing has got to.
static size_t mark_byte(struct parsing *parsing, const struct fy_mark *mark) {
    size_t size = parsing->document->size;
    if (mark != NULL) parsing->reached = mark->input_pos < size ? mark->input_pos : size;
    return parsing->reached;
}

// Notes what is refused at an event. Always false.
static bool refuse(struct parsing *parsing, struct fy_event *event, const char *what,
                   const char *hint) {
    size_t start = mark_byte(parsing, fy_event_start_mark(event));
    uh_document_problem(parsing->document, start, start + 1, hint, "%s", what);
    return false;
}

static struct uh_node *new_node(struct parsing *parsing, struct fy_event *event,
                                enum uh_node_kind kind) {
    struct uh_node *node = uh_heap_take(parsing->document->heap, 1, sizeof *node);
    node->kind = kind;
    node->start = mark_byte(parsing, fy_event_start_mark(event));
    const struct fy_mark *end = fy_event_end_mark(event);
    node->end = mark_byte(parsing, end);
    return node;
}

static bool is_null(const struct uh_node *node) {
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (node->plain && strcmp(node->text, words[i]) == 0) return true;
    return false;
}

// The text between single quotes: '' is a quote, a line break with the blanks around it is a blank,
// and each further empty line is a line break. libfyaml 0.7 garbles quotes in a row, so it is read
// here.
static const char *unquote(struct parsing *parsing, struct uh_node *node) {
    const char *raw = parsing->document->bytes + node->start,
               *end = raw + (node->end - node->start);
    char *text = uh_heap_take(parsing->document->heap, (size_t)(end - raw) + 1, 1), *at = text;
    while (raw < end) {
        if (*raw != '\n' && *raw != '\r') {
            raw += *raw == '\'' && raw + 1 < end;
            *at++ = *raw++;
            continue;
        }
        int breaks = 0;
        for (; raw < end && strchr(" \t\r\n", *raw) != NULL; raw++) breaks += *raw == '\n';
        while (at > text && (at[-1] == ' ' || at[-1] == '\t')) at--;
        if (breaks == 1) *at++ = ' ';
        for (; breaks > 1; breaks--) *at++ = '\n';
    }
    node->length = (size_t)(at - text);
    return text;
}

// The text of a token, piece by piece: fy_token_get_text of libfyaml 0.7 leaks what has many
// pieces.
static const char *gather(struct parsing *parsing, struct uh_node *node, struct fy_token *token) {
    struct fy_token_iter *iterator = fy_token_iter_create(token);
    const struct fy_iter_chunk *chunk = NULL;
    // An escape is at most as many bytes longer than what it stands for as it is long.
    size_t room = 2 * (node->end - node->start) + 4;
    char *text = uh_heap_take(parsing->document->heap, room + 1, 1);
    if (iterator == NULL) abort();
    while ((chunk = fy_token_iter_chunk_next(iterator, chunk, NULL)) != NULL) {
        size_t left = room - node->length, length = chunk->len < left ? chunk->len : left;
        if (length > 0) memcpy(text + node->length, chunk->str, length);
        node->length += length;
    }
    fy_token_iter_destroy(iterator);
    return text;
}

// A text or null. Escapes may have made characters that were not in the file: they are looked at.
static bool take_scalar(struct parsing *parsing, struct fy_event *event) {
    struct uh_node *node = new_node(parsing, event, UH_NODE_TEXT);
    struct fy_token *token = event->scalar.value;
    enum fy_scalar_style style = token ? fy_token_scalar_style(token) : FYSS_PLAIN;
    node->plain = style == FYSS_PLAIN;
    node->text = token == NULL                 ? ""
                 : style == FYSS_SINGLE_QUOTED ? unquote(parsing, node)
                                               : gather(parsing, node, token);
    const char *why;
    if (first_dirt(node->text, node->length, &why) < node->length)
        return refuse(parsing, event, "an escape for a character that must not be printed",
                      "leave it out");
    if (is_null(node)) node->kind = UH_NODE_NULL;
    if (parsing->parent && parsing->parent->kind == UH_NODE_MAP && parsing->key == NULL &&
        node->kind == UH_NODE_NULL)
        return refuse(parsing, event, "a key without a name", "write KEY: VALUE");
    hang(parsing, node);
    return true;
}

static bool open_branch(struct parsing *parsing, struct fy_event *event, enum uh_node_kind kind) {
    if (++parsing->depth > DEPTH_MAX)
        return refuse(parsing, event, "nested too deep",
                      "nothing here needs more than a few levels");
    struct uh_node *parent = parsing->parent;
    if (parent != NULL && parent->kind == UH_NODE_MAP && parsing->key == NULL)
        return refuse(parsing, event, "a list or a map where a key belongs", "write KEY: VALUE");
    struct uh_node *node = new_node(parsing, event, kind);
    hang(parsing, node);
    node->parent = parent;
    parsing->parent = node;
    return true;
}

static bool close_branch(struct parsing *parsing) {
    parsing->depth--;
    parsing->parent = parsing->parent->parent;
    return true;
}

// True when the event carries an anchor or a tag.
static bool is_decorated(const struct fy_event *event) {
    switch (event->type) {
    case FYET_SCALAR:
        return event->scalar.anchor != NULL || event->scalar.tag != NULL;
    case FYET_MAPPING_START:
        return event->mapping_start.anchor != NULL || event->mapping_start.tag != NULL;
    case FYET_SEQUENCE_START:
        return event->sequence_start.anchor != NULL || event->sequence_start.tag != NULL;
    default:
        return false;
    }
}

// One event. False stops the parsing; a problem was noted then.
static bool take_event(struct parsing *parsing, struct fy_event *event) {
    if (is_decorated(event))
        return refuse(parsing, event, "an anchor (&) or a tag (!), which is not used here",
                      "write it out, or put the text in quotes");
    if (++parsing->nodes > NODE_MAX)
        return refuse(parsing, event, "too many entries", "is it the right file?");
    switch (event->type) {
    case FYET_ALIAS:
        return refuse(parsing, event, "an alias (*), which is not used here",
                      "write it out, or put the text in quotes");
    case FYET_DOCUMENT_START:
        if (parsing->documents++ == 0) return true;
        return refuse(parsing, event, "a second document begins here", "one to a file");
    case FYET_SCALAR:
        return take_scalar(parsing, event);
    case FYET_MAPPING_START:
        return open_branch(parsing, event, UH_NODE_MAP);
    case FYET_SEQUENCE_START:
        return open_branch(parsing, event, UH_NODE_LIST);
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        return close_branch(parsing);
    case FYET_STREAM_END:
        parsing->ended = true;
        return true;
    default:
        return true;
    }
}

// The commoner complaints of the parser, by a part of its message, in plain words; and what to do.
struct complaint {
    const char *part, *what, *hint;
};

static const struct complaint complaints[] = {
    {"nested block mapping", "a second colon",
     "put a text that holds a colon and a blank in quotes"},
    {"without a closing bracket", "a list is opened here and not closed", "add ]"},
    {"without a closing brace", "a map is opened here and not closed", "add }"},
    {"without closing quote", "a quote is opened here and not closed", "add it"},
    {"wrongly indented double", "a quote is opened here and not closed", "add it"},
    {"wrongly indented single", "a quote is opened here and not closed", "add it"},
    {"tab", "a tab at the beginning of a line", "indent with blanks"},
    {"multiline plain key", "this is not KEY: VALUE", "indent it like its neighbours; add a colon"},
    {"expected key", "this is not KEY: VALUE", "indent it like its neighbours; add a colon"},
    {"plain scalar cannot start", "a text cannot begin with this sign", "put it in quotes"},
};

// Byte of a line and column as the parser counts them, from 1.
static size_t byte_of(const struct uh_document *document, int line, int column) {
    size_t at = 0;
    while (line > 1 && at < document->size)
        if (document->bytes[at++] == '\n') line--;
    for (; column > 1 && at < document->size && document->bytes[at] != '\n'; column--) do
            at++;
        while (at < document->size && ((unsigned char)document->bytes[at] & 0xC0) == 0x80);
    return at;
}

// Where a complaint belongs: what was not closed is pointed at where it was opened.
static size_t place_of(const struct parsing *parsing, const struct fy_diag_error *error) {
    const struct uh_document *document = parsing->document;
    const struct uh_node *open = parsing->parent;
    bool unclosed = strstr(error->msg, "without a closing b") != NULL;
    if (unclosed && open != NULL && strchr("[{", document->bytes[open->start]) != NULL)
        return open->start;
    return byte_of(document, error->line, error->column);
}

// Passes on the first thing the parser complained about.
static void report_syntax(struct parsing *parsing) {
    struct uh_document *document = parsing->document;
    void *previous = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(parsing->diag, &previous);
    if (error == NULL || error->msg == NULL) {
        uh_document_problem(document, 0, 1, NULL, "this is not YAML");
        return;
    }
    struct complaint told = {NULL, error->msg, "the YAML is broken here, or just before"};
    for (size_t i = sizeof complaints / sizeof complaints[0]; i-- > 0;)
        if (strstr(error->msg, complaints[i].part) != NULL) told = complaints[i];
    size_t at = place_of(parsing, error);
    uh_document_problem(document, at, at + 1, told.hint, "%s", told.what);
}

static void parse_events(struct parsing *parsing) {
    struct uh_document *document = parsing->document;
    bool going = true;
    while (going && !parsing->ended) {
        struct fy_event *event = fy_parser_parse(parsing->parser);
        if (event == NULL) break;
        going = take_event(parsing, event);
        fy_parser_event_free(parsing->parser, event);
    }
    if (going && !parsing->ended) report_syntax(parsing);
    if (document->problem_count == 0 && document->root == NULL)
        uh_document_problem(document, WHOLE_FILE, 0, NULL, "there is nothing in this file");
    if (document->problem_count > 0) document->root = NULL;
}

// Runs libfyaml over text that is clean.
static void parse_clean(struct uh_document *document) {
    struct fy_diag_cfg diag_options;
    fy_diag_cfg_default(&diag_options);
    diag_options.fp = NULL;
    struct parsing parsing = {.document = document, .diag = fy_diag_create(&diag_options)};
    if (parsing.diag == NULL) abort();
    fy_diag_set_collect_errors(parsing.diag, true);
    struct fy_parse_cfg options = {
        .flags = FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE | FYPCF_DISABLE_MMAP_OPT,
        .diag = parsing.diag,
    };
    parsing.parser = fy_parser_create(&options);
    if (parsing.parser == NULL) abort();
    if (fy_parser_set_string(parsing.parser, document->bytes, document->size) == 0)
        parse_events(&parsing);
    fy_parser_destroy(parsing.parser);
    fy_diag_destroy(parsing.diag);
}

void uh_document_parse(struct uh_document *document, const char *path, const char *bytes,
                       size_t size, struct uh_heap *heap) {
    *document = (struct uh_document){.path = path, .heap = heap};
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) bytes += 3, size -= 3;
    document->bytes = bytes;
    document->size = size;
    const char *why = NULL;
    size_t dirty = first_dirt(bytes, size, &why);
    document->text_is_clean = dirty == size;
    if (dirty < size)
        uh_document_problem(document, dirty, dirty + 1, "remove it", "%s", why);
    else if (size == 0)
        uh_document_problem(document, WHOLE_FILE, 0, NULL, "there is nothing in this file");
    else
        parse_clean(document);
}

void uh_document_read(struct uh_document *document, const char *path, struct uh_heap *heap) {
    *document = (struct uh_document){.path = path, .heap = heap};
    size_t size;
    const char *bytes = uh_document_load(document, path, &size);
    if (bytes != NULL) uh_document_parse(document, path, bytes, size, heap);
}

const struct uh_node *uh_node_get(const struct uh_node *map, const char *key) {
    if (map == NULL || map->kind != UH_NODE_MAP) return NULL;
    for (const struct uh_node *entry = map->first; entry != NULL; entry = entry->next)
        if (strcmp(entry->key->text, key) == 0) return entry;
    return NULL;
}
