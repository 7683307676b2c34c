// SPDX-License-Identifier: Apache-2.0
// An orthographic camera, fitted over the whole move so that nothing jumps or leaves the picture.
#include "painter.h"

#include <math.h>

enum { FIT_SAMPLES = 16 };

double shorter_side(const struct uh_camera *camera) {
    return fmin(camera->width, camera->height);
}

struct uh_spot project(const struct uh_camera *camera, struct uh_vec3 point) {
    struct uh_vec3 r = uh_sub(point, camera->look);
    return (struct uh_spot){(float)(camera->x + camera->scale * uh_dot(r, camera->right)),
                            (float)(camera->y - camera->scale * uh_dot(r, camera->up))};
}

double depth_of(const struct uh_camera *camera, struct uh_vec3 point) {
    return uh_dot(uh_sub(point, camera->look), camera->toward);
}

double spots_apart(struct uh_spot a, struct uh_spot b) {
    return uh_span((double)b.x - a.x, (double)b.y - a.y);
}

// The extent of what must be seen, in metres on the picture plane.
struct extent {
    double x0, x1, y0, y1;
};

// From left to right alone.
static void include_across(struct extent *e, struct uh_spot s, double margin) {
    e->x0 = fmin(e->x0, s.x - margin);
    e->x1 = fmax(e->x1, s.x + margin);
}

static void include(struct extent *e, const struct uh_camera *camera, struct uh_vec3 at,
                    double margin) {
    struct uh_spot s = project(camera, at);
    include_across(e, s, margin);
    e->y0 = fmin(e->y0, s.y - margin);
    e->y1 = fmax(e->y1, s.y + margin);
}

// How each frame is filled: what part of width and height is used, what height it shows at most
// (metres, stature 1.70), so that a still part does not fill the picture.
static const struct framing {
    double width, height, most;
} framings[] = {
    [UH_FRAME_WHOLE] = {.94, .88, 1.02},
    [UH_FRAME_KNEES] = {.90, .90, .90},
    [UH_FRAME_UPPER] = {.90, .87, .84},
    [UH_FRAME_BUST] = {.88, .87, .60},
};

// A bone, or for one of the left side its twin.
static int right_bone(int bone) {
    return bone >= UH_LEFT_BONES ? bone - UH_SIDE_BONES : bone;
}

// Whether a frame leaves a bone out; a bust keeps an arm that is raised.
static bool out_of_frame(enum uh_frame frame, const struct uh_posture *posture, int bone) {
    int right = right_bone(bone);
    bool forearm = right >= UH_FOREARM && right <= UH_HAND,
         low = posture->at[bone].y < posture->at[UH_THORAX_4].y;
    if (frame == UH_FRAME_BUST && (bone < UH_THORAX_2 || (forearm && low))) return true;
    if (frame == UH_FRAME_KNEES) return right >= UH_FOOT;
    return frame != UH_FRAME_WHOLE && (bone == UH_PELVIS || right >= UH_THIGH);
}

static void include_body(struct extent *e, const struct uh_camera *camera,
                         const struct uh_posture *posture, enum uh_frame frame) {
    for (int b = 0; b < UH_BONE_COUNT; b++) {
        int right = right_bone(b);
        if (frame == UH_FRAME_BUST && right == UH_FOREARM) // its elbows, though it ends above them
            include_across(e, project(camera, posture->at[b]), .06);
        if (out_of_frame(frame, posture, b)) continue;
        struct uh_vec3 at = posture->at[b];
        double margin = .05;
        if (b == UH_HEAD) {
            at = uh_add(at, uh_turn(&posture->turn[b], uh_vec3(0, .06, 0)));
            include(e, camera, uh_add(at, uh_turn(&posture->turn[b], uh_vec3(-.085, .10, 0))), .06);
            margin = .11;
        } else if (right == UH_HAND) {
            at = uh_add(at, uh_turn(&posture->turn[b], uh_vec3(0, -.11, 0)));
            margin = .07;
        } else if (b >= UH_LUMBAR_1 && b <= UH_THORAX_3) {
            margin = .11;
        } else if (b == UH_PELVIS || right == UH_THIGH) {
            margin = .10;
        }
        include(e, camera, at, margin);
    }
}

static void include_props(struct extent *e, const struct uh_camera *camera,
                          const struct uh_figure *figure) {
    double s = figure->scale;
    if (figure->props & UH_PROP_BAND) include(e, camera, figure->band_anchor, .06);
    for (int k = 0; k < figure->world.cylinder_count; k++)
        for (int end = -1; end <= 1; end += 2) {
            const struct uh_cylinder *c = &figure->world.cylinder[k];
            include(e, camera, uh_add(c->centre, uh_scale(c->axis, end * c->half_length)), .05);
        }
    if (figure->props & UH_PROP_BAR) include(e, camera, uh_vec3(0, figure->bar_y + .02, 0), .03);
    for (int end = -1; end <= 1 && figure->props & UH_PROP_PILLOW; end += 2)
        include(e, camera, uh_add(figure->pillow, uh_vec3(0, 0, end * UH_PILLOW_HALF_Z * s)),
                UH_PILLOW_HALF_X * s);
    if (figure->props & UH_PROP_CHAIR && figure->frame == UH_FRAME_WHOLE) {
        include(e, camera, uh_vec3(figure->chair_x - .22 * s, .9 * s, .1 * s), .03);
        include(e, camera, uh_vec3(figure->chair_x - .2 * s, 0, .2 * s), 0);
    }
    if (figure->props & UH_PROP_DOORWAY && figure->frame == UH_FRAME_WHOLE)
        include(e, camera, uh_vec3(figure->wall_x, 1.98 * s, 0), 0);
    if (figure->frame == UH_FRAME_WHOLE) include(e, camera, uh_vec3(camera->look.x, -.02, 0), 0);
}

static struct uh_vec3 middle_of(const struct uh_figure *figure,
                                const struct uh_skeleton *skeleton) {
    struct uh_instant start;
    uh_figure_at(figure, skeleton, 0, &start);
    struct uh_vec3 mid = uh_mix(start.posture.at[UH_PELVIS], start.posture.at[UH_THORAX_4], .5);
    return uh_vec3(mid.x, 0, mid.z);
}

// Room for an arrow above the head or round the trunk.
static void include_arrow(struct extent *e, const struct uh_camera *camera,
                          const struct uh_figure *figure, const struct uh_posture *posture) {
    const double turn_over = .26, way_over = .21, round = .35;
    int site = figure->arrow[0];
    if (site < 0) return;
    int bone = uh_site_bone(site);
    bool turn = figure->arrow_kind == UH_ARROW_TURN,
         over = figure->arrow_kind == UH_ARROW_WAY && uh_site_normal(site).y > .9;
    if (bone == UH_HEAD && (turn || over)) {
        struct uh_vec3 up = uh_vec3(0, (turn ? turn_over : way_over) * figure->scale, 0);
        include(e, camera, uh_add(posture->at[bone], uh_turn(&posture->turn[bone], up)), 0);
    } else if (turn) {
        include(e, camera, posture->at[bone], round * figure->scale);
    }
}

// Picture units in a metre, so that all that must be seen fits.
static double scale_of(const struct extent *e, const struct uh_figure *figure,
                       const struct uh_camera *camera) {
    const struct framing *framing = &framings[figure->frame];
    double scale = fmin(framing->width * camera->width / (e->x1 - e->x0),
                        framing->height * camera->height / (e->y1 - e->y0));
    return fmin(scale, camera->height / framing->most / figure->scale);
}

// Room for an arrow straight from the skin, or to it, where the movement ends.
static void include_straight(struct extent *e, const struct uh_camera *camera,
                             const struct uh_figure *figure, const struct uh_skeleton *skeleton) {
    const double length = .31; // of the picture's shorter side
    struct uh_instant end;
    if (figure->arrow[0] < 0 || figure->arrow_kind != UH_ARROW_AT) return;
    uh_figure_at(figure, skeleton, uh_figure_phase(figure, 3), &end);
    include(e, camera, uh_site_at(skeleton, &end.posture, figure->arrow[0]),
            length * shorter_side(camera) / scale_of(e, figure, camera));
}

// A camera that looks from where the view says, one unit to the metre.
static struct uh_camera camera_at(const struct uh_view *view, double width, double height) {
    double a = uh_radians(view->azimuth), e = uh_radians(view->elevation);
    struct uh_camera camera = {.toward = {uh_cos(a) * uh_cos(e), uh_sin(e), uh_sin(a) * uh_cos(e)},
                               .scale = 1,
                               .width = width,
                               .height = height};
    camera.right = uh_unit(uh_cross(uh_vec3(0, 1, 0), camera.toward));
    camera.up = uh_cross(camera.toward, camera.right);
    return camera;
}

// All that must be seen over the whole move, but for a straight arrow.
static struct extent extent_of(const struct uh_camera *camera, const struct uh_figure *figure,
                               const struct uh_skeleton *skeleton) {
    struct extent seen = {1e9, -1e9, 1e9, -1e9};
    double seconds = uh_figure_seconds(figure);
    for (int i = 0; i < FIT_SAMPLES; i++) {
        struct uh_instant instant;
        uh_figure_at(figure, skeleton, seconds * i / FIT_SAMPLES, &instant);
        include_body(&seen, camera, &instant.posture, figure->frame);
        include_arrow(&seen, camera, figure, &instant.posture);
    }
    include_props(&seen, camera, figure);
    return seen;
}

void uh_camera_fit(struct uh_camera *camera, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, const struct uh_view *view, double width,
                   double height) {
    *camera = camera_at(view, width, height);
    struct extent seen = extent_of(camera, figure, skeleton);
    include_straight(&seen, camera, figure, skeleton);
    camera->scale = scale_of(&seen, figure, camera);
    camera->x = width / 2 - camera->scale * (seen.x0 + seen.x1) / 2;
    double centred = height * .5 - camera->scale * (seen.y0 + seen.y1) / 2;
    double standing = height * .935 - camera->scale * seen.y1;
    camera->y = figure->frame == UH_FRAME_WHOLE ? fmin(standing, centred + height * .05)
                                                : centred + height * .02;
    // Move the origin to the middle of the body without moving the picture.
    struct uh_vec3 look = middle_of(figure, skeleton);
    struct uh_spot at = project(camera, look);
    camera->look = look;
    camera->x = at.x;
    camera->y = at.y;
}

double uh_camera_aspect(const struct uh_figure *figure, const struct uh_skeleton *skeleton,
                        const struct uh_view *view) {
    const double narrow = .62, broad = 1.9;
    const struct framing *framing = &framings[figure->frame];
    struct uh_camera camera = camera_at(view, 1, 1);
    const struct extent all = extent_of(&camera, figure, skeleton);
    double aspect = 1;
    for (int round = 0; round < 3; round++) { // an arrow's length hangs on the picture's shape
        struct extent seen = all;
        camera.width = aspect;
        include_straight(&seen, &camera, figure, skeleton);
        double width = (seen.x1 - seen.x0) / framing->width,
               height = fmax((seen.y1 - seen.y0) / framing->height, framing->most * figure->scale);
        aspect = uh_bound(width / height, narrow, broad);
    }
    return aspect;
}

void uh_camera_box(const struct uh_camera *camera, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, double time, struct uh_spot *low,
                   struct uh_spot *high) {
    struct uh_camera metres = *camera;
    metres.x = metres.y = 0;
    metres.scale = 1;
    struct extent seen = {1e9, -1e9, 1e9, -1e9};
    struct uh_instant instant;
    uh_figure_at(figure, skeleton, time, &instant);
    include_body(&seen, &metres, &instant.posture, figure->frame);
    include_props(&seen, &metres, figure);
    *low = (struct uh_spot){(float)(camera->x + camera->scale * seen.x0),
                            (float)(camera->y + camera->scale * seen.y0)};
    *high = (struct uh_spot){(float)(camera->x + camera->scale * seen.x1),
                             (float)(camera->y + camera->scale * seen.y1)};
}

double uh_camera_wall(const struct uh_camera *camera, const struct uh_figure *figure) {
    if (!(figure->props & UH_PROP_WALL) || camera->toward.x <= .05) return -1;
    return project(camera, uh_vec3(figure->wall_x, 0, camera->look.z)).y;
}
