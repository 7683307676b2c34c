// SPDX-License-Identifier: Apache-2.0
// May there be a session at all? Red flags first, then the return gate after an injury, then severe
// pain, then pain that lasts. Sources: articles 000 and 004; Finucane 2020 for the flags.
#include "unhunch/safety.h"

enum {
    PAIN_SEVERE = 7, // of 10: not stretched, seen first
    PAIN_MARKED = 4, // of 10: light doses only
    DAYS_LASTING = 4 // pain that has not eased by then is worth a doctor's look (000)
};

static const struct uh_gate return_gate = {
    .verdict = UH_GATE_STOP,
    .flag = "return-gate",
    .urgency = UH_URGENCY_DOCTOR,
    .advice =
        "Wait until pain, stiffness and swelling have eased, daily tasks go with little pain, "
        "and you can move nearly as far as before. Ask whoever treats you before you start. "
        "Then answer unhunch check-in.",
    .basis = "004",
};

static const struct uh_gate severe_pain = {
    .verdict = UH_GATE_STOP,
    .flag = "severe-pain",
    .urgency = UH_URGENCY_DOCTOR,
    .advice = "Pain this strong should be looked at before you stretch. See a doctor in the next "
              "days; go at once if it gets worse fast, or if arms or legs turn numb or weak.",
    .basis = "000, 004",
};

static const struct uh_gate lasting_pain = {
    .verdict = UH_GATE_GENTLE,
    .flag = "lasting-pain",
    .urgency = UH_URGENCY_DOCTOR,
    .advice = "This pain has not eased for some days. Have a doctor or a physiotherapist look at "
              "it. Until then only gentle doses are planned.",
    .basis = "000",
};

static const struct uh_gate marked_pain = {
    .verdict = UH_GATE_GENTLE,
    .advice = "Doses are light today. Stay well inside what is comfortable, and stop when a move "
              "hurts.",
    .basis = "000; judgement",
};

struct uh_profile uh_default_profile(void) {
    return (struct uh_profile){.setting = -1};
}

struct uh_check_in uh_default_check_in(void) {
    return (struct uh_check_in){
        .pain = -1,
        .pain_area = -1,
        .days = -1,
        .stiffness = {-1, -1, -1, -1, -1, -1},
    };
}

// The first flag raised, emergencies before the others; -1 where none is.
static int worst_flag(const struct uh_catalog *catalog, uint32_t flags) {
    for (int urgency = 0; urgency < UH_URGENCY_COUNT; urgency++)
        for (int i = 0; i < catalog->flag_count; i++)
            if ((flags >> i & 1) && catalog->flags[i].urgency == urgency) return i;
    return -1;
}

// Whether a condition of the profile stops all sessions until the return gate is met.
static bool healing(const struct uh_catalog *catalog, const struct uh_profile *profile) {
    for (int i = 0; i < catalog->condition_count; i++)
        if ((profile->conditions >> i & 1) && catalog->conditions[i].stops) return true;
    return false;
}

static struct uh_gate gate_of_flag(const struct uh_flag *flag) {
    return (struct uh_gate){
        .verdict = UH_GATE_STOP,
        .flag = flag->id,
        .urgency = flag->urgency,
        .advice = flag->advice,
        .basis = flag->basis,
    };
}

struct uh_gate uh_safety_gate(const struct uh_catalog *catalog, const struct uh_profile *profile,
                              const struct uh_check_in *check_in) {
    int flag = worst_flag(catalog, check_in->flags);
    if (flag >= 0) return gate_of_flag(&catalog->flags[flag]);
    if (healing(catalog, profile) && !check_in->recovered) return return_gate;
    if (check_in->pain >= PAIN_SEVERE) return severe_pain;
    if (check_in->pain > 0 && check_in->days >= DAYS_LASTING) return lasting_pain;
    if (check_in->pain >= PAIN_MARKED) return marked_pain;
    return (struct uh_gate){.verdict = UH_GATE_GO};
}
