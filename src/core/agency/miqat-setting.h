/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an agency may decide for itself: every setting with its bounds and what holds until somebody
 * sets it. All are whole numbers; a switch is 0 or 1. Written by the command `setting.set`. */
#pragma once

#include "miqat-db.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_SETTING_HOLD_MINUTES_PUBLIC,
  MIQAT_SETTING_HOLD_MINUTES_DESK,
  MIQAT_SETTING_HOLDS_PER_VISITOR,
  MIQAT_SETTING_SEATS_PER_ADDRESS,
  MIQAT_SETTING_PROOF_STOP_HOURS,
  MIQAT_SETTING_NEW_PROOF_HOURS,
  MIQAT_SETTING_DP_PER_PERSON,
  MIQAT_SETTING_DP_PERCENT,
  MIQAT_SETTING_FINAL_DUE_DAYS,
  MIQAT_SETTING_PAYMENT_MODE_AUTO,
  MIQAT_SETTING_OFFLINE_SIGN_IN_DAYS,
  MIQAT_SETTING_ENROLMENT_HOURS,
  MIQAT_SETTING_LOCK_MINUTES,
  MIQAT_N_SETTINGS
} MiqatSetting;

typedef struct {
  const char *name;  /* "hold_minutes_public" */
  const char *label; /* N_() English, names the unit */
  gint64 fallback;
  gint64 min;
  gint64 max;
} MiqatSettingInfo;

const MiqatSettingInfo *miqat_setting_get_info (MiqatSetting setting);
gboolean miqat_setting_from_name (const char *name, MiqatSetting *setting);

/* The value in force. A stored value outside the bounds counts as not set. */
gboolean miqat_setting_get (MiqatDb *db, MiqatSetting setting, gint64 *value, GError **error);

G_END_DECLS
