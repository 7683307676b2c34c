// SPDX-License-Identifier: Apache-2.0
// Files for programs are written with decimal points, whatever the person's own locale.
#ifndef UNHUNCH_EXPORT_PLAIN_H
#define UNHUNCH_EXPORT_PLAIN_H

#include <locale.h>

// Numbers as in C from here to the end; pass what begin returned. Of this thread only.
locale_t plain_begin(void);
void plain_end(locale_t before);

#endif
