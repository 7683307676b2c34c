// SPDX-License-Identifier: Apache-2.0
// What is wrong with a command line, where, and what to do: a headline, the line as it was typed
// with a caret under the place, and a further line or two.
#ifndef UNHUNCH_CLI_FAULT_H
#define UNHUNCH_CLI_FAULT_H

#include "page.h"
#include "unhunch/words.h"

struct cli_fault {
    char headline[320];
    int argument;          // index in argv, 0: nowhere in the line
    size_t offset, length; // bytes in that argument; length 0: to its end
    char hint[160];        // beside the caret: "did you mean neck?"
    char more[1024]; // another line: "areas: neck shoulders ..."; %P: what the program is called
    int exit;        // 2 for usage, 1 for "no"
};

// Begins a fault at an argument, or a part of it.
void cli_fault_at(struct cli_fault *fault, int argument, size_t offset, size_t length);
void cli_fault_headline(struct cli_fault *fault, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cli_fault_more(struct cli_fault *fault, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// "there is no area "nekc"", did you mean, and the words there are (where they are few).
void cli_fault_word(struct cli_fault *fault, const struct uh_word_set *set, const char *word,
                    size_t length);

// Prints a fault. The line typed is argv; program stands for argv[0].
void cli_fault_print(const struct cli_fault *fault, const char *program, int argc,
                     char *const argv[], FILE *out);

#endif
