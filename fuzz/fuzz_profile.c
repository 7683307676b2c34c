// SPDX-License-Identifier: Apache-2.0
// Any bytes as a profile: nothing breaks; what is read as a profile and written again reads the
// same.
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "unhunch/files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char rewritten[64];

static void remove_rewritten(void) {
    unlink(rewritten);
}

// A file of this process in shared memory, removed at the end.
static void choose_path(void) {
    if (rewritten[0] != 0) return;
    snprintf(rewritten, sizeof rewritten, "/dev/shm/unhunch-fuzz-%d.yaml", (int)getpid());
    atexit(remove_rewritten);
}

static void same_texts(int count, const char *const *a, int other_count, const char *const *b) {
    if (count != other_count) abort();
    for (int i = 0; i < count; i++)
        if (strcmp(a[i], b[i]) != 0) abort();
}

static void check_same(const struct uh_profile_file *a, const struct uh_profile_file *b) {
    const struct uh_profile *x = &a->profile, *y = &b->profile;
    if (x->areas != y->areas || x->equipment != y->equipment || x->positions != y->positions ||
        x->equipment_said != y->equipment_said || x->positions_said != y->positions_said ||
        x->cannot != y->cannot || x->conditions != y->conditions ||
        x->experience != y->experience || x->habit != y->habit || x->setting != y->setting ||
        memcmp(x->stiffness, y->stiffness, sizeof x->stiffness) != 0 ||
        memcmp(&x->likes, &y->likes, sizeof x->likes) != 0 ||
        memcmp(&x->dislikes, &y->dislikes, sizeof x->dislikes) != 0)
        abort();
    same_texts(a->unknown_condition_count, a->unknown_conditions, b->unknown_condition_count,
               b->unknown_conditions);
    same_texts(a->unknown_like_count, a->unknown_likes, b->unknown_like_count, b->unknown_likes);
    same_texts(a->unknown_dislike_count, a->unknown_dislikes, b->unknown_dislike_count,
               b->unknown_dislikes);
    same_texts(a->note_count, a->notes, b->note_count, b->notes);
}

static void rewrite(const struct uh_profile_file *file) {
    char room[200];
    struct uh_text detail = uh_text_in(room, sizeof room);
    struct uh_profile_file again;
    choose_path();
    if (uh_profile_write(rewritten, &uh_builtin_catalog, file, &detail) != UH_OK) abort();
    if (uh_profile_read(rewritten, &uh_builtin_catalog, &again) != UH_OK) abort();
    check_same(file, &again);
    uh_profile_finish(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[40];
    int memory = memfd_create("profile", MFD_CLOEXEC);
    if (memory < 0 || write(memory, data, size) != (ssize_t)size) abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
    struct uh_profile_file file;
    if (uh_profile_read(path, &uh_builtin_catalog, &file) == UH_OK) rewrite(&file);
    uh_profile_finish(&file);
    close(memory);
    return 0;
}
