/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands for tests that call what booking offers to the areas below it: status, clock, money. A
 * test opens its agency's database anew with an area that has them. */
#pragma once

#include "miqat-areas.h"
#include "miqat-booking.h"
#include "miqat-test-agency.h"

static inline gboolean
miqat_test_step_status (MiqatCall *call, GError **error)
{
  MiqatBookingStatus status;

  if (!miqat_booking_status_from_name (miqat_args_text (call->args, "status"), &status))
    g_error ("no such status");
  return miqat_booking_set_status (call, miqat_args_text (call->args, "booking_id"), status, error);
}

static inline gboolean
miqat_test_step_stop (MiqatCall *call, GError **error)
{
  return miqat_booking_stop_clock (call, miqat_args_text (call->args, "booking_id"), error);
}

static inline gboolean
miqat_test_step_deadline (MiqatCall *call, GError **error)
{
  return miqat_booking_set_deadline (call, miqat_args_text (call->args, "booking_id"),
                                     call->at + miqat_args_int (call->args, "minutes", 0) * MIQAT_MINUTE, error);
}

static inline gboolean
miqat_test_step_confirm (MiqatCall *call, GError **error)
{
  return miqat_booking_confirm_seats (call, miqat_args_text (call->args, "booking_id"), error);
}

static inline gboolean
miqat_test_step_retake (MiqatCall *call, GError **error)
{
  gboolean taken = FALSE;

  if (!miqat_booking_retake_seats (call, miqat_args_text (call->args, "booking_id"), &taken, error))
    return FALSE;
  json_object_set_int_member (call->result, "taken", taken);
  return TRUE;
}

static const MiqatParam miqat_test_step_params[] = {
  { "booking_id", "Booking", MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },
  { "status", "Status", MIQAT_PARAM_KEY },
  { "minutes", "Minutes", MIQAT_PARAM_COUNT },
  { NULL },
};

static const MiqatCommand miqat_test_step_commands[] = {
  { "test.status", "Status", MIQAT_COMMAND_CLAIM, MIQAT_TIER_SYSTEM, 0, miqat_test_step_params,
    .apply = miqat_test_step_status },
  { "test.stop", "Stop", MIQAT_COMMAND_CLAIM, MIQAT_TIER_SYSTEM, 0, miqat_test_step_params,
    .apply = miqat_test_step_stop },
  { "test.deadline", "Deadline", MIQAT_COMMAND_CLAIM, MIQAT_TIER_SYSTEM, 0, miqat_test_step_params,
    .apply = miqat_test_step_deadline },
  { "test.confirm", "Confirm", MIQAT_COMMAND_CLAIM, MIQAT_TIER_SYSTEM, 0, miqat_test_step_params,
    .apply = miqat_test_step_confirm },
  { "test.retake", "Retake", MIQAT_COMMAND_CLAIM, MIQAT_TIER_SYSTEM, 0, miqat_test_step_params,
    .apply = miqat_test_step_retake },
  { NULL },
};

static const MiqatArea miqat_test_step_area = { .name = "test", .commands = miqat_test_step_commands };

static inline void
miqat_test_add_steps (MiqatTestAgency *self)
{
  static const MiqatArea *areas[32];
  MiqatSiteOptions options = { .database = self->path, .clock = &self->clock.parent, .areas = areas };
  g_autoptr (GError) error = NULL;
  guint count = 0;

  while (miqat_areas[count] != NULL) {
    areas[count] = miqat_areas[count];
    count++;
  }
  areas[count] = &miqat_test_step_area;
  g_clear_pointer (&self->db, miqat_db_close);
  miqat_site_close (self->site);
  self->site = miqat_site_open (&options, &error);
  g_assert_no_error (error);
}

/* miqat_test_verify() without the areas below booking: these steps move bookings without money, and
 * payment would miss it. */
static inline void
miqat_test_verify_sales (MiqatTestAgency *self)
{
  static const MiqatArea *const areas[] = { &miqat_catalog_area, &miqat_pilgrim_area, &miqat_booking_area };

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    for (const MiqatInvariant *one = areas[i]->invariants; one->name != NULL; one++) {
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      gint64 checked = -1;

      if (!one->check (miqat_test_agency_read (self), &checked, faults, &error))
        g_error ("%s: %s", one->name, error->message);
      g_assert_cmpint (checked, >=, 0);
      if (faults->len > 0)
        g_error ("%s: %s", one->name, (const char *) g_ptr_array_index (faults, 0));
    }
}
