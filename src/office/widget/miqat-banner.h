/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip above a page for what stays true for a while: no connection, an old backup, a departure
 * that is full. With at most one button. Hidden until it is shown. */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_BANNER (miqat_banner_get_type ())
G_DECLARE_FINAL_TYPE (MiqatBanner, miqat_banner, MIQAT, BANNER, GtkWidget)

/* Signals: "button-clicked". */
GtkWidget *miqat_banner_new (void);
/* `button_label` is nullable. */
void miqat_banner_show (MiqatBanner *self, MiqatTone tone, const char *sentence,
                        const char *button_label, const char *detailed_action);
void miqat_banner_hide (MiqatBanner *self);
gboolean miqat_banner_is_shown (MiqatBanner *self);
const char *miqat_banner_get_sentence (MiqatBanner *self);

G_END_DECLS
