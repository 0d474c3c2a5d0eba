/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One refused case, in full: reason, what was typed, who and when, what waits behind it. */
#pragma once

#include "miqat-office.h"
#include "miqat-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_CASE_ROW (miqat_case_row_get_type ())
G_DECLARE_FINAL_TYPE (MiqatCaseRow, miqat_case_row, MIQAT, CASE_ROW, GtkWidget)

/* Takes `refused`. */
GtkWidget *miqat_case_row_new (MiqatOffice *office, MiqatRefusedCase *refused);

G_END_DECLS
