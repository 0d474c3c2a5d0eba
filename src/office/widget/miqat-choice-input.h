/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of a closed list. Long lists can be searched. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_CHOICE_INPUT (miqat_choice_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatChoiceInput, miqat_choice_input, MIQAT, CHOICE_INPUT, GtkWidget)

GtkWidget *miqat_choice_input_new (const MiqatFormField *field);
/* Keeps what is chosen if it is still there. */
void miqat_choice_input_set_choices (MiqatChoiceInput *self, const MiqatChoice *choices);

G_END_DECLS
