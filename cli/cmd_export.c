// SPDX-License-Identifier: Apache-2.0
// All of it out, and in again.
#include "person.h"
#include "profile_json.h"
#include "unhunch/answers.h"
#include "unhunch/export.h"

#include <errno.h>
#include <string.h>

static int fail_with(struct uh_text *error) {
    cli_complain("%s", error->at);
    return 1;
}

// Events and profile as one JSON document on standard output.
static int export_all(struct person *person) {
    struct uh_store *store = person_open_record(person, UH_STORE_READ);
    if (!store) return 1;
    char words[1024];
    struct uh_text error = uh_text_in(words, sizeof words);
    json_t *profile = person->file.exists
                          ? uh_json_profile(person->catalog, &person->file, &person->history.hurt)
                          : NULL;
    struct uh_export_head head = {
        .program = UNHUNCH_VERSION, .at_ms = person->now_ms, .profile = profile};
    enum uh_store_result result = uh_export_json(stdout, &head, store, &error);
    json_decref(profile);
    uh_store_close(store);
    return result == UH_STORE_OK ? 0 : fail_with(&error);
}

int cli_run_export(struct cli *cli) {
    static struct person person;
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_ALL)) code = export_all(&person);
    person_finish(&person);
    return code;
}

// What became of the profile in the file.
enum profile_end { NO_PROFILE, PROFILE_TAKEN, PROFILE_LEFT };

// Says what an import did.
static int report(struct cli *cli, const struct uh_import *import, enum profile_end profile) {
    if (cli->line.json) {
        json_t *told = json_pack("{s:i, s:i, s:b}", "events", import->events, "added",
                                 import->added, "profile", profile == PROFILE_TAKEN);
        return uh_json_print(told, stdout) ? 0 : 1;
    }
    struct page *page = &cli->page;
    page_to(page, PAGE_MARGIN);
    if (import->added == import->events)
        page_putf(page, PAGE_PLAIN, "%d %s added.", import->added,
                  import->added == 1 ? "event" : "events");
    else
        page_putf(page, PAGE_PLAIN, "%d of %d events added; the others were here already.",
                  import->added, import->events);
    page_end_line(page);
    if (profile == NO_PROFILE) return 0;
    page_wrap(page, PAGE_PLAIN, PAGE_MARGIN,
              profile == PROFILE_TAKEN ? "The profile in it is now yours."
                                       : "You have a profile here; it stays as it is.");
    page_end_line(page);
    return 0;
}

// A profile is taken over only where there is none yet.
static bool take_profile(struct cli *cli, struct person *person, const json_t *profile,
                         enum profile_end *end) {
    *end = NO_PROFILE;
    if (!json_is_object(profile)) return true;
    *end = person->file.exists ? PROFILE_LEFT : PROFILE_TAKEN;
    if (person->file.exists) return true;
    cli_profile_from_json(cli, profile, person);
    return person_keep_profile(person);
}

// Imports a file that is open: events first, then the profile.
static int import_from(struct cli *cli, struct person *person, FILE *in, const char *name) {
    struct uh_store *store = person_open_record(person, UH_STORE_WRITE);
    if (!store) return 1;
    char words[1024];
    struct uh_text error = uh_text_in(words, sizeof words);
    struct uh_import import = {0};
    enum uh_store_result result = uh_import_json(in, name, store, &import, &error);
    uh_store_close(store);
    enum profile_end profile;
    int code = 1;
    if (result != UH_STORE_OK)
        fail_with(&error);
    else if (take_profile(cli, person, import.profile, &profile))
        code = report(cli, &import, profile);
    if (import.profile) json_decref(import.profile);
    return code;
}

int cli_run_import(struct cli *cli) {
    const char *name = cli->argv[cli->line.operands[0]];
    bool standard = strcmp(name, "-") == 0;
    FILE *in = standard ? stdin : fopen(name, "rb");
    if (!in) {
        cli_complain("%.200s: %s", name, strerror(errno));
        return 1;
    }
    static struct person person;
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_MOVES | PERSON_PROFILE))
        code = import_from(cli, &person, in, standard ? "standard input" : name);
    person_finish(&person);
    if (!standard) fclose(in);
    return code;
}
