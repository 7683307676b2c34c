// SPDX-License-Identifier: Apache-2.0
// Small pictures of the moves: there for every move that has a figure, and never wider than asked.
#include "../cli/strip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "../cli/thumbnails.h"

static int cells_shown(const struct cell *cells, int count) {
    int shown = 0;
    for (int i = 0; i < count; i++) shown += cells[i].code != ' ' || cells[i].style.bg != GRID_OWN;
    return shown;
}

static void every_move_has_one(void **state) {
    (void)state;
    int figures = 0;
    for (int i = 0; i < uh_builtin_catalog.move_count; i++) {
        const struct uh_move *move = &uh_builtin_catalog.moves[i];
        if (!move->figure) continue;
        int found = -1;
        for (int k = 0; k < cli_thumbnail_count; k++)
            if (strcmp(cli_thumbnails[k].move, move->id) == 0) found = k;
        if (found < 0) fail_msg("no small picture of %s", move->id);
        int shown = cells_shown(cli_thumbnails[found].cells, THUMBNAIL_ROWS * THUMBNAIL_COLUMNS);
        if (shown < 8) fail_msg("%s: only %d cells", move->id, shown);
        figures++;
    }
    assert_int_equal(figures, uh_builtin_catalog.move_count);
}

static struct uh_plan plan;

// So many moves, one after the other.
static void plan_of(int count) {
    memset(&plan, 0, sizeof plan);
    plan.item_count = count;
    for (int i = 0; i < count; i++)
        plan.items[i].move = (int16_t)(i % uh_builtin_catalog.move_count);
}

static void none_for_nothing(void **state) {
    (void)state;
    struct grid grid;
    plan_of(0);
    assert_false(strip_lay(&uh_builtin_catalog, &plan, 76, &grid));
    plan_of(3);
    assert_false(strip_lay(&uh_builtin_catalog, &plan, 4, &grid));
}

// All of some moves, in one row or two; of very many as many as fit.
static void as_many_as_fit(void **state) {
    (void)state;
    for (int columns = THUMBNAIL_COLUMNS; columns <= 96; columns++)
        for (int count = 1; count <= UH_PLAN_ITEM_MAX; count += 3) {
            struct grid grid;
            plan_of(count);
            assert_true(strip_lay(&uh_builtin_catalog, &plan, columns, &grid));
            assert_true(grid.columns <= columns);
            assert_true(grid.rows == THUMBNAIL_ROWS || grid.rows == 2 * THUMBNAIL_ROWS + 1);
            assert_true(cells_shown(grid.cells, grid.columns * grid.rows) >= 8);
            if (columns >= 12 * count) assert_int_equal(grid.rows, THUMBNAIL_ROWS);
            grid_finish(&grid);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_move_has_one),
        cmocka_unit_test(none_for_nothing),
        cmocka_unit_test(as_many_as_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
