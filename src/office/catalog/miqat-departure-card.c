/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-departure-card.h"
#include "miqat-look.h"
#include "miqat-quota-bar.h"

struct _MiqatDepartureCard {
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *name;
  GtkLabel *when;
  MiqatQuotaBar *quota;
};

G_DEFINE_FINAL_TYPE (MiqatDepartureCard, miqat_departure_card, GTK_TYPE_WIDGET)

static void
miqat_departure_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_DEPARTURE_CARD);
  G_OBJECT_CLASS (miqat_departure_card_parent_class)->dispose (object);
}

static void
miqat_departure_card_class_init (MiqatDepartureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_departure_card_dispose;
  g_type_ensure (MIQAT_TYPE_QUOTA_BAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-departure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatDepartureCard, button);
  gtk_widget_class_bind_template_child (widget_class, MiqatDepartureCard, name);
  gtk_widget_class_bind_template_child (widget_class, MiqatDepartureCard, when);
  gtk_widget_class_bind_template_child (widget_class, MiqatDepartureCard, quota);
}

static void
miqat_departure_card_init (MiqatDepartureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_departure_card_new (const MiqatDeparture *departure)
{
  MiqatDepartureCard *self = g_object_new (MIQAT_TYPE_DEPARTURE_CARD, NULL);
  MiqatDay day = MIQAT_DAY_NONE;
  g_autofree char *date = NULL;
  g_autofree char *when = NULL;

  miqat_day_parse (departure->departure_date, &day);
  date = miqat_day_format (day, miqat_look_is_indonesian ());
  when = g_strdup_printf ("%s · %s", date, departure->route);
  gtk_label_set_text (self->name, departure->package_name);
  gtk_label_set_text (self->when, when);
  miqat_quota_bar_set_seats (self->quota, (guint) departure->booked_seats, 0, (guint) departure->total_seats);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(ss)", "departure", departure->id);
  return GTK_WIDGET (self);
}
