// SPDX-License-Identifier: Apache-2.0
#include "fields.h"

#include <stdarg.h>
#include <string.h>

enum { FIELD_MAX = 64, QUOTE_MAX = 40 };

const char *uh_reader_text(struct uh_reader *reader, const char *format, ...) {
    va_list list;
    va_start(list, format);
    const char *text = uh_format(reader->heap, format, list);
    va_end(list);
    return text;
}

void uh_complain(struct uh_reader *reader, const struct uh_node *at, const char *hint,
                 const char *format, ...) {
    va_list list;
    va_start(list, format);
    const char *what = uh_format(reader->heap, format, list);
    va_end(list);
    uh_document_problem(reader->document, at->start, at->end, hint, "%s", what);
}

const char *uh_quoted(struct uh_reader *reader, const struct uh_node *node) {
    if (node->kind == UH_NODE_LIST) return "a list";
    if (node->kind == UH_NODE_MAP) return "a map";
    if (node->kind == UH_NODE_NULL) return "nothing";
    size_t length = node->length;
    if (length <= QUOTE_MAX) return uh_reader_text(reader, "\"%s\"", node->text);
    length = QUOTE_MAX;
    while (length > 0 && ((unsigned char)node->text[length] & 0xC0) == 0x80) length--;
    return uh_reader_text(reader, "\"%.*s...\"", (int)length, node->text);
}

const char *uh_name_of(const struct uh_node *node) {
    while (node != NULL && node->key == NULL) node = node->parent;
    return node ? node->key->text : "here";
}

bool uh_is_list(struct uh_reader *reader, const struct uh_node *node) {
    if (node->kind == UH_NODE_LIST) return true;
    uh_complain(reader, node, "write a list: [ONE, TWO]", "%s: takes a list, not %s",
                uh_name_of(node), uh_quoted(reader, node));
    return false;
}

bool uh_is_map(struct uh_reader *reader, const struct uh_node *node) {
    if (node->kind == UH_NODE_MAP) return true;
    uh_complain(reader, node, "write KEY: VALUE", "%s: takes a map, not %s", uh_name_of(node),
                uh_quoted(reader, node));
    return false;
}

// Stores a number in a member of 1, 2 or 4 bytes. Ranges of the table see to it that it fits.
static void store(const struct uh_field *field, void *into, uint32_t number) {
    void *member = (char *)into + field->offset;
    uint8_t byte = (uint8_t)number;
    uint16_t half = (uint16_t)number;
    if (field->size == sizeof byte)
        memcpy(member, &byte, sizeof byte);
    else if (field->size == sizeof half)
        memcpy(member, &half, sizeof half);
    else
        memcpy(member, &number, sizeof number);
}

// Digits with an optional sign. Numbers of more than nine digits come out as very large.
static bool parse_whole(const struct uh_node *node, int *number) {
    if (node->kind != UH_NODE_TEXT || !node->plain) return false;
    const char *at = node->text;
    bool negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    size_t digits = strspn(at, "0123456789");
    if (digits == 0 || at[digits] != 0) return false;
    int value = 0;
    for (size_t i = 0; i < digits; i++)
        value = value >= 100000000 ? 999999999 : value * 10 + (at[i] - '0');
    *number = negative ? -value : value;
    return true;
}

bool uh_number(struct uh_reader *reader, const struct uh_node *node, int low, int high,
               int *number) {
    const char *hint = uh_reader_text(reader, "use %d to %d", low, high);
    const char *name = uh_name_of(node);
    if (!parse_whole(node, number)) {
        uh_complain(reader, node, hint, "%s: takes a whole number, not %s", name,
                    uh_quoted(reader, node));
        return false;
    }
    if (*number >= low && *number <= high) return true;
    bool under = *number < low;
    uh_complain(reader, node, hint, "%s: %.20s is %s %d", name, node->text,
                under ? "under" : "over", under ? low : high);
    return false;
}

void uh_read_number(struct uh_reader *reader, const struct uh_field *field,
                    const struct uh_node *value, void *into) {
    int number;
    if (uh_number(reader, value, field->low, field->high, &number))
        store(field, into, (uint32_t)number);
}

void uh_read_flag(struct uh_reader *reader, const struct uh_field *field,
                  const struct uh_node *value, void *into) {
    bool yes = value->kind == UH_NODE_TEXT && strcmp(value->text, "true") == 0;
    bool no = value->kind == UH_NODE_TEXT && strcmp(value->text, "false") == 0;
    if (!yes && !no)
        uh_complain(reader, value, "use true or false", "%s: takes true or false, not %s",
                    field->key, uh_quoted(reader, value));
    store(field, into, yes);
}

// All words of a set in a line, as far as they fit, or NULL when there are many.
static const char *all_words(struct uh_reader *reader, const struct uh_word_set *set) {
    char line[120];
    struct uh_text text = uh_text_in(line, sizeof line);
    uh_text_add(&text, "use");
    for (int i = 0; i < set->count; i++) {
        uh_text_add(&text, i == 0 ? " " : i == set->count - 1 ? " or " : ", ");
        uh_text_add(&text, set->words[i].word);
    }
    return text.overflow || set->count == 0 ? NULL : uh_reader_text(reader, "%s", line);
}

int uh_word(struct uh_reader *reader, const struct uh_word_set *set, const struct uh_node *node) {
    if (node->kind != UH_NODE_TEXT) {
        uh_complain(reader, node, all_words(reader, set), "%s: takes a word, not %s",
                    uh_name_of(node), uh_quoted(reader, node));
        return -1;
    }
    int index = uh_word_find(set, node->text, node->length);
    if (index >= 0) return index;
    int near = uh_word_nearest(set, node->text, node->length);
    const char *hint = near < 0 ? all_words(reader, set)
                                : uh_reader_text(reader, "did you mean %s?", set->words[near].word);
    uh_complain(reader, node, hint, "there is no %s %s", set->what, uh_quoted(reader, node));
    return -1;
}

void uh_read_word(struct uh_reader *reader, const struct uh_field *field,
                  const struct uh_node *value, void *into) {
    int index = uh_word(reader, field->words, value);
    if (index >= 0) store(field, into, (uint32_t)index);
}

void uh_read_bits(struct uh_reader *reader, const struct uh_field *field,
                  const struct uh_node *value, void *into) {
    uint32_t bits = 0;
    if (!uh_is_list(reader, value)) return;
    for (const struct uh_node *item = value->first; item != NULL; item = item->next) {
        int index = uh_word(reader, field->words, item);
        if (index < 0) continue;
        if (bits >> index & 1)
            uh_complain(reader, item, "leave it out", "%s stands here twice",
                        uh_quoted(reader, item));
        bits |= UINT32_C(1) << index;
    }
    store(field, into, bits);
}

static int count_characters(const struct uh_node *node) {
    int count = 0;
    for (size_t i = 0; i < node->length; i++)
        count += ((unsigned char)node->text[i] & 0xC0) != 0x80;
    return count;
}

// Keeps a text without blanks around it, where it is one and not too long.
static void read_string(struct uh_reader *reader, const struct uh_field *field,
                        const struct uh_node *value, void *into, bool lines) {
    if (value->kind != UH_NODE_TEXT) {
        uh_complain(reader, value, NULL, "%s: takes text, not %s", uh_name_of(value),
                    uh_quoted(reader, value));
        return;
    }
    const char *text = value->text + strspn(value->text, " \n");
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n')) length--;
    int excess = count_characters(value) - field->high;
    if (length == 0 && field->low >= 0)
        uh_complain(reader, value, "say it in words", "%s: is empty", uh_name_of(value));
    else if (excess > 0)
        uh_complain(reader, value, uh_reader_text(reader, "shorten it by %d", excess),
                    "%s: %d characters, over %d", uh_name_of(value), field->high + excess,
                    field->high);
    else if (!lines && strcspn(text, "\n\t\r") < length)
        uh_complain(reader, value, "use > instead of |, and blanks instead of tabs",
                    "%s: takes a single line of text", uh_name_of(value));
    char *kept = uh_heap_text(reader->heap, text, length);
    memcpy((char *)into + field->offset, &kept, sizeof kept);
}

void uh_read_text(struct uh_reader *reader, const struct uh_field *field,
                  const struct uh_node *value, void *into) {
    read_string(reader, field, value, into, false);
}

void uh_read_lines(struct uh_reader *reader, const struct uh_field *field,
                   const struct uh_node *value, void *into) {
    read_string(reader, field, value, into, true);
}

bool uh_is_id(const struct uh_node *node) {
    if (node == NULL || node->kind != UH_NODE_TEXT || node->length >= UH_ID_SIZE) return false;
    const char *text = node->text;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    do {
        size_t run = strspn(text, letters);
        if (run == 0) return false;
        text += run;
    } while (*text++ == '-');
    return text[-1] == 0;
}

void uh_read_id(struct uh_reader *reader, const struct uh_field *field, const struct uh_node *value,
                void *into) {
    bool fits = uh_is_id(value);
    if (!fits)
        uh_complain(reader, value, "use lower case, digits and hyphens, like chin-tuck",
                    "%s: %s is not an id", uh_name_of(value), uh_quoted(reader, value));
    const char *id = fits ? value->text : "?";
    char *kept = uh_heap_text(reader->heap, id, strlen(id));
    memcpy((char *)into + field->offset, &kept, sizeof kept);
}

// Index of the field with this key, or -1 and a problem.
static int find_field(struct uh_reader *reader, const struct uh_node *key,
                      const struct uh_field *fields, int count) {
    struct uh_word words[FIELD_MAX];
    for (int i = 0; i < count; i++) words[i] = (struct uh_word){fields[i].key, fields[i].key};
    struct uh_word_set set = {"key", count, words};
    return uh_word(reader, &set, key);
}

// Where something is missing: the beginning of what is there.
static struct uh_node beginning(const struct uh_node *map) {
    return map->first != NULL ? *map->first->key : *map;
}

void uh_read_map(struct uh_reader *reader, const struct uh_node *map, const struct uh_field *fields,
                 int count, void *into) {
    if (!uh_is_map(reader, map)) return;
    uint64_t seen = 0;
    for (const struct uh_node *entry = map->first; entry != NULL; entry = entry->next) {
        int index = find_field(reader, entry->key, fields, count);
        if (index < 0) continue;
        bool again = seen >> index & 1;
        seen |= UINT64_C(1) << index;
        if (again)
            uh_complain(reader, entry->key, "keep one of them", "%s: stands here twice",
                        fields[index].key);
        else if (entry->kind != UH_NODE_NULL)
            fields[index].read(reader, &fields[index], entry, into);
        else if (fields[index].need == UH_NEEDED)
            uh_complain(reader, entry->key, fields[index].missing, "%s: is empty",
                        fields[index].key);
    }
    struct uh_node start = beginning(map);
    for (int i = 0; i < count; i++) {
        bool needed =
            fields[i].need == UH_NEEDED || (fields[i].need == UH_EXPECTED && reader->built_in);
        if (needed && !(seen >> i & 1))
            uh_complain(reader, &start, fields[i].missing, "%s: is missing here", fields[i].key);
    }
}
