/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to transfer what, and the form for its proof. */
#pragma once

#include "miqat-booking-public.h"
#include "miqat-page.h"

G_BEGIN_DECLS

typedef struct {
  const MiqatBookingPublic *booking;
  const char *token;
  MiqatPageTyped typed;
} MiqatTransferPage;

/* NULL without an error when nothing is to be paid now. */
MiqatHttpResponse *miqat_transfer_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatTransferPage *self,
                                             guint status, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
