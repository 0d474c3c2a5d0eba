/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of an office. */
#include "config.h"

#include "miqat-agency-private.h"

#define DUTY_NAMES "sales, finance, documents, operations, marketing, executive"

/* The office for which somebody is to work: the actor's own, unless said otherwise. */
static const char *
get_branch_id (MiqatCall *call)
{
  const char *given = miqat_args_text (call->args, "branch_id");

  return given != NULL ? given : call->actor->branch_id;
}

gboolean
miqat_staff_subject_branch (MiqatCall *call, char **node_id, GError **error)
{
  const char *branch_id = get_branch_id (call);
  g_autoptr (MiqatUser) branch = NULL;

  if (branch_id == NULL)
    return miqat_refuse (error, "branch_id", MIQAT_PROBLEM_REQUIRED, NULL);
  branch = miqat_user_load (call->db, branch_id, error);
  if (branch == NULL)
    return FALSE;
  if ((branch->tier & MIQAT_TIER_OFFICES) == 0)
    return miqat_refuse (error, "branch_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  *node_id = g_strdup (branch_id);
  return TRUE;
}

gboolean
miqat_staff_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatStaff) staff
    = miqat_staff_load (call->db, miqat_args_text (call->args, "staff_id"), error);

  if (staff == NULL)
    return FALSE;
  *node_id = g_strdup (staff->branch_id);
  return TRUE;
}

static gboolean
read_duties (MiqatCall *call, MiqatDuties *duties, GError **error)
{
  const char *const *names = miqat_args_texts (call->args, "duties");

  *duties = 0;
  for (guint i = 0; names[i] != NULL; i++) {
    MiqatDuties duty = miqat_duty_from_name (names[i]);

    if (duty == 0) {
      g_autofree char *field = g_strdup_printf ("duties.%u", i);

      return miqat_refuse (error, field, MIQAT_PROBLEM_NOT_A_CHOICE, "choices", DUTY_NAMES, NULL);
    }
    *duties |= duty;
  }
  return TRUE;
}

gboolean
miqat_staff_apply_create (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  const char *verifier = miqat_args_text (args, "verifier");
  g_autofree char *id = miqat_call_derive_id (call, "staff");
  MiqatStaff staff = {
    .id = id,
    .branch_id = (char *) get_branch_id (call),
    .full_name = (char *) miqat_args_text (args, "full_name"),
    .email = (char *) miqat_args_text (args, "email"),
    .phone = (char *) miqat_args_text (args, "phone"),
  };

  if (!read_duties (call, &staff.duties, error)
      || !miqat_person_check_email_free (call, staff.email, error)
      || !miqat_staff_insert (call, &staff, error))
    return FALSE;
  if (verifier != NULL && !miqat_credential_set (call, id, verifier, error))
    return FALSE;
  json_object_set_string_member (call->result, "staff_id", id);
  return TRUE;
}

gboolean
miqat_staff_apply_edit (MiqatCall *call, GError **error)
{
  return miqat_staff_update (call, miqat_args_text (call->args, "staff_id"), error);
}

gboolean
miqat_staff_apply_set_duties (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatStaff) staff
    = miqat_staff_load (call->db, miqat_args_text (call->args, "staff_id"), error);
  MiqatDuties duties;

  if (staff == NULL || !read_duties (call, &duties, error))
    return FALSE;
  return miqat_staff_write_duties (call, staff, duties, error);
}

gboolean
miqat_staff_apply_set_active (MiqatCall *call, GError **error)
{
  const char *id = miqat_args_text (call->args, "staff_id");

  if (g_strcmp0 (id, call->actor->id) == 0)
    return miqat_refuse (error, "staff_id", MIQAT_PROBLEM_OWN_ACCOUNT, NULL);
  return miqat_staff_set_active (call, id, miqat_args_flag (call->args, "active", FALSE), error);
}
