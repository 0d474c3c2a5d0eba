/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column's value outside a statement, as row changes and sync carry it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { MIQAT_VALUE_NULL, MIQAT_VALUE_INT, MIQAT_VALUE_TEXT, MIQAT_VALUE_BYTES } MiqatValueKind;

typedef struct {
  MiqatValueKind kind;
  union {
    gint64 number;
    char *text;    /* owned */
    GBytes *bytes; /* owned */
  };
} MiqatValue;

void miqat_value_clear (MiqatValue *self);
void miqat_value_copy (const MiqatValue *from, MiqatValue *to);
gboolean miqat_value_equal (const MiqatValue *a, const MiqatValue *b);

G_END_DECLS
