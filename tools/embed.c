// SPDX-License-Identifier: Apache-2.0
// embed OUT PATH=FILE|FOLDER ... : files, and all files of folders, as C tables, plain and
// compressed, for the server to send.
#include <brotli/encode.h>
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

struct bytes {
    unsigned char *at;
    size_t length;
};

static const struct {
    const char *ending, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

// Ends the program with what went wrong.
static void quit(const char *what, const char *name) {
    fprintf(stderr, "embed: %s: %s\n", name, what);
    exit(1);
}

static const char *type_of(const char *name) {
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].ending, ending) == 0) return types[i].type;
    quit("has an ending whose type is not known; add it to tools/embed.c", name);
    return NULL;
}

static struct bytes room_for(size_t length) {
    struct bytes bytes = {malloc(length ? length : 1), length};
    if (!bytes.at) abort();
    return bytes;
}

static struct bytes read_file(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) quit("cannot be read", name);
    struct bytes bytes = room_for((size_t)ftell(file));
    rewind(file);
    if (fread(bytes.at, 1, bytes.length, file) != bytes.length) quit("cannot be read", name);
    fclose(file);
    return bytes;
}

static struct bytes gzip(struct bytes plain) {
    z_stream stream = {0};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) abort();
    struct bytes out = room_for(deflateBound(&stream, plain.length));
    stream.next_in = plain.at;
    stream.avail_in = (unsigned)plain.length;
    stream.next_out = out.at;
    stream.avail_out = (unsigned)out.length;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) abort();
    out.length = stream.total_out;
    deflateEnd(&stream);
    return out;
}

static struct bytes brotli(struct bytes plain) {
    struct bytes out = room_for(BrotliEncoderMaxCompressedSize(plain.length) + 64);
    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC,
                               plain.length, plain.at, &out.length, out.at))
        abort();
    return out;
}

static void write_bytes(FILE *out, const char *name, int number, struct bytes bytes) {
    fprintf(out, "static const unsigned char %s_%d[] = {", name, number);
    for (size_t i = 0; i < bytes.length; i++)
        fprintf(out, "%s%u,", i % 24 == 0 ? "\n" : "", bytes.at[i]);
    fputs(bytes.length ? "\n};\n" : "0};\n", out);
}

// A hash to tell versions of a file apart (FNV-1a, 64 bits).
static uint64_t hash(struct bytes bytes) {
    uint64_t sum = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < bytes.length; i++) sum = (sum ^ bytes.at[i]) * UINT64_C(1099511628211);
    return sum;
}

// Compressed bytes count only where they are a tenth fewer.
static size_t worth(struct bytes packed, struct bytes plain) {
    return packed.length < plain.length - plain.length / 10 ? packed.length : 0;
}

struct output {
    FILE *tables, *rows;
    int count;
};

// Writes one file's bytes, and its row.
static void embed_file(struct output *output, const char *path, const char *name) {
    struct bytes plain = read_file(name), zipped = gzip(plain), packed = brotli(plain);
    int number = output->count++;
    write_bytes(output->tables, "plain", number, plain);
    write_bytes(output->tables, "gzip", number, zipped);
    write_bytes(output->tables, "brotli", number, packed);
    fprintf(output->rows, "    {\"%s\", \"%s\", \"%016llx\",", path, type_of(name),
            (unsigned long long)hash(plain));
    fprintf(output->rows, " {plain_%d, %zu}, {gzip_%d, %zu}, {brotli_%d, %zu}},\n", number,
            plain.length, number, worth(zipped, plain), number, worth(packed, plain));
    free(plain.at);
    free(zipped.at);
    free(packed.at);
}

static int visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

// A file, or every file in a folder and those below it, in the order of their names.
static void embed(struct output *output, const char *path, const char *name) {
    struct stat status;
    struct dirent **entries;
    if (stat(name, &status) != 0) quit("cannot be read", name);
    if (!S_ISDIR(status.st_mode)) {
        embed_file(output, path, name);
        return;
    }
    int count = scandir(name, &entries, visible, alphasort);
    for (int i = 0; i < count; i++) {
        char below[512], inside[1024];
        const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
        snprintf(below, sizeof below, "%s%s%s", path, slash, entries[i]->d_name);
        snprintf(inside, sizeof inside, "%s/%s", name, entries[i]->d_name);
        embed(output, below, inside);
        free(entries[i]);
    }
    if (count >= 0) free(entries);
}

int main(int argc, char *argv[]) {
    if (argc < 2) quit("usage: embed OUT PATH=FILE|FOLDER ...", "arguments");
    char *text = NULL;
    size_t length = 0;
    struct output output = {fopen(argv[1], "wb"), open_memstream(&text, &length), 0};
    if (!output.tables || !output.rows) quit("cannot be written", argv[1]);
    fputs("// Made by tools/embed.c.\n#include \"inside.h\"\n\n", output.tables);
    for (int i = 2; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        if (!equals) quit("is to be PATH=FILE", argv[i]);
        *equals = 0;
        embed(&output, argv[i], equals + 1);
    }
    fclose(output.rows);
    fprintf(output.tables, "const struct page_file page_files[] = {\n%s    {0},\n};\n", text);
    free(text);
    return fclose(output.tables) == 0 ? 0 : 1;
}
