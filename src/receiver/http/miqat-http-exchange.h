/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request that waits for its answer. A handler runs on an HTTP thread and must not block it: it
 * answers at once from memory or a quick read, or keeps a reference, returns, and answers later from
 * any thread (the writer's, the password pool's). The first answer counts, later ones are dropped;
 * an exchange nobody keeps and nobody answered is answered with "internal", one that takes longer
 * than its route allows with "database_busy". */
#pragma once

#include <gio/gio.h>

#include "miqat-http-limits.h"
#include "miqat-http-request.h"
#include "miqat-http-response.h"

G_BEGIN_DECLS

typedef struct _MiqatHttpExchange MiqatHttpExchange;
MiqatHttpExchange *miqat_http_exchange_ref (MiqatHttpExchange *self);
void miqat_http_exchange_unref (MiqatHttpExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatHttpExchange, miqat_http_exchange_unref)

const MiqatHttpRequest *miqat_http_exchange_get_request (MiqatHttpExchange *self);

/* Takes `response`. Any thread. */
void miqat_http_exchange_answer (MiqatHttpExchange *self, MiqatHttpResponse *response);
/* Takes `error`: a refusal becomes its status and problems, anything else is logged and becomes
 * "internal". JSON for the API, else a page by the router's problem function. Any thread. */
void miqat_http_exchange_answer_error (MiqatHttpExchange *self, GError *error);
/* The same for one problem without parameters. */
void miqat_http_exchange_answer_problem (MiqatHttpExchange *self, MiqatProblemCode code);
gboolean miqat_http_exchange_is_answered (MiqatHttpExchange *self);

/* Cancelled when the answer is no longer wanted: the client left or the time is over. A hint for
 * reads and long polls; a command that changes something is never abandoned for it. */
GCancellable *miqat_http_exchange_get_cancellable (MiqatHttpExchange *self);

/* What the server's thread_new() made for this HTTP thread, such as its read-only connection. Only
 * on that thread, that is, inside the handler. */
gpointer miqat_http_exchange_get_thread_data (MiqatHttpExchange *self);

/* Who asks: set by the guard, read by handlers. Freed with the exchange, on whichever thread lets go
 * of it last. */
void miqat_http_exchange_set_visitor (MiqatHttpExchange *self, gpointer visitor, GDestroyNotify free);
gpointer miqat_http_exchange_get_visitor (MiqatHttpExchange *self);

/* Adds a header to the answer whatever it will be, such as a cookie that must survive an error page.
 * HTTP thread only. */
void miqat_http_exchange_add_header (MiqatHttpExchange *self, const char *name, const char *value);

/* Takes a token of `rate` for `key` (an account, a phone number). FALSE with too_many_requests; the
 * answer then carries Retry-After. */
gboolean miqat_http_exchange_check_rate (MiqatHttpExchange *self, const MiqatHttpRate *rate,
                                         const char *key, GError **error);
void miqat_http_exchange_forget_rate (MiqatHttpExchange *self, const MiqatHttpRate *rate,
                                      const char *key);

/* For the server, and for tests of handlers. `answered` is called once, on the thread that answers;
 * it borrows the response. */
typedef void (*MiqatHttpAnswered) (MiqatHttpExchange *exchange, MiqatHttpResponse *response,
                                   gpointer data);
/* Makes a new response (never a shared one: headers are added to it); NULL: use JSON. Any thread. */
typedef MiqatHttpResponse *(*MiqatHttpProblemPage) (const MiqatHttpRequest *request,
                                                    const GError *error, gpointer data);
typedef struct {
  MiqatHttpAnswered answered;
  gpointer answered_data;
  GDestroyNotify answered_data_free;
  MiqatHttpProblemPage problem_page; /* (nullable) NULL: always JSON */
  gpointer problem_page_data;
  MiqatHttpLimits *limits;           /* (nullable) borrowed; NULL: no limits */
  gpointer thread_data;
} MiqatHttpExchangeOptions;
MiqatHttpExchange *miqat_http_exchange_new (MiqatHttpRequest *request,
                                            const MiqatHttpExchangeOptions *options) G_GNUC_WARN_UNUSED_RESULT;
/* The headers of miqat_http_exchange_add_header(): pairs of name and value. */
GPtrArray *miqat_http_exchange_get_extra_headers (MiqatHttpExchange *self);
/* TRUE while somebody besides the caller holds the exchange. */
gboolean miqat_http_exchange_is_kept (MiqatHttpExchange *self);

G_END_DECLS
