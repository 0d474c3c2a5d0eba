/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff and nodes have in common: an address of their own, and a password. */
#include "config.h"

#include "miqat-agency-private.h"

gboolean
miqat_person_check_email_free (MiqatCall *call, const char *email, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatPerson) person = miqat_person_find_by_email (call->db, email, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (person != NULL)
    return miqat_refuse (error, "email", MIQAT_PROBLEM_EMAIL_TAKEN, NULL);
  return TRUE;
}

gboolean
miqat_credential_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatPerson) person
    = miqat_person_find_by_id (call->db, miqat_args_text (call->args, "owner_id"), &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (person == NULL)
    return miqat_refuse (error, "owner_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  *node_id = g_strdup (person->node_id);
  return TRUE;
}

/* One's own password is everybody's affair; somebody else's, in an office, that of whoever has the
 * executive duty. Below the offices every node sets those of its downlines. */
gboolean
miqat_credential_apply_set (MiqatCall *call, GError **error)
{
  const char *owner_id = miqat_args_text (call->args, "owner_id");
  gboolean own = g_strcmp0 (owner_id, call->actor->id) == 0;

  if (!own && (call->actor->tier & MIQAT_TIER_OFFICES) != 0
      && (call->actor->duties & MIQAT_DUTY_EXECUTIVE) == 0)
    return miqat_refuse (error, "owner_id", MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  return miqat_credential_set (call, owner_id, miqat_args_text (call->args, "verifier"), error);
}
