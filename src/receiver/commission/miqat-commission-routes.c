/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-commission-routes.h"

#include "miqat-commission.h"
#include "miqat-rest.h"

static void
write_row (MiqatJsonWriter *json, const MiqatCommissionRow *row)
{
  g_autofree char *at = miqat_instant_to_iso (row->created_at);

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", row->id);
  miqat_json_add_text (json, "booking_id", row->booking_id);
  miqat_json_add_text (json, "traveller_id", row->traveller_id);
  miqat_json_add_int (json, "amount", row->amount);
  miqat_json_add_text (json, "status", row->status);
  miqat_json_add_flag (json, "is_reversal", row->is_reversal);
  miqat_json_add_text (json, "created_at", at);
  miqat_json_end_object (json);
}

static void
handle_list (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const MiqatActor *actor = miqat_receiver_get_actor (exchange);
  gint64 page = miqat_http_request_get_query_int (request, "page", 1, 1000000, 1);
  gint64 per_page = miqat_http_request_get_query_int (request, "per_page", 1, 100, 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows
    = miqat_commission_list (miqat_receiver_get_db (exchange), miqat_actor_get_reader (actor), actor->node_id,
                             (guint) per_page, (guint) ((page - 1) * per_page), &error);
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = miqat_envelope_begin (&envelope);

  if (rows != NULL) {
    miqat_envelope_set_page (&envelope, page, per_page, -1, NULL);
    miqat_json_begin_array (json);
    for (guint i = 0; i < rows->len; i++)
      write_row (json, rows->pdata[i]);
    miqat_json_end_array (json);
  }
  miqat_rest_answer (exchange, &envelope, rows != NULL, g_steal_pointer (&error));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/api/commissions", handle_list, MIQAT_ROUTE_PERSON },
};

void
miqat_commission_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
