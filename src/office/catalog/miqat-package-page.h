/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages: the list, and beside it the card as the public sees it with everything the package
 * promises. Pusat adds, changes, prices and publishes; a Cabang reads. */
#pragma once

#include "miqat-record-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PACKAGE_PAGE (miqat_package_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPackagePage, miqat_package_page, MIQAT, PACKAGE_PAGE, MiqatRecordPage)

GtkWidget *miqat_package_page_new (MiqatOffice *office);

G_END_DECLS
