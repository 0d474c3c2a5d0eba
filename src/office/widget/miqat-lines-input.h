/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of lines that can be added and removed: each a small form of its own, or one line of text.
 * Problems arrive with an index, "travellers.1.nik", counted from 0. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_LINES_INPUT (miqat_lines_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatLinesInput, miqat_lines_input, MIQAT, LINES_INPUT, GtkWidget)

GtkWidget *miqat_lines_input_new (const MiqatFormField *field);
guint miqat_lines_input_get_n_lines (MiqatLinesInput *self);
/* The form of one line, a MiqatForm; NULL when there are fewer. */
GtkWidget *miqat_lines_input_get_form (MiqatLinesInput *self, guint line);
void miqat_lines_input_add_line (MiqatLinesInput *self);
void miqat_lines_input_remove_line (MiqatLinesInput *self, guint line);

G_END_DECLS
