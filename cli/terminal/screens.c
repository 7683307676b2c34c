// SPDX-License-Identifier: Apache-2.0
// A screen is a head (the session and its moves as a strip), a body by state, and a foot of keys.
// While a session runs, the body has the move at the left, as a picture or in words, and at the
// right what to do and for how long. The measures of each size are in one table.
#include "screens.h"

#include <stdio.h>
#include <string.h>

#include "digits.h"

enum { LINE_MAX = 72 }; // columns of running text that are easy to read

struct layout {
    int columns, rows; // from this size on
    int margin;
    int left_columns; // of the move; 0: no room for it
    int right;        // first column of what to do
    enum digit_size digits;
    int foot; // rows from the bottom: next move; keys are on the last row; 1: no next move
};

static const struct layout layouts[] = {
    {100, 34, 2, 49, 57, DIGITS_LARGE, 3},
    {80, 23, 2, 40, 46, DIGITS_MEDIUM, 3},
    {56, 18, 1, 29, 33, DIGITS_SMALL, 2},
    {40, 12, 1, 0, 1, DIGITS_SMALL, 1},
};

static const struct layout *layout_of(const struct grid *grid) {
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
        if (grid->columns >= layouts[i].columns && grid->rows >= layouts[i].rows)
            return &layouts[i];
    return NULL;
}

// What is painted on and with.
struct easel {
    struct grid *grid;
    const struct screen *screen;
    const struct theme *theme;
    const struct layout *layout;
    struct uh_player_view view;
    int width; // up to the right margin
};

enum { TEXT_SIZE = 512 };

static void add_clock(struct uh_text *text, int seconds) {
    uh_text_add_int(text, seconds / 60);
    uh_text_add(text, seconds % 60 < 10 ? ":0" : ":");
    uh_text_add_int(text, seconds % 60);
}

static void add_count(struct uh_text *text, int number, const char *one, const char *many) {
    uh_text_add_int(text, number);
    uh_text_add(text, " ");
    uh_text_add(text, number == 1 ? one : many);
}

// Text with its first letter large.
static void add_sentence(struct uh_text *text, const char *words) {
    size_t from = text->used;
    uh_text_add(text, words);
    if (text->used > from && text->at[from] >= 'a' && text->at[from] <= 'z')
        text->at[from] = (char)(text->at[from] - 'a' + 'A');
}

static void put_right(const struct easel *easel, int row, int right, struct style style,
                      const char *text) {
    int columns = grid_columns(text);
    grid_put(easel->grid, row, right - columns, columns, style, text);
}

// ---- bars ----

// A bar whose end is as fine as an eighth of a column.
static void paint_bar(struct grid *grid, int row, int column, int columns, int permille,
                      struct style full, struct style empty) {
    int eighths = columns * 8 * permille / 1000;
    for (int i = 0; i < columns; i++) {
        int part = eighths - 8 * i;
        struct style style = {full.fg, empty.fg, 0};
        if (full.fg == GRID_OWN || empty.fg == GRID_OWN) style = full;
        if (part >= 8)
            grid_set(grid, row, column + i, full, 0x2588);
        else if (part > 0)
            grid_set(grid, row, column + i, style, 0x2588 + 8 - (uint32_t)part);
        else
            grid_set(grid, row, column + i, empty, full.fg == GRID_OWN ? 0x2591 : 0x2588);
    }
}

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
            bool plain = style.fg == GRID_OWN || !easel->screen->colour;
            grid_set(easel->grid, row, at + x, style,
                     half                       ? 0x2578
                     : plain && 2 * x >= halves ? 0x2500
                                                : 0x2501);
        }
        at += length + 1;
    }
}

static const char *session_name(const struct easel *easel) {
    const struct uh_catalog *catalog = easel->screen->go->catalog;
    int kind = easel->screen->player->plan.request.kind;
    return kind >= 0 && kind < catalog->kind_count ? catalog->kinds[kind].name : "Session";
}

static void paint_head(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_text_add_int(&text, view->item + 1);
    uh_text_add(&text, " of ");
    uh_text_add_int(&text, view->item_count);
    if (view->state != UH_PLAYER_DONE) {
        uh_text_add(&text, "   ");
        add_clock(&text, view->left_s);
        uh_text_add(&text, " left");
    }
    int margin = easel->layout->margin, columns = easel->width - margin - grid_columns(room) - 2;
    grid_put(easel->grid, 0, margin, columns, easel->theme->strong, session_name(easel));
    put_right(easel, 0, easel->width, easel->theme->muted, room);
    paint_strip(easel, 1);
}

// ---- the foot: what keys do ----

struct hint {
    const char *key, *does;
    bool care;
};

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

static void paint_foot(const struct easel *easel) {
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

// ---- the move, in words ----

static void paint_entry(const struct easel *easel, int *row, int end, int column, int columns,
                        const char *label, const char *words) {
    if (*row >= end || words == NULL || *words == 0) return;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    add_sentence(&text, words);
    grid_put(easel->grid, *row, column, 8, easel->theme->muted, label);
    *row += grid_wrap(easel->grid, *row, column + 9, columns - 9, end - *row, easel->theme->muted,
                      room);
}

static int rows_of(const struct easel *easel, const char *text, int columns) {
    struct grid none = {.columns = easel->grid->columns};
    return grid_wrap(&none, 0, 0, columns, 100, easel->theme->text, text);
}

// The rows that all steps take, with so many blank rows between two.
static int rows_of_steps(const struct easel *easel, int columns, int between) {
    const struct uh_move *move = easel->view.move;
    int rows = 0;
    for (int i = 0; i < move->step_count; i++)
        rows += rows_of(easel, move->steps[i], columns) + (i > 0 ? between : 0);
    return rows;
}

// How it is done, step by step, with what a condition changes first.
static void paint_words(const struct easel *easel, struct uh_area_of_cells area) {
    const struct uh_move *move = easel->view.move;
    int row = area.row, end = area.row + area.rows, inside = area.columns - 3;
    if (easel->view.change != NULL) {
        row += grid_wrap(easel->grid, row, area.column, area.columns, end - row, easel->theme->care,
                         easel->view.change);
        row++;
    }
    int extra = rows_of(easel, move->breath, area.columns - 9) +
                rows_of(easel, move->feel, area.columns - 9) + 1;
    bool loose = row + rows_of_steps(easel, inside, 1) <= end;
    bool all = row + rows_of_steps(easel, inside, loose ? 1 : 0) + extra <= end;
    if (!all && loose && row + rows_of_steps(easel, inside, 0) + extra <= end) {
        loose = false;
        all = true;
    }
    for (int i = 0; i < move->step_count && row < end; i++) {
        char number[2] = {(char)('1' + i), 0};
        grid_put(easel->grid, row, area.column, 1, easel->theme->accent, number);
        row += grid_wrap(easel->grid, row, area.column + 3, inside, end - row, easel->theme->text,
                         move->steps[i]);
        row += loose;
    }
    if (!all) return;
    row += !loose;
    paint_entry(easel, &row, end, area.column, area.columns, "Breathe", move->breath);
    paint_entry(easel, &row, end, area.column, area.columns, "Feel", move->feel);
}

static void dim(struct grid *grid, struct uh_area_of_cells area, const struct theme *theme) {
    for (int row = area.row; row < area.row + area.rows; row++)
        for (int column = area.column; column < area.column + area.columns; column++)
            grid->cells[row * grid->columns + column].style = theme->muted;
}

// Blank rows between parts: none where rows are few.
static int gap_rows(const struct easel *easel) {
    return easel->grid->rows < 17 ? 0 : 1;
}

// The first row of what to do: in the middle where there is much room.
static int first_row(const struct easel *easel) {
    enum digit_size size = easel->layout->digits;
    int block = 2 + digits_rows(size) + 3 + 6;
    int room = easel->grid->rows - 3 - easel->layout->foot - 1;
    return 2 + gap_rows(easel) + (size == DIGITS_LARGE && room > block ? (room - block) / 2 : 0);
}

static void paint_move(const struct easel *easel) {
    if (easel->layout->left_columns == 0 || easel->view.move == NULL) return;
    struct uh_area_of_cells area = {
        .row = 3,
        .column = easel->layout->margin,
        .rows = easel->grid->rows - 3 - easel->layout->foot - 1,
        .columns = easel->layout->left_columns,
    };
    const struct uh_go *go = easel->screen->go;
    bool paused = easel->view.state == UH_PLAYER_PAUSED;
    if (go->picture != NULL && go->picture(go->picture_context, easel->grid, area, &easel->view,
                                           easel->screen->now_ms, paused, easel->screen->colour))
        return;
    area.rows -= first_row(easel) - area.row;
    area.row = first_row(easel);
    paint_words(easel, area);
    if (paused) dim(easel->grid, area, easel->theme);
}

// ---- what to do, and for how long ----

// The digits: repetitions, or seconds, or minutes from two on.
static void count_text(const struct easel *easel, struct uh_text *text) {
    const struct uh_player_view *view = &easel->view;
    bool counts = view->counts && view->under == UH_PLAYER_WORK;
    if (!counts && view->seconds >= 120)
        add_clock(text, view->seconds);
    else
        uh_text_add_int(text, counts ? view->rep : view->seconds);
}

static struct style digit_style(const struct easel *easel) {
    if (easel->view.state == UH_PLAYER_PAUSED) return easel->theme->muted;
    return easel->view.state == UH_PLAYER_WORK ? easel->theme->accent : easel->theme->text;
}

static void paint_digits(const struct easel *easel, int row) {
    char room[32];
    struct uh_text text = uh_text_in(room, sizeof room);
    count_text(easel, &text);
    const struct uh_player_view *view = &easel->view;
    enum digit_size size = easel->layout->digits;
    int columns = easel->width - easel->layout->right, right = easel->layout->right;
    if (digits_columns(room, size) > columns) size = DIGITS_MEDIUM;
    if (digits_columns(room, size) > columns) size = DIGITS_SMALL;
    struct style style = digit_style(easel);
    int used = digits_paint(easel->grid, row, right, size, style, room);
    if (!view->counts || view->under != UH_PLAYER_WORK) return;
    text = uh_text_in(room, sizeof room);
    uh_text_add(&text, "of ");
    uh_text_add_int(&text, view->reps);
    int base = row + digits_rows(size) - 1 - (int)(size == DIGITS_MEDIUM || size == DIGITS_LARGE);
    grid_put(easel->grid, base, right + used + 2, columns - used - 2, easel->theme->muted, room);
}

static void paint_sides(const struct easel *easel, int row) {
    const struct uh_player_view *view = &easel->view;
    if (!view->sided || easel->width - easel->layout->right < 26) return;
    bool paused = view->state == UH_PLAYER_PAUSED;
    struct style now = paused ? easel->theme->muted : easel->theme->text;
    int column = easel->width - 15;
    for (int side = 0; side < 2; side++) {
        bool here = view->side == side;
        struct style style = here ? now : easel->theme->muted;
        grid_set(easel->grid, row, column, style, here ? 0x25CF : 0x25CB);
        grid_put(easel->grid, row, column + 2, 6, style, side == 0 ? "left" : "right");
        column += 8;
    }
}

// "set 1 of 2, the other way round, easy pace"
static void add_detail(const struct easel *easel, struct uh_text *text) {
    const struct uh_player_view *view = &easel->view;
    static const char *const paces[] = {"much slower", "slower", NULL, "quicker", "much quicker"};
    const char *parts[4];
    int count = 0;
    char room[32], hold_room[32];
    struct uh_text set = uh_text_in(room, sizeof room);
    uh_text_add(&set, "set ");
    uh_text_add_int(&set, view->set);
    uh_text_add(&set, " of ");
    uh_text_add_int(&set, view->sets);
    if (view->sets > 1) parts[count++] = room;
    if (view->directions > 1 && view->under == UH_PLAYER_WORK)
        parts[count++] = view->direction == 1 ? "one way round" : "the other way round";
    struct uh_text hold = uh_text_in(hold_room, sizeof hold_room);
    uh_text_add(&hold, "hold ");
    uh_text_add_int(&hold, view->playing->hold_s);
    uh_text_add(&hold, " s each time");
    if (view->counts && view->playing->hold_s > 0 && view->under == UH_PLAYER_WORK)
        parts[count++] = hold_room;
    if (paces[view->pace] != NULL) parts[count++] = paces[view->pace];
    for (int i = 0; i < count; i++) {
        if (i > 0) uh_text_add(text, ", ");
        uh_text_add(text, parts[i]);
    }
}

// A heading and a sentence, by state: what is done now, or what comes next.
static void paint_line(const struct easel *easel, int row, int end) {
    const struct uh_player_view *view = &easel->view;
    int right = easel->layout->right, columns = easel->width - right;
    const char *heading = view->move->name, *line = view->line;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    if (view->under == UH_PLAYER_MOVING) {
        uh_text_add(&text, "Next, ");
        uh_text_add(&text, uh_position_words.words[view->playing->position].label);
        for (int i = 0; i < UH_EQUIPMENT_COUNT; i++)
            if ((view->playing->equipment >> i) & 1) {
                uh_text_add(&text, ", with ");
                uh_text_add(&text, uh_equipment_words.words[i].label);
            }
        uh_text_add(&text, ".");
        line = room;
    }
    if (view->under == UH_PLAYER_READY) line = view->move->steps[0];
    if (view->under == UH_PLAYER_CHANGE) {
        heading = "Now the right";
        line = "Come out of it slowly, then the same on the other side.";
    }
    if (view->under == UH_PLAYER_REST) line = "Let go and breathe.";
    bool paused = view->state == UH_PLAYER_PAUSED;
    struct style body = view->state == UH_PLAYER_WORK ? easel->theme->text : easel->theme->muted;
    row += grid_wrap(easel->grid, row, right, columns, 2,
                     paused ? easel->theme->muted : easel->theme->strong, heading);
    grid_wrap(easel->grid, row, right, columns, end - row < 4 ? end - row : 4, body, line);
}

static void paint_breath(const struct easel *easel, int row) {
    const struct uh_player_view *view = &easel->view;
    if (view->breath == UH_BREATH_NONE || row >= easel->grid->rows - easel->layout->foot - 1)
        return;
    bool in = view->breath == UH_BREATH_IN;
    int column = easel->layout->right + 12, columns = easel->width - column;
    int full = in ? view->breath_permille : 1000 - view->breath_permille;
    grid_put(easel->grid, row, easel->layout->right, 11, easel->theme->muted,
             in ? "breathe in" : "breathe out");
    for (int i = 0; i < columns; i++) {
        bool reached = i * 1000 < full * columns;
        grid_set(easel->grid, row, column + i, reached ? easel->theme->accent : easel->theme->faint,
                 reached ? 0x2501 : 0x2500);
    }
}

static void paint_doing(const struct easel *easel) {
    const struct layout *layout = easel->layout;
    const struct uh_player_view *view = &easel->view;
    int right = layout->right, columns = easel->width - right;
    bool paused = view->state == UH_PLAYER_PAUSED;
    int digit_rows = digits_rows(layout->digits), row = first_row(easel);
    struct style title = view->state == UH_PLAYER_WORK ? easel->theme->strong_accent
                         : paused                      ? easel->theme->muted
                                                       : easel->theme->strong;
    grid_put(easel->grid, row, right, view->sided ? columns - 16 : columns, title, view->title);
    paint_sides(easel, row);
    row += 1 + gap_rows(easel);
    paint_digits(easel, row);
    row += digit_rows + gap_rows(easel);
    bool counts = view->counts && view->under == UH_PLAYER_WORK;
    struct style full = view->state == UH_PLAYER_WORK ? easel->theme->accent : easel->theme->muted;
    int permille = counts ? view->reach_permille : 1000 - view->segment_permille;
    paint_bar(easel->grid, row, right, columns, permille, full, easel->theme->faint);
    char room[TEXT_SIZE];
    struct uh_text detail = uh_text_in(room, sizeof room);
    add_detail(easel, &detail);
    if (detail.used > 0) grid_put(easel->grid, ++row, right, columns, easel->theme->muted, room);
    row += 1 + gap_rows(easel);
    int end = easel->grid->rows - layout->foot - gap_rows(easel);
    paint_line(easel, row, end);
    if (layout->digits == DIGITS_LARGE) paint_breath(easel, row + 5);
}

static void paint_next(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    if (easel->layout->foot == 1) return;
    int row = easel->grid->rows - easel->layout->foot, column = easel->layout->margin;
    struct grid *grid = easel->grid;
    if (view->next == NULL) {
        grid_put(grid, row, column, 20, easel->theme->muted, "the last one");
        return;
    }
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_plan_dose_text(view->next_item, &text);
    column += grid_put(grid, row, column, 6, easel->theme->muted, "next") + 2;
    int columns = easel->width - column - grid_columns(room) - 2;
    column += grid_put(grid, row, column, columns, easel->theme->text, view->next->name) + 2;
    grid_put(grid, row, column, easel->width - column, easel->theme->muted, room);
}

// ---- it hurts ----

// Paragraphs one below the other.
struct flow {
    const struct easel *easel;
    int row, column, columns, end;
    bool tight; // few rows: no blank ones, and choices on one row each
};

static struct flow flow_from(const struct easel *easel, int row) {
    int column = easel->layout->margin * 2, columns = easel->width - column;
    if (columns > LINE_MAX) columns = LINE_MAX;
    bool tight = easel->grid->rows < (easel->grid->columns < 60 ? 20 : 16);
    return (struct flow){
        easel, tight ? 2 : row, column, columns, easel->grid->rows - (tight ? 1 : 2), tight};
}

static void flow_text(struct flow *flow, struct style style, const char *text) {
    if (flow->row >= flow->end) return;
    flow->row += grid_wrap(flow->easel->grid, flow->row, flow->column, flow->columns,
                           flow->end - flow->row, style, text);
}

static void flow_gap(struct flow *flow) {
    flow->row += !flow->tight;
}

static void flow_choice(struct flow *flow, char key, const char *words, bool muted) {
    if (flow->row >= flow->end) return;
    const struct theme *theme = flow->easel->theme;
    char room[TEXT_SIZE], number[2] = {key, 0};
    struct uh_text text = uh_text_in(room, sizeof room);
    add_sentence(&text, words);
    grid_put(flow->easel->grid, flow->row, flow->column, 1,
             muted ? theme->muted : theme->strong_accent, number);
    flow->row += grid_wrap(flow->easel->grid, flow->row, flow->column + 3, flow->columns - 3,
                           flow->tight ? 1 : flow->end - flow->row,
                           muted ? theme->muted : theme->text, room);
}

// A command to type, on a row of its own.
static void flow_command(struct flow *flow, const char *command, const char *value) {
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_text_add(&text, flow->easel->screen->go->program);
    uh_text_add(&text, command);
    uh_text_add(&text, value);
    flow_text(flow, flow->easel->theme->text, room);
}

// "Stopped. Upper trapezius stretch"
static void flow_stopped(struct flow *flow, const char *what) {
    const struct easel *easel = flow->easel;
    int used =
        grid_put(easel->grid, flow->row, flow->column, 8, easel->theme->strong_care, "Stopped.");
    grid_put(easel->grid, flow->row, flow->column + used + 1, flow->columns - used - 1,
             easel->theme->muted, what);
    flow->row++;
    flow_gap(flow);
}

static void paint_felt(const struct easel *easel) {
    struct flow flow = flow_from(easel, 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    const struct uh_player_view *view = &easel->view;
    uh_text_add(&text, view->hurt->name);
    if (view->sided && view->hurt == view->move)
        uh_text_add(&text, view->side == 0 ? ", left side" : ", right side");
    bool roomy = easel->grid->rows >= 18;
    flow_stopped(&flow, room);
    flow_text(&flow, easel->theme->strong, "What did you feel?");
    flow_gap(&flow);
    for (int felt = UH_FELT_NOTHING + 1; felt < UH_FELT_COUNT; felt++) {
        flow_choice(&flow, (char)('0' + felt), uh_felt_words.words[felt].label, false);
        if (felt == UH_FELT_SHARP && roomy) flow_gap(&flow);
    }
    if (roomy) flow_gap(&flow);
    flow_choice(&flow, '0', "nothing bad: go on where I stopped", true);
}

static void paint_after(const struct easel *easel) {
    struct flow flow = flow_from(easel, 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    add_sentence(&text, uh_felt_words.words[easel->view.felt].label);
    flow_stopped(&flow, room);
    flow_text(&flow, easel->theme->strong, "And now that you have stopped?");
    flow_gap(&flow);
    for (int after = UH_AFTER_UNASKED + 1; after < UH_AFTER_COUNT; after++)
        flow_choice(&flow, (char)('0' + after), uh_after_words.words[after].label, false);
}

static const char *headline(const struct uh_player_view *view) {
    switch (view->outcome) {
    case UH_OUTCOME_FLAG:
        return view->flags[0] != NULL && view->flags[0]->urgency == UH_URGENCY_EMERGENCY
                   ? "Stop here. Get emergency care now."
                   : "Do not stretch today. See a doctor.";
    case UH_OUTCOME_STOP:
        return "That is all for today.";
    case UH_OUTCOME_SPARE:
        return "On, without the moves for this area.";
    case UH_OUTCOME_GENTLER:
        return "Something gentler instead.";
    default:
        return "On, without this move.";
    }
}

// What the person is to know about the move that hurt from now on.
static void flow_stays_out(struct flow *flow) {
    const struct uh_move *hurt = flow->easel->view.hurt;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_text_add(&text, hurt->name);
    uh_text_add(&text, " stays out of your plans until you allow it again:");
    flow_text(flow, flow->easel->theme->muted, room);
    flow_command(flow, " me allow=", hurt->id);
}

// A red flag is kept until the person clears it.
static void flow_flagged(struct flow *flow) {
    const struct theme *theme = flow->easel->theme;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    bool roomy = flow->easel->grid->rows >= 22;
    if (roomy) flow_gap(flow);
    flow_text(flow, theme->muted,
              "Kept as a warning sign. Once someone has looked at it, sessions begin again with:");
    flow_command(flow, " check-in flags=", "none");
    if (roomy) flow_gap(flow);
    uh_text_add(&text, "Source: ");
    uh_text_add(&text, flow->easel->view.flags[0]->basis);
    flow_text(flow, theme->muted, room);
}

static void paint_advice(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    struct flow flow = flow_from(easel, 3);
    bool serious = view->outcome >= UH_OUTCOME_STOP;
    flow_text(&flow, serious ? easel->theme->strong_care : easel->theme->strong, headline(view));
    flow_gap(&flow);
    const char *said = NULL;
    for (int i = 0; i < 2; i++)
        if (view->flags[i] != NULL) {
            if (said != NULL) flow_gap(&flow);
            flow_text(&flow, easel->theme->text, said = view->flags[i]->advice);
        }
    if (said == NULL && view->advice != NULL) flow_text(&flow, easel->theme->text, view->advice);
    if (view->gentler != NULL) {
        flow_text(&flow, easel->theme->strong, view->gentler->name);
        flow_text(&flow, easel->theme->text, view->gentler->say);
    }
    if (said != NULL || view->advice != NULL || view->gentler != NULL) flow_gap(&flow);
    flow_stays_out(&flow);
    if (view->flags[0] != NULL) flow_flagged(&flow);
}

// ---- done, help, going on ----

static void add_done(const struct uh_player_view *view, struct uh_text *text) {
    add_count(text, view->done, "move, ", "moves, ");
    add_clock(text, view->worked_s);
    uh_text_add(text, " of work.");
}

static void paint_scale(const struct easel *easel, int row, int column) {
    const struct theme *theme = easel->theme;
    for (int i = 0; i <= 10; i++) {
        char room[8];
        struct uh_text text = uh_text_in(room, sizeof room);
        uh_text_add(&text, " ");
        uh_text_add_int(&text, i);
        uh_text_add(&text, " ");
        struct style style = theme->text;
        if (easel->view.stiffness == i) {
            style = theme->accent;
            style.attributes = GRID_REVERSE | GRID_BOLD;
        }
        column += grid_put(easel->grid, row, column, 4, style, room);
    }
}

static void paint_done(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    struct flow flow = flow_from(easel, easel->grid->rows >= 18 ? 4 : 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    int used =
        grid_put(easel->grid, flow.row, flow.column, 6, easel->theme->strong_accent, "Done.");
    add_done(view, &text);
    grid_put(easel->grid, flow.row, flow.column + used + 1, flow.columns - used - 1,
             easel->theme->text, room);
    flow.row += 2;
    text = uh_text_in(room, sizeof room);
    uh_text_add(&text, "How stiff is your ");
    uh_text_add(&text, uh_area_words.words[view->area].label);
    uh_text_add(&text, " now?");
    flow_text(&flow, easel->theme->strong, room);
    if (view->before >= 0) {
        text = uh_text_in(room, sizeof room);
        uh_text_add(&text, "It was ");
        uh_text_add_int(&text, view->before);
        uh_text_add(&text, " before.");
        flow_text(&flow, easel->theme->muted, room);
    }
    flow_gap(&flow);
    paint_scale(easel, flow.row, flow.column - 1);
    flow.row++;
    grid_put(easel->grid, flow.row, flow.column, 8, easel->theme->muted, "not");
    put_right(easel, flow.row, flow.column + 33, easel->theme->muted, "worst");
}

static const struct hint keys_of_help[] = {
    {"space", "pause, and go on", false},
    {"\u2190", "this move from its start; twice: the one before", false},
    {"\u2192", "skip this move", false},
    {"+  -", "quicker and slower: repetitions and rests, never a hold", false},
    {"h", "it hurts: stops at once, and asks two questions", true},
    {"enter", "ready before the time to get in place is over", false},
    {"q", "pause; once more: end here", false},
    {"ctrl-z", "to the shell; fg comes back, paused", false},
};

static void paint_help(const struct easel *easel) {
    struct flow flow = flow_from(easel, 3);
    flow_text(&flow, easel->theme->strong, "Keys");
    flow_gap(&flow);
    for (size_t i = 0; i < sizeof keys_of_help / sizeof keys_of_help[0]; i++) {
        const struct hint *hint = &keys_of_help[i];
        if (flow.row >= flow.end) return;
        grid_put(easel->grid, flow.row, flow.column, 8,
                 hint->care ? easel->theme->strong_care : easel->theme->strong, hint->key);
        flow.row += grid_wrap(easel->grid, flow.row, flow.column + 9, flow.columns - 9,
                              flow.end - flow.row, easel->theme->text, hint->does);
    }
    flow_gap(&flow);
    flow_text(&flow, easel->theme->muted,
              "To a mild pull, never to pain. No bouncing, and breathe on.");
}

static void paint_going_on(const struct easel *easel) {
    struct flow flow = flow_from(easel, 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    flow_text(&flow, easel->theme->strong, "A session was left unfinished. Go on with it?");
    flow_gap(&flow);
    uh_text_add(&text, session_name(easel));
    uh_text_add(&text, ": ");
    add_count(&text, easel->screen->left_moves, "move is left, ", "moves are left, ");
    add_clock(&text, easel->screen->left_s);
    uh_text_add(&text, ". It begins at:");
    flow_text(&flow, easel->theme->muted, room);
    flow_gap(&flow);
    flow_text(&flow, easel->theme->text, easel->view.move->name);
}

// ---- all of it ----

// Under 40 columns or 12 rows: four lines of text.
static void paint_tiny(struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    struct grid *grid = easel->grid;
    const char *lines[3] = {view->move != NULL ? view->move->name : "", room, view->line};
    const char *title = easel->screen->help ? "Keys" : view->title;
    uh_text_add_int(&text, view->seconds);
    uh_text_add(&text, " s");
    if (view->counts && view->under == UH_PLAYER_WORK) {
        text = uh_text_in(room, sizeof room);
        uh_text_add_int(&text, view->rep);
        uh_text_add(&text, " of ");
        uh_text_add_int(&text, view->reps);
    }
    if (view->sided && view->state <= UH_PLAYER_PAUSED)
        uh_text_add(&text, view->side == 0 ? ", left" : ", right");
    if (easel->screen->going_on) {
        title = "Go on?";
        lines[1] = "enter yes   n a new one   q neither";
        lines[2] = NULL;
    } else if (easel->screen->help) {
        lines[0] = "space pause  q end  h it hurts";
        lines[1] = "\u2190 back  \u2192 skip  + - pace";
        lines[2] = NULL;
    } else if (view->state == UH_PLAYER_FELT) {
        lines[0] = "1 strong pull  2 sharp  0 nothing";
        lines[1] = "3 tingling  4 dizzy  5 chest";
        lines[2] = NULL;
    } else if (view->state == UH_PLAYER_AFTER) {
        lines[0] = "And now?";
        lines[1] = "1 gone  2 easing  3 still there";
        lines[2] = NULL;
    } else if (view->state == UH_PLAYER_ADVICE) {
        title = headline(view);
        lines[0] = "enter";
        lines[1] = view->gentler != NULL ? view->gentler->name : "";
        lines[2] = view->advice;
    } else if (view->state == UH_PLAYER_DONE) {
        text = uh_text_in(room, sizeof room);
        uh_text_add(&text, "0-10, enter: ");
        if (view->stiffness >= 0) uh_text_add_int(&text, view->stiffness);
        lines[0] = "How stiff now?";
        lines[2] = NULL;
    }
    grid_put(grid, 0, 0, grid->columns, easel->theme->strong_accent, title);
    grid_put(grid, 1, 0, grid->columns, easel->theme->strong, lines[0]);
    grid_put(grid, 2, 0, grid->columns, easel->theme->text, lines[1]);
    if (lines[2] != NULL)
        grid_wrap(grid, 3, 0, grid->columns, grid->rows - 3, easel->theme->muted, lines[2]);
}

static void paint_body(const struct easel *easel) {
    if (easel->screen->going_on) {
        paint_going_on(easel);
        return;
    }
    if (easel->screen->help) {
        paint_help(easel);
        return;
    }
    switch (easel->view.state) {
    case UH_PLAYER_FELT:
        paint_felt(easel);
        break;
    case UH_PLAYER_AFTER:
        paint_after(easel);
        break;
    case UH_PLAYER_ADVICE:
        paint_advice(easel);
        break;
    case UH_PLAYER_DONE:
    case UH_PLAYER_ENDED:
        paint_done(easel);
        break;
    default:
        paint_move(easel);
        paint_doing(easel);
        paint_next(easel);
    }
}

static void paint_flash(const struct easel *easel) {
    for (int i = 0; i < easel->grid->rows * easel->grid->columns; i++) {
        struct style *style = &easel->grid->cells[i].style;
        if (easel->screen->colour)
            *style = (struct style){0x000000, easel->theme->flash, style->attributes};
        else
            style->attributes ^= GRID_REVERSE;
    }
}

void screen_paint(struct grid *grid, const struct screen *screen) {
    struct easel easel = {.grid = grid, .screen = screen, .theme = screen->theme};
    uh_player_look(screen->player, &easel.view);
    easel.layout = layout_of(grid);
    grid_clear(grid);
    if (easel.layout == NULL) {
        paint_tiny(&easel);
    } else {
        easel.width = grid->columns - easel.layout->margin;
        paint_head(&easel);
        paint_body(&easel);
        paint_foot(&easel);
    }
    if (screen->flash) paint_flash(&easel);
}

void screen_farewell(const struct screen *screen, struct uh_text *out) {
    struct uh_player_view view;
    uh_player_look(screen->player, &view);
    bool hurt = view.outcome >= UH_OUTCOME_STOP;
    if (hurt) {
        uh_text_add(out, headline(&view));
        for (int i = 0; i < 2; i++)
            if (view.flags[i] != NULL) {
                uh_text_add(out, "\n");
                uh_text_add(out, view.flags[i]->advice);
            }
        if (view.flags[0] == NULL && view.advice != NULL) {
            uh_text_add(out, "\n");
            uh_text_add(out, view.advice);
        }
        uh_text_add(out, "\n");
    }
    if (view.state < UH_PLAYER_DONE && !hurt) {
        uh_text_add(out, "Stopped at move ");
        uh_text_add_int(out, view.item + 1);
        uh_text_add(out, " of ");
        uh_text_add_int(out, view.item_count);
        uh_text_add(out, ". ");
        uh_text_add(out, screen->go->program);
        uh_text_add(out, " go takes it up again.\n");
        return;
    }
    if (!hurt && screen->player->ending == UH_ENDING_FINISHED) uh_text_add(out, "Done. ");
    add_done(&view, out);
    uh_text_add(out, "\n");
}
