// SPDX-License-Identifier: Apache-2.0
#include "person.h"
#include "sheet.h"
#include "unhunch/answers.h"

#include <string.h>

// The areas a move serves: bits.
static uint32_t served(const struct uh_move *move) {
    uint32_t areas = 0;
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (move->areas[i] > 0) areas |= UINT32_C(1) << i;
    return areas;
}

static bool asked_for(const struct cli *cli, const struct uh_move *move) {
    return cli->line.areas == 0 || (served(move) & cli->line.areas) != 0;
}

// Areas that a move is for most, in a few words.
static void main_areas(const struct uh_move *move, char *room, size_t size) {
    uint32_t areas = 0;
    int most = 0;
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (move->areas[i] > most) most = move->areas[i];
    for (int i = 0; i < UH_AREA_COUNT; i++)
        if (most > 0 && move->areas[i] == most) areas |= UINT32_C(1) << i;
    struct uh_text text = uh_text_in(room, size);
    sheet_areas(areas, &text);
}

// One move: id, the areas it is for, what it takes.
static void print_row(struct page *page, const struct uh_move *move, int id_width) {
    char areas[96], equipment[96];
    main_areas(move, areas, sizeof areas);
    struct uh_text text = uh_text_in(equipment, sizeof equipment);
    const struct uh_stance *stance = &move->stances[0];
    for (int i = 0; move->stance_count > 0 && i < UH_EQUIPMENT_COUNT; i++) {
        if (!((stance->equipment >> i) & 1)) continue;
        if (text.used > 0) uh_text_add(&text, ", ");
        uh_text_add(&text, uh_equipment_words.words[i].word);
    }
    int column = PAGE_MARGIN + 2 + id_width + 2;
    bool wide = column + 26 + 16 <= page_edge(page);
    page_to(page, PAGE_MARGIN + 2);
    page_put(page, PAGE_ACCENT, move->id);
    if (areas[0]) {
        page_to(page, column);
        page_put(page, PAGE_MUTED, areas);
    }
    if (wide && equipment[0]) page_right(page, PAGE_MUTED, equipment);
    page_end_line(page);
}

// The moves of one kind, under its name.
static int print_kind(struct cli *cli, const struct uh_move *moves, int count, int kind,
                      const char *title) {
    int shown = 0, id_width = 0;
    for (int i = 0; i < count; i++) {
        int width = page_columns(moves[i].id);
        if (width > id_width) id_width = width;
    }
    for (int i = 0; i < count; i++) {
        if (moves[i].kind != kind || !asked_for(cli, &moves[i])) continue;
        if (shown++ == 0) {
            page_to(&cli->page, PAGE_MARGIN);
            page_put(&cli->page, PAGE_BOLD, title);
            page_end_line(&cli->page);
        }
        print_row(&cli->page, &moves[i], id_width);
    }
    if (shown > 0) page_end_line(&cli->page);
    return shown;
}

// All moves that were asked for, by kind.
static int print_list(struct cli *cli, const struct uh_catalog *catalog) {
    static const char *const titles[] = {
        [UH_KIND_MOBILITY] = "To loosen",
        [UH_KIND_STRENGTH] = "To strengthen",
        [UH_KIND_STATIC] = "To stretch",
        [UH_KIND_CARDIO] = "To warm up",
    };
    int shown = 0;
    page_end_line(&cli->page);
    for (int kind = 0; kind < UH_KIND_CARDIO; kind++)
        shown += print_kind(cli, catalog->moves, catalog->move_count, kind, titles[kind]);
    print_kind(cli, catalog->activities, catalog->activity_count, UH_KIND_CARDIO,
               titles[UH_KIND_CARDIO]);
    page_to(&cli->page, PAGE_MARGIN);
    page_putf(&cli->page, PAGE_MUTED, "%d moves.  %s show MOVE   how it is done", shown,
              cli->program);
    page_end_line(&cli->page);
    page_end_line(&cli->page);
    return 0;
}

// Checks files against the built-in catalogue.
static int check(struct cli *cli) {
    const char *paths[CLI_OPERAND_MAX];
    for (int i = 0; i < cli->line.operand_count; i++) paths[i] = cli->argv[cli->line.operands[i]];
    return uh_files_check(cli->line.operand_count, paths, cli->catalog, stdout) == 0 ? 0 : 1;
}

int cli_run_moves(struct cli *cli) {
    if (cli->line.check) return check(cli);
    static struct person person;
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_MOVES)) {
        const struct uh_catalog *catalog = person.catalog;
        code = 0;
        if (!cli->line.json)
            code = print_list(cli, catalog);
        else if (!uh_json_print(uh_json_moves(catalog, cli->line.areas), stdout))
            code = 1;
    }
    person_finish(&person);
    return code;
}
