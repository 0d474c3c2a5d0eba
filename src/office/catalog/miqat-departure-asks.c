/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-allotment-summary.h"
#include "miqat-departure-asks.h"
#include "miqat-hotel.h"
#include "miqat-money.h"
#include "miqat-package.h"
#include "miqat-user.h"

#include <glib/gi18n-lib.h>

/* A list of choices whose texts it owns; ends with a NULL name. */
typedef struct {
  GArray *choices;
  GPtrArray *texts;
} Choices;

static void
choices_init (Choices *self)
{
  self->choices = g_array_new (TRUE, TRUE, sizeof (MiqatChoice));
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

static void
choices_clear (Choices *self)
{
  g_array_unref (self->choices);
  g_ptr_array_unref (self->texts);
}

/* Takes `label`. */
static void
choices_add (Choices *self, const char *name, char *label)
{
  char *own = g_strdup (name);
  MiqatChoice one = { own, label };

  g_ptr_array_add (self->texts, own);
  g_ptr_array_add (self->texts, label);
  g_array_append_val (self->choices, one);
}

static const MiqatChoice *
choices_get (const Choices *self)
{
  return (const MiqatChoice *) (gpointer) self->choices->data;
}

static gboolean
read_packages (MiqatDb *db, Choices *choices, GError **error)
{
  g_autoptr (GPtrArray) packages = miqat_package_list (db, error);

  for (guint i = 0; packages != NULL && i < packages->len; i++) {
    const MiqatPackage *package = g_ptr_array_index (packages, i);
    g_autofree char *ceiling = miqat_money_format (package->max_price);

    if (g_str_equal (package->status, "archived"))
      continue;
    choices_add (choices, package->id, package->max_price > 0
                                         ? g_strdup_printf (_("%s (up to %s)"), package->name, ceiling)
                                         : g_strdup (package->name));
  }
  return packages != NULL;
}

static gboolean
read_carriers (GPtrArray *carriers, Choices *choices)
{
  for (guint i = 0; carriers != NULL && i < carriers->len; i++) {
    const MiqatCarrier *carrier = g_ptr_array_index (carriers, i);

    choices_add (choices, carrier->code,
                 carrier->city != NULL ? g_strdup_printf ("%s · %s", carrier->code, carrier->city)
                                       : g_strdup_printf ("%s · %s", carrier->code, carrier->name));
  }
  if (carriers != NULL)
    g_ptr_array_unref (carriers);
  return carriers != NULL;
}

static gboolean
read_hotels (MiqatDb *db, const char *city, Choices *choices, GError **error)
{
  g_autoptr (GPtrArray) hotels = miqat_hotel_list (db, city, error);

  for (guint i = 0; hotels != NULL && i < hotels->len; i++) {
    const MiqatHotel *hotel = g_ptr_array_index (hotels, i);

    choices_add (choices, hotel->id, g_strdup_printf ("%s · ★%d · %d m", hotel->name, hotel->stars, hotel->distance_m));
  }
  return hotels != NULL;
}

/* ---- a new departure ------------------------------------------------------------------------ */

gboolean
miqat_departure_ask_new (GtkWidget *parent, MiqatOffice *office, MiqatCommandDone done, gpointer data,
                         GError **error)
{
  MiqatDb *db = miqat_office_get_db (office);
  Choices lists[5];
  gboolean read;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    choices_init (&lists[i]);
  read = read_packages (db, &lists[0], error) && read_carriers (miqat_airline_list (db, error), &lists[1])
      && read_carriers (miqat_airport_list (db, error), &lists[2])
      && read_hotels (db, "makkah", &lists[3], error) && read_hotels (db, "madinah", &lists[4], error);
  if (read) {
    const MiqatFieldChange changes[] = {
      { .name = "package_id", .choices = choices_get (&lists[0]) },
      { .name = "branch_id", .hidden = TRUE },
      { .name = "airline_code", .choices = choices_get (&lists[1]) },
      { .name = "flight_number", .placeholder = "SV 827", .beside = TRUE },
      { .name = "origin_airport", .choices = choices_get (&lists[2]) },
      { .name = "route", .placeholder = "SUB-JED-MED-SUB", .beside = TRUE },
      { .name = "hotel_makkah_id", .choices = choices_get (&lists[3]) },
      { .name = "hotel_madinah_id", .choices = choices_get (&lists[4]), .beside = TRUE },
      { .name = "return_date", .beside = TRUE },
      { NULL },
    };
    MiqatCommandQuestion question = {
      .command = "departure.add", .title = _("New departure"), .verb = _("Add departure"),
      .changes = changes, .done = done, .data = data,
    };
    miqat_command_dialog_show (parent, office, &question);
  }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    choices_clear (&lists[i]);
  return read;
}

/* ---- seats for an office -------------------------------------------------------------------- */

static gboolean
read_offices (MiqatDb *db, Choices *choices, GError **error)
{
  g_autoptr (GPtrArray) offices = miqat_user_list_offices (db, error);

  for (guint i = 0; offices != NULL && i < offices->len; i++) {
    const MiqatUser *office = g_ptr_array_index (offices, i);

    if (office->is_active)
      choices_add (choices, office->id, g_strdup (office->full_name));
  }
  return offices != NULL;
}

static void
on_allotment_typed_cb (JsonObject *typed, gpointer data)
{
  miqat_allotment_summary_show (data, typed);
}

gboolean
miqat_departure_ask_allotment (GtkWidget *parent, MiqatOffice *office, const MiqatDeparture *departure,
                               GError **error)
{
  MiqatDb *db = miqat_office_get_db (office);
  MiqatDeparture *now = miqat_departure_load (db, departure->id, error);
  g_autoptr (JsonObject) given = json_object_new ();
  gboolean read;
  Choices offices;

  if (now == NULL)
    return FALSE;
  choices_init (&offices);
  json_object_set_string_member (given, "departure_id", departure->id);
  read = read_offices (db, &offices, error);
  if (!read) {
    miqat_departure_free (now);
  } else {
    GtkWidget *summary = miqat_allotment_summary_new (now);
    const MiqatFieldChange changes[] = {
      { .name = "departure_id", .hidden = TRUE },
      { .name = "branch_id", .choices = choices_get (&offices) },
      { .name = "seats", .hint = _("How many this office has in all. Only it sells them; the public pages show the rest.") },
      { NULL },
    };
    MiqatCommandQuestion question = {
      .command = "allotment.set", .title = _("Seats for an office"), .verb = _("Allot"),
      .changes = changes, .given = given, .aside = summary, .typed = on_allotment_typed_cb, .typed_data = summary,
    };
    miqat_command_dialog_show (parent, office, &question);
  }
  choices_clear (&offices);
  return read;
}

/* ---- seats for this computer ---------------------------------------------------------------- */

void
miqat_departure_ask_lease (GtkWidget *parent, MiqatOffice *office, const MiqatDeparture *departure)
{
  const MiqatSiteIdentity *identity = miqat_site_get_identity (miqat_office_get_site (office));
  g_autoptr (JsonObject) given = json_object_new ();
  Choices rooms;

  choices_init (&rooms);
  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatRoomType *room = g_ptr_array_index (departure->rooms, i);
    choices_add (&rooms, room->id, g_strdup (miqat_command_choice_label (room->type)));
  }
  json_object_set_string_member (given, "departure_id", departure->id);
  json_object_set_string_member (given, "branch_id", identity->node_id);
  json_object_set_string_member (given, "device_id", identity->device_id);
  {
    const MiqatFieldChange changes[] = {
      { .name = "departure_id", .hidden = TRUE },
      { .name = "branch_id", .hidden = TRUE },
      { .name = "device_id", .hidden = TRUE },
      { .name = "seats", .hint = _("This computer can sell them with certainty, also without the network.") },
      { .name = "beds.room_type_id", .choices = choices_get (&rooms) },
      { NULL },
    };
    MiqatCommandQuestion question = {
      .command = "lease.grant", .title = _("Seats for this computer"), .verb = _("Ask for them"),
      .changes = changes, .given = given,
    };
    miqat_command_dialog_show (parent, office, &question);
  }
  choices_clear (&rooms);
}
