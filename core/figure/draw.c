// SPDX-License-Identifier: Apache-2.0
// The picture: the scene, then parts from back to front. Neighbours of one colour are joined to one
// shape; each shape throws a soft shade on what lies behind, is filled in three tones, and gets a
// thin contour that is left out where it runs on into a neighbour. Edges of cloth are rings whose
// side to the camera decides what covers what.
#include "painter.h"

#include <math.h>

#define SHIRT_SOFTNESS .045 // metres from an inner corner
#define SHADE_INK 0x2A1A2E

struct uh_painter *uh_painter_take(struct uh_arena *arena) {
    struct uh_painter *p = uh_arena_take(arena, 1, sizeof *p);
    if (!p) return NULL;
    name_muscles(p);
    name_contacts(p);
    for (int i = 0; i < CIRCLE; i++) {
        p->cosine[i] = (float)uh_cos(2 * UH_PI * i / CIRCLE);
        p->sine[i] = (float)uh_sin(2 * UH_PI * i / CIRCLE);
    }
    return p;
}

void uh_painter_forget(struct uh_painter *painter) {
    painter->ranked = false;
}

// Far limbs are darker; which are far follows from the trunk alone, so that it does not flicker.
static void shade_far_side(struct uh_painter *p) {
    for (int side = 0; side < 2; side++) {
        double arm = -uh_dot(turned(p, UH_THORAX_4, side, 0, 0, 1), p->camera->toward);
        double leg = -uh_dot(turned(p, UH_PELVIS, side, 0, 0, 1), p->camera->toward);
        arm = uh_smooth(.60, .92, arm) * .46;
        leg = uh_smooth(.60, .92, leg) * .36;
        p->parts[PART_ARM + side].shade = p->parts[PART_SLEEVE + side].shade =
            p->parts[PART_FOREARM + side].shade = p->parts[PART_HAND + side].shade = arm;
        p->parts[PART_THIGH + side].shade = p->parts[PART_SHANK + side].shade =
            p->parts[PART_FOOT + side].shade = leg;
    }
}

static struct uh_colour base_colour(const struct uh_painter *p, const struct part *part) {
    if (part->look == LOOK_PROP) return part->colour;
    struct uh_colour c = colour_of(part->look == LOOK_SKIN    ? p->palette->skin
                                   : part->look == LOOK_SHIRT ? p->palette->shirt
                                                              : p->palette->trousers);
    c = colour_far(p, c, part->shade);
    if (p->style->dark && part->look == LOOK_TROUSERS) c = colour_mix(c, colour_of(0xA9B4CC), .14);
    return c;
}

// Parts painted together: a stretch of the order.
struct group {
    const int *order;
    int from, to;
    int path;
    struct uh_colour base;
    float x0, y0, x1, y1;
};

static bool in_group(const struct group *g, int part) {
    for (int z = g->from; z < g->to; z++)
        if (g->order[z] == part) return true;
    return false;
}

// Two thighs stay two shapes, so that the fold between them is seen.
static bool is_other_thigh(int a, int b) {
    return a != b && part_is(a, PART_THIGH) && part_is(b, PART_THIGH);
}

static int group_end(const struct uh_painter *p, const int *order, int count, int from) {
    int to = from + 1;
    while (to < count && order[to] < PART_PROPS && p->parts[order[to]].look != LOOK_HEAD) {
        bool joins = false, apart = false;
        for (int z = from; z < to; z++) {
            joins |= parts_merge(p, order[z], order[to]);
            apart |= is_other_thigh(order[z], order[to]);
        }
        if (!joins || apart) break;
        to++;
    }
    return to;
}

// No shade falls on a part that the group grows out of; for a sleeve, nor on the other one, which
// lies hidden behind the trunk where it is near.
static bool grows_from(const struct uh_painter *p, const struct group *g, int behind) {
    bool shirt = p->parts[behind].look == LOOK_SHIRT;
    for (int z = g->from; z < g->to; z++) {
        int part = g->order[z];
        if (parts_joined(part, behind) || (part_is(part, PART_SLEEVE) && shirt) ||
            part == PART_NECK || part == PART_TRUNK)
            return true;
    }
    return false;
}

// Whether the trunk lies between an arm and a group of the other one: what of the arm is behind it
// takes no shade.
static bool behind_trunk(const struct group *g, int at) {
    bool arms = g->order[g->from] >= PART_ARM && g->order[at] >= PART_ARM &&
                g->order[g->from] < PART_PROPS && g->order[at] < PART_PROPS;
    for (int y = at + 1; y < g->from && arms; y++)
        if (g->order[y] == PART_TRUNK) return true;
    return false;
}

static void throw_shade(struct uh_painter *p, const struct group *g) {
    enum { SHADES = 5 };
    int seen[SHADES], count = 0;
    for (int y = 0; y < g->from && count < SHADES; y++) {
        const struct part *behind = &p->parts[g->order[y]];
        if (behind->path < 0 || behind->look == LOOK_BOX || grows_from(p, g, g->order[y]) ||
            behind_trunk(g, y))
            continue;
        if (behind->x1 < g->x0 || behind->x0 > g->x1 + .02 * p->unit || behind->y1 < g->y0 ||
            behind->y0 > g->y1 + .03 * p->unit)
            continue;
        bool known = false;
        for (int i = 0; i < count; i++) known |= seen[i] == behind->path;
        if (known) continue;
        seen[count++] = behind->path;
        draw_again(p, g->path, behind->path, .008 * p->unit, .017 * p->unit,
                   colour_clear(SHADE_INK, .15));
    }
}

// In the same light as the trunk.
static bool like_trunk(const struct uh_painter *p, int part) {
    return fabs(p->parts[part].shade - p->parts[PART_TRUNK].shade) <= .10;
}

static double form_strength(const struct uh_painter *p, const struct part *part, int id) {
    if (part_is(id, PART_SLEEVE) && !like_trunk(p, id)) return .6;
    if (part->look == LOOK_SKIN) return .60;
    if (part->tag == TAG_PILLOW) return 1.6;
    if (part->look == LOOK_PROP) return part->discs[0].radius < .02 ? .22 : .5;
    return 1.25;
}

// The disc of the parent from which the patch of a joint reaches to the child.
static int patch_begins(int child) {
    return child >= PART_HAND ? 5 : child >= PART_FOREARM ? 3 : child < PART_FOOT ? 5 : 0;
}

// Closes the gap that a shadow or contour would leave where two groups of one limb meet.
static void patch_joint(struct uh_painter *p, int child, int parent, struct uh_colour base) {
    const struct part *c = &p->parts[child], *q = &p->parts[parent];
    struct part t = {.path = -1};
    struct uh_vec3 from = q->discs[patch_begins(child)].at;
    int discs[3], n = 0, side = part_side(child);
    double s = p->size;
    if (child == PART_HAND + side) {
        discs[n++] = add_ball_at(p, &t, from, .0165 * s);
        discs[n++] = add_ball_at(p, &t, c->discs[0].at, .0165 * s);
        discs[n++] = add_ball_at(p, &t, uh_mix(c->discs[0].at, c->discs[1].at, .5), .0160 * s);
    } else if (child == PART_FOREARM + side) {
        discs[n++] = add_ball_at(p, &t, from, .0285 * s);
        discs[n++] = add_ball_at(p, &t, c->discs[0].at, .0275 * s);
        discs[n++] = add_ball_at(p, &t, c->discs[1].at, .0285 * s);
    } else if (child == PART_SHANK + side) {
        discs[n++] = add_ball_at(p, &t, from, .0455 * s);
        discs[n++] = add_ball_at(p, &t, c->discs[0].at, .0440 * s);
        discs[n++] = add_ball_at(p, &t, c->discs[1].at, .0405 * s);
    } else if (child == PART_THIGH + side) {
        discs[n++] = add_ball(p, &t, UH_PELVIS, side, -.010, .915, .060, .0740);
        discs[n++] = add_ball_at(p, &t, c->discs[0].at, .0740 * s);
        discs[n++] = add_ball_at(p, &t, c->discs[1].at, .0740 * s);
    } else {
        return;
    }
    draw_blob(p, &t, discs, n, base);
    draw_lit(p, c->look, base);
}

// Something else has been painted over where a part joins its parent.
static bool lies_between(const struct uh_painter *p, const struct group *g, int after, int child,
                         int parent) {
    const struct disc *to = &p->parts[child].discs[0],
                      *from = &p->parts[parent].discs[patch_begins(child)];
    bool after_parent = g->order[after] == parent; // the patch then lies over the parent's end
    for (int y = after + 1; y < g->from; y++) {
        const struct part *other = &p->parts[g->order[y]];
        if (other->look != LOOK_BOX && !parts_joined(g->order[y], child) &&
            (part_covers(p, other, to->x, to->y) ||
             (after_parent && part_covers(p, other, from->x, from->y))))
            return true;
    }
    return false;
}

static void patch_group(struct uh_painter *p, const struct group *g) {
    for (int z = g->from; z < g->to; z++) {
        int a = g->order[z];
        for (int y = 0; y < g->from && a < PART_PROPS; y++) {
            int b = g->order[y];
            if (b >= PART_PROPS || !parts_joined(a, b) || p->parts[a].look != p->parts[b].look ||
                fabs(p->parts[a].shade - p->parts[b].shade) > .08)
                continue;
            int child = part_parent(a) == b ? a : b, parent = child == a ? b : a;
            if (!lies_between(p, g, y, child, parent)) patch_joint(p, child, parent, g->base);
        }
    }
}

// Where the contours of two joined parts may run into each other.
static struct neighbour meeting(const struct uh_painter *p, int a, int b) {
    int child = part_parent(a) == b ? a : b, side = part_side(child);
    const struct uh_posture *posture = p->posture;
    struct uh_vec3 at = posture->at[UH_NECK_1];
    double radius = .07;
    if (child == PART_SHANK + side)
        at = posture->at[uh_bone_on(UH_SHANK, side)], radius = .068;
    else if (child == PART_THIGH + side)
        at = uh_add(posture->at[uh_bone_on(UH_THIGH, side)],
                    uh_scale(turned(p, UH_PELVIS, 0, -.01, .01, 0), p->size)),
        radius = .155;
    else if (child == PART_SLEEVE + side)
        at = posture->at[uh_bone_on(UH_UPPER_ARM, side)], radius = .118;
    else if (child == PART_FOREARM + side)
        at = posture->at[uh_bone_on(UH_FOREARM, side)], radius = .052;
    else if (child == PART_HAND + side)
        at = posture->at[uh_bone_on(UH_HAND, side)], radius = .054;
    else if (child == PART_TRUNK)
        radius = 0;
    struct uh_spot s = project(p->camera, at);
    return (struct neighbour){NULL, s.x, s.y, (float)(radius * p->size * p->unit), false};
}

// A leg grows out of the pelvis without a line, however much darker it is on the far side.
static bool is_hip(int a, int b) {
    return (a == PART_PELVIS && part_parent(b) == a) || (b == PART_PELVIS && part_parent(a) == b);
}

// Whether a part of an arm runs on from one that is painted already: it is not folded back on it.
static bool runs_on(const struct uh_painter *p, int a, int b) {
    int side = part_side(a), bend = a < PART_HAND && b < PART_HAND ? UH_UPPER_ARM : UH_RADIUS;
    return a >= PART_ARM && b >= PART_ARM && p->parts[b].path >= 0 &&
           uh_dot(turned(p, bend, side, 0, 1, 0),
                  turned(p, bend == UH_RADIUS ? UH_HAND : UH_FOREARM, side, 0, 1, 0)) > .1;
}

static void draw_group_contour(struct uh_painter *p, const struct group *g, double width) {
    enum { NEIGHBOURS = 24 };
    struct neighbour list[NEIGHBOURS];
    int n = 0;
    for (int z = g->from; z < g->to; z++)
        for (int b = 0; b < PART_PROPS && n < NEIGHBOURS; b++) {
            int a = g->order[z];
            if (!parts_joined(a, b) || in_group(g, b) || p->parts[b].disc_count == 0 ||
                p->parts[b].look != p->parts[a].look ||
                (fabs(p->parts[b].shade - p->parts[a].shade) > .10 && !is_hip(a, b)))
                continue;
            list[n] = meeting(p, a, b);
            list[n].runs_on = runs_on(p, a, b);
            list[n++].part = &p->parts[b];
        }
    draw_contour(p, g->path, list, n, colour_line(p, g->base), width);
}

// The inner edges of the shoulder blades under the shirt, where the back shows; a raised arm
// turns them out of sight.
static void draw_blades(struct uh_painter *p, double width) {
    double back = uh_dot(turned(p, UH_THORAX_4, 0, -1, 0, 0), p->camera->toward);
    struct uh_colour line = colour_line(p, colour_of(p->palette->shirt));
    for (int side = 0; side < 2 && back > .2; side++) {
        double low = uh_smooth(.52, .30, arm_raised(p, side));
        line.alpha = (uint8_t)(120 * low * uh_smooth(.2, .6, back));
        if (line.alpha < 4) continue;
        struct uh_vec3 points[6] = {on_bone(p, UH_SCAPULA, side, -.100, 1.395, .078),
                                    on_bone(p, UH_SCAPULA, side, -.112, 1.345, .070),
                                    on_bone(p, UH_SCAPULA, side, -.114, 1.302, .073),
                                    on_bone(p, UH_SCAPULA, side, -.111, 1.280, .078),
                                    on_bone(p, UH_SCAPULA, side, -.106, 1.268, .088),
                                    on_bone(p, UH_SCAPULA, side, -.101, 1.266, .101)};
        draw_line(p, points, 6, line, width);
        draw_clip(p, p->parts[PART_TRUNK].path);
    }
}

// The hips come out of the hem towards the viewer: trousers, and their muscles, where the shirt
// has no cloth.
static void draw_hips_in_hem(struct uh_painter *p) {
    struct uh_colour trousers = base_colour(p, &p->parts[PART_PELVIS]);
    draw_inside(p, &p->hem, .26, trousers);
    draw_lit(p, LOOK_TROUSERS, trousers);
    if (shows_muscles(p))
        draw_patched_muscles(p, UINT64_C(1) << PART_PELVIS | UINT64_C(3) << PART_THIGH,
                             p->drawing->path_count - 1);
}

// The seam between sleeve and trunk, once both are painted.
static void draw_armhole_of(struct uh_painter *p, int side, struct uh_colour line, double width) {
    const struct part *sleeve = &p->parts[PART_SLEEVE + side], *trunk = &p->parts[PART_TRUNK];
    if (sleeve->path < 0 || trunk->path < 0 || !like_trunk(p, PART_SLEEVE + side)) return;
    draw_armhole(p, side, line, width, p->shirt >= 0 ? p->shirt : trunk->path);
}

// Seams, folds and finger lines of one part.
static void draw_details(struct uh_painter *p, int id, struct uh_colour base, double width) {
    struct uh_colour line = colour_line(p, base), soft = line;
    int side = part_side(id);
    double s = p->size;
    soft.alpha = 150;
    if (id == PART_TRUNK) {
        if (hem_opens(p)) draw_hips_in_hem(p);
        draw_ring(p, &p->hem, turned(p, UH_PELVIS, 0, 0, .014 * s, 0), soft, width * .8, NULL);
        draw_clip(p, p->parts[PART_TRUNK].path);
        draw_blades(p, width);
        draw_hollows(p, colour_shade(base));
        draw_creases(p, colour_shade(colour_shade(base)));
        for (int arm = 0; arm < 2; arm++) draw_armhole_of(p, arm, soft, width * .8);
        if (!neck_before_shirt(p)) draw_collar(p, colour_of(p->palette->shirt), width);
    } else if (id == PART_SLEEVE + side) {
        if (sleeve_opens(p, side))
            draw_inside(p, &p->sleeve[side], 0, colour_scale(colour_shade(base), .80, .78, .82));
        draw_ring(p, &p->sleeve[side], turned(p, UH_UPPER_ARM, side, 0, .012 * s, 0), soft,
                  width * .8, p->sleeve_merged[side] ? &p->parts[PART_TRUNK] : NULL);
        if (!p->sleeve_merged[side]) draw_armhole_of(p, side, soft, width * .8);
    } else if (id == PART_SHANK + side) {
        draw_knee(p, side, colour_shade(base));
        if (cuff_opens(p, side))
            draw_inside(p, &p->cuff[side], 0, colour_scale(colour_shade(base), .80, .78, .82));
        draw_ring(p, &p->cuff[side], turned(p, UH_SHANK, side, 0, .012 * s, 0), soft, width * .7,
                  NULL);
    } else if (id == PART_NECK) {
        draw_jaw_shadow(p);
        if (!neck_before_shirt(p)) return;
        draw_collarbones(p, colour_shade(base));
        draw_collar(p, colour_of(p->palette->shirt), width);
        draw_neck_lines(p, width);
    } else if (id == PART_FOREARM + side) {
        draw_elbow_crease(p, side, line, width);
    } else if (id == PART_HAND + side) {
        draw_hand_lines(p, side, base, line, width);
    }
}

// How far from their corner inner corners of an outline are rounded: cloth spans them, an elbow or
// a neck less, toes and things not at all.
static double softness(const struct uh_painter *p, const struct group *g) {
    for (int z = g->from; z < g->to; z++) {
        int id = g->order[z];
        if (id >= PART_PROPS || part_is(id, PART_FOOT)) return 0;
    }
    int first = g->order[g->from];
    enum look look = p->parts[first].look;
    return look == LOOK_SHIRT      ? SHIRT_SOFTNESS
           : look == LOOK_TROUSERS ? .035
           : first >= PART_ARM     ? .017
                                   : .012;
}

// The outline of a group. Fingers are drawn more finely than the rest, and neither their corners
// nor a wrist where hand and forearm are painted apart are rounded.
static int outline_group(struct uh_painter *p, const struct group *g) {
    const double scale = p->size * p->unit;
    for (int side = 0; side < 2; side++) {
        bool hand = in_group(g, PART_HAND + side), forearm = in_group(g, PART_FOREARM + side);
        if (!hand && !forearm) continue;
        int n = p->crisp_count++;
        p->crisp[n] = project(p->camera, hand ? p->fingers[side][1].at[1]
                                              : p->posture->at[uh_bone_on(UH_HAND, side)]);
        p->crisp_reach[n] = (float)(scale * (!hand ? .035 : forearm ? .105 : .250));
    }
    int path = draw_rounded_outline(p, .80, softness(p, g) * scale);
    p->crisp_count = 0;
    return path;
}

// Muscles of trunk or sleeve that run over the shoulder, once more where the other has covered
// them.
static void patch_shoulder(struct uh_painter *p, const struct group *g, int side) {
    int sleeve = PART_SLEEVE + side;
    bool over = in_group(g, sleeve), under = in_group(g, PART_TRUNK);
    int covered = over ? PART_TRUNK : sleeve;
    if (over == under || p->parts[covered].path < 0 || !like_trunk(p, sleeve)) return;
    pick_none(p);
    for (int i = 0; i < p->parts[sleeve].polygon_count; i++)
        if (i != SLEEVE_TUBE && i != SLEEVE_TUBE + 1)
            pick(p, &p->polygons[p->parts[sleeve].first_polygon + i]);
    double soft = softness(p, g) * p->size * p->unit;
    draw_patched_muscles(p, UINT64_C(1) << covered, draw_rounded_outline(p, .80, soft));
}

// The outline of trunk and sleeves that are in one light, or -1.
static int outline_shirt(struct uh_painter *p) {
    pick_none(p);
    pick_part(p, &p->parts[PART_TRUNK]);
    for (int side = 0; side < 2; side++)
        if (like_trunk(p, PART_SLEEVE + side)) pick_part(p, &p->parts[PART_SLEEVE + side]);
    int path = draw_rounded_outline(p, .80, SHIRT_SOFTNESS * p->size * p->unit);
    return p->outline_failed ? -1 : path;
}

// The outline by whose edge a group is shaded: its own; of trunk and sleeves in one light that of
// all of them, so that they meet without a seam.
static int shaded_outline(struct uh_painter *p, const struct group *g) {
    int first = g->order[g->from], apart = 0;
    bool sleeve = part_is(first, PART_SLEEVE);
    if (!sleeve && first != PART_TRUNK) return g->path;
    if (sleeve && !like_trunk(p, first)) return g->path;
    for (int side = 0; side < 2; side++)
        apart += like_trunk(p, PART_SLEEVE + side) && !p->sleeve_merged[side];
    if (apart == 0) return g->path;
    if (p->shirt < 0) p->shirt = outline_shirt(p);
    return p->shirt < 0 ? g->path : p->shirt;
}

static void draw_group(struct uh_painter *p, struct group *g) {
    int first = g->order[g->from];
    const struct part *part = &p->parts[first];
    double width = p->palette->line_width * p->unit;
    g->base = base_colour(p, part);
    g->x0 = g->y0 = 1e9f;
    g->x1 = g->y1 = -1e9f;
    pick_none(p);
    for (int z = g->from; z < g->to; z++) {
        const struct part *t = &p->parts[g->order[z]];
        pick_part(p, t);
        g->x0 = fminf(g->x0, t->x0);
        g->y0 = fminf(g->y0, t->y0);
        g->x1 = fmaxf(g->x1, t->x1);
        g->y1 = fmaxf(g->y1, t->y1);
    }
    g->path = outline_group(p, g);
    bool failed = p->outline_failed;
    for (int z = g->from; z < g->to; z++) p->parts[g->order[z]].path = g->path;
    throw_shade(p, g);
    if (part->look == LOOK_PROP) find_light_on_prop(p, part);
    int whole = shaded_outline(p, g);
    draw_form(p, g->path, whole, first == PART_NECK ? LOOK_HEAD : part->look, g->base,
              form_strength(p, part, first));
    if (part->look == LOOK_PROP && part->tag != TAG_PILLOW && part->discs[0].radius > .03 * p->size)
        draw_cylinder_ends(p, part, g->base);
    patch_group(p, g);
    if (part->look == LOOK_SHIRT && like_trunk(p, first))
        draw_chest_light(p, g->path, g->x0, g->x1);
    for (int side = 0; side < 2 && shows_muscles(p); side++) patch_shoulder(p, g, side);
    p->outline_failed = failed;
    draw_group_contour(p, g, width * (part->look == LOOK_PROP ? .8 : 1));
    for (int z = g->from; z < g->to; z++)
        if (g->order[z] < PART_PROPS) draw_details(p, g->order[z], g->base, width);
}

// Whether a box may be painted before all that stands before it in the order.
static bool may_go_first(const struct uh_painter *p, const int *order, int k) {
    if (p->parts[order[k]].look != LOOK_BOX) return false;
    for (int i = 0; i < k; i++)
        if (p->before[order[k]][order[i]] > 0) return false;
    return true;
}

// Furniture that nothing of the body lies behind comes first, so that the ghost stands before it;
// how many pieces.
static int furniture_first(const struct uh_painter *p, int *order, int count) {
    int first = 0;
    for (int k = 0; k < count; k++) {
        if (k > first && !may_go_first(p, order + first, k - first)) continue;
        if (p->parts[order[k]].look != LOOK_BOX) continue;
        int moved = order[k];
        for (int i = k; i > first; i--) order[i] = order[i - 1];
        order[first++] = moved;
    }
    return first;
}

static void draw_parts(struct uh_painter *p) {
    p->shirt = -1;
    int order[PART_MAX], count = paint_order(p, order);
    int behind_ghost = furniture_first(p, order, count);
    uint64_t painted = 0;
    p->lit_count = 0;
    if (shows_muscles(p)) find_muscles(p);
    for (int k = 0; k < count;) {
        struct part *part = &p->parts[order[k]];
        int to = k + 1;
        if (k == behind_ghost) draw_ghost(p);
        if (part->look == LOOK_BOX) {
            draw_box(p, part);
        } else if (part->look == LOOK_HEAD) {
            if (p->parts[PART_TRUNK].path < 0 && p->parts[PART_NECK].path >= 0)
                draw_neck_muscles(p);
            part->path = draw_head(p);
        } else {
            to = group_end(p, order, count, k);
            struct group group = {.order = order, .from = k, .to = to};
            draw_group(p, &group);
        }
        for (; k < to; k++)
            if (order[k] < PART_PROPS) painted |= UINT64_C(1) << order[k];
        draw_muscles(p, painted);
    }
}

void uh_figure_draw(struct uh_painter *painter, struct uh_drawing *drawing,
                    const struct uh_figure *figure, const struct uh_skeleton *skeleton,
                    const struct uh_muscles *muscles, const struct uh_instant *instant,
                    const struct uh_camera *camera, const struct uh_style *style,
                    const struct uh_hint *hint) {
    struct uh_painter *p = painter;
    drawing->spot_count = drawing->run_count = drawing->path_count = 0;
    drawing->full = false;
    drawing->width = camera->width;
    drawing->height = camera->height;
    p->drawing = drawing;
    p->figure = figure;
    p->skeleton = skeleton;
    p->muscles = muscles;
    p->instant = instant;
    p->posture = &instant->posture;
    p->camera = camera;
    p->style = style;
    p->palette = palette_of(style);
    p->build = build_of(style);
    p->unit = camera->scale;
    p->size = skeleton->scale;
    p->polygon_count = 0;
    p->open_outlines = 0;
    p->trace_count = 0;
    p->ghost = p->ghost_hair = p->ghost_lines = -1;
    build_body(p);
    build_props(p);
    project_parts(p);
    for (int i = 0; i < p->part_count; i++)
        if (p->parts[i].look != LOOK_BOX) part_polygons(p, &p->parts[i]);
    draw_scene(p);
    if (style->ghost && hint) find_ghost(p, hint);
    find_light(p);
    shade_far_side(p);
    if (style->arrow && hint) draw_arrows(p, hint, true);
    draw_parts(p);
    if (figure->props & UH_PROP_WATER) draw_water(p);
    draw_ghost_hidden(p);
    if (style->arrow && hint) draw_arrows(p, hint, false);
}
