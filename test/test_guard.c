// SPDX-License-Identifier: Apache-2.0
// By what names the server may be called, and by whose pages.
#include "../server/guard.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct address four(const char *text, uint16_t port) {
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
    assert_int_equal(inet_pton(AF_INET, text, &in.sin_addr), 1);
    return address_of((const struct sockaddr *)&in);
}

static struct address six(const char *text, uint16_t port) {
    struct sockaddr_in6 in = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    assert_int_equal(inet_pton(AF_INET6, text, &in.sin6_addr), 1);
    return address_of((const struct sockaddr *)&in);
}

static void names_on_this_machine(void **state) {
    (void)state;
    struct address here = four("127.0.0.1", 8642);
    assert_true(guard_host("localhost:8642", &here, "desk"));
    assert_true(guard_host("LocalHost:8642", &here, "desk"));
    assert_true(guard_host("127.0.0.1:8642", &here, "desk"));
    static const char *const wrong[] = {
        "",
        "localhost",
        "localhost:80",
        "localhost:08642x",
        "localhost:",
        ":8642",
        "desk:8642",
        "evil.example:8642",
        "localhost.evil:8642",
        "127.0.0.2:8642",
        "[::1]:8642",
        "10.0.0.1:8642",
        "localhost:8642:1",
        "[127.0.0.1:8642",
        "localhost:-1",
        "localhost:74178", // 8642 + 65536
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (guard_host(wrong[i], &here, "desk")) fail_msg("%s", wrong[i]);
    assert_false(guard_host(NULL, &here, "desk"));
}

static void names_from_outside(void **state) {
    (void)state;
    struct address here = four("192.168.1.5", 8642), other = six("fe80::1", 80);
    assert_true(guard_host("192.168.1.5:8642", &here, "desk"));
    assert_true(guard_host("desk:8642", &here, "desk"));
    assert_true(guard_host("desk.local:8642", &here, "desk"));
    assert_false(guard_host("desk.evil.example:8642", &here, "desk"));
    assert_false(guard_host("localhost:8642", &here, "desk"));
    assert_false(guard_host("127.0.0.1:8642", &here, "desk"));
    assert_false(guard_host(":8642", &here, ""));
    assert_true(guard_host("[fe80::1]", &other, "desk"));
    assert_true(guard_host("[::ffff:192.168.1.5]:8642", &here, "desk"));
}

static void pages_of_this_server(void **state) {
    (void)state;
    assert_true(guard_origin("http://localhost:8642", "localhost:8642"));
    assert_false(guard_origin("https://localhost:8642", "localhost:8642"));
    assert_false(guard_origin("http://localhost:8642.evil.example", "localhost:8642"));
    assert_false(guard_origin("http://localhost", "localhost:8642"));
    assert_false(guard_origin("null", "localhost:8642"));
    assert_false(guard_origin("", "localhost:8642"));
}

static void who_is_at_this_machine(void **state) {
    (void)state;
    struct address a = four("127.9.9.9", 1), b = six("::1", 1), c = six("::ffff:127.0.0.1", 1),
                   d = four("128.0.0.1", 1), e = six("::2", 1);
    assert_true(address_is_local(&a) && address_is_local(&b) && address_is_local(&c));
    assert_false(address_is_local(&d) || address_is_local(&e));
}

static void asking_too_often(void **state) {
    (void)state;
    static struct guard_rates rates;
    struct address from = four("192.168.1.9", 1);
    int64_t now_ms = 1000000;
    for (int i = 0; i < GUARD_BURST; i++) assert_true(guard_rate(&rates, &from, now_ms));
    assert_false(guard_rate(&rates, &from, now_ms));
    assert_false(guard_rate(&rates, &from, now_ms - 5000)); // a clock that was set back
    now_ms += 1000;
    int allowed = 0;
    while (guard_rate(&rates, &from, now_ms)) allowed++;
    assert_in_range(allowed, GUARD_PER_S, GUARD_PER_S * 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_on_this_machine), cmocka_unit_test(names_from_outside),
        cmocka_unit_test(pages_of_this_server),  cmocka_unit_test(who_is_at_this_machine),
        cmocka_unit_test(asking_too_often),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
