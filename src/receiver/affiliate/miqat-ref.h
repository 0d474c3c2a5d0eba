/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose link brought a visitor here: ?ref=CODE in the address, then for seven days a signed cookie
 * that only we read. The code also travels in forms, for browsers that keep no cookies. */
#pragma once

#include "miqat-affiliate.h"
#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* The active node named in the address; NULL when there is none, which is no error. */
MiqatUser *miqat_ref_find (MiqatHttpExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;
/* The code in the cookie, if it is ours and not too old; NULL otherwise. Whether it still names
 * somebody is for the command to see. */
char *miqat_ref_dup_cookie (MiqatReceiver *receiver, const MiqatHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* Sets the cookie on a page, makes it uncacheable, and counts the visit. */
void miqat_ref_remember (MiqatHttpExchange *exchange, MiqatReceiver *receiver, MiqatHttpResponse *response,
                         const MiqatUser *user);
/* Whether cookies may be marked Secure. */
gboolean miqat_ref_is_secure (MiqatReceiver *receiver, const MiqatHttpRequest *request);

G_END_DECLS
