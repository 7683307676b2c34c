// SPDX-License-Identifier: Apache-2.0
#include "cli.h"
#include "generate.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

// The person's locale; where it is not UTF-8 characters are still read as UTF-8.
static void set_locale(void) {
    if (!setlocale(LC_ALL, "")) setlocale(LC_ALL, "C");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

// Output that could not be written is a "no", not a silence.
static int finish(int code) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    cli_complain("could not write: %s", strerror(errno));
    return 1;
}

int main(int argc, char *argv[]) {
    set_locale();
    struct cli cli = {.argc = argc, .argv = argv, .program = cli_program()};
    cli.catalog = &uh_builtin_catalog;
    cli_lexicon_init(&cli.lexicon, cli.catalog);
    page_init(&cli.page, stdout);
    if (argc == 3 && strcmp(argv[1], "--generate") == 0)
        return finish(cli_generate(&cli.lexicon, argv[2], stdout) ? 0 : 2);
    struct cli_fault fault;
    if (!cli_line_read(argc, argv, &cli.lexicon, &cli.line, &fault)) return cli_fail(&cli, &fault);
    if (cli.line.version) {
        printf("unhunch %s\n", UNHUNCH_VERSION);
        return finish(0);
    }
    if (cli.line.help) return finish(cli_help(&cli, cli.line.command));
    return finish(cli.line.command->run(&cli));
}
