/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what was typed into a refused command and sends it again: the command's own form, filled. */
#pragma once

#include "miqat-command-dialog.h"
#include "miqat-replica.h"

G_BEGIN_DECLS

/* With the reasons of the refusal under the fields they are about. */
MiqatCommandDialog *miqat_case_edit (GtkWidget *parent, MiqatOffice *office, const MiqatQueued *refused);

G_END_DECLS
