/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-affiliate-routes.h"

#include "miqat-agency.h"
#include "miqat-commission.h"
#include "miqat-envelope.h"
#include "miqat-offer.h"
#include "miqat-ref.h"

#define MONTH (30 * 24 * MIQAT_HOUR)

static const MiqatHttpRate wa_rate = { "wa", 30, 240 };

/* The number of whoever brought the visitor here, else the agency's. */
static char *
find_number (MiqatHttpExchange *exchange, MiqatReceiver *receiver, GError **error)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  MiqatDb *db = miqat_receiver_get_db (exchange);
  g_autofree char *code = miqat_ref_dup_cookie (receiver, request);
  g_autoptr (MiqatUser) user = miqat_ref_find (exchange);
  g_autoptr (MiqatAgency) agency = NULL;

  if (user == NULL && code != NULL)
    user = miqat_affiliate_find (db, code, NULL);
  if (user != NULL && user->phone != NULL && *user->phone != '\0')
    return g_strdup (user->phone);
  agency = miqat_agency_load (db, error);
  return agency != NULL ? g_strdup (agency->whatsapp) : NULL;
}

static void
handle_wa (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  const char *slug = miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "slug");
  MiqatDb *db = miqat_receiver_get_db (exchange);
  g_autoptr (MiqatOffer) offer
    = slug != NULL ? miqat_offer_load (db, slug, miqat_receiver_today (receiver), NULL, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = find_number (exchange, receiver, &error);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *address = NULL;

  if (number == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  text = offer != NULL ? g_strdup_printf ("Assalamu'alaikum, saya ingin bertanya tentang paket %s.", offer->name)
                       : g_strdup ("Assalamu'alaikum, saya ingin bertanya tentang paket umroh.");
  escaped = miqat_http_escape (text);
  address = g_strdup_printf ("https://wa.me/%s?text=%s", number, escaped);
  miqat_http_exchange_answer (exchange, miqat_http_response_new_redirect (302, address));
}

static gboolean
write_dashboard (MiqatJsonWriter *json, MiqatDb *db, const MiqatActor *actor, MiqatReceiver *receiver,
                 GError **error)
{
  g_autoptr (MiqatUser) user = miqat_user_load (db, actor->node_id, error);
  MiqatAffiliateCounts counts;
  MiqatCommissionTotals totals;

  if (user == NULL
      || !miqat_affiliate_count (db, actor->node_id, miqat_receiver_now (receiver) - MONTH, &counts, error)
      || !miqat_commission_get_totals (db, miqat_actor_get_reader (actor), actor->node_id, &totals, error))
    return FALSE;
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "affiliate_code", user->affiliate_code);
  miqat_json_add_int (json, "clicks_30_days", counts.clicks);
  miqat_json_add_int (json, "visitors_30_days", counts.visitors);
  miqat_json_add_int (json, "commission_pending", totals.pending);
  miqat_json_add_int (json, "commission_confirmed", totals.confirmed);
  miqat_json_add_int (json, "commission_disbursed", totals.disbursed);
  miqat_json_end_object (json);
  return TRUE;
}

static void
handle_dashboard (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  g_autoptr (GError) error = NULL;
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = miqat_envelope_begin (&envelope);

  if (write_dashboard (json, miqat_receiver_get_db (exchange), miqat_receiver_get_actor (exchange), receiver,
                       &error)) {
    miqat_http_exchange_answer (exchange,
                                miqat_envelope_end (&envelope, 200, NULL, miqat_http_exchange_get_request (exchange),
                                                    miqat_receiver_now (receiver)));
    return;
  }
  g_string_free (envelope.out, TRUE);
  miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/wa", handle_wa, .rate = &wa_rate },
  { MIQAT_HTTP_GET, "/wa/:slug", handle_wa, .rate = &wa_rate },
  { MIQAT_HTTP_GET, "/api/affiliate/dashboard", handle_dashboard, MIQAT_ROUTE_PERSON },
};

void
miqat_affiliate_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
