// SPDX-License-Identifier: Apache-2.0
// A person's own move files: what is read, what is refused, and where each mistake is pointed at.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "unhunch/files.h"

static const struct uh_catalog *catalog = &uh_builtin_catalog;
static char folder[] = "/tmp/unhunch-moves-XXXXXX";
static struct uh_files_catalog read_back;

static const char good[] = "id: my-nod\n"                                // 1
                           "name: My nod\n"                              // 2
                           "kind: mobility\n"                            // 3
                           "positions:\n"                                // 4
                           "  sitting: []\n"                             // 5
                           "  supine: [mat]\n"                           // 6
                           "areas: {neck: 3}\n"                          // 7
                           "targets: [suboccipitals]\n"                  // 8
                           "sides: both\n"                               // 9
                           "tempo: 4\n"                                  // 10
                           "steps:\n"                                    // 11
                           "  - Nod as if to say yes.\n"                 // 12
                           "  - Come back slowly.\n"                     // 13
                           "say: Nod slowly and come back.\n"            // 14
                           "cautions:\n"                                 // 15
                           "  - {text: Stop when dizzy., source: own}\n" // 16
                           "doses:\n"                                    // 17
                           "  - {source: therapist, reps: [5, 8]}\n"     // 18
                           "dose:\n"                                     // 19
                           "  reps: [4, 6, 8]\n"                         // 20
                           "  hold_s: [1, 2, 3]\n"                       // 21
                           "  sets: 1\n"                                 // 22
                           "easier: null\n";                             // 23

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static int remove_folder(void **state) {
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", folder, folder);
    return system(command);
}

// Empties the folder between tests.
static int clean(void **state) {
    (void)state;
    char command[300];
    uh_files_finish(&read_back);
    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s/*", folder, folder);
    return system(command);
}

static void put_bytes(const char *name, const char *bytes, size_t size) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fwrite(bytes, 1, size, out);
    assert_int_equal(fclose(out), 0);
}

static void put(const char *name, const char *text) {
    put_bytes(name, text, strlen(text));
}

// The good move with one piece of text replaced by another.
static void put_changed(const char *name, const char *piece, const char *other) {
    char text[8000];
    const char *at = strstr(good, piece);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, other, at + strlen(piece));
    put(name, text);
}

static void read_folder(void) {
    uh_files_finish(&read_back);
    uh_files_read_own(folder, catalog, &read_back);
}

static void a_good_move_is_read(void **state) {
    (void)state;
    put("nod.yaml", good);
    read_folder();
    assert_int_equal(read_back.problem_count, 0);
    assert_int_equal(read_back.own_count, 1);
    assert_int_equal(read_back.catalog.move_count, catalog->move_count + 1);
    int index = uh_catalog_move(&read_back.catalog, "my-nod");
    assert_true(index >= 0);
    const struct uh_move *move = uh_catalog_at(&read_back.catalog, index);
    assert_string_equal(move->name, "My nod");
    assert_string_equal(move->family, "my-nod");
    assert_int_equal(move->kind, UH_KIND_MOBILITY);
    assert_int_equal(move->directions, 1);
    assert_int_equal(move->tempo_s, 4);
    assert_int_equal(move->stance_count, 2);
    assert_int_equal(move->stances[1].position, UH_POSITION_SUPINE);
    assert_int_equal(move->stances[1].equipment, 1 << UH_EQUIPMENT_MAT);
    assert_int_equal(move->areas[UH_AREA_NECK], 3);
    assert_int_equal(move->step_count, 2);
    assert_string_equal(move->steps[1], "Come back slowly.");
    assert_int_equal(move->source_doses[0].reps.high, 8);
    assert_string_equal(read_back.catalog.sources[move->source_doses[0].source].id, "therapist");
    assert_int_equal(move->dose.reps.typical, 6);
    assert_int_equal(move->dose.sets.max, 1);
    assert_string_equal(move->breath, "");
    assert_null(move->easier);
    for (int i = 0; i < read_back.catalog.move_count; i++)
        assert_int_equal(uh_catalog_move(&read_back.catalog, read_back.catalog.moves[i].id), i);
}

// Appends the good move as an entry of a list, under another id and with a last line of its own.
static void add_entry(char *text, const char *id, const char *last) {
    char *end = text + strlen(text);
    end += sprintf(end, "  - id: %s\n", id);
    for (const char *line = strchr(good, '\n') + 1; strncmp(line, "easier", 6) != 0;) {
        int length = (int)strcspn(line, "\n") + 1;
        end += sprintf(end, "    %.*s", length, line);
        line += length;
    }
    sprintf(end, "    %s\n", last);
}

static void a_set_of_moves_is_read(void **state) {
    char text[4000] = "moves:\n";
    (void)state;
    add_entry(text, "sheet-0", "easier: chin-tuck");
    add_entry(text, "sheet-1", "easier: sheet-0");
    put("sheet.yaml", text);
    read_folder();
    assert_int_equal(read_back.problem_count, 0);
    assert_int_equal(read_back.own_count, 2);
    int index = uh_catalog_move(&read_back.catalog, "sheet-1");
    assert_string_equal(uh_catalog_at(&read_back.catalog, index)->easier, "sheet-0");
}

static void quotes_are_read_as_written(void **state) {
    (void)state;
    put_changed("nod.yaml", "name: My nod", "name: 'it''s ''''so'''\nbreath: 'in\n\n   and\n out'");
    read_folder();
    assert_int_equal(read_back.problem_count, 1);
    assert_non_null(strstr(read_back.problems->what, "breath: takes a single line of text"));
    put_changed("nod.yaml", "name: My nod", "name: 'it''s ''''so'''\nbreath: 'in  \n   and\n out'");
    read_folder();
    assert_int_equal(read_back.problem_count, 0);
    int index = uh_catalog_move(&read_back.catalog, "my-nod");
    assert_string_equal(uh_catalog_at(&read_back.catalog, index)->name, "it's ''so'");
    assert_string_equal(uh_catalog_at(&read_back.catalog, index)->breath, "in and out");
}

static void no_folder_and_no_files_are_fine(void **state) {
    (void)state;
    uh_files_read_own("/nowhere/at/all", catalog, &read_back);
    assert_int_equal(read_back.problem_count, 0);
    assert_ptr_equal(read_back.catalog.moves, catalog->moves);
    assert_null(read_back.heap.blocks);
    put("notes.txt", "not a move");
    put(".hidden.yaml", "not a move");
    read_folder();
    assert_int_equal(read_back.problem_count, 0);
    assert_ptr_equal(read_back.catalog.moves, catalog->moves);
}

// A change to the good move, and what is then said where.
struct mistake {
    const char *piece, *other;
    int line, column;
    const char *what, *hint; // parts of what is said; hint may be NULL
};

static const struct mistake mistakes[] = {
    {"name: My", "nmae: My", 2, 1, "there is no key \"nmae\"", "did you mean name?"},
    {"name: My nod\n", "", 1, 1, "name: is missing here", NULL},
    {"name: My nod", "name:", 2, 1, "name: is empty", NULL},
    {"name: My nod", "name: [a]", 2, 7, "name: takes text, not a list", NULL},
    {"name: My nod", "name: \"My\\u0007nod\"", 2, 8, "must not be printed", NULL},
    {"name: My nod", "name: \"\\u202Enod\"", 2, 8, "must not be printed", NULL},
    {"name: My nod", "name: \"  \"", 2, 8, "name: is empty", NULL},
    {"id: my-nod", "id: My Nod", 1, 5, "is not an id", NULL},
    {"id: my-nod", "id: chin-tuck", 1, 5, "is a move that is built in", "my-chin-tuck"},
    {"id: my-nod", "id: walking", 1, 5, "is a move that is built in", NULL},
    {"kind: mobility", "kind: mobilty", 3, 7, "there is no kind \"mobilty\"", "mobility?"},
    {"kind: mobility", "kind: mobility\nkind: static", 4, 1, "kind: stands here twice", NULL},
    {"  sitting: []", "  siting: []", 5, 3, "there is no position \"siting\"", "sitting?"},
    {"  supine: [mat]", "  supine: [matt]", 6, 12, "no equipment \"matt\"", "mat?"},
    {"  supine: [mat]", "  supine: mat", 6, 11, "takes a list, not \"mat\"", NULL},
    {"{neck: 3}", "{neck: 4}", 7, 15, "neck: 4 is over 3", "use 1 to 3"},
    {"{neck: 3}", "{nekc: 3}", 7, 9, "there is no area \"nekc\"", "did you mean neck?"},
    {"{neck: 3}", "neck", 7, 8, "areas: takes a map, not \"neck\"", NULL},
    {"[suboccipitals]", "[suboccipitls]", 8, 11, "there is no muscle", "suboccipitals?"},
    {"sides: both", "sides: left", 9, 8, "there is no side \"left\"", "use both or each"},
    {"tempo: 4", "tempo: 31", 10, 8, "tempo: 31 is over 30", "use 0 to 30"},
    {"tempo: 4", "tempo: -1", 10, 8, "tempo: -1 is under 0", NULL},
    {"tempo: 4", "tempo: 99999999999999999999", 10, 8, "is over 30", NULL},
    {"tempo: 4", "tempo: four", 10, 8, "takes a whole number, not \"four\"", NULL},
    {"tempo: 4", "tempo: 4.5", 10, 8, "takes a whole number", NULL},
    {"tempo: 4", "tempo: \"4\"", 10, 9, "takes a whole number", NULL},
    {"steps:\n  - Nod as if to say yes.\n  - Come back slowly.\n", "steps: []\n", 11, 8,
     "steps: 0 of them, under 1", "use 1 to 5"},
    {"  - Come back slowly.\n", "  - a\n  - b\n  - c\n  - d\n  - e\n", 12, 3, "over 5", NULL},
    {"Come back slowly.",
     "Come back slowly, very slowly, and then even more slowly than that, until you are so slow "
     "that "
     "nobody sees you move at all.",
     13, 5, "characters, over 120", "shorten it by"},
    {"Come back slowly.", "Come back: slowly.", 13, 5, "takes text, not a map", "quotes"},
    {"Nod slowly and come back.", "Nod a b c d e f g h i j k l.", 14, 6, "13 words, over 12",
     "use 1 less"},
    {"source: own", "source: uncle", 16, 38, "there is no source \"uncle\"", NULL},
    {", source: own", "", 16, 6, "source: is missing here", NULL},
    {"doses:\n  - {source: therapist, reps: [5, 8]}\n", "", 1, 1, "doses: is missing here", NULL},
    {"reps: [5, 8]", "reps: [8, 5]", 18, 31, "reps: 8 is over 5", NULL},
    {"reps: [5, 8]", "reps: [5, 8, 9]", 18, 31, "3 numbers, not two", NULL},
    {"reps: [4, 6, 8]", "reps: [4, 9, 8]", 20, 9, "4, 9, 8 do not ascend", NULL},
    {"reps: [4, 6, 8]", "reps: [4, 8]", 20, 9, "2 numbers, not three", NULL},
    {"reps: [4, 6, 8]", "reps: [4, 6, 61]", 20, 16, "61 is over 60", "use 1 to 60"},
    {"  reps: [4, 6, 8]\n", "", 20, 3, "reps: is missing here", NULL},
    {"hold_s: [1, 2, 3]", "hold_s: 300", 21, 11, "hold_s: 300 is over 120", "use 1 to 120"},
    {"  hold_s: [1, 2, 3]\n", "  hold: 3\n", 21, 3, "there is no key \"hold\"", "hold_s?"},
    {"sets: 1", "sets: 6", 22, 9, "sets: 6 is over 5", NULL},
    {"easier: null", "easier: chintuck", 23, 9, "there is no move \"chintuck\"", "chin-tuck?"},
    {"easier: null", "easier: my-nod", 23, 9, "easier: is the move itself", NULL},
    {"easier: null", "easier: &a chin-tuck", 23, 12, "an anchor", NULL},
    {"easier: null", "easier: *a", 23, 10, "an alias", NULL},
    {"easier: null", "easier: !move chin-tuck", 23, 15, "a tag", NULL},
    {"easier: null", "easier: null\n---\nid: x", 24, 1, "a second document", NULL},
    {"easier: null", "figure: [[[[[[[[[[[[[[]]]]]]]]]]]]]]", 23, 20, "nested too deep", NULL},
    {"easier: null", "figure: |\n  base stand\n  pose up 1 1\n    nek side 3", 26, 5,
     "figure: no such joint or statement: nek", NULL},
    {"easier: null",
     "figure: |  # poses: all\n\n  base stand # so\n  pose up 1 1\n    neck side 3x", 27, 15,
     "figure: not a number: 3x", NULL},
    {"easier: null", "figure: |\n  base stand", 24, 3, "figure: there is no pose", NULL},
    {"easier: null", "figure: base table", 23, 9, "figure: ", NULL},
    {"easier: null", "easier: \"null", 23, 10, "a quote is opened here", "add it"},
    {"easier: null", "\teasier: null", 23, 2, "a tab at", "blanks"},
};

// The problem of this place and these words.
static const struct uh_problem *find(const struct mistake *mistake) {
    for (const struct uh_problem *at = read_back.problems; at != NULL; at = at->next)
        if (at->line == mistake->line && at->column == mistake->column &&
            strstr(at->what, mistake->what) != NULL)
            return at;
    return NULL;
}

static void each_mistake_is_found_in_its_place(void **state) {
    int missed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        const struct mistake *mistake = &mistakes[i];
        put_changed("nod.yaml", mistake->piece, mistake->other);
        read_folder();
        const struct uh_problem *problem = find(mistake);
        bool fine = problem != NULL &&
                    (mistake->hint == NULL ||
                     (problem->hint != NULL && strstr(problem->hint, mistake->hint) != NULL));
        if (!fine) {
            fprintf(stderr, "expected %d:%d: %s (%s)\n", mistake->line, mistake->column,
                    mistake->what, mistake->hint ? mistake->hint : "");
            uh_problems_print(read_back.problems, stderr);
        }
        missed += !fine;
        assert_int_equal(read_back.own_count, 0);
        assert_int_equal(read_back.catalog.move_count, catalog->move_count);
    }
    assert_int_equal(missed, 0);
}

// Kinds of move and what they need of time.
static void doses_must_make_sense(void **state) {
    static const struct {
        const char *piece, *other, *what;
    } cases[] = {
        {"  hold_s: [1, 2, 3]\n", "", NULL},
        {"kind: mobility", "kind: static", "a static hold is one repetition, not 8"},
        {"kind: mobility", "kind: static", "a static hold does not move"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        put_changed("nod.yaml", cases[i].piece, cases[i].other);
        read_folder();
        bool found = false;
        for (const struct uh_problem *at = read_back.problems; at != NULL; at = at->next)
            found |= cases[i].what != NULL && strstr(at->what, cases[i].what) != NULL;
        assert_int_equal(found, cases[i].what != NULL);
        assert_int_equal(read_back.problem_count > 0, cases[i].what != NULL);
    }
}

// A file that is no file of moves: bytes, and what is said.
static void strange_files_are_refused(void **state) {
    static const struct {
        const char *bytes;
        size_t size;
        const char *what;
        int line, column;
    } files[] = {
        {"", 0, "nothing in this file", 0, 0},
        {"# only this\n", 12, "nothing in this file", 0, 0},
        {"id: a\0b\n", 8, "a zero byte", 1, 6},
        {"\x7f\x45LF\x02\x01\x01\x00", 8, "a control character", 1, 1},
        {"name: \xff\xfe\n", 9, "not UTF-8", 1, 7},
        {"name: \xc0\xaf\n", 9, "not UTF-8", 1, 7},
        {"name: \xed\xa0\x80\n", 10, "not UTF-8", 1, 7},
        {"name: \xf5\x80\x80\x80\n", 11, "not UTF-8", 1, 7},
        {"name: \xe2\x82", 8, "not UTF-8", 1, 7},
        {"id: a\nname: \x1b[2J\n", 17, "a control character", 2, 7},
        {"name: \xe2\x80\xae\n", 10, "an invisible character", 1, 7},
        {"name: \xc2\x9b\n", 9, "a control character", 1, 7},
        {"id: a\rname: b\n", 14, "a control character", 1, 6},
        {"just text\n", 10, "takes a map", 1, 1},
        {"[1, 2]\n", 7, "takes a map", 1, 1},
        {"moves: []\n", 10, "moves: none is given", 1, 1},
        {"moves: [3]\nname: x\n", 19, "name: beside a list of moves", 2, 1},
        {"moves: 3\n", 9, "takes a list", 1, 8},
        {"moves: [3]\n", 11, "takes a map", 1, 9},
        {"? [a]\n: b\n", 10, "where a key belongs", 1, 3},
        {": b\n", 4, "a key without a name", 1, 1},
        {"null: b\n", 8, "a key without a name", 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        put_bytes("odd.yaml", files[i].bytes, files[i].size);
        read_folder();
        assert_true(read_back.problem_count > 0);
        const struct uh_problem *problem = read_back.problems;
        if (strstr(problem->what, files[i].what) == NULL || problem->line != files[i].line ||
            problem->column != files[i].column) {
            uh_problems_print(read_back.problems, stderr);
            fail_msg("expected %d:%d %s", files[i].line, files[i].column, files[i].what);
        }
        assert_ptr_not_equal(read_back.catalog.moves, NULL);
        assert_int_equal(read_back.catalog.move_count, catalog->move_count);
    }
}

static void huge_folders_and_unreadable_files_are_refused(void **state) {
    char path[300];
    (void)state;
    put("huge.yaml", "");
    snprintf(path, sizeof path, "%s/huge.yaml", folder);
    assert_int_equal(truncate(path, 100 * 1024 * 1024), 0);
    snprintf(path, sizeof path, "%s/inner.yaml", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/pipe.yaml", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/gone.yaml", folder);
    assert_int_equal(symlink("/nowhere/at/all", path), 0);
    put("nod.yaml", good);
    read_folder();
    assert_int_equal(read_back.left_out_count, 4);
    assert_int_equal(read_back.own_count, 1);
    static const char *const said[] = {"No such file", "larger than 1 MB", "a folder",
                                       "not a plain file"};
    const struct uh_problem *problem = read_back.problems;
    for (int i = 0; i < 4; i++, problem = problem->next) {
        assert_non_null(strstr(problem->what, said[i]));
        assert_int_equal(problem->line, 0);
    }
}

static void all_mistakes_of_a_file_are_told(void **state) {
    char text[8000] = "id: many\n";
    (void)state;
    put_changed("nod.yaml", "kind: mobility", "kind: mobilty\ncolour: red");
    read_folder();
    assert_true(read_back.problem_count >= 2);
    assert_int_equal(read_back.problems->line, 3);
    assert_int_equal(read_back.problems->next->line, 4);
    for (int i = 0; i < 100; i++) sprintf(text + strlen(text), "key-%d: x\n", i);
    put("nod.yaml", text);
    read_folder();
    int shown = 0;
    for (const struct uh_problem *at = read_back.problems; at != NULL; at = at->next) shown++;
    assert_int_equal(shown, UH_PROBLEM_MAX);
    assert_true(read_back.problem_count > 100);
}

// Two files of the same id; the second goes. One that refers to a file left out goes as well.
static void files_depend_on_each_other(void **state) {
    (void)state;
    put("a.yaml", good);
    put("b.yaml", good);
    put_changed("c.yaml", "id: my-nod", "id: my-c\nharder: my-d");
    put_changed("d.yaml", "id: my-nod", "id: my-d\nharder: nobody-at-all");
    read_folder();
    assert_int_equal(read_back.own_count, 1);
    assert_int_equal(read_back.left_out_count, 3);
    assert_true(uh_catalog_move(&read_back.catalog, "my-nod") >= 0);
    assert_int_equal(uh_catalog_move(&read_back.catalog, "my-c"), -1);
}

static const struct uh_condition *condition_of(const struct uh_catalog *from, const char *id) {
    int index = uh_catalog_condition(from, id);
    assert_true(index >= 0);
    return &from->conditions[index];
}

// Wrist pain changes cat-cow on all fours, knee pain withholds the child's pose.
static void conditions_treat_a_move_as_its_family(void **state) {
    (void)state;
    put_changed("a.yaml", "id: my-nod", "id: my-cow\nfamily: cat-cow");
    put_changed("b.yaml", "id: my-nod", "id: my-pose\nfamily: childs-pose");
    put_changed("c.yaml", "id: my-nod", "id: my-other");
    read_folder();
    assert_int_equal(read_back.own_count, 3);
    const struct uh_condition *knee = condition_of(&read_back.catalog, "knee-pain-kneeling");
    const struct uh_condition *built_in = condition_of(catalog, "knee-pain-kneeling");
    assert_int_equal(knee->withhold_count, built_in->withhold_count + 1);
    assert_string_equal(knee->withhold[knee->withhold_count - 1], "my-pose");
    const struct uh_condition *wrist = condition_of(&read_back.catalog, "wrist-pain");
    built_in = condition_of(catalog, "wrist-pain");
    assert_int_equal(wrist->withhold_count + wrist->modification_count,
                     built_in->withhold_count + built_in->modification_count + 1);
    for (int i = 0; i < read_back.catalog.condition_count; i++)
        for (int k = 0; k < read_back.catalog.conditions[i].withhold_count; k++)
            assert_string_not_equal(read_back.catalog.conditions[i].withhold[k], "my-other");
}

static void positions_ask_of_a_body(void **state) {
    (void)state;
    put_changed("a.yaml", "  sitting: []\n", "");
    read_folder();
    int index = uh_catalog_move(&read_back.catalog, "my-nod");
    assert_int_equal(uh_catalog_at(&read_back.catalog, index)->demands, 1U << UH_DEMAND_LIE_SUPINE);
    put("a.yaml", good);
    read_folder();
    index = uh_catalog_move(&read_back.catalog, "my-nod");
    assert_int_equal(uh_catalog_at(&read_back.catalog, index)->demands, 0);
}

static void siblings_must_not_go_round(void **state) {
    (void)state;
    put_changed("a.yaml", "id: my-nod", "id: my-a\nharder: my-b");
    put_changed("b.yaml", "id: my-nod", "id: my-b\nharder: my-c");
    put_changed("c.yaml", "id: my-nod", "id: my-c\nharder: my-a");
    read_folder();
    assert_int_equal(read_back.own_count, 0);
    assert_non_null(strstr(read_back.problems->what, "harder: leads back to this move"));
    assert_int_equal(read_back.problems->line, 2);
}

static void there_is_room_for_so_many(void **state) {
    char name[32], id[32];
    (void)state;
    int room = UH_MOVE_MAX - catalog->move_count - catalog->activity_count;
    for (int i = 0; i < room + 3; i++) {
        snprintf(name, sizeof name, "m%03d.yaml", i);
        snprintf(id, sizeof id, "id: m%d", i);
        put_changed(name, "id: my-nod", id);
    }
    read_folder();
    assert_int_equal(read_back.own_count, room);
    assert_int_equal(read_back.left_out_count, 3);
    assert_int_equal(read_back.catalog.move_count + read_back.catalog.activity_count, UH_MOVE_MAX);
}

static void checking_prints_and_counts(void **state) {
    char path[300], printed[2000];
    const char *paths[] = {path};
    (void)state;
    put_changed("nod.yaml", "hold_s: [1, 2, 3]", "hold_s: 300");
    snprintf(path, sizeof path, "%s/nod.yaml", folder);
    FILE *out = fmemopen(printed, sizeof printed, "w");
    assert_int_equal(uh_files_check(1, paths, catalog, out), 1);
    fclose(out);
    const char *tail = strstr(printed, ":21:11: hold_s: 300 is over 120");
    assert_non_null(tail);
    assert_non_null(strstr(tail, "\n  21 |   hold_s: 300\n     |           ^^^ use 1 to 120\n"));
    assert_non_null(strstr(tail, "1 error. unhunch works without this file.\n"));
    put("nod.yaml", good);
    out = fmemopen(printed, sizeof printed, "w");
    snprintf(path, sizeof path, "%s", folder);
    assert_int_equal(uh_files_check(1, paths, catalog, out), 0);
    fclose(out);
    assert_string_equal(printed, "1 move, no errors.\n");
    snprintf(path, sizeof path, "%s/none.yaml", folder);
    out = fmemopen(printed, sizeof printed, "w");
    assert_int_equal(uh_files_check(1, paths, catalog, out), 1);
    fclose(out);
    assert_non_null(strstr(printed, "none.yaml: No such file or directory\n"));
}

// A line of a thousand characters is shown in part, with the caret under the right ones.
static void long_lines_are_shown_in_part(void **state) {
    char text[3000] = "name: \"";
    (void)state;
    memset(text + 7, 'x', 1000);
    strcpy(text + 1007, "\\u0007");
    memset(text + 1013, 'y', 1000);
    strcpy(text + 2013, "\"\n");
    put("long.yaml", text);
    read_folder();
    const struct uh_problem *problem = read_back.problems;
    assert_true(strlen(problem->source) <= 100);
    assert_true(problem->caret >= 0 && problem->caret < (int)strlen(problem->source));
    assert_true(problem->caret + problem->width <= (int)strlen(problem->source));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_good_move_is_read, clean),
        cmocka_unit_test_teardown(a_set_of_moves_is_read, clean),
        cmocka_unit_test_teardown(quotes_are_read_as_written, clean),
        cmocka_unit_test_teardown(no_folder_and_no_files_are_fine, clean),
        cmocka_unit_test_teardown(each_mistake_is_found_in_its_place, clean),
        cmocka_unit_test_teardown(doses_must_make_sense, clean),
        cmocka_unit_test_teardown(strange_files_are_refused, clean),
        cmocka_unit_test_teardown(huge_folders_and_unreadable_files_are_refused, clean),
        cmocka_unit_test_teardown(all_mistakes_of_a_file_are_told, clean),
        cmocka_unit_test_teardown(files_depend_on_each_other, clean),
        cmocka_unit_test_teardown(conditions_treat_a_move_as_its_family, clean),
        cmocka_unit_test_teardown(positions_ask_of_a_body, clean),
        cmocka_unit_test_teardown(siblings_must_not_go_round, clean),
        cmocka_unit_test_teardown(there_is_room_for_so_many, clean),
        cmocka_unit_test_teardown(checking_prints_and_counts, clean),
        cmocka_unit_test_teardown(long_lines_are_shown_in_part, clean),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
