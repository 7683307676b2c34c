// SPDX-License-Identifier: Apache-2.0
// Makes the integer program from the catalogue, the person and the request. Everything that a
// person may not do is gone before the solver starts: options are left out, never merely
// discouraged.
#include "plan/model.h"

#include <string.h>

enum { SECONDS_A_MINUTE = 60 };

// Time between positions in units, by judgement: down to the floor costs more than along it.
static const int travel_units[POSITIONS][POSITIONS] = {
    // hang stand sit long kneel fours prone side supine
    {0, 1, 2, 4, 3, 3, 4, 4, 4}, // hanging
    {1, 0, 1, 3, 2, 2, 3, 3, 3}, // standing
    {2, 1, 0, 2, 2, 2, 3, 3, 3}, // sitting
    {4, 3, 2, 0, 1, 1, 2, 1, 1}, // long sitting
    {3, 2, 2, 1, 0, 1, 1, 2, 2}, // kneeling
    {3, 2, 2, 1, 1, 0, 1, 1, 2}, // all fours
    {4, 3, 3, 2, 1, 1, 0, 1, 1}, // prone
    {4, 3, 3, 1, 2, 1, 1, 0, 1}, // side-lying
    {4, 3, 3, 1, 2, 2, 1, 1, 0}, // supine
};

// Units to get a piece of equipment ready.
static const int setup_units[UH_EQUIPMENT_COUNT] = {
    [UH_EQUIPMENT_WALL] = 1, [UH_EQUIPMENT_DOORWAY] = 1,  [UH_EQUIPMENT_TOWEL] = 2,
    [UH_EQUIPMENT_BAND] = 3, [UH_EQUIPMENT_DUMBBELL] = 2, [UH_EQUIPMENT_ROLLER] = 2,
    [UH_EQUIPMENT_BAR] = 1,
};

// The reward of an area, a point of stiffness: it falls slowly and never quite ends, so that a long
// session is filled, and in many small steps, which keeps the bounds tight.
static const struct curve area_curve = {
    .segment_count = 12,
    .segments = {{6, 24},
                 {6, 20},
                 {8, 17},
                 {10, 14},
                 {12, 11},
                 {15, 9},
                 {20, 7},
                 {25, 5},
                 {35, 4},
                 {50, 3},
                 {80, 2},
                 {120, 1}},
};

// The reward of having some of a kind, a point of the kind's benefit.
static const struct curve count_curve = {
    .segment_count = 5,
    .segments = {{1, 60}, {1, 40}, {1, 25}, {2, 12}, {3, 6}},
};

// When nothing is known: what desk work makes stiff.
static const uint8_t usual_weights[UH_AREA_COUNT] = {5, 3, 2, 6, 3, 1};
enum { WEIGHT_UNKNOWN = 5, WEIGHT_NEIGHBOUR = 1, WEIGHT_MAX = 10 };

// Areas next to one another: time left over goes there.
static const uint8_t neighbours[UH_AREA_COUNT] = {
    [UH_AREA_NECK] = 1 << UH_AREA_SHOULDERS | 1 << UH_AREA_UPPER,
    [UH_AREA_SHOULDERS] = 1 << UH_AREA_NECK | 1 << UH_AREA_CHEST | 1 << UH_AREA_UPPER,
    [UH_AREA_CHEST] = 1 << UH_AREA_SHOULDERS | 1 << UH_AREA_UPPER,
    [UH_AREA_UPPER] = 1 << UH_AREA_NECK | 1 << UH_AREA_SHOULDERS | 1 << UH_AREA_MID,
    [UH_AREA_MID] = 1 << UH_AREA_UPPER | 1 << UH_AREA_LOWER,
    [UH_AREA_LOWER] = 1 << UH_AREA_MID,
};

// Taste and history, in points of score. About a third of what a fitting move brings.
enum {
    SCORE_LIKED = 200,
    SCORE_SKIPPED = -60, // for each of the last five times
    SCORE_HELPED = 5,    // for each tenth of a point, at most 20 of them
    FRESH_AFTER_DAYS = 4
};
static const int16_t score_of_days_since[FRESH_AFTER_DAYS] = {-200, -140, -80, -40};

// How much each area counts: stiffness where it was asked for, a little next to it.
static void weigh_areas(const struct uh_person *person, const struct uh_request *request,
                        int weights[UH_AREA_COUNT]) {
    uint8_t near = 0;
    for (int a = 0; a < UH_AREA_COUNT; a++) {
        if (request->areas == 0) weights[a] = usual_weights[a];
        if (!(request->areas >> a & 1)) continue;
        int now = person->check_in != NULL ? person->check_in->stiffness[a] : -1;
        int stiff = now >= 0 ? now : person->profile->stiffness[a];
        weights[a] = stiff == 0 ? WEIGHT_UNKNOWN : stiff > WEIGHT_MAX ? WEIGHT_MAX : stiff;
        near |= neighbours[a];
    }
    for (int a = 0; a < UH_AREA_COUNT; a++)
        if (weights[a] == 0 && (near >> a & 1)) weights[a] = WEIGHT_NEIGHBOUR;
}

// A curve whose slopes are those of another times a factor; no segments where it is 0.
static struct curve scaled(const struct curve *curve, int factor) {
    struct curve result = *curve;
    if (factor == 0) result.segment_count = 0;
    for (int s = 0; s < result.segment_count; s++) result.segments[s].slope *= factor;
    return result;
}

// Minutes of easy cardio that come before the session proper.
static int cardio_minutes(const struct uh_session_kind *kind, int minutes) {
    int cardio = 0;
    for (int i = 0; i < kind->cardio_count; i++)
        if (minutes >= kind->cardio[i].from_minutes) cardio = kind->cardio[i].minutes;
    return cardio;
}

// Score that taste and history give a move, whatever its dose.
static int taste(const struct uh_person *person, int move) {
    int score = uh_move_set_has(&person->profile->likes, move) ? SCORE_LIKED : 0;
    if (person->history == NULL) return score;
    const struct uh_move_history *past = &person->history->moves[move];
    if (past->days_since >= 0 && past->days_since < FRESH_AFTER_DAYS)
        score += score_of_days_since[past->days_since];
    int helped = past->helped < -20 ? 20 : past->helped > 20 ? -20 : -past->helped;
    return score + SCORE_SKIPPED * past->skipped + SCORE_HELPED * helped;
}

// The group of an equipment set, made when it is new: its setup is that of all its pieces.
static int group_of(struct problem *problem, uint16_t *sets, uint16_t equipment) {
    int setup = 0;
    for (int e = 0; e < UH_EQUIPMENT_COUNT; e++)
        if (equipment >> e & 1) setup += setup_units[e];
    if (setup == 0) return NO_GROUP;
    for (int g = 1; g < problem->group_count; g++)
        if (sets[g] == equipment) return g;
    if (problem->group_count == GROUPS_MAX) return GROUPS_MAX - 1;
    int g = problem->group_count++;
    sets[g] = equipment;
    problem->setup[g] = setup;
    return g;
}

// Which rows of caps a move counts in: one for each condition with a cap that changes it.
static void count_in_caps(const struct uh_catalog *catalog, const struct uh_profile *profile,
                          const struct uh_verdict *verdict, struct option *option) {
    int row = 0;
    for (int c = 0; c < catalog->condition_count && row < CAPS_MAX; c++)
        if ((profile->conditions >> c & 1) && catalog->conditions[c].cap > 0)
            option->use[row++] = verdict->modified_by >> c & 1;
}

static void list_caps(const struct uh_catalog *catalog, const struct uh_profile *profile,
                      struct problem *problem) {
    for (int c = 0; c < catalog->condition_count && problem->cap_count < CAPS_MAX; c++)
        if ((profile->conditions >> c & 1) && catalog->conditions[c].cap > 0)
            problem->caps[problem->cap_count++] = catalog->conditions[c].cap;
}

// Benefit of a dose to each channel: the move's weight, the dose's effect, the kind's share.
static bool set_benefit(const struct problem *problem, const struct uh_move *move, int share,
                        int effect, struct option *option) {
    bool serves = false;
    for (int a = 0; a < UH_AREA_COUNT; a++) {
        if (problem->weights[a] == 0) continue;
        option->benefit[a] = (int16_t)(move->areas[a] * effect * share / 100);
        serves |= option->benefit[a] > 0;
    }
    option->benefit[UH_AREA_COUNT + move->kind] = 1;
    return serves;
}

struct builder {
    const struct uh_catalog *catalog;
    const struct uh_person *person;
    const struct uh_session_kind *kind;
    struct problem *problem;
    uint16_t sets[GROUPS_MAX];
    int level_max;
    uint16_t equipment; // at hand
};

// Adds the options of a move in one stance and phase. Returns how many.
static int add_stance(struct builder *b, int index, int family, const struct uh_stance *stance,
                      const struct uh_verdict *verdict, int phase) {
    const struct uh_move *move = &b->catalog->moves[index];
    struct problem *problem = b->problem;
    struct dose doses[DOSES_MAX];
    int share = b->kind->benefit[move->kind];
    int count = share == 0 ? 0 : plan_doses(move, verdict, b->kind, phase, b->level_max, doses);
    int added = 0;
    for (int i = 0; i < count; i++) {
        struct option option = {
            .move = (int16_t)index,
            .family = (int16_t)family,
            .phase = (uint8_t)(phase - UH_PHASE_MOBILITY),
            .position = stance->position,
            .level = doses[i].level,
            .group = (uint8_t)group_of(problem, b->sets, stance->equipment),
            .kind = move->kind,
            .duration = (int16_t)((doses[i].seconds + UH_UNIT_S - 1) / UH_UNIT_S),
            .linear = taste(b->person, index),
            .equipment = stance->equipment,
            .reps = doses[i].reps,
            .hold_s = doses[i].hold_s,
            .sets = doses[i].sets,
            .rest_s = doses[i].rest_s,
            .set_seconds = doses[i].set_seconds,
        };
        if (!set_benefit(problem, move, share, doses[i].effect, &option)) continue;
        count_in_caps(b->catalog, b->person->profile, verdict, &option);
        problem->options[problem->option_count++] = option;
        added++;
    }
    return added;
}

// Adds all options of a move that is allowed. Returns how many.
static int add_move(struct builder *b, int index, int family, const struct uh_verdict *verdict) {
    const struct uh_move *move = &b->catalog->moves[index];
    int added = 0;
    for (int phase = UH_PHASE_MOBILITY; phase < UH_PHASE_COUNT; phase++) {
        if (!(b->kind->phases >> phase & 1)) continue;
        for (int position = 0; position < POSITIONS; position++)
            for (int s = 0; s < move->stance_count; s++) {
                const struct uh_stance *stance = &move->stances[s];
                if (stance->position != position || !(verdict->positions >> position & 1)) continue;
                if (stance->equipment & ~b->equipment) continue; // another way to take the position
                added += add_stance(b, index, family, stance, verdict, phase);
            }
    }
    return added;
}

// Indices of the moves by id, so that the order of the catalogue changes nothing.
static void order_moves(const struct uh_catalog *catalog, int16_t *order) {
    for (int i = 0; i < catalog->move_count; i++) {
        int at = i;
        const char *id = catalog->moves[i].id;
        for (; at > 0 && strcmp(catalog->moves[order[at - 1]].id, id) > 0; at--)
            order[at] = order[at - 1];
        order[at] = (int16_t)i;
    }
}

// The family of the i-th move in order: that of an earlier one of the same name, or a new one.
static int family_of(const struct uh_catalog *catalog, const int16_t *order,
                     const int16_t *families, int i, int *family_count) {
    for (int j = 0; j < i; j++)
        if (strcmp(catalog->moves[order[j]].family, catalog->moves[order[i]].family) == 0)
            return families[j];
    return (*family_count)++;
}

// Room for every option a catalogue can give.
static size_t option_room(const struct uh_catalog *catalog) {
    size_t room = 0;
    for (int i = 0; i < catalog->move_count; i++)
        room += (size_t)catalog->moves[i].stance_count * DOSES_MAX;
    return room;
}

// Sets up everything but the options.
static void frame(const struct uh_catalog *catalog, const struct uh_person *person,
                  const struct uh_request *request, struct problem *problem) {
    const struct uh_session_kind *kind = &catalog->kinds[request->kind];
    problem->cardio_minutes = cardio_minutes(kind, request->minutes);
    problem->units = (request->minutes - problem->cardio_minutes) * SECONDS_A_MINUTE / UH_UNIT_S;
    problem->start = kind->start;
    problem->mobility_before = (request->minutes >= 10 ? 60 : 30) / UH_UNIT_S;
    problem->group_count = NO_GROUP + 1;
    memcpy(problem->travel, travel_units, sizeof travel_units);
    for (int p = 0; p < POSITIONS; p++)
        problem->finish[p] = kind->end < 0 ? 0 : travel_units[p][kind->end];
    weigh_areas(person, request, problem->weights);
    for (int a = 0; a < UH_AREA_COUNT; a++)
        problem->curves[a] = scaled(&area_curve, problem->weights[a]);
    for (int k = 0; k < COUNT_CHANNELS; k++)
        problem->curves[UH_AREA_COUNT + k] = scaled(&count_curve, kind->benefit[k]);
    list_caps(catalog, person->profile, problem);
}

enum uh_result plan_build(const struct uh_catalog *catalog, const struct uh_person *person,
                          const struct uh_request *request, const struct uh_gate *gate,
                          struct uh_arena *arena, struct uh_verdict *verdicts,
                          struct problem *problem) {
    const struct uh_profile *profile = person->profile;
    const struct uh_setting *setting = &catalog->settings[request->setting];
    struct builder b = {catalog,
                        person,
                        &catalog->kinds[request->kind],
                        problem,
                        {0},
                        gate->verdict == UH_GATE_GENTLE                 ? UH_LEVEL_LIGHT
                        : profile->experience == UH_EXPERIENCE_BEGINNER ? UH_LEVEL_USUAL
                                                                        : UH_LEVEL_FULL,
                        request->equipment};
    *problem = (struct problem){
        .options = uh_arena_reserve(arena, option_room(catalog), sizeof(struct option))};
    int16_t *order = uh_arena_take(arena, (size_t)catalog->move_count, sizeof *order);
    int16_t *families = uh_arena_take(arena, (size_t)catalog->move_count, sizeof *families);
    if (problem->options == NULL || order == NULL || families == NULL) return UH_NO_MEMORY;
    frame(catalog, person, request, problem);
    bool own_positions = profile->positions_said;
    struct uh_surroundings around = {
        .equipment = request->equipment,
        .positions = b.kind->positions & setting->positions &
                     (own_positions ? profile->positions : (uint16_t)~0u),
    };
    order_moves(catalog, order);
    for (int i = 0; i < catalog->move_count; i++) {
        int move = order[i];
        families[i] = (int16_t)family_of(catalog, order, families, i, &problem->family_count);
        verdicts[move] = uh_safety_verdict(
            catalog, profile, person->history ? &person->history->hurt : NULL, &around, move);
        if (verdicts[move].withheld != UH_NOT_WITHHELD) continue;
        if (add_move(&b, move, families[i], &verdicts[move]) == 0)
            verdicts[move].withheld = UH_WITHHELD_KIND;
    }
    return UH_OK;
}

int64_t plan_curve_at(const struct curve *curve, int x) {
    int64_t sum = 0;
    for (int s = 0; s < curve->segment_count && x > 0; s++) {
        int length = curve->segments[s].length;
        int part = x < length ? x : length;
        sum += (int64_t)part * curve->segments[s].slope;
        x -= part;
    }
    return sum * SCALE;
}
