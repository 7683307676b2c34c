// SPDX-License-Identifier: Apache-2.0
#ifndef UNHUNCH_SERVER_QR_H
#define UNHUNCH_SERVER_QR_H

#include <stdio.h>

// A QR code of the text in half blocks, dark on light whatever the terminal's colours; nothing
// where out is no terminal.
void qr_print(const char *text, FILE *out);

#endif
