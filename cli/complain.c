// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

#include <stdlib.h>
#include <string.h>

void cli_complain(const char *format, ...) {
    char words[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(words, sizeof words, format, values);
    va_end(values);
    for (char *at = words; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 127) *at = '?';
    fflush(stdout);
    fprintf(stderr, "unhunch: %s\n", words);
}

int cli_fail(const struct cli *cli, const struct cli_fault *fault) {
    fflush(stdout);
    cli_fault_print(fault, cli->program, cli->argc, cli->argv, stderr);
    return fault->exit;
}

const char *cli_program(void) {
    const char *name = getenv("UNHUNCH_AS");
    if (!name || !*name || strlen(name) > 40) return "unhunch";
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 127) return "unhunch";
    return name;
}
