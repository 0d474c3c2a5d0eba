/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing departures, their rooms, and how their seats are divided. (Selling them is miqat-seats.) */
#include "config.h"

#include "miqat-catalog-private.h"

enum {
  SQL_INSERT,
  SQL_UPDATE,
  SQL_REFRESH_STATUS,
  SQL_MARK_DEPARTED,
  SQL_ROOM_INSERT,
  SQL_ROOM_UPDATE,
  SQL_POOL_INSERT,
  SQL_POOL_ADD,
  SQL_POOL_CLOSE,
  SQL_ROOM_BOOK,
  SQL_LEASE_ADD_BEDS,
  SQL_LEASE_UNBOOK,
  SQL_LEASE_SHRINK,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_INSERT] =
    "INSERT INTO departures (id, code, package_id, branch_id, departure_date, return_date,"
    " airline_code, flight_number, origin_airport, route, hotel_makkah_id, hotel_madinah_id,"
    " total_seats, booked_seats, status, created_at, updated_at)"
    " VALUES (:id, :code, :package_id, :branch_id, :departure_date, :return_date, :airline_code,"
    " :flight_number, :origin_airport, :route, :hotel_makkah_id, :hotel_madinah_id, :total_seats,"
    " 0, :status, :created_at, :updated_at)",
  [SQL_UPDATE] =
    "UPDATE departures SET departure_date = :departure_date, return_date = :return_date,"
    " airline_code = :airline_code, flight_number = :flight_number,"
    " origin_airport = :origin_airport, route = :route, hotel_makkah_id = :hotel_makkah_id,"
    " hotel_madinah_id = :hotel_madinah_id, total_seats = :total_seats, status = :status,"
    " updated_at = :updated_at WHERE id = :id",
  [SQL_REFRESH_STATUS] =
    "UPDATE departures SET status = CASE WHEN booked_seats >= total_seats THEN 'full' ELSE 'open' END"
    " WHERE id = :id AND status IN ('open', 'full')",
  [SQL_MARK_DEPARTED] =
    "UPDATE departures SET status = 'departed', updated_at = :at"
    " WHERE status IN ('open', 'full', 'closed') AND departure_date < :today",
  [SQL_ROOM_INSERT] =
    "INSERT INTO room_types (id, departure_id, type, price, quota, booked_count)"
    " VALUES (:id, :departure_id, :type, :price, :quota, 0)",
  [SQL_ROOM_UPDATE] =
    "UPDATE room_types SET price = :price, quota = :quota WHERE id = :id AND booked_count <= :limit",
  [SQL_POOL_INSERT] =
    "INSERT INTO seat_pools (id, departure_id, kind, owner_id, device_id, capacity, taken, closed)"
    " VALUES (:id, :departure_id, :kind, :owner_id, :device_id, :capacity, 0, 0)",
  [SQL_POOL_ADD] =
    "UPDATE seat_pools SET capacity = capacity + :seats WHERE id = :id AND capacity + :seats >= taken",
  [SQL_POOL_CLOSE] = "UPDATE seat_pools SET closed = :closed WHERE id = :id",
  [SQL_ROOM_BOOK] =
    "UPDATE room_types SET booked_count = booked_count + :beds WHERE id = :id"
    " AND (quota IS NULL OR booked_count + :beds <= quota)",
  [SQL_LEASE_ADD_BEDS] =
    "INSERT INTO lease_beds (pool_id, room_type_id, capacity, taken)"
    " VALUES (:pool_id, :id, :beds, 0)"
    " ON CONFLICT (pool_id, room_type_id) DO UPDATE SET capacity = lease_beds.capacity + excluded.capacity",
  [SQL_LEASE_UNBOOK] =
    "UPDATE room_types SET booked_count = booked_count"
    " - (SELECT l.capacity - l.taken FROM lease_beds l"
    "    WHERE l.pool_id = :pool_id AND l.room_type_id = room_types.id)"
    " WHERE id IN (SELECT x.room_type_id FROM lease_beds x WHERE x.pool_id = :pool_id)",
  [SQL_LEASE_SHRINK] = "UPDATE lease_beds SET capacity = taken WHERE pool_id = :pool_id",
};

const MiqatStatements miqat_pool_statements = { "departure-store", sql, N_SQL, 0 };

static MiqatStatement *
prepare (MiqatDb *db, guint index, GError **error)
{
  return miqat_db_statement (db, &miqat_pool_statements, index, error);
}

static gboolean
put_departure (MiqatDb *db, guint index, const MiqatDeparture *self, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, index, error);

  miqat_statement_bind_text (statement, "id", self->id);
  if (index == SQL_INSERT) {
    miqat_statement_bind_text (statement, "code", self->code);
    miqat_statement_bind_text (statement, "package_id", self->package_id);
    miqat_statement_bind_text (statement, "branch_id", self->branch_id);
    miqat_statement_bind_int (statement, "created_at", self->created_at);
  }
  miqat_statement_bind_text (statement, "departure_date", self->departure_date);
  miqat_statement_bind_text (statement, "return_date", self->return_date);
  miqat_statement_bind_text (statement, "airline_code", self->airline_code);
  miqat_statement_bind_text (statement, "flight_number", self->flight_number);
  miqat_statement_bind_text (statement, "origin_airport", self->origin_airport);
  miqat_statement_bind_text (statement, "route", self->route);
  miqat_statement_bind_text (statement, "hotel_makkah_id", self->hotel_makkah_id);
  miqat_statement_bind_text (statement, "hotel_madinah_id", self->hotel_madinah_id);
  miqat_statement_bind_int (statement, "total_seats", self->total_seats);
  miqat_statement_bind_text (statement, "status", self->status);
  miqat_statement_bind_int (statement, "updated_at", self->updated_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_departure_insert (MiqatDb *db, const MiqatDeparture *departure, GError **error)
{
  return put_departure (db, SQL_INSERT, departure, error);
}

gboolean
miqat_departure_write (MiqatDb *db, const MiqatDeparture *departure, GError **error)
{
  return put_departure (db, SQL_UPDATE, departure, error);
}

gboolean
miqat_departure_refresh_status (MiqatDb *db, const char *departure_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_REFRESH_STATUS, error);

  miqat_statement_bind_text (statement, "id", departure_id);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_departure_mark_departed (MiqatDb *db, MiqatDay today, MiqatInstant at, gint64 *count, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_MARK_DEPARTED, error);
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, "today", miqat_day_to_text (today, day));
  miqat_statement_bind_int (statement, "at", at);
  if (!miqat_statement_run (statement, error))
    return FALSE;
  *count = miqat_statement_get_changes (statement);
  return TRUE;
}

static void
bind_quota (MiqatStatement *statement, gint64 quota)
{
  if (quota < 0)
    miqat_statement_bind_null (statement, "quota");
  else
    miqat_statement_bind_int (statement, "quota", quota);
}

gboolean
miqat_room_type_insert (MiqatDb *db, const char *departure_id, const MiqatRoomType *room, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_ROOM_INSERT, error);

  miqat_statement_bind_text (statement, "id", room->id);
  miqat_statement_bind_text (statement, "departure_id", departure_id);
  miqat_statement_bind_text (statement, "type", room->type);
  miqat_statement_bind_int (statement, "price", room->price);
  bind_quota (statement, room->quota);
  return miqat_statement_run (statement, error);
}

static gboolean
run_counted (MiqatStatement *statement, gboolean *done, GError **error)
{
  if (!miqat_statement_run (statement, error))
    return FALSE;
  *done = miqat_statement_get_changes (statement) == 1;
  return TRUE;
}

gboolean
miqat_room_type_write (MiqatDb *db, const MiqatRoomType *room, gboolean *done, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_ROOM_UPDATE, error);

  miqat_statement_bind_text (statement, "id", room->id);
  miqat_statement_bind_int (statement, "price", room->price);
  bind_quota (statement, room->quota);
  miqat_statement_bind_int (statement, "limit", room->quota < 0 ? G_MAXINT32 : room->quota);
  return run_counted (statement, done, error);
}

static const char *
get_pool_kind_name (MiqatPools kind)
{
  return kind == MIQAT_POOL_PUBLIC ? "public" : kind == MIQAT_POOL_ALLOTMENT ? "allotment" : "lease";
}

gboolean
miqat_pool_insert (MiqatDb *db, const char *departure_id, const MiqatSeatPool *pool, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_POOL_INSERT, error);

  miqat_statement_bind_text (statement, "id", pool->id);
  miqat_statement_bind_text (statement, "departure_id", departure_id);
  miqat_statement_bind_text (statement, "kind", get_pool_kind_name (pool->kind));
  miqat_statement_bind_text (statement, "owner_id", pool->owner_id);
  miqat_statement_bind_text (statement, "device_id", pool->device_id);
  miqat_statement_bind_int (statement, "capacity", pool->capacity);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_pool_add_capacity (MiqatDb *db, const char *pool_id, gint64 seats, gboolean *done, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_POOL_ADD, error);

  miqat_statement_bind_text (statement, "id", pool_id);
  miqat_statement_bind_int (statement, "seats", seats);
  return run_counted (statement, done, error);
}

gboolean
miqat_pool_set_closed (MiqatDb *db, const char *pool_id, gboolean closed, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (db, SQL_POOL_CLOSE, error);

  miqat_statement_bind_text (statement, "id", pool_id);
  miqat_statement_bind_int (statement, "closed", closed);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_lease_add_beds (MiqatDb *db, const char *pool_id, const char *room_type_id, gint64 beds,
                      gboolean *done, GError **error)
{
  g_autoptr (MiqatStatement) book = prepare (db, SQL_ROOM_BOOK, error);
  g_autoptr (MiqatStatement) add = NULL;

  miqat_statement_bind_text (book, "id", room_type_id);
  miqat_statement_bind_int (book, "beds", beds);
  if (!run_counted (book, done, error))
    return FALSE;
  if (!*done)
    return TRUE;
  add = prepare (db, SQL_LEASE_ADD_BEDS, error);
  miqat_statement_bind_text (add, "pool_id", pool_id);
  miqat_statement_bind_text (add, "id", room_type_id);
  miqat_statement_bind_int (add, "beds", beds);
  return miqat_statement_run (add, error);
}

gboolean
miqat_lease_return_beds (MiqatDb *db, const char *pool_id, GError **error)
{
  g_autoptr (MiqatStatement) unbook = prepare (db, SQL_LEASE_UNBOOK, error);
  g_autoptr (MiqatStatement) shrink = NULL;

  miqat_statement_bind_text (unbook, "pool_id", pool_id);
  if (!miqat_statement_run (unbook, error))
    return FALSE;
  shrink = prepare (db, SQL_LEASE_SHRINK, error);
  miqat_statement_bind_text (shrink, "pool_id", pool_id);
  return miqat_statement_run (shrink, error);
}
