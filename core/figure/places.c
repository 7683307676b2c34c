// SPDX-License-Identifier: Apache-2.0
// Contacts and directions: `on floor foot.R`, `touch hand.R headtop.L`, `at elbow.R - 1.30 0.46`,
// `point palm down`, `aim upperarm 0.9/-0.3/0.1`.
#include "reader.h"

#include <string.h>

// Words that stand for several sites, the first one firm, the others softer where they need not
// touch.
struct group {
    const char *name;
    const char *sites[3];
    bool firm[3];   // held to millimetres
    bool sticks[3]; // does not slide unless told to
};

static const struct group groups[] = {
    {"hand", {"palm", "tips", "wristpt"}, {true, false, false}, {true, true, false}},
    {"foot", {"heel", "ball", "toe"}, {true, true, false}, {true, true, false}},
    {"toes", {"toe", "ball", NULL}, {true, true, false}, {true, false, false}},
    {"forearm", {"elbow", "wrist", NULL}, {true, true, false}, {true, false, false}},
    {"kneel", {"knee", "toe", NULL}, {true, true, false}, {true, true, false}},
};

enum { SOFT_CONTACT = 500, HELD_LOOSELY = 120 };
#define HAND_GAP .003 // between palms
#define SKIN_GAP .012 // a palm's own thickness over the skin it touches

// What a contact is made with: a plane or a cylinder of the world.
struct support {
    bool round;
    struct uh_vec3 normal;
    double distance;
    const struct uh_cylinder *cylinder;
};

static bool find_support(struct reader *reader, int word, struct support *support) {
    const struct word *name = &reader->words[word];
    const struct uh_figure *figure = reader->figure;
    const struct uh_world *world = &figure->world;
    double s = reader->skeleton->scale;
    *support = (struct support){.normal = {0, 1, 0}};
    if (word_is(name, "floor")) return true;
    if (word_is(name, "seat")) {
        support->distance = .46 * s;
        return true;
    }
    if (word_is(name, "pillow") && figure->props & UH_PROP_PILLOW) {
        support->distance = figure->pillow.y;
        return true;
    }
    if (word_is(name, "chairback")) {
        support->normal = uh_vec3(1, 0, 0);
        support->distance = figure->chair_x - .219 * s;
        return true;
    }
    if (word_is(name, "wall")) {
        double f = figure->props & (UH_PROP_FRONT_WALL | UH_PROP_DOORWAY) ? -1 : 1;
        support->normal = uh_vec3(f, 0, 0);
        support->distance = f * figure->wall_x;
        return true;
    }
    if ((word_is(name, "roller") || word_is(name, "towel")) && world->cylinder_count > 0) {
        support->round = true;
        support->cylinder = &world->cylinder[world->cylinder_count - 1];
        return true;
    }
    return reader_fail_word(reader, word, "no such surface here");
}

static unsigned along_surface(struct uh_vec3 normal) {
    return 7u & ~(normal.x != 0 ? 1u : normal.y != 0 ? 2u : 4u);
}

static bool add_contact(struct reader *reader, const struct support *support, int site, int id,
                        double weight, int sticks) {
    if (support->round) {
        const struct uh_cylinder *c = support->cylinder;
        return reader_goal(
            reader, (struct uh_goal){.kind = UH_GOAL_ROUND,
                                     .what = site,
                                     .id = id,
                                     .at = c->centre,
                                     .along = c->axis,
                                     .distance = c->radius + uh_site_radius(reader->skeleton, site),
                                     .weight = weight});
    }
    struct uh_goal plane = {.kind = UH_GOAL_PLANE,
                            .what = site,
                            .id = id,
                            .along = support->normal,
                            .distance = support->distance,
                            .weight = weight};
    if (!reader_goal(reader, plane)) return false;
    if (!sticks) return true;
    struct uh_goal hold = {.kind = UH_GOAL_POINT,
                           .what = site,
                           .id = id,
                           .axes = along_surface(support->normal),
                           .from_base = true,
                           .weight = sticks > 1 ? UH_HARD_WEIGHT : HELD_LOOSELY};
    return reader_goal(reader, hold);
}

// A group's site on the side that the word names.
static int group_site(const char *name, const struct word *word) {
    char text[24];
    size_t length = strlen(name);
    memcpy(text, name, length);
    memcpy(text + length, word->at + word->length - 2, 2);
    return uh_site_find(text, length + 2);
}

static bool put_group(struct reader *reader, const struct support *support, int word, bool slides,
                      const struct group *group) {
    int id = ++reader->next_id * 8;
    for (int k = 0; k < 3 && group->sites[k]; k++) {
        int site = group_site(group->sites[k], &reader->words[word]);
        if (site < 0) return reader_fail_word(reader, word, "no such site on the body");
        int sticks = slides || !group->sticks[k] ? 0 : k == 0 ? 2 : 1;
        if (!add_contact(reader, support, site, id + k,
                         group->firm[k] ? UH_HARD_WEIGHT : SOFT_CONTACT, sticks))
            return false;
    }
    return true;
}

static const struct group *find_group(const struct word *word) {
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        size_t length = strlen(groups[i].name);
        if ((size_t)word->length == length + 2 && word->at[length] == '.' &&
            memcmp(word->at, groups[i].name, length) == 0)
            return &groups[i];
    }
    return NULL;
}

// on SURFACE [slide] SITE...
bool read_on(struct reader *reader) {
    struct support support;
    if (!find_support(reader, 1, &support)) return false;
    bool slides = word_is(&reader->words[2], "slide");
    for (int i = slides ? 3 : 2; i < reader->word_count; i++) {
        const struct group *group = find_group(&reader->words[i]);
        int site;
        if (group) {
            if (!put_group(reader, &support, i, slides, group)) return false;
        } else if (!reader_site(reader, i, &site) ||
                   !add_contact(reader, &support, site, ++reader->next_id * 8, UH_HARD_WEIGHT,
                                slides ? 0 : 2)) {
            return false;
        }
    }
    return true;
}

// The site a touch is made with: hand.R is its palm, back.R its back, turned to the skin.
static bool touching_site(struct reader *reader, int *site, bool *turned) {
    const struct word *w = &reader->words[1];
    bool hand = w->length == 6 && memcmp(w->at, "hand.", 5) == 0;
    bool back = w->length == 6 && memcmp(w->at, "back.", 5) == 0;
    *turned = hand || back;
    if (!*turned) return reader_site(reader, 1, site);
    *site = group_site(hand ? "palm" : "handback", w);
    return *site >= 0 || reader_fail_word(reader, 1, "no such site on the body");
}

static bool is_hand(int site) {
    int bone = uh_site_bone(site);
    return bone == UH_HAND || bone == uh_bone_on(UH_HAND, UH_SIDE_LEFT);
}

// touch SITE OTHER [x y z]: the offset is in the other bone's frame, right-hand axes.
bool read_touch(struct reader *reader) {
    int site, other;
    bool turned;
    double offset[3] = {0};
    if (!touching_site(reader, &site, &turned) || !reader_site(reader, 2, &other)) return false;
    for (int c = 0; c < 3 && reader->word_count > 3; c++)
        if (!reader_number(reader, 3 + c, &offset[c])) return false;
    struct uh_vec3 normal = uh_site_normal(other);
    double gap = (is_hand(other) ? HAND_GAP : SKIN_GAP) + uh_sites[other / 2].radius +
                 uh_sites[site / 2].radius;
    struct uh_vec3 shift = uh_vec3(offset[0], offset[1], other % 2 ? -offset[2] : offset[2]);
    int id = ++reader->next_id * 8;
    if (!reader_goal(reader, (struct uh_goal){.kind = UH_GOAL_TOUCH,
                                              .what = site,
                                              .other = other,
                                              .along = uh_add(uh_scale(normal, gap), shift),
                                              .weight = UH_HARD_WEIGHT,
                                              .id = id}))
        return false;
    if (!turned) return true;
    return reader_goal(reader, (struct uh_goal){.kind = UH_GOAL_TURN,
                                                .what = uh_site_bone(site),
                                                .other = uh_site_bone(other),
                                                .at = uh_scale(normal, -1),
                                                .along = uh_site_normal(site),
                                                .weight = 1.2,
                                                .id = id + 1});
}

// at SITE x y z: pinned in the world; `-` leaves an axis free.
bool read_at(struct reader *reader) {
    struct uh_goal goal = {.kind = UH_GOAL_POINT, .weight = UH_HARD_WEIGHT};
    if (!reader_site(reader, 1, &goal.what)) return false;
    double at[3] = {0};
    for (int c = 0; c < 3; c++) {
        if (word_is(&reader->words[2 + c], "-")) continue;
        if (!reader_length(reader, 2 + c, &at[c])) return false;
        goal.axes |= 1u << c;
    }
    goal.at = uh_vec3(at[0], at[1], at[2]);
    goal.id = ++reader->next_id * 8;
    return reader_goal(reader, goal);
}

static const struct body_axis {
    const char *name;
    int bone;
    struct uh_vec3 along;
} body_axes[] = {
    {"upperarm", UH_UPPER_ARM, {0, -1, 0}}, {"forearm", UH_FOREARM, {0, -1, 0}},
    {"fingers", UH_HAND, {0, -1, 0}},       {"thumb", UH_HAND, {1, 0, 0}},
    {"palm", UH_HAND, {0, 0, -1}},          {"thigh", UH_THIGH, {0, -1, 0}},
    {"kneecap", UH_THIGH, {1, 0, 0}},       {"shank", UH_SHANK, {0, -1, 0}},
    {"toes", UH_FOOT, {1, 0, 0}},           {"sole", UH_FOOT, {0, -1, 0}},
    {"face", UH_HEAD, {1, 0, 0}},           {"crown", UH_HEAD, {0, 1, 0}},
    {"chest", UH_THORAX_4, {1, 0, 0}},      {"pelvis", UH_PELVIS, {1, 0, 0}},
    {"tail", UH_PELVIS, {0, -1, 0}},
};

static const struct {
    const char *name;
    struct uh_vec3 way;
} ways[] = {{"up", {0, 1, 0}},    {"down", {0, -1, 0}}, {"forward", {1, 0, 0}},
            {"back", {-1, 0, 0}}, {"right", {0, 0, 1}}, {"left", {0, 0, -1}}};

static bool named_way(struct reader *reader, int word, struct uh_vec3 *direction) {
    struct word whole = reader->words[word];
    int start = 0;
    for (int i = 0; i <= whole.length; i++) {
        if (i < whole.length && whole.at[i] != '+') continue;
        struct word part = {whole.at + start, i - start, whole.column + start};
        bool known = false;
        for (size_t k = 0; k < sizeof ways / sizeof ways[0]; k++)
            if (word_is(&part, ways[k].name)) {
                *direction = uh_add(*direction, ways[k].way);
                known = true;
            }
        if (!known) return reader_fail_word(reader, word, "no such direction");
        start = i + 1;
    }
    return true;
}

// A direction: words joined by +, or x/y/z.
static bool read_way(struct reader *reader, int word, struct uh_vec3 *direction) {
    struct word whole = reader->words[word];
    *direction = uh_vec3(0, 0, 0);
    if (!memchr(whole.at, '/', (size_t)whole.length))
        return named_way(reader, word, direction) &&
               (uh_length(*direction) > 0 ||
                reader_fail_word(reader, word, "this direction cancels out"));
    double parts[3] = {0};
    int start = 0, count = 0;
    for (int i = 0; i <= whole.length; i++) {
        if (i < whole.length && whole.at[i] != '/') continue;
        if (count == 3) return reader_fail_word(reader, word, "a direction is x/y/z, not");
        reader->words[word] = (struct word){whole.at + start, i - start, whole.column + start};
        bool fine = reader_number(reader, word, &parts[count++]);
        reader->words[word] = whole;
        if (!fine) return false;
        start = i + 1;
    }
    *direction = uh_vec3(parts[0], parts[1], parts[2]);
    return (count == 3 && uh_length(*direction) > 0) ||
           reader_fail_word(reader, word, "a direction is x/y/z, not");
}

// A pose's own direction takes the place of the header's for the same axis.
static bool put_direction(struct reader *reader, struct uh_goal goal) {
    struct uh_key *key = reader->key;
    for (int i = 0; i < key->goal_count && key != reader->header; i++) {
        struct uh_goal *known = &key->goals[i];
        if (known->kind != goal.kind || known->what != goal.what || known->other != goal.other ||
            uh_dot(known->along, goal.along) < .99)
            continue;
        goal.id = known->id;
        *known = goal;
        return true;
    }
    return reader_goal(reader, goal);
}

static const struct body_axis *find_axis(struct word name) {
    for (size_t i = 0; i < sizeof body_axes / sizeof body_axes[0]; i++)
        if (word_is(&name, body_axes[i].name)) return &body_axes[i];
    return NULL;
}

static bool read_direction(struct reader *reader, enum uh_goal_kind kind) {
    struct word name = reader->words[1];
    bool sided = name.length > 2 && name.at[name.length - 2] == '.';
    int only = sided ? (name.at[name.length - 1] == 'L' ? UH_SIDE_LEFT : UH_SIDE_RIGHT) : -1;
    if (sided) name.length -= 2;
    const struct body_axis *axis = find_axis(name);
    if (!axis) return reader_fail_word(reader, 1, "no such part of the body");
    struct uh_vec3 way;
    double weight = 1.5;
    if (!read_way(reader, 2, &way)) return false;
    if (reader->word_count > 3 && !reader_number(reader, 3, &weight)) return false;
    bool paired = axis->bone >= UH_CLAVICLE;
    for (int side = 0; side <= (paired ? 1 : 0); side++) {
        if (only >= 0 && side != only) continue;
        bool flip = side == UH_SIDE_LEFT, mirror = flip && only < 0;
        struct uh_goal goal = {
            .kind = kind,
            .what = paired ? uh_bone_on(axis->bone, side) : axis->bone,
            .other = kind == UH_GOAL_TURN ? UH_THORAX_4 : -1,
            .at = uh_unit(mirror ? uh_flip(way) : way),
            .along = flip ? uh_flip(axis->along) : axis->along,
            .weight = weight,
            .id = ++reader->next_id * 8,
        };
        if (!put_direction(reader, goal)) return false;
    }
    return true;
}

// point AXIS WAY [weight]: to a direction of the world.
bool read_point(struct reader *reader) {
    return read_direction(reader, UH_GOAL_AIM);
}

// aim AXIS WAY [weight]: to a direction of the chest, for arms on a moving trunk.
bool read_aim(struct reader *reader) {
    return read_direction(reader, UH_GOAL_TURN);
}

static bool is_direction(const struct uh_goal *goal) {
    return goal->kind == UH_GOAL_AIM || goal->kind == UH_GOAL_TURN;
}

static void remove_goal(struct uh_key *key, int number) {
    for (int i = number + 1; i < key->goal_count; i++) key->goals[i - 1] = key->goals[i];
    key->goal_count--;
}

// Takes the contacts of a site away; the turn of a palm to the skin goes with its touch.
static int drop_site(struct uh_key *key, int site) {
    int count = 0;
    for (int i = 0; i < key->goal_count;) {
        const struct uh_goal *goal = &key->goals[i];
        if (is_direction(goal) || goal->what != site) {
            i++;
            continue;
        }
        int turn = goal->kind == UH_GOAL_TOUCH ? goal->id + 1 : -1;
        remove_goal(key, i);
        count++;
        for (int k = 0; k < key->goal_count && turn >= 0; k++)
            if (key->goals[k].kind == UH_GOAL_TURN && key->goals[k].id == turn) remove_goal(key, k);
    }
    return count;
}

static int drop_direction(struct uh_key *key, int bone, struct uh_vec3 along) {
    int count = 0;
    for (int i = key->goal_count - 1; i >= 0; i--) {
        const struct uh_goal *goal = &key->goals[i];
        if (!is_direction(goal) || goal->what != bone || uh_dot(goal->along, along) < .99) continue;
        remove_goal(key, i);
        count++;
    }
    return count;
}

static int drop_group(struct uh_key *key, const struct group *group, const struct word *word) {
    int count = 0;
    for (int k = 0; k < 3 && group->sites[k]; k++) {
        int site = group_site(group->sites[k], word);
        if (site >= 0) count += drop_site(key, site);
    }
    return count;
}

static int drop_axis(struct uh_key *key, struct word name) {
    bool sided = name.length > 2 && name.at[name.length - 2] == '.', left = false;
    if (sided) left = name.at[name.length - 1] == 'L', name.length -= 2;
    const struct body_axis *axis = find_axis(name);
    int count = 0;
    for (int side = 0; axis && side < 2; side++) {
        if (sided && side != left) continue;
        struct uh_vec3 along = side ? uh_flip(axis->along) : axis->along;
        bool paired = axis->bone >= UH_CLAVICLE;
        count += drop_direction(key, paired ? uh_bone_on(axis->bone, side) : axis->bone, along);
    }
    return count;
}

// drop NAME...: the contacts of a site or group and the directions of that name are taken away.
bool read_drop(struct reader *reader) {
    for (int i = 1; i < reader->word_count; i++) {
        const struct word *word = &reader->words[i];
        const struct group *group = find_group(word);
        int site = uh_site_find(word->at, (size_t)word->length), count = 0;
        if (group) count += drop_group(reader->key, group, word);
        if (site >= 0) count += drop_site(reader->key, site);
        count += drop_axis(reader->key, *word);
        if (count == 0) return reader_fail_word(reader, i, "there is nothing to drop here");
    }
    return true;
}
