// SPDX-License-Identifier: Apache-2.0
// The fold: events go in one by one, in the order they happened, and leave what the planner, the
// check-in and the next start want to know. Nothing here looks back at earlier events, so that a
// log of any length is read in one pass.
//
// Rules that are judgement, not taken from a source: how long what was said still holds, how much
// silence ends a bout of pain, and how long an interrupted session is worth taking up again. They
// stand as named numbers in record.h. That pain is better only from two points, and that lasting
// pain is asked about on day 4, is SAFETY.md of the design.
#include "unhunch/record.h"

#include <string.h>

enum { OUTCOMES_KEPT = 5 };

static const int64_t HOUR_MS = 3600000, DAY_MS = 24 * 3600000LL;

void uh_record_init(struct uh_record *record) {
    *record = (struct uh_record){.check_in = uh_default_check_in()};
}

// Index of the event's move where the record has room for it, or -1.
static int known_move(const struct uh_catalog *catalog, const struct uh_event *event) {
    int move = uh_catalog_move(catalog, event->move);
    return move < UH_MOVE_MAX ? move : -1;
}

static bool same_id(const uint8_t a[16], const uint8_t b[16]) {
    return memcmp(a, b, 16) == 0;
}

static bool has_session(const struct uh_event *event) {
    static const uint8_t none[16];
    return !same_id(event->session, none);
}

static bool of_open_session(const struct uh_record *record, const struct uh_event *event) {
    return record->open && same_id(event->session, record->open_start.id);
}

// Marks the event's item of the open session as over.
static void item_over(struct uh_record *record, const struct uh_event *event) {
    if (!of_open_session(record, event)) return;
    record->open_last_ms = event->at_ms;
    if (event->item >= 0 && event->item < UH_PLAN_ITEM_MAX)
        uh_move_set_add(&record->open_items, event->item);
}

// Remembers whether the move was skipped this time it came up.
static void came_up(struct uh_record *record, int move, bool skipped) {
    unsigned outcomes = (unsigned)record->outcomes[move] << 1 | skipped;
    record->outcomes[move] = (uint8_t)(outcomes & ((1u << OUTCOMES_KEPT) - 1));
}

static void add_start(struct uh_record *record, const struct uh_catalog *catalog,
                      const struct uh_event *event) {
    (void)catalog;
    record->open = true;
    record->open_start = *event;
    record->open_items = (struct uh_move_set){0};
    record->open_last_ms = event->at_ms;
}

// A session counts from its first move on.
static void add_done(struct uh_record *record, const struct uh_catalog *catalog,
                     const struct uh_event *event) {
    item_over(record, event);
    record->moves_done++;
    record->seconds_done += event->seconds;
    if (!same_id(event->session, record->latest_session)) {
        memcpy(record->latest_session, event->session, sizeof record->latest_session);
        record->latest_moves = (struct uh_move_set){0};
        if (has_session(event)) record->sessions++;
    }
    int move = known_move(catalog, event);
    if (move < 0) return;
    came_up(record, move, false);
    record->last_done_ms[move] = event->at_ms;
    uh_move_set_add(&record->latest_moves, move);
}

static void add_skipped(struct uh_record *record, const struct uh_catalog *catalog,
                        const struct uh_event *event) {
    item_over(record, event);
    int move = known_move(catalog, event);
    if (move >= 0) came_up(record, move, true);
}

static void raise_flag(struct uh_record *record, const struct uh_catalog *catalog, const char *id) {
    int flag = uh_catalog_flag(catalog, id);
    if (flag >= 0 && flag < UH_FLAG_MAX) record->check_in.flags |= UINT32_C(1) << flag;
    record->check_in.recovered = false;
    record->checked_in = true;
}

// Felt "nothing bad", the move simply goes on. All else keeps it out until it is allowed again.
static void add_hurt(struct uh_record *record, const struct uh_catalog *catalog,
                     const struct uh_event *event) {
    if (event->felt == UH_FELT_NOTHING) return;
    item_over(record, event);
    for (const char *const *flag = uh_felt_flags(event->felt); *flag != NULL; flag++)
        raise_flag(record, catalog, *flag);
    int move = known_move(catalog, event);
    if (move < 0) return;
    came_up(record, move, false);
    uh_move_set_add(&record->history.hurt, move);
}

static void add_end(struct uh_record *record, const struct uh_catalog *catalog,
                    const struct uh_event *event) {
    (void)catalog;
    if (of_open_session(record, event)) record->open = false;
}

// Does pain said at at_ms belong to the bout of pain known so far?
static bool same_bout(const struct uh_record *record, int64_t at_ms) {
    int pain = record->check_in.pain;
    return pain > 0 &&
           (pain >= UH_PAIN_STAYS || at_ms - record->pain_ms <= UH_SILENCE_DAYS * DAY_MS);
}

// Pain goes on counting its days through a bout, and counts anew where it eased: then it is no
// longer pain that does not ease.
static void add_pain(struct uh_record *record, const struct uh_event *event) {
    bool same = same_bout(record, event->at_ms);
    bool eased = same && event->pain <= record->pain_at_start - UH_EASED_POINTS;
    if (!same || eased) {
        record->pain_since_ms = event->at_ms;
        record->pain_at_start = event->pain;
    }
    if (event->pain >= UH_PAIN_STAYS) record->check_in.recovered = false;
    record->check_in.pain = event->pain;
    record->check_in.pain_area = event->pain_area;
    record->pain_ms = event->at_ms;
}

// What stiffness in one area became after a session, credited to the moves done in it for the area.
static void credit_moves(struct uh_record *record, const struct uh_catalog *catalog, int area,
                         int change) {
    int count = catalog->move_count < UH_MOVE_MAX ? catalog->move_count : UH_MOVE_MAX;
    for (int move = 0; move < count; move++) {
        if (!uh_move_set_has(&record->latest_moves, move)) continue;
        if (catalog->moves[move].areas[area] == 0 || record->helped_count[move] == INT16_MAX)
            continue;
        record->helped_sum[move] += 10 * change;
        record->helped_count[move]++;
    }
}

static void add_stiffness(struct uh_record *record, const struct uh_catalog *catalog,
                          const struct uh_event *event) {
    bool after_session = has_session(event) && same_id(event->session, record->latest_session);
    for (int area = 0; area < UH_AREA_COUNT; area++) {
        int now = event->stiffness[area], before = record->check_in.stiffness[area];
        if (now < 0) continue;
        bool fresh =
            before >= 0 && event->at_ms - record->stiffness_ms[area] <= UH_KNOWN_DAYS * DAY_MS;
        if (after_session && fresh) credit_moves(record, catalog, area, now - before);
        record->check_in.stiffness[area] = event->stiffness[area];
        record->stiffness_ms[area] = event->at_ms;
    }
}

// A count of days that the person states themselves wins over ours.
static void add_check_in(struct uh_record *record, const struct uh_catalog *catalog,
                         const struct uh_event *event) {
    record->checked_in = true;
    record->check_in_ms = event->at_ms;
    if (event->recovered) {
        record->check_in.recovered = true;
        record->recovered_ms = event->at_ms;
    }
    if (event->pain >= 0) add_pain(record, event);
    if (event->days >= 0 && record->check_in.pain > 0)
        record->pain_since_ms = event->at_ms - event->days * DAY_MS;
    add_stiffness(record, catalog, event);
    if (event->flags_said && event->flag_count == 0) record->check_in.flags = 0;
    for (int i = 0; i < event->flag_count && i < UH_FLAG_MAX; i++)
        raise_flag(record, catalog, event->flags[i]);
}

static void add_allow(struct uh_record *record, const struct uh_catalog *catalog,
                      const struct uh_event *event) {
    int move = known_move(catalog, event);
    if (move >= 0) uh_move_set_remove(&record->history.hurt, move);
}

void uh_record_add(struct uh_record *record, const struct uh_catalog *catalog,
                   const struct uh_event *event) {
    static void (*const folds[UH_EVENT_KIND_COUNT])(struct uh_record *, const struct uh_catalog *,
                                                    const struct uh_event *) = {
        [UH_EVENT_SESSION_START] = add_start,  [UH_EVENT_MOVE_DONE] = add_done,
        [UH_EVENT_MOVE_SKIPPED] = add_skipped, [UH_EVENT_MOVE_HURT] = add_hurt,
        [UH_EVENT_SESSION_END] = add_end,      [UH_EVENT_CHECK_IN] = add_check_in,
        [UH_EVENT_ALLOW] = add_allow,
    };
    record->utc_offset_min = event->utc_offset_min;
    if (event->kind < UH_EVENT_KIND_COUNT) folds[event->kind](record, catalog, event);
}

// Midnights between two moments on the person's clock. A moment to come counts as now.
static int16_t days_between(const struct uh_record *record, int64_t from_ms, int64_t to_ms) {
    int64_t offset_ms = record->utc_offset_min * 60000LL;
    int64_t from = from_ms + offset_ms, to = to_ms + offset_ms;
    if (to <= from) return 0;
    int64_t days = (to - ((to % DAY_MS) + DAY_MS) % DAY_MS) / DAY_MS -
                   (from - ((from % DAY_MS) + DAY_MS) % DAY_MS) / DAY_MS;
    return days < INT16_MAX ? (int16_t)days : INT16_MAX;
}

static int16_t ones(unsigned bits) {
    int16_t count = 0;
    for (; bits != 0; bits &= bits - 1) count++;
    return count;
}

void uh_record_history(const struct uh_record *record, int64_t now_ms, struct uh_history *history) {
    *history = record->history;
    history->sessions = record->sessions;
    for (int i = 0; i < UH_MOVE_MAX; i++) {
        struct uh_move_history *move = &history->moves[i];
        int64_t last = record->last_done_ms[i];
        move->days_since = last == 0 ? -1 : days_between(record, last, now_ms);
        move->skipped = ones(record->outcomes[i]);
        int count = record->helped_count[i];
        move->helped = (int16_t)(count == 0 ? 0 : record->helped_sum[i] / count);
    }
}

struct uh_check_in uh_record_check_in(const struct uh_record *record, int64_t now_ms) {
    struct uh_check_in now = record->check_in;
    int64_t known_ms = UH_KNOWN_DAYS * DAY_MS;
    if (now.pain < UH_PAIN_STAYS && now_ms - record->pain_ms > known_ms) now.pain = -1;
    if (now.pain < 0) now.pain_area = -1;
    now.days = now.pain > 0 ? days_between(record, record->pain_since_ms, now_ms) : -1;
    for (int area = 0; area < UH_AREA_COUNT; area++)
        if (now_ms - record->stiffness_ms[area] > known_ms) now.stiffness[area] = -1;
    if (now_ms - record->recovered_ms > UH_RECOVERED_DAYS * DAY_MS) now.recovered = false;
    return now;
}

int uh_record_left(const struct uh_record *record, int64_t now_ms, int16_t left[UH_PLAN_ITEM_MAX]) {
    if (!record->open || now_ms - record->open_last_ms > UH_GO_ON_HOURS * HOUR_MS) return 0;
    int count = 0;
    for (int16_t i = 0; i < record->open_start.item_count && i < UH_PLAN_ITEM_MAX; i++)
        if (!uh_move_set_has(&record->open_items, i)) left[count++] = i;
    return count;
}
