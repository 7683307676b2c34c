// SPDX-License-Identifier: Apache-2.0
// All commands and options. Reading the line, help, the manual and completions all come from here.
#include "cli.h"

#define AT(field) offsetof(struct cli_line, field)

static const struct cli_option request_options[] = {
    {"for", "neck,upper", "where you are stiff: neck shoulders chest upper mid lower",
     CLI_TAKE_WORD_SET, CLI_AREAS, .at = AT(areas)},
    {"minutes", "10", "how long: 1 to 60", CLI_TAKE_NUMBER, .least = UH_MINUTES_MIN,
     .most = UH_MINUTES_MAX, .at = AT(minutes)},
    {"at", "desk", "where you are: desk home gym car bed", CLI_TAKE_WORD, CLI_SETTINGS,
     .at = AT(setting)},
    {"with", "chair,roller",
     "what is at hand: chair wall doorway mat towel band dumbbell roller bar, or none",
     CLI_TAKE_WORD_SET, CLI_EQUIPMENT, .at = AT(equipment), .said_at = AT(equipment_said)},
    {"kind", "relief", "the session: desk relief full warmup cooldown morning bedtime drive",
     CLI_TAKE_WORD, CLI_KINDS, .at = AT(kind)},
    {0},
};
static const struct cli_option_group request = {"the session", request_options};

#define JSON                                                                                       \
    { "json", NULL, "print JSON, as unhunch-json(5) describes it", .at = AT(json) }

static const struct cli_option json_options[] = {JSON, {0}};
static const struct cli_option_group json = {"how it is printed", json_options};

static const struct cli_option plan_options[] = {
    {"why", NULL, "why each move is there, and why the others are not", .at = AT(why)},
    {"lp", NULL, "print the problem for a MILP solver, as CPLEX LP", .at = AT(lp)},
    JSON,
    {0},
};
static const struct cli_option_group plan = {"how it is printed", plan_options};

static const struct cli_option go_options[] = {
    {"quiet", NULL, "no bell", .at = AT(quiet)},
    {"voice", NULL, "say aloud what to do", .at = AT(voice)},
    {"flash", NULL, "flash the screen where there is a bell, for noisy rooms", .at = AT(flash)},
    {"pictures", "braille", "the figure as symbols sextants quadrants halves braille none",
     CLI_TAKE_WORD, CLI_PICTURES, .at = AT(pictures)},
    {"no-figure", NULL, "words only", .at = AT(no_figure)},
    {"dry-run", NULL, "play it without writing to the record", .at = AT(dry_run)},
    {"speed", "60", "with --dry-run: play it so many times as fast, 1 to 1000", CLI_TAKE_NUMBER,
     .least = 1, .most = 1000, .at = AT(speed)},
    JSON,
    {0},
};
static const struct cli_option_group go = {"how it is played", go_options};

static const struct cli_option picture_options[] = {
    {"svg", "FILE", "write the picture as SVG, moving; - is standard output", CLI_TAKE_TEXT,
     .at = AT(svg)},
    {"png", "FILE", "write the end position as PNG", CLI_TAKE_TEXT, .at = AT(png)},
    {"gif", "FILE", "write it moving, as GIF", CLI_TAKE_TEXT, .at = AT(gif)},
    {"apng", "FILE", "write it moving, as animated PNG", CLI_TAKE_TEXT, .at = AT(apng)},
    {"webp", "FILE", "write it moving, as WebP", CLI_TAKE_TEXT, .at = AT(webp)},
    {"still", NULL, "with --svg: the end position only", .at = AT(still)},
    {"muscles", NULL, "the muscles, by how far they are stretched", .at = AT(muscles)},
    {"variant", "NAME", "a changed version of the move; its page names those there are",
     CLI_TAKE_TEXT, .at = AT(variant)},
    {"side", "left", "the side that is worked: left or right", CLI_TAKE_WORD, CLI_SIDES,
     .at = AT(side)},
    {"palette", "2", "skin and clothes: 0 to 4; 4 is high contrast", CLI_TAKE_NUMBER, .least = 0,
     .most = 4, .at = AT(palette)},
    {"dark", NULL, "on a dark ground", .at = AT(dark)},
    {"size", "640x480", "of the picture, each side from 64 to 4096", CLI_TAKE_TEXT, .at = AT(size)},
    {"pictures", "sixel",
     "in a terminal: kitty sixel symbols sextants quadrants halves braille none; unless told, the "
     "best it can",
     CLI_TAKE_WORD, CLI_PICTURES, .at = AT(pictures)},
    {"watch", NULL, "MOVE is a move file: draw it anew whenever it is saved", .at = AT(watch)},
    {0},
};
static const struct cli_option_group pictures = {"its picture", picture_options};

static const struct cli_option show_options[] = {
    {"mjcf", "FILE", "write the body in its poses as a model for MuJoCo; - is standard output",
     CLI_TAKE_TEXT, .at = AT(mjcf)},
    JSON,
    {0},
};
static const struct cli_option_group show = {"how it is shown", show_options};

static const struct cli_option moves_options[] = {
    {"for", "neck,upper", "only those that serve: neck shoulders chest upper mid lower",
     CLI_TAKE_WORD_SET, CLI_AREAS, .at = AT(areas)},
    {"check", NULL, "check the files of moves that are named, instead of listing", .at = AT(check)},
    JSON,
    {0},
};
static const struct cli_option_group moves = {"the list", moves_options};

static const struct cli_option serve_options[] = {
    {"port", "8642", "where it is found; 0: any that is free", CLI_TAKE_NUMBER, .least = 0,
     .most = 65535, .at = AT(port), .said_at = AT(port_said)},
    {"listen", "ADDRESS", "also serve devices that pair, on this address of the home network",
     CLI_TAKE_TEXT, .at = AT(listen)},
    {"devices", NULL, "list the devices that are paired, instead of serving", .at = AT(devices)},
    {"revoke", "ID", "take a device's access away, instead of serving", CLI_TAKE_TEXT,
     .at = AT(revoke)},
    JSON,
    {0},
};
static const struct cli_option_group serve = {"the server", serve_options};

const struct cli_option cli_common_options[] = {
    {"help", NULL, "how it is used", .at = AT(help)},
    {"version", NULL, "which version this is", .at = AT(version)},
    {0},
};

const struct cli_command cli_commands[] = {
    {"", NULL, "today's session, on one page",
     "Prints the session for today and how to start it. Takes the options of plan.",
     .groups = {&request, &plan}, .run = cli_run_plan},
    {"go", NULL, "be led through it now",
     "Leads you through the session: what to do, how long, both sides, with a bell. Say that it "
     "hurts at any time with h. Without a terminal it prints the session.",
     .groups = {&request, &go}, .run = cli_run_go},
    {"check-in", "[KEY=VALUE ...]", "how it feels; when to see a doctor",
     "Asks for pain, stiffness and warning signs, writes the answers down, and says what follows "
     "from them. With KEY=VALUE it asks nothing.",
     .operand_max = CLI_OPERAND_MAX, .groups = {&json}, .keys = cli_check_in_keys,
     .run = cli_run_check_in},
    {"me", "[KEY=VALUE ...]", "what I should know about you",
     "Asks six questions, once, and edits the answers later. With KEY=VALUE it asks nothing; KEY= "
     "takes an answer back.",
     .operand_max = CLI_OPERAND_MAX, .groups = {&json}, .keys = cli_me_keys, .run = cli_run_me},
    {"plan", NULL, "a session, without starting it",
     "Prints the best safe session for what you ask, and how sure that is.",
     .groups = {&request, &plan}, .run = cli_run_plan},
    {"moves", "[FILE ...]", "the library of moves",
     "Lists the moves, your own among them. With --check it checks your move files instead.",
     .groups = {&moves}, .run = cli_run_moves},
    {"show", "MOVE", "one move in full",
     "How a move is done, for how long by each source, and what to take care of.", .operand_min = 1,
     .operand_max = 1, .operand_words = CLI_MOVES, .groups = {&pictures, &show},
     .run = cli_run_show},
    {"export", NULL, "all your data, out",
     "Prints everything that unhunch keeps of you, as JSON that import reads.", .groups = {&json},
     .run = cli_run_export},
    {"import", "FILE", "and in again",
     "Adds the events of an export to the record, and takes its profile where there is none "
     "yet. What is there already stays as it is. - reads standard input.",
     .operand_min = 1, .operand_max = 1, .groups = {&json}, .run = cli_run_import},
    {"serve", NULL, "the page in your browser",
     "Prints today's session, then serves the page and its JSON API on this machine until it is "
     "told to end with Ctrl-C. Where it is served already it says so. With --listen other devices "
     "of the home network may pair: a code is shown here, to be typed or "
     "scanned there. What they send is not encrypted on its way.",
     .groups = {&serve}, .run = cli_run_serve},
    {"help", "[COMMAND]", "how a command is used", "Explains a command and its options.",
     .operand_max = 1, .run = cli_run_help},
    {0},
};

const char *const cli_later_commands[] = {"programme", "progress", "companion", NULL};
const char *const cli_later_options[] = {"pdf", "ics", "fit", "weeks", NULL};
