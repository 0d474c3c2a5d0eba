/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What does not fit, and was accepted all the same because it had happened: money for a booking
 * whose seats are gone, a proof that two clerks approved. Flags wait for somebody to look. */
#pragma once

#include "miqat-command.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_FLAG_BOOKING_CLOSED,  /* money for a cancelled or lapsed booking */
  MIQAT_FLAG_APPROVED_TWICE,  /* the receipt of the second approval is void */
  MIQAT_FLAG_WAS_REJECTED,    /* approved at a branch, rejected elsewhere */
  MIQAT_FLAG_ACCOUNT_CLOSED,  /* the money came to an account no longer in use */
  MIQAT_FLAG_MARGIN_MISSING,  /* no margin is set: nobody earned commission */
  MIQAT_FLAG_BOOKING_MISSING, /* money for a booking that the hub had refused */
  MIQAT_FLAG_COMMISSION_CUT,  /* a share did not fit into what its granter received */
  MIQAT_N_FLAGS
} MiqatFlagKind;

typedef struct {
  char *id;
  char *branch_id;
  char *booking_id; /* may be of no booking: BOOKING_MISSING */
  MiqatFlagKind kind;
  char *subject_id; /* the transaction, receipt or traveller */
  MiqatInstant raised_at;
  MiqatInstant closed_at; /* 0: open */
} MiqatFlag;

void miqat_flag_free (MiqatFlag *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatFlag, miqat_flag_free)

const char *miqat_flag_kind_get_name (MiqatFlagKind kind);
/* English sentence, N_(). */
const char *miqat_flag_kind_get_sentence (MiqatFlagKind kind);

/* Once per kind and subject; raising it again changes nothing. */
gboolean miqat_flag_raise (MiqatCall *call, MiqatFlagKind kind, const char *branch_id,
                           const char *booking_id, const char *subject_id, GError **error);
/* Closes one whose reason is gone; nothing when there is none. */
gboolean miqat_flag_settle (MiqatCall *call, MiqatFlagKind kind, const char *subject_id, GError **error);
/* All of one kind (MiqatFlag), also the closed ones, by subject. */
GPtrArray *miqat_flag_list_of_kind (MiqatDb *db, MiqatFlagKind kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Open flags (MiqatFlag), oldest first. */
GPtrArray *miqat_flag_list_open (MiqatDb *db, MiqatReader reader, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
