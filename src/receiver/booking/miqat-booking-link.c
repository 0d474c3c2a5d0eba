/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-link.h"

#include "miqat-crypto.h"
#include "miqat-http-limits.h"
#include "miqat-jwt.h"

#define PURPOSE "booking"
/* After the return; and at least so long from now. */
#define DAYS_AFTER 60
#define DAYS_LEAST 90
#define COOKIE_S (90 * 24 * 60 * 60)
#define VISITOR_PURPOSE "visitor"
#define VISITOR_COOKIE "miqat_visitor"

const MiqatHttpRate miqat_booking_hold_rate = { "hold", 30, 240 };

char *
miqat_booking_link_make (MiqatReceiver *receiver, const char *booking_id, const char *return_date)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (return_date == NULL || miqat_day_parse (return_date, &day) != MIQAT_PROBLEM_NONE)
    day = 0;
  day = MAX (day + DAYS_AFTER, miqat_receiver_today (receiver) + DAYS_LEAST);
  return miqat_link_sign (miqat_site_get_key (receiver->site), PURPOSE, booking_id,
                          miqat_instant_from_day (day, receiver->zone));
}

char *
miqat_booking_link_read (MiqatReceiver *receiver, const char *token, GError **error)
{
  char *booking_id = NULL;
  MiqatProblemCode code = token == NULL
                            ? MIQAT_PROBLEM_LINK_FORGED
                            : miqat_link_verify (miqat_site_get_key (receiver->site), PURPOSE, token,
                                                 miqat_receiver_now (receiver), &booking_id);

  if (code != MIQAT_PROBLEM_NONE)
    miqat_refuse (error, NULL, code, NULL);
  return booking_id;
}

char *
miqat_booking_link_of_request (MiqatReceiver *receiver, MiqatHttpExchange *exchange, GError **error)
{
  return miqat_booking_link_read (
    receiver, miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "token"), error);
}

char *
miqat_booking_link_make_path (const char *token, const char *tail)
{
  return g_strconcat ("/pesan/", token, tail, NULL);
}

static void
set_cookie (MiqatReceiver *receiver, const MiqatHttpRequest *request, MiqatHttpResponse *response, const char *name,
            const char *token)
{
  const MiqatHttpCookie cookie = {
    .name = name,
    .value = token,
    .max_age_s = COOKIE_S,
    .insecure = !receiver->secure && !miqat_http_request_is_secure (request),
    .same_site = MIQAT_HTTP_SAME_SITE_LAX,
  };

  miqat_http_response_set_cookie (response, &cookie);
}

void
miqat_booking_link_remember (MiqatReceiver *receiver, const MiqatHttpRequest *request,
                             MiqatHttpResponse *response, const char *token)
{
  set_cookie (receiver, request, response, MIQAT_BOOKING_COOKIE, token);
}

/* ---- who holds ------------------------------------------------------------------------------- */

static char *
dup_visitor (MiqatReceiver *receiver, const MiqatHttpRequest *request)
{
  g_autofree char *token = miqat_http_request_dup_cookie (request, VISITOR_COOKIE);
  char *visitor = NULL;

  if (token == NULL
      || miqat_link_verify (miqat_site_get_key (receiver->site), VISITOR_PURPOSE, token, miqat_receiver_now (receiver),
                            &visitor) != MIQAT_PROBLEM_NONE)
    return NULL;
  return visitor;
}

void
miqat_booking_link_greet (MiqatReceiver *receiver, const MiqatHttpRequest *request, MiqatHttpResponse *response)
{
  g_autofree char *known = dup_visitor (receiver, request);
  g_autofree char *visitor = known == NULL ? miqat_token_new () : NULL;
  g_autofree char *token = NULL;

  if (known != NULL)
    return;
  token = miqat_link_sign (miqat_site_get_key (receiver->site), VISITOR_PURPOSE, visitor,
                           miqat_receiver_now (receiver) + COOKIE_S * MIQAT_SECOND);
  set_cookie (receiver, request, response, VISITOR_COOKIE, token);
}

/* A browser that keeps our cookie is a visitor by itself: a mobile carrier puts thousands of strangers
 * behind one address. Of others, address and kind of phone must do. Both are easily made up: how many seats
 * one address holds under all its names together, the command counts. */
void
miqat_booking_link_add_holder (MiqatReceiver *receiver, const MiqatHttpRequest *request, JsonObject *args)
{
  g_autofree char *visitor = dup_visitor (receiver, request);
  const char *agent = miqat_http_request_get_header (request, "User-Agent");
  g_autofree char *address = miqat_http_limits_make_address_key (miqat_http_request_get_client (request));
  g_autofree char *both = g_strconcat (address, " ", agent != NULL ? agent : "", NULL);
  g_autofree char *holder = miqat_hash_text (visitor != NULL ? visitor : both);

  json_object_set_string_member (args, "holder", holder);
  json_object_set_string_member (args, "holder_address", address);
}
