/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-departure-card.h"
#include "miqat-home-page.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-morning.h"
#include "miqat-report.h"

#define DEPARTURES_SHOWN 6

struct _MiqatHomePage {
  MiqatPage parent_instance;

  MiqatOffice *office;
  MiqatMorning *morning; /* what waits */
  GtkWidget *numbers;    /* Pusat: four that open */
  GtkLabel *bookings;
  GtkLabel *travellers;
  GtkLabel *received;
  GtkLabel *proofs;
  GtkGrid *departures;
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (MiqatHomePage, miqat_home_page, MIQAT_TYPE_PAGE)

static void
tell (MiqatHomePage *self, const GError *error)
{
  miqat_banner_show (miqat_page_get_banner (MIQAT_PAGE (self)), MIQAT_TONE_BAD, error->message, NULL, NULL);
}

/* ---- numbers -------------------------------------------------------------------------------- */

static void
show_numbers (MiqatHomePage *self, const MiqatToday *today)
{
  g_autofree char *bookings = g_strdup_printf ("%d", (int) today->bookings);
  g_autofree char *travellers = g_strdup_printf ("%d", (int) today->travellers);
  g_autofree char *received = miqat_money_format (today->received);
  g_autofree char *proofs = g_strdup_printf ("%d", (int) today->proofs_waiting);

  gtk_label_set_text (self->bookings, bookings);
  gtk_label_set_text (self->travellers, travellers);
  gtk_label_set_text (self->received, received);
  gtk_label_set_text (self->proofs, proofs);
}

/* ---- departures ----------------------------------------------------------------------------- */

static gboolean
show_departures (MiqatHomePage *self, GError **error)
{
  g_autoptr (GPtrArray) departures = miqat_departure_list (miqat_office_get_db (self->office), NULL, error);
  char today[MIQAT_DAY_TEXT_SIZE];
  GtkWidget *child;
  guint shown = 0;

  if (departures == NULL)
    return FALSE;
  miqat_day_to_text (miqat_instant_get_day (miqat_office_get_now (self->office),
                                            miqat_office_get_zone (self->office)), today);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->departures))) != NULL)
    gtk_grid_remove (self->departures, child);
  for (guint i = 0; i < departures->len && shown < DEPARTURES_SHOWN; i++) {
    const MiqatDeparture *departure = g_ptr_array_index (departures, i);

    if (g_strcmp0 (departure->departure_date, today) < 0)
      continue;
    gtk_grid_attach (self->departures, miqat_departure_card_new (departure), (int) shown % 2, (int) shown / 2, 1, 1);
    shown++;
  }
  return TRUE;
}

/* ---- together ------------------------------------------------------------------------------- */

static gboolean
refresh_cb (gpointer data)
{
  MiqatHomePage *self = data;
  g_autoptr (GError) error = NULL;
  MiqatToday today;

  self->refresh_source = 0;
  if (!miqat_report_today (miqat_office_get_db (self->office), miqat_office_get_reader (self->office),
                           miqat_office_get_now (self->office), miqat_office_get_zone (self->office), &today, &error)) {
    tell (self, error);
    return G_SOURCE_REMOVE;
  }
  if (gtk_widget_get_visible (self->numbers))
    show_numbers (self, &today);
  if (!miqat_morning_refresh (self->morning, self->office, &today, &error)
      || !show_departures (self, &error))
    tell (self, error);
  return G_SOURCE_REMOVE;
}

/* Many commits in a row are read once. */
static void
queue_refresh (MiqatHomePage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (100, refresh_cb, self);
}

static void
on_changed_cb (MiqatOffice *office, MiqatChanges *changes, MiqatHomePage *self)
{
  queue_refresh (self);
}

static void
miqat_home_page_shown (MiqatPage *page)
{
  queue_refresh (MIQAT_HOME_PAGE (page));
}

static void
miqat_home_page_dispose (GObject *object)
{
  MiqatHomePage *self = MIQAT_HOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIQAT_TYPE_HOME_PAGE);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->office);
  G_OBJECT_CLASS (miqat_home_page_parent_class)->dispose (object);
}

static void
miqat_home_page_class_init (MiqatHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = miqat_home_page_dispose;
  MIQAT_PAGE_CLASS (klass)->shown = miqat_home_page_shown;
  g_type_ensure (MIQAT_TYPE_MORNING);
  gtk_widget_class_set_template_from_resource (widget_class, MIQAT_RESOURCE_PATH "/home/miqat-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, morning);
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, numbers);
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, bookings);
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, travellers);
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, received);
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, proofs);
  gtk_widget_class_bind_template_child (widget_class, MiqatHomePage, departures);
}

static void
miqat_home_page_init (MiqatHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
miqat_home_page_new (MiqatOffice *office)
{
  MiqatHomePage *self = g_object_new (MIQAT_TYPE_HOME_PAGE, NULL);
  const MiqatActor *actor = miqat_office_get_actor (office);

  self->office = g_object_ref (office);
  /* A branch has its own list; the head office looks at the whole. */
  gtk_widget_set_visible (self->numbers, actor != NULL && actor->tier == MIQAT_TIER_PUSAT);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (office, "sync-changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  refresh_cb (self);
  return GTK_WIDGET (self);
}
