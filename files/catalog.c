// SPDX-License-Identifier: Apache-2.0
// Whole catalogues: the data folder, and a person's own moves over the built-in ones.
//
// Moves refer to each other, so reading goes in two steps: first every file becomes a tree and the
// ids in them are gathered, then the trees become moves. An own file with a problem is left out,
// and its moves are then no longer there to be referred to: the second step is done anew until no
// further file falls out. There are few files and few moves, so that plain searches will do.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "paths.h"
#include "read.h"

// A file with moves in it.
struct move_file {
    struct uh_document document;
    bool activities; // of the data folder: where it was found
    bool left_out;
    const struct uh_node *first; // its moves, one after the other
    int count;
};

// A move as it was written, and its place.
struct entry {
    struct move_file *file;
    const struct uh_node *node;
    const char *id;
    struct uh_move move;
};

struct loading {
    struct uh_files_catalog *out;
    struct uh_heap *heap;
    struct uh_reader reader;
    const struct uh_catalog *base; // what own moves extend, or NULL
    int file_count, entry_count;
    struct move_file *files;
    struct entry *entries;
};

// Moves the problems of a document to the end of the catalogue's.
static void keep_problems(struct uh_files_catalog *out, struct uh_document *document) {
    struct uh_problem **end = &out->problems;
    while (*end != NULL) end = &(*end)->next;
    *end = document->problems;
    out->problem_count += document->problem_count;
    document->problems = NULL;
    document->problem_count = 0;
}

// Notes that a folder could not be opened, by errno.
static void tell_folder(struct uh_files_catalog *out, const char *folder) {
    struct uh_document document = {.path = folder, .heap = &out->heap};
    uh_document_problem(&document, SIZE_MAX, 0, NULL, "%s", strerror(errno));
    keep_problems(out, &document);
}

// A word set over the ids of a table; every entry begins with its id.
static struct uh_word_set ids_of(struct uh_heap *heap, const char *what, const void *table,
                                 int count, size_t size) {
    struct uh_word *words = uh_heap_take(heap, (size_t)count, sizeof *words);
    for (int i = 0; i < count; i++) {
        memcpy(&words[i].word, (const char *)table + (size_t)i * size, sizeof words[i].word);
        words[i].label = words[i].word;
    }
    return (struct uh_word_set){what, count, words};
}

// Takes over into the reader what a catalogue has besides moves.
static void know_tables(struct uh_reader *reader, const struct uh_catalog *catalog) {
    reader->sources = ids_of(reader->heap, "source", catalog->sources, catalog->source_count,
                             sizeof *catalog->sources);
    reader->muscles = ids_of(reader->heap, "muscle", catalog->muscles, catalog->muscle_count,
                             sizeof *catalog->muscles);
    reader->kinds = ids_of(reader->heap, "kind of session", catalog->kinds, catalog->kind_count,
                           sizeof *catalog->kinds);
}

// Finds the moves in a tree: the root is one, or has a list of them under `moves`.
static void find_entries(struct loading *loading, struct move_file *file) {
    const struct uh_node *root = file->document.root;
    file->left_out = root == NULL;
    if (root == NULL) return;
    const struct uh_node *list = loading->base ? uh_node_get(root, "moves") : NULL;
    file->first = root;
    file->count = 1;
    if (list == NULL) return;
    loading->reader.document = &file->document;
    for (const struct uh_node *other = root->first; other != NULL; other = other->next)
        if (other != list)
            uh_complain(&loading->reader, other->key, "write it in the moves of the list",
                        "%s: beside a list of moves", uh_name_of(other));
    file->first = NULL;
    file->count = 0;
    if (!uh_is_list(&loading->reader, list)) return;
    if (list->count == 0)
        uh_complain(&loading->reader, list->key, "write a move", "moves: none is given");
    if (list->count > UH_MOVE_MAX) {
        uh_complain(&loading->reader, list->key, "remove some", "moves: %d of them, over %d",
                    list->count, UH_MOVE_MAX);
        return;
    }
    file->first = list->first;
    file->count = list->count;
}

// Parses a file of moves.
static void add_file(struct loading *loading, const char *path, bool activities) {
    struct move_file *file = &loading->files[loading->file_count++];
    uh_document_read(&file->document, path, loading->heap);
    file->activities = activities;
    find_entries(loading, file);
}

// Lists the entries of all files that are not left out, and the ids they go by.
static void gather_entries(struct loading *loading) {
    int count = 0;
    for (int i = 0; i < loading->file_count; i++) count += loading->files[i].count;
    loading->entries = uh_heap_take(loading->heap, (size_t)count, sizeof *loading->entries);
    for (int i = 0; i < loading->file_count; i++) {
        struct move_file *file = &loading->files[i];
        const struct uh_node *node = file->first;
        for (int k = 0; k < file->count; k++, node = node->next) {
            const struct uh_node *id = uh_node_get(node, "id");
            loading->entries[loading->entry_count++] =
                (struct entry){.file = file, .node = node, .id = uh_is_id(id) ? id->text : NULL};
        }
    }
}

// The words that moves may be referred to by, now.
static void know_moves(struct loading *loading) {
    const struct uh_catalog *base = loading->base;
    int base_count = base ? base->move_count + base->activity_count : 0, count = 0;
    struct uh_word *words =
        uh_heap_take(loading->heap, (size_t)(base_count + loading->entry_count), sizeof *words);
    for (int i = 0; i < base_count; i++) words[count++].word = uh_catalog_at(base, i)->id;
    for (int i = 0; i < loading->entry_count; i++)
        if (!loading->entries[i].file->left_out && loading->entries[i].id != NULL)
            words[count++].word = loading->entries[i].id;
    for (int i = 0; i < count; i++) words[i].label = words[i].word;
    loading->reader.moves = (struct uh_word_set){"move", count, words};
}

static const struct entry *find_entry(const struct loading *loading, const char *id, int before) {
    for (int i = 0; i < before; i++) {
        const struct entry *entry = &loading->entries[i];
        if (!entry->file->left_out && entry->id != NULL && strcmp(entry->id, id) == 0) return entry;
    }
    return NULL;
}

// The id must be new, and in the data folder that of the file.
static void check_id(struct loading *loading, int index) {
    const struct entry *entry = &loading->entries[index];
    struct uh_reader *reader = &loading->reader;
    const struct uh_node *node = uh_node_get(entry->node, "id");
    if (entry->id == NULL) return;
    if (loading->base != NULL && uh_catalog_move(loading->base, entry->id) >= 0)
        uh_complain(reader, node, uh_reader_text(reader, "choose another, like my-%s", entry->id),
                    "id: %s is a move that is built in", uh_quoted(reader, node));
    const struct entry *other = find_entry(loading, entry->id, index);
    if (other != NULL)
        uh_complain(reader, node, "choose another", "id: %s is in %s as well",
                    uh_quoted(reader, node),
                    other->file == entry->file ? "this file" : other->file->document.path);
    if (loading->base != NULL) return;
    const char *slash = strrchr(entry->file->document.path, '/');
    const char *name = slash ? slash + 1 : entry->file->document.path;
    if (strlen(name) != strlen(entry->id) + 5 || strncmp(name, entry->id, strlen(entry->id)) != 0)
        uh_complain(reader, node, uh_reader_text(reader, "name the file %s.yaml", entry->id),
                    "id: %s is not the name of the file", uh_quoted(reader, node));
}

// Activities are cardio and stand in their own folder.
static void check_kind(struct loading *loading, const struct entry *entry) {
    const struct uh_node *node = uh_node_get(entry->node, "kind");
    bool cardio = entry->move.kind == UH_KIND_CARDIO;
    if (loading->base != NULL || node == NULL || cardio == entry->file->activities) return;
    uh_complain(&loading->reader, node, cardio ? "move it to activities/" : "move it to moves/",
                "kind: %s does not belong in this folder", uh_quoted(&loading->reader, node));
}

// From a move by its easier (or harder) siblings: must not come back to it.
static void check_cycle(struct loading *loading, const struct entry *start, bool easier) {
    const struct uh_node *node = uh_node_get(start->node, easier ? "easier" : "harder");
    const char *next = easier ? start->move.easier : start->move.harder;
    if (next != NULL && strcmp(next, start->id) == 0) return; // noted as such
    for (int steps = 0; next != NULL && steps <= loading->entry_count; steps++) {
        if (strcmp(next, start->id) == 0) {
            uh_complain(&loading->reader, node, "name one that does not lead back, or null",
                        "%s: leads back to this move", easier ? "easier" : "harder");
            return;
        }
        const struct entry *entry = find_entry(loading, next, loading->entry_count);
        next = entry == NULL ? NULL : easier ? entry->move.easier : entry->move.harder;
    }
}

// Reads every entry of the files that are still in.
static void read_entries(struct loading *loading) {
    for (int i = 0; i < loading->entry_count; i++) {
        struct entry *entry = &loading->entries[i];
        if (entry->file->left_out) continue;
        loading->reader.document = &entry->file->document;
        uh_read_move(&loading->reader, entry->node, &entry->move);
        check_id(loading, i);
        check_kind(loading, entry);
    }
    for (int i = 0; i < loading->entry_count; i++) {
        struct entry *entry = &loading->entries[i];
        if (entry->file->left_out || entry->id == NULL) continue;
        loading->reader.document = &entry->file->document;
        check_cycle(loading, entry, true);
        check_cycle(loading, entry, false);
    }
}

// Leaves out the files with problems. True when one more was.
static bool leave_out(struct loading *loading) {
    bool more = false;
    for (int i = 0; i < loading->file_count; i++) {
        struct move_file *file = &loading->files[i];
        if (file->document.problem_count == 0) continue;
        more = more || !file->left_out;
        file->left_out = true;
        loading->out->left_out_count++;
        keep_problems(loading->out, &file->document);
    }
    return more;
}

static int by_id(const void *a, const void *b) {
    return strcmp(((const struct uh_move *)a)->id, ((const struct uh_move *)b)->id);
}

// The moves that are in (or, where `cardio`, the activities), with those of the base, by id.
static const struct uh_move *merge(struct loading *loading, bool cardio, int *count) {
    const struct uh_catalog *base = loading->base;
    int base_count = base == NULL ? 0 : cardio ? base->activity_count : base->move_count;
    struct uh_move *moves =
        uh_heap_take(loading->heap, (size_t)(base_count + loading->entry_count), sizeof *moves);
    if (base_count > 0)
        memcpy(moves, cardio ? base->activities : base->moves, (size_t)base_count * sizeof *moves);
    *count = base_count;
    for (int i = 0; i < loading->entry_count; i++) {
        const struct entry *entry = &loading->entries[i];
        bool in = !entry->file->left_out && entry->move.id != NULL;
        if (in && (entry->move.kind == UH_KIND_CARDIO) == cardio) moves[(*count)++] = entry->move;
    }
    qsort(moves, (size_t)*count, sizeof *moves, by_id);
    return moves;
}

static void merge_all(struct loading *loading) {
    struct uh_catalog *catalog = &loading->out->catalog;
    catalog->moves = merge(loading, false, &catalog->move_count);
    catalog->activities = merge(loading, true, &catalog->activity_count);
}

// Lets the conditions know of the moves that are in.
static void merge_conditions(struct loading *loading) {
    struct uh_files_catalog *out = loading->out;
    const struct uh_move **own =
        uh_heap_take(loading->heap, (size_t)loading->entry_count, sizeof *own);
    for (int i = 0; i < loading->entry_count; i++)
        if (!loading->entries[i].file->left_out) own[out->own_count++] = &loading->entries[i].move;
    uh_extend_conditions(loading->heap, loading->base, out->own_count, own, &out->catalog);
}

// Files whose moves are more than a catalogue holds get a problem, the last ones first.
static void check_room(struct loading *loading) {
    const struct uh_catalog *base = loading->base;
    int total = base ? base->move_count + base->activity_count : 0;
    for (int i = 0; i < loading->file_count; i++) {
        struct move_file *file = &loading->files[i];
        if (file->left_out || file->document.problem_count > 0) continue;
        if (total + file->count > UH_MOVE_MAX)
            uh_document_problem(&file->document, SIZE_MAX, 0, "remove some moves",
                                "there is room for %d moves, and no more for these", UH_MOVE_MAX);
        else
            total += file->count;
    }
}

// Both steps, for the files at these paths.
static void load_own(struct loading *loading, const struct uh_paths *paths) {
    int count = paths->count < UH_OWN_FILE_MAX ? paths->count : UH_OWN_FILE_MAX;
    loading->files = uh_heap_take(loading->heap, (size_t)count + 1, sizeof *loading->files);
    loading->reader = (struct uh_reader){.heap = loading->heap};
    know_tables(&loading->reader, loading->base);
    for (int i = 0; i < count; i++) add_file(loading, paths->at[i], false);
    if (count < paths->count) {
        struct move_file *file = &loading->files[loading->file_count++];
        file->document = (struct uh_document){.path = paths->at[count], .heap = loading->heap};
        file->left_out = true;
        uh_document_problem(&file->document, SIZE_MAX, 0, "put moves together under moves:",
                            "over %d files, this and the rest were not read", UH_OWN_FILE_MAX);
    }
    gather_entries(loading);
    do {
        leave_out(loading);
        know_moves(loading);
        read_entries(loading);
        check_room(loading);
    } while (leave_out(loading));
    merge_all(loading);
    merge_conditions(loading);
}

void uh_files_read_own(const char *folder, const struct uh_catalog *base,
                       struct uh_files_catalog *out) {
    *out = (struct uh_files_catalog){.catalog = *base};
    struct uh_paths paths = {0};
    if (!uh_paths_add_folder(&out->heap, &paths, folder) && errno != ENOENT)
        tell_folder(out, folder);
    if (paths.count == 0) return;
    struct loading loading = {.out = out, .heap = &out->heap, .base = base};
    load_own(&loading, &paths);
}

// "1 move", "2 errors"
static void print_count(FILE *out, int count, const char *what) {
    fprintf(out, "%d %s%s", count, what, count == 1 ? "" : "s");
}

int uh_files_check(int count, const char *const *names, const struct uh_catalog *catalog,
                   FILE *out) {
    struct uh_files_catalog read = {.catalog = *catalog};
    struct uh_paths paths = {0};
    for (int i = 0; i < count; i++)
        if (!uh_paths_add_folder(&read.heap, &paths, names[i]))
            uh_paths_add(&read.heap, &paths, names[i]);
    struct loading loading = {.out = &read, .heap = &read.heap, .base = catalog};
    load_own(&loading, &paths);
    uh_problems_print(read.problems, out);
    int problems = read.problem_count;
    if (problems > 0) {
        int shown = 0;
        for (const struct uh_problem *at = read.problems; at != NULL; at = at->next) shown++;
        print_count(out, problems, "error");
        if (shown < problems) fprintf(out, ", %d of them not shown", problems - shown);
        fprintf(out, ". unhunch works without %s.\n",
                read.left_out_count == 1 ? "this file" : "these files");
    } else {
        print_count(out, read.own_count, "move");
        fputs(", no errors.\n", out);
    }
    uh_files_finish(&read);
    return problems;
}

// A table of the data folder.
struct table {
    const char *name;
    int (*read)(struct uh_reader *, struct uh_catalog *);
};

// Reads one table of the data folder, which must be there.
static void read_table(struct loading *loading, const struct table *table, struct uh_paths *paths,
                       const char *folder) {
    struct uh_document document;
    const char *path = uh_path_join(loading->heap, folder, table->name);
    uh_paths_add(loading->heap, paths, path);
    uh_document_read(&document, path, loading->heap);
    loading->reader.document = &document;
    table->read(&loading->reader, &loading->out->catalog);
    keep_problems(loading->out, &document);
    know_tables(&loading->reader, &loading->out->catalog);
}

// Reads the moves and activities of the data folder.
static void read_moves(struct loading *loading, struct uh_paths *paths, const char *folder) {
    static const char *const folders[] = {"moves", "activities"};
    struct uh_paths found = {0};
    int limit[2];
    for (int i = 0; i < 2; i++) {
        const char *path = uh_path_join(loading->heap, folder, folders[i]);
        uh_paths_add(loading->heap, paths, path);
        if (!uh_paths_add_folder(loading->heap, &found, path)) tell_folder(loading->out, path);
        limit[i] = found.count;
    }
    loading->files = uh_heap_take(loading->heap, (size_t)found.count, sizeof *loading->files);
    for (int i = 0; i < found.count; i++) {
        uh_paths_add(loading->heap, paths, found.at[i]);
        add_file(loading, found.at[i], i >= limit[0]);
    }
    gather_entries(loading);
    know_moves(loading);
    read_entries(loading);
    check_room(loading);
    leave_out(loading);
    merge_all(loading);
}

bool uh_files_read_data(const char *folder, struct uh_files_catalog *out) {
    static const struct table before[] = {
        {"sources.yaml", uh_read_sources}, {"muscles.yaml", uh_read_muscles},
        {"sessions.yaml", uh_read_kinds},  {"settings.yaml", uh_read_settings},
        {"flags.yaml", uh_read_flags},
    };
    static const struct table conditions = {"conditions.yaml", uh_read_conditions};
    *out = (struct uh_files_catalog){0};
    struct loading loading = {.out = out, .heap = &out->heap};
    loading.reader =
        (struct uh_reader){.heap = loading.heap, .built_in = true, .catalog = &out->catalog};
    struct uh_paths paths = {0};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        read_table(&loading, &before[i], &paths, folder);
    // What refers to a table that is broken would be wrong everywhere.
    if (out->problem_count == 0) {
        read_moves(&loading, &paths, folder);
        read_table(&loading, &conditions, &paths, folder);
    }
    out->paths = paths.at;
    out->path_count = paths.count;
    return out->problem_count == 0;
}

void uh_files_finish(struct uh_files_catalog *catalog) {
    uh_heap_finish(&catalog->heap);
    *catalog = (struct uh_files_catalog){0};
}
