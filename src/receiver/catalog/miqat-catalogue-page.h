/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue: a card for each package. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* Everything as in the address; NULL: no such filter. */
typedef struct {
  gboolean home;
  char *month;    /* "2026-12" */
  char *airport;  /* "SUB" */
  gint64 price;   /* at most, rupiah; 0: any */
} MiqatCatalogueFilter;

void miqat_catalogue_filter_clear (MiqatCatalogueFilter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiqatCatalogueFilter, miqat_catalogue_filter_clear)
/* Takes from the address what makes sense. */
void miqat_catalogue_filter_read (MiqatCatalogueFilter *self, const MiqatHttpRequest *request);

/* `ref`: nullable, the code that travels on in the links; `base`: see MiqatPageOptions. Sets `*found` to
 * whether there is anything to see. */
MiqatHttpResponse *miqat_catalogue_page_make (MiqatReceiver *receiver, MiqatDb *db,
                                              const MiqatCatalogueFilter *filter, const char *ref,
                                              const char *base, gboolean *found,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
