// SPDX-License-Identifier: Apache-2.0
// A profile out of JSON. Reading takes what it understands: a word of a newer version must
// not cost the rest.
#include "profile_json.h"

#include <string.h>

// Bits of the words in an array.
static uint32_t bits_of(const struct uh_word_set *set, const json_t *array) {
    uint32_t bits = 0;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *word = json_string_value(json_array_get(array, i));
        int found = word ? uh_word_find(set, word, strlen(word)) : -1;
        if (found >= 0) bits |= UINT32_C(1) << found;
    }
    return bits;
}

// The place of a word in a set, or otherwise.
static int index_of(const struct uh_word_set *set, const json_t *value, int otherwise) {
    const char *word = json_string_value(value);
    int found = word ? uh_word_find(set, word, strlen(word)) : -1;
    return found >= 0 ? found : otherwise;
}

// Texts that are kept with a profile.
struct kept {
    struct uh_heap *heap;
    const char **texts;
    int count;
};

static struct kept room_for(struct uh_heap *heap, size_t most) {
    return (struct kept){.heap = heap, .texts = uh_heap_take(heap, most + 1, sizeof(char *))};
}

// Keeps a copy of a text.
static void keep(struct kept *kept, const char *text) {
    kept->texts[kept->count++] = uh_heap_text(kept->heap, text, strlen(text));
}

// The texts of an array that are no words of the set (NULL: all).
static struct kept strangers(struct uh_heap *heap, const json_t *array,
                             const struct uh_word_set *set) {
    struct kept kept = room_for(heap, json_array_size(array));
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *text = json_string_value(json_array_get(array, i));
        if (text && (!set || uh_word_find(set, text, strlen(text)) < 0)) keep(&kept, text);
    }
    return kept;
}

// Conditions: those we know filter, the others stay as notes.
static void take_conditions(const struct uh_word_set *set, const json_t *object,
                            struct uh_profile_file *file) {
    const json_t *known = json_object_get(object, "conditions");
    const json_t *unknown = json_object_get(object, "unknown_conditions");
    file->profile.conditions = bits_of(set, known) | bits_of(set, unknown);
    struct kept first = strangers(&file->heap, known, set);
    struct kept second = strangers(&file->heap, unknown, set);
    struct kept all = room_for(&file->heap, (size_t)(first.count + second.count));
    for (int i = 0; i < first.count; i++) keep(&all, first.texts[i]);
    for (int i = 0; i < second.count; i++) keep(&all, second.texts[i]);
    file->unknown_conditions = all.texts;
    file->unknown_condition_count = all.count;
}

// Moves: those we know into the set, the ids of the others kept.
static struct kept take_moves(const struct uh_catalog *catalog, const json_t *array,
                              struct uh_move_set *set, struct uh_heap *heap) {
    struct kept others = room_for(heap, json_array_size(array));
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *id = json_string_value(json_array_get(array, i));
        int found = id ? uh_catalog_move(catalog, id) : -1;
        if (found >= 0)
            uh_move_set_add(set, found);
        else if (id)
            keep(&others, id);
    }
    return others;
}

// Stiffness by area; what is no 0 to 10 is left out.
static void take_stiffness(const json_t *object, struct uh_profile *profile) {
    for (int i = 0; i < UH_AREA_COUNT; i++) {
        json_int_t points =
            json_integer_value(json_object_get(object, uh_area_words.words[i].word));
        if (points >= 0 && points <= 10) profile->stiffness[i] = (uint8_t)points;
    }
}

void cli_profile_from_json(const struct cli *cli, const json_t *object, struct person *person) {
    struct uh_profile_file *file = &person->file;
    struct uh_profile *profile = &file->profile;
    const json_t *equipment = json_object_get(object, "equipment");
    const json_t *positions = json_object_get(object, "positions");
    *profile = uh_default_profile();
    profile->areas = (uint8_t)bits_of(&uh_area_words, json_object_get(object, "areas"));
    take_stiffness(json_object_get(object, "stiff"), profile);
    profile->equipment_said = json_is_array(equipment);
    profile->equipment = (uint16_t)bits_of(&uh_equipment_words, equipment);
    profile->positions_said = json_is_array(positions);
    profile->positions = (uint16_t)bits_of(&uh_position_words, positions);
    profile->cannot = bits_of(&uh_demand_words, json_object_get(object, "cannot"));
    take_conditions(cli->lexicon.sets[CLI_CONDITIONS], object, file);
    profile->experience =
        (uint8_t)index_of(&uh_experience_words, json_object_get(object, "experience"), 0);
    profile->habit = (uint8_t)index_of(&uh_habit_words, json_object_get(object, "habit"), 0);
    profile->setting =
        (int8_t)index_of(cli->lexicon.sets[CLI_SETTINGS], json_object_get(object, "setting"), -1);
    struct kept kept =
        take_moves(person->catalog, json_object_get(object, "likes"), &profile->likes, &file->heap);
    file->unknown_likes = kept.texts;
    file->unknown_like_count = kept.count;
    kept = take_moves(person->catalog, json_object_get(object, "dislikes"), &profile->dislikes,
                      &file->heap);
    file->unknown_dislikes = kept.texts;
    file->unknown_dislike_count = kept.count;
    kept = strangers(&file->heap, json_object_get(object, "notes"), NULL);
    file->notes = kept.texts;
    file->note_count = kept.count;
}
