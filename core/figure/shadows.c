// SPDX-License-Identifier: Apache-2.0
// The shadows that give the body weight: under each limb a soft one, the fainter and wider the
// higher it is; dark spots where the body bears; on a wall close by its outline, to one side.
#include "painter.h"

#include <math.h>
#include <string.h>

#define SHADOW 0x2B2233
#define CONTACT 0x241A2C

// A soft ellipse on the floor, or on the wall, round the shadow of a stretch of the body.
static void draw_soft_shadow(struct uh_painter *p, struct uh_vec3 from, struct uh_vec3 to,
                             double wide, bool wall, double alpha) {
    struct uh_vec3 along = uh_scale(uh_sub(to, from), .5),
                   normal = wall ? uh_vec3(1, 0, 0) : uh_vec3(0, 1, 0);
    double length = uh_length(along);
    struct uh_vec3 way = length > 1e-4 ? uh_scale(along, 1 / length)
                         : wall        ? uh_vec3(0, 1, 0)
                                       : uh_vec3(1, 0, 0);
    draw_soft_at(p, uh_mix(from, to, .5), uh_scale(way, length * 1.1 + wide),
                 uh_scale(uh_cross(normal, way), wide),
                 colour_clear(SHADOW, round(alpha * 40) / 40));
}

// Stretches of the body that throw a shadow, from bone to bone.
static const struct stretch {
    int from, to;
    bool paired;
    double wide, dark;
} stretches[] = {
    {UH_PELVIS, UH_THORAX_5, false, .26, 1},    {UH_HEAD, UH_HEAD, false, .17, .9},
    {UH_THIGH, UH_SHANK, true, .15, 1},         {UH_SHANK, UH_FOOT, true, .12, .9},
    {UH_UPPER_ARM, UH_FOREARM, true, .12, .55}, {UH_FOREARM, UH_HAND, true, .10, .55},
};

enum { STRETCHES = sizeof stretches / sizeof stretches[0] };

// On the floor: what is low is dark and near, what is high faint and wide.
static void draw_floor_shadows(struct uh_painter *p, double dark) {
    const struct uh_posture *posture = p->posture;
    struct uh_vec3 side = uh_scale(p->camera->right, .10);
    struct uh_vec3 trunk = uh_mix(posture->at[UH_PELVIS], posture->at[UH_THORAX_4], .4);
    if (trunk.y > .3 * p->size) {
        struct uh_vec3 below = uh_vec3(trunk.x + side.x, 0, trunk.z + side.z);
        draw_soft_shadow(p, below, below, .50 * p->size, false, .16 * dark);
    }
    for (int i = 0; i < STRETCHES; i++)
        for (int s = 0; s < (stretches[i].paired ? 2 : 1); s++) {
            bool paired = stretches[i].paired;
            struct uh_vec3
                a = posture->at[paired ? uh_bone_on(stretches[i].from, s) : stretches[i].from],
                b = posture->at[paired ? uh_bone_on(stretches[i].to, s) : stretches[i].to];
            double height = fmax((a.y + b.y) / 2, 0) / p->size;
            double alpha = .34 * stretches[i].dark * dark * uh_smooth(.78, .04, height);
            if (alpha < .015) continue;
            a = uh_vec3(a.x + side.x * a.y, 0, a.z + side.z * a.y);
            b = uh_vec3(b.x + side.x * b.y, 0, b.z + side.z * b.y);
            draw_soft_shadow(p, a, b, (stretches[i].wide + .16 * height) * p->size, false, alpha);
        }
}

enum { RIM = 8 }; // spots round a disc's shadow

// The shadow of one disc on the wall.
static int shadow_spots(const struct uh_painter *p, const struct disc *disc, struct uh_vec3 slant,
                        struct uh_spot *spots) {
    struct uh_vec3 at = disc->at;
    double far = fabs(at.x - p->figure->wall_x), r = disc->radius;
    if (p->figure->props & UH_PROP_FRONT_WALL && (far > .10 || at.y < .3)) return 0;
    for (int t = 0; t < RIM; t++)
        spots[t] = project(p->camera, uh_vec3(p->figure->wall_x,
                                              fmax(at.y + slant.y * far + r * p->cosine[t * 3], 0),
                                              at.z + slant.z * far + r * p->sine[t * 3]));
    return RIM;
}

static void pick_shadow(struct uh_painter *p, const struct part *t, int from, int to,
                        struct uh_vec3 slant) {
    struct uh_spot spots[DISC_MAX * RIM], hull[DISC_MAX * RIM * 2];
    int n = 0, stride = t->disc_count > 20 ? 5 : t->disc_count > 6 ? 2 : 1;
    for (int i = from; i < to; i += stride) n += shadow_spots(p, &t->discs[i], slant, spots + n);
    if (n < 3) return;
    n = hull_of(spots, n, hull);
    pick(p, polygon_add(p, hull, n > POLYGON_SPOTS ? POLYGON_SPOTS : n));
}

// On a wall close by the outline is seen, and a soft one round trunk and head.
static void draw_wall_shadow(struct uh_painter *p, double dark) {
    const struct uh_posture *posture = p->posture;
    int before = p->polygon_count;
    // To the right of the body on the picture, wherever the camera sees the wall from.
    struct uh_vec3 right = p->camera->right, slant = uh_vec3(0, -.30, 0);
    double aside = .30 + (p->figure->props & UH_PROP_WALL ? right.x : -right.x);
    if (fabs(right.z) > .2) slant.z = uh_bound(aside / right.z, -1.2, 1.2);
    if (p->figure->props & UH_PROP_WALL) {
        struct uh_vec3 low = posture->at[UH_PELVIS], high = posture->at[UH_NECK_1];
        low.x = high.x = p->figure->wall_x;
        low.z += slant.z * .12, high.z += slant.z * .12;
        draw_soft_shadow(p, low, high, .34 * p->size, true, .20 * dark);
    }
    pick_none(p);
    for (int id = 0; id < PART_PROPS; id++) {
        const struct part *t = &p->parts[id];
        bool trunk = id == PART_TRUNK;
        pick_shadow(p, t, trunk ? 6 : 0, t->disc_count, slant);
        if (trunk) pick_shadow(p, t, 0, 7, slant);
    }
    draw_outline(p, 1.6);
    draw_fill(p, colour_clear(SHADOW, .13 * dark));
    p->polygon_count = before;
}

// Where a body may meet the floor, and how wide it is there, in metres; the right one of two.
static const struct {
    const char *site;
    double radius;
} contacts[CONTACTS] = {
    {"palm.R", .050}, {"tips.R", .026},    {"heel.R", .036},    {"ball.R", .042},
    {"knee.R", .044}, {"shin.R", .040},    {"instep.R", .030},  {"elbow.R", .040},
    {"seat.R", .090}, {"hipflank.R", .11}, {"shoulder.R", .07}, {"forehead", .05},
    {"belly", .12},   {"pubis", .12},      {"chest", .12},      {"sacrum", .11},
    {"upback", .11},  {"midback", .11},    {"skull", .07},
};

void name_contacts(struct uh_painter *p) {
    for (int i = 0; i < CONTACTS; i++)
        p->contact_site[i] = (short)uh_site_find(contacts[i].site, strlen(contacts[i].site));
}

// Dark where weight meets the ground.
static void draw_contact(struct uh_painter *p) {
    for (int i = 0; i < CONTACTS; i++)
        for (int side = 0; side < (uh_sites[p->contact_site[i] / 2].paired ? 2 : 1); side++) {
            int site = p->contact_site[i] + side;
            struct uh_vec3 at = uh_site_at(p->skeleton, p->posture, site);
            double above = at.y - uh_site_radius(p->skeleton, site);
            double a = uh_smooth(.018, .002, above), r = contacts[i].radius * p->size;
            if (a < .03) continue;
            at.y = 0;
            draw_soft_shadow(p, at, at, r * 1.6, false, .36 * a);
        }
}

// Under what stands on the floor.
static void draw_prop_shadows(struct uh_painter *p, double dark) {
    const struct uh_figure *f = p->figure;
    double s = p->size;
    if (f->props & UH_PROP_CHAIR) {
        struct uh_vec3 back = uh_vec3(f->chair_x - .20 * s, 0, 0),
                       front = uh_vec3(f->chair_x + .20 * s, 0, 0);
        draw_soft_shadow(p, back, front, .30 * s, false, .30 * dark);
    }
    for (int k = -1; k <= 1 && f->props & UH_PROP_BAR; k += 2)
        draw_soft_shadow(p, uh_vec3(-.28 * s, 0, k * .62 * s), uh_vec3(.28 * s, 0, k * .62 * s),
                         .07 * s, false, .30 * dark);
    if (f->props & UH_PROP_BAND && !(f->props & UH_PROP_BAR)) {
        struct uh_vec3 foot = uh_vec3(f->band_anchor.x + .055 * s, 0, f->band_anchor.z);
        draw_soft_shadow(p, foot, foot, .30 * s, false, .30 * dark);
    }
    for (int k = 0; k < f->world.cylinder_count; k++) {
        const struct uh_cylinder *c = &f->world.cylinder[k];
        if (c->centre.y > .3 * s) continue;
        struct uh_vec3 end = uh_scale(c->axis, c->half_length), at = c->centre;
        at.y = end.y = 0;
        draw_soft_shadow(p, uh_sub(at, end), uh_add(at, end), c->radius * 1.9, false, .34 * dark);
    }
}

void draw_shadows(struct uh_painter *p) {
    double dark = p->style->dark ? 1.7 : 1;
    unsigned props = p->figure->props;
    draw_prop_shadows(p, dark);
    draw_floor_shadows(p, dark);
    if (props & UH_PROP_FRONT_WALL || (props & UH_PROP_WALL && p->camera->toward.x > .05))
        draw_wall_shadow(p, dark);
    draw_contact(p);
}
