/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages waiting to be sent: table outbox. */
#include "config.h"

#include "miqat-booking.h"
#include "miqat-messaging-private.h"
#include "miqat-rows.h"

#include <glib/gi18n-lib.h>

#define COLUMNS \
  "id, branch_id, booking_id, channel, recipient, template, body, status, attempts, queued_at, sent_at"

enum { SQL_OF_BOOKING, SQL_QUEUED, SQL_LOAD, SQL_INSERT, SQL_MARK, SQL_COUNT, SQL_FAULTS, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_OF_BOOKING] =
    "SELECT " COLUMNS " FROM outbox WHERE booking_id = :booking_id ORDER BY queued_at DESC, id DESC",
  [SQL_QUEUED] =
    "SELECT " COLUMNS " FROM outbox WHERE status = 'queued' AND CAST (:node_id AS TEXT) IS NULL"
    " AND (branch_id = :branch_id OR :branch_id IS NULL) ORDER BY queued_at, id LIMIT :max",
  [SQL_LOAD] = "SELECT " COLUMNS " FROM outbox WHERE id = :id",
  [SQL_INSERT] =
    "INSERT INTO outbox (id, branch_id, booking_id, channel, recipient, template, body, status,"
    " queued_at) VALUES (:id, :branch_id, :booking_id, 'whatsapp', :recipient, :template, :body,"
    " 'queued', :at)",
  [SQL_MARK] =
    "UPDATE outbox SET status = :status, attempts = attempts + 1, sent_at = :sent_at WHERE id = :id",
  [SQL_COUNT] = "SELECT count(*) FROM outbox",
  [SQL_FAULTS] =
    "SELECT 'message ' || id || ' is ' || status || ', its times say otherwise' FROM outbox"
    " WHERE CASE status WHEN 'sent' THEN 1 ELSE 0 END <> CASE WHEN sent_at IS NULL THEN 0 ELSE 1 END"
    " OR (status = 'queued' AND attempts > 0) OR recipient = '' OR body = ''"
    " UNION ALL SELECT 'message ' || o.id || ' is about a booking of another branch' FROM outbox o"
    " JOIN bookings b ON b.id = o.booking_id WHERE b.branch_id <> o.branch_id ORDER BY 1",
};

const MiqatStatements miqat_outbox_statements = { "outbox", sql, N_SQL, 0 };

void
miqat_message_free (MiqatMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->branch_id);
  g_free (self->booking_id);
  g_free (self->channel);
  g_free (self->recipient);
  g_free (self->template_name);
  g_free (self->body);
  g_free (self->status);
  g_free (self);
}

static gpointer
read_message (MiqatStatement *row)
{
  MiqatMessage *self = g_new0 (MiqatMessage, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->branch_id = miqat_statement_dup_text (row, 1);
  self->booking_id = miqat_statement_dup_text (row, 2);
  self->channel = miqat_statement_dup_text (row, 3);
  self->recipient = miqat_statement_dup_text (row, 4);
  self->template_name = miqat_statement_dup_text (row, 5);
  self->body = miqat_statement_dup_text (row, 6);
  self->status = miqat_statement_dup_text (row, 7);
  self->attempts = miqat_statement_get_int (row, 8);
  self->queued_at = miqat_statement_get_int (row, 9);
  self->sent_at = miqat_statement_is_null (row, 10) ? 0 : miqat_statement_get_int (row, 10);
  return self;
}

static GPtrArray *
collect (MiqatStatement *statement, GError **error)
{
  return miqat_rows_collect (statement, read_message, (GDestroyNotify) miqat_message_free, error);
}

GPtrArray *
miqat_outbox_list_of_booking (MiqatDb *db, MiqatReader reader, const char *booking_id,
                              GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (db, booking_id, &reader, 0, error);
  g_autoptr (MiqatStatement) statement = NULL;

  if (booking == NULL)
    return NULL;
  statement = miqat_db_statement (db, &miqat_outbox_statements, SQL_OF_BOOKING, error);
  miqat_statement_bind_text (statement, "booking_id", booking_id);
  return collect (statement, error);
}

GPtrArray *
miqat_outbox_list_queued (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_outbox_statements, SQL_QUEUED, error);

  miqat_rows_bind_reader (statement, reader);
  miqat_statement_bind_int (statement, "max", limit);
  return collect (statement, error);
}

MiqatMessage *
miqat_message_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_outbox_statements, SQL_LOAD, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_rows_take_one (statement, read_message, error);
}

char *
miqat_message_make_link (const MiqatMessage *self)
{
  g_autofree char *text = g_uri_escape_string (self->body, NULL, FALSE);

  return g_strconcat ("https://wa.me/", self->recipient, "?text=", text, NULL);
}

/* ---- writing -------------------------------------------------------------------------------- */

gboolean
miqat_outbox_queue (MiqatCall *call, const char *branch_id, const char *booking_id,
                    const char *recipient, MiqatTemplate template, const char *subject_id,
                    GHashTable *words, GError **error)
{
  const char *name = miqat_template_get_name (template);
  g_autofree char *label = g_strconcat ("message:", name, ":", subject_id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  g_autofree char *body = miqat_template_fill (template, words);
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_outbox_statements, SQL_INSERT, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_text (statement, "booking_id", booking_id);
  miqat_statement_bind_text (statement, "recipient", recipient);
  miqat_statement_bind_text (statement, "template", name);
  miqat_statement_bind_text (statement, "body", body);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_message_mark (MiqatCall *call, const char *id, gboolean sent, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_outbox_statements, SQL_MARK, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "status", sent ? "sent" : "failed");
  if (sent)
    miqat_statement_bind_int (statement, "sent_at", call->at);
  else
    miqat_statement_bind_null (statement, "sent_at");
  return miqat_statement_run (statement, error);
}

/* ---- what must hold ------------------------------------------------------------------------- */

static gboolean
check_messages (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  return miqat_rows_check (db, &miqat_outbox_statements, SQL_COUNT, SQL_FAULTS, checked, faults, error);
}

const MiqatInvariant miqat_messaging_invariants[] = {
  { "messages.consistent", N_("A message has a recipient, a body and times that fit its status."), check_messages },
  { NULL },
};
