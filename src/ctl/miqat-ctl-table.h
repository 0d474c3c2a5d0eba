/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on stdout: aligned columns for people, a JSON array of objects for programs. A row is a record,
 * any struct; its columns say where in the struct their cell stands. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIQAT_CTL_TEXT,    /* char *; NULL is nothing, in JSON null */
  MIQAT_CTL_NUMBER,  /* gint64 */
  MIQAT_CTL_COUNT,   /* int or guint */
  MIQAT_CTL_FLAG,    /* gboolean */
  MIQAT_CTL_INSTANT, /* MiqatInstant; 0 is nothing */
  MIQAT_CTL_DAY,     /* MiqatDay; MIQAT_DAY_NONE is nothing */
} MiqatCtlKind;

typedef struct {
  const char *name; /* NULL ends the columns */
  MiqatCtlKind kind;
  gsize offset; /* in the record */
} MiqatCtlColumn;

/* The column of a text or a number; what else a member means, only its kind can tell. */
#define MIQAT_CTL_COLUMN(name, Record, member) \
  { name, \
    _Generic (((Record *) NULL)->member, char *: MIQAT_CTL_TEXT, const char *: MIQAT_CTL_TEXT, \
              gint64: MIQAT_CTL_NUMBER, int: MIQAT_CTL_COUNT, guint: MIQAT_CTL_COUNT), \
    G_STRUCT_OFFSET (Record, member) }
#define MIQAT_CTL_COLUMN_OF(kind, name, Record, member) { name, kind, G_STRUCT_OFFSET (Record, member) }

typedef struct _MiqatCtlTable MiqatCtlTable;

/* `columns` outlives the table, which takes at most `limit` rows. */
MiqatCtlTable *miqat_ctl_table_new (const MiqatCtlColumn *columns, guint limit, gboolean json)
  G_GNUC_WARN_UNUSED_RESULT;
void miqat_ctl_table_free (MiqatCtlTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatCtlTable, miqat_ctl_table_free)

/* Adds a row; nothing when the table is full. */
void miqat_ctl_table_add (MiqatCtlTable *self, gconstpointer record);
/* Adds every record of an array, and frees it; FALSE for NULL, which is what reading returns that failed. */
gboolean miqat_ctl_table_take (MiqatCtlTable *self, GPtrArray *records);

/* Prints what was not printed yet. To be called once. */
void miqat_ctl_table_print (MiqatCtlTable *self);

G_END_DECLS
