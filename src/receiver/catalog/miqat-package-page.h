/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One package with its departures, and the form that takes seats. */
#pragma once

#include "miqat-offer.h"
#include "miqat-page.h"

G_BEGIN_DECLS

/* People one form can name; larger parties are for the office. */
#define MIQAT_PACKAGE_PAX_MAX 10

typedef struct {
  const char *slug;
  const char *departure_id; /* nullable: the first that can be booked */
  const char *ref;          /* nullable */
  MiqatPageTyped typed;     /* after a refusal */
} MiqatPackagePage;

/* Refuses not_found and package_not_public. */
MiqatHttpResponse *miqat_package_page_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatPackagePage *self,
                                            guint status, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* "/paket/SLUG?berangkat=…&ref=…" */
char *miqat_package_page_make_address (const char *slug, const char *departure_id,
                                      const char *ref) G_GNUC_WARN_UNUSED_RESULT;
/* The picture that stands for it. */
const char *miqat_package_page_get_art (const MiqatOffer *offer);

G_END_DECLS
