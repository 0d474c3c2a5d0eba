/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second act: what the agency sells, and when it departs. */
#include "config.h"

#include "miqat-demo-private.h"
#include "miqat-departure.h"
#include "miqat-hotel.h"
#include "miqat-json.h"

#include <glib/gi18n.h>

/* A departure without a plan of its own costs what the package costs, and these more. */
#define TRIPLE_MORE 1500000
#define DOUBLE_MORE 3500000

static MiqatDemoOffice *
get_pusat (MiqatDemo *self)
{
  return self->offices->pdata[0];
}

static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *m = members; m != NULL; m = m->next)
    json_object_set_member (copy, m->data, json_object_dup_member (object, m->data));
  return copy;
}

/* ---- packages --------------------------------------------------------------------------------- */

static gboolean
set_prices (MiqatDemo *self, const char *package_id, gint64 cost, gint64 margin, gint64 max_price,
            GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "package_id", package_id);
  json_object_set_int_member (args, "cost", cost);
  json_object_set_int_member (args, "margin", margin);
  if (max_price > 0)
    json_object_set_int_member (args, "max_price", max_price);
  return miqat_demo_do (self, "package.set_prices", get_pusat (self)->finance, args, error);
}

static gboolean
publish (MiqatDemo *self, const char *package_id, GError **error)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "package_id", package_id);
  return miqat_demo_do (self, "package.publish", get_pusat (self)->sales, args, error);
}

static gboolean
add_package (MiqatDemo *self, JsonObject *args, gint64 cost, gint64 margin, gint64 max_price, GError **error)
{
  char *id = miqat_demo_get (self, "package.create", get_pusat (self)->sales, args, "package_id", error);

  if (id == NULL)
    return FALSE;
  g_ptr_array_add (self->packages, id);
  self->report.packages++;
  return set_prices (self, id, cost, margin, max_price, error) && publish (self, id, error);
}

/* A package like one of the data, under another name, length and price. */
static gboolean
invent_package (MiqatDemo *self, JsonObject *data, guint index, GError **error)
{
  JsonArray *packages = miqat_json_get_array (data, "packages");
  JsonArray *names = miqat_json_get_array (data, "names");
  JsonArray *durations = miqat_json_get_array (data, "durations");
  guint n_names = json_array_get_length (names);
  const char *name = json_array_get_string_element (names, index % n_names);
  gint64 days = json_array_get_int_element (durations, index / n_names % json_array_get_length (durations));
  JsonObject *model = json_array_get_object_element (packages, 0);
  JsonObject *args = copy_object (miqat_json_get_object (model, "create"));
  gint64 cost = 1000000 * miqat_demo_random_between (&self->random, 21, 44);
  g_autofree char *full = g_strdup_printf ("Umroh %s %d Hari", name, (int) days);

  json_object_set_string_member (args, "name", full);
  json_object_set_string_member (args, "kind", g_str_has_prefix (name, "Plus") ? "umrah_plus" : "umrah");
  json_object_set_int_member (args, "duration_days", days);
  json_object_set_string_member (args, "description", full);
  return add_package (self, args, cost, 5000000, cost + 15000000, error);
}

gboolean
miqat_demo_make_packages (MiqatDemo *self, guint n_packages, GError **error)
{
  g_autoptr (JsonNode) node = miqat_demo_load_data ("packages.json", error);
  JsonObject *data;
  JsonArray *packages;

  if (node == NULL)
    return FALSE;
  data = json_node_get_object (node);
  packages = miqat_json_get_array (data, "packages");
  for (guint i = 0; i < json_array_get_length (packages); i++) {
    JsonObject *package = json_array_get_object_element (packages, i);
    JsonObject *prices = miqat_json_get_object (package, "prices");

    if (!add_package (self, copy_object (miqat_json_get_object (package, "create")),
                      miqat_json_get_int (prices, "cost", 0), miqat_json_get_int (prices, "margin", 0),
                      miqat_json_get_int (prices, "max_price", 0), error))
      return FALSE;
  }
  for (guint i = 0; self->packages->len < n_packages; i++) {
    if (!invent_package (self, data, i, error))
      return FALSE;
    miqat_demo_progress (self, _("packages"), self->packages->len, n_packages);
  }
  return TRUE;
}

/* ---- departures ------------------------------------------------------------------------------- */

static gboolean
set_hotel (MiqatDemo *self, JsonObject *args, const char *member, const char *name, GError **error)
{
  g_autoptr (MiqatDb) db = NULL;
  g_autoptr (GPtrArray) hotels = NULL;

  if (name == NULL)
    return TRUE;
  db = miqat_site_open_reader (self->site, error);
  hotels = db != NULL ? miqat_hotel_list (db, NULL, error) : NULL;
  if (hotels == NULL)
    return FALSE;
  for (guint i = 0; i < hotels->len; i++) {
    const MiqatHotel *hotel = hotels->pdata[i];

    if (g_strcmp0 (hotel->name, name) == 0) {
      json_object_set_string_member (args, member, hotel->id);
      return TRUE;
    }
  }
  g_error ("data/demo/packages.json names the hotel %s, which is not there", name);
}

static void
add_room (JsonArray *rooms, const char *type, gint64 price)
{
  JsonObject *room = json_object_new ();

  json_object_set_string_member (room, "type", type);
  json_object_set_int_member (room, "price", price);
  json_array_add_object_element (rooms, room);
}

static JsonObject *
make_departure_args (MiqatDemo *self, const char *package_id, JsonObject *plan, GError **error)
{
  static const char *const copied[] = { "airline_code", "flight_number", "origin_airport", "route" };
  static const char *const types[] = { "quad", "triple", "double" };
  g_autoptr (JsonObject) args = json_object_new ();
  MiqatDay date = self->options->today + (MiqatDay) miqat_json_get_int (plan, "in", 0);
  MiqatDay back = date + (MiqatDay) miqat_json_get_int (plan, "days", 9) - 1;
  JsonArray *rooms = json_array_new ();
  char text[MIQAT_DAY_TEXT_SIZE];

  json_object_set_string_member (args, "package_id", package_id);
  json_object_set_string_member (args, "departure_date", miqat_day_to_text (date, text));
  json_object_set_string_member (args, "return_date", miqat_day_to_text (back, text));
  json_object_set_int_member (args, "total_seats", miqat_json_get_int (plan, "total_seats", 45));
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    json_object_set_string_member (args, copied[i], miqat_json_get_text (plan, copied[i]));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    add_room (rooms, types[i], miqat_json_get_int (plan, types[i], 0));
  json_object_set_array_member (args, "rooms", rooms);
  if (!set_hotel (self, args, "hotel_makkah_id", miqat_json_get_text (plan, "makkah"), error)
      || !set_hotel (self, args, "hotel_madinah_id", miqat_json_get_text (plan, "madinah"), error))
    return NULL;
  return g_steal_pointer (&args);
}

static void
free_room (gpointer data)
{
  MiqatDemoRoom *room = data;

  g_free (room->id);
  g_free (room->type);
  g_free (room);
}

/* Reads back what the command made: its code and the ids of its rooms. */
static MiqatDemoDeparture *
note_departure (MiqatDemo *self, const char *id, guint office, MiqatDay date, GError **error)
{
  g_autoptr (MiqatDb) db = miqat_site_open_reader (self->site, error);
  g_autoptr (MiqatDeparture) departure = db != NULL ? miqat_departure_load (db, id, error) : NULL;
  MiqatDemoDeparture *note;

  if (departure == NULL)
    return NULL;
  note = g_new0 (MiqatDemoDeparture, 1);
  note->id = g_strdup (id);
  note->code = g_strdup (departure->code);
  note->date = date;
  note->office = office;
  note->seats = (guint) departure->total_seats;
  note->rooms = g_ptr_array_new_with_free_func (free_room);
  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatRoomType *type = departure->rooms->pdata[i];
    MiqatDemoRoom *room = g_new0 (MiqatDemoRoom, 1);

    room->id = g_strdup (type->id);
    room->type = g_strdup (type->type);
    room->price = type->price;
    room->size = miqat_room_type_get_size (type->type);
    g_ptr_array_add (note->rooms, room);
  }
  g_ptr_array_add (self->departures, note);
  self->report.departures++;
  return note;
}

static gboolean
allot (MiqatDemo *self, const char *departure_id, JsonObject *allotments, GError **error)
{
  g_autoptr (GList) codes = allotments != NULL ? json_object_get_members (allotments) : NULL;

  for (GList *c = codes; c != NULL; c = c->next) {
    JsonObject *args = json_object_new ();

    json_object_set_string_member (args, "departure_id", departure_id);
    json_object_set_string_member (args, "branch_id", miqat_demo_find_office (self, c->data, NULL)->id);
    json_object_set_int_member (args, "seats", miqat_json_get_int (allotments, c->data, 0));
    if (!miqat_demo_do (self, "allotment.set", get_pusat (self)->sales, args, error))
      return FALSE;
  }
  return TRUE;
}

MiqatDemoDeparture *
miqat_demo_add_departure (MiqatDemo *self, guint office, const char *package_id, JsonObject *plan,
                          GError **error)
{
  MiqatDemoOffice *where = self->offices->pdata[office];
  MiqatDay date = self->options->today + (MiqatDay) miqat_json_get_int (plan, "in", 0);
  JsonObject *args = make_departure_args (self, package_id, plan, error);
  MiqatDemoDeparture *note;
  g_autofree char *id = NULL;

  if (args == NULL)
    return NULL;
  id = miqat_demo_get (self, "departure.add", where->sales, args, "departure_id", error);
  note = id != NULL ? note_departure (self, id, office, date, error) : NULL;
  if (note == NULL)
    return NULL;
  note->sell_out = json_object_has_member (plan, "full");
  note->has_allotments = json_object_has_member (plan, "allot");
  if (!allot (self, id, miqat_json_get_object (plan, "allot"), error))
    return NULL;
  return note;
}

/* The departures of one package of the data. */
static gboolean
add_planned (MiqatDemo *self, JsonObject *package, const char *package_id, GError **error)
{
  JsonArray *plans = miqat_json_get_array (package, "departures");
  gint64 days = miqat_json_get_int (miqat_json_get_object (package, "create"), "duration_days", 9);

  for (guint i = 0; i < json_array_get_length (plans); i++) {
    g_autoptr (JsonObject) plan = copy_object (json_array_get_object_element (plans, i));
    guint office = 0;

    json_object_set_int_member (plan, "days", days);
    miqat_demo_find_office (self, miqat_json_get_text (plan, "site"), &office);
    if (miqat_demo_add_departure (self, office, package_id, plan, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

static JsonObject *
invent_plan (MiqatDemo *self, guint office, int in)
{
  static const struct { const char *airline, *flight; } flights[] = {
    { "SV", "SV 817" }, { "GA", "GA 980" }, { "JT", "JT 1740" }, { "QR", "QR 957" }, { "EY", "EY 475" },
  };
  const MiqatDemoOffice *where = self->offices->pdata[office];
  guint flight = (guint) (miqat_demo_random_next (&self->random) % G_N_ELEMENTS (flights));
  gint64 quad = 500000 * miqat_demo_random_between (&self->random, 54, 64);
  g_autofree char *route = g_strdup_printf ("%s-JED-MED-%s", where->airport, where->airport);
  JsonObject *plan = json_object_new ();

  json_object_set_int_member (plan, "in", in);
  json_object_set_string_member (plan, "airline_code", flights[flight].airline);
  json_object_set_string_member (plan, "flight_number", flights[flight].flight);
  json_object_set_string_member (plan, "origin_airport", where->airport);
  json_object_set_string_member (plan, "route", route);
  json_object_set_string_member (plan, "makkah", "Darul Aman Makkah");
  json_object_set_string_member (plan, "madinah", "Manazil Uhud");
  json_object_set_int_member (plan, "total_seats", 45);
  json_object_set_int_member (plan, "quad", quad);
  json_object_set_int_member (plan, "triple", quad + TRIPLE_MORE);
  json_object_set_int_member (plan, "double", quad + DOUBLE_MORE);
  return plan;
}

gboolean
miqat_demo_make_departures (MiqatDemo *self, guint n_more, int first, int last, GError **error)
{
  g_autoptr (JsonNode) node = miqat_demo_load_data ("packages.json", error);
  JsonArray *packages;
  guint n_planned;

  if (node == NULL)
    return FALSE;
  packages = miqat_json_get_array (json_node_get_object (node), "packages");
  n_planned = json_array_get_length (packages);
  for (guint i = 0; i < n_planned; i++)
    if (!add_planned (self, json_array_get_object_element (packages, i), self->packages->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < n_more; i++) {
    guint office = 1 + i % (self->offices->len - 1);
    guint package = n_planned + i % (self->packages->len - n_planned);
    g_autoptr (JsonObject) plan = invent_plan (self, office, first + (int) ((last - first) * (gint64) i / n_more));

    if (miqat_demo_add_departure (self, office, self->packages->pdata[package], plan, error) == NULL)
      return FALSE;
    miqat_demo_progress (self, _("departures"), i + 1, n_more);
  }
  return TRUE;
}
