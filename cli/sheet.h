// SPDX-License-Identifier: Apache-2.0
// A session on one page: the list of moves, for what, how sure, what was left out, what to type
// next.
#ifndef UNHUNCH_CLI_SHEET_H
#define UNHUNCH_CLI_SHEET_H

#include "page.h"
#include "unhunch/plan.h"

struct sheet {
    const struct uh_catalog *catalog;
    const struct uh_profile *profile;
    const struct uh_check_in *check_in;
    const struct uh_plan *plan;
    const char *program; // "unhunch"
    const char *asked;   // the options of the request, to repeat: " --for neck"; may be ""
    bool today;          // the bare command
    bool newcomer;       // no profile yet
    bool unfinished;     // a session was begun a short while ago and has no end
};

void sheet_print(struct page *page, const struct sheet *sheet);

// Why each move is there, and why each other one is not.
void sheet_print_why(struct page *page, const struct sheet *sheet);

// No session: what to do instead, and whom to see.
void sheet_print_stop(struct page *page, const struct uh_gate *gate, const char *program);

// The words of a set that are in bits: "chair, doorway". Labels lose their article.
void sheet_words(const struct uh_word_set *set, uint32_t bits, struct uh_text *out);

// Areas in few words: "neck, upper back", "whole back".
void sheet_areas(uint32_t areas, struct uh_text *out);

// "0:48", "12:05".
void sheet_clock(int seconds, struct uh_text *out);

#endif
