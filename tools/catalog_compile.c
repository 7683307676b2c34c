// SPDX-License-Identifier: Apache-2.0
// catalog-compile DATA_DIR OUT.c [DEPFILE]: checks the data folder and writes it as const tables in
// one C file. With a problem anywhere it prints them all and writes nothing. The output depends on
// the files alone.
#include <stdlib.h>
#include <string.h>

#include "unhunch/files.h"

static FILE *out;

// A string literal. Bytes beyond ASCII and question marks (trigraphs) are escaped.
static void put_text(const char *text) {
    if (text == NULL) {
        fputs("NULL", out);
        return;
    }
    putc('"', out);
    for (const unsigned char *at = (const unsigned char *)text; *at != 0; at++) {
        if (*at == '\n')
            fputs("\\n", out);
        else if (*at == '"' || *at == '\\' || *at == '?')
            fprintf(out, "\\%c", *at);
        else if (*at < 0x20 || *at >= 0x7F)
            fprintf(out, "\\%03o", *at);
        else
            putc(*at, out);
    }
    putc('"', out);
}

// Begins a table of its own and says whether there is one: "static const TYPE TABLE_INDEX[] = {".
static bool open_table(const char *type, const char *table, int index, int count) {
    if (count == 0) return false;
    fprintf(out, "static const %s %s_%d[] = {", type, table, index);
    return true;
}

static void close_table(void) {
    fputs("};\n", out);
}

static void put_texts(const char *table, int index, int count, const char *const *texts) {
    if (!open_table("char *const", table, index, count)) return;
    for (int i = 0; i < count; i++) {
        fputs("\n    ", out);
        put_text(texts[i]);
        putc(',', out);
    }
    close_table();
}

// Members of an entry: a text (nothing where there is none), a number.
static void put_string(const char *member, const char *text) {
    if (text == NULL) return;
    fprintf(out, "        .%s = ", member);
    put_text(text);
    fputs(",\n", out);
}

static void put_number(const char *member, long number) {
    fprintf(out, "        .%s = %ld,\n", member, number);
}

static void put_stances(const char *prefix, int index, const struct uh_move *move) {
    if (!open_table("struct uh_stance", prefix, index, move->stance_count)) return;
    for (int i = 0; i < move->stance_count; i++)
        fprintf(out, "{%d, %u}, ", move->stances[i].position, move->stances[i].equipment);
    close_table();
}

static void put_cautions(const char *prefix, int index, const struct uh_move *move) {
    if (!open_table("struct uh_caution", prefix, index, move->caution_count)) return;
    for (int i = 0; i < move->caution_count; i++) {
        fputs("\n    {", out);
        put_text(move->cautions[i].text);
        fprintf(out, ", %d},", move->cautions[i].source);
    }
    close_table();
}

static void put_source_doses(const char *prefix, int index, const struct uh_move *move) {
    if (!open_table("struct uh_source_dose", prefix, index, move->source_dose_count)) return;
    for (int i = 0; i < move->source_dose_count; i++) {
        const struct uh_source_dose *dose = &move->source_doses[i];
        fprintf(out, "\n    {%d, {%d, %d}, {%d, %d}, {%d, %d}, {%d, %d}, ", dose->source,
                dose->reps.low, dose->reps.high, dose->hold_s.low, dose->hold_s.high,
                dose->sets.low, dose->sets.high, dose->seconds.low, dose->seconds.high);
        put_text(dose->note);
        fputs("},", out);
    }
    close_table();
}

static void put_targets(const char *prefix, int index, const struct uh_move *move) {
    if (!open_table("uint8_t", prefix, index, move->target_count)) return;
    for (int i = 0; i < move->target_count; i++) fprintf(out, "%d, ", move->targets[i]);
    close_table();
}

// A name for the tables of one kind of move: "move_steps", "activity_steps".
static const char *named(char room[48], const char *table, const char *what) {
    snprintf(room, 48, "%s_%s", table, what);
    return room;
}

static void put_range(const char *member, struct uh_range range) {
    fprintf(out, ".%s = {%d, %d, %d}, ", member, range.min, range.typical, range.max);
}

// Counts and references of the tables that put_move_tables wrote.
static void put_move_references(const char *table, int index, const struct uh_move *move) {
    const struct {
        const char *count, *member;
        int entries;
    } parts[] = {
        {"stance", "stances", move->stance_count},
        {"target", "targets", move->target_count},
        {"step", "steps", move->step_count},
        {"mistake", "mistakes", move->mistake_count},
        {"caution", "cautions", move->caution_count},
        {"source_dose", "source_doses", move->source_dose_count},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        fprintf(out, "        .%s_count = %d,\n", parts[i].count, parts[i].entries);
        if (parts[i].entries > 0)
            fprintf(out, "        .%s = %s_%s_%d,\n", parts[i].member, table, parts[i].member,
                    index);
    }
}

static void put_move(const char *table, int index, const struct uh_move *move) {
    fputs("    {\n", out);
    put_string("id", move->id);
    put_string("name", move->name);
    put_number("kind", move->kind);
    put_number("sides", move->sides);
    put_number("directions", move->directions);
    put_number("tempo_s", move->tempo_s);
    put_string("family", move->family);
    fputs("        .areas = {", out);
    for (int i = 0; i < UH_AREA_COUNT; i++) fprintf(out, "%d, ", move->areas[i]);
    fputs("},\n", out);
    put_number("demands", (long)move->demands);
    put_move_references(table, index, move);
    put_string("say", move->say);
    put_string("breath", move->breath);
    put_string("feel", move->feel);
    fputs("        .dose = {", out);
    put_range("reps", move->dose.reps);
    put_range("hold_s", move->dose.hold_s);
    put_range("sets", move->dose.sets);
    fputs("\n            .why = ", out);
    put_text(move->dose.why);
    fputs("},\n", out);
    put_string("easier", move->easier);
    put_string("harder", move->harder);
    put_string("figure", move->figure);
    fputs("    },\n", out);
}

// All moves, or all activities.
static void put_moves(const char *table, int count, const struct uh_move *moves) {
    char name[48];
    for (int i = 0; i < count; i++) {
        put_stances(named(name, table, "stances"), i, &moves[i]);
        put_targets(named(name, table, "targets"), i, &moves[i]);
        put_texts(named(name, table, "steps"), i, moves[i].step_count, moves[i].steps);
        put_texts(named(name, table, "mistakes"), i, moves[i].mistake_count, moves[i].mistakes);
        put_cautions(named(name, table, "cautions"), i, &moves[i]);
        put_source_doses(named(name, table, "source_doses"), i, &moves[i]);
    }
    if (!open_table("struct uh_move", table, 0, count)) return;
    putc('\n', out);
    for (int i = 0; i < count; i++) put_move(table, i, &moves[i]);
    close_table();
}

static void put_sources(const struct uh_catalog *catalog) {
    if (!open_table("struct uh_source", "sources", 0, catalog->source_count)) return;
    for (int i = 0; i < catalog->source_count; i++) {
        fputs("\n    {\n", out);
        put_string("id", catalog->sources[i].id);
        put_string("title", catalog->sources[i].title);
        put_string("cite", catalog->sources[i].cite);
        fputs("    },", out);
    }
    close_table();
}

static void put_muscles(const struct uh_catalog *catalog) {
    if (!open_table("struct uh_muscle", "muscles", 0, catalog->muscle_count)) return;
    for (int i = 0; i < catalog->muscle_count; i++) {
        fputs("\n    {\n", out);
        put_string("id", catalog->muscles[i].id);
        put_string("name", catalog->muscles[i].name);
        fputs("    },", out);
    }
    close_table();
}

static void put_modifications(int index, const struct uh_condition *condition) {
    if (!open_table("struct uh_modification", "modifications", index,
                    condition->modification_count))
        return;
    for (int i = 0; i < condition->modification_count; i++) {
        const struct uh_modification *change = &condition->modifications[i];
        fputs("\n    {\n", out);
        put_string("move", change->move);
        put_string("how", change->how);
        put_string("say", change->say);
        put_string("variant", change->variant);
        put_number("positions", change->positions);
        put_number("level", change->level);
        put_number("hold_max_s", change->hold_max_s);
        put_number("reps_max", change->reps_max);
        fputs("    },", out);
    }
    close_table();
}

static void put_condition(int index, const struct uh_condition *condition) {
    fputs("    {\n", out);
    put_string("id", condition->id);
    put_string("name", condition->name);
    put_string("ask", condition->ask);
    put_string("basis", condition->basis);
    put_number("read", condition->read);
    put_number("stops", condition->stops);
    put_number("cap", condition->cap);
    put_number("withhold_count", condition->withhold_count);
    if (condition->withhold_count > 0) fprintf(out, "        .withhold = withhold_%d,\n", index);
    put_number("modification_count", condition->modification_count);
    if (condition->modification_count > 0)
        fprintf(out, "        .modifications = modifications_%d,\n", index);
    fputs("    },\n", out);
}

static void put_conditions(const struct uh_catalog *catalog) {
    for (int i = 0; i < catalog->condition_count; i++) {
        const struct uh_condition *condition = &catalog->conditions[i];
        put_texts("withhold", i, condition->withhold_count, condition->withhold);
        put_modifications(i, condition);
    }
    if (!open_table("struct uh_condition", "conditions", 0, catalog->condition_count)) return;
    putc('\n', out);
    for (int i = 0; i < catalog->condition_count; i++) put_condition(i, &catalog->conditions[i]);
    close_table();
}

static void put_flags(const struct uh_catalog *catalog) {
    if (!open_table("struct uh_flag", "flags", 0, catalog->flag_count)) return;
    for (int i = 0; i < catalog->flag_count; i++) {
        const struct uh_flag *flag = &catalog->flags[i];
        fputs("\n    {\n", out);
        put_string("id", flag->id);
        put_number("urgency", flag->urgency);
        put_string("ask", flag->ask);
        put_string("advice", flag->advice);
        put_string("basis", flag->basis);
        fputs("    },", out);
    }
    close_table();
}

static void put_kind(int index, const struct uh_session_kind *kind) {
    fputs("    {\n", out);
    put_string("id", kind->id);
    put_string("name", kind->name);
    put_string("about", kind->about);
    fprintf(out, "        .benefit = {%d, %d, %d},\n", kind->benefit[0], kind->benefit[1],
            kind->benefit[2]);
    put_number("phases", kind->phases);
    put_number("start", kind->start);
    put_number("end", kind->end);
    put_number("level", kind->level);
    put_number("positions", kind->positions);
    put_number("minutes", kind->minutes);
    put_number("hold_count", kind->hold_count);
    if (kind->hold_count > 0) fprintf(out, "        .holds_s = holds_%d,\n", index);
    put_number("cardio_count", kind->cardio_count);
    if (kind->cardio_count > 0) fprintf(out, "        .cardio = cardio_%d,\n", index);
    fputs("    },\n", out);
}

static void put_kinds(const struct uh_catalog *catalog) {
    for (int i = 0; i < catalog->kind_count; i++) {
        const struct uh_session_kind *kind = &catalog->kinds[i];
        if (open_table("int16_t", "holds", i, kind->hold_count)) {
            for (int k = 0; k < kind->hold_count; k++) fprintf(out, "%d, ", kind->holds_s[k]);
            close_table();
        }
        if (open_table("struct uh_cardio_rule", "cardio", i, kind->cardio_count)) {
            for (int k = 0; k < kind->cardio_count; k++)
                fprintf(out, "{%d, %d}, ", kind->cardio[k].from_minutes, kind->cardio[k].minutes);
            close_table();
        }
    }
    if (!open_table("struct uh_session_kind", "kinds", 0, catalog->kind_count)) return;
    putc('\n', out);
    for (int i = 0; i < catalog->kind_count; i++) put_kind(i, &catalog->kinds[i]);
    close_table();
}

static void put_settings(const struct uh_catalog *catalog) {
    if (!open_table("struct uh_setting", "settings", 0, catalog->setting_count)) return;
    for (int i = 0; i < catalog->setting_count; i++) {
        const struct uh_setting *setting = &catalog->settings[i];
        fputs("\n    {\n", out);
        put_string("id", setting->id);
        put_string("name", setting->name);
        put_number("equipment", setting->equipment);
        put_number("positions", setting->positions);
        put_string("kind", setting->kind);
        fputs("    },", out);
    }
    close_table();
}

// The catalogue itself, which points to all tables before it.
static void put_catalog(const struct uh_catalog *catalog) {
    const struct {
        const char *member, *table;
        int count;
    } tables[] = {
        {"move", "moves", catalog->move_count},
        {"activity", "activities", catalog->activity_count},
        {"source", "sources", catalog->source_count},
        {"muscle", "muscles", catalog->muscle_count},
        {"condition", "conditions", catalog->condition_count},
        {"flag", "flags", catalog->flag_count},
        {"kind", "kinds", catalog->kind_count},
        {"setting", "settings", catalog->setting_count},
    };
    fputs("const struct uh_catalog uh_builtin_catalog = {\n", out);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        fprintf(out, "    .%s_count = %d,\n", tables[i].member, tables[i].count);
        if (tables[i].count > 0)
            fprintf(out, "    .%s = %s_0,\n", tables[i].table, tables[i].table);
    }
    close_table();
}

static bool write_tables(const char *path, const struct uh_catalog *catalog) {
    out = fopen(path, "w");
    if (out == NULL) return false;
    fputs("// Made by catalog-compile from the data folder.\n#include \"unhunch/catalog.h\"\n\n",
          out);
    put_sources(catalog);
    put_muscles(catalog);
    put_moves("moves", catalog->move_count, catalog->moves);
    put_moves("activities", catalog->activity_count, catalog->activities);
    put_conditions(catalog);
    put_flags(catalog);
    put_kinds(catalog);
    put_settings(catalog);
    put_catalog(catalog);
    bool fine = !ferror(out);
    return fclose(out) == 0 && fine;
}

// A rule for make: the output depends on every file and folder that was looked at.
static bool write_dependencies(const char *path, const char *target,
                               const struct uh_files_catalog *read) {
    FILE *rule = fopen(path, "w");
    if (rule == NULL) return false;
    fprintf(rule, "%s:", target);
    for (int i = 0; i < read->path_count; i++) {
        fputs(" \\\n  ", rule);
        for (const char *at = read->paths[i]; *at != 0; at++) {
            if (*at == ' ' || *at == '#' || *at == '\\') putc('\\', rule);
            if (*at == '$') putc('$', rule);
            putc(*at, rule);
        }
    }
    putc('\n', rule);
    return fclose(rule) == 0;
}

int main(int argc, char **argv) {
    if (argc < 3 || argc > 4) {
        fputs("usage: catalog-compile DATA_DIR OUT.c [DEPFILE]\n", stderr);
        return 2;
    }
    struct uh_files_catalog read;
    bool fine = uh_files_read_data(argv[1], &read);
    if (!fine) {
        uh_problems_print(read.problems, stderr);
        fprintf(stderr, "%d error%s in %s\n", read.problem_count,
                read.problem_count == 1 ? "" : "s", argv[1]);
    } else if (!write_tables(argv[2], &read.catalog) ||
               (argc == 4 && !write_dependencies(argv[3], argv[2], &read))) {
        perror(argv[2]);
        fine = false;
    }
    uh_files_finish(&read);
    return fine ? 0 : 1;
}
