/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning list: who is blocked by what, by when, and the one button that moves it, today first. */
#pragma once

#include "miqat-office.h"
#include "miqat-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_MORNING (miqat_morning_get_type ())
G_DECLARE_FINAL_TYPE (MiqatMorning, miqat_morning, MIQAT, MORNING, GtkWidget)

/* Reads the list again. */
gboolean miqat_morning_refresh (MiqatMorning *self, MiqatOffice *office, const MiqatToday *today, GError **error);

G_END_DECLS
