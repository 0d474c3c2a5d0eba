/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list may ask of an invented booking. */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

char *miqat_sample_dup_code (gpointer item, gpointer data);
char *miqat_sample_dup_name (gpointer item, gpointer data);
char *miqat_sample_dup_package (gpointer item, gpointer data);
char *miqat_sample_dup_room (gpointer item, gpointer data);
char *miqat_sample_dup_state (gpointer item, gpointer data);
gint64 miqat_sample_get_day (gpointer item, gpointer data);
gint64 miqat_sample_get_people (gpointer item, gpointer data);
gint64 miqat_sample_get_due (gpointer item, gpointer data);
gint64 miqat_sample_get_paid (gpointer item, gpointer data);
MiqatTone miqat_sample_get_tone (gpointer item, gpointer data);
void miqat_sample_get_quota (gpointer item, guint *taken, guint *held, guint *capacity, gpointer data);

G_END_DECLS
