/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading departures with their rooms and seats, and explaining their numbers. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-rows.h"

enum {
  SQL_LOAD,
  SQL_LOAD_BY_CODE,
  SQL_LIST,
  SQL_ROOMS,
  SQL_POOLS,
  SQL_EXPLAIN,
  SQL_BRANCH,
  SQL_DATE,
  SQL_CODE_EXISTS,
  N_SQL
};

#define DEPARTURES \
  "SELECT d.id, d.code, d.package_id, p.name, p.status, d.branch_id, d.departure_date," \
  " d.return_date, d.airline_code, a.name, d.flight_number, d.origin_airport, o.city, d.route," \
  " d.hotel_makkah_id, hk.name, d.hotel_madinah_id, hn.name, d.status, d.total_seats," \
  " d.booked_seats, p.max_price, d.created_at, d.updated_at" \
  " FROM departures d JOIN packages p ON p.id = d.package_id" \
  " JOIN airlines a ON a.code = d.airline_code JOIN airports o ON o.code = d.origin_airport" \
  " LEFT JOIN hotels hk ON hk.id = d.hotel_makkah_id" \
  " LEFT JOIN hotels hn ON hn.id = d.hotel_madinah_id"

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = DEPARTURES " WHERE d.id = :id",
  [SQL_LOAD_BY_CODE] = DEPARTURES " WHERE d.code = :code",
  [SQL_LIST] =
    DEPARTURES " WHERE d.package_id = :package_id OR :package_id IS NULL"
    " ORDER BY d.departure_date, d.code",
  [SQL_ROOMS] =
    "SELECT r.id, r.type, r.price, coalesce(r.quota, -1), r.booked_count,"
    " CAST(coalesce((SELECT sum(l.capacity - l.taken) FROM lease_beds l WHERE l.room_type_id = r.id), 0)"
    " AS INTEGER)"
    " FROM room_types r WHERE r.departure_id = :id"
    " ORDER BY CASE r.type WHEN 'quint' THEN 1 WHEN 'quad' THEN 2 WHEN 'triple' THEN 3"
    " WHEN 'double' THEN 4 ELSE 5 END",
  [SQL_POOLS] =
    "SELECT s.id, s.kind, s.owner_id, u.full_name, s.device_id, s.capacity, s.taken, s.closed"
    " FROM seat_pools s LEFT JOIN users u ON u.id = s.owner_id WHERE s.departure_id = :id"
    " ORDER BY CASE s.kind WHEN 'public' THEN 1 WHEN 'allotment' THEN 2 ELSE 3 END, u.name_key, s.id",
  [SQL_EXPLAIN] =
    "SELECT 'taken', c.state, c.owner_id, u.full_name, NULL, c.seats FROM seat_counts c"
    " LEFT JOIN users u ON u.id = c.owner_id WHERE c.departure_id = :id AND c.seats > 0"
    " UNION ALL"
    " SELECT s.kind, NULL, s.owner_id, u.full_name, s.device_id, s.capacity - s.taken"
    " FROM seat_pools s LEFT JOIN users u ON u.id = s.owner_id"
    " WHERE s.departure_id = :id AND s.capacity > s.taken"
    " ORDER BY 1 DESC, 2, 4, 3, 5",
  [SQL_BRANCH] = "SELECT branch_id FROM departures WHERE id = :id",
  [SQL_DATE] = "SELECT departure_date FROM departures WHERE id = :id",
  [SQL_CODE_EXISTS] = "SELECT count(*) FROM departures WHERE code = :code",
};

const MiqatStatements miqat_departure_statements = { "departures", sql, N_SQL, 0 };

/* ---- rooms and pools ------------------------------------------------------------------------ */

static const struct {
  const char *type;
  guint size;
} room_sizes[] = {
  { "quint", 5 }, { "quad", 4 }, { "triple", 3 }, { "double", 2 }, { "single", 1 },
};

guint
miqat_room_type_get_size (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (room_sizes); i++)
    if (g_strcmp0 (room_sizes[i].type, type) == 0)
      return room_sizes[i].size;
  return 0;
}

gint64
miqat_room_type_get_left (const MiqatRoomType *self)
{
  return self->quota < 0 ? -1 : self->quota - self->booked;
}

static void
room_type_free (gpointer data)
{
  MiqatRoomType *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self);
}

static gpointer
read_room (MiqatStatement *row)
{
  MiqatRoomType *self = g_new0 (MiqatRoomType, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->type = miqat_statement_dup_text (row, 1);
  self->price = miqat_statement_get_int (row, 2);
  self->quota = miqat_statement_get_int (row, 3);
  self->booked = miqat_statement_get_int (row, 4);
  self->leased = miqat_statement_get_int (row, 5);
  return self;
}

static void
pool_free (gpointer data)
{
  MiqatSeatPool *self = data;

  g_free (self->id);
  g_free (self->owner_id);
  g_free (self->owner_name);
  g_free (self->device_id);
  g_free (self);
}

static gpointer
read_pool (MiqatStatement *row)
{
  MiqatSeatPool *self = g_new0 (MiqatSeatPool, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->kind = miqat_pool_from_name (miqat_statement_get_text (row, 1));
  self->owner_id = miqat_statement_dup_text (row, 2);
  self->owner_name = miqat_statement_dup_text (row, 3);
  self->device_id = miqat_statement_dup_text (row, 4);
  self->capacity = miqat_statement_get_int (row, 5);
  self->taken = miqat_statement_get_int (row, 6);
  self->closed = miqat_statement_get_int (row, 7) != 0;
  return self;
}

/* ---- departures ----------------------------------------------------------------------------- */

void
miqat_departure_free (MiqatDeparture *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->code);
  g_free (self->package_id);
  g_free (self->package_name);
  g_free (self->package_status);
  g_free (self->branch_id);
  g_free (self->departure_date);
  g_free (self->return_date);
  g_free (self->airline_code);
  g_free (self->airline_name);
  g_free (self->flight_number);
  g_free (self->origin_airport);
  g_free (self->origin_city);
  g_free (self->route);
  g_free (self->hotel_makkah_id);
  g_free (self->hotel_makkah_name);
  g_free (self->hotel_madinah_id);
  g_free (self->hotel_madinah_name);
  g_free (self->status);
  g_clear_pointer (&self->rooms, g_ptr_array_unref);
  g_clear_pointer (&self->pools, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_departure (MiqatStatement *row)
{
  MiqatDeparture *self = g_new0 (MiqatDeparture, 1);
  guint c = 0;

  self->id = miqat_statement_dup_text (row, c++);
  self->code = miqat_statement_dup_text (row, c++);
  self->package_id = miqat_statement_dup_text (row, c++);
  self->package_name = miqat_statement_dup_text (row, c++);
  self->package_status = miqat_statement_dup_text (row, c++);
  self->branch_id = miqat_statement_dup_text (row, c++);
  self->departure_date = miqat_statement_dup_text (row, c++);
  self->return_date = miqat_statement_dup_text (row, c++);
  self->airline_code = miqat_statement_dup_text (row, c++);
  self->airline_name = miqat_statement_dup_text (row, c++);
  self->flight_number = miqat_statement_dup_text (row, c++);
  self->origin_airport = miqat_statement_dup_text (row, c++);
  self->origin_city = miqat_statement_dup_text (row, c++);
  self->route = miqat_statement_dup_text (row, c++);
  self->hotel_makkah_id = miqat_statement_dup_text (row, c++);
  self->hotel_makkah_name = miqat_statement_dup_text (row, c++);
  self->hotel_madinah_id = miqat_statement_dup_text (row, c++);
  self->hotel_madinah_name = miqat_statement_dup_text (row, c++);
  self->status = miqat_statement_dup_text (row, c++);
  self->total_seats = miqat_statement_get_int (row, c++);
  self->booked_seats = miqat_statement_get_int (row, c++);
  self->max_price = miqat_statement_get_int (row, c++);
  self->created_at = miqat_statement_get_int (row, c++);
  self->updated_at = miqat_statement_get_int (row, c++);
  return self;
}

static GPtrArray *
load_parts (MiqatDb *db, guint index, const char *departure_id, MiqatRowReader read,
            GDestroyNotify free, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_departure_statements, index, error);

  miqat_statement_bind_text (statement, "id", departure_id);
  return miqat_rows_collect (statement, read, free, error);
}

static gboolean
fill (MiqatDb *db, MiqatDeparture *self, GError **error)
{
  self->rooms = load_parts (db, SQL_ROOMS, self->id, read_room, room_type_free, error);
  if (self->rooms == NULL)
    return FALSE;
  self->pools = load_parts (db, SQL_POOLS, self->id, read_pool, pool_free, error);
  return self->pools != NULL;
}

static MiqatDeparture *
load_one (MiqatDb *db, guint index, const char *name, const char *value, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_departure_statements, index, error);
  g_autoptr (MiqatDeparture) self = NULL;

  miqat_statement_bind_text (statement, name, value);
  self = miqat_rows_take_one (statement, read_departure, error);
  if (self == NULL || !fill (db, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

MiqatDeparture *
miqat_departure_load (MiqatDb *db, const char *id, GError **error)
{
  return load_one (db, SQL_LOAD, "id", id, error);
}

MiqatDeparture *
miqat_departure_load_by_code (MiqatDb *db, const char *code, GError **error)
{
  return load_one (db, SQL_LOAD_BY_CODE, "code", code, error);
}

GPtrArray *
miqat_departure_list (MiqatDb *db, const char *package_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_departure_statements, SQL_LIST, error);
  g_autoptr (GPtrArray) list = NULL;

  miqat_statement_bind_text (statement, "package_id", package_id);
  list = miqat_rows_collect (statement, read_departure, (GDestroyNotify) miqat_departure_free, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!fill (db, g_ptr_array_index (list, i), error))
      return NULL;
  return g_steal_pointer (&list);
}

static gboolean
load_text (MiqatDb *db, guint index, const char *id, char **text, GError **error)
{
  if (!miqat_db_read_text (db, &miqat_departure_statements, index, text, error, "id", id, NULL))
    return FALSE;
  if (*text == NULL)
    return miqat_refuse (error, "departure_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

gboolean
miqat_departure_load_branch (MiqatDb *db, const char *id, char **branch_id, GError **error)
{
  return load_text (db, SQL_BRANCH, id, branch_id, error);
}

gboolean
miqat_departure_load_date (MiqatDb *db, const char *id, char **date, GError **error)
{
  return load_text (db, SQL_DATE, id, date, error);
}

gboolean
miqat_departure_code_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_departure_statements, SQL_CODE_EXISTS, &count, NULL, error,
                          "code", code, NULL))
    return FALSE;
  *exists = count > 0;
  return TRUE;
}

const MiqatRoomType *
miqat_departure_find_room (const MiqatDeparture *self, const char *room_type_id)
{
  for (guint i = 0; i < self->rooms->len; i++) {
    const MiqatRoomType *room = g_ptr_array_index (self->rooms, i);

    if (g_strcmp0 (room->id, room_type_id) == 0)
      return room;
  }
  return NULL;
}

const MiqatSeatPool *
miqat_departure_find_pool (const MiqatDeparture *self, MiqatPools kind, const char *owner_id,
                           const char *device_id)
{
  for (guint i = 0; i < self->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (self->pools, i);

    if (pool->kind == kind && (owner_id == NULL || g_strcmp0 (pool->owner_id, owner_id) == 0)
        && (kind != MIQAT_POOL_LEASE || g_strcmp0 (pool->device_id, device_id) == 0))
      return pool;
  }
  return NULL;
}

gint64
miqat_departure_get_free (const MiqatDeparture *self, MiqatPools pools, const char *branch_id,
                          const char *device_id)
{
  gint64 free = 0;

  for (guint i = 0; i < self->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (self->pools, i);

    if ((pool->kind & pools) == 0)
      continue;
    if (pool->kind != MIQAT_POOL_PUBLIC && g_strcmp0 (pool->owner_id, branch_id) != 0)
      continue;
    if (pool->kind == MIQAT_POOL_LEASE && g_strcmp0 (pool->device_id, device_id) != 0)
      continue;
    free += pool->capacity - pool->taken;
  }
  return free;
}

/* ---- explanations --------------------------------------------------------------------------- */

static void
seat_line_free (gpointer data)
{
  MiqatSeatLine *self = data;

  g_free (self->owner_id);
  g_free (self->owner_name);
  g_free (self->device_id);
  g_free (self);
}

static gpointer
read_seat_line (MiqatStatement *row)
{
  MiqatSeatLine *self = g_new0 (MiqatSeatLine, 1);
  const char *kind = miqat_statement_get_text (row, 0);

  if (miqat_seat_state_from_name (miqat_statement_get_text (row, 1), &self->state))
    self->kind = MIQAT_SEAT_LINE_TAKEN;
  else if (miqat_pool_from_name (kind) == MIQAT_POOL_PUBLIC)
    self->kind = MIQAT_SEAT_LINE_FREE_PUBLIC;
  else if (miqat_pool_from_name (kind) == MIQAT_POOL_ALLOTMENT)
    self->kind = MIQAT_SEAT_LINE_FREE_ALLOTMENT;
  else
    self->kind = MIQAT_SEAT_LINE_FREE_LEASE;
  self->owner_id = miqat_statement_dup_text (row, 2);
  self->owner_name = miqat_statement_dup_text (row, 3);
  self->device_id = miqat_statement_dup_text (row, 4);
  self->seats = miqat_statement_get_int (row, 5);
  return self;
}

GPtrArray *
miqat_departure_explain_seats (MiqatDb *db, const char *departure_id, GError **error)
{
  return load_parts (db, SQL_EXPLAIN, departure_id, read_seat_line, seat_line_free, error);
}
