// SPDX-License-Identifier: Apache-2.0
// Good multipliers. The best Lagrangian bound is a linear program over all paths (Dantzig and Wolfe
// 1960); its columns come one by one from the tables: price, find the best path, add it, solve
// again. A small dense tableau with bounded variables does; prices are smoothed towards the best
// ones so far (Wentges 1997). Doubles only propose: multipliers are rounded to integers and the
// bound they give is computed in integers, so no rounding error can reach a proof.
#include "plan/solver.h"

#include <string.h>

#define UNBOUNDED 1e18
#define SMOOTHING 0.6
#define GAP 0.0005 // of the bound: what is left to gain when the prices are good enough

struct master {
    double table[ROWS_MAX + 1][COLUMNS_MAX]; // the last used row holds what a column would gain
    double upper[COLUMNS_MAX], level[ROWS_MAX], objective;
    int basis[ROWS_MAX];
    int rows, columns, first_path;
    int channel_row[CHANNELS], cap_row[CAPS_MAX], family_row[UH_MOVE_MAX]; // -1: none
    int16_t path[COLUMNS_MAX][PATH_MAX];
    int16_t path_count[COLUMNS_MAX];
};

size_t master_size(void) {
    return sizeof(struct master);
}

// Rows: a channel's reward comes from the paths, a family once, caps, one path in all.
static void set_rows(struct solver *s, struct master *m) {
    const struct problem *p = s->problem;
    m->rows = 0;
    for (int c = 0; c < CHANNELS; c++)
        m->channel_row[c] = s->reach[0][c] > 0 && s->sum_max[c] > 0 ? m->rows++ : -1;
    for (int r = 0; r < p->cap_count; r++) m->cap_row[r] = m->rows++;
    for (int f = 0; f < p->family_count; f++)
        m->family_row[f] = s->family_spans[f] && m->rows < ROWS_MAX - 1 ? m->rows++ : -1;
    m->rows++; // one path in all: the last row
}

// A column of its own for each row's slack, then one for each segment of each curve.
static void set_columns(struct solver *s, struct master *m) {
    const struct problem *p = s->problem;
    memset(m->table, 0, sizeof m->table[0] * (size_t)(m->rows + 1));
    for (int i = 0; i < m->rows; i++) {
        m->table[i][i] = 1;
        m->upper[i] = UNBOUNDED;
        m->basis[i] = i;
        m->level[i] = 0;
    }
    for (int f = 0; f < p->family_count; f++)
        if (m->family_row[f] >= 0) m->level[m->family_row[f]] = 1;
    for (int r = 0; r < p->cap_count; r++) m->level[m->cap_row[r]] = p->caps[r];
    m->level[m->rows - 1] = 1;
    m->objective = 0;
    m->columns = m->rows;
    for (int c = 0; c < CHANNELS; c++) {
        int row = m->channel_row[c];
        for (int i = 0; row >= 0 && i < p->curves[c].segment_count; i++) {
            int j = m->columns++;
            m->table[row][j] = 1;
            m->table[m->rows][j] = (double)SCALE * p->curves[c].segments[i].slope;
            m->upper[j] = p->curves[c].segments[i].length;
            if (i == 0) m->basis[row] = j;
        }
    }
    m->first_path = m->columns;
}

// Makes the first segments basic: subtract their rows from the gains.
static void price_first_segments(struct master *m) {
    for (int i = 0; i < m->rows; i++) {
        double gain = m->table[m->rows][m->basis[i]];
        if (gain == 0) continue;
        for (int j = 0; j < m->columns; j++) m->table[m->rows][j] -= gain * m->table[i][j];
    }
}

// Adds `factor` times a row's slack column, which holds that column of the inverse basis.
static void add_entry(struct master *m, int column, int row, double factor) {
    if (row < 0 || factor == 0) return;
    for (int i = 0; i <= m->rows; i++) m->table[i][column] += factor * m->table[i][row];
}

// Adds the path as a column; returns what a unit of it would gain.
static double add_path(struct solver *s, struct master *m) {
    const struct problem *p = s->problem;
    int column = m->columns++;
    int sums[CHANNELS] = {0}, uses[CAPS_MAX] = {0};
    int64_t value = s->after[0][p->start * s->width + s->units];
    for (int i = 0; i <= m->rows; i++) m->table[i][column] = 0;
    for (int i = 0; i < s->path_count; i++) {
        int option = s->path[i];
        const struct option *o = &p->options[option];
        value += s->at.family[o->family];
        for (int c = 0; c < CHANNELS; c++) {
            sums[c] += o->benefit[c];
            value -= (int64_t)s->at.channel[c] * o->benefit[c];
        }
        for (int r = 0; r < p->cap_count; r++) {
            uses[r] += o->use[r];
            value += (int64_t)s->at.cap[r] * o->use[r];
        }
        add_entry(m, column, m->family_row[o->family], 1);
    }
    for (int c = 0; c < CHANNELS; c++) add_entry(m, column, m->channel_row[c], -sums[c]);
    for (int r = 0; r < p->cap_count; r++) add_entry(m, column, m->cap_row[r], uses[r]);
    add_entry(m, column, m->rows - 1, 1);
    m->table[m->rows][column] += (double)value;
    m->upper[column] = UNBOUNDED;
    m->path_count[column] = (int16_t)s->path_count;
    memcpy(m->path[column], s->path, sizeof *s->path * (size_t)s->path_count);
    return m->table[m->rows][column];
}

// The column that gains most, or -1.
static int entering(const struct master *m) {
    const double *gains = m->table[m->rows];
    double best = 1;
    int column = -1;
    for (int j = 0; j < m->columns; j++)
        if (gains[j] > best) {
            best = gains[j];
            column = j;
        }
    return column;
}

// How far the column can rise, and which row stops it (-1: its own bound); at_upper: that row's
// variable stops at its upper bound.
static double leaving(const struct master *m, int column, int *row, bool *at_upper) {
    double step = m->upper[column];
    *row = -1;
    for (int i = 0; i < m->rows; i++) {
        double a = m->table[i][column], room, upper = m->upper[m->basis[i]];
        if (a > 1e-9)
            room = m->level[i] / a;
        else if (a < -1e-9 && upper < UNBOUNDED / 10)
            room = (upper - m->level[i]) / -a;
        else
            continue;
        if (room >= step - 1e-12) continue;
        step = room;
        *row = i;
        *at_upper = a < 0;
    }
    return step < 0 ? 0 : step;
}

// Turns a variable round: it now counts down from its upper bound.
static void flip_column(struct master *m, int column) {
    for (int i = 0; i <= m->rows; i++) m->table[i][column] = -m->table[i][column];
}

static void flip_row(struct master *m, int row) {
    int column = m->basis[row];
    for (int j = 0; j < m->columns; j++) m->table[row][j] = -m->table[row][j];
    m->table[row][column] = -m->table[row][column];
    m->level[row] = m->upper[column] - m->level[row];
}

static void pivot(struct master *m, int row, int column) {
    double *pivot_row = m->table[row], inverse = 1 / pivot_row[column];
    for (int j = 0; j < m->columns; j++) pivot_row[j] *= inverse;
    m->level[row] *= inverse;
    for (int i = 0; i <= m->rows; i++) {
        double factor = m->table[i][column];
        if (i == row || factor == 0) continue;
        double *restrict target = m->table[i];
        for (int j = 0; j < m->columns; j++) target[j] -= factor * pivot_row[j];
        if (i == m->rows) continue;
        m->level[i] -= factor * m->level[row];
        if (m->level[i] < 0 && m->level[i] > -1e-9) m->level[i] = 0;
    }
    m->basis[row] = column;
}

// Simplex steps until nothing gains (or long enough: any multipliers give a valid bound).
static void optimise(struct master *m) {
    for (int i = 0; i < 500; i++) {
        int column = entering(m), row;
        bool at_upper = false;
        if (column < 0) return;
        double step = leaving(m, column, &row, &at_upper);
        if (step > UNBOUNDED / 10) return;
        m->objective += step * m->table[m->rows][column];
        if (row < 0) {
            for (int k = 0; k < m->rows; k++) m->level[k] -= m->table[k][column] * step;
            flip_column(m, column);
            continue;
        }
        if (at_upper) flip_row(m, row);
        pivot(m, row, column);
    }
}

// A price: the dual of a row, smoothed towards the best so far, as an integer in [0, most].
static int32_t price(const struct master *m, int row, int32_t best, double smoothing, double most) {
    double dual = row >= 0 ? -m->table[m->rows][row] : 0;
    double value = smoothing * best + (1 - smoothing) * dual;
    if (!(value > 0)) return 0;
    return (int32_t)((value < most ? value : most) + 0.5);
}

static void propose(struct solver *s, const struct master *m, double smoothing) {
    const struct problem *p = s->problem;
    const struct prices *best = &s->best_at;
    for (int c = 0; c < CHANNELS; c++) {
        double steepest = s->sum_max[c] > 0 ? (double)s->curve[c][1] : 0;
        s->at.channel[c] = price(m, m->channel_row[c], best->channel[c], smoothing, steepest);
    }
    for (int r = 0; r < p->cap_count; r++)
        s->at.cap[r] = price(m, m->cap_row[r], best->cap[r], smoothing, PRICE_MAX);
    for (int f = 0; f < p->family_count; f++)
        s->at.family[f] = price(m, m->family_row[f], best->family[f], smoothing, PRICE_MAX);
}

static void copy_prices(const struct solver *s, struct prices *to, const struct prices *from) {
    memcpy(to->channel, from->channel, sizeof to->channel);
    memcpy(to->cap, from->cap, sizeof to->cap);
    memcpy(to->family, from->family, sizeof *to->family * (size_t)s->problem->family_count);
}

// What the path is worth as a session once its repeats and what breaks a rule are dropped.
static void try_path(struct solver *s) {
    const struct problem *p = s->problem;
    int16_t kept[UH_PLAN_ITEM_MAX] = {0};
    int count = 0, uses[CAPS_MAX] = {0}, mobility = 0;
    bool taken[UH_MOVE_MAX] = {false};
    for (int i = 0; i < s->path_count && count < UH_PLAN_ITEM_MAX; i++) {
        const struct option *o = &p->options[s->path[i]];
        bool fits = !taken[o->family];
        if (o->phase == UH_PHASE_STRENGTH - UH_PHASE_MOBILITY)
            fits &= mobility >= p->mobility_before;
        for (int r = 0; r < p->cap_count; r++) fits &= uses[r] + o->use[r] <= p->caps[r];
        if (!fits) continue;
        for (int r = 0; r < p->cap_count; r++) uses[r] += o->use[r];
        taken[o->family] = true;
        if (o->kind == UH_KIND_MOBILITY) mobility += o->duration;
        kept[count++] = s->path[i];
    }
    int64_t value = plan_evaluate(p, kept, count);
    if (count > 0 && value >= 0) search_offer(s, kept, count, value);
}

int64_t master_bound(struct solver *s) {
    struct master *m = s->master;
    double smoothing = SMOOTHING;
    int64_t best = INT64_MAX;
    set_rows(s, m);
    set_columns(s, m);
    price_first_segments(m);
    copy_prices(s, &s->best_at, &s->at);
    while (m->columns < COLUMNS_MAX) {
        bound_tables(s);
        int64_t bound = bound_value(s);
        bound_path(s);
        try_path(s);
        if (bound < best) {
            best = bound;
            copy_prices(s, &s->best_at, &s->at);
        }
        if ((double)(best - s->best) <= GAP * (double)best) break;
        if (add_path(s, m) <= 1) {
            m->columns--;
            if (smoothing < 0.05) break;
            smoothing *= 0.3;
        } else {
            optimise(m);
            smoothing = SMOOTHING;
        }
        if ((double)best - m->objective <= GAP * (double)best) break;
        propose(s, m, smoothing);
    }
    copy_prices(s, &s->at, &s->best_at);
    return best;
}
