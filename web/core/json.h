// SPDX-License-Identifier: Apache-2.0
// JSON into bounded text. Commas come by themselves: after anything but an opening or a key.
#ifndef WEB_JSON_H
#define WEB_JSON_H

#include "unhunch/catalog.h"

void json_open(struct uh_text *out, const char *key, char bracket); // '{' or '['; key NULL: none
void json_close(struct uh_text *out, char bracket);
void json_text(struct uh_text *out, const char *key, const char *text); // NULL: null
void json_int(struct uh_text *out, const char *key, int64_t number);
void json_bool(struct uh_text *out, const char *key, bool yes);
void json_word(struct uh_text *out, const char *key, const struct uh_word_set *set, int index);
void json_words(struct uh_text *out, const char *key, const struct uh_word_set *set, uint32_t bits);

#endif
