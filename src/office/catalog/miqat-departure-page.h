/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departures: the list with quota bars, and beside it where every seat of the chosen one is. */
#pragma once

#include "miqat-record-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_DEPARTURE_PAGE (miqat_departure_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatDeparturePage, miqat_departure_page, MIQAT, DEPARTURE_PAGE, MiqatRecordPage)

GtkWidget *miqat_departure_page_new (MiqatOffice *office);

G_END_DECLS
