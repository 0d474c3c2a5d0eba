/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-payment-routes.h"

#include "miqat-booking-link.h"
#include "miqat-envelope.h"
#include "miqat-page.h"
#include "miqat-proof-upload.h"
#include "miqat-transfer-page.h"

static const MiqatHttpRate upload_rate = { "upload", 20, 120 };

typedef struct {
  MiqatReceiver *receiver;
  MiqatHttpForm *form; /* NULL: it could not be read */
  char *booking_id;
  char *token;
} Posted;

static void
posted_free (gpointer data)
{
  Posted *self = data;

  if (self->form != NULL)
    miqat_http_form_free (self->form);
  g_free (self->booking_id);
  g_free (self->token);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Posted, posted_free)

static void
answer_go (MiqatHttpExchange *exchange, const char *token)
{
  g_autofree char *path = miqat_booking_link_make_path (token, NULL);

  miqat_http_exchange_answer (exchange, miqat_http_response_new_redirect (0, path));
}

/* The page; or the booking's own when there is nothing to pay, or nobody to pay for. */
static void
answer_page (MiqatHttpExchange *exchange, MiqatReceiver *receiver, const char *booking_id, const char *token,
             const MiqatPageTyped *typed, guint status)
{
  MiqatDb *db = miqat_receiver_get_db (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBookingPublic) booking
    = miqat_booking_public_load (db, booking_id, miqat_receiver_now (receiver), &error);
  MiqatTransferPage page = { .booking = booking, .token = token };
  MiqatHttpResponse *response = NULL;

  if (typed != NULL)
    page.typed = *typed;
  if (booking != NULL && booking->registered && miqat_booking_status_is_live (booking->status))
    response = miqat_transfer_page_make (receiver, db, &page, status, &error);
  if (response != NULL)
    miqat_http_exchange_answer (exchange, response);
  else if (error != NULL)
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
  else
    answer_go (exchange, token);
}

static void
handle_show (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = miqat_booking_link_of_request (data, exchange, &error);

  if (id == NULL)
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
  else
    answer_page (exchange, data, id,
                 miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "token"), NULL, 200);
}

/* ---- sending --------------------------------------------------------------------------------- */

static void
answer_again (MiqatHttpExchange *exchange, const Posted *posted, const GError *error)
{
  const MiqatPageTyped typed = { posted->form, miqat_refusal_get_problems (error) };

  answer_page (exchange, posted->receiver, posted->booking_id, posted->token, &typed,
               miqat_envelope_get_error_status (error));
}

static void
on_sent (MiqatHttpExchange *exchange, const MiqatAnswer *answer, const GError *error, gpointer data)
{
  Posted *posted = data;

  if (error != NULL)
    answer_again (exchange, posted, error);
  else
    answer_go (exchange, posted->token);
}

static void
set_text (JsonObject *args, const char *name, const MiqatHttpForm *form)
{
  const char *text = miqat_http_form_get_text (form, name);

  if (text != NULL && *text != '\0')
    json_object_set_string_member (args, name, text);
}

static JsonObject *
make_args (const Posted *posted)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "booking_id", posted->booking_id);
  set_text (args, "invoice_id", posted->form);
  set_text (args, "bank_account_id", posted->form);
  set_text (args, "sender_name", posted->form);
  set_text (args, "amount", posted->form);
  return args;
}

/* A file's problem belongs beside the file. */
static GError *
place_at_file (GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  GError *placed = NULL;

  if (problems == NULL || miqat_problems_get (problems, 0)->field != NULL)
    return error;
  miqat_refuse (&placed, "proof", miqat_problems_get (problems, 0)->code, NULL);
  g_error_free (error);
  return placed;
}

static void
handle_send (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatReceiver *receiver = data;
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (Posted) posted = g_new0 (Posted, 1);
  g_autoptr (JsonObject) args = NULL;
  const MiqatHttpField *file;

  posted->receiver = receiver;
  posted->token = g_strdup (miqat_http_request_get_param (request, "token"));
  posted->booking_id = miqat_booking_link_of_request (receiver, exchange, &error);
  if (posted->booking_id == NULL) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  /* How large the file may be is for the upload to say: what was typed beside it is read all the same. */
  posted->form = miqat_http_request_parse_form (request, MIQAT_PROOF_BODY_MAX, &error);
  if (posted->form == NULL) {
    error = place_at_file (g_steal_pointer (&error));
    answer_again (exchange, posted, error);
    return;
  }
  if (!miqat_page_form_check (receiver, posted->form, posted->booking_id, &error)) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  args = make_args (posted);
  file = miqat_http_form_get_file (posted->form, "proof");
  miqat_proof_upload_send (receiver, exchange,
                           &(MiqatProofUpload) {
                             .file = file != NULL ? file->file : NULL,
                             .file_name = file != NULL ? file->file_name : NULL,
                             .args = args,
                             .key = miqat_http_form_get_text (posted->form, "command_id"),
                             .page_form = TRUE,
                             .sent = on_sent,
                             .data = posted,
                             .data_free = posted_free,
                           });
  g_steal_pointer (&posted);
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/pesan/:token/bayar", handle_show },
  { MIQAT_HTTP_POST, "/pesan/:token/bayar", handle_send, MIQAT_ROUTE_FORM, .body_max = MIQAT_PROOF_BODY_MAX,
    .rate = &upload_rate },
};

void
miqat_payment_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
  miqat_payment_rest_add (router, receiver);
}
