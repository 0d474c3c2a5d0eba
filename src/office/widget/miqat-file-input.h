/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture or a PDF from this computer: chosen by the system's chooser or dropped, and looked at
 * before anybody stores it. What is wrong with it stands under the field at once. Its value is the
 * file's name; whoever stores the file asks for its contents. */
#pragma once

#include "miqat-form-field.h"
#include "miqat-input.h"
#include "miqat-picture.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FILE_INPUT (miqat_file_input_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFileInput, miqat_file_input, MIQAT, FILE_INPUT, GtkWidget)

GtkWidget *miqat_file_input_new (const MiqatFormField *field);

/* As the chooser does: reads it, on a thread of its own. */
void miqat_file_input_set_file (MiqatFileInput *self, GFile *file);
/* Borrowed; NULL while nothing that can be used is chosen. */
GBytes *miqat_file_input_get_contents (MiqatFileInput *self);
const char *miqat_file_input_get_file_name (MiqatFileInput *self);
const char *miqat_file_input_get_media_type (MiqatFileInput *self);

G_END_DECLS
