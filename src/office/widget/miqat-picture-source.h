/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns the bytes of a document (JPEG, PNG or PDF) into a picture, on a thread of its own. Bytes come
 * from outside: what is damaged, too large or of another kind is refused, never a crash, and at most
 * 6000 pixels of either side are kept. Photos are turned the way their camera says. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `page` counts from 0 and matters for PDFs only. */
void miqat_picture_source_read_async (GBytes *bytes, guint page, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer data);
/* Refuses with file_empty, file_kind, file_too_large or file_damaged; a PDF that asks for a password
 * gives G_IO_ERROR_PERMISSION_DENIED. `n_pages` is nullable. */
GdkTexture *miqat_picture_source_read_finish (GAsyncResult *result, guint *n_pages,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
