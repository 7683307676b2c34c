// SPDX-License-Identifier: Apache-2.0
// How fast the planner is: alone on many random people, against glpsol and cbc on the same LP
// files, and as a process against `true`. Prints; passes no judgement. See README.md.
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../test/cases.h"

enum { PAIRS_MAX = 1000, RUNS = 200, MINUTES = 30, LIMIT_S = 120 };

static const struct uh_catalog *const catalog = &uh_builtin_catalog;
static const uint64_t seed = 20;
extern char **environ;

// Wall time for processes; for what computes, the processor's time, which other work on the machine
// disturbs less.
static double clock_ms(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

// The value below which this share of the values lies. Sorts them.
static double quantile(double *values, int count, double share) {
    qsort(values, (size_t)count, sizeof *values, ascending);
    int at = (int)(share * (count - 1) + 0.5);
    return values[at];
}

static double mean(const double *values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum / count;
}

// ---- processes ----

struct run {
    double wall_ms, cpu_ms;
    long peak_kb;
    int code;
};

static double cpu_of(const struct rusage *usage) {
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1e3 +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e3;
}

// Runs a command with its output in a file (or nowhere) and waits for it.
static struct run run(char *const argv[], const char *output) {
    posix_spawn_file_actions_t actions;
    struct rusage usage = {0};
    struct run result = {0};
    pid_t child;
    int status = 0;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    double start = clock_ms(CLOCK_MONOTONIC);
    int failed = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ);
    if (failed == 0)
        while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) continue;
    result.wall_ms = clock_ms(CLOCK_MONOTONIC) - start;
    if (failed == 0) result.cpu_ms = cpu_of(&usage);
    result.peak_kb = failed == 0 ? usage.ru_maxrss : 0;
    result.code = failed != 0 ? -1 : WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

// `unhunch plan` and `true`, in turns. Peak memory is of a child of this process while it is small.
static void bench_process(const char *unhunch) {
    char *plan[] = {(char *)unhunch, "plan", "--for", "neck,upper", "--minutes", "10",
                    "--at",          "desk", NULL};
    char *nothing[] = {"true", NULL};
    static double ours[RUNS], theirs[RUNS];
    long peak = 0;
    for (int i = 0; i < RUNS; i++) {
        struct run a = run(plan, "/dev/null"), b = run(nothing, "/dev/null");
        if (a.code != 0) {
            fprintf(stderr, "unhunch plan: exit %d\n", a.code);
            exit(1);
        }
        ours[i] = a.wall_ms;
        theirs[i] = b.wall_ms;
        if (a.peak_kb > peak) peak = a.peak_kb;
    }
    double x = quantile(ours, RUNS, 0.5), y = quantile(theirs, RUNS, 0.5);
    printf("process, %d runs in turns, wall: unhunch plan p50 %.2f ms p99 %.2f ms; "
           "true p50 %.2f ms; difference of medians %.2f ms\n",
           RUNS, x, quantile(ours, RUNS, 0.99), y, x - y);
    printf("peak resident memory of unhunch plan: %.1f MB\n\n", (double)peak / 1024);
}

// ---- the planner alone ----

static struct test_case at;
static struct uh_plan plan;

static double plan_ms(struct uh_arena *arena) {
    arena->used = 0;
    double start = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
    enum uh_result result = uh_plan_session(catalog, &at.person, &at.request, arena, &plan);
    double took = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - start;
    if (result != UH_OK) {
        fprintf(stderr, "plan: %s\n", uh_result_text(result));
        exit(1);
    }
    return took;
}

// Two sorts of people: as they ask (a place, minutes, areas, conditions, history), and at odds with
// their place too (positions, equipment and kind of session at random), which often leaves little
// to choose from.
static const char *const sorts[] = {"as people ask", "at odds with their place"};

static void roll_person(uint64_t from, int number, int sort) {
    struct dice dice = dice_of(from, (uint64_t)number);
    roll_case(catalog, MINUTES, &dice, &at);
    if (sort != 0) return;
    at.profile.positions_said = at.profile.equipment_said = at.request.equipment_said = false;
    at.request.kind = -1;
}

static void bench_alone(struct uh_arena *arena, int count, int sort) {
    double *times = calloc((size_t)count, sizeof *times);
    if (times == NULL) exit(1);
    int sessions = 0, proven = 0;
    for (int i = 0; sessions < count; i++) {
        roll_person(seed, i, sort);
        double took = plan_ms(arena);
        if (plan.item_count == 0) continue; // nothing to solve: not counted
        times[sessions++] = took;
        proven += plan.proof == UH_PROVEN;
    }
    double slowest = quantile(times, count, 1), p99 = quantile(times, count, 0.99);
    printf("planner in process, %d random people, %s, sessions of 1 to %d minutes:\n"
           "  p50 %.3f ms, p90 %.3f ms, p99 %.3f ms, slowest %.1f ms; proven %d of %d\n",
           count, sorts[sort], MINUTES, quantile(times, count, 0.5), quantile(times, count, 0.9),
           p99, slowest, proven, count);
    free(times);
}

// ---- against other solvers, on the same files ----

static void to_file(void *context, const char *bytes, size_t length) {
    fwrite(bytes, 1, length, context);
}

static void write_problem(struct uh_arena *arena, const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL ||
        uh_plan_write_lp(catalog, &at.person, &at.request, arena, to_file, file) != UH_OK) {
        perror(path);
        exit(1);
    }
    fclose(file);
}

// The number after a word at the start of a line, in the file; 0 where there is none.
static double number_after(const char *path, const char *words) {
    FILE *file = fopen(path, "r");
    char line[512];
    double value = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, words, strlen(words)) == 0) value = strtod(line + strlen(words), NULL);
    if (file != NULL) fclose(file);
    return value;
}

static const char *folder;

static const char *in_folder(const char *name) {
    static char room[2][256];
    static int turn;
    char *path = room[turn ^= 1];
    snprintf(path, sizeof room[0], "%s/%s", folder, name);
    return path;
}

struct other {
    const char *name;
    double floor_ms; // of its process on a problem of one variable
    double process_ms[PAIRS_MAX], net_ms[PAIRS_MAX], ratio[PAIRS_MAX], whole_ratio[PAIRS_MAX];
    double tight_ratio[PAIRS_MAX]; // where time runs short
    int same, late, tight;
};

enum { SPARE_S = 30 }; // with no more left over, a session had to choose

static struct run solve(const struct other *other, const char *problem, double *objective) {
    char limit[16], file[256], out[256];
    snprintf(limit, sizeof limit, "%d", LIMIT_S);
    snprintf(file, sizeof file, "%s", problem);
    snprintf(out, sizeof out, "%s", in_folder("solution"));
    unlink(out);
    char *glpsol[] = {"glpsol", "--cuts", "--tmlim", limit, "--lp", file, "-o", out, NULL};
    char *cbc[] = {"cbc", file, "-seconds", limit, "-ratioGap", "0", "-solve", NULL};
    bool is_glpsol = strcmp(other->name, "glpsol --cuts") == 0;
    struct run result = run(is_glpsol ? glpsol : cbc, in_folder("log"));
    *objective = is_glpsol ? number_after(out, "Objective:  obj =")
                           : number_after(in_folder("log"), "Objective value:");
    if (*objective < 0) *objective = -*objective;
    return result;
}

static void find_floor(struct other *other) {
    double times[21], objective;
    FILE *file = fopen(in_folder("one.lp"), "w");
    if (file == NULL) exit(1);
    fputs("Maximize\n obj: x\nSubject To\n c: x <= 1\nBinaries\n x\nEnd\n", file);
    fclose(file);
    for (int i = 0; i < 21; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s", in_folder("one.lp"));
        struct run r = solve(other, path, &objective);
        if (r.code != 0) {
            fprintf(stderr, "%s does not run (exit %d)\n", other->name, r.code);
            exit(1);
        }
        times[i] = r.cpu_ms;
    }
    other->floor_ms = quantile(times, 21, 0.5);
}

static void compare(struct other *other, int pair, const char *problem, double ours_ms) {
    double objective;
    struct run r = solve(other, problem, &objective);
    double off = objective - (double)plan.objective;
    other->same += off > -2 && off < 2;
    other->late += r.wall_ms > LIMIT_S * 1e3;
    other->process_ms[pair] = r.cpu_ms;
    other->net_ms[pair] = r.cpu_ms > other->floor_ms ? r.cpu_ms - other->floor_ms : 0;
    other->ratio[pair] = other->net_ms[pair] / ours_ms;
    other->whole_ratio[pair] = r.cpu_ms / ours_ms;
    if (plan.request.minutes * 60 - plan.seconds <= SPARE_S)
        other->tight_ratio[other->tight++] = other->ratio[pair];
}

static void bench_pairs(struct uh_arena *arena, int pairs, int sort) {
    struct other *others = calloc(2, sizeof *others);
    if (others == NULL) exit(1);
    others[0].name = "glpsol --cuts";
    others[1].name = "cbc";
    static double ours[PAIRS_MAX];
    int done = 0;
    for (int k = 0; k < 2; k++) find_floor(&others[k]);
    for (int i = 0; done < pairs; i++) {
        roll_person(seed + 1, i, sort);
        plan_ms(arena);
        if (plan.item_count == 0) continue;
        double times[5];
        for (int k = 0; k < 5; k++) times[k] = plan_ms(arena);
        ours[done] = quantile(times, 5, 0.5);
        char problem[256];
        snprintf(problem, sizeof problem, "%s", in_folder("problem.lp"));
        write_problem(arena, problem);
        for (int k = 0; k < 2; k++) compare(&others[k], done, problem, ours[done]);
        done++;
        fprintf(stderr, "\r%d of %d", done, pairs);
    }
    fprintf(stderr, "\n");
    printf(
        "%d problems %s, 1 to %d minutes, one after the other; planner in process: p50 %.3f ms\n",
        pairs, sorts[sort], MINUTES, quantile(ours, pairs, 0.5));
    for (int k = 0; k < 2; k++) {
        struct other *o = &others[k];
        printf("  %-13s process p50 %.1f ms (start-up alone %.1f ms); same optimum %d of %d; over "
               "%d s: %d\n",
               o->name, quantile(o->process_ms, pairs, 0.5), o->floor_ms, o->same, pairs, LIMIT_S,
               o->late);
        printf("    solving, start-up left out: p50 %.1f ms; times ours, problem by problem: "
               "p10 %.0f, p50 %.0f, p90 %.0f; mean of times %.0f\n",
               quantile(o->net_ms, pairs, 0.5), quantile(o->ratio, pairs, 0.1),
               quantile(o->ratio, pairs, 0.5), quantile(o->ratio, pairs, 0.9),
               mean(o->net_ms, pairs) / mean(ours, pairs));
        if (o->tight > 0)
            printf("    of these the %d where time runs short: p10 %.0f, p50 %.0f, p90 %.0f\n",
                   o->tight, quantile(o->tight_ratio, o->tight, 0.1),
                   quantile(o->tight_ratio, o->tight, 0.5),
                   quantile(o->tight_ratio, o->tight, 0.9));
        printf("    whole process, times ours in process: p50 %.0f\n",
               quantile(o->whole_ratio, pairs, 0.5));
    }
    printf("\n");
    free(others);
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: planner UNHUNCH FOLDER PEOPLE PROBLEMS\n");
        return 2;
    }
    int people = atoi(argv[3]), pairs = atoi(argv[4]);
    folder = argv[2];
    bench_process(argv[1]);
    struct uh_arena arena = case_arena(catalog);
    if (pairs > PAIRS_MAX) pairs = PAIRS_MAX;
    printf("working memory the planner asks for: %.1f MB (untouched pages cost nothing)\n\n",
           (double)arena.size / (1 << 20));
    for (int sort = 0; sort < 2; sort++) {
        if (people > 0) bench_alone(&arena, people, sort);
        if (pairs > 0) bench_pairs(&arena, pairs, sort);
    }
    free(arena.base);
    return 0;
}
