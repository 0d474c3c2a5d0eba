/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens and links, and the ways in which they are forged. */
#include <string.h>

#include "miqat-jwt.h"

#define NOW (1782000000 * MIQAT_SECOND)
#define HEADER "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"

static MiqatKey *key;

static char *
make_token (MiqatInstant issued, MiqatInstant expires)
{
  MiqatJwt claims = { (char *) "siti", (char *) "SBY", (char *) "access", (char *) "t1", issued, expires };

  return miqat_jwt_sign (key, &claims);
}

/* A token with a good signature over whatever is given. */
static char *
sign_raw (const char *header, const char *json)
{
  g_autofree char *payload = miqat_base64url_encode ((const guint8 *) json, strlen (json));
  g_autofree char *text = g_strconcat (header, ".", payload, NULL);
  g_autofree char *signature = miqat_sign (key, "jwt", text);

  return g_strconcat (text, ".", signature, NULL);
}

static MiqatProblemCode
verify (const char *token)
{
  g_autoptr (MiqatJwt) claims = NULL;
  MiqatProblemCode code = miqat_jwt_verify (key, token, "access", NOW, &claims);

  g_assert_cmpint (claims != NULL, ==, code == MIQAT_PROBLEM_NONE);
  return code;
}

static void
test_good (void)
{
  g_autofree char *token = make_token (NOW, NOW + 15 * MIQAT_MINUTE);
  g_autoptr (MiqatJwt) claims = NULL;

  g_assert_true (g_str_has_prefix (token, HEADER "."));
  g_assert_cmpint (miqat_jwt_verify (key, token, "access", NOW, &claims), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpstr (claims->subject, ==, "siti");
  g_assert_cmpstr (claims->node, ==, "SBY");
  g_assert_cmpstr (claims->kind, ==, "access");
  g_assert_cmpstr (claims->token_id, ==, "t1");
  g_assert_cmpint (claims->issued, ==, NOW);
  g_assert_cmpint (claims->expires, ==, NOW + 15 * MIQAT_MINUTE);
}

static void
test_times (void)
{
  g_autofree char *old = make_token (NOW - MIQAT_HOUR, NOW - MIQAT_SECOND);
  g_autofree char *just = make_token (NOW - MIQAT_HOUR, NOW);
  g_autofree char *last = make_token (NOW - MIQAT_HOUR, NOW + MIQAT_SECOND);
  g_autofree char *soon = make_token (NOW + 59 * MIQAT_SECOND, NOW + MIQAT_HOUR);
  g_autofree char *future = make_token (NOW + 2 * MIQAT_MINUTE, NOW + MIQAT_HOUR);

  g_assert_cmpint (verify (old), ==, MIQAT_PROBLEM_TOKEN_EXPIRED);
  g_assert_cmpint (verify (just), ==, MIQAT_PROBLEM_TOKEN_EXPIRED);
  g_assert_cmpint (verify (last), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (verify (soon), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (verify (future), ==, MIQAT_PROBLEM_TOKEN_FORGED);
}

static void
test_forgeries (void)
{
#define CLAIMS(more) "{\"sub\":\"a\",\"node\":\"b\",\"kind\":\"access\",\"iat\":1782000000,\"exp\":1782000900" more "}"
#define GOOD CLAIMS (",\"jti\":\"c\"")
  static const struct
  {
    const char *header;
    const char *json;
    MiqatProblemCode code;
  } cases[] = {
    { HEADER, GOOD, MIQAT_PROBLEM_NONE },
    { "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0", GOOD, MIQAT_PROBLEM_TOKEN_FORGED }, /* none */
    { "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", GOOD, MIQAT_PROBLEM_TOKEN_FORGED }, /* other order */
    { HEADER "=", GOOD, MIQAT_PROBLEM_TOKEN_FORGED },
    { "", GOOD, MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, CLAIMS (""), MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, CLAIMS (",\"jti\":\"\""), MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, CLAIMS (",\"jti\":1"), MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, CLAIMS (",\"jti\":\"c\",\"admin\":true"), MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, CLAIMS (",\"jti\":\"c\",\"sub\":\"pusat\""), MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, "{\"sub\":\"a\",\"node\":\"b\",\"kind\":\"refresh\",\"iat\":1782000000,\"exp\":1782000900,\"jti\":\"c\"}",
      MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, "{\"sub\":\"a\",\"node\":\"b\",\"kind\":\"access\",\"iat\":1782000000,\"exp\":\"1782000900\",\"jti\":\"c\"}",
      MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, "{\"sub\":\"a\",\"node\":\"b\",\"kind\":\"access\",\"iat\":1782000000,\"exp\":9007199254740991,\"jti\":\"c\"}",
      MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, "[]", MIQAT_PROBLEM_TOKEN_FORGED },
    { HEADER, "", MIQAT_PROBLEM_TOKEN_FORGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *token = sign_raw (cases[i].header, cases[i].json);

    g_test_message ("%s %s", cases[i].header, cases[i].json);
    g_assert_cmpint (verify (token), ==, cases[i].code);
  }
}

static void
test_shapes (void)
{
  static const char *const shapes[] = { "", ".", "..", "...", HEADER, HEADER ".", HEADER "..", HEADER ".e30.", "a.b.c" };
  g_autofree char *token = make_token (NOW, NOW + MIQAT_HOUR);
  g_autofree char *more = g_strconcat (token, ".x", NULL);
  g_autofree char *unsigned_token = g_strndup (token, strrchr (token, '.') + 1 - token);
  g_autofree char *filler = g_strnfill (MIQAT_JWT_SIZE_MAX, 'A');
  g_autoptr (MiqatKey) other = miqat_key_new_random ();
  g_autoptr (MiqatJwt) claims = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    g_assert_cmpint (verify (shapes[i]), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (verify (NULL), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (verify (more), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (verify (unsigned_token), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (verify (filler), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (miqat_jwt_verify (other, token, "access", NOW, &claims), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  g_assert_cmpint (miqat_jwt_verify (key, token, "refresh", NOW, &claims), ==, MIQAT_PROBLEM_TOKEN_FORGED);
}

/* Any other character anywhere makes it a forgery. */
static void
test_every_character (void)
{
  g_autofree char *token = make_token (NOW, NOW + MIQAT_HOUR);
  gsize length = strlen (token);

  for (gsize i = 0; i < length; i++) {
    g_autofree char *copy = g_strdup (token);

    copy[i] = copy[i] == 'A' ? 'B' : 'A';
    g_assert_cmpint (verify (copy), ==, MIQAT_PROBLEM_TOKEN_FORGED);
    copy[i] = 0;
    g_assert_cmpint (verify (copy), ==, MIQAT_PROBLEM_TOKEN_FORGED);
  }
}

static MiqatProblemCode
open_link (const char *purpose, const char *token, MiqatInstant now)
{
  g_autofree char *subject = NULL;
  MiqatProblemCode code = miqat_link_verify (key, purpose, token, now, &subject);

  if (code == MIQAT_PROBLEM_NONE)
    g_assert_cmpstr (subject, ==, "BK-20260622-SBY2-001");
  return code;
}

static void
test_links (void)
{
  g_autofree char *link = miqat_link_sign (key, "booking", "BK-20260622-SBY2-001", NOW + 1);
  g_autofree char *escaped = g_uri_escape_string (link, NULL, FALSE);
  g_autofree char *swapped = NULL;
  gsize length = strlen (link);

  g_assert_cmpstr (link, ==, escaped);
  /* Rounded up to the second. */
  g_assert_cmpint (open_link ("booking", link, NOW + MIQAT_SECOND - 1), ==, MIQAT_PROBLEM_NONE);
  g_assert_cmpint (open_link ("booking", link, NOW + MIQAT_SECOND), ==, MIQAT_PROBLEM_LINK_EXPIRED);
  g_assert_cmpint (open_link ("ticket", link, NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
  g_assert_cmpint (open_link ("booking", NULL, NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
  g_assert_cmpint (open_link ("booking", "", NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
  g_assert_cmpint (open_link ("booking", "a.b", NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
  g_assert_cmpint (open_link ("booking", "a.b.c.d", NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
  for (gsize i = 0; i < length; i++) {
    g_autofree char *copy = g_strdup (link);

    copy[i] = copy[i] == 'a' ? 'b' : 'a';
    g_assert_cmpint (open_link ("booking", copy, NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
  }
  /* A token of another kind is no link, although the key is the same. */
  swapped = make_token (NOW, NOW + MIQAT_HOUR);
  g_assert_cmpint (open_link ("booking", swapped, NOW), ==, MIQAT_PROBLEM_LINK_FORGED);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  key = miqat_key_new_random ();
  g_test_add_func ("/jwt/good", test_good);
  g_test_add_func ("/jwt/times", test_times);
  g_test_add_func ("/jwt/forgeries", test_forgeries);
  g_test_add_func ("/jwt/shapes", test_shapes);
  g_test_add_func ("/jwt/every-character", test_every_character);
  g_test_add_func ("/link/all", test_links);
  result = g_test_run ();
  miqat_key_unref (key);
  return result;
}
