/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what was typed into a refused command and sends it again: the command's own form, filled. */
#pragma once

#include "miqat-command-dialog.h"
#include "miqat-replica.h"

G_BEGIN_DECLS

/* What no form asks a person for: ids, and how the command came about. */
gboolean miqat_case_edit_is_behind (const MiqatParam *param);
/* With the reasons of the refusal under the fields they are about. */
MiqatCommandDialog *miqat_case_edit (GtkWidget *parent, MiqatOffice *office, const MiqatQueued *refused);

G_END_DECLS
