/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label, the input it names, a hint, and the sentence that says what is wrong with it. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FORM_ROW (miqat_form_row_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFormRow, miqat_form_row, MIQAT, FORM_ROW, GtkWidget)

GtkWidget *miqat_form_row_new (const MiqatFormField *field);
const MiqatFormField *miqat_form_row_get_field (MiqatFormRow *self);
MiqatInput *miqat_form_row_get_input (MiqatFormRow *self);
void miqat_form_row_set_input (MiqatFormRow *self, MiqatInput *input);
/* NULL takes the sentence away. */
void miqat_form_row_set_error (MiqatFormRow *self, const char *sentence);
const char *miqat_form_row_get_error (MiqatFormRow *self);
/* A remark about the value that is no error, such as "read from the picture; please compare".
 * Amber, under the field. NULL takes it away. */
void miqat_form_row_set_remark (MiqatFormRow *self, const char *sentence);

G_END_DECLS
