/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which handler answers which address. Areas add tables of routes before the server starts; then the
 * router is frozen and shared by the HTTP threads without locks.
 *
 * A pattern is a path whose parts are literal, ":name" (one part, not empty) or, last, "*name" (the
 * rest, perhaps empty). A literal part wins over ":name", that over "*name". A parameter named
 * ":token" is a secret and is not written to the access log; query strings never are. Two routes for
 * one method and pattern are a programmer's error. */
#pragma once

#include "miqat-http-exchange.h"

G_BEGIN_DECLS

typedef void (*MiqatHttpHandler) (MiqatHttpExchange *exchange, gpointer user_data);

#define MIQAT_HTTP_BODY_DEFAULT (256 * 1024)

typedef struct {
  MiqatHttpMethod methods;   /* one or several */
  const char *pattern;
  MiqatHttpHandler handler;
  guint flags;               /* meaning given by the guard, such as "needs a signed-in person" */
  gsize body_max;            /* 0: MIQAT_HTTP_BODY_DEFAULT */
  guint answer_ms;           /* how long the answer may take; 0: the server's default */
  const MiqatHttpRate *rate; /* (nullable) per account or client address, checked before the body is read */
} MiqatHttpRoute;

/* Runs on the HTTP thread before the handler, the body being there: who asks, may they, is the form's
 * token right. FALSE with `error` ends the exchange. */
typedef gboolean (*MiqatHttpGuard) (MiqatHttpExchange *exchange, const MiqatHttpRoute *route,
                                    gpointer user_data, GError **error);

/* The account that a request comes from, as its token proves without asking the database; NULL: nobody
 * in particular. Runs when the headers are there. */
typedef char *(*MiqatHttpAccount) (const MiqatHttpRequest *request, const MiqatHttpRoute *route,
                                   gpointer user_data);

typedef struct _MiqatHttpRouter MiqatHttpRouter;
MiqatHttpRouter *miqat_http_router_new (void) G_GNUC_WARN_UNUSED_RESULT;
void miqat_http_router_free (MiqatHttpRouter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpRouter, miqat_http_router_free)

/* `routes` is static; every handler gets `user_data`. */
void miqat_http_router_add (MiqatHttpRouter *self, const MiqatHttpRoute *routes, guint n_routes,
                            gpointer user_data);
/* Addresses that begin with `prefix` are read as if they began with `instead`:
 * ("/api/v1", "/api"). */
void miqat_http_router_add_alias (MiqatHttpRouter *self, const char *prefix, const char *instead);
void miqat_http_router_set_guard (MiqatHttpRouter *self, MiqatHttpGuard guard, gpointer user_data);
/* Whose requests are counted by account, not among those of everybody behind one address. */
void miqat_http_router_set_account (MiqatHttpRouter *self, MiqatHttpAccount account, gpointer user_data);
char *miqat_http_router_dup_account (const MiqatHttpRouter *self, const MiqatHttpRequest *request,
                                     const MiqatHttpRoute *route) G_GNUC_WARN_UNUSED_RESULT;
/* Makes the page for people when a request outside the API is refused (404 and 429 too). */
void miqat_http_router_set_problem_page (MiqatHttpRouter *self, MiqatHttpProblemPage page,
                                         gpointer user_data);
MiqatHttpProblemPage miqat_http_router_get_problem_page (const MiqatHttpRouter *self,
                                                         gpointer *user_data);

typedef struct {
  const MiqatHttpRoute *route; /* NULL: none */
  gpointer user_data;
  MiqatHttpMethod allowed;     /* without a route: what the address would accept; 0: not found */
} MiqatHttpMatch;

/* Finds the route and gives the request its parameters. */
MiqatHttpMatch miqat_http_router_match (const MiqatHttpRouter *self, MiqatHttpRequest *request);
/* Guard, then handler; answers not_found or method_wrong (with Allow) when nothing matched. */
void miqat_http_router_run (const MiqatHttpRouter *self, const MiqatHttpMatch *match,
                            MiqatHttpExchange *exchange);
/* The path for the log: secrets replaced by their names, control characters escaped, bounded. */
char *miqat_http_router_make_log_path (const MiqatHttpMatch *match, const MiqatHttpRequest *request)
                                       G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
