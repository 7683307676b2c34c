// SPDX-License-Identifier: Apache-2.0
// Muscles on the picture: which are shown, when they are painted, and in what colours. In the heat
// picture all are shown, muted, and the targets coloured by how far they are stretched; on the
// clothed body only the targets are lit. A muscle is full in the belly, has fine fibres, and fades
// outwards in a few soft lines round its outline; what of it turns away from the viewer is a glow
// on the body's edge instead of a sliver.
#include "painter.h"

#include <math.h>
#include <string.h>

void name_muscles(struct uh_painter *p) {
    for (int i = 0; i < UH_MUSCLE_COUNT; i++) {
        const char *id = muscle_shapes[i].id;
        p->muscle_of[i] = (short)uh_muscle_find(id, strlen(id));
    }
}

// Lit on the clothed body, or coloured by heat.
bool shows_muscles(const struct uh_painter *p) {
    return p->style->muscles || p->style->glow;
}

uint64_t muscle_hosts(unsigned hosts, int side) {
    uint64_t bits = 0;
    if (hosts & ON_TRUNK) bits |= UINT64_C(1) << PART_TRUNK;
    if (hosts & ON_NECK) bits |= UINT64_C(1) << PART_NECK;
    if (hosts & ON_PELVIS) bits |= UINT64_C(1) << PART_PELVIS;
    if (hosts & ON_SLEEVE) bits |= UINT64_C(1) << (PART_SLEEVE + side);
    if (hosts & ON_ARM) bits |= UINT64_C(1) << (PART_ARM + side);
    if (hosts & ON_THIGH) bits |= UINT64_C(1) << (PART_THIGH + side);
    if (hosts & ON_SHANK) bits |= UINT64_C(1) << (PART_SHANK + side);
    return bits;
}

static struct uh_colour heat_colour(double t) {
    static const uint32_t scale[] = {0xF4E3B5, 0xF9C74F, 0xF3843E, 0xE0413A, 0xB3123A};
    double x = uh_bound(t, 0, 1) * 4;
    int i = x >= 4 ? 3 : (int)x;
    return colour_mix(colour_of(scale[i]), colour_of(scale[i + 1]), x - i);
}

// What a muscle's colour fades to. It is warm and light, so that red on any cloth does not fade
// through grey and brown.
#define PALE 0xFFC7A6

// In the heat picture: the targets in the colours of heat, the rest pale, so that they do not
// distract. On the clothed body one red, paler where there is less stretch.
static struct uh_colour full_colour(const struct uh_painter *p, const struct lit_muscle *m) {
    struct uh_colour full = colour_of(p->palette->glow);
    if (!p->style->muscles) {
        full = colour_mix(colour_mix(full, colour_of(0xFFF1E6), .6), full, m->heat);
        full.alpha = 240;
        return full;
    }
    double t = uh_smooth(.38, 1.08, m->heat);
    full = m->target ? heat_colour(t) : colour_mix(colour_of(0xD2B3A6), colour_of(0xCC8776), t);
    full.alpha = m->target ? 225 : 130;
    return full;
}

static struct uh_colour dimmed(struct uh_colour full, double much) {
    struct uh_colour c = colour_mix(colour_clear(PALE, full.alpha / 255.), full, .4 + .6 * much);
    c.alpha = (uint8_t)(full.alpha * much);
    return c;
}

// Full in the belly, paler towards the ends.
static void fill_muscle(struct uh_painter *p, const struct lit_muscle *m, struct uh_colour fill) {
    draw_fill(p, fill);
    if (is_flat(p)) return;
    struct uh_blend blend = {.kind = UH_BLEND_ELLIPSE,
                             .to = colour_mix(fill, colour_clear(0xFFB493, fill.alpha / 255.), .55),
                             .at = m->middle,
                             .reach = m->reach,
                             .aside = m->aside};
    blend.to.alpha = (uint8_t)(fill.alpha * .9);
    draw_blend(p, &blend);
}

// Its outline as a path: the first time by its spots.
static void outline_muscle(struct uh_painter *p, struct lit_muscle *m) {
    int path = draw_same(p, m->path);
    if (m->path >= 0) return;
    m->path = path;
    for (int r = 0; r < m->ring_count; r++) {
        draw_run(p, UH_CURVE_SMOOTH);
        for (int k = m->ring[r]; k < m->ring[r + 1]; k++)
            draw_spot(p, m->spots[k].x, m->spots[k].y);
    }
}

// A fibre as a line that is fine at its ends.
static void draw_fibre(struct uh_painter *p, const struct uh_spot *s, double half) {
    draw_run(p, UH_CURVE_SMOOTH);
    for (int k = 0; k < 2 * FIBRE_SPOTS - 2; k++) {
        int at = k < FIBRE_SPOTS ? k : 2 * FIBRE_SPOTS - 2 - k;
        int from = at > 0 ? at - 1 : 0, to = at + 1 < FIBRE_SPOTS ? at + 1 : at;
        double x = (double)s[to].x - s[from].x, y = (double)s[to].y - s[from].y,
               much = at == from || at == to ? 0 : half / fmax(uh_span(x, y), 1e-3);
        if (k >= FIBRE_SPOTS) much = -much;
        draw_spot(p, s[at].x - much * y, s[at].y + much * x);
    }
}

static void draw_fibres(struct uh_painter *p, struct lit_muscle *m, int clip) {
    if (m->fibre_count == 0 || is_flat(p)) return;
    int path = draw_same(p, m->fibre_path);
    for (int q = 0; q < m->fibre_count && m->fibre_path < 0; q++)
        draw_fibre(p, m->fibre[q], .0010 * p->unit);
    if (m->fibre_path < 0) m->fibre_path = path;
    draw_fill(p, colour_clear(0xFFE6D6, .42 * m->seen));
    draw_clip(p, clip);
}

// A warm glow along the body's edge, for a muscle that lies behind it.
static void draw_rim(struct uh_painter *p, const struct glimmer *rim, struct uh_colour full,
                     int clip) {
    struct uh_spot reach = {rim->reach.x * .8f, rim->reach.y * .8f},
                   aside = {rim->aside.x * .8f, rim->aside.y * .8f};
    draw_soft_ellipse(p, rim->at, rim->reach, rim->aside, colour_clear(PALE, .8 * rim->strength));
    draw_clip(p, clip);
    full.alpha = (uint8_t)(full.alpha * rim->strength);
    draw_soft_ellipse(p, rim->at, reach, aside, full);
    draw_clip(p, clip);
}

// Lines round an outline that fade outwards; in a small picture two are enough.
static void draw_mist(struct uh_painter *p, const struct lit_muscle *m, struct uh_colour fill,
                      double much, int clip) {
    static const struct {
        double width, pale, alpha;
    } lines[] = {{1.8, .7, .2}, {1.2, .55, .28}, {.6, .4, .38}};
    int step = m->soft > 4 ? 1 : 2, count = m->target ? 3 : 1;
    for (int i = 0; i < count; i += step) {
        struct uh_colour line = colour_mix(fill, colour_of(PALE), lines[i].pale);
        line.alpha = (uint8_t)(255 * lines[i].alpha * much * (step > 1 ? 1.2 : 1));
        if (i > 0) {
            draw_same(p, m->path);
            draw_clip(p, clip);
        }
        draw_stroke(p, line, (m->target ? lines[i].width : .8) * m->soft);
    }
}

// Half seen, a muscle still has most of its colour.
static double colour_seen(const struct lit_muscle *m) {
    return m->seen * (2 - m->seen);
}

// What a muscle is cut to; on the skin of the neck one that comes up from the shirt
// on both sides is calmer, so that not all of the neck is red.
struct cut {
    int path;
    bool rising;
};

// The soft lines round it.
static void paint_mist(struct uh_painter *p, struct lit_muscle *m, struct cut cut) {
    double much = colour_seen(m);
    if (m->seen <= .02) return;
    outline_muscle(p, m);
    draw_clip(p, cut.path);
    draw_mist(p, m, dimmed(full_colour(p, m), much), much * (cut.rising ? .45 : 1), cut.path);
}

// From the shirt's collar up to the head it fades.
static void fade_upwards(struct uh_painter *p, struct uh_colour fill) {
    struct uh_spot from = project(p->camera, on_bone(p, UH_THORAX_5, 0, -.05, 1.435, 0)),
                   to = project(p->camera, on_bone(p, UH_HEAD, 0, -.06, 1.575, 0));
    struct uh_blend blend = {UH_BLEND_LINE,
                             colour_clear(PALE, .25 * fill.alpha / 255.),
                             from,
                             {to.x - from.x, to.y - from.y},
                             {0, 0}};
    draw_blend(p, &blend);
}

// Its belly and its fibres; what of it turns away glows over what is left of that.
static void paint_belly(struct uh_painter *p, struct lit_muscle *m, struct cut cut) {
    struct uh_colour full = full_colour(p, m), fill = dimmed(full, colour_seen(m));
    if (cut.rising) fill.alpha = (uint8_t)(.7 * fill.alpha);
    if (m->seen > .02) {
        draw_again(p, m->path, cut.path, 0, 0, fill);
        fill_muscle(p, m, fill);
        if (cut.rising && !is_flat(p)) fade_upwards(p, fill);
        if (m->target && !cut.rising) draw_fibres(p, m, cut.path);
    }
    if (m->rim.strength > .02) draw_rim(p, &m->rim, full, cut.path);
}

static void paint_muscle(struct uh_painter *p, struct lit_muscle *m, struct cut cut) {
    paint_mist(p, m, cut);
    paint_belly(p, m, cut);
}

// On the neck, or a patch of its skin.
static void paint_on_neck(struct uh_painter *p, struct lit_muscle *m, int clip) {
    bool both = p->figure->targets[0] & p->figure->targets[1] & UINT64_C(1) << m->muscle,
         rising = both && m->family == TRAPEZIUS && !p->style->muscles;
    paint_muscle(p, m, (struct cut){clip, rising});
}

// How much of one is worth showing: not a mere edge of it, nor what peeps out from under others.
// All of it changes slowly, so that while the body moves a muscle fades.
static double worth(const struct lit_muscle *m) {
    double bare = 1 - m->covered / fmax(m->facing, 1), round = m->length + m->breadth,
           slim = m->length * m->breadth / fmax(round, 1e-9),
           least = fmin(.004 + .022 * round, .11 * m->width);
    if (m->family != ALONE) least *= .7; // its neighbours make it broader
    return fmax(uh_smooth(.06, .2, m->part), uh_smooth(.0004, .0016, m->area)) *
           uh_smooth(.015, .055, m->part) * uh_smooth(.6 * least, 1.4 * least, slim) *
           uh_smooth(.3, .6, bare) * uh_smooth(.45, .75, m->outlined);
}

static double heat_of(const struct uh_painter *p, int muscle, int side) {
    return uh_muscle_heat(p->muscles, p->skeleton, p->posture, muscle, side);
}

// The hottest target of a stretch; 0 in a strength move.
static double hottest(const struct uh_painter *p) {
    double most = 0;
    for (int side = 0; side < 2 && !p->figure->work; side++)
        for (int muscle = 0; muscle < UH_MUSCLE_COUNT; muscle++)
            if (p->figure->targets[side] >> muscle & 1) most = fmax(most, heat_of(p, muscle, side));
    return most;
}

// Whether one is to be shown at all, and how.
static bool light(const struct uh_painter *p, const struct muscle_shape *shape, double most,
                  struct lit_muscle *m) {
    m->path = m->fibre_path = -1;
    m->drawn = m->on_sleeve = false;
    trace_muscle(p, shape, m);
    if (m->ring_count == 0 && m->rim.strength == 0) return false;
    double heat = heat_of(p, m->muscle, m->side);
    double taut = m->target ? 1 - uh_smooth(.2, .4, most) * uh_smooth(.15, 0, heat) : 1;
    double bare = 1 - m->covered / fmax(m->facing, 1);
    m->seen = m->ring_count > 0 ? worth(m) : 0;
    double hidden = m->target ? (1 - m->seen) * taut * uh_smooth(.4, .5, bare) : 0;
    m->rim.strength = uh_smooth(.08, .8, m->rim.strength * hidden);
    m->seen *= taut;
    if (m->seen + m->rim.strength <= .02) return false;
    bool works = m->target && p->figure->work; // whatever its length
    m->heat = works ? 1 : p->style->muscles ? heat : .6 + .4 * uh_smooth(.1, .7, heat);
    if (p->style->muscles && m->target) m->heat = fmax(m->heat, .62);
    return true;
}

static bool is_target(const struct uh_painter *p, const char *id, int side) {
    return p->figure->targets[side] >> uh_muscle_find(id, strlen(id)) & 1;
}

// The shape of a layer on a side. On the clothed body two that lie end to end and are both targets
// are one piece: it stands for the first, and the second is NULL.
static const struct muscle_shape *shape_at(const struct uh_painter *p, int layer, int side) {
    const struct muscle_shape *shape = &muscle_shapes[layer];
    bool first = strcmp(shape->id, muscle_joined.id) == 0,
         second = strcmp(shape->id, muscle_joined_to) == 0;
    if (p->style->muscles || !(first || second)) return shape;
    if (!is_target(p, muscle_joined.id, side) || !is_target(p, muscle_joined_to, side))
        return shape;
    return first ? &muscle_joined : NULL;
}

// Adds the targets, or all others, from superficial to deep. A target that is slack while another
// is stretched belongs to another part of the move and is not shown.
static void find_those(struct uh_painter *p, bool targets, double most) {
    for (int layer = UH_MUSCLE_COUNT - 1; layer >= 0; layer--)
        for (int side = 0; side < 2; side++) {
            const struct muscle_shape *shape = shape_at(p, layer, side);
            if (!shape) continue;
            struct lit_muscle *m = &p->lit[p->lit_count];
            m->muscle = p->muscle_of[layer];
            m->side = side;
            m->target = p->figure->targets[side] >> m->muscle & 1;
            if (m->target == targets) p->lit_count += light(p, shape, most, m);
        }
}

// How much a glow lies in what is seen of the same muscle on the other side, or just beside it.
static double beside_twin(const struct uh_painter *p, const struct lit_muscle *m) {
    float x = m->rim.at.x, y = m->rim.at.y;
    for (int i = 0; i < p->lit_count; i++) {
        const struct lit_muscle *twin = &p->lit[i];
        if (twin->muscle != m->muscle || twin->side == m->side) continue;
        float off = fmaxf(fmaxf(twin->x0 - x, x - twin->x1), fmaxf(twin->y0 - y, y - twin->y1));
        return uh_smooth(.1, 1, twin->seen) * uh_smooth(.08, .04, off / (p->size * p->unit));
    }
    return 0;
}

// Where the trunk shows a target of a side that is not slack, it need not glow for one on the
// body's other side; nor for what is seen edge on beside its twin.
static void forget_glows(struct uh_painter *p) {
    double shown[2] = {0};
    for (int i = 0; i < p->lit_count; i++) {
        const struct lit_muscle *m = &p->lit[i];
        double taut = m->seen * uh_smooth(.6, .75, m->heat);
        if (m->hosts >> PART_TRUNK & 1) shown[m->side] = fmax(shown[m->side], taut);
    }
    for (int i = 0; i < p->lit_count; i++) {
        struct lit_muscle *m = &p->lit[i];
        if (m->rim.behind)
            m->rim.strength *= 1 - uh_smooth(.1, .7, shown[m->side]);
        else if (m->hosts >> PART_TRUNK & 1)
            m->rim.strength *= 1 - beside_twin(p, m);
    }
}

// Of glows for muscles behind that show at one place, one is enough: the strongest.
static void join_glows(struct uh_painter *p) {
    for (int i = 1; i < p->lit_count; i++)
        for (int j = 0; j < i; j++) {
            struct glimmer *a = &p->lit[j].rim, *b = &p->lit[i].rim;
            if (!a->behind || !b->behind || a->at.x != b->at.x || a->at.y != b->at.y) continue;
            a->strength = fmax(a->strength, b->strength);
            b->strength = 0;
        }
}

// Finds what is seen of each muscle to be shown; before anything of the body is painted. In the
// heat picture the targets lie over the others, however deep they are.
void find_muscles(struct uh_painter *p) {
    p->lit_count = 0;
    find_those(p, true, hottest(p));
    forget_glows(p);
    join_glows(p);
    if (p->style->muscles) find_those(p, false, 0);
}

static bool on_neck(const struct lit_muscle *m) {
    return m->hosts >> PART_NECK & 1;
}

// Just before the head: what of the neck's muscles lies on the neck, where the shirt comes later.
void draw_neck_muscles(struct uh_painter *p) {
    for (int i = p->lit_count - 1; i >= 0; i--)
        if (on_neck(&p->lit[i])) paint_on_neck(p, &p->lit[i], p->parts[PART_NECK].path);
}

static bool meets(const struct uh_drawing *d, int path, const struct lit_muscle *m) {
    for (int r = d->paths[path].first; r < d->paths[path].first + d->paths[path].count; r++)
        for (int k = d->runs[r].first; k < d->runs[r].first + d->runs[r].count; k++)
            if (d->spots[k].x > m->x0 && d->spots[k].x < m->x1 && d->spots[k].y > m->y0 &&
                d->spots[k].y < m->y1)
                return true;
    return false;
}

// Draws the outline of a patch in to where a part lies under it, so that muscles cut to the patch
// do not stand out of the body.
static void draw_in(struct uh_painter *p, int patch, const struct part *part) {
    const struct uh_drawing *d = p->drawing;
    for (int r = d->paths[patch].first; r < d->paths[patch].first + d->paths[patch].count; r++) {
        struct uh_spot *s = d->spots + d->runs[r].first, middle = {0, 0};
        int n = d->runs[r].count;
        for (int k = 0; k < n; k++) middle.x += s[k].x / (float)n, middle.y += s[k].y / (float)n;
        for (int k = 0; k < n; k++)
            for (int step = 0; step < 12 && !part_covers(p, part, s[k].x, s[k].y); step++) {
                s[k].x += (middle.x - s[k].x) * .08f;
                s[k].y += (middle.y - s[k].y) * .08f;
            }
    }
}

// Those on these parts once more, where a patch of shirt or skin, the path `clip`, has covered
// them. Of the trunk's only those that run over the shoulder: the others end at the sleeve.
void draw_patched_muscles(struct uh_painter *p, uint64_t hosts, int clip) {
    if (hosts >> PART_NECK & 1) draw_in(p, clip, &p->parts[PART_NECK]);
    for (int i = p->lit_count - 1; i >= 0; i--) {
        struct lit_muscle *m = &p->lit[i];
        bool painted = m->drawn || (m->path >= 0 && hosts >> PART_NECK & 1);
        if (hosts >> PART_TRUNK & 1 && m->family == ALONE) continue;
        if (!painted || !(m->hosts & hosts) || !meets(p->drawing, clip, m)) continue;
        if (hosts >> PART_NECK & 1)
            paint_on_neck(p, m, clip);
        else
            paint_muscle(p, m, (struct cut){clip, false});
    }
}

// The outline of all parts of the body in a set.
static int outline_of(struct uh_painter *p, uint64_t hosts) {
    int path = -1, count = 0;
    for (int id = 0; id < PART_PROPS; id++) {
        if (!(hosts >> id & 1) || p->parts[id].path == path) continue;
        path = p->parts[id].path;
        count++;
    }
    if (count == 1) return path;
    pick_none(p);
    for (int id = 0; id < PART_PROPS; id++)
        if (hosts >> id & 1) pick_part(p, &p->parts[id]);
    return draw_rounded_outline(p, .80, .012 * p->size * p->unit);
}

// A muscle is cut to the parts that carry it: on the trunk to the shirt alone.
static int clip_of(struct uh_painter *p, const struct lit_muscle *m) {
    return m->hosts >> PART_TRUNK & 1 ? p->parts[PART_TRUNK].path : outline_of(p, m->hosts);
}

// Once more what glows on the shoulder, where its sleeve has come over the trunk.
static void draw_glows_on_sleeves(struct uh_painter *p, uint64_t painted) {
    for (int i = 0; i < p->lit_count; i++) {
        struct lit_muscle *m = &p->lit[i];
        int sleeve = p->parts[PART_SLEEVE + m->side].path;
        if (m->on_sleeve || !m->drawn || !(painted >> (PART_SLEEVE + m->side) & 1)) continue;
        m->on_sleeve = true;
        if (m->rim.behind && m->rim.strength > .02 && sleeve > p->parts[PART_TRUNK].path)
            draw_rim(p, &m->rim, full_colour(p, m), sleeve);
    }
}

// Those whose parts are all painted by now and that are not yet drawn. The soft lines of all come
// before the bellies, so that neighbours are one shape.
void draw_muscles(struct uh_painter *p, uint64_t painted) {
    int clip[LIT_MAX];
    for (int i = p->lit_count - 1; i >= 0; i--) {
        struct lit_muscle *m = &p->lit[i];
        clip[i] = -1;
        if (m->drawn || (painted & m->hosts) != m->hosts) continue;
        m->drawn = true;
        clip[i] = clip_of(p, m);
        paint_mist(p, m, (struct cut){clip[i], false});
    }
    bool headless = p->parts[PART_HEAD].path < 0;
    for (int i = p->lit_count - 1; i >= 0; i--) {
        struct lit_muscle *m = &p->lit[i];
        if (clip[i] < 0) continue;
        paint_belly(p, m, (struct cut){clip[i], false});
        if (m->hosts >> PART_TRUNK & 1 && on_neck(m) && headless)
            paint_on_neck(p, m, p->parts[PART_NECK].path);
    }
    draw_glows_on_sleeves(p, painted);
}
