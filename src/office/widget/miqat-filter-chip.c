/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-filter-chip.h"

#include <glib/gi18n-lib.h>

struct _MiqatFilterChip {
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *text;
  GtkBox *list;
  GtkWidget *any;
  char *name;
  char *label;
  const char *choice; /* a name kept by its check button */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatFilterChip, miqat_filter_chip, GTK_TYPE_WIDGET)

static const char *
get_choice_name (GtkWidget *check)
{
  return g_object_get_data (G_OBJECT (check), "miqat-choice");
}

static void
update (MiqatFilterChip *self, GtkWidget *check)
{
  g_autofree char *text = NULL;

  self->choice = get_choice_name (check);
  if (self->choice != NULL)
    text = g_strdup_printf ("%s: %s", self->label,
                            gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
  else
    text = g_strdup (self->label);
  gtk_label_set_text (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  if (self->choice != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "chosen");
}

static void
on_toggled_cb (MiqatFilterChip *self, GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;
  update (self, GTK_WIDGET (check));
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_choice (MiqatFilterChip *self, const MiqatChoice *choice)
{
  GtkWidget *check = gtk_check_button_new_with_label (choice->label);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->any));
  g_object_set_data_full (G_OBJECT (check), "miqat-choice", g_strdup (choice->name), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, check);
}

static void
miqat_filter_chip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_FILTER_CHIP);
  G_OBJECT_CLASS (miqat_filter_chip_parent_class)->dispose (object);
}

static void
miqat_filter_chip_finalize (GObject *object)
{
  MiqatFilterChip *self = MIQAT_FILTER_CHIP (object);

  g_free (self->name);
  g_free (self->label);
  G_OBJECT_CLASS (miqat_filter_chip_parent_class)->finalize (object);
}

static void
miqat_filter_chip_class_init (MiqatFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = miqat_filter_chip_dispose;
  object_class->finalize = miqat_filter_chip_finalize;
  signals[CHANGED] = g_signal_new ("changed", MIQAT_TYPE_FILTER_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-chip");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-filter-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterChip, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterChip, text);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterChip, list);
  gtk_widget_class_bind_template_child (widget_class, MiqatFilterChip, any);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
}

static void
miqat_filter_chip_init (MiqatFilterChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_filter_chip_new (const char *name, const char *label, const MiqatChoice *choices)
{
  MiqatFilterChip *self = g_object_new (MIQAT_TYPE_FILTER_CHIP, NULL);

  self->name = g_strdup (name);
  self->label = g_strdup (label);
  for (const MiqatChoice *choice = choices; choice != NULL && choice->name != NULL; choice++)
    add_choice (self, choice);
  update (self, self->any);
  return GTK_WIDGET (self);
}

const char *
miqat_filter_chip_get_name (MiqatFilterChip *self)
{
  g_return_val_if_fail (MIQAT_IS_FILTER_CHIP (self), NULL);

  return self->name;
}

const char *
miqat_filter_chip_get_choice (MiqatFilterChip *self)
{
  g_return_val_if_fail (MIQAT_IS_FILTER_CHIP (self), NULL);

  return self->choice;
}

void
miqat_filter_chip_set_choice (MiqatFilterChip *self, const char *choice)
{
  GtkWidget *child;

  g_return_if_fail (MIQAT_IS_FILTER_CHIP (self));

  child = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (get_choice_name (child), choice) == 0)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), TRUE);
}
