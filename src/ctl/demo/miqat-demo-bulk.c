/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Years of departures with their bookings, written in large transactions. Commands would take hours
 * for what this does in minutes; that nothing is wrong with it, verify says. */
#include "config.h"

#include "miqat-bulk.h"
#include "miqat-catalog-rules.h"
#include "miqat-commission.h"
#include "miqat-demo-bulk.h"
#include "miqat-package.h"
#include "miqat-setting.h"

#include <glib/gi18n.h>

#define FIRST_DAY -3400 /* from today; after the agency opened */
#define LAST_DAY 300
#define BOOKINGS_A_FLIGHT 280
#define FLIGHTS_MAX (LAST_DAY - FIRST_DAY - 200)
/* Many at once: indexes without an order of their own are then rewritten less often. */
#define FLIGHTS_A_BATCH 80

static const char *const room_names[MIQAT_DEMO_ROOMS] = { "quad", "triple", "double" };

/* ---- one departure ---------------------------------------------------------------------------- */

/* The next free day at or after the one that is this flight's turn. */
static MiqatDay
choose_date (MiqatDemoLoad *self, guint index)
{
  MiqatDay first = self->demo->options->today + FIRST_DAY;
  MiqatDay date = first + (MiqatDay) ((gint64) (LAST_DAY - FIRST_DAY - 200) * index / self->n_flights);

  while (!g_hash_table_add (self->dates, GINT_TO_POINTER (date)))
    date++;
  return date;
}

static void
begin_flight (MiqatDemoLoad *self, guint index, MiqatDemoFlight *flight)
{
  MiqatDemoRandom *random = &self->demo->random;
  gint64 quad = 500000 * miqat_demo_random_between (random, 54, 66);
  g_autofree char *series = NULL;
  g_autofree char *code = NULL;

  *flight = (MiqatDemoFlight) { 0 };
  flight->date = choose_date (self, index);
  series = miqat_code_make_series ("DEP", flight->date, "PST");
  code = miqat_code_make (series, 1);
  g_strlcpy (flight->code, code, sizeof flight->code);
  miqat_demo_load_id (self, miqat_instant_from_day (flight->date - 250, MIQAT_ZONE_WIB), flight->id);
  miqat_demo_load_id (self, miqat_instant_from_day (flight->date - 250, MIQAT_ZONE_WIB), flight->pool_id);
  for (guint i = 0; i < MIQAT_DEMO_ROOMS; i++) {
    miqat_demo_load_id (self, miqat_instant_from_day (flight->date - 250, MIQAT_ZONE_WIB), flight->room_ids[i]);
    flight->prices[i] = quad + i * 1500000;
  }
}

/* Gone, full, or with some seats left. */
static const char *
close_flight (MiqatDemoLoad *self, MiqatDemoFlight *flight)
{
  guint spare = (guint) miqat_demo_random_between (&self->demo->random, 0, 60);

  if (flight->date < self->demo->options->today)
    spare /= 4;
  flight->seats = MAX (flight->taken + spare, 1);
  g_assert (flight->seats <= 1000);
  if (flight->date < self->demo->options->today)
    return "departed";
  return flight->taken == flight->seats ? "full" : "open";
}

static void
put_counter (MiqatDemoLoad *self, const char *series, gint64 value)
{
  miqat_demo_row_begin (self->rows, "counters");
  miqat_demo_row_text (self->rows, "series", series);
  miqat_demo_row_int (self->rows, "value", value);
  miqat_demo_row_end (self->rows);
}

static void
put_departure (MiqatDemoLoad *self, const MiqatDemoFlight *flight, const char *package_id, const char *status)
{
  MiqatDemoRows *rows = self->rows;
  MiqatInstant made = miqat_instant_from_day (flight->date - 250, MIQAT_ZONE_WIB);
  g_autofree char *departures = miqat_code_make_series ("DEP", flight->date, "PST");
  g_autofree char *bookings = miqat_code_make_series ("BK", flight->date, "PST");

  miqat_demo_row_begin (rows, "departures");
  miqat_demo_row_text (rows, "id", flight->id);
  miqat_demo_row_text (rows, "code", flight->code);
  miqat_demo_row_text (rows, "package_id", package_id);
  miqat_demo_row_text (rows, "branch_id", self->pusat_id);
  miqat_demo_row_day (rows, "departure_date", flight->date);
  miqat_demo_row_day (rows, "return_date", flight->date + 8);
  miqat_demo_row_text (rows, "airline_code", "SV");
  miqat_demo_row_text (rows, "flight_number", "SV817");
  miqat_demo_row_text (rows, "origin_airport", "CGK");
  miqat_demo_row_text (rows, "route", "CGK-JED-MED-CGK");
  miqat_demo_row_int (rows, "total_seats", flight->seats);
  miqat_demo_row_int (rows, "booked_seats", flight->taken);
  miqat_demo_row_text (rows, "status", status);
  miqat_demo_row_int (rows, "created_at", made);
  miqat_demo_row_int (rows, "updated_at", made);
  miqat_demo_row_end (rows);
  miqat_demo_row_begin (rows, "departure_costs");
  miqat_demo_row_text (rows, "departure_id", flight->id);
  miqat_demo_row_int (rows, "cost", self->cost);
  miqat_demo_row_int (rows, "margin", self->margin);
  miqat_demo_row_end (rows);
  put_counter (self, departures, 1);
  put_counter (self, bookings, flight->n_bookings);
}

static void
put_seats (MiqatDemoLoad *self, const MiqatDemoFlight *flight)
{
  MiqatDemoRows *rows = self->rows;

  for (guint i = 0; i < MIQAT_DEMO_ROOMS; i++) {
    miqat_demo_row_begin (rows, "room_types");
    miqat_demo_row_text (rows, "id", flight->room_ids[i]);
    miqat_demo_row_text (rows, "departure_id", flight->id);
    miqat_demo_row_text (rows, "type", room_names[i]);
    miqat_demo_row_int (rows, "price", flight->prices[i]);
    miqat_demo_row_int (rows, "booked_count", flight->beds[i]);
    miqat_demo_row_end (rows);
  }
  miqat_demo_row_begin (rows, "seat_pools");
  miqat_demo_row_text (rows, "id", flight->pool_id);
  miqat_demo_row_text (rows, "departure_id", flight->id);
  miqat_demo_row_text (rows, "kind", "public");
  miqat_demo_row_int (rows, "capacity", flight->seats);
  miqat_demo_row_int (rows, "taken", flight->taken);
  miqat_demo_row_int (rows, "closed", 0);
  miqat_demo_row_end (rows);
  for (guint i = 0; i < self->demo->offices->len; i++)
    for (guint state = 0; state < MIQAT_N_SEAT_STATES; state++) {
      if (flight->counts[i][state] == 0)
        continue;
      miqat_demo_row_begin (rows, "seat_counts");
      miqat_demo_row_text (rows, "departure_id", flight->id);
      miqat_demo_row_text (rows, "owner_id", ((MiqatDemoOffice *) self->demo->offices->pdata[i])->id);
      miqat_demo_row_text (rows, "state", miqat_seat_state_get_name (state));
      miqat_demo_row_int (rows, "seats", flight->counts[i][state]);
      miqat_demo_row_end (rows);
    }
}

/* Cost and margin of the package of the current flight, as they are when it is made. */
static gboolean
choose_package (MiqatDemoLoad *self, MiqatDb *db, guint index, const char **package_id, GError **error)
{
  const GPtrArray *packages = self->demo->packages;
  const MiqatReader everything = { NULL, NULL };
  gboolean found = FALSE;

  *package_id = packages->pdata[index % packages->len];
  if (!miqat_package_load_costs (db, *package_id, &everything, &self->cost, &self->margin, &found, error))
    return FALSE;
  g_assert (found);
  return TRUE;
}

static gboolean
put_flight (MiqatDemoLoad *self, MiqatDb *db, guint index, GError **error)
{
  guint n_bookings = (guint) ((guint64) self->n_bookings * (index + 1) / self->n_flights
                              - (guint64) self->n_bookings * index / self->n_flights);
  g_autofree MiqatDemoBooking *bookings = g_new (MiqatDemoBooking, n_bookings + 1);
  const char *package_id, *status;
  MiqatDemoFlight flight;

  if (!choose_package (self, db, index, &package_id, error))
    return FALSE;
  begin_flight (self, index, &flight);
  flight.n_bookings = n_bookings;
  for (guint i = 0; i < n_bookings; i++)
    miqat_demo_plan_booking (self, &flight, i + 1, &bookings[i]);
  status = close_flight (self, &flight);
  put_departure (self, &flight, package_id, status);
  put_seats (self, &flight);
  for (guint i = 0; i < n_bookings; i++) {
    miqat_demo_load_booking (self, &flight, &bookings[i]);
    miqat_demo_load_money (self, &flight, &bookings[i]);
    self->demo->report.travellers += bookings[i].pax;
  }
  self->demo->report.bookings += n_bookings;
  self->demo->report.departures++;
  return TRUE;
}

/* ---- batches ---------------------------------------------------------------------------------- */

static void
put_receipt_counters (MiqatDemoLoad *self)
{
  for (guint i = 0; i < self->demo->offices->len; i++) {
    const MiqatDemoOffice *office = self->demo->offices->pdata[i];
    g_autofree char *series = g_strconcat ("receipt:", office->code, NULL);

    if (self->receipts[i] > 0)
      put_counter (self, series, self->receipts[i]);
  }
}

static gboolean
put_batch (MiqatDemoLoad *self, MiqatDb *db, GError **error)
{
  g_autoptr (MiqatDemoRows) rows = miqat_demo_rows_new (db, error);

  if (rows == NULL)
    return FALSE;
  self->rows = rows;
  for (guint i = 0; i < FLIGHTS_A_BATCH && self->next_flight < self->n_flights; i++)
    if (!put_flight (self, db, self->next_flight++, error))
      return FALSE;
  if (self->next_flight == self->n_flights)
    put_receipt_counters (self);
  self->rows = NULL;
  return miqat_demo_rows_check (rows, error);
}

/* One transaction. */
static gboolean
commit_batch (MiqatDemoLoad *self, MiqatDb *db, GError **error)
{
  if (!miqat_db_begin (db, error))
    return FALSE;
  if (put_batch (self, db, error))
    return miqat_db_commit (db, error);
  miqat_db_rollback (db);
  return FALSE;
}

/* What commands would have read from the database. */
static gboolean
read_terms (MiqatDemoLoad *self, GError **error)
{
  g_autoptr (MiqatDb) db = miqat_site_open_reader (self->demo->site, error);
  const MiqatDemoOffice *office = self->demo->offices->pdata[1];
  const char *chain[] = { self->pusat_id, office->id, office->partners[0], office->partners[1],
                          office->partners[2] };

  if (db == NULL || !miqat_setting_get (db, MIQAT_SETTING_DP_PER_PERSON, &self->dp_per_person, error)
      || !miqat_setting_get (db, MIQAT_SETTING_FINAL_DUE_DAYS, &self->final_due_days, error))
    return FALSE;
  for (guint i = 0; i + 1 < G_N_ELEMENTS (chain); i++)
    if (!miqat_commission_find_grant (db, chain[i], chain[i + 1], self->demo->packages->pdata[0],
                                      &self->grants[i], error))
      return FALSE;
  return TRUE;
}

/* Batch after batch. */
static gboolean
load (MiqatDemoLoad *self, GError **error)
{
  g_autoptr (MiqatBulk) bulk = miqat_bulk_begin (self->demo->options->database, error);
  MiqatDb *db;

  if (bulk == NULL)
    return FALSE;
  db = miqat_bulk_get_db (bulk);
  while (self->next_flight < self->n_flights) {
    if (!commit_batch (self, db, error))
      return FALSE;
    miqat_demo_progress (self->demo, _("bookings"), (guint) self->demo->report.bookings, self->n_bookings);
  }
  return miqat_bulk_end (g_steal_pointer (&bulk), error);
}

gboolean
miqat_demo_load_bookings (MiqatDemo *self, guint n_bookings, GError **error)
{
  g_autoptr (GHashTable) dates = g_hash_table_new (NULL, NULL);
  g_autoptr (MiqatKey) key = miqat_key_ref ((MiqatKey *) miqat_site_get_key (self->site));
  MiqatDemoLoad plan = {
    .demo = self,
    .key = key,
    .pusat_id = ((MiqatDemoOffice *) self->offices->pdata[0])->id,
    .dates = dates,
    .n_bookings = n_bookings,
    .n_flights = CLAMP (n_bookings / BOOKINGS_A_FLIGHT, 1, FLIGHTS_MAX),
  };

  g_assert (self->offices->len <= MIQAT_DEMO_OFFICES_MAX);
  for (guint i = 0; i < self->departures->len; i++)
    g_hash_table_add (dates, GINT_TO_POINTER (((MiqatDemoDeparture *) self->departures->pdata[i])->date));
  if (!read_terms (&plan, error))
    return FALSE;
  /* Nobody else may have the database open meanwhile. */
  g_clear_pointer (&self->site, miqat_site_close);
  return load (&plan, error);
}
