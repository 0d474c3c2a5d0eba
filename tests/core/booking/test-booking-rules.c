/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of steps, and what each status means for the seats. */
#include "config.h"

#include "miqat-booking-rules.h"

static void
test_names (void)
{
  MiqatBookingStatus status;

  for (guint i = 0; i < MIQAT_N_BOOKING_STATUSES; i++) {
    g_assert_true (miqat_booking_status_from_name (miqat_booking_status_get_name (i), &status));
    g_assert_cmpint (status, ==, i);
    g_assert_nonnull (miqat_booking_status_get_label (i));
  }
  g_assert_false (miqat_booking_status_from_name ("pending", &status));
  g_assert_false (miqat_booking_status_from_name (NULL, &status));
}

/* One line per status; the columns are the statuses in their order: held, awaiting, DP, instalments,
 * full, cancelled, expired. */
static void
test_steps (void)
{
  static const char *const allowed[MIQAT_N_BOOKING_STATUSES] = {
    [MIQAT_BOOKING_SEAT_LOCKED] = "=yyyyyy",
    [MIQAT_BOOKING_AWAITING_VERIFICATION] = "y=yyyyy",
    [MIQAT_BOOKING_DP_PAID] = "yn=yyyn",
    [MIQAT_BOOKING_INSTALLMENT] = "yny=yyn",
    [MIQAT_BOOKING_PAID_FULL] = "ynyy=yn",
    [MIQAT_BOOKING_CANCELLED] = "nnnnn=n",
    [MIQAT_BOOKING_EXPIRED] = "nnnnnn=",
  };

  for (guint from = 0; from < MIQAT_N_BOOKING_STATUSES; from++)
    for (guint to = 0; to < MIQAT_N_BOOKING_STATUSES; to++) {
      g_test_message ("%s to %s", miqat_booking_status_get_name (from), miqat_booking_status_get_name (to));
      g_assert_cmpint (miqat_booking_status_may_follow (from, to), ==, allowed[from][to] != 'n');
    }
}

static void
test_meaning (void)
{
  static const struct {
    MiqatBookingStatus status;
    gboolean live, firm;
    MiqatSeatState state;
  } rows[] = {
    { MIQAT_BOOKING_SEAT_LOCKED, TRUE, FALSE, MIQAT_SEAT_HELD },
    { MIQAT_BOOKING_AWAITING_VERIFICATION, TRUE, FALSE, MIQAT_SEAT_VERIFYING },
    { MIQAT_BOOKING_DP_PAID, TRUE, TRUE, MIQAT_SEAT_DP_PAID },
    { MIQAT_BOOKING_INSTALLMENT, TRUE, TRUE, MIQAT_SEAT_DP_PAID },
    { MIQAT_BOOKING_PAID_FULL, TRUE, TRUE, MIQAT_SEAT_PAID_FULL },
    { MIQAT_BOOKING_CANCELLED, FALSE, FALSE, MIQAT_SEAT_HELD },
    { MIQAT_BOOKING_EXPIRED, FALSE, FALSE, MIQAT_SEAT_HELD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpint (miqat_booking_status_is_live (rows[i].status), ==, rows[i].live);
    g_assert_cmpint (miqat_booking_status_is_firm (rows[i].status), ==, rows[i].firm);
    g_assert_cmpint (miqat_booking_status_get_seat_state (rows[i].status), ==, rows[i].state);
  }
}

static void
test_lapse (void)
{
  static const struct {
    MiqatBookingStatus stored;
    MiqatInstant expires_at, now;
    MiqatBookingStatus read;
  } rows[] = {
    { MIQAT_BOOKING_SEAT_LOCKED, 100, 99, MIQAT_BOOKING_SEAT_LOCKED },
    { MIQAT_BOOKING_SEAT_LOCKED, 100, 100, MIQAT_BOOKING_EXPIRED },
    { MIQAT_BOOKING_SEAT_LOCKED, 0, 100, MIQAT_BOOKING_SEAT_LOCKED },
    { MIQAT_BOOKING_AWAITING_VERIFICATION, 100, 101, MIQAT_BOOKING_EXPIRED },
    { MIQAT_BOOKING_AWAITING_VERIFICATION, 0, 101, MIQAT_BOOKING_AWAITING_VERIFICATION },
    { MIQAT_BOOKING_DP_PAID, 100, 101, MIQAT_BOOKING_DP_PAID },
    { MIQAT_BOOKING_CANCELLED, 100, 101, MIQAT_BOOKING_CANCELLED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (miqat_booking_status_at (rows[i].stored, rows[i].expires_at, rows[i].now), ==, rows[i].read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-rules/names", test_names);
  g_test_add_func ("/booking-rules/steps", test_steps);
  g_test_add_func ("/booking-rules/meaning", test_meaning);
  g_test_add_func ("/booking-rules/lapse", test_lapse);
  return g_test_run ();
}
