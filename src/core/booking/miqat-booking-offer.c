/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-offer.h"
#include "miqat-rows.h"

enum { SQL_FREED, SQL_NEXT_LAPSE, N_SQL };

static const char *const sql[N_SQL] = {
  /* Beds of a lease go back to the lease, which the public cannot book from. */
  [SQL_FREED] =
    "WITH lapsed AS MATERIALIZED (SELECT booking_id, departure_id, pool_id, seats_locked FROM seat_locks"
    " WHERE status = 'active' AND expires_at <= :now)"
    " SELECT pool_id, CAST(sum(seats_locked) AS INTEGER) FROM lapsed GROUP BY pool_id"
    " UNION ALL SELECT departure_id, CAST(sum(seats_locked) AS INTEGER) FROM lapsed GROUP BY departure_id"
    " UNION ALL SELECT t.room_type_id, count(*) FROM lapsed l"
    " JOIN seat_pools s ON s.id = l.pool_id JOIN booking_travellers t ON t.booking_id = l.booking_id"
    " WHERE s.kind <> 'lease' AND t.takes_seat = 1 AND t.status = 'active' GROUP BY t.room_type_id",
  [SQL_NEXT_LAPSE] =
    "SELECT coalesce(min(expires_at), 0) FROM seat_locks WHERE status = 'active' AND expires_at > :now",
};

const MiqatStatements miqat_booking_offer_statements = { "booking-offer", sql, N_SQL, 0 };

static GHashTable *
load_freed (MiqatDb *db, MiqatInstant now, GError **error)
{
  g_autoptr (GHashTable) freed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MiqatStatement) row = miqat_db_statement (db, &miqat_booking_offer_statements, SQL_FREED, error);
  gboolean more = row != NULL;

  miqat_statement_bind_int (row, "now", now);
  while (more) {
    if (!miqat_statement_step (row, &more, error))
      return NULL;
    if (more)
      g_hash_table_insert (freed, miqat_statement_dup_text (row, 0),
                           GINT_TO_POINTER ((int) miqat_statement_get_int (row, 1)));
  }
  return row != NULL ? g_steal_pointer (&freed) : NULL;
}

GPtrArray *
miqat_booking_offer_list (MiqatDb *db, MiqatDay today, MiqatInstant now, GError **error)
{
  g_autoptr (GHashTable) freed = load_freed (db, now, error);

  return freed != NULL ? miqat_offer_list (db, today, freed, error) : NULL;
}

MiqatOffer *
miqat_booking_offer_load (MiqatDb *db, const char *slug, MiqatDay today, MiqatInstant now, GError **error)
{
  g_autoptr (GHashTable) freed = load_freed (db, now, error);

  return freed != NULL ? miqat_offer_load (db, slug, today, freed, error) : NULL;
}

gboolean
miqat_booking_next_lapse (MiqatDb *db, MiqatInstant now, MiqatInstant *at, GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_booking_offer_statements, SQL_NEXT_LAPSE, error);
  gboolean more = FALSE;

  miqat_statement_bind_int (row, "now", now);
  if (row == NULL || !miqat_statement_step (row, &more, error))
    return FALSE;
  *at = more ? miqat_statement_get_int (row, 0) : 0;
  if (*at == 0)
    *at = G_MAXINT64;
  return TRUE;
}
