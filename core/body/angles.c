// SPDX-License-Identifier: Apache-2.0
// Angles, with arithmetic that every machine does alike. IEEE 754 says to the last bit what a sum,
// a product, a quotient and a square root are, but not what a sine is, and libraries differ there
// by an ulp. A solver that takes or undoes steps, and an outline that keeps or drops points, make
// of an ulp a difference that shows. So all of body and figure reckons with these four, and what it
// draws is the same everywhere, bit by bit. (Compile with -ffp-contract=off: a fused product rounds
// once.)
//
// Sine and cosine: the angle less the nearest multiple of pi/2, which is held in three parts so
// that nothing is lost (Cody and Waite 1980, Software Manual for the Elementary Functions), then
// Taylor's series, whose rest is below 1e-17 within pi/4. Arc tangent: the difference theorem from
// the nearest eighth, then the series again. All are within two ulps.
#include "unhunch/space.h"

#include <math.h>

#define HALF_PI (UH_PI / 2)
#define ANGLE_MOST 1e6 // radians; beyond it there is no telling which angle is meant

static double sine_series(double r) {
    double z = r * r;
    double sum = 1. / 355687428096000;
    sum = sum * z - 1. / 1307674368000;
    sum = sum * z + 1. / 6227020800;
    sum = sum * z - 1. / 39916800;
    sum = sum * z + 1. / 362880;
    sum = sum * z - 1. / 5040;
    sum = sum * z + 1. / 120;
    sum = sum * z - 1. / 6;
    return r + r * z * sum;
}

static double cosine_series(double r) {
    double z = r * r;
    double sum = 1. / 20922789888000;
    sum = sum * z - 1. / 87178291200;
    sum = sum * z + 1. / 479001600;
    sum = sum * z - 1. / 3628800;
    sum = sum * z + 1. / 40320;
    sum = sum * z - 1. / 720;
    sum = sum * z + 1. / 24;
    return 1 - (.5 * z - z * z * sum);
}

// The sine of an angle and some quarter turns.
static double sine_after(double angle, int quarters) {
    if (!(fabs(angle) < ANGLE_MOST)) return (double)NAN;
    int k = (int)(angle * (1 / HALF_PI) + (angle < 0 ? -.5 : .5));
    double r = angle - k * 1.5707963267341256;
    r -= k * 6.077100506303966e-11;
    r -= k * 2.0222662487959506e-21;
    int quarter = (k + quarters) & 3;
    double value = quarter & 1 ? cosine_series(r) : sine_series(r);
    return quarter & 2 ? -value : value;
}

double uh_sin(double angle) {
    return sine_after(angle, 0);
}

double uh_cos(double angle) {
    return sine_after(angle, 1);
}

// Of 0 to 1.
static double arc_tangent(double t) {
    static const double eighths[] = {0,
                                     .12435499454676144,
                                     .24497866312686414,
                                     .35877067027057225,
                                     .4636476090008061,
                                     .5585993153435624,
                                     .6435011087932844,
                                     .7188299996216245,
                                     .7853981633974483};
    int nearest = (int)(t * 8 + .5);
    double c = nearest / 8., d = (t - c) / (1 + t * c), z = d * d;
    double sum = 1. / 13;
    sum = sum * z - 1. / 11;
    sum = sum * z + 1. / 9;
    sum = sum * z - 1. / 7;
    sum = sum * z + 1. / 5;
    sum = sum * z - 1. / 3;
    return eighths[nearest] + (d + d * z * sum);
}

double uh_atan2(double y, double x) {
    double across = fabs(x), up = fabs(y);
    if (!(across <= 1e300 && up <= 1e300)) return (double)NAN;
    if (across == 0 && up == 0) return 0;
    double angle = up <= across ? arc_tangent(up / across) : HALF_PI - arc_tangent(across / up);
    if (x < 0) angle = UH_PI - angle;
    return y < 0 ? -angle : angle;
}

double uh_acos(double cosine) {
    return uh_atan2(sqrt((1 - cosine) * (1 + cosine)), cosine);
}
