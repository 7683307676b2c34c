// SPDX-License-Identifier: Apache-2.0
// Reading a command line: what is said is understood, what is wrong is found where it stands.
#include "../cli/line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { ARGUMENT_MAX = 70 };

struct reading {
    struct cli_lexicon lexicon;
    struct cli_line line;
    struct cli_fault fault;
    int argc;
    char room[1024];
    char *argv[ARGUMENT_MAX];
};

static struct reading reading;

// Reads a line whose arguments are parted by bars; they may hold spaces.
static bool reads(const char *text) {
    cli_lexicon_init(&reading.lexicon, &uh_builtin_catalog);
    strcpy(reading.room, text);
    reading.argc = 0;
    reading.argv[reading.argc++] = "unhunch";
    for (char *at = reading.room; *text && at;) {
        char *bar = strchr(at, '|');
        reading.argv[reading.argc++] = at;
        if (bar) *bar++ = 0;
        at = bar;
    }
    reading.argv[reading.argc] = NULL;
    return cli_line_read(reading.argc, reading.argv, &reading.lexicon, &reading.line,
                         &reading.fault);
}

// The part of the line that a fault marks.
static const char *marked(void) {
    static char part[256];
    const struct cli_fault *fault = &reading.fault;
    assert_in_range(fault->argument, 1, reading.argc - 1);
    const char *argument = reading.argv[fault->argument];
    assert_true(fault->offset <= strlen(argument));
    size_t length = fault->length ? fault->length : strlen(argument + fault->offset);
    snprintf(part, sizeof part, "%.*s", (int)length, argument + fault->offset);
    return part;
}

static void reads_requests(void **state) {
    (void)state;
    assert_true(
        reads("plan|--for|neck,upper|--minutes=10|--at|desk|--with|chair,roller|--kind|relief"));
    struct uh_request request = cli_line_request(&reading.line);
    assert_int_equal(request.areas, 1 << UH_AREA_NECK | 1 << UH_AREA_UPPER);
    assert_int_equal(request.minutes, 10);
    assert_string_equal(uh_builtin_catalog.settings[request.setting].id, "desk");
    assert_string_equal(uh_builtin_catalog.kinds[request.kind].id, "relief");
    assert_true(request.equipment_said);
    assert_int_equal(request.equipment, 1 << UH_EQUIPMENT_CHAIR | 1 << UH_EQUIPMENT_ROLLER);
}

static void leaves_open_what_is_not_said(void **state) {
    (void)state;
    assert_true(reads(""));
    assert_string_equal(reading.line.command->name, "");
    struct uh_request request = cli_line_request(&reading.line);
    assert_int_equal(request.areas, 0);
    assert_int_equal(request.minutes, 0);
    assert_int_equal(request.setting, -1);
    assert_int_equal(request.kind, -1);
    assert_false(request.equipment_said);
}

static void none_is_equipment_that_was_said(void **state) {
    (void)state;
    assert_true(reads("plan|--with|none"));
    struct uh_request request = cli_line_request(&reading.line);
    assert_true(request.equipment_said);
    assert_int_equal(request.equipment, 0);
    assert_false(reads("plan|--for|none"));
}

static void options_may_stand_anywhere(void **state) {
    (void)state;
    assert_true(reads("show|--json|cat-cow"));
    assert_true(reading.line.json);
    assert_int_equal(reading.line.operand_count, 1);
    assert_string_equal(reading.argv[reading.line.operands[0]], "cat-cow");
    assert_true(reads("show|--|--json"));
    assert_false(reading.line.json);
    assert_int_equal(reading.line.operand_count, 1);
    assert_true(reads("moves|a.yaml|--check|b.yaml"));
    assert_int_equal(reading.line.operand_count, 2);
}

static void help_needs_nothing_else(void **state) {
    (void)state;
    assert_true(reads("show|--help"));
    assert_true(reading.line.help);
    assert_true(reads("-h"));
    assert_true(reading.line.help);
    assert_true(reads("--version"));
    assert_true(reading.line.version);
}

// Line, what is marked, a part of headline or hint, exit code.
static const struct {
    const char *line, *marked, *says;
    int exit;
} faults[] = {
    {"go|--for|nekc,upper", "nekc", "did you mean neck?", 2},
    {"go|--for=neck,uper", "uper", "did you mean upper?", 2},
    {"go|--for|neck,,upper", "", "a word is missing", 2},
    {"plan|--minutes|0", "0", "1 to 60, not 0", 2},
    {"plan|--minutes|10000", "10000", "1 to 60, not 10000", 2},
    {"plan|--minutes=", "", "not nothing", 2},
    {"plan|--minutes|1e1", "1e1", "not 1e1", 2},
    {"plan|--minutes| 5", " 5", "not  5", 2},
    {"plan|--minutes", "--minutes", "needs a value", 2},
    {"plan|--at|offise", "offise", "no place", 2},
    {"plan|--kind|full routine", "full routine", "no kind of session", 2},
    {"plan|--jsn", "--jsn", "did you mean --json?", 2},
    {"plan|--", "", NULL, 0},
    {"plan|--json=1", "=1", "takes no value", 2},
    {"plan|-j", "-j", "options begin with --", 2},
    {"plan|neck", "neck", "takes no \"neck\"", 2},
    {"show|a|b", "b", "one too many", 2},
    {"shwo", "shwo", "did you mean show?", 2},
    {"progress", "progress", "yet", 1},
    {"plan|--pdf=x", "--pdf", "this version has no --pdf", 1},
};

static void finds_what_is_wrong(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        bool read = reads(faults[i].line);
        if (!faults[i].says) {
            assert_true(read);
            continue;
        }
        if (read) fail_msg("\"%s\" was read", faults[i].line);
        assert_int_equal(reading.fault.exit, faults[i].exit);
        if (faults[i].marked[0]) assert_string_equal(marked(), faults[i].marked);
        if (!strstr(reading.fault.headline, faults[i].says) &&
            !strstr(reading.fault.hint, faults[i].says))
            fail_msg("\"%s\": %s (%s)", faults[i].line, reading.fault.headline, reading.fault.hint);
    }
}

static void tells_what_is_missing(void **state) {
    (void)state;
    assert_false(reads("show"));
    assert_string_equal(reading.fault.headline, "show needs MOVE");
    assert_false(reads("moves|--check"));
    assert_int_equal(reading.fault.exit, 2);
}

static void numbers_are_whole_and_small(void **state) {
    (void)state;
    int number = -1;
    assert_true(cli_read_number("0", 1, &number));
    assert_int_equal(number, 0);
    assert_true(cli_read_number("123456789", 9, &number));
    assert_int_equal(number, 123456789);
    assert_false(cli_read_number("", 0, &number));
    assert_false(cli_read_number("1234567890", 10, &number));
    assert_false(cli_read_number("-1", 2, &number));
    assert_false(cli_read_number("+1", 2, &number));
    assert_false(cli_read_number("1 ", 2, &number));
}

// What help, completions and the manual say of options must hold for every one.
static void the_table_is_sound(void **state) {
    (void)state;
    for (const struct cli_command *command = cli_commands; command->name; command++) {
        assert_non_null(command->summary);
        assert_non_null(command->about);
        assert_non_null(command->run);
        assert_true(command->operand_min <= command->operand_max);
        assert_true(command->operand_max <= CLI_OPERAND_MAX);
        for (int i = 0; i < CLI_GROUP_MAX && command->groups[i]; i++)
            for (const struct cli_option *option = command->groups[i]->options; option->name;
                 option++) {
                assert_non_null(option->help);
                assert_true((option->take == CLI_TAKE_NOTHING) == (option->argument == NULL));
                assert_true(option->take != CLI_TAKE_NUMBER || option->least < option->most);
                assert_true(option->at > 0 && option->at < sizeof(struct cli_line));
            }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_requests),
        cmocka_unit_test(leaves_open_what_is_not_said),
        cmocka_unit_test(none_is_equipment_that_was_said),
        cmocka_unit_test(options_may_stand_anywhere),
        cmocka_unit_test(help_needs_nothing_else),
        cmocka_unit_test(finds_what_is_wrong),
        cmocka_unit_test(tells_what_is_missing),
        cmocka_unit_test(numbers_are_whole_and_small),
        cmocka_unit_test(the_table_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
