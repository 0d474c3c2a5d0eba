/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about people and their papers. */
#include "config.h"

#include "miqat-document.h"
#include "miqat-pilgrim-fields.h"
#include "miqat-pilgrim-private.h"
#include "miqat-user.h"

#include <glib/gi18n-lib.h>

#define DUTIES \
  (MIQAT_DUTY_SALES | MIQAT_DUTY_DOCUMENTS | MIQAT_DUTY_OPERATIONS | MIQAT_DUTY_EXECUTIVE)

static const MiqatParam create_params[] = {
  { "branch_id", N_ ("Office"), MIQAT_PARAM_ID },
  MIQAT_PILGRIM_FIELDS,
  { NULL },
};

static const MiqatParam edit_params[] = {
  { "pilgrim_id", N_ ("Pilgrim"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  MIQAT_PILGRIM_FIELDS,
  { NULL },
};

/* Number and name, so that nobody finds people by trying numbers. */
static const MiqatParam link_params[] = {
  { "nik", N_ ("NIK"), MIQAT_PARAM_TEXT, MIQAT_PARAM_REQUIRED | MIQAT_PARAM_PERSONAL, .max = 40,
    .check = miqat_nik_check },
  { "full_name", N_ ("Full name"), MIQAT_PARAM_NAME, MIQAT_PARAM_REQUIRED | MIQAT_PARAM_PERSONAL },
  { "branch_id", N_ ("Office"), MIQAT_PARAM_ID },
  { NULL },
};

static const MiqatParam document_params[] = {
  { "pilgrim_id", N_ ("Pilgrim"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "doc_type", N_ ("Document"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_REQUIRED, .choices = miqat_document_types },
  MIQAT_DOCUMENT_FIELDS,
  { NULL },
};

/* ---- who ------------------------------------------------------------------------------------ */

static const char *
get_branch (const MiqatCall *call)
{
  const char *branch_id = miqat_args_text (call->args, "branch_id");

  if (branch_id != NULL)
    return branch_id;
  return call->actor->branch_id != NULL ? call->actor->branch_id : call->site_node_id;
}

static gboolean
branch_subject (MiqatCall *call, char **node_id, GError **error)
{
  *node_id = g_strdup (get_branch (call));
  return TRUE;
}

/* Whoever acts for a branch reaches only people whom that branch knows. Nobody learns whether
 * others exist. */
static gboolean
check_knows (MiqatCall *call, const char *pilgrim_id, GError **error)
{
  g_autofree char *some_branch = NULL;
  gboolean has = FALSE;

  if (!miqat_pilgrim_load_branch (call->db, pilgrim_id, &some_branch, error))
    return FALSE;
  has = some_branch != NULL;
  if (has && (call->actor->tier & (MIQAT_TIER_PUSAT | MIQAT_TIER_SYSTEM | MIQAT_TIER_PUBLIC)) == 0
      && !miqat_pilgrim_has_branch (call->db, pilgrim_id, call->actor->branch_id, &has, error))
    return FALSE;
  if (!has)
    return miqat_refuse (error, "pilgrim_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

static gboolean
check_office (MiqatCall *call, const char *branch_id, GError **error)
{
  g_autoptr (MiqatUser) office = miqat_user_load (call->db, branch_id, error);

  if (office == NULL)
    return FALSE;
  if (office->site_code == NULL)
    return miqat_refuse (error, "branch_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

/* ---- what ----------------------------------------------------------------------------------- */

static gboolean
apply_create (MiqatCall *call, GError **error)
{
  g_autofree char *id = miqat_call_derive_id (call, "pilgrim");

  if (!check_office (call, get_branch (call), error)
      || !miqat_pilgrim_insert (call, call->args, id, get_branch (call), "", error))
    return FALSE;
  json_object_set_string_member (call->result, "pilgrim_id", id);
  return TRUE;
}

static gboolean
apply_edit (MiqatCall *call, GError **error)
{
  const char *id = miqat_args_text (call->args, "pilgrim_id");

  return check_knows (call, id, error)
         && miqat_pilgrim_update (call, call->args, id, MIQAT_PILGRIM_REPLACE, "", error);
}

static gboolean
apply_link (MiqatCall *call, GError **error)
{
  const char *branch_id = get_branch (call);
  g_autofree char *id = NULL;

  if (!check_office (call, branch_id, error)
      || !miqat_pilgrim_find_same (call, miqat_args_text (call->args, "nik"),
                                   miqat_args_text (call->args, "full_name"), NULL, &id, error))
    return FALSE;
  if (id == NULL)
    return miqat_refuse (error, "nik", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (!miqat_pilgrim_add_branch (call, id, branch_id, error))
    return FALSE;
  json_object_set_string_member (call->result, "pilgrim_id", id);
  return TRUE;
}

static gboolean
apply_document (MiqatCall *call, GError **error)
{
  const char *pilgrim_id = miqat_args_text (call->args, "pilgrim_id");
  g_autofree char *id = miqat_call_derive_id (call, "document");
  g_autofree char *branch_id = NULL;
  gboolean has = FALSE;

  if (!check_knows (call, pilgrim_id, error))
    return FALSE;
  if (call->actor->branch_id != NULL
      && !miqat_pilgrim_has_branch (call->db, pilgrim_id, call->actor->branch_id, &has, error))
    return FALSE;
  /* Taken in by the actor's own office if it knows the person, else for one that does. */
  if (has)
    branch_id = g_strdup (call->actor->branch_id);
  else if (!miqat_pilgrim_load_branch (call->db, pilgrim_id, &branch_id, error))
    return FALSE;
  if (!miqat_document_insert (call, call->args, id, miqat_args_text (call->args, "doc_type"),
                              branch_id, pilgrim_id, error))
    return FALSE;
  json_object_set_string_member (call->result, "document_id", id);
  return TRUE;
}

const MiqatCommand miqat_pilgrim_commands[] = {
  { "pilgrim.create", N_ ("Register a pilgrim"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES, DUTIES,
    create_params, branch_subject, .apply = apply_create },
  { "pilgrim.edit", N_ ("Change a pilgrim's data"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES, DUTIES,
    edit_params, .apply = apply_edit },
  { "pilgrim.link", N_ ("Share a pilgrim with an office"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_OFFICES,
    DUTIES, link_params, branch_subject, .apply = apply_link },
  /* The public adds papers through the link of a booking, which the receiver has checked. */
  { "document.add", N_ ("Add a document"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES | MIQAT_TIER_PUBLIC,
    DUTIES, document_params, .apply = apply_document },
  { NULL },
};
