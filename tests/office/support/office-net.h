/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation of Surabaya and the head office's hub, joined by real HTTP that can be cut. The agency
 * is the sync tests': nothing was booked yet, and one departure can be. */
#pragma once

#include "office-test.h"
#include "sync-test.h"

#include "miqat-http-server.h"

G_BEGIN_DECLS

typedef struct {
  SyncTest *test;
  MiqatHttpRouter *router;
  MiqatHttpServer *server; /* NULL while it is cut */
  guint16 port;
  char *url;
  char *folder;
  MiqatFixedClock clock; /* the workstation's */
  MiqatOffice *office;
} OfficeNet;

/* A departure with so many seats; the workstation is in step, a person of Surabaya signed in. */
OfficeNet *office_net_new (guint seats) G_GNUC_WARN_UNUSED_RESULT;
void office_net_free (OfficeNet *self);
void office_net_sign_in (OfficeNet *self);
/* Whose e-mail that is. */
char *office_net_dup_email (OfficeNet *self) G_GNUC_WARN_UNUSED_RESULT;

/* Time goes by, everywhere. */
void office_net_pass (OfficeNet *self, gint64 microseconds);
/* The network is cut, and comes back; returns when the office knows. */
void office_net_cut (OfficeNet *self);
void office_net_mend (OfficeNet *self);
/* Sells so many seats here, and at the head office. */
void office_net_sell_here (OfficeNet *self, guint pax);
void office_net_sell_there (OfficeNet *self, guint pax);
/* Waits until the head office has refused something. */
void office_net_wait_for_case (OfficeNet *self);
gboolean office_net_has_case (OfficeNet *self);

G_END_DECLS
