/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sidebar-row.h"

#include <glib/gi18n-lib.h>

struct _MiqatSidebarRow {
  GtkListBoxRow parent_instance;

  char *name;
  gboolean starts_group;
  gboolean compact;
  guint count;
  GtkWidget *icon;
  GtkWidget *dot;
  GtkWidget *label;
  GtkWidget *badge;
};

G_DEFINE_FINAL_TYPE (MiqatSidebarRow, miqat_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

/* The badge is part of the name, since a reader cannot see it beside the label. */
static void
update (MiqatSidebarRow *self)
{
  const char *title = gtk_label_get_text (GTK_LABEL (self->label));
  g_autofree char *spoken = NULL;

  gtk_widget_set_visible (self->label, !self->compact);
  gtk_widget_set_visible (self->badge, !self->compact && self->count > 0);
  gtk_widget_set_visible (self->dot, self->compact && self->count > 0);
  if (self->count > 0)
    /* TRANSLATORS: an area and how many things wait there: "Bookings, 3 waiting" */
    spoken = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%s, %u waiting", "%s, %u waiting", self->count), title,
        self->count);
  else
    spoken = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->compact ? spoken : NULL);
  if (self->compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
}

static void
miqat_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SIDEBAR_ROW);
  G_OBJECT_CLASS (miqat_sidebar_row_parent_class)->dispose (object);
}

static void
miqat_sidebar_row_finalize (GObject *object)
{
  MiqatSidebarRow *self = MIQAT_SIDEBAR_ROW (object);

  g_free (self->name);
  G_OBJECT_CLASS (miqat_sidebar_row_parent_class)->finalize (object);
}

static void
miqat_sidebar_row_class_init (MiqatSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = miqat_sidebar_row_dispose;
  object_class->finalize = miqat_sidebar_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebarRow, dot);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebarRow, label);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebarRow, badge);
}

static void
miqat_sidebar_row_init (MiqatSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_sidebar_row_new (const char *name,
                       const char *title,
                       const char *icon_name,
                       gboolean starts_group)
{
  MiqatSidebarRow *self = g_object_new (MIQAT_TYPE_SIDEBAR_ROW, NULL);

  self->name = g_strdup (name);
  self->starts_group = starts_group;
  gtk_label_set_text (GTK_LABEL (self->label), title);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  update (self);
  return GTK_WIDGET (self);
}

const char *
miqat_sidebar_row_get_name (MiqatSidebarRow *self)
{
  g_return_val_if_fail (MIQAT_IS_SIDEBAR_ROW (self), NULL);

  return self->name;
}

gboolean
miqat_sidebar_row_starts_group (MiqatSidebarRow *self)
{
  g_return_val_if_fail (MIQAT_IS_SIDEBAR_ROW (self), FALSE);

  return self->starts_group;
}

void
miqat_sidebar_row_set_badge (MiqatSidebarRow *self, guint count)
{
  g_autofree char *text = count > 99 ? g_strdup ("99+") : g_strdup_printf ("%u", count);

  g_return_if_fail (MIQAT_IS_SIDEBAR_ROW (self));

  self->count = count;
  gtk_label_set_text (GTK_LABEL (self->badge), text);
  update (self);
}

void
miqat_sidebar_row_set_compact (MiqatSidebarRow *self, gboolean compact)
{
  g_return_if_fail (MIQAT_IS_SIDEBAR_ROW (self));

  self->compact = compact;
  update (self);
}
