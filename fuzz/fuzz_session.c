// SPDX-License-Identifier: Apache-2.0
// Any moves, keys, times and sizes of terminal as a session: nothing breaks, the record stays in
// order, and what is sent to the terminal is text and known sequences only.
#include <stdlib.h>
#include <string.h>

#include "../cli/terminal/keys.h"
#include "../cli/terminal/screens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const uint8_t *at, *end;
};

static uint8_t take(struct input *input) {
    return input->at < input->end ? *input->at++ : 0;
}

// A plan of any moves at any dose.
static void make_plan(struct input *input, struct uh_plan *plan) {
    const struct uh_catalog *catalog = &uh_builtin_catalog;
    memset(plan, 0, sizeof *plan);
    plan->request = uh_default_request();
    plan->request.kind = (int8_t)(take(input) % catalog->kind_count);
    for (int count = 1 + take(input) % 8; count > 0; count--) {
        struct uh_plan_item *item = &plan->items[plan->item_count++];
        int index = take(input) % (catalog->move_count + catalog->activity_count);
        const struct uh_move *move = uh_catalog_at(catalog, index);
        *item = (struct uh_plan_item){
            .move = (int16_t)index,
            .position = (uint8_t)(take(input) % UH_POSITION_COUNT),
            .equipment = (uint16_t)(take(input) % (1 << UH_EQUIPMENT_COUNT)),
            .sides = move->sides,
            .directions = move->directions,
            .reps = (int16_t)(take(input) % 60),
            .hold_s = (int16_t)(take(input) % 120),
            .sets = (int16_t)(take(input) % 6),
            .rest_s = (int16_t)(take(input) % 90),
            .start_s = plan->seconds + take(input) % 20,
        };
        item->set_seconds = (int16_t)uh_move_set_seconds(move, item->reps, item->hold_s);
        item->seconds = 5 + item->set_seconds * 2;
        plan->seconds = item->start_s + item->seconds;
    }
}

struct session {
    struct uh_player player;
    int64_t now_ms;
    int events, ends;
};

static void drain(struct session *session) {
    static struct uh_event event;
    struct uh_cue cue;
    while (uh_player_poll(&session->player, session->now_ms, &cue)) {
        if (cue.kind != UH_CUE_RECORD) continue;
        uh_player_record(&session->player, &cue, &event);
        if ((session->events++ == 0) != (event.kind == UH_EVENT_SESSION_START)) abort();
        if (session->ends > 0 && event.kind != UH_EVENT_CHECK_IN) abort();
        session->ends += event.kind == UH_EVENT_SESSION_END;
    }
}

static void check_bytes(const struct bytes *bytes) {
    for (size_t i = 0; i < bytes->used; i++) {
        unsigned char byte = (unsigned char)bytes->at[i];
        if ((byte < 0x20 && byte != 0x1B) || byte == 0x7F) abort();
        if (byte == 0x1B && (i + 1 == bytes->used || bytes->at[i + 1] != '[')) abort();
    }
}

static void paint(const struct session *session, struct input *input, const struct uh_go *go) {
    struct grid shown, wanted;
    struct bytes bytes = {0};
    struct tty tty = {.ability = {true, true, true, true}};
    struct theme theme = theme_of(&tty);
    int columns = take(input) % 130, rows = take(input) % 50;
    grid_init(&shown, columns, rows);
    grid_init(&wanted, columns, rows);
    struct screen screen = {.go = go,
                            .player = &session->player,
                            .theme = &theme,
                            .ground = {.colour = true, .unicode = true},
                            .help = take(input) % 8 == 0,
                            .flash = take(input) % 8 == 0};
    screen_paint(&wanted, &screen);
    grid_send(&shown, &wanted, true, &tty.ability, &bytes);
    check_bytes(&bytes);
    bytes_finish(&bytes);
    grid_finish(&shown);
    grid_finish(&wanted);
}

// The rest of the bytes as keys.
static void press_keys(struct session *session, struct input *input) {
    struct keys keys = {0};
    struct key key;
    while (input->at < input->end) {
        size_t left = (size_t)(input->end - input->at), piece = left % 7 + 1;
        input->at += keys_add(&keys, input->at, piece < left ? piece : left);
        while (keys_next(&keys, take(input) % 4 == 0, &key)) {
            session->now_ms += key.code % 5000;
            uh_player_press(&session->player, session->now_ms,
                            (enum uh_player_event)(1 + key.code % (UH_PLAYER_EVENT_COUNT - 1)),
                            (int)(key.code % 12));
            drain(session);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct uh_plan plan;
    static struct session session;
    struct input input = {data, data + size};
    struct uh_profile profile = uh_default_profile();
    struct uh_person person = {&profile, NULL, NULL};
    struct uh_go go = {
        .program = "unhunch", .catalog = &uh_builtin_catalog, .person = &person, .plan = &plan};
    struct uh_player_setup setup = {
        .catalog = &uh_builtin_catalog, .profile = &profile, .plan = &plan};
    make_plan(&input, &plan);
    memset(&session, 0, sizeof session);
    uh_player_init(&session.player, &setup, 0);
    drain(&session);
    for (int i = take(&input) % 64; i > 0; i--) {
        session.now_ms += take(&input) * 100;
        drain(&session);
        uh_player_press(&session.player, session.now_ms,
                        (enum uh_player_event)(1 + take(&input) % (UH_PLAYER_EVENT_COUNT - 1)),
                        take(&input) % 12);
        drain(&session);
        if (i % 8 == 1) paint(&session, &input, &go);
    }
    press_keys(&session, &input);
    return 0;
}
