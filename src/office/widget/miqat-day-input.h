/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day, typed in any usual way or picked from a calendar. When left, it shows as "22 Jun 2026". */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_DAY_INPUT (miqat_day_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatDayInput, miqat_day_input, MIQAT, DAY_INPUT, GtkWidget)

GtkWidget *miqat_day_input_new (const MiqatFormField *field);

G_END_DECLS
