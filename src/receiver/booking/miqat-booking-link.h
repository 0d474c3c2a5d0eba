/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pilgrims have no account: whoever has a booking's link may see it. The link is signed and ends some
 * time after the return. */
#pragma once

#include "miqat-booking.h"
#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* The token for /pesan/TOKEN; it works until some weeks after the travellers' return ("YYYY-MM-DD"). */
char *miqat_booking_link_make (MiqatReceiver *receiver, const char *booking_id,
                               const char *return_date) G_GNUC_WARN_UNUSED_RESULT;
/* The booking's id behind a token; NULL with link_expired or link_forged. */
char *miqat_booking_link_read (MiqatReceiver *receiver, const char *token, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for the token in the address of a page. */
char *miqat_booking_link_of_request (MiqatReceiver *receiver, MiqatHttpExchange *exchange,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* "/pesan/TOKEN" and what follows ("/bayar"; nullable). */
char *miqat_booking_link_make_path (const char *token, const char *tail) G_GNUC_WARN_UNUSED_RESULT;
/* Lets this browser find its booking again at /booking. */
void miqat_booking_link_remember (MiqatReceiver *receiver, const MiqatHttpRequest *request,
                                  MiqatHttpResponse *response, const char *token);
/* Gives a browser that has none a name by which it holds seats: random, signed, and nothing about who it
 * is. */
void miqat_booking_link_greet (MiqatReceiver *receiver, const MiqatHttpRequest *request, MiqatHttpResponse *response);
/* Adds to the arguments of a hold who asks for it, as far as one can tell visitors apart, and from where. */
void miqat_booking_link_add_holder (MiqatReceiver *receiver, const MiqatHttpRequest *request, JsonObject *args);

/* For every address at which seats are held: page and REST draw on one allowance. */
extern const MiqatHttpRate miqat_booking_hold_rate;

#define MIQAT_BOOKING_COOKIE "miqat_booking"

G_END_DECLS
