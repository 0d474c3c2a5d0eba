/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering a hold: who pays and who travels. */
#include "config.h"

#include "miqat-booking-params.h"
#include "miqat-booking-private.h"
#include "miqat-pilgrim.h"

const MiqatParam miqat_booking_register_params[] = {
  { "booking_id", N_ ("Booking"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  MIQAT_BOOKING_PERSON_FIELDS,
  { NULL },
};

const MiqatParam miqat_booking_create_params[] = {
  MIQAT_BOOKING_HOLD_FIELDS,
  MIQAT_BOOKING_PERSON_FIELDS,
  { NULL },
};

/* ---- one person ----------------------------------------------------------------------------- */

/* TRUE when anything about the person is given: at the desk a place may stay without a name. */
static gboolean
describes_somebody (const MiqatArgs *fields)
{
  if (miqat_args_has (fields, "pilgrim_id"))
    return TRUE;
  for (const MiqatParam *param = miqat_pilgrim_fields; param->name != NULL; param++)
    if (miqat_args_has (fields, param->name))
      return TRUE;
  return FALSE;
}

gboolean
miqat_booking_may_overwrite (const MiqatCall *call)
{
  return (call->actor->tier & (MIQAT_TIER_OFFICES | MIQAT_TIER_SYSTEM)) != 0;
}

/* Somebody the office knows already, named by id. The public names nobody so, and a partner nobody
 * but people of the partner's own bookings. */
static gboolean
check_known (MiqatCall *call, const MiqatBookingState *state, const char *pilgrim_id, const char *prefix,
             GError **error)
{
  g_autofree char *field = g_strconcat (prefix, "pilgrim_id", NULL);
  gboolean known = FALSE;

  if (call->actor->tier != MIQAT_TIER_PUBLIC
      && !miqat_pilgrim_has_branch (call->db, pilgrim_id, state->branch_id, &known, error))
    return FALSE;
  if (known && !miqat_booking_may_overwrite (call)
      && !miqat_booking_is_of_node (call->db, call->actor->node_id, pilgrim_id, &known, error))
    return FALSE;
  return known || miqat_refuse (error, field, MIQAT_PROBLEM_NOT_FOUND, NULL);
}

/* The pilgrim described: one who is known, or a new one. */
static gboolean
resolve_person (MiqatCall *call, const MiqatBookingState *state, guint position, const MiqatArgs *fields,
                const char *prefix, char **pilgrim_id, GError **error)
{
  MiqatPilgrimWrite write = miqat_booking_may_overwrite (call) ? MIQAT_PILGRIM_REPLACE : MIQAT_PILGRIM_KEEP;
  g_autofree char *id = g_strdup (miqat_args_text (fields, "pilgrim_id"));

  if (id != NULL) {
    if (!check_known (call, state, id, prefix, error))
      return FALSE;
  } else if (miqat_args_has (fields, "nik") && miqat_args_has (fields, "full_name")
             && !miqat_pilgrim_find_same (call, miqat_args_text (fields, "nik"),
                                          miqat_args_text (fields, "full_name"), state->branch_id, &id,
                                          error)) {
    return FALSE;
  }
  if (id != NULL) {
    if (!miqat_pilgrim_update (call, fields, id, write, prefix, error))
      return FALSE;
  } else {
    id = miqat_call_derive_id_at (call, "pilgrim", position);
    if (!miqat_pilgrim_insert (call, fields, id, state->branch_id, prefix, error))
      return FALSE;
  }
  *pilgrim_id = g_steal_pointer (&id);
  return TRUE;
}

gboolean
miqat_booking_seat_person (MiqatCall *call, const MiqatBookingState *state, guint position,
                           const MiqatArgs *fields, const char *prefix, GError **error)
{
  g_autofree char *pilgrim_id = NULL;
  g_autofree char *field = g_strconcat (prefix, "full_name", NULL);
  gboolean there = FALSE;

  if (!resolve_person (call, state, position, fields, prefix, &pilgrim_id, error)
      || !miqat_booking_has_pilgrim (call->db, state->id, pilgrim_id, &there, error))
    return FALSE;
  if (there)
    return miqat_refuse (error, field, MIQAT_PROBLEM_TRAVELLER_TWICE, NULL);
  return miqat_booking_name_place (call, state->id, position, pilgrim_id, error);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static gboolean
check_count (MiqatCall *call, const MiqatBookingState *state, guint given, GError **error)
{
  gboolean all_named = call->actor->tier == MIQAT_TIER_PUBLIC;
  char expected_text[16], given_text[16];

  if (given == state->pax_count || (given < state->pax_count && !all_named))
    return TRUE;
  g_snprintf (expected_text, sizeof expected_text, "%u", state->pax_count);
  g_snprintf (given_text, sizeof given_text, "%u", given);
  return miqat_refuse (error, "travellers", MIQAT_PROBLEM_TRAVELLER_COUNT, "expected", expected_text,
                       "given", given_text, NULL);
}

/* Two entries with one number are one person. */
static gboolean
is_repeated (const MiqatArgs *args, guint index, const char *name)
{
  const char *value = miqat_args_text (miqat_args_list_get (args, "travellers", index), name);

  for (guint i = 0; value != NULL && i < index; i++)
    if (g_strcmp0 (value, miqat_args_text (miqat_args_list_get (args, "travellers", i), name)) == 0)
      return TRUE;
  return FALSE;
}

static void
check_entry (MiqatCall *call, guint index, const char *prefix, MiqatProblems *problems)
{
  static const char *const unique[] = { "nik", "passport_number", "pilgrim_id" };
  const MiqatArgs *fields = miqat_args_list_get (call->args, "travellers", index);

  for (guint i = 0; i < G_N_ELEMENTS (unique); i++)
    if (is_repeated (call->args, index, unique[i])) {
      g_autofree char *field = g_strconcat (prefix, unique[i], NULL);
      miqat_problems_add (problems, field, MIQAT_PROBLEM_TRAVELLER_TWICE, NULL);
    }
  if (call->actor->tier == MIQAT_TIER_PUBLIC && !miqat_args_has (fields, "full_name")) {
    g_autofree char *field = g_strconcat (prefix, "full_name", NULL);
    miqat_problems_add (problems, field, MIQAT_PROBLEM_REQUIRED, NULL);
  }
}

/* A refusal about one traveller does not hide those about the others. TRUE to go on. */
static gboolean
collect (MiqatProblems *problems, GError *failure, GError **error)
{
  const MiqatProblems *found = miqat_refusal_get_problems (failure);

  if (found == NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  miqat_problems_add_all (problems, found);
  g_error_free (failure);
  return TRUE;
}

static gboolean
seat_travellers (MiqatCall *call, const MiqatBookingState *state, GError **error)
{
  g_autoptr (MiqatProblems) problems = miqat_problems_new ();
  guint count = miqat_args_list_length (call->args, "travellers");

  if (!check_count (call, state, count, error))
    return FALSE;
  for (guint i = 0; i < count; i++) {
    const MiqatArgs *fields = miqat_args_list_get (call->args, "travellers", i);
    g_autofree char *prefix = g_strdup_printf ("travellers.%u.", i);
    guint before = miqat_problems_get_count (problems);
    GError *failure = NULL;

    check_entry (call, i, prefix, problems);
    if (miqat_problems_get_count (problems) > before || !describes_somebody (fields))
      continue;
    if (!miqat_booking_seat_person (call, state, i + 1, fields, prefix, &failure)
        && !collect (problems, failure, error))
      return FALSE;
  }
  if (miqat_problems_get_count (problems) == 0)
    return TRUE;
  return miqat_refuse_all (error, g_steal_pointer (&problems));
}

gboolean
miqat_booking_register (MiqatCall *call, const char *booking_id, GError **error)
{
  const char *payer_name = miqat_args_text (call->args, "payer_name");
  g_autoptr (MiqatBookingState) state = miqat_booking_state_load (call->db, booking_id, error);
  g_autofree char *payer_id = miqat_call_derive_id (call, "payer");

  if (state == NULL || !miqat_booking_state_check_live (state, call->at, error))
    return FALSE;
  if (state->payer_id != NULL)
    return miqat_refuse (error, "booking_id", MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  if (!miqat_booking_insert_payer (call, payer_id, state->branch_id, error)
      || !seat_travellers (call, state, error)
      || !miqat_booking_set_payer (call, booking_id, payer_id, payer_name, error))
    return FALSE;
  json_object_set_string_member (call->result, "booking_id", booking_id);
  json_object_set_string_member (call->result, "payer_id", payer_id);
  return miqat_call_emit (call, MIQAT_EVENT_BOOKING_REGISTERED, booking_id, error);
}

gboolean
miqat_booking_register_apply (MiqatCall *call, GError **error)
{
  return miqat_booking_register (call, miqat_args_text (call->args, "booking_id"), error);
}

gboolean
miqat_booking_create_apply (MiqatCall *call, GError **error)
{
  g_autofree char *booking_id = NULL;

  return miqat_booking_hold (call, &booking_id, error)
         && miqat_booking_register (call, booking_id, error);
}
