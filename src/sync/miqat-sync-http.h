/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to the hub over HTTP. */
#pragma once

#include "miqat-sync-transport.h"

G_BEGIN_DECLS

/* `url`: where the receiver is, "https://agency.example" or with a path in front of "/sync". Plain
 * http is for this computer alone: anywhere else passwords and tokens would be read on the way.
 * `certificates` (nullable) is a PEM file of authorities to trust instead of the system's. Fails with
 * G_IO_ERROR_INVALID_ARGUMENT or a TLS error. */
MiqatSyncTransport *miqat_sync_http_new (const char *url, const char *certificates,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
