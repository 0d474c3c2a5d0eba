/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolled workstations, as the hub keeps them. Codes and tokens are made by whoever hands them out
 * and reach the database only as miqat_hash_text() of them. */
#pragma once

#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *node_id; /* the office */
  char *name;
  char *code; /* its series: "SBY2" */
  MiqatInstant enrolled_at;
  MiqatInstant last_seen_at;
  MiqatInstant revoked_at; /* 0: not revoked */
} MiqatDevice;

void miqat_device_free (MiqatDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDevice, miqat_device_free)

/* Revoked devices are found too; NULL without error when there is none. */
MiqatDevice *miqat_device_find_by_token (MiqatDb *db, const char *token_hash, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MiqatDevice *miqat_device_find (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* All devices (MiqatDevice) by code. */
GPtrArray *miqat_device_list (MiqatDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
