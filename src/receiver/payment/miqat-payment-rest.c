/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET payments/mode and bank-accounts, POST payments/upload-proof, PATCH payments/:id/verify. */
#include "config.h"

#include "miqat-bank-account.h"
#include "miqat-booking-access.h"
#include "miqat-payment-routes.h"
#include "miqat-proof-upload.h"
#include "miqat-rest.h"
#include "miqat-setting.h"

static const MiqatHttpRate upload_rate = { "api-upload", 20, 120 };
static const MiqatHttpRate write_rate = { "api-payment", 60, 600 };

/* What the agency has set, as the next booking will have it; a transfer is possible where there is an account
 * in use. */
static void
handle_mode (MiqatHttpExchange *exchange, gpointer data)
{
  MiqatDb *db = miqat_receiver_get_db (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = miqat_bank_account_list (db, FALSE, &error);
  gint64 automatic = 0;
  gboolean read = accounts != NULL && miqat_setting_get (db, MIQAT_SETTING_PAYMENT_MODE_AUTO, &automatic, &error);
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = miqat_envelope_begin (&envelope);

  miqat_json_begin_object (json);
  miqat_json_add_text (json, "mode", automatic != 0 ? "auto" : "manual");
  miqat_json_add_flag (json, "automatic", automatic != 0);
  miqat_json_add_flag (json, "manual", accounts != NULL && accounts->len > 0);
  miqat_json_end_object (json);
  miqat_rest_answer (exchange, &envelope, read, g_steal_pointer (&error));
}

static void
write_account (MiqatJsonWriter *json, const MiqatBankAccount *account)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "id", account->id);
  miqat_json_add_text (json, "bank_name", account->bank_name);
  miqat_json_add_text (json, "account_number", account->account_number);
  miqat_json_add_text (json, "account_holder", account->account_holder);
  miqat_json_end_object (json);
}

static void
handle_accounts (MiqatHttpExchange *exchange, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = miqat_bank_account_list (miqat_receiver_get_db (exchange), FALSE, &error);
  MiqatEnvelope envelope;
  MiqatJsonWriter *json = miqat_envelope_begin (&envelope);

  if (accounts != NULL) {
    MiqatRestPage page = miqat_rest_get_page (exchange, &envelope, accounts->len);

    miqat_json_begin_array (json);
    for (guint i = page.first; i < page.first + page.count; i++)
      write_account (json, accounts->pdata[i]);
    miqat_json_end_array (json);
  }
  miqat_rest_answer (exchange, &envelope, accounts != NULL, g_steal_pointer (&error));
}

/* ---- proofs ---------------------------------------------------------------------------------- */

static void
on_sent (MiqatHttpExchange *exchange, const MiqatAnswer *answer, const GError *error, gpointer data)
{
  if (error != NULL)
    miqat_http_exchange_answer_error (exchange, g_error_copy (error));
  else
    miqat_http_exchange_answer (exchange, miqat_envelope_new_data (201, answer->result, NULL,
                                                                   miqat_http_exchange_get_request (exchange)));
}

/* From the form's fields, or from the address when the body is the file itself. */
static const char *
get_text (const MiqatHttpRequest *request, const MiqatHttpForm *form, const char *name)
{
  const char *text = form != NULL ? miqat_http_form_get_text (form, name) : NULL;

  return text != NULL ? text : miqat_http_request_get_query (request, name);
}

static JsonObject *
make_args (const MiqatHttpRequest *request, const MiqatHttpForm *form)
{
  static const char *const names[] = { "booking_id", "invoice_id", "bank_account_id", "sender_name", "amount" };
  JsonObject *args = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *text = get_text (request, form, names[i]);

    if (text != NULL && *text != '\0')
      json_object_set_string_member (args, names[i], text);
  }
  return args;
}

static const char *
get_token (const MiqatHttpRequest *request, const MiqatHttpForm *form)
{
  const char *token = miqat_http_request_get_header (request, "X-Booking-Token");

  return token != NULL ? token : get_text (request, form, "token");
}

static gboolean
check_access (MiqatHttpExchange *exchange, const MiqatHttpForm *form, GError **error)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  const char *booking_id = get_text (request, form, "booking_id");

  if (booking_id == NULL || *booking_id == '\0')
    return miqat_refuse (error, "booking_id", MIQAT_PROBLEM_REQUIRED, NULL);
  return miqat_booking_access_check (exchange, booking_id, get_token (request, form), error);
}

static void
handle_upload (MiqatHttpExchange *exchange, gpointer data)
{
  const MiqatHttpRequest *request = miqat_http_exchange_get_request (exchange);
  gboolean multipart = miqat_http_request_is_type (request, "multipart/form-data");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatHttpForm) form
    = multipart ? miqat_http_request_parse_form (request, MIQAT_PROOF_BODY_MAX, &error) : NULL;
  const MiqatHttpField *file = form != NULL ? miqat_http_form_get_file (form, "proof") : NULL;
  g_autoptr (JsonObject) args = NULL;

  if (error != NULL || !check_access (exchange, form, &error)) {
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  args = make_args (request, form);
  miqat_proof_upload_send (data, exchange,
                           &(MiqatProofUpload) {
                             .file = file != NULL ? file->file
                                     : multipart  ? NULL
                                                  : miqat_http_request_get_body (request),
                             .file_name = file != NULL ? file->file_name
                                                       : miqat_http_request_get_query (request, "file_name"),
                             .args = args,
                             .key = miqat_http_request_get_header (request, "Idempotency-Key"),
                             .sent = on_sent,
                           });
}

static void
handle_verify (MiqatHttpExchange *exchange, gpointer data)
{
  const char *id = miqat_http_request_get_param (miqat_http_exchange_get_request (exchange), "id");
  g_autoptr (JsonObject) args = miqat_rest_read (exchange);
  g_autofree char *action = args != NULL ? g_strdup (miqat_json_get_text (args, "action")) : NULL;
  g_autoptr (GError) error = NULL;

  if (args == NULL)
    return;
  if (g_strcmp0 (action, "approve") != 0 && g_strcmp0 (action, "reject") != 0) {
    miqat_refuse (&error, "action", MIQAT_PROBLEM_NOT_A_CHOICE, "choices", "approve, reject", NULL);
    miqat_http_exchange_answer_error (exchange, g_steal_pointer (&error));
    return;
  }
  json_object_remove_member (args, "action");
  json_object_set_string_member (args, "proof_id", id);
  miqat_rest_run (exchange, data, g_str_equal (action, "approve") ? "payment.approve" : "payment.reject", args, 200,
                  NULL);
}

static const MiqatHttpRoute routes[] = {
  { MIQAT_HTTP_GET, "/api/payments/mode", handle_mode },
  { MIQAT_HTTP_GET, "/api/bank-accounts", handle_accounts },
  { MIQAT_HTTP_POST, "/api/payments/upload-proof", handle_upload, MIQAT_ROUTE_MAYBE,
    .body_max = MIQAT_PROOF_BODY_MAX, .rate = &upload_rate },
  { MIQAT_HTTP_PATCH, "/api/payments/:id/verify", handle_verify, MIQAT_ROUTE_PERSON, .rate = &write_rate },
};

void
miqat_payment_rest_add (MiqatHttpRouter *router, MiqatReceiver *receiver)
{
  miqat_http_router_add (router, routes, G_N_ELEMENTS (routes), receiver);
}
