/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An amount of rupiah: right-aligned, figures of equal width, never broken over two lines. */
#pragma once

#include "miqat-tone.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_MONEY_LABEL (miqat_money_label_get_type ())
G_DECLARE_FINAL_TYPE (MiqatMoneyLabel, miqat_money_label, MIQAT, MONEY_LABEL, GtkWidget)

/* Properties: amount, tone, plain (digits without "Rp", as in tables), known (FALSE shows a dash:
 * there is no amount). */
GtkWidget *miqat_money_label_new (gint64 amount);
gint64 miqat_money_label_get_amount (MiqatMoneyLabel *self);
void miqat_money_label_set_amount (MiqatMoneyLabel *self, gint64 amount);
void miqat_money_label_set_tone (MiqatMoneyLabel *self, MiqatTone tone);
void miqat_money_label_set_plain (MiqatMoneyLabel *self, gboolean plain);
void miqat_money_label_set_known (MiqatMoneyLabel *self, gboolean known);

G_END_DECLS
