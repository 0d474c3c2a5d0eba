/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "miqat-crypto.h"
#include "miqat-envelope.h"
#include "miqat-http-limits.h"

static JsonObject *
parse (MiqatHttpResponse *response, JsonNode **node)
{
  gsize length;
  const char *data = g_bytes_get_data (miqat_http_response_get_body (response), &length);
  g_autoptr (GError) error = NULL;

  *node = miqat_json_parse (data, length, 0, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

static void
test_success (void)
{
  g_autoptr (MiqatHttpRequest) request = miqat_http_request_new ("GET", "/api/x");
  g_autoptr (MiqatHttpResponse) response = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object, *metadata, *pagination;
  MiqatEnvelope envelope;
  MiqatJsonWriter *json;

  miqat_http_request_set_id (request, "request-1");
  json = miqat_envelope_begin (&envelope);
  miqat_json_begin_array (json);
  miqat_json_text (json, "a\"b");
  miqat_json_end_array (json);
  miqat_envelope_set_page (&envelope, 2, 20, 41, "abc");
  response = miqat_envelope_end (&envelope, 200, NULL, request, 1782000000 * MIQAT_SECOND);
  object = parse (response, &node);
  g_assert_true (json_object_get_boolean_member (object, "success"));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object, "data"), 0), ==, "a\"b");
  g_assert_true (json_object_has_member (object, "message"));
  metadata = miqat_json_get_object (object, "metadata");
  g_assert_cmpstr (miqat_json_get_text (metadata, "timestamp"), ==, "2026-06-21T00:00:00Z");
  g_assert_cmpstr (miqat_json_get_text (metadata, "version"), ==, "1.0");
  g_assert_cmpstr (miqat_json_get_text (metadata, "request_id"), ==, "request-1");
  pagination = miqat_json_get_object (metadata, "pagination");
  g_assert_cmpint (miqat_json_get_int (pagination, "pages", 0), ==, 3);
  g_assert_cmpstr (miqat_json_get_text (pagination, "next"), ==, "abc");
}

static void
test_data (void)
{
  g_autoptr (JsonNode) data = json_node_new (JSON_NODE_VALUE);
  g_autoptr (MiqatHttpResponse) some = NULL;
  g_autoptr (MiqatHttpResponse) none = miqat_envelope_new_data (200, NULL, "Selesai", NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) empty = NULL;
  JsonObject *object;

  json_node_set_int (data, 7);
  some = miqat_envelope_new_data (201, data, NULL, NULL);
  g_assert_cmpuint (miqat_http_response_get_status (some), ==, 201);
  g_assert_cmpint (json_object_get_int_member (parse (some, &node), "data"), ==, 7);
  object = parse (none, &empty);
  g_assert_true (json_object_get_null_member (object, "data"));
  g_assert_cmpstr (miqat_json_get_text (object, "message"), ==, "Selesai");
  /* For many readers: nobody's id. */
  g_assert_false (json_object_has_member (miqat_json_get_object (object, "metadata"), "request_id"));
}

static void
test_refusal (void)
{
  MiqatProblems *problems = miqat_problems_new ();
  g_autoptr (MiqatHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object, *first;
  JsonArray *errors;

  miqat_problems_add (problems, "travellers.1.nik", MIQAT_PROBLEM_NIK_LENGTH, "digits", "15", NULL);
  miqat_problems_add (problems, "email", MIQAT_PROBLEM_NOT_AN_EMAIL, NULL);
  miqat_refuse_all (&error, problems);
  response = miqat_envelope_new_error (error, NULL);
  g_assert_cmpuint (miqat_http_response_get_status (response), ==, 422);
  object = parse (response, &node);
  g_assert_false (json_object_get_boolean_member (object, "success"));
  g_assert_true (json_object_get_null_member (object, "data"));
  g_assert_cmpstr (miqat_json_get_text (object, "code"), ==, "nik_length");
  errors = miqat_json_get_array (object, "errors");
  g_assert_cmpuint (json_array_get_length (errors), ==, 2);
  first = json_array_get_object_element (errors, 0);
  g_assert_cmpstr (miqat_json_get_text (first, "field"), ==, "travellers.1.nik");
  g_assert_cmpstr (miqat_json_get_text (first, "message"), ==, "NIK terdiri dari 16 angka; yang diisi 15 angka.");
  g_assert_cmpstr (miqat_json_get_text (miqat_json_get_object (first, "params"), "digits"), ==, "15");
}

static void
test_technical (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "password of the database");
  g_autoptr (MiqatHttpResponse) response = miqat_envelope_new_error (error, NULL);
  g_autoptr (JsonNode) node = NULL;
  const char *data = g_bytes_get_data (miqat_http_response_get_body (response), NULL);

  g_assert_cmpuint (miqat_http_response_get_status (response), ==, 500);
  g_assert_cmpstr (miqat_json_get_text (parse (response, &node), "code"), ==, "internal");
  g_assert_null (g_strstr_len (data, g_bytes_get_size (miqat_http_response_get_body (response)), "password"));
}

static void
test_statuses (void)
{
  static const struct
  {
    MiqatProblemCode code;
    guint status;
  } cases[] = {
    { MIQAT_PROBLEM_NOT_FOUND, 404 },        { MIQAT_PROBLEM_NOT_YOURS, 403 },
    { MIQAT_PROBLEM_NOT_SIGNED_IN, 401 },    { MIQAT_PROBLEM_SEATS_NONE, 409 },
    { MIQAT_PROBLEM_COMMAND_REPEATED, 409 }, { MIQAT_PROBLEM_TOO_MANY_REQUESTS, 429 },
    { MIQAT_PROBLEM_REQUIRED, 422 },         { MIQAT_PROBLEM_JSON_BROKEN, 400 },
    { MIQAT_PROBLEM_BODY_TOO_LARGE, 413 },   { MIQAT_PROBLEM_DATABASE_BUSY, 503 },
    { MIQAT_PROBLEM_INTERNAL, 500 },         { MIQAT_PROBLEM_METHOD_WRONG, 405 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (miqat_envelope_get_status (cases[i].code), ==, cases[i].status);
  for (guint code = 1; code < MIQAT_N_PROBLEMS; code++) {
    guint status = miqat_envelope_get_status (code);

    g_assert_true (status >= 400 && status < 600);
  }
}

/* --- Rate limits ----------------------------------------------------------------------------- */

static const MiqatHttpRate sign_in = { "sign-in", 5, 60 };
static const MiqatHttpRate lookup = { "lookup", 2, 3600 };

static void
test_limits (void)
{
  g_autoptr (MiqatHttpLimits) limits = miqat_http_limits_new (100);
  gint64 now = 1000 * G_USEC_PER_SEC;
  guint wait = 0;

  for (guint i = 0; i < 5; i++)
    g_assert_true (miqat_http_limits_take (limits, &sign_in, "a", now, &wait));
  g_assert_false (miqat_http_limits_take (limits, &sign_in, "a", now, &wait));
  g_assert_cmpuint (wait, ==, 60);
  /* Other keys and other classes are their own. */
  g_assert_true (miqat_http_limits_take (limits, &sign_in, "b", now, &wait));
  g_assert_true (miqat_http_limits_take (limits, &lookup, "a", now, &wait));
  /* Trying in vain costs nothing; one interval later there is one token. */
  now += 59 * G_USEC_PER_SEC;
  g_assert_false (miqat_http_limits_take (limits, &sign_in, "a", now, &wait));
  g_assert_cmpuint (wait, ==, 1);
  now += G_USEC_PER_SEC;
  g_assert_true (miqat_http_limits_take (limits, &sign_in, "a", now, &wait));
  g_assert_false (miqat_http_limits_take (limits, &sign_in, "a", now, &wait));
  /* Idle for long it is full, not fuller. */
  now += G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  for (guint i = 0; i < 5; i++)
    g_assert_true (miqat_http_limits_take (limits, &sign_in, "a", now, NULL));
  g_assert_false (miqat_http_limits_take (limits, &sign_in, "a", now, NULL));
  miqat_http_limits_forget (limits, &sign_in, "a");
  g_assert_true (miqat_http_limits_take (limits, &sign_in, "a", now, NULL));
}

static void
test_limits_bounded (void)
{
  g_autoptr (MiqatHttpLimits) limits = miqat_http_limits_new (50);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *key = g_strdup_printf ("10.0.%u.%u", i / 256, i % 256);

    g_assert_true (miqat_http_limits_take (limits, &lookup, key, 0, NULL));
    /* One that keeps trying is not forgotten for the crowd. */
    miqat_http_limits_take (limits, &lookup, "busy", 0, NULL);
    g_assert_cmpuint (miqat_http_limits_get_count (limits), <=, 50);
  }
  g_assert_false (miqat_http_limits_take (limits, &lookup, "busy", 0, NULL));
}

/* Each kind of thing has a table of its own: a crowd that opens links makes nobody's failed sign-ins forgotten. */
static void
test_limits_apart (void)
{
  g_autoptr (MiqatHttpLimits) limits = miqat_http_limits_new (50);

  for (guint i = 0; i < 5; i++)
    g_assert_true (miqat_http_limits_take (limits, &sign_in, "guesses", 0, NULL));
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *key = g_strdup_printf ("10.0.%u.%u", i / 256, i % 256);

    g_assert_true (miqat_http_limits_take (limits, &lookup, key, 0, NULL));
  }
  g_assert_false (miqat_http_limits_take (limits, &sign_in, "guesses", 0, NULL));
  g_assert_cmpuint (miqat_http_limits_get_count (limits), ==, 51);
}

static gpointer
take_many (gpointer data)
{
  guint taken = 0;

  for (guint i = 0; i < 2000; i++)
    taken += miqat_http_limits_take (data, &sign_in, "shared", 0, NULL);
  return GUINT_TO_POINTER (taken);
}

static void
test_limits_threads (void)
{
  g_autoptr (MiqatHttpLimits) limits = miqat_http_limits_new (10);
  GThread *threads[4];
  guint taken = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("take", take_many, limits);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    taken += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (taken, ==, 5);
}

static void
test_address_keys (void)
{
  static const char *const cases[][2] = {
    { "10.1.2.3", "10.1.2.3" },
    { "2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64" },
    { "2001:db8:1:2::9", "2001:0db8:0001:0002::/64" },
    { "::ffff:10.1.2.3", "10.1.2.3" },
    { "local", "local" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *key = miqat_http_limits_make_address_key (cases[i][0]);

    g_assert_cmpstr (key, ==, cases[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/envelope/success", test_success);
  g_test_add_func ("/envelope/data", test_data);
  g_test_add_func ("/envelope/refusal", test_refusal);
  g_test_add_func ("/envelope/technical", test_technical);
  g_test_add_func ("/envelope/statuses", test_statuses);
  g_test_add_func ("/http/limits/take", test_limits);
  g_test_add_func ("/http/limits/bounded", test_limits_bounded);
  g_test_add_func ("/http/limits/apart", test_limits_apart);
  g_test_add_func ("/http/limits/threads", test_limits_threads);
  g_test_add_func ("/http/limits/address-keys", test_address_keys);
  return g_test_run ();
}
