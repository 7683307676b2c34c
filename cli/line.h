// SPDX-License-Identifier: Apache-2.0
// A command line, read: which command, its options and operands. Reading prints nothing and touches
// nothing; what is wrong comes back as a fault.
#ifndef UNHUNCH_CLI_LINE_H
#define UNHUNCH_CLI_LINE_H

#include "fault.h"
#include "lexicon.h"
#include "unhunch/plan.h"

enum { CLI_OPERAND_MAX = 64 };

// What was said. Zero where it was not.
struct cli_line {
    const struct cli_command *command;
    bool help, version;
    // the session that is asked for
    uint32_t areas, equipment; // bits
    bool equipment_said;
    int minutes;
    int setting, kind; // index + 1
    // how it is told
    bool json, lp, why;
    bool quiet, voice, flash, no_figure, dry_run;
    int speed;
    bool check;          // moves --check
    const char *variant; // show --variant: a changed version of the move
    const char *mjcf;    // show --mjcf: the file
    // show: its picture
    const char *svg, *png, *gif, *apng, *webp; // files to write
    bool muscles, dark, still, watch;
    int side, palette;       // side: index + 1
    int pictures;            // index + 1 in the ways of picture.h, 0: the best there is
    const char *size;        // "640x480"
    bool port_said, devices; // serve
    int port;
    const char *listen, *revoke;
    int operand_count;
    int operands[CLI_OPERAND_MAX]; // indices in argv
};

// How the value of an option is taken.
enum cli_take {
    CLI_TAKE_NOTHING,  // bool
    CLI_TAKE_NUMBER,   // int, from least to most
    CLI_TAKE_WORD,     // int: index + 1 in the words
    CLI_TAKE_WORD_SET, // uint32_t: bits of the words, between commas
    CLI_TAKE_TEXT      // const char *
};

struct cli_option {
    const char *name;     // "minutes"
    const char *argument; // "10", as help shows it; NULL: takes none
    const char *help;
    enum cli_take take;
    enum cli_words words;
    int least, most;
    size_t at;      // offset of the value in struct cli_line
    size_t said_at; // offset of a bool that tells it was said, or 0
};

// Options come in groups that commands share; each ends with an entry without a name.
enum { CLI_GROUP_MAX = 4 };

struct cli_option_group {
    const char *title; // for help
    const struct cli_option *options;
};

// A key that a command takes; ones that end in "." are followed by an area.
struct cli_key {
    const char *name;
    int id;
    const char *value; // as help shows it: "neck,upper"
    const char *help;
    enum cli_words words; // that the value is made of
};

struct cli;

struct cli_command {
    const char *name;     // "" is the bare command
    const char *operands; // "MOVE", "[KEY=VALUE ...]", or NULL
    const char *summary;  // in the list of commands
    const char *about;    // a paragraph in its own help
    int operand_min, operand_max;
    enum cli_words operand_words; // for completion
    const struct cli_option_group *groups[CLI_GROUP_MAX];
    const struct cli_key *keys; // of KEY=VALUE operands; NULL: it takes none
    int (*run)(struct cli *cli);
};

// The bare command first; ends with an entry without a name.
extern const struct cli_command cli_commands[];
extern const struct cli_option cli_common_options[];

// Words of later versions, so that using them is answered plainly. End with NULL.
extern const char *const cli_later_commands[], *const cli_later_options[];

// Reads argv. False: fault says what is wrong.
bool cli_line_read(int argc, char *const argv[], const struct cli_lexicon *lexicon,
                   struct cli_line *line, struct cli_fault *fault);

// The fault of a command that there is not; false.
bool cli_line_unknown_command(const char *name, int argument, struct cli_fault *fault);

// Adds the bits of words between commas to *bits; the fault is at bytes offset.. of an argument.
bool cli_read_word_set(const struct uh_word_set *set, const char *text, int argument, size_t offset,
                       uint32_t *bits, struct cli_fault *fault);

// A whole decimal number and nothing else. False where it is none or is out of int.
bool cli_read_number(const char *text, size_t length, int *number);

// The request that a line makes.
struct uh_request cli_line_request(const struct cli_line *line);

#endif
