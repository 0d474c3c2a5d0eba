/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-page.h"

typedef struct {
  GtkWidget *root;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkBox *actions;
  GtkButton *primary;
  GtkImage *primary_icon;
  GtkLabel *primary_label;
  GtkWidget *filter_slot;
  MiqatBanner *banner;
  GtkWidget *content_slot;
  GtkWidget *content;
} MiqatPagePrivate;

typedef enum {
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_PRIMARY_LABEL,
  PROP_PRIMARY_ICON_NAME,
  PROP_PRIMARY_ACTION,
  PROP_CONTENT,
} MiqatPageProp;

static GParamSpec *props[PROP_CONTENT + 1];
static GtkBuildableIface *parent_buildable;

static void miqat_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (MiqatPage,
                         miqat_page,
                         GTK_TYPE_WIDGET,
                         G_ADD_PRIVATE (MiqatPage)
                             G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, miqat_page_buildable_init))

static MiqatPagePrivate *
get_private (gpointer page)
{
  return miqat_page_get_instance_private (MIQAT_PAGE (page));
}

/* The page's own template comes through here as well, before there is a root to add to. */
static void
miqat_page_add_child (GtkBuildable *buildable,
                      GtkBuilder *builder,
                      GObject *child,
                      const char *type)
{
  MiqatPage *self = MIQAT_PAGE (buildable);

  if (get_private (self)->root == NULL)
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "filter") == 0)
    miqat_page_set_filter (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "action") == 0)
    miqat_page_add_action (self, GTK_WIDGET (child));
  else if (type == NULL && GTK_IS_WIDGET (child))
    miqat_page_set_content (self, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
miqat_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = miqat_page_add_child;
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
set_primary_label (MiqatPagePrivate *priv, const char *label)
{
  gtk_label_set_text (priv->primary_label, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->primary), label != NULL);
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (priv->primary), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
}

static void
set_primary_icon (MiqatPagePrivate *priv, const char *icon_name)
{
  gtk_image_set_from_icon_name (priv->primary_icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (priv->primary_icon), icon_name != NULL);
}

static void
set_primary_action (MiqatPagePrivate *priv, const char *detailed_action)
{
  if (detailed_action != NULL)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (priv->primary), detailed_action);
  else
    gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->primary), NULL);
}

static void
miqat_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatPagePrivate *priv = get_private (object);

  switch ((MiqatPageProp)id) {
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_text (priv->title));
    break;
  case PROP_SUBTITLE:
    g_value_set_string (value, gtk_label_get_text (priv->subtitle));
    break;
  case PROP_PRIMARY_LABEL:
    g_value_set_string (value, gtk_label_get_text (priv->primary_label));
    break;
  case PROP_PRIMARY_ICON_NAME:
    g_value_set_string (value, gtk_image_get_icon_name (priv->primary_icon));
    break;
  case PROP_PRIMARY_ACTION:
    g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (priv->primary)));
    break;
  case PROP_CONTENT:
    g_value_set_object (value, priv->content);
    break;
  }
}

static void
miqat_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatPagePrivate *priv = get_private (object);

  switch ((MiqatPageProp)id) {
  case PROP_TITLE:
    miqat_page_set_title (MIQAT_PAGE (object), g_value_get_string (value));
    break;
  case PROP_SUBTITLE:
    miqat_page_set_subtitle (MIQAT_PAGE (object), g_value_get_string (value));
    break;
  case PROP_PRIMARY_LABEL:
    set_primary_label (priv, g_value_get_string (value));
    break;
  case PROP_PRIMARY_ICON_NAME:
    set_primary_icon (priv, g_value_get_string (value));
    break;
  case PROP_PRIMARY_ACTION:
    set_primary_action (priv, g_value_get_string (value));
    break;
  case PROP_CONTENT:
    miqat_page_set_content (MIQAT_PAGE (object), g_value_get_object (value));
    break;
  }
}

static void
miqat_page_dispose (GObject *object)
{
  MiqatPagePrivate *priv = get_private (object);

  /* Not by gtk_widget_dispose_template(): GTK 4.8 would look for the template in the derived class.
   */
  priv->content = NULL;
  g_clear_pointer (&priv->root, gtk_widget_unparent);
  G_OBJECT_CLASS (miqat_page_parent_class)->dispose (object);
}

static void
miqat_page_class_init (MiqatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  g_type_ensure (MIQAT_TYPE_BANNER);
  object_class->get_property = miqat_page_get_property;
  object_class->set_property = miqat_page_set_property;
  object_class->dispose = miqat_page_dispose;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  props[PROP_PRIMARY_LABEL] = g_param_spec_string ("primary-label", NULL, NULL, NULL, flags);
  props[PROP_PRIMARY_ICON_NAME]
      = g_param_spec_string ("primary-icon-name", NULL, NULL, NULL, flags);
  props[PROP_PRIMARY_ACTION] = g_param_spec_string ("primary-action", NULL, NULL, NULL, flags);
  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, root);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, title);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, subtitle);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, actions);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, primary);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, primary_icon);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, primary_label);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, filter_slot);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, banner);
  gtk_widget_class_bind_template_child_private (widget_class, MiqatPage, content_slot);
}

static void
miqat_page_init (MiqatPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_page_new (const char *title)
{
  return g_object_new (MIQAT_TYPE_PAGE, "title", title, NULL);
}

const char *
miqat_page_get_title (MiqatPage *self)
{
  g_return_val_if_fail (MIQAT_IS_PAGE (self), NULL);

  return gtk_label_get_text (get_private (self)->title);
}

void
miqat_page_set_title (MiqatPage *self, const char *title)
{
  g_return_if_fail (MIQAT_IS_PAGE (self));

  set_text (get_private (self)->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
}

void
miqat_page_set_subtitle (MiqatPage *self, const char *subtitle)
{
  g_return_if_fail (MIQAT_IS_PAGE (self));

  set_text (get_private (self)->subtitle, subtitle);
}

void
miqat_page_set_primary (MiqatPage *self,
                        const char *label,
                        const char *icon_name,
                        const char *detailed_action)
{
  MiqatPagePrivate *priv;

  g_return_if_fail (MIQAT_IS_PAGE (self));

  priv = get_private (self);
  set_primary_label (priv, label);
  set_primary_icon (priv, icon_name);
  set_primary_action (priv, detailed_action);
}

void
miqat_page_add_action (MiqatPage *self, GtkWidget *button)
{
  g_return_if_fail (MIQAT_IS_PAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (button));

  gtk_box_append (get_private (self)->actions, button);
}

static void
fill_slot (GtkWidget *slot, GtkWidget *child)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (slot)) != NULL)
    gtk_box_remove (GTK_BOX (slot), old);
  if (child != NULL)
    gtk_box_append (GTK_BOX (slot), child);
  gtk_widget_set_visible (slot, child != NULL);
}

void
miqat_page_set_filter (MiqatPage *self, GtkWidget *filter)
{
  g_return_if_fail (MIQAT_IS_PAGE (self));

  fill_slot (get_private (self)->filter_slot, filter);
}

GtkWidget *
miqat_page_get_content (MiqatPage *self)
{
  g_return_val_if_fail (MIQAT_IS_PAGE (self), NULL);

  return get_private (self)->content;
}

void
miqat_page_set_content (MiqatPage *self, GtkWidget *content)
{
  MiqatPagePrivate *priv;

  g_return_if_fail (MIQAT_IS_PAGE (self));

  priv = get_private (self);
  if (content != NULL)
    gtk_widget_set_vexpand (content, TRUE);
  fill_slot (priv->content_slot, content);
  priv->content = content;
}

MiqatBanner *
miqat_page_get_banner (MiqatPage *self)
{
  g_return_val_if_fail (MIQAT_IS_PAGE (self), NULL);

  return get_private (self)->banner;
}

void
miqat_page_shown (MiqatPage *self)
{
  MiqatPageClass *klass;

  g_return_if_fail (MIQAT_IS_PAGE (self));

  klass = MIQAT_PAGE_GET_CLASS (self);
  if (klass->shown != NULL)
    klass->shown (self);
}

GVariant *
miqat_page_save_state (MiqatPage *self)
{
  MiqatPageClass *klass;
  GVariant *state = NULL;

  g_return_val_if_fail (MIQAT_IS_PAGE (self), NULL);

  klass = MIQAT_PAGE_GET_CLASS (self);
  if (klass->save_state != NULL)
    state = klass->save_state (self);
  return state != NULL ? g_variant_take_ref (state) : NULL;
}

void
miqat_page_restore_state (MiqatPage *self, GVariant *state)
{
  MiqatPageClass *klass;

  g_return_if_fail (MIQAT_IS_PAGE (self));
  g_return_if_fail (state != NULL);

  klass = MIQAT_PAGE_GET_CLASS (self);
  if (klass->restore_state != NULL)
    klass->restore_state (self, state);
}

gboolean
miqat_page_start_filter (MiqatPage *self)
{
  MiqatPageClass *klass;

  g_return_val_if_fail (MIQAT_IS_PAGE (self), FALSE);

  klass = MIQAT_PAGE_GET_CLASS (self);
  return klass->start_filter != NULL && klass->start_filter (self);
}
