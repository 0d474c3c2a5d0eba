/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who signed in at this workstation with the network, and may for some days do so without. The
 * verifier was made here; the hub's never leaves it. */
#pragma once

#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *email;
  char *verifier;
  MiqatInstant verified_at;
} MiqatOfflinePerson;

void miqat_offline_person_free (MiqatOfflinePerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatOfflinePerson, miqat_offline_person_free)

/* By e-mail address as it is kept (miqat_text_check_email). */
MiqatOfflinePerson *miqat_offline_person_find (MiqatDb *db, const char *email, GError **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_offline_person_keep (MiqatDb *db, const MiqatOfflinePerson *self, GError **error);
gboolean miqat_offline_person_forget (MiqatDb *db, const char *id, GError **error);

extern const MiqatStatements miqat_offline_person_statements;

G_END_DECLS
