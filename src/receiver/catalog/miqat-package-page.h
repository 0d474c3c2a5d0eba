/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One package with its departures, and the form that takes seats. */
#pragma once

#include "miqat-offer.h"
#include "miqat-page.h"

G_BEGIN_DECLS

typedef struct {
  const char *slug;
  const char *departure_id; /* nullable: the first that can be booked */
  const char *ref;          /* nullable */
  const char *base;         /* nullable: see MiqatPageOptions */
  gboolean *kept;           /* nullable: set to whether the page may be kept, its address not being made up */
  MiqatPageTyped typed;     /* after a refusal */
} MiqatPackagePage;

/* The page as it can be kept for everybody; it is to be handed out. Refuses not_found and
 * package_not_public. */
MiqatHttpResponse *miqat_package_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatPackagePage *self,
                                            guint status, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The page for one visitor: its form has an id of its own, so that the same form sent twice is one
 * order. No other visitor may be given the same answer, hence it is for no cache. */
MiqatHttpResponse *miqat_package_page_hand_out (MiqatReceiver *receiver,
                                                const MiqatHttpResponse *page) G_GNUC_WARN_UNUSED_RESULT;
/* "/paket/SLUG?berangkat=…&ref=…" */
char *miqat_package_page_make_address (const char *slug, const char *departure_id,
                                      const char *ref) G_GNUC_WARN_UNUSED_RESULT;
/* The picture that stands for it. */
const char *miqat_package_page_get_art (const MiqatOffer *offer);

G_END_DECLS
