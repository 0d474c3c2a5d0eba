/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings with their bounds: table settings. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-money.h"

#include <glib/gi18n-lib.h>

/* The one list: enumerator, name, label, what holds until it is set, smallest, largest.
 *
 * Seats per address: twenty are two of the largest parties that may register by themselves, or ten couples
 * behind one wireless router at the same half hour, and less than half of a departure of 45. An agency that
 * registers a full hall over one network raises it. */
#define SETTINGS(X) \
  X (HOLD_MINUTES_PUBLIC, "hold_minutes_public", N_("Minutes for which the public holds seats"), 30, 5, 240) \
  X (HOLD_MINUTES_DESK, "hold_minutes_desk", N_("Minutes for which a desk holds seats"), 1440, 30, 43200) \
  X (HOLDS_PER_VISITOR, "holds_per_visitor", N_("Holds that one visitor may have at a time"), 3, 1, 20) \
  X (SEATS_PER_ADDRESS, "seats_per_address", N_("Seats that one network address may hold at a time"), 20, 10, 1000) \
  X (PROOF_STOP_HOURS, "proof_stop_hours", N_("Hours for which a proof keeps the seats (0: no limit)"), 48, 0, 720) \
  X (NEW_PROOF_HOURS, "new_proof_hours", N_("Hours for sending a new proof after a rejection"), 24, 1, 168) \
  X (DP_PER_PERSON, "dp_per_person", N_("Down payment per person in rupiah"), 5000000, 0, 1000000000) \
  X (DP_PERCENT, "dp_percent", N_("Down payment in percent of the price (0: the fixed amount)"), 0, 0, 100) \
  X (FINAL_DUE_DAYS, "final_due_days", N_("Days before the departure on which the rest is due"), 45, 0, 365) \
  X (PAYMENT_MODE_AUTO, "payment_mode_auto", N_("Offer automatic payment (1) beside the transfer"), 0, 0, 1) \
  X (OFFLINE_SIGN_IN_DAYS, "offline_sign_in_days", N_("Days for signing in without the network"), 14, 1, 60) \
  X (ENROLMENT_HOURS, "enrolment_hours", N_("Hours for which the code of a new workstation is valid"), 24, 1, 168) \
  X (LOCK_MINUTES, "lock_minutes", N_("Minutes without anybody after which the office locks (0: never)"), 20, 0, 480)

#define SETTING_INFO(id, name, label, fallback, min, max) \
  [MIQAT_SETTING_##id] = { name, label, fallback, min, max },
#define SETTING_NAME(id, name, label, fallback, min, max) name,

static const MiqatSettingInfo infos[MIQAT_N_SETTINGS] = { SETTINGS (SETTING_INFO) };
const char *const miqat_setting_names[] = { SETTINGS (SETTING_NAME) NULL };

enum { SQL_READ, SQL_WRITE, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_READ] = "SELECT value FROM settings WHERE name = :name",
  [SQL_WRITE] =
    "INSERT INTO settings (name, value, updated_at) VALUES (:name, :value, :at)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
};

const MiqatStatements miqat_setting_statements = { "settings", sql, N_SQL, 0 };

const MiqatSettingInfo *
miqat_setting_get_info (MiqatSetting setting)
{
  g_return_val_if_fail (setting < MIQAT_N_SETTINGS, NULL);

  return &infos[setting];
}

gboolean
miqat_setting_from_name (const char *name, MiqatSetting *setting)
{
  for (guint i = 0; i < MIQAT_N_SETTINGS; i++) {
    if (g_strcmp0 (infos[i].name, name) == 0) {
      *setting = (MiqatSetting) i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
miqat_setting_get (MiqatDb *db, MiqatSetting setting, gint64 *value, GError **error)
{
  const MiqatSettingInfo *info = miqat_setting_get_info (setting);
  g_autofree char *text = NULL;

  if (!miqat_db_read_text (db, &miqat_setting_statements, SQL_READ, &text, error, "name", info->name, NULL))
    return FALSE;
  if (text == NULL || !g_ascii_string_to_signed (text, 10, info->min, info->max, value, NULL))
    *value = info->fallback;
  return TRUE;
}

gboolean
miqat_setting_write (MiqatCall *call, MiqatSetting setting, gint64 value, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_setting_statements, SQL_WRITE, error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  miqat_statement_bind_text (statement, "name", infos[setting].name);
  miqat_statement_bind_text (statement, "value", text);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}
