// SPDX-License-Identifier: Apache-2.0
#include "cases.h"

#include <stdlib.h>
#include <string.h>

struct dice dice_of(uint64_t seed, uint64_t number) {
    struct dice dice = {(seed + 1) * UINT64_C(0x9e3779b97f4a7c15) ^
                        (number + 1) * UINT64_C(0xbf58476d1ce4e5b9)};
    if (dice.state == 0) dice.state = 1;
    for (int i = 0; i < 8; i++) roll_bits(&dice);
    return dice;
}

// xorshift64* (Vigna 2016).
uint64_t roll_bits(struct dice *dice) {
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return dice->state * UINT64_C(0x2545f4914f6cdd1d);
}

int roll(struct dice *dice, int sides) {
    return (int)(roll_bits(dice) >> 33) % sides;
}

bool roll_chance(struct dice *dice, int in_a_100) {
    return roll(dice, 100) < in_a_100;
}

// Bits 0..count-1, each set so often.
static uint32_t roll_set(struct dice *dice, int count, int in_a_100) {
    uint32_t bits = 0;
    for (int i = 0; i < count; i++) bits |= (uint32_t)roll_chance(dice, in_a_100) << i;
    return bits;
}

static void roll_moves(const struct uh_catalog *catalog, struct dice *dice, int in_a_100,
                       struct uh_move_set *set) {
    for (int i = 0; i < catalog->move_count + catalog->activity_count; i++)
        if (roll_chance(dice, in_a_100)) uh_move_set_add(set, i);
}

static void roll_profile(const struct uh_catalog *catalog, struct dice *dice,
                         struct uh_profile *profile) {
    *profile = uh_default_profile();
    if (roll_chance(dice, 60)) profile->areas = (uint8_t)roll_set(dice, UH_AREA_COUNT, 40);
    for (int a = 0; a < UH_AREA_COUNT; a++)
        if (roll_chance(dice, 30)) profile->stiffness[a] = (uint8_t)roll(dice, 11);
    profile->equipment_said = roll_chance(dice, 40);
    if (profile->equipment_said)
        profile->equipment = (uint16_t)roll_set(dice, UH_EQUIPMENT_COUNT, 60);
    profile->positions_said = roll_chance(dice, 25);
    if (profile->positions_said)
        profile->positions = (uint16_t)roll_set(dice, UH_POSITION_COUNT, 75);
    if (roll_chance(dice, 30)) profile->cannot = roll_set(dice, UH_DEMAND_COUNT, 15);
    int conditions = roll_chance(dice, 50) ? 1 + roll(dice, 3) : 0;
    for (int i = 0; i < conditions; i++)
        profile->conditions |= UINT32_C(1) << roll(dice, catalog->condition_count);
    profile->experience = (uint8_t)roll(dice, UH_EXPERIENCE_COUNT);
    profile->habit = (uint8_t)roll(dice, UH_HABIT_COUNT);
    profile->setting = (int8_t)(roll(dice, catalog->setting_count + 1) - 1);
    roll_moves(catalog, dice, 8, &profile->likes);
    roll_moves(catalog, dice, 6, &profile->dislikes);
}

// Mostly well enough for a session, so that most cases have one.
static void roll_check_in(const struct uh_catalog *catalog, struct dice *dice,
                          struct uh_check_in *check_in) {
    *check_in = uh_default_check_in();
    check_in->recovered = roll_chance(dice, 70);
    if (roll_chance(dice, 50)) check_in->pain = (int8_t)roll(dice, roll_chance(dice, 10) ? 11 : 6);
    if (roll_chance(dice, 50)) check_in->days = (int16_t)roll(dice, 9);
    for (int a = 0; a < UH_AREA_COUNT; a++)
        if (roll_chance(dice, 30)) check_in->stiffness[a] = (int8_t)roll(dice, 11);
    if (roll_chance(dice, 4)) check_in->flags = UINT32_C(1) << roll(dice, catalog->flag_count);
}

static void roll_history(const struct uh_catalog *catalog, struct dice *dice,
                         struct uh_history *history) {
    history->sessions = roll(dice, 30);
    roll_moves(catalog, dice, 4, &history->hurt);
    for (int i = 0; i < UH_MOVE_MAX; i++) {
        history->moves[i].days_since = (int16_t)(roll_chance(dice, 50) ? roll(dice, 12) : -1);
        history->moves[i].skipped = (int16_t)(roll_chance(dice, 20) ? roll(dice, 6) : 0);
        history->moves[i].helped = (int16_t)(roll_chance(dice, 30) ? roll(dice, 61) - 30 : 0);
    }
}

static void roll_request(const struct uh_catalog *catalog, int minutes_max, struct dice *dice,
                         struct uh_request *request) {
    *request = uh_default_request();
    if (roll_chance(dice, 50)) request->areas = (uint8_t)roll_set(dice, UH_AREA_COUNT, 40);
    request->minutes = (int16_t)(1 + roll(dice, minutes_max));
    request->setting = (int8_t)(roll(dice, catalog->setting_count + 1) - 1);
    request->kind = (int8_t)(roll(dice, catalog->kind_count + 1) - 1);
    request->equipment_said = roll_chance(dice, 30);
    if (request->equipment_said)
        request->equipment = (uint16_t)roll_set(dice, UH_EQUIPMENT_COUNT, 60);
}

void roll_case(const struct uh_catalog *catalog, int minutes_max, struct dice *dice,
               struct test_case *out) {
    memset(out, 0, sizeof *out);
    roll_profile(catalog, dice, &out->profile);
    roll_check_in(catalog, dice, &out->check_in);
    roll_history(catalog, dice, &out->history);
    roll_request(catalog, minutes_max, dice, &out->request);
    out->person.profile = &out->profile;
    if (roll_chance(dice, 60)) out->person.check_in = &out->check_in;
    if (roll_chance(dice, 60)) out->person.history = &out->history;
}

struct uh_arena case_arena(const struct uh_catalog *catalog) {
    struct uh_arena arena = {.size = uh_plan_memory(catalog)};
    arena.base = malloc(arena.size);
    if (arena.base == NULL) abort();
    memset(arena.base, 0xa5, arena.size);
    return arena;
}
