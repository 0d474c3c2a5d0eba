/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text. A secret one shows dots and is taken as typed; else white space around it is
 * not part of the value. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_TEXT_INPUT (miqat_text_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatTextInput, miqat_text_input, MIQAT, TEXT_INPUT, GtkWidget)

GtkWidget *miqat_text_input_new (const MiqatFormField *field);

G_END_DECLS
