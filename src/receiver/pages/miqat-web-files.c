/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-web-files.h"

#include "miqat-crypto.h"
#include "miqat-web-resource.h"

#include <string.h>

#define PREFIX "/id/miqat/web/"
#define YEAR_S (365 * 24 * 60 * 60)

typedef struct {
  const char *name;
  const char *type;
  GBytes *contents;
  char *url;
} File;

static File files[] = {
  { .name = "miqat.css", .type = "text/css; charset=utf-8" },
  { .name = "miqat.js", .type = "text/javascript; charset=utf-8" },
  { .name = "art-umrah.svg", .type = "image/svg+xml" },
  { .name = "art-madinah.svg", .type = "image/svg+xml" },
  { .name = "art-haji.svg", .type = "image/svg+xml" },
  { .name = "icon.svg", .type = "image/svg+xml" },
  { .name = "share.png", .type = "image/png" },
};

static void
load (File *file)
{
  g_autofree char *path = g_strconcat (PREFIX, file->name, NULL);
  g_autofree char *hash = NULL;

  file->contents = g_resource_lookup_data (miqat_web_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (file->contents != NULL);
  hash = miqat_hash_bytes (file->contents);
  hash[10] = '\0';
  file->url = g_strconcat ("/web/", file->name, "?v=", hash, NULL);
}

static File *
find (const char *name)
{
  static gsize loaded;

  if (g_once_init_enter (&loaded)) {
    for (guint i = 0; i < G_N_ELEMENTS (files); i++)
      load (&files[i]);
    g_once_init_leave (&loaded, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_strcmp0 (files[i].name, name) == 0)
      return &files[i];
  return NULL;
}

const char *
miqat_web_file_get_url (const char *name)
{
  const File *file = find (name);

  g_assert (file != NULL);
  return file->url;
}

static void
handle (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const File *file = find (miqat_http_request_get_param (request, "name"));
  MiqatHttpResponse *response;

  if (file == NULL) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_FOUND);
    return;
  }
  response = miqat_http_response_new_bytes (200, file->type, g_bytes_ref (file->contents));
  miqat_http_response_set_public (response, YEAR_S, 0);
  miqat_http_response_set_etag (response, NULL);
  miqat_http_exchange_answer (exchange, response);
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/web/:name", handle },
};

void
miqat_web_files_add (MiqatHttpRouter *router)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), NULL);
}
