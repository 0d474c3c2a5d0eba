/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package as the public sees it in the catalogue: the picture's place, the name, the next
 * departure, the price it begins with and the seats that are left. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-offer.h"
#include "miqat-package.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PACKAGE_CARD (miqat_package_card_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPackageCard, miqat_package_card, MIQAT, PACKAGE_CARD, GtkWidget)

GtkWidget *miqat_package_card_new (void);
/* `offer` is NULL for a package that is not published. */
void miqat_package_card_show (MiqatPackageCard *self, const MiqatPackage *package, const MiqatOffer *offer);

G_END_DECLS
