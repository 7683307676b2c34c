// SPDX-License-Identifier: Apache-2.0
// The session has its own time: seconds of a hold, the tempo of a repetition. The figure's loop is
// bent to it. A way in is played while one gets ready, so that the figure is there when the hold
// begins; a repetition is one turn of the loop, or where it holds: in, hold and out, each as long
// as the session has it. Done the other way round, the loop runs backwards.
#include "moving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

enum {
    FRAMES_PER_SECOND = 12,
    COLUMNS_LEAST = 16,
    ROWS_LEAST = 8,
    WAY_IN_PERMILLE = 150 // of getting ready is over when the figure sets out
};

static double bound(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

// The stay that the hold of a direction is: the first, or where there are two ways, one each.
static struct gallery_stay stay_of(const struct reel *reel, const struct uh_player_view *view) {
    struct gallery_stay still = {reel->still, reel->still};
    if (view->directions > 1 && reel->stay_count == view->directions)
        return reel->stays[view->direction - 1];
    for (int i = 0; i < reel->stay_count; i++)
        if (reel->still >= reel->stays[i].from && reel->still <= reel->stays[i].to)
            return reel->stays[i];
    return still;
}

// In, hold and out of a repetition that is held.
static double held_moment(const struct reel *reel, const struct uh_player_view *view) {
    struct gallery_stay stay = stay_of(reel, view);
    double reach = view->reach_permille / 1000.;
    if (view->reach_permille == 1000) return (stay.from + stay.to) / 2;
    if (view->rep_permille < 500) return stay.from * reach;
    return reel->seconds - (reel->seconds - stay.to) * reach;
}

// A loop that is longer than a repetition, like a small circle and then large ones, takes several.
static double turning_moment(const struct reel *reel, const struct uh_player_view *view) {
    const struct uh_plan_item *item = view->playing;
    int directions = view->directions > 1 ? view->directions : 1;
    double rep_s = (double)item->set_seconds / ((view->reps > 1 ? view->reps : 1) * directions);
    int turns = rep_s > 0 ? (int)(reel->seconds / rep_s + .5) : 1;
    if (turns < 1) turns = 1;
    double part = ((view->rep - 1) % turns + view->rep_permille / 1000.) / turns;
    return reel->seconds * (view->direction > 1 ? 1 - part : part);
}

static double work_moment(const struct reel *reel, const struct uh_player_view *view,
                          int64_t now_ms) {
    bool held = view->playing->hold_s > 0;
    if (!view->counts && !held) return fmod((double)now_ms / 1000, reel->seconds);
    if (!view->counts || (held && reel->stay_count == 1)) return held_moment(reel, view);
    return turning_moment(reel, view);
}

double moving_moment(const struct reel *reel, const struct uh_player_view *view, int64_t now_ms) {
    double part = (view->segment_permille - WAY_IN_PERMILLE) / (1000. - WAY_IN_PERMILLE);
    switch (view->under) {
    case UH_PLAYER_MOVING: // what comes next, as it is done
        return fmod((double)now_ms / 1000, reel->seconds);
    case UH_PLAYER_READY:
    case UH_PLAYER_CHANGE:
        if (view->counts) return 0;
        return stay_of(reel, view).from * bound(part, 0, 1);
    case UH_PLAYER_WORK:
        return work_moment(reel, view, now_ms);
    default:
        return 0;
    }
}

static void empty(const struct gallery *gallery, struct reel *reel) {
    for (int i = 0; i < reel->frame_count; i++) free(reel->frames[i]);
    free(reel->frames);
    gallery->close(reel->picture);
    *reel = (struct reel){0};
}

static void fill(const struct gallery *gallery, struct reel *reel, const struct uh_move *move) {
    struct uh_figure_error error;
    struct gallery_wish wish = {.figure = move->figure,
                                .variant = reel->variant,
                                .width = reel->columns * GALLERY_ACROSS,
                                .height = reel->rows * GALLERY_DOWN,
                                .palette = UH_PALETTE_NIGHT,
                                .dark = true,
                                .plain = true};
    if (move->sides == UH_SIDES_EACH)
        wish.mirrored = picture_mirrored(gallery, &wish, reel->left ? 0 : 1);
    reel->picture = gallery->open(&wish, &error);
    reel->broken = reel->picture == NULL;
    if (reel->broken) return;
    reel->seconds = gallery->seconds(reel->picture);
    reel->still = gallery->phase(reel->picture, 3);
    reel->stay_count = gallery->stays(reel->picture, reel->stays,
                                      (int)(sizeof reel->stays / sizeof reel->stays[0]));
    reel->frame_count = (int)(reel->seconds * FRAMES_PER_SECOND) + 1;
    reel->frames = calloc((size_t)reel->frame_count, sizeof *reel->frames);
    if (!reel->frames) abort();
}

// The reel of a move, made where it is not there yet in place of the one longest unused.
static struct reel *find(struct moving *moving, const struct uh_move *move,
                         const struct reel *like) {
    struct reel *oldest = &moving->reels[0];
    for (int i = 0; i < REEL_MAX; i++) {
        struct reel *reel = &moving->reels[i];
        if (reel->figure == move->figure && reel->variant == like->variant &&
            reel->columns == like->columns && reel->rows == like->rows &&
            reel->left == like->left && reel->colour == like->colour)
            return reel;
        if (reel->used < oldest->used) oldest = reel;
    }
    empty(moving->gallery, oldest);
    *oldest = *like;
    oldest->figure = move->figure;
    fill(moving->gallery, oldest, move);
    return oldest;
}

static const struct cell *frame_at(const struct moving *moving, struct reel *reel, double time) {
    int index = (int)(time * FRAMES_PER_SECOND + .5) % reel->frame_count;
    if (!reel->frames[index]) {
        struct cell *cells = calloc((size_t)(reel->columns * reel->rows), sizeof *cells);
        if (!cells) abort();
        moving->gallery->cells(reel->picture, (double)index / FRAMES_PER_SECOND, reel->columns,
                               reel->rows, moving->kind, reel->colour, cells);
        reel->frames[index] = cells;
    }
    return reel->frames[index];
}

// Half way to the ground; where that is not known, to a grey.
static uint32_t dimmed_colour(uint32_t rgb, const struct uh_ground *ground) {
    uint32_t to = ground->known ? ground->rgb : 0x606060;
    if (rgb == GRID_OWN) return rgb;
    return ((rgb >> 1) & 0x7F7F7F) + ((to >> 1) & 0x7F7F7F);
}

bool moving_paint(void *context, struct grid *grid, struct uh_area_of_cells area,
                  const struct uh_player_view *view, int64_t now_ms, bool dimmed,
                  const struct uh_ground *ground) {
    struct moving *moving = context;
    if (!view->move->figure || !ground->unicode || area.columns < COLUMNS_LEAST ||
        area.rows < ROWS_LEAST)
        return false;
    struct reel like = {.variant = view->variant,
                        .columns = area.columns,
                        .rows = area.rows,
                        .left = view->sided && view->side == 0,
                        .colour = ground->colour};
    struct reel *reel = find(moving, view->move, &like);
    reel->used = ++moving->clock;
    if (reel->broken) return false;
    if (!dimmed) reel->shown = moving_moment(reel, view, now_ms);
    const struct cell *cells = frame_at(moving, reel, reel->shown);
    for (int y = 0; y < area.rows; y++)
        for (int x = 0; x < area.columns; x++) {
            const struct cell *cell = &cells[y * area.columns + x];
            struct style style = cell->style;
            if (dimmed && ground->colour) {
                style.fg = dimmed_colour(style.fg, ground);
                style.bg = dimmed_colour(style.bg, ground);
            } else if (dimmed) {
                style.attributes = GRID_DIM;
            }
            grid_set(grid, area.row + y, area.column + x, style, cell->code);
        }
    return true;
}

void moving_finish(struct moving *moving) {
    for (int i = 0; i < REEL_MAX; i++) empty(moving->gallery, &moving->reels[i]);
}
