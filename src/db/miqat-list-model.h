/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GListModel that is a window over a query: it holds row numbers (4 bytes a row) and builds items
 * when they are asked for, 64 neighbours at a time, keeping the last 1024. A million rows show in a
 * fraction of a second and scroll without reading the table.
 *
 * A refresh must never announce "everything changed in place": GTK 4.8 would then read every row
 * (spikes.md §2). So it reads the row numbers again and announces
 *   - nothing, where neither the order nor a kept row changed,
 *   - rows whose contents changed, as runs in place; unchanged rows keep their item,
 *   - one range, when less than 256 rows came, went or changed places there,
 *   - one row's removal and insertion, when just that row moved,
 *   - otherwise that the model empties, and then that it fills. Whoever wants to keep the selection
 *     finds its row again with miqat_list_model_find_row().
 *
 * Lives on one thread, with a read-only connection of its own; SQLite only. */
#pragma once

#include <gio/gio.h>

#include "miqat-db.h"

G_BEGIN_DECLS

/* Binds the filter's values to the `rows` statement. */
typedef void (*MiqatListBind) (MiqatStatement *statement, gpointer data);
/* Makes the item for the current row of the `page` statement: full transfer, of `item_type`, never
 * NULL. Must not use the model. */
typedef gpointer (*MiqatListItem) (MiqatStatement *row, gpointer data);

typedef struct {
  const MiqatStatements *statements;
  guint rows;          /* SELECT rowid … in the wanted order; no number twice */
  guint page;          /* SELECT … WHERE rowid = :row; run once for each of a page's 64 rows */
  MiqatListBind bind;  /* (nullable) called for `rows` only */
  MiqatListItem item;
  gpointer data;       /* for both */
  GDestroyNotify data_free;
  /* A row that is gone by the time it is read shows as a plain new object of this type, until the
   * refresh that follows. */
  GType item_type;
} MiqatListSource;

#define MIQAT_TYPE_LIST_MODEL (miqat_list_model_get_type ())
G_DECLARE_FINAL_TYPE (MiqatListModel, miqat_list_model, MIQAT, LIST_MODEL, GObject)

/* `db` is borrowed and must outlive the model. Takes the source's data. The model is empty until
 * miqat_list_model_refresh() is called for the first time.
 *
 * Signal "failed" (GError): an item could not be read and shows as a plain object; emitted from the
 * main loop. */
MiqatListModel *miqat_list_model_new (MiqatDb *db, const MiqatListSource *source) G_GNUC_WARN_UNUSED_RESULT;

/* Another query (sort, filter, search): empties and fills. Takes the source's data. On failure the
 * model goes on showing what it showed. */
gboolean miqat_list_model_set_source (MiqatListModel *self, const MiqatListSource *source, GError **error);
/* Reads again after a change. On failure nothing changes. */
gboolean miqat_list_model_refresh (MiqatListModel *self, GError **error);

/* The row number at a position, and the position of a row number. */
guint32 miqat_list_model_get_row (MiqatListModel *self, guint position);
gboolean miqat_list_model_find_row (MiqatListModel *self, guint32 row, guint *position);

G_END_DECLS
