/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole number, typed or stepped with the buttons and the arrow keys. May be empty. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_COUNT_INPUT (miqat_count_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatCountInput, miqat_count_input, MIQAT, COUNT_INPUT, GtkWidget)

GtkWidget *miqat_count_input_new (const MiqatFormField *field);

G_END_DECLS
