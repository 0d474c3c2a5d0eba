/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking seats and giving them back. Each counter moves by one conditional update that says in its
 * own WHERE what must hold; the number of changed rows tells whether it did. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-rows.h"

enum {
  SQL_FIND_LEASE,
  SQL_FIND_ALLOTMENT,
  SQL_FIND_PUBLIC,
  SQL_TAKE,
  SQL_GIVE,
  SQL_POOL_KIND,
  SQL_GIVE_CLOSED,
  SQL_GROW_ALLOTMENT,
  SQL_TAKE_BEDS,
  SQL_GIVE_BEDS,
  SQL_TAKE_LEASE_BEDS,
  SQL_GIVE_LEASE_BEDS,
  SQL_GIVE_CLOSED_BEDS,
  SQL_BEDS_LEFT,
  SQL_LEASE_BEDS_LEFT,
  SQL_ADD_BOOKED,
  SQL_ADD_COUNT,
  SQL_SUBTRACT_COUNT,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_FIND_LEASE] =
    "SELECT id, capacity - taken FROM seat_pools"
    " WHERE departure_id = :departure_id AND kind = 'lease' AND device_id = :device_id"
    " AND owner_id = :owner_id AND closed = 0",
  [SQL_FIND_ALLOTMENT] =
    "SELECT id, capacity - taken FROM seat_pools"
    " WHERE departure_id = :departure_id AND kind = 'allotment' AND owner_id = :owner_id",
  [SQL_FIND_PUBLIC] =
    "SELECT id, capacity - taken FROM seat_pools"
    " WHERE departure_id = :departure_id AND kind = 'public'",
  [SQL_TAKE] =
    "UPDATE seat_pools SET taken = taken + :seats WHERE id = :id AND taken + :seats <= capacity",
  [SQL_GIVE] =
    "UPDATE seat_pools SET taken = taken - :seats WHERE id = :id AND taken >= :seats AND closed = 0",
  [SQL_POOL_KIND] = "SELECT closed, kind FROM seat_pools WHERE id = :id",
  [SQL_GIVE_CLOSED] =
    "UPDATE seat_pools SET taken = taken - :seats, capacity = capacity - :seats"
    " WHERE id = :id AND taken >= :seats AND closed = 1",
  [SQL_GROW_ALLOTMENT] =
    "UPDATE seat_pools SET capacity = capacity + :seats WHERE kind = 'allotment'"
    " AND departure_id = :departure_id"
    " AND owner_id = (SELECT l.owner_id FROM seat_pools l WHERE l.id = :id)",
  [SQL_TAKE_BEDS] =
    "UPDATE room_types SET booked_count = booked_count + :beds"
    " WHERE id = :id AND departure_id = :departure_id"
    " AND (quota IS NULL OR booked_count + :beds <= quota)",
  [SQL_GIVE_BEDS] =
    "UPDATE room_types SET booked_count = booked_count - :beds"
    " WHERE id = :id AND departure_id = :departure_id AND booked_count >= :beds",
  [SQL_TAKE_LEASE_BEDS] =
    "UPDATE lease_beds SET taken = taken + :beds"
    " WHERE pool_id = :pool_id AND room_type_id = :id AND taken + :beds <= capacity",
  [SQL_GIVE_LEASE_BEDS] =
    "UPDATE lease_beds SET taken = taken - :beds"
    " WHERE pool_id = :pool_id AND room_type_id = :id AND taken >= :beds",
  [SQL_GIVE_CLOSED_BEDS] =
    "UPDATE lease_beds SET taken = taken - :beds, capacity = capacity - :beds"
    " WHERE pool_id = :pool_id AND room_type_id = :id AND taken >= :beds",
  [SQL_BEDS_LEFT] =
    "SELECT coalesce(quota - booked_count, 1000000) FROM room_types"
    " WHERE id = :id AND departure_id = :departure_id",
  [SQL_LEASE_BEDS_LEFT] =
    "SELECT capacity - taken FROM lease_beds WHERE pool_id = :pool_id AND room_type_id = :id",
  [SQL_ADD_BOOKED] =
    "UPDATE departures SET booked_seats = booked_seats + :seats,"
    " status = CASE"
    "   WHEN status = 'open' AND booked_seats + :seats >= total_seats THEN 'full'"
    "   WHEN status = 'full' AND booked_seats + :seats < total_seats THEN 'open'"
    "   ELSE status END"
    " WHERE id = :id",
  [SQL_ADD_COUNT] =
    "INSERT INTO seat_counts (departure_id, owner_id, state, seats)"
    " VALUES (:departure_id, :owner_id, :state, :seats)"
    " ON CONFLICT (departure_id, owner_id, state)"
    " DO UPDATE SET seats = seat_counts.seats + excluded.seats",
  [SQL_SUBTRACT_COUNT] =
    "UPDATE seat_counts SET seats = seats - :seats"
    " WHERE departure_id = :departure_id AND owner_id = :owner_id AND state = :state"
    " AND seats >= :seats",
};

const MiqatStatements miqat_seat_statements = { "seats", sql, N_SQL, 0 };

/* ---- names ---------------------------------------------------------------------------------- */

MiqatPools
miqat_pool_from_name (const char *name)
{
  if (g_strcmp0 (name, "public") == 0)
    return MIQAT_POOL_PUBLIC;
  if (g_strcmp0 (name, "allotment") == 0)
    return MIQAT_POOL_ALLOTMENT;
  return g_strcmp0 (name, "lease") == 0 ? MIQAT_POOL_LEASE : 0;
}

static const char *const state_names[MIQAT_N_SEAT_STATES] = {
  [MIQAT_SEAT_HELD] = "held",
  [MIQAT_SEAT_VERIFYING] = "verifying",
  [MIQAT_SEAT_DP_PAID] = "dp_paid",
  [MIQAT_SEAT_PAID_FULL] = "paid_full",
};

const char *
miqat_seat_state_get_name (MiqatSeatState state)
{
  g_return_val_if_fail (state < MIQAT_N_SEAT_STATES, NULL);

  return state_names[state];
}

gboolean
miqat_seat_state_from_name (const char *name, MiqatSeatState *state)
{
  for (guint i = 0; i < MIQAT_N_SEAT_STATES; i++)
    if (g_strcmp0 (name, state_names[i]) == 0) {
      *state = i;
      return TRUE;
    }
  return FALSE;
}

/* ---- counters ------------------------------------------------------------------------------- */

/* Runs an update bound with whatever it takes. TRUE in `*done` when it changed its one row. */
static gboolean
run_counted (MiqatStatement *statement, gboolean *done, GError **error)
{
  if (statement == NULL || !miqat_statement_run (statement, error))
    return FALSE;
  *done = miqat_statement_get_changes (statement) == 1;
  return TRUE;
}

/* A counter that cannot be lowered has lost count: no refusal, but a fault of the data. */
static gboolean
run_surely (MiqatStatement *statement, const char *what, GError **error)
{
  gboolean done = FALSE;

  if (!run_counted (statement, &done, error))
    return FALSE;
  if (!done) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "seats: %s does not add up", what);
    return FALSE;
  }
  return TRUE;
}

static gboolean
move_pool (MiqatCall *call, guint index, const char *pool_id, guint seats, gboolean *done, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_seat_statements, index, error);

  miqat_statement_bind_text (statement, "id", pool_id);
  miqat_statement_bind_int (statement, "seats", seats);
  return run_counted (statement, done, error);
}

static MiqatStatement *
prepare_beds (MiqatCall *call, guint index, const MiqatParty *party, const char *pool_id,
              const MiqatSeatRoom *room, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (call->db, &miqat_seat_statements, index, error);
  gboolean of_lease = index == SQL_TAKE_LEASE_BEDS || index == SQL_GIVE_LEASE_BEDS
                      || index == SQL_GIVE_CLOSED_BEDS || index == SQL_LEASE_BEDS_LEFT;

  miqat_statement_bind_text (statement, "id", room->room_type_id);
  if (of_lease)
    miqat_statement_bind_text (statement, "pool_id", pool_id);
  else
    miqat_statement_bind_text (statement, "departure_id", party->departure_id);
  if (index != SQL_BEDS_LEFT && index != SQL_LEASE_BEDS_LEFT)
    miqat_statement_bind_int (statement, "beds", room->beds);
  return statement;
}

static gboolean
add_booked (MiqatCall *call, const char *departure_id, gint64 seats, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_seat_statements, SQL_ADD_BOOKED, error);

  miqat_statement_bind_text (statement, "id", departure_id);
  miqat_statement_bind_int (statement, "seats", seats);
  return run_surely (statement, "departures.booked_seats", error);
}

static gboolean
move_count (MiqatCall *call, guint index, const MiqatParty *party, MiqatSeatState state, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  if (party->seats == 0)
    return TRUE;
  statement = miqat_db_statement (call->db, &miqat_seat_statements, index, error);
  miqat_statement_bind_text (statement, "departure_id", party->departure_id);
  miqat_statement_bind_text (statement, "owner_id", party->branch_id);
  miqat_statement_bind_text (statement, "state", state_names[state]);
  miqat_statement_bind_int (statement, "seats", party->seats);
  return run_surely (statement, "seat_counts", error);
}

/* ---- taking --------------------------------------------------------------------------------- */

/* What the pools tried had to offer, for saying how far the party is from getting in. */
typedef struct {
  gint64 seats_left; /* the most that one pool has */
  guint room;        /* the first room type without enough beds, n_rooms: none */
  gint64 beds_left;
} Shortage;

/* The pool of one kind; NULL without an error when this seller has none. */
static char *
find_pool (MiqatCall *call, const MiqatParty *party, MiqatPools kind, gint64 *left, GError **error)
{
  guint index = kind == MIQAT_POOL_LEASE       ? SQL_FIND_LEASE
                : kind == MIQAT_POOL_ALLOTMENT ? SQL_FIND_ALLOTMENT
                                               : SQL_FIND_PUBLIC;
  g_autoptr (MiqatStatement) statement = NULL;
  gboolean row = FALSE;

  if (kind == MIQAT_POOL_LEASE && call->device_id == NULL)
    return NULL;
  statement = miqat_db_statement (call->db, &miqat_seat_statements, index, error);
  miqat_statement_bind_text (statement, "departure_id", party->departure_id);
  if (kind != MIQAT_POOL_PUBLIC)
    miqat_statement_bind_text (statement, "owner_id", party->branch_id);
  if (kind == MIQAT_POOL_LEASE)
    miqat_statement_bind_text (statement, "device_id", call->device_id);
  if (statement == NULL || !miqat_statement_step (statement, &row, error) || !row)
    return NULL;
  *left = miqat_statement_get_int (statement, 1);
  return miqat_statement_dup_text (statement, 0);
}

static gboolean
count_beds_left (MiqatCall *call, const MiqatParty *party, const char *lease_id, guint room,
                 gint64 *left, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = prepare_beds (call, lease_id != NULL ? SQL_LEASE_BEDS_LEFT : SQL_BEDS_LEFT, party, lease_id,
                    &party->rooms[room], error);
  gboolean row = FALSE;

  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return FALSE;
  *left = row ? miqat_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/* Takes the beds; what was taken before one was missing is put back. */
static gboolean
take_beds (MiqatCall *call, const MiqatParty *party, const char *lease_id, gboolean *done,
           Shortage *shortage, GError **error)
{
  guint taken;

  *done = TRUE;
  for (taken = 0; taken < party->n_rooms && *done; taken++) {
    g_autoptr (MiqatStatement) statement
      = prepare_beds (call, lease_id != NULL ? SQL_TAKE_LEASE_BEDS : SQL_TAKE_BEDS, party, lease_id,
                      &party->rooms[taken], error);

    if (!run_counted (statement, done, error))
      return FALSE;
  }
  if (*done)
    return TRUE;
  shortage->room = taken - 1;
  if (!count_beds_left (call, party, lease_id, shortage->room, &shortage->beds_left, error))
    return FALSE;
  for (guint i = 0; i < shortage->room; i++) {
    g_autoptr (MiqatStatement) statement
      = prepare_beds (call, lease_id != NULL ? SQL_GIVE_LEASE_BEDS : SQL_GIVE_BEDS, party, lease_id,
                      &party->rooms[i], error);

    if (!run_surely (statement, "beds", error))
      return FALSE;
  }
  return TRUE;
}

/* Tries one kind of pool; `*pool_id` stays NULL when it cannot serve the whole party. */
static gboolean
try_pool (MiqatCall *call, const MiqatParty *party, MiqatPools kind, char **pool_id,
          Shortage *shortage, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *id = NULL;
  gboolean done = FALSE;
  gint64 left = 0;

  id = find_pool (call, party, kind, &left, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (id == NULL)
    return TRUE;
  shortage->seats_left = MAX (shortage->seats_left, left);
  if (!move_pool (call, SQL_TAKE, id, party->seats, &done, error))
    return FALSE;
  if (!done)
    return TRUE;
  if (!take_beds (call, party, kind == MIQAT_POOL_LEASE ? id : NULL, &done, shortage, error))
    return FALSE;
  if (done) {
    *pool_id = g_steal_pointer (&id);
    return TRUE;
  }
  return move_pool (call, SQL_GIVE, id, party->seats, &done, error);
}

static gboolean
refuse_shortage (const MiqatParty *party, const Shortage *shortage, GError **error)
{
  char left[24];

  if (shortage->room < party->n_rooms) {
    g_autofree char *field = g_strdup_printf ("rooms.%u.pax", shortage->room);

    g_snprintf (left, sizeof left, "%" G_GINT64_FORMAT, MAX (shortage->beds_left, 0));
    return miqat_refuse (error, field, MIQAT_PROBLEM_BEDS_SHORT, "left", left, NULL);
  }
  if (shortage->seats_left <= 0)
    return miqat_refuse (error, "rooms", MIQAT_PROBLEM_SEATS_NONE, NULL);
  g_snprintf (left, sizeof left, "%" G_GINT64_FORMAT, shortage->seats_left);
  return miqat_refuse (error, "rooms", MIQAT_PROBLEM_SEATS_SHORT, "left", left, NULL);
}

gboolean
miqat_seats_take (MiqatCall *call, const MiqatParty *party, MiqatPools pools, MiqatSeatState state,
                  char **pool_id, GError **error)
{
  static const MiqatPools order[] = { MIQAT_POOL_LEASE, MIQAT_POOL_ALLOTMENT, MIQAT_POOL_PUBLIC };
  Shortage shortage = { .room = party->n_rooms };

  g_return_val_if_fail (miqat_db_is_writing (call->db), FALSE);

  *pool_id = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (order) && *pool_id == NULL; i++)
    if ((pools & order[i]) != 0
        && !try_pool (call, party, order[i], pool_id, &shortage, error))
      return FALSE;
  if (*pool_id == NULL)
    return refuse_shortage (party, &shortage, error);
  return add_booked (call, party->departure_id, party->seats, error)
         && move_count (call, SQL_ADD_COUNT, party, state, error);
}

/* ---- giving back ---------------------------------------------------------------------------- */

static gboolean
give_beds (MiqatCall *call, const MiqatParty *party, guint index, const char *pool_id, GError **error)
{
  for (guint i = 0; i < party->n_rooms; i++) {
    g_autoptr (MiqatStatement) statement
      = prepare_beds (call, index, party, pool_id, &party->rooms[i], error);

    if (!run_surely (statement, "beds", error))
      return FALSE;
  }
  return TRUE;
}

/* A lease that was returned has no use for seats: they go on to the allotment it came from. */
static gboolean
give_closed (MiqatCall *call, const MiqatParty *party, const char *pool_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;
  gboolean done = FALSE;

  if (!move_pool (call, SQL_GIVE_CLOSED, pool_id, party->seats, &done, error))
    return FALSE;
  statement = miqat_db_statement (call->db, &miqat_seat_statements, SQL_GROW_ALLOTMENT, error);
  miqat_statement_bind_text (statement, "id", pool_id);
  miqat_statement_bind_text (statement, "departure_id", party->departure_id);
  miqat_statement_bind_int (statement, "seats", party->seats);
  return run_surely (statement, "a returned lease", error)
         && give_beds (call, party, SQL_GIVE_CLOSED_BEDS, pool_id, error)
         && give_beds (call, party, SQL_GIVE_BEDS, pool_id, error);
}

static gboolean
load_pool_kind (MiqatCall *call, const char *pool_id, gboolean *is_lease, gboolean *closed,
                GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_seat_statements, SQL_POOL_KIND, error);
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "id", pool_id);
  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
  *closed = miqat_statement_get_int (statement, 0) != 0;
  *is_lease = g_strcmp0 (miqat_statement_get_text (statement, 1), "lease") == 0;
  return TRUE;
}

gboolean
miqat_seats_give_back (MiqatCall *call, const MiqatParty *party, const char *pool_id,
                       MiqatSeatState state, GError **error)
{
  gboolean is_lease = FALSE, closed = FALSE, done = FALSE;

  g_return_val_if_fail (miqat_db_is_writing (call->db), FALSE);

  if (!load_pool_kind (call, pool_id, &is_lease, &closed, error))
    return FALSE;
  if (closed) {
    if (!give_closed (call, party, pool_id, error))
      return FALSE;
  } else {
    if (!move_pool (call, SQL_GIVE, pool_id, party->seats, &done, error)
        || !give_beds (call, party, is_lease ? SQL_GIVE_LEASE_BEDS : SQL_GIVE_BEDS, pool_id, error))
      return FALSE;
    if (!done) {
      g_set_error_literal (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "seats: a pool does not add up");
      return FALSE;
    }
  }
  return add_booked (call, party->departure_id, -(gint64) party->seats, error)
         && move_count (call, SQL_SUBTRACT_COUNT, party, state, error);
}

gboolean
miqat_seats_move_state (MiqatCall *call, const MiqatParty *party, MiqatSeatState from,
                        MiqatSeatState to, GError **error)
{
  g_return_val_if_fail (miqat_db_is_writing (call->db), FALSE);

  if (from == to)
    return TRUE;
  return move_count (call, SQL_SUBTRACT_COUNT, party, from, error)
         && move_count (call, SQL_ADD_COUNT, party, to, error);
}
