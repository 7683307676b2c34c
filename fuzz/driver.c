// SPDX-License-Identifier: Apache-2.0
// Feeds files to a fuzz target without a fuzzer, so that every input kept in fuzz/corpus is tried
// in any build: DRIVER FILE-OR-FOLDER...
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Feeds one file. False when it cannot be read.
static int feed(const char *path) {
    static uint8_t bytes[4 << 20];
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        perror(path);
        return 0;
    }
    size_t size = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    // Memory of the exact size, so that a sanitizer sees a read past the end.
    uint8_t *exact = malloc(size + (size == 0));
    if (exact == NULL) abort();
    memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 1;
}

int main(int argc, char **argv) {
    int fed = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (folder == NULL) {
            fed += feed(argv[i]);
            continue;
        }
        for (struct dirent *found; (found = readdir(folder)) != NULL;) {
            char path[4096];
            if (found->d_name[0] == '.') continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], found->d_name);
            fed += feed(path);
        }
        closedir(folder);
    }
    printf("%d inputs\n", fed);
    return fed > 0 ? 0 : 1;
}
