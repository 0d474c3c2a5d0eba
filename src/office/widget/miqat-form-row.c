/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-form-row.h"

#include <glib/gi18n-lib.h>

#include "miqat-choice-input.h"
#include "miqat-count-input.h"
#include "miqat-day-input.h"
#include "miqat-file-input.h"
#include "miqat-flag-input.h"
#include "miqat-lines-input.h"
#include "miqat-money-input.h"
#include "miqat-note-input.h"
#include "miqat-text-input.h"

struct _MiqatFormRow {
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkLabel *label;
  GtkWidget *star;
  GtkBox *slot;
  GtkLabel *hint;
  GtkWidget *remark_box;
  GtkLabel *remark;
  GtkWidget *error_box;
  GtkLabel *error;
  MiqatFormField *field;
  MiqatInput *input;
};

G_DEFINE_FINAL_TYPE (MiqatFormRow, miqat_form_row, GTK_TYPE_WIDGET)

static GtkWidget *
make_input (const MiqatFormField *field)
{
  switch (field->kind) {
  case MIQAT_FIELD_TEXT:
  case MIQAT_FIELD_SECRET:
    return miqat_text_input_new (field);
  case MIQAT_FIELD_NOTE:
    return miqat_note_input_new (field);
  case MIQAT_FIELD_CHOICE:
    return miqat_choice_input_new (field);
  case MIQAT_FIELD_MONEY:
    return miqat_money_input_new (field);
  case MIQAT_FIELD_DAY:
    return miqat_day_input_new (field);
  case MIQAT_FIELD_COUNT:
    return miqat_count_input_new (field);
  case MIQAT_FIELD_FLAG:
    return miqat_flag_input_new (field);
  case MIQAT_FIELD_FILE:
    return miqat_file_input_new (field);
  case MIQAT_FIELD_LINES:
    return miqat_lines_input_new (field);
  case MIQAT_FIELD_SECTION:
    break;
  }
  g_assert_not_reached ();
}

/* Whoever cannot see the row hears the same: the name, whether it must be filled in, and under it
 * the hint or what is wrong. Of lines the row speaks itself; what is focused in them has a name of its
 * own. */
static void
describe_target (MiqatFormRow *self)
{
  gboolean is_lines = self->field->kind == MIQAT_FIELD_LINES;
  GtkAccessible *target = GTK_ACCESSIBLE (is_lines ? GTK_WIDGET (self) : miqat_input_get_target (self->input));
  const char *error = gtk_label_get_text (self->error);
  const char *hint = gtk_label_get_text (self->hint);
  gboolean wrong = *error != '\0';

  if (self->field->label != NULL)
    gtk_accessible_update_property (target, GTK_ACCESSIBLE_PROPERTY_LABEL, self->field->label, -1);
  if (!is_lines)
    gtk_accessible_update_property (target, GTK_ACCESSIBLE_PROPERTY_REQUIRED, self->field->required,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, wrong ? error : hint, -1);
  gtk_accessible_update_state (target, GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
miqat_form_row_dispose (GObject *object)
{
  MIQAT_FORM_ROW (object)->input = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FORM_ROW);
  G_OBJECT_CLASS (miqat_form_row_parent_class)->dispose (object);
}

static void
miqat_form_row_finalize (GObject *object)
{
  miqat_form_field_free (MIQAT_FORM_ROW (object)->field);
  G_OBJECT_CLASS (miqat_form_row_parent_class)->finalize (object);
}

static void
miqat_form_row_class_init (MiqatFormRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_form_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = miqat_form_row_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-form-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-form-row.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "root", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, head);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, label);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, star);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, slot);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, hint);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, remark_box);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, remark);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, error_box);
  gtk_widget_class_bind_template_child (widget_class, MiqatFormRow, error);
}

static void
miqat_form_row_init (MiqatFormRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_form_row_new (const MiqatFormField *field)
{
  MiqatFormRow *self;

  g_return_val_if_fail (field != NULL && field->kind != MIQAT_FIELD_SECTION, NULL);

  self = g_object_new (MIQAT_TYPE_FORM_ROW, NULL);
  self->field = miqat_form_field_copy (field);
  gtk_label_set_text (self->label, field->label != NULL ? field->label : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), field->label);
  gtk_widget_set_visible (self->head, field->label != NULL && field->kind != MIQAT_FIELD_FLAG);
  gtk_widget_set_visible (self->star, field->required);
  gtk_label_set_text (self->hint, field->hint != NULL ? field->hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), field->hint != NULL);
  miqat_form_row_set_input (self, MIQAT_INPUT (make_input (field)));
  return GTK_WIDGET (self);
}

const MiqatFormField *
miqat_form_row_get_field (MiqatFormRow *self)
{
  g_return_val_if_fail (MIQAT_IS_FORM_ROW (self), NULL);

  return self->field;
}

MiqatInput *
miqat_form_row_get_input (MiqatFormRow *self)
{
  g_return_val_if_fail (MIQAT_IS_FORM_ROW (self), NULL);

  return self->input;
}

void
miqat_form_row_set_input (MiqatFormRow *self, MiqatInput *input)
{
  g_return_if_fail (MIQAT_IS_FORM_ROW (self));
  g_return_if_fail (MIQAT_IS_INPUT (input));

  if (self->input != NULL)
    gtk_box_remove (self->slot, GTK_WIDGET (self->input));
  self->input = input;
  gtk_box_append (self->slot, GTK_WIDGET (input));
  describe_target (self);
}

static gboolean
show_sentence (GtkWidget *box, GtkLabel *label, const char *sentence)
{
  gboolean wanted = sentence != NULL && *sentence != '\0';

  gtk_label_set_text (label, wanted ? sentence : "");
  gtk_widget_set_visible (box, wanted);
  return wanted;
}

void
miqat_form_row_set_error (MiqatFormRow *self, const char *sentence)
{
  GtkWidget *target;

  g_return_if_fail (MIQAT_IS_FORM_ROW (self));

  target = miqat_input_get_target (self->input);
  /* A red button would look as if it destroyed something. */
  if (show_sentence (self->error_box, self->error, sentence) && !GTK_IS_BUTTON (target))
    gtk_widget_add_css_class (target, "error");
  else
    gtk_widget_remove_css_class (target, "error");
  describe_target (self);
}

const char *
miqat_form_row_get_error (MiqatFormRow *self)
{
  const char *text;

  g_return_val_if_fail (MIQAT_IS_FORM_ROW (self), NULL);

  text = gtk_label_get_text (self->error);
  return *text != '\0' ? text : NULL;
}

void
miqat_form_row_set_remark (MiqatFormRow *self, const char *sentence)
{
  GtkWidget *target;

  g_return_if_fail (MIQAT_IS_FORM_ROW (self));

  target = miqat_input_get_target (self->input);
  if (show_sentence (self->remark_box, self->remark, sentence))
    gtk_widget_add_css_class (target, "warning");
  else
    gtk_widget_remove_css_class (target, "warning");
}
