/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routing, requests and answers without a server. */
#include <string.h>

#include "miqat-crypto.h"
#include "miqat-http-router.h"

/* --- A small world --------------------------------------------------------------------------- */

static void
keep_answer (MiqatHttpExchange *exchange, MiqatHttpResponse *response, gpointer data)
{
  MiqatHttpResponse **place = data;

  g_assert_null (*place);
  *place = miqat_http_response_ref (response);
}

static void
handle (MiqatHttpExchange *exchange, gpointer data)
{
  miqat_http_exchange_answer (exchange, miqat_http_response_new_text (200, g_string_new (data)));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/", handle },
  { MIQAT_HTTP_GET, "/paket", handle },
  { MIQAT_HTTP_GET, "/paket/:slug", handle },
  { MIQAT_HTTP_GET, "/paket/baru", handle },
  { MIQAT_HTTP_GET, "/paket/:slug/pesan", handle },
  { MIQAT_HTTP_POST, "/paket/:id/pesan", handle },
  { MIQAT_HTTP_GET, "/aset/*path", handle },
  { MIQAT_HTTP_GET, "/b/:token", handle },
  { MIQAT_HTTP_GET | MIQAT_HTTP_PUT, "/api/packages/:id", handle },
};

static MiqatHttpRouter *
make_router (void)
{
  MiqatHttpRouter *router = miqat_http_router_new ();

  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), (gpointer) "ok");
  miqat_http_router_add_alias (router, "/api/v1", "/api");
  return router;
}

/* --- Matching -------------------------------------------------------------------------------- */

typedef struct {
  const char *method;
  const char *target;
  const char *pattern; /* NULL: none */
  MiqatHttpMethod allowed;
  const char *param;
  const char *value;
} MatchCase;

static const MatchCase match_cases[] = {
  { "GET", "/", "/" },
  { "HEAD", "/?x=1", "/" },
  { "GET", "/paket", "/paket" },
  { "GET", "/paket/", NULL },
  { "GET", "//paket", NULL },
  { "GET", "/paket/plus-turki", "/paket/:slug", 0, "slug", "plus-turki" },
  { "GET", "/paket/baru", "/paket/baru" },
  { "GET", "/paket/baru/pesan", "/paket/:slug/pesan", 0, "slug", "baru" },
  { "POST", "/paket/x/pesan", "/paket/:id/pesan", 0, "id", "x" },
  { "PUT", "/paket/x/pesan", NULL, MIQAT_HTTP_GET | MIQAT_HTTP_POST },
  { "POST", "/", NULL, MIQAT_HTTP_GET },
  { "GET", "/aset", NULL },
  { "GET", "/aset/", "/aset/*path", 0, "path", "" },
  { "GET", "/aset/a/b.js", "/aset/*path", 0, "path", "a/b.js" },
  { "GET", "/paket/a%2Fb", "/paket/:slug", 0, "slug", "a/b" },
  { "GET", "/paket/a%20b%c3%a9", "/paket/:slug", 0, "slug", "a b\xc3\xa9" },
  { "GET", "/api/packages/7", "/api/packages/:id", 0, "id", "7" },
  { "PUT", "/api/v1/packages/7", "/api/packages/:id", 0, "id", "7" },
  { "GET", "/api/v1", NULL },
  { "GET", "/api/v12/packages/7", NULL },
  { "GET", "/paket/x/pesan/y", NULL },
};

static void
test_match (void)
{
  g_autoptr (MiqatHttpRouter) router = make_router ();

  for (guint i = 0; i < G_N_ELEMENTS (match_cases); i++) {
    const MatchCase *entry = &match_cases[i];
    g_autoptr (MiqatHttpRequest) request = miqat_http_request_new (entry->method, entry->target);
    MiqatHttpMatch match;

    g_test_message ("%s %s", entry->method, entry->target);
    g_assert_nonnull (request);
    match = miqat_http_router_match (router, request);
    g_assert_cmpstr (match.route ? match.route->pattern : NULL, ==, entry->pattern);
    if (!entry->pattern)
      g_assert_cmpuint (match.allowed, ==, entry->allowed);
    if (entry->param)
      g_assert_cmpstr (miqat_http_request_get_param (request, entry->param), ==, entry->value);
    g_assert_null (miqat_http_request_get_param (request, "other"));
  }
}

static void
test_bad_targets (void)
{
  static const char *const targets[] = {
    "", "x", "?a", "/a/../b", "/a/%2e%2e/b", "/.", "/%2E", "/a%00", "/%", "/%1", "/%zz", "/%ff",
    "/a%0ab", "/a%7f", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q",
  };
  g_autofree char *filler = g_strnfill (5000, 'a');
  g_autofree char *longest = g_strconcat ("/", filler, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (miqat_http_request_new ("GET", targets[i]))
      g_error ("taken: %s", targets[i]);
  g_assert_null (miqat_http_request_new ("GET", longest));
  g_assert_null (miqat_http_request_new ("get", "/"));
  g_assert_null (miqat_http_request_new ("OPTIONS", "/"));
}

static void
test_query_and_headers (void)
{
  g_autoptr (MiqatHttpRequest) request = miqat_http_request_new (
      "GET", "/x?a=1&a=2&b=%41+b&c&=d&e=%ff&f=%zz&page=7&big=99999999999999999999&neg=-5");
  g_autoptr (GString) many = g_string_new ("/x?");
  g_autoptr (MiqatHttpRequest) flooded = NULL;
  g_autofree char *cookie = NULL;

  g_assert_cmpstr (miqat_http_request_get_query (request, "a"), ==, "1");
  g_assert_cmpstr (miqat_http_request_get_query (request, "b"), ==, "A b");
  g_assert_cmpstr (miqat_http_request_get_query (request, "c"), ==, "");
  g_assert_null (miqat_http_request_get_query (request, ""));
  g_assert_null (miqat_http_request_get_query (request, "e"));
  g_assert_null (miqat_http_request_get_query (request, "f"));
  g_assert_cmpint (miqat_http_request_get_query_int (request, "page", 1, 5, 3), ==, 5);
  g_assert_cmpint (miqat_http_request_get_query_int (request, "big", 1, 5, 3), ==, 3);
  g_assert_cmpint (miqat_http_request_get_query_int (request, "neg", 1, 5, 3), ==, 1);
  g_assert_cmpint (miqat_http_request_get_query_int (request, "none", 1, 5, 3), ==, 3);

  miqat_http_request_add_header (request, "Authorization", "bearer  abc.def");
  miqat_http_request_add_header (request, "Content-Type", "Application/JSON; charset=utf-8");
  miqat_http_request_add_header (request, "Cookie", "xaff=0; aff=; aff=2");
  miqat_http_request_add_header (request, "If-None-Match", "W/\"a\" , \"b\"");
  g_assert_cmpstr (miqat_http_request_get_bearer (request), ==, "abc.def");
  g_assert_cmpstr (miqat_http_request_get_header (request, "content-TYPE"), !=, NULL);
  g_assert_true (miqat_http_request_is_type (request, "application/json"));
  g_assert_false (miqat_http_request_is_type (request, "application/js"));
  cookie = miqat_http_request_dup_cookie (request, "aff");
  g_assert_cmpstr (cookie, ==, "");
  g_assert_true (miqat_http_request_matches_etag (request, "\"a\""));
  g_assert_true (miqat_http_request_matches_etag (request, "\"b\""));
  g_assert_false (miqat_http_request_matches_etag (request, "\"c\""));

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (many, "p%u=%u&", i, i);
  flooded = miqat_http_request_new ("GET", many->str);
  g_assert_cmpstr (miqat_http_request_get_query (flooded, "p63"), ==, "63");
  g_assert_null (miqat_http_request_get_query (flooded, "p64"));
}

static void
test_ids (void)
{
  g_autoptr (MiqatHttpRequest) request = miqat_http_request_new ("GET", "/");
  g_autofree char *first = g_strdup (miqat_http_request_get_id (request));
  static const char *const odd[] = { "", "short", "with blank here", "line\nbreak-----", "<script>alert" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    miqat_http_request_set_id (request, odd[i]);
    g_assert_cmpstr (miqat_http_request_get_id (request), !=, odd[i]);
    g_assert_cmpstr (miqat_http_request_get_id (request), !=, first);
  }
  miqat_http_request_set_id (request, "good-id_1.2");
  g_assert_cmpstr (miqat_http_request_get_id (request), ==, "good-id_1.2");
}

/* --- Running --------------------------------------------------------------------------------- */

static gboolean
guard (MiqatHttpExchange *exchange, const MiqatHttpRoute *route, gpointer data, GError **error)
{
  if (g_str_has_prefix (route->pattern, "/b/"))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_LINK_EXPIRED, NULL);
  miqat_http_exchange_set_visitor (exchange, g_strdup ("siti"), g_free);
  return TRUE;
}

static MiqatHttpResponse *
make_page (const MiqatHttpRequest *request, const GError *error, gpointer data)
{
  return miqat_http_response_new_html (404, g_string_new (data));
}

static MiqatHttpResponse *
run (MiqatHttpRouter *router, const char *method, const char *target)
{
  MiqatHttpResponse *answer = NULL;
  g_autoptr (MiqatHttpRequest) request = miqat_http_request_new (method, target);
  MiqatHttpMatch match = miqat_http_router_match (router, request);
  MiqatHttpExchangeOptions options = { .answered = keep_answer, .answered_data = &answer };
  g_autoptr (MiqatHttpExchange) exchange = NULL;

  options.problem_page = miqat_http_router_get_problem_page (router, &options.problem_page_data);
  exchange = miqat_http_exchange_new (request, &options);
  miqat_http_router_run (router, &match, exchange);
  g_assert_nonnull (answer);
  g_assert_false (miqat_http_exchange_is_kept (exchange));
  return answer;
}

static void
test_run (void)
{
  g_autoptr (MiqatHttpRouter) router = make_router ();
  g_autoptr (MiqatHttpResponse) good = NULL;
  g_autoptr (MiqatHttpResponse) guarded = NULL;
  g_autoptr (MiqatHttpResponse) page = NULL;
  g_autoptr (MiqatHttpResponse) json = NULL;

  miqat_http_router_set_guard (router, guard, NULL);
  miqat_http_router_set_problem_page (router, make_page, (gpointer) "<p>not here");
  good = run (router, "GET", "/paket");
  g_assert_cmpuint (miqat_http_response_get_status (good), ==, 200);
  guarded = run (router, "GET", "/b/secret");
  g_assert_cmpstr (miqat_http_response_get_header (guarded, "content-type"), ==, "text/html; charset=utf-8");
  page = run (router, "GET", "/nowhere");
  g_assert_cmpuint (miqat_http_response_get_status (page), ==, 404);
  json = run (router, "GET", "/api/nowhere");
  g_assert_cmpstr (miqat_http_response_get_header (json, "Content-Type"), ==,
                   "application/json; charset=utf-8");
}

static void
test_log_path (void)
{
  g_autoptr (MiqatHttpRouter) router = make_router ();
  static const char *const cases[][2] = {
    { "/b/verysecret?k=1", "/b/:token" },
    { "/paket/plus%20turki?k=secret", "/paket/plus turki" },
    { "/c/0123456789012345678901234567890123456789", "/c/012345678901234567890?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MiqatHttpRequest) request = miqat_http_request_new ("GET", cases[i][0]);
    MiqatHttpMatch match = miqat_http_router_match (router, request);
    g_autofree char *path = miqat_http_router_make_log_path (&match, request);

    g_assert_cmpstr (path, ==, cases[i][1]);
  }
}

/* --- Answers --------------------------------------------------------------------------------- */

static void
test_redirects (void)
{
  static const char *const cases[][2] = {
    { "/paket?a=b#c", "/paket?a=b#c" },
    { "https://wa.me/628?text=a%20b", "https://wa.me/628?text=a%20b" },
    { "/caf\xc3\xa9", "/caf%C3%A9" },
    { "//evil.example", "/" },
    { "/\\evil.example", "/" },
    { "javascript:alert(1)", "/" },
    { "evil.example", "/" },
    { "/a\r\nSet-Cookie: x=1", "/" },
    { "/\t/evil.example", "/" },
    { "", "/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MiqatHttpResponse) response = miqat_http_response_new_redirect (0, cases[i][0]);

    g_assert_cmpuint (miqat_http_response_get_status (response), ==, 303);
    g_assert_cmpstr (miqat_http_response_get_header (response, "Location"), ==, cases[i][1]);
  }
}

static void
test_cookies (void)
{
  static const struct
  {
    MiqatHttpCookie cookie;
    const char *expected; /* NULL: refused */
  } cases[] = {
    { { .name = "aff", .value = "A1", .max_age_s = 604800 },
      "aff=A1; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Lax" },
    { { .name = "__Host-r", .value = "", .max_age_s = -1, .same_site = MIQAT_HTTP_SAME_SITE_STRICT },
      "__Host-r=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict" },
    { { .name = "l", .value = "id", .path = "/api", .readable = TRUE, .insecure = TRUE },
      "l=id; Path=/api; SameSite=Lax" },
    { { .name = "n", .value = "1", .insecure = TRUE, .same_site = MIQAT_HTTP_SAME_SITE_NONE },
      "n=1; Path=/; HttpOnly; Secure; SameSite=None" },
    { { .name = "a", .value = "x; Domain=evil" }, NULL },
    { { .name = "a", .value = "x\r\nY: z" }, NULL },
    { { .name = "a b", .value = "x" }, NULL },
    { { .name = "", .value = "x" }, NULL },
    { { .name = "a", .value = "x", .path = "/;x" }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MiqatHttpResponse) response = miqat_http_response_new (204);

    g_assert_cmpint (miqat_http_response_set_cookie (response, &cases[i].cookie), ==,
                     cases[i].expected != NULL);
    g_assert_cmpstr (miqat_http_response_get_header (response, "Set-Cookie"), ==, cases[i].expected);
  }
}

static void
test_headers (void)
{
  g_autoptr (MiqatHttpResponse) response = miqat_http_response_new (200);
  g_autofree char *etag = NULL;

  miqat_http_response_set_header (response, "X-A", "1");
  miqat_http_response_set_header (response, "x-a", "a\r\nX-B: 2\x7f");
  g_assert_cmpuint (miqat_http_response_get_n_headers (response), ==, 1);
  g_assert_cmpstr (miqat_http_response_get_header (response, "X-A"), ==, "a??X-B: 2?");
  miqat_http_response_set_download (response, "Manifest \"Jamaah\" Juni\xe2\x80\x94" "22/06.xlsx");
  g_assert_cmpstr (miqat_http_response_get_header (response, "Content-Disposition"), ==,
                   "attachment; filename=\"Manifest _Jamaah_ Juni--22_06.xlsx\"; "
                   "filename*=UTF-8''Manifest%20%22Jamaah%22%20Juni%E2%80%9422%2F06.xlsx");
  miqat_http_response_take_body (response, "text/plain", g_bytes_new_static ("abc", 3));
  miqat_http_response_set_etag (response, NULL);
  etag = g_strdup (miqat_http_response_get_header (response, "ETag"));
  miqat_http_response_take_body (response, "text/plain", g_bytes_new_static ("abd", 3));
  miqat_http_response_set_etag (response, NULL);
  g_assert_cmpstr (miqat_http_response_get_header (response, "ETag"), !=, etag);
  miqat_http_response_set_private (response, 60);
  g_assert_cmpstr (miqat_http_response_get_header (response, "Cache-Control"), ==, "private, max-age=60");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/http/router/match", test_match);
  g_test_add_func ("/http/router/bad-targets", test_bad_targets);
  g_test_add_func ("/http/router/query-and-headers", test_query_and_headers);
  g_test_add_func ("/http/router/ids", test_ids);
  g_test_add_func ("/http/router/run", test_run);
  g_test_add_func ("/http/router/log-path", test_log_path);
  g_test_add_func ("/http/response/redirects", test_redirects);
  g_test_add_func ("/http/response/cookies", test_cookies);
  g_test_add_func ("/http/response/headers", test_headers);
  return g_test_run ();
}
