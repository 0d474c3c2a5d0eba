/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/agency share: writes of its stores, and the functions behind its commands.
 * Nobody else includes this. */
#pragma once

#include "miqat-agency.h"
#include "miqat-area.h"
#include "miqat-device.h"
#include "miqat-network-rules.h"
#include "miqat-person.h"
#include "miqat-rulebook.h"
#include "miqat-setting.h"
#include "miqat-staff.h"
#include "miqat-text.h"
#include "miqat-user.h"

G_BEGIN_DECLS

extern const MiqatStatements miqat_agency_statements;
extern const MiqatStatements miqat_person_statements;
extern const MiqatStatements miqat_user_statements;
extern const MiqatStatements miqat_staff_statements;
extern const MiqatStatements miqat_setting_statements;
extern const MiqatStatements miqat_rule_statements;
extern const MiqatStatements miqat_device_statements;
extern const MiqatStatements miqat_session_statements;
extern const MiqatStatements miqat_agency_check_statements;
extern const MiqatCommand miqat_agency_commands[];
extern const MiqatInvariant miqat_agency_invariants[];

/* NULL without error when there is no such node. */
MiqatUser *miqat_user_find (MiqatDb *db, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_user_code_is_used (MiqatDb *db, gboolean of_site, const char *code, gboolean *used,
                                  GError **error);
/* With its paths in the closure table. */
gboolean miqat_user_insert (MiqatDb *db, const MiqatUser *user, GError **error);
/* The columns that the call's arguments give. */
gboolean miqat_user_update (MiqatCall *call, const char *id, GError **error);
gboolean miqat_user_set_active (MiqatCall *call, const char *id, gboolean active, GError **error);

gboolean miqat_agency_insert (MiqatCall *call, const char *id, GError **error);
gboolean miqat_agency_update (MiqatCall *call, GError **error);
gboolean miqat_agency_exists (MiqatDb *db, gboolean *exists, GError **error);

/* Ends the owner's sessions as well: whoever had the old password is out. */
gboolean miqat_credential_set (MiqatCall *call, const char *owner_id, const char *verifier,
                               GError **error);
gboolean miqat_session_revoke_all (MiqatCall *call, const char *owner_id, GError **error);

gboolean miqat_staff_insert (MiqatCall *call, const MiqatStaff *staff, GError **error);
gboolean miqat_staff_update (MiqatCall *call, const char *id, GError **error);
gboolean miqat_staff_write_duties (MiqatCall *call, const MiqatStaff *staff, MiqatDuties duties,
                                   GError **error);
gboolean miqat_staff_set_active (MiqatCall *call, const char *id, gboolean active, GError **error);

/* The names for a parameter of kind CHOICE. */
extern const char *const miqat_setting_names[];
gboolean miqat_setting_write (MiqatCall *call, MiqatSetting setting, gint64 value, GError **error);
gboolean miqat_rule_write (MiqatDb *db, const MiqatRule *rule, gboolean replace, GError **error);
const char *miqat_severity_get_name (MiqatSeverity severity);
extern const char *const miqat_severity_names[];

/* An enrolment that can still be used at `now`: its office; NULL without error otherwise. */
char *miqat_enrolment_find (MiqatDb *db, const char *code_hash, MiqatInstant now, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_enrolment_insert (MiqatCall *call, const char *code_hash, const char *node_id,
                                 MiqatInstant expires_at, GError **error);
gboolean miqat_enrolment_use (MiqatCall *call, const char *code_hash, GError **error);
gboolean miqat_device_insert (MiqatCall *call, const MiqatDevice *device, const char *token_hash,
                              GError **error);
gboolean miqat_device_revoke (MiqatCall *call, const char *id, GError **error);
gboolean miqat_device_note_seen (MiqatCall *call, const char *id, GError **error);

/* ---- commands ------------------------------------------------------------------------------- */

/* Refuses email_taken when a node or a member of staff has this address. */
gboolean miqat_person_check_email_free (MiqatCall *call, const char *email, GError **error);

gboolean miqat_agency_apply_create (MiqatCall *call, GError **error);
gboolean miqat_agency_apply_edit (MiqatCall *call, GError **error);
gboolean miqat_user_subject_parent (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_user_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_user_apply_create (MiqatCall *call, GError **error);
gboolean miqat_user_apply_edit (MiqatCall *call, GError **error);
gboolean miqat_user_apply_set_active (MiqatCall *call, GError **error);
gboolean miqat_staff_subject_branch (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_staff_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_staff_apply_create (MiqatCall *call, GError **error);
gboolean miqat_staff_apply_edit (MiqatCall *call, GError **error);
gboolean miqat_staff_apply_set_duties (MiqatCall *call, GError **error);
gboolean miqat_staff_apply_set_active (MiqatCall *call, GError **error);
gboolean miqat_credential_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_credential_apply_set (MiqatCall *call, GError **error);
gboolean miqat_setting_apply_set (MiqatCall *call, GError **error);
gboolean miqat_rule_apply_set (MiqatCall *call, GError **error);
gboolean miqat_device_subject_office (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_device_subject (MiqatCall *call, char **node_id, GError **error);
gboolean miqat_device_allot_code (MiqatCall *call, MiqatArgs *args, GError **error);
gboolean miqat_device_apply_create_code (MiqatCall *call, GError **error);
gboolean miqat_device_apply_enrol (MiqatCall *call, GError **error);
gboolean miqat_device_apply_revoke (MiqatCall *call, GError **error);
gboolean miqat_device_apply_seen (MiqatCall *call, GError **error);
gboolean miqat_session_apply_open (MiqatCall *call, GError **error);
gboolean miqat_session_apply_refresh (MiqatCall *call, GError **error);
gboolean miqat_session_apply_close (MiqatCall *call, GError **error);

G_END_DECLS
