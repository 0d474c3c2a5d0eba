/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the departure commands do. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-catalog-rules.h"
#include "miqat-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const miqat_room_types[] = { "quint", "quad", "triple", "double", "single", NULL };

static const MiqatParam room_fields[] = {
  { "type", N_ ("Room"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_REQUIRED, .choices = miqat_room_types },
  { "price", N_ ("Price per person"), MIQAT_PARAM_MONEY, MIQAT_PARAM_REQUIRED, .min = 1 },
  { "quota", N_ ("Beds"), MIQAT_PARAM_COUNT, .max = 1000 },
  { NULL },
};

#define FIELDS(flags)                                                                                  \
  { "departure_date", N_ ("Departure"), MIQAT_PARAM_DAY, flags },                                      \
  { "return_date", N_ ("Return"), MIQAT_PARAM_DAY, flags },                                            \
  { "airline_code", N_ ("Airline"), MIQAT_PARAM_KEY, flags, .max = 3 },                                \
  { "flight_number", N_ ("Flight"), MIQAT_PARAM_TEXT, flags, .max = 12,                                \
    .check = miqat_flight_number_check },                                                              \
  { "origin_airport", N_ ("From"), MIQAT_PARAM_KEY, flags, .max = 3 },                                 \
  { "route", N_ ("Route"), MIQAT_PARAM_TEXT, flags, .max = 60, .check = miqat_route_check },           \
  { "hotel_makkah_id", N_ ("Hotel in Makkah"), MIQAT_PARAM_ID, MIQAT_PARAM_CLEARABLE },                \
  { "hotel_madinah_id", N_ ("Hotel in Madinah"), MIQAT_PARAM_ID, MIQAT_PARAM_CLEARABLE },              \
  { "total_seats", N_ ("Seats"), MIQAT_PARAM_COUNT, flags, .min = 1, .max = 1000 }

const MiqatParam miqat_departure_add_params[] = {
  { "package_id", N_ ("Package"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "departure_code", N_ ("Code"), MIQAT_PARAM_KEY, MIQAT_PARAM_CODE },
  { "branch_id", N_ ("Office"), MIQAT_PARAM_ID },
  FIELDS (MIQAT_PARAM_REQUIRED),
  { "rooms", N_ ("Rooms and prices"), MIQAT_PARAM_LIST, MIQAT_PARAM_REQUIRED, .min = 1, .max = 5,
    .fields = room_fields },
  { NULL },
};

const MiqatParam miqat_departure_edit_params[] = {
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  FIELDS (MIQAT_PARAM_OPTIONAL),
  { NULL },
};

/* Room types that are not named stay as they are; one without a quota has as many beds as there are
 * seats. */
const MiqatParam miqat_departure_rooms_params[] = {
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "rooms", N_ ("Rooms and prices"), MIQAT_PARAM_LIST, MIQAT_PARAM_REQUIRED, .min = 1, .max = 5,
    .fields = room_fields },
  { NULL },
};

const MiqatParam miqat_departure_id_params[] = {
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { NULL },
};

/* ---- who and which -------------------------------------------------------------------------- */

gboolean
miqat_departure_subject (MiqatCall *call, char **node_id, GError **error)
{
  return miqat_departure_load_branch (call->db, miqat_args_text (call->args, "departure_id"), node_id, error);
}

/* The office a new departure belongs to: the one named, else the actor's own. */
static const char *
get_new_branch (const MiqatCall *call)
{
  const char *branch_id = miqat_args_text (call->args, "branch_id");

  if (branch_id != NULL)
    return branch_id;
  return call->actor->branch_id != NULL ? call->actor->branch_id : call->site_node_id;
}

gboolean
miqat_departure_add_subject (MiqatCall *call, char **node_id, GError **error)
{
  *node_id = g_strdup (get_new_branch (call));
  return TRUE;
}

gboolean
miqat_departure_allot (MiqatCall *call, MiqatArgs *args, GError **error)
{
  g_autofree char *series
    = miqat_code_make_series ("DEP", miqat_args_day (args, "departure_date"), call->series);
  g_autofree char *code = NULL;
  gint64 number = 0;

  if (!miqat_call_next_number (call, series, &number, error))
    return FALSE;
  code = miqat_code_make (series, number);
  miqat_args_set_text (args, "departure_code", code);
  return TRUE;
}

/* ---- checks --------------------------------------------------------------------------------- */

static gboolean
check_code (MiqatCall *call, const MiqatDeparture *self, GError **error)
{
  g_autofree char *series = miqat_code_make_series (
    "DEP", miqat_args_day (call->args, "departure_date"), call->series);
  gboolean exists = FALSE;

  if (!miqat_departure_code_exists (call->db, self->code, &exists, error))
    return FALSE;
  if (exists)
    return miqat_refuse (error, "departure_code", MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  if (!miqat_code_is_in_series (self->code, series) && call->actor->tier != MIQAT_TIER_SYSTEM)
    return miqat_refuse (error, "departure_code", MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  return TRUE;
}

static gboolean
check_hotel (MiqatCall *call, const char *field, const char *id, const char *city, GError **error)
{
  g_autofree char *found = NULL;

  if (id == NULL)
    return TRUE;
  if (!miqat_hotel_load_city (call->db, id, &found, error))
    return FALSE;
  if (g_strcmp0 (found, city) != 0)
    return miqat_refuse (error, field, MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

/* That everything the departure refers to is there, and that its days are in order. */
static gboolean
check_departure (MiqatCall *call, const MiqatDeparture *self, GError **error)
{
  gboolean exists = FALSE;

  if (strcmp (self->return_date, self->departure_date) <= 0)
    return miqat_refuse (error, "return_date", MIQAT_PROBLEM_DAYS_REVERSED, NULL);
  if (!miqat_airline_exists (call->db, self->airline_code, &exists, error))
    return FALSE;
  if (!exists)
    return miqat_refuse (error, "airline_code", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (!miqat_airport_exists (call->db, self->origin_airport, &exists, error))
    return FALSE;
  if (!exists)
    return miqat_refuse (error, "origin_airport", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return check_hotel (call, "hotel_makkah_id", self->hotel_makkah_id, "makkah", error)
         && check_hotel (call, "hotel_madinah_id", self->hotel_madinah_id, "madinah", error);
}

static gboolean
check_day_ahead (MiqatCall *call, GError **error)
{
  if (miqat_args_has (call->args, "departure_date")
      && miqat_args_day (call->args, "departure_date") < call->day)
    return miqat_refuse (error, "departure_date", MIQAT_PROBLEM_DAY_PAST, NULL);
  return TRUE;
}

/* Every price within the ceiling, every room type once: all faults at once. */
static gboolean
check_rooms (const MiqatArgs *args, gint64 ceiling, GError **error)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *most = miqat_money_format (ceiling);

  for (guint i = 0; i < miqat_args_list_length (args, "rooms"); i++) {
    const MiqatArgs *room = miqat_args_list_get (args, "rooms", i);
    g_autofree char *type_field = g_strdup_printf ("rooms.%u.type", i);
    g_autofree char *price_field = g_strdup_printf ("rooms.%u.price", i);

    if (!g_hash_table_add (types, (gpointer) miqat_args_text (room, "type")))
      miqat_problems_add (problems, type_field, MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
    if (!miqat_price_is_allowed (miqat_args_int (room, "price", 0), ceiling))
      miqat_problems_add (problems, price_field, MIQAT_PROBLEM_PRICE_ABOVE_CEILING, "max", most, NULL);
  }
  if (miqat_problems_get_count (problems) == 0)
    return TRUE;
  return miqat_refuse_all (error, g_steal_pointer (&problems));
}

/* ---- applying ------------------------------------------------------------------------------- */

static void
set_capitals (char **field, const MiqatArgs *args, const char *name)
{
  if (!miqat_args_has (args, name))
    return;
  g_free (*field);
  *field = g_ascii_strup (miqat_args_text (args, name), -1);
}

static void
take_fields (MiqatDeparture *self, const MiqatArgs *args)
{
  miqat_args_take_text (args, "departure_date", &self->departure_date);
  miqat_args_take_text (args, "return_date", &self->return_date);
  set_capitals (&self->airline_code, args, "airline_code");
  set_capitals (&self->origin_airport, args, "origin_airport");
  miqat_args_take_text (args, "hotel_makkah_id", &self->hotel_makkah_id);
  miqat_args_take_text (args, "hotel_madinah_id", &self->hotel_madinah_id);
  if (miqat_args_has (args, "flight_number")) {
    g_free (self->flight_number);
    self->flight_number = miqat_flight_number_normalize (miqat_args_text (args, "flight_number"));
  }
  if (miqat_args_has (args, "route")) {
    g_free (self->route);
    self->route = miqat_route_normalize (miqat_args_text (args, "route"));
  }
  self->total_seats = miqat_args_int (args, "total_seats", self->total_seats);
}

static gboolean
insert_rooms (MiqatCall *call, const char *departure_id, GError **error)
{
  for (guint i = 0; i < miqat_args_list_length (call->args, "rooms"); i++) {
    const MiqatArgs *room = miqat_args_list_get (call->args, "rooms", i);
    g_autofree char *id = miqat_call_derive_id_at (call, "room", i);
    MiqatRoomType record = {
      .id = id,
      .type = (char *) miqat_args_text (room, "type"),
      .price = miqat_args_int (room, "price", 0),
      .quota = miqat_args_int (room, "quota", -1),
    };

    if (!miqat_room_type_insert (call->db, departure_id, &record, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
insert_public_pool (MiqatCall *call, const MiqatDeparture *departure, GError **error)
{
  g_autofree char *id = miqat_call_derive_id (call, "pool:public");
  MiqatSeatPool pool = { .id = id, .kind = MIQAT_POOL_PUBLIC, .capacity = departure->total_seats };

  return miqat_pool_insert (call->db, departure->id, &pool, error);
}

gboolean
miqat_departure_add_apply (MiqatCall *call, GError **error)
{
  const char *package_id = miqat_args_text (call->args, "package_id");
  g_autoptr (MiqatPackage) package = miqat_package_load (call->db, package_id, error);
  g_autoptr (MiqatDeparture) departure = g_new0 (MiqatDeparture, 1);

  if (package == NULL || !miqat_catalog_check_office (call, get_new_branch (call), error))
    return FALSE;
  if (g_strcmp0 (package->status, "archived") == 0)
    return miqat_refuse (error, "package_id", MIQAT_PROBLEM_PACKAGE_NOT_PUBLIC, NULL);
  departure->id = miqat_call_derive_id (call, "departure");
  departure->code = g_ascii_strup (miqat_args_text (call->args, "departure_code"), -1);
  departure->package_id = g_strdup (package_id);
  departure->branch_id = g_strdup (get_new_branch (call));
  departure->status = g_strdup ("open");
  departure->created_at = departure->updated_at = call->at;
  take_fields (departure, call->args);
  if (!check_day_ahead (call, error) || !check_departure (call, departure, error)
      || !check_rooms (call->args, package->max_price, error) || !check_code (call, departure, error))
    return FALSE;
  if (!miqat_departure_insert (call->db, departure, error)
      || !insert_rooms (call, departure->id, error) || !insert_public_pool (call, departure, error))
    return FALSE;
  /* Costs are the hub's to write: a workstation's prediction leaves them out. */
  if (call->role != MIQAT_SITE_REPLICA
      && !miqat_departure_snapshot_costs (call->db, departure->id, error))
    return FALSE;
  json_object_set_string_member (call->result, "departure_id", departure->id);
  json_object_set_string_member (call->result, "departure_code", departure->code);
  return TRUE;
}

/* Seats that are added or taken away are the public pool's. */
static gboolean
resize (MiqatCall *call, const MiqatDeparture *departure, gint64 seats_before, GError **error)
{
  const MiqatSeatPool *pool = miqat_departure_find_pool (departure, MIQAT_POOL_PUBLIC, NULL, NULL);
  gint64 more = departure->total_seats - seats_before;
  gboolean done = FALSE;
  char taken[24];

  if (more == 0)
    return TRUE;
  if (pool == NULL)
    return miqat_refuse (error, "total_seats", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (!miqat_pool_add_capacity (call->db, pool->id, more, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  /* What cannot be given up: everything but the public pool's free seats. */
  g_snprintf (taken, sizeof taken, "%" G_GINT64_FORMAT, seats_before - (pool->capacity - pool->taken));
  return miqat_refuse (error, "total_seats", MIQAT_PROBLEM_SEATS_BELOW_TAKEN, "taken", taken, NULL);
}

gboolean
miqat_departure_edit_apply (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatDeparture) departure
    = miqat_departure_load (call->db, miqat_args_text (call->args, "departure_id"), error);
  g_autofree char *date_before = NULL;
  gboolean moved;
  gint64 seats_before;

  if (departure == NULL)
    return FALSE;
  date_before = g_strdup (departure->departure_date);
  seats_before = departure->total_seats;
  take_fields (departure, call->args);
  moved = strcmp (date_before, departure->departure_date) != 0;
  if (moved) {
    if (departure->booked_seats > 0)
      return miqat_refuse (error, "departure_date", MIQAT_PROBLEM_DEPARTURE_BOOKED, NULL);
    if (!check_day_ahead (call, error))
      return FALSE;
    /* Put off before anybody had booked: it has not departed after all. */
    if (strcmp (departure->status, "departed") == 0) {
      g_free (departure->status);
      departure->status = g_strdup ("open");
    }
  }
  if (!check_departure (call, departure, error) || !resize (call, departure, seats_before, error))
    return FALSE;
  departure->updated_at = call->at;
  return miqat_departure_write (call->db, departure, error)
         && miqat_departure_refresh_status (call->db, departure->id, error)
         && (!moved || miqat_call_emit (call, MIQAT_EVENT_DEPARTURE_MOVED, departure->id, error));
}

static const MiqatRoomType *
find_room_of_type (const MiqatDeparture *departure, const char *type)
{
  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatRoomType *room = g_ptr_array_index (departure->rooms, i);

    if (g_strcmp0 (room->type, type) == 0)
      return room;
  }
  return NULL;
}

static gboolean
put_room (MiqatCall *call, const MiqatDeparture *departure, guint index, GError **error)
{
  const MiqatArgs *given = miqat_args_list_get (call->args, "rooms", index);
  const MiqatRoomType *known = find_room_of_type (departure, miqat_args_text (given, "type"));
  g_autofree char *id = known != NULL ? g_strdup (known->id) : miqat_call_derive_id_at (call, "room", index);
  g_autofree char *field = g_strdup_printf ("rooms.%u.quota", index);
  MiqatRoomType room = {
    .id = id,
    .type = (char *) miqat_args_text (given, "type"),
    .price = miqat_args_int (given, "price", 0),
    .quota = miqat_args_int (given, "quota", -1),
  };
  gboolean done = FALSE;
  char taken[24];

  if (known == NULL)
    return miqat_room_type_insert (call->db, departure->id, &room, error);
  if (!miqat_room_type_write (call->db, &room, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  g_snprintf (taken, sizeof taken, "%" G_GINT64_FORMAT, known->booked);
  return miqat_refuse (error, field, MIQAT_PROBLEM_SEATS_BELOW_TAKEN, "taken", taken, NULL);
}

gboolean
miqat_departure_rooms_apply (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatDeparture) departure
    = miqat_departure_load (call->db, miqat_args_text (call->args, "departure_id"), error);

  if (departure == NULL || !check_rooms (call->args, departure->max_price, error))
    return FALSE;
  for (guint i = 0; i < miqat_args_list_length (call->args, "rooms"); i++)
    if (!put_room (call, departure, i, error))
      return FALSE;
  return TRUE;
}

/* What has departed is neither opened nor closed any more. */
static gboolean
check_not_departed (const MiqatDeparture *departure, GError **error)
{
  return strcmp (departure->status, "departed") != 0
         || miqat_refuse (error, "departure_id", MIQAT_PROBLEM_DAY_PAST, NULL);
}

static gboolean
set_status (MiqatCall *call, const char *status, GError **error)
{
  g_autoptr (MiqatDeparture) departure
    = miqat_departure_load (call->db, miqat_args_text (call->args, "departure_id"), error);

  if (departure == NULL || !check_not_departed (departure, error))
    return FALSE;
  g_free (departure->status);
  departure->status = g_strdup (status);
  departure->updated_at = call->at;
  return miqat_departure_write (call->db, departure, error)
         && miqat_departure_refresh_status (call->db, departure->id, error);
}

gboolean
miqat_departure_close_apply (MiqatCall *call, GError **error)
{
  return set_status (call, "closed", error);
}

gboolean
miqat_departure_open_apply (MiqatCall *call, GError **error)
{
  return set_status (call, "open", error);
}

gboolean
miqat_departure_depart_apply (MiqatCall *call, GError **error)
{
  gint64 count = 0;

  if (!miqat_departure_mark_departed (call->db, call->day, call->at, &count, error))
    return FALSE;
  json_object_set_int_member (call->result, "departed", count);
  return TRUE;
}
