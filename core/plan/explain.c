// SPDX-License-Identifier: Apache-2.0
// A session's items in words.
#include "plan/model.h"

// Adds a separator before every part but the first.
static void part(struct uh_text *out, size_t start, const char *separator, const char *words) {
    if (out->used > start) uh_text_add(out, separator);
    uh_text_add(out, words);
}

void uh_plan_explain(const struct uh_catalog *catalog, const struct uh_plan_item *item,
                     struct uh_text *out) {
    const struct uh_move *move = uh_catalog_at(catalog, item->move);
    size_t start = out->used;
    for (int weight = 3; weight >= 1; weight--) // what it serves most comes first
        for (int a = 0; a < UH_AREA_COUNT; a++)
            if ((item->areas >> a & 1) && move->areas[a] == weight)
                part(out, start, ", ", uh_area_words.words[a].label);
    for (int i = 0; i < uh_reason_words.count; i++)
        if (item->why >> i & 1) part(out, start, "; ", uh_reason_words.words[i].label);
}

static void add_sets(const struct uh_plan_item *item, struct uh_text *out) {
    if (item->sets < 2) return;
    uh_text_add_int(out, item->sets);
    uh_text_add(out, " x ");
}

// "5 min", "30 s", "2 x 30 s", "8 slow", "10 x 5 s", each with ", each side" where it is so.
void uh_plan_dose_text(const struct uh_plan_item *item, struct uh_text *out) {
    add_sets(item, out);
    if (item->phase == UH_PHASE_WARMUP) {
        uh_text_add_int(out, item->seconds / 60);
        uh_text_add(out, " min");
    } else if (item->reps > 1) {
        uh_text_add_int(out, item->reps);
        if (item->hold_s > 1) { // a second at the end is a pause, not a hold
            uh_text_add(out, " x ");
            uh_text_add_int(out, item->hold_s);
            uh_text_add(out, " s");
        } else {
            uh_text_add(out, " slow");
        }
    } else {
        uh_text_add_int(out, item->hold_s > 0 ? item->hold_s : item->set_seconds);
        uh_text_add(out, " s");
    }
    if (item->directions == 2) uh_text_add(out, ", each way");
    if (item->sides == UH_SIDES_EACH) uh_text_add(out, ", each side");
}
