// SPDX-License-Identifier: Apache-2.0
// Named places on the skin: where bodies meet floors, chairs, bars and themselves.
#include "unhunch/body.h"

#include <string.h>

const struct uh_site_kind uh_sites[] = {
    {"palm", UH_HAND, true, {-.028, .76925, .156}, {0, 0, -1}, 0},
    {"wristpt", UH_HAND, true, {-.028, .83225, .154}, {0, 0, -1}, 0},
    {"knuckle", UH_HAND, true, {-.028, .73925, .158}, {0, 0, -1}, 0},
    {"tips", UH_HAND, true, {-.028, .66625, .162}, {0, 0, -1}, 0},
    {"fing", UH_HAND, true, {-.028, .70925, .162}, {0, 0, -1}, 0},
    {"handback", UH_HAND, true, {-.028, .77425, .189}, {0, 0, 1}, 0},
    {"thumbside", UH_HAND, true, {.017, .76925, .162}, {1, 0, 0}, 0},
    {"wrist", UH_RADIUS, true, {-.028, .85245, .172}, {0, 0, -1}, .022},
    {"wristback", UH_RADIUS, true, {-.050, .85745, .172}, {-1, 0, 0}, 0},
    {"forearm", UH_FOREARM, true, {-.028, .96245, .172}, {1, 0, 0}, .034},
    {"elbow", UH_FOREARM, true, {-.028, 1.09245, .172}, {-1, 0, 0}, .038},
    {"upperarm", UH_UPPER_ARM, true, {-.028, 1.236, .172}, {0, 0, 1}, .046},
    {"arm", UH_UPPER_ARM, true, {-.028, 1.316, .227}, {0, 0, 1}, 0},
    {"shoulder", UH_UPPER_ARM, true, {-.028, 1.396, .172}, {0, 0, 1}, .058},
    {"shouldertop", UH_CLAVICLE, true, {-.025, 1.448, .140}, {0, 1, .15}, 0},
    {"shoulderfront", UH_CLAVICLE, true, {.038, 1.395, .150}, {1, .3, .4}, 0},
    {"shoulderblade", UH_CLAVICLE, true, {-.108, 1.340, .085}, {-1, 0, 0}, 0},
    {"knee", UH_SHANK, true, {.028, .4725, .086}, {1, 0, 0}, .032},
    {"kneefront", UH_SHANK, true, {.050, .4295, .086}, {1, 0, 0}, 0},
    {"kneetop", UH_THIGH, true, {.052, .5145, .086}, {1, 0, 0}, 0},
    {"lap", UH_THIGH, true, {.082, .711, .070}, {1, 0, 0}, 0},
    {"thightop", UH_THIGH, true, {.075, .681, .086}, {1, 0, 0}, 0},
    {"thighback", UH_THIGH, true, {-.05, .62, .086}, {-1, 0, 0}, .005},
    {"shin", UH_SHANK, true, {.010, .30, .086}, {1, 0, 0}, .045},
    {"calf", UH_SHANK, true, {-.060, .3545, .086}, {-1, 0, 0}, .02},
    {"heel", UH_FOOT, true, {-.050, .030, .086}, {0, -1, 0}, .030},
    {"heelback", UH_FOOT, true, {-.070, .045, .086}, {-1, 0, 0}, .010},
    {"ball", UH_FOOT, true, {.125, .022, .086}, {0, -1, 0}, .022},
    {"toe", UH_TOES, true, {.185, .014, .086}, {0, -1, 0}, .014},
    {"instep", UH_FOOT, true, {.085, .050, .086}, {.5, .86, 0}, .010},
    {"ankle", UH_FOOT, true, {0, .066, .086}, {0, 0, 1}, .036},
    {"seat", UH_PELVIS, true, {-.055, .845, .075}, {-.3, -1, 0}, .055},
    {"hipside", UH_PELVIS, true, {-.01, 1.00, .150}, {0, .2, 1}, 0},
    {"hipflank", UH_PELVIS, true, {-.01, .92, .165}, {0, 0, 1}, .012},
    {"loin", UH_LUMBAR_1, true, {-.098, 1.01, .055}, {-1, 0, .15}, 0},
    {"flank", UH_THORAX_1, true, {.02, 1.13, .128}, {0, 0, 1}, 0},
    {"ribside", UH_THORAX_2, true, {.0, 1.20, .138}, {0, 0, 1}, .010},
    {"bladeside", UH_THORAX_2, true, {-.095, 1.20, .06}, {-1, 0, .1}, 0},
    {"headback", UH_HEAD, true, {-.078, 1.592, .036}, {-1, 0, .35}, 0},
    {"headside", UH_HEAD, true, {.000, 1.648, .066}, {0, .5, 1}, 0},
    {"headtop", UH_HEAD, true, {-.025, 1.685, .040}, {0, 1, .6}, 0},
    {"temple", UH_HEAD, true, {.045, 1.635, .064}, {.3, .2, 1}, 0},
    {"ear", UH_HEAD, true, {-.010, 1.610, .072}, {0, 0, 1}, .008},
    {"pubis", UH_PELVIS, false, {.06, .87, 0}, {1, 0, 0}, .05},
    {"sacrum", UH_PELVIS, false, {-.075, .96, 0}, {-1, 0, 0}, .035},
    {"lumbarback", UH_LUMBAR_2, false, {-.075, 1.06, 0}, {-1, 0, 0}, .025},
    {"lowback", UH_THORAX_2, false, {-.098, 1.18, 0}, {-1, 0, 0}, .012},
    {"midback", UH_THORAX_3, false, {-.105, 1.27, 0}, {-1, 0, 0}, .012},
    {"blade", UH_THORAX_3, false, {-.106, 1.305, 0}, {-1, 0, 0}, .012},
    {"upback", UH_THORAX_4, false, {-.105, 1.345, 0}, {-1, 0, 0}, .012},
    {"belly", UH_LUMBAR_2, false, {.055, 1.05, 0}, {1, 0, 0}, .045},
    {"chest", UH_THORAX_3, false, {.060, 1.29, 0}, {1, 0, 0}, .045},
    {"sternum", UH_THORAX_4, false, {.062, 1.36, 0}, {1, 0, 0}, .02},
    {"nape", UH_NECK_2, false, {-.066, 1.485, 0}, {-1, 0, 0}, 0},
    {"headback", UH_HEAD, false, {-.090, 1.600, 0}, {-1, 0, 0}, 0},
    {"forehead", UH_HEAD, false, {.092, 1.632, 0}, {1, .15, 0}, .012},
    {"nose", UH_HEAD, false, {.110, 1.575, 0}, {1, 0, 0}, .005},
    {"chin", UH_HEAD, false, {.080, 1.500, 0}, {1, 0, 0}, .015},
    {"crown", UH_HEAD, false, {-.005, 1.700, 0}, {0, 1, 0}, .010},
    {"skull", UH_HEAD, false, {-.012, 1.615, 0}, {-1, 0, 0}, .088},
};

const int uh_site_count = sizeof uh_sites / sizeof uh_sites[0];

int uh_site_find(const char *name, size_t length) {
    int side = -1;
    if (length > 2 && name[length - 2] == '.') {
        side = name[length - 1] == 'R' ? UH_SIDE_RIGHT : UH_SIDE_LEFT;
        if (name[length - 1] != 'R' && name[length - 1] != 'L') return -1;
        length -= 2;
    }
    for (int i = 0; i < uh_site_count; i++) {
        const struct uh_site_kind *s = &uh_sites[i];
        if (s->paired == (side >= 0) && strlen(s->name) == length &&
            memcmp(s->name, name, length) == 0)
            return i * 2 + (side > 0);
    }
    return -1;
}

int uh_site_bone(int site) {
    int bone = uh_sites[site / 2].bone;
    return bone >= UH_CLAVICLE ? uh_bone_on(bone, site % 2) : bone;
}

double uh_site_radius(const struct uh_skeleton *skeleton, int site) {
    return uh_sites[site / 2].radius * skeleton->scale;
}

struct uh_vec3 uh_site_normal(int site) {
    struct uh_vec3 normal = uh_unit(uh_sites[site / 2].normal);
    return site % 2 ? uh_flip(normal) : normal;
}

struct uh_vec3 uh_site_at(const struct uh_skeleton *skeleton, const struct uh_posture *posture,
                          int site) {
    const struct uh_site_kind *s = &uh_sites[site / 2];
    return uh_point_on(skeleton, posture, s->bone, site % 2, s->at);
}
