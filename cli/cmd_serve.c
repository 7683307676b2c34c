// SPDX-License-Identifier: Apache-2.0
// The page in the browser, for this machine and for devices that paired.
#include "cmd_plan.h"
#include "unhunch/answers.h"
#include "unhunch/server.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

// The devices stand beside the record.
static bool devices_path(const struct person *person, char path[PERSON_PATH_SIZE]) {
    const char *slash = strrchr(person->record_path, '/');
    int folder = slash ? (int)(slash - person->record_path) : 0;
    int length = snprintf(path, PERSON_PATH_SIZE, "%.*s/devices.json", folder, person->record_path);
    return folder > 0 && length < PERSON_PATH_SIZE;
}

struct listing {
    struct cli *cli;
    json_t *json;
    int count;
};

static void date_of(int64_t at_ms, char room[16]) {
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm local;
    if (!localtime_r(&seconds, &local) || strftime(room, 16, "%Y-%m-%d", &local) == 0) *room = 0;
}

static void list_device(void *context, const struct uh_device *device) {
    struct listing *listing = context;
    char date[16];
    date_of(device->paired_ms, date);
    listing->count++;
    json_array_append_new(listing->json,
                          json_pack("{s:s, s:s, s:I}", "id", device->id, "name", device->name,
                                    "paired_ms", (json_int_t)device->paired_ms));
    if (listing->cli->line.json) return;
    struct page *page = &listing->cli->page;
    page_to(page, PAGE_MARGIN);
    page_put(page, PAGE_ACCENT, device->id);
    page_putf(page, PAGE_PLAIN, "  %s", device->name);
    page_putf(page, PAGE_MUTED, "   paired %s", date);
    page_end_line(page);
}

// The devices that may use this server.
static int list_devices(struct cli *cli, const char *path) {
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    struct listing listing = {cli, json_array(), 0};
    if (!uh_devices_visit(path, list_device, &listing, &error)) {
        json_decref(listing.json);
        cli_complain("%s", words);
        return 1;
    }
    if (cli->line.json)
        return uh_json_print(json_pack("{s:o}", "devices", listing.json), stdout) ? 0 : 1;
    json_decref(listing.json);
    if (listing.count == 0) {
        page_to(&cli->page, PAGE_MARGIN);
        page_put(&cli->page, PAGE_PLAIN, "No device is paired.");
        page_end_line(&cli->page);
    }
    return 0;
}

static int revoke(struct cli *cli, const char *path) {
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    enum uh_result result = uh_devices_revoke(path, cli->line.revoke, &error);
    if (result == UH_NOT_FOUND)
        cli_complain("no device is called %.60s; %s serve --devices lists them", cli->line.revoke,
                     cli->program);
    else if (result != UH_OK)
        cli_complain("%s", words);
    return result == UH_OK ? 0 : 1;
}

// Today's session, as the bare command prints it. What is wrong with it was said; the page says it
// too.
static void print_today(void *context) {
    const struct cli *cli = context;
    struct cli today = {
        .argc = 1, .argv = cli->argv, .program = cli->program, .catalog = cli->catalog};
    struct cli_fault fault;
    cli_lexicon_init(&today.lexicon, today.catalog);
    page_init(&today.page, stdout);
    if (cli_line_read(today.argc, today.argv, &today.lexicon, &today.line, &fault))
        cli_run_plan(&today);
}

static int serve(struct cli *cli, const struct person *person, const char *devices) {
    char words[512];
    struct uh_text error = uh_text_in(words, sizeof words);
    struct uh_server_options options = {
        .catalog = person->catalog,
        .profile_path = person->profile_path,
        .record_path = person->record_path,
        .devices_path = devices,
        .listen = cli->line.listen,
        .port = cli->line.port_said ? cli->line.port : UH_PORT,
        .program = cli->program,
        .version = UNHUNCH_VERSION,
        .out = stdout,
        .ready = print_today,
        .context = cli,
    };
    if (uh_serve(&options, &error)) return 0;
    cli_complain("%s", words);
    return 1;
}

int cli_run_serve(struct cli *cli) {
    static struct person person;
    char devices[PERSON_PATH_SIZE];
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_MOVES)) {
        if (person.homeless || !devices_path(&person, devices))
            cli_complain("there is no home folder to keep anything in; set HOME");
        else if (cli->line.devices)
            code = list_devices(cli, devices);
        else if (cli->line.revoke)
            code = revoke(cli, devices);
        else
            code = serve(cli, &person, devices);
    }
    person_finish(&person);
    return code;
}
