/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows written one after the other, by column name, with their words in the search index. The first
 * failure is kept and ends the writing; it is asked for once, at the end of a batch. */
#pragma once

#include "miqat-area.h"

G_BEGIN_DECLS

typedef struct _MiqatDemoRows MiqatDemoRows;

/* For one write transaction on `db`. */
MiqatDemoRows *miqat_demo_rows_new (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_demo_rows_free (MiqatDemoRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDemoRows, miqat_demo_rows_free)

/* A row of `table`: columns that are not set are NULL. Texts are borrowed until the row ends; setting
 * a column that the table does not have is a programmer's error. */
void miqat_demo_row_begin (MiqatDemoRows *self, const char *table);
void miqat_demo_row_text (MiqatDemoRows *self, const char *column, const char *text);
void miqat_demo_row_int (MiqatDemoRows *self, const char *column, gint64 number);
void miqat_demo_row_day (MiqatDemoRows *self, const char *column, MiqatDay day);
/* Takes `bytes`. */
void miqat_demo_row_bytes (MiqatDemoRows *self, const char *column, GBytes *bytes);
void miqat_demo_row_end (MiqatDemoRows *self);

/* FALSE with the first failure. */
gboolean miqat_demo_rows_check (MiqatDemoRows *self, GError **error);

/* What the areas say of a table. */
const MiqatTable *miqat_demo_rows_find_table (const char *name);

extern const MiqatStatements miqat_demo_rows_statements;

G_END_DECLS
