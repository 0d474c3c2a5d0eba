/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a new workstation: the code that the head office hands out, and what it is exchanged for. */
#pragma once

#include "miqat-site.h"
#include "miqat-sync-transport.h"

G_BEGIN_DECLS

/* A one-time code that can be read out over the telephone: "K7QM-4TXW-9HDR", 57 bits of chance. The
 * argument `code_hash` of the command device.create_code is miqat_enrolment_code_hash() of it. */
char *miqat_enrolment_code_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Of a code as typed: small letters, spaces and hyphens do not matter. */
char *miqat_enrolment_code_hash (const char *typed) G_GNUC_WARN_UNUSED_RESULT;

/* What the hub made of a workstation. */
typedef struct {
  char *token; /* secret: proves which workstation asks */
  char *device_id;
  char *code;    /* its series: "SBY2" */
  char *node_id; /* its office */
  char *node_name;
  char *agency_name;
  MiqatZone zone;
} MiqatEnrolment;

void miqat_enrolment_free (MiqatEnrolment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatEnrolment, miqat_enrolment_free)

/* An attempt to enrol. Made once and kept over repeats: when an answer is lost, the same attempt sent
 * again gets it. */
typedef struct _MiqatEnrolmentAttempt MiqatEnrolmentAttempt;
/* `device_name`: what people call this computer, at most 60 characters. */
MiqatEnrolmentAttempt *miqat_enrolment_attempt_new (const char *typed_code, const char *device_name)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void miqat_enrolment_attempt_free (MiqatEnrolmentAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatEnrolmentAttempt, miqat_enrolment_attempt_free)

/* Blocks. Refuses enrol_code_wrong and too_many_requests; MIQAT_SYNC_ERROR otherwise. */
MiqatEnrolment *miqat_enrolment_attempt_send (MiqatEnrolmentAttempt *self,
                                              MiqatSyncTransport *transport,
                                              GCancellable *cancellable,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the workstation's database and keeps the token in it. The first exchange (miqat-replica.h)
 * then fetches what the office may see. */
MiqatSite *miqat_enrolment_create_site (const MiqatEnrolment *self, const MiqatSiteOptions *options,
                                        const char *hub_url, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
