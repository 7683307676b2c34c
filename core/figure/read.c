// SPDX-License-Identifier: Apache-2.0
// The pose language. A figure is a header and poses:
//
//   base sit                          stand sit all-fours prone supine long-sit side-lie
//   prop chair                        what is there besides the floor
//   view 8 5                          azimuth and elevation of the picture
//   targets upper-trapezius.L         what the picture lights up
//   arrow crown                       whose way the arrow shows
//   on floor foot.R foot.L            contacts of every pose
//   pose tall 2 0.5                   name, seconds to reach it, seconds held (0: on and on)
//     neck side 0                     anatomical angles, in degrees
//   pose tilt 3 2
//     neck side 42
//     touch hand.R headtop.L          a contact of this pose only
//
//   variant no-hand                 another version: what it changes of the above
//   pose tilt 3 2                   goes on where the pose of that name ended
//     neck side 24
//     drop hand.R                   takes a contact or direction away
//
// A joint or direction named without a side means both, mirrored. Lengths are metres for a body
// 1.70 m tall and scale with it, props included. `#` begins a comment.
#include "reader.h"

#include <string.h>

bool word_is(const struct word *word, const char *text) {
    return strlen(text) == (size_t)word->length && memcmp(text, word->at, strlen(text)) == 0;
}

bool reader_fail(struct reader *reader, int word, const char *text) {
    struct uh_text out = uh_text_in(reader->error->text, sizeof reader->error->text);
    reader->error->line = reader->line > 0 ? reader->line : 1;
    reader->error->column = word < reader->word_count ? reader->words[word].column : 1;
    uh_text_add(&out, text);
    return false;
}

// "no such SITE: hand.X"
bool reader_fail_word(struct reader *reader, int word, const char *what) {
    reader_fail(reader, word, what);
    if (word >= reader->word_count) return false;
    struct uh_text out = {reader->error->text, sizeof reader->error->text,
                          strlen(reader->error->text), false};
    uh_text_add(&out, ": ");
    uh_text_add_bytes(&out, reader->words[word].at, (size_t)reader->words[word].length);
    return false;
}

static int digits(const struct word *word, int at, double *value, double *place) {
    int count = 0;
    for (; at < word->length && word->at[at] >= '0' && word->at[at] <= '9'; at++, count++) {
        *value = *value * 10 + (word->at[at] - '0');
        *place *= 10;
    }
    return count;
}

bool reader_number(struct reader *reader, int word, double *number) {
    if (word >= reader->word_count) return reader_fail(reader, 0, "a number is missing");
    const struct word *w = &reader->words[word];
    int at = w->length > 0 && (w->at[0] == '-' || w->at[0] == '+'), sign = w->at[0] == '-' ? -1 : 1;
    double value = 0, place = 1;
    int whole = digits(w, at, &value, &place), part = 0;
    at += whole;
    place = 1;
    if (at < w->length && w->at[at] == '.') {
        part = digits(w, at + 1, &value, &place);
        at += 1 + part;
    }
    if (whole + part == 0 || whole + part > 9 || at != w->length)
        return reader_fail_word(reader, word, "not a number");
    *number = sign * value / place;
    return true;
}

bool reader_length(struct reader *reader, int word, double *metres) {
    if (!reader_number(reader, word, metres)) return false;
    *metres *= reader->skeleton->scale;
    return true;
}

bool reader_site(struct reader *reader, int word, int *site) {
    if (word >= reader->word_count) return reader_fail(reader, 0, "a site is missing");
    const struct word *w = &reader->words[word];
    *site = uh_site_find(w->at, (size_t)w->length);
    return *site >= 0 || reader_fail_word(reader, word, "no such site on the body");
}

bool reader_goal(struct reader *reader, struct uh_goal goal) {
    if (reader->key->goal_count == UH_GOAL_MAX)
        return reader_fail(reader, 0, "too many contacts in one pose");
    reader->key->goals[reader->key->goal_count++] = goal;
    return true;
}

static bool read_view_into(struct reader *reader, struct uh_view *view) {
    return reader_number(reader, 1, &view->azimuth) && reader_number(reader, 2, &view->elevation);
}

static bool read_view(struct reader *reader) {
    struct uh_figure *figure = reader->figure;
    if (!read_view_into(reader, &figure->view)) return false;
    if (figure->muscle_view.elevation < -900) figure->muscle_view = figure->view;
    return true;
}

static bool read_muscle_view(struct reader *reader) {
    return read_view_into(reader, &reader->figure->muscle_view);
}

static bool read_frame(struct reader *reader) {
    static const char *const frames[] = {[UH_FRAME_WHOLE] = "whole",
                                         [UH_FRAME_KNEES] = "knees",
                                         [UH_FRAME_UPPER] = "upper",
                                         [UH_FRAME_BUST] = "bust"};
    for (int i = UH_FRAME_WHOLE; i <= UH_FRAME_BUST; i++)
        if (word_is(&reader->words[1], frames[i])) {
            reader->figure->frame = (enum uh_frame)i;
            return true;
        }
    return reader_fail_word(reader, 1, "frame is bust, upper, knees or whole, not");
}

static bool read_arrow(struct reader *reader) {
    static const char *const kinds[] = {[UH_ARROW_SWEEP] = "sweep",
                                        [UH_ARROW_CIRCLE] = "circle",
                                        [UH_ARROW_AT] = "at",
                                        [UH_ARROW_TURN] = "turn",
                                        [UH_ARROW_SINK] = "sink"};
    struct uh_figure *figure = reader->figure;
    figure->arrow_kind = UH_ARROW_WAY; // a variant's arrow replaces the move's
    figure->arrow[1] = -1;
    figure->arrow_both = word_is(&reader->words[1], "both");
    int word = figure->arrow_both ? 2 : 1;
    for (int kind = UH_ARROW_SWEEP; kind <= UH_ARROW_SINK; kind++)
        if (word < reader->word_count && word_is(&reader->words[word], kinds[kind]))
            figure->arrow_kind = (uint8_t)kind;
    if (figure->arrow_kind != UH_ARROW_WAY) word++;
    return reader_site(reader, word, &figure->arrow[0]) &&
           (reader->word_count <= word + 1 || reader_site(reader, word + 1, &figure->arrow[1]));
}

static bool read_work(struct reader *reader) {
    reader->figure->work = true;
    return true;
}

static bool read_still(struct reader *reader) {
    if (reader->figure->key_count == 0) return reader_fail(reader, 0, "still stands in a pose");
    reader->figure->still = reader->figure->key_count - 1;
    return true;
}

static bool read_targets(struct reader *reader) {
    for (int i = 1; i < reader->word_count; i++) {
        struct word w = reader->words[i];
        unsigned sides = 3;
        if (w.length > 2 && w.at[w.length - 2] == '.') {
            sides = w.at[w.length - 1] == 'L' ? 2 : 1;
            w.length -= 2;
        }
        int muscle = uh_muscle_find(w.at, (size_t)w.length);
        if (muscle < 0) return reader_fail_word(reader, i, "no such muscle");
        for (int s = 0; s < 2; s++)
            if (sides >> s & 1) reader->figure->targets[s] |= UINT32_C(1) << muscle;
    }
    return true;
}

static bool read_grip(struct reader *reader) {
    const struct word *name = &reader->words[0];
    double value;
    if (!reader_number(reader, 1, &value)) return false;
    if (value < 0 || value > 1) return reader_fail_word(reader, 1, "a grip is 0 to 1, not");
    if (!word_is(name, "grip.L")) reader->key->grip[UH_SIDE_RIGHT] = value;
    if (!word_is(name, "grip.R")) reader->key->grip[UH_SIDE_LEFT] = value;
    return true;
}

static bool read_times(struct reader *reader, struct uh_key *key) {
    if (!reader_number(reader, 2, &key->seconds) || !reader_number(reader, 3, &key->hold))
        return false;
    return (key->seconds >= .1 && key->seconds <= 60 && key->hold >= 0 && key->hold <= 60) ||
           reader_fail(reader, 2, "a pose is reached in 0.1 to 60 seconds and held up to 60");
}

// A pose begins; within a variant's change of one, that one goes on.
static bool read_pose(struct reader *reader) {
    struct uh_figure *figure = reader->figure;
    if (reader->changes) return read_times(reader, reader->key);
    if (figure->key_count == UH_KEY_MAX) return reader_fail(reader, 0, "too many poses");
    struct uh_key *key = &figure->keys[figure->key_count];
    *key = *reader->header;
    if (!read_times(reader, key)) return false;
    if (figure->key_count++ == 0) figure->base = key->prior;
    reader->key = key;
    return true;
}

// without POSE...: poses that a variant leaves out.
static bool read_without(struct reader *reader) {
    if (!reader->changes) return reader_fail(reader, 0, "this stands in a variant");
    for (int i = 1; i < reader->word_count; i++) {
        if (reader->without_count == WORD_MAX) return reader_fail(reader, i, "too many words");
        reader->without[reader->without_count++] = reader->words[i];
    }
    return true;
}

static const struct statement {
    const char *name;
    int least_words;
    bool header_only;
    bool (*read)(struct reader *);
} statements[] = {
    {"base", 2, true, read_base},       {"prop", 2, true, read_prop},
    {"view", 3, true, read_view},       {"muscle-view", 3, true, read_muscle_view},
    {"frame", 2, true, read_frame},     {"arrow", 2, true, read_arrow},
    {"work", 1, true, read_work},       {"targets", 2, true, read_targets},
    {"still", 1, false, read_still},    {"grip", 2, false, read_grip},
    {"grip.R", 2, false, read_grip},    {"grip.L", 2, false, read_grip},
    {"pose", 4, false, read_pose},      {"on", 3, false, read_on},
    {"touch", 3, false, read_touch},    {"at", 5, false, read_at},
    {"point", 3, false, read_point},    {"aim", 3, false, read_aim},
    {"root", 3, false, read_root},      {"drop", 2, false, read_drop},
    {"without", 2, true, read_without},
};

static bool read_statement(struct reader *reader) {
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        const struct statement *s = &statements[i];
        if (!word_is(&reader->words[0], s->name)) continue;
        if (reader->word_count < s->least_words) return reader_fail(reader, 0, "words are missing");
        if (s->header_only && reader->key != reader->header)
            return reader_fail_word(reader, 0, "this stands before the poses");
        return s->read(reader);
    }
    return read_joint(reader);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static bool split_line(struct reader *reader, const char *line, int length) {
    reader->word_count = 0;
    for (int i = 0; i < length && line[i] != '#';) {
        if (is_blank(line[i])) {
            i++;
            continue;
        }
        int start = i;
        while (i < length && !is_blank(line[i]) && line[i] != '#') i++;
        if (reader->word_count == WORD_MAX) return reader_fail(reader, 0, "too many words");
        reader->words[reader->word_count++] = (struct word){line + start, i - start, start + 1};
    }
    return true;
}

bool reader_line(struct reader *reader, const char *line, int length) {
    return split_line(reader, line, length) && (reader->word_count == 0 || read_statement(reader));
}

enum uh_result uh_figure_read(struct uh_figure *figure, const struct uh_skeleton *skeleton,
                              const char *text, const char *variant,
                              struct uh_figure_error *error) {
    struct uh_key header = {0};
    struct reader reader = {
        .figure = figure, .skeleton = skeleton, .error = error, .key = &header, .header = &header};
    *figure = (struct uh_figure){.still = -1, .arrow = {-1, -1}, .scale = skeleton->scale};
    figure->muscle_view.elevation = -1000;
    figure->world.surface_count = 1;
    figure->world.surface[0] = (struct uh_surface){{0, 1, 0}, 0, {-99, -99, -99}, {99, 99, 99}};
    uh_prior_init(skeleton, &reader.neutral);
    header.prior = reader.neutral;
    *error = (struct uh_figure_error){.line = 1, .column = 1};
    return reader_text(&reader, text, variant) ? UH_OK : UH_BAD_INPUT;
}
