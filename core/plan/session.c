// SPDX-License-Identifier: Apache-2.0
// From the problem's solution to a session with clock times and reasons.
#include "plan/model.h"

#include <string.h>

enum { FRESH_DAYS = 7 };

// The first activity that the body allows; only walking where any condition is known, since
// conditions speak of moves and walking suits them all. -1 where none is.
static int pick_activity(const struct uh_catalog *catalog, const struct uh_person *person,
                         const struct uh_surroundings *around) {
    static const char *const preferred[] = {"walking", "torso-twists", "squats"};
    size_t count = person->profile->conditions != 0 ? 1 : sizeof preferred / sizeof preferred[0];
    for (size_t i = 0; i < count; i++) {
        int index = uh_catalog_move(catalog, preferred[i]);
        if (index < catalog->move_count) continue;
        struct uh_verdict verdict =
            uh_safety_verdict(catalog, person->profile,
                              person->history ? &person->history->hurt : NULL, around, index);
        if (verdict.withheld == UH_NOT_WITHHELD) return index;
    }
    return -1;
}

// The easy cardio that a full routine begins with. Its minutes were set aside before planning.
static void add_cardio(const struct uh_catalog *catalog, const struct uh_person *person,
                       int minutes, struct uh_plan *plan) {
    struct uh_surroundings around = {.equipment = (uint16_t)~0u, .positions = (uint16_t)~0u};
    int index = minutes > 0 ? pick_activity(catalog, person, &around) : -1;
    if (index < 0) return;
    const struct uh_move *activity = uh_catalog_at(catalog, index);
    int seconds = minutes * 60;
    plan->items[plan->item_count++] = (struct uh_plan_item){
        .move = (int16_t)index,
        .phase = UH_PHASE_WARMUP,
        .position = activity->stances[0].position,
        .equipment = activity->stances[0].equipment,
        .sides = UH_SIDES_BOTH,
        .directions = 1,
        .level = UH_LEVEL_USUAL,
        .reps = 1,
        .hold_s = (int16_t)(seconds - UH_GET_READY_S),
        .sets = 1,
        .set_seconds = (int16_t)(seconds - UH_GET_READY_S),
        .seconds = seconds,
        .why = UH_WHY_WARMS_UP,
    };
}

static uint8_t areas_served(const struct option *option) {
    uint8_t areas = 0;
    for (int a = 0; a < UH_AREA_COUNT; a++)
        if (option->benefit[a] > 0) areas |= (uint8_t)(1u << a);
    return areas;
}

// Why an option was worth taking, beside the areas it serves.
static uint8_t reasons(const struct option *option, const struct uh_person *person, uint8_t asked,
                       bool strength) {
    uint8_t why = 0;
    if (asked != 0 && (areas_served(option) & asked) == 0) why |= UH_WHY_FILLS;
    if (strength && option->kind == UH_KIND_MOBILITY) why |= UH_WHY_PREPARES;
    if (uh_move_set_has(&person->profile->likes, option->move)) why |= UH_WHY_LIKED;
    if (person->history == NULL || person->history->sessions == 0) return why;
    int days = person->history->moves[option->move].days_since;
    return days < 0 || days >= FRESH_DAYS ? why | UH_WHY_FRESH : why;
}

// Whether the session has strength work that its mobility moves prepare.
static bool has_strength(const struct problem *problem, const struct solution *solution) {
    for (int i = 0; i < solution->count; i++)
        if (problem->options[solution->chosen[i]].kind == UH_KIND_STRENGTH) return true;
    return false;
}

static void lay_out(const struct uh_catalog *catalog, const struct uh_person *person,
                    const struct problem *problem, const struct solution *solution,
                    struct uh_plan *plan) {
    int clock = plan->item_count > 0 ? plan->items[0].seconds : 0, position = problem->start;
    int node = -1, group = NO_GROUP;
    bool strength = has_strength(problem, solution);
    for (int i = 0; i < solution->count && plan->item_count < UH_PLAN_ITEM_MAX; i++) {
        const struct option *o = &problem->options[solution->chosen[i]];
        const struct uh_move *move = &catalog->moves[o->move];
        const struct uh_verdict *verdict = &plan->verdicts[o->move];
        int here = o->phase * POSITIONS + o->position;
        if (here != node) {
            clock += problem->travel[position][o->position] * UH_UNIT_S;
            group = NO_GROUP;
        }
        if (o->group != group) clock += problem->setup[o->group] * UH_UNIT_S;
        node = here;
        group = o->group;
        position = o->position;
        plan->items[plan->item_count++] = (struct uh_plan_item){
            .move = o->move,
            .phase = (uint8_t)(o->phase + UH_PHASE_MOBILITY),
            .position = o->position,
            .equipment = o->equipment,
            .sides = move->sides,
            .directions = move->directions,
            .level = o->level,
            .reps = o->reps,
            .hold_s = o->hold_s,
            .sets = o->sets,
            .rest_s = o->rest_s,
            .set_seconds = o->set_seconds,
            .start_s = clock,
            .seconds = o->duration * UH_UNIT_S,
            .why = reasons(o, person, plan->request.areas, strength),
            .areas = areas_served(o),
            .modified_by = verdict->modified_by,
        };
        clock += o->duration * UH_UNIT_S;
        plan->equipment |= o->equipment;
    }
    plan->seconds = clock;
}

size_t uh_plan_memory(const struct uh_catalog *catalog) {
    size_t options = 0, units = UH_MINUTES_MAX * 60 / UH_UNIT_S + 1;
    for (int i = 0; i < catalog->move_count; i++)
        options += (size_t)catalog->moves[i].stance_count * DOSES_MAX;
    size_t tables = 4 * options * units * sizeof(int32_t); // steps are at most twice the options
    return tables + options * 256 + ((size_t)16 << 20);
}

enum uh_result uh_plan_session(const struct uh_catalog *catalog, const struct uh_person *person,
                               const struct uh_request *request, struct uh_arena *arena,
                               struct uh_plan *plan) {
    struct problem problem;
    struct solution solution;
    struct uh_check_in unsaid = uh_default_check_in();
    memset(plan, 0, sizeof *plan);
    enum uh_result result = uh_plan_resolve(catalog, person->profile, request, &plan->request);
    if (result != UH_OK) return result;
    plan->gate = uh_safety_gate(catalog, person->profile,
                                person->check_in != NULL ? person->check_in : &unsaid);
    size_t mark = arena->used;
    result =
        plan_build(catalog, person, &plan->request, &plan->gate, arena, plan->verdicts, &problem);
    plan->verdict_count = catalog->move_count;
    if (result == UH_OK && plan->gate.verdict != UH_GATE_STOP) {
        result = plan_solve(&problem, plan->request.node_limit, arena, &solution);
        if (result == UH_OK) {
            plan->proof = solution.proven ? UH_PROVEN : UH_BOUNDED;
            plan->objective = solution.objective;
            plan->bound = solution.bound;
            plan->nodes = solution.nodes;
            if (solution.count > 0) add_cardio(catalog, person, problem.cardio_minutes, plan);
            lay_out(catalog, person, &problem, &solution, plan);
        }
    }
    arena->used = mark;
    return result;
}
