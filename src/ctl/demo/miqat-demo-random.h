/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chance that repeats itself: the same seed gives the same agency on every machine. (What the
 * database seals is sealed with fresh randomness all the same.) */
#pragma once

#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  guint64 state;
} MiqatDemoRandom;

void miqat_demo_random_init (MiqatDemoRandom *self, guint64 seed);
guint64 miqat_demo_random_next (MiqatDemoRandom *self);
/* From `least` to `most`, both included. */
gint64 miqat_demo_random_between (MiqatDemoRandom *self, gint64 least, gint64 most);
/* TRUE in `percent` of 100 cases. */
gboolean miqat_demo_random_chance (MiqatDemoRandom *self, guint percent);
/* A UUIDv7 of that moment; `text` has room for MIQAT_ID_SIZE. */
void miqat_demo_random_id (MiqatDemoRandom *self, MiqatInstant instant, char *text);

G_END_DECLS
