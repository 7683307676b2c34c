// SPDX-License-Identifier: Apache-2.0
// Reading and writing what people write: the data folder, a person's own moves, their profile.
// A shell: it opens files, takes memory from the system and ends the program when there is none.
#ifndef UNHUNCH_FILES_H
#define UNHUNCH_FILES_H

#include <stdio.h>

#include "unhunch/safety.h"

enum {
    UH_FILE_SIZE_MAX = 1 << 20, // bytes; nobody writes a larger file of moves by hand
    UH_PROBLEM_MAX = 20,        // shown of one file
    UH_OWN_FILE_MAX = 256
};

// Memory that grows and is freed all at once. Zero-initialised is valid.
struct uh_heap {
    struct uh_heap_block *blocks;
};

void *uh_heap_take(struct uh_heap *heap, size_t count, size_t size); // zeroed, 16-byte aligned
char *uh_heap_text(struct uh_heap *heap, const char *bytes, size_t length);
void uh_heap_finish(struct uh_heap *heap);

// One thing that is wrong in a file. Texts hold no control characters.
struct uh_problem {
    struct uh_problem *next;
    const char *file;
    int line, column;   // from 1; 0: the file as a whole
    const char *what;   // "hold_s: 300 is over 120"
    const char *source; // the line it stands in, shortened where long; NULL: none
    int caret, width;   // characters of source before the marked part, and in it
    const char *hint;   // what to do; NULL: nothing to add
};

// Prints the problems, each as FILE:LINE:COLUMN, the line and a caret.
void uh_problems_print(const struct uh_problem *first, FILE *out);

// A catalogue read from files, and what was wrong with them. Zero-initialised is valid.
struct uh_files_catalog {
    struct uh_catalog catalog; // lives as long as this, and as the catalogue it extends
    struct uh_problem *problems;
    int problem_count;  // all, also those over UH_PROBLEM_MAX a file
    int left_out_count; // files left out for their problems
    int own_count;      // moves that are the person's own
    int path_count;     // files and folders that uh_files_read_data looked at
    const char *const *paths;
    struct uh_heap heap;
};

// Reads the data folder, all of it. True when nothing is wrong; else the catalogue is not usable.
bool uh_files_read_data(const char *folder, struct uh_files_catalog *out);

// The catalogue `base` and the moves of every *.yaml file in `folder` (which need not exist). A
// file with a problem is left out whole; the catalogue is always usable. Its conditions treat an
// own move as the built-in moves of its family.
void uh_files_read_own(const char *folder, const struct uh_catalog *base,
                       struct uh_files_catalog *out);

// Checks a person's move files together against the built-in catalogue; a folder stands for its
// *.yaml files. Prints what is wrong and a closing line. Returns the number of problems.
int uh_files_check(int count, const char *const *paths, const struct uh_catalog *catalog,
                   FILE *out);

void uh_files_finish(struct uh_files_catalog *catalog);

// The profile file. Words that this program does not know are kept, so that a rewrite loses none.
struct uh_profile_file {
    struct uh_profile profile;
    bool exists;
    struct uh_problem *problems; // not NULL: broken; the profile is then the default one
    int unknown_condition_count, unknown_like_count, unknown_dislike_count, note_count;
    const char *const *unknown_conditions; // they filter nothing
    const char *const *unknown_likes, *const *unknown_dislikes;
    const char *const *notes; // the person's own words
    struct uh_heap heap;
};

// Reads the profile. A file that does not exist is an empty profile. OK, or BAD_INPUT with
// problems.
enum uh_result uh_profile_read(const char *path, const struct uh_catalog *catalog,
                               struct uh_profile_file *out);

// Writes it, all or nothing, making the folders it needs. REFUSED when the file there is broken
// (nobody's text is lost) or cannot be written; why is in `detail`.
enum uh_result uh_profile_write(const char *path, const struct uh_catalog *catalog,
                                const struct uh_profile_file *file, struct uh_text *detail);

void uh_profile_finish(struct uh_profile_file *file);

#endif
