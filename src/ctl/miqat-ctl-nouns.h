/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What miqatctl list can list: a table of nouns, each with its columns and the function that fills
 * them from the areas' own reads. */
#pragma once

#include "miqat-ctl-table.h"
#include "miqat-db.h"

G_BEGIN_DECLS

typedef struct {
  guint limit;        /* at most so many rows */
  const char *search; /* typed text; NULL: all */
  gint64 now;         /* a MiqatInstant */
} MiqatCtlQuery;

typedef struct {
  const char *name; /* NULL ends the table */
  const char *summary;
  const MiqatCtlColumn *columns;
  gboolean (*fill) (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error);
} MiqatCtlNoun;

extern const MiqatCtlNoun miqat_ctl_nouns[];

/* The whole command table, with parameters and rights; needs no database. */
void miqat_ctl_print_commands (gboolean json);

G_END_DECLS
