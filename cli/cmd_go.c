// SPDX-License-Identifier: Apache-2.0
// Plays the session in the terminal and keeps what happens, each event before the next move begins.
#include "cmd_plan.h"

#include <stdio.h>
#include <time.h>

#include "moving.h"
#include "picture.h"

// Without a terminal to play in the session is printed.
static int print_instead(struct cli *cli, const struct person *person, const struct uh_plan *plan) {
    if (!cli->line.json) cli_complain("no terminal here, so this is the sheet");
    return cli_print_plan(cli, person, plan);
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Where a session is kept: opened with its first event.
struct keeper {
    const struct person *person;
    struct uh_store *store;
};

// Keeps an event of the session before the player goes on.
static bool keep_event(void *context, struct uh_event *event, struct uh_text *error) {
    struct keeper *keeper = context;
    if (keeper->person->homeless) {
        uh_text_add(error, "there is no home folder to keep anything in; set HOME");
        return false;
    }
    event->at_ms = now_ms();
    event->utc_offset_min = person_utc_offset_min(event->at_ms);
    if (keeper->store == NULL && uh_store_open(keeper->person->record_path, UH_STORE_WRITE,
                                               &keeper->store, error) != UH_STORE_OK)
        return false;
    return uh_store_append(keeper->store, event, NULL, error) == UH_STORE_OK;
}

// Hands the plan to the player.
static int play(struct cli *cli, const struct person *person, const struct uh_plan *plan) {
    const struct cli_line *line = &cli->line;
    struct uh_person known = person_for_plan(person);
    struct keeper keeper = {.person = person};
    struct uh_go go = {
        .program = cli->program,
        .catalog = person->catalog,
        .person = &known,
        .plan = plan,
        .record = &person->record,
        .now_ms = person->now_ms,
        .keep = line->dry_run ? NULL : keep_event,
        .keep_context = &keeper,
        .quiet = line->quiet,
        .voice = line->voice,
        .flash = line->flash,
        .speed = line->dry_run ? line->speed : 1,
    };
    const char *why;
    enum picture_way way = picture_way_said(line);
    bool words_only = line->no_figure || way == PICTURE_NONE;
    struct moving moving = {.gallery = words_only ? NULL : picture_gallery(&why),
                            .kind = picture_cells_of(way)};
    if (moving.gallery) {
        go.picture = moving_paint;
        go.picture_context = &moving;
    }
    int code = uh_terminal_go(&go);
    if (moving.gallery) moving_finish(&moving);
    uh_store_close(keeper.store);
    return code;
}

int cli_run_go(struct cli *cli) {
    if (cli->line.speed > 0 && !cli->line.dry_run) {
        cli_complain("--speed goes with --dry-run only: a stretch takes the time it takes");
        return 2;
    }
    static struct person person;
    static struct uh_plan plan;
    int code = 1;
    if (person_load(&person, cli->catalog, PERSON_ALL) && cli_plan(cli, &person, &plan)) {
        bool playable = plan.item_count > 0 && !cli->line.json && uh_terminal_usable();
        if (playable)
            code = play(cli, &person, &plan);
        else if (plan.item_count == 0)
            code = cli_print_plan(cli, &person, &plan);
        else
            code = print_instead(cli, &person, &plan);
    }
    person_finish(&person);
    return code;
}
