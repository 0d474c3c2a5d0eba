/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-form-field.h"

static void
clear_field (MiqatFormField *self)
{
  g_free ((char *)self->name);
  g_free ((char *)self->label);
  g_free ((char *)self->hint);
  g_free ((char *)self->placeholder);
  for (const MiqatChoice *choice = self->choices; choice != NULL && choice->name != NULL; choice++) {
    g_free ((char *)choice->name);
    g_free ((char *)choice->label);
  }
  g_free ((MiqatChoice *)self->choices);
  for (gsize i = 0; i < self->n_fields; i++)
    clear_field ((MiqatFormField *)&self->fields[i]);
  g_free ((MiqatFormField *)self->fields);
}

static MiqatChoice *
copy_choices (const MiqatChoice *choices)
{
  MiqatChoice *copy;
  gsize n = 0;

  if (choices == NULL)
    return NULL;
  while (choices[n].name != NULL)
    n++;
  copy = g_new0 (MiqatChoice, n + 1);
  for (gsize i = 0; i < n; i++) {
    copy[i].name = g_strdup (choices[i].name);
    copy[i].label = g_strdup (choices[i].label);
  }
  return copy;
}

static void
copy_into (const MiqatFormField *self, MiqatFormField *copy)
{
  MiqatFormField *fields = self->n_fields > 0 ? g_new0 (MiqatFormField, self->n_fields) : NULL;

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->label = g_strdup (self->label);
  copy->hint = g_strdup (self->hint);
  copy->placeholder = g_strdup (self->placeholder);
  copy->choices = copy_choices (self->choices);
  for (gsize i = 0; i < self->n_fields; i++)
    copy_into (&self->fields[i], &fields[i]);
  copy->fields = fields;
}

MiqatFormField *
miqat_form_field_copy (const MiqatFormField *self)
{
  MiqatFormField *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (MiqatFormField, 1);
  copy_into (self, copy);
  return copy;
}

void
miqat_form_field_free (MiqatFormField *self)
{
  if (self == NULL)
    return;
  clear_field (self);
  g_free (self);
}
