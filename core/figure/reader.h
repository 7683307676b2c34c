// SPDX-License-Identifier: Apache-2.0
// Reading the pose language: a line at a time, each line a statement of words.
#ifndef UNHUNCH_FIGURE_READER_H
#define UNHUNCH_FIGURE_READER_H

#include "unhunch/figure.h"

enum { WORD_MAX = 32 };

struct word {
    const char *at;
    int length;
    int column;
};

// What statements change: the header's own key until the first pose, then that pose.
struct reader {
    struct uh_figure *figure;
    const struct uh_skeleton *skeleton;
    struct uh_figure_error *error;
    struct uh_key *key;
    struct uh_key *header;
    struct uh_prior neutral; // of the base
    int line, word_count, next_id;
    struct word words[WORD_MAX];
    bool changes;                  // lines of a variant, on top of those of the figure
    struct word without[WORD_MAX]; // poses that it leaves out
    int without_count;
};

bool word_is(const struct word *word, const char *text);
bool reader_fail(struct reader *reader, int word, const char *text);
bool reader_fail_word(struct reader *reader, int word, const char *what);
bool reader_number(struct reader *reader, int word, double *number);
bool reader_length(struct reader *reader, int word, double *metres); // scaled to the body
bool reader_site(struct reader *reader, int word, int *site);
bool reader_line(struct reader *reader, const char *line, int length);
bool reader_text(struct reader *reader, const char *text, const char *variant); // variants.c
bool reader_goal(struct reader *reader, struct uh_goal goal);

// Statements, by topic. Each reads the words of the current line.
bool read_base(struct reader *reader);
bool read_prop(struct reader *reader);
bool read_on(struct reader *reader);
bool read_touch(struct reader *reader);
bool read_at(struct reader *reader);
bool read_point(struct reader *reader);
bool read_aim(struct reader *reader);
bool read_drop(struct reader *reader);
bool read_root(struct reader *reader);
bool read_joint(struct reader *reader);

#endif
