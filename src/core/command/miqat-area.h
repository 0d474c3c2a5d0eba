/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one business area gives to the house: its commands, its tables with their scope, its SQL, its
 * answers to events, and its invariants. The list of areas (miqat-areas.h) is all that the runner,
 * sync, verify and the tests know of them. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

/* Who holds a table's rows. */
typedef enum {
  MIQAT_SCOPE_EVERYONE,        /* every office */
  MIQAT_SCOPE_BRANCH,          /* the office in the column `branch` */
  MIQAT_SCOPE_BRANCH_OR_PUSAT, /* the same, but rows of Pusat go to every office */
  MIQAT_SCOPE_PILGRIM,         /* offices that know the pilgrim in the column `branch` */
  MIQAT_SCOPE_PUSAT,           /* the head office only */
  MIQAT_SCOPE_HUB,             /* the hub alone; recorded for audit, never sent */
  MIQAT_SCOPE_LOCAL,           /* this database's own bookkeeping; not recorded at all */
} MiqatScope;

/* A column whose value is sealed; it travels in clear inside TLS and is sealed anew on arrival. */
typedef struct {
  const char *column;       /* "nik_sealed" */
  const char *context;      /* "pilgrims.nik" */
  const char *index_column; /* nullable: "nik_index" */
} MiqatSealedColumn;

typedef struct {
  const char *name; /* NULL ends a table list */
  MiqatScope scope;
  const char *branch;                 /* column: the branch, or for PILGRIM the pilgrim's id */
  const MiqatSealedColumn *sealed;    /* nullable; ends with column NULL */
  const char *const *personal;        /* nullable: columns masked in the audit */
  const char *const *search;          /* nullable: columns that the search index keeps */
  gboolean append_only;
  /* Whose history a change belongs to: the row of table `subject` whose key stands in the column
   * `subject_key` here. NULL: to the row's own. With a subject and no key: to nobody's by itself,
   * because it never changes without the row of `subject` that it is part of. */
  const char *subject;
  const char *subject_key;
  /* Nullable: columns that count other rows. A change of these alone is nobody's history: it follows
   * from what stands in another's. */
  const char *const *tallies;
} MiqatTable;

/* One thing that must always hold. Counts what it checked, and describes each fault. */
typedef struct {
  const char *name;  /* "seats.pools_add_up"; NULL ends a list */
  const char *title; /* N_() English sentence of what must hold */
  gboolean (*check) (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error);
} MiqatInvariant;

typedef struct {
  const char *name; /* the folder's */
  const MiqatCommand *commands;            /* nullable */
  const MiqatTable *tables;                /* nullable */
  const MiqatStatements *const *statements; /* nullable, NULL-terminated */
  const MiqatInvariant *invariants;        /* nullable */
  gboolean (*on_event) (MiqatCall *call, MiqatEventKind event, const char *subject_id, GError **error);
  /* The agency area alone: who an actor id is, and whether one node is at or above another. */
  MiqatActor *(*load_actor) (MiqatDb *db, const char *actor_id, GError **error);
  gboolean (*covers) (MiqatDb *db, const char *above_id, const char *node_id, gboolean *covers, GError **error);
} MiqatArea;

G_END_DECLS
