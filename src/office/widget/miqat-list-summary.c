/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-summary.h"

#include "miqat-money-label.h"

struct _MiqatListSummary {
  GtkWidget parent_instance;

  GtkLabel *words;
  GtkBox *totals;
};

G_DEFINE_FINAL_TYPE (MiqatListSummary, miqat_list_summary, GTK_TYPE_WIDGET)

static void
update (MiqatListSummary *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          *gtk_label_get_text (self->words) != '\0'
                              || gtk_widget_get_first_child (GTK_WIDGET (self->totals)) != NULL);
}

static void
miqat_list_summary_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_LIST_SUMMARY);
  G_OBJECT_CLASS (miqat_list_summary_parent_class)->dispose (object);
}

static void
miqat_list_summary_class_init (MiqatListSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_list_summary_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-summary");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-list-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatListSummary, words);
  gtk_widget_class_bind_template_child (widget_class, MiqatListSummary, totals);
}

static void
miqat_list_summary_init (MiqatListSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
miqat_list_summary_set_words (MiqatListSummary *self, const char *words)
{
  g_return_if_fail (MIQAT_IS_LIST_SUMMARY (self));

  gtk_label_set_text (self->words, words != NULL ? words : "");
  update (self);
}

static GtkWidget *
find_total (MiqatListSummary *self, const char *name)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->totals));

  while (child != NULL && g_strcmp0 (gtk_widget_get_name (child), name) != 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

void
miqat_list_summary_set_total (MiqatListSummary *self,
                              const char *name,
                              const char *label,
                              gint64 amount)
{
  GtkWidget *total, *words;

  g_return_if_fail (MIQAT_IS_LIST_SUMMARY (self));
  g_return_if_fail (name != NULL && label != NULL);

  total = find_total (self, name);
  if (total != NULL) {
    gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (total)), label);
    miqat_money_label_set_amount (MIQAT_MONEY_LABEL (gtk_widget_get_last_child (total)), amount);
    return;
  }
  total = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  words = gtk_label_new (label);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_set_name (total, name);
  gtk_box_append (GTK_BOX (total), words);
  gtk_box_append (GTK_BOX (total), miqat_money_label_new (amount));
  gtk_box_append (self->totals, total);
  update (self);
}

void
miqat_list_summary_clear_totals (MiqatListSummary *self)
{
  GtkWidget *child;

  g_return_if_fail (MIQAT_IS_LIST_SUMMARY (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->totals))) != NULL)
    gtk_box_remove (self->totals, child);
  update (self);
}
