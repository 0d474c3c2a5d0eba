/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting up the agency, and its network growing below it. */
#include "config.h"

#include "miqat-agency-private.h"

static gboolean
check_code_free (MiqatCall *call, const char *field, const char *code, GError **error)
{
  gboolean of_site = g_str_equal (field, "site_code");
  gboolean used = FALSE;

  if (!miqat_user_code_is_used (call->db, of_site, code, &used, error))
    return FALSE;
  if (used)
    return miqat_refuse (error, field,
                         of_site ? MIQAT_PROBLEM_SITE_CODE_TAKEN : MIQAT_PROBLEM_AFFILIATE_CODE_TAKEN,
                         NULL);
  return TRUE;
}

static gboolean
set_verifier_if_given (MiqatCall *call, const char *owner_id, GError **error)
{
  const char *verifier = miqat_args_text (call->args, "verifier");

  return verifier == NULL || miqat_credential_set (call, owner_id, verifier, error);
}

/* The code given, or one that follows from the id. */
static gboolean
choose_affiliate_code (MiqatCall *call, MiqatUser *user, GError **error)
{
  const char *given = miqat_args_text (call->args, "affiliate_code");

  user->affiliate_code = given != NULL ? g_strdup (given)
                                       : miqat_network_make_affiliate_code (user->tier, user->id);
  return check_code_free (call, "affiliate_code", user->affiliate_code, error);
}

/* ---- the agency ----------------------------------------------------------------------------- */

static MiqatUser *
make_pusat (MiqatCall *call)
{
  const MiqatArgs *args = call->args;
  MiqatUser *pusat = g_new0 (MiqatUser, 1);

  /* The database was made for this node; its id is known before the agency has a name. */
  pusat->id = g_strdup (call->site_node_id);
  pusat->tier = MIQAT_TIER_PUSAT;
  pusat->branch_id = g_strdup (call->site_node_id);
  pusat->full_name = g_strdup (miqat_args_text (args, "name"));
  pusat->email = g_strdup (miqat_args_text (args, "email"));
  pusat->phone = g_strdup (miqat_args_text (args, "whatsapp"));
  pusat->city = g_strdup (miqat_args_text (args, "city"));
  miqat_zone_from_name (miqat_args_text (args, "zone"), &pusat->zone);
  pusat->site_code = g_strdup (miqat_args_text (args, "site_code"));
  pusat->created_at = call->at;
  return pusat;
}

gboolean
miqat_agency_apply_create (MiqatCall *call, GError **error)
{
  g_autofree char *agency_id = miqat_call_derive_id (call, "agency");
  g_autoptr (MiqatUser) pusat = make_pusat (call);
  gboolean exists = FALSE;

  if (!miqat_agency_exists (call->db, &exists, error))
    return FALSE;
  if (exists)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  if (!choose_affiliate_code (call, pusat, error) || !miqat_agency_insert (call, agency_id, error)
      || !miqat_user_insert (call->db, pusat, error)
      || !set_verifier_if_given (call, pusat->id, error) || !miqat_agency_seed (call->db, error))
    return FALSE;
  json_object_set_string_member (call->result, "agency_id", agency_id);
  json_object_set_string_member (call->result, "node_id", pusat->id);
  return miqat_call_emit (call, MIQAT_EVENT_AGENCY_CREATED, agency_id, error);
}

gboolean
miqat_agency_apply_edit (MiqatCall *call, GError **error)
{
  return miqat_agency_update (call, error);
}

/* ---- the network ---------------------------------------------------------------------------- */

/* The node below which a new one is to stand: the actor's own, unless said otherwise. */
static const char *
get_parent_id (MiqatCall *call)
{
  const char *given = miqat_args_text (call->args, "parent_id");

  return given != NULL ? given : call->actor->node_id;
}

gboolean
miqat_user_subject_parent (MiqatCall *call, char **node_id, GError **error)
{
  const char *parent_id = get_parent_id (call);
  g_autoptr (MiqatUser) parent = NULL;

  if (parent_id == NULL)
    return miqat_refuse (error, "parent_id", MIQAT_PROBLEM_REQUIRED, NULL);
  parent = miqat_user_load (call->db, parent_id, error);
  if (parent == NULL)
    return FALSE;
  *node_id = g_strdup (parent_id);
  return TRUE;
}

gboolean
miqat_user_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatUser) user
    = miqat_user_load (call->db, miqat_args_text (call->args, "user_id"), error);

  if (user == NULL)
    return FALSE;
  *node_id = g_strdup (user->id);
  return TRUE;
}

/* Everybody makes their own direct downlines, and nobody else's: a Cabang does not reach past its
 * Mitra (PRD §2.2.1). Only an administrator at the machine may name any upline. */
static gboolean
check_own_downline (MiqatCall *call, const MiqatUser *parent, GError **error)
{
  if (call->actor->tier != MIQAT_TIER_SYSTEM && g_strcmp0 (parent->id, call->actor->node_id) != 0)
    return miqat_refuse (error, "parent_id", MIQAT_PROBLEM_NOT_YOURS, NULL);
  if (!parent->is_active)
    return miqat_refuse (error, "parent_id", MIQAT_PROBLEM_NODE_INACTIVE, NULL);
  return TRUE;
}

/* A branch has a code from which its booking and receipt numbers are made; nobody else has. */
static gboolean
check_site_code (MiqatCall *call, MiqatTiers tier, GError **error)
{
  const char *code = miqat_args_text (call->args, "site_code");

  if (tier != MIQAT_TIER_CABANG)
    return code == NULL || miqat_refuse (error, "site_code", MIQAT_PROBLEM_UNKNOWN_FIELD, NULL);
  if (code == NULL)
    return miqat_refuse (error, "site_code", MIQAT_PROBLEM_REQUIRED, NULL);
  return check_code_free (call, "site_code", code, error);
}

static MiqatUser *
make_user (MiqatCall *call, const MiqatUser *parent, MiqatTiers tier)
{
  const MiqatArgs *args = call->args;
  const char *city = miqat_args_text (args, "city");
  const char *zone = miqat_args_text (args, "zone");
  MiqatUser *user = g_new0 (MiqatUser, 1);

  user->id = miqat_call_derive_id (call, "user");
  user->tier = tier;
  user->parent_id = g_strdup (parent->id);
  user->branch_id = g_strdup (tier == MIQAT_TIER_CABANG ? user->id : parent->branch_id);
  user->full_name = g_strdup (miqat_args_text (args, "full_name"));
  user->email = g_strdup (miqat_args_text (args, "email"));
  user->phone = g_strdup (miqat_args_text (args, "phone"));
  user->city = g_strdup (city != NULL ? city : parent->city);
  user->zone = parent->zone;
  if (zone != NULL)
    miqat_zone_from_name (zone, &user->zone);
  user->site_code = g_strdup (miqat_args_text (args, "site_code"));
  user->created_at = call->at;
  return user;
}

gboolean
miqat_user_apply_create (MiqatCall *call, GError **error)
{
  const char *wanted = miqat_args_text (call->args, "role");
  g_autoptr (MiqatUser) parent = miqat_user_load (call->db, get_parent_id (call), error);
  g_autoptr (MiqatUser) user = NULL;
  MiqatTiers tier;

  if (parent == NULL || !check_own_downline (call, parent, error)
      || !miqat_network_child_tier (parent->tier, wanted != NULL ? miqat_tier_from_name (wanted) : 0,
                                    &tier, error)
      || !miqat_person_check_email_free (call, miqat_args_text (call->args, "email"), error)
      || !check_site_code (call, tier, error))
    return FALSE;
  user = make_user (call, parent, tier);
  if (!choose_affiliate_code (call, user, error) || !miqat_user_insert (call->db, user, error)
      || !set_verifier_if_given (call, user->id, error))
    return FALSE;
  json_object_set_string_member (call->result, "user_id", user->id);
  json_object_set_string_member (call->result, "role", miqat_tier_get_name (tier));
  json_object_set_string_member (call->result, "affiliate_code", user->affiliate_code);
  return TRUE;
}

gboolean
miqat_user_apply_edit (MiqatCall *call, GError **error)
{
  return miqat_user_update (call, miqat_args_text (call->args, "user_id"), error);
}

gboolean
miqat_user_apply_set_active (MiqatCall *call, GError **error)
{
  const char *id = miqat_args_text (call->args, "user_id");
  g_autoptr (MiqatUser) user = miqat_user_load (call->db, id, error);

  if (user == NULL)
    return FALSE;
  /* Without Pusat nobody could switch it on again. */
  if (user->tier == MIQAT_TIER_PUSAT || g_strcmp0 (id, call->actor->node_id) == 0)
    return miqat_refuse (error, "user_id", MIQAT_PROBLEM_OWN_ACCOUNT, NULL);
  return miqat_user_set_active (call, id, miqat_args_flag (call->args, "active", FALSE), error);
}
