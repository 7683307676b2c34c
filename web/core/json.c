// SPDX-License-Identifier: Apache-2.0
#include "json.h"

static void put_string(struct uh_text *out, const char *text) {
    static const char digits[] = "0123456789abcdef";
    uh_text_add(out, "\"");
    for (const char *at = text; *at != 0; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\') uh_text_add(out, "\\");
        if (c < 0x20)
            uh_text_add_bytes(out, (char[]){'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]},
                              6);
        else
            uh_text_add_bytes(out, at, 1);
    }
    uh_text_add(out, "\"");
}

static void begin(struct uh_text *out, const char *key) {
    char last = out->used > 0 ? out->at[out->used - 1] : '{';
    if (last != '{' && last != '[' && last != ':') uh_text_add(out, ",");
    if (key == NULL) return;
    put_string(out, key);
    uh_text_add(out, ":");
}

void json_open(struct uh_text *out, const char *key, char bracket) {
    begin(out, key);
    uh_text_add_bytes(out, &bracket, 1);
}

void json_close(struct uh_text *out, char bracket) {
    uh_text_add_bytes(out, &bracket, 1);
}

void json_text(struct uh_text *out, const char *key, const char *text) {
    begin(out, key);
    if (text == NULL)
        uh_text_add(out, "null");
    else
        put_string(out, text);
}

void json_int(struct uh_text *out, const char *key, int64_t number) {
    begin(out, key);
    uh_text_add_int(out, number);
}

void json_bool(struct uh_text *out, const char *key, bool yes) {
    begin(out, key);
    uh_text_add(out, yes ? "true" : "false");
}

void json_word(struct uh_text *out, const char *key, const struct uh_word_set *set, int index) {
    json_text(out, key, index >= 0 && index < set->count ? set->words[index].word : NULL);
}

void json_words(struct uh_text *out, const char *key, const struct uh_word_set *set,
                uint32_t bits) {
    json_open(out, key, '[');
    for (int i = 0; i < set->count; i++)
        if (bits >> i & 1) json_word(out, NULL, set, i);
    json_close(out, ']');
}
