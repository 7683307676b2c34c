// SPDX-License-Identifier: Apache-2.0
// The devices file is JSON, written whole beside the old one and put in its place, so that a server
// that runs and a command that revokes cannot tear it; a lock file has them take turns.
#include "devices.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { PATH_SIZE = 1100, TOKEN_BYTES = 32 };

static bool fail(struct uh_text *error, const char *path, const char *why) {
    uh_text_add(error, path);
    uh_text_add(error, ": ");
    uh_text_add(error, why);
    return false;
}

// One device out of the file. False where it is none.
static bool read_device(const json_t *json, struct device *device) {
    const char *id, *name, *hash;
    json_int_t paired, seen;
    size_t length;
    if (json_unpack((json_t *)json, "{s:s, s:s, s:s, s:I, s:I}", "id", &id, "name", &name, "hash",
                    &hash, "paired_ms", &paired, "seen_ms", &seen) != 0)
        return false;
    *device = (struct device){.shown = {.paired_ms = paired, .seen_ms = seen}};
    if (strlen(id) >= sizeof device->shown.id || strlen(name) >= sizeof device->shown.name)
        return false;
    strcpy(device->shown.id, id);
    strcpy(device->shown.name, name);
    return sodium_hex2bin(device->hash, sizeof device->hash, hash, strlen(hash), NULL, &length,
                          NULL) == 0 &&
           length == sizeof device->hash;
}

static bool read_list(struct devices *devices, const json_t *root) {
    const json_t *list = json_object_get(root, "devices");
    devices->count = 0;
    if (!json_is_array(list) || json_array_size(list) > DEVICE_MAX) return false;
    for (size_t i = 0; i < json_array_size(list); i++, devices->count++)
        if (!read_device(json_array_get(list, i), &devices->list[i])) return false;
    return true;
}

static bool same_file(const struct stat *a, const struct stat *b) {
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

bool devices_refresh(struct devices *devices, struct uh_text *error) {
    struct stat now;
    if (stat(devices->path, &now) != 0) {
        devices->count = 0;
        devices->stamp = (struct stat){0};
        return errno == ENOENT || fail(error, devices->path, strerror(errno));
    }
    if (same_file(&now, &devices->stamp)) return true;
    json_error_t mistake;
    json_t *root = json_load_file(devices->path, JSON_REJECT_DUPLICATES, &mistake);
    bool read = read_list(devices, root);
    json_decref(root);
    devices->stamp = read ? now : (struct stat){0};
    if (read) return true;
    devices->count = 0;
    return fail(error, devices->path,
                "is no list of devices. Remove it; every device then pairs anew.");
}

static json_t *list_json(const struct devices *devices) {
    json_t *list = json_array();
    for (int i = 0; i < devices->count; i++) {
        const struct device *device = &devices->list[i];
        char hash[2 * sizeof device->hash + 1];
        sodium_bin2hex(hash, sizeof hash, device->hash, sizeof device->hash);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:I, s:I}", "id", device->shown.id,
                                              "name", device->shown.name, "hash", hash, "paired_ms",
                                              (json_int_t)device->shown.paired_ms, "seen_ms",
                                              (json_int_t)device->shown.seen_ms));
    }
    json_t *root = json_pack("{s:o}", "devices", list);
    if (!root) abort();
    return root;
}

// Writes text to a new file, for its owner alone, and waits for the disk.
static bool write_durably(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return false;
    size_t length = strlen(text);
    bool written = write(file, text, length) == (ssize_t)length && fsync(file) == 0;
    return close(file) == 0 && written;
}

static bool write_list(const struct devices *devices, struct uh_text *error) {
    char next[PATH_SIZE];
    snprintf(next, sizeof next, "%s.new", devices->path);
    json_t *root = list_json(devices);
    char *text = json_dumps(root, JSON_INDENT(2));
    if (!text) abort();
    bool written = write_durably(next, text) && rename(next, devices->path) == 0;
    if (!written) fail(error, devices->path, strerror(errno));
    free(text);
    json_decref(root);
    return written;
}

// Takes the turn to change the file; -1 where that is not possible.
static int lock(const struct devices *devices, struct uh_text *error) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s.lock", devices->path);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && flock(file, LOCK_EX) == 0) return file;
    fail(error, path, strerror(errno));
    if (file >= 0) close(file);
    return -1;
}

static void hash_token(const char *token, uint8_t hash[32]) {
    crypto_generichash(hash, 32, (const uint8_t *)token, strlen(token), NULL, 0);
}

struct device *devices_find(struct devices *devices, const char *token) {
    uint8_t hash[32];
    struct device *found = NULL;
    hash_token(token, hash);
    for (int i = 0; i < devices->count; i++)
        if (sodium_memcmp(hash, devices->list[i].hash, sizeof hash) == 0) found = &devices->list[i];
    return found;
}

bool devices_have(const struct devices *devices, const char *id) {
    for (int i = 0; i < devices->count; i++)
        if (strcmp(devices->list[i].shown.id, id) == 0) return true;
    return false;
}

// A name for a list in a terminal: what is not plain text becomes a question mark.
static void copy_name(char *to, size_t size, const char *name) {
    size_t length = 0;
    for (; name[length] && length + 1 < size; length++)
        to[length] = name[length] < ' ' || name[length] > '~' ? '?' : name[length];
    to[length] = 0;
}

static void make_device(const char *name, int64_t now_ms, char token[TOKEN_SIZE],
                        struct device *device) {
    uint8_t bytes[TOKEN_BYTES], id[4];
    randombytes_buf(bytes, sizeof bytes);
    randombytes_buf(id, sizeof id);
    sodium_bin2base64(token, TOKEN_SIZE, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    *device = (struct device){.shown = {.paired_ms = now_ms, .seen_ms = now_ms}};
    sodium_bin2hex(device->shown.id, sizeof device->shown.id, id, sizeof id);
    copy_name(device->shown.name, sizeof device->shown.name, *name ? name : "a device");
    hash_token(token, device->hash);
}

bool devices_add(struct devices *devices, const char *name, int64_t now_ms, char token[TOKEN_SIZE],
                 struct device *added, struct uh_text *error) {
    int turn = lock(devices, error);
    bool done = turn >= 0 && devices_refresh(devices, error);
    if (done && devices->count == DEVICE_MAX)
        done = fail(error, devices->path, "holds as many devices as it can; revoke one");
    if (done) {
        make_device(name, now_ms, token, added);
        devices->list[devices->count++] = *added;
        done = write_list(devices, error);
        devices->stamp = (struct stat){0};
    }
    if (turn >= 0) close(turn);
    return done;
}

bool uh_devices_visit(const char *path, uh_device_visit *visit, void *context,
                      struct uh_text *error) {
    struct devices devices = {.path = path};
    if (!devices_refresh(&devices, error)) return false;
    for (int i = 0; i < devices.count; i++) visit(context, &devices.list[i].shown);
    return true;
}

enum uh_result uh_devices_revoke(const char *path, const char *id, struct uh_text *error) {
    struct devices devices = {.path = path};
    if (access(path, F_OK) != 0) return UH_NOT_FOUND;
    int turn = lock(&devices, error);
    enum uh_result result = UH_REFUSED;
    if (turn >= 0 && devices_refresh(&devices, error)) {
        int kept = 0;
        for (int i = 0; i < devices.count; i++)
            if (strcmp(devices.list[i].shown.id, id) != 0) devices.list[kept++] = devices.list[i];
        result = kept < devices.count ? UH_OK : UH_NOT_FOUND;
        devices.count = kept;
        if (result == UH_OK && !write_list(&devices, error)) result = UH_REFUSED;
    }
    if (turn >= 0) close(turn);
    return result;
}

// ---- pairing

void pairing_renew(struct pairing *pairing, int64_t now_ms) {
    static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz";
    *pairing = (struct pairing){.made_ms = now_ms};
    for (int i = 0; i < 9; i++)
        pairing->code[i] = i == 4 ? '-' : letters[randombytes_uniform(sizeof letters - 1)];
}

bool pairing_spent(const struct pairing *pairing, int64_t now_ms) {
    return pairing->code[0] == 0 || pairing->tries >= CODE_TRIES ||
           now_ms - pairing->made_ms > CODE_MINUTES * 60000;
}

// The letters and digits of a code as typed: small, without what stands between them.
static void plain_code(const char *code, char out[CODE_SIZE]) {
    memset(out, 0, CODE_SIZE);
    for (int used = 0; *code && used < CODE_SIZE - 1; code++)
        if (*code != '-' && *code != ' ')
            out[used++] = *code >= 'A' && *code <= 'Z' ? (char)(*code + 'a' - 'A') : *code;
}

bool pairing_try(struct pairing *pairing, const char *code, int64_t now_ms) {
    char said[CODE_SIZE], wanted[CODE_SIZE];
    if (pairing_spent(pairing, now_ms)) return false;
    pairing->tries++;
    plain_code(code, said);
    plain_code(pairing->code, wanted);
    bool right = sodium_memcmp(said, wanted, CODE_SIZE) == 0;
    if (right) pairing->code[0] = 0;
    return right;
}
