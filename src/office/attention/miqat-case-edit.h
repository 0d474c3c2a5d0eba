/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what was typed into a refused command and sends it again: the command's own form, filled. */
#pragma once

#include "miqat-command-dialog.h"
#include "miqat-replica.h"

G_BEGIN_DECLS

MiqatCommandDialog *miqat_case_edit (GtkWidget *parent, MiqatOffice *office, const char *id, const char *command,
                                     JsonObject *args);

G_END_DECLS
