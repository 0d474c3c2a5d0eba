/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new computer shows: the address of the head office's server and the one-time code that the
 * head office gave. Makes the workstation's database.
 *
 * Signals: "enrolled" (MiqatOffice *office). */
#pragma once

#include <gtk/gtk.h>

#include "miqat-office.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FIRST_RUN_PAGE (miqat_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFirstRunPage, miqat_first_run_page, MIQAT, FIRST_RUN_PAGE, GtkWidget)

/* `database` is the path to make; `hub_url` (nullable) fills the address. */
GtkWidget *miqat_first_run_page_new (const char *database, const char *hub_url);

G_END_DECLS
