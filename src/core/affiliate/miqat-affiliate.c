/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and clicks: table affiliate_clicks. */
#include "config.h"

#include "miqat-affiliate.h"
#include "miqat-areas.h"

#include <glib/gi18n-lib.h>

enum { SQL_INSERT, SQL_COUNT_CLICKS, SQL_COUNT_VISITORS, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_INSERT] =
    "INSERT INTO affiliate_clicks (id, user_id, visitor_hash, landing_path, clicked_at)"
    " VALUES (:id, :user_id, :visitor_hash, :landing_path, :at)",
  [SQL_COUNT_CLICKS] =
    "SELECT count(*) FROM affiliate_clicks WHERE user_id = :user_id AND clicked_at >= :since",
  [SQL_COUNT_VISITORS] =
    "SELECT count(DISTINCT visitor_hash) FROM affiliate_clicks"
    " WHERE user_id = :user_id AND clicked_at >= :since",
};

static const MiqatStatements affiliate_statements = { "affiliate", sql, N_SQL, 0 };

MiqatUser *
miqat_affiliate_find (MiqatDb *db, const char *code, GError **error)
{
  return miqat_user_find_by_affiliate_code (db, code, error);
}

static gboolean
count (MiqatDb *db, guint index, const char *user_id, MiqatInstant since, gint64 *number,
       GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &affiliate_statements, index, error);
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "user_id", user_id);
  miqat_statement_bind_int (statement, "since", since);
  if (!miqat_statement_step (statement, &row, error))
    return FALSE;
  *number = miqat_statement_get_int (statement, 0);
  return TRUE;
}

gboolean
miqat_affiliate_count (MiqatDb *db, const char *user_id, MiqatInstant since,
                       MiqatAffiliateCounts *counts, GError **error)
{
  return count (db, SQL_COUNT_CLICKS, user_id, since, &counts->clicks, error)
         && count (db, SQL_COUNT_VISITORS, user_id, since, &counts->visitors, error);
}

/* ---- the command ---------------------------------------------------------------------------- */

static const MiqatParam click_params[] = {
  { "affiliate_code", N_("Affiliate code"), MIQAT_PARAM_KEY, MIQAT_PARAM_REQUIRED },
  { "visitor", N_("Visitor"), MIQAT_PARAM_TEXT, MIQAT_PARAM_REQUIRED | MIQAT_PARAM_PERSONAL },
  { "landing_path", N_("Page"), MIQAT_PARAM_TEXT, MIQAT_PARAM_REQUIRED },
  { NULL },
};

static gboolean
apply_click (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatUser) user
    = miqat_affiliate_find (call->db, miqat_args_text (args, "affiliate_code"), &failure);
  g_autofree char *id = miqat_call_derive_id (call, "click");
  /* The address or cookie of a visitor is not kept, only whether it is the same one again. */
  g_autofree char *visitor = miqat_blind_index (call->key, "affiliate_clicks.visitor",
                                                miqat_args_text (args, "visitor"));
  g_autoptr (MiqatStatement) statement = NULL;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (user == NULL)
    return miqat_refuse (error, "affiliate_code", MIQAT_PROBLEM_NOT_FOUND, NULL);
  statement = miqat_db_statement (call->db, &affiliate_statements, SQL_INSERT, error);
  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "user_id", user->id);
  miqat_statement_bind_text (statement, "visitor_hash", visitor);
  miqat_statement_bind_text (statement, "landing_path", miqat_args_text (args, "landing_path"));
  miqat_statement_bind_int (statement, "at", call->at);
  json_object_set_string_member (call->result, "user_id", user->id);
  return miqat_statement_run (statement, error);
}

static const MiqatCommand commands[] = {
  { "affiliate.click", N_("Count a visit through a link"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_PUBLIC, 0,
    click_params, .apply = apply_click },
  { NULL },
};

static const MiqatTable tables[] = {
  { "affiliate_clicks", MIQAT_SCOPE_HUB },
  { NULL },
};

static const MiqatStatements *const statements[] = { &affiliate_statements, NULL };

const MiqatArea miqat_affiliate_area = {
  .name = "affiliate",
  .commands = commands,
  .tables = tables,
  .statements = statements,
};
