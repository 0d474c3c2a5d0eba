/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rupiah. Dots appear while typing, so that a missing or extra zero is seen at once. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_MONEY_INPUT (miqat_money_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatMoneyInput, miqat_money_input, MIQAT, MONEY_INPUT, GtkWidget)

GtkWidget *miqat_money_input_new (const MiqatFormField *field);

G_END_DECLS
