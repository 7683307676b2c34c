// SPDX-License-Identifier: Apache-2.0
// A picture is cut to the columns it uses: those of people who stand then take little room. Where
// the strip is too long for a row it goes on in a second one.
#include "strip.h"

#include <string.h>

#include "thumbnails.h"
#include "unhunch/safety.h"

enum { GAP_LEAST = 2, GAP_MOST = 4, STRIP_ROWS = 2 };

// A picture and the columns of it that are used.
struct piece {
    const struct thumbnail *thumbnail;
    int first, columns;
};

static bool shows(const struct cell *cell) {
    return cell->code != ' ' || cell->style.bg != GRID_OWN;
}

static bool column_shows(const struct thumbnail *thumbnail, int column) {
    for (int row = 0; row < THUMBNAIL_ROWS; row++)
        if (shows(&thumbnail->cells[row * THUMBNAIL_COLUMNS + column])) return true;
    return false;
}

static bool same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

// The picture of a move, as a variant of it where there is one.
static const struct thumbnail *find(const char *id, const char *variant) {
    for (int i = 0; i < cli_thumbnail_count; i++)
        if (strcmp(cli_thumbnails[i].move, id) == 0 && same(cli_thumbnails[i].variant, variant))
            return &cli_thumbnails[i];
    return NULL;
}

static bool cut(const char *id, const char *variant, struct piece *piece) {
    const struct thumbnail *thumbnail = find(id, variant);
    if (!thumbnail) return false;
    int first = 0, last = THUMBNAIL_COLUMNS - 1;
    while (first < last && !column_shows(thumbnail, first)) first++;
    while (last > first && !column_shows(thumbnail, last)) last--;
    *piece = (struct piece){thumbnail, first, last - first + 1};
    return true;
}

static void put(struct grid *grid, int row, int column, const struct piece *piece) {
    for (int y = 0; y < THUMBNAIL_ROWS; y++)
        for (int x = 0; x < piece->columns; x++) {
            const struct cell *cell =
                &piece->thumbnail->cells[y * THUMBNAIL_COLUMNS + piece->first + x];
            grid_set(grid, row + y, column + x, cell->style, cell->code);
        }
}

// Columns of the pieces from one on with this gap, and how many of them fit.
static int fitting(const struct piece *pieces, int count, int gap, int columns, int *used) {
    int fit = 0;
    *used = 0;
    for (; fit < count; fit++) {
        int more = pieces[fit].columns + (fit > 0 ? gap : 0);
        if (*used + more > columns) break;
        *used += more;
    }
    return fit;
}

bool strip_lay(const struct uh_catalog *catalog, const struct uh_plan *plan, int columns,
               struct grid *grid) {
    struct piece pieces[UH_PLAN_ITEM_MAX];
    int count = 0, used;
    for (int i = 0; i < plan->item_count; i++) {
        const struct uh_plan_item *item = &plan->items[i];
        const struct uh_move *move = uh_catalog_at(catalog, item->move);
        const char *variant = uh_modified_variant(catalog, move, item->modified_by);
        count += cut(move->id, variant, &pieces[count]);
    }
    if (count == 0 || columns < THUMBNAIL_COLUMNS) return false;
    int gap = GAP_MOST;
    while (gap > GAP_LEAST && fitting(pieces, count, gap, columns, &used) < count) gap--;
    bool second = fitting(pieces, count, gap, columns, &used) < count;
    grid_init(grid, columns, THUMBNAIL_ROWS * (second ? STRIP_ROWS : 1) + second);
    for (int row = 0, done = 0; row < grid->rows && done < count; row += THUMBNAIL_ROWS + 1) {
        int fit = fitting(pieces + done, count - done, gap, columns, &used), column = 0;
        for (int i = done; i < done + fit; i++) {
            put(grid, row, column, &pieces[i]);
            column += pieces[i].columns + gap;
        }
        done += fit;
    }
    return true;
}
