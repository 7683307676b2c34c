// SPDX-License-Identifier: Apache-2.0
// The problem in CPLEX LP format, from the model alone: a check on the solver by any other one.
// Binaries: z option, v node, g group in a node, y arc from node to node, dir way of a phase.
// Continuous: t segment of a channel's curve.
#include "plan/model.h"

#include <string.h>

enum { NODES = PHASES * POSITIONS, START = NODES, END = NODES + 1, LINE = 400 };

struct writer {
    const struct problem *problem;
    uh_sink *sink;
    void *context;
    size_t column;
    bool node[NODES];
    bool group[NODES][GROUPS_MAX];
    bool first_term;
};

static void put(struct writer *w, const char *words) {
    size_t length = strlen(words);
    w->sink(w->context, words, length);
    w->column += length;
    if (length > 0 && words[length - 1] == '\n') w->column = 0;
}

static void put_int(struct writer *w, int64_t number) {
    char room[24];
    struct uh_text text = uh_text_in(room, sizeof room);
    uh_text_add_int(&text, number);
    put(w, text.at);
}

// A name: a letter and up to four numbers.
static void put_name(struct writer *w, const char *letter, const int *numbers, int count) {
    put(w, letter);
    for (int i = 0; i < count; i++) {
        if (i > 0) put(w, "_");
        put_int(w, numbers[i]);
    }
}

static void begin(struct writer *w, const char *name, int a, int b, int c) {
    put(w, " ");
    put_name(w, name, (int[]){a, b, c}, 3);
    put(w, ":");
    w->first_term = true;
}

// A coefficient and its sign; the name follows.
static void put_factor(struct writer *w, int64_t factor) {
    if (w->column > LINE) put(w, "\n ");
    put(w, factor < 0 ? " - " : w->first_term ? " " : " + ");
    put_int(w, factor < 0 ? -factor : factor);
    put(w, " ");
    w->first_term = false;
}

static void term(struct writer *w, int64_t factor, const char *letter, const int *numbers,
                 int count) {
    if (factor == 0) return;
    put_factor(w, factor);
    put_name(w, letter, numbers, count);
}

static void term_option(struct writer *w, int64_t factor, int option) {
    term(w, factor, "z", &option, 1);
}

static void term_node(struct writer *w, int64_t factor, int node) {
    term(w, factor, "v", (int[]){node / POSITIONS, node % POSITIONS}, 2);
}

static void term_group(struct writer *w, int64_t factor, int node, int group) {
    term(w, factor, "g", (int[]){node / POSITIONS, node % POSITIONS, group}, 3);
}

static void term_arc(struct writer *w, int64_t factor, int from, int to) {
    term(w, factor, "y", (int[]){from, to}, 2);
}

static void end(struct writer *w, const char *relation, int64_t right) {
    if (w->first_term) put(w, " 0 dir0"); // a row needs a term
    put(w, relation);
    put_int(w, right);
    put(w, "\n");
}

// Whether one may go from one node (or START) to another (or END) at once.
static bool has_arc(const struct writer *w, int from, int to) {
    if (from == END || to == START) return false;
    if (from == START && to == END) return true;
    if (from != START && !w->node[from]) return false;
    if (to != END && !w->node[to]) return false;
    if (from == START || to == END) return true;
    return to / POSITIONS > from / POSITIONS || (to / POSITIONS == from / POSITIONS && to != from);
}

static int arc_cost(const struct problem *p, int from, int to) {
    if (from == START && to == END) return 0;
    int a = from == START ? p->start : from % POSITIONS;
    return to == END ? p->finish[a] : p->travel[a][to % POSITIONS];
}

// Adds `factor` times the time used.
static void terms_used(struct writer *w, int64_t factor) {
    const struct problem *p = w->problem;
    for (int from = 0; from <= END; from++)
        for (int to = 0; to <= END; to++)
            if (has_arc(w, from, to)) term_arc(w, factor * arc_cost(p, from, to), from, to);
    for (int n = 0; n < NODES; n++)
        for (int g = 1; g < p->group_count; g++)
            if (w->group[n][g]) term_group(w, factor * p->setup[g], n, g);
}

static void write_objective(struct writer *w) {
    const struct problem *p = w->problem;
    put(w, "Maximize\n obj:");
    w->first_term = true;
    for (int i = 0; i < p->option_count; i++)
        term_option(w, (int64_t)p->options[i].linear * SCALE - p->options[i].duration, i);
    for (int c = 0; c < CHANNELS; c++)
        for (int s = 0; s < p->curves[c].segment_count; s++)
            term(w, (int64_t)p->curves[c].segments[s].slope * SCALE, "t", (int[]){c, s}, 2);
    terms_used(w, -1);
    put(w, "\nSubject To\n");
}

static void write_time(struct writer *w) {
    begin(w, "time", 0, 0, 0);
    for (int i = 0; i < w->problem->option_count; i++)
        term_option(w, w->problem->options[i].duration, i);
    terms_used(w, 1);
    end(w, " <= ", w->problem->units);
}

// One path from START to END; it visits a node once or not at all.
static void write_path(struct writer *w) {
    begin(w, "start", 0, 0, 0);
    for (int to = 0; to <= END; to++)
        if (has_arc(w, START, to)) term_arc(w, 1, START, to);
    end(w, " = ", 1);
    for (int n = 0; n < NODES; n++) {
        if (!w->node[n]) continue;
        begin(w, "in", n, 0, 0);
        for (int from = 0; from <= END; from++)
            if (has_arc(w, from, n)) term_arc(w, 1, from, n);
        term_node(w, -1, n);
        end(w, " = ", 0);
        begin(w, "out", n, 0, 0);
        for (int to = 0; to <= END; to++)
            if (has_arc(w, n, to)) term_arc(w, 1, n, to);
        term_node(w, -1, n);
        end(w, " = ", 0);
    }
}

// Within a phase one way along the body order: arcs up need dir, arcs down need its opposite.
static void write_ways(struct writer *w) {
    for (int n = 0; n < NODES; n++)
        for (int up = 0; up < 2 && w->node[n]; up++) {
            int k = n / POSITIONS;
            begin(w, up ? "up" : "down", n, 0, 0);
            for (int q = k * POSITIONS; q < (k + 1) * POSITIONS; q++)
                if (has_arc(w, n, q) && (q > n) == up) term_arc(w, 1, n, q);
            term(w, up ? -1 : 1, "dir", &k, 1);
            end(w, " <= ", up ? 0 : 1);
        }
}

static int node_of(const struct option *o) {
    return o->phase * POSITIONS + o->position;
}

// One option a family; and a node (a group) is visited where an option of it is chosen.
static void write_families(struct writer *w) {
    const struct problem *p = w->problem;
    for (int f = 0; f < p->family_count; f++) {
        bool nodes[NODES] = {false}, groups[NODES][GROUPS_MAX] = {{false}};
        begin(w, "family", f, 0, 0);
        for (int i = 0; i < p->option_count; i++) {
            const struct option *o = &p->options[i];
            if (o->family != f) continue;
            term_option(w, 1, i);
            nodes[node_of(o)] = true;
            groups[node_of(o)][o->group] = o->group != NO_GROUP;
        }
        end(w, " <= ", 1);
        for (int n = 0; n < NODES; n++) {
            for (int g = 0; nodes[n] && g < p->group_count; g++) {
                if (g > 0 && !groups[n][g]) continue; // g 0 stands for the node as a whole
                begin(w, "needs", n, f, g);
                for (int i = 0; i < p->option_count; i++) {
                    const struct option *o = &p->options[i];
                    if (o->family == f && node_of(o) == n && (g == 0 || o->group == g))
                        term_option(w, 1, i);
                }
                if (g == 0)
                    term_node(w, -1, n);
                else
                    term_group(w, -1, n, g);
                end(w, " <= ", 0);
            }
        }
    }
}

static void write_caps(struct writer *w) {
    const struct problem *p = w->problem;
    for (int r = 0; r < p->cap_count; r++) {
        begin(w, "cap", r, 0, 0);
        for (int i = 0; i < p->option_count; i++) term_option(w, p->options[i].use[r], i);
        end(w, " <= ", p->caps[r]);
    }
}

static void write_mobility(struct writer *w) {
    const struct problem *p = w->problem;
    int strength = UH_PHASE_STRENGTH - UH_PHASE_MOBILITY;
    for (int n = strength * POSITIONS; n < (strength + 1) * POSITIONS; n++) {
        if (!w->node[n]) continue;
        begin(w, "mobility", n, 0, 0);
        for (int i = 0; i < p->option_count; i++)
            if (p->options[i].kind == UH_KIND_MOBILITY) term_option(w, p->options[i].duration, i);
        term_node(w, -p->mobility_before, n);
        end(w, " >= ", 0);
    }
}

static void write_channels(struct writer *w) {
    const struct problem *p = w->problem;
    for (int c = 0; c < CHANNELS; c++) {
        begin(w, "channel", c, 0, 0);
        for (int s = 0; s < p->curves[c].segment_count; s++) term(w, 1, "t", (int[]){c, s}, 2);
        for (int i = 0; i < p->option_count; i++) term_option(w, -p->options[i].benefit[c], i);
        end(w, " <= ", 0);
    }
}

static void write_bounds(struct writer *w) {
    const struct problem *p = w->problem;
    put(w, "Bounds\n");
    for (int c = 0; c < CHANNELS; c++)
        for (int s = 0; s < p->curves[c].segment_count; s++) {
            put(w, " 0 <= ");
            put_name(w, "t", (int[]){c, s}, 2);
            put(w, " <= ");
            put_int(w, p->curves[c].segments[s].length);
            put(w, "\n");
        }
}

static void name_line(struct writer *w, const char *letter, const int *numbers, int count) {
    put(w, " ");
    put_name(w, letter, numbers, count);
    put(w, "\n");
}

static void write_binaries(struct writer *w) {
    const struct problem *p = w->problem;
    put(w, "Binaries\n");
    for (int i = 0; i < p->option_count; i++) name_line(w, "z", &i, 1);
    for (int n = 0; n < NODES; n++) {
        if (w->node[n]) name_line(w, "v", (int[]){n / POSITIONS, n % POSITIONS}, 2);
        for (int g = 1; g < p->group_count; g++)
            if (w->group[n][g]) name_line(w, "g", (int[]){n / POSITIONS, n % POSITIONS, g}, 3);
    }
    for (int from = 0; from <= END; from++)
        for (int to = 0; to <= END; to++)
            if (has_arc(w, from, to)) name_line(w, "y", (int[]){from, to}, 2);
    for (int k = 0; k < PHASES; k++) name_line(w, "dir", &k, 1);
    put(w, "End\n");
}

static void write_problem(struct writer *w) {
    const struct problem *p = w->problem;
    for (int i = 0; i < p->option_count; i++) {
        w->node[node_of(&p->options[i])] = true;
        w->group[node_of(&p->options[i])][p->options[i].group] = true;
    }
    write_objective(w);
    write_time(w);
    write_path(w);
    write_ways(w);
    write_families(w);
    write_caps(w);
    write_mobility(w);
    write_channels(w);
    write_bounds(w);
    write_binaries(w);
}

// Names an option for the reader: a comment line that solvers skip.
static void comment(struct writer *w, const struct uh_catalog *catalog) {
    const struct problem *p = w->problem;
    put(w, "\\ unhunch session: time in units of 5 s, objective 1024 * score - units used\n");
    for (int i = 0; i < p->option_count; i++) {
        const struct option *o = &p->options[i];
        put(w, "\\ z");
        put_int(w, i);
        put(w, " ");
        put(w, catalog->moves[o->move].id);
        put(w, " ");
        put(w, uh_phase_words.words[o->phase + UH_PHASE_MOBILITY].word);
        put(w, " ");
        put(w, uh_position_words.words[o->position].word);
        const int numbers[] = {o->reps, o->hold_s, o->sets};
        static const char *const names[] = {" reps ", " hold_s ", " sets "};
        for (int k = 0; k < 3; k++) {
            put(w, names[k]);
            put_int(w, numbers[k]);
        }
        put(w, "\n");
    }
}

enum uh_result uh_plan_write_lp(const struct uh_catalog *catalog, const struct uh_person *person,
                                const struct uh_request *request, struct uh_arena *arena,
                                uh_sink *sink, void *context) {
    struct uh_request resolved;
    struct problem problem;
    struct uh_check_in unsaid = uh_default_check_in();
    enum uh_result result = uh_plan_resolve(catalog, person->profile, request, &resolved);
    if (result != UH_OK) return result;
    struct uh_gate gate = uh_safety_gate(catalog, person->profile,
                                         person->check_in != NULL ? person->check_in : &unsaid);
    if (gate.verdict == UH_GATE_STOP) return UH_REFUSED;
    size_t mark = arena->used;
    struct uh_verdict *verdicts =
        uh_arena_take(arena, (size_t)catalog->move_count, sizeof *verdicts);
    result = verdicts == NULL
                 ? UH_NO_MEMORY
                 : plan_build(catalog, person, &resolved, &gate, arena, verdicts, &problem);
    if (result == UH_OK) {
        struct writer w = {.problem = &problem, .sink = sink, .context = context};
        comment(&w, catalog);
        write_problem(&w);
    }
    arena->used = mark;
    return result;
}
