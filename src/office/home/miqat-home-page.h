/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beranda: first what waits for somebody this morning, one button each; below it the next departures
 * with their seats. For Pusat also four numbers, each of which opens. */
#pragma once

#include "miqat-office.h"
#include "miqat-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_HOME_PAGE (miqat_home_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatHomePage, miqat_home_page, MIQAT, HOME_PAGE, MiqatPage)

GtkWidget *miqat_home_page_new (MiqatOffice *office);

G_END_DECLS
