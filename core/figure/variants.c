// SPDX-License-Identifier: Apache-2.0
// Variants: versions of a figure that a condition asks for. After the poses of the move stand, each
// begun by `variant NAME`, the lines that differ. Those before its first pose follow the header;
// `pose NAME ...` goes on where the pose of that name ended, with times of its own; `without`
// leaves poses out. A variant with a base of its own stands alone.
#include "reader.h"

#include <string.h>

// A run of lines of the text, and the number of the line before it.
struct part {
    const char *at, *end;
    int line;
};

static struct part next_line(struct part *rest) {
    struct part line = *rest;
    line.end = memchr(line.at, '\n', (size_t)(rest->end - line.at));
    if (line.end == NULL) line.end = rest->end;
    rest->at = line.end + (line.end < rest->end);
    rest->line++;
    return line;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

// The word of a line by its number, empty where there is none.
static struct word word_of(struct part line, int number) {
    const char *at = line.at;
    for (int i = 0;; i++) {
        while (at < line.end && is_blank(*at)) at++;
        const char *start = at;
        while (at < line.end && !is_blank(*at) && *at != '#' && *at != '\n') at++;
        if (i == number || at == start)
            return (struct word){start, (int)(at - start), (int)(start - line.at) + 1};
    }
}

static bool begins_with(struct part line, const char *name) {
    struct word word = word_of(line, 0);
    return word_is(&word, name);
}

// Cuts what stands before the next line that begins with this word off the rest.
static struct part cut_before(struct part *rest, const char *name) {
    struct part cut = *rest;
    bool first = true;
    while (rest->at < rest->end) {
        struct part after = *rest;
        if (begins_with(next_line(&after), name) && !first) break;
        *rest = after;
        first = false;
    }
    cut.end = rest->at;
    return cut;
}

// What stands before the first line that begins with this word.
static struct part head_of(struct part *rest, const char *name) {
    struct part nothing = {rest->at, rest->at, rest->line}, copy = *rest;
    return begins_with(next_line(&copy), name) ? nothing : cut_before(rest, name);
}

static bool read_part(struct reader *reader, struct part part) {
    while (part.at < part.end) {
        struct part line = next_line(&part);
        reader->line = part.line;
        if (!reader_line(reader, line.at, (int)(line.end - line.at))) return false;
    }
    return true;
}

// Fails at the second word of a part's first line.
static bool fail_at(struct reader *reader, struct part part, const char *text) {
    struct word name = word_of(next_line(&part), 1);
    reader->line = part.line;
    reader->words[0] = name;
    reader->word_count = 1;
    return reader_fail_word(reader, 0, text);
}

static bool is_left_out(const struct reader *reader, const struct word *name) {
    for (int i = 0; i < reader->without_count; i++)
        if (reader->without[i].length == name->length &&
            memcmp(reader->without[i].at, name->at, (size_t)name->length) == 0)
            return true;
    return false;
}

// What a variant says of the pose of this name.
static bool change_pose(struct reader *reader, struct part poses, const struct word *name) {
    while (poses.at < poses.end) {
        struct part pose = cut_before(&poses, "pose");
        struct word of = word_of(pose, 1);
        if (of.length != name->length || memcmp(of.at, name->at, (size_t)of.length) != 0) continue;
        reader->changes = true;
        bool fine = read_part(reader, pose);
        reader->changes = false;
        if (!fine) return false;
    }
    return true;
}

// Every pose that a variant changes or leaves out is one of the figure.
static bool knows_poses(struct reader *reader, struct part own, struct part poses) {
    while (poses.at < poses.end) {
        struct part pose = cut_before(&poses, "pose"), rest = own;
        struct word name = word_of(pose, 1), of = {0};
        bool known = false;
        while (rest.at < rest.end && !known) {
            of = word_of(cut_before(&rest, "pose"), 1);
            known = of.length == name.length && memcmp(of.at, name.at, (size_t)of.length) == 0;
        }
        if (!known) return fail_at(reader, pose, "no such pose to change");
    }
    return true;
}

// The figure with what a variant changes: after the header its header, after each pose its change.
static bool read_changed(struct reader *reader, struct part own, struct part variant) {
    struct part header = head_of(&own, "pose"), changed = head_of(&variant, "pose");
    if (!read_part(reader, header)) return false;
    reader->changes = true;
    if (!read_part(reader, changed) || !knows_poses(reader, own, variant)) return false;
    reader->changes = false;
    while (own.at < own.end) {
        struct part pose = cut_before(&own, "pose");
        struct word name = word_of(pose, 1);
        if (is_left_out(reader, &name)) continue;
        if (!read_part(reader, pose) || !change_pose(reader, variant, &name)) return false;
    }
    return true;
}

static bool has_line(struct part part, const char *name) {
    while (part.at < part.end)
        if (begins_with(next_line(&part), name)) return true;
    return false;
}

static bool read_variant(struct reader *reader, struct part own, struct part rest,
                         const char *name) {
    struct part found = {0};
    while (rest.at < rest.end) {
        struct part variant = cut_before(&rest, "variant");
        struct word of = word_of(variant, 1);
        if (!word_is(&of, name)) continue;
        if (found.at) return fail_at(reader, variant, "this variant stands here twice");
        found = variant;
    }
    if (!found.at) return reader_fail(reader, 0, "the figure has no such variant");
    next_line(&found);
    return has_line(found, "base") ? read_part(reader, found) : read_changed(reader, own, found);
}

// Every variant has a name, short enough to be kept.
static bool check_names(struct reader *reader, struct part rest) {
    while (rest.at < rest.end) {
        struct part variant = cut_before(&rest, "variant");
        struct word name = word_of(variant, 1);
        if (name.length == 0) return fail_at(reader, variant, "a variant has a name");
        if (name.length >= UH_VARIANT_SIZE)
            return fail_at(reader, variant, "this name is too long");
    }
    return true;
}

bool reader_text(struct reader *reader, const char *text, const char *variant) {
    struct part rest = {text, text + strlen(text), 0}, own = head_of(&rest, "variant");
    if (!check_names(reader, rest)) return false;
    if (!(variant ? read_variant(reader, own, rest, variant) : read_part(reader, own)))
        return false;
    reader->word_count = 0;
    if (reader->figure->key_count == 0) return reader_fail(reader, 0, "there is no pose");
    return true;
}

bool uh_figure_variant(const char *text, int number, char name[UH_VARIANT_SIZE]) {
    if (text == NULL) return false;
    struct part rest = {text, text + strlen(text), 0};
    head_of(&rest, "variant");
    for (; rest.at < rest.end; number--) {
        struct word word = word_of(cut_before(&rest, "variant"), 1);
        if (number > 0) continue;
        int length = word.length < UH_VARIANT_SIZE ? word.length : UH_VARIANT_SIZE - 1;
        memcpy(name, word.at, (size_t)length);
        name[length] = 0;
        return true;
    }
    return false;
}

bool uh_figure_has_variant(const char *text, const char *name) {
    char known[UH_VARIANT_SIZE];
    for (int i = 0; name && uh_figure_variant(text, i, known); i++)
        if (strcmp(known, name) == 0) return true;
    return false;
}
