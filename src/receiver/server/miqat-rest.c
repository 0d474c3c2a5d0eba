/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-rest.h"

#include <string.h>

#define PER_PAGE 20
#define PER_PAGE_MAX 100
#define KEY_MAX 200

JsonObject *
miqat_rest_read (MiqatHttpExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = miqat_http_request_parse_json (miqat_http_exchange_get_request (exchange), &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);
  if (node != NULL)
    miqat_refuse (&error, NULL, MIQAT_PROBLEM_NOT_AN_OBJECT, NULL);
  miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
  return NULL;
}

typedef struct {
  MiqatRestDone done;
  guint status;
} Rest;

static void
on_ran (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  const Rest *rest = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autoptr (GError) error = miqat_receiver_answer_to_error (answer);
  g_autoptr (JsonNode) result = error == NULL ? json_node_copy (answer->result) : NULL;

  if (error == NULL && rest->done != NULL
      && !rest->done (exchange, json_node_get_object (result), &error))
    g_clear_pointer (&result, json_node_unref);
  if (error != NULL)
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
  else
    miqat_http_exchange_answer (exchange, miqat_envelope_new_data (rest->status, result, NULL, request));
}

void
miqat_rest_run (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *name, JsonObject *args,
                guint status, MiqatRestDone done)
{
  const MiqatActor *actor = miqat_receiver_get_actor (exchange);
  const char *key = miqat_http_request_get_header (miqat_http_exchange_get_request (exchange), "Idempotency-Key");
  Rest *rest;

  if (key != NULL && strlen (key) > KEY_MAX) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_AN_ID);
    return;
  }
  rest = g_new0 (Rest, 1);
  rest->done = done;
  rest->status = status;
  miqat_receiver_run (receiver, exchange,
                      &(MiqatReceiverRun) {
                        .name = name,
                        .args = args,
                        .actor_id = actor != NULL ? actor->id : NULL,
                        .key = key,
                        .ran = on_ran,
                        .data = rest,
                        .data_free = g_free,
                      });
}

void
miqat_rest_answer (MiqatHttpExchange *exchange, MiqatEnvelope *envelope, gboolean written, GError *error)
{
  MiqatReceiver *receiver = miqat_receiver_get_thread (exchange)->receiver;

  if (written) {
    miqat_http_exchange_answer (exchange,
                                miqat_envelope_end (envelope, 200, NULL, miqat_http_exchange_get_request (exchange),
                                                    miqat_receiver_now (receiver)));
    return;
  }
  g_string_free (envelope->out, TRUE);
  miqat_http_exchange_answer_error (exchange, error);
}

MiqatRestPage
miqat_rest_get_page (MiqatHttpExchange *exchange, MiqatEnvelope *envelope, guint total)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  MiqatRestPage page = {
    .page = miqat_http_request_get_query_int (request, "page", 1, 1000000, 1),
    .per_page = miqat_http_request_get_query_int (request, "per_page", 1, PER_PAGE_MAX, PER_PAGE),
  };
  gint64 first = (page.page - 1) * page.per_page;

  page.first = (guint) MIN (first, (gint64) total);
  page.count = (guint) MIN (page.per_page, (gint64) (total - page.first));
  miqat_envelope_set_page (envelope, page.page, page.per_page, total, NULL);
  return page;
}
