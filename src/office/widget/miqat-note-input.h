/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of several lines. Tab leaves it; Ctrl+Enter submits the form. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_NOTE_INPUT (miqat_note_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatNoteInput, miqat_note_input, MIQAT, NOTE_INPUT, GtkWidget)

GtkWidget *miqat_note_input_new (const MiqatFormField *field);

G_END_DECLS
