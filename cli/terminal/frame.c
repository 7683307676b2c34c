// SPDX-License-Identifier: Apache-2.0
#include "easel.h"

// The moves of the session as a strip: each as long as it takes, what is done in the accent.
static void paint_strip(const struct easel *easel, int row) {
    const struct uh_player *player = easel->screen->player;
    int count = player->plan.item_count, columns = easel->width - easel->layout->margin;
    if (count == 0 || columns < 2 * count) return;
    int64_t whole = 0, before = 0, ends[UH_PLAN_ITEM_MAX];
    for (int i = 0; i < count; i++) ends[i] = whole += uh_player_item_ms(player, i);
    bool over = easel->view.state == UH_PLAYER_DONE;
    int room = columns - (count - 1) - count, at = easel->layout->margin;
    for (int i = 0; i < count; i++) {
        int length = 1 + (int)(ends[i] * room / whole) - (int)(before * room / whole);
        before = ends[i];
        int permille = over || i < easel->view.item ? 1000 : 0;
        if (!over && i == easel->view.item) permille = easel->view.item_permille;
        int halves = length * 2 * permille / 1000;
        for (int x = 0; x < length; x++) {
            bool half = 2 * x + 1 == halves;
            struct style style = 2 * x < halves ? easel->theme->accent : easel->theme->faint;
            bool plain = style.fg == GRID_OWN || !easel->screen->ground.colour;
            grid_set(easel->grid, row, at + x, style,
                     half                       ? 0x2578
                     : plain && 2 * x >= halves ? 0x2500
                                                : 0x2501);
        }
        at += length + 1;
    }
}

void easel_head(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_text_add_int(&text, view->item + 1);
    uh_text_add(&text, " of ");
    uh_text_add_int(&text, view->item_count);
    if (view->state != UH_PLAYER_DONE) {
        uh_text_add(&text, "   ");
        easel_add_clock(&text, view->left_s);
        uh_text_add(&text, " left");
    }
    int margin = easel->layout->margin, columns = easel->width - margin - grid_columns(room) - 2;
    grid_put(easel->grid, 0, margin, columns, easel->theme->strong, easel_session_name(easel));
    easel_put_right(easel, 0, easel->width, easel->theme->muted, room);
    paint_strip(easel, 1);
}

// ---- the foot: what keys do ----

static const struct hint running_hints[] = {
    {"space", "pause", false}, {"\u2190", "back", false}, {"\u2192", "skip", false},
    {"+ -", "pace", false},    {"h", "it hurts", true},   {"?", "more", false},
};
static const struct hint short_hints[] = {
    {"space", "pause", false},
    {"h", "it hurts", true},
    {"\u2190 \u2192", "back, skip", false},
    {"?", "more", false},
};
static const struct hint moving_hints[] = {
    {"enter", "ready now", false}, {"h", "it hurts", true}, {"space", "pause", false},
    {"\u2192", "skip", false},     {"?", "more", false},
};
static const struct hint paused_hints[] = {
    {"space", "go on", false}, {"q", "end here", false},  {"h", "it hurts", true},
    {"\u2190", "back", false}, {"\u2192", "skip", false},
};
static const struct hint felt_hints[] = {
    {"1-5", "answer", false}, {"0", "go on", false}, {"q", "end", false}};
static const struct hint after_hints[] = {
    {"1-3", "answer", false}, {"esc", "back", false}, {"q", "end", false}};
static const struct hint gentler_hints[] = {
    {"enter", "do the gentler one", false}, {"\u2192", "leave it out", false}, {"q", "end", false}};
static const struct hint past_hints[] = {{"enter", "go on", false}, {"q", "end", false}};
static const struct hint end_hints[] = {{"enter", "end", false}};
static const struct hint done_hints[] = {
    {"\u2190 \u2192", "0 to 10", false}, {"enter", "save", false}, {"s", "skip", false}};
static const struct hint help_hints[] = {{"any key", "back", false}};
static const struct hint going_on_hints[] = {
    {"enter", "go on with it", false}, {"n", "a new one", false}, {"q", "neither", false}};

#define HINTS(table)                                                                               \
    (struct hints) {                                                                               \
        table, (int)(sizeof table / sizeof table[0])                                               \
    }

struct hints {
    const struct hint *at;
    int count;
};

static struct hints hints_of(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    if (easel->screen->going_on) return HINTS(going_on_hints);
    if (easel->screen->help) return HINTS(help_hints);
    switch (view->state) {
    case UH_PLAYER_PAUSED:
        return HINTS(paused_hints);
    case UH_PLAYER_FELT:
        return HINTS(felt_hints);
    case UH_PLAYER_AFTER:
        return HINTS(after_hints);
    case UH_PLAYER_ADVICE:
        if (view->outcome == UH_OUTCOME_GENTLER) return HINTS(gentler_hints);
        return view->outcome >= UH_OUTCOME_STOP ? HINTS(end_hints) : HINTS(past_hints);
    case UH_PLAYER_DONE:
    case UH_PLAYER_ENDED:
        return HINTS(done_hints);
    case UH_PLAYER_MOVING:
        return HINTS(moving_hints);
    default:
        return easel->grid->columns >= 76 ? HINTS(running_hints) : HINTS(short_hints);
    }
}

void easel_foot(const struct easel *easel) {
    struct hints hints = hints_of(easel);
    int row = easel->grid->rows - 1, column = easel->layout->margin;
    for (int i = 0; i < hints.count; i++) {
        const struct hint *hint = &hints.at[i];
        int columns = grid_columns(hint->key) + 1 + grid_columns(hint->does);
        if (column + columns > easel->width) break;
        struct style key = hint->care ? easel->theme->strong_care : easel->theme->strong;
        column += grid_put(easel->grid, row, column, 20, key, hint->key) + 1;
        column += grid_put(easel->grid, row, column, 30, easel->theme->muted, hint->does) + 3;
    }
}
