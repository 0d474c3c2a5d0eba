/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters that the booking commands share: what is held, and who pays and travels. Included by
 * the files of core/booking that define tables. */
#pragma once

#include "miqat-booking-rules.h"
#include "miqat-param.h"
#include "miqat-pilgrim-fields.h"

#include <glib/gi18n-lib.h>

extern const char *const miqat_booking_channels[];
extern const MiqatParam miqat_booking_room_fields[];
extern const MiqatParam miqat_booking_traveller_fields[];

#define MIQAT_BOOKING_HOLD_FIELDS                                                                      \
  { "departure_id", N_ ("Departure"), MIQAT_PARAM_ID, MIQAT_PARAM_REQUIRED },                          \
  { "booking_code", N_ ("Booking code"), MIQAT_PARAM_KEY, MIQAT_PARAM_CODE },                          \
  { "rooms", N_ ("Rooms"), MIQAT_PARAM_LIST, MIQAT_PARAM_REQUIRED, .min = 1, .max = 5,                 \
    .fields = miqat_booking_room_fields },                                                             \
  { "infants", N_ ("Infants without a seat"), MIQAT_PARAM_COUNT, .max = 10 },                          \
  { "seller_id", N_ ("Sold by"), MIQAT_PARAM_ID },                                                     \
  { "affiliate_code", N_ ("Affiliate code"), MIQAT_PARAM_TEXT, .max = 40 },                            \
  { "channel", N_ ("Channel"), MIQAT_PARAM_CHOICE, .choices = miqat_booking_channels },                \
  { "holder", N_ ("Visitor"), MIQAT_PARAM_TEXT, MIQAT_PARAM_PERSONAL | MIQAT_PARAM_ADDED, .max = 200 }, \
  { "holder_address", N_ ("Visitor's network address"), MIQAT_PARAM_TEXT,                              \
    MIQAT_PARAM_PERSONAL | MIQAT_PARAM_ADDED, .max = 200 },                                            \
  { "notes", N_ ("Notes"), MIQAT_PARAM_PARAGRAPH, .max = 2000 }

#define MIQAT_BOOKING_PERSON_FIELDS                                                                    \
  { "payer_name", N_ ("Payer"), MIQAT_PARAM_NAME, MIQAT_PARAM_REQUIRED | MIQAT_PARAM_PERSONAL,         \
    .min = 2 },                                                                                        \
  { "payer_phone", N_ ("Payer's mobile phone (WhatsApp)"), MIQAT_PARAM_PHONE,                          \
    MIQAT_PARAM_REQUIRED | MIQAT_PARAM_PERSONAL },                                                     \
  { "payer_email", N_ ("Payer's e-mail"), MIQAT_PARAM_EMAIL, MIQAT_PARAM_PERSONAL },                   \
  { "travellers", N_ ("Travellers"), MIQAT_PARAM_LIST, MIQAT_PARAM_PERSONAL,                           \
    .max = MIQAT_BOOKING_PAX_MAX, .fields = miqat_booking_traveller_fields }
