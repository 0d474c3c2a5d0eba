/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the form of a new booking: for which departure, what it comes to so far, and whether the
 * seats are certain. */
#pragma once

#include "miqat-departure.h"
#include "miqat-office.h"
#include "miqat-stepper.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_BOOKING_SUMMARY (miqat_booking_summary_get_type ())
G_DECLARE_FINAL_TYPE (MiqatBookingSummary, miqat_booking_summary, MIQAT, BOOKING_SUMMARY, GtkWidget)

/* Takes `departure`. */
GtkWidget *miqat_booking_summary_new (MiqatOffice *office, MiqatDeparture *departure);
/* The steps on top, which follow what is typed; belongs to whoever puts it somewhere. */
GtkWidget *miqat_booking_summary_get_steps (MiqatBookingSummary *self);
/* `typed`: arguments of booking.create. */
void miqat_booking_summary_show (MiqatBookingSummary *self, JsonObject *typed);
/* For tests: rupiah and people so far. */
gint64 miqat_booking_summary_get_total (MiqatBookingSummary *self);

G_END_DECLS
