// SPDX-License-Identifier: Apache-2.0
// From trees to the model: one function for a move, one for each table of the data folder.
#ifndef UNHUNCH_FILES_READ_H
#define UNHUNCH_FILES_READ_H

#include "fields.h"

// Reads a move or an activity. Problems are noted in the reader's document.
void uh_read_move(struct uh_reader *reader, const struct uh_node *node, struct uh_move *move);

// Read a whole table, a list of entries; each with an id of its own. Return how many.
int uh_read_sources(struct uh_reader *reader, struct uh_catalog *catalog);
int uh_read_muscles(struct uh_reader *reader, struct uh_catalog *catalog);
int uh_read_kinds(struct uh_reader *reader, struct uh_catalog *catalog);
int uh_read_settings(struct uh_reader *reader, struct uh_catalog *catalog);
int uh_read_flags(struct uh_reader *reader, struct uh_catalog *catalog);
int uh_read_conditions(struct uh_reader *reader, struct uh_catalog *catalog);

// Gives a catalogue the conditions of `base`, made to treat these own moves as their families.
void uh_extend_conditions(struct uh_heap *heap, const struct uh_catalog *base, int count,
                          const struct uh_move *const *moves, struct uh_catalog *catalog);

#endif
