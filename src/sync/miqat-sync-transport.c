/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sync-transport.h"

G_DEFINE_QUARK (miqat-sync-error, miqat_sync_error)

MiqatSyncResponse *
miqat_sync_response_new (guint status, GBytes *body)
{
  MiqatSyncResponse *self = g_new0 (MiqatSyncResponse, 1);

  self->status = status;
  self->body = body;
  return self;
}

void
miqat_sync_response_free (MiqatSyncResponse *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->body);
  g_free (self);
}
