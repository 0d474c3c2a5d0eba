/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-guard.h"

#include "miqat-person.h"
#include "miqat-auth-routes.h"
#include "miqat-jwt.h"
#include "miqat-receiver-context.h"

#include <string.h>

/* Browsers say where a posted form comes from; who says nothing is no browser with somebody's
 * cookies. */
static gboolean
is_own_origin (MiqatReceiver *self, const MiqatHttpRequest *request)
{
  const char *site = miqat_http_request_get_header (request, "Sec-Fetch-Site");
  const char *origin = miqat_http_request_get_header (request, "Origin");
  const char *host = miqat_http_request_get_header (request, "Host");
  const char *origin_host;

  if (site != NULL && !g_str_equal (site, "same-origin") && !g_str_equal (site, "none"))
    return FALSE;
  /* A referrer policy hides the origin of our own pages as well: then the line above has decided. */
  if (origin == NULL || (site != NULL && g_str_equal (origin, "null")))
    return TRUE;
  if (*self->public_url != '\0' && g_str_equal (origin, self->public_url))
    return TRUE;
  origin_host = strstr (origin, "://");
  return origin_host != NULL && g_strcmp0 (origin_host + 3, host) == 0;
}

static gboolean
find_person (MiqatReceiver *self, MiqatHttpExchange *exchange, const char *token, GError **error)
{
  g_autoptr (MiqatJwt) claims = NULL;
  g_autoptr (GError) failure = NULL;
  MiqatActor *actor;
  MiqatProblemCode code = miqat_jwt_verify (miqat_site_get_key (self->site), token, MIQAT_AUTH_KIND,
                                            miqat_receiver_now (self), &claims);

  if (code != MIQAT_PROBLEM_NONE)
    return miqat_refuse (error, NULL, code, NULL);
  actor = miqat_person_load_actor (miqat_receiver_get_db (exchange), claims->subject, &failure);
  if (actor == NULL && failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  /* "public" and "system" are actors, but nobody signs in as them. */
  if (actor == NULL || actor->node_id == NULL) {
    miqat_actor_free (actor);
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
  }
  miqat_http_exchange_set_visitor (exchange, actor, (GDestroyNotify) miqat_actor_free);
  return TRUE;
}

/* The signature is enough to count by; whether the account is still active, the guard sees later. */
char *
miqat_guard_dup_account (const MiqatHttpRequest *request, const MiqatHttpRoute *route, gpointer data)
{
  MiqatReceiver *self = data;
  const char *token = miqat_http_request_get_bearer (request);
  g_autoptr (MiqatJwt) claims = NULL;

  if (token == NULL || (route->flags & (MIQAT_ROUTE_PERSON | MIQAT_ROUTE_MAYBE)) == 0
      || miqat_jwt_verify (miqat_site_get_key (self->site), token, MIQAT_AUTH_KIND, miqat_receiver_now (self),
                           &claims) != MIQAT_PROBLEM_NONE)
    return NULL;
  return g_strconcat ("account ", claims->subject, NULL);
}

gboolean
miqat_guard_check (MiqatHttpExchange *exchange, const MiqatHttpRoute *route, gpointer data, GError **error)
{
  MiqatReceiver *self = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const char *token = miqat_http_request_get_bearer (request);

  if ((route->flags & MIQAT_ROUTE_FORM) != 0 && !is_own_origin (self, request))
    return miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_ALLOWED, NULL);
  if ((route->flags & (MIQAT_ROUTE_PERSON | MIQAT_ROUTE_MAYBE)) == 0)
    return TRUE;
  if (token == NULL)
    return (route->flags & MIQAT_ROUTE_MAYBE) != 0
           || miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_SIGNED_IN, NULL);
  return find_person (self, exchange, token, error);
}
