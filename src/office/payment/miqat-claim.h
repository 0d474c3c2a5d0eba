/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a transfer proof claims, beside its picture: who, how much, what speaks against it, and what
 * was decided or can be. Its buttons activate the page's actions. */
#pragma once

#include "miqat-office.h"
#include "miqat-proof.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_CLAIM (miqat_claim_get_type ())
G_DECLARE_FINAL_TYPE (MiqatClaim, miqat_claim, MIQAT, CLAIM, GtkWidget)

void miqat_claim_show (MiqatClaim *self, MiqatOffice *office, const MiqatProof *proof);
void miqat_claim_clear (MiqatClaim *self);
/* A sentence above the buttons; NULL takes it away. */
void miqat_claim_show_problem (MiqatClaim *self, const char *sentence);
const char *miqat_claim_get_payer (MiqatClaim *self);
const char *miqat_claim_get_booking_code (MiqatClaim *self);

G_END_DECLS
