/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-health-routes.h"

#include "miqat-agency.h"
#include "miqat-envelope.h"

#include <glib/gstdio.h>
#include <string.h>

/* Room for some proofs and a day's bookings: below that somebody should look before it is too late. */
#define FREE_NEEDED (G_GUINT64_CONSTANT (64) * 1024 * 1024)

/* Begins the object that all have; more may be written into it. */
static MiqatJsonWriter *
begin_state (MiqatEnvelope *envelope, MiqatReceiver *self, gboolean healthy, const char *what)
{
  MiqatJsonWriter *json = miqat_envelope_begin (envelope);

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "status", healthy ? "ok" : "failing");
  miqat_json_add_text (json, "what", what);
  miqat_json_add_text (json, "version", MIQAT_VERSION);
  miqat_json_add_int (json, "uptime_seconds", (miqat_receiver_now (self) - self->started_at) / MIQAT_SECOND);
  return json;
}

static void
end_state (MiqatHttpExchange *exchange, MiqatEnvelope *envelope, MiqatReceiver *self, gboolean healthy)
{
  miqat_json_end_object (&envelope->json);
  miqat_http_exchange_answer (exchange,
                              miqat_envelope_end (envelope, healthy ? 200 : 503, NULL,
                                                  miqat_http_exchange_get_request (exchange),
                                                  miqat_receiver_now (self)));
}

static void
answer_state (MiqatHttpExchange *exchange, MiqatReceiver *self, gboolean healthy, const char *what)
{
  MiqatEnvelope envelope;

  begin_state (&envelope, self, healthy, what);
  end_state (exchange, &envelope, self, healthy);
}

static void
handle_health (MiqatHttpExchange *exchange, gpointer data)
{
  answer_state (exchange, data, TRUE, "receiver");
}

static void
handle_database (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAgency) agency = miqat_agency_load (miqat_receiver_get_db (exchange), &error);

  /* Before the agency is set up the database is well, only empty. */
  answer_state (exchange, data, agency != NULL || error->domain == MIQAT_REFUSAL, "database");
}

const char *
miqat_health_check_folder (const char *folder, guint64 needed)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return "missing";
  if (g_access (folder, W_OK | X_OK) != 0)
    return "read_only";
  info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  if (info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE)
      && g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) < needed)
    return "full";
  return "ok";
}

/* Where the database lies, and where documents do: often two disks. */
static void
handle_storage (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *self = data;
  g_autofree char *folder = g_path_get_dirname (miqat_site_get_database (self->site));
  const char *database = miqat_health_check_folder (folder, FREE_NEEDED);
  const char *documents = miqat_health_check_folder (self->vault_folder, FREE_NEEDED);
  gboolean healthy = g_str_equal (database, "ok") && g_str_equal (documents, "ok");
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = begin_state (&envelope, self, healthy, "storage");

  miqat_json_add_text (json, "database", database);
  miqat_json_add_text (json, "documents", documents);
  end_state (exchange, &envelope, self, healthy);
}

/* Nothing outside is needed: transfers are checked by people and messages wait in the outbox. */
static void
handle_external (MiqatHttpExchange *exchange, gpointer data)
{
  answer_state (exchange, data, TRUE, "external");
}

static void
handle_metrics (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *self = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const char *client = miqat_http_request_get_client (request);
  MiqatHttpCounts counts;
  GString *text;

  /* What the proxy forwards comes from somewhere else. */
  if (!(g_str_equal (client, "127.0.0.1") || g_str_equal (client, "::1") || g_str_equal (client, "local"))
      || miqat_http_request_get_header (request, "X-Forwarded-For") != NULL) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_FOUND);
    return;
  }
  miqat_http_server_get_counts (self->server, &counts);
  text = g_string_new (NULL);
  g_string_append_printf (text, "# TYPE miqat_requests_total counter\nmiqat_requests_total %" G_GUINT64_FORMAT "\n",
                          counts.requests);
  g_string_append_printf (text, "# TYPE miqat_refused_total counter\nmiqat_refused_total %" G_GUINT64_FORMAT "\n",
                          counts.refused);
  g_string_append_printf (text, "# TYPE miqat_failed_total counter\nmiqat_failed_total %" G_GUINT64_FORMAT "\n",
                          counts.failed);
  g_string_append_printf (text, "# TYPE miqat_connections gauge\nmiqat_connections %u\n", counts.connections);
  g_string_append_printf (text, "# TYPE miqat_uptime_seconds gauge\nmiqat_uptime_seconds %" G_GINT64_FORMAT "\n",
                          (miqat_receiver_now (self) - self->started_at) / MIQAT_SECOND);
  miqat_http_exchange_answer (exchange, miqat_http_response_new_text (200, text));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/api/health", handle_health },
  { MIQAT_HTTP_GET, "/api/health/database", handle_database },
  { MIQAT_HTTP_GET, "/api/health/storage", handle_storage },
  { MIQAT_HTTP_GET, "/api/health/external", handle_external },
  { MIQAT_HTTP_GET, "/metrics", handle_metrics },
};

void
miqat_health_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
