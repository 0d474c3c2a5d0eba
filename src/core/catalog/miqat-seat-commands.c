/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the seats of a departure are divided: allotments of branches, and leases of workstations. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-device.h"
#include "miqat-user.h"

#include <glib/gi18n-lib.h>

const MiqatParam miqat_allotment_set_params[] = {
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "branch_id", N_ ("Office"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "seats", N_ ("Seats"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .max = 1000 },
  { NULL },
};

static const MiqatParam bed_fields[] = {
  { "room_type_id", N_ ("Room"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "beds", N_ ("Beds"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1, .max = 1000 },
  { NULL },
};

const MiqatParam miqat_lease_grant_params[] = {
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "branch_id", N_ ("Office"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "device_id", N_ ("Workstation"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "seats", N_ ("Seats"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1, .max = 1000 },
  { "beds", N_ ("Beds"), MIQAT_PARAM_LIST, MIQAT_PARAM_REQUIRED, .min = 1, .max = 5, .fields = bed_fields },
  { NULL },
};

const MiqatParam miqat_lease_return_params[] = {
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "device_id", N_ ("Workstation"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { NULL },
};

static MiqatDeparture *
load_subject (MiqatCall *call, GError **error)
{
  return miqat_departure_load (call->db, miqat_args_text (call->args, "departure_id"), error);
}

static gboolean
refuse_number (GError **error, const char *field, MiqatProblemCode code, const char *name, gint64 number)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  return miqat_refuse (error, field, code, name, text, NULL);
}

/* ---- allotments ----------------------------------------------------------------------------- */

static gint64
count_leased (const MiqatDeparture *departure, const char *branch_id, gint64 *taken)
{
  gint64 capacity = 0;

  for (guint i = 0; i < departure->pools->len; i++) {
    const MiqatSeatPool *pool = g_ptr_array_index (departure->pools, i);

    if (pool->kind == MIQAT_POOL_LEASE && g_strcmp0 (pool->owner_id, branch_id) == 0) {
      capacity += pool->capacity;
      *taken += pool->taken;
    }
  }
  return capacity;
}

gboolean
miqat_catalog_check_office (MiqatCall *call, const char *branch_id, GError **error)
{
  g_autoptr (MiqatUser) office = miqat_user_load (call->db, branch_id, error);

  if (office == NULL)
    return FALSE;
  if (office->site_code == NULL)
    return miqat_refuse (error, "branch_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (!office->is_active)
    return miqat_refuse (error, "branch_id", MIQAT_PROBLEM_NODE_INACTIVE, NULL);
  return TRUE;
}

/* The office's allotment, made empty when it has none yet. */
static char *
ensure_allotment (MiqatCall *call, const MiqatDeparture *departure, const char *branch_id,
                  const MiqatSeatPool *known, GError **error)
{
  g_autofree char *id = NULL;
  MiqatSeatPool pool = { .kind = MIQAT_POOL_ALLOTMENT, .owner_id = (char *) branch_id };

  if (known != NULL)
    return g_strdup (known->id);
  pool.id = id = miqat_call_derive_id (call, "pool:allotment");
  if (!miqat_pool_insert (call->db, departure->id, &pool, error))
    return NULL;
  return g_steal_pointer (&id);
}

/* Sets how many seats the office has in all, leases included. */
gboolean
miqat_allotment_set_apply (MiqatCall *call, GError **error)
{
  const char *branch_id = miqat_args_text (call->args, "branch_id");
  gint64 seats = miqat_args_int (call->args, "seats", 0);
  g_autoptr (MiqatDeparture) departure = load_subject (call, error);
  const MiqatSeatPool *public_pool, *known;
  g_autofree char *pool_id = NULL;
  gint64 now, leased, taken = 0;
  gboolean done = FALSE;

  if (departure == NULL || !miqat_catalog_check_office (call, branch_id, error))
    return FALSE;
  public_pool = miqat_departure_find_pool (departure, MIQAT_POOL_PUBLIC, NULL, NULL);
  known = miqat_departure_find_pool (departure, MIQAT_POOL_ALLOTMENT, branch_id, NULL);
  leased = count_leased (departure, branch_id, &taken);
  now = leased + (known != NULL ? known->capacity : 0);
  taken = leased + (known != NULL ? known->taken : 0);
  if (seats < taken)
    return refuse_number (error, "seats", MIQAT_PROBLEM_SEATS_BELOW_TAKEN, "taken", taken);
  if (public_pool == NULL)
    return miqat_refuse (error, "departure_id", MIQAT_PROBLEM_NOT_FOUND, NULL);

  if (!miqat_pool_add_capacity (call->db, public_pool->id, now - seats, &done, error))
    return FALSE;
  if (!done)
    return refuse_number (error, "seats", MIQAT_PROBLEM_SEATS_SHORT, "left",
                          public_pool->capacity - public_pool->taken);
  pool_id = ensure_allotment (call, departure, branch_id, known, error);
  if (pool_id == NULL || !miqat_pool_add_capacity (call->db, pool_id, seats - now, &done, error))
    return FALSE;
  if (!done)
    return refuse_number (error, "seats", MIQAT_PROBLEM_SEATS_BELOW_TAKEN, "taken", taken);
  json_object_set_string_member (call->result, "pool_id", pool_id);
  return TRUE;
}

/* ---- leases --------------------------------------------------------------------------------- */

gboolean
miqat_lease_grant_subject (MiqatCall *call, char **node_id, GError **error)
{
  *node_id = g_strdup (miqat_args_text (call->args, "branch_id"));
  return TRUE;
}

static gboolean
check_device (MiqatCall *call, const char *branch_id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatDevice) device
    = miqat_device_find (call->db, miqat_args_text (call->args, "device_id"), &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (device == NULL || g_strcmp0 (device->node_id, branch_id) != 0)
    return miqat_refuse (error, "device_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (device->revoked_at != 0)
    return miqat_refuse (error, "device_id", MIQAT_PROBLEM_DEVICE_REVOKED, NULL);
  return TRUE;
}

/* Seats are set aside to be sold: not on a departure that sells no more. */
static gboolean
check_sells (MiqatCall *call, const MiqatDeparture *departure, GError **error)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if ((g_strcmp0 (departure->status, "open") == 0 || g_strcmp0 (departure->status, "full") == 0)
      && miqat_day_parse (departure->departure_date, &day) == MIQAT_PROBLEM_NONE && day >= call->day)
    return TRUE;
  return miqat_refuse (error, "departure_id", MIQAT_PROBLEM_DEPARTURE_CLOSED, NULL);
}

/* A bed is sold with a seat. Beds beyond the seats would be kept from everybody and sold by nobody. */
static gboolean
check_beds (MiqatCall *call, gint64 seats, GError **error)
{
  gint64 beds = 0;

  for (guint i = 0; i < miqat_args_list_length (call->args, "beds"); i++) {
    g_autofree char *field = g_strdup_printf ("beds.%u.beds", i);

    beds += miqat_args_int (miqat_args_list_get (call->args, "beds", i), "beds", 0);
    if (beds > seats)
      return miqat_refuse (error, field, MIQAT_PROBLEM_LEASE_BEDS, NULL);
  }
  return TRUE;
}

/* The workstation's lease, made empty or opened again. */
static char *
ensure_lease (MiqatCall *call, const MiqatDeparture *departure, const char *branch_id,
              const char *device_id, GError **error)
{
  const MiqatSeatPool *known
    = miqat_departure_find_pool (departure, MIQAT_POOL_LEASE, branch_id, device_id);
  g_autofree char *id = NULL;
  MiqatSeatPool pool = {
    .kind = MIQAT_POOL_LEASE, .owner_id = (char *) branch_id, .device_id = (char *) device_id,
  };

  if (known != NULL) {
    if (known->closed && !miqat_pool_set_closed (call->db, known->id, FALSE, error))
      return NULL;
    return g_strdup (known->id);
  }
  pool.id = id = miqat_call_derive_id (call, "pool:lease");
  if (!miqat_pool_insert (call->db, departure->id, &pool, error))
    return NULL;
  return g_steal_pointer (&id);
}

static gboolean
lease_beds (MiqatCall *call, const MiqatDeparture *departure, const char *pool_id, GError **error)
{
  for (guint i = 0; i < miqat_args_list_length (call->args, "beds"); i++) {
    const MiqatArgs *given = miqat_args_list_get (call->args, "beds", i);
    const MiqatRoomType *room
      = miqat_departure_find_room (departure, miqat_args_text (given, "room_type_id"));
    g_autofree char *room_field = g_strdup_printf ("beds.%u.room_type_id", i);
    g_autofree char *beds_field = g_strdup_printf ("beds.%u.beds", i);
    gboolean done = FALSE;

    if (room == NULL)
      return miqat_refuse (error, room_field, MIQAT_PROBLEM_NOT_FOUND, NULL);
    if (!miqat_lease_add_beds (call->db, pool_id, room->id, miqat_args_int (given, "beds", 0), &done, error))
      return FALSE;
    if (!done)
      return refuse_number (error, beds_field, MIQAT_PROBLEM_BEDS_SHORT, "left",
                            miqat_room_type_get_left (room));
  }
  return TRUE;
}

gboolean
miqat_lease_grant_apply (MiqatCall *call, GError **error)
{
  const char *branch_id = miqat_args_text (call->args, "branch_id");
  const char *device_id = miqat_args_text (call->args, "device_id");
  gint64 seats = miqat_args_int (call->args, "seats", 0);
  g_autoptr (MiqatDeparture) departure = load_subject (call, error);
  const MiqatSeatPool *allotment;
  g_autofree char *pool_id = NULL;
  gboolean done = FALSE;

  if (departure == NULL || !check_sells (call, departure, error) || !check_device (call, branch_id, error)
      || !check_beds (call, seats, error))
    return FALSE;
  allotment = miqat_departure_find_pool (departure, MIQAT_POOL_ALLOTMENT, branch_id, NULL);
  if (allotment == NULL)
    return refuse_number (error, "seats", MIQAT_PROBLEM_LEASE_SHORT, "left", 0);
  if (!miqat_pool_add_capacity (call->db, allotment->id, -seats, &done, error))
    return FALSE;
  if (!done)
    return refuse_number (error, "seats", MIQAT_PROBLEM_LEASE_SHORT, "left",
                          allotment->capacity - allotment->taken);
  pool_id = ensure_lease (call, departure, branch_id, device_id, error);
  if (pool_id == NULL || !miqat_pool_add_capacity (call->db, pool_id, seats, &done, error)
      || !lease_beds (call, departure, pool_id, error))
    return FALSE;
  json_object_set_string_member (call->result, "pool_id", pool_id);
  return TRUE;
}

/* Who may give a lease back: the workstation itself, in the order of its own queue and so after
 * everything it sold; or the head office at the hub, for a workstation that will not come back. */
static gboolean
check_may_return (MiqatCall *call, const char *device_id, const char *branch_id, GError **error)
{
  if (g_strcmp0 (call->device_id, device_id) == 0)
    return miqat_call_check_over (call, branch_id, NULL, error);
  if (call->role == MIQAT_SITE_REPLICA)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NEEDS_CONNECTION, NULL);
  if ((call->actor->tier & (MIQAT_TIER_PUSAT | MIQAT_TIER_SYSTEM)) == 0)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  return TRUE;
}

gboolean
miqat_lease_return_apply (MiqatCall *call, GError **error)
{
  const char *device_id = miqat_args_text (call->args, "device_id");
  g_autoptr (MiqatDeparture) departure = load_subject (call, error);
  const MiqatSeatPool *lease, *allotment;
  gboolean done = FALSE;
  gint64 unsold;

  if (departure == NULL)
    return FALSE;
  lease = miqat_departure_find_pool (departure, MIQAT_POOL_LEASE, NULL, device_id);
  if (lease == NULL || lease->closed)
    return miqat_refuse (error, "device_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (!check_may_return (call, device_id, lease->owner_id, error))
    return FALSE;
  allotment = miqat_departure_find_pool (departure, MIQAT_POOL_ALLOTMENT, lease->owner_id, NULL);
  if (allotment == NULL)
    return miqat_refuse (error, "departure_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  unsold = lease->capacity - lease->taken;
  if (!miqat_pool_add_capacity (call->db, lease->id, -unsold, &done, error)
      || !miqat_pool_add_capacity (call->db, allotment->id, unsold, &done, error)
      || !miqat_lease_return_beds (call->db, lease->id, error)
      || !miqat_pool_set_closed (call->db, lease->id, TRUE, error))
    return FALSE;
  json_object_set_int_member (call->result, "seats", unsold);
  return TRUE;
}
