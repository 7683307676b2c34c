// SPDX-License-Identifier: Apache-2.0
// The compiled tables are exactly what the run-time reader reads from the same folder.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unhunch/files.h"

static void same_text(const char *a, const char *b) {
    assert_true((a == NULL) == (b == NULL));
    if (a != NULL) assert_string_equal(a, b);
}

static void same_texts(const char *const *a, const char *const *b, int count) {
    for (int i = 0; i < count; i++) same_text(a[i], b[i]);
}

static void same_source_dose(const struct uh_source_dose *a, const struct uh_source_dose *b) {
    assert_int_equal(a->source, b->source);
    assert_memory_equal(&a->reps, &b->reps, sizeof a->reps);
    assert_memory_equal(&a->hold_s, &b->hold_s, sizeof a->hold_s);
    assert_memory_equal(&a->sets, &b->sets, sizeof a->sets);
    assert_memory_equal(&a->seconds, &b->seconds, sizeof a->seconds);
    same_text(a->note, b->note);
}

static void same_lists(const struct uh_move *a, const struct uh_move *b) {
    assert_int_equal(a->stance_count, b->stance_count);
    for (int i = 0; i < a->stance_count; i++) {
        assert_int_equal(a->stances[i].position, b->stances[i].position);
        assert_int_equal(a->stances[i].equipment, b->stances[i].equipment);
    }
    assert_int_equal(a->target_count, b->target_count);
    if (a->target_count > 0) assert_memory_equal(a->targets, b->targets, (size_t)a->target_count);
    assert_int_equal(a->step_count, b->step_count);
    same_texts(a->steps, b->steps, a->step_count);
    assert_int_equal(a->mistake_count, b->mistake_count);
    same_texts(a->mistakes, b->mistakes, a->mistake_count);
    assert_int_equal(a->caution_count, b->caution_count);
    for (int i = 0; i < a->caution_count; i++) {
        same_text(a->cautions[i].text, b->cautions[i].text);
        assert_int_equal(a->cautions[i].source, b->cautions[i].source);
    }
    assert_int_equal(a->source_dose_count, b->source_dose_count);
    for (int i = 0; i < a->source_dose_count; i++)
        same_source_dose(&a->source_doses[i], &b->source_doses[i]);
}

static void same_move(const struct uh_move *a, const struct uh_move *b) {
    same_text(a->id, b->id);
    same_text(a->name, b->name);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->sides, b->sides);
    assert_int_equal(a->directions, b->directions);
    assert_int_equal(a->tempo_s, b->tempo_s);
    same_text(a->family, b->family);
    assert_memory_equal(a->areas, b->areas, sizeof a->areas);
    assert_int_equal(a->demands, b->demands);
    same_lists(a, b);
    same_text(a->say, b->say);
    same_text(a->breath, b->breath);
    same_text(a->feel, b->feel);
    assert_memory_equal(&a->dose.reps, &b->dose.reps, sizeof a->dose.reps);
    assert_memory_equal(&a->dose.hold_s, &b->dose.hold_s, sizeof a->dose.hold_s);
    assert_memory_equal(&a->dose.sets, &b->dose.sets, sizeof a->dose.sets);
    same_text(a->dose.why, b->dose.why);
    same_text(a->easier, b->easier);
    same_text(a->harder, b->harder);
    same_text(a->figure, b->figure);
}

static void same_condition(const struct uh_condition *a, const struct uh_condition *b) {
    same_text(a->id, b->id);
    same_text(a->name, b->name);
    same_text(a->ask, b->ask);
    same_text(a->basis, b->basis);
    assert_int_equal(a->read, b->read);
    assert_int_equal(a->stops, b->stops);
    assert_int_equal(a->cap, b->cap);
    assert_int_equal(a->withhold_count, b->withhold_count);
    same_texts(a->withhold, b->withhold, a->withhold_count);
    assert_int_equal(a->modification_count, b->modification_count);
    for (int i = 0; i < a->modification_count; i++) {
        const struct uh_modification *x = &a->modifications[i], *y = &b->modifications[i];
        same_text(x->move, y->move);
        same_text(x->how, y->how);
        same_text(x->say, y->say);
        assert_int_equal(x->positions, y->positions);
        assert_int_equal(x->level, y->level);
        assert_int_equal(x->hold_max_s, y->hold_max_s);
        assert_int_equal(x->reps_max, y->reps_max);
    }
}

static void same_kind(const struct uh_session_kind *a, const struct uh_session_kind *b) {
    same_text(a->id, b->id);
    same_text(a->name, b->name);
    same_text(a->about, b->about);
    assert_memory_equal(a->benefit, b->benefit, sizeof a->benefit);
    assert_int_equal(a->phases, b->phases);
    assert_int_equal(a->start, b->start);
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->positions, b->positions);
    assert_int_equal(a->minutes, b->minutes);
    assert_int_equal(a->hold_count, b->hold_count);
    for (int i = 0; i < a->hold_count; i++) assert_int_equal(a->holds_s[i], b->holds_s[i]);
    assert_int_equal(a->cardio_count, b->cardio_count);
    for (int i = 0; i < a->cardio_count; i++)
        assert_memory_equal(&a->cardio[i], &b->cardio[i], sizeof a->cardio[i]);
}

struct fixture {
    struct uh_files_catalog read;
};

static int read_folder(void **state) {
    static struct fixture fixture;
    *state = &fixture;
    if (uh_files_read_data(DATA_DIR, &fixture.read)) return 0;
    uh_problems_print(fixture.read.problems, stderr);
    return -1;
}

static int let_go(void **state) {
    uh_files_finish(&((struct fixture *)*state)->read);
    return 0;
}

static void moves_are_the_same(void **state) {
    const struct uh_catalog *a = &uh_builtin_catalog,
                            *b = &((struct fixture *)*state)->read.catalog;
    assert_int_equal(a->move_count, b->move_count);
    assert_int_equal(a->activity_count, b->activity_count);
    assert_true(a->move_count > 0);
    for (int i = 0; i < a->move_count + a->activity_count; i++)
        same_move(uh_catalog_at(a, i), uh_catalog_at(b, i));
}

static void rules_are_the_same(void **state) {
    const struct uh_catalog *a = &uh_builtin_catalog,
                            *b = &((struct fixture *)*state)->read.catalog;
    assert_int_equal(a->condition_count, b->condition_count);
    for (int i = 0; i < a->condition_count; i++)
        same_condition(&a->conditions[i], &b->conditions[i]);
    assert_int_equal(a->flag_count, b->flag_count);
    for (int i = 0; i < a->flag_count; i++) {
        same_text(a->flags[i].id, b->flags[i].id);
        assert_int_equal(a->flags[i].urgency, b->flags[i].urgency);
        same_text(a->flags[i].ask, b->flags[i].ask);
        same_text(a->flags[i].advice, b->flags[i].advice);
        same_text(a->flags[i].basis, b->flags[i].basis);
    }
}

static void tables_are_the_same(void **state) {
    const struct uh_catalog *a = &uh_builtin_catalog,
                            *b = &((struct fixture *)*state)->read.catalog;
    assert_int_equal(a->source_count, b->source_count);
    for (int i = 0; i < a->source_count; i++) {
        same_text(a->sources[i].id, b->sources[i].id);
        same_text(a->sources[i].title, b->sources[i].title);
        same_text(a->sources[i].cite, b->sources[i].cite);
    }
    assert_int_equal(a->muscle_count, b->muscle_count);
    for (int i = 0; i < a->muscle_count; i++) {
        same_text(a->muscles[i].id, b->muscles[i].id);
        same_text(a->muscles[i].name, b->muscles[i].name);
    }
    assert_int_equal(a->kind_count, b->kind_count);
    for (int i = 0; i < a->kind_count; i++) same_kind(&a->kinds[i], &b->kinds[i]);
    assert_int_equal(a->setting_count, b->setting_count);
    for (int i = 0; i < a->setting_count; i++) {
        same_text(a->settings[i].id, b->settings[i].id);
        same_text(a->settings[i].name, b->settings[i].name);
        assert_int_equal(a->settings[i].equipment, b->settings[i].equipment);
        assert_int_equal(a->settings[i].positions, b->settings[i].positions);
        same_text(a->settings[i].kind, b->settings[i].kind);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_the_same),
        cmocka_unit_test(rules_are_the_same),
        cmocka_unit_test(tables_are_the_same),
    };
    return cmocka_run_group_tests(tests, read_folder, let_go);
}
