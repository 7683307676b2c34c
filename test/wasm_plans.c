// SPDX-License-Identifier: Apache-2.0
// Plans of random people, each as a line of text that holds all of it. Built natively and as wasm,
// both must print the same: see wasm.sh.
#include "cases.h"

const char *plan_case(int seed, int number);

static unsigned char memory[(size_t)40 << 20]; // more than any plan takes
static char line[4096];
static struct test_case at;
static struct uh_plan plan;

static void add(struct uh_text *out, const char *name, int64_t number) {
    uh_text_add(out, name);
    uh_text_add_int(out, number);
}

const char *plan_case(int seed, int number) {
    struct dice dice = dice_of((uint64_t)seed, (uint64_t)number);
    struct uh_arena arena = {.base = memory, .size = sizeof memory};
    struct uh_text out = uh_text_in(line, sizeof line);
    roll_case(&uh_builtin_catalog, 20, &dice, &at);
    enum uh_result result =
        uh_plan_session(&uh_builtin_catalog, &at.person, &at.request, &arena, &plan);
    add(&out, "", number);
    add(&out, " result ", result);
    add(&out, " gate ", plan.gate.verdict);
    add(&out, " objective ", plan.objective);
    add(&out, " bound ", plan.bound);
    add(&out, " nodes ", plan.nodes);
    add(&out, " seconds ", plan.seconds);
    for (int i = 0; i < plan.item_count; i++) {
        const struct uh_plan_item *item = &plan.items[i];
        uh_text_add(&out, "; ");
        uh_text_add(&out, uh_catalog_at(&uh_builtin_catalog, item->move)->id);
        add(&out, " ", item->phase);
        add(&out, " ", item->position);
        add(&out, " ", item->reps);
        add(&out, " ", item->hold_s);
        add(&out, " ", item->sets);
        add(&out, " ", item->start_s);
    }
    return line;
}

#ifndef __wasm__
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    for (int i = 0; i < atoi(argv[2]); i++) puts(plan_case(atoi(argv[1]), i));
    return 0;
}
#endif
