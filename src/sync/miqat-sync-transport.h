/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a workstation's request reaches the hub and the answer comes back. Over HTTP in the programs
 * (miqat-sync-http.h), straight into the hub's functions in tests and the simulator. A transport may
 * lose a request or its answer, or deliver it twice: everything sent may be sent again. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIQAT_SYNC_ERROR (miqat_sync_error_quark ())
GQuark miqat_sync_error_quark (void);
typedef enum {
  MIQAT_SYNC_ERROR_UNREACHABLE, /* no connection: nothing was sent */
  MIQAT_SYNC_ERROR_OFFLINE, /* no answer came; whether the request arrived is not known */
  MIQAT_SYNC_ERROR_HUB,     /* the hub has trouble of its own; try again later */
  MIQAT_SYNC_ERROR_ANSWER,  /* an answer that makes no sense: not a hub, or a broken one */
  MIQAT_SYNC_ERROR_REVOKED, /* this workstation may not connect any more */
} MiqatSyncError;

typedef enum { MIQAT_SYNC_GET, MIQAT_SYNC_POST, MIQAT_SYNC_PUT } MiqatSyncMethod;

typedef struct {
  MiqatSyncMethod method;
  const char *target; /* path and query, escaped: "/sync/changes?since=…" */
  const char *token;  /* (nullable) the device's */
  GBytes *body;       /* (nullable) JSON, or a document's contents for PUT */
  guint timeout_ms;   /* how long the answer may take */
} MiqatSyncRequest;

/* `status` as HTTP numbers them. The body is JSON, or a document's contents; never NULL. */
typedef struct {
  guint status;
  GBytes *body;
} MiqatSyncResponse;

/* Takes `body`. */
MiqatSyncResponse *miqat_sync_response_new (guint status, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
void miqat_sync_response_free (MiqatSyncResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSyncResponse, miqat_sync_response_free)

typedef struct _MiqatSyncTransport MiqatSyncTransport;
struct _MiqatSyncTransport {
  /* Sends and waits. NULL with MIQAT_SYNC_ERROR_UNREACHABLE or _OFFLINE, or G_IO_ERROR_CANCELLED. Called from several
   * threads at once; never from one that must not wait. */
  MiqatSyncResponse *(*send) (MiqatSyncTransport *self, const MiqatSyncRequest *request,
                              GCancellable *cancellable, GError **error);
  void (*free) (MiqatSyncTransport *self);
};

static inline MiqatSyncResponse *
miqat_sync_transport_send (MiqatSyncTransport *self, const MiqatSyncRequest *request,
                           GCancellable *cancellable, GError **error)
{
  return self->send (self, request, cancellable, error);
}

static inline void
miqat_sync_transport_free (MiqatSyncTransport *self)
{
  if (self != NULL)
    self->free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatSyncTransport, miqat_sync_transport_free)

G_END_DECLS
