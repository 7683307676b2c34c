// SPDX-License-Identifier: Apache-2.0
// The rules that every plan keeps. Sources: the moves' own data, the conditions, and the session
// model as documented: order of phases (articles 000, 004; Behm 2016), travel and setup times,
// rewards. Everything is worked out anew from start to end in the order that a person would do it.
#include "rules.h"

#include <string.h>

enum { UNIT = 5, GET_READY = 5, CHANGE = 5, SHORT_HOLD = 20, AREAS = UH_AREA_COUNT };

struct check {
    const struct uh_catalog *catalog;
    const struct uh_profile *profile;
    const struct uh_check_in *check_in;
    const struct uh_history *history;
    const struct uh_plan *plan;
    const struct uh_setting *setting;
    const struct uh_session_kind *kind;
    struct uh_request asked; // every choice filled in, by our own reading
    int gate;                // 0 go, 1 gentle, 2 stop
    int cardio_s;
    int weights[AREAS];
    struct uh_text *out;
    int broken;
};

static void broke(struct check *c, const char *rule, const char *what) {
    c->broken++;
    uh_text_add(c->out, rule);
    uh_text_add(c->out, what == NULL ? "" : ": ");
    uh_text_add(c->out, what == NULL ? "" : what);
    uh_text_add(c->out, "\n");
}

static void must(struct check *c, bool holds, const char *rule, const char *what) {
    if (!holds) broke(c, rule, what);
}

static bool has(uint32_t bits, int bit) {
    return bits >> bit & 1;
}

// ---- what was asked, and whether there may be a session ----

static void read_request(struct check *c, const struct uh_request *request) {
    struct uh_request *r = &c->asked;
    *r = *request;
    if (r->setting == -1) r->setting = c->profile->setting;
    if (r->setting == -1) r->setting = 0;
    c->setting = &c->catalog->settings[r->setting];
    for (int k = 0; request->kind == -1 && k < c->catalog->kind_count; k++)
        if (strcmp(c->catalog->kinds[k].id, c->setting->kind) == 0) r->kind = (int8_t)k;
    c->kind = &c->catalog->kinds[r->kind];
    if (r->minutes == 0) r->minutes = c->kind->minutes;
    if (r->areas == 0) r->areas = c->profile->areas;
    for (int a = 0; request->areas == 0 && c->profile->areas == 0 && a < AREAS; a++)
        if (c->profile->stiffness[a] != 0) r->areas = (uint8_t)(r->areas | 1 << a);
    if (r->equipment_said) return;
    r->equipment = c->setting->equipment;
    if (request->setting == -1 && c->profile->equipment_said) r->equipment = c->profile->equipment;
}

static int gate_of(const struct check *c) {
    const struct uh_check_in *now = c->check_in;
    bool injured = false;
    for (int i = 0; i < c->catalog->condition_count; i++)
        injured |= has(c->profile->conditions, i) && c->catalog->conditions[i].stops;
    uint32_t known = (uint32_t)((UINT64_C(1) << c->catalog->flag_count) - 1);
    if (now != NULL && ((now->flags & known) != 0 || now->pain >= 7)) return 2;
    if (injured && !(now != NULL && now->recovered)) return 2;
    if (now == NULL || now->pain <= 0) return 0;
    return now->pain >= 4 || now->days >= 4 ? 1 : 0;
}

// Minutes of cardio: only full routines have it, from 20 minutes on five, from 40 on ten.
static int cardio_seconds(const struct check *c) {
    if (strcmp(c->kind->id, "full") != 0) return 0;
    return c->asked.minutes >= 40 ? 600 : c->asked.minutes >= 20 ? 300 : 0;
}

// What each area counts: its stiffness now or as told, five where unknown, one next to those.
static void weigh(struct check *c) {
    static const int usual[AREAS] = {5, 3, 2, 6, 3, 1};
    static const char *const near[AREAS] = {".s.u..", "n.cu..", ".s.u..",
                                            "ns..m.", "...u.l", "....m."};
    for (int a = 0; a < AREAS; a++) {
        if (c->asked.areas == 0) c->weights[a] = usual[a];
        if (!has(c->asked.areas, a)) continue;
        int stiff = c->profile->stiffness[a];
        if (c->check_in != NULL && c->check_in->stiffness[a] >= 0)
            stiff = c->check_in->stiffness[a];
        c->weights[a] = stiff == 0 ? 5 : stiff;
    }
    for (int a = 0; a < AREAS; a++)
        for (int b = 0; has(c->asked.areas, a) && b < AREAS; b++)
            if (near[a][b] != '.' && !has(c->asked.areas, b)) c->weights[b] = 1;
}

// ---- which moves are allowed ----

static bool names(const char *const *ids, int count, const char *id) {
    for (int i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0 || strcmp(ids[i], "all") == 0) return true;
    return false;
}

static const struct uh_modification *change_of(const struct uh_condition *condition,
                                               const char *id) {
    for (int i = 0; i < condition->modification_count; i++)
        if (strcmp(condition->modifications[i].move, id) == 0) return &condition->modifications[i];
    return NULL;
}

// What all conditions together leave of a move.
struct limits {
    int level, hold_s, reps;
    uint32_t positions, conditions;
};

static struct limits limits_of(const struct check *c, const struct uh_move *move) {
    struct limits l = {UH_LEVEL_FULL, 1000, 1000, ~0u, 0};
    for (int i = 0; i < c->catalog->condition_count; i++) {
        const struct uh_modification *m = change_of(&c->catalog->conditions[i], move->id);
        if (m == NULL || !has(c->profile->conditions, i)) continue;
        l.conditions |= 1u << i;
        if (m->level < l.level) l.level = m->level;
        if (m->hold_max_s > 0 && m->hold_max_s < l.hold_s) l.hold_s = m->hold_max_s;
        if (m->reps_max > 0 && m->reps_max < l.reps) l.reps = m->reps_max;
        if (m->positions != 0) l.positions &= m->positions;
    }
    return l;
}

// Positions that someone who cannot do a thing cannot take either.
static bool body_can(uint32_t cannot, int position) {
    static const struct {
        int demand;
        const char *positions;
    } needs[] = {
        {UH_DEMAND_KNEEL, "kneeling all-fours"},
        {UH_DEMAND_FLOOR, "long-sitting kneeling all-fours prone side-lying supine"},
        {UH_DEMAND_LIE_PRONE, "prone"},
        {UH_DEMAND_LIE_SUPINE, "supine"},
        {UH_DEMAND_GRIP, "hanging"},
    };
    const char *word = uh_position_words.words[position].word;
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
        if (has(cannot, needs[i].demand) && strstr(needs[i].positions, word) != NULL &&
            (strcmp(word, "sitting") != 0))
            return false;
    return true;
}

static bool place_allows(const struct check *c, const struct limits *l, int position) {
    return has(c->setting->positions, position) && has(c->kind->positions, position) &&
           (!c->profile->positions_said || has(c->profile->positions, position)) &&
           has(l->positions, position) && body_can(c->profile->cannot, position);
}

// Why a person may not do this move here at all, or NULL.
static const char *forbidden(const struct check *c, int index) {
    const struct uh_move *move = uh_catalog_at(c->catalog, index);
    for (int i = 0; i < c->catalog->condition_count; i++) {
        const struct uh_condition *condition = &c->catalog->conditions[i];
        if (has(c->profile->conditions, i) && !condition->stops &&
            names(condition->withhold, condition->withhold_count, move->id))
            return "a condition withholds it";
    }
    if (c->history != NULL && uh_move_set_has(&c->history->hurt, index)) return "it hurt";
    if (uh_move_set_has(&c->profile->dislikes, index)) return "it is disliked";
    if (move->demands & c->profile->cannot) return "the body cannot";
    if (move->kind == UH_KIND_CARDIO) return NULL;
    struct limits l = limits_of(c, move);
    for (int i = 0; i < move->stance_count; i++)
        if (place_allows(c, &l, move->stances[i].position) &&
            (move->stances[i].equipment & ~(unsigned)c->asked.equipment) == 0)
            return NULL;
    return "no position with what is at hand";
}

// ---- doses ----

static int level_allowed(const struct check *c, const struct limits *l) {
    int level = c->profile->experience == UH_EXPERIENCE_BEGINNER ? UH_LEVEL_USUAL : UH_LEVEL_FULL;
    if (c->gate == 1) level = UH_LEVEL_LIGHT;
    if (c->kind->level < level) level = c->kind->level;
    return l->level < level ? l->level : level;
}

// A measure lies in the move's range up to the level, or at the limit where that is below it all.
static bool in_range(const struct uh_range *r, int level, int limit, int value) {
    const int top[] = {r->min, r->typical, r->max};
    if (limit < r->min) return value == limit;
    return value >= r->min && value <= top[level] && value <= limit;
}

static int rest_of(const struct uh_move *move, int sets) {
    if (sets < 2) return 0;
    if (move->kind != UH_KIND_STRENGTH) return 5;
    return move->sides == UH_SIDES_EACH ? 10 : 30;
}

// Seconds of get-ready, sets, rests, both sides and the change, to whole units.
static int seconds_of(const struct uh_move *move, const struct uh_plan_item *item) {
    int set = move->directions * item->reps * (move->tempo_s + item->hold_s);
    int side = item->sets * set + (item->sets - 1) * rest_of(move, item->sets);
    int all = GET_READY + (move->sides == UH_SIDES_EACH ? 2 * side + CHANGE : side);
    return (all + UNIT - 1) / UNIT * UNIT;
}

// How heavy a static hold is: light is one short set, usual is up to a minute a side.
static int hold_level(const struct uh_move *move, const struct uh_plan_item *item) {
    if (item->sets == move->dose.sets.min && item->hold_s <= SHORT_HOLD) return UH_LEVEL_LIGHT;
    return item->sets * item->hold_s <= 60 ? UH_LEVEL_USUAL : UH_LEVEL_FULL;
}

// Holds of the static phase are those of the session kind, or the longest of a move that has none
// so long; among mobility moves they are short.
static void check_hold(struct check *c, const struct uh_move *move,
                       const struct uh_plan_item *item) {
    if (item->phase == UH_PHASE_MOBILITY)
        must(c, item->hold_s <= SHORT_HOLD, "a hold before the static phase is short", move->id);
    bool listed = item->phase == UH_PHASE_MOBILITY;
    for (int i = 0; i < c->kind->hold_count; i++) listed |= c->kind->holds_s[i] == item->hold_s;
    if (c->kind->hold_count > 0 && move->dose.hold_s.max < c->kind->holds_s[0])
        listed |= item->hold_s == move->dose.hold_s.max;
    must(c, listed, "the session kind has this hold", move->id);
    must(c, item->reps == 1, "a hold is done once a set", move->id);
    must(c, hold_level(move, item) == item->level, "a hold's level", move->id);
    must(c, item->sets * item->hold_s <= 120 || item->sets == move->dose.sets.min,
         "two minutes of a hold are enough", move->id);
}

static void check_dose(struct check *c, const struct uh_plan_item *item) {
    const struct uh_move *move = uh_catalog_at(c->catalog, item->move);
    struct limits l = limits_of(c, move);
    int level = move->kind == UH_KIND_STATIC ? UH_LEVEL_FULL : item->level;
    const struct uh_dose *d = &move->dose;
    must(c, item->level <= level_allowed(c, &l), "no heavier than the person may", move->id);
    must(c, in_range(&d->reps, level, l.reps, item->reps), "repetitions in range", move->id);
    must(c, in_range(&d->hold_s, level, l.hold_s, item->hold_s), "hold in range", move->id);
    must(c, in_range(&d->sets, level, 1000, item->sets), "sets in range", move->id);
    must(c, item->hold_s <= l.hold_s && item->reps <= l.reps, "limits of conditions", move->id);
    if (move->kind == UH_KIND_STATIC) check_hold(c, move, item);
    must(c, item->modified_by == l.conditions, "all conditions that change it are heard", move->id);
    must(c, item->sides == move->sides, "both sides, equally", move->id);
    must(c, item->directions == move->directions, "both directions", move->id);
    must(c, item->set_seconds == move->directions * item->reps * (move->tempo_s + item->hold_s),
         "seconds of a set", move->id);
    must(c, item->rest_s == rest_of(move, item->sets), "rest between sets", move->id);
    must(c, item->seconds == seconds_of(move, item), "seconds of the whole move", move->id);
}

// ---- the order of things and the clock ----

// Units between positions: hang, stand, sit, long-sit, kneel, all fours, prone, side, supine.
static int travel_s(int from, int to) {
    static const char *const rows[UH_POSITION_COUNT] = {
        "012433444", "101322333", "210222333", "432011211", "322101122",
        "322110112", "433211011", "433121101", "433122110",
    };
    return (rows[from][to] - '0') * UNIT;
}

static int setup_s(uint32_t equipment) {
    static const struct {
        int equipment, units;
    } each[] = {
        {UH_EQUIPMENT_WALL, 1}, {UH_EQUIPMENT_DOORWAY, 1},  {UH_EQUIPMENT_TOWEL, 2},
        {UH_EQUIPMENT_BAND, 3}, {UH_EQUIPMENT_DUMBBELL, 2}, {UH_EQUIPMENT_ROLLER, 2},
        {UH_EQUIPMENT_BAR, 1},
    };
    int units = 0;
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++)
        if (has(equipment, each[i].equipment)) units += each[i].units;
    return units * UNIT;
}

// Whether an earlier item of the same phase and position had the same equipment set up, but the one
// just before had not: then it was put away and fetched again.
static bool fetched_again(const struct uh_plan *plan, int at) {
    const struct uh_plan_item *item = &plan->items[at];
    bool apart = false;
    for (int i = at - 1; i >= 0; i--) {
        const struct uh_plan_item *before = &plan->items[i];
        if (before->phase != item->phase || before->position != item->position) return false;
        if (before->equipment != item->equipment)
            apart = true;
        else if (apart)
            return setup_s(item->equipment) > 0;
    }
    return false;
}

// Whether the way along the body order turns back at this item, or returns to a position.
static bool turns_back(const struct uh_plan *plan, int at) {
    int way = 0, position = plan->items[at].position;
    for (int i = at; i > 0 && plan->items[i - 1].phase == plan->items[at].phase; i--) {
        int step = plan->items[i].position - plan->items[i - 1].position;
        if (step == 0) continue;
        if (way != 0 && (step > 0) != (way > 0)) return true;
        way = step;
        if (plan->items[i - 1].position == position && i < at) return true;
    }
    return false;
}

static bool has_strength_from(const struct check *c, int from) {
    for (int i = from; i < c->plan->item_count; i++)
        if (c->plan->items[i].phase == UH_PHASE_STRENGTH) return true;
    return false;
}

// Phases fit the kinds of move and follow one another.
static void check_order(struct check *c, int at) {
    const struct uh_plan_item *item = &c->plan->items[at];
    const struct uh_move *move = uh_catalog_at(c->catalog, item->move);
    bool fits = move->kind == UH_KIND_STRENGTH ? item->phase == UH_PHASE_STRENGTH
                : move->kind == UH_KIND_STATIC
                    ? item->phase == UH_PHASE_STATIC || item->phase == UH_PHASE_MOBILITY
                    : item->phase == UH_PHASE_MOBILITY;
    must(c, fits, "the phase fits the kind of move", move->id);
    must(c, has(c->kind->phases, item->phase), "the session kind has this phase", move->id);
    must(c, c->kind->benefit[move->kind] > 0, "the session kind wants this kind", move->id);
    must(c, at == 0 || c->plan->items[at - 1].phase <= item->phase, "phases in order", move->id);
    must(c, !turns_back(c->plan, at), "one way along the body, each position once", move->id);
    must(c, !fetched_again(c->plan, at), "equipment is set up once", move->id);
    if (move->kind == UH_KIND_STATIC && has_strength_from(c, at))
        must(c, item->hold_s <= SHORT_HOLD, "holds before strength are short", move->id);
}

// Seconds of mobility moves before the first strength item are enough.
static void check_preparation(struct check *c) {
    int mobility = 0, enough = c->asked.minutes >= 10 ? 60 : 30;
    for (int i = 0; i < c->plan->item_count; i++) {
        const struct uh_plan_item *item = &c->plan->items[i];
        if (item->phase == UH_PHASE_STRENGTH) {
            must(c, mobility >= enough, "mobility before strength", NULL);
            return;
        }
        if (uh_catalog_at(c->catalog, item->move)->kind == UH_KIND_MOBILITY)
            mobility += item->seconds;
    }
}

// Goes through the session with a watch. Returns the seconds used beside the cardio.
static int check_clock(struct check *c) {
    const struct uh_plan *plan = c->plan;
    int clock = 0, position = c->kind->start;
    const struct uh_plan_item *last = NULL;
    for (int i = 0; i < plan->item_count; i++) {
        const struct uh_plan_item *item = &plan->items[i];
        if (item->phase != UH_PHASE_WARMUP) {
            bool same =
                last != NULL && last->phase == item->phase && last->position == item->position;
            clock += travel_s(position, item->position);
            if (!same || last->equipment != item->equipment) clock += setup_s(item->equipment);
            position = item->position;
            last = item;
        }
        must(c, item->start_s == clock, "starts when the clock says", NULL);
        clock += item->seconds;
    }
    must(c, plan->seconds == clock, "seconds of the whole session", NULL);
    if (last != NULL && c->kind->end >= 0) clock += travel_s(position, c->kind->end);
    must(c, clock <= c->asked.minutes * 60, "within the minutes asked for", NULL);
    bool warmed = plan->item_count > 0 && plan->items[0].phase == UH_PHASE_WARMUP;
    int used = warmed ? clock - plan->items[0].seconds : clock;
    must(c, used + c->cardio_s <= c->asked.minutes * 60, "the cardio's minutes are kept", NULL);
    return used;
}

// ---- rewards ----

// Percent of a full dose, by seconds of work a side: straight lines between these.
static int effect_of(int kind, int seconds) {
    static const int stretch[][2] = {{0, 0},    {10, 14},  {20, 32},   {30, 52},   {45, 78},
                                     {60, 100}, {90, 122}, {120, 135}, {9999, 135}};
    static const int hold[][2] = {{0, 0},   {10, 14},  {15, 23},  {20, 32},   {30, 52},
                                  {45, 78}, {60, 100}, {90, 122}, {120, 135}, {9999, 135}};
    static const int strength[][2] = {{0, 0},     {15, 28},   {30, 52},   {60, 85},   {90, 102},
                                      {120, 114}, {180, 126}, {240, 135}, {9999, 135}};
    const int(*at)[2] = kind == UH_KIND_STRENGTH ? strength
                        : kind == UH_KIND_STATIC ? hold
                                                 : stretch;
    while (at[1][0] < seconds) at++;
    int run = at[1][0] - at[0][0], rise = at[1][1] - at[0][1];
    return at[0][1] + rise * (seconds - at[0][0]) / run;
}

// Reward of x points: so many at each slope, the steepest first.
static int64_t reward(const int (*steps)[2], int x) {
    int64_t sum = 0;
    for (; x > 0 && steps[0][0] > 0; steps++)
        for (int i = 0; i < steps[0][0] && x > 0; i++, x--) sum += steps[0][1];
    return sum;
}

// What a person's taste and past add to a move, whatever its dose.
static int taste_of(const struct check *c, int move) {
    static const int recent[] = {-200, -140, -80, -40};
    int score = uh_move_set_has(&c->profile->likes, move) ? 200 : 0;
    if (c->history == NULL) return score;
    const struct uh_move_history *past = &c->history->moves[move];
    if (past->days_since >= 0 && past->days_since <= 3) score += recent[past->days_since];
    int eased = -past->helped;
    if (eased > 20) eased = 20;
    if (eased < -20) eased = -20;
    return score + 5 * eased - 60 * past->skipped;
}

static int benefit_of(const struct check *c, const struct uh_plan_item *item, int area) {
    const struct uh_move *move = uh_catalog_at(c->catalog, item->move);
    int work = item->sets * move->directions * item->reps * (move->tempo_s + item->hold_s);
    if (c->weights[area] == 0) return 0;
    return move->areas[area] * effect_of(move->kind, work) * c->kind->benefit[move->kind] / 100;
}

static int64_t objective_of(const struct check *c, int used_s) {
    static const int area_steps[][2] = {{6, 24}, {6, 20},  {8, 17}, {10, 14}, {12, 11},
                                        {15, 9}, {20, 7},  {25, 5}, {35, 4},  {50, 3},
                                        {80, 2}, {120, 1}, {0, 0}};
    static const int kind_steps[][2] = {{1, 60}, {1, 40}, {1, 25}, {2, 12}, {3, 6}, {0, 0}};
    int areas[AREAS] = {0}, kinds[3] = {0};
    int64_t score = 0;
    for (int i = 0; i < c->plan->item_count; i++) {
        const struct uh_plan_item *item = &c->plan->items[i];
        if (item->phase == UH_PHASE_WARMUP) continue;
        for (int a = 0; a < AREAS; a++) areas[a] += benefit_of(c, item, a);
        kinds[uh_catalog_at(c->catalog, item->move)->kind]++;
        score += taste_of(c, item->move);
    }
    for (int a = 0; a < AREAS; a++) score += c->weights[a] * reward(area_steps, areas[a]);
    for (int k = 0; k < 3; k++) score += c->kind->benefit[k] * reward(kind_steps, kinds[k]);
    return 1024 * score - used_s / UNIT;
}

// ---- item by item, and the plan as a whole ----

static bool has_stance(const struct uh_move *move, const struct uh_plan_item *item) {
    for (int i = 0; i < move->stance_count; i++)
        if (move->stances[i].position == item->position &&
            move->stances[i].equipment == item->equipment)
            return true;
    return false;
}

static void check_reasons(struct check *c, const struct uh_plan_item *item) {
    const struct uh_move *move = uh_catalog_at(c->catalog, item->move);
    uint32_t serves = 0, why = 0;
    for (int a = 0; a < AREAS; a++)
        if (benefit_of(c, item, a) > 0) serves |= 1u << a;
    must(c, serves != 0, "it serves an area that counts", move->id);
    must(c, item->areas == serves, "areas as told", move->id);
    if (c->asked.areas != 0 && !(serves & c->asked.areas)) why |= UH_WHY_FILLS;
    if (move->kind == UH_KIND_MOBILITY && has_strength_from(c, 0)) why |= UH_WHY_PREPARES;
    if (uh_move_set_has(&c->profile->likes, item->move)) why |= UH_WHY_LIKED;
    int days = c->history != NULL ? c->history->moves[item->move].days_since : 0;
    if (c->history != NULL && c->history->sessions > 0 && (days < 0 || days >= 7))
        why |= UH_WHY_FRESH;
    must(c, item->why == why, "reasons as told", move->id);
}

static void check_item(struct check *c, int at) {
    const struct uh_plan_item *item = &c->plan->items[at];
    const struct uh_move *move = uh_catalog_at(c->catalog, item->move);
    struct limits l = limits_of(c, move);
    must(c, forbidden(c, item->move) == NULL, "only allowed moves", move->id);
    must(c, has_stance(move, item), "a position and equipment of the move", move->id);
    must(c, (item->equipment & ~(unsigned)c->asked.equipment) == 0, "only what is at hand",
         move->id);
    must(c, place_allows(c, &l, item->position), "a position that is possible", move->id);
    check_dose(c, item);
    check_order(c, at);
    check_reasons(c, item);
    for (int i = 0; i < at; i++) {
        const struct uh_plan_item *other = &c->plan->items[i];
        if (other->phase != UH_PHASE_WARMUP)
            must(c, strcmp(uh_catalog_at(c->catalog, other->move)->family, move->family) != 0,
                 "one of a family", move->id);
    }
}

// A full routine of some length begins with easy cardio, unless the body allows none; walking alone
// suits all conditions.
static void check_cardio(struct check *c) {
    static const char *const easy[] = {"walking", "torso-twists", "squats"};
    const struct uh_plan_item *first = &c->plan->items[0];
    bool possible = false;
    size_t count = c->profile->conditions != 0 ? 1 : sizeof easy / sizeof easy[0];
    for (size_t i = 0; i < count; i++) {
        int index = uh_catalog_move(c->catalog, easy[i]);
        possible |= index >= 0 && forbidden(c, index) == NULL;
    }
    bool wanted = c->plan->item_count > 0 && c->cardio_s > 0 && possible;
    bool there = c->plan->item_count > 0 && first->phase == UH_PHASE_WARMUP;
    must(c, there == wanted, "cardio where it belongs, and only there", NULL);
    if (!there) return;
    const struct uh_move *move = uh_catalog_at(c->catalog, first->move);
    must(c, move->kind == UH_KIND_CARDIO, "cardio is cardio", move->id);
    must(c, forbidden(c, first->move) == NULL, "only allowed activities", move->id);
    must(c, c->profile->conditions == 0 || strcmp(move->id, "walking") == 0,
         "with a condition, walking", move->id);
    must(c, body_can(c->profile->cannot, first->position), "the body can", move->id);
    must(c, first->seconds == c->cardio_s, "as long as it should be", move->id);
    must(c, first->set_seconds + GET_READY == first->seconds, "get ready, then cardio", move->id);
    must(c, first->why == UH_WHY_WARMS_UP, "it warms up", move->id);
}

// For each condition with a cap: no more of its changed moves than that.
static void check_caps(struct check *c) {
    for (int i = 0; i < c->catalog->condition_count; i++) {
        const struct uh_condition *condition = &c->catalog->conditions[i];
        if (!has(c->profile->conditions, i) || condition->cap == 0) continue;
        int count = 0;
        for (int j = 0; j < c->plan->item_count; j++)
            if (change_of(condition, uh_catalog_at(c->catalog, c->plan->items[j].move)->id))
                count++;
        must(c, count <= condition->cap, "no more than so many for this condition", condition->id);
    }
}

// A move is withheld exactly where a rule forbids it, or where this session has no dose of it.
static void check_verdicts(struct check *c) {
    must(c, c->plan->verdict_count == c->catalog->move_count, "a verdict on every move", NULL);
    for (int i = 0; i < c->plan->verdict_count; i++) {
        int withheld = c->plan->verdicts[i].withheld;
        bool barred = withheld != UH_NOT_WITHHELD && withheld != UH_WITHHELD_KIND;
        must(c, barred == (forbidden(c, i) != NULL), "withheld where forbidden, and only there",
             c->catalog->moves[i].id);
    }
}

static void check_whole(struct check *c) {
    const struct uh_plan *plan = c->plan;
    uint32_t equipment = 0;
    int first = plan->item_count > 0 && plan->items[0].phase == UH_PHASE_WARMUP ? 1 : 0;
    for (int i = 0; i < plan->item_count; i++) equipment |= plan->items[i].equipment;
    must(c, plan->equipment == equipment, "all equipment that is needed", NULL);
    for (int i = first; i < plan->item_count; i++) check_item(c, i);
    check_cardio(c);
    check_preparation(c);
    check_caps(c);
    int used = check_clock(c);
    int64_t objective = plan->item_count == 0 ? 0 : objective_of(c, used);
    must(c, plan->objective == objective, "the objective adds up", NULL);
    must(c, plan->objective >= 0, "at least as good as no session", NULL);
    must(c, plan->bound >= plan->objective, "the bound is above the objective", NULL);
    must(c, (plan->proof == UH_PROVEN) == (plan->bound == plan->objective), "proof as told", NULL);
}

int rules_broken(const struct uh_catalog *catalog, const struct uh_person *person,
                 const struct uh_request *request, const struct uh_plan *plan,
                 struct uh_text *out) {
    struct check c = {.catalog = catalog,
                      .profile = person->profile,
                      .check_in = person->check_in,
                      .history = person->history,
                      .plan = plan,
                      .out = out};
    read_request(&c, request);
    must(&c,
         plan->request.setting == c.asked.setting && plan->request.kind == c.asked.kind &&
             plan->request.minutes == c.asked.minutes && plan->request.areas == c.asked.areas &&
             plan->request.equipment == c.asked.equipment,
         "the request is filled in", NULL);
    c.gate = gate_of(&c);
    c.cardio_s = cardio_seconds(&c);
    weigh(&c);
    must(&c, (int)plan->gate.verdict == c.gate, "the gate", NULL);
    check_verdicts(&c);
    if (c.gate == 2)
        must(&c, plan->item_count == 0 && plan->objective == 0, "no session when stopped", NULL);
    else
        check_whole(&c);
    return c.broken;
}
