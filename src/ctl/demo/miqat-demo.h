/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a new database with an invented agency: to try the programs, to show them, and to measure
 * them. Small and agency are played through the commands, day by day, as people would have done it;
 * large is written in bulk on top of the same network. All of it passes verify. */
#pragma once

#include "miqat-day.h"
#include "miqat-site.h"

G_BEGIN_DECLS

/* The password of everybody in the invented agency. */
#define MIQAT_DEMO_PASSWORD "miqat-demo-2026"

typedef enum {
  MIQAT_DEMO_SMALL,  /* a handful of bookings in every state */
  MIQAT_DEMO_AGENCY, /* 60 packages, 2,000 bookings */
  MIQAT_DEMO_LARGE,  /* 1,000,000 bookings */
} MiqatDemoScale;

typedef struct {
  const char *database;
  const char *key_file; /* nullable */
  MiqatDemoScale scale;
  guint64 seed;
  MiqatDay today;
  MiqatInstant end; /* of the story, on that day: nothing in it is later */
  guint bookings; /* 0: as the scale says; another number for tests and measurements */
  void (*progress) (const char *what, guint done, guint total); /* nullable */
} MiqatDemoOptions;

typedef struct {
  gint64 packages, departures, bookings, travellers;
} MiqatDemoReport;

/* Refuses when the database exists. */
gboolean miqat_demo_make (const MiqatDemoOptions *options, MiqatDemoReport *report, GError **error);

G_END_DECLS
