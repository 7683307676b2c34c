// SPDX-License-Identifier: Apache-2.0
// What the server knows of the person. Profile and record may be changed by commands while it runs,
// so both are looked at before they are used, and read again only where they changed.
#include <errno.h>
#include <string.h>
#include <time.h>

#include "inside.h"

int64_t wall_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool room_open(struct room *room, const struct uh_server_options *options, struct uh_text *error) {
    room->options = options;
    room->file.profile = uh_default_profile();
    return uh_store_open(options->record_path, UH_STORE_READ, &room->store, error) == UH_STORE_OK &&
           room_refresh(room, error);
}

void room_close(struct room *room) {
    uh_profile_finish(&room->file);
    uh_store_close(room->store);
}

static bool same_file(const struct stat *a, const struct stat *b) {
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// Whether the profile file is another than was read.
static bool profile_changed(const struct room *room, struct stat *now) {
    if (stat(room->options->profile_path, now) != 0) *now = (struct stat){0};
    return !room->profile_read || !same_file(now, &room->profile_stamp);
}

// Where and what is wrong with a profile that cannot be read.
static void tell_problem(const struct uh_profile_file *file, struct uh_text *error) {
    const struct uh_problem *problem = file->problems;
    uh_text_add(error, "your profile cannot be read, so nothing is planned: ");
    if (!problem) return;
    uh_text_add(error, problem->file);
    if (problem->line > 0) {
        uh_text_add(error, ":");
        uh_text_add_int(error, problem->line);
        uh_text_add(error, ":");
        uh_text_add_int(error, problem->column);
    }
    uh_text_add(error, ": ");
    uh_text_add(error, problem->what);
}

static bool refresh_profile(struct room *room, struct uh_text *error) {
    struct stat now;
    if (!profile_changed(room, &now)) return true;
    uh_profile_finish(&room->file);
    room->file = (struct uh_profile_file){0};
    room->profile_read =
        uh_profile_read(room->options->profile_path, room->options->catalog, &room->file) == UH_OK;
    room->profile_stamp = now;
    room->changes++;
    if (!room->profile_read) tell_problem(&room->file, error);
    return room->profile_read;
}

static bool refresh_record(struct room *room, struct uh_text *error) {
    int64_t stamp = uh_store_stamp(room->store);
    if (room->record_read && stamp == room->store_stamp) return true;
    room->store_stamp = stamp;
    room->record_read =
        uh_store_fold(room->store, room->options->catalog, &room->record, error) == UH_STORE_OK;
    return room->record_read;
}

// That a return gate was met is kept by taking the condition out of the profile, as the commands
// do.
bool room_refresh(struct room *room, struct uh_text *error) {
    room->now_ms = wall_ms();
    if (!refresh_profile(room, error) || !refresh_record(room, error)) return false;
    uh_record_history(&room->record, room->now_ms, &room->history);
    room->check_in = uh_record_check_in(&room->record, room->now_ms);
    room->check_in.recovered = false;
    return true;
}

bool room_keep_profile(struct room *room, struct uh_text *error) {
    enum uh_result kept =
        uh_profile_write(room->options->profile_path, room->options->catalog, &room->file, error);
    room->file.exists = room->file.exists || kept == UH_OK;
    room->profile_read = false;
    return kept == UH_OK;
}

bool room_changed(struct room *room) {
    struct stat now;
    bool profile = profile_changed(room, &now), record = false;
    if (profile) {
        char words[512];
        struct uh_text error = uh_text_in(words, sizeof words);
        refresh_profile(room, &error);
    }
    int64_t stamp = uh_store_stamp(room->store);
    if (stamp != room->store_stamp) {
        room->store_stamp = stamp;
        room->record_read = false;
        record = true;
    }
    return profile || record;
}
