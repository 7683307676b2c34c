// SPDX-License-Identifier: Apache-2.0
#include "easel.h"

void easel_add_clock(struct uh_text *text, int seconds) {
    uh_text_add_int(text, seconds / 60);
    uh_text_add(text, seconds % 60 < 10 ? ":0" : ":");
    uh_text_add_int(text, seconds % 60);
}

void easel_add_count(struct uh_text *text, int number, const char *one, const char *many) {
    uh_text_add_int(text, number);
    uh_text_add(text, " ");
    uh_text_add(text, number == 1 ? one : many);
}

// Text with its first letter large.
void easel_add_sentence(struct uh_text *text, const char *words) {
    size_t from = text->used;
    uh_text_add(text, words);
    if (text->used > from && text->at[from] >= 'a' && text->at[from] <= 'z')
        text->at[from] = (char)(text->at[from] - 'a' + 'A');
}

void easel_put_right(const struct easel *easel, int row, int right, struct style style,
                     const char *text) {
    int columns = grid_columns(text);
    grid_put(easel->grid, row, right - columns, columns, style, text);
}

const char *easel_session_name(const struct easel *easel) {
    const struct uh_catalog *catalog = easel->screen->go->catalog;
    int kind = easel->screen->player->plan.request.kind;
    return kind >= 0 && kind < catalog->kind_count ? catalog->kinds[kind].name : "Session";
}

const char *easel_headline(const struct uh_player_view *view) {
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

void easel_add_done(const struct uh_player_view *view, struct uh_text *text) {
    if (view->done == 0) {
        uh_text_add(text, "No move was done to its end.");
        return;
    }
    easel_add_count(text, view->done, "move, ", "moves, ");
    easel_add_clock(text, view->worked_s);
    uh_text_add(text, " of work.");
}
