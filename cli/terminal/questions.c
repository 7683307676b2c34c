// SPDX-License-Identifier: Apache-2.0
// Screens of text that wait for an answer.
#include "easel.h"

// ---- it hurts ----

// Paragraphs one below the other.
struct flow {
    const struct easel *easel;
    int row, column, columns, end;
    bool tight; // few rows: no blank ones, and choices on one row each
};

static struct flow flow_from(const struct easel *easel, int row) {
    int column = easel->layout->margin * 2, columns = easel->width - column;
    if (columns > LINE_COLUMNS) columns = LINE_COLUMNS;
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
    easel_add_sentence(&text, words);
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

void easel_felt(const struct easel *easel) {
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
    for (int felt = UH_FELT_NOTHING + 1; felt < UH_FELT_UNSAID; felt++) {
        flow_choice(&flow, (char)('0' + felt), uh_felt_words.words[felt].label, false);
        if (felt == UH_FELT_SHARP && roomy) flow_gap(&flow);
    }
    if (roomy) flow_gap(&flow);
    flow_choice(&flow, '0', "nothing bad: go on where I stopped", true);
}

void easel_after(const struct easel *easel) {
    struct flow flow = flow_from(easel, 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    easel_add_sentence(&text, uh_felt_words.words[easel->view.felt].label);
    flow_stopped(&flow, room);
    flow_text(&flow, easel->theme->strong, "And now that you have stopped?");
    flow_gap(&flow);
    for (int after = UH_AFTER_UNASKED + 1; after < UH_AFTER_COUNT; after++)
        flow_choice(&flow, (char)('0' + after), uh_after_words.words[after].label, false);
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

void easel_advice(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    struct flow flow = flow_from(easel, 3);
    bool serious = view->outcome >= UH_OUTCOME_STOP;
    flow_text(&flow, serious ? easel->theme->strong_care : easel->theme->strong,
              easel_headline(view));
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

void easel_done(const struct easel *easel) {
    const struct uh_player_view *view = &easel->view;
    struct flow flow = flow_from(easel, easel->grid->rows >= 18 ? 4 : 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    int used =
        grid_put(easel->grid, flow.row, flow.column, 6, easel->theme->strong_accent, "Done.");
    easel_add_done(view, &text);
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
    easel_put_right(easel, flow.row, flow.column + 33, easel->theme->muted, "worst");
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

void easel_help(const struct easel *easel) {
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

void easel_going_on(const struct easel *easel) {
    struct flow flow = flow_from(easel, 3);
    char room[TEXT_SIZE];
    struct uh_text text = uh_text_in(room, sizeof room);
    flow_text(&flow, easel->theme->strong, "A session was left unfinished. Go on with it?");
    flow_gap(&flow);
    uh_text_add(&text, easel_session_name(easel));
    uh_text_add(&text, ": ");
    easel_add_count(&text, easel->screen->left_moves, "move is left, ", "moves are left, ");
    easel_add_clock(&text, easel->screen->left_s);
    uh_text_add(&text, ". It begins at:");
    flow_text(&flow, easel->theme->muted, room);
    flow_gap(&flow);
    flow_text(&flow, easel->theme->text, easel->view.move->name);
}
