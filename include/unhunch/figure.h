// SPDX-License-Identifier: Apache-2.0
// The figure: a move's poses as text, solved with the body, drawn as a list of filled paths that
// every front can paint. Pure: all memory is the caller's.
#ifndef UNHUNCH_FIGURE_H
#define UNHUNCH_FIGURE_H

#include "unhunch/body.h"

enum {
    UH_PROP_MAT = 1,
    UH_PROP_CHAIR = 2,
    UH_PROP_WALL = 4,       // behind
    UH_PROP_FRONT_WALL = 8, // before
    UH_PROP_DOORWAY = 16,
    UH_PROP_ROLLER = 32,
    UH_PROP_TOWEL = 64,
    UH_PROP_BAR = 128,
    UH_PROP_DUMBBELL = 256,
    UH_PROP_BAND = 512,
    UH_PROP_BIKE = 1024, // one that stands still
    UH_PROP_WATER = 2048,
    UH_PROP_PILLOW = 4096
};

// A pillow that a head lies on, for a body 1.70 m tall; its length is along z.
#define UH_PILLOW_HEIGHT .105
#define UH_PILLOW_HALF_X .15
#define UH_PILLOW_HALF_Z .21

// A doorway: half its opening, and the width of its boards; metres for a body of 1.70 m. An arm
// that lies level from the shoulder ends at its edge.
#define UH_DOOR_HALF .49
#define UH_DOOR_BOARD .11

enum { UH_KEY_MAX = 14, UH_FIGURE_ERROR_SIZE = 120 };

// What the arrow of a still picture tells: the way into the still pose, the way from the first pose
// to it, a circle, the way straight at the part, a turn round the axis of the site's bone, or the
// weight that draws a part down.
enum uh_arrow_kind {
    UH_ARROW_WAY,
    UH_ARROW_SWEEP,
    UH_ARROW_CIRCLE,
    UH_ARROW_AT,
    UH_ARROW_TURN,
    UH_ARROW_SINK
};

// What of the body fills the picture: all of it, head to knees, head to hips, head to lower ribs.
enum uh_frame { UH_FRAME_WHOLE, UH_FRAME_KNEES, UH_FRAME_UPPER, UH_FRAME_BUST };

struct uh_view {
    double azimuth, elevation; // degrees; 0 from the front, 90 from the figure's right
};

// A move's figure as read: keys, the world they meet, and how they are best seen.
struct uh_figure {
    int key_count;
    struct uh_key keys[UH_KEY_MAX];
    struct uh_prior base; // from which sticking contacts take their place
    struct uh_world world;
    unsigned props;
    double chair_x, wall_x, bar_y, water_y;
    struct uh_vec3 band_anchor;
    struct uh_vec3 pillow; // the middle of its top, pressed in
    unsigned dumbbells;    // bit 0 right, bit 1 left
    struct uh_view view, muscle_view;
    enum uh_frame frame;  // what of the body fills the picture
    bool work;            // the targets shorten: a strength move
    uint8_t arrow_kind;   // enum uh_arrow_kind
    bool arrow_both;      // the movement goes to and fro: a head at either end
    int still;            // the key a still picture shows, or -1: the longest hold
    int arrow[2];         // sites whose paths arrows follow, or -1: chosen, none
    uint32_t targets[2];  // bits of muscles, right and left
    double scale;         // of the body it was read for
    double low_x, high_x; // extent along x over all keys, for mats
};

// Where reading failed, within the text.
struct uh_figure_error {
    int line, column; // from 1
    char text[UH_FIGURE_ERROR_SIZE];
};

// Reads the poses of a text; `variant` names a changed version of them, NULL the move's own.
enum uh_result uh_figure_read(struct uh_figure *figure, const struct uh_skeleton *skeleton,
                              const char *text, const char *variant, struct uh_figure_error *error);

// The name of a variant of the text by its number from 0; false beyond the last. Text and name may
// be NULL: there is none.
enum { UH_VARIANT_SIZE = 32 };
bool uh_figure_variant(const char *text, int number, char name[UH_VARIANT_SIZE]);
bool uh_figure_has_variant(const char *text, const char *name);

void uh_figure_solve(struct uh_figure *figure, const struct uh_skeleton *skeleton);

// The figure for the other side: everything mirrored, views too.
void uh_figure_mirror(struct uh_figure *figure);

double uh_figure_seconds(const struct uh_figure *figure);
int uh_figure_still(const struct uh_figure *figure);

// Time of one of four phases that tell the move: the start, two on the way, the still.
double uh_figure_phase(const struct uh_figure *figure, int phase);

struct uh_instant {
    struct uh_posture posture;
    double grip[2];
    struct uh_ik_report report;
};

void uh_figure_at(const struct uh_figure *figure, const struct uh_skeleton *skeleton, double time,
                  struct uh_instant *instant);

// ---- pictures

struct uh_colour {
    uint8_t red, green, blue, alpha;
};

struct uh_spot {
    float x, y;
};

enum uh_curve { UH_CURVE_STRAIGHT, UH_CURVE_SMOOTH, UH_CURVE_OPEN };

// A run of points, smoothed or straight, closed unless open.
struct uh_run {
    int first, count;
    enum uh_curve curve;
};

// A fill that runs on to another colour: along a line, from `at` to `at` + `reach`, or from `at` to
// the rim of an ellipse through `at` + `reach` and `at` + `aside`, conjugate half axes. Beyond, it
// stays that colour. It moves with its path.
enum uh_blend_kind { UH_BLEND_NONE, UH_BLEND_LINE, UH_BLEND_ELLIPSE };

struct uh_blend {
    enum uh_blend_kind kind;
    struct uh_colour to;
    struct uh_spot at, reach, aside;
};

// Paints runs, or those of another path shifted: filled, stroked, clipped to a path.
struct uh_path {
    int first, count; // runs
    int same;         // index of the path whose runs these are, or -1
    int clip;         // index of the path it is clipped to, or -1
    float dx, dy;
    bool filled, stroked;
    struct uh_colour fill, stroke;
    struct uh_blend blend; // of the fill
    float width;
};

struct uh_drawing {
    struct uh_spot *spots;
    struct uh_run *runs;
    struct uh_path *paths;
    int spot_count, run_count, path_count;
    int spot_room, run_room, path_room;
    bool full; // something did not fit
    double width, height;
};

// Room for a drawing from an arena; about 400 kB.
enum uh_result uh_drawing_init(struct uh_drawing *drawing, struct uh_arena *arena);

// Turns runs into moves, lines, curves and closes, as every front needs them.
struct uh_pen {
    void (*move)(void *context, double x, double y);
    void (*line)(void *context, double x, double y);
    void (*curve)(void *context, double ax, double ay, double bx, double by, double x, double y);
    void (*close)(void *context);
    void *context;
};

void uh_drawing_trace(const struct uh_drawing *drawing, const struct uh_path *path,
                      const struct uh_pen *pen);

enum uh_palette {
    UH_PALETTE_TIDE,
    UH_PALETTE_CLAY,
    UH_PALETTE_ROSE,
    UH_PALETTE_FERN,
    UH_PALETTE_CONTRAST,
    UH_PALETTE_NIGHT, // small on a dark ground: lighter, and flat
    UH_PALETTE_COUNT
};

const char *uh_palette_name(int palette);

struct uh_style {
    int palette; // enum uh_palette
    bool dark;
    int build;    // 0 slender, 1 broad
    int hair;     // 0 tied up, 1 short
    bool muscles; // the heat picture: body muted, muscles coloured by stretch
    bool glow;    // the targets lit on the clothed body
    bool arrow, ghost;
    bool plain;  // no room: floor and shadow only
    bool staged; // plain, in a room that the front draws: what is leant on is its wall
};

struct uh_camera {
    struct uh_vec3 right, up, toward, look;
    double scale, x, y, width, height;
};

void uh_camera_fit(struct uh_camera *camera, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, const struct uh_view *view, double width,
                   double height);

// Width by height of the picture that a move fills best: a lying one is wide, a hang tall; bounded
// so that it stays a picture.
double uh_camera_aspect(const struct uh_figure *figure, const struct uh_skeleton *skeleton,
                        const struct uh_view *view);

// The box in the picture that body and things take up at a moment, mats and walls left out.
void uh_camera_box(const struct uh_camera *camera, const struct uh_figure *figure,
                   const struct uh_skeleton *skeleton, double time, struct uh_spot *low,
                   struct uh_spot *high);

// Where the foot of the wall behind the figure is seen, from the top of the picture; below 0 where
// there is none or it is not seen from its front.
double uh_camera_wall(const struct uh_camera *camera, const struct uh_figure *figure);

// What is the same for every frame of a picture, made once: the start as a ghost, the arrows.
struct uh_hint {
    struct uh_instant start;
    int arrow_count, point_count;
    struct uh_vec3 points[2][24];
    uint32_t behind[2]; // a bit for each point that lies behind the body
    bool both;          // heads at both ends
};

void uh_hint_make(struct uh_hint *hint, const struct uh_figure *figure,
                  const struct uh_skeleton *skeleton, const struct uh_camera *camera);

// Working memory of the painter; its size is fixed. Kept from frame to frame it also keeps the
// order of overlapping parts from flickering.
struct uh_painter;
struct uh_painter *uh_painter_take(struct uh_arena *arena); // NULL when it does not fit
void uh_painter_forget(struct uh_painter *painter);         // before another move or camera
enum { UH_PAINTER_ARENA = 4 << 20 }; // bytes that a painter and a drawing fit in

void uh_figure_draw(struct uh_painter *painter, struct uh_drawing *drawing,
                    const struct uh_figure *figure, const struct uh_skeleton *skeleton,
                    const struct uh_muscles *muscles, const struct uh_instant *instant,
                    const struct uh_camera *camera, const struct uh_style *style,
                    const struct uh_hint *hint);

#endif
