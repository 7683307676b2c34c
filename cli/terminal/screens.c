// SPDX-License-Identifier: Apache-2.0
// A screen is a head (the session and its moves as a strip), a body by state, and a foot of keys.
// The measures of each size are in one table; below the least, four lines of text remain.
#include "screens.h"

#include "easel.h"

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
        title = easel_headline(view);
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
        easel_going_on(easel);
        return;
    }
    if (easel->screen->help) {
        easel_help(easel);
        return;
    }
    switch (easel->view.state) {
    case UH_PLAYER_FELT:
        easel_felt(easel);
        break;
    case UH_PLAYER_AFTER:
        easel_after(easel);
        break;
    case UH_PLAYER_ADVICE:
        easel_advice(easel);
        break;
    case UH_PLAYER_DONE:
    case UH_PLAYER_ENDED:
        easel_done(easel);
        break;
    default:
        easel_move(easel);
        easel_do(easel);
        easel_next(easel);
    }
}

static void paint_flash(const struct easel *easel) {
    for (int i = 0; i < easel->grid->rows * easel->grid->columns; i++) {
        struct style *style = &easel->grid->cells[i].style;
        if (easel->screen->ground.colour)
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
        easel_head(&easel);
        paint_body(&easel);
        easel_foot(&easel);
    }
    if (screen->flash) paint_flash(&easel);
}

void screen_farewell(const struct screen *screen, struct uh_text *out) {
    struct uh_player_view view;
    uh_player_look(screen->player, &view);
    bool hurt = view.outcome >= UH_OUTCOME_STOP;
    if (hurt) {
        uh_text_add(out, easel_headline(&view));
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
    if (hurt && view.done == 0) return;
    if (!hurt && screen->player->ending == UH_ENDING_FINISHED) uh_text_add(out, "Done. ");
    easel_add_done(&view, out);
    uh_text_add(out, "\n");
}
