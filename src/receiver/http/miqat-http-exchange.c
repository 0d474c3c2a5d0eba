/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-http-exchange.h"

#include "miqat-envelope.h"

struct _MiqatHttpExchange {
  gatomicrefcount references;
  int answered; /* atomic: who turns it to 1 has answered */
  guint retry_after_s;
  MiqatHttpRequest *request;
  MiqatHttpExchangeOptions options;
  GCancellable *cancellable;
  GPtrArray *extra_headers; /* (nullable) name, value, name, value … */
  gpointer visitor;
  GDestroyNotify visitor_free;
};

MiqatHttpExchange *
miqat_http_exchange_new (MiqatHttpRequest *request, const MiqatHttpExchangeOptions *options)
{
  MiqatHttpExchange *self;

  g_return_val_if_fail (request != NULL && options->answered != NULL, NULL);

  self = g_new0 (MiqatHttpExchange, 1);
  g_atomic_ref_count_init (&self->references);
  self->request = miqat_http_request_ref (request);
  self->options = *options;
  self->cancellable = g_cancellable_new ();
  return self;
}

MiqatHttpExchange *
miqat_http_exchange_ref (MiqatHttpExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_http_exchange_unref (MiqatHttpExchange *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->references))
    return;
  if (self->visitor_free && self->visitor)
    self->visitor_free (self->visitor);
  if (self->options.answered_data_free)
    self->options.answered_data_free (self->options.answered_data);
  g_clear_pointer (&self->extra_headers, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  miqat_http_request_unref (self->request);
  g_free (self);
}

gboolean
miqat_http_exchange_is_kept (MiqatHttpExchange *self)
{
  return !g_atomic_ref_count_compare (&self->references, 1);
}

const MiqatHttpRequest *
miqat_http_exchange_get_request (MiqatHttpExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->request;
}

/* --- Answering ------------------------------------------------------------------------------- */

void
miqat_http_exchange_answer (MiqatHttpExchange *self, MiqatHttpResponse *response)
{
  g_return_if_fail (self != NULL && response != NULL);

  if (g_atomic_int_compare_and_exchange (&self->answered, 0, 1))
    self->options.answered (self, response, self->options.answered_data);
  miqat_http_response_unref (response);
}

static MiqatHttpResponse *
make_problem_answer (MiqatHttpExchange *self, const GError *error)
{
  MiqatHttpResponse *response = NULL;
  guint status = miqat_envelope_get_error_status (error);
  g_autofree char *seconds = NULL;

  if (self->options.problem_page && !miqat_http_request_wants_json (self->request))
    response = self->options.problem_page (self->request, error, self->options.problem_page_data);
  if (!response)
    response = miqat_envelope_new_error (error, self->request);
  if (status == 429 || status == 503) {
    seconds = g_strdup_printf ("%u", self->retry_after_s ? self->retry_after_s : 5);
    miqat_http_response_set_header (response, "Retry-After", seconds);
  }
  return response;
}

void
miqat_http_exchange_answer_error (MiqatHttpExchange *self, GError *error)
{
  g_return_if_fail (self != NULL && error != NULL);

  if (error->domain != MIQAT_REFUSAL)
    g_message ("request %s failed: %s: %s", miqat_http_request_get_id (self->request),
               g_quark_to_string (error->domain), error->message);
  miqat_http_exchange_answer (self, make_problem_answer (self, error));
  g_error_free (error);
}

void
miqat_http_exchange_answer_problem (MiqatHttpExchange *self, MiqatProblemCode code)
{
  GError *error = NULL;

  miqat_refuse (&error, NULL, code, NULL);
  miqat_http_exchange_answer_error (self, error);
}

gboolean
miqat_http_exchange_is_answered (MiqatHttpExchange *self)
{
  return g_atomic_int_get (&self->answered) != 0;
}

GCancellable *
miqat_http_exchange_get_cancellable (MiqatHttpExchange *self)
{
  return self->cancellable;
}

/* --- What travels with it -------------------------------------------------------------------- */

gpointer
miqat_http_exchange_get_thread_data (MiqatHttpExchange *self)
{
  return self->options.thread_data;
}

void
miqat_http_exchange_set_visitor (MiqatHttpExchange *self, gpointer visitor, GDestroyNotify free)
{
  g_return_if_fail (self != NULL);

  if (self->visitor_free && self->visitor)
    self->visitor_free (self->visitor);
  self->visitor = visitor;
  self->visitor_free = free;
}

gpointer
miqat_http_exchange_get_visitor (MiqatHttpExchange *self)
{
  return self->visitor;
}

void
miqat_http_exchange_add_header (MiqatHttpExchange *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  if (!self->extra_headers)
    self->extra_headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->extra_headers, g_strdup (name));
  g_ptr_array_add (self->extra_headers, g_strdup (value));
}

GPtrArray *
miqat_http_exchange_get_extra_headers (MiqatHttpExchange *self)
{
  return self->extra_headers;
}

gboolean
miqat_http_exchange_check_rate (MiqatHttpExchange *self, const MiqatHttpRate *rate, const char *key,
                                GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->options.limits
      || miqat_http_limits_take (self->options.limits, rate, key, g_get_monotonic_time (),
                                 &self->retry_after_s))
    return TRUE;
  return miqat_refuse (error, NULL, MIQAT_PROBLEM_TOO_MANY_REQUESTS, NULL);
}

void
miqat_http_exchange_forget_rate (MiqatHttpExchange *self, const MiqatHttpRate *rate,
                                 const char *key)
{
  if (self->options.limits)
    miqat_http_limits_forget (self->options.limits, rate, key);
}
