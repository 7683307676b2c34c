// SPDX-License-Identifier: Apache-2.0
// Reading the maps of a file by tables: each key is a record that says how it is read, where its
// value goes and what it may be. Every mistake is noted with its place, and reading goes on.
#ifndef UNHUNCH_FILES_FIELDS_H
#define UNHUNCH_FILES_FIELDS_H

#include "document.h"

// The words a file may refer to, and where what was read goes. One reader reads many documents.
struct uh_reader {
    struct uh_document *document; // the one being read
    struct uh_heap *heap;         // where what was read goes
    bool built_in;                // the data folder: keys that a person may leave out are needed
    struct uh_word_set sources, muscles, kinds, moves, conditions, settings;
    const struct uh_catalog *catalog; // the moves that were read, where they are needed
};

enum uh_need { UH_OPTIONAL, UH_EXPECTED, UH_NEEDED }; // expected: only in what is built in

struct uh_field;
typedef void uh_field_reader(struct uh_reader *reader, const struct uh_field *field,
                             const struct uh_node *value, void *into);

struct uh_field {
    const char *key;
    uh_field_reader *read;
    enum uh_need need;
    size_t offset, size; // of the member that is filled
    int low,
        high; // numbers: the range; texts: high is the most characters, low -1 lets them be empty
    const struct uh_word_set *words; // the words it may be
    const char *missing;             // what to do when it is missing
};

// Offset and size of a member, for a table of fields.
#define UH_MEMBER(type, member)                                                                    \
    .offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)

// Entries of an array.
#define UH_COUNT(table) ((int)(sizeof(table) / sizeof(table)[0]))

// Reads a map into the object at `into`.
void uh_read_map(struct uh_reader *reader, const struct uh_node *map, const struct uh_field *fields,
                 int count, void *into);

// Readers of one value, for tables and for calls. They fill the member of `size` bytes.
uh_field_reader uh_read_text;   // one line of text
uh_field_reader uh_read_lines;  // text of any number of lines
uh_field_reader uh_read_figure; // poses (figure.c)
uh_field_reader uh_read_id;     // lower case, digits, hyphens
uh_field_reader uh_read_number; // whole, low..high
uh_field_reader uh_read_flag;   // true or false
uh_field_reader uh_read_word;   // index of a word of `words`
uh_field_reader uh_read_bits;   // a list of words as bits

// Notes a problem at a node.
__attribute__((format(printf, 4, 5))) void uh_complain(struct uh_reader *reader,
                                                       const struct uh_node *at, const char *hint,
                                                       const char *format, ...);

// Text kept with what was read.
__attribute__((format(printf, 2, 3))) const char *uh_reader_text(struct uh_reader *reader,
                                                                 const char *format, ...);

// True when the node is a list or map; else notes a problem.
bool uh_is_list(struct uh_reader *reader, const struct uh_node *node);
bool uh_is_map(struct uh_reader *reader, const struct uh_node *node);

// Whole number of a node, or false and a problem.
bool uh_number(struct uh_reader *reader, const struct uh_node *node, int low, int high,
               int *number);

// Index of the word that a node holds, or -1 and a problem with the nearest word.
int uh_word(struct uh_reader *reader, const struct uh_word_set *set, const struct uh_node *node);

// Whether a node is an id: lower case and digits, single hyphens between them.
bool uh_is_id(const struct uh_node *node);

// What stands at a node, in quotes and shortened, for messages.
const char *uh_quoted(struct uh_reader *reader, const struct uh_node *node);

// The key a node stands under, for messages.
const char *uh_name_of(const struct uh_node *node);

#endif
