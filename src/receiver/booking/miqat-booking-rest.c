/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST bookings (holds seats), POST bookings/:id/register, GET bookings/:id. */
#include "config.h"

#include "miqat-booking-access.h"
#include "miqat-booking-link.h"
#include "miqat-booking-public.h"
#include "miqat-booking-routes.h"
#include "miqat-invoice.h"
#include "miqat-ref.h"
#include "miqat-rest.h"

static const MiqatHttpRate write_rate = { "api-booking", 60, 600 };

static const char *
get_id (MiqatHttpExchange *exchange)
{
  return miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "id");
}

static const char *
get_token (MiqatHttpExchange *exchange)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const char *token = miqat_http_request_get_header (request, "X-Booking-Token");

  return token != NULL ? token : miqat_http_request_get_query (request, "token");
}

/* Whoever holds seats gets the link to them. */
static gboolean
add_link (MiqatHttpExchange *exchange, JsonObject *result, GError **error)
{
  MiqatReceiver *receiver = miqat_receiver_get_thread (exchange)->receiver;
  g_autofree char *token = miqat_booking_link_make (receiver, miqat_json_get_text (result, "booking_id"),
                                                    miqat_json_get_text (result, "return_date"));
  g_autofree char *path = miqat_booking_link_make_path (token, NULL);
  g_autofree char *link = g_strconcat (receiver->public_url, path, NULL);
  g_autofree char *until = miqat_instant_to_iso (json_object_get_int_member (result, "expires_at"));

  json_object_set_string_member (result, "token", token);
  json_object_set_string_member (result, "link", link);
  json_object_set_string_member (result, "expires_at", until);
  return TRUE;
}

static void
handle_hold (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);
  g_autofree char *code = miqat_ref_dup_cookie (receiver, request);

  if (args == NULL)
    return;
  /* The public is one visitor among others whatever it says; and cannot name seats' seller by id. */
  if (miqat_receiver_get_actor (exchange) == NULL) {
    miqat_booking_link_add_holder (receiver, request, args);
    if (json_object_has_member (args, "seller_id"))
      json_object_remove_member (args, "seller_id");
  }
  if (code != NULL && !json_object_has_member (args, "affiliate_code") && !json_object_has_member (args, "seller_id"))
    json_object_set_string_member (args, "affiliate_code", code);
  miqat_rest_run (exchange, receiver, "booking.hold", args, 201, add_link);
}

static void
handle_register (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);
  g_autoptr (GError) error = NULL;

  if (args == NULL)
    return;
  if (!miqat_booking_access_check (exchange, get_id (exchange), get_token (exchange), &error)) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  json_object_set_string_member (args, "booking_id", get_id (exchange));
  miqat_rest_run (exchange, data, "booking.register", args, 200, NULL);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void
write_travellers (MiqatJsonWriter *json, const MiqatBookingPublic *booking)
{
  miqat_json_name (json, "travellers");
  miqat_json_begin_array (json);
  for (guint i = 0; i < booking->travellers->len; i++) {
    const MiqatBookingPublicTraveller *traveller = booking->travellers->pdata[i];

    miqat_json_begin_object (json);
    miqat_json_add_int (json, "position", traveller->position);
    miqat_json_add_text (json, "name", traveller->name);
    miqat_json_add_text (json, "room_type", traveller->room_type);
    miqat_json_add_int (json, "price", traveller->price);
    miqat_json_add_flag (json, "has_ktp", traveller->has_ktp);
    miqat_json_add_flag (json, "has_passport", traveller->has_passport);
    miqat_json_end_object (json);
  }
  miqat_json_end_array (json);
}

static void
write_invoices (MiqatJsonWriter *json, GPtrArray *invoices)
{
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_json_name (json, "invoices");
  miqat_json_begin_array (json);
  for (guint i = 0; i < invoices->len; i++) {
    const MiqatInvoice *invoice = invoices->pdata[i];

    miqat_json_begin_object (json);
    miqat_json_add_text (json, "id", invoice->id);
    miqat_json_add_text (json, "code", invoice->code);
    miqat_json_add_text (json, "type", invoice->type);
    miqat_json_add_text (json, "status", invoice->status);
    miqat_json_add_int (json, "amount", invoice->amount);
    miqat_json_add_int (json, "paid", invoice->paid);
    miqat_json_add_text (json, "due_date", miqat_day_to_text (invoice->due_date, day));
    miqat_json_end_object (json);
  }
  miqat_json_end_array (json);
}

static void
write_booking (MiqatJsonWriter *json, const MiqatBookingPublic *booking, GPtrArray *invoices)
{
  g_autofree char *until = booking->expires_at != 0 ? miqat_instant_to_iso (booking->expires_at) : NULL;

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", booking->id);
  miqat_json_add_text (json, "code", booking->code);
  miqat_json_add_text (json, "status", miqat_booking_status_get_name (booking->status));
  miqat_json_add_flag (json, "registered", booking->registered);
  miqat_json_add_text (json, "expires_at", until);
  miqat_json_add_text (json, "package_name", booking->package_name);
  miqat_json_add_text (json, "departure_id", booking->departure_id);
  miqat_json_add_text (json, "departure_date", booking->departure_date);
  miqat_json_add_text (json, "return_date", booking->return_date);
  miqat_json_add_int (json, "pax_count", booking->pax_count);
  miqat_json_add_int (json, "total_price", booking->total_price);
  miqat_json_add_int (json, "amount_paid", booking->amount_paid);
  miqat_json_add_text (json, "payer_name", booking->payer_name);
  miqat_json_add_text (json, "payer_phone", booking->payer_phone_masked);
  write_travellers (json, booking);
  write_invoices (json, invoices);
  miqat_json_end_object (json);
}

static void
handle_get (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  MiqatDb *db = miqat_receiver_get_db (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBookingPublic) booking = NULL;
  g_autoptr (GPtrArray) invoices = NULL;
  MiqatEnvelope envelope;

  if (miqat_booking_access_check (exchange, get_id (exchange), get_token (exchange), &error))
    booking = miqat_booking_public_load (db, get_id (exchange), miqat_receiver_now (receiver), &error);
  if (booking != NULL)
    invoices = miqat_invoice_list (db, booking->id, &error);
  if (invoices == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  write_booking (miqat_envelope_begin (&envelope), booking, invoices);
  miqat_rest_answer (exchange, &envelope, TRUE, NULL);
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_POST, "/api/bookings", handle_hold, MIQAT_ROUTE_MAYBE, .rate = &miqat_booking_hold_rate },
  { MIQAT_HTTP_GET, "/api/bookings/:id", handle_get, MIQAT_ROUTE_MAYBE },
  { MIQAT_HTTP_POST, "/api/bookings/:id/register", handle_register, MIQAT_ROUTE_MAYBE, .rate = &write_rate },
};

void
miqat_booking_rest_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
