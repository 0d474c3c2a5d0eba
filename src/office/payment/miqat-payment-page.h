/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transfer proofs, one after the other: the queue at the left, the picture in the middle, the claim
 * beside what is due at the right. A approves, T asks for a new proof, arrows move on; after each
 * decision the next one is already there. */
#pragma once

#include "miqat-office.h"
#include "miqat-page.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_PAYMENT_PAGE (miqat_payment_page_get_type ())
G_DECLARE_FINAL_TYPE (MiqatPaymentPage, miqat_payment_page, MIQAT, PAYMENT_PAGE, MiqatPage)

GtkWidget *miqat_payment_page_new (MiqatOffice *office);
/* How many proofs wait. */
gboolean miqat_payment_page_count (MiqatOffice *office, guint *waiting, GError **error);

G_END_DECLS
