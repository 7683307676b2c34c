// SPDX-License-Identifier: Apache-2.0
#include "sheet.h"

#include "strip.h"

#include <string.h>

enum { CELL = 96, GAP = 2, NUMBER_COLUMN = 2, NAME_COLUMN = 5, NARROW = 60 };

// A row of the list, in words.
struct row {
    const char *name;
    char change[600]; // how conditions change it; empty: they do not
    char dose[CELL], areas[CELL], time[16];
};

struct columns {
    int dose, areas; // where they begin; 0: not in the row
};

// A label without its article: "a sturdy chair" -> "sturdy chair".
static const char *bare(const char *label) {
    return strncmp(label, "a ", 2) == 0 ? label + 2 : label;
}

void sheet_words(const struct uh_word_set *set, uint32_t bits, struct uh_text *out) {
    for (int i = 0; i < set->count; i++) {
        if (!((bits >> i) & 1)) continue;
        if (out->used > 0) uh_text_add(out, ", ");
        uh_text_add(out, bare(set->words[i].label));
    }
}

void sheet_areas(uint32_t areas, struct uh_text *out) {
    const uint32_t back = 1 << UH_AREA_UPPER | 1 << UH_AREA_MID | 1 << UH_AREA_LOWER;
    if ((areas & back) == back) {
        sheet_words(&uh_area_words, areas & ~back, out);
        uh_text_add(out, out->used > 0 ? ", whole back" : "whole back");
        return;
    }
    sheet_words(&uh_area_words, areas, out);
}

void sheet_clock(int seconds, struct uh_text *out) {
    uh_text_add_int(out, seconds / 60);
    uh_text_add(out, seconds % 60 < 10 ? ":0" : ":");
    uh_text_add_int(out, seconds % 60);
}

// What equipment is called where there is little room: its word, not its label.
static void short_equipment(uint16_t bits, struct uh_text *out) {
    for (int i = 0; i < UH_EQUIPMENT_COUNT; i++) {
        if (!((bits >> i) & 1)) continue;
        if (out->used > 0) uh_text_add(out, ", ");
        uh_text_add(out, uh_equipment_words.words[i].word);
    }
}

// The areas an item serves most: those asked for, or the move's own, by weight; not over `most`.
static uint32_t main_areas(const struct uh_move *move, uint32_t served, int most) {
    uint32_t areas = 0;
    int count = 0;
    for (int weight = 3; weight > 0 && count == 0; weight--)
        for (int i = 0; i < UH_AREA_COUNT; i++) {
            bool counts = served == 0 || ((served >> i) & 1);
            if (!counts || move->areas[i] != weight || count == most) continue;
            areas |= UINT32_C(1) << i;
            count++;
        }
    return areas;
}

// Turns a name into words within a sentence.
static void lower_first(char *text) {
    if (text[0] >= 'A' && text[0] <= 'Z') text[0] = (char)(text[0] - 'A' + 'a');
}

// What it is, how long, how many moves, what to have ready.
static void print_header(struct page *page, const struct sheet *sheet) {
    const struct uh_plan *plan = sheet->plan;
    char name[CELL], ready[CELL], right[2 * CELL];
    snprintf(name, sizeof name, "%s", sheet->catalog->kinds[plan->request.kind].name);
    struct uh_text words = uh_text_in(ready, sizeof ready);
    short_equipment(plan->equipment, &words);
    page_to(page, PAGE_MARGIN);
    if (sheet->today) {
        lower_first(name);
        page_put(page, PAGE_BOLD, "Today");
        page_put(page, PAGE_PLAIN, "  ");
    }
    page_put(page, sheet->today ? PAGE_PLAIN : PAGE_BOLD, name);
    snprintf(right, sizeof right, "%d min   %d %s%s%s", (plan->seconds + 59) / 60, plan->item_count,
             plan->item_count == 1 ? "move" : "moves", *ready ? "   " : "", ready);
    bool fits = page->column + GAP + page_columns(right) <= page_edge(page);
    if (!fits) right[strlen(right) - strlen(ready) - (*ready ? 3 : 0)] = 0;
    page_right(page, PAGE_MUTED, right);
    page_end_line(page);
    page_end_line(page);
    if (fits) return;
    page_entry(page, "Have ready", PAGE_MARGIN + 12, ready);
    page_end_line(page);
}

// Puts an item into words, with so many areas at most.
static void fill_row(struct row *row, const struct sheet *sheet, const struct uh_plan_item *item,
                     int areas) {
    const struct uh_move *move = uh_catalog_at(sheet->catalog, item->move);
    row->name = move->name;
    struct uh_text text = uh_text_in(row->change, sizeof row->change);
    uh_modified_how(sheet->catalog, move, item->modified_by, &text);
    text = uh_text_in(row->dose, sizeof row->dose);
    uh_plan_dose_text(item, &text);
    text = uh_text_in(row->areas, sizeof row->areas);
    sheet_areas(main_areas(move, item->areas & sheet->plan->request.areas, areas), &text);
    text = uh_text_in(row->time, sizeof row->time);
    sheet_clock(item->seconds, &text);
}

// The larger of a width and the columns of a text.
static int widest(int a, const char *text) {
    int columns = page_columns(text);
    return columns > a ? columns : a;
}

// Sets the columns by the widest cells. Room left over goes first between dose and areas, the rest
// before the time. Areas go when there is no room for them.
static struct columns lay_out(const struct page *page, const struct row *rows, int count) {
    int name = 0, dose = 0, areas = 0, time = 0;
    for (int i = 0; i < count; i++) {
        name = widest(name, rows[i].name);
        dose = widest(dose, rows[i].dose);
        areas = widest(areas, rows[i].areas);
        time = widest(time, rows[i].time);
    }
    struct columns columns = {.dose = NAME_COLUMN + name + GAP};
    columns.areas = columns.dose + dose + GAP;
    int left = page_edge(page) - (columns.areas + areas + GAP + time);
    if (left < 0) {
        columns.areas = 0;
        left = page_edge(page) - (columns.dose + dose + GAP + time);
        if (left < 0) columns.dose = 0;
    } else {
        columns.areas += left < 8 ? left / 2 : 4;
    }
    return columns;
}

// A row where there is no room for columns: name and time, then the rest below.
static void print_narrow_row(struct page *page, const struct row *row) {
    page_wrap(page, PAGE_PLAIN, NAME_COLUMN, row->name);
    if (page->column + 1 + page_columns(row->time) > page_edge(page)) page_end_line(page);
    page_right(page, PAGE_MUTED, row->time);
    page_end_line(page);
    char words[2 * CELL + 2];
    snprintf(words, sizeof words, "%s%s%s", row->dose, *row->areas ? ", " : "", row->areas);
    page_wrap(page, PAGE_MUTED, NAME_COLUMN, words);
    page_end_line(page);
}

static void print_wide_row(struct page *page, const struct row *row, struct columns columns) {
    page_to(page, NAME_COLUMN);
    page_put(page, PAGE_PLAIN, row->name);
    page_to(page, columns.dose);
    page_put(page, PAGE_MUTED, row->dose);
    if (columns.areas && *row->areas) {
        page_to(page, columns.areas);
        page_put(page, PAGE_MUTED, row->areas);
    }
    page_right(page, PAGE_MUTED, row->time);
    page_end_line(page);
}

// One move of the session, numbered, and what a condition changes.
static void print_row(struct page *page, const struct row *row, struct columns columns,
                      int number) {
    page_to(page, NUMBER_COLUMN);
    page_putf(page, PAGE_ACCENT, "%d", number);
    if (columns.dose)
        print_wide_row(page, row, columns);
    else
        print_narrow_row(page, row);
    if (*row->change == 0) return;
    page_wrap(page, PAGE_PLAIN, NAME_COLUMN, row->change);
    page_end_line(page);
}

// How stiff an area is: as checked in, else as the profile says.
static int stiffness(const struct sheet *sheet, int area) {
    if (sheet->check_in && sheet->check_in->stiffness[area] >= 0)
        return sheet->check_in->stiffness[area];
    return sheet->profile->stiffness[area];
}

// "For neck 6, upper back 4."
static void add_areas_asked(const struct sheet *sheet, struct uh_text *out) {
    if (sheet->plan->request.areas == 0) {
        uh_text_add(out, "For neck, shoulders and back alike.");
        return;
    }
    uh_text_add(out, "For ");
    bool first = true;
    for (int area = 0; area < UH_AREA_COUNT; area++) {
        if (!((sheet->plan->request.areas >> area) & 1)) continue;
        if (!first) uh_text_add(out, ", ");
        first = false;
        uh_text_add(out, uh_area_words.words[area].label);
        int points = stiffness(sheet, area);
        if (points <= 0) continue;
        uh_text_add(out, " ");
        uh_text_add_int(out, points);
    }
    uh_text_add(out, ".");
}

// "Proven best." or how far from the best it can be at most.
static void add_proof(const struct uh_plan *plan, struct uh_text *out) {
    if (plan->proof == UH_PROVEN) {
        uh_text_add(out, " Proven best.");
        return;
    }
    char words[64];
    double gap = plan->objective > 0
                     ? 100.0 * (double)(plan->bound - plan->objective) / (double)plan->objective
                     : 100.0;
    snprintf(words, sizeof words, " Within %.1f %% of the best.", gap < 0.1 ? 0.1 : gap);
    uh_text_add(out, words);
}

// Reasons that lie in the person, not in the place: these are told on the page.
static bool is_personal(const struct uh_verdict *verdict) {
    return verdict->withheld == UH_WITHHELD_CONDITION || verdict->withheld == UH_WITHHELD_HURT ||
           verdict->withheld == UH_WITHHELD_DISLIKED || verdict->withheld == UH_WITHHELD_CANNOT;
}

// Whether two moves are withheld for the same reason.
static bool same_reason(const struct uh_verdict *a, const struct uh_verdict *b) {
    return a->withheld == b->withheld && a->by == b->by;
}

// How many moves are withheld for the reason of this one; 0 where an earlier one has the same.
static int count_alike(const struct uh_plan *plan, int which) {
    const struct uh_verdict *verdict = &plan->verdicts[which];
    int count = 0;
    for (int i = 0; i < plan->verdict_count; i++) {
        if (!same_reason(&plan->verdicts[i], verdict)) continue;
        if (i < which) return 0;
        count++;
    }
    return count;
}

// So many moves for one reason, in words.
static void add_reason(const struct sheet *sheet, const struct uh_verdict *verdict, int count,
                       struct uh_text *out) {
    char name[CELL];
    uh_text_add_int(out, count);
    switch (verdict->withheld) {
    case UH_WITHHELD_CONDITION:
        snprintf(name, sizeof name, "%s", sheet->catalog->conditions[verdict->by].name);
        lower_first(name);
        uh_text_add(out, " for ");
        uh_text_add(out, name);
        break;
    case UH_WITHHELD_HURT:
        uh_text_add(out, " that hurt");
        break;
    case UH_WITHHELD_DISLIKED:
        uh_text_add(out, " you dislike");
        break;
    default:
        uh_text_add(out, count == 1 ? " that takes " : " that take ");
        uh_text_add(out, uh_demand_words.words[verdict->by].label);
    }
}

// What was left out: reasons in the person one by one, the place as one.
static void add_left_out(const struct sheet *sheet, struct uh_text *out) {
    const struct uh_plan *plan = sheet->plan;
    const char *between = " Left out: ";
    int place = 0;
    for (int i = 0; i < plan->verdict_count; i++) {
        const struct uh_verdict *verdict = &plan->verdicts[i];
        place +=
            verdict->withheld == UH_WITHHELD_POSITION || verdict->withheld == UH_WITHHELD_EQUIPMENT;
        int alike = is_personal(verdict) ? count_alike(plan, i) : 0;
        if (alike == 0) continue;
        uh_text_add(out, between);
        between = ", ";
        add_reason(sheet, verdict, alike, out);
    }
    if (place > 0) {
        uh_text_add(out, between);
        between = ", ";
        uh_text_add_int(out, place);
        uh_text_add(out,
                    place == 1 ? " that does not fit the place" : " that do not fit the place");
    }
    if (between[0] == ',') uh_text_add(out, " (plan --why).");
}

// What may be typed next, two to a row where they fit.
struct next {
    char command[256];
    const char *what;
};

// Prints them in two columns where all fit, else one to a line.
static void print_next(struct page *page, const struct next *next, int count) {
    int command[2] = {0}, what = 0;
    for (int i = 0; i < count; i++) {
        command[i % 2] = widest(command[i % 2], next[i].command);
        if (i % 2 == 0) what = widest(what, next[i].what);
    }
    int right = PAGE_MARGIN + command[0] + 3 + what + 4;
    int end = right + command[1] + 3;
    for (int i = 1; i < count; i += 2) {
        if (end + page_columns(next[i].what) > page_edge(page)) right = 0;
    }
    if (!right && command[1] > command[0]) command[0] = command[1];
    for (int i = 0; i < count; i++) {
        bool second = right && i % 2 == 1;
        page_to(page, second ? right : PAGE_MARGIN);
        int start = page->column;
        page_put(page, i == 0 ? PAGE_ACCENT : PAGE_PLAIN, next[i].command);
        int beside = start + command[second] + 3;
        if (beside + page_columns(next[i].what) > page_edge(page)) {
            page_end_line(page);
            beside = NAME_COLUMN;
        }
        page_to(page, beside);
        page_put(page, PAGE_MUTED, next[i].what);
        if (!right || second || i == count - 1) page_end_line(page);
    }
}

// What may be typed next.
static void print_what_next(struct page *page, const struct sheet *sheet) {
    struct next next[4];
    int minutes = sheet->plan->request.minutes;
    snprintf(next[0].command, sizeof next[0].command, "%s go%s", sheet->program, sheet->asked);
    next[0].what = "start it";
    snprintf(next[1].command, sizeof next[1].command, "%s go --minutes %d", sheet->program,
             minutes > 3 ? 3 : 10);
    next[1].what = minutes > 3 ? "a short one" : "a longer one";
    snprintf(next[2].command, sizeof next[2].command, "%s me", sheet->program);
    next[2].what = sheet->newcomer ? "six questions" : "what I know";
    snprintf(next[3].command, sizeof next[3].command, "%s check-in", sheet->program);
    next[3].what = "how it feels now";
    print_next(page, next, 4);
}

// What to heed where only gentle doses are planned.
static void print_advice(struct page *page, const struct uh_gate *gate) {
    if (gate->verdict != UH_GATE_GENTLE || !gate->advice) return;
    page_wrap(page, PAGE_CARE, PAGE_MARGIN, gate->advice);
    page_end_line(page);
    page_end_line(page);
}

// What should come first: a session left unfinished, or a word about oneself.
static void print_first_things(struct page *page, const struct sheet *sheet) {
    char words[256];
    if (sheet->unfinished)
        snprintf(words, sizeof words,
                 "A session was left unfinished. %s go offers to go on with it.", sheet->program);
    else if (sheet->newcomer)
        snprintf(words, sizeof words,
                 "Nothing is known of you yet. If anything hurts, or was injured or operated on, "
                 "begin with %s me.",
                 sheet->program);
    else
        return;
    page_wrap(page, PAGE_CARE, PAGE_MARGIN, words);
    page_end_line(page);
    page_end_line(page);
}

// The list; with two areas to a move where there is room, else one.
static void print_rows(struct page *page, const struct sheet *sheet) {
    struct row rows[UH_PLAN_ITEM_MAX];
    int count = sheet->plan->item_count;
    struct columns columns = {0};
    for (int areas = 2; areas > 0 && columns.areas == 0; areas--) {
        for (int i = 0; i < count; i++) fill_row(&rows[i], sheet, &sheet->plan->items[i], areas);
        columns = lay_out(page, rows, count);
    }
    for (int i = 0; i < count; i++) print_row(page, &rows[i], columns, i + 1);
}

// The moves as small pictures, where colours tell them apart.
static void print_pictures(struct page *page, const struct sheet *sheet) {
    struct grid grid;
    if (!page->colour || !inset_usable(page) ||
        !strip_lay(sheet->catalog, sheet->plan, page_edge(page) - PAGE_MARGIN, &grid))
        return;
    int first = 0;
    while (first < grid.rows - 1 && inset_row_blank(&grid, first)) first++;
    for (int row = first; row < grid.rows; row++) {
        page_to(page, PAGE_MARGIN);
        inset_print_row(page, &grid, row);
        page_end_line(page);
    }
    page_end_line(page);
    grid_finish(&grid);
}

void sheet_print(struct page *page, const struct sheet *sheet) {
    char words[2048];
    page_end_line(page);
    print_header(page, sheet);
    print_pictures(page, sheet);
    print_first_things(page, sheet);
    print_advice(page, &sheet->plan->gate);
    print_rows(page, sheet);
    page_end_line(page);
    struct uh_text text = uh_text_in(words, sizeof words);
    add_areas_asked(sheet, &text);
    add_proof(sheet->plan, &text);
    add_left_out(sheet, &text);
    page_wrap(page, PAGE_MUTED, PAGE_MARGIN, words);
    page_end_line(page);
    page_end_line(page);
    print_what_next(page, sheet);
    page_end_line(page);
}

// Each move of the session and why it is there.
static void print_why_there(struct page *page, const struct sheet *sheet) {
    char words[512];
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_BOLD, "Why these");
    page_end_line(page);
    page_end_line(page);
    int left = 0;
    for (int i = 0; i < sheet->plan->item_count; i++)
        left = widest(left, uh_catalog_at(sheet->catalog, sheet->plan->items[i].move)->name);
    for (int i = 0; i < sheet->plan->item_count; i++) {
        const struct uh_plan_item *item = &sheet->plan->items[i];
        struct uh_text text = uh_text_in(words, sizeof words);
        uh_text_add(&text, uh_phase_words.words[item->phase].label);
        uh_text_add(&text, ", ");
        uh_text_add(&text, uh_position_words.words[item->position].label);
        uh_text_add(&text, "; ");
        uh_plan_explain(sheet->catalog, item, &text);
        page_to(page, NUMBER_COLUMN);
        page_putf(page, PAGE_ACCENT, "%d", i + 1);
        page_to(page, NAME_COLUMN);
        page_put(page, PAGE_PLAIN, uh_catalog_at(sheet->catalog, item->move)->name);
        page_to(page, NAME_COLUMN + left);
        page_put(page, PAGE_PLAIN, "  ");
        page_wrap(page, PAGE_MUTED, NAME_COLUMN + left + GAP, words);
        page_end_line(page);
    }
}

// The moves withheld for one reason, named on one entry.
static void print_reason(struct page *page, const struct sheet *sheet, int which) {
    const struct uh_plan *plan = sheet->plan;
    char reason[160], names[4096];
    struct uh_text text = uh_text_in(reason, sizeof reason);
    uh_verdict_explain(sheet->catalog, &plan->verdicts[which], &text);
    text = uh_text_in(names, sizeof names);
    for (int i = which; i < plan->verdict_count; i++) {
        if (!same_reason(&plan->verdicts[i], &plan->verdicts[which])) continue;
        if (text.used > 0) uh_text_add(&text, ", ");
        uh_text_add(&text, uh_catalog_at(sheet->catalog, i)->name);
    }
    page_to(page, PAGE_MARGIN);
    page_put(page, is_personal(&plan->verdicts[which]) ? PAGE_CARE : PAGE_PLAIN, reason);
    page_end_line(page);
    page_wrap(page, PAGE_MUTED, NAME_COLUMN, names);
    page_end_line(page);
}

void sheet_print_why(struct page *page, const struct sheet *sheet) {
    const struct uh_plan *plan = sheet->plan;
    print_why_there(page, sheet);
    page_end_line(page);
    bool any = false;
    for (int i = 0; i < plan->verdict_count; i++) any = any || plan->verdicts[i].withheld;
    if (any) {
        page_to(page, PAGE_MARGIN);
        page_put(page, PAGE_BOLD, "Why not the others");
        page_end_line(page);
        page_end_line(page);
    }
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < plan->verdict_count; i++) {
            const struct uh_verdict *verdict = &plan->verdicts[i];
            if (verdict->withheld && is_personal(verdict) == (pass == 0) && count_alike(plan, i))
                print_reason(page, sheet, i);
        }
    page_wrap(page, PAGE_MUTED, PAGE_MARGIN,
              any ? "All the rest could have been chosen; in these minutes they would do less."
                  : "All the others could have been chosen; in these minutes they would do less.");
    page_end_line(page);
    page_end_line(page);
}

void sheet_print_stop(struct page *page, const struct uh_gate *gate, const char *program) {
    page_end_line(page);
    page_to(page, PAGE_MARGIN);
    page_putf(page, PAGE_CARE, "No session now: %s.", uh_urgency_words.words[gate->urgency].label);
    page_end_line(page);
    page_end_line(page);
    if (gate->advice) {
        page_wrap(page, PAGE_PLAIN, PAGE_MARGIN, gate->advice);
        page_end_line(page);
        page_end_line(page);
    }
    if (gate->basis && *gate->basis) {
        page_to(page, PAGE_MARGIN);
        page_put(page, PAGE_MUTED, "Source: ");
        page_wrap(page, PAGE_MUTED, PAGE_MARGIN, gate->basis);
        page_end_line(page);
        page_end_line(page);
    }
    page_to(page, PAGE_MARGIN);
    page_putf(page, PAGE_PLAIN, "%s check-in", program);
    page_put(page, PAGE_MUTED, "   when something has changed");
    page_end_line(page);
    page_end_line(page);
}
