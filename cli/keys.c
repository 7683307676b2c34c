// SPDX-License-Identifier: Apache-2.0
#include "keys.h"

#include <string.h>

enum { SHOWN_MAX = 60, KEYS_MAX = 32 };

// Bytes of a text that a message shows.
static int shown(size_t length) {
    return length > SHOWN_MAX ? SHOWN_MAX : (int)length;
}

// There is no such key; which one is nearest.
static bool unknown_key(const struct cli_pair *pair, const struct cli_key *keys,
                        struct cli_fault *fault) {
    struct uh_word words[KEYS_MAX];
    struct uh_word_set set = {"key", 0, words};
    size_t dot = strcspn(pair->text, ".=");
    bool dotted = pair->text[dot] == '.';
    for (; keys->name && set.count < KEYS_MAX; keys++)
        words[set.count++] = (struct uh_word){keys->name, ""};
    size_t length = dotted ? dot + 1 : pair->name_length;
    cli_fault_at(fault, pair->argument, 0, length ? length : 1);
    cli_fault_word(fault, &set, pair->text, length);
    return false;
}

// Finds the key, and the area after its dot.
static bool find_key(struct cli_pair *pair, const struct cli_key *keys, struct cli_fault *fault) {
    for (const struct cli_key *key = keys; key->name; key++) {
        size_t length = strlen(key->name);
        bool dotted = key->name[length - 1] == '.';
        if (pair->name_length < length || memcmp(pair->text, key->name, length) != 0) continue;
        if (!dotted && pair->name_length != length) continue;
        pair->id = key->id;
        if (!dotted) return true;
        const char *area = pair->text + length;
        size_t area_length = pair->name_length - length;
        pair->area = uh_word_find(&uh_area_words, area, area_length);
        if (pair->area >= 0) return true;
        cli_fault_at(fault, pair->argument, length, area_length ? area_length : 1);
        cli_fault_word(fault, &uh_area_words, area, area_length);
        return false;
    }
    return unknown_key(pair, keys, fault);
}

bool cli_read_pair(const struct cli *cli, int argument, const struct cli_key *keys,
                   struct cli_pair *pair, struct cli_fault *fault) {
    const char *text = cli->argv[argument];
    size_t length = strcspn(text, "=");
    *pair = (struct cli_pair){
        .argument = argument, .text = text, .name_length = length, .id = -1, .area = -1};
    if (!find_key(pair, keys, fault)) return false;
    if (!text[length]) {
        cli_fault_at(fault, argument, 0, 0);
        cli_fault_headline(fault, "%.*s needs a value", shown(length), text);
        snprintf(fault->hint, sizeof fault->hint, "as in %.*s=...", shown(length), text);
        return false;
    }
    pair->value = text + length + 1;
    pair->value_offset = length + 1;
    return true;
}

bool cli_pair_number(const struct cli_pair *pair, int least, int most, int *number,
                     struct cli_fault *fault) {
    size_t length = strlen(pair->value);
    if (cli_read_number(pair->value, length, number) && *number >= least && *number <= most)
        return true;
    cli_fault_at(fault, pair->argument, pair->value_offset, length ? length : 1);
    cli_fault_headline(fault, "%.*s takes %d to %d, not %.*s", shown(pair->name_length), pair->text,
                       least, most, length ? shown(length) : 7, length ? pair->value : "nothing");
    return false;
}

bool cli_pair_word(const struct cli_pair *pair, const struct uh_word_set *set, int *index,
                   struct cli_fault *fault) {
    size_t length = strlen(pair->value);
    *index = uh_word_find(set, pair->value, length);
    if (*index >= 0) return true;
    cli_fault_at(fault, pair->argument, pair->value_offset, length ? length : 1);
    cli_fault_word(fault, set, pair->value, length);
    return false;
}

bool cli_pair_words(const struct cli_pair *pair, const struct uh_word_set *set, uint32_t *bits,
                    struct cli_fault *fault) {
    *bits = 0;
    if (!*pair->value) return true;
    return cli_read_word_set(set, pair->value, pair->argument, pair->value_offset, bits, fault);
}

bool cli_pair_each(const struct cli_pair *pair,
                   bool (*each)(void *context, const char *word, size_t length, size_t offset),
                   void *context) {
    const char *at = pair->value;
    if (!*at) return true;
    for (;; at++) {
        size_t length = strcspn(at, ",");
        if (!each(context, at, length, (size_t)(at - pair->text))) return false;
        at += length;
        if (!*at) return true;
    }
}
