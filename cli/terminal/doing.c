// SPDX-License-Identifier: Apache-2.0
// The left half is the move, as a picture or in words; the right half what to do, with digits that
// can be read from where one stretches, a bar, and one sentence.
#include "easel.h"

// ---- the move, in words ----

static void paint_entry(const struct easel *easel, int *row, int end, int column, int columns,
                        const char *label, const char *words) {
    if (*row >= end || words == NULL || *words == 0) return;
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    easel_add_sentence(&text, words);
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
    if (*easel->view.change != 0) {
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

// The picture, and below it what a condition changes about the move.
static bool paint_picture(const struct easel *easel, struct uh_area_of_cells area, bool paused) {
    const struct uh_go *go = easel->screen->go;
    const char *change = easel->view.change;
    int rows = *change != 0 ? rows_of(easel, change, area.columns) : 0;
    if (rows > area.rows / 3) return false;
    area.rows -= rows;
    if (!go->picture(go->picture_context, easel->grid, area, &easel->view, easel->screen->now_ms,
                     paused, &easel->screen->ground))
        return false;
    grid_wrap(easel->grid, area.row + area.rows, area.column, area.columns, rows,
              paused ? easel->theme->muted : easel->theme->care, change);
    return true;
}

void easel_move(const struct easel *easel) {
    if (easel->layout->left_columns == 0 || easel->view.move == NULL) return;
    struct uh_area_of_cells area = {
        .row = 3,
        .column = easel->layout->margin,
        .rows = easel->grid->rows - 3 - easel->layout->foot - 1,
        .columns = easel->layout->left_columns,
    };
    const struct uh_go *go = easel->screen->go;
    bool paused = easel->view.state == UH_PLAYER_PAUSED;
    if (go->picture != NULL && paint_picture(easel, area, paused)) return;
    area.rows -= first_row(easel) - area.row;
    area.row = first_row(easel);
    paint_words(easel, area);
    if (paused) dim(easel->grid, area, easel->theme);
}

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

// ---- what to do, and for how long ----

// The digits: repetitions, or seconds, or minutes from two on.
static void count_text(const struct easel *easel, struct uh_text *text) {
    const struct uh_player_view *view = &easel->view;
    bool counts = view->counts && view->under == UH_PLAYER_WORK;
    if (!counts && view->seconds >= 120)
        easel_add_clock(text, view->seconds);
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
    // where all of it would not fit, the blank rows below and above go
    int wanted = (rows_of(easel, heading, columns) > 1 ? 2 : 1) + rows_of(easel, line, columns);
    if (row + wanted > end) end += gap_rows(easel);
    if (row + wanted > end) row -= gap_rows(easel);
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

void easel_do(const struct easel *easel) {
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

void easel_next(const struct easel *easel) {
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
