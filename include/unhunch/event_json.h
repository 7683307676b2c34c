// SPDX-License-Identifier: Apache-2.0
// One event as JSON and back (unhunch-record(5)). The keys and words are those of record.h.
#ifndef UNHUNCH_EVENT_JSON_H
#define UNHUNCH_EVENT_JSON_H

#include <jansson.h>

#include "unhunch/record.h"

enum { UH_ID_TEXT_SIZE = 37 };

// The last millisecond of the year 9999: events are between 1970 and then.
#define UH_AT_MS_MAX INT64_C(253402300799999)

// All fields of the event's kind, as a new object. Memory that is missing ends the program.
json_t *uh_event_to_json(const struct uh_event *event);

// The event, every field checked: unknown or missing keys, wrong types, words and numbers out of
// range are BAD_INPUT, UNKNOWN_WORD, OUT_OF_RANGE, with the key and what it may be in detail.
enum uh_result uh_event_from_json(const json_t *object, struct uh_event *event,
                                  struct uh_text *detail);

// Ids as people see them: 8-4-4-4-12 hexadecimal digits, lower case.
void uh_id_to_text(const uint8_t id[16], char text[UH_ID_TEXT_SIZE]);
bool uh_id_from_text(const char *text, uint8_t id[16]);

#endif
