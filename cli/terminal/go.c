// SPDX-License-Identifier: Apache-2.0
// One loop: wait for keys, signals or the frame timer; play up to now; paint; send what changed.
// Signals come through a signalfd, so that nothing runs inside a handler and the terminal is given
// back in one place. The session's time is the monotonic clock less what was spent stopped.
#define _GNU_SOURCE
#include "go.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "screens.h"
#include "tty.h"
#include "voice.h"

enum {
    ESCAPE_MS = 50, // after a lone escape byte it is the key
    FLASH_MS = 160,
    MOVING_FRAME_MS = 83, // 12 a second
    HOLDING_FRAME_MS = 250,
    OFFER_HOURS = 12 // an interrupted session is offered so long
};

struct run {
    const struct uh_go *go;
    struct tty tty;
    struct theme theme;
    struct grid shown, wanted;
    bool fresh; // nothing is known of what the terminal shows
    struct voice *voice;
    struct uh_player player;
    struct uh_plan again; // the interrupted session's
    struct uh_event event;
    uint8_t session[16];
    int signals, timer;
    sigset_t mask_before;
    int64_t start_ms, skipped_ms, polled_ms; // of the monotonic clock
    int64_t flash_until_ms;
    int frame_ms; // the timer's period; 0: off
    bool offering, help, help_ran, rang;
    int last_digit; // typed at the end's question, -1: none
    int left_moves, left_s;
    bool over;
    int exit_code;
    struct uh_text error;
    char error_room[512];
};

static int64_t monotonic_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t play_ms(const struct run *run) {
    int speed = run->go->speed > 1 ? run->go->speed : 1;
    return (monotonic_ms() - run->start_ms - run->skipped_ms) * speed;
}

static void quit(struct run *run, int exit_code) {
    run->over = true;
    run->exit_code = exit_code;
}

// ---- cues ----

// Keeps an event; the first failure is told at the end, and the session goes on.
static void keep(struct run *run, struct uh_event *event) {
    if (run->go->keep == NULL) return;
    if (event->kind != UH_EVENT_SESSION_START)
        memcpy(event->session, run->session, sizeof event->session);
    char room[512];
    struct uh_text error = uh_text_in(room, sizeof room);
    bool kept = run->go->keep(run->go->keep_context, event, &error);
    if (!kept && run->error.used == 0) uh_text_add(&run->error, room);
    if (event->kind == UH_EVENT_SESSION_START) memcpy(run->session, event->id, sizeof run->session);
}

static void say_number(struct run *run, int number) {
    char room[16];
    snprintf(room, sizeof room, "%d", number);
    voice_say(run->voice, room, NULL);
}

static void take_cue(struct run *run, const struct uh_cue *cue) {
    switch (cue->kind) {
    case UH_CUE_SPEAK:
        voice_say(run->voice, cue->text, cue->more);
        break;
    case UH_CUE_BELL:
        run->rang = !run->go->quiet;
        if (run->go->flash) run->flash_until_ms = monotonic_ms() + FLASH_MS;
        break;
    case UH_CUE_REP:
        say_number(run, cue->number);
        break;
    case UH_CUE_RECORD:
        uh_player_record(&run->player, cue, &run->event);
        keep(run, &run->event);
        break;
    default:
        break;
    }
}

static void play(struct run *run) {
    struct uh_cue cue;
    if (run->offering) return;
    int64_t now = play_ms(run);
    while (uh_player_poll(&run->player, now, &cue)) take_cue(run, &cue);
    run->polled_ms = monotonic_ms();
    if (run->player.state == UH_PLAYER_ENDED) quit(run, 0);
}

static void press(struct run *run, enum uh_player_event event, int value) {
    bool ran = uh_player_runs(&run->player);
    play(run);
    if (run->over) return;
    uh_player_press(&run->player, play_ms(run), event, value);
    if (ran && !uh_player_runs(&run->player)) voice_hush(run->voice);
    play(run);
}

// ---- keys ----

static const struct {
    enum key_kind kind;
    char character;
    enum uh_player_event event;
} bindings[] = {
    {KEY_TEXT, ' ', UH_PLAYER_ON_PAUSE},   {KEY_LEFT, 0, UH_PLAYER_ON_BACK},
    {KEY_RIGHT, 0, UH_PLAYER_ON_SKIP},     {KEY_DOWN, 0, UH_PLAYER_ON_BACK},
    {KEY_UP, 0, UH_PLAYER_ON_SKIP},        {KEY_TEXT, '+', UH_PLAYER_ON_QUICKER},
    {KEY_TEXT, '=', UH_PLAYER_ON_QUICKER}, {KEY_TEXT, '-', UH_PLAYER_ON_SLOWER},
    {KEY_TEXT, '_', UH_PLAYER_ON_SLOWER},  {KEY_TEXT, 'h', UH_PLAYER_ON_HURT},
    {KEY_TEXT, 'H', UH_PLAYER_ON_HURT},    {KEY_TEXT, 'q', UH_PLAYER_ON_QUIT},
    {KEY_TEXT, 'Q', UH_PLAYER_ON_QUIT},    {KEY_ENTER, 0, UH_PLAYER_ON_ENTER},
    {KEY_ESCAPE, 0, UH_PLAYER_ON_ESCAPE},
};

// Digits answer; at the end 1 and then 0 is 10.
static void press_digit(struct run *run, int digit) {
    bool ten = run->player.state == UH_PLAYER_DONE && run->last_digit == 1 && digit == 0;
    run->last_digit = digit;
    press(run, UH_PLAYER_ON_ANSWER, ten ? 10 : digit);
}

static bool is_character(const struct key *key, char character) {
    return key->kind == KEY_TEXT && key->code == (unsigned char)character;
}

static void open_help(struct run *run) {
    if (run->player.state > UH_PLAYER_PAUSED) return;
    run->help_ran = uh_player_runs(&run->player);
    press(run, UH_PLAYER_ON_HALT, 0);
    run->help = true;
}

// Closes it; true where the key is used up by that: that it hurts is never lost.
static bool close_help(struct run *run, const struct key *key) {
    run->help = false;
    if (is_character(key, 'h') || is_character(key, 'H') || is_character(key, 'q')) return false;
    if (run->help_ran) press(run, UH_PLAYER_ON_PAUSE, 0);
    return true;
}

static void press_key(struct run *run, const struct key *key) {
    if (run->help && close_help(run, key)) return;
    if (is_character(key, '?')) {
        open_help(run);
        return;
    }
    if (key->kind == KEY_TEXT && key->code >= '0' && key->code <= '9') {
        press_digit(run, (int)key->code - '0');
        return;
    }
    run->last_digit = -1;
    if (is_character(key, 's') && run->player.state == UH_PLAYER_DONE) {
        press(run, UH_PLAYER_ON_QUIT, 0);
        return;
    }
    for (size_t i = 0; i < sizeof bindings / sizeof bindings[0]; i++)
        if (bindings[i].kind == key->kind &&
            (key->kind != KEY_TEXT || is_character(key, bindings[i].character))) {
            press(run, bindings[i].event, 0);
            return;
        }
}

// ---- beginning, or going on ----

static struct uh_player_setup setup_of(const struct run *run, const struct uh_plan *plan) {
    const struct uh_person *person = run->go->person;
    return (struct uh_player_setup){
        .catalog = run->go->catalog,
        .profile = person->profile,
        .check_in = person->check_in,
        .plan = plan,
    };
}

static void start_clock(struct run *run) {
    run->start_ms = run->polled_ms = monotonic_ms();
    run->skipped_ms = 0;
}

static void begin(struct run *run) {
    struct uh_player_setup setup = setup_of(run, run->go->plan);
    start_clock(run);
    uh_player_init(&run->player, &setup, 0);
}

static void begin_again(struct run *run) {
    struct uh_player_setup setup = setup_of(run, &run->again);
    setup.going_on = true;
    setup.over = run->go->record->open_items;
    struct uh_move_set over = setup.over;
    struct uh_plan *plan = &run->again;
    uh_player_plan_again(run->go->catalog, run->go->person, &run->go->record->open_start, &over,
                         plan);
    setup.over = over;
    start_clock(run);
    uh_player_init(&run->player, &setup, 0);
    memcpy(run->session, run->go->record->open_start.id, sizeof run->session);
    run->left_moves = 0;
    for (int i = 0; i < plan->item_count; i++) run->left_moves += !uh_move_set_has(&over, i);
    struct uh_player_view view;
    uh_player_look(&run->player, &view);
    run->left_s = view.left_s;
}

// The interrupted session is not taken up again: that is noted, so that it is not asked again.
static void abandon(struct run *run) {
    struct uh_event *event = &run->event;
    memset(event, 0, sizeof *event);
    event->kind = UH_EVENT_SESSION_END;
    event->ending = UH_ENDING_ABANDONED;
    memcpy(run->session, run->go->record->open_start.id, sizeof run->session);
    keep(run, event);
    memset(run->session, 0, sizeof run->session);
}

static bool can_go_on(const struct run *run) {
    const struct uh_record *record = run->go->record;
    struct uh_move_set over = record->open_items;
    struct uh_plan *plan = (struct uh_plan *)&run->again;
    int64_t age_ms = run->go->now_ms - record->open_start.at_ms;
    return age_ms < (int64_t)OFFER_HOURS * 3600 * 1000 &&
           uh_player_plan_again(run->go->catalog, run->go->person, &record->open_start, &over,
                                plan) == UH_OK;
}

static void start(struct run *run) {
    const struct uh_record *record = run->go->record;
    bool open = run->go->keep != NULL && record != NULL && record->open;
    if (open && can_go_on(run)) {
        begin_again(run);
        run->offering = true;
        return;
    }
    if (open) abandon(run);
    begin(run);
}

static void answer_offer(struct run *run, const struct key *key) {
    if (key->kind == KEY_ENTER || is_character(key, ' ') || is_character(key, 'y')) {
        run->offering = false;
        begin_again(run);
    } else if (is_character(key, 'n')) {
        run->offering = false;
        abandon(run);
        begin(run);
    } else if (is_character(key, 'q') || key->kind == KEY_ESCAPE) {
        quit(run, 0);
    }
}

static void read_keys(struct run *run, bool idle) {
    struct key key;
    if (!tty_read(&run->tty)) {
        quit(run, 128 + SIGHUP);
        return;
    }
    while (!run->over && keys_next(&run->tty.keys, idle, &key)) {
        if (key.kind >= KEY_OTHER) continue;
        if (run->offering)
            answer_offer(run, &key);
        else
            press_key(run, &key);
    }
}

// ---- the screen ----

static void fit_screen(struct run *run) {
    int columns, rows;
    tty_size(&run->tty, &columns, &rows);
    run->fresh = true;
    if (run->wanted.cells != NULL && columns == run->wanted.columns && rows == run->wanted.rows)
        return;
    grid_finish(&run->shown);
    grid_finish(&run->wanted);
    grid_init(&run->shown, columns, rows);
    grid_init(&run->wanted, columns, rows);
}

static struct screen screen_of(const struct run *run) {
    return (struct screen){
        .go = run->go,
        .player = &run->player,
        .theme = &run->theme,
        .ground = {.colour = run->tty.ability.colours,
                   .unicode = run->tty.ability.unicode,
                   .known = run->tty.ground_known,
                   .rgb = run->tty.ground},
        .help = run->help,
        .going_on = run->offering,
        .left_moves = run->left_moves,
        .left_s = run->left_s,
        .flash = monotonic_ms() < run->flash_until_ms,
        .now_ms = monotonic_ms(),
    };
}

// Paints and sends; a terminal that is slow to take the last frame skips this one.
static void show(struct run *run) {
    if (run->rang) bytes_put(&run->tty.queue, "\a");
    run->rang = false;
    if (tty_write(&run->tty)) {
        struct screen screen = screen_of(run);
        screen_paint(&run->wanted, &screen);
        grid_send(&run->shown, &run->wanted, run->fresh, &run->tty.ability, &run->tty.queue);
        run->fresh = false;
        tty_write(&run->tty);
    }
    if (run->tty.gone) quit(run, 128 + SIGHUP);
}

// The frames that the player needs: few where only the count changes.
static int frame_needed(const struct run *run) {
    struct uh_player_view view;
    if (!uh_player_runs(&run->player) || run->offering) return 0;
    uh_player_look(&run->player, &view);
    bool held = view.state == UH_PLAYER_WORK && view.reach_permille == 1000;
    if (held || view.state == UH_PLAYER_REST) return HOLDING_FRAME_MS;
    return MOVING_FRAME_MS;
}

// The frames a state needs: none where nothing moves.
static void set_timer(struct run *run) {
    int wanted = frame_needed(run);
    if (monotonic_ms() < run->flash_until_ms) wanted = MOVING_FRAME_MS;
    if (wanted == run->frame_ms) return;
    run->frame_ms = wanted;
    struct timespec period = {0, (long)wanted * 1000000};
    struct itimerspec timer = {.it_interval = period, .it_value = period};
    timerfd_settime(run->timer, 0, &timer, NULL);
}

// ---- signals ----

static void take_signals(struct run *run) {
    sigset_t mask;
    sigemptyset(&mask);
    static const int taken[] = {SIGINT,  SIGTERM, SIGHUP,   SIGQUIT,
                                SIGTSTP, SIGCONT, SIGWINCH, SIGPIPE};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) sigaddset(&mask, taken[i]);
    sigprocmask(SIG_BLOCK, &mask, &run->mask_before);
    run->signals = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
}

// The session was out of sight: it is paused, and that time is not played.
static void come_back(struct run *run) {
    run->skipped_ms += monotonic_ms() - run->polled_ms;
    if (!run->offering && !run->over) press(run, UH_PLAYER_ON_HALT, 0);
    tty_take(&run->tty);
    fit_screen(run);
}

static void stop(struct run *run) {
    if (!run->offering) press(run, UH_PLAYER_ON_HALT, 0);
    tty_give_back(&run->tty);
    raise(SIGSTOP);
    // The signal that woke us has been answered by coming back.
    sigset_t woken;
    sigemptyset(&woken);
    sigaddset(&woken, SIGCONT);
    struct timespec none = {0, 0};
    sigtimedwait(&woken, NULL, &none);
    come_back(run);
}

static void take_signal(struct run *run, int signal) {
    switch (signal) {
    case SIGTSTP:
        stop(run);
        break;
    case SIGCONT: // stopped by another way than Ctrl-Z: the shell has the terminal as it was
        tty_give_back(&run->tty);
        come_back(run);
        break;
    case SIGWINCH:
        fit_screen(run);
        break;
    case SIGPIPE:
        break;
    case SIGHUP:
        run->tty.gone = true;
        quit(run, 128 + signal);
        break;
    default:
        quit(run, 128 + signal);
    }
}

static void read_signals(struct run *run) {
    struct signalfd_siginfo info;
    while (!run->over && read(run->signals, &info, sizeof info) == (ssize_t)sizeof info)
        take_signal(run, (int)info.ssi_signo);
}

// ---- the loop ----

static void wait_and_read(struct run *run) {
    bool waiting = keys_waiting(&run->tty.keys), unsent = run->tty.queue.used > 0;
    struct pollfd sources[] = {
        {.fd = run->tty.fd, .events = (short)(POLLIN | (unsent ? POLLOUT : 0))},
        {.fd = run->signals, .events = POLLIN},
        {.fd = run->timer, .events = POLLIN},
    };
    int ready = poll(sources, 3, waiting ? ESCAPE_MS : -1);
    if (ready < 0 && errno != EINTR) quit(run, 1);
    if (ready <= 0) {
        read_keys(run, true);
        return;
    }
    uint64_t ticks;
    if (sources[2].revents != 0 && read(run->timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
        quit(run, 1);
    if (sources[1].revents != 0) read_signals(run);
    if (!run->over && sources[0].revents != 0) read_keys(run, false);
}

static void loop(struct run *run) {
    start(run);
    while (!run->over) {
        play(run);
        if (run->over) break;
        show(run);
        set_timer(run);
        if (!run->over) wait_and_read(run);
    }
}

// Prints text in lines of so many columns, broken between words.
static void print_wrapped(const char *text, int columns) {
    int used = 0;
    while (*text != 0) {
        size_t length = strcspn(text, " \n");
        if (used > 0 && used + 1 + (int)length > columns) {
            putchar('\n');
            used = 0;
        } else if (used > 0) {
            putchar(' ');
            used++;
        }
        used += (int)fwrite(text, 1, length, stdout);
        text += length;
        if (*text == '\n') {
            putchar('\n');
            used = 0;
        }
        text += *text != 0;
    }
}

static void say_goodbye(struct run *run) {
    char room[2048];
    struct uh_text text = uh_text_in(room, sizeof room);
    struct screen screen = screen_of(run);
    if (!run->offering) screen_farewell(&screen, &text);
    print_wrapped(room, run->wanted.columns < 80 ? run->wanted.columns : 80);
    if (fflush(stdout) != 0) run->exit_code = 1;
    if (run->error.used == 0) return;
    fprintf(stderr, "%s: not all of this session could be kept: %s\n", run->go->program,
            run->error.at);
    if (run->exit_code == 0) run->exit_code = 1;
}

bool uh_terminal_usable(void) {
    return tty_usable();
}

int uh_terminal_go(const struct uh_go *go) {
    struct run *run = calloc(1, sizeof *run);
    if (run == NULL) abort();
    run->go = go;
    run->last_digit = -1;
    run->error = uh_text_in(run->error_room, sizeof run->error_room);
    setlocale(LC_CTYPE, "");
    take_signals(run);
    if (!tty_usable() || !tty_open(&run->tty)) {
        fprintf(stderr, "%s: the terminal cannot be opened\n", go->program);
        sigprocmask(SIG_SETMASK, &run->mask_before, NULL);
        free(run);
        return 1;
    }
    tty_ask(&run->tty);
    run->theme = theme_of(&run->tty);
    run->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    run->voice = go->voice ? voice_create() : NULL;
    fit_screen(run);
    loop(run);
    bool gone = run->tty.gone;
    tty_close(&run->tty);
    voice_destroy(run->voice);
    if (!gone) say_goodbye(run);
    int exit_code = run->exit_code;
    close(run->timer);
    close(run->signals);
    grid_finish(&run->shown);
    grid_finish(&run->wanted);
    sigprocmask(SIG_SETMASK, &run->mask_before, NULL);
    free(run);
    return exit_code;
}
