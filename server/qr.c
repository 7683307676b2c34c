// SPDX-License-Identifier: Apache-2.0
#include "qr.h"

#include <qrencode.h>
#include <stdbool.h>
#include <unistd.h>

enum { QUIET = 4 }; // light modules around it

static bool dark(const QRcode *code, int x, int y) {
    if (x < 0 || y < 0 || x >= code->width || y >= code->width) return false;
    return code->data[y * code->width + x] & 1;
}

// A character shows two modules, one above the other: black on white, upper half by the letter.
static void print_pair(bool upper, bool lower, FILE *out) {
    fputs(upper ? (lower ? "\u2588" : "\u2580") : (lower ? "\u2584" : " "), out);
}

void qr_print(const char *text, FILE *out) {
    if (!isatty(fileno(out))) return;
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
    if (!code) return;
    for (int y = -QUIET; y < code->width + QUIET; y += 2) {
        fputs("  \033[30;107m", out);
        for (int x = -QUIET; x < code->width + QUIET; x++)
            print_pair(dark(code, x, y), dark(code, x, y + 1), out);
        fputs("\033[0m\n", out);
    }
    QRcode_free(code);
}
