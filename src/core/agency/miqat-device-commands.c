/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workstations join and leave; settings and rules are set. */
#include "config.h"

#include "miqat-agency-private.h"

/* ---- workstations --------------------------------------------------------------------------- */

gboolean
miqat_device_subject_office (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatUser) office
    = miqat_user_load (call->db, miqat_args_text (call->args, "node_id"), error);

  if (office == NULL)
    return FALSE;
  if ((office->tier & MIQAT_TIER_OFFICES) == 0)
    return miqat_refuse (error, "node_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  *node_id = g_strdup (office->id);
  return TRUE;
}

static MiqatDevice *
load_device (MiqatCall *call, GError **error)
{
  g_autoptr (GError) failure = NULL;
  MiqatDevice *device
    = miqat_device_find (call->db, miqat_args_text (call->args, "device_id"), &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (device == NULL)
    miqat_refuse (error, "device_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return device;
}

gboolean
miqat_device_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatDevice) device = load_device (call, error);

  if (device == NULL)
    return FALSE;
  *node_id = g_strdup (device->node_id);
  return TRUE;
}

gboolean
miqat_device_apply_create_code (MiqatCall *call, GError **error)
{
  MiqatInstant expires_at;
  gint64 hours;

  if (!miqat_setting_get (call->db, MIQAT_SETTING_ENROLMENT_HOURS, &hours, error))
    return FALSE;
  expires_at = call->accepted_at + hours * MIQAT_HOUR;
  json_object_set_int_member (call->result, "expires_at", expires_at);
  return miqat_enrolment_insert (call, miqat_args_text (call->args, "code_hash"),
                                 miqat_args_text (call->args, "node_id"), expires_at, error);
}

/* The office that a code enrols for, or a refusal that does not say what is wrong with it. */
static char *
find_office (MiqatCall *call, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *node_id = miqat_enrolment_find (call->db, miqat_args_text (call->args, "code_hash"),
                                        call->accepted_at, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (node_id == NULL)
    miqat_refuse (error, "code_hash", MIQAT_PROBLEM_ENROL_CODE_WRONG, NULL);
  return node_id;
}

/* "SBY1", "SBY2", …: numbers are not used again, because codes made from them are in print. */
gboolean
miqat_device_allot_code (MiqatCall *call, MiqatArgs *args, GError **error)
{
  g_autofree char *node_id = find_office (call, error);
  g_autoptr (MiqatUser) office = node_id != NULL ? miqat_user_load (call->db, node_id, error) : NULL;
  g_autofree char *series = NULL;
  g_autofree char *code = NULL;
  gint64 number;

  if (office == NULL)
    return FALSE;
  series = g_strconcat ("device:", office->site_code, NULL);
  if (!miqat_call_next_number (call, series, &number, error))
    return FALSE;
  code = g_strdup_printf ("%s%" G_GINT64_FORMAT, office->site_code, number);
  miqat_args_set_text (args, "code", code);
  return TRUE;
}

gboolean
miqat_device_apply_enrol (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autofree char *id = miqat_call_derive_id (call, "device");
  g_autofree char *node_id = find_office (call, error);
  const MiqatDevice device = {
    .id = id,
    .node_id = node_id,
    .name = (char *) miqat_args_text (args, "name"),
    .code = (char *) miqat_args_text (args, "code"),
  };

  if (node_id == NULL
      || !miqat_enrolment_use (call, miqat_args_text (args, "code_hash"), error)
      || !miqat_device_insert (call, &device, miqat_args_text (args, "token_hash"), error))
    return FALSE;
  json_object_set_string_member (call->result, "device_id", id);
  json_object_set_string_member (call->result, "node_id", node_id);
  json_object_set_string_member (call->result, "code", device.code);
  return TRUE;
}

gboolean
miqat_device_apply_revoke (MiqatCall *call, GError **error)
{
  return miqat_device_revoke (call, miqat_args_text (call->args, "device_id"), error);
}

gboolean
miqat_device_apply_seen (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatDevice) device = load_device (call, error);

  return device != NULL && miqat_device_note_seen (call, device->id, error);
}

/* ---- settings and rules --------------------------------------------------------------------- */

gboolean
miqat_setting_apply_set (MiqatCall *call, GError **error)
{
  gint64 value = miqat_args_int (call->args, "value", 0);
  const MiqatSettingInfo *info;
  MiqatSetting setting;
  gboolean low;

  if (!miqat_setting_from_name (miqat_args_text (call->args, "name"), &setting))
    return miqat_refuse (error, "name", MIQAT_PROBLEM_NOT_FOUND, NULL);
  info = miqat_setting_get_info (setting);
  low = value < info->min;
  if (low || value > info->max) {
    g_autofree char *limit = g_strdup_printf ("%" G_GINT64_FORMAT, low ? info->min : info->max);

    return miqat_refuse (error, "value", low ? MIQAT_PROBLEM_TOO_SMALL : MIQAT_PROBLEM_TOO_LARGE,
                         low ? "min" : "max", limit, NULL);
  }
  return miqat_setting_write (call, setting, value, error);
}

static MiqatSeverity
get_severity (const char *name)
{
  MiqatSeverity severity = MIQAT_SEVERITY_VALUE;

  while (g_strcmp0 (miqat_severity_get_name (severity), name) != 0)
    severity++;
  return severity;
}

gboolean
miqat_rule_apply_set (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autofree char *id = miqat_call_derive_id (call, "rule");
  const MiqatRule rule = {
    .id = id,
    .name = (char *) miqat_args_text (args, "name"),
    .effective_date = miqat_args_day (args, "effective_date"),
    .value = miqat_args_int (args, "value", 0),
    .severity = get_severity (miqat_args_text (args, "severity")),
    .source = (char *) miqat_args_text (args, "source"),
  };

  return miqat_rule_write (call->db, &rule, TRUE, error);
}
