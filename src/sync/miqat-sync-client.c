/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sync-client.h"

static gboolean
fail_refused (const MiqatSyncResponse *response, JsonObject *answer, GError **error)
{
  JsonArray *list = miqat_json_get_array (answer, "problems");
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (MiqatProblems) problems = NULL;

  if (list == NULL) {
    g_set_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The hub answered %u without saying why",
                 response->status);
    return FALSE;
  }
  json_node_init_array (node, list);
  problems = miqat_problems_from_json (node);
  if (problems == NULL || miqat_problems_get_count (problems) == 0) {
    g_set_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The hub answered %u without saying why",
                 response->status);
    return FALSE;
  }
  if (miqat_problems_get (problems, 0)->code == MIQAT_PROBLEM_DEVICE_REVOKED) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_REVOKED,
                         "This workstation was revoked");
    return FALSE;
  }
  return miqat_refuse_all (error, g_steal_pointer (&problems));
}

/* An answer that is not a success: the hub's own refusal, or trouble on the way or over there. */
static gboolean
fail_response (const MiqatSyncResponse *response, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer;

  if (response->status >= 500 || response->status == 408) {
    g_set_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_HUB, "The hub answered %u", response->status);
    return FALSE;
  }
  answer = miqat_sync_message_parse (response->body, MIQAT_SYNC_PUSH_MAX, &root, error);
  return answer != NULL && fail_refused (response, answer, error);
}

JsonObject *
miqat_sync_ask (MiqatSyncTransport *transport, const MiqatSyncRequest *request, JsonNode **root,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (MiqatSyncResponse) response
    = miqat_sync_transport_send (transport, request, cancellable, error);

  if (response == NULL)
    return NULL;
  if (response->status != 200) {
    fail_response (response, error);
    return NULL;
  }
  return miqat_sync_message_parse (response->body, MIQAT_SYNC_ANSWER_MAX, root, error);
}

GBytes *
miqat_sync_ask_contents (MiqatSyncTransport *transport, const MiqatSyncRequest *request,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (MiqatSyncResponse) response
    = miqat_sync_transport_send (transport, request, cancellable, error);

  if (response == NULL)
    return NULL;
  if (response->status != 200) {
    fail_response (response, error);
    return NULL;
  }
  return g_bytes_ref (response->body);
}
