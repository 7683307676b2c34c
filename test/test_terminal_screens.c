// SPDX-License-Identifier: Apache-2.0
// Screens as text: the states at 80x24 as they must look, and every state at every size within its
// grid, with what a person must always see.
#include "../cli/terminal/screens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const stretch_steps[] = {
    "Sit tall, your face to the front.",
    "Tilt the ear toward the shoulder until you feel a mild pull.",
    "Come up slowly.",
};
static const char *const circle_steps[] = {"Lift both arms to the side.", "Draw small circles."};
static const struct uh_stance stances[] = {{UH_POSITION_SITTING, 1 << UH_EQUIPMENT_CHAIR}};

static const struct uh_move moves[] = {
    {.id = "circles",
     .name = "Circles",
     .kind = UH_KIND_MOBILITY,
     .directions = 2,
     .tempo_s = 3,
     .family = "circles",
     .areas = {[UH_AREA_SHOULDERS] = 3},
     .stance_count = 1,
     .stances = stances,
     .step_count = 2,
     .steps = circle_steps,
     .say = "Small circles.",
     .breath = "Breathe on.",
     .feel = "warm shoulders"},
    {.id = "stretch",
     .name = "Stretch",
     .kind = UH_KIND_STATIC,
     .sides = UH_SIDES_EACH,
     .directions = 1,
     .family = "stretch",
     .areas = {[UH_AREA_NECK] = 3},
     .stance_count = 1,
     .stances = stances,
     .step_count = 3,
     .steps = stretch_steps,
     .say = "Tilt your ear to your shoulder.",
     .breath = "Breathe out as you tilt.",
     .feel = "a mild pull"},
};
static const struct uh_flag flags[] = {
    {"numb-tingle-weak", UH_URGENCY_DOCTOR, "?", "See a doctor within days.", "articles 000, 003"},
};
static const struct uh_session_kind kinds[] = {{.id = "desk", .name = "Desk reset"}};
static const struct uh_modification gently = {.move = "stretch",
                                              .how = "Without the hand, half as far."};
static const struct uh_condition conditions[] = {
    {.id = "sore", .name = "Sore", .modification_count = 1, .modifications = &gently}};
static const struct uh_catalog catalog = {.move_count = 2,
                                          .condition_count = 1,
                                          .conditions = conditions,
                                          .flag_count = 1,
                                          .kind_count = 1,
                                          .moves = moves,
                                          .flags = flags,
                                          .kinds = kinds};
static const struct uh_profile profile = {.setting = -1, .stiffness = {[UH_AREA_NECK] = 6}};
static const struct uh_person person = {&profile, NULL, NULL};

struct scene {
    struct uh_plan plan;
    struct uh_player player;
    struct uh_go go;
    struct grid grid;
    int64_t now;
};

static void open_scene(struct scene *scene, int columns, int rows) {
    memset(scene, 0, sizeof *scene);
    scene->plan.request = uh_default_request();
    scene->plan.request.kind = 0;
    scene->plan.item_count = 2;
    scene->plan.items[0] = (struct uh_plan_item){.move = 1,
                                                 .phase = UH_PHASE_STATIC,
                                                 .position = UH_POSITION_SITTING,
                                                 .sides = UH_SIDES_EACH,
                                                 .directions = 1,
                                                 .reps = 1,
                                                 .hold_s = 30,
                                                 .sets = 2,
                                                 .rest_s = 5,
                                                 .set_seconds = 30,
                                                 .seconds = 140};
    scene->plan.items[1] = (struct uh_plan_item){.move = 0,
                                                 .phase = UH_PHASE_MOBILITY,
                                                 .position = UH_POSITION_STANDING,
                                                 .equipment = 1 << UH_EQUIPMENT_WALL,
                                                 .directions = 2,
                                                 .reps = 8,
                                                 .sets = 1,
                                                 .set_seconds = 48,
                                                 .start_s = 150,
                                                 .seconds = 53};
    scene->go = (struct uh_go){
        .program = "unhunch", .catalog = &catalog, .person = &person, .plan = &scene->plan};
    struct uh_player_setup setup = {.catalog = &catalog, .profile = &profile, .plan = &scene->plan};
    uh_player_init(&scene->player, &setup, 0);
    grid_init(&scene->grid, columns, rows);
}

static void close_scene(struct scene *scene) {
    grid_finish(&scene->grid);
}

static void wait_s(struct scene *scene, int seconds) {
    struct uh_cue cue;
    scene->now += seconds * 1000;
    while (uh_player_poll(&scene->player, scene->now, &cue)) continue;
}

static void press(struct scene *scene, enum uh_player_event event, int value) {
    uh_player_press(&scene->player, scene->now, event, value);
    wait_s(scene, 0);
}

static struct theme plain_theme(void) {
    struct tty tty = {.ability = {.colours = true, .true_colour = true, .unicode = true}};
    return theme_of(&tty);
}

// The screen as lines of UTF-8, without blanks at their ends.
static const char *painted(struct scene *scene, bool help) {
    static char text[200 * 100 * 4];
    struct theme theme = plain_theme();
    struct screen screen = {.go = &scene->go,
                            .player = &scene->player,
                            .theme = &theme,
                            .ground = {.colour = true, .unicode = true},
                            .help = help};
    screen_paint(&scene->grid, &screen);
    size_t at = 0;
    for (int row = 0; row < scene->grid.rows; row++) {
        size_t end = at;
        for (int column = 0; column < scene->grid.columns; column++) {
            uint32_t code = scene->grid.cells[row * scene->grid.columns + column].code;
            if (code >= 0x800) {
                text[at++] = (char)(0xE0 | code >> 12);
                text[at++] = (char)(0x80 | (code >> 6 & 63));
                text[at++] = (char)(0x80 | (code & 63));
            } else {
                text[at++] = (char)code;
            }
            if (code != ' ') end = at;
        }
        at = end;
        text[at++] = '\n';
    }
    text[at] = 0;
    return text;
}

static void shows(struct scene *scene, const char *words) {
    const char *text = painted(scene, false);
    if (strstr(text, words) == NULL) fail_msg("no \"%s\" in\n%s", words, text);
}

static void shows_not(struct scene *scene, const char *words) {
    const char *text = painted(scene, false);
    if (strstr(text, words) != NULL) fail_msg("\"%s\" in\n%s", words, text);
}

static const char holding[] =
    "  Desk reset                                                1 of 2   3:17 left\n"
    "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ━━━━━━━━━━━━━━━━━━━━━━━━\n"
    "\n"
    "  1  Sit tall, your face to the front.        Hold             ● left  ○ right\n"
    "\n"
    "  2  Tilt the ear toward the shoulder         █████████   █████████\n"
    "     until you feel a mild pull.              ▀▀▀▀▀▀███   ███▀▀▀███\n"
    "                                                    ███   ███   ███\n"
    "  3  Come up slowly.                          █████████   █████████\n"
    "                                              ███▀▀▀▀▀▀   ▀▀▀▀▀▀███\n"
    "  Breathe  Breathe out as you tilt.           ███               ███\n"
    "  Feel     A mild pull                        █████████   █████████\n"
    "                                              ▀▀▀▀▀▀▀▀▀   ▀▀▀▀▀▀▀▀▀\n"
    "\n"
    "                                              ██████████████████████████████▉█\n"
    "                                              set 1 of 2\n"
    "\n"
    "                                              Stretch\n"
    "                                              Tilt your ear to your shoulder.\n"
    "\n"
    "\n"
    "  next  Circles  8 slow, each way\n"
    "\n"
    "  space pause   ← back   → skip   + - pace   h it hurts   ? more\n";

static void a_hold_looks_so(void **state) {
    (void)state;
    static struct scene scene;
    open_scene(&scene, 80, 24);
    wait_s(&scene, 6);
    assert_string_equal(painted(&scene, false), holding);
    close_scene(&scene);
}

static const char stopped[] =
    "  Desk reset                                                1 of 2   3:17 left\n"
    "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ━━━━━━━━━━━━━━━━━━━━━━━━\n"
    "\n"
    "    Stopped. Stretch, left side\n"
    "\n"
    "    What did you feel?\n"
    "\n"
    "    1  Too strong a pull\n"
    "    2  Sharp or pinching pain\n"
    "\n"
    "    3  Tingling, numbness or weakness in an arm or hand\n"
    "    4  Dizzy, seeing double, or the worst headache\n"
    "    5  Pain or tightness in the chest, short of breath\n"
    "\n"
    "    0  Nothing bad: go on where I stopped\n"
    "\n\n\n\n\n\n\n\n"
    "  1-5 answer   0 go on   q end\n";

static void it_hurts_looks_so(void **state) {
    (void)state;
    static struct scene scene;
    open_scene(&scene, 80, 24);
    wait_s(&scene, 6);
    press(&scene, UH_PLAYER_ON_HURT, 0);
    assert_string_equal(painted(&scene, false), stopped);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_TINGLING);
    shows(&scene, "Stopped. Tingling, numbness or weakness in an arm or hand");
    shows(&scene, "3  It is still there");
    press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_GONE);
    shows(&scene, "Do not stretch today. See a doctor.");
    shows(&scene, "See a doctor within days.");
    shows(&scene, "unhunch me allow=stretch");
    shows(&scene, "unhunch check-in flags=none");
    shows(&scene, "Source: articles 000, 003");
    close_scene(&scene);
}

static void repetitions_directions_and_places(void **state) {
    (void)state;
    static struct scene scene;
    open_scene(&scene, 80, 24);
    wait_s(&scene, 141);
    shows(&scene, "Get in place");
    shows(&scene, "Next, standing, with a wall.");
    shows(&scene, "enter ready now");
    shows(&scene, "the last one");
    wait_s(&scene, 15);
    shows(&scene, "Repeat");
    shows(&scene, "of 8");
    shows(&scene, "one way round");
    wait_s(&scene, 26);
    shows(&scene, "the other way round");
    press(&scene, UH_PLAYER_ON_SLOWER, 0);
    shows(&scene, "the other way round, slower");
    press(&scene, UH_PLAYER_ON_PAUSE, 0);
    shows(&scene, "Paused");
    shows(&scene, "q end here");
    close_scene(&scene);
}

static void what_a_condition_changes_comes_first(void **state) {
    (void)state;
    static struct scene scene;
    open_scene(&scene, 80, 24);
    shows_not(&scene, gently.how);
    scene.player.plan.items[0].modified_by = 1;
    shows(&scene, gently.how);
    close_scene(&scene);
}

// Minutes from two on; digits that do not fit come smaller.
static void minutes_are_counted_as_such(void **state) {
    (void)state;
    static struct scene scene;
    open_scene(&scene, 80, 24);
    scene.player.plan.items[0].hold_s = scene.player.plan.items[0].set_seconds = 290;
    wait_s(&scene, 6);
    shows(&scene, "██  ██      ██  ██  ██████\n"); // 4:49, its first row
    shows(&scene, "    ██          ██  ██████\n");
    close_scene(&scene);
}

static void the_end_asks(void **state) {
    (void)state;
    static struct scene scene;
    open_scene(&scene, 80, 24);
    wait_s(&scene, 1000);
    shows(&scene, "Done. 2 moves, 2:48 of work.");
    shows(&scene, "How stiff is your neck now?");
    shows(&scene, "It was 6 before.");
    shows(&scene, "2 of 2\n");
    close_scene(&scene);
}

// Every state at every size: nothing breaks, and a running one tells how to stop where it can.
static void every_size(void **state) {
    (void)state;
    static struct scene scene;
    static const int at_s[] = {1, 6, 38, 72, 142, 160, 1000};
    for (int columns = 1; columns <= 130; columns += columns < 40 ? 13 : 6)
        for (int rows = 1; rows <= 50; rows += rows < 24 ? 3 : 5)
            for (size_t i = 0; i < sizeof at_s / sizeof at_s[0]; i++) {
                open_scene(&scene, columns, rows);
                wait_s(&scene, at_s[i]);
                bool fits = columns >= 40 && rows >= 12;
                if (fits && at_s[i] < 1000) shows(&scene, "h it hurts");
                if (fits && at_s[i] == 6) shows(&scene, "Tilt your ear");
                painted(&scene, true);
                press(&scene, UH_PLAYER_ON_PAUSE, 0);
                if (fits && at_s[i] < 1000) shows(&scene, "Paused");
                press(&scene, UH_PLAYER_ON_HURT, 0);
                if (fits && at_s[i] < 1000) shows(&scene, "5  Pain or tightness");
                if (fits && at_s[i] < 1000) shows(&scene, "0  Nothing bad");
                press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_SHARP);
                painted(&scene, false);
                press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_STILL);
                if (fits && at_s[i] < 1000) shows(&scene, "That is all for today.");
                close_scene(&scene);
            }
}

static void what_stays_on_the_screen_afterwards(void **state) {
    (void)state;
    static struct scene scene;
    char room[2048];
    struct uh_text text = uh_text_in(room, sizeof room);
    open_scene(&scene, 80, 24);
    struct screen screen = {.go = &scene.go, .player = &scene.player};
    wait_s(&scene, 6);
    screen_farewell(&screen, &text);
    assert_string_equal(room, "Stopped at move 1 of 2. unhunch go takes it up again.\n");
    press(&scene, UH_PLAYER_ON_HURT, 0);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_FELT_TINGLING);
    press(&scene, UH_PLAYER_ON_ANSWER, UH_AFTER_GONE);
    press(&scene, UH_PLAYER_ON_ENTER, 0);
    text = uh_text_in(room, sizeof room);
    screen_farewell(&screen, &text);
    assert_non_null(strstr(room, "See a doctor within days."));
    close_scene(&scene);
    open_scene(&scene, 80, 24);
    wait_s(&scene, 1000);
    press(&scene, UH_PLAYER_ON_QUIT, 0);
    text = uh_text_in(room, sizeof room);
    screen_farewell(&screen, &text);
    assert_string_equal(room, "Done. 2 moves, 2:48 of work.\n");
    close_scene(&scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hold_looks_so),
        cmocka_unit_test(it_hurts_looks_so),
        cmocka_unit_test(repetitions_directions_and_places),
        cmocka_unit_test(what_a_condition_changes_comes_first),
        cmocka_unit_test(minutes_are_counted_as_such),
        cmocka_unit_test(the_end_asks),
        cmocka_unit_test(every_size),
        cmocka_unit_test(what_stays_on_the_screen_afterwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
