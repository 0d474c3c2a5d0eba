/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-value.h"

void
miqat_value_clear (MiqatValue *self)
{
  if (self->kind == MIQAT_VALUE_TEXT)
    g_free (self->text);
  else if (self->kind == MIQAT_VALUE_BYTES)
    g_bytes_unref (self->bytes);

  *self = (MiqatValue){ .kind = MIQAT_VALUE_NULL };
}

void
miqat_value_copy (const MiqatValue *from, MiqatValue *to)
{
  *to = *from;
  if (from->kind == MIQAT_VALUE_TEXT)
    to->text = g_strdup (from->text);
  else if (from->kind == MIQAT_VALUE_BYTES)
    to->bytes = g_bytes_ref (from->bytes);
}

gboolean
miqat_value_equal (const MiqatValue *a, const MiqatValue *b)
{
  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind) {
  case MIQAT_VALUE_NULL:
    return TRUE;
  case MIQAT_VALUE_INT:
    return a->number == b->number;
  case MIQAT_VALUE_TEXT:
    return g_str_equal (a->text, b->text);
  case MIQAT_VALUE_BYTES:
    return g_bytes_equal (a->bytes, b->bytes);
  }
  g_assert_not_reached ();
}
