// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "unhunch/files.h"

static const struct uh_catalog *catalog = &uh_builtin_catalog;
static char folder[] = "/tmp/unhunch-profile-XXXXXX";
static char path[200];
static struct uh_profile_file file;

static int make_folder(void **state) {
    (void)state;
    if (mkdtemp(folder) == NULL) return -1;
    snprintf(path, sizeof path, "%s/profile.yaml", folder);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static int clean(void **state) {
    (void)state;
    uh_profile_finish(&file);
    unlink(path);
    return 0;
}

static void put(const char *text) {
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static void get(char *text, size_t size) {
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    text[fread(text, 1, size - 1, in)] = 0;
    fclose(in);
}

static void no_file_is_an_empty_profile(void **state) {
    (void)state;
    assert_int_equal(uh_profile_read(path, catalog, &file), UH_OK);
    assert_false(file.exists);
    assert_int_equal(file.profile.setting, -1);
    put("# only a comment\n\n");
    assert_int_equal(uh_profile_read(path, catalog, &file), UH_OK);
    assert_true(file.exists);
}

static void every_key_is_read(void **state) {
    (void)state;
    put("areas: [neck, upper]\nstiff: {neck: 6, lower: 10}\nequipment: []\n"
        "positions: [sitting, standing]\ncannot: [kneel, arms-overhead]\n"
        "conditions: [wrist-pain]\nexperience: regular\nhabit: weekly\nsetting: home\n"
        "likes: [chin-tuck]\ndislikes: [cat-cow, walking]\nnotes: [left side is worse]\n");
    assert_int_equal(uh_profile_read(path, catalog, &file), UH_OK);
    const struct uh_profile *profile = &file.profile;
    assert_int_equal(profile->areas, 1 << UH_AREA_NECK | 1 << UH_AREA_UPPER);
    assert_int_equal(profile->stiffness[UH_AREA_NECK], 6);
    assert_int_equal(profile->stiffness[UH_AREA_LOWER], 10);
    assert_true(profile->equipment_said && profile->positions_said);
    assert_int_equal(profile->equipment, 0);
    assert_int_equal(profile->positions, 1 << UH_POSITION_SITTING | 1 << UH_POSITION_STANDING);
    assert_int_equal(profile->cannot, 1 << UH_DEMAND_KNEEL | 1 << UH_DEMAND_ARMS_OVERHEAD);
    int wrist = uh_catalog_condition(catalog, "wrist-pain");
    assert_int_equal(profile->conditions, UINT32_C(1) << wrist);
    assert_int_equal(profile->experience, UH_EXPERIENCE_REGULAR);
    assert_int_equal(profile->habit, UH_HABIT_WEEKLY);
    assert_int_equal(profile->setting, uh_catalog_setting(catalog, "home"));
    assert_true(uh_move_set_has(&profile->likes, uh_catalog_move(catalog, "chin-tuck")));
    assert_true(uh_move_set_has(&profile->dislikes, uh_catalog_move(catalog, "cat-cow")));
    assert_true(uh_move_set_has(&profile->dislikes, uh_catalog_move(catalog, "walking")));
    assert_string_equal(file.notes[0], "left side is worse");
}

static void a_rewrite_loses_nothing(void **state) {
    char first[2000], second[2000];
    (void)state;
    put("areas: [neck]\nstiff: {mid: 3}\nequipment: []\nconditions: [\"a \\\"bad\\\" \\\\ hip\", "
        "wrist-pain, tomorrow-pain]\nhabit: daily\nsetting: bed\nlikes: [my-own-move, cat-cow]\n"
        "dislikes: [gone-move]\nnotes: ['it''s the: left', \"# not a comment\", \"[x\"]\n");
    assert_int_equal(uh_profile_read(path, catalog, &file), UH_OK);
    assert_int_equal(file.unknown_condition_count, 2);
    assert_string_equal(file.unknown_conditions[0], "a \"bad\" \\ hip");
    assert_int_equal(file.note_count, 3);
    char room[200];
    struct uh_text detail = uh_text_in(room, sizeof room);
    assert_int_equal(uh_profile_write(path, catalog, &file, &detail), UH_OK);
    get(first, sizeof first);
    struct uh_profile before = file.profile;
    uh_profile_finish(&file);
    assert_int_equal(uh_profile_read(path, catalog, &file), UH_OK);
    assert_memory_equal(&file.profile.likes, &before.likes, sizeof before.likes);
    assert_int_equal(file.profile.conditions, before.conditions);
    assert_true(file.profile.equipment_said && !file.profile.positions_said);
    assert_string_equal(file.unknown_conditions[0], "a \"bad\" \\ hip");
    assert_string_equal(file.unknown_conditions[1], "tomorrow-pain");
    assert_string_equal(file.unknown_likes[0], "my-own-move");
    assert_string_equal(file.unknown_dislikes[0], "gone-move");
    assert_string_equal(file.notes[0], "it's the: left");
    assert_string_equal(file.notes[1], "# not a comment");
    assert_int_equal(uh_profile_write(path, catalog, &file, &detail), UH_OK);
    get(second, sizeof second);
    assert_string_equal(first, second);
}

// A mistake in the file, and where it is found.
struct mistake {
    const char *text, *what;
    int line, column;
};

static void mistakes_are_found_in_their_place(void **state) {
    static const struct mistake mistakes[] = {
        {"areas: [nekc]\n", "there is no area \"nekc\"", 1, 9},
        {"habit: daily\nstiff: {neck: 11}\n", "neck: 11 is over 10", 2, 15},
        {"stiff: {neck: lots}\n", "whole number", 1, 15},
        {"exprience: regular\n", "there is no key \"exprience\"", 1, 1},
        {"conditions: [hip, wrist-pian]\n", "there is no condition \"wrist-pian\"", 1, 19},
        {"setting: moon\n", "there is no setting \"moon\"", 1, 10},
        {"areas: neck\n", "takes a list", 1, 8},
        {"- areas\n", "takes a map", 1, 1},
        {"areas: [neck\n", "a list is opened here and not closed", 1, 8},
        {"notes: [\"\\e[31m\"]\n", "must not be printed", 1, 10},
        {"conditions: [{a: b}]\n", "takes text", 1, 14},
        {"habit: daily\nhabit: rarely\n", "twice", 2, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        put(mistakes[i].text);
        assert_int_equal(uh_profile_read(path, catalog, &file), UH_BAD_INPUT);
        assert_non_null(strstr(file.problems->what, mistakes[i].what));
        assert_int_equal(file.problems->line, mistakes[i].line);
        assert_int_equal(file.problems->column, mistakes[i].column);
        assert_int_equal(file.profile.areas, 0);
        uh_profile_finish(&file);
    }
}

static void a_broken_file_is_never_written_over(void **state) {
    static const char broken[] = "areas: [neck\nnotes: [precious]\n";
    char text[200], room[200];
    (void)state;
    put(broken);
    struct uh_text detail = uh_text_in(room, sizeof room);
    assert_int_equal(uh_profile_write(path, catalog, &file, &detail), UH_REFUSED);
    assert_non_null(strstr(room, "correct"));
    get(text, sizeof text);
    assert_string_equal(text, broken);
}

static void folders_are_made_and_links_followed(void **state) {
    char deep[300], room[200], link_path[300];
    struct stat about;
    (void)state;
    struct uh_text detail = uh_text_in(room, sizeof room);
    snprintf(deep, sizeof deep, "%s/a/b/profile.yaml", folder);
    snprintf(link_path, sizeof link_path, "%s/link.yaml", folder);
    file.profile = uh_default_profile();
    assert_int_equal(uh_profile_write(deep, catalog, &file, &detail), UH_OK);
    assert_int_equal(stat(deep, &about), 0);
    assert_int_equal(about.st_mode & 077, 0);
    assert_int_equal(symlink(deep, link_path), 0);
    file.profile.habit = UH_HABIT_DAILY;
    assert_int_equal(uh_profile_write(link_path, catalog, &file, &detail), UH_OK);
    assert_int_equal(lstat(link_path, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(uh_profile_read(deep, catalog, &file), UH_OK);
    assert_int_equal(file.profile.habit, UH_HABIT_DAILY);
}

static void what_cannot_be_written_is_said(void **state) {
    char room[200], under_a_file[300];
    (void)state;
    struct uh_text detail = uh_text_in(room, sizeof room);
    put("habit: daily\n");
    snprintf(under_a_file, sizeof under_a_file, "%s/profile.yaml/profile.yaml", folder);
    file.profile = uh_default_profile();
    assert_int_equal(uh_profile_write(under_a_file, catalog, &file, &detail), UH_REFUSED);
    assert_non_null(strstr(room, under_a_file));
    detail = uh_text_in(room, sizeof room);
    assert_int_equal(uh_profile_write(folder, catalog, &file, &detail), UH_REFUSED);
    assert_int_equal(uh_profile_write("", catalog, &file, &detail), UH_REFUSED);
}

static int files_in_folder(void) {
    int count = 0;
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    while (readdir(listing) != NULL) count++;
    closedir(listing);
    return count;
}

// No byte can be written: the old file stays as it was, and nothing is left beside it.
static void a_full_disk_leaves_the_old_file(void **state) {
    static const char old[] = "habit: daily\nnotes: [precious]\n";
    char text[200], room[200];
    struct rlimit before;
    (void)state;
    put(old);
    assert_int_equal(uh_profile_read(path, catalog, &file), UH_OK);
    int files = files_in_folder();
    struct uh_text detail = uh_text_in(room, sizeof room);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, before.rlim_max}), 0);
    enum uh_result result = uh_profile_write(path, catalog, &file, &detail);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(result, UH_REFUSED);
    assert_non_null(strstr(room, path));
    assert_int_equal(files_in_folder(), files);
    get(text, sizeof text);
    assert_string_equal(text, old);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_file_is_an_empty_profile, clean),
        cmocka_unit_test_teardown(every_key_is_read, clean),
        cmocka_unit_test_teardown(a_rewrite_loses_nothing, clean),
        cmocka_unit_test_teardown(mistakes_are_found_in_their_place, clean),
        cmocka_unit_test_teardown(a_broken_file_is_never_written_over, clean),
        cmocka_unit_test_teardown(folders_are_made_and_links_followed, clean),
        cmocka_unit_test_teardown(what_cannot_be_written_is_said, clean),
        cmocka_unit_test_teardown(a_full_disk_leaves_the_old_file, clean),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
