/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token is `header.claims.signature`. The signature is checked first, over the bytes as they came;
 * only then is anything inside read. */
#include "config.h"

#include "miqat-jwt.h"

#include <string.h>

#include "miqat-json.h"

/* base64url of {"alg":"HS256","typ":"JWT"} */
#define HEADER "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define FUTURE_MAX MIQAT_MINUTE

void
miqat_jwt_free (MiqatJwt *self)
{
  if (!self)
    return;
  g_free (self->subject);
  g_free (self->node);
  g_free (self->kind);
  g_free (self->token_id);
  g_free (self);
}

static gboolean
is_set (const char *text)
{
  return text && *text;
}

char *
miqat_jwt_sign (const MiqatKey *key, const MiqatJwt *claims)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *payload = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;
  MiqatJsonWriter writer;

  g_return_val_if_fail (key != NULL && claims != NULL, NULL);
  g_return_val_if_fail (is_set (claims->subject) && is_set (claims->node) && is_set (claims->kind)
                            && is_set (claims->token_id) && claims->expires > claims->issued, NULL);

  miqat_json_writer_init (&writer, json);
  miqat_json_begin_object (&writer);
  miqat_json_add_text (&writer, "sub", claims->subject);
  miqat_json_add_text (&writer, "node", claims->node);
  miqat_json_add_text (&writer, "kind", claims->kind);
  miqat_json_add_int (&writer, "iat", claims->issued / MIQAT_SECOND);
  miqat_json_add_int (&writer, "exp", claims->expires / MIQAT_SECOND);
  miqat_json_add_text (&writer, "jti", claims->token_id);
  miqat_json_end_object (&writer);

  payload = miqat_base64url_encode ((const guint8 *) json->str, json->len);
  text = g_strconcat (HEADER ".", payload, NULL);
  signature = miqat_sign (key, "jwt", text);
  return g_strconcat (text, ".", signature, NULL);
}

/* Splits at the last dot, after checking that there are exactly two. */
static gboolean
split_token (const char *token, char **text, const char **signature)
{
  const char *first = strchr (token, '.');
  const char *second = first ? strchr (first + 1, '.') : NULL;

  if (!second || strchr (second + 1, '.') || second == first + 1 || !second[1])
    return FALSE;
  if (first - token != sizeof HEADER - 1 || strncmp (token, HEADER, sizeof HEADER - 1) != 0)
    return FALSE;
  *text = g_strndup (token, second - token);
  *signature = second + 1;
  return TRUE;
}

static gboolean
read_claim (JsonObject *object, const char *name, char **claim)
{
  const char *text = miqat_json_get_text (object, name);

  if (!is_set (text))
    return FALSE;
  *claim = g_strdup (text);
  return TRUE;
}

static MiqatJwt *
read_claims (const char *payload)
{
  g_autoptr (MiqatJwt) self = g_new0 (MiqatJwt, 1);
  g_autoptr (JsonNode) node = NULL;
  g_autofree guint8 *json = NULL;
  gint64 issued, expires;
  JsonObject *object;
  gsize length = 0;

  json = miqat_base64url_decode (payload, &length);
  node = json ? miqat_json_parse ((const char *) json, length, MIQAT_JWT_SIZE_MAX, NULL) : NULL;
  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  issued = miqat_json_get_int (object, "iat", -1);
  expires = miqat_json_get_int (object, "exp", -1);
  if (issued < 0 || expires < 0 || expires > G_MAXINT64 / MIQAT_SECOND
      || issued > G_MAXINT64 / MIQAT_SECOND || json_object_get_size (object) != 6
      || !read_claim (object, "sub", &self->subject) || !read_claim (object, "node", &self->node)
      || !read_claim (object, "kind", &self->kind) || !read_claim (object, "jti", &self->token_id))
    return NULL;
  self->issued = issued * MIQAT_SECOND;
  self->expires = expires * MIQAT_SECOND;
  return g_steal_pointer (&self);
}

MiqatProblemCode
miqat_jwt_verify (const MiqatKey *key, const char *token, const char *kind, MiqatInstant now,
                  MiqatJwt **claims)
{
  g_autoptr (MiqatJwt) found = NULL;
  g_autofree char *text = NULL;
  const char *signature;

  g_return_val_if_fail (key != NULL && kind != NULL && claims != NULL, MIQAT_PROBLEM_INTERNAL);

  if (!token || strlen (token) > MIQAT_JWT_SIZE_MAX || !split_token (token, &text, &signature)
      || !miqat_verify_signature (key, "jwt", text, signature))
    return MIQAT_PROBLEM_TOKEN_FORGED;
  found = read_claims (text + sizeof HEADER);
  if (!found || !g_str_equal (found->kind, kind) || found->issued > now + FUTURE_MAX)
    return MIQAT_PROBLEM_TOKEN_FORGED;
  if (found->expires <= now)
    return MIQAT_PROBLEM_TOKEN_EXPIRED;
  *claims = g_steal_pointer (&found);
  return MIQAT_PROBLEM_NONE;
}

/* --- Links: `subject.expiry.signature`, the subject in base64url ----------------------------- */

static char *
make_link_context (const char *purpose)
{
  return g_strconcat ("link:", purpose, NULL);
}

char *
miqat_link_sign (const MiqatKey *key, const char *purpose, const char *subject,
                 MiqatInstant expires)
{
  g_autofree char *context = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (key != NULL && is_set (purpose) && is_set (subject) && expires > 0, NULL);

  context = make_link_context (purpose);
  encoded = miqat_base64url_encode ((const guint8 *) subject, strlen (subject));
  text = g_strdup_printf ("%s.%" G_GINT64_MODIFIER "x", encoded,
                          (expires + MIQAT_SECOND - 1) / MIQAT_SECOND);
  signature = miqat_sign (key, context, text);
  return g_strconcat (text, ".", signature, NULL);
}

MiqatProblemCode
miqat_link_verify (const MiqatKey *key, const char *purpose, const char *token, MiqatInstant now,
                   char **subject)
{
  g_autofree char *context = NULL;
  g_autofree char *text = NULL;
  g_autofree guint8 *decoded = NULL;
  g_auto (GStrv) parts = NULL;
  guint64 expires_s;
  gsize length = 0;

  g_return_val_if_fail (key != NULL && is_set (purpose) && subject != NULL, MIQAT_PROBLEM_INTERNAL);

  if (!token || strlen (token) > MIQAT_JWT_SIZE_MAX)
    return MIQAT_PROBLEM_LINK_FORGED;
  parts = g_strsplit (token, ".", 4);
  if (g_strv_length (parts) != 3)
    return MIQAT_PROBLEM_LINK_FORGED;
  context = make_link_context (purpose);
  text = g_strconcat (parts[0], ".", parts[1], NULL);
  if (!miqat_verify_signature (key, context, text, parts[2]))
    return MIQAT_PROBLEM_LINK_FORGED;
  decoded = miqat_base64url_decode (parts[0], &length);
  if (!decoded || length == 0
      || !g_ascii_string_to_unsigned (parts[1], 16, 0, G_MAXINT64 / MIQAT_SECOND, &expires_s, NULL))
    return MIQAT_PROBLEM_LINK_FORGED;
  if ((MiqatInstant) expires_s * MIQAT_SECOND <= now)
    return MIQAT_PROBLEM_LINK_EXPIRED;
  *subject = g_strndup ((const char *) decoded, length);
  return MIQAT_PROBLEM_NONE;
}
