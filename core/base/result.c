// SPDX-License-Identifier: Apache-2.0
#include "unhunch/base.h"

const char *uh_result_text(enum uh_result result) {
    static const char *const texts[] = {
#define X(name, text) [UH_##name] = text,
        UH_RESULTS(X)
#undef X
    };
    size_t count = sizeof texts / sizeof texts[0];
    return (size_t)result < count ? texts[result] : "an unknown result";
}
