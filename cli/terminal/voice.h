// SPDX-License-Identifier: Apache-2.0
// Speech: speech-dispatcher where it answers, else espeak-ng, else none. Never waited for: the
// clock drives the session, and what would be said too late is dropped.
#ifndef UNHUNCH_TERMINAL_VOICE_H
#define UNHUNCH_TERMINAL_VOICE_H

#include <stdbool.h>

struct voice;

// Starts looking for a voice in the background.
struct voice *voice_create(void);
void voice_destroy(struct voice *voice); // NULL is fine

// Says text, then more (NULL: nothing), after what is being said. Returns at once.
void voice_say(struct voice *voice, const char *text, const char *more);

// Silence, now.
void voice_hush(struct voice *voice);

#endif
