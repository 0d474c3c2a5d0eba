/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items that a list model keeps: by row number, the latest asked for first, with where each was
 * seen last. Included by the list model only. */
#pragma once

#include <glib-object.h>

#include "miqat-db-private.h"

G_BEGIN_DECLS

#define MIQAT_LIST_KEPT_MAX 1024
#define MIQAT_LIST_NOWHERE G_MAXUINT

typedef struct {
  guint32 row;
  guint position; /* where it was last asked for, NOWHERE since the model was refilled */
  guint64 digest; /* of the columns it was made from; 0 for a row that could not be read */
  gpointer item;
  GList link;     /* in `recent` */
} MiqatListKept;

typedef struct {
  GHashTable *kept; /* row → MiqatListKept */
  GQueue recent;
} MiqatListCache;

void miqat_list_cache_init (MiqatListCache *self);
void miqat_list_cache_clear (MiqatListCache *self);
void miqat_list_cache_drop_all (MiqatListCache *self);
MiqatListKept *miqat_list_cache_find (MiqatListCache *self, guint32 row);
/* Takes `item`. May drop the one that was not asked for the longest. */
MiqatListKept *miqat_list_cache_keep (MiqatListCache *self, guint32 row, guint64 digest,
                                      gpointer item);
void miqat_list_cache_touch (MiqatListCache *self, MiqatListKept *kept);
/* `removed` rows at `position` have become `added` ones. */
void miqat_list_cache_shift (MiqatListCache *self, guint position, guint removed, guint added);

/* A number for the contents of the current row, never 0. */
guint64 miqat_list_digest_row (MiqatStatement *statement);

G_END_DECLS
