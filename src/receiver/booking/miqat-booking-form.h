/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registration form: who pays, and who travels. */
#pragma once

#include "miqat-booking-public.h"
#include "miqat-page.h"

G_BEGIN_DECLS

typedef struct {
  const MiqatBookingPublic *booking;
  const char *token;
  MiqatPageTyped typed; /* after a refusal, or when seats were taken again */
  gboolean expired;     /* the seats went back: what was typed stays, and can be held again */
} MiqatBookingForm;

MiqatHttpResponse *miqat_booking_form_make (MiqatReceiver *receiver, MiqatDb *db, const MiqatBookingForm *self,
                                            guint status, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What booking.register wants, from the posted fields. */
JsonObject *miqat_booking_form_read (const MiqatHttpForm *form, const char *booking_id) G_GNUC_WARN_UNUSED_RESULT;
/* Three steps: rooms, people, first payment. `now` counts from 1. */
void miqat_booking_form_write_steps (MiqatHtml *html, guint now);
/* The trip in a few lines. */
void miqat_booking_form_write_trip (MiqatHtml *html, const MiqatBookingPublic *booking);
/* The red strip with the time that is left; nothing when no clock runs. */
void miqat_booking_form_write_clock (MiqatPage *page, const MiqatBookingPublic *booking);

G_END_DECLS
