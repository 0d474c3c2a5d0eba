/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-status-pill.h"

struct _MiqatStatusPill {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *text;
  MiqatTone tone;
};

typedef enum {
  PROP_LABEL = 1,
  PROP_TONE,
} MiqatStatusPillProp;

static GParamSpec *props[PROP_TONE + 1];

G_DEFINE_FINAL_TYPE (MiqatStatusPill, miqat_status_pill, GTK_TYPE_WIDGET)

static void
miqat_status_pill_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MiqatStatusPill *self = MIQAT_STATUS_PILL (object);

  switch ((MiqatStatusPillProp)id) {
  case PROP_LABEL:
    g_value_set_string (value, gtk_label_get_text (self->text));
    break;
  case PROP_TONE:
    g_value_set_enum (value, self->tone);
    break;
  }
}

static void
miqat_status_pill_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MiqatStatusPill *self = MIQAT_STATUS_PILL (object);

  switch ((MiqatStatusPillProp)id) {
  case PROP_LABEL:
    miqat_status_pill_set (self, g_value_get_string (value), self->tone);
    break;
  case PROP_TONE:
    miqat_status_pill_set (self, gtk_label_get_text (self->text),
                           (MiqatTone)g_value_get_enum (value));
    break;
  }
}

static void
miqat_status_pill_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_STATUS_PILL);
  G_OBJECT_CLASS (miqat_status_pill_parent_class)->dispose (object);
}

static void
miqat_status_pill_class_init (MiqatStatusPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = miqat_status_pill_get_property;
  object_class->set_property = miqat_status_pill_set_property;
  object_class->dispose = miqat_status_pill_dispose;
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  props[PROP_TONE]
      = g_param_spec_enum ("tone", NULL, NULL, MIQAT_TYPE_TONE, MIQAT_TONE_NEUTRAL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-status");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-status-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatStatusPill, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatStatusPill, icon);
  gtk_widget_class_bind_template_child (widget_class, MiqatStatusPill, text);
}

static void
miqat_status_pill_init (MiqatStatusPill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  miqat_status_pill_set (self, "", MIQAT_TONE_NEUTRAL);
}

GtkWidget *
miqat_status_pill_new (const char *label, MiqatTone tone)
{
  return g_object_new (MIQAT_TYPE_STATUS_PILL, "label", label, "tone", tone, NULL);
}

void
miqat_status_pill_set (MiqatStatusPill *self, const char *label, MiqatTone tone)
{
  g_return_if_fail (MIQAT_IS_STATUS_PILL (self));

  self->tone = tone;
  if (label != gtk_label_get_text (self->text))
    gtk_label_set_text (self->text, label != NULL ? label : "");
  gtk_image_set_from_icon_name (self->icon, miqat_tone_get_icon_name (tone));
  miqat_tone_apply (tone, self->box);
  gtk_widget_set_visible (self->box, label != NULL && *label != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TONE]);
}

const char *
miqat_status_pill_get_label (MiqatStatusPill *self)
{
  g_return_val_if_fail (MIQAT_IS_STATUS_PILL (self), NULL);

  return gtk_label_get_text (self->text);
}

MiqatTone
miqat_status_pill_get_tone (MiqatStatusPill *self)
{
  g_return_val_if_fail (MIQAT_IS_STATUS_PILL (self), MIQAT_TONE_NEUTRAL);

  return self->tone;
}
