/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "receiver-fixture.h"

#include "miqat-crypto.h"

#include <string.h>
#include <unistd.h>

#define PASSWORD "rahasia-sekali-2026"

Receiver *
receiver_new (void)
{
  Receiver *self = g_new0 (Receiver, 1);
  g_autofree char *vault = NULL;
  g_autoptr (GError) error = NULL;
  MiqatReceiverOptions options = { .listen = "127.0.0.1:0", .quiet = TRUE, .trusted_proxy = TRUE };

  self->agency = miqat_test_agency_new (MIQAT_SITE_HUB);
  self->trip = miqat_test_trip_new (self->agency, MIQAT_TEST_MARGIN);
  vault = g_build_filename (self->agency->folder, "vault", NULL);
  options.site = self->agency->site;
  options.vault = vault;
  self->receiver = miqat_receiver_start (&options, &error);
  g_assert_no_error (error);
  self->client.port = miqat_receiver_get_port (self->receiver);
  return self;
}

void
receiver_free (Receiver *self)
{
  miqat_receiver_stop (self->receiver);
  miqat_test_verify (self->agency);
  miqat_test_agency_free (self->agency);
  g_free (self);
}

char *
receiver_ask_bytes (Receiver *self, const char *method, const char *path, const char *headers, GBytes *body)
{
  gsize length = 0;
  gconstpointer data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  g_autofree char *head
    = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                       method, path, headers != NULL ? headers : "", length);
  int fd = fixture_connect (&self->client);
  char *answer;

  fixture_send (fd, head, -1);
  if (length > 0)
    fixture_send (fd, data, (gssize) length);
  answer = fixture_read_all (fd);
  close (fd);
  return answer;
}

char *
receiver_ask (Receiver *self, const char *method, const char *path, const char *headers, const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  return receiver_ask_bytes (self, method, path, headers, bytes);
}

char *
receiver_get (Receiver *self, const char *path)
{
  return receiver_ask (self, "GET", path, NULL, NULL);
}

char *
receiver_post (Receiver *self, const char *path, const char *form)
{
  return receiver_ask (self, "POST", path, "Content-Type: application/x-www-form-urlencoded\r\n", form);
}

char *
receiver_send_json (Receiver *self, const char *method, const char *path, const char *token, const char *json, ...)
{
  g_autofree char *body = NULL;
  g_autofree char *headers
    = token != NULL ? g_strdup_printf ("Content-Type: application/json\r\nAuthorization: Bearer %s\r\n", token)
                    : g_strdup ("Content-Type: application/json\r\n");
  va_list args;

  va_start (args, json);
  body = g_strdup_vprintf (json, args);
  va_end (args);
  g_strdelimit (body, "'", '"');
  return receiver_ask (self, method, path, headers, body);
}

static char *
dup_after (const char *answer, const char *before)
{
  const char *at = strstr (answer, before);
  const char *end;

  if (at == NULL)
    g_error ("\"%s\" is not in: %s", before, answer);
  at += strlen (before);
  end = strchr (at, '"');
  return g_strndup (at, (gsize) (end - at));
}

char *
receiver_dup_field (const char *answer, const char *name)
{
  g_autofree char *before = g_strdup_printf ("name=\"%s\" value=\"", name);

  return dup_after (answer, before);
}

char *
receiver_dup_member (const char *answer, const char *name)
{
  g_autofree char *before = g_strdup_printf ("\"%s\":\"", name);

  return dup_after (answer, before);
}

char *
receiver_get_with (Receiver *self, const char *path, const char *token)
{
  g_autofree char *headers = g_strdup_printf ("Authorization: Bearer %s\r\n", token);

  return receiver_ask (self, "GET", path, headers, NULL);
}

char *
receiver_sign_in (Receiver *self, const char *actor_id)
{
  g_autofree char *verifier = miqat_password_make_verifier (PASSWORD);
  g_autofree char *sql = g_strdup_printf (
    "SELECT email FROM (SELECT id, email FROM users UNION ALL SELECT id, email FROM staff) p WHERE id = '%s'", actor_id);
  g_autofree char *email = miqat_test_text (self->agency, sql);

  miqat_test_do (self->agency, MIQAT_ACTOR_SYSTEM, "credential.set", NULL, "{'owner_id': '%s', 'verifier': '%s'}",
                 actor_id, verifier);
  return receiver_send_json (self, "POST", "/api/auth/login", NULL, "{'email': '%s', 'password': '" PASSWORD "'}", email);
}

char *
receiver_get_token (Receiver *self, const char *actor_id)
{
  g_autofree char *answer = receiver_sign_in (self, actor_id);

  assert_status (answer, 200);
  return receiver_dup_member (answer, "access_token");
}

char *
receiver_make_order (Receiver *self, const char *token, const char *pax)
{
  return g_strdup_printf ("form_token=%s&slug=umroh-contoh-9-hari&departure_id=%s&room_type_id=%s&pax=%s", token,
                          self->trip.departure_id, self->trip.quad_id, pax);
}

char *
receiver_hold (Receiver *self, guint pax)
{
  g_autofree char *page = receiver_get (self, RECEIVER_PACKAGE);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *count = g_strdup_printf ("%u", pax);
  g_autofree char *form = receiver_make_order (self, token, count);
  static guint visitor;
  g_autofree char *headers = g_strdup_printf (
    "Content-Type: application/x-www-form-urlencoded\r\nUser-Agent: phone %u\r\n", visitor++);
  g_autofree char *answer = receiver_ask (self, "POST", "/pesan", headers, form);

  assert_status (answer, 303);
  return fixture_dup_header (answer, "Location");
}

char *
receiver_register (Receiver *self, const char *path, const char *people)
{
  g_autofree char *page = receiver_get (self, path);
  g_autofree char *token = receiver_dup_field (page, "form_token");
  g_autofree char *id = receiver_dup_field (page, "command_id");
  g_autofree char *form = g_strdup_printf ("form_token=%s&command_id=%s&%s", token, id, people);
  g_autofree char *first = receiver_post (self, path, form);
  char *second = receiver_post (self, path, form);

  g_assert_cmpuint (fixture_get_status (first), ==, fixture_get_status (second));
  return second;
}
