/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-command-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Stored names and what people call them. */
static const struct {
  const char *name;
  const char *label;
} choice_labels[] = {
  { "umrah", N_("Umrah") },
  { "umrah_plus", N_("Umrah plus") },
  { "haji_khusus", N_("Special hajj") },
  { "quint", N_("Quint (5)") },
  { "quad", N_("Quad (4)") },
  { "triple", N_("Triple (3)") },
  { "double", N_("Double (2)") },
  { "single", N_("Single (1)") },
  { "makkah", N_("Makkah") },
  { "madinah", N_("Madinah") },
  { "other", N_("Other") },
  { "male", N_("Male") },
  { "female", N_("Female") },
  { "married", N_("Married") },
  { "divorced", N_("Widowed or divorced") },
  { "transfer", N_("Bank transfer") },
  { "cash", N_("Cash") },
  { "flat", N_("Amount per pilgrim") },
  { "percent", N_("Percent of the price") },
  { "WNI", N_("Indonesian citizen") },
  { "WNA", N_("Foreign citizen") },
};

const char *
miqat_command_choice_label (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_labels); i++)
    if (strcmp (choice_labels[i].name, name) == 0)
      return _(choice_labels[i].label);
  return name;
}

static MiqatFieldKind
get_kind (MiqatParamKind kind)
{
  switch (kind) {
  case MIQAT_PARAM_PARAGRAPH:
    return MIQAT_FIELD_NOTE;
  case MIQAT_PARAM_CHOICE:
    return MIQAT_FIELD_CHOICE;
  case MIQAT_PARAM_DAY:
    return MIQAT_FIELD_DAY;
  case MIQAT_PARAM_MONEY:
    return MIQAT_FIELD_MONEY;
  case MIQAT_PARAM_COUNT:
    return MIQAT_FIELD_COUNT;
  case MIQAT_PARAM_FLAG:
    return MIQAT_FIELD_FLAG;
  case MIQAT_PARAM_TEXTS:
  case MIQAT_PARAM_LIST:
    return MIQAT_FIELD_LINES;
  case MIQAT_PARAM_TEXT:
  case MIQAT_PARAM_NAME:
  case MIQAT_PARAM_PHONE:
  case MIQAT_PARAM_EMAIL:
  case MIQAT_PARAM_ID:
  case MIQAT_PARAM_KEY:
    return MIQAT_FIELD_TEXT;
  }
  g_assert_not_reached ();
}

gboolean
miqat_command_describes_file (const char *name)
{
  static const char *const names[] = { MIQAT_COMMAND_FILE, "file_name", "media_type", "size_bytes", NULL };

  return g_strv_contains (names, name);
}

static const MiqatFieldChange *
find_change (const MiqatFieldChange *changes, const char *name)
{
  static const MiqatFieldChange none = { NULL };

  for (; changes != NULL && changes->name != NULL; changes++)
    if (strcmp (changes->name, name) == 0)
      return changes;
  return &none;
}

static MiqatChoice *
make_choices (const MiqatParam *param)
{
  guint count = g_strv_length ((char **) param->choices);
  MiqatChoice *choices = g_new0 (MiqatChoice, count + 1);

  for (guint i = 0; i < count; i++)
    choices[i] = (MiqatChoice) { param->choices[i], miqat_command_choice_label (param->choices[i]) };
  return choices;
}

/* Changes named "rooms.type" are about the field "type" of each line of "rooms". */
static GArray *
select_changes (const MiqatFieldChange *changes, const char *list)
{
  g_autofree char *prefix = g_strconcat (list, ".", NULL);
  GArray *own = g_array_new (TRUE, TRUE, sizeof (MiqatFieldChange));

  for (; changes != NULL && changes->name != NULL; changes++) {
    MiqatFieldChange one = *changes;

    if (!g_str_has_prefix (one.name, prefix))
      continue;
    one.name += strlen (prefix);
    g_array_append_val (own, one);
  }
  return own;
}

/* A field whose lines are groups of fields; copies it while those live. */
static MiqatFormField *
copy_with_lines (MiqatFormField *field, const MiqatParam *param, const MiqatFieldChange *changes)
{
  g_autoptr (GArray) own = select_changes (changes, param->name);
  g_autoptr (GPtrArray) lines
    = miqat_command_fields_new (param->fields, (const MiqatFieldChange *) (gpointer) own->data);
  g_autoptr (GArray) inner = g_array_new (FALSE, TRUE, sizeof (MiqatFormField));

  for (guint i = 0; i < lines->len; i++) {
    MiqatFormField one = *(const MiqatFormField *) g_ptr_array_index (lines, i);

    one.beside = i > 0;
    g_array_append_val (inner, one);
  }
  field->fields = (const MiqatFormField *) (gpointer) inner->data;
  field->n_fields = inner->len;
  field->min = param->min;
  field->max = param->max;
  return miqat_form_field_copy (field);
}

static MiqatFormField *
make_field (const MiqatParam *param, const MiqatFieldChange *change, const MiqatFieldChange *changes)
{
  g_autofree MiqatChoice *choices = NULL;
  MiqatFormField field = {
    .name = param->name,
    .label = _(param->label),
    .hint = change->hint,
    .placeholder = change->placeholder,
    .kind = change->choices != NULL ? MIQAT_FIELD_CHOICE : get_kind (param->kind),
    .required = (param->flags & MIQAT_PARAM_REQUIRED) != 0,
    .personal = (param->flags & MIQAT_PARAM_PERSONAL) != 0,
    .beside = change->beside,
    .choices = change->choices,
  };

  if ((param->flags & MIQAT_PARAM_SECRET) != 0)
    field.kind = MIQAT_FIELD_SECRET;
  if (strcmp (param->name, MIQAT_COMMAND_FILE) == 0) {
    field.kind = MIQAT_FIELD_FILE;
    field.label = _("File");
  }
  if (field.kind == MIQAT_FIELD_COUNT) {
    field.min = param->min;
    field.max = param->max;
  }
  if (field.kind == MIQAT_FIELD_CHOICE && field.choices == NULL)
    field.choices = choices = make_choices (param);
  if (param->kind == MIQAT_PARAM_LIST)
    return copy_with_lines (&field, param, changes);
  return miqat_form_field_copy (&field);
}

GPtrArray *
miqat_command_fields_new (const MiqatParam *params, const MiqatFieldChange *changes)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_form_field_free);

  for (const MiqatParam *param = params; param != NULL && param->name != NULL; param++) {
    const MiqatFieldChange *change = find_change (changes, param->name);
    gboolean about_file = miqat_command_describes_file (param->name) && strcmp (param->name, MIQAT_COMMAND_FILE) != 0;
    MiqatFormField heading = { .label = change->section, .kind = MIQAT_FIELD_SECTION };

    if (change->hidden || about_file || (param->flags & MIQAT_PARAM_CODE) != 0)
      continue;
    if (change->section != NULL)
      g_ptr_array_add (fields, miqat_form_field_copy (&heading));
    g_ptr_array_add (fields, make_field (param, change, changes));
  }
  return fields;
}
