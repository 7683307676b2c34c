// SPDX-License-Identifier: Apache-2.0
#include "unhunch/space.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void near(double value, double expected, double tolerance) {
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("%.9f is not %.9f within %g", value, expected, tolerance);
}

static void rotation_and_its_vector_agree(void **state) {
    (void)state;
    for (double angle = 0; angle < 3.14; angle += .157) {
        struct uh_vec3 v = uh_scale(uh_unit(uh_vec3(.3, -.8, .5)), angle);
        struct uh_mat3 m = uh_rotation(v);
        near(uh_length(uh_sub(uh_rotation_log(&m), v)), 0, 1e-9);
    }
}

static void half_turns_have_a_vector(void **state) {
    (void)state;
    for (int axis = 0; axis < 3; axis++) {
        struct uh_mat3 m = uh_rotation(uh_scale(uh_axis(axis), 3.14159265358979));
        struct uh_vec3 v = uh_rotation_log(&m);
        near(uh_length(v), 3.14159265358979, 1e-6);
        near(fabs(uh_part(v, axis)), 3.14159265358979, 1e-6);
    }
}

static void a_flipped_rotation_turns_flipped_vectors(void **state) {
    (void)state;
    struct uh_mat3 m = uh_rotation(uh_vec3(.4, 1.1, -.7)), flipped = uh_rotation_flip(&m);
    struct uh_vec3 v = uh_vec3(.2, -.5, .9);
    struct uh_vec3 a = uh_flip(uh_turn(&m, v)), b = uh_turn(&flipped, uh_flip(v));
    near(uh_length(uh_sub(a, b)), 0, 1e-12);
}

static void between_leads_from_one_to_the_other(void **state) {
    (void)state;
    struct uh_mat3 a = uh_rotation(uh_vec3(1, 0, .3)), b = uh_rotation(uh_vec3(-.2, .9, 0));
    struct uh_mat3 step = uh_rotation(uh_rotation_between(&a, &b)), c = uh_times(&a, &step);
    for (int i = 0; i < 9; i++) near(c.at[i], b.at[i], 1e-9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rotation_and_its_vector_agree),
        cmocka_unit_test(half_turns_have_a_vector),
        cmocka_unit_test(a_flipped_rotation_turns_flipped_vectors),
        cmocka_unit_test(between_leads_from_one_to_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
