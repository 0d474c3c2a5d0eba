/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sidebar.h"

#include "miqat-sidebar-row.h"

struct _MiqatSidebar {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *logo;
  GtkWidget *names;
  GtkWidget *agency;
  GtkWidget *office;
  GtkListBox *list;
  gboolean compact;
};

typedef enum {
  PROP_COMPACT = 1,
} MiqatSidebarProp;

static GParamSpec *props[PROP_COMPACT + 1];

enum {
  AREA_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatSidebar, miqat_sidebar, GTK_TYPE_WIDGET)

static MiqatSidebarRow *
find_row (MiqatSidebar *self, const char *name)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (MIQAT_IS_SIDEBAR_ROW (child)
        && g_strcmp0 (miqat_sidebar_row_get_name (MIQAT_SIDEBAR_ROW (child)), name) == 0)
      return MIQAT_SIDEBAR_ROW (child);
  return NULL;
}

static void
draw_gap (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean wanted = before != NULL && miqat_sidebar_row_starts_group (MIQAT_SIDEBAR_ROW (row));

  if (wanted && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (!wanted)
    gtk_list_box_row_set_header (row, NULL);
}

static void
on_row_activated_cb (MiqatSidebar *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[AREA_ACTIVATED], 0,
                 miqat_sidebar_row_get_name (MIQAT_SIDEBAR_ROW (row)));
}

static void
miqat_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((MiqatSidebarProp)id) {
  case PROP_COMPACT:
    g_value_set_boolean (value, MIQAT_SIDEBAR (object)->compact);
    break;
  }
}

static void
miqat_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((MiqatSidebarProp)id) {
  case PROP_COMPACT:
    miqat_sidebar_set_compact (MIQAT_SIDEBAR (object), g_value_get_boolean (value));
    break;
  }
}

static void
miqat_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_SIDEBAR);
  G_OBJECT_CLASS (miqat_sidebar_parent_class)->dispose (object);
}

static void
miqat_sidebar_class_init (MiqatSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = miqat_sidebar_get_property;
  object_class->set_property = miqat_sidebar_set_property;
  object_class->dispose = miqat_sidebar_dispose;

  props[PROP_COMPACT]
      = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[AREA_ACTIVATED] = g_signal_new ("area-activated", MIQAT_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-sidebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebar, logo);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebar, names);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebar, agency);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebar, office);
  gtk_widget_class_bind_template_child (widget_class, MiqatSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
miqat_sidebar_init (MiqatSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, draw_gap, NULL, NULL);
}

GtkWidget *
miqat_sidebar_new (void)
{
  return g_object_new (MIQAT_TYPE_SIDEBAR, NULL);
}

void
miqat_sidebar_add_area (MiqatSidebar *self,
                        const char *name,
                        const char *title,
                        const char *icon_name,
                        gboolean starts_group)
{
  GtkWidget *row;

  g_return_if_fail (MIQAT_IS_SIDEBAR (self));
  g_return_if_fail (name != NULL && title != NULL);

  row = miqat_sidebar_row_new (name, title, icon_name, starts_group);
  miqat_sidebar_row_set_compact (MIQAT_SIDEBAR_ROW (row), self->compact);
  gtk_list_box_append (self->list, row);
}

void
miqat_sidebar_select (MiqatSidebar *self, const char *name)
{
  MiqatSidebarRow *row;

  g_return_if_fail (MIQAT_IS_SIDEBAR (self));

  row = find_row (self, name);
  gtk_list_box_select_row (self->list, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
}

void
miqat_sidebar_set_badge (MiqatSidebar *self, const char *name, guint count)
{
  MiqatSidebarRow *row;

  g_return_if_fail (MIQAT_IS_SIDEBAR (self));

  row = find_row (self, name);
  if (row != NULL)
    miqat_sidebar_row_set_badge (row, count);
}

void
miqat_sidebar_set_office (MiqatSidebar *self,
                          const char *agency,
                          const char *office,
                          GdkPaintable *logo)
{
  g_autofree char *words = NULL;

  g_return_if_fail (MIQAT_IS_SIDEBAR (self));

  gtk_label_set_text (GTK_LABEL (self->agency), agency != NULL ? agency : "");
  gtk_label_set_text (GTK_LABEL (self->office), office != NULL ? office : "");
  words = office != NULL && *office != '\0' ? g_strdup_printf ("%s · %s", agency, office) : g_strdup (agency);
  gtk_widget_set_tooltip_text (self->names, words);
  gtk_widget_set_tooltip_text (self->logo, words);
  gtk_widget_set_visible (self->office, office != NULL && *office != '\0');
  if (logo != NULL)
    gtk_image_set_from_paintable (GTK_IMAGE (self->logo), logo);
  else
    gtk_image_set_from_icon_name (GTK_IMAGE (self->logo), "id.miqat.Office");
}

gboolean
miqat_sidebar_get_compact (MiqatSidebar *self)
{
  g_return_val_if_fail (MIQAT_IS_SIDEBAR (self), FALSE);

  return self->compact;
}

void
miqat_sidebar_set_compact (MiqatSidebar *self, gboolean compact)
{
  GtkWidget *child;

  g_return_if_fail (MIQAT_IS_SIDEBAR (self));

  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_widget_set_visible (self->names, !compact);
  gtk_widget_set_size_request (self->box, compact ? 56 : 220, -1);
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  child = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (MIQAT_IS_SIDEBAR_ROW (child))
      miqat_sidebar_row_set_compact (MIQAT_SIDEBAR_ROW (child), compact);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPACT]);
}
