/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings as a list model for the office: a window over any number of rows. A new model is empty
 * until miqat_list_model_refresh() is called. */
#pragma once

#include "miqat-booking-rules.h"
#include "miqat-command.h"
#include "miqat-list-model.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_BOOKING_ITEM (miqat_booking_item_get_type ())
G_DECLARE_FINAL_TYPE (MiqatBookingItem, miqat_booking_item, MIQAT, BOOKING_ITEM, GObject)

const char *miqat_booking_item_get_id (MiqatBookingItem *self);
const char *miqat_booking_item_get_code (MiqatBookingItem *self);
/* The payer; NULL until registered. */
const char *miqat_booking_item_get_contact_name (MiqatBookingItem *self);
const char *miqat_booking_item_get_contact_phone (MiqatBookingItem *self);
const char *miqat_booking_item_get_package_name (MiqatBookingItem *self);
const char *miqat_booking_item_get_departure_code (MiqatBookingItem *self);
const char *miqat_booking_item_get_departure_date (MiqatBookingItem *self);
const char *miqat_booking_item_get_branch_name (MiqatBookingItem *self);
const char *miqat_booking_item_get_seller_name (MiqatBookingItem *self);
guint miqat_booking_item_get_pax_count (MiqatBookingItem *self);
gint64 miqat_booking_item_get_total_price (MiqatBookingItem *self);
gint64 miqat_booking_item_get_amount_paid (MiqatBookingItem *self);
/* A hold that had lapsed when the list was read is expired. */
MiqatBookingStatus miqat_booking_item_get_status (MiqatBookingItem *self);
MiqatInstant miqat_booking_item_get_expires_at (MiqatBookingItem *self); /* 0: no clock */
MiqatInstant miqat_booking_item_get_created_at (MiqatBookingItem *self);
gboolean miqat_booking_item_is_certain (MiqatBookingItem *self);

typedef enum {
  MIQAT_BOOKING_SORT_NEWEST,
  MIQAT_BOOKING_SORT_DEPARTURE, /* soonest first */
  MIQAT_BOOKING_SORT_CONTACT,   /* by the payer's name */
} MiqatBookingSort;

#define MIQAT_BOOKING_STATUS_ANY (-1)

typedef struct {
  MiqatBookingSort sort;
  int status;               /* a MiqatBookingStatus as stored, or MIQAT_BOOKING_STATUS_ANY */
  const char *departure_id; /* NULL: all */
  const char *search;       /* typed text, NULL: all; at most the 2000 newest hits */
  MiqatReader reader;
  MiqatClock *clock;        /* tells which holds have lapsed; must outlive the model */
} MiqatBookingFilter;
MiqatListModel *miqat_booking_list_model_new (MiqatDb *db, const MiqatBookingFilter *filter) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_booking_list_model_set_filter (MiqatListModel *model, const MiqatBookingFilter *filter, GError **error);

extern const MiqatStatements miqat_booking_list_statements;

G_END_DECLS
