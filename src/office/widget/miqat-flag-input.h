/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yes or no; always has a value. Its label is the field's. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FLAG_INPUT (miqat_flag_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFlagInput, miqat_flag_input, MIQAT, FLAG_INPUT, GtkWidget)

GtkWidget *miqat_flag_input_new (const MiqatFormField *field);

G_END_DECLS
