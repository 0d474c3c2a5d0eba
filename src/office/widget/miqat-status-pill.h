/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state as a small word with its shape and colour, as in "● Lunas". */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_STATUS_PILL (miqat_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (MiqatStatusPill, miqat_status_pill, MIQAT, STATUS_PILL, GtkWidget)

/* Properties: label, tone. */
GtkWidget *miqat_status_pill_new (const char *label, MiqatTone tone);
void miqat_status_pill_set (MiqatStatusPill *self, const char *label, MiqatTone tone);
const char *miqat_status_pill_get_label (MiqatStatusPill *self);
MiqatTone miqat_status_pill_get_tone (MiqatStatusPill *self);

G_END_DECLS
