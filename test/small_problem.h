// SPDX-License-Identifier: Apache-2.0
// A problem small enough to solve in the head: loosen (4 units), then a band row (6, the band takes
// 2 to fix), then a stretch sitting or standing (5). A point of benefit is worth a point of score.
#ifndef UNHUNCH_TEST_SMALL_PROBLEM_H
#define UNHUNCH_TEST_SMALL_PROBLEM_H

#include <string.h>

#include "plan/model.h"

enum { LOOSEN, ROW, STRETCH_STANDING, STRETCH_SITTING, SMALL_OPTIONS };

static inline struct problem small_problem(struct option options[SMALL_OPTIONS]) {
    const struct option filled[SMALL_OPTIONS] = {
        [LOOSEN] = {.phase = 0,
                    .position = UH_POSITION_STANDING,
                    .kind = UH_KIND_MOBILITY,
                    .duration = 4,
                    .benefit = {6}},
        [ROW] = {.move = 1,
                 .family = 1,
                 .phase = 1,
                 .position = UH_POSITION_STANDING,
                 .kind = UH_KIND_STRENGTH,
                 .group = 1,
                 .duration = 6,
                 .benefit = {10}},
        [STRETCH_STANDING] = {.move = 2,
                              .family = 2,
                              .phase = 2,
                              .position = UH_POSITION_STANDING,
                              .kind = UH_KIND_STATIC,
                              .duration = 5,
                              .benefit = {8}},
        [STRETCH_SITTING] = {.move = 2,
                             .family = 2,
                             .phase = 2,
                             .position = UH_POSITION_SITTING,
                             .kind = UH_KIND_STATIC,
                             .duration = 5,
                             .benefit = {8}},
    };
    struct problem p = {.units = 30,
                        .start = UH_POSITION_STANDING,
                        .mobility_before = 4,
                        .option_count = SMALL_OPTIONS,
                        .family_count = 3,
                        .group_count = 2,
                        .options = options,
                        .setup = {0, 2}};
    memcpy(options, filled, sizeof filled);
    for (int a = 0; a < POSITIONS; a++)
        for (int b = 0; b < POSITIONS; b++) p.travel[a][b] = a > b ? a - b : b - a;
    p.curves[0].segment_count = 1;
    p.curves[0].segments[0].length = 100;
    p.curves[0].segments[0].slope = 1;
    return p;
}

#endif
