/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about bookings, and what the smaller ones do. Holding and registering have files of
 * their own. */
#include "config.h"

#include "miqat-booking-params.h"
#include "miqat-booking-private.h"
#include "miqat-pilgrim.h"

#define TIERS_NODES (MIQAT_TIER_OFFICES | MIQAT_TIER_MITRA | MIQAT_TIER_AGEN | MIQAT_TIER_RESELLER)
#define DUTIES_SALES (MIQAT_DUTY_SALES | MIQAT_DUTY_EXECUTIVE)
#define DUTIES_PEOPLE (DUTIES_SALES | MIQAT_DUTY_DOCUMENTS | MIQAT_DUTY_OPERATIONS)

/* Lapsed holds that one run of the sweep ends; the next run ends the rest. */
#define SWEEP_DEFAULT 200

const char *const miqat_booking_channels[] = { "public", "desk", "partner", "import", NULL };

const MiqatParam miqat_booking_room_fields[] = {
  { "room_type_id", N_ ("Room"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "pax", N_ ("People"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1, .max = MIQAT_BOOKING_PAX_MAX },
  { NULL },
};

const MiqatParam miqat_booking_traveller_fields[] = {
  { "pilgrim_id", N_ ("Known pilgrim"), MIQAT_PARAM_ID },
  MIQAT_PILGRIM_FIELDS,
  { NULL },
};

static const MiqatParam name_params[] = {
  { "booking_id", N_ ("Booking"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "position", N_ ("Place"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1, .max = MIQAT_BOOKING_PAX_MAX },
  { "replace", N_ ("Replace the person in this place"), MIQAT_PARAM_FLAG },
  { "pilgrim_id", N_ ("Known pilgrim"), MIQAT_PARAM_ID },
  MIQAT_PILGRIM_FIELDS,
  { NULL },
};

static const MiqatParam edit_params[] = {
  { "booking_id", N_ ("Booking"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "position", N_ ("Place"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1, .max = MIQAT_BOOKING_PAX_MAX },
  MIQAT_PILGRIM_FIELDS,
  { NULL },
};

static const MiqatParam note_params[] = {
  { "booking_id", N_ ("Booking"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "notes", N_ ("Notes"), MIQAT_PARAM_PARAGRAPH, .max = 2000 },
  { NULL },
};

static const MiqatParam cancel_params[] = {
  { "booking_id", N_ ("Booking"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "reason", N_ ("Reason"), MIQAT_PARAM_PARAGRAPH, .max = 500 },
  { NULL },
};

static const MiqatParam sweep_params[] = {
  { "limit", N_ ("At most"), MIQAT_PARAM_COUNT, .min = 1, .max = 1000 },
  { NULL },
};

/* The seller: whoever is at or above it has a say. */
gboolean
miqat_booking_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatBookingState) state
    = miqat_booking_state_load (call->db, miqat_args_text (call->args, "booking_id"), error);

  if (state == NULL)
    return FALSE;
  *node_id = g_strdup (state->seller_id);
  return TRUE;
}

static MiqatBookingState *
load_live (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatBookingState) state
    = miqat_booking_state_load (call->db, miqat_args_text (call->args, "booking_id"), error);

  if (state == NULL || !miqat_booking_state_check_live (state, call->at, error))
    return NULL;
  return g_steal_pointer (&state);
}

static gboolean
apply_name_traveller (MiqatCall *call, GError **error)
{
  guint position = (guint) miqat_args_int (call->args, "position", 0);
  g_autoptr (MiqatBookingState) state = load_live (call, error);
  g_autofree char *present = NULL;

  if (state == NULL || !miqat_booking_load_place (call->db, state->id, position, &present, error))
    return FALSE;
  if (present != NULL && !miqat_args_flag (call->args, "replace", FALSE))
    return miqat_refuse (error, "position", MIQAT_PROBLEM_TRAVELLER_NAMED, NULL);
  if (!miqat_args_has (call->args, "pilgrim_id") && !miqat_args_has (call->args, "full_name"))
    return miqat_refuse (error, "full_name", MIQAT_PROBLEM_REQUIRED, NULL);
  return miqat_booking_seat_person (call, state, position, call->args, "", error);
}

static gboolean
apply_edit_traveller (MiqatCall *call, GError **error)
{
  guint position = (guint) miqat_args_int (call->args, "position", 0);
  g_autoptr (MiqatBookingState) state = load_live (call, error);
  MiqatPilgrimWrite write = miqat_booking_may_overwrite (call) ? MIQAT_PILGRIM_REPLACE : MIQAT_PILGRIM_REFUSE;
  g_autofree char *pilgrim_id = NULL;

  if (state == NULL || !miqat_booking_load_place (call->db, state->id, position, &pilgrim_id, error))
    return FALSE;
  if (pilgrim_id == NULL)
    return miqat_refuse (error, "position", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return miqat_pilgrim_update (call, call->args, pilgrim_id, write, "", error);
}

static gboolean
apply_set_note (MiqatCall *call, GError **error)
{
  const char *notes = miqat_args_text (call->args, "notes");

  return miqat_booking_set_notes (call, miqat_args_text (call->args, "booking_id"),
                                  notes != NULL ? notes : "", error);
}

static gboolean
add_reason (MiqatCall *call, const MiqatBookingState *state, GError **error)
{
  const char *reason = miqat_args_text (call->args, "reason");
  g_autofree char *notes = NULL;

  if (reason == NULL)
    return TRUE;
  notes = *state->notes != '\0' ? g_strconcat (state->notes, "\n", reason, NULL) : g_strdup (reason);
  return miqat_booking_set_notes (call, state->id, notes, error);
}

/* Before money has come in. Afterwards the policy's ladder decides, by a command of its own. */
static gboolean
apply_cancel (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatBookingState) state = load_live (call, error);

  if (state == NULL)
    return FALSE;
  if (state->amount_paid != 0 || miqat_booking_status_is_firm (state->status))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_BOOKING_STATE, "state",
                         miqat_booking_status_get_name (state->status), NULL);
  return add_reason (call, state, error)
         && miqat_booking_set_status (call, state->id, MIQAT_BOOKING_CANCELLED, error)
         && miqat_call_emit (call, MIQAT_EVENT_BOOKING_CANCELLED, state->id, error);
}

static gboolean
apply_expire_holds (MiqatCall *call, GError **error)
{
  guint released = 0;

  if (!miqat_booking_release_lapsed (call, NULL, (guint) miqat_args_int (call->args, "limit", SWEEP_DEFAULT),
                                     &released, error))
    return FALSE;
  json_object_set_int_member (call->result, "released", released);
  return TRUE;
}

const MiqatCommand miqat_booking_commands[] = {
  { "booking.hold", N_ ("Hold seats"), MIQAT_COMMAND_CLAIM, TIERS_NODES | MIQAT_TIER_PUBLIC, DUTIES_SALES,
    miqat_booking_hold_params, miqat_booking_hold_subject, miqat_booking_allot, miqat_booking_hold_apply },
  { "booking.register", N_ ("Register a booking"), MIQAT_COMMAND_CLAIM, TIERS_NODES | MIQAT_TIER_PUBLIC,
    DUTIES_SALES, miqat_booking_register_params, miqat_booking_subject,
    .apply = miqat_booking_register_apply },
  { "booking.create", N_ ("Make a booking"), MIQAT_COMMAND_CLAIM, TIERS_NODES, DUTIES_SALES,
    miqat_booking_create_params, miqat_booking_hold_subject, miqat_booking_allot,
    miqat_booking_create_apply },
  { "booking.name_traveller", N_ ("Name a traveller"), MIQAT_COMMAND_CLAIM, TIERS_NODES, DUTIES_PEOPLE,
    name_params, miqat_booking_subject, .apply = apply_name_traveller },
  { "booking.edit_traveller", N_ ("Change a traveller's data"), MIQAT_COMMAND_CLAIM, TIERS_NODES,
    DUTIES_PEOPLE, edit_params, miqat_booking_subject, .apply = apply_edit_traveller },
  { "booking.set_note", N_ ("Write a booking's notes"), MIQAT_COMMAND_CLAIM, TIERS_NODES, 0, note_params,
    miqat_booking_subject, .apply = apply_set_note },
  { "booking.cancel", N_ ("Cancel a booking"), MIQAT_COMMAND_CLAIM, TIERS_NODES | MIQAT_TIER_PUBLIC,
    DUTIES_SALES, cancel_params, miqat_booking_subject, .apply = apply_cancel },
  { "booking.expire_holds", N_ ("End lapsed holds"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_SYSTEM, 0,
    sweep_params, .apply = apply_expire_holds },
  { NULL },
};
