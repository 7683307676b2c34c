// SPDX-License-Identifier: Apache-2.0
// The person at this machine: their folders, profile, own moves and record, read for a command.
#ifndef UNHUNCH_CLI_PERSON_H
#define UNHUNCH_CLI_PERSON_H

#include "cli.h"
#include "unhunch/files.h"
#include "unhunch/store.h"

enum { PERSON_PATH_SIZE = 1024 };

struct person {
    bool homeless; // no folder to keep anything in
    char profile_path[PERSON_PATH_SIZE], record_path[PERSON_PATH_SIZE],
        moves_path[PERSON_PATH_SIZE];
    struct uh_files_catalog own;
    const struct uh_catalog *catalog; // with the person's own moves
    struct uh_profile_file file;
    struct uh_record record;
    struct uh_history history;
    struct uh_check_in check_in;
    int64_t now_ms;
};

// What to read.
enum { PERSON_MOVES = 1, PERSON_PROFILE = 2, PERSON_RECORD = 4, PERSON_ALL = 7 };

// Reads these parts. False: it was said on standard error why not, and the exit code is 1. What is
// broken is never taken for empty, for then conditions and moves that hurt would be forgotten.
bool person_load(struct person *person, const struct uh_catalog *catalog, int parts);
void person_finish(struct person *person);

struct uh_person person_for_plan(const struct person *person);

// Writes the profile. False: it was said why not.
bool person_keep_profile(struct person *person);

// Appends an event; at, id and offset are filled in here. False: it was said why not.
bool person_keep_event(struct person *person, struct uh_event *event);

// Opens the record for writing, or says why not.
struct uh_store *person_open_record(struct person *person, enum uh_store_mode mode);

// Offset of the local clock from UTC at a time, in minutes.
int16_t person_utc_offset_min(int64_t at_ms);

#endif
