/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-envelope.h"

#include "miqat-words.h"

MiqatJsonWriter *
miqat_envelope_begin (MiqatEnvelope *self)
{
  *self = (MiqatEnvelope){ .out = g_string_sized_new (512) };
  miqat_json_writer_init (&self->json, self->out);
  miqat_json_begin_object (&self->json);
  miqat_json_add_flag (&self->json, "success", TRUE);
  miqat_json_name (&self->json, "data");
  return &self->json;
}

void
miqat_envelope_set_page (MiqatEnvelope *self, gint64 page, gint64 per_page, gint64 total,
                         const char *next)
{
  g_return_if_fail (page >= 1 && per_page >= 1);

  self->paged = TRUE;
  self->page = page;
  self->per_page = per_page;
  self->total = total;
  self->next = next;
}

static void
write_metadata (MiqatEnvelope *self, const MiqatHttpRequest *request, MiqatInstant now)
{
  g_autofree char *timestamp = miqat_instant_to_iso (now);

  miqat_json_name (&self->json, "metadata");
  miqat_json_begin_object (&self->json);
  miqat_json_add_text (&self->json, "timestamp", timestamp);
  miqat_json_add_text (&self->json, "version", MIQAT_ENVELOPE_VERSION);
  if (request)
    miqat_json_add_text (&self->json, "request_id", miqat_http_request_get_id (request));
  if (self->paged) {
    miqat_json_name (&self->json, "pagination");
    miqat_json_begin_object (&self->json);
    miqat_json_add_int (&self->json, "page", self->page);
    miqat_json_add_int (&self->json, "per_page", self->per_page);
    if (self->total >= 0) {
      miqat_json_add_int (&self->json, "total", self->total);
      miqat_json_add_int (&self->json, "pages",
                          (self->total + self->per_page - 1) / self->per_page);
    }
    if (self->next)
      miqat_json_add_text (&self->json, "next", self->next);
    miqat_json_end_object (&self->json);
  }
  miqat_json_end_object (&self->json);
}

MiqatHttpResponse *
miqat_envelope_end (MiqatEnvelope *self, guint status, const char *message,
                    const MiqatHttpRequest *request, MiqatInstant now)
{
  miqat_json_add_text (&self->json, "message", message);
  write_metadata (self, request, now);
  miqat_json_end_object (&self->json);
  return miqat_http_response_new_json (status, g_steal_pointer (&self->out));
}

static MiqatInstant
get_now (const MiqatHttpRequest *request)
{
  return request ? miqat_http_request_get_received (request)
                 : miqat_clock_now (miqat_clock_get_system ());
}

MiqatHttpResponse *
miqat_envelope_new_data (guint status, JsonNode *data, const char *message,
                         const MiqatHttpRequest *request)
{
  MiqatEnvelope self;

  miqat_envelope_begin (&self);
  if (data)
    miqat_json_node (&self.json, data);
  else
    miqat_json_null (&self.json);
  return miqat_envelope_end (&self, status, message, request, get_now (request));
}

/* --- Problems -------------------------------------------------------------------------------- */

static void
write_problem (MiqatJsonWriter *json, const MiqatProblem *problem, MiqatLanguage language)
{
  g_autofree char *sentence = miqat_words_dup_sentence (language, problem);
  GHashTableIter iter;
  gpointer name, value;

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "code", miqat_problem_code_get_name (problem->code));
  if (problem->field)
    miqat_json_add_text (json, "field", problem->field);
  miqat_json_add_text (json, "message", sentence);
  if (problem->params && g_hash_table_size (problem->params) > 0) {
    miqat_json_name (json, "params");
    miqat_json_begin_object (json);
    g_hash_table_iter_init (&iter, problem->params);
    while (g_hash_table_iter_next (&iter, &name, &value))
      miqat_json_add_text (json, name, value);
    miqat_json_end_object (json);
  }
  miqat_json_end_object (json);
}

/* What `error` says to the world: its problems, or "internal" alone. */
static MiqatProblems *
dup_problems (const GError *error)
{
  const MiqatProblems *problems = error ? miqat_refusal_get_problems (error) : NULL;
  MiqatProblems *internal;

  if (problems && miqat_problems_get_count (problems) > 0)
    return miqat_problems_copy (problems);
  internal = miqat_problems_new ();
  miqat_problems_add (internal, NULL, MIQAT_PROBLEM_INTERNAL, NULL);
  return internal;
}

MiqatHttpResponse *
miqat_envelope_new_error (const GError *error, const MiqatHttpRequest *request)
{
  g_autoptr (MiqatProblems) problems = dup_problems (error);
  const MiqatProblem *first = miqat_problems_get (problems, 0);
  MiqatLanguage language
    = miqat_language_choose (request ? miqat_http_request_get_header (request, "Accept-Language") : NULL);
  g_autofree char *sentence = miqat_words_dup_sentence (language, first);
  MiqatEnvelope self = { .out = g_string_sized_new (512) };

  miqat_json_writer_init (&self.json, self.out);
  miqat_json_begin_object (&self.json);
  miqat_json_add_flag (&self.json, "success", FALSE);
  miqat_json_name (&self.json, "data");
  miqat_json_null (&self.json);
  miqat_json_add_text (&self.json, "message", sentence);
  miqat_json_add_text (&self.json, "code", miqat_problem_code_get_name (first->code));
  miqat_json_name (&self.json, "errors");
  miqat_json_begin_array (&self.json);
  for (guint i = 0; i < miqat_problems_get_count (problems); i++)
    write_problem (&self.json, miqat_problems_get (problems, i), language);
  miqat_json_end_array (&self.json);
  write_metadata (&self, request, get_now (request));
  miqat_json_end_object (&self.json);
  return miqat_http_response_new_json (miqat_envelope_get_status (first->code), self.out);
}

/* --- Status ---------------------------------------------------------------------------------- */

/* What is not here is trouble with the database (503), or only says that a field is wrong (422). */
static const struct {
  MiqatProblemCode code;
  guint status;
} statuses[] = {
  { MIQAT_PROBLEM_JSON_BROKEN, 400 },
  { MIQAT_PROBLEM_JSON_TOO_DEEP, 400 },
  { MIQAT_PROBLEM_JSON_DUPLICATE, 400 },
  { MIQAT_PROBLEM_REQUEST_BROKEN, 400 },
  { MIQAT_PROBLEM_NOT_SIGNED_IN, 401 },
  { MIQAT_PROBLEM_SIGN_IN_WRONG, 401 },
  { MIQAT_PROBLEM_TOKEN_EXPIRED, 401 },
  { MIQAT_PROBLEM_TOKEN_FORGED, 401 },
  { MIQAT_PROBLEM_NOT_ALLOWED, 403 },
  { MIQAT_PROBLEM_NOT_YOURS, 403 },
  { MIQAT_PROBLEM_TIER_WRONG, 403 },
  { MIQAT_PROBLEM_NODE_INACTIVE, 403 },
  { MIQAT_PROBLEM_DEVICE_REVOKED, 403 },
  { MIQAT_PROBLEM_ENROL_CODE_WRONG, 403 },
  { MIQAT_PROBLEM_LINK_FORGED, 403 },
  { MIQAT_PROBLEM_NOT_FOUND, 404 },
  { MIQAT_PROBLEM_COMMAND_UNKNOWN, 404 },
  { MIQAT_PROBLEM_PACKAGE_NOT_PUBLIC, 404 },
  { MIQAT_PROBLEM_METHOD_WRONG, 405 },
  { MIQAT_PROBLEM_COMMAND_REPEATED, 409 },
  { MIQAT_PROBLEM_COMMAND_TOO_NEW, 409 },
  { MIQAT_PROBLEM_DEPENDS_ON_REFUSED, 409 },
  { MIQAT_PROBLEM_ALREADY_EXISTS, 409 },
  { MIQAT_PROBLEM_EMAIL_TAKEN, 409 },
  { MIQAT_PROBLEM_AFFILIATE_CODE_TAKEN, 409 },
  { MIQAT_PROBLEM_SLUG_TAKEN, 409 },
  { MIQAT_PROBLEM_SEATS_BELOW_TAKEN, 409 },
  { MIQAT_PROBLEM_SEATS_SHORT, 409 },
  { MIQAT_PROBLEM_SEATS_NONE, 409 },
  { MIQAT_PROBLEM_BEDS_SHORT, 409 },
  { MIQAT_PROBLEM_DEPARTURE_CLOSED, 409 },
  { MIQAT_PROBLEM_HOLD_EXPIRED, 409 },
  { MIQAT_PROBLEM_HOLD_ADDRESS, 409 },
  { MIQAT_PROBLEM_HOLD_TOO_MANY, 409 },
  { MIQAT_PROBLEM_BOOKING_STATE, 409 },
  { MIQAT_PROBLEM_INVOICE_PAID, 409 },
  { MIQAT_PROBLEM_PROOF_DECIDED, 409 },
  { MIQAT_PROBLEM_LEASE_SHORT, 409 },
  { MIQAT_PROBLEM_CHANGED_MEANWHILE, 409 },
  { MIQAT_PROBLEM_LINK_EXPIRED, 410 },
  { MIQAT_PROBLEM_JSON_TOO_LARGE, 413 },
  { MIQAT_PROBLEM_BODY_TOO_LARGE, 413 },
  { MIQAT_PROBLEM_FILE_TOO_LARGE, 413 },
  { MIQAT_PROBLEM_FILE_KIND, 415 },
  { MIQAT_PROBLEM_TOO_MANY_REQUESTS, 429 },
  { MIQAT_PROBLEM_SIGN_IN_SLOW_DOWN, 429 },
  { MIQAT_PROBLEM_INTERNAL, 500 },
  { MIQAT_PROBLEM_PORT_IN_USE, 500 },
  { MIQAT_PROBLEM_NEEDS_CONNECTION, 503 },
};

guint
miqat_envelope_get_status (MiqatProblemCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].code == code)
      return statuses[i].status;
  return g_str_has_prefix (miqat_problem_code_get_name (code), "database_") ? 503 : 422;
}

guint
miqat_envelope_get_error_status (const GError *error)
{
  g_autoptr (MiqatProblems) problems = dup_problems (error);

  return miqat_envelope_get_status (miqat_problems_get (problems, 0)->code);
}
