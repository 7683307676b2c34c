// SPDX-License-Identifier: Apache-2.0
#include "plain.h"

#include <stdlib.h>

locale_t plain_begin(void) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) abort();
    return uselocale(plain);
}

void plain_end(locale_t before) {
    freelocale(uselocale(before));
}
