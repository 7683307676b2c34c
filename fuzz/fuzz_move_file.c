// SPDX-License-Identifier: Apache-2.0
// Any bytes as a person's move file: nothing breaks, and what is said of them is safe to print.
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "unhunch/files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A file in memory with these bytes, by a path that can be opened.
static int memory_file(const uint8_t *data, size_t size, char path[40]) {
    int file = memfd_create("moves", MFD_CLOEXEC);
    if (file < 0 || write(file, data, size) != (ssize_t)size) abort();
    snprintf(path, 40, "/proc/self/fd/%d", file);
    return file;
}

static void check_printable(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[40], *printed = NULL;
    size_t printed_size = 0;
    int file = memory_file(data, size, path);
    FILE *out = open_memstream(&printed, &printed_size);
    if (out == NULL) abort();
    const char *paths[] = {path};
    int problems = uh_files_check(1, paths, &uh_builtin_catalog, out);
    fclose(out);
    check_printable(printed, printed_size);
    if (problems < 0) abort();
    free(printed);
    close(file);
    return 0;
}
