// SPDX-License-Identifier: Apache-2.0
// The profile file: what a person told of themselves, as YAML that they may edit.
//
// It is rewritten whole: a new file beside it, synced, renamed over it, and the folder synced, so
// that after a crash there is the old one or the new one. Words that this program does not know (of
// a newer version, or of a move that is gone for now) are kept and written back. A file that cannot
// be read as a profile is never written over.
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fields.h"

enum { SLIP_MAX = 2, WORD_MAX = 80, NOTE_TEXT_MAX = 500, NOTE_MAX = 100 };

// What is being read: the file, and the catalogue its words refer to.
struct profile_reading {
    struct uh_profile_file *file;
    const struct uh_catalog *catalog;
};

// Texts of a list, each once, of at most `most` characters.
static int read_texts(struct uh_reader *reader, const struct uh_node *list, int most,
                      const char ***out) {
    if (!uh_is_list(reader, list)) return 0;
    if (list->count > NOTE_MAX) {
        uh_complain(reader, list, "remove some", "%s: %d of them, over %d", uh_name_of(list),
                    list->count, NOTE_MAX);
        return 0;
    }
    const char **texts = uh_heap_take(reader->heap, (size_t)list->count, sizeof *texts);
    struct uh_field field = {.high = most};
    int count = 0;
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        uh_read_text(reader, &field, item, &texts[count]);
        count += texts[count] != NULL;
    }
    *out = texts;
    return count;
}

// Reads a list of words: `take` is given each and says whether it knows it. Returns how many are
// left in `unknown`.
static int read_known(struct uh_reader *reader, const struct uh_node *list,
                      struct profile_reading *reading,
                      bool (*take)(struct profile_reading *, const char *),
                      const char *const **unknown) {
    const char **words = NULL;
    int count = read_texts(reader, list, WORD_MAX, &words), left = 0;
    for (int i = 0; i < count; i++)
        if (!take(reading, words[i])) words[left++] = words[i];
    *unknown = words;
    return left;
}

static bool take_condition(struct profile_reading *reading, const char *word) {
    int index = uh_catalog_condition(reading->catalog, word);
    if (index >= 0) reading->file->profile.conditions |= UINT32_C(1) << index;
    return index >= 0;
}

static bool take_like(struct profile_reading *reading, const char *word) {
    int index = uh_catalog_move(reading->catalog, word);
    if (index >= 0) uh_move_set_add(&reading->file->profile.likes, index);
    return index >= 0;
}

static bool take_dislike(struct profile_reading *reading, const char *word) {
    int index = uh_catalog_move(reading->catalog, word);
    if (index >= 0) uh_move_set_add(&reading->file->profile.dislikes, index);
    return index >= 0;
}

// A condition that is all but one we know is a slip, and would silently filter nothing.
static void check_slips(struct uh_reader *reader, const struct uh_node *list) {
    const struct uh_word_set *set = &reader->conditions;
    for (const struct uh_node *item = list->first; item != NULL; item = item->next) {
        if (item->kind != UH_NODE_TEXT) continue;
        int near = uh_word_nearest(set, item->text, item->length);
        if (near < 0) continue;
        const char *word = set->words[near].word;
        int distance = uh_spelling_distance(item->text, item->length, word, strlen(word));
        if (distance > 0 && distance <= SLIP_MAX) uh_word(reader, set, item);
    }
}

static void read_conditions(struct uh_reader *reader, const struct uh_field *field,
                            const struct uh_node *list, void *into) {
    struct profile_reading *reading = into;
    struct uh_profile_file *file = reading->file;
    (void)field;
    file->unknown_condition_count =
        read_known(reader, list, reading, take_condition, &file->unknown_conditions);
    check_slips(reader, list);
}

static void read_likes(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *list, void *into) {
    struct profile_reading *reading = into;
    struct uh_profile_file *file = reading->file;
    (void)field;
    file->unknown_like_count = read_known(reader, list, reading, take_like, &file->unknown_likes);
}

static void read_dislikes(struct uh_reader *reader, const struct uh_field *field,
                          const struct uh_node *list, void *into) {
    struct profile_reading *reading = into;
    struct uh_profile_file *file = reading->file;
    (void)field;
    file->unknown_dislike_count =
        read_known(reader, list, reading, take_dislike, &file->unknown_dislikes);
}

static void read_notes(struct uh_reader *reader, const struct uh_field *field,
                       const struct uh_node *list, void *into) {
    struct profile_reading *reading = into;
    (void)field;
    const char **notes = NULL;
    reading->file->note_count = read_texts(reader, list, NOTE_TEXT_MAX, &notes);
    reading->file->notes = notes;
}

// {neck: 6, upper: 3}
static void read_stiffness(struct uh_reader *reader, const struct uh_field *field,
                           const struct uh_node *map, void *into) {
    struct uh_profile *profile = &((struct profile_reading *)into)->file->profile;
    (void)field;
    if (!uh_is_map(reader, map)) return;
    for (const struct uh_node *entry = map->first; entry != NULL; entry = entry->next) {
        int area = uh_word(reader, &uh_area_words, entry->key), number;
        if (uh_number(reader, entry, 0, 10, &number) && area >= 0)
            profile->stiffness[area] = (uint8_t)number;
    }
}

// A member of the profile itself that is a word, or a list of words: the table's offsets are into
// it.
static void read_one(struct uh_reader *reader, const struct uh_field *field,
                     const struct uh_node *value, void *into) {
    uh_read_word(reader, field, value, &((struct profile_reading *)into)->file->profile);
}

static void read_several(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *value, void *into) {
    struct uh_profile *profile = &((struct profile_reading *)into)->file->profile;
    uh_read_bits(reader, field, value, profile);
    profile->equipment_said |= field->words == &uh_equipment_words;
    profile->positions_said |= field->words == &uh_position_words;
}

static void read_setting(struct uh_reader *reader, const struct uh_field *field,
                         const struct uh_node *value, void *into) {
    struct uh_profile *profile = &((struct profile_reading *)into)->file->profile;
    (void)field;
    profile->setting = (int8_t)uh_word(reader, &reader->settings, value);
}

static const struct uh_field profile_fields[] = {
    {"areas", read_several, UH_OPTIONAL, UH_MEMBER(uh_profile, areas), .words = &uh_area_words},
    {"stiff", read_stiffness, UH_OPTIONAL, .missing = NULL},
    {"equipment", read_several, UH_OPTIONAL, UH_MEMBER(uh_profile, equipment),
     .words = &uh_equipment_words},
    {"positions", read_several, UH_OPTIONAL, UH_MEMBER(uh_profile, positions),
     .words = &uh_position_words},
    {"cannot", read_several, UH_OPTIONAL, UH_MEMBER(uh_profile, cannot), .words = &uh_demand_words},
    {"conditions", read_conditions, UH_OPTIONAL, .missing = NULL},
    {"experience", read_one, UH_OPTIONAL, UH_MEMBER(uh_profile, experience),
     .words = &uh_experience_words},
    {"habit", read_one, UH_OPTIONAL, UH_MEMBER(uh_profile, habit), .words = &uh_habit_words},
    {"setting", read_setting, UH_OPTIONAL, .missing = NULL},
    {"likes", read_likes, UH_OPTIONAL, .missing = NULL},
    {"dislikes", read_dislikes, UH_OPTIONAL, .missing = NULL},
    {"notes", read_notes, UH_OPTIONAL, .missing = NULL},
};

// The words of the catalogue that a profile uses besides ids of moves.
static void know_words(struct uh_reader *reader, const struct uh_catalog *catalog) {
    size_t count = (size_t)(catalog->setting_count + catalog->condition_count);
    struct uh_word *words = uh_heap_take(reader->heap, count, sizeof *words), *word = words;
    for (int i = 0; i < catalog->setting_count; i++)
        *word++ = (struct uh_word){catalog->settings[i].id, catalog->settings[i].name};
    for (int i = 0; i < catalog->condition_count; i++)
        *word++ = (struct uh_word){catalog->conditions[i].id, catalog->conditions[i].name};
    reader->settings = (struct uh_word_set){"setting", catalog->setting_count, words};
    reader->conditions =
        (struct uh_word_set){"condition", catalog->condition_count, words + catalog->setting_count};
}

// A file without a single entry (empty, or all comments) is an empty profile.
static bool is_blank(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '#')
            while (i < size && bytes[i] != '\n') i++;
        else if (strchr(" \t\r\n", bytes[i]) == NULL || bytes[i] == 0)
            return false;
    }
    return true;
}

enum uh_result uh_profile_read(const char *path, const struct uh_catalog *catalog,
                               struct uh_profile_file *out) {
    *out = (struct uh_profile_file){.profile = uh_default_profile()};
    if (access(path, F_OK) != 0 && errno == ENOENT) return UH_OK;
    out->exists = true;
    struct uh_document document = {.path = path, .heap = &out->heap};
    size_t size = 0;
    const char *bytes = uh_document_load(&document, path, &size);
    if (bytes != NULL && is_blank(bytes, size)) return UH_OK;
    if (bytes != NULL) uh_document_parse(&document, path, bytes, size, &out->heap);
    if (document.root != NULL) {
        struct uh_reader reader = {.document = &document, .heap = &out->heap};
        know_words(&reader, catalog);
        struct profile_reading reading = {out, catalog};
        uh_read_map(&reader, document.root, profile_fields, UH_COUNT(profile_fields), &reading);
    }
    if (document.problem_count == 0) return UH_OK;
    struct uh_heap heap = out->heap;
    *out = (struct uh_profile_file){
        .profile = {.setting = -1}, .exists = true, .problems = document.problems, .heap = heap};
    return UH_BAD_INPUT;
}

void uh_profile_finish(struct uh_profile_file *file) {
    uh_heap_finish(&file->heap);
    *file = (struct uh_profile_file){.profile = uh_default_profile()};
}

// A list that is being written: "key: [a, b]".
struct list {
    FILE *out;
    const char *key;
    int count;
};

static void put_item(struct list *list, const char *word) {
    if (list->count++ == 0)
        fprintf(list->out, "%s: [", list->key);
    else
        fputs(", ", list->out);
    fputs(word, list->out);
}

// An unknown word or a note: in quotes, since it may be anything.
static void put_quoted(struct list *list, const char *text) {
    put_item(list, "\"");
    for (const char *at = text; *at != 0; at++) {
        if (*at == '"' || *at == '\\') putc('\\', list->out);
        putc(*at, list->out);
    }
    putc('"', list->out);
}

static void end_list(struct list *list, bool said) {
    if (list->count > 0)
        fputs("]\n", list->out);
    else if (said)
        fprintf(list->out, "%s: []\n", list->key);
}

static void put_bits(FILE *out, const char *key, const struct uh_word_set *set, uint32_t bits,
                     bool said) {
    struct list list = {out, key, 0};
    for (int i = 0; i < set->count; i++)
        if (bits >> i & 1) put_item(&list, set->words[i].word);
    end_list(&list, said);
}

static void put_moves(FILE *out, const char *key, const struct uh_catalog *catalog,
                      const struct uh_move_set *moves, int unknown_count,
                      const char *const *unknown) {
    struct list list = {out, key, 0};
    for (int i = 0; i < catalog->move_count + catalog->activity_count; i++)
        if (uh_move_set_has(moves, i)) put_item(&list, uh_catalog_at(catalog, i)->id);
    for (int i = 0; i < unknown_count; i++) put_quoted(&list, unknown[i]);
    end_list(&list, false);
}

static void put_stiffness(FILE *out, const struct uh_profile *profile) {
    int count = 0;
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        if (profile->stiffness[i] == 0) continue;
        fprintf(out, "%s%s: %d", count++ == 0 ? "stiff: {" : ", ", uh_area_words.words[i].word,
                profile->stiffness[i]);
    }
    if (count > 0) fputs("}\n", out);
}

static void put_conditions(FILE *out, const struct uh_catalog *catalog,
                           const struct uh_profile_file *file) {
    struct list list = {out, "conditions", 0};
    for (int i = 0; i < catalog->condition_count; i++)
        if (file->profile.conditions >> i & 1) put_item(&list, catalog->conditions[i].id);
    for (int i = 0; i < file->unknown_condition_count; i++)
        put_quoted(&list, file->unknown_conditions[i]);
    end_list(&list, false);
}

static void put_profile(FILE *out, const struct uh_catalog *catalog,
                        const struct uh_profile_file *file) {
    const struct uh_profile *profile = &file->profile;
    fputs(
        "# What unhunch knows of you. Edit it here or with `unhunch me`; see unhunch-profile(5).\n",
        out);
    put_bits(out, "areas", &uh_area_words, profile->areas, false);
    put_stiffness(out, profile);
    put_bits(out, "equipment", &uh_equipment_words, profile->equipment, profile->equipment_said);
    put_bits(out, "positions", &uh_position_words, profile->positions, profile->positions_said);
    put_bits(out, "cannot", &uh_demand_words, profile->cannot, false);
    put_conditions(out, catalog, file);
    fprintf(out, "experience: %s\n", uh_experience_words.words[profile->experience].word);
    fprintf(out, "habit: %s\n", uh_habit_words.words[profile->habit].word);
    if (profile->setting >= 0 && profile->setting < catalog->setting_count)
        fprintf(out, "setting: %s\n", catalog->settings[profile->setting].id);
    put_moves(out, "likes", catalog, &profile->likes, file->unknown_like_count,
              file->unknown_likes);
    put_moves(out, "dislikes", catalog, &profile->dislikes, file->unknown_dislike_count,
              file->unknown_dislikes);
    struct list notes = {out, "notes", 0};
    for (int i = 0; i < file->note_count; i++) put_quoted(&notes, file->notes[i]);
    end_list(&notes, false);
}

// Says what failed, with the system's reason. Always REFUSED.
static enum uh_result refuse(struct uh_text *detail, const char *path, const char *why) {
    uh_text_add(detail, path);
    uh_text_add(detail, ": ");
    uh_text_add(detail, why);
    return UH_REFUSED;
}

// Makes the folders above a path that are not there, for their owner alone.
static bool make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        int made = mkdir(path, 0700);
        int why = errno;
        *slash = '/';
        if (made != 0 && why != EEXIST) {
            errno = why;
            return false;
        }
    }
    return true;
}

// Syncs the folder of a path, so that a rename in it lasts.
static bool sync_folder(const char *path) {
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    int file = open(dirname(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return false;
    bool synced = fsync(file) == 0 || errno == EINVAL;
    close(file);
    return synced;
}

// Writes all of it to an open file and closes that.
static bool write_out(int descriptor, const struct uh_catalog *catalog,
                      const struct uh_profile_file *file) {
    FILE *out = fdopen(descriptor, "w");
    if (out == NULL) {
        close(descriptor);
        return false;
    }
    put_profile(out, catalog, file);
    bool fine = fflush(out) == 0 && !ferror(out) && fsync(descriptor) == 0;
    return fclose(out) == 0 && fine;
}

// Replaces the file at `path`, which has no links left in it, by a new one.
static bool replace(const char *path, const struct uh_catalog *catalog,
                    const struct uh_profile_file *file) {
    char fresh[PATH_MAX];
    if (snprintf(fresh, sizeof fresh, "%s.XXXXXX", path) >= (int)sizeof fresh) {
        errno = ENAMETOOLONG;
        return false;
    }
    int descriptor = mkstemp(fresh);
    if (descriptor < 0) return false;
    if (write_out(descriptor, catalog, file) && rename(fresh, path) == 0) return sync_folder(path);
    int why = errno;
    unlink(fresh);
    errno = why;
    return false;
}

// Whether a file that cannot be read as a profile is there.
static bool is_broken(const char *path, const struct uh_catalog *catalog) {
    struct uh_profile_file there;
    bool broken = uh_profile_read(path, catalog, &there) != UH_OK;
    uh_profile_finish(&there);
    return broken;
}

enum uh_result uh_profile_write(const char *path, const struct uh_catalog *catalog,
                                const struct uh_profile_file *file, struct uh_text *detail) {
    char target[PATH_MAX];
    if (path[0] == 0) return refuse(detail, "profile", strerror(ENOENT));
    if (is_broken(path, catalog))
        return refuse(detail, path, "it has an error; correct or remove it first");
    if (realpath(path, target) == NULL) {
        if (errno != ENOENT) return refuse(detail, path, strerror(errno));
        if (snprintf(target, sizeof target, "%s", path) >= (int)sizeof target)
            return refuse(detail, path, strerror(ENAMETOOLONG));
        if (!make_folders(target)) return refuse(detail, path, strerror(errno));
    }
    if (!replace(target, catalog, file)) return refuse(detail, path, strerror(errno));
    return UH_OK;
}
