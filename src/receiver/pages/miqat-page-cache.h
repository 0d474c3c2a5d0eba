/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are the same for everybody, kept until something public changes. One per HTTP
 * thread, so without locks. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

#define MIQAT_PAGE_CACHE_MAX 128

MiqatPageCache *miqat_page_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;
void miqat_page_cache_free (MiqatPageCache *self);

/* The response kept for `key` (a new reference) if it is still true; else NULL, and the caller makes
 * one and puts it. */
MiqatHttpResponse *miqat_page_cache_get (MiqatReceiverThread *thread, const char *key) G_GNUC_WARN_UNUSED_RESULT;
/* Gives `response` its ETag and cache rule, keeps a reference and returns it. `key` NULL: it is not kept,
 * being an answer to an address that anybody can make up. */
MiqatHttpResponse *miqat_page_cache_put (MiqatReceiverThread *thread, const char *key,
                                         MiqatHttpResponse *response);

G_END_DECLS
