/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving a booking from one state to the next, and its seats with it. Whoever changes a status does it
 * here, so that no count is ever left behind. */
#include "config.h"

#include "miqat-booking-private.h"
#include "miqat-departure.h"
#include "miqat-rows.h"

enum {
  SQL_LOAD,
  SQL_ROOMS,
  SQL_SET_STATUS,
  SQL_SET_LOCK,
  SQL_SET_EXPIRY,
  SQL_SET_POOL,
  SQL_ADD_PAID,
  SQL_LAPSED,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LOAD] =
    "SELECT b.id, b.branch_id, b.departure_id, b.seller_id, b.payer_id, b.channel, b.notes,"
    " l.pool_id, l.status, b.status, b.pax_count, b.amount_paid, l.seats_locked,"
    " coalesce(l.expires_at, 0) FROM bookings b JOIN seat_locks l ON l.booking_id = b.id"
    " WHERE b.id = :id",
  [SQL_ROOMS] =
    "SELECT room_type_id, count(*) FROM booking_travellers"
    " WHERE booking_id = :id AND takes_seat = 1 AND status = 'active'"
    " GROUP BY room_type_id ORDER BY room_type_id",
  [SQL_SET_STATUS] = "UPDATE bookings SET status = :status, updated_at = :at WHERE id = :id",
  [SQL_SET_LOCK] = "UPDATE seat_locks SET status = :status, expires_at = NULL WHERE booking_id = :id",
  [SQL_SET_EXPIRY] =
    "UPDATE seat_locks SET expires_at = :expires_at WHERE booking_id = :id AND status = 'active'",
  [SQL_SET_POOL] =
    "UPDATE seat_locks SET pool_id = :pool_id, status = 'confirmed', expires_at = NULL,"
    " locked_at = :at WHERE booking_id = :id",
  [SQL_ADD_PAID] =
    "UPDATE bookings SET amount_paid = amount_paid + :amount, updated_at = :at WHERE id = :id"
    " AND amount_paid + :amount >= 0",
  [SQL_LAPSED] =
    "SELECT booking_id FROM seat_locks WHERE status = 'active' AND expires_at <= :now"
    " AND (CAST(:departure_id AS TEXT) IS NULL OR departure_id = :departure_id)"
    " ORDER BY expires_at, booking_id LIMIT :limit",
};

const MiqatStatements miqat_booking_state_statements = { "booking-state", sql, N_SQL, 0 };

/* ---- loading -------------------------------------------------------------------------------- */

void
miqat_booking_state_free (MiqatBookingState *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->branch_id);
  g_free (self->departure_id);
  g_free (self->seller_id);
  g_free (self->payer_id);
  g_free (self->channel);
  g_free (self->notes);
  g_free (self->pool_id);
  g_free (self->lock_status);
  g_free (self);
}

static gpointer
read_state (MiqatStatement *row)
{
  MiqatBookingState *self = g_new0 (MiqatBookingState, 1);
  guint c = 0;

  self->id = miqat_statement_dup_text (row, c++);
  self->branch_id = miqat_statement_dup_text (row, c++);
  self->departure_id = miqat_statement_dup_text (row, c++);
  self->seller_id = miqat_statement_dup_text (row, c++);
  self->payer_id = miqat_statement_dup_text (row, c++);
  self->channel = miqat_statement_dup_text (row, c++);
  self->notes = miqat_statement_dup_text (row, c++);
  self->pool_id = miqat_statement_dup_text (row, c++);
  self->lock_status = miqat_statement_dup_text (row, c++);
  if (!miqat_booking_status_from_name (miqat_statement_get_text (row, c++), &self->status))
    g_assert_not_reached (); /* the table's CHECK knows the same names */
  self->pax_count = (guint) miqat_statement_get_int (row, c++);
  self->amount_paid = miqat_statement_get_int (row, c++);
  self->seats_locked = (guint) miqat_statement_get_int (row, c++);
  self->expires_at = miqat_statement_get_int (row, c++);
  if (g_strcmp0 (self->lock_status, "active") != 0)
    self->expires_at = 0;
  return self;
}

MiqatBookingState *
miqat_booking_state_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_booking_state_statements, SQL_LOAD, error);
  g_autoptr (GError) failure = NULL;
  MiqatBookingState *self;

  miqat_statement_bind_text (statement, "id", id);
  self = miqat_rows_take_first (statement, read_state, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (self == NULL && statement != NULL)
    miqat_refuse (error, "booking_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return self;
}

static gboolean
refuse_state (const MiqatBookingState *self, GError **error)
{
  return miqat_refuse (error, NULL, MIQAT_PROBLEM_BOOKING_STATE, "state",
                       miqat_booking_status_get_name (self->status), NULL);
}

gboolean
miqat_booking_state_check_live (const MiqatBookingState *self, MiqatInstant at, GError **error)
{
  MiqatBookingStatus now = miqat_booking_status_at (self->status, self->expires_at, at);

  if (now == MIQAT_BOOKING_EXPIRED)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_HOLD_EXPIRED, NULL);
  return miqat_booking_status_is_live (now) || refuse_state (self, error);
}

MiqatPools
miqat_booking_get_pools (const char *channel)
{
  return g_strcmp0 (channel, "public") == 0 ? MIQAT_POOL_PUBLIC : MIQAT_POOLS_DESK;
}

void
miqat_booking_party_clear (MiqatBookingParty *self)
{
  g_clear_pointer (&self->rooms, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

gboolean
miqat_booking_party_load (MiqatDb *db, MiqatBookingState *state, MiqatBookingParty *self, GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_booking_state_statements, SQL_ROOMS, error);
  gboolean more = FALSE;

  self->rooms = g_array_new (FALSE, FALSE, sizeof (MiqatSeatRoom));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  miqat_statement_bind_text (row, "id", state->id);
  if (row == NULL)
    return FALSE;
  while (TRUE) {
    MiqatSeatRoom room;
    char *id;

    if (!miqat_statement_step (row, &more, error))
      return FALSE;
    if (!more)
      break;
    id = miqat_statement_dup_text (row, 0);
    g_ptr_array_add (self->texts, id);
    room = (MiqatSeatRoom) { id, (guint) miqat_statement_get_int (row, 1) };
    g_array_append_val (self->rooms, room);
  }
  self->party = (MiqatParty) {
    .departure_id = state->departure_id,
    .branch_id = state->branch_id,
    .seats = state->seats_locked,
    .rooms = (const MiqatSeatRoom *) (gpointer) self->rooms->data,
    .n_rooms = self->rooms->len,
  };
  return TRUE;
}

/* ---- moving --------------------------------------------------------------------------------- */

static gboolean
write_status (MiqatCall *call, const char *id, MiqatBookingStatus status, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_booking_state_statements, SQL_SET_STATUS, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "status", miqat_booking_status_get_name (status));
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

static gboolean
write_lock (MiqatCall *call, const char *id, const char *status, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_booking_state_statements, SQL_SET_LOCK, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "status", status);
  return miqat_statement_run (statement, error);
}

static gboolean
write_expiry (MiqatCall *call, const char *id, MiqatInstant expires_at, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_booking_state_statements, SQL_SET_EXPIRY, error);

  miqat_statement_bind_text (statement, "id", id);
  if (expires_at == 0)
    miqat_statement_bind_null (statement, "expires_at");
  else
    miqat_statement_bind_int (statement, "expires_at", expires_at);
  return miqat_statement_run (statement, error);
}

/* The booking ends: its seats and beds go back to where they came from. */
static gboolean
end_booking (MiqatCall *call, const MiqatBookingState *state, const MiqatParty *party,
             MiqatBookingStatus status, GError **error)
{
  return miqat_seats_give_back (call, party, state->pool_id,
                                miqat_booking_status_get_seat_state (state->status), error)
         && write_lock (call, state->id, status == MIQAT_BOOKING_EXPIRED ? "expired" : "released", error);
}

static gboolean
go_on (MiqatCall *call, const MiqatBookingState *state, const MiqatParty *party,
       MiqatBookingStatus status, GError **error)
{
  if (!miqat_seats_move_state (call, party, miqat_booking_status_get_seat_state (state->status),
                               miqat_booking_status_get_seat_state (status), error))
    return FALSE;
  return !miqat_booking_status_is_firm (status) || g_strcmp0 (state->lock_status, "confirmed") == 0
         || write_lock (call, state->id, "confirmed", error);
}

gboolean
miqat_booking_set_status (MiqatCall *call, const char *id, MiqatBookingStatus status, GError **error)
{
  g_autoptr (MiqatBookingState) state = miqat_booking_state_load (call->db, id, error);
  g_auto (MiqatBookingParty) seats = { 0 };
  gboolean moved;

  if (state == NULL)
    return FALSE;
  if (!miqat_booking_status_may_follow (state->status, status))
    return refuse_state (state, error);
  if (state->status == status)
    return TRUE;
  if (!miqat_booking_party_load (call->db, state, &seats, error))
    return FALSE;
  moved = miqat_booking_status_is_live (status) ? go_on (call, state, &seats.party, status, error)
                                                : end_booking (call, state, &seats.party, status, error);
  return moved && write_status (call, id, status, error);
}

gboolean
miqat_booking_stop_clock (MiqatCall *call, const char *id, GError **error)
{
  return write_expiry (call, id, 0, error);
}

gboolean
miqat_booking_set_deadline (MiqatCall *call, const char *id, MiqatInstant expires_at, GError **error)
{
  g_return_val_if_fail (expires_at > 0, FALSE);

  return write_expiry (call, id, expires_at, error);
}

gboolean
miqat_booking_confirm_seats (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatBookingState) state = miqat_booking_state_load (call->db, id, error);

  if (state == NULL)
    return FALSE;
  if (!miqat_booking_status_is_live (state->status))
    return refuse_state (state, error);
  return g_strcmp0 (state->lock_status, "confirmed") == 0 || write_lock (call, id, "confirmed", error);
}

gboolean
miqat_booking_add_paid (MiqatCall *call, const char *id, gint64 amount, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_booking_state_statements, SQL_ADD_PAID, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_int (statement, "amount", amount);
  miqat_statement_bind_int (statement, "at", call->at);
  if (!miqat_statement_run (statement, error))
    return FALSE;
  if (miqat_statement_get_changes (statement) != 1)
    return miqat_refuse (error, "booking_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

/* ---- taking again --------------------------------------------------------------------------- */

static gboolean
is_shortage (const GError *error)
{
  return error->domain == MIQAT_REFUSAL
         && (error->code == MIQAT_PROBLEM_SEATS_NONE || error->code == MIQAT_PROBLEM_SEATS_SHORT
             || error->code == MIQAT_PROBLEM_BEDS_SHORT);
}

static gboolean
write_pool (MiqatCall *call, const char *id, const char *pool_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_booking_state_statements, SQL_SET_POOL, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "pool_id", pool_id);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_retake_seats (MiqatCall *call, const char *id, gboolean *taken, GError **error)
{
  g_autoptr (MiqatBookingState) state = miqat_booking_state_load (call->db, id, error);
  g_autoptr (GError) shortage = NULL;
  g_auto (MiqatBookingParty) seats = { 0 };
  g_autofree char *pool_id = NULL;

  *taken = FALSE;
  if (state == NULL)
    return FALSE;
  if (miqat_booking_status_is_live (state->status))
    return refuse_state (state, error);
  if (!miqat_booking_party_load (call->db, state, &seats, error)
      || !miqat_booking_release_lapsed (call, state->departure_id, G_MAXUINT16, NULL, error))
    return FALSE;
  if (!miqat_seats_take (call, &seats.party, miqat_booking_get_pools (state->channel),
                         MIQAT_SEAT_HELD, &pool_id, &shortage)) {
    if (is_shortage (shortage))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&shortage));
    return FALSE;
  }
  *taken = TRUE;
  return write_pool (call, id, pool_id, error)
         && write_status (call, id, MIQAT_BOOKING_SEAT_LOCKED, error);
}

/* ---- lapsed holds --------------------------------------------------------------------------- */

static gpointer
read_id (MiqatStatement *row)
{
  return miqat_statement_dup_text (row, 0);
}

static GPtrArray *
list_lapsed (MiqatCall *call, const char *departure_id, guint limit, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_booking_state_statements, SQL_LAPSED, error);

  /* By the clock of the database that runs this: a claim from yesterday does not turn it back. */
  miqat_statement_bind_int (statement, "now", call->accepted_at);
  miqat_statement_bind_text (statement, "departure_id", departure_id);
  miqat_statement_bind_int (statement, "limit", limit);
  return miqat_rows_collect (statement, read_id, g_free, error);
}

gboolean
miqat_booking_release_lapsed (MiqatCall *call, const char *departure_id, guint limit, guint *released,
                              GError **error)
{
  g_autoptr (GPtrArray) ids = list_lapsed (call, departure_id, limit, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);

    if (!miqat_booking_set_status (call, id, MIQAT_BOOKING_EXPIRED, error)
        || !miqat_call_emit (call, MIQAT_EVENT_HOLD_EXPIRED, id, error))
      return FALSE;
  }
  if (released != NULL)
    *released = ids->len;
  return TRUE;
}
