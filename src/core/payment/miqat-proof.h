/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transfer proofs: what a payer says was sent, with its picture, until somebody with the finance
 * duty has decided. */
#pragma once

#include "miqat-actor.h"
#include "miqat-db.h"
#include "miqat-instant.h"
#include "miqat-list-model.h"
#include "miqat-param.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_PROOF_WARNING_SAME_PICTURE = 1 << 0, /* the same file was sent before */
  MIQAT_PROOF_WARNING_SAME_SENDER  = 1 << 1, /* sender and amount were seen before */
  MIQAT_PROOF_WARNING_AMOUNT       = 1 << 2, /* not what the invoice still asks for */
  MIQAT_PROOF_WARNING_LAPSED       = 1 << 3, /* the booking's seats were given back meanwhile */
} MiqatProofWarnings;

typedef struct {
  char *id;
  char *booking_id;
  char *booking_code;
  char *branch_id;
  char *invoice_id;
  char *invoice_code;
  char *payer_name;
  char *payer_phone;
  char *document_id;
  char *bank_account_id;
  char *bank_name;
  char *sender_name;
  gint64 amount_claimed;
  gint64 amount_due; /* what the invoice still asks for */
  MiqatInstant submitted_at;
  char *status; /* "waiting", "approved", "rejected" */
  char *reject_reason; /* nullable */
  char *verified_by;   /* actor id, nullable */
  MiqatInstant verified_at; /* 0: undecided */
  MiqatProofWarnings warnings;
} MiqatProof;

void miqat_proof_free (MiqatProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatProof, miqat_proof_free)

/* Refuses not_found, also for what is outside the reader's scope. */
MiqatProof *miqat_proof_load (MiqatDb *db, MiqatReader reader, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* For areas below, inside a command: no scope. */
MiqatProof *miqat_proof_load_any (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* A booking's proofs (MiqatProof), newest first. */
GPtrArray *miqat_proof_list_of_booking (MiqatDb *db, MiqatReader reader, const char *booking_id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The longest-waiting first (MiqatProof), at most `limit`. */
GPtrArray *miqat_proof_list_waiting (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Refuses what payment.submit_proof would refuse of its arguments, whatever the picture shows: asked before the
 * picture is stored. */
gboolean miqat_proof_check (MiqatDb *db, const MiqatArgs *args, MiqatInstant at, GError **error);
gboolean miqat_proof_count_waiting (MiqatDb *db, MiqatReader reader, gint64 *count, GError **error);

/* For the office's list: items are MiqatProofItem, refreshed by miqat_list_model_refresh(). */
#define MIQAT_TYPE_PROOF_ITEM (miqat_proof_item_get_type ())
G_DECLARE_FINAL_TYPE (MiqatProofItem, miqat_proof_item, MIQAT, PROOF_ITEM, GObject)
/* NULL while the row is gone. */
const MiqatProof *miqat_proof_item_get_proof (MiqatProofItem *self);

typedef enum { MIQAT_PROOFS_WAITING, MIQAT_PROOFS_DECIDED, MIQAT_PROOFS_ALL } MiqatProofFilter;
/* `db` is borrowed and must outlive the model. Waiting ones come longest-waiting first, others newest
 * first. */
MiqatListModel *miqat_proof_model_new (MiqatDb *db, MiqatReader reader, MiqatProofFilter filter)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_proof_model_set_filter (MiqatListModel *model, MiqatDb *db, MiqatReader reader,
                                       MiqatProofFilter filter, GError **error);

G_END_DECLS
