/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on stdout: aligned columns for people, a JSON array of objects for programs. Cells are given
 * one after the other; a row ends when it is full. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { MIQAT_CTL_TEXT, MIQAT_CTL_NUMBER, MIQAT_CTL_FLAG } MiqatCtlCellKind;

typedef struct {
  const char *name; /* NULL ends the columns */
  MiqatCtlCellKind kind;
} MiqatCtlColumn;

typedef struct _MiqatCtlTable MiqatCtlTable;

/* `columns` outlives the table. */
MiqatCtlTable *miqat_ctl_table_new (const MiqatCtlColumn *columns, gboolean json) G_GNUC_WARN_UNUSED_RESULT;
void miqat_ctl_table_free (MiqatCtlTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatCtlTable, miqat_ctl_table_free)

/* The next cell, of its column's kind. NULL text is nothing, in JSON null. */
void miqat_ctl_table_text (MiqatCtlTable *self, const char *text);
void miqat_ctl_table_number (MiqatCtlTable *self, gint64 number);
void miqat_ctl_table_flag (MiqatCtlTable *self, gboolean flag);

/* Prints what was not printed yet. To be called once, when no row is half full. */
void miqat_ctl_table_print (MiqatCtlTable *self);

G_END_DECLS
