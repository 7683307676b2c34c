// SPDX-License-Identifier: Apache-2.0
// Fills in what a request leaves open: where, what kind, how long, what for, with what.
#include "plan/model.h"

struct uh_request uh_default_request(void) {
    return (struct uh_request){.setting = -1, .kind = -1};
}

// The areas a profile names, or those it calls stiff.
static uint8_t areas_of(const struct uh_profile *profile) {
    if (profile->areas != 0) return profile->areas;
    uint8_t stiff = 0;
    for (int area = 0; area < UH_AREA_COUNT; area++)
        if (profile->stiffness[area] > 0) stiff |= (uint8_t)(1u << area);
    return stiff;
}

enum uh_result uh_plan_resolve(const struct uh_catalog *catalog, const struct uh_profile *profile,
                               const struct uh_request *request, struct uh_request *resolved) {
    *resolved = *request;
    if (resolved->setting < 0) resolved->setting = profile->setting < 0 ? 0 : profile->setting;
    if (resolved->setting >= catalog->setting_count) return UH_OUT_OF_RANGE;
    const struct uh_setting *setting = &catalog->settings[resolved->setting];
    if (resolved->kind < 0) resolved->kind = (int8_t)uh_catalog_kind(catalog, setting->kind);
    if (resolved->kind < 0 || resolved->kind >= catalog->kind_count) return UH_OUT_OF_RANGE;
    if (resolved->minutes == 0) resolved->minutes = catalog->kinds[resolved->kind].minutes;
    if (resolved->minutes < UH_MINUTES_MIN || resolved->minutes > UH_MINUTES_MAX)
        return UH_OUT_OF_RANGE;
    if (resolved->areas == 0) resolved->areas = areas_of(profile);
    if (!resolved->equipment_said) {
        bool own = profile->equipment_said && request->setting < 0;
        resolved->equipment = own ? profile->equipment : setting->equipment;
    }
    return UH_OK;
}
