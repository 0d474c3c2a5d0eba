/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-facts.h"
#include "miqat-look.h"
#include "miqat-money-label.h"
#include "miqat-status-pill.h"

struct _MiqatFacts {
  GtkWidget parent_instance;

  GtkGrid *grid;
  int row;
};

G_DEFINE_FINAL_TYPE (MiqatFacts, miqat_facts, GTK_TYPE_WIDGET)

static void
attach_wide (MiqatFacts *self, GtkWidget *widget)
{
  gtk_grid_attach (self->grid, widget, 0, self->row++, 2, 1);
}

static void
attach_pair (MiqatFacts *self, const char *label, GtkWidget *value)
{
  GtkWidget *name = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 22);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_set_hexpand (value, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, name, NULL, -1);
  gtk_grid_attach (self->grid, name, 0, self->row, 1, 1);
  gtk_grid_attach (self->grid, value, 1, self->row++, 1, 1);
}

static GtkWidget *
make_text (const char *text, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (text != NULL && *text != '\0' ? text : "–");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  return label;
}

void
miqat_facts_add_section (MiqatFacts *self, const char *title)
{
  GtkWidget *label = make_text (title, FALSE);

  gtk_widget_add_css_class (label, "heading");
  if (self->row > 0)
    gtk_widget_set_margin_top (label, 12);
  attach_wide (self, label);
}

void
miqat_facts_add_text (MiqatFacts *self, const char *label, const char *value)
{
  attach_pair (self, label, make_text (value, TRUE));
}

void
miqat_facts_add_money (MiqatFacts *self, const char *label, gint64 amount)
{
  GtkWidget *value = miqat_money_label_new (amount);

  gtk_widget_set_halign (value, GTK_ALIGN_START);
  attach_pair (self, label, value);
}

void
miqat_facts_add_status (MiqatFacts *self, const char *label, MiqatTone tone, const char *value)
{
  GtkWidget *pill = miqat_status_pill_new (value, tone);

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  attach_pair (self, label, pill);
}

void
miqat_facts_add_lines (MiqatFacts *self, const char *const *lines)
{
  for (; lines != NULL && *lines != NULL; lines++) {
    g_autofree char *text = g_strconcat ("•  ", *lines, NULL);
    attach_wide (self, make_text (text, FALSE));
  }
}

void
miqat_facts_add_paragraph (MiqatFacts *self, const char *text)
{
  attach_wide (self, make_text (text, TRUE));
}

void
miqat_facts_add_widget (MiqatFacts *self, GtkWidget *widget)
{
  gtk_widget_set_hexpand (widget, TRUE);
  attach_wide (self, widget);
}

void
miqat_facts_clear (MiqatFacts *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->row = 0;
}

static void
miqat_facts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FACTS);
  G_OBJECT_CLASS (miqat_facts_parent_class)->dispose (object);
}

static void
miqat_facts_class_init (MiqatFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_facts_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/widget/miqat-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatFacts, grid);
}

static void
miqat_facts_init (MiqatFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_facts_new (void)
{
  return g_object_new (MIQAT_TYPE_FACTS, NULL);
}
