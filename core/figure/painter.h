// SPDX-License-Identifier: Apache-2.0
// What the files of the picture share: the painter's working memory and its tools.
#ifndef UNHUNCH_FIGURE_PAINTER_H
#define UNHUNCH_FIGURE_PAINTER_H

#include "unhunch/figure.h"

// Parts that are ordered and painted as one. Paired ones: right, then left.
enum part_id {
    PART_SHANK,
    PART_FOOT = PART_SHANK + 2,
    PART_THIGH = PART_FOOT + 2,
    PART_PELVIS = PART_THIGH + 2,
    PART_TRUNK,
    PART_NECK,
    PART_HEAD,
    PART_ARM, // the bare part of the upper arm
    PART_SLEEVE = PART_ARM + 2,
    PART_FOREARM = PART_SLEEVE + 2,
    PART_HAND = PART_FOREARM + 2,
    PART_PROPS = PART_HAND + 2,
    PART_MAX = PART_PROPS + 28
};

enum look { LOOK_SKIN, LOOK_SHIRT, LOOK_TROUSERS, LOOK_HEAD, LOOK_BOX, LOOK_PROP };

enum tag {
    TAG_NONE,
    TAG_SEAT,
    TAG_PANEL, // a face of some size
    TAG_TOWEL,
    TAG_ROLLER,
    TAG_HELD,
    TAG_BAND,
    TAG_BAR,
    TAG_PILLOW,
    TAG_STRUT // on the floor beyond the feet
};

// The trunk's first discs, from hem to collar; the first of two links from a deltoid to the hem.
// A hand's first discs, from wrist to knuckles.
enum { TRUNK_SECTIONS = 12, SLEEVE_TUBE = 1, HAND_PALM = 4 };

// A disc in space; a part's outline is the union of hulls over neighbouring discs.
struct disc {
    struct uh_vec3 at, u, v;
    double radius;
    bool round; // a ball: the same from every side
    float x, y; // on the picture
    double depth;
};

enum { DISC_MAX = 64, LINK_MAX = 56, LINK_DISCS = 4 };

struct part {
    struct disc discs[DISC_MAX];
    int disc_count;
    short links[LINK_MAX][LINK_DISCS]; // discs of one hull, -1 for none
    int link_count;
    enum look look;
    enum tag tag;
    double shade;                // 0 near, towards 1 far
    struct uh_vec3 centre, half; // of a box
    struct uh_colour colour;     // of props
    int first_polygon, polygon_count;
    int path; // its outline, once painted, or -1
    float x0, y0, x1, y1;
};

enum {
    CIRCLE = 24,
    POLYGON_SPOTS = 4 * CIRCLE,
    POLYGON_MAX = 640,
    PICK_MAX = 420,
    SEGMENT_MAX = 8000
};

// Convex. The circle round its middle that it holds settles most questions.
struct polygon {
    struct uh_spot spots[POLYGON_SPOTS];
    int count;
    struct uh_spot middle;
    float squared_radius;
    float x0, y0, x1, y1;
};

struct segment {
    struct uh_spot a, b;
    bool used;
};

// An edge of cloth: an ellipse in space.
struct ring {
    struct uh_vec3 at, u, v;
};

struct palette {
    const char *name;
    uint32_t skin, hair, shirt, trousers, accent, glow, line, wall, arch, floor, mat, wood, metal,
        prop;
    double line_width;
};

struct build {
    double arm, deltoid, chest_x, chest_z, waist, hip, thigh, neck, bust, trapezius;
};

// What is between two balls.
struct round {
    struct uh_vec3 a, b;
    double radius_a, radius_b;
};

// What a hand may lie round: a shoulder, in its sleeve and up to the neck, or the head.
struct rest {
    struct round part[2];
    int parts;
    bool shoulder;
};

// A hand's posture, each 0..1: open, flat on something, round a head or shoulder, gripping,
// clasped.
struct hand_shape {
    double relaxed, flat, cup, grip, clasp;
    double lying[3]; // bends of the fingers of a hand that lies round something
    struct rest on;
};

struct finger {
    struct uh_vec3 at[5];
    double radius[5];
};

// A spot of the ghost's contour where what hides it may be drawn over; of which chain of parts.
struct trace_spot {
    struct uh_spot at;
    short chain;
    bool first; // of its run
    bool worth; // drawing it
};

enum { TRACE_MAX = 512 };

// The parts that carry a muscle and are painted before it.
enum host {
    ON_TRUNK = 1,
    ON_NECK = 2,
    ON_PELVIS = 4,
    ON_SLEEVE = 8,
    ON_ARM = 16,
    ON_THIGH = 32,
    ON_SHANK = 64
};

enum { BORDER_POINTS = 6 };

// Heads of one muscle, and what lies below the trapezius, lie side by side without a gap.
enum family { ALONE, TRAPEZIUS, DELTOID, ERECTORS };

// Tenths of a millimetre, so that the table stays small in the page.
struct border_point {
    short bone, x, y, z; // the right one; neutral standing, stature 1.70 m
};

// Two borders of a muscle on the surface, from origin to insertion.
struct muscle_shape {
    const char *id;
    unsigned hosts; // enum host
    enum family family;
    bool teeth;        // its origin is notched
    signed char slant; // columns of its grid that fibres cross, from origin to insertion
    signed char rim;   // where it shows when it is turned away: one of muscle_rims, or -1
    int point_count;
    struct border_point border[2][BORDER_POINTS];
};

// Places on the body's edge where a muscle behind it shows: from, to.
enum muscle_rim { NO_RIM = -1, SHOULDER_RIM, FLANK_RIM, WAIST_RIM, NAPE_RIM, RIM_COUNT };
extern const struct border_point muscle_rims[RIM_COUNT][2];

extern const struct muscle_shape muscle_shapes[UH_MUSCLE_COUNT]; // from deep to superficial
extern const struct muscle_shape muscle_joined; // of the muscle of its name and the next
extern const char muscle_joined_to[];

enum { LIT_MAX = 2 * UH_MUSCLE_COUNT, LIT_SPOTS = 200, LIT_RINGS = 4, FIBRES = 4, FIBRE_SPOTS = 4 };

// A soft spot on the picture: an ellipse by conjugate half axes.
struct glimmer {
    struct uh_spot at, reach, aside;
    double strength; // of 1
    bool behind;     // for a muscle on the other side of the body
};

// What of a muscle is seen on the picture.
struct lit_muscle {
    int muscle, side;
    uint64_t hosts; // a bit for each part
    enum family family;
    bool target, drawn, on_sleeve;
    int facing, covered;    // nodes of its grid that face the viewer; of these: under others
    double heat, seen;      // of 1
    double depth, largest;  // of its rings' areas
    double width, soft;     // of the muscle, in the mean; how wide its edge fades, on the picture
    double corner;          // metres from a corner within which it is rounded
    double part, area;      // of what is seen: its share of the surface; square metres
    double length, breadth; // metres, of a strip of the same spread as what is seen
    double outlined;        // how much of what is seen its outline holds: less where it is folded
    struct uh_spot spots[LIT_SPOTS];
    short ring[LIT_RINGS + 1]; // where each begins, and the last ends
    int ring_count, path;
    struct uh_spot middle, reach, aside; // an ellipse about as wide as what is seen
    struct uh_spot fibre[FIBRES][FIBRE_SPOTS];
    int fibre_count, fibre_path;
    struct glimmer rim; // where it turns away behind the body's edge
    float x0, y0, x1, y1;
};

enum { CONTACTS = 19 };

struct uh_painter {
    // numbers of what tables name
    short muscle_of[UH_MUSCLE_COUNT]; // by its place in muscle_shapes
    short contact_site[CONTACTS];     // where a body may meet the floor

    struct part parts[PART_MAX];
    int part_count;
    struct polygon polygons[POLYGON_MAX];
    int polygon_count;
    const struct polygon *picked[PICK_MAX];
    int picked_count;
    struct segment segments[SEGMENT_MAX];
    int segment_count;
    struct uh_spot chain[SEGMENT_MAX + 8];
    bool keep[SEGMENT_MAX + 8];
    bool hidden[SEGMENT_MAX + 8];
    float along[SEGMENT_MAX + 8]; // the way from the chain's first spot
    struct uh_spot rounded[SEGMENT_MAX + 8];
    double before[PART_MAX][PART_MAX]; // > 0: the first lies in front of the second
    short last_rank[PART_MAX];         // of the frame before
    bool ranked;
    bool sleeve_merged[2];                        // one shape with the trunk
    int shirt;                                    // path of the outline of trunk and sleeves, or -1
    struct uh_spot present[PART_PROPS][DISC_MAX]; // where the body's discs are while it is drawn
    struct trace_spot trace[TRACE_MAX];           // of the ghost of this picture
    int trace_count;
    int ghost;                   // the path of its contour, or -1
    bool ghost_open;             // it did not close
    int ghost_hair, ghost_lines; // paths of the marks within it, or -1
    float cosine[CIRCLE], sine[CIRCLE];
    struct finger fingers[2][5];
    struct hand_shape hand[2];
    struct uh_blend light[LOOK_PROP + 1]; // how it falls on skin, cloth, head; without colours
    struct ring neckline, hem, sleeve[2], cuff[2];
    struct uh_spot crisp[2]; // round these, hands and wrists, no corner is rounded
    float crisp_reach[2];
    int crisp_count;
    bool outline_failed;
    int open_outlines;              // of this picture: drawn as hulls, without a contour
    struct lit_muscle lit[LIT_MAX]; // from superficial to deep
    int lit_count;
    // of the picture being painted
    struct uh_drawing *drawing;
    const struct uh_figure *figure;
    const struct uh_skeleton *skeleton;
    const struct uh_muscles *muscles;
    const struct uh_instant *instant;
    const struct uh_posture *posture;
    const struct uh_camera *camera;
    const struct uh_style *style;
    const struct palette *palette;
    const struct build *build;
    double unit; // picture units in a metre
    double size; // of the body: stature / 1.70 m
};

// drawing.c: paths
int draw_path(struct uh_painter *p);            // begins one and returns its index
void drop_path(struct uh_painter *p, int path); // takes the last one back; its spots stay
void draw_run(struct uh_painter *p, enum uh_curve curve);
void draw_spot(struct uh_painter *p, double x, double y);
void draw_spot3(struct uh_painter *p, struct uh_vec3 at);
void draw_fill(struct uh_painter *p, struct uh_colour colour);       // the last path
void draw_blend(struct uh_painter *p, const struct uh_blend *blend); // of that fill
void draw_fade(struct uh_painter *p, struct uh_spot a, struct uh_spot b, struct uh_colour from,
               struct uh_colour to);
void draw_pool(struct uh_painter *p, struct uh_spot at, double rx, double ry, struct uh_colour from,
               struct uh_colour to);
void draw_stroke(struct uh_painter *p, struct uh_colour colour, double width);
void draw_clip(struct uh_painter *p, int path);
int draw_same(struct uh_painter *p, int path); // begins one of the same form, if any (-1)
void draw_again(struct uh_painter *p, int path, int clip, double dx, double dy,
                struct uh_colour fill);
void draw_line(struct uh_painter *p, const struct uh_vec3 *points, int count,
               struct uh_colour colour, double width);
void draw_line2(struct uh_painter *p, const struct uh_spot *spots, int count,
                struct uh_colour colour, double width, int clip);
void draw_quad(struct uh_painter *p, struct uh_vec3 a, struct uh_vec3 b, struct uh_vec3 c,
               struct uh_vec3 d, struct uh_colour fill);
void draw_soft_ellipse(struct uh_painter *p, struct uh_spot at, struct uh_spot reach,
                       struct uh_spot aside, struct uh_colour colour);
void draw_soft_at(struct uh_painter *p, struct uh_vec3 at, struct uh_vec3 reach,
                  struct uh_vec3 aside, struct uh_colour colour); // the same, in space
void draw_rectangle(struct uh_painter *p, double x0, double y0, double x1, double y1,
                    struct uh_colour fill);

// light.c
bool is_flat(const struct uh_painter *p);
void find_light(struct uh_painter *p);
void draw_lit(struct uh_painter *p, enum look look, struct uh_colour base); // fills the last path
void find_light_on_prop(struct uh_painter *p, const struct part *part);
void draw_chest_light(struct uh_painter *p, int shirt, float x0, float x1);
void draw_sheen(struct uh_painter *p, struct uh_colour hair);
void draw_form(struct uh_painter *p, int path, int whole, enum look look, struct uh_colour base,
               double strength);

// camera.c
// What ghost and arrows are measured by, so that close-ups have no fat ones.
double shorter_side(const struct uh_camera *camera);
struct uh_spot project(const struct uh_camera *camera, struct uh_vec3 point);
double depth_of(const struct uh_camera *camera, struct uh_vec3 point);
double spots_apart(struct uh_spot a, struct uh_spot b);

// colours.c
struct uh_colour colour_of(uint32_t rgb);
struct uh_colour colour_clear(uint32_t rgb, double alpha);
struct uh_colour colour_mix(struct uh_colour a, struct uh_colour b, double t);
struct uh_colour colour_scale(struct uh_colour c, double red, double green, double blue);
bool is_contrast(const struct uh_painter *p); // of the clothed body in the palette of that name
struct uh_colour colour_shade(struct uh_colour c);
struct uh_colour colour_line(const struct uh_painter *p, struct uh_colour c);
struct uh_colour colour_far(const struct uh_painter *p, struct uh_colour c, double shade);
const struct palette *palette_of(const struct uh_style *style);
const struct build *build_of(const struct uh_style *style);

// hulls.c
int hull_of(struct uh_spot *spots, int count, struct uh_spot *hull);
const struct polygon *polygon_add(struct uh_painter *p, const struct uh_spot *hull, int count);
void pick_none(struct uh_painter *p);
void pick(struct uh_painter *p, const struct polygon *polygon);
void pick_part(struct uh_painter *p, const struct part *part);
void pick_hull(struct uh_painter *p, struct part *part, const int *discs, int count,
               const struct uh_spot *more, int more_count);
void part_polygons(struct uh_painter *p, struct part *part);
bool part_holds(const struct uh_painter *p, const struct part *part, int polygons, float x,
                float y);
bool part_covers(const struct uh_painter *p, const struct part *part, float x, float y);

// outline.c
double ring_area(const struct uh_spot *spots, int count);
int draw_outline(struct uh_painter *p, double tolerance); // path of the union of what is picked
int draw_rounded_outline(struct uh_painter *p, double tolerance, double reach);
void draw_blob(struct uh_painter *p, struct part *part, const int *discs, int count,
               struct uh_colour fill);

// contours.c: a neighbour of the same colour into which a contour runs on.
struct neighbour {
    const struct part *part;
    float x, y, radius;
    bool runs_on; // from this one, painted already: just inside it the contour is hidden
};
void draw_contour(struct uh_painter *p, int path, const struct neighbour *neighbours, int count,
                  struct uh_colour colour, double width);

// parts.c, hands.c
struct uh_vec3 on_bone(const struct uh_painter *p, int bone, int side, double x, double y,
                       double z);
struct uh_vec3 turned(const struct uh_painter *p, int bone, int side, double x, double y, double z);
int add_disc(struct part *part, struct uh_vec3 at, struct uh_vec3 u, struct uh_vec3 v,
             double radius);
int add_ball_at(struct uh_painter *p, struct part *part, struct uh_vec3 at, double radius);
int add_ball(struct uh_painter *p, struct part *part, int bone, int side, double x, double y,
             double z, double radius);
int add_section(struct uh_painter *p, struct part *part, int bone, int side, double x, double y,
                double z, double half_x, double half_z);
void link_discs(struct part *part, int a, int b, int c, int d);
void link_chain(struct part *part, int first, int last);
double arm_raised(const struct uh_painter *p, int side);
void build_hand(struct uh_painter *p, int side);
void build_body(struct uh_painter *p);
void project_part(const struct uh_painter *p, struct part *part);
void project_parts(struct uh_painter *p);
void draw_hand_lines(struct uh_painter *p, int side, struct uh_colour skin, struct uh_colour line,
                     double width);

// rings.c
void draw_ring(struct uh_painter *p, const struct ring *r, struct uh_vec3 shift,
               struct uh_colour colour, double width, const struct part *over);
void draw_inside(struct uh_painter *p, const struct ring *r, double beyond,
                 struct uh_colour colour);
void draw_collar(struct uh_painter *p, struct uh_colour shirt, double width);
void draw_armhole(struct uh_painter *p, int side, struct uh_colour line, double width, int cloth);

// creases.c
bool folds_too_fine(const struct uh_painter *p);                 // to be seen in so small a picture
void draw_creases(struct uh_painter *p, struct uh_colour shade); // over the trunk
void draw_hollows(struct uh_painter *p, struct uh_colour shade);
void draw_collarbones(struct uh_painter *p, struct uh_colour shade);
void draw_knee(struct uh_painter *p, int side, struct uh_colour shade);
void draw_elbow_crease(struct uh_painter *p, int side, struct uh_colour line, double width);

// props.c, room.c, scene.c, shadows.c
void build_props(struct uh_painter *p);
void build_held(struct uh_painter *p, int side); // what a hand moves along: dumbbell, handle
void draw_box(struct uh_painter *p, const struct part *part);
void draw_cylinder_ends(struct uh_painter *p, const struct part *part, struct uh_colour base);
void draw_room(struct uh_painter *p);
void draw_scene(struct uh_painter *p);
void name_contacts(struct uh_painter *p); // once for a painter
void draw_shadows(struct uh_painter *p);
void draw_water(struct uh_painter *p); // over what swims in it

// head.c
int draw_head(struct uh_painter *p);        // path of its outline
void draw_jaw_shadow(struct uh_painter *p); // on the neck, when that is painted
void draw_neck_lines(struct uh_painter *p, double width);

// order.c
int paint_order(struct uh_painter *p, int order[PART_MAX]);
bool part_is(int part, int right); // that of a pair or the left one
bool parts_joined(int a, int b);
bool parts_merge(const struct uh_painter *p, int a, int b);
int part_parent(int part);
int part_side(int part);
bool neck_before_shirt(const struct uh_painter *p);
bool sleeve_opens(const struct uh_painter *p, int side);
bool hem_opens(const struct uh_painter *p);
bool cuff_opens(const struct uh_painter *p, int side);

// muscle_surface.c, muscles_view.c
void name_muscles(struct uh_painter *p); // once for a painter
bool shows_muscles(const struct uh_painter *p);
uint64_t muscle_hosts(unsigned hosts, int side);
void trace_muscle(const struct uh_painter *p, const struct muscle_shape *shape,
                  struct lit_muscle *lit);
void find_muscles(struct uh_painter *p);
void draw_muscles(struct uh_painter *p, uint64_t painted);
void draw_neck_muscles(struct uh_painter *p);
void draw_patched_muscles(struct uh_painter *p, uint64_t hosts, int clip);

// arrow.c, ghost.c, ghost_hidden.c, ghost_marks.c
void draw_arrows(struct uh_painter *p, const struct uh_hint *hint, bool behind);
void find_ghost(struct uh_painter *p, const struct uh_hint *hint);
void draw_ghost(struct uh_painter *p);
int outline_parts(struct uh_painter *p, unsigned parts);           // of a set as one path
unsigned ghost_chain(int chain);                                   // its parts, a bit each
void trace_ghost(struct uh_painter *p, int path, unsigned chains); // notes their contour
void find_ghost_marks(struct uh_painter *p, unsigned shown, bool head);
void draw_ghost_marks(struct uh_painter *p);
bool parts_cover(const struct uh_painter *p, unsigned parts, struct uh_spot s);
void draw_ghost_hidden(struct uh_painter *p); // over the body

#endif
