/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-banner.h"

struct _MiqatBanner {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *sentence;
  GtkButton *button;
};

enum {
  BUTTON_CLICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiqatBanner, miqat_banner, GTK_TYPE_WIDGET)

static void
on_clicked_cb (MiqatBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
miqat_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_BANNER);
  G_OBJECT_CLASS (miqat_banner_parent_class)->dispose (object);
}

static void
miqat_banner_class_init (MiqatBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_banner_dispose;
  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", MIQAT_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "miqat-banner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/miqat/Office/widget/miqat-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, MiqatBanner, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, MiqatBanner, sentence);
  gtk_widget_class_bind_template_child (widget_class, MiqatBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
miqat_banner_init (MiqatBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_banner_new (void)
{
  return g_object_new (MIQAT_TYPE_BANNER, NULL);
}

void
miqat_banner_show (MiqatBanner *self,
                   MiqatTone tone,
                   const char *sentence,
                   const char *button_label,
                   const char *detailed_action)
{
  g_return_if_fail (MIQAT_IS_BANNER (self));
  g_return_if_fail (sentence != NULL);

  gtk_label_set_text (self->sentence, sentence);
  gtk_image_set_from_icon_name (self->icon, miqat_tone_get_icon_name (tone));
  miqat_tone_apply (tone, self->box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_button_set_label (self->button, button_label != NULL ? button_label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  if (detailed_action != NULL)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), detailed_action);
  else
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
miqat_banner_hide (MiqatBanner *self)
{
  g_return_if_fail (MIQAT_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

gboolean
miqat_banner_is_shown (MiqatBanner *self)
{
  g_return_val_if_fail (MIQAT_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

const char *
miqat_banner_get_sentence (MiqatBanner *self)
{
  g_return_val_if_fail (MIQAT_IS_BANNER (self), NULL);

  return gtk_label_get_text (self->sentence);
}
