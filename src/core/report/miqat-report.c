/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-report.h"
#include "miqat-rows.h"

#define DUE_SOON_DAYS 6

enum {
  SQL_BOOKINGS,
  SQL_RECEIVED,
  SQL_PROOFS,
  SQL_HOLDS,
  SQL_DUE,
  SQL_BOOKINGS_DUE,
  SQL_RISKS,
  SQL_AUDIT,
  SQL_AUDIT_OF_SUBJECT,
  N_SQL
};

/* A Mitra and everybody below see what was sold in their own subtree, an office its branch. */
#define IN_SCOPE(booking) \
  " AND (CAST (:branch_id AS TEXT) IS NULL OR " booking ".branch_id = :branch_id)" IN_SUBTREE (booking)
#define IN_SUBTREE(booking) \
  " AND (CAST (:node_id AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM hierarchy_paths h" \
  " WHERE h.ancestor_id = :node_id AND h.descendant_id = " booking ".seller_id))"
#define ALIVE(booking) " " booking ".status NOT IN ('cancelled', 'expired')"
#define AUDIT_COLUMNS \
  "a.command_id, a.command, a.actor_id, a.node_id, a.device_id, a.outcome, a.detail, a.accepted_at"

static const char *const sql[N_SQL] = {
  [SQL_BOOKINGS] =
    "SELECT count(*), coalesce(sum(b.pax_count), 0) FROM bookings b"
    " WHERE b.created_at >= :begin AND b.created_at < :end AND b.payer_id IS NOT NULL AND"
    ALIVE ("b") IN_SCOPE ("b"),
  [SQL_RECEIVED] =
    /* Also what belongs to no booking: it lies in the office's till. */
    "SELECT coalesce(sum(t.amount), 0) FROM payment_transactions t"
    " LEFT JOIN bookings b ON b.id = t.booking_id WHERE t.received_day = :day"
    " AND (CAST (:branch_id AS TEXT) IS NULL OR t.branch_id = :branch_id)" IN_SUBTREE ("b"),
  [SQL_PROOFS] =
    "SELECT count(*) FROM payment_proofs p JOIN bookings b ON b.id = p.booking_id"
    " WHERE p.status = 'waiting'" IN_SCOPE ("b"),
  [SQL_HOLDS] =
    "SELECT count(*) FROM seat_locks l JOIN bookings b ON b.id = l.booking_id"
    " WHERE l.status = 'active' AND l.expires_at > :now" IN_SCOPE ("b"),
  [SQL_DUE] =
    "SELECT coalesce(sum(CASE WHEN i.due_date < :day THEN i.amount - i.paid ELSE 0 END), 0),"
    " coalesce(sum(CASE WHEN i.due_date < :day THEN 0 ELSE i.amount - i.paid END), 0)"
    " FROM payment_invoices i JOIN bookings b ON b.id = i.booking_id"
    " WHERE i.status IN ('unpaid', 'pending') AND i.due_date <= :last AND" ALIVE ("b") IN_SCOPE ("b"),
  [SQL_BOOKINGS_DUE] =
    "SELECT b.id, b.booking_code, y.full_name, sum(i.amount - i.paid), min(i.due_date)"
    " FROM payment_invoices i JOIN bookings b ON b.id = i.booking_id JOIN payers y ON y.id = b.payer_id"
    " WHERE i.status IN ('unpaid', 'pending') AND i.due_date >= :day AND i.due_date <= :last"
    " AND i.amount > i.paid AND" ALIVE ("b") IN_SCOPE ("b")
    " GROUP BY b.id, b.booking_code, y.full_name ORDER BY min(i.due_date), b.booking_code LIMIT :limit",
  [SQL_RISKS] =
    "SELECT d.id, d.code, p.name, d.departure_date, d.total_seats, d.booked_seats,"
    " coalesce(t.travellers, 0), coalesce(t.unpaid, 0), coalesce(t.nameless, 0),"
    " coalesce(t.no_passport, 0), coalesce(o.open_amount, 0)"
    " FROM departures d JOIN packages p ON p.id = d.package_id"
    " LEFT JOIN (SELECT b.departure_id, count(*) AS travellers,"
    "  sum(CASE WHEN b.status <> 'paid_full' THEN 1 ELSE 0 END) AS unpaid,"
    "  sum(CASE WHEN v.pilgrim_id IS NULL THEN 1 ELSE 0 END) AS nameless,"
    "  sum(CASE WHEN g.id IS NOT NULL AND g.passport_index IS NULL THEN 1 ELSE 0 END) AS no_passport"
    "  FROM departures e JOIN bookings b ON b.departure_id = e.id"
    "  JOIN booking_travellers v ON v.booking_id = b.id AND v.status = 'active'"
    "  LEFT JOIN pilgrims g ON g.id = v.pilgrim_id"
    "  WHERE e.departure_date >= :day AND e.departure_date <= :last AND" ALIVE ("b") IN_SCOPE ("b")
    "  GROUP BY b.departure_id) t ON t.departure_id = d.id"
    " LEFT JOIN (SELECT b.departure_id, sum(b.total_price - b.amount_paid) AS open_amount"
    "  FROM departures e JOIN bookings b ON b.departure_id = e.id"
    "  WHERE e.departure_date >= :day AND e.departure_date <= :last"
    "  AND b.amount_paid < b.total_price AND" ALIVE ("b") IN_SCOPE ("b")
    "  GROUP BY b.departure_id) o ON o.departure_id = d.id"
    " WHERE d.departure_date >= :day AND d.departure_date <= :last AND d.status IN ('open', 'full')"
    " AND (d.booked_seats * 2 < d.total_seats OR t.unpaid > 0 OR t.nameless > 0 OR t.no_passport > 0)"
    " ORDER BY d.departure_date, d.code",
  [SQL_AUDIT] =
    "SELECT " AUDIT_COLUMNS " FROM audit_log a ORDER BY a.seq DESC LIMIT :limit",
  [SQL_AUDIT_OF_SUBJECT] =
    "SELECT " AUDIT_COLUMNS " FROM audit_subjects s JOIN audit_log a ON a.command_id = s.command_id"
    " WHERE s.table_name = :table AND s.row_key = :row_key ORDER BY a.seq DESC LIMIT :limit",
};

const MiqatStatements miqat_report_statements = { "reports", sql, N_SQL, 0 };

/* ---- today ------------------------------------------------------------------------------------ */

static void
bind_day (MiqatStatement *statement, const char *name, MiqatDay day)
{
  char text[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, name, miqat_day_to_text (day, text));
}

/* One row of one or two numbers; takes the loan back. */
static gboolean
read_numbers (MiqatStatement *statement, gint64 *first, gint64 *second, GError **error)
{
  g_autoptr (MiqatStatement) loan = statement;
  gboolean row = FALSE;

  if (loan == NULL || !miqat_statement_step (loan, &row, error))
    return FALSE;
  *first = row ? miqat_statement_get_int (loan, 0) : 0;
  if (second != NULL)
    *second = row ? miqat_statement_get_int (loan, 1) : 0;
  return TRUE;
}

static MiqatStatement *
take (MiqatDb *db, guint index, MiqatReader reader, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_report_statements, index, error);

  miqat_rows_bind_reader (statement, reader);
  return statement;
}

gboolean
miqat_report_today (MiqatDb *db, MiqatReader reader, MiqatInstant now, MiqatZone zone,
                    MiqatToday *today, GError **error)
{
  MiqatDay day = miqat_instant_get_day (now, zone);
  MiqatStatement *statement;

  statement = take (db, SQL_BOOKINGS, reader, error);
  miqat_statement_bind_int (statement, "begin", miqat_instant_from_day (day, zone));
  miqat_statement_bind_int (statement, "end", miqat_instant_from_day (day + 1, zone));
  if (!read_numbers (statement, &today->bookings, &today->travellers, error))
    return FALSE;
  statement = take (db, SQL_RECEIVED, reader, error);
  bind_day (statement, "day", day);
  if (!read_numbers (statement, &today->received, NULL, error))
    return FALSE;
  if (!read_numbers (take (db, SQL_PROOFS, reader, error), &today->proofs_waiting, NULL, error))
    return FALSE;
  statement = take (db, SQL_HOLDS, reader, error);
  miqat_statement_bind_int (statement, "now", now);
  if (!read_numbers (statement, &today->holds_running, NULL, error))
    return FALSE;
  statement = take (db, SQL_DUE, reader, error);
  bind_day (statement, "day", day);
  bind_day (statement, "last", day + DUE_SOON_DAYS);
  return read_numbers (statement, &today->overdue, &today->due_soon, error);
}

/* ---- what is due -------------------------------------------------------------------------------- */

void
miqat_booking_due_free (MiqatBookingDue *self)
{
  if (self == NULL)
    return;
  g_free (self->booking_id);
  g_free (self->code);
  g_free (self->payer_name);
  g_free (self->due_date);
  g_free (self);
}

static gpointer
read_due (MiqatStatement *row)
{
  MiqatBookingDue *self = g_new0 (MiqatBookingDue, 1);

  self->booking_id = miqat_statement_dup_text (row, 0);
  self->code = miqat_statement_dup_text (row, 1);
  self->payer_name = miqat_statement_dup_text (row, 2);
  self->amount = miqat_statement_get_int (row, 3);
  self->due_date = miqat_statement_dup_text (row, 4);
  return self;
}

GPtrArray *
miqat_report_bookings_due (MiqatDb *db, MiqatReader reader, MiqatDay first, MiqatDay last, guint limit,
                           GError **error)
{
  g_autoptr (MiqatStatement) statement = take (db, SQL_BOOKINGS_DUE, reader, error);

  bind_day (statement, "day", first);
  bind_day (statement, "last", last);
  miqat_statement_bind_int (statement, "limit", limit);
  return miqat_rows_collect (statement, read_due, (GDestroyNotify) miqat_booking_due_free, error);
}

/* ---- departures ------------------------------------------------------------------------------- */

void
miqat_departure_risk_free (MiqatDepartureRisk *self)
{
  if (self == NULL)
    return;
  g_free (self->departure_id);
  g_free (self->code);
  g_free (self->package_name);
  g_free (self->departure_date);
  g_free (self);
}

static gpointer
read_risk (MiqatStatement *row)
{
  MiqatDepartureRisk *self = g_new0 (MiqatDepartureRisk, 1);

  self->departure_id = miqat_statement_dup_text (row, 0);
  self->code = miqat_statement_dup_text (row, 1);
  self->package_name = miqat_statement_dup_text (row, 2);
  self->departure_date = miqat_statement_dup_text (row, 3);
  self->total_seats = miqat_statement_get_int (row, 4);
  self->booked_seats = miqat_statement_get_int (row, 5);
  self->travellers = miqat_statement_get_int (row, 6);
  self->unpaid = miqat_statement_get_int (row, 7);
  self->nameless = miqat_statement_get_int (row, 8);
  self->no_passport = miqat_statement_get_int (row, 9);
  self->open_amount = miqat_statement_get_int (row, 10);
  return self;
}

GPtrArray *
miqat_report_departures_at_risk (MiqatDb *db, MiqatReader reader, MiqatDay today, int days, GError **error)
{
  g_autoptr (MiqatStatement) statement = take (db, SQL_RISKS, reader, error);
  g_autoptr (GPtrArray) risks = NULL;

  bind_day (statement, "day", today);
  bind_day (statement, "last", today + days);
  risks = miqat_rows_collect (statement, read_risk, (GDestroyNotify) miqat_departure_risk_free, error);
  for (guint i = 0; risks != NULL && i < risks->len; i++) {
    MiqatDepartureRisk *risk = risks->pdata[i];
    MiqatDay date = today;

    if (miqat_day_parse (risk->departure_date, &date) == MIQAT_PROBLEM_NONE)
      risk->days_left = date - today;
  }
  return g_steal_pointer (&risks);
}

/* ---- the audit trail -------------------------------------------------------------------------- */

void
miqat_audit_entry_free (MiqatAuditEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->command_id);
  g_free (self->command);
  g_free (self->actor_id);
  g_free (self->node_id);
  g_free (self->device_id);
  g_free (self->outcome);
  g_free (self->detail);
  g_free (self);
}

static gpointer
read_entry (MiqatStatement *row)
{
  MiqatAuditEntry *self = g_new0 (MiqatAuditEntry, 1);
  char **texts[] = { &self->command_id, &self->command, &self->actor_id, &self->node_id,
                     &self->device_id, &self->outcome, &self->detail };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = miqat_statement_dup_text (row, i);
  self->accepted_at = miqat_statement_get_int (row, G_N_ELEMENTS (texts));
  return self;
}

GPtrArray *
miqat_report_audit (MiqatDb *db, const char *table, const char *row_key, guint limit, GError **error)
{
  gboolean of_subject = table != NULL && row_key != NULL;
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_report_statements, of_subject ? SQL_AUDIT_OF_SUBJECT : SQL_AUDIT, error);

  if (of_subject) {
    miqat_statement_bind_text (statement, "table", table);
    miqat_statement_bind_text (statement, "row_key", row_key);
  }
  miqat_statement_bind_int (statement, "limit", limit);
  return miqat_rows_collect (statement, read_entry, (GDestroyNotify) miqat_audit_entry_free, error);
}
