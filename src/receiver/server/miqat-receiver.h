/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver: one site, one vault, one HTTP server, and the jobs beside it. The program and the
 * tests start it; handlers see miqat-receiver-context.h. */
#pragma once

#include "miqat-http-server.h"
#include "miqat-site.h"

G_BEGIN_DECLS

typedef struct _MiqatReceiver MiqatReceiver;

typedef struct {
  MiqatSite *site;        /* nullable, borrowed: an open one instead of `database` */
  const char *database;
  const char *key_file;   /* nullable: beside the database */
  const char *vault;      /* nullable: DATABASE + ".vault" */
  const char *listen;     /* nullable: "127.0.0.1:8765"; or "127.0.0.1:0", "unix:PATH" */
  const char *public_url; /* nullable: relative addresses only; "https://…" makes cookies Secure */
  gboolean trusted_proxy;
  guint threads;          /* 0: 1 */
  gboolean quiet;         /* no access log */
} MiqatReceiverOptions;

/* Opens everything and listens. Refuses (MIQAT_REFUSAL) what the operator can set right; others are
 * technical errors. The default main context must be run for jobs and long polls. */
MiqatReceiver *miqat_receiver_start (const MiqatReceiverOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets requests finish, then closes. */
void miqat_receiver_stop (MiqatReceiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatReceiver, miqat_receiver_stop)

/* 0 on a unix socket. */
guint16 miqat_receiver_get_port (MiqatReceiver *self);

G_END_DECLS
