// SPDX-License-Identifier: Apache-2.0
#include "person.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ERROR_SIZE = 1024 };

// The home folder; where HOME is unset, the one of the user database. NULL: none.
static const char *home_folder(void) {
    const char *home = getenv("HOME");
    if (home && home[0] == '/') return home;
    struct passwd *entry = home ? NULL : getpwuid(getuid());
    return entry && entry->pw_dir && entry->pw_dir[0] == '/' ? entry->pw_dir : NULL;
}

// A folder of the XDG base directory specification; relative ones are to be ignored.
static bool base_folder(const char *variable, const char *below_home, char path[PERSON_PATH_SIZE]) {
    const char *said = getenv(variable);
    const char *home = home_folder();
    int length = -1;
    if (said && said[0] == '/')
        length = snprintf(path, PERSON_PATH_SIZE, "%s", said);
    else if (home)
        length = snprintf(path, PERSON_PATH_SIZE, "%s/%s", home, below_home);
    return length >= 0 && length < PERSON_PATH_SIZE;
}

// A path in our folder; false where it is too long.
static bool join(char path[PERSON_PATH_SIZE], const char *folder, const char *name) {
    int length = snprintf(path, PERSON_PATH_SIZE, "%s/unhunch/%s", folder, name);
    return length >= 0 && length < PERSON_PATH_SIZE;
}

// Where profile, record and own moves are kept.
static bool find_folders(struct person *person) {
    char settings[PERSON_PATH_SIZE], data[PERSON_PATH_SIZE];
    return base_folder("XDG_CONFIG_HOME", ".config", settings) &&
           base_folder("XDG_DATA_HOME", ".local/share", data) &&
           join(person->profile_path, settings, "profile.yaml") &&
           join(person->record_path, data, "record.db") && join(person->moves_path, data, "moves");
}

// One line for each of the person's move files that was left out.
static void tell_own_problems(const struct uh_files_catalog *own) {
    const char *told = "";
    for (const struct uh_problem *problem = own->problems; problem; problem = problem->next) {
        if (strcmp(problem->file, told) == 0) continue;
        told = problem->file;
        if (problem->line > 0)
            fprintf(stderr, "unhunch: left out %s:%d:%d: %s\n", problem->file, problem->line,
                    problem->column, problem->what);
        else
            fprintf(stderr, "unhunch: left out %s: %s\n", problem->file, problem->what);
    }
    if (own->problems) fprintf(stderr, "  what to do: %s moves --check FILE\n", cli_program());
}

// Reads the profile; says what is wrong with it.
static bool load_profile(struct person *person) {
    if (uh_profile_read(person->profile_path, person->catalog, &person->file) == UH_OK) return true;
    cli_complain("your profile cannot be read, so nothing is planned: conditions could be missed");
    uh_problems_print(person->file.problems, stderr);
    return false;
}

struct uh_store *person_open_record(struct person *person, enum uh_store_mode mode) {
    if (person->homeless) {
        cli_complain("there is no home folder to keep anything in; set HOME");
        return NULL;
    }
    char words[ERROR_SIZE];
    struct uh_text error = uh_text_in(words, sizeof words);
    struct uh_store *store;
    if (uh_store_open(person->record_path, mode, &store, &error) == UH_STORE_OK) return store;
    cli_complain("%s", words);
    return NULL;
}

// Folds the record; says why it cannot be read.
static bool load_record(struct person *person) {
    char words[ERROR_SIZE];
    struct uh_text error = uh_text_in(words, sizeof words);
    struct uh_store *store = person_open_record(person, UH_STORE_READ);
    if (!store) return false;
    enum uh_store_result read = uh_store_fold(store, person->catalog, &person->record, &error);
    uh_store_close(store);
    if (read != UH_STORE_OK) cli_complain("%s", words);
    return read == UH_STORE_OK;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// What the record says as of now. That a return gate was met is kept by taking the condition out of
// the profile: a condition that stands there again is a new injury, and must meet the gate anew.
static void look_at_record(struct person *person) {
    uh_record_history(&person->record, person->now_ms, &person->history);
    person->check_in = uh_record_check_in(&person->record, person->now_ms);
    person->check_in.recovered = false;
}

bool person_load(struct person *person, const struct uh_catalog *catalog, int parts) {
    memset(person, 0, sizeof *person);
    person->catalog = catalog;
    person->now_ms = now_ms();
    person->file.profile = uh_default_profile();
    uh_record_init(&person->record);
    person->homeless = !find_folders(person);
    if (person->homeless) {
        if (parts != PERSON_MOVES)
            cli_complain("there is no home folder (HOME is not set), so nothing is known of you");
    } else {
        uh_files_read_own(person->moves_path, catalog, &person->own);
        person->catalog = &person->own.catalog;
        tell_own_problems(&person->own);
        if ((parts & PERSON_PROFILE) && !load_profile(person)) return false;
        if ((parts & PERSON_RECORD) && !load_record(person)) return false;
    }
    look_at_record(person);
    return true;
}

void person_finish(struct person *person) {
    uh_profile_finish(&person->file);
    uh_files_finish(&person->own);
}

struct uh_person person_for_plan(const struct person *person) {
    return (struct uh_person){&person->file.profile, &person->check_in, &person->history};
}

bool person_keep_profile(struct person *person) {
    if (person->homeless) {
        cli_complain("there is no home folder to keep a profile in; set HOME");
        return false;
    }
    char words[ERROR_SIZE];
    struct uh_text detail = uh_text_in(words, sizeof words);
    enum uh_result kept =
        uh_profile_write(person->profile_path, person->catalog, &person->file, &detail);
    if (kept != UH_OK) cli_complain("%s", words);
    return kept == UH_OK;
}

int16_t person_utc_offset_min(int64_t at_ms) {
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local)) return 0;
    return (int16_t)(local.tm_gmtoff / 60);
}

bool person_keep_event(struct person *person, struct uh_event *event) {
    struct uh_store *store = person_open_record(person, UH_STORE_WRITE);
    if (!store) return false;
    char words[ERROR_SIZE];
    struct uh_text error = uh_text_in(words, sizeof words);
    event->at_ms = person->now_ms;
    event->utc_offset_min = person_utc_offset_min(event->at_ms);
    enum uh_store_result kept = uh_store_append(store, event, NULL, &error);
    uh_store_close(store);
    if (kept != UH_STORE_OK) {
        cli_complain("%s", words);
        return false;
    }
    uh_record_add(&person->record, person->catalog, event);
    look_at_record(person);
    return true;
}
