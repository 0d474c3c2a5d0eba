/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form, as data. A form is made from a table of these; the tables are written by
 * hand or made from a command's parameters. */
#pragma once

#include <glib.h>

#include "miqat-choice.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_FIELD_SECTION, /* a heading; name is NULL */
  MIQAT_FIELD_TEXT,
  MIQAT_FIELD_NOTE,    /* several lines */
  MIQAT_FIELD_SECRET,  /* never in a draft */
  MIQAT_FIELD_CHOICE,  /* JSON string: the choice's name */
  MIQAT_FIELD_MONEY,   /* JSON integer: rupiah */
  MIQAT_FIELD_DAY,     /* JSON string: YYYY-MM-DD */
  MIQAT_FIELD_COUNT,   /* JSON integer */
  MIQAT_FIELD_FLAG,    /* JSON boolean */
  MIQAT_FIELD_FILE,    /* JSON string: the name; a picture or a PDF (miqat-file-input.h) */
  MIQAT_FIELD_LINES,   /* JSON array: of objects when `fields` are given, else of strings */
} MiqatFieldKind;

typedef struct _MiqatFormField MiqatFormField;
struct _MiqatFormField {
  const char *name;  /* the parameter's */
  const char *label; /* translated, as all text here */
  const char *hint;  /* a line under the field; nullable */
  const char *placeholder;
  MiqatFieldKind kind;
  gboolean required;
  gboolean beside;   /* shares the line with the field before */
  gboolean personal; /* drafts of it must be sealed */
  gint64 min, max;   /* counts; for LINES the number of lines. 0, 0 = no limit */
  const MiqatChoice *choices;   /* ends with a NULL name */
  const MiqatFormField *fields; /* of each line */
  gsize n_fields;
};

/* A deep copy, so that a table may go away. */
MiqatFormField *miqat_form_field_copy (const MiqatFormField *self) G_GNUC_WARN_UNUSED_RESULT;
void miqat_form_field_free (MiqatFormField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatFormField, miqat_form_field_free)

G_END_DECLS
