// SPDX-License-Identifier: Apache-2.0
// Days are days of the person's clock, as each event knows it. Days without an event are left out:
// a gap is a gap.
#include "unhunch/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATE_SIZE = 40 };

struct day {
    int64_t number; // days since 1970 by the person's clock
    int sessions, moves, hurt;
    int64_t seconds;
    int8_t pain, stiffness[UH_AREA_COUNT]; // -1: not said
};

struct tally {
    char move[UH_ID_SIZE];
    int done, skipped, hurt;
    int64_t seconds, last_ms;
};

struct progress {
    struct day *days;
    struct tally *tallies;
    size_t day_count, day_room, tally_count, tally_room;
    int sessions, moves_done;
    int64_t seconds_done;
    uint8_t session[16]; // the last one that a move was done in
};

// Room for one more at the end of a list.
static void *grown(void *list, size_t count, size_t *room, size_t size) {
    if (count < *room) return list;
    *room = *room ? 2 * *room : 64;
    list = realloc(list, *room * size);
    if (!list) abort();
    return list;
}

// Events come in the order they happened; a journey westwards may take a day back, which is then
// counted with the latest.
static struct day *day_of(struct progress *progress, const struct uh_event *event) {
    int64_t local_ms = event->at_ms + event->utc_offset_min * INT64_C(60000);
    int64_t number = local_ms / 86400000 - (local_ms % 86400000 < 0);
    size_t count = progress->day_count;
    if (count > 0 && progress->days[count - 1].number >= number) return &progress->days[count - 1];
    progress->days = grown(progress->days, count, &progress->day_room, sizeof *progress->days);
    struct day *day = &progress->days[progress->day_count++];
    *day = (struct day){.number = number, .pain = -1};
    memset(day->stiffness, -1, sizeof day->stiffness);
    return day;
}

static struct tally *tally_of(struct progress *progress, const char *move) {
    for (size_t i = 0; i < progress->tally_count; i++)
        if (strcmp(progress->tallies[i].move, move) == 0) return &progress->tallies[i];
    progress->tallies = grown(progress->tallies, progress->tally_count, &progress->tally_room,
                              sizeof *progress->tallies);
    struct tally *tally = &progress->tallies[progress->tally_count++];
    *tally = (struct tally){0};
    strcpy(tally->move, move);
    return tally;
}

static void add_done(struct progress *progress, struct day *day, const struct uh_event *event) {
    struct tally *tally = tally_of(progress, event->move);
    tally->done++;
    tally->seconds += event->seconds;
    tally->last_ms = event->at_ms;
    day->moves++;
    day->seconds += event->seconds;
    progress->moves_done++;
    progress->seconds_done += event->seconds;
    if (memcmp(progress->session, event->session, sizeof event->session) != 0) progress->sessions++;
    memcpy(progress->session, event->session, sizeof event->session);
}

static void add_check_in(struct day *day, const struct uh_event *event) {
    if (event->pain >= 0) day->pain = event->pain;
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (event->stiffness[i] >= 0) day->stiffness[i] = event->stiffness[i];
}

static bool add(void *context, const struct uh_event *event) {
    struct progress *progress = context;
    struct day *day = day_of(progress, event);
    switch ((enum uh_event_kind)event->kind) {
    case UH_EVENT_SESSION_START:
        day->sessions++;
        break;
    case UH_EVENT_MOVE_DONE:
        add_done(progress, day, event);
        break;
    case UH_EVENT_MOVE_SKIPPED:
        tally_of(progress, event->move)->skipped++;
        break;
    case UH_EVENT_MOVE_HURT:
        tally_of(progress, event->move)->hurt++;
        day->hurt++;
        break;
    case UH_EVENT_CHECK_IN:
        add_check_in(day, event);
        break;
    default:
        break;
    }
    return true;
}

// A count of days as a date (the civil calendar by eras of 400 years, beginning in March).
static void date_of(int64_t number, char out[DATE_SIZE]) {
    int64_t shifted = number + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = (int)(shifted - era * 146097);
    int year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * day_of_year + 2) / 153;
    int day = day_of_year - (153 * month + 2) / 5 + 1;
    int shown = month < 10 ? month + 3 : month - 9;
    int64_t whole_year = year + era * 400 + (shown <= 2);
    snprintf(out, DATE_SIZE, "%04d-%02d-%02d", (int)whole_year, shown, day);
}

static json_t *day_json(const struct day *day) {
    char date[DATE_SIZE];
    date_of(day->number, date);
    json_t *stiff = json_object();
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (day->stiffness[i] >= 0)
            json_object_set_new(stiff, uh_area_words.words[i].word,
                                json_integer(day->stiffness[i]));
    return json_pack("{s:s, s:i, s:i, s:I, s:i, s:o, s:o}", "date", date, "sessions", day->sessions,
                     "moves", day->moves, "seconds", (json_int_t)day->seconds, "hurt", day->hurt,
                     "pain", day->pain < 0 ? json_null() : json_integer(day->pain), "stiff", stiff);
}

static json_t *tally_json(const struct tally *tally) {
    return json_pack("{s:s, s:i, s:i, s:i, s:I, s:o}", "move", tally->move, "done", tally->done,
                     "skipped", tally->skipped, "hurt", tally->hurt, "seconds",
                     (json_int_t)tally->seconds, "last_ms",
                     tally->last_ms ? json_integer(tally->last_ms) : json_null());
}

static int more_done_first(const void *a, const void *b) {
    const struct tally *one = a, *other = b;
    if (one->done != other->done) return one->done < other->done ? 1 : -1;
    return strcmp(one->move, other->move);
}

static json_t *progress_json(struct progress *progress) {
    json_t *days = json_array(), *moves = json_array();
    if (progress->tally_count > 0)
        qsort(progress->tallies, progress->tally_count, sizeof *progress->tallies, more_done_first);
    for (size_t i = 0; i < progress->day_count; i++)
        json_array_append_new(days, day_json(&progress->days[i]));
    for (size_t i = 0; i < progress->tally_count; i++)
        json_array_append_new(moves, tally_json(&progress->tallies[i]));
    json_t *json = json_pack("{s:i, s:i, s:I, s:o, s:o}", "sessions", progress->sessions,
                             "moves_done", progress->moves_done, "seconds_done",
                             (json_int_t)progress->seconds_done, "days", days, "moves", moves);
    if (!json) abort();
    return json;
}

json_t *uh_json_progress(struct uh_store *store, struct uh_text *error) {
    struct progress progress = {0};
    bool read = uh_store_read(store, add, &progress, error) == UH_STORE_OK;
    json_t *json = read ? progress_json(&progress) : NULL;
    free(progress.days);
    free(progress.tallies);
    return json;
}
