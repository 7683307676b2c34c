// SPDX-License-Identifier: Apache-2.0
// Our sine and its like against the C library's, which is right to an ulp.
#include "unhunch/space.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ULP 2.220446049250313e-16

// Within some ulps of the value, or of what its argument is known by.
static void near(const char *what, double x, double value, double expected, double allowed) {
    if (!(fabs(value - expected) <= allowed))
        fail_msg("%s %.17g is %.17g, not %.17g", what, x, value, expected);
}

static void sine_and_cosine_are_the_librarys(void **state) {
    (void)state;
    for (int i = -200000; i <= 200000; i++) {
        double x = i * 1.0001e-4;
        near("sin", x, uh_sin(x), sin(x), 2 * ULP * fabs(sin(x)));
        near("cos", x, uh_cos(x), cos(x), 2 * ULP * fabs(cos(x)));
    }
    for (double x = 1e-12; x < 9e5; x *= 1.7) {
        near("sin", x, uh_sin(x), sin(x), ULP);
        near("cos", -x, uh_cos(-x), cos(x), ULP);
    }
}

static void quarter_turns_are_met(void **state) {
    (void)state;
    double quarter = 1.5707963267948966;
    for (int k = -8; k <= 8; k++) {
        near("sin", k * quarter, uh_sin(k * quarter), sin(k * quarter), 1e-20);
        near("cos", k * quarter, uh_cos(k * quarter), cos(k * quarter), 1e-20 + ULP * (k % 2 == 0));
    }
}

static void arcs_are_the_librarys(void **state) {
    (void)state;
    for (int i = 0; i < 100000; i++) {
        double turn = i * 6.283185e-5 - 3.14159, length = 1e-3 + i % 977;
        double x = length * cos(turn), y = length * sin(turn);
        near("atan2", turn, uh_atan2(y, x), atan2(y, x), 2 * ULP * fabs(atan2(y, x)));
        double c = i / 5e4 - 1;
        near("acos", c, uh_acos(c), acos(c), 3 * ULP * acos(c));
    }
    assert_true(uh_atan2(0, 0) == 0);
    assert_true(uh_atan2(0, 1) == 0);
    near("atan2", 0, uh_atan2(0, -1), 3.141592653589793, 0);
    near("atan2", 1, uh_atan2(1, 0), 1.5707963267948966, 0);
    near("acos", 1, uh_acos(1), 0, 0);
    near("acos", -1, uh_acos(-1), 3.141592653589793, 0);
}

static void what_is_no_number_stays_none(void **state) {
    (void)state;
    const double strange[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 1e300};
    for (int i = 0; i < 4; i++) {
        assert_true(isnan(uh_sin(strange[i])) && isnan(uh_cos(strange[i])));
        assert_true(isnan(uh_acos(strange[i])));
    }
    assert_true(isnan(uh_atan2(strange[0], 1)) && isnan(uh_atan2(1, strange[1])));
    assert_true(isnan(uh_acos(1.5)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sine_and_cosine_are_the_librarys),
        cmocka_unit_test(quarter_turns_are_met),
        cmocka_unit_test(arcs_are_the_librarys),
        cmocka_unit_test(what_is_no_number_stays_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
