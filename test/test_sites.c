// SPDX-License-Identifier: Apache-2.0
#include "body_help.h"

#include <string.h>

static int find(const char *name) {
    return uh_site_find(name, strlen(name));
}

static void names_are_found_with_their_side(void **state) {
    (void)state;
    assert_true(find("palm.R") >= 0);
    assert_int_equal(find("palm.L"), find("palm.R") + 1);
    assert_true(find("nose") >= 0);
    assert_int_equal(find("palm"), -1);
    assert_int_equal(find("nose.L"), -1);
    assert_int_equal(find("palm.X"), -1);
    assert_int_equal(find(".L"), -1);
    assert_int_equal(find(""), -1);
    assert_true(find("headback") >= 0 && find("headback.R") >= 0);
    assert_int_not_equal(find("headback"), find("headback.R"));
}

static void sites_lie_on_their_side(void **state) {
    (void)state;
    struct uh_skeleton s;
    struct uh_pose pose;
    struct uh_posture posture;
    uh_skeleton_init(&s, 1.70);
    uh_pose_neutral(&s, &pose);
    uh_posture_of(&s, &pose, &posture);
    for (int i = 0; i < uh_site_count; i++) {
        struct uh_vec3 right = uh_site_at(&s, &posture, i * 2);
        near(uh_length(uh_sub(right, uh_sites[i].at)), 0, 1e-9);
        if (!uh_sites[i].paired) continue;
        assert_true(right.z > 0);
        struct uh_vec3 left = uh_site_at(&s, &posture, i * 2 + 1);
        near(uh_length(uh_sub(uh_flip(right), left)), 0, 1e-9);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_with_their_side),
        cmocka_unit_test(sites_lie_on_their_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
