/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-access.h"

#include "miqat-booking-link.h"
#include "miqat-user.h"

static gboolean
check_link (MiqatReceiver *receiver, const char *booking_id, const char *token, GError **error)
{
  g_autofree char *linked = miqat_booking_link_read (receiver, token, error);

  if (linked == NULL)
    return FALSE;
  return g_str_equal (linked, booking_id) || miqat_refuse (error, NULL, MIQAT_PROBLEM_LINK_FORGED, NULL);
}

gboolean
miqat_booking_access_check (MiqatHttpExchange *exchange, const char *booking_id, const char *token, GError **error)
{
  MiqatReceiverThread *thread = miqat_receiver_get_thread (exchange);
  const MiqatActor *actor = miqat_receiver_get_actor (exchange);
  g_autoptr (MiqatBooking) booking = NULL;
  gboolean office, covers = FALSE;

  if (token != NULL)
    return check_link (thread->receiver, booking_id, token, error);
  if (actor == NULL)
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
  booking = miqat_booking_load (thread->db, booking_id, NULL, miqat_receiver_now (thread->receiver), error);
  if (booking == NULL)
    return FALSE;
  office = (actor->tier & MIQAT_TIER_OFFICES) != 0;
  if (!miqat_user_covers (thread->db, actor->node_id, office ? booking->branch_id : booking->seller_id, &covers,
                          error))
    return FALSE;
  return covers || miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_YOURS, NULL);
}
