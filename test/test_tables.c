// SPDX-License-Identifier: Apache-2.0
// Mistakes in the data folder: each is found, in its file and place, and nothing else is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "unhunch/files.h"

static char folder[] = "/tmp/unhunch-data-XXXXXX";
static struct uh_files_catalog read_back;

static int copy_folder(void **state) {
    char command[400];
    (void)state;
    if (mkdtemp(folder) == NULL) return -1;
    snprintf(command, sizeof command, "cp -r %s/. %s", DATA_DIR, folder);
    return system(command);
}

static int remove_folder(void **state) {
    char command[400];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

// Puts back a file of the folder.
static void restore(const char *name) {
    char command[600];
    snprintf(command, sizeof command, "cp %s/%s %s/%s", DATA_DIR, name, folder, name);
    assert_int_equal(system(command), 0);
}

static char *load(const char *name) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, in) > 0);
    fclose(in);
    return text;
}

// Replaces the first `piece` after `after` in a file; says in which line and column that is.
static void change(const char *name, const char *after, const char *piece, const char *other,
                   int *line, int *column) {
    char path[300], *text = load(name);
    char *from = strstr(text, after);
    assert_non_null(from);
    char *at = strstr(from, piece);
    assert_non_null(at);
    *line = 1;
    const char *line_start = text;
    for (const char *step = text; step < at; step++)
        if (*step == '\n') {
            ++*line;
            line_start = step + 1;
        }
    *column = (int)(at - line_start) + 1;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fprintf(out, "%.*s%s%s", (int)(at - text), text, other, at + strlen(piece));
    fclose(out);
    free(text);
}

struct mistake {
    const char *file, *after, *piece, *other;
    int right; // columns from the piece to the mistake
    const char *what;
};

static const struct mistake mistakes[] = {
    {"conditions.yaml", "- id: wrist-pain", "name:", "nmae:", 0, "there is no key \"nmae\""},
    {"conditions.yaml", "- id: wrist-pain", "wrist-pain", "hypermobility", 0, "was there before"},
    {"conditions.yaml", "- id: wrist-pain", "kind: ", "kind: red-", 6, "there is no kind of basis"},
    {"conditions.yaml", "- id: wrist-pain", "withhold: []", "withhold: [catcow]", 11,
     "there is no move \"catcow\""},
    {"conditions.yaml", "- id: wrist-pain", "withhold: []", "withhold: [superman, superman]", 21,
     "twice"},
    {"conditions.yaml", "- id: wrist-pain", "withhold: []", "withhold: all", 10,
     "all is for a condition that stops"},
    {"conditions.yaml", "- id: wrist-pain", "moves: [cat-cow", "moves: [cat-cow, cat-cow", 17,
     "changed twice"},
    {"conditions.yaml", "- id: osteoporosis", "moves: [cat-cow", "moves: [bar-hang, cat-cow", 8,
     "changed and withheld"},
    {"conditions.yaml", "- id: wrist-pain", "how: ", "positions: [prone]\n      how: ", -1,
     "none of these is a position of"},
    {"conditions.yaml", "- id: wrist-pain", "variant: forearms", "variant: foreams", -1,
     "the figure of cat-cow has no foreams"},
    {"conditions.yaml", "- id: wrist-pain", "level: light", "level: lihgt", 7,
     "there is no level \"lihgt\""},
    {"flags.yaml", "- id: chest-pain", "urgency: emergency", "urgency: emergncy", 9,
     "there is no urgency"},
    {"flags.yaml", "- id: chest-pain", "ask: ", "ask:\n  xsk: ", 0, "ask: is empty"},
    {"sessions.yaml", "- id: desk", "mobility: 4", "mobility: 5", 10, "mobility: 5 is over 4"},
    {"sessions.yaml", "- id: desk", "end: sitting", "end: prone", 5, "does not have"},
    {"sessions.yaml", "- id: desk", "[15, 20, 30]", "[15, 15, 30]", 5, "do not ascend"},
    {"sessions.yaml", "- id: full", "[20, 5]", "[20, 20]", 5, "fills the whole session"},
    {"settings.yaml", "- id: desk", "kind: desk", "kind: dekk", 6,
     "there is no kind of session \"dekk\""},
    {"sources.yaml", "- id: judgement", "title:", "titel:", 0, "there is no key \"titel\""},
    {"moves/cat-cow.yaml", "id: cat-cow", "id: cat-cow", "id: cat-dog", 4,
     "is not the name of the file"},
    {"moves/cat-cow.yaml", "kind:", "kind: mobility", "kind: cardio", 6, "does not belong"},
    {"moves/cat-cow.yaml", "id:", "feel:", "fell:", 0, "there is no key \"fell\""},
};

// The problem in this file and place, with these words; the place does not count where it is -1.
static bool is_told(const struct mistake *mistake, int line, int column) {
    for (const struct uh_problem *at = read_back.problems; at != NULL; at = at->next) {
        bool here = mistake->right < 0 || (at->line == line && at->column == column);
        size_t length = strlen(at->file), name_length = strlen(mistake->file);
        bool in_file =
            length > name_length && strcmp(at->file + length - name_length, mistake->file) == 0;
        if (here && in_file && strstr(at->what, mistake->what) != NULL) return true;
    }
    return false;
}

static void each_mistake_is_found_in_its_place(void **state) {
    int missed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        const struct mistake *mistake = &mistakes[i];
        int line, column;
        change(mistake->file, mistake->after, mistake->piece, mistake->other, &line, &column);
        assert_false(uh_files_read_data(folder, &read_back));
        if (!is_told(mistake, line, column + mistake->right)) {
            missed++;
            fprintf(stderr, "expected %s:%d:%d: %s\n", mistake->file, line, column + mistake->right,
                    mistake->what);
            uh_problems_print(read_back.problems, stderr);
        }
        uh_files_finish(&read_back);
        restore(mistake->file);
    }
    assert_int_equal(missed, 0);
    assert_true(uh_files_read_data(folder, &read_back));
    uh_files_finish(&read_back);
}

static void a_missing_table_is_told(void **state) {
    char path[300];
    (void)state;
    snprintf(path, sizeof path, "%s/flags.yaml", folder);
    assert_int_equal(unlink(path), 0);
    assert_false(uh_files_read_data(folder, &read_back));
    assert_int_equal(read_back.problem_count, 1);
    assert_non_null(strstr(read_back.problems->file, "flags.yaml"));
    uh_files_finish(&read_back);
    restore("flags.yaml");
}

// All moves name sources; that these cannot be read is told once.
static void a_broken_table_is_told_once(void **state) {
    int line, column;
    (void)state;
    change("sources.yaml", "- id: judgement", "title: ", "title: a: ", &line, &column);
    assert_false(uh_files_read_data(folder, &read_back));
    assert_int_equal(read_back.problem_count, 1);
    assert_int_equal(read_back.problems->line, line);
    assert_string_equal(read_back.problems->what, "a second colon");
    uh_files_finish(&read_back);
    restore("sources.yaml");
}

// A move that conditions name is gone: every place that named it is told.
static void a_missing_move_is_told_where_it_is_named(void **state) {
    char path[300];
    (void)state;
    snprintf(path, sizeof path, "%s/moves/cat-cow.yaml", folder);
    assert_int_equal(unlink(path), 0);
    assert_false(uh_files_read_data(folder, &read_back));
    assert_true(read_back.problem_count > 3);
    for (const struct uh_problem *at = read_back.problems; at != NULL; at = at->next)
        assert_non_null(strstr(at->what, "there is no move \"cat-cow\""));
    uh_files_finish(&read_back);
    restore("moves/cat-cow.yaml");
}

static void no_folder_is_told(void **state) {
    (void)state;
    assert_false(uh_files_read_data("/nowhere/at/all", &read_back));
    assert_int_equal(read_back.problem_count, 5);
    uh_files_finish(&read_back);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_is_found_in_its_place),
        cmocka_unit_test(a_missing_table_is_told),
        cmocka_unit_test(a_broken_table_is_told_once),
        cmocka_unit_test(a_missing_move_is_told_where_it_is_named),
        cmocka_unit_test(no_folder_is_told),
    };
    return cmocka_run_group_tests(tests, copy_folder, remove_folder);
}
