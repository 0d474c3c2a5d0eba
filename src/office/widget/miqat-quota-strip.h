/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn part of a quota bar: what is taken for good, what is only held, what is left. Its
 * colour says how scarce the rest is. No text and no accessible object of its own. */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

/* Above half left: good; a quarter to a half: caution; less: bad; nothing left: neutral. */
MiqatTone miqat_quota_get_tone (guint left, guint capacity);

#define MIQAT_TYPE_QUOTA_STRIP (miqat_quota_strip_get_type ())
G_DECLARE_FINAL_TYPE (MiqatQuotaStrip, miqat_quota_strip, MIQAT, QUOTA_STRIP, GtkWidget)

GtkWidget *miqat_quota_strip_new (void);
void miqat_quota_strip_set_seats (MiqatQuotaStrip *self, guint taken, guint held, guint capacity);

G_END_DECLS
