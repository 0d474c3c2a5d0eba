/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-look.h"
#include "miqat-morning-row.h"

struct _MiqatMorningRow {
  GtkWidget parent_instance;

  GtkWidget *line;
  GtkLabel *who;
  GtkLabel *what;
  GtkLabel *when;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (MiqatMorningRow, miqat_morning_row, GTK_TYPE_WIDGET)

static void
miqat_morning_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_MORNING_ROW);
  G_OBJECT_CLASS (miqat_morning_row_parent_class)->dispose (object);
}

static void
miqat_morning_row_class_init (MiqatMorningRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_morning_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/home/miqat-morning-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatMorningRow, line);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorningRow, who);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorningRow, what);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorningRow, when);
  gtk_widget_class_bind_template_child (widget_class, MiqatMorningRow, button);
}

static void
miqat_morning_row_init (MiqatMorningRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_morning_row_new (const MiqatMorningTask *task)
{
  MiqatMorningRow *self = g_object_new (MIQAT_TYPE_MORNING_ROW, NULL);
  g_autofree char *name = g_strdup_printf ("%s · %s", task->verb, task->who);

  gtk_label_set_text (self->who, task->who);
  gtk_label_set_text (self->what, task->what);
  gtk_label_set_text (self->when, task->when != NULL ? task->when : "");
  gtk_widget_set_visible (GTK_WIDGET (self->when), task->when != NULL);
  gtk_button_set_label (self->button, task->verb);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(ss)", task->area, task->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
