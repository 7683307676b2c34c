// SPDX-License-Identifier: Apache-2.0
// Shell completions and the options of the manual page, made from the command table.
#ifndef UNHUNCH_CLI_GENERATE_H
#define UNHUNCH_CLI_GENERATE_H

#include "line.h"

// What: "bash", "zsh", "fish" or "man" (scdoc). False where it is none of these.
bool cli_generate(const struct cli_lexicon *lexicon, const char *what, FILE *out);

#endif
