/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a column of a list is made from an item: a table of these describes a whole list, so that the
 * list pane knows the looks and the page knows only what its items hold. */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_CELL_TEXT,   /* text() */
  MIQAT_CELL_CODE,   /* text(), monospaced */
  MIQAT_CELL_PERSON, /* text(), heavier: what the eye looks for */
  MIQAT_CELL_DAY,    /* number(): a MiqatDay; MIQAT_DAY_NONE shows a dash */
  MIQAT_CELL_NUMBER, /* number(), right-aligned; G_MININT64 shows a dash */
  MIQAT_CELL_MONEY,  /* number(), right-aligned rupiah; G_MININT64 shows a dash */
  MIQAT_CELL_STATUS, /* text() and tone() */
  MIQAT_CELL_QUOTA,  /* quota() */
  MIQAT_CELL_CUSTOM, /* make() and bind() */
} MiqatCellKind;

typedef struct _MiqatListColumn MiqatListColumn;
struct _MiqatListColumn {
  const char *name;  /* reported when sorted, used when remembered */
  const char *title; /* translated */
  MiqatCellKind kind;
  int width;         /* pixels at first; 0 = as wide as needed */
  gboolean expand;   /* takes what room is left */
  gboolean sortable;
  gboolean hidden;   /* until the person asks for it */
  guint spare;       /* when the pane is too narrow, the column with the highest number goes first;
                      * 0 = stays in any case */

  /* Each gets the item (not NULL) and the data given with the column. */
  char *(*text) (gpointer item, gpointer data); /* full transfer, nullable */
  gint64 (*number) (gpointer item, gpointer data);
  MiqatTone (*tone) (gpointer item, gpointer data);
  void (*quota) (gpointer item, guint *taken, guint *held, guint *capacity, gpointer data);
  GtkWidget *(*make) (gpointer data);
  void (*bind) (GtkWidget *cell, gpointer item, gpointer data);
};

/* The factory that draws the cells of `column`, whose struct is copied. `indonesian` chooses the
 * names of months. */
GtkListItemFactory *miqat_list_column_make_factory (const MiqatListColumn *column, gpointer data,
                                                    gboolean indonesian) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
