/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns form a tree, one level for each part of the path. Names of parameters belong to the route,
 * not to the tree, so that two routes may name one place differently. */
#include "config.h"

#include "miqat-http-router.h"

#include <string.h>

typedef struct _Node Node;
struct _Node {
  GHashTable *literals; /* text → Node; NULL until needed */
  Node *any;            /* ":name" */
  Node *rest;           /* "*name" */
  const MiqatHttpRoute *routes[MIQAT_HTTP_N_METHODS];
  gpointer user_data[MIQAT_HTTP_N_METHODS];
};

typedef struct {
  char **prefix;
  char **instead;
} Alias;

struct _MiqatHttpRouter {
  Node *root;
  GPtrArray *aliases;
  MiqatHttpGuard guard;
  gpointer guard_data;
  MiqatHttpAccount account;
  gpointer account_data;
  MiqatHttpProblemPage problem_page;
  gpointer problem_page_data;
};

static void
free_node (gpointer data)
{
  Node *node = data;

  if (!node)
    return;
  g_clear_pointer (&node->literals, g_hash_table_unref);
  free_node (node->any);
  free_node (node->rest);
  g_free (node);
}

static void
free_alias (gpointer data)
{
  Alias *alias = data;

  g_strfreev (alias->prefix);
  g_strfreev (alias->instead);
  g_free (alias);
}

MiqatHttpRouter *
miqat_http_router_new (void)
{
  MiqatHttpRouter *self = g_new0 (MiqatHttpRouter, 1);

  self->root = g_new0 (Node, 1);
  self->aliases = g_ptr_array_new_with_free_func (free_alias);
  return self;
}

void
miqat_http_router_free (MiqatHttpRouter *self)
{
  if (!self)
    return;
  free_node (self->root);
  g_ptr_array_unref (self->aliases);
  g_free (self);
}

/* --- Building -------------------------------------------------------------------------------- */

/* "/a/b" → "a", "b"; "/" → "". */
static char **
split_path (const char *path)
{
  g_assert (path[0] == '/');
  return path[1] ? g_strsplit (path + 1, "/", -1) : g_strdupv ((char *[]){ (char *) "", NULL });
}

static Node *
get_child (Node *node, const char *part)
{
  Node **place, *child;

  if (part[0] == ':' || part[0] == '*') {
    place = part[0] == ':' ? &node->any : &node->rest;
    if (!*place)
      *place = g_new0 (Node, 1);
    return *place;
  }
  if (!node->literals)
    node->literals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_node);
  child = g_hash_table_lookup (node->literals, part);
  if (!child) {
    child = g_new0 (Node, 1);
    g_hash_table_insert (node->literals, g_strdup (part), child);
  }
  return child;
}

static void
add_route (MiqatHttpRouter *self, const MiqatHttpRoute *route, gpointer user_data)
{
  g_auto (GStrv) parts = split_path (route->pattern);
  Node *node = self->root;

  g_assert (route->handler != NULL && route->methods != 0);
  for (guint i = 0; parts[i]; i++) {
    g_assert (parts[i][0] != '*' || !parts[i + 1]);
    node = get_child (node, parts[i]);
  }
  for (guint i = 0; i < MIQAT_HTTP_N_METHODS; i++)
    if (route->methods & 1u << i) {
      if (node->routes[i])
        g_error ("two routes for %s", route->pattern);
      node->routes[i] = route;
      node->user_data[i] = user_data;
    }
}

void
miqat_http_router_add (MiqatHttpRouter *self, const MiqatHttpRoute *routes, guint n_routes,
                       gpointer user_data)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < n_routes; i++)
    add_route (self, &routes[i], user_data);
}

void
miqat_http_router_add_alias (MiqatHttpRouter *self, const char *prefix, const char *instead)
{
  Alias *alias = g_new0 (Alias, 1);

  alias->prefix = split_path (prefix);
  alias->instead = split_path (instead);
  g_ptr_array_add (self->aliases, alias);
}

void
miqat_http_router_set_guard (MiqatHttpRouter *self, MiqatHttpGuard guard, gpointer user_data)
{
  self->guard = guard;
  self->guard_data = user_data;
}

void
miqat_http_router_set_account (MiqatHttpRouter *self, MiqatHttpAccount account, gpointer user_data)
{
  self->account = account;
  self->account_data = user_data;
}

char *
miqat_http_router_dup_account (const MiqatHttpRouter *self, const MiqatHttpRequest *request,
                               const MiqatHttpRoute *route)
{
  return self->account ? self->account (request, route, self->account_data) : NULL;
}

void
miqat_http_router_set_problem_page (MiqatHttpRouter *self, MiqatHttpProblemPage page,
                                    gpointer user_data)
{
  self->problem_page = page;
  self->problem_page_data = user_data;
}

MiqatHttpProblemPage
miqat_http_router_get_problem_page (const MiqatHttpRouter *self, gpointer *user_data)
{
  *user_data = self->problem_page_data;
  return self->problem_page;
}

/* --- Matching -------------------------------------------------------------------------------- */

static MiqatHttpMethod
get_allowed (const Node *node)
{
  MiqatHttpMethod allowed = 0;

  for (guint i = 0; i < MIQAT_HTTP_N_METHODS; i++)
    if (node->routes[i])
      allowed |= 1u << i;
  return allowed;
}

/* The most literal node with routes for these parts. No deeper than a path has parts. */
static const Node *
find_node (const Node *node, const char *const *parts)
{
  const Node *child, *found;

  if (!*parts)
    return get_allowed (node) ? node : NULL;
  child = node->literals ? g_hash_table_lookup (node->literals, *parts) : NULL;
  if (child && (found = find_node (child, parts + 1)))
    return found;
  if (node->any && **parts && (found = find_node (node->any, parts + 1)))
    return found;
  return node->rest && get_allowed (node->rest) ? node->rest : NULL;
}

static void
add_params (const char *pattern, const char *const *parts, MiqatHttpRequest *request)
{
  g_auto (GStrv) names = split_path (pattern);

  for (guint i = 0; names[i]; i++)
    if (names[i][0] == ':')
      miqat_http_request_add_param (request, names[i] + 1, parts[i]);
    else if (names[i][0] == '*') {
      g_autofree char *rest = g_strjoinv ("/", (char **) parts + i);

      miqat_http_request_add_param (request, names[i] + 1, rest);
    }
}

/* The parts as the aliases want them read; a new container of borrowed texts. */
static const char **
apply_aliases (const MiqatHttpRouter *self, const char *const *parts)
{
  GPtrArray *read = g_ptr_array_new ();
  guint skip = 0;

  for (guint i = 0; i < self->aliases->len && skip == 0; i++) {
    const Alias *alias = g_ptr_array_index (self->aliases, i);
    guint length = 0;

    while (alias->prefix[length] && parts[length]
           && g_str_equal (alias->prefix[length], parts[length]))
      length++;
    if (alias->prefix[length])
      continue;
    skip = length;
    for (guint j = 0; alias->instead[j]; j++)
      g_ptr_array_add (read, alias->instead[j]);
  }
  for (guint i = skip; parts[i]; i++)
    g_ptr_array_add (read, (gpointer) parts[i]);
  g_ptr_array_add (read, NULL);
  return (const char **) g_ptr_array_free (read, FALSE);
}

MiqatHttpMatch
miqat_http_router_match (const MiqatHttpRouter *self, MiqatHttpRequest *request)
{
  g_autofree const char **parts = NULL;
  MiqatHttpMatch match = { NULL };
  guint index = g_bit_nth_lsf (miqat_http_request_get_method (request), -1);
  const Node *node;

  parts = apply_aliases (self, miqat_http_request_get_segments (request));
  node = find_node (self->root, parts);
  if (!node)
    return match;
  match.allowed = get_allowed (node);
  match.route = node->routes[index];
  match.user_data = node->user_data[index];
  if (match.route)
    add_params (match.route->pattern, parts, request);
  return match;
}

/* --- Running --------------------------------------------------------------------------------- */

static void
answer_method_wrong (MiqatHttpMethod allowed, MiqatHttpExchange *exchange)
{
  static const char *const names[MIQAT_HTTP_N_METHODS]
      = { "GET, HEAD", "POST", "PUT", "PATCH", "DELETE" };
  g_autoptr (GString) allow = g_string_new (NULL);

  for (guint i = 0; i < MIQAT_HTTP_N_METHODS; i++)
    if (allowed & 1u << i)
      g_string_append_printf (allow, "%s%s", allow->len ? ", " : "", names[i]);
  miqat_http_exchange_add_header (exchange, "Allow", allow->str);
  miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_METHOD_WRONG);
}

void
miqat_http_router_run (const MiqatHttpRouter *self, const MiqatHttpMatch *match,
                       MiqatHttpExchange *exchange)
{
  GError *error = NULL;

  if (!match->route && match->allowed == 0)
    miqat_http_exchange_answer_problem (exchange, MIQAT_PROBLEM_NOT_FOUND);
  else if (!match->route)
    answer_method_wrong (match->allowed, exchange);
  else if (self->guard && !self->guard (exchange, match->route, self->guard_data, &error))
    miqat_http_exchange_answer_error (exchange, error);
  else if (!miqat_http_exchange_is_answered (exchange)) /* a guard may answer itself */
    match->route->handler (exchange, match->user_data);
}

char *
miqat_http_router_make_log_path (const MiqatHttpMatch *match, const MiqatHttpRequest *request)
{
  g_autofree char *path = NULL;
  const char *token = miqat_http_request_get_param (request, "token");

  /* An address with a secret is logged as its pattern: the secret may stand in it in any form. */
  if (match->route && token)
    return g_strdup (match->route->pattern);
  /* Without a route nobody knows which part is a secret that was cut off or mistyped. */
  path = g_strescape (miqat_http_request_get_path (request), NULL);
  if (!match->route)
    return g_strdup_printf ("%.24s?", path);
  return g_strdup_printf ("%.200s", path);
}
