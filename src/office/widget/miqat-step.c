/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-step.h"

#include <glib/gi18n-lib.h>

struct _MiqatStep {
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *before;
  GtkWidget *after;
  GtkWidget *circle;
  GtkStack *mark;
  GtkLabel *number;
  GtkLabel *label;
  GtkLabel *detail;
  MiqatStepState state;
};

enum {
  CLICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct {
  const char *css_class;
  const char *mark;
  const char *word;
} looks[] = {
  [MIQAT_STEP_TODO] = { "todo", "number", N_("to do") },
  [MIQAT_STEP_HERE] = { "here", "number", N_("you are here") },
  [MIQAT_STEP_DONE] = { "done", "tick", N_("done") },
  [MIQAT_STEP_FAILED] = { "failed", "cross", N_("needs attention") },
};

G_DEFINE_FINAL_TYPE (MiqatStep, miqat_step, GTK_TYPE_WIDGET)

static void
on_clicked_cb (MiqatStep *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
miqat_step_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_STEP);
  G_OBJECT_CLASS (miqat_step_parent_class)->dispose (object);
}

static void
miqat_step_class_init (MiqatStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_step_dispose;
  signals[CLICKED] = g_signal_new ("clicked", MIQAT_TYPE_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-step");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-step.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, before);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, after);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, circle);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, mark);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, number);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, label);
  gtk_widget_class_bind_template_child (widget_class, MiqatStep, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
miqat_step_init (MiqatStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_step_new (const char *label, const char *detail)
{
  MiqatStep *self = g_object_new (MIQAT_TYPE_STEP, NULL);

  gtk_label_set_text (self->label, label);
  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
  return GTK_WIDGET (self);
}

MiqatStepState
miqat_step_get_state (MiqatStep *self)
{
  g_return_val_if_fail (MIQAT_IS_STEP (self), MIQAT_STEP_TODO);

  return self->state;
}

void
miqat_step_place (MiqatStep *self,
                  guint index,
                  guint n_steps,
                  MiqatStepState state,
                  gboolean reached,
                  gboolean clickable)
{
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *spoken = NULL;
  const char *detail;

  g_return_if_fail (MIQAT_IS_STEP (self));
  g_return_if_fail (state < G_N_ELEMENTS (looks));

  self->state = state;
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (i == state)
      gtk_widget_add_css_class (GTK_WIDGET (self), looks[i].css_class);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i].css_class);
  gtk_stack_set_visible_child_name (self->mark, looks[state].mark);
  gtk_label_set_text (self->number, number);
  gtk_widget_set_opacity (self->before, index == 0 ? 0 : 1);
  gtk_widget_set_opacity (self->after, index + 1 == n_steps ? 0 : 1);
  if (state == MIQAT_STEP_DONE || state == MIQAT_STEP_HERE)
    gtk_widget_add_css_class (self->before, "reached");
  else
    gtk_widget_remove_css_class (self->before, "reached");
  if (reached)
    gtk_widget_add_css_class (self->after, "reached");
  else
    gtk_widget_remove_css_class (self->after, "reached");

  detail = gtk_label_get_text (self->detail);
  /* TRANSLATORS: read aloud: "Step 2 of 5: Rooms, you are here" */
  spoken = g_strdup_printf (_("Step %u of %u: %s, %s"), index + 1, n_steps,
                            gtk_label_get_text (self->label), _ (looks[state].word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_can_target (self->button, clickable);
  gtk_widget_set_can_focus (self->button, clickable);
}
