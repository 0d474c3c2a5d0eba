/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listening sockets, on loopback or in the file system only. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Raw file descriptors, close-on-exec and non-blocking; -1 with a GIOError. `port` 0 takes any free
 * one; `*bound_port` says which. */
int miqat_http_listen_loopback (guint16 port, guint16 *bound_port, GError **error);
/* Replaces a socket that nobody listens on any more; refuses to touch anything else. Mode 0660. */
int miqat_http_listen_unix (const char *path, GError **error);

G_END_DECLS
