/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table refresh_tokens, and the commands about it; only the receiver itself runs them. */
#include "config.h"

#include "miqat-session.h"

#include "miqat-agency-private.h"

enum { SQL_FIND, SQL_INSERT, SQL_USE, SQL_REVOKE_FAMILY, SQL_REVOKE_OWNER, SQL_FORGET, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_FIND] =
    "SELECT family_id, owner_id, expires_at, coalesce(used_at, 0), coalesce(revoked_at, 0)"
    " FROM refresh_tokens WHERE token_hash = :token_hash",
  [SQL_INSERT] =
    "INSERT INTO refresh_tokens (token_hash, family_id, owner_id, expires_at)"
    " VALUES (:token_hash, :family_id, :owner_id, :expires_at)",
  [SQL_USE] = "UPDATE refresh_tokens SET used_at = :at WHERE token_hash = :token_hash AND used_at IS NULL",
  [SQL_REVOKE_FAMILY] =
    "UPDATE refresh_tokens SET revoked_at = :at WHERE family_id = :family_id AND revoked_at IS NULL",
  [SQL_REVOKE_OWNER] =
    "UPDATE refresh_tokens SET revoked_at = :at WHERE owner_id = :owner_id AND revoked_at IS NULL",
  [SQL_FORGET] = "DELETE FROM refresh_tokens WHERE owner_id = :owner_id AND expires_at < :at",
};

const MiqatStatements miqat_session_statements = { "sessions", sql, N_SQL, 0 };

typedef struct {
  char *family_id;
  char *owner_id;
  MiqatInstant expires_at;
  MiqatInstant used_at;
  MiqatInstant revoked_at;
} Token;

static void
token_clear (Token *self)
{
  g_clear_pointer (&self->family_id, g_free);
  g_clear_pointer (&self->owner_id, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Token, token_clear)

/* `owner_id` stays NULL when there is none. */
static gboolean
find (MiqatCall *call, const char *token_hash, Token *token, GError **error)
{
  g_autoptr (MiqatStatement) row = miqat_db_statement (call->db, &miqat_session_statements, SQL_FIND, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "token_hash", token_hash);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  token->family_id = miqat_statement_dup_text (row, 0);
  token->owner_id = miqat_statement_dup_text (row, 1);
  token->expires_at = miqat_statement_get_int (row, 2);
  token->used_at = miqat_statement_get_int (row, 3);
  token->revoked_at = miqat_statement_get_int (row, 4);
  return TRUE;
}

static gboolean
insert (MiqatCall *call, const char *token_hash, const char *family_id, const char *owner_id, GError **error)
{
  g_autoptr (MiqatStatement) row = miqat_db_statement (call->db, &miqat_session_statements, SQL_INSERT, error);

  miqat_statement_bind_text (row, "token_hash", token_hash);
  miqat_statement_bind_text (row, "family_id", family_id);
  miqat_statement_bind_text (row, "owner_id", owner_id);
  miqat_statement_bind_int (row, "expires_at", call->at + MIQAT_SESSION_DAYS * 24 * MIQAT_HOUR);
  return miqat_statement_run (row, error);
}

static gboolean
revoke_family (MiqatCall *call, const char *family_id, GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (call->db, &miqat_session_statements, SQL_REVOKE_FAMILY, error);

  miqat_statement_bind_text (row, "family_id", family_id);
  miqat_statement_bind_int (row, "at", call->at);
  return miqat_statement_run (row, error);
}

static gboolean
run_on_owner (MiqatCall *call, guint index, const char *owner_id, GError **error)
{
  g_autoptr (MiqatStatement) rows = miqat_db_statement (call->db, &miqat_session_statements, index, error);

  miqat_statement_bind_text (rows, "owner_id", owner_id);
  miqat_statement_bind_int (rows, "at", call->at);
  return miqat_statement_run (rows, error);
}

gboolean
miqat_session_revoke_all (MiqatCall *call, const char *owner_id, GError **error)
{
  return run_on_owner (call, SQL_REVOKE_OWNER, owner_id, error);
}

/* Refuses not_signed_in for somebody who may no longer sign in. */
static gboolean
check_owner (MiqatCall *call, const char *owner_id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatActor) actor = miqat_person_load_actor (call->db, owner_id, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return actor != NULL || miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
}

gboolean
miqat_session_apply_open (MiqatCall *call, GError **error)
{
  const char *owner_id = miqat_args_text (call->args, "owner_id");
  g_autofree char *family_id = miqat_call_derive_id (call, "family");

  return check_owner (call, owner_id, error) && run_on_owner (call, SQL_FORGET, owner_id, error)
         && insert (call, miqat_args_text (call->args, "token_hash"), family_id, owner_id, error);
}

gboolean
miqat_session_apply_refresh (MiqatCall *call, GError **error)
{
  const char *token_hash = miqat_args_text (call->args, "token_hash");
  g_auto (Token) token = { 0 };
  g_autoptr (MiqatStatement) use = NULL;

  if (!find (call, token_hash, &token, error))
    return FALSE;
  if (token.owner_id == NULL)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_TOKEN_FORGED, NULL);
  if (token.used_at != 0 || token.revoked_at != 0) {
    json_object_set_boolean_member (call->result, MIQAT_SESSION_REUSED, TRUE);
    return revoke_family (call, token.family_id, error);
  }
  if (token.expires_at <= call->at)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_TOKEN_EXPIRED, NULL);
  if (!check_owner (call, token.owner_id, error) || !run_on_owner (call, SQL_FORGET, token.owner_id, error))
    return FALSE;
  use = miqat_db_statement (call->db, &miqat_session_statements, SQL_USE, error);
  miqat_statement_bind_text (use, "token_hash", token_hash);
  miqat_statement_bind_int (use, "at", call->at);
  json_object_set_string_member (call->result, "owner_id", token.owner_id);
  return miqat_statement_run (use, error)
         && insert (call, miqat_args_text (call->args, "new_token_hash"), token.family_id, token.owner_id, error);
}

gboolean
miqat_session_apply_close (MiqatCall *call, GError **error)
{
  g_auto (Token) token = { 0 };

  if (!find (call, miqat_args_text (call->args, "token_hash"), &token, error))
    return FALSE;
  return token.family_id == NULL || revoke_family (call, token.family_id, error);
}
