/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-package-card.h"
#include "miqat-quota-bar.h"

#include <glib/gi18n-lib.h>

struct _MiqatPackageCard {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *name;
  GtkLabel *when;
  GtkLabel *hotels;
  GtkLabel *price;
  MiqatQuotaBar *quota;
};

G_DEFINE_FINAL_TYPE (MiqatPackageCard, miqat_package_card, GTK_TYPE_WIDGET)

static void
miqat_package_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_PACKAGE_CARD);
  G_OBJECT_CLASS (miqat_package_card_parent_class)->dispose (object);
}

static void
miqat_package_card_class_init (MiqatPackageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_package_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/catalog/miqat-package-card.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatPackageCard, box);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackageCard, name);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackageCard, when);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackageCard, hotels);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackageCard, price);
  gtk_widget_class_bind_template_child (widget_class, MiqatPackageCard, quota);
}

static void
miqat_package_card_init (MiqatPackageCard *self)
{
  g_type_ensure (MIQAT_TYPE_QUOTA_BAR);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_package_card_new (void)
{
  return g_object_new (MIQAT_TYPE_PACKAGE_CARD, NULL);
}

static void
show_departure (MiqatPackageCard *self, const MiqatPackage *package, const MiqatOfferDeparture *next)
{
  MiqatDay day = MIQAT_DAY_NONE;
  g_autofree char *date = NULL;
  g_autofree char *when = NULL;
  g_autofree char *hotels = NULL;

  miqat_day_parse (next->departure_date, &day);
  date = miqat_day_format (day, miqat_look_is_indonesian ());
  /* TRANSLATORS: date of departure, length of the package, airline, airport. */
  when = g_strdup_printf (_("%s · %d days\n%s · %s"), date, package->duration_days, next->airline_name,
                          next->origin_airport);
  hotels = g_strdup_printf ("%s · %s", next->hotel_makkah != NULL ? next->hotel_makkah : "–",
                            next->hotel_madinah != NULL ? next->hotel_madinah : "–");
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->hotels, hotels);
  miqat_quota_bar_set_seats (self->quota, (guint) next->booked_seats, 0, (guint) next->total_seats);
}

void
miqat_package_card_show (MiqatPackageCard *self, const MiqatPackage *package, const MiqatOffer *offer)
{
  const MiqatOfferDeparture *next
    = offer != NULL && offer->departures->len > 0 ? g_ptr_array_index (offer->departures, 0) : NULL;

  gtk_label_set_text (self->name, package->name);
  gtk_widget_set_visible (GTK_WIDGET (self->hotels), next != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->quota), next != NULL);
  if (next != NULL)
    show_departure (self, package, next);
  else
    gtk_label_set_text (self->when, offer != NULL ? _("No departure yet") : _("Not published: the public does not see it"));
  gtk_widget_set_visible (GTK_WIDGET (self->price), offer != NULL && offer->min_price > 0);
  if (offer != NULL && offer->min_price > 0) {
    g_autofree char *amount = miqat_money_format (offer->min_price);
    g_autofree char *words = g_strdup_printf (_("From %s"), amount);

    gtk_label_set_text (self->price, words);
  }
}
