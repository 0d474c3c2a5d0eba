/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What miqatctl list can list. Each area has its nouns in a folder of its own: their columns, and the
 * function that fills them from the area's own reads. */
#pragma once

#include "miqat-actor.h"
#include "miqat-ctl-table.h"
#include "miqat-db.h"

G_BEGIN_DECLS

typedef struct {
  MiqatReader reader; /* the administrator at the machine, who sees everything */
  guint limit;        /* at most so many rows; the table takes no more */
  const char *search; /* typed text; NULL: all */
  gint64 now;         /* a MiqatInstant */
} MiqatCtlQuery;

typedef struct {
  const char *name; /* NULL ends the table */
  const char *summary;
  const MiqatCtlColumn *columns;
  gboolean (*fill) (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error);
  gboolean can_search; /* `fill` minds the query's search */
} MiqatCtlNoun;

extern const MiqatCtlNoun miqat_ctl_command_nouns[];
extern const MiqatCtlNoun miqat_ctl_agency_nouns[];
extern const MiqatCtlNoun miqat_ctl_catalog_nouns[];
extern const MiqatCtlNoun miqat_ctl_pilgrim_nouns[];
extern const MiqatCtlNoun miqat_ctl_booking_nouns[];
extern const MiqatCtlNoun miqat_ctl_payment_nouns[];
extern const MiqatCtlNoun miqat_ctl_commission_nouns[];
extern const MiqatCtlNoun miqat_ctl_messaging_nouns[];

/* NULL without error when there is none of this name. */
const MiqatCtlNoun *miqat_ctl_noun_find (const char *name);
/* "  packages     What is offered\n…", in the order of the areas. */
char *miqat_ctl_noun_describe_all (void) G_GNUC_WARN_UNUSED_RESULT;

/* "sales,finance" */
char *miqat_ctl_dup_duties (MiqatDuties duties) G_GNUC_WARN_UNUSED_RESULT;

/* The whole command table, with parameters and rights; needs no database. */
void miqat_ctl_print_commands (gboolean json);

G_END_DECLS
