// SPDX-License-Identifier: Apache-2.0
// KEY=VALUE operands: finding the key, reading the value, saying what is wrong and where.
#ifndef UNHUNCH_CLI_KEYS_H
#define UNHUNCH_CLI_KEYS_H

#include "cli.h"

// An operand taken apart. name and value point into argv.
struct cli_pair {
    int argument;
    const char *text, *value;
    size_t name_length, value_offset;
    int id;   // of the key
    int area; // where the key ends in ".", else -1
};

// Reads an operand as one of the keys (the last entry has no name).
bool cli_read_pair(const struct cli *cli, int argument, const struct cli_key *keys,
                   struct cli_pair *pair, struct cli_fault *fault);

// Values. Faults point at the value, or at the word in it.
bool cli_pair_number(const struct cli_pair *pair, int least, int most, int *number,
                     struct cli_fault *fault);
bool cli_pair_word(const struct cli_pair *pair, const struct uh_word_set *set, int *index,
                   struct cli_fault *fault);
bool cli_pair_words(const struct cli_pair *pair, const struct uh_word_set *set, uint32_t *bits,
                    struct cli_fault *fault);

// Calls each word of a comma list; stops where one returns false.
bool cli_pair_each(const struct cli_pair *pair,
                   bool (*each)(void *context, const char *word, size_t length, size_t offset),
                   void *context);

#endif
