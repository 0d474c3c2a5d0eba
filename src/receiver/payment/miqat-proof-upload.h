/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that somebody sent: looked at, put into the vault, then named by payment.submit_proof. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* Bytes of a proof, and of the form around it. */
#define MIQAT_PROOF_FILE_MAX (10 * 1024 * 1024)
#define MIQAT_PROOF_BODY_MAX (16 * 1024 * 1024)

/* `error` borrowed: why it was refused (field "proof"), or NULL with `answer`. */
typedef void (*MiqatProofSent) (MiqatHttpExchange *exchange, const MiqatAnswer *answer, const GError *error,
                                gpointer data);

typedef struct {
  GBytes *file;          /* nullable: none was chosen */
  const char *file_name; /* nullable */
  JsonObject *args;      /* all but the file's; borrowed */
  const char *key;       /* nullable */
  gboolean page_form;
  MiqatProofSent sent;
  gpointer data;
  GDestroyNotify data_free;
} MiqatProofUpload;

/* Calls back on this HTTP thread; technical failures are answered at once. */
void miqat_proof_upload_send (MiqatReceiver *receiver, MiqatHttpExchange *exchange, const MiqatProofUpload *upload);

G_END_DECLS
