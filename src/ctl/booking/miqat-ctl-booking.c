/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings, as the office lists them. */
#include "config.h"

#include "miqat-booking-list.h"
#include "miqat-ctl-nouns.h"

#include <glib/gi18n.h>

typedef struct {
  const char *code, *contact, *departure, *status, *branch, *id;
  guint pax;
  gint64 total, paid;
  MiqatInstant created_at;
} Booking;

static const MiqatCtlColumn booking_columns[] = {
  MIQAT_CTL_COLUMN ("code", Booking, code),
  MIQAT_CTL_COLUMN ("contact", Booking, contact),
  MIQAT_CTL_COLUMN ("departure", Booking, departure),
  MIQAT_CTL_COLUMN ("pax", Booking, pax),
  MIQAT_CTL_COLUMN ("total", Booking, total),
  MIQAT_CTL_COLUMN ("paid", Booking, paid),
  MIQAT_CTL_COLUMN ("status", Booking, status),
  MIQAT_CTL_COLUMN ("branch", Booking, branch),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_INSTANT, "created_at", Booking, created_at),
  MIQAT_CTL_COLUMN ("id", Booking, id),
  { NULL },
};

/* The list model has no clock of its own. */
typedef struct {
  MiqatClock parent;
  MiqatInstant now;
} StillClock;

static MiqatInstant
get_still_time (MiqatClock *clock)
{
  return ((StillClock *) clock)->now;
}

static void
add_booking (MiqatCtlTable *table, MiqatBookingItem *item)
{
  const Booking booking = {
    .code = miqat_booking_item_get_code (item),
    .contact = miqat_booking_item_get_contact_name (item),
    .departure = miqat_booking_item_get_departure_code (item),
    .pax = miqat_booking_item_get_pax_count (item),
    .total = miqat_booking_item_get_total_price (item),
    .paid = miqat_booking_item_get_amount_paid (item),
    .status = miqat_booking_status_get_name (miqat_booking_item_get_status (item)),
    .branch = miqat_booking_item_get_branch_name (item),
    .created_at = miqat_booking_item_get_created_at (item),
    .id = miqat_booking_item_get_id (item),
  };

  miqat_ctl_table_add (table, &booking);
}

static gboolean
fill_bookings (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  StillClock clock = { { get_still_time }, query->now };
  const MiqatBookingFilter filter = {
    .status = MIQAT_BOOKING_STATUS_ANY,
    .search = query->search,
    .reader = query->reader,
    .clock = &clock.parent,
  };
  g_autoptr (MiqatListModel) model = miqat_booking_list_model_new (db, &filter);
  guint count;

  if (!miqat_list_model_refresh (model, error))
    return FALSE;
  count = MIN (g_list_model_get_n_items (G_LIST_MODEL (model)), query->limit);
  for (guint i = 0; i < count; i++) {
    g_autoptr (MiqatBookingItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    add_booking (table, item);
  }
  return TRUE;
}

const MiqatCtlNoun miqat_ctl_booking_nouns[] = {
  { "bookings", N_("Bookings, newest first"), booking_columns, fill_bookings, TRUE },
  { NULL },
};
