// SPDX-License-Identifier: Apache-2.0
// Any arguments as a command line: it is read, or there is a fault that says where and fits a page.
// Arguments are the input's parts between zero bytes. What is read makes a request in range.
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARGUMENT_MAX = 80, SIZE_MAX_READ = 8192, PAGE_ROOM = 1 << 18 };

// Cuts a copy of the input into arguments; returns how many.
static int cut(char *copy, size_t size, char *argv[ARGUMENT_MAX + 1]) {
    int argc = 0;
    argv[argc++] = "unhunch";
    for (size_t at = 0; at < size && argc < ARGUMENT_MAX; at += strlen(copy + at) + 1)
        argv[argc++] = copy + at;
    argv[argc] = NULL;
    return argc;
}

static void check_request(const struct cli_line *line) {
    struct uh_request request = cli_line_request(line);
    const struct uh_catalog *catalog = &uh_builtin_catalog;
    if (request.areas >= 1 << UH_AREA_COUNT || request.equipment >= 1 << UH_EQUIPMENT_COUNT)
        abort();
    if (request.minutes < 0 || request.minutes > UH_MINUTES_MAX) abort();
    if (request.setting < -1 || request.setting >= catalog->setting_count) abort();
    if (request.kind < -1 || request.kind >= catalog->kind_count) abort();
    if (line->speed < 0 || line->speed > 1000) abort();
}

// A fault must point into the line, and come out without control characters.
static void check_fault(const struct cli_fault *fault, int argc, char *argv[]) {
    if (fault->exit != 1 && fault->exit != 2) abort();
    if (!fault->headline[0] || fault->argument < 0 || fault->argument >= argc) abort();
    if (fault->argument > 0 && fault->offset > strlen(argv[fault->argument])) abort();
    char *printed = malloc(PAGE_ROOM);
    if (!printed) abort();
    FILE *out = fmemopen(printed, PAGE_ROOM, "w");
    if (!out) abort();
    cli_fault_print(fault, "unhunch", argc, argv, out);
    long length = ftell(out);
    fclose(out);
    for (long i = 0; i < length; i++)
        if ((unsigned char)printed[i] < ' ' && printed[i] != '\n') abort();
    free(printed);
}

// Operands that are KEY=VALUE, each as every kind of value.
static void check_pairs(const struct cli_line *line, const struct cli_lexicon *lexicon, int argc,
                        char *argv[]) {
    struct cli cli = {.argc = argc, .argv = argv, .program = "unhunch"};
    for (int i = 0; line->command->keys && i < line->operand_count; i++) {
        struct cli_pair pair;
        struct cli_fault fault;
        int number = 0;
        uint32_t bits = 0;
        if (!cli_read_pair(&cli, line->operands[i], line->command->keys, &pair, &fault)) {
            check_fault(&fault, argc, argv);
            continue;
        }
        if (!cli_pair_number(&pair, 0, 10, &number, &fault)) check_fault(&fault, argc, argv);
        for (int words = CLI_AREAS; words < CLI_MOVES; words++) {
            const struct uh_word_set *set = lexicon->sets[words];
            if (!cli_pair_words(&pair, set, &bits, &fault)) check_fault(&fault, argc, argv);
            if (!cli_pair_word(&pair, set, &number, &fault)) check_fault(&fault, argc, argv);
        }
    }
}

static void check_read(const struct cli_line *line, const struct cli_lexicon *lexicon, int argc,
                       char *argv[]) {
    check_request(line);
    check_pairs(line, lexicon, argc, argv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct cli_lexicon lexicon;
    if (!lexicon.sets[CLI_AREAS]) {
        setlocale(LC_CTYPE, "C.UTF-8");
        cli_lexicon_init(&lexicon, &uh_builtin_catalog);
    }
    if (size > SIZE_MAX_READ) return 0;
    char *copy = malloc(size + 1);
    if (!copy) abort();
    memcpy(copy, data, size);
    copy[size] = 0;
    char *argv[ARGUMENT_MAX + 1];
    int argc = cut(copy, size, argv);
    struct cli_line line;
    struct cli_fault fault;
    if (cli_line_read(argc, argv, &lexicon, &line, &fault))
        check_read(&line, &lexicon, argc, argv);
    else
        check_fault(&fault, argc, argv);
    free(copy);
    return 0;
}
