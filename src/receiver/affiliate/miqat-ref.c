/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-ref.h"

#include "miqat-jwt.h"

#include <string.h>

#define COOKIE "miqat_ref"
#define CODE_MAX 40

/* Every click is a row for good. Beyond this, clicks from one address are shown the page and not counted. */
static const MiqatHttpRate click_rate = { "click", 20, 120 };

MiqatUser *
miqat_ref_find (MiqatHttpExchange *exchange)
{
  const char *code = miqat_http_request_get_query (miqat_http_exchange_get_request (exchange), "ref");
  g_autoptr (GError) error = NULL;
  MiqatUser *user;

  if (code == NULL || *code == '\0' || strlen (code) > CODE_MAX)
    return NULL;
  user = miqat_affiliate_find (miqat_receiver_get_db (exchange), code, &error);
  /* A page is shown without its link rather than not at all. */
  if (error != NULL)
    g_printerr ("ref: %s\n", error->message);
  return user;
}

char *
miqat_ref_dup_cookie (MiqatReceiver *receiver, const MiqatHttpRequest *request)
{
  g_autofree char *token = miqat_http_request_dup_cookie (request, COOKIE);
  char *code = NULL;

  if (token == NULL
      || miqat_link_verify (miqat_site_get_key (receiver->site), "ref", token,
                            miqat_receiver_now (receiver), &code) != MIQAT_PROBLEM_NONE)
    return NULL;
  return code;
}

gboolean
miqat_ref_is_secure (MiqatReceiver *receiver, const MiqatHttpRequest *request)
{
  return receiver->secure || miqat_http_request_is_secure (request);
}

static void
on_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MiqatReceiver *receiver = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatAnswer) answer = miqat_site_run_finish (receiver->site, result, &error);

  if (answer == NULL)
    g_printerr ("click: %s\n", error->message);
}

/* The page does not wait for it. */
static void
count_visit (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const MiqatUser *user)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const char *client = miqat_http_request_get_client (request);
  const char *agent = miqat_http_request_get_header (request, "User-Agent");
  g_autofree char *address = miqat_http_limits_make_address_key (client);
  g_autofree char *visitor = g_strconcat (address, " ", agent != NULL ? agent : "", NULL);
  g_autofree char *hash = miqat_hash_text (visitor);
  g_autofree char *path = g_utf8_substring (miqat_http_request_get_path (request), 0,
                                            MIN (150, g_utf8_strlen (miqat_http_request_get_path (request), -1)));
  g_autoptr (JsonObject) args = json_object_new ();
  const MiqatRequest run = { .name = "affiliate.click", .args = args, .actor_id = MIQAT_ACTOR_PUBLIC };

  if (!miqat_http_exchange_check_rate (exchange, &click_rate, address, NULL))
    return;
  json_object_set_string_member (args, "affiliate_code", user->affiliate_code);
  json_object_set_string_member (args, "visitor", hash);
  json_object_set_string_member (args, "landing_path", path);
  miqat_site_run_async (receiver->site, &run, NULL, on_counted_cb, receiver);
}

void
miqat_ref_remember (MiqatHttpExchange *exchange, MiqatReceiver *receiver, MiqatHttpResponse *response,
                    const MiqatUser *user)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  MiqatInstant until = miqat_receiver_now (receiver) + MIQAT_AFFILIATE_SECONDS * MIQAT_SECOND;
  g_autofree char *token
    = miqat_link_sign (miqat_site_get_key (receiver->site), "ref", user->affiliate_code, until);
  const MiqatHttpCookie cookie = {
    .name = COOKIE,
    .value = token,
    .max_age_s = MIQAT_AFFILIATE_SECONDS,
    .insecure = !miqat_ref_is_secure (receiver, request),
    .same_site = MIQAT_HTTP_SAME_SITE_LAX,
  };

  miqat_http_response_set_cookie (response, &cookie);
  count_visit (exchange, receiver, user);
}
