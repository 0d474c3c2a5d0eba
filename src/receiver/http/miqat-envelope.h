/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one shape of every JSON answer:
 *   {"success": true, "data": …, "message": …,
 *    "metadata": {"timestamp", "version", "request_id", "pagination"?}}
 *   {"success": false, "data": null, "message": sentence, "code": of the first problem,
 *    "errors": [{"code", "field"?, "message", "params"?}], "metadata": …}
 */
#pragma once

#include "miqat-http-request.h"
#include "miqat-http-response.h"
#include "miqat-json.h"

G_BEGIN_DECLS

#define MIQAT_ENVELOPE_VERSION "1.0"

typedef struct {
  MiqatJsonWriter json;
  GString *out;
  gboolean paged;
  gint64 page;
  gint64 per_page;
  gint64 total; /* negative: not counted */
  const char *next;
} MiqatEnvelope;

/* Begins a success; exactly one value is to be written with the writer returned (`&self->json`). */
MiqatJsonWriter *miqat_envelope_begin (MiqatEnvelope *self);
/* Names the page of a list; page counts from 1. `next` (nullable, borrowed until the end) is an opaque
 * cursor. */
void miqat_envelope_set_page (MiqatEnvelope *self, gint64 page, gint64 per_page, gint64 total,
                              const char *next);
/* Ends it. `request` NULL leaves out the request's id, for an answer that will be served to many;
 * `now` is the timestamp. `message` (nullable) is a sentence for people. */
MiqatHttpResponse *miqat_envelope_end (MiqatEnvelope *self, guint status, const char *message,
                                       const MiqatHttpRequest *request, MiqatInstant now) G_GNUC_WARN_UNUSED_RESULT;

/* A success around a value that exists already; NULL writes null. */
MiqatHttpResponse *miqat_envelope_new_data (guint status, JsonNode *data, const char *message,
                                            const MiqatHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/* The problems of a refusal, in the language that the request prefers; any other error becomes
 * "internal" without its message. */
MiqatHttpResponse *miqat_envelope_new_error (const GError *error, const MiqatHttpRequest *request)
                                             G_GNUC_WARN_UNUSED_RESULT;

/* The HTTP status of a problem; 422 for what only says that a field is wrong. */
guint miqat_envelope_get_status (MiqatProblemCode code);
/* The same for an error: that of its first problem, 500 when it is no refusal. */
guint miqat_envelope_get_error_status (const GError *error);

G_END_DECLS
