/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sync-routes.h"

/* Somebody at a keyboard, not a program that guesses. */
static const MiqatHttpRate enrol_rate = { "sync-enrol", 10, 60 };
static const MiqatHttpRate sign_in_rate = { "sync-sign-in", 30, 240 };

static MiqatSyncMethod
get_method (const MiqatHttpRequest *request)
{
  switch (miqat_http_request_get_method (request)) {
  case MIQAT_HTTP_POST:
    return MIQAT_SYNC_POST;
  case MIQAT_HTTP_PUT:
    return MIQAT_SYNC_PUT;
  case MIQAT_HTTP_GET:
  case MIQAT_HTTP_PATCH:
  case MIQAT_HTTP_DELETE:
    break;
  }
  return MIQAT_SYNC_GET;
}

static void
answer (MiqatSyncResponse *response, gpointer data)
{
  g_autoptr (MiqatHttpExchange) exchange = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  gboolean contents = response->status == 200 && get_method (request) == MIQAT_SYNC_GET
                      && miqat_http_request_get_param (request, "hash") != NULL;
  MiqatHttpResponse *own = miqat_http_response_new_bytes (
    response->status, contents ? "application/octet-stream" : "application/json",
    g_bytes_ref (response->body));

  miqat_http_exchange_answer (exchange, own);
  miqat_sync_response_free (response);
}

static void
handle (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const MiqatSyncRequest asked = {
    .method = get_method (request),
    .target = miqat_http_request_get_target (request),
    .token = miqat_http_request_get_bearer (request),
    .body = miqat_http_request_get_body (request),
  };
  g_autofree char *address = miqat_http_limits_make_address_key (miqat_http_request_get_client (request));

  miqat_sync_hub_answer_async (data, &asked, address, answer, miqat_http_exchange_ref (exchange));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_POST, "/sync/enrol", handle, .body_max = 4096, .rate = &enrol_rate },
  { MIQAT_HTTP_POST, "/sync/sign-in", handle, .body_max = 4096, .rate = &sign_in_rate },
  { MIQAT_HTTP_POST, "/sync/commands", handle, .body_max = MIQAT_SYNC_PUSH_MAX, .answer_ms = 60000 },
  { MIQAT_HTTP_GET, "/sync/changes", handle, .answer_ms = 60000 },
  { MIQAT_HTTP_GET, "/sync/snapshot", handle, .answer_ms = 60000 },
  { MIQAT_HTTP_GET | MIQAT_HTTP_PUT, "/sync/documents/:hash", handle,
    .body_max = MIQAT_SYNC_DOCUMENT_MAX, .answer_ms = 120000 },
};

void
miqat_sync_routes_add (MiqatHttpRouter *router, MiqatSyncHub *hub)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), hub);
}
