/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-money-input.h"

#include "miqat-money.h"

struct _MiqatMoneyInput {
  GtkWidget parent_instance;

  GtkWidget *entry;
  gboolean grouping; /* the text is being rewritten */
};

static void miqat_money_input_input_init (MiqatInputInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatMoneyInput,
                               miqat_money_input,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MIQAT_TYPE_INPUT,
                                                      miqat_money_input_input_init))

/* Rewrites plain digits with dots and keeps the cursor before the same digit. Anything else that
 * was typed is left alone: it will be named when it is checked. */
static void
group_digits (MiqatMoneyInput *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  g_autofree char *typed = g_strdup (gtk_editable_get_text (editable));
  g_autofree char *grouped = NULL;
  int position = gtk_editable_get_position (editable);
  glong after = 0; /* digits at the right of the cursor */
  GString *digits = g_string_new (NULL);
  gboolean readable = TRUE;
  gint64 amount;

  for (const char *p = typed; *p != '\0'; p++)
    if (g_ascii_isdigit (*p)) {
      g_string_append_c (digits, *p);
      after += p - typed >= position ? 1 : 0;
    } else if (*p != '.')
      readable = FALSE;
  if (readable && digits->len > 0 && miqat_money_parse (digits->str, &amount) == MIQAT_PROBLEM_NONE)
    grouped = miqat_money_format_plain (amount);
  g_string_free (digits, TRUE);
  if (grouped == NULL || g_str_equal (grouped, typed))
    return;
  position = (int)strlen (grouped);
  while (after > 0 && position > 0)
    if (g_ascii_isdigit (grouped[--position]))
      after--;
  gtk_editable_set_text (editable, grouped);
  gtk_editable_set_position (editable, position);
}

static void
on_changed_cb (MiqatMoneyInput *self)
{
  if (self->grouping)
    return;
  self->grouping = TRUE;
  group_digits (self);
  self->grouping = FALSE;
  miqat_input_emit_changed (MIQAT_INPUT (self));
}

static void
on_activate_cb (MiqatMoneyInput *self)
{
  miqat_input_emit_next (MIQAT_INPUT (self));
}

static JsonNode *
miqat_money_input_get_value (MiqatInput *input)
{
  g_autofree char *text
      = g_strdup (gtk_editable_get_text (GTK_EDITABLE (MIQAT_MONEY_INPUT (input)->entry)));
  gint64 amount;

  if (*g_strstrip (text) == '\0')
    return NULL;
  if (miqat_money_parse (text, &amount) == MIQAT_PROBLEM_NONE)
    return json_node_init_int (json_node_alloc (), amount);
  return miqat_input_make_text_node (text);
}

static void
miqat_money_input_set_value (MiqatInput *input, JsonNode *value)
{
  g_autofree char *text = NULL;
  gint64 amount;

  if (miqat_input_get_node_int (value, &amount))
    text = miqat_money_format_plain (amount);
  else
    text = g_strdup (miqat_input_get_node_text (value));
  gtk_editable_set_text (GTK_EDITABLE (MIQAT_MONEY_INPUT (input)->entry), text != NULL ? text : "");
}

static MiqatProblemCode
miqat_money_input_check (MiqatInput *input)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (MIQAT_MONEY_INPUT (input)->entry));
  gint64 amount;

  return *text == '\0' ? MIQAT_PROBLEM_NONE : miqat_money_parse (text, &amount);
}

static GtkWidget *
miqat_money_input_get_target (MiqatInput *input)
{
  return GTK_WIDGET (MIQAT_MONEY_INPUT (input)->entry);
}

static void
miqat_money_input_input_init (MiqatInputInterface *iface)
{
  iface->get_value = miqat_money_input_get_value;
  iface->set_value = miqat_money_input_set_value;
  iface->check = miqat_money_input_check;
  iface->get_target = miqat_money_input_get_target;
}

static void
miqat_money_input_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_MONEY_INPUT);
  G_OBJECT_CLASS (miqat_money_input_parent_class)->dispose (object);
}

static void
miqat_money_input_class_init (MiqatMoneyInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_money_input_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-money-input.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatMoneyInput, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
miqat_money_input_init (MiqatMoneyInput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_money_input_new (const MiqatFormField *field)
{
  MiqatMoneyInput *self = g_object_new (MIQAT_TYPE_MONEY_INPUT, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), field->placeholder);
  return GTK_WIDGET (self);
}
