/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST and GET /api/users: the partners below oneself. */
#include "config.h"

#include "miqat-auth-routes.h"
#include "miqat-crypto.h"
#include "miqat-rest.h"
#include "miqat-user.h"

#include <string.h>

#define PASSWORD_MIN 10
#define PASSWORD_MAX 1024

static const MiqatHttpRate write_rate = { "api-user", 30, 120 };

typedef struct {
  MiqatReceiver *receiver;
  JsonObject *args;
  char *password; /* nullable */
} NewUser;

static void
new_user_free (gpointer data)
{
  NewUser *self = data;

  json_object_unref (self->args);
  miqat_secret_free (self->password);
  g_free (self);
}

/* In the pool. A password enters a command only as its verifier. */
static void
make_verifier (gpointer data)
{
  NewUser *self = data;
  g_autofree char *verifier = self->password != NULL ? miqat_password_make_verifier (self->password) : NULL;

  if (verifier != NULL)
    json_object_set_string_member (self->args, "verifier", verifier);
}

static void
on_made (MiqatHttpExchange *exchange, gpointer data)
{
  NewUser *self = data;

  miqat_rest_run (exchange, self->receiver, "user.create", self->args, 201, NULL);
}

static void
handle_create (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);
  g_autofree char *password = args != NULL ? g_strdup (miqat_json_get_text (args, "password")) : NULL;
  g_autoptr (GError) error = NULL;
  NewUser *user;

  if (args == NULL)
    return;
  /* What a password becomes is made here: a verifier from outside is no field of this address. */
  if (json_object_has_member (args, "verifier")) {
    miqat_refuse (&error, "verifier", MIQAT_PROBLEM_UNKNOWN_FIELD, NULL);
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  if (password != NULL && (strlen (password) < PASSWORD_MIN || strlen (password) > PASSWORD_MAX)) {
    miqat_refuse (&error, "password", MIQAT_PROBLEM_PASSWORD_WEAK, NULL);
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  if (json_object_has_member (args, "password"))
    json_object_remove_member (args, "password");
  user = g_new0 (NewUser, 1);
  user->receiver = receiver;
  user->args = g_steal_pointer (&args);
  user->password = g_steal_pointer (&password);
  miqat_receiver_work (receiver->passwords, exchange, make_verifier, on_made, user, new_user_free);
}

static void
write_user (MiqatJsonWriter *json, const MiqatUser *user)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", user->id);
  miqat_json_add_text (json, "tier", miqat_tier_get_name (user->tier));
  miqat_json_add_text (json, "full_name", user->full_name);
  miqat_json_add_text (json, "city", user->city);
  miqat_json_add_text (json, "affiliate_code", user->affiliate_code);
  miqat_json_add_flag (json, "is_active", user->is_active);
  miqat_json_end_object (json);
}

static void
handle_list (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users
    = miqat_user_list_children (miqat_receiver_get_db (exchange), miqat_receiver_get_actor (exchange)->node_id, &error);
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = miqat_envelope_begin (&envelope);

  if (users != NULL) {
    MiqatRestPage page = miqat_rest_get_page (exchange, &envelope, users->len);

    miqat_json_begin_array (json);
    for (guint i = page.first; i < page.first + page.count; i++)
      write_user (json, users->pdata[i]);
    miqat_json_end_array (json);
  }
  miqat_rest_answer (exchange, &envelope, users != NULL, g_steal_pointer (&error));
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_POST, "/api/users", handle_create, MIQAT_ROUTE_PERSON, .rate = &write_rate },
  { MIQAT_HTTP_POST, "/api/auth/register", handle_create, MIQAT_ROUTE_PERSON, .rate = &write_rate },
  { MIQAT_HTTP_GET, "/api/users", handle_list, MIQAT_ROUTE_PERSON },
};

void
miqat_user_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
