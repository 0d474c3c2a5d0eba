/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-auth-routes.h"

#include "miqat-person.h"
#include "miqat-crypto.h"
#include "miqat-id.h"
#include "miqat-jwt.h"
#include "miqat-rest.h"
#include "miqat-session.h"
#include "miqat-text.h"

#include <string.h>

#define COOKIE "miqat_refresh"
#define ACCESS_SECONDS (15 * 60)
#define PASSWORD_MAX 1024
/* Somebody's who does not exist, so that a wrong address takes as long as a wrong password. */
#define NOBODY "$argon2id$v=19$m=65536,t=2,p=1$b3BxcnN0dXZ3eHl6e3x9fg$A0dVYV4qbH1nSx5HdYyU2m3bM5K8vQ0r1y9Y8h4mX2E"

static const MiqatHttpRate address_rate = { "login", 20, 120 };
static const MiqatHttpRate account_rate = { "login-account", 6, 24 };
static const MiqatHttpRate refresh_rate = { "refresh", 60, 600 };

/* ---- answers --------------------------------------------------------------------------------- */

static char *
make_access (MiqatReceiver *receiver, const MiqatPerson *person)
{
  MiqatInstant now = miqat_receiver_now (receiver);
  g_autofree char *token_id = miqat_id_new (now);
  const MiqatJwt claims = {
    .subject = person->id,
    .node = person->node_id,
    .kind = (char *) MIQAT_AUTH_KIND,
    .token_id = token_id,
    .issued = now,
    .expires = now + ACCESS_SECONDS * MIQAT_SECOND,
  };

  return miqat_jwt_sign (miqat_site_get_key (receiver->site), &claims);
}

static void
set_cookie (MiqatReceiver *receiver, const MiqatHttpRequest *request, MiqatHttpResponse *response, const char *token)
{
  const MiqatHttpCookie cookie = {
    .name = COOKIE,
    .value = token != NULL ? token : "",
    .path = "/api",
    .max_age_s = token != NULL ? MIQAT_SESSION_DAYS * 24 * 60 * 60 : -1,
    .insecure = !receiver->secure && !miqat_http_request_is_secure (request),
    .same_site = MIQAT_HTTP_SAME_SITE_STRICT,
  };

  miqat_http_response_set_cookie (response, &cookie);
}

static void
answer_tokens (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const MiqatPerson *person, const char *token)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autofree char *access = make_access (receiver, person);
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = miqat_envelope_begin (&envelope);
  MiqatHttpResponse *response;

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "access_token", access);
  miqat_json_add_text (json, "token_type", "Bearer");
  miqat_json_add_int (json, "expires_in", ACCESS_SECONDS);
  miqat_json_name (json, "person");
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", person->id);
  miqat_json_add_text (json, "name", person->full_name);
  miqat_json_add_text (json, "email", person->email);
  miqat_json_add_text (json, "node_id", person->node_id);
  miqat_json_end_object (json);
  miqat_json_end_object (json);
  response = miqat_envelope_end (&envelope, 200, NULL, request, miqat_receiver_now (receiver));
  set_cookie (receiver, request, response, token);
  miqat_http_exchange_answer (exchange, response);
}

/* ---- signing in ------------------------------------------------------------------------------ */

typedef struct {
  MiqatReceiver *receiver;
  MiqatPerson *person; /* NULL: nobody has this address */
  char *email;
  char *password;
  char *token;
  gboolean right;
} Login;

static void
login_free (gpointer data)
{
  Login *self = data;

  miqat_person_free (self->person);
  g_free (self->email);
  miqat_secret_free (self->password);
  miqat_secret_free (self->token);
  g_free (self);
}

/* In the pool: this is what passwords are slow for. */
static void
verify (gpointer data)
{
  Login *self = data;
  gboolean known = self->person != NULL && self->person->verifier != NULL && self->person->is_active;

  self->right = miqat_password_verify (known ? self->person->verifier : NOBODY, self->password) && known;
}

static void
on_opened (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  Login *self = data;

  if (answer->done)
    answer_tokens (exchange, self->receiver, self->person, self->token);
  else
    miqat_http_exchange_answer_error (exchange, miqat_receiver_answer_to_error (answer));
}

static void
on_verified (MiqatHttpExchange *exchange, gpointer data)
{
  Login *self = data;
  g_autofree char *hash = NULL;
  g_autoptr (JsonObject) args = NULL;
  Login *next;

  if (!self->right) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_SIGN_IN_WRONG);
    return;
  }
  miqat_http_exchange_forget_rate (exchange, &account_rate, self->email);
  next = g_new0 (Login, 1);
  next->receiver = self->receiver;
  next->person = g_steal_pointer (&self->person);
  next->token = miqat_token_new ();
  hash = miqat_hash_text (next->token);
  args = json_object_new ();
  json_object_set_string_member (args, "owner_id", next->person->id);
  json_object_set_string_member (args, "token_hash", hash);
  miqat_receiver_run (self->receiver, exchange,
                      &(MiqatReceiverRun) { .name = "session.open", .args = args, .actor_id = MIQAT_ACTOR_SYSTEM,
                                            .ran = on_opened, .data = next, .data_free = login_free });
}

static void
handle_login (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  g_autoptr (JsonObject) body = miqat_rest_read (exchange);
  const char *password = body != NULL ? miqat_json_get_text (body, "password") : NULL;
  g_autofree char *email = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatPerson) person = NULL;
  Login *login;

  if (body == NULL)
    return;
  if (password == NULL || strlen (password) > PASSWORD_MAX
      || miqat_text_check_email (miqat_json_get_text (body, "email") != NULL ? miqat_json_get_text (body, "email") : "",
                                 &email) != MIQAT_PROBLEM_NONE) {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_SIGN_IN_WRONG);
    return;
  }
  if (miqat_http_exchange_check_rate (exchange, &account_rate, email, &error))
    person = miqat_person_find_by_email (miqat_receiver_get_db (exchange), email, &error);
  if (error != NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  login = g_new0 (Login, 1);
  login->receiver = receiver;
  login->person = g_steal_pointer (&person);
  login->email = g_steal_pointer (&email);
  login->password = g_strdup (password);
  miqat_receiver_work (receiver->passwords, exchange, verify, on_verified, login, login_free);
}

/* ---- staying signed in ----------------------------------------------------------------------- */

typedef struct {
  MiqatReceiver *receiver;
  char *token;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *self = data;

  miqat_secret_free (self->token);
  g_free (self);
}

static void
on_refreshed (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  Refresh *self = data;
  JsonObject *result = answer->done ? json_node_get_object (answer->result) : NULL;
  g_autoptr (GError) error = miqat_receiver_answer_to_error (answer);
  g_autoptr (MiqatPerson) person = NULL;

  if (result != NULL && json_object_has_member (result, MIQAT_SESSION_REUSED))
    miqat_refuse (&error, NULL, MIQAT_PROBLEM_TOKEN_FORGED, NULL);
  if (error == NULL)
    person = miqat_person_find_by_id (miqat_receiver_get_db (exchange),
                                      json_object_get_string_member (result, "owner_id"), &error);
  if (person != NULL)
    answer_tokens (exchange, self->receiver, person, self->token);
  else if (error != NULL)
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
  else
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_SIGNED_IN);
}

static void
handle_refresh (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autofree char *old = miqat_http_request_dup_cookie (request, COOKIE);
  g_autofree char *old_hash = NULL;
  g_autofree char *new_hash = NULL;
  g_autoptr (JsonObject) args = NULL;
  Refresh *refresh;

  if (old == NULL || *old == '\0') {
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_SIGNED_IN);
    return;
  }
  refresh = g_new0 (Refresh, 1);
  refresh->receiver = data;
  refresh->token = miqat_token_new ();
  old_hash = miqat_hash_text (old);
  new_hash = miqat_hash_text (refresh->token);
  args = json_object_new ();
  json_object_set_string_member (args, "token_hash", old_hash);
  json_object_set_string_member (args, "new_token_hash", new_hash);
  miqat_receiver_run (data, exchange,
                      &(MiqatReceiverRun) { .name = "session.refresh", .args = args, .actor_id = MIQAT_ACTOR_SYSTEM,
                                            .ran = on_refreshed, .data = refresh, .data_free = refresh_free });
}

static void
on_closed (MiqatHttpExchange *exchange, MiqatAnswer *answer, gpointer data)
{
  MiqatReceiver *receiver = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  MiqatHttpResponse *response = miqat_envelope_new_data (200, NULL, NULL, request);

  set_cookie (receiver, request, response, NULL);
  miqat_http_exchange_answer (exchange, response);
}

static void
handle_logout (MiqatHttpExchange *exchange, gpointer data)
{
  g_autofree char *token = miqat_http_request_dup_cookie (miqat_http_exchange_get_request (exchange), COOKIE);
  g_autofree char *hash = miqat_hash_text (token != NULL ? token : "");
  g_autoptr (JsonObject) args = json_object_new ();

  json_object_set_string_member (args, "token_hash", hash);
  miqat_receiver_run (data, exchange,
                      &(MiqatReceiverRun) { .name = "session.close", .args = args, .actor_id = MIQAT_ACTOR_SYSTEM,
                                            .ran = on_closed, .data = data });
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_POST, "/api/auth/login", handle_login, .body_max = 8192, .rate = &address_rate },
  { MIQAT_HTTP_POST, "/api/auth/refresh", handle_refresh, MIQAT_ROUTE_FORM, .body_max = 1024, .rate = &refresh_rate },
  { MIQAT_HTTP_POST, "/api/auth/logout", handle_logout, MIQAT_ROUTE_FORM, .body_max = 1024, .rate = &refresh_rate },
};

void
miqat_auth_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
  miqat_user_routes_add (router, receiver);
}
