/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public side of the catalogue. Three statements read it whole, however many packages there
 * are. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-offer.h"
#include "miqat-rows.h"

#include <string.h>

enum { SQL_PACKAGES, SQL_PACKAGE_STATUS, SQL_DEPARTURES, SQL_ROOMS, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_PACKAGES] =
    "SELECT id, name, slug, kind, description, inclusions, exclusions, terms, cancellation_policy,"
    " duration_days FROM packages"
    " WHERE status = 'published' AND (slug = :slug OR :slug IS NULL) ORDER BY name, id",
  [SQL_PACKAGE_STATUS] = "SELECT status FROM packages WHERE slug = :slug",
  [SQL_DEPARTURES] =
    "SELECT d.package_id, d.id, d.code, d.departure_date, d.return_date, d.airline_code, a.name,"
    " d.flight_number, d.origin_airport, o.city, d.route, hk.name, hn.name, coalesce(hk.stars, 0),"
    " coalesce(hn.stars, 0), coalesce(hk.distance_m, 0), coalesce(hn.distance_m, 0),"
    " d.total_seats, d.booked_seats, s.capacity - s.taken, s.id"
    " FROM departures d JOIN packages p ON p.id = d.package_id"
    " JOIN seat_pools s ON s.departure_id = d.id AND s.kind = 'public'"
    " JOIN airlines a ON a.code = d.airline_code JOIN airports o ON o.code = d.origin_airport"
    " LEFT JOIN hotels hk ON hk.id = d.hotel_makkah_id"
    " LEFT JOIN hotels hn ON hn.id = d.hotel_madinah_id"
    " WHERE p.status = 'published' AND (p.slug = :slug OR :slug IS NULL)"
    " AND d.status IN ('open', 'full') AND d.departure_date >= :today"
    " ORDER BY d.departure_date, d.code",
  [SQL_ROOMS] =
    "SELECT r.departure_id, r.id, r.type, r.price, coalesce(r.quota - r.booked_count, 1000000)"
    " FROM room_types r JOIN departures d ON d.id = r.departure_id"
    " JOIN packages p ON p.id = d.package_id"
    " WHERE p.status = 'published' AND (p.slug = :slug OR :slug IS NULL)"
    " AND d.status IN ('open', 'full') AND d.departure_date >= :today"
    " ORDER BY r.price, r.type",
};

/* Of SQL_DEPARTURES, after what a departure's record has. */
#define COLUMN_POOL 20

const MiqatStatements miqat_offer_statements = { "offers", sql, N_SQL, 0 };

/* ---- records -------------------------------------------------------------------------------- */

static void
offer_room_free (gpointer data)
{
  MiqatOfferRoom *self = data;

  g_free (self->room_type_id);
  g_free (self->type);
  g_free (self);
}

static void
offer_departure_free (gpointer data)
{
  MiqatOfferDeparture *self = data;

  g_free (self->departure_id);
  g_free (self->code);
  g_free (self->departure_date);
  g_free (self->return_date);
  g_free (self->airline_code);
  g_free (self->airline_name);
  g_free (self->flight_number);
  g_free (self->origin_airport);
  g_free (self->origin_city);
  g_free (self->route);
  g_free (self->hotel_makkah);
  g_free (self->hotel_madinah);
  g_ptr_array_unref (self->rooms);
  g_free (self);
}

void
miqat_offer_free (MiqatOffer *self)
{
  if (self == NULL)
    return;
  g_free (self->package_id);
  g_free (self->name);
  g_free (self->slug);
  g_free (self->kind);
  g_free (self->description);
  g_strfreev (self->inclusions);
  g_strfreev (self->exclusions);
  g_free (self->terms);
  g_free (self->cancellation_policy);
  g_ptr_array_unref (self->departures);
  g_free (self);
}

static gpointer
read_offer (MiqatStatement *row)
{
  MiqatOffer *self = g_new0 (MiqatOffer, 1);

  self->package_id = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  self->slug = miqat_statement_dup_text (row, 2);
  self->kind = miqat_statement_dup_text (row, 3);
  self->description = miqat_statement_dup_text (row, 4);
  self->inclusions = miqat_catalog_texts_from_json (miqat_statement_get_text (row, 5));
  self->exclusions = miqat_catalog_texts_from_json (miqat_statement_get_text (row, 6));
  self->terms = miqat_statement_dup_text (row, 7);
  self->cancellation_policy = miqat_statement_dup_text (row, 8);
  self->duration_days = (int) miqat_statement_get_int (row, 9);
  self->departures = g_ptr_array_new_with_free_func (offer_departure_free);
  return self;
}

static MiqatOfferDeparture *
read_departure (MiqatStatement *row)
{
  MiqatOfferDeparture *self = g_new0 (MiqatOfferDeparture, 1);
  guint c = 1; /* column 0 is the package */

  self->departure_id = miqat_statement_dup_text (row, c++);
  self->code = miqat_statement_dup_text (row, c++);
  self->departure_date = miqat_statement_dup_text (row, c++);
  self->return_date = miqat_statement_dup_text (row, c++);
  self->airline_code = miqat_statement_dup_text (row, c++);
  self->airline_name = miqat_statement_dup_text (row, c++);
  self->flight_number = miqat_statement_dup_text (row, c++);
  self->origin_airport = miqat_statement_dup_text (row, c++);
  self->origin_city = miqat_statement_dup_text (row, c++);
  self->route = miqat_statement_dup_text (row, c++);
  self->hotel_makkah = miqat_statement_dup_text (row, c++);
  self->hotel_madinah = miqat_statement_dup_text (row, c++);
  self->hotel_makkah_stars = (int) miqat_statement_get_int (row, c++);
  self->hotel_madinah_stars = (int) miqat_statement_get_int (row, c++);
  self->hotel_makkah_distance_m = (int) miqat_statement_get_int (row, c++);
  self->hotel_madinah_distance_m = (int) miqat_statement_get_int (row, c++);
  self->total_seats = miqat_statement_get_int (row, c++);
  self->booked_seats = miqat_statement_get_int (row, c++);
  self->left = miqat_statement_get_int (row, c++);
  self->rooms = g_ptr_array_new_with_free_func (offer_room_free);
  return self;
}

/* ---- putting together ----------------------------------------------------------------------- */

/* What one reading of the catalogue is about. */
typedef struct {
  MiqatDb *db;
  const char *slug; /* NULL: every package */
  MiqatDay today;
  GHashTable *freed; /* nullable */
  GHashTable *offers;
  GHashTable *departures;
} Reading;

static MiqatStatement *
prepare (const Reading *self, guint index, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (self->db, &miqat_offer_statements, index, error);
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, "slug", self->slug);
  if (index != SQL_PACKAGES)
    miqat_statement_bind_text (statement, "today", miqat_day_to_text (self->today, day));
  return statement;
}

static gint64
get_freed (const Reading *self, const char *id)
{
  return self->freed != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->freed, id)) : 0;
}

static void
add_departure (const Reading *self, MiqatStatement *row)
{
  MiqatOffer *offer = g_hash_table_lookup (self->offers, miqat_statement_get_text (row, 0));
  MiqatOfferDeparture *departure;

  if (offer == NULL)
    return;
  departure = read_departure (row);
  departure->booked_seats -= get_freed (self, departure->departure_id);
  departure->left += get_freed (self, miqat_statement_get_text (row, COLUMN_POOL));
  offer->left += departure->left;
  g_ptr_array_add (offer->departures, departure);
  g_hash_table_insert (self->departures, departure->departure_id, departure);
}

static void
add_room (const Reading *self, MiqatStatement *row)
{
  MiqatOfferDeparture *departure = g_hash_table_lookup (self->departures, miqat_statement_get_text (row, 0));
  MiqatOfferRoom *room;

  if (departure == NULL)
    return;
  room = g_new0 (MiqatOfferRoom, 1);
  room->room_type_id = miqat_statement_dup_text (row, 1);
  room->type = miqat_statement_dup_text (row, 2);
  room->price = miqat_statement_get_int (row, 3);
  room->left = MIN (miqat_statement_get_int (row, 4) + get_freed (self, room->room_type_id), departure->left);
  departure->bookable = departure->bookable || room->left > 0;
  /* Rooms come cheapest first. */
  if (departure->rooms->len == 0)
    departure->min_price = room->price;
  g_ptr_array_add (departure->rooms, room);
}

/* Gives every row to what it belongs to. */
static gboolean
add_rows (const Reading *self, guint index, void (*add) (const Reading *self, MiqatStatement *row), GError **error)
{
  g_autoptr (MiqatStatement) row = prepare (self, index, error);
  gboolean more = row != NULL;

  while (more) {
    if (!miqat_statement_step (row, &more, error))
      return FALSE;
    if (more)
      add (self, row);
  }
  return row != NULL;
}

static gint64
find_min_price (const MiqatOffer *self, gboolean bookable_only)
{
  gint64 least = 0;

  for (guint i = 0; i < self->departures->len; i++) {
    const MiqatOfferDeparture *departure = g_ptr_array_index (self->departures, i);

    if (departure->min_price > 0 && (departure->bookable || !bookable_only)
        && (least == 0 || departure->min_price < least))
      least = departure->min_price;
  }
  return least;
}

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  const MiqatOffer *left = *(const MiqatOffer *const *) a;
  const MiqatOffer *right = *(const MiqatOffer *const *) b;
  const MiqatOfferDeparture *first, *second;
  int order;

  if (left->departures->len == 0 || right->departures->len == 0)
    order = (left->departures->len == 0) - (right->departures->len == 0);
  else {
    first = g_ptr_array_index (left->departures, 0);
    second = g_ptr_array_index (right->departures, 0);
    order = strcmp (first->departure_date, second->departure_date);
  }
  return order != 0 ? order : strcmp (left->slug, right->slug);
}

static GPtrArray *
load_offers (MiqatDb *db, const char *slug, MiqatDay today, GHashTable *freed, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) departures = g_hash_table_new (g_str_hash, g_str_equal);
  const Reading reading = { db, slug, today, freed, by_id, departures };
  g_autoptr (MiqatStatement) statement = prepare (&reading, SQL_PACKAGES, error);
  g_autoptr (GPtrArray) offers
    = miqat_rows_collect (statement, read_offer, (GDestroyNotify) miqat_offer_free, error);

  if (offers == NULL)
    return NULL;
  for (guint i = 0; i < offers->len; i++) {
    MiqatOffer *offer = g_ptr_array_index (offers, i);
    g_hash_table_insert (by_id, offer->package_id, offer);
  }
  if (!add_rows (&reading, SQL_DEPARTURES, add_departure, error) || !add_rows (&reading, SQL_ROOMS, add_room, error))
    return NULL;
  for (guint i = 0; i < offers->len; i++) {
    MiqatOffer *offer = g_ptr_array_index (offers, i);

    offer->min_price = find_min_price (offer, TRUE);
    if (offer->min_price == 0)
      offer->min_price = find_min_price (offer, FALSE);
  }
  return g_steal_pointer (&offers);
}

GPtrArray *
miqat_offer_list (MiqatDb *db, MiqatDay today, GHashTable *freed, GError **error)
{
  GPtrArray *offers = load_offers (db, NULL, today, freed, error);

  if (offers != NULL)
    g_ptr_array_sort (offers, compare_offers);
  return offers;
}

MiqatOffer *
miqat_offer_load (MiqatDb *db, const char *slug, MiqatDay today, GHashTable *freed, GError **error)
{
  g_autoptr (GPtrArray) offers = load_offers (db, slug, today, freed, error);
  g_autofree char *status = NULL;

  if (offers == NULL)
    return NULL;
  if (offers->len > 0)
    return g_ptr_array_steal_index (offers, 0);
  if (!miqat_db_read_text (db, &miqat_offer_statements, SQL_PACKAGE_STATUS, &status, error, "slug",
                           slug, NULL))
    return NULL;
  miqat_refuse (error, NULL,
                status != NULL ? MIQAT_PROBLEM_PACKAGE_NOT_PUBLIC : MIQAT_PROBLEM_NOT_FOUND, NULL);
  return NULL;
}
