/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET packages, packages/:slug, departures/:id for everybody; POST packages and departures for
 * offices. Costs, margins and ceilings are not even loaded here. */
#include "config.h"

#include "miqat-catalog-routes.h"

#include "miqat-booking-offer.h"
#include "miqat-departure.h"
#include "miqat-package.h"
#include "miqat-page-cache.h"
#include "miqat-rest.h"

static const MiqatHttpRate write_rate = { "api-write", 60, 600 };

/* ---- writing --------------------------------------------------------------------------------- */

static void
write_room (MiqatJsonWriter *json, const MiqatOfferRoom *room)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", room->room_type_id);
  miqat_json_add_text (json, "type", room->type);
  miqat_json_add_int (json, "price", room->price);
  miqat_json_add_int (json, "left", room->left);
  miqat_json_end_object (json);
}

static void
write_departure (MiqatJsonWriter *json, const MiqatOfferDeparture *departure)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", departure->departure_id);
  miqat_json_add_text (json, "code", departure->code);
  miqat_json_add_text (json, "departure_date", departure->departure_date);
  miqat_json_add_text (json, "return_date", departure->return_date);
  miqat_json_add_text (json, "airline_code", departure->airline_code);
  miqat_json_add_text (json, "airline_name", departure->airline_name);
  miqat_json_add_text (json, "flight_number", departure->flight_number);
  miqat_json_add_text (json, "origin_airport", departure->origin_airport);
  miqat_json_add_text (json, "origin_city", departure->origin_city);
  miqat_json_add_text (json, "route", departure->route);
  miqat_json_add_text (json, "hotel_makkah", departure->hotel_makkah);
  miqat_json_add_text (json, "hotel_madinah", departure->hotel_madinah);
  miqat_json_add_int (json, "total_seats", departure->total_seats);
  miqat_json_add_int (json, "booked_seats", departure->booked_seats);
  miqat_json_add_int (json, "left", departure->left);
  miqat_json_add_int (json, "min_price", departure->min_price);
  miqat_json_add_flag (json, "bookable", departure->bookable);
  miqat_json_name (json, "rooms");
  miqat_json_begin_array (json);
  for (guint i = 0; i < departure->rooms->len; i++)
    write_room (json, departure->rooms->pdata[i]);
  miqat_json_end_array (json);
  miqat_json_end_object (json);
}

static void
write_texts (MiqatJsonWriter *json, const char *name, char **texts)
{
  miqat_json_name (json, name);
  miqat_json_begin_array (json);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    miqat_json_text (json, texts[i]);
  miqat_json_end_array (json);
}

static void
write_offer (MiqatJsonWriter *json, const MiqatOffer *offer, gboolean whole)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", offer->package_id);
  miqat_json_add_text (json, "name", offer->name);
  miqat_json_add_text (json, "slug", offer->slug);
  miqat_json_add_text (json, "kind", offer->kind);
  miqat_json_add_int (json, "duration_days", offer->duration_days);
  miqat_json_add_int (json, "min_price", offer->min_price);
  miqat_json_add_int (json, "left", offer->left);
  if (whole) {
    miqat_json_add_text (json, "description", offer->description);
    write_texts (json, "inclusions", offer->inclusions);
    write_texts (json, "exclusions", offer->exclusions);
    miqat_json_add_text (json, "terms", offer->terms);
    miqat_json_add_text (json, "cancellation_policy", offer->cancellation_policy);
  }
  miqat_json_name (json, "departures");
  miqat_json_begin_array (json);
  for (guint i = 0; i < offer->departures->len; i++)
    write_departure (json, offer->departures->pdata[i]);
  miqat_json_end_array (json);
  miqat_json_end_object (json);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Ends an answer that is the same for everybody: without the request's id, kept in memory. */
static void
answer_public (MiqatHttpExchange *exchange, MiqatEnvelope *envelope, const char *key)
{
  MiqatReceiverThread *thread = miqat_receiver_get_thread (exchange);
  MiqatHttpResponse *response
    = miqat_envelope_end (envelope, 200, NULL, NULL, miqat_receiver_now (thread->receiver));

  miqat_http_exchange_answer (exchange, miqat_page_cache_put (thread, key, response));
}

static gboolean
answer_from_memory (MiqatHttpExchange *exchange, const char *key)
{
  MiqatHttpResponse *response = miqat_page_cache_get (miqat_receiver_get_thread (exchange), key);

  if (response != NULL)
    miqat_http_exchange_answer (exchange, response);
  return response != NULL;
}

static void
handle_packages (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autofree char *key = g_strdup_printf (
    "api packages %d %d", (int) miqat_http_request_get_query_int (request, "page", 1, 1000000, 1),
    (int) miqat_http_request_get_query_int (request, "per_page", 1, 100, 20));
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;
  MiqatEnvelope envelope;
  MiqatJsonWriter *json;
  MiqatRestPage page;

  if (answer_from_memory (exchange, key))
    return;
  offers = miqat_booking_offer_list (miqat_receiver_get_db (exchange), miqat_receiver_today (data),
                                     miqat_receiver_now (data), &error);
  if (offers == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  json = miqat_envelope_begin (&envelope);
  page = miqat_rest_get_page (exchange, &envelope, offers->len);
  miqat_json_begin_array (json);
  for (guint i = page.first; i < page.first + page.count; i++)
    write_offer (json, offers->pdata[i], FALSE);
  miqat_json_end_array (json);
  answer_public (exchange, &envelope, page.count > 0 || page.page == 1 ? key : NULL);
}

static void
handle_package (MiqatHttpExchange *exchange, gpointer data)
{
  const char *slug = miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "slug");
  g_autofree char *key = g_strconcat ("api package ", slug, NULL);
  g_autoptr (MiqatOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  MiqatEnvelope envelope;

  if (answer_from_memory (exchange, key))
    return;
  offer = miqat_booking_offer_load (miqat_receiver_get_db (exchange), slug, miqat_receiver_today (data),
                                    miqat_receiver_now (data), &error);
  if (offer == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  write_offer (miqat_envelope_begin (&envelope), offer, TRUE);
  answer_public (exchange, &envelope, key);
}

/* The offer that a departure belongs to; NULL without an error when there is none for the public. */
static MiqatOffer *
load_offer_of (MiqatReceiver *receiver, MiqatDb *db, const char *departure_id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatDeparture) departure = miqat_departure_load (db, departure_id, &failure);
  g_autoptr (MiqatPackage) package
    = departure != NULL ? miqat_package_load (db, departure->package_id, &failure) : NULL;
  MiqatOffer *offer = package != NULL
                        ? miqat_booking_offer_load (db, package->slug, miqat_receiver_today (receiver),
                                                    miqat_receiver_now (receiver), &failure)
                        : NULL;

  if (failure != NULL && failure->domain != MIQAT_REFUSAL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return offer;
}

/* A departure as the public sees it: one of a published package, still to come. */
static const MiqatOfferDeparture *
find_departure (const MiqatOffer *offer, const char *id)
{
  for (guint i = 0; i < offer->departures->len; i++) {
    const MiqatOfferDeparture *departure = offer->departures->pdata[i];

    if (g_str_equal (departure->departure_id, id))
      return departure;
  }
  return NULL;
}

static void
handle_departure (MiqatHttpExchange *exchange, gpointer data)
{
  const char *id = miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "id");
  g_autofree char *key = g_strconcat ("api departure ", id, NULL);
  g_autoptr (MiqatOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatOfferDeparture *departure;
  MiqatEnvelope envelope;

  if (answer_from_memory (exchange, key))
    return;
  offer = load_offer_of (data, miqat_receiver_get_db (exchange), id, &error);
  departure = offer != NULL ? find_departure (offer, id) : NULL;
  if (departure == NULL) {
    if (error == NULL)
      miqat_refuse (&error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  write_departure (miqat_envelope_begin (&envelope), departure);
  answer_public (exchange, &envelope, key);
}

/* ---- offices --------------------------------------------------------------------------------- */

static void
handle_create_package (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);

  if (args != NULL)
    miqat_rest_run (exchange, data, "package.create", args, 201, NULL);
}

static void
handle_set_prices (MiqatHttpExchange *exchange, gpointer data)
{
  const char *id = miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "id");
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);

  if (args == NULL)
    return;
  json_object_set_string_member (args, "package_id", id);
  miqat_rest_run (exchange, data, "package.set_prices", args, 200, NULL);
}

static void
handle_publish (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (JsonObject) args = json_object_new ();

  json_object_set_string_member (
    args, "package_id", miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "id"));
  miqat_rest_run (exchange, data, "package.publish", args, 200, NULL);
}

static void
handle_add_departure (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);

  if (args != NULL)
    miqat_rest_run (exchange, data, "departure.add", args, 201, NULL);
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/api/packages", handle_packages },
  { MIQAT_HTTP_GET, "/api/packages/:slug", handle_package },
  { MIQAT_HTTP_GET, "/api/departures/:id", handle_departure },
  { MIQAT_HTTP_POST, "/api/packages", handle_create_package, MIQAT_ROUTE_PERSON, .rate = &write_rate },
  { MIQAT_HTTP_POST, "/api/packages/:id/prices", handle_set_prices, MIQAT_ROUTE_PERSON, .rate = &write_rate },
  { MIQAT_HTTP_POST, "/api/packages/:id/publish", handle_publish, MIQAT_ROUTE_PERSON, .rate = &write_rate },
  { MIQAT_HTTP_POST, "/api/departures", handle_add_departure, MIQAT_ROUTE_PERSON, .rate = &write_rate },
};

void
miqat_catalog_rest_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
